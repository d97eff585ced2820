//! Links, marks and lists in Markdown and HTML; what Markdown says is read again by a parser of it.

use pulldown_cmark::{Event, Options, Parser, Tag as Md, TagEnd};

use super::super::marked;
use super::*;
use MarkType::{Code, Emphasis, Strikethrough, Strong, Subscript, Superscript};

fn mark(start: usize, end: usize, kind: MarkType) -> Mark {
    Mark { start, end, kind }
}

fn block_of(text: &str, links: Vec<Link>, marks: Vec<Mark>) -> BodyBlock {
    BodyBlock::Paragraph { text: text.into(), links, marks }
}

/// The HTML of a block, without line breaks and what stands around the body.
fn html_of(block: BodyBlock) -> String {
    let html = render(&of_body(vec![block]), Format::Html);
    let (_, body) = html.split_once("</header>").unwrap();
    body.split_once("</article>").unwrap().0.replace('\n', "")
}

#[test]
fn marks_are_written_where_they_mean_something() {
    let both = |text: &str, marks: Vec<Mark>, expected: &str, in_html: &str| {
        assert_eq!(markdown(block_of(text, vec![], marks.clone())), format!("{expected}\n"), "{text}");
        assert_eq!(html_of(block_of(text, vec![], marks)), format!("<p>{in_html}</p>"), "{text}");
    };
    both("H2O", vec![mark(1, 2, Subscript)], "H<sub>2</sub>O", "H<sub>2</sub>O");
    both("10 6", vec![mark(3, 4, Superscript)], "10 <sup>6</sup>", "10 <sup>6</sup>");
    both("a é c", vec![mark(2, 3, Emphasis)], "a *é* c", "a <em>é</em> c");
    both("a b", vec![mark(0, 3, Strong)], "**a b**", "<strong>a b</strong>");
    both("a b", vec![mark(2, 3, Strikethrough)], "a ~~b~~", "a <del>b</del>");
    both("a `b`", vec![mark(2, 5, Code)], "a `` `b` ``", "a <code>`b`</code>");
    both("*a*_", vec![mark(0, 4, Code)], "`*a*_`", "<code>*a*_</code>");
    both("unable", vec![mark(0, 2, Emphasis)], "*un*able", "<em>un</em>able");
    // Asterisks would be asterisks here.
    both("no!yes", vec![mark(0, 3, Strong)], "<strong>no!</strong>yes", "<strong>no!</strong>yes");
    both(
        "ab",
        vec![mark(0, 1, Strong), mark(1, 2, Emphasis)],
        "**a**<em>b</em>",
        "<strong>a</strong><em>b</em>",
    );
}

#[test]
fn marks_and_links_nest() {
    let block =
        || block_of("a b c d", vec![link(2, 5, "/x")], vec![mark(0, 3, Strong), mark(4, 7, Emphasis)]);
    assert_eq!(markdown(block()), "**a [b](/x)** [*c*](/x) *d*\n");
    let html = "<p><strong>a <a href=\"/x\">b</a></strong><a href=\"/x\"> <em>c</em></a><em> d</em></p>";
    assert_eq!(html_of(block()), html);
    let code = block_of("a b c", vec![link(2, 3, "/x")], vec![mark(0, 5, Code)]);
    assert_eq!(markdown(code), "`a `[`b`](/x) `c`\n");
}

#[test]
fn marks_end_with_their_line() {
    let quote = BodyBlock::Quote {
        text: "One\nTwo\nThree".into(),
        links: vec![link(0, 7, "/x")],
        marks: vec![mark(4, 13, Strong)],
    };
    assert_eq!(markdown(quote), "> [One](/x)\n>\n> [**Two**](/x)\n>\n> **Three**\n");
    let paragraph = block_of("1. May\n# two", vec![], vec![mark(7, 8, Strong)]);
    assert_eq!(markdown(paragraph), "1\\. May\\\n**#** two\n");
}

fn numbered(number: i64, depth: u8, text: &str) -> ListItem {
    ListItem { number: Some(number), ..item(depth, text) }
}

/// The lists of a text in Markdown as a parser of it finds them: the first number of each, and its entries.
fn lists(markdown: &str) -> Vec<(Option<u64>, usize)> {
    let (mut lists, mut open) = (Vec::new(), Vec::new());
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Md::List(start)) => {
                open.push(lists.len());
                lists.push((start, 0));
            }
            Event::Start(Md::Item) => lists[*open.last().unwrap()].1 += 1,
            Event::End(TagEnd::List(_)) => drop(open.pop()),
            _ => {}
        }
    }
    lists
}

#[test]
fn lists_keep_their_numbers() {
    let ordered = |items| BodyBlock::List { ordered: true, items };
    let jumps =
        ordered(vec![numbered(3, 0, "a"), numbered(4, 0, "b"), numbered(8, 0, "c"), numbered(7, 0, "d")]);
    assert_eq!(markdown(jumps.clone()), "3. a\n4. b\n8) c\n7. d\n");
    assert_eq!(lists(&markdown(jumps.clone())), [(Some(3), 2), (Some(8), 1), (Some(7), 1)]);
    assert_eq!(
        html_of(jumps),
        "<ol start=\"3\"><li>a</li><li>b</li><li value=\"8\">c</li><li value=\"7\">d</li></ol>"
    );
    let nested = BodyBlock::List {
        ordered: false,
        items: vec![item(0, "a"), numbered(1, 1, "b"), numbered(2, 1, "c"), item(0, "d")],
    };
    assert_eq!(markdown(nested.clone()), "- a\n  1. b\n  2. c\n- d\n");
    assert_eq!(html_of(nested), "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>");
    let two = of_body(vec![ordered(vec![numbered(1, 0, "a")]), ordered(vec![numbered(1, 0, "b")])]);
    assert_eq!(lists(&render(&two, Format::Markdown)), [(Some(1), 1), (Some(1), 1)]);
}

#[test]
fn what_goes_on_is_no_entry() {
    let goes_on = |item| ListItem { role: Some(ItemRole::Continuation), ..item };
    let items = vec![numbered(1, 0, "a"), item(1, "b"), goes_on(item(0, "c")), numbered(2, 0, "d")];
    let list = BodyBlock::List { ordered: true, items };
    assert_eq!(markdown(list.clone()), "1. a\n   - b\n\n   c\n2. d\n");
    assert_eq!(lists(&markdown(list.clone())), [(Some(1), 2), (None, 1)]);
    assert_eq!(html_of(list), "<ol><li>a<ul><li>b</li></ul><br>c</li><li>d</li></ol>");
    let torn = BodyBlock::List { ordered: true, items: vec![goes_on(item(0, "c")), numbered(2, 0, "d")] };
    assert_eq!(markdown(torn.clone()), "c\n\n2. d\n");
    assert_eq!(html_of(torn), "<p>c</p><ol start=\"2\"><li>d</li></ol>");
}

#[test]
fn descriptions_stand_beside_their_terms() {
    let with = |role, item| ListItem { role: Some(role), ..item };
    let items = vec![
        with(ItemRole::Term, item(0, "Weir")),
        with(ItemRole::Description, item(1, "A low dam:")),
        item(2, "of stone"),
        with(ItemRole::Continuation, item(1, "or wood.")),
        with(ItemRole::Term, item(0, "Lock")),
        with(ItemRole::Description, item(1, "A lift.")),
    ];
    let list = BodyBlock::List { ordered: false, items };
    assert_eq!(
        markdown(list.clone()),
        "- Weir\n  - A low dam:\n    - of stone\n\n    or wood.\n- Lock\n  - A lift.\n"
    );
    assert_eq!(
        html_of(list),
        "<dl><dt>Weir</dt><dd>A low dam:<ul><li>of stone</li></ul><br>or wood.</dd><dt>Lock</dt><dd>A lift.</dd></dl>"
    );
}

#[test]
fn comments_show_links_marks_and_images() {
    let comment = Comment {
        text: "See here.\n\nNow.".into(),
        links: vec![link(4, 8, "https://a.example/")],
        marks: vec![mark(0, 15, Strong)],
        images: vec![Image { src: "https://a.example/b.jpg".into(), alt: Some("A boat".into()) }],
        ..Comment::default()
    };
    let comments = Some(Comments { items: vec![comment], ..Comments::default() });
    let record = Record { comments, ..Record::default() };
    let text = render(&record, Format::Markdown);
    let said =
        "  **See [here](https://a.example/).**\\\n  **Now.**\n\n  ![A boat](https://a.example/b.jpg)\n";
    assert!(text.ends_with(said), "{text}");
    let html = render(&record, Format::Html).replace('\n', "");
    let said = "<p><strong>See <a href=\"https://a.example/\">here</a>.</strong></p><p><strong>Now.</strong></p>\
        <figure><img src=\"https://a.example/b.jpg\" alt=\"A boat\"></figure>";
    assert!(html.contains(said), "{html}");
}

/// Of each character that is no white space, the spans around it, as a parser of Markdown finds them.
fn parsed(markdown: &str) -> Vec<(char, Vec<String>)> {
    let (mut out, mut open) = (Vec::new(), Vec::new());
    let mut push = |text: &str, open: &[String], code: bool| {
        let mut spans: Vec<String> = open.to_vec();
        spans.extend(code.then(|| "code".to_owned()));
        spans.sort();
        out.extend(text.chars().filter(|c| !c.is_whitespace()).map(|c| (c, spans.clone())));
    };
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Md::Emphasis) => open.push("em".to_owned()),
            Event::Start(Md::Strong) => open.push("strong".into()),
            Event::Start(Md::Strikethrough) => open.push("del".into()),
            Event::Start(Md::Link { .. }) => open.push("a".into()),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {
                open.pop();
            }
            Event::InlineHtml(tag) if tag.starts_with("</") => drop(open.pop()),
            Event::InlineHtml(tag) => open.push(tag.trim_matches(['<', '>']).to_owned()),
            Event::Text(text) => push(&text, &open, false),
            Event::Code(text) => push(&text, &open, true),
            _ => {}
        }
    }
    out
}

/// The same as the record has it.
fn said(text: &str, links: &[Link], marks: &[Mark]) -> Vec<(char, Vec<String>)> {
    let spans = |at: usize| {
        let holds = |start: usize, end: usize| (start..end).contains(&at);
        let links = links.iter().filter(|link| holds(link.start, link.end)).map(|_| "a".to_owned());
        let marks = marks.iter().filter(|mark| holds(mark.start, mark.end));
        let mut spans: Vec<String> =
            links.chain(marks.map(|mark| marked::element(mark.kind).to_owned())).collect();
        spans.sort();
        spans
    };
    let chars = text.chars().enumerate().filter(|(_, c)| !c.is_whitespace());
    chars.map(|(at, c)| (c, spans(at))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]

    fn markdown_says_what_the_record_does(
        text in "[a-cé。„1#!*_~`\\[\\]()<>&;.\n -]{1,24}",
        cuts in prop::collection::vec((0usize..24, 1usize..12, 0usize..7), 0..5),
    ) {
        let chars: Vec<char> = text.chars().collect();
        let (mut links, mut marks): (Vec<Link>, Vec<Mark>) = Default::default();
        for (start, length, kind) in cuts {
            let mut range = start.min(chars.len())..(start + length).min(chars.len());
            while range.start < range.end && chars[range.start].is_whitespace() {
                range.start += 1;
            }
            while range.start < range.end && chars[range.end - 1].is_whitespace() {
                range.end -= 1;
            }
            let kinds = [Emphasis, Strong, Code, Superscript, Subscript, Strikethrough];
            let free = |start: usize, end: usize| end < range.start || range.end < start;
            match kinds.get(kind) {
                _ if range.is_empty() => {}
                Some(&kind) if marks.iter().all(|mark| mark.kind != kind || free(mark.start, mark.end)) => {
                    marks.push(mark(range.start, range.end, kind));
                }
                None if links.iter().all(|link| free(link.start, link.end)) => {
                    links.push(link(range.start, range.end, "/x"));
                }
                _ => {}
            }
        }
        links.sort_by_key(|link| link.start);
        marks.sort_by_key(|mark| mark.start);
        let written = markdown(block_of(&text, links.clone(), marks.clone()));
        prop_assert_eq!(parsed(&written), said(&text, &links, &marks), "{:?}", written);
    }
}

#[test]
fn links_of_headings_cells_and_captions_are_shown() {
    let links = || vec![link(2, 3, "/x")];
    let heading = BodyBlock::Heading { level: 3, text: "a\nC#".into(), links: links(), marks: Vec::new() };
    let link = CellLink { row: 1, column: 1, link: link(0, 3, "/y|z") };
    let rows = vec![vec!["-5".into()], vec!["b".into(), "c|d".into()]];
    let table = BodyBlock::Table { rows, links: vec![link] };
    let mark = |start, kind| Mark { start, end: start + 1, kind };
    let figure = BodyBlock::Figure {
        src: None,
        alt: None,
        caption: Some("A b c.".into()),
        links: links(),
        marks: vec![mark(0, MarkType::Emphasis), mark(4, MarkType::Strong)],
    };
    assert_eq!(markdown(heading.clone()), "### a [C](/x)\\#\n");
    assert_eq!(markdown(table.clone()), "| -5 |  |\n| --- | --- |\n| b | [c\\|d](/y%7Cz) |\n");
    assert_eq!(markdown(figure.clone()), "*A [b](/x) **c**.*\n");
    let html = render(&of_body(vec![heading, table, figure]), Format::Html);
    for part in [
        "<h3>a<br>\n<a href=\"/x\">C</a>#</h3>",
        "<td>-5</td>",
        "<td><a href=\"/y|z\">c|d</a></td>",
        "<figcaption><em>A</em> <a href=\"/x\">b</a> <strong>c</strong>.</figcaption>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}
