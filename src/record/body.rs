//! What stands in an article: its blocks, and what stands in their text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    /// Its address, absolute where the page's address is known.
    pub src: String,
    /// Its alternative text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
}

/// A block of the article's body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BodyBlock {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: String,
        /// The links in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        links: Vec<Link>,
        /// What in it is set apart by its letters.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    /// A heading below the headline.
    Heading {
        /// 1 to 6, as in the page.
        level: u8,
        /// Its text.
        text: String,
        /// The links in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        links: Vec<Link>,
        /// What in it is set apart by its letters.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    /// A list.
    List {
        /// The outermost list is numbered.
        ordered: bool,
        /// The entries.
        items: Vec<ListItem>,
    },
    /// A quotation set off from the text.
    Quote {
        /// Its text, a line per paragraph.
        text: String,
        /// The links in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        links: Vec<Link>,
        /// What in it is set apart by its letters.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    /// Preformatted text: line breaks and spaces as in the page.
    Code {
        /// Its text.
        text: String,
        /// The programming language, where the page names it.
        #[serde(skip_serializing_if = "Option::is_none")]
        language: Option<String>,
    },
    /// A table of data.
    Table {
        /// The rows, each a list of cells: a cell over several columns or rows stands in the first, the others are empty.
        rows: Vec<Vec<String>>,
        /// The links in the cells.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        links: Vec<CellLink>,
    },
    /// An image or film with its caption; without `src` where the file is not known.
    Figure {
        /// The image's address.
        #[serde(skip_serializing_if = "Option::is_none")]
        src: Option<String>,
        /// The image's alternative text.
        #[serde(skip_serializing_if = "Option::is_none")]
        alt: Option<String>,
        /// The caption.
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
        /// The links in the caption.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        links: Vec<Link>,
        /// What in the caption is set apart by its letters.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    /// Something from elsewhere shown in the article: a film, a post of a social network.
    Embed {
        /// Its address.
        src: String,
    },
}

/// An entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListItem {
    /// Its text.
    pub text: String,
    /// How deep it is nested, 0 for the outermost list.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub depth: u8,
    /// In a numbered list, nested ones too, the number that the page shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// What it is, where it is no entry by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<ItemRole>,
    /// The links in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// What in it is set apart by its letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// What an entry of a list is besides an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemRole {
    /// What a list of descriptions describes (`dt`).
    Term,
    /// What such a list says of the terms before it (`dd`), one deeper than these.
    Description,
    /// The entry of this depth before it goes on, behind a list or a block (a listing, a figure) that stands in it.
    Continuation,
}

fn is_zero(depth: &u8) -> bool {
    *depth == 0
}

/// A link inside a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Where its words start in the text, in Unicode characters.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// Where it leads, absolute where the page's address is known.
    pub href: String,
}

/// A link inside a table's cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CellLink {
    /// The cell's row, counted from 0.
    pub row: usize,
    /// Its place in the row, counted from 0.
    pub column: usize,
    /// The link in the cell's text.
    #[serde(flatten)]
    pub link: Link,
}

/// A stretch of a text that is set apart by its letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// Where it starts in the text, in Unicode characters.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// How.
    #[serde(rename = "type")]
    pub kind: MarkType,
}

/// How a stretch of a text is set apart: a closed vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkType {
    /// In italics: `em`, `i`, `cite`, `dfn`, `var`, `font-style: italic`.
    Emphasis,
    /// In bold: `strong`, `b`, `font-weight: bold`.
    Strong,
    /// In letters of one width: `code`, `kbd`, `samp`, `tt`, in a comment also `pre`.
    Code,
    /// `sup`, `vertical-align: super`.
    Superscript,
    /// `sub`, `vertical-align: sub`.
    Subscript,
    /// Crossed out: `del`, `s`, `strike`, `text-decoration: line-through`.
    Strikethrough,
}
