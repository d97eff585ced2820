//! dechrome separates a saved news page into the article, the readers' comments and the chrome around them.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod article;
mod block;
mod chrome;
mod clean;
mod comments;
mod dates;
mod dom;
mod label;
mod phrases;
pub mod record;
pub mod render;
mod source;

pub use record::Record;

/// The rooms behind the face, for the project's own tests and training. No part of the stable interface.
#[doc(hidden)]
pub mod internals {
    pub use crate::block::features::Features;
    pub use crate::block::page::Page as Survey;
    pub use crate::block::{
        Block, BlockLink, Blocks, Piece, image_text, is_hidden, is_invisible_char, is_noscript_copy,
    };
    pub use crate::clean::clean as clean_with;
    pub use crate::dom::{Dom, Flow, NodeId, NodeKind, Tag};
    pub use crate::label::{Model, context, page_row};

    /// The blocks of the first post (on a forum's page) and of each comment, as the comments room finds them without
    /// the labeller's help; and whether a known system shows them.
    pub fn comment_blocks(dom: &Dom, blocks: &Blocks) -> (Vec<usize>, Vec<Vec<usize>>, bool) {
        let likely = vec![0.0; blocks.len()];
        let threads = crate::comments::find(&crate::comments::Context {
            dom,
            blocks,
            likely: &likely,
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

    /// A page's bytes as text; empty where they cannot be read.
    pub fn decode<'a>(bytes: &'a [u8], url: Option<&str>) -> std::borrow::Cow<'a, str> {
        let hints = crate::source::Hints { charset: None, url };
        crate::source::read(bytes, &hints).map(|page| page.html).unwrap_or_default()
    }
}

/// Cleans a page with the default options. See [`Cleaner::clean`].
pub fn clean(bytes: &[u8]) -> Result<Record, Error> {
    Cleaner::new().clean(bytes)
}

/// Options for cleaning pages; one cleaner serves any number of pages and threads.
///
/// Options choose what is written, never how the page is separated.
#[derive(Clone, Debug)]
pub struct Cleaner {
    pub(crate) charset: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) only: Option<Only>,
    pub(crate) parts: bool,
    pub(crate) systems: bool,
}

/// One of the three parts of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// The article.
    Article,
    /// The readers' comments.
    Comments,
    /// Everything else.
    Chrome,
}

/// Why a page could not be read.
#[derive(Debug)]
pub struct Error {
    kind: &'static str,
    message: String,
}

impl Error {
    /// A stable word to sort by: `empty`, `binary`, `unknown_charset`, …
    pub fn kind(&self) -> &'static str {
        self.kind
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<source::SourceError> for Error {
    fn from(error: source::SourceError) -> Error {
        Error { kind: error.kind(), message: error.to_string() }
    }
}

impl Default for Cleaner {
    fn default() -> Cleaner {
        Cleaner { charset: None, url: None, only: None, parts: false, systems: true }
    }
}

impl Cleaner {
    /// A cleaner with the default options.
    pub fn new() -> Cleaner {
        Cleaner::default()
    }

    /// The page's charset, as a WHATWG label, where it is known from outside (an HTTP header): it wins over all that
    /// the page says but a byte order mark. Default: found out from the page.
    pub fn charset(mut self, label: impl Into<String>) -> Cleaner {
        self.charset = Some(label.into());
        self
    }

    /// The page's address, to make links absolute. Default: what the page says.
    pub fn url(mut self, url: impl Into<String>) -> Cleaner {
        self.url = Some(url.into());
        self
    }

    /// Writes only one of the three parts. Default: all.
    pub fn only(mut self, only: Only) -> Cleaner {
        self.only = Some(only);
        self
    }

    /// Lists every block of the page with the part it went to in [`Record::parts`]. Default: no.
    pub fn parts(mut self, parts: bool) -> Cleaner {
        self.parts = parts;
        self
    }

    /// Whether the table of known comment systems is used. Default: yes. Without it comments are found by structure
    /// alone: for measuring what happens on systems that nobody listed.
    #[doc(hidden)]
    pub fn systems(mut self, systems: bool) -> Cleaner {
        self.systems = systems;
        self
    }

    /// Separates a page.
    ///
    /// # Errors
    ///
    /// A page that cannot be read: no bytes, no text, a charset label that nobody knows.
    pub fn clean(&self, bytes: &[u8]) -> Result<Record, Error> {
        clean::clean(self, label::Model::built_in(), bytes)
    }
}
