//! Goes on with a run that was stopped: which pages have their record already.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::fs::{File, OpenOptions};
use std::hash::{Hash, Hasher};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Deserialize;

/// The pages that a stopped run has written, by where they came from. A page may stand there several times.
#[derive(Default)]
pub struct Earlier {
    /// Files with one page, by path.
    files: HashMap<u64, u32>,
    /// Pages of archives, by path, record and line.
    inner: HashMap<u64, u32>,
    skipped: Skipped,
}

/// How many pages have been left out so far, to be read while the run goes on.
#[derive(Clone, Default)]
pub struct Skipped(Arc<AtomicU64>);

impl Skipped {
    /// The number.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Of a record only what tells its page.
#[derive(Deserialize)]
struct Line {
    schema: String,
    source: Origin,
}

#[derive(Deserialize)]
struct Origin {
    #[serde(default)]
    path: String,
    container: Option<String>,
    record: Option<String>,
    line: Option<u64>,
}

/// Containers that hold many pages; the others are known by their path.
const ARCHIVES: &[&str] = &["warc", "jsonl"];

impl Earlier {
    /// Takes in the records of a file and cuts off a last line that is not whole; gives the file, to write on at its
    /// end. It is made if there is none.
    pub fn read(&mut self, path: &Path) -> io::Result<File> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut lines = BufReader::with_capacity(1 << 18, &file);
        let (mut whole, mut number) = (0u64, 0u64);
        let mut line = Vec::new();
        loop {
            line.clear();
            let length = lines.read_until(b'\n', &mut line)?;
            if line.last() != Some(&b'\n') {
                break;
            }
            number += 1;
            whole += length as u64;
            let known: Line =
                serde_json::from_slice(&line).map_err(|error| foreign(number, &error.to_string()))?;
            if !known.schema.starts_with("dechrome/") {
                return Err(foreign(number, &format!("its schema is {:?}", known.schema)));
            }
            self.add(known.source);
        }
        drop(lines);
        if file.metadata()?.is_file() {
            file.set_len(whole)?;
            file.seek(SeekFrom::End(0))?;
        }
        Ok(file)
    }

    fn add(&mut self, origin: Origin) {
        let archive = origin.container.is_some_and(|name| ARCHIVES.contains(&name.as_str()));
        let count = match archive {
            true => self.inner.entry(key(&origin.path, origin.record.as_deref(), origin.line)),
            false => self.files.entry(key(&origin.path, None, None)),
        };
        *count.or_default() += 1;
    }

    /// Counts the pages that are left out.
    pub fn skipped(&self) -> Skipped {
        self.skipped.clone()
    }

    /// Whether a file's only record stands there; each is counted once.
    pub fn take_file(&mut self, path: &str) -> bool {
        take(&mut self.files, key(path, None, None), &self.skipped)
    }

    /// Whether the record of a page out of an archive stands there; each is counted once.
    pub fn take(&mut self, path: &str, record: Option<&str>, line: Option<u64>) -> bool {
        take(&mut self.inner, key(path, record, line), &self.skipped)
    }
}

fn take(counts: &mut HashMap<u64, u32>, key: u64, skipped: &Skipped) -> bool {
    match counts.get_mut(&key) {
        Some(count) if *count > 1 => *count -= 1,
        Some(_) => {
            counts.remove(&key);
        }
        None => return false,
    }
    skipped.0.fetch_add(1, Ordering::Relaxed);
    true
}

/// Millions of pages are to be remembered: by a number each, not by their names.
fn key(path: &str, record: Option<&str>, line: Option<u64>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (path, record, line).hash(&mut hasher);
    hasher.finish()
}

fn foreign(line: u64, why: &str) -> io::Error {
    let message = format!("line {line} is no record of dechrome, so the run cannot be resumed: {why}");
    io::Error::new(io::ErrorKind::InvalidData, message)
}
