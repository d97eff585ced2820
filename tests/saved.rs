//! Pages as the real tools saved them (`fixtures/saved/README.md`): each gives what the page itself gives.

mod common;

use common::{dechrome, feed, project, records};
use serde_json::Value;

/// The records of a file in `fixtures/saved`.
fn saved(name: &str) -> Vec<Value> {
    let out = dechrome().arg(project("fixtures/saved").join(name)).output().unwrap();
    assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
    records(&out.stdout)
}

/// The record of the page that was saved, at the address that it was saved from.
fn page(name: &str, url: &Value) -> Value {
    let path = project("fixtures").join(name).with_extension("html");
    let url = url.as_str().map(|url| ["--url", url]);
    let out = dechrome().args(url.into_iter().flatten()).arg(path).output().unwrap();
    records(&out.stdout).remove(0)
}

#[test]
fn every_tool_s_file_gives_the_page() {
    for (file, pages, container, tool) in [
        ("chrome.mhtml", &["wordpress"][..], "mhtml", "Blink"),
        ("ie.mht", &["blog-br"], "mhtml", "Internet Explorer"),
        ("safari.webarchive", &["blog-br"], "webarchive", "Safari"),
        ("safari-xml.webarchive", &["blog-br"], "webarchive", "Safari"),
        ("singlefile.html", &["wpdiscuz7"], "", "SingleFile"),
        ("httrack.html", &["wordpress"], "", "HTTrack"),
        ("wget.warc", &["blog-br"], "warc", ""),
        ("wget.warc.gz", &["wordpress", "wpdiscuz3"], "warc", ""),
        ("wget.warc.zst", &["blog-br"], "warc", ""),
        ("warcio.warc.gz", &["wpdiscuz7", "wordpress"], "warc", ""),
        ("plain.html.br", &["plain"], "", ""),
        ("plain.html.gz", &["plain"], "", ""),
    ] {
        let found = saved(file);
        assert_eq!(found.len(), pages.len(), "{file}");
        for (record, name) in found.iter().zip(pages) {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let source = &record["source"];
            assert_eq!(
                (text(&source["container"]), text(&source["saved_with"])),
                (container.into(), tool.into())
            );
            assert_eq!(
                source["saved_at"].is_string(),
                !tool.is_empty() && tool != "Safari" || container == "warc"
            );
            assert_eq!(source["record"].is_string(), container == "warc", "{file}");
            let page = page(name, &source["url"]);
            assert_eq!(record["article"]["text"], page["article"]["text"], "{file}");
            assert_eq!(record["article"]["title"], page["article"]["title"], "{file}");
            let said = |record: &Value| -> Vec<(Value, Value, Value)> {
                let items = record["comments"]["items"].as_array().unwrap();
                items
                    .iter()
                    .map(|c| (c["id"].clone(), c["author"]["name"].clone(), c["text"].clone()))
                    .collect()
            };
            assert_eq!(said(record), said(&page), "{file}");
        }
    }
}

#[test]
fn lines_of_json_hold_pages_and_texts() {
    let found = saved("pages.jsonl");
    let source = |n: usize, member: &str| found[n]["source"][member].clone();
    assert_eq!((source(0, "record"), source(0, "line")), ("0".into(), 1.into()));
    assert_eq!(source(1, "url"), "http://courier.example/2019/blog-br");
    assert_eq!((source(1, "format"), source(2, "format")), ("html".into(), "text".into()));
    assert_eq!(found[0]["article"]["text"], page("wordpress", &source(0, "url"))["article"]["text"]);
}

const COPY: &str = r#"<!DOCTYPE html><html><head>
<script>__wm.init("https://web.archive.org/web");__wm.wombat("https://post.example/rain","20170329101500","https://web.archive.org/","web");</script>
<title>Rain in the valley - The Post</title></head><body>
<!-- BEGIN WAYBACK TOOLBAR INSERT -->
<div id="wm-ipp-base" lang="en"><div id="wm-ipp"><p>14 captures of this page, from the first of March 2012 to the last of May 2020, are kept for readers.</p></div></div>
<!-- END WAYBACK TOOLBAR INSERT -->
<h1>Rain in the valley</h1>
<p>It rained in the valley for three days and three nights, and the <a href="/web/20170329101500/https://ferry.example/times">ferry</a> did not sail.</p>
<p>On the fourth day the <a href="https://web.archive.org/web/20170329101500/https://post.example/bridge">bridge</a> was under water, said the mayor, who had walked there himself.</p>
<p>Nobody was hurt, but the school stays shut until <a href="monday.html">Monday</a>, and the baker has no flour.</p>
</body></html>
<!--
     FILE ARCHIVED ON 10:15:00 Mar 29, 2017 AND RETRIEVED FROM THE
     INTERNET ARCHIVE ON 12:55:52 Apr 14, 2020.
-->"#;

/// The addresses of the links in the article's body.
fn links(record: &Value) -> Vec<&str> {
    let body = record["article"]["body"].as_array().unwrap();
    let links = body.iter().flat_map(|block| block["links"].as_array().into_iter().flatten());
    links.map(|link| link["href"].as_str().unwrap()).collect()
}

#[test]
fn links_in_copies_by_archive_today_are_restored_on_all_its_hosts() {
    let rain = "It rained in the valley for three days and three nights, and nobody could cross";
    for host in ["archive.ph", "archive.is", "archive.md"] {
        for stamp in ["20170329101500", "2017.03.29-101500"] {
            let address = |original: &str| format!("https://{host}/{stamp}/{original}");
            let copy = format!(
                "<head><title>Rain</title><link rel=\"canonical\" href=\"{}\"></head><h1>Rain</h1>\
                 <p>{rain} the <a href=\"{}\">ferry</a>, the old bridge, or the ford behind the mill.\
                 <p>{rain} the <a href=\"https://{host}/o/AbC12/https://post.example/bridge\">bridge</a> for a week.",
                address("https://post.example/rain"),
                address("https://ferry.example/times"),
            );
            let out = feed(dechrome().arg("-"), copy.as_bytes());
            let record = &records(&out.stdout)[0];
            assert_eq!(record["source"]["saved_with"], "archive.today");
            assert_eq!(record["source"]["saved_at"], "2017-03-29T10:15:00Z");
            assert_eq!(
                links(record),
                ["https://ferry.example/times", "https://post.example/bridge"],
                "{host}"
            );
        }
    }
}

#[test]
fn a_copy_from_the_wayback_machine_is_the_page_that_it_copies() {
    let out = feed(dechrome().args(["--parts", "-"]), COPY.as_bytes());
    let record = &records(&out.stdout)[0];
    assert_eq!(record["source"]["url"], "https://post.example/rain");
    assert_eq!(record["source"]["saved_at"], "2017-03-29T10:15:00Z");
    assert_eq!(record["source"]["saved_with"], "Wayback Machine");
    assert_eq!(
        links(record),
        ["https://ferry.example/times", "https://post.example/bridge", "https://post.example/monday.html"]
    );
    assert!(
        !record["article"]["text"].as_str().unwrap().contains("captures"),
        "{}",
        record["article"]["text"]
    );
    let bar = record["chrome"].as_array().unwrap().iter().find(|piece| piece["kind"] == "tools").unwrap();
    assert!(bar["text"].as_str().unwrap().contains("14 captures") && bar.get("rule").is_none(), "{bar}");
}
