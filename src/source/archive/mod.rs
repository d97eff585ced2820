//! Pages as people store them: one in a file or many, in an archive, a mail-like bundle, lines of JSON, compressed or not.
//!
//! [`Pages`] reads any of these as a stream and gives its pages one by one, each with what the container knows of it. What
//! a file is, is told by its content; only brotli has no mark of its own and is told by the name.

mod compress;
mod frames;
mod http;
mod jsonl;
mod mhtml;
mod warc;
mod webarchive;

use std::fmt;
use std::io::{self, BufRead, Cursor, Read};

use memchr::memmem;
use serde_json::{Map, Value};

pub use super::Format;
use super::SourceError;

/// How much of a file its container is told by.
const HEAD: usize = 4 * 1024;

/// Endings of plain texts.
const TEXTS: &[&str] = &[".txt", ".text"];

/// A byte order mark: behind it stands what decides.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF<";

/// The default of [`ReadOptions::max_bytes`]: 64 MiB.
pub const MAX_BYTES: u64 = 64 << 20;

/// How many times a page's limit a bundle may hold that has pictures beside the page.
const BUNDLE: u64 = 16;

/// What a file holds its pages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Container {
    /// One HTML page and nothing around it.
    Html,
    /// One plain text and nothing around it.
    Text,
    /// MHTML (RFC 2557): a page and its parts as a mail, by Chrome, Edge, Internet Explorer and others.
    Mhtml,
    /// Safari's `.webarchive`, a property list.
    Webarchive,
    /// WARC 1.0 and 1.1 (ISO 28500).
    Warc,
    /// JSON Lines: an object a line, the page in `html`, `content` or `text`.
    Jsonl,
}

impl Container {
    /// The container's name in the record, `source.container`; `None` where there is nothing around the page.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Html | Self::Text => None,
            Self::Mhtml => Some("mhtml"),
            Self::Webarchive => Some("webarchive"),
            Self::Warc => Some("warc"),
            Self::Jsonl => Some("jsonl"),
        }
    }

    /// Whether it may hold more than one page.
    pub fn holds_many(self) -> bool {
        matches!(self, Self::Warc | Self::Jsonl)
    }

    /// What a file whose name says nothing surely is, by its first bytes: a whole HTML page, MHTML, a webarchive or WARC.
    /// `None` where it may be anything else, such as a piece of a page or the source of a program that writes some.
    pub fn surely(head: &[u8]) -> Option<Self> {
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        match Self::of(head, None) {
            Self::Html if is_whole_page(text) => Some(Self::Html),
            found @ (Self::Warc | Self::Mhtml | Self::Webarchive) => Some(found),
            _ => None,
        }
    }

    /// A file that is named a text and does not begin with markup is one, whatever tags it writes about.
    fn by_name(head: &[u8], name: Option<&str>) -> Option<Self> {
        let named = name.is_some_and(|name| TEXTS.iter().any(|end| name.to_ascii_lowercase().ends_with(end)));
        let found = Self::of(head, name);
        let markup = head.trim_ascii_start().starts_with(b"<") || head.starts_with(UTF8_MARK);
        let text = match found {
            Self::Html | Self::Text => true,
            Self::Jsonl => jsonl::begins_otherwise(head),
            _ => false,
        };
        (named && !markup && text).then_some(Self::Text)
    }

    /// Tells the container by the first bytes of a file. The name, where there is one, only breaks ties.
    fn of(head: &[u8], name: Option<&str>) -> Self {
        let text = head.trim_ascii_start();
        let jsonl = text.starts_with(b"{") && text[1..].trim_ascii_start().starts_with(b"\"")
            || jsonl::is_array(text);
        let ending =
            |endings: &[&str]| name.is_some_and(|name| endings.iter().any(|end| name.ends_with(end)));
        if text.starts_with(b"WARC/") {
            Self::Warc
        } else if webarchive::is_webarchive(head) {
            Self::Webarchive
        } else if mhtml::is_mhtml(head) {
            Self::Mhtml
        } else if jsonl || text.starts_with(b"{") && ending(&[".jsonl", ".ndjson", ".json"]) {
            Self::Jsonl
        } else if super::Format::of(head) == super::Format::Html {
            Self::Html
        } else {
            Self::Text
        }
    }
}

/// Whether a text begins as only a whole page does, comments before it aside.
fn is_whole_page(mut text: &[u8]) -> bool {
    let begins = |text: &[u8], mark: &str| {
        text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()))
    };
    loop {
        let end: &[u8] = match () {
            () if begins(text, "<!--") => b"-->",
            () if begins(text, "<?xml") => b"?>",
            () => break,
        };
        let Some(length) = memmem::find(text, end) else { return false };
        text = text[length + end.len()..].trim_ascii_start();
    }
    ["<!doctype html", "<html", "<head>", "<title>", "<body"].iter().any(|mark| begins(text, mark))
}

/// How a file is to be read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// What the file is, where its content is not to decide.
    pub container: Option<Container>,
    /// The file's name: brotli is told by its ending (`.br`), and ties are broken by it.
    pub name: Option<String>,
    /// The most bytes that one page may have once it is unpacked; a page with more is an error of kind
    /// `too_large`.
    pub max_bytes: u64,
    /// Whether the other fields of a line of JSON are carried along.
    pub carry: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { container: None, name: None, max_bytes: MAX_BYTES, carry: false }
    }
}

/// A page as its container holds it, and what the container knows of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawPage {
    /// The page, unpacked but not decoded.
    pub bytes: Vec<u8>,
    /// Its charset, as an HTTP header or the bundle names it.
    pub charset: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was saved, ISO 8601.
    pub saved_at: Option<String>,
    /// The tool that saved it.
    pub saved_with: Option<String>,
    /// What it was in; `None` for a page by itself.
    pub container: Option<&'static str>,
    /// The id of the record in the archive (`WARC-Record-ID`, or the `id` of a line of JSON).
    pub record: Option<String>,
    /// The line of a JSON Lines file, from 1.
    pub line: Option<u64>,
    /// What it is, where its content is not to decide.
    pub format: Option<Format>,
    /// The other fields of the line of JSON, where they are to be carried along.
    pub carried: Option<Map<String, Value>>,
    /// What is wrong with the container, though the page could be read.
    pub warning: Option<String>,
}

/// Why a page could not be got out of a file. As text it says what is wrong, and where.
#[derive(Debug)]
pub struct PageError {
    error: SourceError,
    /// The archive's record that it is about, where there is one.
    pub record: Option<String>,
    /// The line that it is about, from 1.
    pub line: Option<u64>,
    /// Whether the file is compressed: places in it are then counted behind the compression.
    packed: bool,
}

impl PageError {
    /// What is wrong, without the record or line that it is about.
    pub fn reason(&self) -> String {
        match self.packed && self.error.has_place() {
            true => format!("{} (counted unpacked)", self.error),
            false => self.error.to_string(),
        }
    }

    /// A stable word to sort by, see [`ErrorRecord::kind`](crate::record::ErrorRecord::kind).
    pub fn kind(&self) -> &'static str {
        self.error.kind()
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.line, &self.record) {
            (Some(line), _) => write!(f, "line {line}: {}", self.reason()),
            (None, Some(record)) => write!(f, "record {record}: {}", self.reason()),
            (None, None) => f.write_str(&self.reason()),
        }
    }
}

impl std::error::Error for PageError {}

impl From<SourceError> for PageError {
    fn from(error: SourceError) -> PageError {
        PageError { error, record: None, line: None, packed: false }
    }
}

type Input = Box<dyn BufRead + Send>;

/// Where an input cannot be read on: the error, then nothing.
struct Fault(Option<io::Error>);

impl Read for Fault {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// What [`Pages`] reads.
enum Reader {
    Warc(warc::Records),
    Jsonl(jsonl::Lines),
    /// One page; taken when it has been given.
    One(Option<(Container, Input)>),
}

/// The pages of a file, one by one. Memory does not grow with the file.
///
/// An error is about one page, and the iterator goes on behind it where that is possible.
pub struct Pages {
    container: Container,
    reader: Reader,
    max_bytes: u64,
    /// What the page is, where that was told.
    format: Option<Format>,
    packed: bool,
}

impl Pages {
    /// Opens a file's bytes, compressed with gzip, zstd or brotli or not.
    ///
    /// # Errors
    ///
    /// The first bytes cannot be read, are no compressed data though they begin like some, or are those of a tar archive or
    /// of JSON that is not an object a line.
    pub fn open(input: impl Read + Send + 'static, options: ReadOptions) -> Result<Pages, PageError> {
        let (mut input, packed) =
            compress::unpack(Box::new(io::BufReader::new(input)), options.name.as_deref())?;
        let mut head = Vec::with_capacity(HEAD);
        match input.by_ref().take(HEAD as u64).read_to_end(&mut head) {
            Err(error) if head.is_empty() => return Err(broken(&error, 0).into()),
            // What stands before the fault may be a page.
            Err(error) => input = Box::new(io::BufReader::new(Fault(Some(error)))),
            Ok(_) => {}
        }
        if super::is_tar(&head) {
            return Err(SourceError::Binary { what: super::TAR }.into());
        }
        let name = options.name.as_deref().map(compress::inner_name);
        let told = options.container.or_else(|| Container::by_name(&head, name));
        let container = told.unwrap_or_else(|| Container::of(&head, name));
        if let Some(error) = jsonl::other_json(&head).filter(|_| container == Container::Jsonl) {
            return Err(PageError { packed, ..error.into() });
        }
        let input: Input = Box::new(Cursor::new(head).chain(input));
        let reader = match container {
            Container::Warc => Reader::Warc(warc::Records::new(input, options.max_bytes)),
            Container::Jsonl => Reader::Jsonl(jsonl::Lines::new(input, options.max_bytes, options.carry)),
            _ => Reader::One(Some((container, input))),
        };
        let format = match told {
            Some(Container::Html) => Some(Format::Html),
            Some(Container::Text) => Some(Format::Text),
            _ => None,
        };
        Ok(Pages { container, reader, max_bytes: options.max_bytes, format, packed })
    }

    /// What the pages are in.
    pub fn container(&self) -> Container {
        self.container
    }
}

impl Iterator for Pages {
    type Item = Result<RawPage, PageError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = match &mut self.reader {
            Reader::Warc(records) => records.next_page(),
            Reader::Jsonl(lines) => lines.next_page(),
            Reader::One(one) => {
                let (container, input) = one.take()?;
                let page = only(container, input, self.max_bytes);
                Some(page.map(|page| RawPage { format: self.format, ..page }).map_err(PageError::from))
            }
        };
        next.map(|page| page.map_err(|error| PageError { packed: self.packed, ..error }))
    }
}

/// The page of a file that holds one.
fn only(container: Container, input: Input, max_bytes: u64) -> Result<RawPage, SourceError> {
    let bundle = matches!(container, Container::Mhtml | Container::Webarchive);
    let limit = if bundle { max_bytes.saturating_mul(BUNDLE) } else { max_bytes };
    let (bytes, trailing) = read_to_limit(input, limit)?;
    let page = match container {
        Container::Mhtml => mhtml::read(&bytes)?,
        Container::Webarchive => webarchive::read(&bytes)?,
        _ => RawPage { bytes, ..RawPage::default() },
    };
    if page.bytes.len() as u64 > max_bytes {
        return Err(SourceError::TooLarge { limit: max_bytes });
    }
    let warning = trailing.then(|| format!("gzip: {}; they were left out", compress::TRAILING));
    Ok(RawPage { container: container.name(), warning: page.warning.clone().or(warning), ..page })
}

/// The page behind the compression or in the bundle that the bytes are; `None` where they are the page itself. Of an
/// archive of many, the first.
pub(crate) fn unwrap(bytes: &[u8]) -> Option<Result<RawPage, PageError>> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if !compress::is_compressed(head) && Container::of(head, None).name().is_none() {
        return None;
    }
    match Pages::open(Cursor::new(bytes.to_vec()), ReadOptions::default()) {
        Ok(mut pages) => pages.next(),
        Err(error) => Some(Err(error)),
    }
}

/// What a page seldom has more of, in bytes: so much is not moved while it is read.
const COMMON: usize = 256 * 1024;

/// Reads to the end, but no more than so many bytes.
fn read_all(input: impl Read, max_bytes: u64) -> Result<Vec<u8>, SourceError> {
    read_to_limit(input, max_bytes).map(|(bytes, _)| bytes)
}

/// The same, and whether whole gzip data has other bytes behind it.
fn read_to_limit(input: impl Read, max_bytes: u64) -> Result<(Vec<u8>, bool), SourceError> {
    let mut bytes = Vec::with_capacity(COMMON);
    let read = input.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    let trailing = read.as_ref().is_err_and(compress::is_trailing);
    if !trailing {
        read.map_err(|error| broken(&error, bytes.len() as u64))?;
    }
    if bytes.len() as u64 > max_bytes {
        return Err(SourceError::TooLarge { limit: max_bytes });
    }
    Ok((bytes, trailing))
}

/// What an error while reading says; `at` is how many bytes were unpacked before.
fn broken(error: &io::Error, at: u64) -> SourceError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => SourceError::Truncated { at },
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => {
            SourceError::Malformed { what: error.to_string(), at }
        }
        _ => SourceError::Io(error.to_string()),
    }
}
