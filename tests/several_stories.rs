//! Pages with whole stories of others behind their own: the first is the article, the others are chrome.

mod common;

use common::{dechrome, project, records};
use serde_json::Value;

fn read(fixture: &str) -> Value {
    let out = dechrome().arg(project("fixtures").join(fixture)).output().expect("dechrome runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    records(&out.stdout).remove(0)
}

/// The kind of the chrome that holds a text.
fn kind<'r>(record: &'r Value, text: &str) -> &'r str {
    let pieces = record["chrome"].as_array().expect("chrome");
    let holds = |piece: &&Value| piece["text"].as_str().is_some_and(|held| held.contains(text));
    pieces.iter().find(holds).and_then(|piece| piece["kind"].as_str()).unwrap_or("nowhere")
}

const LAST: &str = "still works by hand.";

#[test]
fn a_second_story_was_the_articles_where_scrolling_never_ends() {
    let record = read("stories-endless.html");
    let text = record["article"]["text"].as_str().expect("a text");
    assert!(text.starts_with("The swing bridge at Marsh End") && text.ends_with(LAST), "{text}");
    assert_eq!(record["article"]["byline"].as_array().map(Vec::len), Some(1));
    assert_eq!(record["article"]["byline"][0]["name"], "Lena Marlow");
    assert_eq!(record["article"]["published"], "2021-06-08");
    for other in ["A choir of two hundred bakers", "seventy years.", "Otto Brandt"] {
        assert_ne!(kind(&record, other), "nowhere", "{other}");
    }
    assert_eq!(kind(&record, "A choir of two hundred bakers"), "related");
    let told = record["warnings"][0].as_str().expect("a warning");
    assert!(told.starts_with("article: other stories stand behind it; their "), "{told}");
}

#[test]
fn teasers_of_whole_sentences_were_the_articles() {
    let record = read("stories-feed.html");
    let text = record["article"]["text"].as_str().expect("a text");
    assert!(text.starts_with("The swing bridge at Marsh End") && text.ends_with(LAST), "{text}");
    for other in ["Eleven letters, written between", "Engineers opened the spillway"] {
        assert!(["related", "teaser"].contains(&kind(&record, other)), "{other}: {}", kind(&record, other));
    }
}
