//! Pages nested 100,000 deep: no recursion, no quadratic walk.

mod common;

use std::time::{Duration, Instant};

const DEPTH: usize = 100_000;

fn survives(open: &str, close: &str) {
    let page = format!("<p>before{}within{}<p>after", open.repeat(DEPTH), close.repeat(DEPTH));
    let begun = Instant::now();
    for format in ["jsonl", "markdown"] {
        let out =
            common::feed(common::dechrome().args(["--parts", "--format", format, "-"]), page.as_bytes());
        let told = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "{open} as {format}: {:?} {told}", out.status);
        if format == "jsonl" {
            let record = &common::records(&out.stdout)[0];
            let parts = record["parts"].to_string();
            assert!(["before", "within", "after"].iter().all(|word| parts.contains(word)), "{open}");
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(60), "{open}: {:?}", begun.elapsed());
}

// A pile of nothing but blocks loses levels while it is parsed (see `dom::depth`); an `object` between them keeps the
// page as deep as it is written.

#[test]
fn piles() {
    survives("<div>", "</div>");
    survives("<div class=\"content post\"><article>", "");
    survives("<div><p>said<blockquote>", "</blockquote></div>");
}

#[test]
fn boxes() {
    survives("<object><div>", "</div></object>");
    survives("<object><div class=\"content post\"><article>", "");
}

#[test]
fn quotes() {
    survives("<object><blockquote>", "</blockquote></object>");
}

#[test]
fn lists() {
    survives("<object><ul><li>", "</li></ul></object>");
}

#[test]
fn comments() {
    let item = "<object><ol class=\"commentlist\"><li class=\"comment\" id=\"comment-1\"><p>said</p>";
    survives(item, "</li></ol></object>");
}

#[test]
fn words() {
    survives("<span>", "</span>");
    survives("<span hidden>", "</span>");
}

#[test]
fn tables() {
    survives("<table><tr><td>", "</td></tr></table>");
}

/// Takes no longer than a page of its size may: these two took the square of it.
fn is_quick(page: &str) {
    let begun = Instant::now();
    dechrome::clean(page.as_bytes()).expect("a record");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn words_in_every_table_of_a_pile() {
    is_quick(&"<table><tr><td>cell ".repeat(60_000));
    is_quick(&"<table><tr><td><a href=/x>cell ".repeat(60_000));
}

#[test]
fn many_attributes() {
    let attributes: String = (0..400_000).map(|number| format!("a{number}=v ")).collect();
    is_quick(&format!("<p {attributes}>word"));
    is_quick(&format!("<body {attributes}><body {}>word", attributes.replace('a', "b")));
}
