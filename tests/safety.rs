//! What a page says of scripts never becomes one: neither in `--format html` nor in Markdown that somebody renders.
//!
//! Every vector is put into every place of a page that ends up in a record, raw and as the value of attributes; the
//! outputs are read again as a browser would, and asked for anything that could run.

mod common;

use dechrome::Cleaner;
use dechrome::record::Record;
use dechrome::render::{Format, render};
use scraper::Html;
use url::Url;

/// After OWASP's cheat sheet for testing filters, and PortSwigger's.
const VECTORS: &[&str] = &[
    // Elements.
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://x.example/x.js></SCRIPT>",
    "<script/src=//x.example/x.js></script>",
    "<SCRIPT/XSS SRC=\"https://x.example/x.js\"></SCRIPT>",
    "<SCRIPT/SRC=\"https://x.example/x.js\"></SCRIPT>",
    "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<SCRIPT SRC=https://x.example/x.js?< B >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</noscript><script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\\\";alert(1);//",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<frameset><frame src=javascript:alert(1)></frameset>",
    "<base href=javascript:alert(1)//>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button>go</button></form>",
    "<button formaction=javascript:alert(1)>go</button>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<style>@import 'javascript:alert(1)'</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<template><script>alert(1)</script></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<x onclick=alert(1) tabindex=1>x</x>",
    "<bgsound src=javascript:alert(1)>",
    "<table background=javascript:alert(1)><tr><td>x</table>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<?xml version=1.0?><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    // Attributes.
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=javascript:alert(1)>",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\"\\>",
    "<img/src/onerror=alert(1)>",
    "<img src=\"jav&#x09;ascript:alert(1)\">",
    "<img src=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<img src=&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a onmouseover=alert(1)>x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "x\" onmouseover=\"alert(1)",
    "x' onmouseover='alert(1)",
    "x onerror=alert(1) y",
    "` onmouseover=alert(1) `",
    // Addresses.
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \u{1}javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\u{0}script:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript%3Aalert(1)",
    "javascript://x.example/%0Aalert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:msgbox(1)",
    "feed:javascript:alert(1)",
    "blob:https://x.example/1",
    // Markdown.
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n[x]",
    "[x](x \"\"onerror=alert(1)\")",
    "```\n</code><script>alert(1)</script>",
    "|a|\n|-|\n|<script>alert(1)</script>|",
];

/// Of the vector in every place: raw, as text, and as the value of an attribute.
fn pages(vector: &str) -> [String; 2] {
    let text = vector.replace('&', "&amp;").replace('<', "&lt;");
    let quoted = text.replace('"', "&quot;");
    let prose =
        "It rained in the valley for three days and three nights, and the river rose over the meadows. ";
    let page = |said: &str| {
        format!(
            r#"<!DOCTYPE html><html lang="{quoted}"><head><title>{said} - The Post</title>
<meta name=description content="{quoted}"><meta property="og:site_name" content="{quoted}">
<meta name=author content="{quoted}"></head><body><article>
<h1>{said}</h1><p class=byline>By <a rel=author href="{quoted}">{said}</a> <time datetime="{quoted}">{said}</time></p>
<p>{prose}{prose}</p><p>{prose}<a href="{quoted}">{said}</a> {said} {prose}</p>
<blockquote><p>{prose}{said}</p></blockquote><ul><li>{prose}{said}<li>{prose}<a href='{quoted}'>more</a></ul>
<pre><code class="language-{quoted}">{said}</code></pre>
<figure><img src="{quoted}" alt="{quoted}" width=600 height=400><figcaption>{said}</figcaption></figure>
<iframe src="{quoted}"></iframe><table><tr><th>{said}<td>{said}<tr><td>1<td>{said}</table><p>{prose}{prose}</p>
</article><ol class="comment-list"><li class="comment depth-1" id="{quoted}"><div class="comment-body">
<cite class="fn"><a href="{quoted}" class=url>{said}</a></cite> <a href="{quoted}"><time>{said}</time></a>
<div class="comment-content"><p>No ferry for a week. <a href="{quoted}">{said}</a> {said}</p></div></div></li></ol>"#
        )
    };
    [page(vector), page(&text)]
}

const ELEMENTS: &str = "html head meta title style body a article blockquote br code dd del dl dt em figcaption figure \
    h1 h2 h3 h4 h5 h6 header hr img li ol p pre section span strong table tbody td th thead time tr ul";
const ATTRIBUTES: &[&str] = &["lang", "class", "href", "src", "alt", "datetime", "id", "title", "start"];

/// Whether nothing in the document can run: only elements and attributes of text, only addresses of pages and images.
fn assert_harmless(html: &str, vector: &str) {
    let base = Url::parse("https://base.example/").expect("an address");
    let tree = Html::parse_document(html);
    for element in tree.tree.nodes().filter_map(|node| node.value().as_element().cloned()) {
        let name = element.name();
        assert!(
            ELEMENTS.split_ascii_whitespace().any(|known| known == name),
            "<{name}> from {vector}: {html}"
        );
        let head = name == "meta";
        for (attribute, value) in element.attrs() {
            assert!(head || ATTRIBUTES.contains(&attribute), "{attribute} from {vector}: {html}");
            if matches!(attribute, "href" | "src")
                && let Ok(url) = base.join(value)
            {
                let scheme = url.scheme();
                assert!(matches!(scheme, "http" | "https" | "mailto"), "{value} from {vector}: {html}");
            }
        }
    }
    let elements = || tree.tree.nodes().filter_map(|node| node.value().as_element());
    assert!(elements().filter(|element| element.name() == "style").count() <= 1, "from {vector}: {html}");
    let mut orders = elements().filter_map(|element| element.attr("http-equiv"));
    assert!(orders.all(|order| order == "Content-Security-Policy"), "from {vector}: {html}");
}

/// Markdown as a site would show it that lets HTML through.
fn shown(markdown: &str) -> String {
    use pulldown_cmark::{Options, Parser, html};
    let mut out = String::new();
    html::push_html(
        &mut out,
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH),
    );
    out
}

fn records(vector: &str) -> Vec<Record> {
    let mut records = Vec::new();
    for (number, page) in pages(vector).iter().enumerate() {
        for cleaner in [Cleaner::new(), Cleaner::new().url("https://post.example/rain")] {
            let record = cleaner.clean(page.as_bytes()).expect("a record");
            // Raw, a vector may swallow the page; as text it does not.
            let reads = record.article.as_ref().is_some_and(|article| article.text.contains("three nights"));
            assert!(reads || number == 0, "{vector}");
            let removed = Record { article: None, comments: None, ..record.clone() };
            records.extend([record, removed]);
        }
    }
    records
}

#[test]
fn nothing_of_a_page_runs_in_the_html() {
    assert!(VECTORS.len() >= 60);
    for vector in VECTORS {
        for record in records(vector) {
            assert_harmless(&render(&record, Format::Html), vector);
        }
    }
}

#[test]
fn nothing_of_a_page_runs_in_the_markdown() {
    for vector in VECTORS {
        for record in records(vector) {
            assert_harmless(&shown(&render(&record, Format::Markdown)), vector);
        }
    }
}

/// Records come from other places too: one that breaks the promise that no link is a script's.
#[test]
fn a_record_from_elsewhere_runs_neither() {
    for vector in VECTORS {
        let record = serde_json::json!({
            "schema": "dechrome/1", "source": { "path": vector },
            "article": {
                "title": vector, "byline": [{ "name": vector, "url": vector }], "published": vector, "site": vector,
                "language": vector, "text": vector, "words": 1, "standfirst": format!("said: {vector}"),
                "body": [
                    { "type": "paragraph", "text": vector, "links": [{ "start": 0, "end": 3, "href": vector }] },
                    {
                        "type": "figure", "src": vector, "alt": vector, "caption": vector,
                        "links": [{ "start": 0, "end": 3, "href": vector }],
                    },
                    { "type": "embed", "src": vector },
                    { "type": "code", "text": vector, "language": vector },
                    {
                        "type": "table", "rows": [[vector, vector], [vector]],
                        "links": [{ "row": 1, "column": 0, "start": 0, "end": 3, "href": vector }],
                    },
                    {
                        "type": "heading", "level": 2, "text": vector,
                        "links": [{ "start": 0, "end": 3, "href": vector }],
                    },
                ],
            },
            "comments": { "items": [{
                "id": vector, "depth": 0, "text": vector, "author": { "name": vector, "url": vector },
                "published_text": vector, "url": vector,
            }] },
        });
        let record: Record = serde_json::from_value(record).expect("a record");
        assert_harmless(&render(&record, Format::Html), vector);
        assert_harmless(&shown(&render(&record, Format::Markdown)), vector);
    }
}
