//! Where pages come from: files, standard input, folders.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use dechrome::record::ErrorRecord;
use walkdir::WalkDir;

/// Endings by which a page is known in a folder; a file that is named itself may end as it likes.
const ENDINGS: &[&str] = &["htm", "html", "html5", "shtm", "shtml", "xht", "xhtm", "xhtml"];

/// A page that waits to be read.
#[derive(Debug)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// Something that should have been a page and is none.
#[derive(Debug)]
pub struct Failure {
    /// Where.
    pub path: String,
    /// Why.
    pub error: ErrorRecord,
}

impl Input {
    /// The page's name in its record: as the user named it.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// The page's bytes.
    pub fn read(&self) -> Result<Vec<u8>, ErrorRecord> {
        let bytes = match self {
            Input::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Input::File(path) => fs::read(path),
        };
        bytes.map_err(|error| io_error(format!("cannot read: {error}")))
    }
}

/// The pages that the arguments stand for, in their order, those of a folder by name. Folders are walked as pages
/// are asked for: a run may begin before the last folder is known.
pub struct Inputs {
    arguments: std::vec::IntoIter<PathBuf>,
    walk: Option<Walk>,
    output: Option<PathBuf>,
}

struct Walk {
    root: PathBuf,
    entries: walkdir::IntoIter,
    found: bool,
}

impl Inputs {
    /// `output` is no input even where a folder holds it.
    pub fn new(arguments: Vec<PathBuf>, output: Option<PathBuf>) -> Inputs {
        Inputs { arguments: arguments.into_iter(), walk: None, output }
    }

    fn is_output(&self, path: &Path) -> bool {
        self.output.as_deref().is_some_and(|output| {
            output.file_name() == path.file_name() && same_file::is_same_file(output, path).unwrap_or(false)
        })
    }

    /// The next page of the folder being walked; `None` at its end.
    fn next_of_walk(&mut self) -> Option<Result<Input, Failure>> {
        loop {
            let walk = self.walk.as_mut()?;
            let next = match walk.entries.next() {
                Some(Ok(entry)) if entry.file_type().is_file() && is_page_name(entry.path()) => {
                    Ok(Input::File(entry.into_path()))
                }
                Some(Ok(_)) => continue,
                Some(Err(error)) => match failure(&error, &walk.root) {
                    Some(failure) => Err(failure),
                    None => continue,
                },
                None => {
                    let Walk { root, found, .. } = self.walk.take()?;
                    return (!found).then(|| Err(no_pages(&root)));
                }
            };
            walk.found = true;
            match &next {
                Ok(Input::File(path)) if self.is_output(path) => {}
                _ => return Some(next),
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, Failure>;

    fn next(&mut self) -> Option<Result<Input, Failure>> {
        loop {
            if let Some(next) = self.next_of_walk() {
                return Some(next);
            }
            let argument = self.arguments.next()?;
            if argument == Path::new("-") {
                return Some(Ok(Input::Stdin));
            }
            if !argument.is_dir() {
                return Some(Ok(Input::File(argument)));
            }
            self.walk = Some(Walk { entries: walk(&argument), root: argument, found: false });
        }
    }
}

/// Whether an argument is a folder.
pub fn has_folder(arguments: &[PathBuf]) -> bool {
    arguments.iter().any(|argument| argument.is_dir())
}

/// Whether an existing file is among the pages that the arguments stand for.
pub fn holds(arguments: &[PathBuf], file: &Path) -> bool {
    if !file.is_file() {
        return false; // new, or a device: nothing that could be overwritten
    }
    let same = |path: &Path| same_file::is_same_file(path, file).unwrap_or(false);
    arguments.iter().any(|argument| {
        if argument == Path::new("-") {
            let handles = (same_file::Handle::stdin(), same_file::Handle::from_path(file));
            matches!(handles, (Ok(stdin), Ok(file)) if stdin == file)
        } else if argument.is_dir() {
            is_page_name(file) && walk(argument).flatten().any(|entry| same(entry.path()))
        } else {
            same(argument)
        }
    })
}

/// Follows links, and tells of one that leads back to a folder above it.
fn walk(root: &Path) -> walkdir::IntoIter {
    WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter()
}

fn is_page_name(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// What could not be walked; a link to nowhere that is not named like a page is nobody's loss.
fn failure(error: &walkdir::Error, root: &Path) -> Option<Failure> {
    let path = error.path().unwrap_or(root);
    let message = match (error.loop_ancestor(), error.io_error()) {
        (Some(above), _) => format!("a link that leads back to {}: not followed", above.display()),
        (None, Some(io)) if io.kind() == io::ErrorKind::NotFound && !is_page_name(path) => return None,
        (None, Some(io)) => format!("cannot read: {io}"),
        (None, None) => format!("cannot read: {error}"),
    };
    Some(Failure { path: path.to_string_lossy().into_owned(), error: io_error(message) })
}

fn no_pages(root: &Path) -> Failure {
    let message = format!("no pages in this folder (files that end in .{})", ENDINGS.join(", ."));
    let error = ErrorRecord { kind: "no_pages".to_owned(), message };
    Failure { path: root.to_string_lossy().into_owned(), error }
}

fn io_error(message: String) -> ErrorRecord {
    ErrorRecord { kind: "io".to_owned(), message }
}
