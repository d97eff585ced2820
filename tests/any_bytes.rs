//! Any bytes: an error of a known kind, or a record that is what the schema says, loses nothing and is always the same.

mod common;

use std::collections::HashMap;
use std::sync::LazyLock;

use common::streams;
use dechrome::internals::decode;
use dechrome::record::{Part, PartName, Record};
use dechrome::{Cleaner, Error};
use proptest::prelude::*;
use proptest::sample::Index;

const KINDS: &[&str] =
    &["empty", "binary", "unknown_charset", "too_large", "truncated", "malformed", "damaged", "no_page"];

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = schemars::schema_for!(Record);
    jsonschema::validator_for(schema.as_value()).expect("a schema")
});

static FIXTURES: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| common::fixtures().iter().map(|path| common::bytes(path)).collect());

/// What pages are made of, whole and broken.
#[rustfmt::skip]
const TOKENS: &[&str] = &[
    "<iframe srcdoc='<p>framed <b>in'>", "</iframe>", "<iframe srcdoc='<td>framed<table><td>cell</table><img alt=seen>'></iframe>",
    "<p>", "</p>", "<div>", "</div>", "<div class=content>", "<div id=comments>", "<section>", "<article>", "</article>",
    "<span>", "</span>", "<b>", "</b>", "<i>", "<a href=/x>", "<a href='javascript:x'>", "</a>", "<br>", "<hr>", "<h1>", "</h1>",
    "<h2>", "<ul>", "<li>", "</ul>", "<ol class=comment-list>", "<li class='comment depth-1' id=comment-1>", "</li>", "</ol>",
    "<cite class=fn>", "</cite>", "<time datetime='2021-03-04T10:00'>", "</time>", "<div class=comment-content>",
    "<table>", "<tr>", "<td>", "<th>", "</table>", "<caption>", "<form>", "<input value=v>", "<button>", "<select>", "<option>",
    "<textarea>", "</textarea>", "<pre>", "</pre>", "<code class=language-c>", "</code>", "<blockquote>", "<figure>",
    "<figcaption>", "</figure>", "<img src=a.png alt='a picture'>", "<img alt='☺'>", "<img alt=''>", "<svg>", "<title>", "</svg>",
    "<svg><text>drawn", "<math>", "<mi>", "<script>", "</script>", "<style>", "</style>", "<template>", "</template>",
    "<noscript>", "</noscript>", "<iframe src=x>", "</iframe>", "<iframe/>", "<object>", "</object>", "<video>", "</video>",
    "<dialog>", "</dialog>", "<dialog open>", "<p hidden>", "<span style='display:none'>", "<div hidden=until-found>",
    "<head>", "<body>", "</body>", "<html lang=de>", "<frameset>", "<plaintext>", "<xmp>", "<!--", "-->", "<![CDATA[", "]]>",
    "<!DOCTYPE html>", "<?x", "<", ">", "&", "&amp;", "&lt", "&nbsp;", "&#0;", "&#x110000;", "\u{ad}", "\u{200b}", "\u{feff}",
    "\0", "\r\n", "\t", " ", "\n", "\"", "'", "=", "/", "Ada Marsh", "4 March 2021", "Reply", "3 days ago", "It rained in the valley for days.",
    "By Ada Marsh", "Comments (3)", "Read more", "said:", "雨が降った。", "שלום", "e\u{301}", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "<meta charset=utf-16>",
    "<meta property=og:title content=Rain>", "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"Rain\"}</script>",
    "<link rel=canonical href=https://a.example/x>", "<base href=//b.example>",
];

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![8 => any::<Index>().prop_map(|at| at.get(TOKENS).to_string()), 1 => "\\PC{0,8}"];
    prop::collection::vec(token, 0..120).prop_map(|tokens| tokens.concat().into_bytes())
}

/// A fixture cut off, gone on with another, with some bytes turned over.
fn spliced() -> impl Strategy<Value = Vec<u8>> {
    let flips = prop::collection::vec((any::<Index>(), any::<u8>()), 0..6);
    (any::<[Index; 4]>(), flips).prop_map(|([a, b, cut, from], flips)| {
        let (a, b) = (a.get(&FIXTURES), b.get(&FIXTURES));
        let mut bytes = a[..cut.index(a.len() + 1)].to_vec();
        bytes.extend(&b[from.index(b.len() + 1)..]);
        for (at, flip) in flips {
            let at = at.index(bytes.len() + 1);
            bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= flip);
        }
        bytes
    })
}

fn cleaned(bytes: &[u8]) -> Result<Record, Error> {
    Cleaner::new().parts(true).clean(bytes)
}

/// How often each word stands in the texts, or each character: where a date is taken out of a line, words fall apart.
fn counts<'a>(texts: impl Iterator<Item = &'a str>, by_word: bool) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for word in texts.flat_map(str::split_whitespace) {
        let letters = word.char_indices().map(|(at, c)| &word[at..at + c.len_utf8()]);
        for unit in if by_word { vec![word] } else { letters.collect() } {
            *counts.entry(unit).or_default() += 1;
        }
    }
    counts
}

/// Whether all that the text says stands in the parts, as often.
fn holds_words(parts: &[Part], part: PartName, comment: Option<&str>, text: &str) -> Result<(), String> {
    let by_word = comment.is_none();
    let own = parts.iter().filter(|held| held.part == part && held.comment.as_deref() == comment);
    let held = counts(own.map(|part| part.text.as_str()), by_word);
    let said = counts(std::iter::once(text), by_word);
    match said.iter().find(|(word, count)| held.get(*word).is_none_or(|held| held < count)) {
        Some((word, _)) => Err(format!("{word:?} is in {part:?} {comment:?}, but not in its parts")),
        None => Ok(()),
    }
}

/// All characters that are seen, whatever stream they are of.
fn characters(parts: &[Part]) -> Vec<char> {
    let texts = parts.iter().flat_map(|part| part.text.chars());
    let mut characters: Vec<char> = texts.filter(|c| !c.is_whitespace()).collect();
    characters.sort_unstable();
    characters
}

fn check(bytes: &[u8]) -> Result<(), String> {
    let record = match cleaned(bytes) {
        Ok(record) => record,
        Err(error) if KINDS.contains(&error.kind()) && !error.to_string().is_empty() => return Ok(()),
        Err(error) => return Err(format!("an unknown kind of error: {}", error.kind())),
    };
    let json = serde_json::to_value(&record).map_err(|error| error.to_string())?;
    SCHEMA.validate(&json).map_err(|error| format!("{error} at {}", error.instance_path()))?;
    let again = cleaned(bytes).map_err(|error| format!("at the second time: {error}"))?;
    if again != record {
        return Err("another record at the second time".to_owned());
    }
    let parts = record.parts.as_deref().ok_or("no parts")?;
    if record.source.container.is_none() && record.source.format.as_deref() == Some("html") {
        streams::same(parts, &decode(bytes, None))?;
    }
    let article = record.article.as_ref().ok_or("no article")?;
    holds_words(parts, PartName::Article, None, &article.text)?;
    for comment in record.comments.iter().flat_map(|comments| &comments.items) {
        holds_words(parts, PartName::Comment, Some(&comment.id), &comment.text)?;
    }
    follows_rules(bytes, parts)
}

/// Rules move text and lose none.
fn follows_rules(bytes: &[u8], parts: &[Part]) -> Result<(), String> {
    let cleaner = Cleaner::new()
        .parts(true)
        .drop("span, a, div:has(> p), .comment, img")
        .and_then(|c| c.keep("b, td, .fn"));
    let record =
        cleaner.map_err(|error| error.to_string())?.clean(bytes).map_err(|error| error.to_string())?;
    let ruled = record.parts.ok_or("no parts with rules")?;
    if characters(parts) != characters(&ruled) {
        return Err("rules lose text or add some".to_owned());
    }
    let astray = ruled.iter().find(|part| match part.rule.as_deref() {
        Some("b, td, .fn") => part.part != PartName::Article,
        Some(_) => part.part != PartName::Chrome,
        None => false,
    });
    astray.map_or(Ok(()), |part| Err(format!("against its rule: {part:?}")))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
        prop_assert_eq!(check(&bytes), Ok(()));
    }

    #[test]
    fn random_text(text in any::<String>()) {
        prop_assert_eq!(check(text.as_bytes()), Ok(()));
    }

    #[test]
    fn soups_of_tags(bytes in soup()) {
        let told = check(&bytes);
        prop_assert!(told.is_ok(), "{:?} {}", told, String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn fixtures_cut_and_spliced(bytes in spliced()) {
        let told = check(&bytes);
        prop_assert!(told.is_ok(), "{:?} {}", told, String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn fixtures() {
    common::each_page(common::fixtures(), check);
}

/// Found by the soups above.
#[test]
fn drawings_and_frames_where_none_is_expected() {
    for page in [
        "a<span style='display:none'>b<svg><text>c<svg><text>d</svg></svg></span>e",
        "a<span style='display:none'>b<template><svg><text>c</svg></template></span>d",
        "<svg><text>a<title><iframe srcdoc='<p>b'></iframe></title></svg>c",
        "<math><svg><text>a<iframe srcdoc='<p>b'></iframe></svg></math>c",
        "<math><iframe srcdoc='<p>a'></li><iframe srcdoc='<p>b'></iframe></math>c",
    ] {
        let told = check(page.as_bytes());
        assert!(told.is_ok(), "{told:?} {page}");
    }
}
