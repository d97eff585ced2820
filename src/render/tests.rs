use proptest::prelude::*;

use super::*;
use crate::dom::{Dom, Tag};
use crate::record::{
    BodyBlock, CellLink, CommentAuthor, Comments, ErrorRecord, Image, ItemRole, Kind, Link, ListItem, Mark,
    MarkType, Removed, SCHEMA, Votes,
};

fn link(start: usize, end: usize, href: &str) -> Link {
    Link { start, end, href: href.into() }
}

fn item(depth: u8, text: &str) -> ListItem {
    ListItem { text: text.into(), depth, ..ListItem::default() }
}

fn record_of(article: Article) -> Record {
    Record { schema: SCHEMA.into(), article: Some(article), ..Record::default() }
}

fn of_body(body: Vec<BodyBlock>) -> Record {
    record_of(Article { body, ..Article::default() })
}

fn sample() -> Record {
    let article = Article {
        title: Some("Rain in the *valley*".into()),
        standfirst: Some("Three days of it.".into()),
        byline: vec![Author { name: "A. Writer".into(), url: Some("https://a.example/w".into()) }],
        published: Some("2017-03-29".into()),
        text: "It rained.\nThen it did not.".into(),
        body: vec![
            BodyBlock::Paragraph {
                text: "It rained.".into(),
                links: vec![link(3, 9, "https://a.example/r")],
                marks: Vec::new(),
            },
            paragraph("Then it did not.", Vec::new()),
        ],
        ..Article::default()
    };
    let comment = |id: &str, depth, text: &str| Comment {
        id: id.into(),
        depth,
        author: Some(CommentAuthor { name: format!("Reader {id}"), ..CommentAuthor::default() }),
        published_text: Some("3 years ago".into()),
        text: text.into(),
        votes: (id == "1").then_some(Votes { up: 3, down: 1 }),
        ..Comment::default()
    };
    let items = vec![comment("1", 0, "Wet.\nVery."), comment("2", 1, "Indeed."), comment("3", 0, "Dry.")];
    let comments = Comments { items, ..Comments::default() };
    Record { comments: Some(comments), ..record_of(article) }
}

#[test]
fn text_indents_answers() {
    assert_eq!(
        render(&sample(), Format::Text),
        "Rain in the *valley*\nA. Writer · 2017-03-29\n\nIt rained.\nThen it did not.\n\n\
         Reader 1 · 3 years ago · +3 −1\nWet.\nVery.\n\n    Reader 2 · 3 years ago\n    Indeed.\n\n\
         Reader 3 · 3 years ago\nDry.\n"
    );
}

#[test]
fn markdown_nests_answers() {
    assert_eq!(
        render(&sample(), Format::Markdown),
        "# Rain in the \\*valley\\*\n\n*Three days of it.*\n\n[A. Writer](https://a.example/w) · 2017-03-29\n\n\
         It [rained](https://a.example/r).\n\nThen it did not.\n\n## Comments\n\n\
         - **Reader 1 · 3 years ago · +3 −1**\n\n  Wet.\\\n  Very.\n\n\
         \x20 - **Reader 2 · 3 years ago**\n\n    Indeed.\n\n- **Reader 3 · 3 years ago**\n\n  Dry.\n"
    );
}

fn markdown(block: BodyBlock) -> String {
    render(&of_body(vec![block]), Format::Markdown)
}

fn paragraph(text: &str, links: Vec<Link>) -> BodyBlock {
    BodyBlock::Paragraph { text: text.into(), links, marks: Vec::new() }
}

#[test]
fn markdown_escapes_what_would_mean_something() {
    for (text, expected) in [
        ("1. May", "1\\. May"),
        ("2017 was wet", "2017 was wet"),
        ("# no heading", "\\# no heading"),
        ("- dash\n> more", "\\- dash\\\n\\> more"),
        ("snake_case and _emphasis_", "snake_case and \\_emphasis\\_"),
        ("<b> & &amp; `x` [y](z) \\", "\\<b> & \\&amp; \\`x\\` \\[y\\](z) \\\\"),
        ("~~gone~~ ~5 %", "\\~\\~gone\\~\\~ ~5 %"),
        ("===", "\\==="),
        ("Really!", "Really!"),
    ] {
        assert_eq!(markdown(paragraph(text, Vec::new())), format!("{expected}\n"), "{text}");
    }
    let heading =
        BodyBlock::Heading { level: 2, text: "In C#\nand F#".into(), links: Vec::new(), marks: Vec::new() };
    assert_eq!(markdown(heading), "## In C# and F\\#\n");
}

#[test]
fn markdown_links_count_characters() {
    let text = "Zoë! rød";
    let markdown_of = |text| markdown(paragraph(text, vec![link(4, 8, "https://a.example/(x) y")]));
    // The space at its start is outside.
    assert_eq!(markdown_of(text), "Zoë! [rød](https://a.example/%28x%29%20y)\n");
    // A link is no image.
    assert_eq!(markdown_of("Zoë!:rød"), "Zoë\\![:rød](https://a.example/%28x%29%20y)\n");
    // Offsets that do not fit the text do no harm.
    let astray = vec![link(50, 60, "/x"), link(2, 1, "/y"), link(9, 99, "/z")];
    assert_eq!(markdown(paragraph(text, astray)), "Zoë! rød\n");
}

#[test]
fn markdown_lists_nest() {
    let items = vec![item(0, "rope"), item(1, "long\ndry"), item(2, "very"), item(0, "lamp")];
    let expected = "1. rope\n   - long\\\n     dry\n     - very\n2. lamp\n";
    assert_eq!(markdown(BodyBlock::List { ordered: true, items }), expected);
    let astray = vec![item(3, "deep")];
    assert_eq!(markdown(BodyBlock::List { ordered: false, items: astray }), "- deep\n");
}

#[test]
fn markdown_blocks() {
    let code = |text: &str| BodyBlock::Code { text: text.into(), language: Some("rust".into()) };
    assert_eq!(markdown(code("let x;")), "```rust\nlet x;\n```\n");
    assert_eq!(markdown(code("a ```` b")), "`````rust\na ```` b\n`````\n");
    let rows = vec![vec!["a|b".into()], vec!["c".into(), "d\ne".into()]];
    assert_eq!(
        markdown(BodyBlock::Table { rows, links: Vec::new() }),
        "| a\\|b |  |\n| --- | --- |\n| c | d e |\n"
    );
    let quote = BodyBlock::Quote { text: "One.\nTwo.".into(), links: Vec::new(), marks: Vec::new() };
    assert_eq!(markdown(quote), "> One.\n>\n> Two.\n");
    let figure = BodyBlock::Figure {
        src: Some("https://a.example/b.jpg".into()),
        alt: Some("A [bridge]".into()),
        caption: Some("The bridge.".into()),
        links: Vec::new(),
        marks: Vec::new(),
    };
    assert_eq!(markdown(figure), "![A \\[bridge\\]](https://a.example/b.jpg)\n\n*The bridge.*\n");
}

#[test]
fn html_is_semantic() {
    let html = render(&sample(), Format::Html);
    for part in [
        "<title>Rain in the *valley*</title>",
        "<h1>Rain in the *valley*</h1>",
        "<p>It <a href=\"https://a.example/r\">rained</a>.</p>",
        "<section class=\"comments\">",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let dom = Dom::parse(&html);
    let up = |id| dom.ancestors(id).filter(|&up| dom.tag(up) == Tag::Ol).count();
    let items: Vec<_> = dom.ids().filter(|&id| dom.tag(id) == Tag::Li).map(up).collect();
    assert_eq!(items, [1, 2, 1]);
}

#[test]
fn html_lists_nest() {
    let items = vec![item(0, "a"), item(1, "b"), item(9, "c"), item(1, "d"), item(0, "e")];
    let html = render(&of_body(vec![BodyBlock::List { ordered: true, items }]), Format::Html);
    let list = html.replace('\n', "");
    assert!(
        list.contains("<ol><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ol>"),
        "{list}"
    );
}

#[test]
fn an_error_is_named() {
    let error = Some(ErrorRecord { kind: "empty".into(), message: "no bytes <here>".into() });
    let mut record = Record { error, ..Record::default() };
    record.source.path = Some("a.html".into());
    assert_eq!(render(&record, Format::Text), "error: a.html: empty: no bytes <here>\n");
    assert_eq!(render(&record, Format::Markdown), "**error:** a.html: empty: no bytes \\<here>\n");
    assert!(render(&record, Format::Html).contains("<p>error: a.html: empty: no bytes &lt;here&gt;</p>"));
}

#[test]
fn json_is_the_record() {
    let record = sample();
    for format in [Format::Jsonl, Format::Json { pretty: false }, Format::Json { pretty: true }] {
        let json = render(&record, format);
        assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
        assert!(json.ends_with("}\n"));
    }
    assert_eq!(render(&record, Format::Jsonl).lines().count(), 1);
}

/// Ways in which a page tries to get a script through.
const ATTACKS: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "java\0script:alert(1)",
    "javascript\t:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "javascript%3Aalert(1)",
    "javascript://a.example/%0Aalert(1)",
    "\u{a0}javascript:alert(1)",
    "\u{feff}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "VB\nscript:msgbox(1)",
    "blob:https://a.example/1",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "livescript:alert(1)",
    "file:///etc/passwd",
];
/// The same in texts and attributes: here nothing is dropped, all is escaped.
const INJECTIONS: &[&str] = &[
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "\" onerror=\"alert(1)",
    "x onload=alert(1)",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<iframe srcdoc='<script>1</script>'>",
    "</code></pre><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
];

/// A record that says the same everywhere.
fn all_over(text: &str, number: usize) -> Record {
    let owned = || text.to_owned();
    let links = vec![link(number % 3, number, text), link(0, usize::MAX, text)];
    let kinds = [
        MarkType::Emphasis,
        MarkType::Strong,
        MarkType::Code,
        MarkType::Superscript,
        MarkType::Subscript,
        MarkType::Strikethrough,
    ];
    let placed = |(at, kind): (usize, MarkType)| {
        let start = number * at % 7;
        [Mark { start, end: start + at, kind }, Mark { start: start + at, end: usize::MAX - at, kind }]
    };
    let marks: Vec<Mark> = kinds.into_iter().enumerate().flat_map(placed).collect();
    let roles = [None, Some(ItemRole::Term), Some(ItemRole::Description), Some(ItemRole::Continuation)];
    let entry = |(at, role): (usize, Option<ItemRole>)| ListItem {
        text: owned(),
        depth: (number * at % 5) as u8,
        number: (number % 3 == at % 2).then_some(number as i64 - at as i64),
        role,
        links: links.clone(),
        marks: marks.clone(),
    };
    let entries = || roles.into_iter().cycle().take(9).enumerate().map(entry);
    let list = |ordered| BodyBlock::List {
        ordered,
        items: std::iter::once(item(number as u8, text)).chain(entries()).collect(),
    };
    let cell_links =
        links.iter().map(|link| CellLink { row: number % 3, column: number % 2, link: link.clone() });
    let body = vec![
        paragraph(text, links.clone()),
        BodyBlock::Heading { level: number as u8, text: owned(), links: links.clone(), marks: marks.clone() },
        list(true),
        list(false),
        BodyBlock::Paragraph { text: owned(), links: links.clone(), marks: marks.clone() },
        BodyBlock::Quote { text: owned(), links: links.clone(), marks: marks.clone() },
        BodyBlock::Code { text: owned(), language: Some(owned()) },
        BodyBlock::Table {
            rows: vec![vec![], vec![owned(), owned()], vec![owned()]],
            links: cell_links.collect(),
        },
        BodyBlock::Figure {
            src: Some(owned()),
            alt: Some(owned()),
            caption: Some(owned()),
            links: links.clone(),
            marks: marks.clone(),
        },
        BodyBlock::Figure {
            src: None,
            alt: Some(owned()),
            caption: None,
            links: Vec::new(),
            marks: Vec::new(),
        },
        BodyBlock::Embed { src: owned() },
    ];
    let article = Article {
        title: Some(owned()),
        standfirst: Some(owned()),
        byline: vec![Author { name: owned(), url: Some(owned()) }],
        published: Some(owned()),
        site: Some(owned()),
        language: Some(owned()),
        text: owned(),
        body,
        ..Article::default()
    };
    let comment = |depth| Comment {
        id: owned(),
        depth,
        author: Some(CommentAuthor { name: owned(), url: Some(owned()), role: None }),
        published_text: Some(owned()),
        text: owned(),
        links: links.clone(),
        marks: marks.clone(),
        images: vec![Image { src: owned(), alt: Some(owned()) }],
        url: Some(owned()),
        ..Comment::default()
    };
    let items = vec![comment(number), comment(0), comment(1), comment(usize::MAX)];
    let chrome =
        Removed { kind: Kind::Other, text: owned(), path: Some(owned()), hidden: false, rule: Some(owned()) };
    Record {
        comments: Some(Comments { items, ..Comments::default() }),
        chrome: Some(vec![chrome]),
        ..record_of(article)
    }
}

/// Reads the document again as a browser would.
fn assert_harmless(html: &str) {
    let dom = Dom::parse(html);
    for id in dom.ids().filter(|&id| dom.is_element(id)) {
        let name = dom.name(id).unwrap_or_default();
        let banned = ["script", "iframe", "object", "embed", "svg", "base", "link", "form", "template"];
        assert!(!banned.contains(&name), "{name} in {html}");
        for (attr, value) in dom.attrs(id) {
            let known = [
                "lang",
                "charset",
                "class",
                "href",
                "src",
                "alt",
                "datetime",
                "id",
                "rel",
                "http-equiv",
                "content",
                "start",
                "value",
            ];
            assert!(known.contains(&attr), "{attr} in {html}");
            if matches!(attr, "href" | "src") {
                let base = url::Url::parse("https://base.example/").unwrap();
                let scheme = base.join(value).map(|url| url.scheme().to_owned());
                let harmless = scheme.is_err() || scheme.is_ok_and(|s| html::is_known_scheme(&s));
                assert!(harmless, "{value} in {html}");
            }
        }
    }
}

#[test]
fn no_script_gets_through() {
    for attack in ATTACKS {
        assert_eq!(html::safe(attack), None, "{attack:?}");
    }
    for text in ATTACKS.iter().chain(INJECTIONS) {
        let record = all_over(text, 2);
        assert_harmless(&render(&record, Format::Html));
        let chrome_only = Record { article: None, comments: None, ..record };
        assert_harmless(&render(&chrome_only, Format::Html));
    }
}

#[test]
fn ordinary_addresses_pass() {
    for href in [
        "https://a.example/b?c=d:e&f#g",
        "HTTP://a.example",
        "mailto:a@b.example",
        "/a:b",
        "../a%20b.html",
        "#note:1",
        "?q=javascript:x",
        "//cdn.example/x",
    ] {
        assert_eq!(html::safe(href), Some(href));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_record_renders_harmless(
        text in prop_oneof![
            any::<String>(),
            "[<>\"'&=/a-z \n\t`*_\\[\\]()#|!:;-]{0,60}",
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), ".{0,5}").prop_map(|(a, b, between)| {
                format!("{}{between}{}", a.get(ATTACKS), b.get(INJECTIONS))
            }),
        ],
        number in 0usize..300,
    ) {
        let record = all_over(&text, number);
        for format in [Format::Json { pretty: true }, Format::Jsonl, Format::Markdown, Format::Text] {
            prop_assert!(render(&record, format).ends_with('\n'));
        }
        assert_harmless(&render(&record, Format::Html));
    }
}

#[test]
fn a_comment_shows_its_date_not_its_age() {
    let comment = Comment {
        author: Some(CommentAuthor { name: "Ada".into(), url: None, role: None }),
        published: Some("2019-05-17T20:20:00".into()),
        published_text: Some("3 years ago".into()),
        text: "Wet.".into(),
        ..Comment::default()
    };
    let comments = Some(Comments { items: vec![comment], ..Comments::default() });
    let record = Record { comments, ..Record::default() };
    assert_eq!(render(&record, Format::Text), "Ada · 2019-05-17T20:20:00\nWet.\n");
    let html = render(&record, Format::Html);
    let head = "Ada · <time datetime=\"2019-05-17T20:20:00\">2019-05-17T20:20:00</time>";
    assert!(html.contains(head), "{html}");
}

mod inline;
