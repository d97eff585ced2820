//! What the tests share: the command, the pages, and an oracle's tree of them.
#![allow(dead_code)] // each test file uses some of it

pub mod streams;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{Html, HtmlTreeSink};
use serde_json::Value;

/// The command, ready for arguments. It has no terminal and no input.
pub fn dechrome() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dechrome"));
    command.stdin(Stdio::null());
    command
}

/// Runs the command with something on its standard input.
pub fn feed(command: &mut Command, input: &[u8]) -> Output {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("dechrome starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let _ = stdin.write_all(input); // it may stop reading early
        });
        child.wait_with_output().expect("dechrome ends")
    })
}

/// The records of JSON Lines.
pub fn records(lines: &[u8]) -> Vec<Value> {
    let lines = std::str::from_utf8(lines).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

/// A path inside the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every page in `fixtures`, by name.
pub fn fixtures() -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(project("fixtures")).sort_by_file_name();
    let files = walk.into_iter().map(|entry| entry.expect("fixtures").into_path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect()
}

/// Every page of the open corpora, where they stand beside the project.
pub fn corpus() -> Vec<PathBuf> {
    let root = project("../shared/corpus");
    if !root.is_dir() {
        eprintln!("no ../shared/corpus here: fixtures only");
        return Vec::new();
    }
    let walk = walkdir::WalkDir::new(root).sort_by_file_name();
    let files = walk.into_iter().map(|entry| entry.expect("the corpus").into_path());
    files.filter(|path| path.to_string_lossy().ends_with(".html.gz")).collect()
}

/// A page's bytes, unpacked.
pub fn bytes(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).expect("a page");
    if path.extension().is_none_or(|ending| ending != "gz") {
        return bytes;
    }
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(&*bytes).read_to_end(&mut unpacked).expect("gzip");
    unpacked
}

/// Runs `check` over pages on all cores and fails with what it says of the first of them.
pub fn each_page(pages: Vec<PathBuf>, check: impl Fn(&[u8]) -> Result<(), String> + Sync) {
    let count = pages.len();
    let pages = Mutex::new(pages.into_iter());
    let failures = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let Some(path) = pages.lock().expect("the list").next() else { return };
                    if let Err(why) = check(&bytes(&path)) {
                        failures.lock().expect("the list").push((path, why));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().expect("the list");
    failures.sort();
    let told: Vec<_> =
        failures.iter().take(8).map(|(path, why)| format!("{}: {why}", path.display())).collect();
    assert!(failures.is_empty(), "{} of {count} pages:\n{}", failures.len(), told.join("\n"));
}

/// The page as the crate scraper has it, scripting off, its text mended as for the tree.
pub fn oracle(html: &str) -> Html {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let opts = ParseOpts { tree_builder, ..ParseOpts::default() };
    parse_document(HtmlTreeSink::new(Html::new_document()), opts).one(&*dechrome::internals::mended(html))
}
