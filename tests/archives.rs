//! Files that hold pages, whole and broken: what can be read is read, and what cannot is told where it is.

mod common;

use std::fs;
use std::io::Write;

use common::{dechrome, feed, records};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// A page of which gzip leaves a body that is long enough to be cut.
fn page() -> String {
    let filler: String = (0u32..900).map(|n| format!("{:08x} ", n.wrapping_mul(2_654_435_761))).collect();
    format!(
        "<!DOCTYPE html><title>Rain</title><h1>Rain</h1><p>It rained in the valley for three days.</p><!--{filler}-->"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// A WARC record of a response.
fn response(id: u32, fields: &str, http: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n{fields}\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    [head.as_bytes(), http, b"\r\n\r\n"].concat()
}

fn http(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("{head}\r\nContent-Type: text/html\r\n").as_bytes(), body].concat()
}

fn plain(id: u32) -> Vec<u8> {
    response(id, "", &http("HTTP/1.1 200 OK", format!("\r\n{}", page()).as_bytes()))
}

fn read(bytes: &[u8]) -> Vec<Value> {
    records(&feed(dechrome().args(["-f", "jsonl", "-"]), bytes).stdout)
}

/// Of each record its id, the kind of its error, and how many warnings it has.
fn told(found: &[Value]) -> Vec<(Value, Value, usize)> {
    let warnings = |record: &Value| record["warnings"].as_array().map_or(0, Vec::len);
    let told = |record: &Value| {
        (record["source"]["record"].clone(), record["error"]["kind"].clone(), warnings(record))
    };
    found.iter().map(told).collect()
}

fn good(id: u32) -> (Value, Value, usize) {
    (json!(format!("urn:uuid:{id}")), Value::Null, 0)
}

#[test]
fn a_broken_body_does_not_end_the_archive() {
    let packed = gzip(page().as_bytes());
    let mut corrupt = packed.clone();
    corrupt[40..400].fill(0xff);
    let cut = &packed[..packed.len() - 300];
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip";
    let body = |bytes: &[u8]| response(2, "", &http(head, &[b"\r\n", bytes].concat()));
    for (name, file) in [
        ("cut", [plain(1), body(cut), plain(3), plain(4)].concat()),
        ("packed twice", [plain(1), body(cut), plain(3), plain(4)].map(|record| gzip(&record)).concat()),
    ] {
        let found = read(&file);
        let partly = (json!("urn:uuid:2"), Value::Null, 1);
        assert_eq!(told(&found), [good(1), partly, good(3), good(4)], "{name}");
        assert!(found[1]["warnings"][0].as_str().unwrap().contains("cut off"), "{found:?}");
        assert_eq!(found[1]["article"]["title"], "Rain", "{name}");
    }
    let found = read(&[plain(1), body(&corrupt), plain(3)].concat());
    assert_eq!((found.len(), &told(&found)[0], &told(&found)[2]), (3, &good(1), &good(3)));
    // Nothing can be unpacked: an error of that record's.
    let found = read(&[plain(1), body(&packed[..12]), plain(3)].concat());
    assert_eq!(told(&found), [good(1), (json!("urn:uuid:2"), json!("truncated"), 0), good(3)]);
}

#[test]
fn a_response_of_http_2_is_read_and_one_of_nothing_is_told() {
    let body = format!("\r\n{}", page());
    let of = |id: u32, status: &str| response(id, "", &http(status, body.as_bytes()));
    let found = read(
        &[of(1, "HTTP/2 200"), of(2, "HTTP/2.0 200"), of(3, "HTTP/3 404"), of(4, "ICY 200 OK")].concat(),
    );
    assert_eq!(told(&found), [good(1), good(2), (json!("urn:uuid:4"), json!("malformed"), 0)]);
}

#[test]
fn a_record_that_its_writer_cut_off_has_a_warning() {
    let body = http("HTTP/1.1 200 OK", format!("\r\n{}", &page()[..100]).as_bytes());
    let found = read(&response(1, "WARC-Truncated: length\r\n", &body));
    assert_eq!(found[0]["warnings"][0], "warc: the record is cut off, says who wrote it (length)");
}

#[test]
fn gzip_may_be_filled_up_with_nuls() {
    let pad = [0; 512];
    let found = read(&[gzip(&plain(1)), gzip(&plain(2)), pad.to_vec()].concat());
    assert_eq!(told(&found), [good(1), good(2)]);
    let found = read(&[gzip(page().as_bytes()), pad.to_vec()].concat());
    assert_eq!((&found[0]["article"]["title"], told(&found)[0].2), (&json!("Rain"), 0));
}

#[test]
fn other_bytes_behind_gzip_are_told_as_such() {
    let found = read(&[gzip(page().as_bytes()), b"garbage".to_vec()].concat());
    assert_eq!(found[0]["article"]["title"], "Rain");
    assert!(found[0]["warnings"][0].as_str().unwrap().contains("behind its gzip data"), "{found:?}");
    let found = read(&[gzip(&plain(1)), b"garbage".to_vec()].concat());
    assert_eq!(told(&found), [good(1), (Value::Null, json!("malformed"), 0)]);
    assert!(found[1]["error"]["message"].as_str().unwrap().contains("behind its gzip data"), "{found:?}");
}

/// A tar archive of one file.
fn tar() -> Vec<u8> {
    let mut header = [0u8; 512];
    header[..9].copy_from_slice(b"rain.html");
    header[100..108].copy_from_slice(b"0000644\0");
    header[124..135].copy_from_slice(format!("{:011o}", page().len()).as_bytes());
    header[156] = b'0';
    header[257..265].copy_from_slice(b"ustar\x0000");
    let mut file = [&header[..], page().as_bytes()].concat();
    file.resize(file.len().next_multiple_of(512) + 1024, 0);
    file
}

#[test]
fn a_tar_archive_is_no_page() {
    for file in [tar(), gzip(&tar())] {
        let found = read(&file);
        assert_eq!((found.len(), &found[0]["error"]["kind"]), (1, &json!("binary")));
        assert!(found[0]["error"]["message"].as_str().unwrap().contains("tar archive"));
    }
}

#[test]
fn places_are_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).unwrap();
        let out = dechrome().current_dir(&folder).arg(name).output().unwrap();
        String::from_utf8(out.stderr).unwrap().lines().next().unwrap_or_default().to_owned()
    };
    let told = run("a.jsonl", format!("{{\"html\": {:?}}}\n{{\"html\": 5}}\n", page()).as_bytes());
    assert!(told.starts_with("dechrome: a.jsonl, line 2: the data is damaged"), "{told}");
    let cut = plain(1);
    let cut = &cut[..cut.len() - 300];
    let (bare, packed) = (run("a.warc", cut), run("a.warc.gz", &gzip(cut)));
    assert!(bare.starts_with("dechrome: a.warc, record urn:uuid:1: the data is cut off"), "{bare}");
    assert_eq!((bare.contains("unpacked"), packed.contains("unpacked")), (false, true), "{packed}");
}

#[test]
fn json_that_is_no_object_a_line_is_one_clear_error() {
    let object = json!({"id": 1, "html": page()});
    for (file, what) in [
        (serde_json::to_vec_pretty(&object).unwrap(), "over several lines"),
        (serde_json::to_vec(&[&object, &object]).unwrap(), "a JSON array"),
        (serde_json::to_vec_pretty(&[&object, &object]).unwrap(), "a JSON array"),
    ] {
        let found = read(&file);
        assert_eq!((found.len(), &found[0]["error"]["kind"]), (1, &json!("malformed")), "{what}");
        assert!(found[0]["error"]["message"].as_str().unwrap().contains(what), "{found:?}");
    }
    // A first line that is cut off loses no other.
    let found = read(format!("{{\"html\": \"<p>\n{object}\n").as_bytes());
    assert_eq!((found.len(), &found[1]["article"]["title"]), (2, &json!("Rain")));
}

#[test]
fn an_empty_address_is_none() {
    let page = page().replace("<h1>", "<link rel=canonical href='https://post.example/rain'><h1>");
    let found = read(format!("{}\n", json!({"url": "", "html": page})).as_bytes());
    assert_eq!(found[0]["source"]["url"], "https://post.example/rain");
    for url in ["", "not a url", "mailto:a@post.example"] {
        let out = feed(dechrome().args(["--url", url, "-"]), page.as_bytes());
        assert_eq!(out.status.code(), Some(2), "{url:?}");
    }
}

#[test]
fn pages_in_a_folder_are_told_by_their_content() {
    let folder = tempfile::tempdir().unwrap();
    let whole = page();
    let mhtml = format!(
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n\
         --b\nContent-Type: text/html\n\n{whole}\n--b--\n"
    );
    let pages: [(&str, &[u8]); 8] = [
        ("a.php", whole.as_bytes()),
        ("b.aspx", b"\xEF\xBB\xBF<!-- saved --> <HTML lang=en><p>It rained for three days.</p>"),
        ("c", whole.as_bytes()),
        ("d.html.1", whole.as_bytes()),
        ("e.html@p=1", whole.as_bytes()),
        (
            "f.x",
            b"<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><p>It rained.</p></html>",
        ),
        ("g.saved", mhtml.as_bytes()),
        ("h.crawl", &plain(1)),
    ];
    let others: [(&str, &[u8]); 11] = [
        ("README.md", b"<!DOCTYPE html> is how a page begins"),
        ("README", b"<h1 align=\"center\">A project</h1>"),
        ("form.tmpl", whole.as_bytes()),
        ("index.inc", b"<?php echo '<html>'; ?>"),
        ("feed", b"<?xml version=\"1.0\"?><rss><channel></channel></rss>"),
        ("image.jpg@v=2", b"\xFF\xD8\xFF\xE0\x00\x10JFIF"),
        ("logo.svg", b"<svg></svg>"),
        ("notes", b"It rained. <p> is the tag of a paragraph."),
        ("out.jsonl", b"{\"schema\":\"dechrome/1\",\"source\":{}}\n"),
        ("run.log", b"<html>"),
        ("style.css?v=3", b"p { color: red }"),
    ];
    for (name, bytes) in pages.iter().chain(&others) {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let out = dechrome().current_dir(&folder).arg(".").output().unwrap();
    let found = records(&out.stdout);
    let paths: Vec<_> = found.iter().map(|record| record["source"]["path"].as_str().unwrap()).collect();
    let expected: Vec<_> = pages.iter().map(|(name, _)| format!("./{name}")).collect();
    assert_eq!((paths, out.status.code()), (expected.iter().map(String::as_str).collect(), Some(0)));
}

#[test]
fn several_pages_are_kept_apart_in_formats_for_people() {
    let archive = [plain(1), plain(2)].concat();
    let ask = |format: &str, bytes: &[u8]| {
        String::from_utf8(feed(dechrome().args(["-f", format, "-"]), bytes).stdout).unwrap()
    };
    for (format, between) in [("text", "\n\x0c\n"), ("markdown", "\n\n---\n\n")] {
        let (one, both) = (ask(format, &plain(1)), ask(format, &archive));
        assert_eq!(both.matches(between).count(), 1, "{both}");
        assert_eq!(both.split(between).next(), Some(one.trim_end()), "{both}");
        assert!(!one.contains(between));
    }
}
