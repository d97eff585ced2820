//! Plain text: the same separation without any HTML, through the command.

mod common;

use std::fs;
use std::path::PathBuf;

use common::{dechrome, feed, project, records};
use serde_json::{Value, json};

fn fixtures() -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(project("fixtures/clippings")).sort_by_file_name();
    let files = walk.into_iter().map(|entry| entry.expect("fixtures").into_path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect()
}

/// The record that the command writes for a text on its standard input, parts and all.
fn record(text: &[u8]) -> Value {
    let out = feed(dechrome().args(["--parts", "-"]), text);
    assert!(out.status.success());
    records(&out.stdout).remove(0)
}

fn fixture(name: &str) -> Value {
    record(&fs::read(project(&format!("fixtures/clippings/{name}.txt"))).expect("a fixture"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Author and first words of every comment.
fn said(record: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let words = |value: &Value| text(value).split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    list(&record["comments"]["items"])
        .iter()
        .map(|item| (text(&item["author"]["name"]), words(&item["text"])))
        .collect()
}

fn authors(record: &Value) -> Vec<String> {
    said(record).into_iter().map(|(author, _)| author).collect()
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_whole(text: &str, record: &Value) {
    let parts = list(&record["parts"]).iter().filter_map(|part| part["text"].as_str());
    assert_eq!(squeeze(&parts.collect::<String>()), squeeze(text));
}

#[test]
fn records_as_they_were_last_looked_at() {
    for path in fixtures() {
        let record = dechrome::clean(&fs::read(&path).expect("a fixture")).expect("a record");
        let name = format!("clippings-{}", path.file_stem().expect("a name").to_string_lossy());
        insta::assert_json_snapshot!(name, record);
    }
}

#[test]
fn every_character_stands_in_exactly_one_part() {
    for path in fixtures() {
        let text = fs::read_to_string(&path).expect("a fixture");
        is_whole(&text, &record(text.as_bytes()));
    }
}

/// Where the clipping that this began with stands beside the project, its record is exact.
#[test]
fn the_clipping_of_the_beginning() {
    let Ok(folder) = fs::read_dir(project("../shared/seed")) else {
        eprintln!("no ../shared/seed here: left out");
        return;
    };
    for path in folder.map(|entry| entry.expect("a file").path()) {
        let text = fs::read_to_string(&path).expect("the text");
        let record = record(text.as_bytes());
        is_whole(&text, &record);
        let (story, rest) = text.split_once("\n1\nLeave a Reply").expect("the widget");
        // White space is collapsed, as everywhere in a record.
        let tidy = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let paragraphs: Vec<String> = story.lines().map(tidy).filter(|line| !line.is_empty()).collect();
        assert_eq!(paragraphs.len(), 6);
        assert_eq!(record["article"]["text"], paragraphs.join("\n"));
        let article: Vec<&Value> =
            list(&record["parts"]).iter().filter(|part| part["part"] == "article").collect();
        assert_eq!(article.len(), 6);
        let said = tidy(rest.trim_end().lines().last().expect("a comment"));
        let items = list(&record["comments"]["items"]);
        assert_eq!(items.len(), 1, "{items:?}");
        assert_eq!(items[0]["author"], json!({"name": "Student", "role": "guest"}));
        assert_eq!(items[0]["text"], said);
        let kind = |text: &str| {
            let part = list(&record["parts"]).iter().find(|part| part["text"] == text);
            part.map_or(String::new(), |part| part["kind"].as_str().unwrap_or("none").to_owned())
        };
        for (text, expected) in [
            ("1", "comment_counter"),
            ("Leave a Reply", "reply_form"),
            ("avatar", "avatar"),
            ("1 Comment threads", "comment_counter"),
            ("0 Thread replies", "comment_counter"),
            ("0 Followers", "comment_counter"),
            ("Most reacted comment", "comment_counter"),
            ("Hottest comment thread", "comment_counter"),
            ("1 Comment authors", "comment_counter"),
            ("Student Recent comment authors", "comment_counter"),
            ("Subscribe", "subscribe"),
            ("newest oldest most voted", "comment_control"),
            ("Notify of", "subscribe"),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}

#[test]
fn wpdiscuz() {
    let record = fixture("wpdiscuz");
    assert_eq!(authors(&record), ["Olof T.", "Ferryman", "Maren"]);
    assert_eq!(record["comments"]["items"][1]["author"]["role"], "member");
    assert_eq!(
        record["comments"]["items"][1]["text"],
        "It never took me more than twenty, and I have steered her for nine winters.\nAsk anyone at the mill."
    );
}

#[test]
fn wordpress() {
    let record = fixture("wordpress");
    assert_eq!(authors(&record), ["Peder", "Annika Rune", "Peder"]);
    assert_eq!(record["comments"]["items"][0]["published"], "2021-03-03T19:12:00");
    assert_eq!(record["comments"]["items"][0]["published_text"], "March 3, 2021 at 7:12 pm");
    assert_eq!(record["comments"]["items"][2]["parent"], "c2");
    assert_eq!(record["comments"]["items"][2]["depth"], 1);
    assert_eq!(record["comments"]["declared"], 3);
    assert_eq!(record["article"]["title"], "The ferry that waits for May");
    assert_eq!(record["article"]["byline"], json!([{"name": "Johanna Lind"}]));
    assert_eq!(record["article"]["published"], "2021-03-03");
}

#[test]
fn other_languages() {
    assert_eq!(authors(&fixture("wordpress-german")), ["Lesefreundin", "Jürgen Haff"]);
    assert_eq!(authors(&fixture("french")), ["Martin", "Sylvie B."]);
    assert_eq!(authors(&fixture("russian")), ["Ирина", "Сергей П."]);
}

#[test]
fn other_systems() {
    assert_eq!(authors(&fixture("blogger")), ["Runa", "Old Sailor"]);
    assert_eq!(authors(&fixture("disqus")), ["millhand", "Tove Ek", "northshore"]);
    assert_eq!(authors(&fixture("newsletter")), ["Runa Holm", "Ditte"]);
    assert_eq!(authors(&fixture("drupal")), ["Peder", "Annika"]);
}

/// Of a thread the first post is the article.
#[test]
fn forum() {
    let record = fixture("forum");
    assert_eq!(authors(&record), ["bilgerat", "Kristin V", "haldor"]);
    assert!(record["article"]["text"].as_str().expect("a text").starts_with("The stern gland"));
}

#[test]
fn a_form_is_no_comment() {
    assert_eq!(authors(&fixture("form-only")), [""; 0]);
}

#[test]
fn what_looks_like_markup_stays_text() {
    let record = fixture("markup-like");
    assert_eq!(record["source"]["format"], "text");
    let text = record["article"]["text"].as_str().expect("a text");
    assert!(text.contains("A height < 0.3 m") && text.contains("<low> and <high>") && text.contains("a&b"));
}

#[test]
fn wrapped_paragraphs_are_put_together() {
    let text = fixture("wrapped")["article"]["text"].as_str().expect("a text").to_owned();
    assert_eq!(text.lines().count(), 5);
}

#[test]
fn text_in_json_lines_and_web_archives() {
    let story = fs::read_to_string(project("fixtures/clippings/wordpress.txt")).expect("a fixture");
    let line = json!({"id": "a", "text": story}).to_string();
    let out = feed(dechrome().args(["--parts", "-"]), format!("{line}\n").as_bytes());
    let from_json = records(&out.stdout).remove(0);
    assert_eq!(authors(&from_json), ["Peder", "Annika Rune", "Peder"]);
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://post.example/a\r\n\
         WARC-Date: 2021-03-05T10:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{story}\r\n\r\n",
        story.len()
    );
    let out = feed(dechrome().args(["--parts", "-"]), warc.as_bytes());
    let from_warc = records(&out.stdout).remove(0);
    assert_eq!(from_warc["source"]["format"], "text");
    assert_eq!(from_warc["article"], from_json["article"]);
    assert_eq!(from_warc["comments"], from_json["comments"]);
}

/// No bytes make it fail, and time stays linear.
#[test]
fn endless_and_odd_texts() {
    let odd = [
        "a\u{b}b \u{c} and more words than control characters, by far, stand here",
        "Guest\nGuest\nGuest",
        "1 day ago",
        "says:",
        "\u{202e}\u{200b}x",
        "<",
        "a\rb\r\rc",
    ];
    for text in odd {
        let record = dechrome::Cleaner::new().parts(true).clean(text.as_bytes());
        assert!(record.is_ok_and(|record| record.parts.is_some_and(|parts| !parts.is_empty())));
    }
    let many = "Ada says:\n3 May 2019 at 10:15\nYes, that is so.\nReply\n\n".repeat(20_000);
    is_whole(&many, &record(many.as_bytes()));
}

#[test]
fn comments_below_the_form_were_the_articles_text() {
    let record = fixture("form-first");
    assert_eq!(authors(&record), ["Harry Lowe", "Mia Stone", "Old Tom"]);
    let text = record["article"]["text"].as_str().unwrap_or_default();
    assert!(text.ends_with("repair of the roof."), "{text}");
}

#[test]
fn a_lone_comment_under_its_heading_was_lost() {
    let story = "The council agreed on Monday to build the new bridge over the river, after ten years of talks about its \
        place, its cost and the old mill beside it.\n\nWork is to begin in spring, and the road along the river will be \
        closed until the autumn, said the mayor of the town.\n\n";
    let glued = "1 reply on \u{201c}A bridge for the valley\u{201d}\nMarasays:\nMay 1, 2020 at 2:58 pm\nThey promised it ten years \
        ago, and the mill was to stay where it is.\nReply\nLeave a Reply\nName *\nEmail *\n";
    let beside = "1 Kommentar\nMara\nFr 1. Mai 2020, 10:58 | Antworten\nThey promised it ten years ago, and the mill was to \
        stay where it is.\nHinterlasse einen Kommentar\nName *\n";
    for comments in [glued, beside] {
        let record = record(format!("A bridge for the valley\n\n{story}{comments}").as_bytes());
        assert_eq!(said(&record), [("Mara".to_owned(), "They promised it".to_owned())]);
    }
}

#[test]
fn headlines_authors_and_dates_of_texts_were_lost() {
    let head = "Home\n\nHarbour news\n\nTides\n\nSearch\n\nThe ferry that came back from the sea\n\n";
    let body = "The ferry had been gone for eleven years when the harbour master saw it again, low in the water and without a single lamp, \
        on the morning after the storm.\n\nNobody on the quay believed him at first, and the ferry company said that it had sold the ship for \
        scrap in the spring of the year in which the bridge was opened.\n\nIt was the sea, he said, that had kept the ferry, and the sea that \
        gave it back when it had no more use for it.\n\n";
    let foot = "Share\n\nImprint\n\nPrivacy\n";
    let told = |beside: &str, below: &str| {
        let record = record(format!("{head}{beside}{body}{below}{foot}").as_bytes());
        let article = &record["article"];
        assert_eq!(article["title"], "The ferry that came back from the sea", "{beside}{below}");
        let names = list(&article["byline"]).iter().filter_map(|author| author["name"].as_str());
        (names.map(str::to_owned).collect::<Vec<_>>(), article["published"].clone())
    };
    for beside in [
        "By Ada Lee\n\n4 March 2020\n\n",
        "ByAda LeePublished: 4 March 2020\n\n",
        "Ada Lee\n\n4 March 2020\n\n",
        "4 March 2020 | Written by\n\nAda Lee\n\n",
        "Written by\n\nAda Lee\n\nLast updated 4 March 2020\n\n",
    ] {
        assert_eq!(told(beside, ""), (vec!["Ada Lee".to_owned()], json!("2020-03-04")), "{beside}");
    }
    let about = "Ada Lee\n\nAda writes about ferries, bridges and the people between them, and has done so since the old bridge fell.\n\n";
    assert_eq!(told("", about).0, ["Ada Lee"]);
    assert_eq!(told("", "Written by Ada Lee\n\n").0, ["Ada Lee"]);
    // A topic beside the date is nobody.
    assert_eq!(told("Ferry Company\n\n4 March 2020\n\n", "").0, Vec::<String>::new());
}

#[test]
fn a_sentence_alone_was_chrome() {
    for text in ["It rained all day.", "It rained all day.\nOn Tuesday the ferry left, three hours late.\n"] {
        assert_eq!(record(text.as_bytes())["article"]["text"], json!(text.trim()), "{text}");
    }
    assert_eq!(
        record(b"Leave a Reply\nYour email address will not be published.")["article"]["text"],
        json!("")
    );
}

#[test]
fn numbered_posts_of_a_thread_were_not_told_apart() {
    let writers = ["tidewatch", "Gull", "tidewatch", "Moorhen"];
    let posts = writers.iter().zip(1..).map(|(writer, n)| {
        format!(
            "{writer}\n\n{writer}\n\nStammgast\n\n0{n}.03.2021\n\n#{n}\n\nPost {n} says that the ferry was late, and that the bridge over the \
             strait was shut for the wind.\n\nLike\n\n"
        )
    });
    let text = format!(
        "Forums\n\nBoats\n\nWas the ferry late for you too?\n\n{}Log in\n",
        posts.collect::<String>()
    );
    let record = record(text.as_bytes());
    assert_eq!(authors(&record), ["Gull", "tidewatch", "Moorhen"]);
    assert!(
        record["article"]["text"].as_str().is_some_and(|text| text.starts_with("Post 1 says")),
        "{record:#}"
    );
    assert_eq!(record["article"]["byline"][0]["name"], "tidewatch");
    is_whole(&text, &record);
}
