//! Which files of a folder are pages.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::inputs::Failure;

/// Endings by which a page, or a file that holds pages, is known in a folder; a file that is named itself may end as it
/// likes.
const ENDINGS: &[&str] = &[
    "htm",
    "html",
    "html5",
    "jsonl",
    "mht",
    "mhtml",
    "ndjson",
    "shtm",
    "shtml",
    "txt",
    "warc",
    "webarchive",
    "wet",
    "xht",
    "xhtm",
    "xhtml",
];

/// Endings of compressed files; what was compressed is told by the ending before.
const COMPRESSED: &[&str] = &["br", "gz", "zst"];

/// What the name of the folder ends in that "Save page, complete" puts beside the page, by the browser's language.
///
/// Source: the connected files of the Windows shell, which the browsers' names follow
/// (<https://learn.microsoft.com/windows/win32/shell/manage#connected-files>).
const COMPANIONS: &[&str] = &[
    "-Dateien",
    "-filer",
    ".files",
    "_archivos",
    "_arquivos",
    "_bestanden",
    "_bylos",
    "_datoteke",
    "_dosyalar",
    "_elemei",
    "_failid",
    "_fails",
    "_fajlovi",
    "_ficheiros",
    "_fichiers",
    "_file",
    "_filer",
    "_files",
    "_fitxers",
    "_kartotekak",
    "_pliki",
    "_soubory",
    "_tiedostot",
];

/// What the page beside such a folder ends in.
const PAGES: &[&str] = &["htm", "html", "shtml", "xhtml"];

/// The pages of a folder, by name. Links are followed, but not in circles.
pub struct Walk {
    root: PathBuf,
    entries: walkdir::IntoIter,
    found: bool,
    ended: bool,
}

impl Walk {
    /// Of the folder `root`.
    pub fn new(root: PathBuf) -> Walk {
        Walk { entries: entries(&root), root, found: false, ended: false }
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let next = match self.entries.next() {
                Some(Ok(entry)) if entry.depth() > 0 && is_companion(&entry) => {
                    self.entries.skip_current_dir();
                    continue;
                }
                Some(Ok(entry)) if entry.file_type().is_file() && is_page_name(entry.path()) => {
                    Ok(entry.into_path())
                }
                Some(Ok(_)) => continue,
                Some(Err(error)) => match failure(&error, &self.root) {
                    Some(failure) => Err(failure),
                    None => continue,
                },
                None => {
                    self.ended = true;
                    return (!self.found).then(|| Err(no_pages(&self.root)));
                }
            };
            self.found = true;
            return Some(next);
        }
        None
    }
}

/// Whether a folder would be found to hold this file, were it walked.
pub fn holds(folder: &Path, file: &Path) -> bool {
    let same = |path: &Path| same_file::is_same_file(path, file).unwrap_or(false);
    is_page_name(file) && Walk::new(folder.to_owned()).flatten().any(|path| same(&path))
}

fn entries(root: &Path) -> walkdir::IntoIter {
    WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter()
}

fn is_page_name(path: &Path) -> bool {
    let known = |path: &Path, endings: &[&str]| {
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
    };
    known(path, ENDINGS)
        || known(path, COMPRESSED) && path.file_stem().is_some_and(|stem| known(Path::new(stem), ENDINGS))
}

/// Whether a folder holds what belongs to the page beside it: its frames and pictures are no pages of their own.
fn is_companion(entry: &DirEntry) -> bool {
    let Some(name) = entry.file_name().to_str().filter(|_| entry.file_type().is_dir()) else { return false };
    let stem = COMPANIONS.iter().find_map(|ending| name.strip_suffix(ending));
    stem.filter(|stem| !stem.is_empty()).is_some_and(|stem| {
        PAGES.iter().any(|ending| entry.path().with_file_name(format!("{stem}.{ending}")).is_file())
    })
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
    Some(Failure::of_file(path, "io", message))
}

fn no_pages(root: &Path) -> Failure {
    let message =
        format!("no pages in this folder (files that end in .{}; compressed or not)", ENDINGS.join(", ."));
    Failure::of_file(root, "no_pages", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pages() {
        for name in
            ["a.html", "A.HTM", "a.mhtml", "a.warc.gz", "a.html.zst", "a.warc.wet.gz", "a.jsonl.br", "a.txt"]
        {
            assert!(is_page_name(Path::new(name)), "{name}");
        }
        for name in ["a.css", "a.gz", "html", "a.tar.gz", "a.json", ".html"] {
            assert!(!is_page_name(Path::new(name)), "{name}");
        }
    }
}
