//! Runs one of the Rust peers over folders of pages: `peers SYSTEM FOLDER...`.
//!
//! Each page goes from bytes to text, and a record with what the peer gives (text, title, author, date) goes to standard
//! output, as JSON Lines that score.py reads. `html5ever` and `scraper` only parse: they are yardsticks.

use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use html5ever::tendril::TendrilSink;
use serde_json::{Value, json};

/// Takes a page's text, gives the record's `article`.
type System = fn(&str) -> Option<Value>;

const SYSTEMS: &[(&str, System)] = &[
    ("dom_smoothie", dom_smoothie),
    ("html5ever", html5ever),
    ("readability", readability),
    ("rs-trafilatura", rs_trafilatura),
    ("scraper", scraper),
];

fn dom_smoothie(page: &str) -> Option<Value> {
    let article = dom_smoothie::Readability::new(page, None, None).ok()?.parse().ok()?;
    Some(json!({
        "text": &*article.text_content,
        "title": article.title,
        "byline": byline(article.byline),
        "published": article.published_time,
    }))
}

fn readability(page: &str) -> Option<Value> {
    let url = url::Url::parse("http://page.example/").ok()?;
    let product = readability::extractor::extract(&mut page.as_bytes(), &url).ok()?;
    Some(json!({ "text": product.text, "title": product.title }))
}

fn rs_trafilatura(page: &str) -> Option<Value> {
    let result = rs_trafilatura::extract(page).ok()?;
    Some(json!({
        "text": result.content_text,
        "title": result.metadata.title,
        "byline": byline(result.metadata.author),
        "published": result.metadata.date.map(|date| date.to_rfc3339()),
    }))
}

fn html5ever(page: &str) -> Option<Value> {
    let parser = html5ever::parse_document(markup5ever_rcdom::RcDom::default(), Default::default());
    let dom = parser.one(page);
    Some(json!({ "nodes": dom.document.children.borrow().len() }))
}

fn scraper(page: &str) -> Option<Value> {
    Some(json!({ "nodes": scraper::Html::parse_document(page).tree.nodes().len() }))
}

fn byline(author: Option<String>) -> Value {
    author.map_or(Value::Null, |name| json!([{ "name": name }]))
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let Some((_, system)) = SYSTEMS.iter().find(|(known, _)| *known == name) else {
        let known: Vec<&str> = SYSTEMS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no system {name:?}; there are: {}", known.join(", ")).into());
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for folder in arguments {
        for path in pages(Path::new(&folder))? {
            let article = run(*system, &fs::read(&path)?);
            serde_json::to_writer(&mut out, &json!({ "source": { "path": path }, "article": article }))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}

/// One page; a peer that panics has given nothing.
fn run(system: System, bytes: &[u8]) -> Option<Value> {
    let page = String::from_utf8(bytes.to_vec())
        .unwrap_or_else(|_| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned());
    std::panic::catch_unwind(|| system(&page)).unwrap_or_default()
}

fn pages(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut pages = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    pages.sort();
    Ok(pages)
}
