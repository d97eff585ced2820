//! Writes records with title, byline and dates for the open corpora, where they are there, for the scorer:
//! `cargo test --lib metadata::corpus -- --ignored`, then `score.py --records` of the folder that it names.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::{Context, weigh};
use crate::block::Blocks;
use crate::dom::Dom;
use crate::label;

fn decode(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(8192)]).to_ascii_lowercase();
    let label = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
    let label = label
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next());
    let encoding = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    encoding.unwrap_or(encoding_rs::WINDOWS_1252).decode(bytes).0.into_owned()
}

fn record(path: &Path) -> serde_json::Value {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).unwrap();
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    let dom = Dom::parse(&decode(&bytes));
    let blocks = Blocks::of(&dom);
    let labels = label::label(&dom, &blocks);
    let (known, evidence) =
        weigh(&Context { dom: &dom, blocks: &blocks, labels: &labels, url: None, saved_at: None });
    let texts = |list: &[usize]| list.iter().map(|&at| blocks.text(at).to_owned()).collect::<Vec<_>>();
    let name = path.file_name().unwrap().to_string_lossy().replace(".gz", "");
    let evidence = format!(
        "{:#?}\n{:#?}\n{:#?}\n{:#?}",
        evidence.titles, evidence.bylines, evidence.published, evidence.modified
    );
    serde_json::json!({
        "evidence": evidence,
        "source": { "path": name },
        "article": {
            "title": known.title, "byline": known.byline, "published": known.published, "modified": known.modified,
            "standfirst": known.standfirst, "site": known.site, "language": known.language, "section": known.section,
            "tags": known.tags, "image": known.image, "license": known.license, "canonical": known.canonical,
            "headline_blocks": texts(&known.headline_blocks), "byline_blocks": texts(&known.byline_blocks),
            "article_body": known.article_body.map(|text| text.len()),
        },
    })
}

#[test]
#[ignore = "needs the corpora"]
fn write_records() {
    let from = std::env::var("DECHROME_CORPUS").unwrap_or_else(|_| "../shared/corpus".into());
    let to: PathBuf = std::env::var("DECHROME_RECORDS").map_or_else(|_| std::env::temp_dir(), PathBuf::from);
    for corpus in ["fundus-a", "wcxb-dev", "traf-a"] {
        let Ok(pages) = std::fs::read_dir(Path::new(&from).join(corpus).join("html")) else { continue };
        let mut paths: Vec<PathBuf> = pages.filter_map(|page| page.ok().map(|page| page.path())).collect();
        paths.sort();
        let mut out = std::fs::File::create(to.join(format!("{corpus}.jsonl"))).unwrap();
        for path in paths {
            writeln!(out, "{}", record(&path)).unwrap();
        }
    }
    println!("records in {}", to.display());
}
