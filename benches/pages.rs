//! The way from bytes to record, stage by stage and as a whole, beside the bare parse of html5ever and scraper.
//!
//! `cargo bench` runs it over the fixtures; `DECHROME_PAGES=DIR cargo bench` takes the pages of a folder instead. The
//! peers stand in lab/compare, on whole corpora.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{env, fs, hint};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use dechrome::Record;
use dechrome::internals::{
    Blocks, Class, CommentContext, Dom, Features, Labels, Model, NotChrome, Survey, body, chrome_kinds,
    chrome_pieces, decode, find_comments, label, metadata,
};
use dechrome::render::{Format, render};
use scraper::Html;

fn pages() -> Vec<Vec<u8>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folder = env::var_os("DECHROME_PAGES").map_or(fixtures, PathBuf::from);
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let html = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "html"));
    html.filter_map(|path| fs::read(path).ok()).collect()
}

/// What is known of a page when its article, comments and chrome are put together.
struct Labelled<'a> {
    page: &'a Survey<'a>,
    labels: Labels,
}

impl Labelled<'_> {
    fn metadata(&self) -> metadata::Metadata {
        let (dom, blocks) = (self.page.dom, self.page.blocks);
        metadata::gather(&metadata::Context { dom, blocks, labels: &self.labels, url: None, saved_at: None })
    }

    fn body(&self) -> usize {
        let keep: Vec<bool> = self.labels.class.iter().map(|class| *class == Class::Article).collect();
        let none = vec![false; keep.len()];
        let roles = body::Roles { body: &keep, headline: &none, head: &none };
        body::build(self.page.dom, self.page.blocks, &roles, None).text.len()
    }

    fn comments(&self) -> usize {
        let context = CommentContext {
            dom: self.page.dom,
            blocks: self.page.blocks,
            likely: &self.labels.comment,
            chance: Some(self.labels.chance),
            article: &self.labels.article,
            forum: Some(false),
            url: None,
            systems: true,
            now: None,
            language: None,
        };
        find_comments(&context).items.len()
    }

    fn chrome(&self) -> usize {
        let body: Vec<bool> = self.labels.class.iter().map(|class| *class == Class::Article).collect();
        let kinds = chrome_kinds(self.page, &NotChrome { comments: &[], discussed: false, body: &body });
        let removed: Vec<bool> = self.labels.class.iter().map(|class| *class == Class::Chrome).collect();
        chrome_pieces(self.page, &removed, &kinds, |_| None).len()
    }
}

/// Measures a stage over all that the stage before it has made.
fn stage<T, R>(group: &mut BenchmarkGroup<WallTime>, name: &str, inputs: &[T], run: impl Fn(&T) -> R) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| inputs.iter().for_each(|input| drop(hint::black_box(run(input)))));
    });
}

fn benches(criterion: &mut Criterion) {
    let pages = pages();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let mut group = criterion.benchmark_group("pages");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    stage(&mut group, "charset", &pages, |page| decode(page, None).len());
    let texts: Vec<Cow<str>> = pages.iter().map(|page| decode(page, None)).collect();
    stage(&mut group, "parse", &texts, |text| Dom::parse(text).len());
    stage(&mut group, "parse by html5ever and scraper", &texts, |text| Html::parse_document(text));
    let doms: Vec<Dom> = texts.iter().map(|text| Dom::parse(text)).collect();
    stage(&mut group, "blocks", &doms, Blocks::of);
    let blocks: Vec<Blocks> = doms.iter().map(Blocks::of).collect();
    let pairs: Vec<(&Dom, &Blocks)> = doms.iter().zip(&blocks).collect();
    stage(&mut group, "survey", &pairs, |(dom, blocks)| Survey::survey(dom, blocks, None).copies.len());
    let surveys: Vec<Survey> = pairs.iter().map(|(dom, blocks)| Survey::survey(dom, blocks, None)).collect();
    stage(&mut group, "features", &surveys, Features::of);
    let model = Model::built_in();
    stage(&mut group, "features and forest", &surveys, |page| label(page, model));
    let labelled: Vec<Labelled> =
        surveys.iter().map(|page| Labelled { page, labels: label(page, model) }).collect();
    stage(&mut group, "metadata", &labelled, Labelled::metadata);
    stage(&mut group, "comments", &labelled, Labelled::comments);
    stage(&mut group, "body", &labelled, Labelled::body);
    stage(&mut group, "chrome", &labelled, Labelled::chrome);
    let records: Vec<Record> = pages.iter().filter_map(|page| dechrome::clean(page).ok()).collect();
    stage(&mut group, "render", &records, |record| render(record, Format::Jsonl));
    stage(&mut group, "whole way", &pages, |page| dechrome::clean(page));
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
