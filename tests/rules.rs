//! Rules of the user, through the command: what is dropped and kept, for which pages, and that nothing is lost.

mod common;

use std::fs;

use serde_json::Value;

const PAGE: &str = r##"<!DOCTYPE html><html lang=en><head><title>Rain in the valley - The Post</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<main><h1>Rain in the valley</h1><p class=byline>By <a rel=author href=/ada>Ada Marsh</a></p>
<p>It rained in the valley for three days and three nights, <a class=promo href=/abo>Subscribe now</a> and the river rose
over the meadows before anyone in the village had thought of moving the cattle to the higher ground.</p>
<p class=promo>Read The Post for a month, and pay only for the second of them.</p>
<p>On the fourth day the sun came out, the ferry ran again, and the children went back to the school on the hill.</p>
<div class=box><p>What to do when the water comes</p><p class=ad>Buy boots here</p></div></main>
<ol class="comment-list">
<li class="comment depth-1" id="comment-1"><div class="comment-body"><cite class="fn">Ben Reader</cite>
 <div class="comment-content"><p>Four nights, here, and no ferry at all for the whole of the week.</p>
 <p class=signature>Sent from the hill</p></div></div></li>
<li class="comment depth-1 spam" id="comment-2"><div class="comment-body"><cite class="fn">Pills</cite>
 <div class="comment-content"><p>Cheap pills for everybody in the valley.</p></div></div></li>
</ol><footer>© The Post</footer></body></html>"##;

fn record(options: &[&str]) -> Value {
    let mut command = common::dechrome();
    let out = common::feed(command.args(["--parts"]).args(options).arg("-"), PAGE.as_bytes());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    common::records(&out.stdout).remove(0)
}

/// The selectors and texts of the chrome that rules dropped.
fn dropped(record: &Value) -> Vec<(&str, &str)> {
    let pieces = record["chrome"].as_array().expect("chrome").iter();
    let mut found: Vec<_> = pieces
        .filter_map(|piece| Some((piece["rule"].as_str()?, piece["text"].as_str().unwrap_or_default())))
        .collect();
    found.sort_unstable();
    found
}

/// The characters of all parts, in order of the alphabet: rules move text, they lose none.
fn characters(record: &Value) -> Vec<char> {
    let parts = record["parts"].as_array().expect("parts").iter();
    let texts = parts.flat_map(|part| part["text"].as_str().unwrap_or_default().chars());
    let mut characters: Vec<char> = texts.filter(|c| !c.is_whitespace()).collect();
    characters.sort_unstable();
    characters
}

fn article(record: &Value) -> &str {
    record["article"]["text"].as_str().expect("a text")
}

#[test]
fn without_rules_nothing_is_marked() {
    let record = record(&[]);
    assert!(dropped(&record).is_empty());
    assert!(record["parts"].as_array().unwrap().iter().all(|part| part.get("rule").is_none()));
    assert_eq!(record["comments"]["items"].as_array().unwrap().len(), 2);
    assert_eq!(record["article"]["byline"][0]["name"], "Ada Marsh");
}

#[test]
fn what_is_dropped_is_listed_and_the_line_around_it_stays_whole() {
    let record = record(&["--drop", ".promo"]);
    let want = [
        (".promo", "Read The Post for a month, and pay only for the second of them."),
        (".promo", "Subscribe now"),
    ];
    assert_eq!(dropped(&record), want);
    assert!(article(&record).contains("three nights, and the river rose"), "{}", article(&record));
    assert!(!article(&record).contains("Read The Post"));
    assert_eq!(characters(&record), characters(&self::record(&[])));
}

#[test]
fn what_is_dropped_gives_no_comment_no_headline_no_byline() {
    let record = record(&["--drop", ".spam", "--drop", "h1, .byline", "--drop", ".signature"]);
    let items = record["comments"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["text"], "Four nights, here, and no ferry at all for the whole of the week.");
    assert!(record["article"].get("byline").is_none());
    assert!(record["parts"].as_array().unwrap().iter().all(|part| part["role"] != "headline"));
    assert_eq!(dropped(&record).len(), 5, "{:?}", dropped(&record));
    assert_eq!(characters(&record), characters(&self::record(&[])));

    let none = self::record(&["--drop", "ol.comment-list"]);
    assert!(none["comments"]["items"].as_array().unwrap().is_empty());
}

#[test]
fn what_is_kept_is_the_article_and_no_comment() {
    let record = record(&["--keep", "footer", "--keep", "#comment-1 .comment-content"]);
    assert!(article(&record).contains("© The Post") && article(&record).contains("Four nights, here"));
    let comments = record["comments"].to_string();
    assert!(!comments.contains("Four nights") && comments.contains("Cheap pills"), "{comments}");
    let parts = record["parts"].as_array().unwrap();
    let footer = parts.iter().find(|part| part["text"] == "© The Post").unwrap();
    assert_eq!(
        (&footer["part"], &footer["role"], &footer["rule"]),
        (&"article".into(), &"body".into(), &"footer".into())
    );
    assert_eq!(characters(&record), characters(&self::record(&[])));
}

#[test]
fn the_nearest_rule_wins() {
    let record = record(&["--drop", "body", "--keep", ".box", "--drop", ".ad"]);
    assert_eq!(article(&record), "What to do when the water comes");
    assert!(dropped(&record).contains(&(".ad", "Buy boots here")));
    let same = self::record(&["--drop", ".box", "--keep", "div.box"]);
    assert!(article(&same).contains("What to do when the water comes"));
}

#[test]
fn rules_are_read_by_host() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.toml");
    fs::write(&path, "['*']\ndrop = ['footer']\n['*.post.example']\ndrop = ['.promo']\nkeep = ['nav']\n")
        .unwrap();
    let rules = ["--rules", path.to_str().unwrap()];
    let here = record(&[&rules[..], &["--url", "https://www.post.example/rain"]].concat());
    assert_eq!(dropped(&here).len(), 3);
    assert!(article(&here).contains("Sport"));
    let there = record(&[&rules[..], &["--url", "https://compost.example/rain"]].concat());
    assert_eq!(dropped(&there), [("footer", "© The Post")]);
    assert_eq!(dropped(&record(&rules)), [("footer", "© The Post")]);

    // The page's own address counts where nobody tells another.
    let page = PAGE.replace("<head>", "<head><link rel=canonical href='https://post.example/rain'>");
    let out = common::feed(common::dechrome().args(rules).arg("-"), page.as_bytes());
    let told = &common::records(&out.stdout)[0];
    assert_eq!(told["source"]["url"], "https://post.example/rain");
    assert_eq!(dropped(told).len(), 3);
}

#[test]
fn records_with_rules_are_what_the_schema_says() {
    let out = common::dechrome().arg("schema").output().unwrap();
    let schema: Value = serde_json::from_slice(&out.stdout).unwrap();
    let record = record(&["--drop", ".promo", "--keep", "footer"]);
    jsonschema::validator_for(&schema).unwrap().validate(&record).expect("a valid record");
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.toml");
    fs::write(&path, "['*']\ndrop = ['p >']\n").unwrap();
    let path = path.to_str().unwrap();
    for (options, told) in [
        (["--drop", "p >"], "a combinator has nothing on one of its sides"),
        (["--keep", "div..x"], "a dot is not followed by a class name"),
        (["--rules", path], "line 2: selector \"p >\""),
        (["--rules", "nowhere.toml"], "cannot read"),
    ] {
        let out = common::dechrome().args(options).arg("-").output().unwrap();
        let error = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{error}");
        assert!(error.contains(told) && error.contains(options[0]), "{error}");
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn a_rule_that_takes_too_long_is_left_out_and_told() {
    let page = format!("<div><h2>Rain</h2>{}</div>", "<p>word</p>".repeat(100_000));
    let mut command = common::dechrome();
    let begun = std::time::Instant::now();
    let out = common::feed(command.args(["--drop", "h2 ~ p", "-"]), page.as_bytes());
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    let record = common::records(&out.stdout).remove(0);
    assert!(dropped(&record).is_empty());
    let told = record["warnings"].to_string();
    assert!(told.contains("h2 ~ p") && told.contains("left out"), "{told}");
}
