//! dechrome separates a saved news page into the article, the readers' comments and the chrome around them.
//!
//! There are two ways in: [`clean`] takes a page's bytes and gives a [`Record`]; a [`Cleaner`] does the same with
//! options. What a record holds, and what it promises, is specified in [`record`]; [`render`] writes it as JSON,
//! Markdown, plain text or HTML. Nothing here touches the network or the file system.
//!
//! # A page
//!
//! Bytes, not text: which charset they are in is found out as a browser would.
//!
//! ```
//! let page = br#"<!DOCTYPE html><title>Rain in the valley - The Post</title>
//!   <nav><a href="/">Home</a></nav>
//!   <h1>Rain in the valley</h1><p>It rained in the valley for three days and three nights.</p>
//!   <ol class="comment-list">
//!     <li class="comment depth-1" id="comment-1"><div class="comment-body">
//!       <cite class="fn">Ada</cite> <a href="?#comment-1"><time datetime="2021-03-04T10:00">4 March 2021</time></a>
//!       <div class="comment-content"><p>Four nights, here.</p></div></div>
//!     <ol class="children"><li class="comment depth-2" id="comment-2"><div class="comment-body">
//!       <cite class="fn">Ben</cite> <div class="comment-content"><p>You live uphill.</p></div></div></li></ol></li>
//!   </ol>"#;
//!
//! let record = dechrome::clean(page)?;
//! assert_eq!(record.article.unwrap().title.as_deref(), Some("Rain in the valley"));
//!
//! let comments = record.comments.unwrap();
//! assert_eq!(comments.system.as_deref(), Some("wordpress"));
//! assert_eq!(comments.items[0].author.as_ref().unwrap().name, "Ada");
//! assert_eq!(comments.items[0].published.as_deref(), Some("2021-03-04T10:00:00"));
//! assert_eq!(comments.items[1].parent.as_deref(), Some("comment-1"));
//!
//! for piece in record.chrome.unwrap() {
//!     println!("{:?}: {}", piece.kind, piece.text); // Navigation: Home
//! }
//! # Ok::<(), dechrome::Error>(())
//! ```
//!
//! # Options
//!
//! One [`Cleaner`] serves any number of pages, on any number of threads.
//!
//! ```
//! use dechrome::Cleaner;
//!
//! let cleaner = Cleaner::new().url("https://post.example/2021/rain").parts(true);
//! let record = cleaner.clean(b"<p>It rained. <a href=/ferry>The ferry</a> ran late.")?;
//!
//! // Nothing is lost: the parts put together are the page's text.
//! let texts: Vec<_> = record.parts.iter().flatten().map(|part| part.text.as_str()).collect();
//! assert_eq!(texts, ["It rained. The ferry ran late."]);
//! # Ok::<(), dechrome::Error>(())
//! ```
//!
//! # Comments as threads
//!
//! `items` is flat and in page order, and an answer stands after what it answers: `depth` is enough to print a thread,
//! and one pass over `parent` builds a tree.
//!
//! ```
//! use std::collections::HashMap;
//! use dechrome::record::{Comment, Comments};
//!
//! /// The answers to each comment; those to the article under `None`.
//! fn answers(comments: &Comments) -> HashMap<Option<&str>, Vec<&Comment>> {
//!     let mut answers: HashMap<_, Vec<_>> = HashMap::new();
//!     for comment in &comments.items {
//!         answers.entry(comment.parent.as_deref()).or_default().push(comment);
//!     }
//!     answers
//! }
//!
//! let said = |id: &str, parent: Option<&str>| Comment {
//!     id: id.into(),
//!     parent: parent.map(Into::into),
//!     depth: parent.map_or(0, |_| 1),
//!     ..Comment::default()
//! };
//! let items = vec![said("a", None), said("b", Some("a")), said("c", Some("a"))];
//! let comments = Comments { items, ..Comments::default() };
//! assert_eq!(answers(&comments)[&None].len(), 1);
//! assert_eq!(answers(&comments)[&Some("a")].len(), 2);
//!
//! for comment in &comments.items {
//!     println!("{}{}", "  ".repeat(comment.depth), comment.text);
//! }
//! ```
//!
//! # Reading records
//!
//! The types of [`record`] are serde's both ways: what the command wrote as JSON Lines is read back line by line.
//!
//! ```
//! use dechrome::Record;
//!
//! let lines = r#"{"schema":"dechrome/1","source":{"path":"a.html"},"error":{"kind":"empty","message":"…"}}
//! {"schema":"dechrome/1","source":{"path":"b.html"},"comments":{"items":[{"id":"c1","depth":0,"text":"Yes."}]}}"#;
//! for line in lines.lines() {
//!     let record: Record = serde_json::from_str(line)?;
//!     match (&record.error, &record.comments) {
//!         (Some(error), _) => assert_eq!(error.kind, "empty"),
//!         (None, Some(comments)) => assert_eq!(comments.items[0].text, "Yes."),
//!         (None, None) => {}
//!     }
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Errors
//!
//! A page is refused only where there is no text to read: [`Error::kind`] is then `empty`, `binary` or
//! `unknown_charset`; of a file that is compressed or holds the page in something also `truncated`, `malformed`,
//! `damaged`, `no_page` or `too_large`. Broken HTML is no error, nor is a page without an article: all its text then
//! stands in `chrome`.
//!
//! ```
//! let error = dechrome::clean(b"%PDF-1.7\n\x00\x01").unwrap_err();
//! assert_eq!(error.kind(), "binary");
//! assert!(error.to_string().contains("a PDF document"));
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod address;
mod article;
mod block;
mod chrome;
mod clean;
mod clipping;
mod comments;
mod dates;
mod dom;
mod error;
mod flat;
mod image;
mod inline;
mod label;
mod letters;
mod memo;
mod networks;
mod opening;
mod options;
mod phrases;
mod pieces;
mod place;
pub mod record;
pub mod render;
mod restore;
mod rules;
mod source;
mod window;

pub use error::Error;
pub use options::Only;
pub use record::Record;
pub use rules::{Rules, RulesError};
pub use source::archive;

use options::Options;

/// The rooms behind the face, for the project's own tests and training. No part of the stable interface.
#[doc(hidden)]
pub mod internals {
    pub use crate::article::{body, metadata};
    pub use crate::block::features::Features;
    pub use crate::block::page::Page as Survey;
    pub use crate::block::{Block, BlockLink, Blocks, Piece, image_text, is_hidden, is_invisible_char};
    pub use crate::chrome::{NotChrome, kinds as chrome_kinds, removed as chrome_pieces};
    pub use crate::comments::{Context as CommentContext, find as find_comments};
    pub use crate::dom::{Dom, Flow, NodeId, NodeKind, Tag, mended};
    pub use crate::label::cuts::cuts;
    pub use crate::label::{Class, Labels, Model, context, label, page_row};

    /// The blocks of the first post (on a forum's page) and of each comment, as the comments room finds them without
    /// the labeller's help; and whether a known system shows them.
    pub fn comment_blocks(dom: &Dom, blocks: &Blocks) -> (Vec<usize>, Vec<Vec<usize>>, bool) {
        let threads = crate::comments::find(&crate::comments::Context {
            dom,
            blocks,
            likely: &[],
            chance: None,
            article: &[],
            forum: None,
            url: None,
            systems: true,
            now: None,
            language: None,
        });
        let items = threads.items.into_iter().map(|item| item.blocks).collect();
        (threads.lead.map(|lead| lead.blocks).unwrap_or_default(), items, threads.system.is_some())
    }

    /// As [`Cleaner::clean`](crate::Cleaner::clean), by other models: of the blocks, and of lines.
    pub fn clean_with(
        cleaner: &crate::Cleaner,
        blocks: &Model,
        lines: &clipping::Model,
        bytes: &[u8],
    ) -> Result<crate::Record, crate::Error> {
        let models = crate::clean::Models::Given { blocks, lines };
        crate::clean::clean(&cleaner.options, models, bytes, &crate::archive::RawPage::default())
    }

    /// Plain text's rooms.
    pub mod clipping {
        pub use crate::clipping::{
            Features, Likely, Line, Model, Survey, candidates, context, page_row, survey,
        };

        /// As [`Cleaner::clean`](crate::Cleaner::clean) of plain text, by another model.
        pub fn clean_with(
            cleaner: &crate::Cleaner,
            model: Option<&Model>,
            bytes: &[u8],
        ) -> Result<crate::Record, crate::Error> {
            let hints =
                crate::source::Hints { format: Some(crate::source::Format::Text), ..Default::default() };
            let saved = crate::source::read(bytes, &hints)?;
            Ok(crate::clipping::clean(&cleaner.options, model, &saved, &crate::archive::RawPage::default()))
        }
    }

    /// A page's bytes as text; empty where they cannot be read.
    pub fn decode<'a>(bytes: &'a [u8], url: Option<&str>) -> std::borrow::Cow<'a, str> {
        let hints = crate::source::Hints { url, ..Default::default() };
        crate::source::read(bytes, &hints).map(|page| page.html).unwrap_or_default()
    }
}

/// The README's examples, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Separates a page with the default options. See [`Cleaner::clean`].
///
/// # Errors
///
/// As [`Cleaner::clean`].
pub fn clean(bytes: &[u8]) -> Result<Record, Error> {
    Cleaner::new().clean(bytes)
}

/// Makes the tables and reads the model for which the first page would else wait: some milliseconds.
///
/// Nobody has to call it. A program that is to answer its first page fast calls it at start, one that ends after a page
/// calls it on a thread beside the one that reads the page; where pages are cleaned meanwhile, nothing is made twice.
///
/// ```
/// let tables = std::thread::spawn(dechrome::warm_up);
/// let record = dechrome::clean(b"<p>It rained.")?;
/// # tables.join().unwrap();
/// # Ok::<(), dechrome::Error>(())
/// ```
pub fn warm_up() {
    // A page asks for them in the opposite order.
    label::Model::built_in();
    dates::warm_up();
    phrases::warm_up();
}

/// Options for cleaning pages; one cleaner serves any number of pages and threads.
///
/// Options choose what is written, never how the page is separated: asking for less changes no text, and saves little
/// time, as the page has to be separated all the same. Only the rules ([`drop`](Cleaner::drop),
/// [`keep`](Cleaner::keep), [`rules`](Cleaner::rules)) are about the separating.
///
/// ```
/// use dechrome::{Cleaner, Only};
///
/// let cleaner = Cleaner::new().charset("windows-1252").only(Only::Article);
/// let record = cleaner.clean(b"<h1>Caf\xe9</h1><p>It opens at nine.</p>")?;
/// assert_eq!(record.article.unwrap().title.as_deref(), Some("Café"));
/// assert!(record.comments.is_none());
/// # Ok::<(), dechrome::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cleaner {
    options: Options,
}

impl Cleaner {
    /// A cleaner with the default options.
    pub fn new() -> Cleaner {
        Cleaner::default()
    }

    /// The page's charset, as a WHATWG label, where it is known from outside (an HTTP header): it wins over all that
    /// the page says but a byte order mark. A label that nobody knows makes [`Cleaner::clean`] fail.
    ///
    /// Default: found out from the page. Costs nothing; saves the finding out.
    pub fn charset(mut self, label: impl Into<String>) -> Cleaner {
        self.options.charset = Some(label.into());
        self
    }

    /// The page's address, to make links absolute; its top-level domain also helps to guess the charset of a page that
    /// declares none.
    ///
    /// Default: what the tool that saved the page left, else the page's canonical link. Costs nothing.
    pub fn url(mut self, url: impl Into<String>) -> Cleaner {
        self.options.url = Some(url.into());
        self
    }

    /// Writes only one of the three parts.
    ///
    /// Default: all. Saves only the writing.
    pub fn only(mut self, only: Only) -> Cleaner {
        self.options.only = Some(only);
        self
    }

    /// Lists every block of the page with the part it went to in [`Record::parts`].
    ///
    /// Default: no. Costs a second copy of the page's text in the record.
    pub fn parts(mut self, parts: bool) -> Cleaner {
        self.options.parts = parts;
        self
    }

    /// Makes all that stands in the elements that a CSS selector matches chrome, whatever dechrome makes of it.
    ///
    /// Default: nothing. See [`Rules`] for what wins over what, and for rules by host. Costs a look at each element, and
    /// more where the selector asks for others around it; one that takes too long is left out, with a warning.
    ///
    /// ```
    /// let cleaner = dechrome::Cleaner::new().drop(".promo, aside:has(form)")?.keep("#story")?;
    /// let told = cleaner.drop("p >").unwrap_err().to_string();
    /// assert_eq!(told, r#"selector "p >": a combinator has nothing on one of its sides (at its end)"#);
    /// # Ok::<(), dechrome::RulesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A selector that cannot be read, or that asks for what a saved page does not have (`:hover`, `::before`).
    pub fn drop(self, selector: &str) -> Result<Cleaner, RulesError> {
        Ok(self.rules(Rules::dropping(selector)?))
    }

    /// Makes all that stands in the elements that a CSS selector matches the article's, whatever dechrome makes of it.
    ///
    /// Default: nothing. See [`drop`](Cleaner::drop).
    ///
    /// # Errors
    ///
    /// As [`drop`](Cleaner::drop).
    pub fn keep(self, selector: &str) -> Result<Cleaner, RulesError> {
        Ok(self.rules(Rules::keeping(selector)?))
    }

    /// Adds rules, see [`Rules`].
    ///
    /// Default: none. Costs a look at each element of a page whose host has rules.
    pub fn rules(mut self, rules: Rules) -> Cleaner {
        self.options.rules.extend(rules);
        self
    }

    /// Whether the table of known comment systems is used. Default: yes. Without it comments are found by structure
    /// alone: for measuring what happens on systems that nobody listed.
    #[doc(hidden)]
    pub fn systems(mut self, systems: bool) -> Cleaner {
        self.options.systems = systems;
        self
    }

    /// Separates a page: HTML or text, or a file that holds one (MHTML, a Safari webarchive), compressed (gzip, zstd) or
    /// not. Of an archive of many pages (WARC, JSON Lines) the first is taken; [`archive::Pages`] gives all.
    ///
    /// # Errors
    ///
    /// A page that cannot be read: nothing but white space (`empty`), no text at all, such as an image (`binary`), a charset
    /// label that nobody knows (`unknown_charset`); compressed data or a bundle that is cut off (`truncated`), is not what it
    /// begins like (`malformed`, `damaged`), holds no page (`no_page`) or unpacks to more than [`archive::MAX_BYTES`]
    /// (`too_large`). [`Error::kind`] tells which.
    pub fn clean(&self, bytes: &[u8]) -> Result<Record, Error> {
        match archive::unwrap(bytes) {
            Some(page) => self.clean_page(&page?),
            None => clean::clean(&self.options, clean::Models::BuiltIn, bytes, &archive::RawPage::default()),
        }
    }

    /// Separates a page that came out of an archive; what the archive knows of it (charset, address, date, record id)
    /// goes into the record, after what this cleaner was told.
    ///
    /// ```
    /// use dechrome::Cleaner;
    /// use dechrome::archive::{Pages, ReadOptions};
    ///
    /// let lines = "{\"id\": 7, \"url\": \"https://post.example/rain\", \"html\": \"<h1>Rain</h1><p>For days.</p>\"}\n";
    /// let cleaner = Cleaner::new();
    /// for page in Pages::open(lines.as_bytes(), ReadOptions::default())? {
    ///     let record = cleaner.clean_page(&page?)?;
    ///     assert_eq!(record.source.record.as_deref(), Some("7"));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Cleaner::clean`].
    pub fn clean_page(&self, page: &archive::RawPage) -> Result<Record, Error> {
        clean::clean(&self.options, clean::Models::BuiltIn, &page.bytes, page)
    }
}
