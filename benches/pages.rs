//! The way from bytes to record over the fixtures: the bare parse, the blocks, and the whole.
//!
//! `cargo bench` runs it; `DECHROME_PAGES=DIR cargo bench` takes the pages of a folder instead.

use std::path::{Path, PathBuf};
use std::{env, fs, hint};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dechrome::internals::{Blocks, Dom, decode};

fn pages() -> Vec<Vec<u8>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folder = env::var_os("DECHROME_PAGES").map_or(fixtures, PathBuf::from);
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let html = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "html"));
    html.filter_map(|path| fs::read(path).ok()).collect()
}

fn benches(criterion: &mut Criterion) {
    let pages = pages();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let mut group = criterion.benchmark_group("pages");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    group.bench_function("decode", |bencher| {
        bencher.iter(|| pages.iter().map(|page| decode(page, None).len()).sum::<usize>());
    });
    let texts: Vec<_> = pages.iter().map(|page| decode(page, None)).collect();
    group.bench_function("parse", |bencher| {
        bencher.iter(|| texts.iter().map(|text| Dom::parse(text).len()).sum::<usize>());
    });
    let doms: Vec<Dom> = texts.iter().map(|text| Dom::parse(text)).collect();
    group.bench_function("blocks", |bencher| {
        bencher.iter(|| doms.iter().map(|dom| Blocks::of(dom).len()).sum::<usize>());
    });
    group.bench_function("clean", |bencher| {
        bencher.iter(|| pages.iter().for_each(|page| drop(hint::black_box(dechrome::clean(page)))));
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
