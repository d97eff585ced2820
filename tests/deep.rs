//! Pages with 100,000 elements inside one another, and others made to be slow: no recursion, no quadratic walk.

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

// What is deeper than some hundred levels stands beside (see `dom::depth`): the pages are as long as they are written, and
// no deeper than that.

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

/// Takes no longer than a page of its size may: these took the square of it.
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
fn tags_that_look_through_a_pile() {
    for tag in ["<hr>", "</div>", "</foo>", "</p>", "<button>", "<table>", "<b>", "<form>"] {
        is_quick(&format!("{}word{}", "<span>".repeat(DEPTH), tag.repeat(DEPTH)));
    }
}

#[test]
fn rows_that_are_not_closed() {
    let rows: String = (0..8000).map(|row| format!("<div><p>row{row} alpha</p><p>beta</p>")).collect();
    let record = dechrome::Cleaner::new().parts(true).clean(rows.as_bytes()).expect("a record");
    let parts = record.parts.expect("parts");
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let want: Vec<String> =
        (0..8000).flat_map(|row| [format!("row{row} alpha"), "beta".to_owned()]).collect();
    assert_eq!(texts, want);
}

#[test]
fn words_deep_in_a_pile_stay_apart() {
    let entry = "<ul><li>one<div>two <b>three</b></div><table><tr><td>four</td><td>five</td></tr></table>six";
    let record = dechrome::Cleaner::new().parts(true).clean(entry.repeat(2000).as_bytes()).expect("a record");
    let parts = record.parts.expect("parts");
    let mut words: Vec<&str> = parts.iter().flat_map(|part| part.text.split_whitespace()).collect();
    assert_eq!(words.len(), 12_000);
    words.sort_unstable();
    words.dedup();
    assert_eq!(words, ["five", "four", "one", "six", "three", "two"]);
}

#[test]
fn formatting_that_is_not_closed() {
    let fonts: String = (0..DEPTH).map(|number| format!("<font size={number}>")).collect();
    is_quick(&format!("<p>{fonts}</p>{}", "<p>word".repeat(DEPTH)));
}

#[test]
fn noscript_in_noscript() {
    is_quick(&"<noscript>word ".repeat(60_000));
    is_quick(&format!("{}{}", "<b>word</b><noscript>".repeat(20_000), "<i>word</i>".repeat(40_000)));
}

#[test]
fn links_in_links_that_begin_with_spaces() {
    is_quick(&format!("<pre>{}word", "<a href=x><object> ".repeat(70_000)));
    is_quick(&format!("<pre>{}{}word", "<a href=x><object>".repeat(40_000), " ".repeat(500_000)));
}

#[test]
fn an_address_of_digits() {
    is_quick(&format!("<link rel=canonical href=\"{}\">word", "1a".repeat(500_000)));
}

#[test]
fn many_names() {
    let attributes: String = (0..400_000).map(|number| format!("A{number}=v ")).collect();
    is_quick(&format!("<p {attributes}>word"));
    let elements: String = (0..400_000).map(|number| format!("<x{number}>word</X{number}>")).collect();
    is_quick(&elements);
}

#[test]
fn brackets_in_a_date() {
    let page = format!(
        "<h1>Rain</h1><ol class=comment-list><li class='comment depth-1' id=comment-1><div class=comment-body>\
         <cite class=fn>Ada</cite> <a href='#comment-1'><time datetime=\"2021-03-04T10:00:00{}\">4 March 2021</time></a>\
         <div class=comment-content><p>Four nights, here in the house.</p></div></div></li></ol>",
        "(".repeat(500_000)
    );
    let record = dechrome::clean(page.as_bytes()).expect("a record");
    let comments = record.comments.expect("comments").items;
    assert_eq!(comments[0].published.as_deref(), Some("2021-03-04T10:00:00"));
}

#[test]
fn many_attributes() {
    let attributes: String = (0..400_000).map(|number| format!("a{number}=v ")).collect();
    is_quick(&format!("<p {attributes}>word"));
    is_quick(&format!("<body {attributes}><body {}>word", attributes.replace('a', "b")));
}
