//! Which files of a folder are pages.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use dechrome::archive::Container;
use walkdir::{DirEntry, WalkDir};

use super::failure::Failure;

/// Endings by which a page, or a file that holds pages, is known in a folder. A file with an ending of neither list is
/// looked into; one that is named itself may end as it likes.
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

/// Endings of what stands beside pages and is none, whatever it begins with: such files are not opened.
const OTHERS: &[&str] = &[
    // Styles, scripts, data
    "atom", "bak", "cfg", "conf", "css", "csv", "db", "gml", "ini", "ics", "js", "json", "json5", "jsonld",
    "kml", "less", "lock", "log", "map", "mjs", "ris", "rss", "sass", "scss", "sql", "sqlite", "tmp", "toml",
    "tsv", "vtt", "wasm", "xml", "xsd", "xsl", "xslt", "yaml", "yml", // Images and fonts
    "avif", "bmp", "cur", "eot", "gif", "heic", "ico", "jfif", "jpe", "jpeg", "jpg", "otf", "png", "psd",
    "svg", "svgz", "tif", "tiff", "ttc", "ttf", "webp", "woff", "woff2", // Sound and video
    "aac", "avi", "flac", "flv", "m3u8", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "oga",
    "ogg", "ogv", "opus", "swf", "ts", "wav", "webm", "wma", "wmv",
    // Office files, books, archives, programs
    "7z", "apk", "azw3", "bin", "bz2", "cab", "class", "deb", "dll", "dmg", "doc", "docx", "epub", "exe",
    "iso", "jar", "lz4", "mobi", "odp", "ods", "odt", "pdf", "ppt", "pptx", "ps", "rar", "rpm", "rtf", "so",
    "tar", "tgz", "xls", "xlsx", "xz", "zip",
    // Sources, templates among them: they may begin as a page does
    "c", "cc", "cpp", "cs", "ejs", "erb", "go", "h", "haml", "hbs", "hpp", "j2", "java", "jinja", "jinja2",
    "jsx", "kt", "liquid", "lua", "markdown", "md", "mdx", "mustache", "njk", "pl", "pm", "pug", "py", "rb",
    "rs", "rst", "sh", "svelte", "swift", "tex", "tmpl", "tpl", "tsx", "twig", "vue",
];

/// How much of a file with an unknown ending is looked at.
const HEAD: u64 = 1024;

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
                Some(Ok(entry)) if entry.file_type().is_file() && is_page(entry.path()) => {
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
    is_page(file) && Walk::new(folder.to_owned()).flatten().any(|path| same(&path))
}

fn entries(root: &Path) -> walkdir::IntoIter {
    WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter()
}

/// By its name, and where that says nothing by its first bytes.
fn is_page(path: &Path) -> bool {
    match is_page_name(path) {
        false if ends_in(path, OTHERS) || ends_in(path, COMPRESSED) => false,
        false => first_bytes(path).is_some_and(|head| Container::surely(&head).is_some()),
        // dechrome's own output is no input.
        true if ends_in(path, LINES) => {
            !first_bytes(path).is_some_and(|head| head.starts_with(b"{\"schema\":\"dechrome/"))
        }
        true => true,
    }
}

/// Endings of JSON Lines.
const LINES: &[&str] = &["jsonl", "ndjson"];

/// The start of a file; `None` where it cannot be read.
fn first_bytes(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD as usize);
    File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    Some(head)
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

fn is_page_name(path: &Path) -> bool {
    ends_in(path, ENDINGS)
        || ends_in(path, COMPRESSED) && path.file_stem().is_some_and(|stem| ends_in(Path::new(stem), ENDINGS))
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
    Some(Failure::of_path(path, "io", message))
}

fn no_pages(root: &Path) -> Failure {
    let message = format!(
        "no pages in this folder (files that end in .{}, compressed or not, or that begin as a page does)",
        ENDINGS.join(", .")
    );
    Failure::of_path(root, "no_pages", message)
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
