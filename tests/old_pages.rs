//! Pages of before 2005: tables and line breaks, no element that says what it holds.

mod common;

use common::{dechrome, feed, project, records};
use serde_json::Value;

fn read(fixture: &str) -> Value {
    let out = dechrome().arg(project("fixtures").join(fixture)).output().expect("dechrome runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    records(&out.stdout).remove(0)
}

/// Author, date as shown and text of each comment.
fn told(record: &Value) -> Vec<[&str; 3]> {
    let items = record["comments"]["items"].as_array().expect("comments").iter();
    items.map(fields).collect()
}

fn fields(comment: &Value) -> [&str; 3] {
    let shown = [&comment["author"]["name"], &comment["published_text"], &comment["text"]];
    shown.map(|field| field.as_str().unwrap_or_default())
}

#[test]
fn comments_were_lines_of_the_article() {
    let record = read("blog-br.html");
    let article = record["article"]["text"].as_str().expect("a text");
    assert_eq!(record["article"]["title"], "The depot at night");
    assert_eq!(record["article"]["byline"][0]["name"], "Emil");
    assert!(
        article.starts_with("Yesterday they let us") && article.ends_with("More pictures here."),
        "{article}"
    );
    assert_eq!(
        told(&record),
        [
            ["Karl-Heinz", "13 November 2003", "The bucket is older than that. I put it there."],
            [
                "Lotte",
                "15 November 2003",
                "Which depot was it? The one at the north bridge was pulled down last year."
            ],
        ]
    );
}

#[test]
fn comments_signed_below_were_paragraphs_of_the_article() {
    let record = read("blog-signed.html");
    let names: Vec<&str> = told(&record).into_iter().map(|[name, ..]| name).collect();
    assert_eq!(names, ["Jonas", "Margit", "Til"]);
    assert_eq!(told(&record)[0][2], "Would you really try it with a horse?");
    assert!(!record["article"]["text"].as_str().expect("a text").contains("black ice"));
}

#[test]
fn a_table_of_menus_and_a_headline_in_large_letters() {
    let record = read("news-tables.html");
    let article = &record["article"];
    assert_eq!(article["title"], "Council votes to keep the ferry");
    assert_eq!(article["byline"][0]["name"], "MARTHA HOLLAND");
    assert_eq!(article["published"], "1999-03-09");
    let text = article["text"].as_str().expect("a text");
    assert!(text.starts_with("RIVERTON --") && text.contains("due in June."), "{text}");
    assert!(!text.contains("Classifieds") && !text.contains("Pancake supper"), "{text}");
    let menu = record["chrome"]
        .as_array()
        .expect("chrome")
        .iter()
        .find(|piece| piece["text"].as_str().is_some_and(|text| text.starts_with("Front page")));
    assert_eq!(menu.expect("the menu")["kind"], "navigation");
}

#[test]
fn the_first_comment_was_taken_for_a_threads_first_post() {
    let story = "<p>The old mill by the weir was sold on Friday to a man from the city, who paid twice what anybody expected \
        for it. He means to keep the wheel.</p>";
    let said = [
        ("Karl", "I worked there until 1988. Keep the wheel turning, please!"),
        ("Lotte", "Twice the price? For that roof?"),
        (
            "Ines B.",
            "My grandmother carried flour from there every week, and she still tells us about the dust.",
        ),
        ("Mara", "Does anybody know who he is? I heard he owns three more along the river."),
    ];
    let lines: String = said
        .iter()
        .map(|(name, text)| format!("<b>{name}</b> wrote on 1 May 2020:<br>{text}<br><br>"))
        .collect();
    let page = format!(
        "<title>The mill is sold</title><h1>The mill is sold</h1>{}<table><tr><td><b>Comments:</b><br><br>{lines}\
         <a href=c.cgi>Write a comment</a></table><p>Copyright 2020 The Valley Courier",
        story.repeat(4)
    );
    let record = records(&feed(dechrome().arg("-"), page.as_bytes()).stdout).remove(0);
    let found: Vec<_> = told(&record).into_iter().map(|[name, _, text]| (name, text)).collect();
    assert_eq!(found, said);
}
