//! Title, byline, dates and what else a page tells about its article.

use crate::block::Blocks;
use crate::dom::Dom;
use crate::label::Labels;
use crate::record::{Author, Image};

/// What the search may look at.
pub struct Context<'a> {
    /// The page's tree.
    pub dom: &'a Dom,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// What the labeller says of them.
    pub labels: &'a Labels,
    /// The page's address, where it is known.
    pub url: Option<&'a str>,
}

/// What a page tells about its article.
#[derive(Default)]
pub struct Metadata {
    /// The page's own address (canonical link, `og:url`).
    pub canonical: Option<String>,
    /// As in the record.
    pub title: Option<String>,
    /// As in the record.
    pub standfirst: Option<String>,
    /// As in the record.
    pub byline: Vec<Author>,
    /// As in the record.
    pub published: Option<String>,
    /// As in the record.
    pub modified: Option<String>,
    /// As in the record.
    pub site: Option<String>,
    /// As in the record.
    pub language: Option<String>,
    /// As in the record.
    pub section: Option<String>,
    /// As in the record.
    pub tags: Vec<String>,
    /// As in the record.
    pub image: Option<Image>,
    /// As in the record.
    pub license: Option<String>,
    /// The blocks that show the title.
    pub headline_blocks: Vec<usize>,
    /// The blocks that show byline and dates and nothing else.
    pub byline_blocks: Vec<usize>,
    /// The block that shows the standfirst, where it stands outside the body's text.
    pub standfirst_block: Option<usize>,
}

/// Gathers what the page tells about its article.
pub fn gather(_context: &Context) -> Metadata {
    Metadata::default()
}
