//! What a page's frames show is the page's, wherever the saver keeps their documents: a comment thread often stands in one.

mod common;

use common::{dechrome, feed, project, records, streams};
use serde_json::Value;

/// A page with something in place of its comments.
fn page(comments: &str) -> String {
    let paragraphs = [
        "The river stood at the wall of the lower town for three days, and on the third night it came over.",
        "Nobody was hurt, said the mayor on Monday, but forty cellars are full of mud and the school is shut.",
        "The wall, built in 1911, was to be raised by a metre; the work was put off twice for want of money.",
    ];
    let body: String = paragraphs.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    format!(
        "<!DOCTYPE html><html lang=en><head><title>River comes over the wall</title></head><body>\
         <nav><a href=/>Home</a></nav><main><article><h1>River comes over the wall</h1>{body}</article>\
         <div id=\"disqus_thread\">{comments}</div></main></body></html>"
    )
}

/// A thread as the comment system shows it, with links of its own.
fn thread() -> String {
    std::fs::read_to_string(project("fixtures/comments/disqus.html")).unwrap()
}

fn escape(html: &str) -> String {
    html.replace('&', "&amp;").replace('"', "&quot;")
}

fn read(bytes: &[u8]) -> Value {
    records(&feed(dechrome().args(["--parts", "-"]), bytes).stdout).remove(0)
}

/// The same comments as in a page that is the frame alone, and an article that has nothing of them.
fn holds_the_thread(record: &Value) {
    let alone = read(thread().as_bytes());
    let said = |record: &Value| -> Vec<(Value, Value)> {
        let items = record["comments"]["items"].as_array().unwrap();
        items.iter().map(|item| (item["author"]["name"].clone(), item["text"].clone())).collect()
    };
    assert_eq!(said(record), said(&alone), "{}", record["comments"]);
    assert_eq!(said(record).len(), 3);
    assert_eq!(record["article"]["title"], "River comes over the wall");
    assert_eq!(record["article"]["body"].as_array().unwrap().len(), 3, "{}", record["article"]["body"]);
}

#[test]
fn a_thread_in_a_frame_of_a_single_file() {
    let page = page(&format!("<iframe title=Comments srcdoc=\"{}\"></iframe>", escape(&thread())));
    holds_the_thread(&read(page.as_bytes()));
    let record = dechrome::Cleaner::new().parts(true).clean(page.as_bytes()).unwrap();
    streams::same(&record.parts.unwrap(), &page).unwrap();
}

#[test]
fn a_thread_in_a_part_of_an_mhtml_file() {
    let page = page("<iframe id=\"dsq\" src=\"cid:frame-2@mhtml.blink\"></iframe>");
    let part = |id: &str, url: &str, html: &str| {
        format!(
            "--b\r\nContent-Type: text/html\r\nContent-ID: <{id}>\r\nContent-Location: {url}\r\n\r\n{html}\r\n"
        )
    };
    let file = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/river\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n{}{}--b--\r\n",
        part("frame-1@mhtml.blink", "https://post.example/river", &page),
        part("frame-2@mhtml.blink", "https://talk.example/embed/", &thread()),
    );
    let record = read(file.as_bytes());
    holds_the_thread(&record);
    assert_eq!(record["source"]["url"], "https://post.example/river");
}

#[test]
fn a_thread_in_a_subframe_of_a_webarchive() {
    let mut resource =
        plist_of("https://post.example/river", &page("<iframe src=\"/talk?id=1&amp;x=2\"></iframe>"));
    let frame = plist_of("https://post.example/talk?id=1&amp;x=2", &thread());
    resource.push_str(&format!("<key>WebSubframeArchives</key><array><dict>{frame}</dict></array>"));
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>{resource}</dict></plist>\n"
    );
    holds_the_thread(&read(file.as_bytes()));
}

fn plist_of(url: &str, html: &str) -> String {
    let data: String = base64(html.as_bytes());
    format!(
        "<key>WebMainResource</key><dict><key>WebResourceData</key><data>{data}</data>\
         <key>WebResourceTextEncodingName</key><string>UTF-8</string>\
         <key>WebResourceURL</key><string>{url}</string></dict>"
    )
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let mut three = [0; 3];
        three[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize] as char;
            out.push(if place > chunk.len() { '=' } else { letter });
        }
    }
    out
}

#[test]
fn what_a_hidden_frame_holds_stays_out() {
    for attrs in ["hidden", "width=1 height=1", "style='display:none'"] {
        let page = page(&format!("<iframe {attrs} srcdoc=\"<p>counted</p>\"></iframe>"));
        let record = read(page.as_bytes());
        assert!(!record.to_string().contains("counted"), "{attrs}");
    }
}

#[test]
fn frames_wherever_they_stand_lose_nothing() {
    let inner = escape(
        "<body hidden><p>a<b>b<a href=x>c</p><table><td>d<td>e</table><form>f<ul><li>g</ul><svg><title>h</title></svg>i",
    );
    let frame = format!("<iframe srcdoc=\"{inner}\"></iframe>");
    let shown = frame.replace("<body hidden>", "");
    let deep =
        format!("<iframe srcdoc=\"x{}y{}\"></iframe>", escape(&shown), escape(&escape("<iframe srcdoc=z>")));
    for around in [
        "<p>1@2",
        "<b><a href=y>1@2</a>3",
        "<ul><li>1@2<li>3</ul>",
        "<table><tr><td>1@2<td>3</table>",
        "<form>1@2</form>3",
        "<div hidden>1@2</div>3",
        "<h2>1@2</h2>",
        "<svg>1@2</svg>3",
        "<template>1@2</template>3",
        "<noscript>1@2</noscript>3",
        "<pre>1@2</pre>3",
        "@<noscript><img src=a></noscript>3",
        "<noscript><img src=a></noscript>@3",
    ] {
        for frame in [&frame, &shown, &deep] {
            let page = around.replace('@', frame);
            let record = dechrome::Cleaner::new().parts(true).clean(page.as_bytes()).unwrap();
            streams::same(&record.parts.unwrap(), &page).unwrap_or_else(|why| panic!("{page}: {why}"));
        }
    }
}
