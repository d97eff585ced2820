//! What the sources say, before anything is chosen.

use super::when::Stamp;
use crate::dom::NodeId;
use crate::record::{Author, Image};

/// Where a value was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Source {
    /// The main entity of the page's JSON-LD.
    JsonLd,
    /// A page or site entity of the JSON-LD.
    JsonLdPage,
    /// Open Graph.
    OpenGraph,
    /// Twitter cards.
    Twitter,
    /// Metadata made for citations (`citation_…`, Dublin Core).
    Citation,
    /// Any other `meta`.
    Meta,
    /// Microdata and RDFa of the body.
    Microdata,
    /// `rel=author`.
    Rel,
    /// An element whose class or id names what it holds.
    Class,
    /// Words beside the headline.
    Visible,
    /// An `h1`, or what stands for it.
    Heading,
    /// The `title` element.
    TitleElement,
    /// The page's address.
    Url,
    /// A name that nothing marks, beside the headline.
    Beside,
    /// Words far from the headline.
    Far,
}

/// A text that may be the title.
#[derive(Clone, Debug)]
pub(super) struct TitleFound {
    /// As written.
    pub text: String,
    /// Where.
    pub source: Source,
    /// The element that shows it.
    pub node: Option<NodeId>,
}

/// A list of names that may be the byline.
#[derive(Clone, Debug)]
pub(super) struct BylineFound {
    /// The names, cleaned.
    pub names: Vec<Author>,
    /// Where.
    pub source: Source,
    /// It is written down as an organisation.
    pub organisation: bool,
}

/// A date.
#[derive(Clone, Debug)]
pub(super) struct DateFound {
    /// The date.
    pub stamp: Stamp,
    /// Where.
    pub source: Source,
    /// The element that shows it.
    pub node: Option<NodeId>,
}

/// Everything found.
#[derive(Default)]
pub(super) struct Evidence {
    pub titles: Vec<TitleFound>,
    pub bylines: Vec<BylineFound>,
    pub published: Vec<DateFound>,
    pub modified: Vec<DateFound>,
    /// Names of the site, best first within a source.
    pub sites: Vec<(Source, String)>,
    /// Names of persons whose site it is, folded.
    pub owners: Vec<String>,
    pub descriptions: Vec<(Source, String)>,
    pub sections: Vec<(Source, String)>,
    pub tags: Vec<(Source, String)>,
    pub images: Vec<(Source, Image)>,
    pub licenses: Vec<(Source, String)>,
    pub languages: Vec<(Source, String)>,
    pub canonical: Vec<(Source, String)>,
}

impl Evidence {
    /// Notes a title.
    pub fn title(&mut self, source: Source, node: Option<NodeId>, text: &str) {
        let text = super::wording::tidy(text);
        if !text.is_empty() && text.len() <= 1000 && self.titles.len() < 200 {
            self.titles.push(TitleFound { text, source, node });
        }
    }

    /// Notes a date.
    pub fn date(&mut self, modified: bool, source: Source, node: Option<NodeId>, stamp: Option<Stamp>) {
        let list = if modified { &mut self.modified } else { &mut self.published };
        if let Some(stamp) = stamp
            && list.len() < 200
        {
            list.push(DateFound { stamp, source, node });
        }
    }

    /// Notes a byline.
    pub fn byline(&mut self, source: Source, names: Vec<Author>, organisation: bool) {
        if !names.is_empty() && self.bylines.len() < 200 {
            self.bylines.push(BylineFound { names, source, organisation });
        }
    }
}
