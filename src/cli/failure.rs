//! What should have been a page and is none: as it is told, and as its record.

use std::path::Path;

use dechrome::Record;
use dechrome::archive::{PageError, RawPage};
use dechrome::record::{ErrorRecord, SCHEMA, Source};

/// Something that should have been a page and is none.
#[derive(Debug)]
pub struct Failure {
    /// The file.
    pub path: String,
    /// The archive that the file is, where it holds many.
    pub container: Option<&'static str>,
    /// The record of the archive.
    pub record: Option<String>,
    /// The line of the file, from 1.
    pub line: Option<u64>,
    /// Why.
    pub error: Box<ErrorRecord>,
}

impl Failure {
    /// What is wrong with a whole file.
    pub fn of_file(path: String, kind: &str, message: String) -> Failure {
        let error = Box::new(ErrorRecord { kind: kind.to_owned(), message });
        Failure { path, container: None, record: None, line: None, error }
    }

    /// What is wrong with something that was found by walking or listing.
    pub fn of_path(path: &Path, kind: &str, message: String) -> Failure {
        Failure::of_file(path.to_string_lossy().into_owned(), kind, message)
    }

    /// What is wrong with a page of a file.
    pub fn of_page(path: String, page: &RawPage, kind: &str, message: String) -> Failure {
        let whole = Failure::of_file(path, kind, message);
        Failure { container: page.container, record: page.record.clone(), line: page.line, ..whole }
    }

    /// Why a file or archive gave no page.
    pub fn refused(path: String, container: Option<&'static str>, error: PageError) -> Failure {
        let whole = Failure::of_file(path, error.kind(), error.reason());
        Failure { container, record: error.record, line: error.line, ..whole }
    }

    /// A fault in dechrome itself.
    pub fn internal(path: String, page: &RawPage, panic: &str) -> Failure {
        let message = format!("internal error, please report it with the page: {panic}");
        Failure::of_page(path, page, "internal", message)
    }

    /// `archive.jsonl, line 3: the page is empty; …`
    pub fn complaint(&self) -> String {
        let mut place = self.path.clone();
        if let Some(line) = self.line {
            place += &format!(", line {line}");
        } else if let Some(record) = &self.record {
            place += &format!(", record {record}");
        }
        format!("{place}: {}", self.error.message)
    }

    /// The record that stands in the page's place.
    pub fn into_record(self) -> Record {
        let Failure { path, container, record, line, error } = self;
        let container = container.map(str::to_owned);
        let source = Source { path: Some(path), container, record, line, ..Source::default() };
        Record { schema: SCHEMA.to_owned(), source, error: Some(*error), ..Record::default() }
    }
}
