//! Where the pieces of a page go.

use crate::record::{ArticleRole, Kind, Part, PartName};

/// What a block of a page or a line of a text went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The article.
    Article(ArticleRole),
    /// The comment of that number.
    Comment(usize),
    /// Everything else.
    Chrome,
}

impl Place {
    /// The piece as it is listed: `kind` says what it is as chrome, `id` what a comment is called.
    pub fn part<'c>(self, text: &str, kind: Kind, id: impl FnOnce(usize) -> &'c str) -> Part {
        let (part, role, kind, comment) = match self {
            Place::Article(role) => (PartName::Article, Some(role), None, None),
            Place::Comment(number) => (PartName::Comment, None, None, Some(id(number).to_owned())),
            Place::Chrome => (PartName::Chrome, None, Some(kind), None),
        };
        Part { part, role, kind, comment, hidden: false, image: false, rule: None, text: text.to_owned() }
    }
}
