//! The tokens are html5ever's own.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, TagKind, Token, TokenSink, TokenSinkResult, TokenizerOpts};
use proptest::prelude::*;

use super::tokenize;

#[derive(Debug, PartialEq)]
enum Seen {
    Text(String),
    Token(Token),
}

/// Writes tokens down; asks for raw text where a tree builder would, and for CDATA inside `svg`.
#[derive(Default)]
struct Log {
    seen: RefCell<Vec<Seen>>,
    drawing: RefCell<bool>,
}

impl Log {
    fn text(&self, text: &str) {
        if text.is_empty() {
            return;
        }
        let mut seen = self.seen.borrow_mut();
        match seen.last_mut() {
            Some(Seen::Text(before)) => before.push_str(text),
            _ => seen.push(Seen::Text(text.to_owned())),
        }
    }

    fn push(&self, token: Token) {
        self.seen.borrow_mut().push(Seen::Token(token));
    }
}

impl super::Sink for Log {}

impl TokenSink for Log {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text(&text),
            Token::ParseError(_) => {}
            Token::TagToken(mut tag) => {
                tag.had_duplicate_attributes = false;
                if tag.kind == TagKind::EndTag {
                    tag.attrs.clear();
                }
                let name = tag.name.clone();
                let starts = tag.kind == TagKind::StartTag;
                self.push(Token::TagToken(tag));
                if &*name == "svg" {
                    self.drawing.replace(starts);
                }
                return match &*name {
                    _ if !starts => TokenSinkResult::Continue,
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" => TokenSinkResult::RawData(RawKind::Rcdata),
                    "plaintext" => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
            }
            token => self.push(token),
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        *self.drawing.borrow()
    }
}

fn ours(page: &str) -> Vec<Seen> {
    let log = Log::default();
    tokenize(page, &log);
    log.seen.take()
}

fn theirs(page: &str) -> Vec<Seen> {
    let tokenizer = tokenizer::Tokenizer::new(Log::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.seen.take()
}

#[test]
fn every_corner_is_html5evers() {
    let pages = [
        "",
        "<",
        "</",
        "</>",
        "<a",
        "<a b",
        "<a b=",
        "<a b='",
        "<a b=c",
        "<a/",
        "<a/>",
        "<a / b>",
        "a<1",
        "a</1>b",
        "<a =b=c d = \"e\" D='f' g=&amp;h&amp=i&ampj>",
        "<A HREF=x\0y>\0z",
        "<a b='&lt;&notit;&#x80;&#xD800;&#;&#x;'>",
        "&amp;&amp&lt;&notit;&notin;&nosuch;&#128;&#0;&#1114112;&#99999999999;&#x&#xg&",
        "&NotEqualTilde;",
        "<!--a--><!--><!---><!----><!--a--!>b--><!--a<!--b--><!---!>-->",
        "<!--",
        "<!---",
        "<!----",
        "<!--a--!",
        "<!--a-",
        "<!-- \0 -->",
        "<!x><?y?></ z>",
        "<!doctype html><!DOCTYPE><!doctype html public 'a>b' \"c\">",
        "<!doctype",
        "<!doctype html system",
        "<svg><![CDATA[a]]b]]]>c<![CDATA[\0]]",
        "<![CDATA[x]]>",
        "<script>a</scrip></script >b",
        "<script><!--<script></script>--></script>c",
        "<script><!--></script>d",
        "<script><!--->-</script>d",
        "<script><!--<script></script></script>e",
        "<script><!-- - -- <scripty></script>f",
        "<script><!--<SCRIPT/></SCRIPT x></script",
        "<script>\0</script/>",
        "<script><!--<script>-->x</script>y",
        "<style>a<b></style\n>c",
        "<title>&amp;\0</title x=y>d",
        "<title></titled></title>",
        "<plaintext>a<b>\0&amp;",
        "a\r\nb\rc\n\r<pre>\r\n",
        "<a\rb\r\n=\rc\r>",
        "\u{feff}a",
        "<a\u{e9}\u{c9}>\u{e9}",
        "<a b=c/>",
        "<a b/c='d'e>",
        "<a\0b \0c>",
        "<a 'b'\"c\">",
        "<a b=\"c\"d>",
        "<a b==c>",
        "<a b=>",
        "<a b= >",
        "&",
        "&a",
        "&#",
        "&#x",
        "&#1",
        "&am",
    ];
    for page in pages {
        assert_eq!(ours(page), theirs(page), "{page:?}");
    }
}

/// Pieces that mean something to a tokenizer.
const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "!",
    "-",
    "--",
    "=",
    "\"",
    "'",
    " ",
    "\n",
    "\r",
    "\t",
    "\0",
    "a",
    "B",
    "&",
    "amp",
    ";",
    "#",
    "x41",
    "not",
    "in",
    "<a ",
    "</a>",
    "<!--",
    "-->",
    "--!>",
    "<script>",
    "</script>",
    "<script ",
    "<style>",
    "</style ",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<![CDATA[",
    "]]",
    "]]>",
    "<!doctype ",
    "public",
    "&lt",
    "&gt;",
    "&copy",
    "\u{e9}",
    "\u{4e2d}",
    "?",
    "<p class=x>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn any_tokens_are_html5evers(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let page: String = pieces.concat();
        prop_assert_eq!(ours(&page), theirs(&page), "{:?}", page);
    }
}

/// The names of a page's elements and of their attributes.
fn names(page: &str) -> (Vec<String>, Vec<String>) {
    let log = Log::default();
    tokenize(page, &log);
    let (mut elements, mut attributes) = (Vec::new(), Vec::new());
    for seen in log.seen.into_inner() {
        if let Seen::Token(Token::TagToken(tag)) = seen {
            elements.push(tag.name.to_string());
            attributes.extend(tag.attrs.iter().map(|attr| attr.name.local.to_string()));
        }
    }
    (elements, attributes)
}

#[test]
fn names_in_capitals_are_counted_too() {
    let many: String = (0..30_000).map(|number| format!("A{number}=v ")).collect();
    let (_, attributes) = names(&format!("<p {many}><DIV CLASS=late new=n>"));
    assert!((19_990..20_001).contains(&attributes.len()), "{}", attributes.len());
    assert_eq!(attributes.last().map(String::as_str), Some("class"));
    assert_eq!(names("<p ABc=1 aBC=2 Abcdefghijk=3 x>").1, ["abc", "abcdefghijk", "x"]);
}

#[test]
fn elements_beyond_the_names_of_a_page_have_one_name() {
    let many: String = (0..30_000).map(|number| format!("<x{number}></X{number}>")).collect();
    let (elements, _) = names(&format!("{many}<Section><span></x29999>"));
    let distinct: std::collections::BTreeSet<_> = elements.iter().collect();
    assert!((19_990..20_010).contains(&distinct.len()), "{}", distinct.len());
    assert_eq!(elements[elements.len() - 3..], ["section", "span", super::NAMELESS]);
}
