//! What may be asked for.

use crate::rules::Rules;

/// The options of a [`Cleaner`](crate::Cleaner), whose methods say what each is for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The page's charset, as a WHATWG label.
    pub charset: Option<String>,
    /// The page's address.
    pub url: Option<String>,
    /// The only part that is written.
    pub only: Option<Only>,
    /// Whether every block is listed.
    pub parts: bool,
    /// Whether the table of known comment systems is used.
    pub systems: bool,
    /// The user's rules.
    pub rules: Rules,
}

impl Default for Options {
    fn default() -> Options {
        Options { charset: None, url: None, only: None, parts: false, systems: true, rules: Rules::default() }
    }
}

impl Options {
    /// Whether a part is written.
    pub fn want(&self, part: Only) -> bool {
        self.only.is_none_or(|only| only == part)
    }
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
