//! dechrome in a pipeline: lists of files, runs that are stopped and resumed, errors apart, limits.

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

use common::{dechrome, feed, fixtures, records};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

const PAGE: &str =
    "<title>Rain</title><h1>Rain</h1><p>It rained in the valley for three days and three nights.</p>";

/// A folder of files with these contents.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn stderr(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn paths(lines: &[u8]) -> Vec<String> {
    let path = |record: &Value| record["source"]["path"].as_str().unwrap().to_owned();
    records(lines).iter().map(path).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// A WARC file with a response for each page.
fn warc(pages: &[&str]) -> Vec<u8> {
    let mut warc = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n\
             WARC-Target-URI: https://post.example/{number}\r\nWARC-Date: 2021-03-04T10:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        warc.extend([head.as_bytes(), body.as_bytes(), b"\r\n\r\n"].concat());
    }
    warc
}

/// A folder with pages, archives and broken files in it, and a run over it.
fn mixed() -> TempDir {
    let page = |number: usize| PAGE.replace("three days", &format!("{number} days"));
    let pages: Vec<String> = (0..12).map(page).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let lines: String = (0..9)
        .map(|id| match id {
            4 => "{\"id\": 4, \"html\": 5}\n".to_owned(),
            _ => format!("{{\"id\": {id}, \"html\": {:?}}}\n", page(id)),
        })
        .collect();
    let mut damaged = warc(&pages[..3]);
    damaged.extend(b"this is no record\r\nand this is none\r\n");
    damaged.extend(warc(&pages[3..5]));
    let archive = warc(&pages);
    let folder = folder(&[
        ("in/a.html", pages[0].as_bytes()),
        ("in/b.warc.gz", &gzip(&archive)),
        ("in/c.html", b""),
        ("in/d.jsonl", lines.as_bytes()),
        ("in/e.warc", &damaged),
        ("in/f.warc", &archive[..archive.len() - 300]),
        ("in/g.html.gz", &gzip(pages[1].as_bytes())),
    ]);
    for (number, fixture) in fixtures().iter().enumerate() {
        fs::copy(fixture, folder.path().join(format!("in/h{number}.html"))).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    dechrome().current_dir(folder).args(args).output().unwrap()
}

#[test]
fn names_from_a_list() {
    let folder =
        folder(&[("a.html", PAGE.as_bytes()), ("b c.html", PAGE.as_bytes()), ("in/d.html", PAGE.as_bytes())]);
    let ask = |args: &[&str], list: &[u8]| feed(dechrome().current_dir(&folder).args(args), list);
    let out = ask(&["--files-from", "-"], b"a.html\n\nb c.html\r\nin\n");
    assert_eq!(paths(&out.stdout), ["a.html", "b c.html", "in/d.html"]);
    let out = ask(&["-0", "--files-from", "-"], b"b c.html\0a.html");
    assert_eq!(paths(&out.stdout), ["b c.html", "a.html"]);
    let out = ask(&["a.html", "--files-from", "-"], b"b c.html");
    assert_eq!(paths(&out.stdout), ["a.html", "b c.html"]);
    fs::write(folder.path().join("list"), "a.html\nnowhere.html\n").unwrap();
    let out = run(folder.path(), &["--files-from", "list"]);
    assert_eq!((out.status.code(), paths(&out.stdout).len()), (Some(1), 2));
    let out = ask(&["--files-from", "-"], b"");
    assert_eq!((out.status.code(), out.stdout.len(), stderr(&out).as_str()), (Some(0), 0, ""));
}

#[test]
fn lists_that_make_no_sense() {
    let folder = folder(&[("a.html", PAGE.as_bytes()), ("list", b"a.html\n")]);
    for args in [
        &["-0", "a.html"][..],
        &["--files-from", "nowhere"],
        &["--files-from", "-", "-"],
        &["--files-from", "list", "-o", "a.html"],
        &["--files-from", "list", "-o", "list"],
        &["--files-from", "list", "-o", "x", "--errors", "x"],
        &["--files-from", "list", "--errors", "a.html"],
        &["a.html", "--resume"],
        &["a.html", "--resume", "-o", "-"],
        &["a.html", "--resume", "-o", "x", "--format", "text"],
        &["a.html", "--max-bytes", "many"],
    ] {
        let out = run(folder.path(), args);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {}", stderr(&out));
    }
    assert_eq!(fs::read(folder.path().join("a.html")).unwrap(), PAGE.as_bytes());
    assert_eq!(fs::read(folder.path().join("list")).unwrap(), b"a.html\n");
}

#[test]
fn the_output_is_no_input_of_a_list() {
    let folder = folder(&[("a.html", PAGE.as_bytes())]);
    let out = feed(
        dechrome().current_dir(&folder).args(["--files-from", "-", "-o", "out.html"]),
        b"out.html\na.html\n",
    );
    assert!(out.status.success(), "{}", stderr(&out));
    assert_eq!(paths(&fs::read(folder.path().join("out.html")).unwrap()), ["a.html"]);
}

#[test]
fn every_page_of_every_archive_has_its_record() {
    let folder = mixed();
    let out = run(folder.path(), &["in", "-j", "3"]);
    let found = records(&out.stdout);
    let of = |path: &str| found.iter().filter(|record| record["source"]["path"] == path).collect::<Vec<_>>();
    assert_eq!(of("in/b.warc.gz").len(), 12);
    assert_eq!(of("in/b.warc.gz")[3]["source"]["record"], "urn:uuid:3");
    assert_eq!(of("in/b.warc.gz")[3]["source"]["url"], "https://post.example/3");
    assert_eq!(of("in/b.warc.gz")[3]["source"]["container"], "warc");
    let lines = of("in/d.jsonl");
    assert_eq!(lines.len(), 9);
    assert_eq!((&lines[4]["error"]["kind"], &lines[4]["source"]["line"]), (&"malformed".into(), &5.into()));
    assert_eq!((&lines[5]["source"]["record"], &lines[5]["source"]["line"]), (&"5".into(), &6.into()));
    let damaged: Vec<_> = of("in/e.warc").iter().map(|record| record["error"]["kind"].clone()).collect();
    assert_eq!(damaged.iter().filter(|kind| kind.is_null()).count(), 5);
    assert_eq!(damaged[3], "damaged");
    assert_eq!(of("in/f.warc").last().unwrap()["error"]["kind"], "truncated");
    assert_eq!(of("in/g.html.gz").len(), 1);
    assert!(stderr(&out).contains("in/d.jsonl, line 5: "), "{}", stderr(&out));
    assert!(
        stderr(&out)
            .lines()
            .last()
            .unwrap()
            .ends_with("4 not read: 1 damaged, 1 empty, 1 malformed, 1 truncated")
    );
    // The same, however many at once.
    assert!(run(folder.path(), &["in", "-j", "1"]).stdout == out.stdout);
}

#[test]
fn errors_go_where_they_are_asked_to() {
    let folder = mixed();
    let out = run(folder.path(), &["in", "-o", "out.jsonl", "--errors", "err.jsonl", "--quiet"]);
    assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(1), ""));
    let good = records(&fs::read(folder.path().join("out.jsonl")).unwrap());
    let bad = records(&fs::read(folder.path().join("err.jsonl")).unwrap());
    assert!(good.iter().all(|record| record.get("error").is_none()));
    assert!(bad.iter().all(|record| record.get("error").is_some()));
    assert_eq!((good.len() + bad.len(), bad.len()), (records(&run(folder.path(), &["in"]).stdout).len(), 4));
    let out = run(folder.path(), &["in", "--format", "text", "--errors", "err.jsonl"]);
    assert_eq!(records(&fs::read(folder.path().join("err.jsonl")).unwrap()).len(), 4);
    assert!(!out.stdout.is_empty());
}

#[test]
fn a_run_cut_anywhere_is_resumed_byte_for_byte() {
    let folder = mixed();
    let ask = |extra: &[&str]| {
        run(folder.path(), &[&["in", "in/a.html", "in/b.warc.gz", "-o", "out"][..], extra].concat())
    };
    let (out, errors) = (folder.path().join("out"), folder.path().join("err"));
    ask(&[]);
    let whole = fs::read(&out).unwrap();
    for cut in (0..whole.len()).step_by(whole.len() / 23).chain([whole.len() - 1, whole.len()]) {
        fs::write(&out, &whole[..cut]).unwrap();
        ask(&["--resume"]);
        assert!(fs::read(&out).unwrap() == whole, "cut at {cut}");
    }
    ask(&["--errors", "err"]);
    let (good, bad) = (fs::read(&out).unwrap(), fs::read(&errors).unwrap());
    for (records, failed) in
        [(good.len() / 3, bad.len()), (good.len() - 5, 0), (0, bad.len() / 2), (good.len(), 30)]
    {
        fs::write(&out, &good[..records]).unwrap();
        fs::write(&errors, &bad[..failed]).unwrap();
        ask(&["--errors", "err", "--resume"]);
        assert!(fs::read(&out).unwrap() == good && fs::read(&errors).unwrap() == bad, "{records}, {failed}");
    }
    let told = stderr(&ask(&["--errors", "err", "--resume"]));
    assert!(told.contains("were there already"), "{told}");
}

#[test]
fn a_killed_run_is_resumed_byte_for_byte() {
    let folder = mixed();
    let list: String = "in\n".repeat(12);
    fs::write(folder.path().join("list"), list).unwrap();
    let args = ["--files-from", "list", "-o", "out", "-q"];
    run(folder.path(), &args);
    let out = folder.path().join("out");
    let whole = fs::read(&out).unwrap();
    for wait in [20, 60, 150] {
        fs::remove_file(&out).unwrap();
        let mut child = dechrome().current_dir(&folder).args(args).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        let left = fs::metadata(&out).map_or(0, |about| about.len());
        run(folder.path(), &[&args[..], &["--resume"]].concat());
        assert!(fs::read(&out).unwrap() == whole, "killed after {wait} ms, {left} of {} bytes", whole.len());
    }
}

#[test]
fn a_foreign_file_is_not_resumed() {
    let folder = folder(&[("a.html", PAGE.as_bytes()), ("notes", b"{\"my\": \"notes\"}\nmore\n")]);
    let out = run(folder.path(), &["a.html", "-o", "notes", "--resume"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("line 1 is no record"), "{}", stderr(&out));
    assert_eq!(fs::read(folder.path().join("notes")).unwrap(), b"{\"my\": \"notes\"}\nmore\n");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_whole_records() {
    let folder = mixed();
    // A limit on the file's size stands in for the disk's.
    let shell = format!(
        "trap '' XFSZ; ulimit -f 64; exec '{}' in in in in in -o out -q",
        env!("CARGO_BIN_EXE_dechrome")
    );
    let out = Command::new("bash").current_dir(&folder).args(["-c", &shell]).output().unwrap();
    let written = fs::read(folder.path().join("out")).unwrap();
    assert_eq!(out.status.code(), Some(1), "{}", stderr(&out));
    assert!(stderr(&out).starts_with("dechrome: cannot write: "), "{}", stderr(&out));
    assert!(written.len() <= 64 << 10 && written.ends_with(b"\n") || written.is_empty());
    records(&written);
}

#[test]
fn other_fields_are_carried_along() {
    let line = format!(
        "{{\"html\": {PAGE:?}, \"url\": \"https://post.example/1\", \"split\": \"train\", \"n\": [1, null]}}\n"
    );
    let out = feed(dechrome().args(["--carry", "-"]), line.as_bytes());
    let record = &records(&out.stdout)[0];
    assert_eq!(record["carried"], serde_json::json!({"split": "train", "n": [1, null]}));
    assert_eq!(record["source"]["url"], "https://post.example/1");
    let out = feed(dechrome().arg("-"), line.as_bytes());
    assert!(records(&out.stdout)[0].get("carried").is_none());
}

#[test]
fn what_unpacks_to_too_much_is_told_and_the_run_goes_on() {
    let bomb = gzip(&vec![b'a'; 80 << 20]);
    let small = gzip(PAGE.as_bytes());
    let folder =
        folder(&[("bomb.html.gz", &bomb), ("c.html.gz", &small), ("cut.html.gz", &small[..small.len() - 9])]);
    let out = run(folder.path(), &["."]);
    let found = records(&out.stdout);
    assert_eq!(found[0]["error"]["kind"], "too_large");
    assert!(found[1].get("error").is_none());
    assert_eq!(found[2]["error"]["kind"], "truncated");
    let out = run(folder.path(), &["c.html.gz", "--max-bytes", "50"]);
    assert_eq!(records(&out.stdout)[0]["error"]["kind"], "too_large");
}

#[test]
fn a_format_that_is_told_is_believed() {
    let text = "<p> is the tag of a paragraph, and this is plain text about it.";
    for (format, name) in [("html", "html"), ("text", "text")] {
        let out = feed(dechrome().args(["--input-format", format, "-"]), text.as_bytes());
        assert_eq!(records(&out.stdout)[0]["source"]["format"], name);
    }
    let out = feed(dechrome().args(["--input-format", "warc", "-"]), text.as_bytes());
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(records(&out.stdout)[0]["error"]["kind"], "damaged");
}

#[test]
fn a_text_file_that_writes_about_tags_is_text() {
    let text =
        "A line of prose about markup.\n\nPut it into <span class=\"a\"> and </span>, says the manual.\n";
    let folder = folder(&[
        ("a.txt", text.as_bytes()),
        ("b.txt", PAGE.as_bytes()),
        ("c.txt", b"{\n\"colour\": 3\n}\n"),
    ]);
    let found = records(&run(folder.path(), &["."]).stdout);
    assert_eq!((found.len(), &found[2]["source"]["format"]), (3, &"text".into()));
    assert_eq!(
        (&found[0]["source"]["format"], &found[1]["source"]["format"]),
        (&"text".into(), &"html".into())
    );
}

#[test]
fn what_a_saved_page_has_beside_it_is_no_page() {
    let page = PAGE.as_bytes();
    let folder = folder(&[
        ("rain.html", page),
        ("rain_files/frame.html", page),
        ("regen.htm", page),
        ("regen-Dateien/rahmen.html", page),
        ("other_files/alone.html", page),
        ("_files/odd.html", page),
    ]);
    let found = paths(&run(folder.path(), &["."]).stdout);
    assert_eq!(found, ["./_files/odd.html", "./other_files/alone.html", "./rain.html", "./regen.htm"]);
    // Named itself it is walked.
    assert_eq!(paths(&run(folder.path(), &["rain_files"]).stdout), ["rain_files/frame.html"]);
}

#[test]
fn completions_and_the_manual() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let out = dechrome().args(["completions", shell]).output().unwrap();
        assert!(
            out.status.success() && String::from_utf8_lossy(&out.stdout).contains("files-from"),
            "{shell}"
        );
    }
    let out = dechrome().arg("man").output().unwrap();
    let page = String::from_utf8(out.stdout).unwrap();
    assert!(page.contains(".TH dechrome 1") && page.contains("resume"), "{page}");
}
