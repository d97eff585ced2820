//! The command line, feature by feature, through the binary.

mod common;

use std::fs;
use std::io::Read;
use std::process::{Output, Stdio};

use common::{dechrome, feed, project, records};
use serde_json::Value;
use tempfile::TempDir;

const PAGE: &[u8] =
    b"<title>Rain</title><h1>Rain</h1><p>It rained in the valley for three days and three nights.</p>";

fn plain() -> String {
    project("fixtures/plain.html").to_string_lossy().into_owned()
}

fn paths(out: &Output) -> Vec<String> {
    let path = |record: &Value| record["source"]["path"].as_str().expect("a path").to_owned();
    records(&out.stdout).iter().map(path).collect()
}

fn stderr(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// A folder with these files, all holding [`PAGE`].
fn folder(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, PAGE).expect("a file");
    }
    folder
}

#[test]
fn one_page_gives_one_compact_line() {
    let out = dechrome().arg(plain()).output().unwrap();
    assert!(out.status.success());
    assert_eq!(out.stdout.iter().filter(|&&byte| byte == b'\n').count(), 1);
    let record = &records(&out.stdout)[0];
    assert_eq!(record["schema"], "dechrome/1");
    assert_eq!(record["source"]["path"], plain());
    assert_eq!(stderr(&out), "");
}

#[test]
fn standard_input() {
    for args in [&["-"][..], &[]] {
        let out = feed(dechrome().args(args), PAGE);
        assert!(out.status.success());
        assert_eq!(paths(&out), ["-"]);
    }
    let out = feed(dechrome().args(["-", "-"]), PAGE);
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn formats_for_people() {
    for format in ["markdown", "text", "html"] {
        let out = dechrome().args(["--format", format, &plain()]).output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        assert!(out.status.success() && text.contains("coldest April night"), "{format}: {text}");
        assert!(!text.contains("dechrome/1") && text.ends_with('\n'), "{format}: {text}");
    }
}

#[test]
fn output_is_in_the_order_of_the_input() {
    let pages = common::fixtures();
    let mut pages: Vec<_> = pages.iter().map(|page| page.to_string_lossy().into_owned()).collect();
    pages.extend(pages.clone());
    pages.reverse();
    let run = |jobs: &str| dechrome().args(["-j", jobs, "--parts"]).args(&pages).output().unwrap();
    let alone = run("1");
    assert_eq!(paths(&alone), pages);
    for jobs in ["2", "8"] {
        assert!(run(jobs).stdout == alone.stdout, "-j {jobs} differs from -j 1");
    }
}

#[test]
fn a_page_that_cannot_be_read_is_a_record_and_a_line_and_the_run_goes_on() {
    let out = dechrome().args(["nowhere.html", &plain()]).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    let found = records(&out.stdout);
    assert_eq!(found[0]["source"]["path"], "nowhere.html");
    assert_eq!(found[0]["error"]["kind"], "io");
    assert!(found[0].get("article").is_none());
    assert!(found[1].get("error").is_none());
    assert!(stderr(&out).starts_with("dechrome: nowhere.html: "), "{}", stderr(&out));
    let told = stderr(&out);
    let summary = told.lines().last().unwrap();
    assert_eq!(told.lines().count(), 2);
    assert!(summary.starts_with("dechrome: 2 pages in ") && summary.ends_with("1 not read: 1 io"), "{told}");
}

#[test]
fn hundreds_of_lines_without_a_page_were_told_one_by_one() {
    let folder = folder(&[]);
    let lines = |count: usize| "{\"html\": 5}\n".repeat(count) + "{\"html\": \"\"}\n";
    fs::write(folder.path().join("many.jsonl"), lines(467)).unwrap();
    fs::write(folder.path().join("ten.jsonl"), lines(10)).unwrap();
    let out = dechrome().current_dir(&folder).args(["many.jsonl", "ten.jsonl"]).output().unwrap();
    // Every line has its record.
    let kinds: Vec<_> = records(&out.stdout).iter().map(|record| record["error"]["kind"].clone()).collect();
    assert_eq!(kinds.len(), 479);
    assert_eq!((kinds[466].as_str(), kinds[467].as_str()), (Some("malformed"), Some("empty")));
    let told = stderr(&out);
    let told: Vec<&str> = told.lines().collect();
    // Ten of the one kind, one of the other, how many there are besides; eleven of the other file; the summary.
    assert_eq!(told.len(), 10 + 1 + 1 + 11 + 1, "{told:#?}");
    assert!(told[9].starts_with("dechrome: many.jsonl, line 10: "), "{}", told[9]);
    assert!(told[10].starts_with("dechrome: many.jsonl, line 468: "), "{}", told[10]);
    assert_eq!(told[11], "dechrome: many.jsonl: … and 457 more like these (malformed)");
    assert!(told[12].starts_with("dechrome: ten.jsonl, line 1: "), "{}", told[12]);
    assert!(told[23].ends_with(", 479 not read: 2 empty, 477 malformed"), "{}", told[23]);
}

#[test]
fn an_empty_page_is_an_error() {
    let out = dechrome().arg("-").output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(records(&out.stdout)[0]["error"]["kind"], "empty");
}

#[test]
fn errors_do_not_show_in_formats_for_people() {
    let out = dechrome().args(["--format", "text", "nowhere.html"]).output().unwrap();
    assert_eq!((out.status.code(), out.stdout.len()), (Some(1), 0));
}

#[test]
fn calls_that_make_no_sense() {
    for args in [
        &["--format", "xml", "a.html"][..],
        &["--only", "title", "a.html"],
        &["--charset", "klingon", "a.html"],
        &["--charset", "hz-gb-2312", "a.html"],
        &["-j", "0", "a.html"],
        &["--url", "https://a.example/", "a.html", "b.html"],
        &["--nonsense"],
    ] {
        let out = dechrome().args(args).output().unwrap();
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{args:?}");
        assert!(!out.stderr.is_empty());
    }
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let page = plain();
    let mut child = dechrome()
        .args(std::iter::repeat_n(&page, 2000))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap(); // and hangs up
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(0), ""));
}

#[test]
fn a_waiting_reader_gets_each_record_at_once() {
    let folder = folder(&["a.html"]);
    // Standard input stays open: the second page never ends, the first must come nevertheless.
    let mut child = dechrome()
        .args([folder.path().join("a.html").as_os_str(), "-".as_ref()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 24];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    assert!(first.starts_with(b"{\"schema\":\"dechrome/1\""));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn folders_are_walked_by_name() {
    let folder = folder(&["b.html", "a/z.htm", "a/c.XHTML", "style.css", "notes.doc"]);
    let out = dechrome().current_dir(&folder).arg(".").output().unwrap();
    assert_eq!(paths(&out), ["./a/c.XHTML", "./a/z.htm", "./b.html"]);
    let out = dechrome().current_dir(&folder).args(["b.html", "a", "notes.doc"]).output().unwrap();
    assert_eq!(paths(&out), ["b.html", "a/c.XHTML", "a/z.htm", "notes.doc"]);
}

#[test]
fn a_folder_without_pages_is_told() {
    let folder = folder(&["style.css"]);
    let out = dechrome().arg(folder.path()).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(records(&out.stdout)[0]["error"]["kind"], "no_pages");
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    let folder = folder(&["in/a.html", "elsewhere/b.html"]);
    std::os::unix::fs::symlink("../elsewhere", folder.path().join("in/there")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("elsewhere/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("in/gone.css")).unwrap();
    let out = dechrome().current_dir(&folder).arg("elsewhere/../in").output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    let found = records(&out.stdout);
    let good: Vec<_> = found.iter().filter(|record| record.get("error").is_none()).collect();
    assert!(good.iter().any(|record| record["source"]["path"] == "elsewhere/../in/there/b.html"));
    let circles: Vec<_> = found.iter().filter(|record| record.get("error").is_some()).collect();
    assert!(!circles.is_empty());
    assert!(circles[0]["error"]["message"].as_str().unwrap().contains("leads back to"), "{circles:?}");
}

#[test]
fn output_to_a_file() {
    let folder = folder(&["a.html", "b.html"]);
    let run = |args: &[&str]| dechrome().current_dir(&folder).args(args).output().unwrap();
    let out = run(&["a.html", "-o", "out.json"]);
    assert_eq!((out.status.code(), out.stdout.len()), (Some(0), 0));
    assert_eq!(records(&fs::read(folder.path().join("out.json")).unwrap()).len(), 1);
    // New in the folder that is walked: no input.
    assert!(run(&[".", "-o", "a-first.html"]).status.success());
    assert_eq!(records(&fs::read(folder.path().join("a-first.html")).unwrap()).len(), 2);
    assert_eq!(run(&["a.html", "-o", "no/such/folder"]).status.code(), Some(2));
}

#[test]
fn an_input_is_never_overwritten() {
    let folder = folder(&["a.html", "in/b.html"]);
    for args in [["a.html", "./a.html"], [".", "in/b.html"], ["in", "in/b.html"]] {
        let out = dechrome().current_dir(&folder).args([args[0], "-o", args[1]]).output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(stderr(&out).contains("is an input"));
    }
    let stdin = fs::File::open(folder.path().join("a.html")).unwrap();
    let out = dechrome().current_dir(&folder).args(["-", "-o", "a.html"]).stdin(stdin).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    for file in ["a.html", "in/b.html"] {
        assert_eq!(fs::read(folder.path().join(file)).unwrap(), PAGE);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let out = dechrome().args([&plain(), "-o", "/dev/full"]).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(stderr(&out).starts_with("dechrome: cannot write: "), "{}", stderr(&out));
}

#[test]
fn only_one_part() {
    for only in ["article", "comments", "chrome"] {
        let out = dechrome().args(["--only", only, &plain()]).output().unwrap();
        let record = &records(&out.stdout)[0];
        for part in ["article", "comments", "chrome"] {
            assert_eq!(record.get(part).is_some(), part == only, "--only {only}: {part}");
        }
    }
}

#[test]
fn options_do_not_change_how_a_page_is_separated() {
    let page = project("fixtures/wpdiscuz.html");
    let get = |args: &[&str]| records(&dechrome().args(args).arg(&page).output().unwrap().stdout).remove(0);
    let whole = get(&[]);
    assert_eq!(get(&["--only", "article"])["article"], whole["article"]);
    assert_eq!(get(&["--only", "comments"])["comments"], whole["comments"]);
    assert_eq!(get(&["--only", "chrome"])["chrome"], whole["chrome"]);
    assert_eq!(get(&["--parts"])["article"], whole["article"]);
}

#[test]
fn parts_are_listed_on_request() {
    let out = dechrome().arg(plain()).output().unwrap();
    assert!(records(&out.stdout)[0].get("parts").is_none());
    let out = dechrome().args(["--parts", &plain()]).output().unwrap();
    let parts = records(&out.stdout)[0]["parts"].as_array().unwrap().len();
    assert_eq!(parts, 4);
}

#[test]
fn the_address_makes_links_absolute() {
    let page = b"<h1>Rain</h1><p>It rained for three days, and <a href='/snow'>then it snowed for a week</a> or two.";
    let out = feed(dechrome().args(["--url", "https://weather.example/rain", "-"]), page);
    let record = &records(&out.stdout)[0];
    assert_eq!(record["source"]["url"], "https://weather.example/rain");
    let links =
        record["article"]["body"].as_array().unwrap().iter().filter_map(|block| block["links"].as_array());
    let hrefs: Vec<_> = links.flatten().map(|link| link["href"].clone()).collect();
    assert_eq!(hrefs, ["https://weather.example/snow"]);
}

#[test]
fn subcommands_and_files_of_their_name() {
    let folder = folder(&["schema", "help"]);
    let run = |args: &[&str]| dechrome().current_dir(&folder).args(args).output().unwrap();
    let schema: Value = serde_json::from_slice(&run(&["schema"]).stdout).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["title"], "Record");
    assert_eq!(paths(&run(&["./schema"])), ["./schema"]);
    assert_eq!(paths(&run(&["--", "schema", "help"])), ["schema", "help"]);
    assert_eq!(paths(&run(&["help"])), ["help"]);
}

#[test]
fn help_and_version() {
    let out = dechrome().arg("--version").output().unwrap();
    assert_eq!(out.stdout, format!("dechrome {}\n", env!("CARGO_PKG_VERSION")).as_bytes());
    let out = dechrome().arg("--help").output().unwrap();
    let help = String::from_utf8(out.stdout).unwrap();
    assert!(help.contains("Examples:") && !help.contains("no-systems"));
}
