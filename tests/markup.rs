//! Pages whose markup a browser reads otherwise than a plain HTML parser does.

mod common;

use common::{dechrome, feed, records};
use serde_json::Value;

const STORY: &str = "<h1>Rain in the valley</h1>\
    <p>It rained in the valley for three days and three nights, and the river stood a hand below the wall of the old mill.</p>\
    <p>On the fourth morning the sun came out. The miller opened the sluice, and the water went down by noon, he said.</p>";

/// The record of a page on standard input, parts and all.
fn record(page: &str) -> Value {
    let out = feed(dechrome().args(["--parts", "-"]), page.as_bytes());
    assert!(out.status.success());
    records(&out.stdout).remove(0)
}

fn text(record: &Value) -> &str {
    record["article"]["text"].as_str().unwrap_or_default()
}

#[test]
fn an_article_in_a_shadow_tree_was_nowhere() {
    let page = format!(
        "<title>Rain</title><news-story><template shadowrootmode=open>{STORY}</template></news-story>"
    );
    assert!(text(&record(&page)).starts_with("It rained in the valley"));
    let hidden = page.replace(" shadowrootmode=open", "");
    assert_eq!(text(&record(&hidden)), "");
}

#[test]
fn a_closed_script_of_xhtml_swallowed_the_page() {
    let page = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\
         <html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Rain</title><script type=\"text/javascript\" src=\"x.js\"/></head>\
         <body>{STORY}</body></html>"
    );
    assert!(text(&record(&page)).starts_with("It rained in the valley"));
}

#[test]
fn images_of_amp_pages_were_nowhere() {
    let image = "<figure><amp-img src=\"https://post.example/mill.jpg\" alt=\"The mill in the rain\" width=800 height=500></amp-img>\
        <figcaption>The mill on Sunday.</figcaption></figure>";
    let record = record(&format!(
        "<title>Rain</title><article>{}</article>",
        STORY.replacen("</p>", &format!("</p>{image}"), 1)
    ));
    let figure = record["article"]["body"].as_array().unwrap().iter().find(|block| block["type"] == "figure");
    assert_eq!(figure.unwrap()["src"], "https://post.example/mill.jpg");
    assert_eq!(figure.unwrap()["caption"], "The mill on Sunday.");
}
