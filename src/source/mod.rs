//! From the bytes of a saved page to its text and what is known about it.
//!
//! [`read`] finds the format by content, decodes the text as a browser would (`charset`), and
//! takes in what the saver has noted (`marks`). [`archive`] gets pages out of what holds them: MHTML,
//! WARC, a webarchive, JSON Lines, compressed or not.

pub mod archive;
mod charset;
mod marks;
mod prescan;
pub mod replay;
mod stamp;

use memchr::memchr_iter;
use std::borrow::Cow;
use std::fmt;

/// How much of a page, past leading spaces, its format and junk are told by.
const FORMAT_WINDOW: usize = 4 * 1024;

/// What is known about a page before its bytes are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// A label of WHATWG Encoding (<https://encoding.spec.whatwg.org/#names-and-labels>), given
    /// by the user or an HTTP header. It wins over all but a byte order mark.
    pub charset: Option<&'a str>,
    /// The page's address. It is kept as given, and its top-level domain helps to guess the
    /// encoding of a page that declares none.
    pub url: Option<&'a str>,
    /// What the page is, where its content is not to decide.
    pub format: Option<Format>,
}

/// A page's text, and what its bytes tell about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPage<'a> {
    /// The text, borrowed if the bytes are UTF-8, with no byte order mark. NULs are kept: what
    /// they become depends on the tokenizer's state.
    pub html: Cow<'a, str>,
    /// The encoding the bytes were read in, by its WHATWG name in lower case
    /// (<https://encoding.spec.whatwg.org/#names-and-labels>): `windows-1252`, `utf-8`.
    pub charset: &'static str,
    /// Whether decoding had to put replacement characters (U+FFFD) for malformed bytes.
    pub malformed: bool,
    /// The hint's address, else that of the saver's mark; of an archive's copy, the original's.
    pub url: Option<String>,
    /// When the page was saved, as ISO 8601 in UTC, `2017-03-29T10:15:00Z`, by the saver's mark.
    pub saved_at: Option<String>,
    /// The tool that left its mark: `SingleFile`, `HTTrack`, `Wayback Machine`, `browser`,
    /// `monolith`, `Save Page WE`, `WebScrapBook` or `archive.today`.
    pub saved_with: Option<&'static str>,
    /// What kind of file the page was in.
    pub format: Format,
}

/// The kind of file a page was saved in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// An HTML or XHTML page, or a piece of one.
    Html,
    /// Plain text without markup, such as a clipping.
    Text,
}

impl Format {
    /// The format's name in the record: `html` or `text`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Text => "text",
        }
    }

    /// Tells the format by the content: HTML if a tag, doctype or comment stands near its start.
    /// A lone `<`, `<3`, `<me@example.org>` or `a <b and c> d` is none.
    ///
    /// Sources: WHATWG MIME Sniffing, "rules for identifying an unknown MIME type"
    /// (<https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type>),
    /// widened from the first tag of a page to any tag, as pages are saved in pieces too.
    pub fn of(bytes: &[u8]) -> Self {
        let text = bytes.trim_ascii_start();
        let window = &text[..text.len().min(FORMAT_WINDOW)];
        if memchr_iter(b'<', window).any(|at| is_markup(&window[at + 1..])) { Self::Html } else { Self::Text }
    }
}

/// Why a file cannot be read as a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SourceError {
    /// There is nothing but white space.
    Empty,
    /// The bytes are no text.
    Binary {
        /// What they seem to be, with its article: `a PNG image`.
        what: &'static str,
    },
    /// The label given in [`Hints::charset`] names no encoding of
    /// <https://encoding.spec.whatwg.org/#names-and-labels>.
    UnknownCharset(String),
    /// The page has more bytes than it may have, once it is unpacked.
    TooLarge {
        /// How many it may have.
        limit: u64,
    },
    /// The file ends too early.
    Truncated {
        /// How many bytes of it there are, unpacked.
        at: u64,
    },
    /// The file is not what it begins like.
    Malformed {
        /// What is wrong.
        what: String,
        /// Where, in bytes of the unpacked file.
        at: u64,
    },
    /// A stretch of an archive is no record; reading goes on behind it.
    Damaged {
        /// Where it begins, in bytes of the unpacked file.
        from: u64,
        /// Where it ends.
        to: u64,
    },
    /// A bundle without a page in it.
    NoPage {
        /// What there is instead.
        what: &'static str,
    },
    /// The system could not read on.
    Io(String),
}

impl SourceError {
    /// A stable name of the kind of error, for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary { .. } => "binary",
            Self::UnknownCharset(_) => "unknown_charset",
            Self::TooLarge { .. } => "too_large",
            Self::Truncated { .. } => "truncated",
            Self::Malformed { .. } => "malformed",
            Self::Damaged { .. } => "damaged",
            Self::NoPage { .. } => "no_page",
            Self::Io(_) => "io",
        }
    }

    /// Whether it says where in the file something is wrong.
    fn has_place(&self) -> bool {
        matches!(self, Self::Truncated { .. } | Self::Malformed { .. } | Self::Damaged { .. })
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the page is empty; check whether it was saved whole"),
            Self::Binary { what } => {
                write!(f, "the file is not a page but {what}; give the saved HTML (unpacked, if need be)")
            }
            Self::UnknownCharset(label) => write!(
                f,
                "unknown charset {label:?}; give a name such as utf-8, windows-1252 or shift_jis, \
                 or leave it out to have it found"
            ),
            Self::TooLarge { limit } => {
                write!(
                    f,
                    "the page is larger than {limit} bytes once it is unpacked; --max-bytes allows more"
                )
            }
            Self::Truncated { at } => {
                write!(f, "the data is cut off: it ends after {at} bytes, in the middle")
            }
            Self::Malformed { what, at } => write!(f, "the data is damaged at byte {at}: {what}"),
            Self::Damaged { from, to } => {
                write!(f, "bytes {from} to {to} are no record; reading goes on behind them")
            }
            Self::NoPage { what } => write!(f, "{what}: nothing to read"),
            Self::Io(error) => write!(f, "cannot read: {error}"),
        }
    }
}

impl std::error::Error for SourceError {}

/// Reads the bytes of a saved page.
///
/// Sources: WHATWG HTML, "encoding sniffing algorithm"
/// (<https://html.spec.whatwg.org/multipage/parsing.html#encoding-sniffing-algorithm>); the
/// savers' output for their marks.
pub fn read<'a>(bytes: &'a [u8], hints: &Hints) -> Result<SavedPage<'a>, SourceError> {
    if let Some(what) = binary_kind(bytes, hints) {
        return Err(SourceError::Binary { what });
    }
    let tld = || match hints.url {
        Some(url) => top_level_domain(url),
        None => top_level_domain(&marks::find(bytes)?.url?),
    };
    let decoded = charset::decode(bytes, hints.charset, tld)?;
    if decoded.text.trim_start().is_empty() {
        return Err(SourceError::Empty);
    }
    let mark = marks::find(decoded.text.as_bytes());
    let (tool, url, saved_at) = match mark {
        Some(mark) => (Some(mark.tool), mark.url, mark.saved_at),
        None => (None, None, None),
    };
    Ok(SavedPage {
        format: hints.format.unwrap_or_else(|| Format::of(decoded.text.as_bytes())),
        html: decoded.text,
        charset: decoded.charset,
        malformed: decoded.malformed,
        url: hints.url.map(str::to_owned).or(url),
        saved_at,
        saved_with: tool,
    })
}

/// Elements a piece of a page may start with, beside those of a whole one.
const ELEMENTS: [&str; 44] = [
    "a",
    "article",
    "aside",
    "b",
    "base",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "div",
    "dl",
    "em",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "table",
    "title",
    "ul",
];

/// Whether `rest`, which follows a `<`, makes it markup.
fn is_markup(rest: &[u8]) -> bool {
    let starts = |with: &[u8]| rest.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if starts(b"!--") || starts(b"!doctype") || starts(b"?xml") {
        return true;
    }
    let (closing, rest) = match rest.strip_prefix(b"/") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let name_end = rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(name_end);
    if !ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element.as_bytes())) {
        return false;
    }
    let rest = rest.trim_ascii_start();
    match rest.first() {
        Some(b'>') => true,
        Some(b'/') => !closing && rest.get(1) == Some(&b'>'),
        // The comparisons of `a <b and c> d` have no value, as most attributes do.
        Some(b) if b.is_ascii_alphabetic() && name_end < rest.len() => {
            let attribute = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:".contains(b)));
            attribute.is_some_and(|end| rest[end..].trim_ascii_start().starts_with(b"="))
        }
        _ => false,
    }
}

/// Sources: WHATWG MIME Sniffing, "matching a MIME type pattern"; the formats' own magic numbers.
const SIGNATURES: [(&[u8], &str); 19] = [
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1F\x8B", "gzip-compressed data"),
    (b"\x7FELF", "an ELF program"),
    (b"\x28\xB5\x2F\xFD", "zstd-compressed data"),
    (b"\xFD7zXZ\0", "xz-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"wOF2", "a WOFF font"),
    (b"wOFF", "a WOFF font"),
    (b"OggS\0", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"bplist00", "a binary property list"),
];

/// What a tar archive is called.
const TAR: &str = "a tar archive";

/// Whether the bytes begin like a tar archive, which begins with the name of its first file.
/// Source: POSIX.1-1988, the `magic` of the ustar header; GNU tar writes it too.
fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar") && bytes[..100].contains(&0)
}

/// What kind of binary data the bytes are, if any.
fn binary_kind(bytes: &[u8], hints: &Hints) -> Option<&'static str> {
    let window = &bytes[..bytes.len().min(FORMAT_WINDOW)];
    // An escape is not counted, for ISO-2022-JP's sake.
    let controls = window.iter().filter(|b| b.is_ascii_control() && !b"\t\n\x0C\r\x1B".contains(b)).count();
    // A text may begin with the signatures that are mere letters and digits.
    let sure = |signature: &[u8]| controls > 0 || !signature.iter().all(u8::is_ascii_alphanumeric);
    if let Some((_, what)) =
        SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature) && sure(signature))
    {
        return Some(what);
    }
    if is_tar(bytes) {
        return Some(TAR);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("a WebP image");
    }
    if bytes.starts_with(b"\0") && bytes.get(4..8) == Some(b"ftyp") {
        return Some("an MP4 video or AVIF image");
    }
    // Of random bytes a tenth are control characters, of text none.
    let junk = controls * 20 > window.len()
        && Format::of(bytes) == Format::Text
        && !charset::may_be_utf16(bytes, hints.charset);
    junk.then_some("binary data")
}

/// The top-level domain of an address, of the original page if it is an archive's copy.
fn top_level_domain(url: &str) -> Option<String> {
    let original = marks::replay(url).and_then(|mark| mark.url);
    let url = original.as_deref().unwrap_or(url);
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let (_, label) = host.trim_end_matches('.').rsplit_once('.')?;
    Some(label.to_ascii_lowercase())
}

#[cfg(test)]
mod tests;
