//! The pages that files hold, in their order.

use std::fs::File;
use std::io;

use dechrome::archive::{Pages, RawPage, ReadOptions};

use super::failure::Failure;
use super::guard;
use super::inputs::{Input, Inputs};
use super::resume::Earlier;

/// A page on its way to a worker.
pub enum Job {
    /// A file with one page, opened but not read.
    File(String, Box<Pages>),
    /// A page out of an archive, and the archive's name.
    Page(String, Box<RawPage>),
    /// No page.
    Failed(Failure),
}

/// Opens files and takes archives apart as pages are asked for.
pub struct Jobs {
    inputs: Inputs,
    options: ReadOptions,
    seen: Option<Earlier>,
    archive: Option<Archive>,
}

/// A file with many pages.
struct Archive {
    path: String,
    pages: Pages,
    empty: bool,
}

impl Jobs {
    /// Pages that were `seen` are left out.
    pub fn new(inputs: Inputs, options: ReadOptions, seen: Option<Earlier>) -> Jobs {
        Jobs { inputs, options, seen, archive: None }
    }

    /// The next page of the archive that is open; `None` at its end.
    fn next_of_archive(&mut self) -> Option<Job> {
        loop {
            let Archive { path, pages, empty } = self.archive.as_mut()?;
            let container = pages.container().name();
            // A fault in a reader must not end the run as if all had been read.
            let job = match guard::guard(|| pages.next()) {
                Ok(Some(Ok(page))) => Job::Page(path.clone(), Box::new(page)),
                Ok(Some(Err(error))) => Job::Failed(Failure::refused(path.clone(), container, error)),
                Ok(None) if *empty => {
                    let message = "no page in this archive".to_owned();
                    Job::Failed(Failure::of_file(path.clone(), "no_page", message))
                }
                Ok(None) => {
                    self.archive = None;
                    return None;
                }
                Err(panic) => {
                    let failure =
                        Failure { container, ..Failure::internal(path.clone(), &RawPage::default(), &panic) };
                    self.archive = None;
                    return Some(Job::Failed(failure));
                }
            };
            *empty = false;
            let seen = self.seen.as_mut().is_some_and(|seen| match &job {
                Job::Page(path, page) => seen.take(path, page.record.as_deref(), page.line),
                Job::Failed(failure) => {
                    seen.take(&failure.path, failure.record.as_deref(), failure.line)
                        || seen.take_file(&failure.path)
                }
                Job::File(..) => false,
            });
            if !seen {
                return Some(job);
            }
        }
    }

    /// Opens a file; an archive stays open to be taken apart.
    fn open(&mut self, source: &Input) -> Option<Job> {
        let path = source.name();
        let mut options = self.options.clone();
        let opened = match source {
            Input::Stdin => Pages::open(io::stdin(), options),
            Input::File(file) => {
                options.name = file.file_name().map(|name| name.to_string_lossy().into_owned());
                match File::open(file) {
                    Ok(file) => Pages::open(file, options),
                    Err(error) => {
                        return Some(Job::Failed(Failure::of_file(
                            path,
                            "io",
                            format!("cannot read: {error}"),
                        )));
                    }
                }
            }
        };
        match opened {
            Ok(pages) if pages.container().holds_many() => {
                self.archive = Some(Archive { path, pages, empty: true });
                None
            }
            Ok(pages) => Some(Job::File(path, Box::new(pages))),
            Err(error) => Some(Job::Failed(Failure::refused(path, None, error))),
        }
    }
}

impl Iterator for Jobs {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(job) = self.next_of_archive() {
                return Some(job);
            }
            let source = match self.inputs.next()? {
                Ok(source) => source,
                Err(failure) if self.seen.as_mut().is_some_and(|seen| seen.take_file(&failure.path)) => {
                    continue;
                }
                Err(failure) => return Some(Job::Failed(failure)),
            };
            if self.seen.as_mut().is_some_and(|seen| seen.take_file(&source.name())) {
                continue;
            }
            if let Some(job) = self.open(&source) {
                return Some(job);
            }
        }
    }
}

/// The page of a file that holds one; `Err` where it has none.
pub fn only(path: &str, mut pages: Pages) -> Result<RawPage, Failure> {
    match pages.next() {
        Some(Ok(page)) => Ok(page),
        Some(Err(error)) => Err(Failure::refused(path.to_owned(), None, error)),
        None => Err(Failure::of_file(path.to_owned(), "no_page", "no page in this file".to_owned())),
    }
}
