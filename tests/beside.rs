//! What the page's text holds beside its letters: links, marks, images, numbers.

mod common;

use common::{dechrome, feed, records};
use serde_json::{Value, json};

const STORY: &str = "<h1>Rain in the valley</h1>\
    <p>It rained in the valley for three days and <em>three nights</em>, and 10<sup>3</sup> tons of H<sub>2</sub>O ran over the wall of the old mill.</p>\
    <p>On the fourth morning the sun came out. The miller opened the sluice, and the water went down by noon, he said.</p>";

fn comment(id: u32, name: &str, text: &str) -> String {
    format!(
        "<li class='comment depth-1' id='comment-{id}'><div class='comment-body'>\
         <div class='comment-author'><img class='avatar' src='/faces/{id}.jpg' alt=''><cite class='fn'>{name}</cite></div>\
         <a href='/rain#comment-{id}'><time datetime='2021-03-04T10:0{id}'>4 March 2021</time></a>\
         <div class='comment-content'>{text}</div>\
         <a class='comment-reply-link' href='?replytocom={id}#respond'>Reply</a></div></li>"
    )
}

fn page(story: &str, texts: [&str; 2]) -> String {
    let comments = comment(1, "Ada", texts[0]) + &comment(2, "Ben", texts[1]);
    format!("<title>Rain</title><article>{story}</article><ol class='comment-list'>{comments}</ol>")
}

fn record(page: &str, options: &[&str]) -> Value {
    let out = feed(dechrome().args(options).arg("-"), page.as_bytes());
    assert!(out.status.success());
    records(&out.stdout).remove(0)
}

const TEXTS: [&str; 2] = [
    "<p>Così: <a href='/gauge?a=1#b'>the gauge</a> says <b>no</b>. <a href='javascript:x()'>More</a></p>\
     <p><img src='/up/sluice.jpg' alt='The  sluice'> <img class='wp-smiley' src='/i/smile.gif' alt=':)'></p>",
    "<p>Who told you?</p>",
];

#[test]
fn links_marks_and_images_of_comments_were_lost() {
    let record = record(&page(STORY, TEXTS), &["--url", "https://post.example/rain"]);
    let first = &record["comments"]["items"][0];
    assert_eq!(first["text"], "Così: the gauge says no. More");
    assert_eq!(
        first["links"],
        json!([{ "start": 6, "end": 15, "href": "https://post.example/gauge?a=1#b" }])
    );
    assert_eq!(first["marks"], json!([{ "start": 21, "end": 23, "type": "strong" }]));
    assert_eq!(
        first["images"],
        json!([{ "src": "https://post.example/up/sluice.jpg", "alt": "The sluice" }])
    );
    let second = record["comments"]["items"][1].as_object().unwrap();
    assert!(["links", "marks", "images"].iter().all(|member| !second.contains_key(*member)));
}

#[test]
fn links_of_comments_stand_as_in_a_page_without_an_address() {
    let first = &record(&page(STORY, TEXTS), &[])["comments"]["items"][0];
    assert_eq!(first["links"][0]["href"], "/gauge?a=1#b");
    assert_eq!(first["images"][0]["src"], "/up/sluice.jpg");
}

#[test]
fn links_of_comments_lead_to_the_page_not_to_the_archives_copy() {
    let copy = "https://web.archive.org/web/20210305101500/https://post.example";
    let texts = [
        &*format!("<p>See <a href='{copy}/gauge'>the gauge</a> there.</p><img src='{copy}/up/sluice.jpg'>"),
        "<p>Who told you?</p>",
    ];
    let mark = "<!-- FILE ARCHIVED ON 10:15:00 Mar 05, 2021 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 11:00:00 Mar 06, 2021. -->";
    let page = page(STORY, texts) + mark;
    let record = record(&page, &["--url", &format!("{copy}/rain")]);
    let first = &record["comments"]["items"][0];
    assert_eq!(first["links"][0]["href"], "https://post.example/gauge");
    assert_eq!(first["images"][0]["src"], "https://post.example/up/sluice.jpg");
}

#[test]
fn emphasis_and_indices_of_the_article_were_lost() {
    let record = record(&page(STORY, TEXTS), &[]);
    let paragraph = &record["article"]["body"][0];
    let text: Vec<char> = paragraph["text"].as_str().unwrap().chars().collect();
    let marks: Vec<(String, &str)> = paragraph["marks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| {
            let at = |name: &str| mark[name].as_u64().unwrap() as usize;
            (text[at("start")..at("end")].iter().collect(), mark["type"].as_str().unwrap())
        })
        .collect();
    let expected = [("three nights", "emphasis"), ("3", "superscript"), ("2", "subscript")];
    assert_eq!(marks, expected.map(|(words, kind)| (words.to_owned(), kind)));
    assert!(!record["article"]["body"][1].as_object().unwrap().contains_key("marks"));
}

#[test]
fn markdown_and_html_show_them() {
    let page = page(STORY, TEXTS);
    let shown = |format: &str| {
        let out = feed(dechrome().args(["--format", format, "-"]), page.as_bytes());
        String::from_utf8(out.stdout).unwrap()
    };
    let markdown = shown("markdown");
    for part in [
        "and *three nights*, and 10<sup>3</sup> tons of H<sub>2</sub>O",
        "[the gauge](/gauge?a=1#b) says **no**.",
        "![The sluice](/up/sluice.jpg)",
    ] {
        assert!(markdown.contains(part), "{part} in {markdown}");
    }
    let html = shown("html");
    for part in [
        "<em>three nights</em>",
        "<a href=\"/gauge?a=1#b\">the gauge</a> says <strong>no</strong>",
        "<img src=\"/up/sluice.jpg\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}
