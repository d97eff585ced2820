//! The record: what dechrome writes for a page. This documentation is the specification of the format `dechrome/1`.
//!
//! # The format `dechrome/1`
//!
//! A record is one JSON object a page; a run over several pages writes JSON Lines, one record a line, in the order
//! of the input.
//!
//! | member | is | always there |
//! | --- | --- | --- |
//! | `schema` | `"dechrome/1"` | yes |
//! | `source` | [`Source`]: where the page came from and what was known of it | yes |
//! | `error` | [`ErrorRecord`]: the page could not be read; then only `schema` and `source` stand beside it | on failure |
//! | `page_type` | [`PageType`]: what the labeller takes the page for | on success |
//! | `confidence` | expected word F1 of `article.text`, 0 to 1, in thousandths | on success |
//! | `article` | [`Article`] | on success, unless `--only` asks for another part |
//! | `comments` | [`Comments`] | likewise |
//! | `chrome` | list of [`Removed`], in page order | likewise |
//! | `warnings` | list of strings for people to read | where there are any |
//! | `parts` | list of [`Part`], in page order | with `--parts` |
//! | `carried` | object: the other fields of the line of JSON that held the page, as they were | with `--carry` |
//!
//! **Absent values are left out**: never `null`, never `""`, never a guess. A list that is part of what a thing *is*
//! (`body`, `items`, `rows`, `chrome`) is there even when it is empty, and so are `text` and `words` of the article; a
//! list that is an extra (`byline`, `tags`, `links`, `marks`, `images`, `warnings`) is left out when it is empty. A page without an
//! article has an `article` with an empty `text`; a page without comments has `comments` with no `items`.
//!
//! A member may be added in a later `dechrome/1`; none is taken away or changes its meaning. Readers skip members
//! that they do not know.
//!
//! # Text
//!
//! All text is UTF-8. White space is collapsed: words are parted by one space, blocks and line breaks (`br`) by `\n`,
//! and no text begins or ends with either. Only preformatted text (`pre`) keeps its spaces and lines. Characters
//! that nobody sees (soft hyphen, zero-width space, word joiner, byte order mark) are left out. Nothing else is changed: no
//! quotation mark is straightened and no case folded.
//!
//! **Offsets** (`start` and `end` of a [`Link`] or [`Mark`]) count Unicode characters (scalar values) from 0, not bytes and not
//! UTF-16 units; `end` is one past the last. They count in the `text` beside the list that holds them, of a figure in the
//! `caption`, and a [`CellLink`] in its cell.
//!
//! **Links** are in the order of the text and do not overlap. **Marks** say what is set apart by its letters: `H₂O` is the
//! text `H2O` with a `subscript` from 1 to 2. They are there as the page's elements and inline styles show the text without its
//! style sheets ([`MarkType`] says which), also where all of a text is set so. They are in the order of their starts, the longer first;
//! marks of one type do not overlap and do not touch, no mark begins or ends with white space, and marks of different types,
//! and links, may overlap in any way. Plain text that holds no markup has neither.
//!
//! # Dates
//!
//! ISO 8601, and only as precise as the page: a day (`2017-03-29`), a local time of a zone that nobody told
//! (`2017-03-29T10:15:00`), or an instant (`2017-03-29T10:15:00+03:00`, `…Z`). A string can be told apart by its
//! length: 10, 19, more. Nothing is converted to UTC. `03/04/2017` is a date only where the page's language or a weekday
//! says which is the month; "3 years ago" only where it is known when the page was saved. What cannot be read is left
//! out, and of a comment `published_text` then still says what the page shows.
//!
//! # Addresses
//!
//! URLs are absolute where the page's address is known (`source.url`). Where it is not, links and images of the article
//! and in the text of comments stand as in the page (or follow its `base` element), and a comment's `url` and its author's are
//! left out unless the page has them absolute. Links to scripts and data (`javascript:`, `data:`) are left out.
//!
//! # Ids and threads
//!
//! `comments.items` is flat and in page order. A comment's `id` is the page's own where it has one, else `c1`, `c2`, …
//! by its place in the page; it is unique in the record. `parent` is the `id` of an *earlier* item, so one pass builds
//! the tree; `depth` is the parent's depth plus one. A comment without `parent` has `depth` 0 and answers the article. On
//! a forum's page the first post is the article and no item; where posts cannot be told apart, all are the article.
//!
//! # Closed vocabularies
//!
//! [`PageType`], [`Kind`], [`Role`], [`PartName`], [`ArticleRole`], [`MarkType`], [`ItemRole`] and the `type` of a [`BodyBlock`]
//! take only the values listed there, written in snake case (`reply_form`). `comments.system`, `source.saved_with` and `error.kind` are open:
//! new values come with new versions.
//!
//! # Nothing is lost
//!
//! The page's text is cut into *blocks*: maximal runs of inline text inside one block element, which an empty line (two line
//! breaks with nothing but white space between them) ends, but in preformatted text. Every block goes to exactly one part: the article, a comment, or the chrome. `parts` lists all blocks in page order. The page's text is
//! made of three streams, and the parts put together *are* these streams, character for character but for white space
//! and what nobody sees:
//!
//! 1. **Shown**: the text nodes in document order, without those in `script`, `style`, `template`, `head` and other
//!    elements that hold no text for readers, and without a `noscript` that only repeats what stands beside it. A
//!    `template` that is a shadow tree (`shadowrootmode`) is shown. In the
//!    place of an `iframe` stands the text of its document, where the page or the file holds it (`srcdoc`, a part of MHTML,
//!    a subframe of a webarchive) and it is shown: the frame is not hidden, not of a size of 0 or 1, not in a drawing
//!    (`svg`) and not in a `noscript`, lies at most two frames deep and is one of the first 500.
//! 2. **Hidden** (`hidden: true`): text nodes inside an element with the attribute `hidden` (but not `until-found`) or
//!    an inline style `display: none` or `visibility: hidden`, inside a `dialog` that is not open, and what `video`,
//!    `audio` and `canvas` hold for browsers that cannot show them. Style sheets are not read: what only they hide counts
//!    as shown. Collapsed answers live here, so hidden text is judged like any other and may be article or comment.
//! 3. **Images** (`image: true`): the `alt` of an `img` or AMP's `amp-img`, the text in an `svg`. An emoji set as an image is a character of
//!    the line it stands in, not an image.
//!
//! With rules of the user there is a fourth:
//!
//! 4. **Dropped** (`rule`, `part: chrome`): what a rule drops, from whichever of the three streams it is.
//!
//! A hidden piece, an image, or a piece that a rule drops, inside a shown run becomes a block of its own after that run, so that the run stays whole. The sign of a heading's link to itself ("¶") is a block of its own where it stands.
//!
//! `article.text` holds the blocks with the role [`Body`](ArticleRole::Body), in order. Headline, standfirst, byline and
//! captions are the article's too, but stand in members of their own. A comment's blocks are its author, date and text;
//! its controls and its avatar are chrome.
//!
//! # Example
//!
//! ```
//! let record = dechrome::clean(b"<h1>Rain</h1><p>It rained in the valley for three days.</p>").unwrap();
//! let json = serde_json::to_value(&record).unwrap();
//! assert_eq!(json["schema"], "dechrome/1");
//! ```

mod body;

pub use body::{BodyBlock, CellLink, Image, ItemRole, Link, ListItem, Mark, MarkType};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the format, the value of [`Record::schema`].
pub const SCHEMA: &str = "dechrome/1";

/// What dechrome writes for one page. The [module](self) says which members are always there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The format's name and version, [`SCHEMA`].
    pub schema: String,
    /// Where the page came from and what was known of it.
    pub source: Source,
    /// Why the page could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorRecord>,
    /// What the labeller takes the page for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_type: Option<PageType>,
    /// Expected word F1 of the article's text, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// The article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// The readers' comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<Comments>,
    /// Everything else on the page, named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chrome: Option<Vec<Removed>>,
    /// What a person should know of this record: "comments: 12 declared, 4 saved".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Every block of the page in page order, on request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Part>>,
    /// The other fields of the line of JSON that held the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Where a page came from and what was known of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The file as it was named to dechrome; `-` for standard input; absent in the library.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The page's address: given, left by the tool that saved it, or the page's own canonical link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `html`, or `text` where no markup was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The encoding that was read, by its lower-case WHATWG name: `utf-8`, `windows-1252`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// When the page was saved, as the archive or the tool that saved it tells: ISO 8601 in UTC, `2017-03-29T10:15:00Z`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved_at: Option<String>,
    /// The tool that saved the page, by its mark or its bundle: `Blink`, `Safari`, `SingleFile`, `Wayback Machine`, `HTTrack`, `monolith`, `Save Page WE`,
    /// `WebScrapBook`, `archive.today`, `browser`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved_with: Option<String>,
    /// What the file holds its pages in: `mhtml`, `webarchive`, `warc` or `jsonl`; absent for a page by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// The id of the record in the archive: the `WARC-Record-ID`, or the `id` of a line of JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The line of a JSON Lines file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

/// Why a page could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorRecord {
    /// A stable word to sort by. Of the library: `empty` (nothing but white space), `binary` (no text: an image, an
    /// archive), `unknown_charset`, `too_large`, `truncated`, `malformed` and `damaged` (compressed or archived data), `no_page`
    /// (a bundle without one). Of the command besides: `io` (the file cannot be read), `no_pages` (a folder without
    /// pages), `internal` (a bug in dechrome, kept to its page).
    pub kind: String,
    /// What is wrong, where, and what to do.
    pub message: String,
}

/// What the labeller takes a page for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageType {
    /// One story, post or essay.
    Article,
    /// A thread of posts; the first is the article, the others are comments.
    Forum,
    /// A list of entries, teasers or links.
    Listing,
    /// Reference or how-to text.
    Documentation,
    /// Something for sale.
    Product,
    /// What a company or office does.
    Service,
    /// None of these.
    Other,
}

/// The article: its text and what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// The headline, without the site's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The summary below the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// The authors, in the page's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<Author>,
    /// ISO 8601, as precise as the page tells: a day, a local time, or a time with its offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was last changed, as `published`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The name of the site or publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// BCP 47 language tag: `en`, `pt-BR`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The section of the site: "Politics".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Keywords and tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The lead image: the one that the page names, or the first figure's where the page names its site's logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// The licence the page names, as a URL or in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The body as plain text in reading order, a line per block: no headline, no byline, no captions. The cells
    /// of a table's row are parted by tabs.
    pub text: String,
    /// The body, block by block.
    pub body: Vec<BodyBlock>,
    /// How many words `text` has, parted by white space; two letters of a script that is written without spaces (Han, kana,
    /// Thai, Lao, Burmese, Khmer) count as one.
    pub words: usize,
}

/// A person or organisation that wrote something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    /// The name as shown, without "By" and without a role.
    pub name: String,
    /// Their page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// The readers' comments of a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comments {
    /// The comment system, where it is a known one: `wpdiscuz`, `wordpress`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// How many comments the page itself says there are (some pages count pingbacks); more than `items` means that the
    /// rest was not saved or not found, and gives a warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<u64>,
    /// The comments, flat, in page order.
    pub items: Vec<Comment>,
}

/// One comment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comment {
    /// The page's own id of it, or `c1`, `c2`, … by its place in the page; unique in the record.
    pub id: String,
    /// The id of the comment that it answers, which stands earlier in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// How many comments stand above it: 0 for one that answers the article.
    pub depth: usize,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<CommentAuthor>,
    /// When, ISO 8601, where the date as shown can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When, as the page shows it: "3 years ago".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_text: Option<String>,
    /// What it says, a line per block.
    pub text: String,
    /// The links in its text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// What in its text is set apart by its letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The images in it, each once, in the page's order; the picture of its author and smileys are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// The readers' votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    /// Its permalink.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Who wrote a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommentAuthor {
    /// The name as shown, without "says".
    pub name: String,
    /// Their page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What they are on this site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// What a comment's author is on the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Not signed in.
    Guest,
    /// Signed in.
    Member,
    /// Wrote the article.
    Author,
    /// Works for the site.
    Staff,
    /// Moderates the comments.
    Moderator,
}

/// The readers' votes for a comment. A single score stands as `up` (or as `down` where it is below zero).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Votes {
    /// In favour.
    pub up: u64,
    /// Against.
    pub down: u64,
}

/// A piece of chrome: consecutive blocks of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    /// What it is.
    pub kind: Kind,
    /// Its text, a line per block; of an image its alternative text.
    pub text: String,
    /// A CSS selector of the nearest element with an id or class that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The page does not show it: an attribute or inline style hides it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The selector of the user's rule that dropped it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// What a piece of chrome is: a closed vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Menus and links to the site's sections.
    Navigation,
    /// The path from the home page to this one.
    Breadcrumb,
    /// The site's name, logo, date and slogan at the top.
    Masthead,
    /// The site's foot: imprint, terms, copyright.
    Footer,
    /// What stands beside the article and is nothing else of this list.
    Sidebar,
    /// A search form.
    Search,
    /// Buttons to pass the article on.
    Share,
    /// Invitations to follow the site or an author elsewhere.
    Follow,
    /// The "Subscribe" / "Notify of" widget of a comment system, feeds.
    Subscribe,
    /// Invitations to a newsletter.
    Newsletter,
    /// The form to write a comment: heading, fields, prompts.
    ReplyForm,
    /// What acts on comments: reply, quote, report, vote, sort, load more, pingbacks.
    CommentControl,
    /// How many comments, threads, followers; who wrote last or most.
    CommentCounter,
    /// A person's picture.
    Avatar,
    /// Who the article's author is.
    AuthorBox,
    /// Other stories on the same matter.
    Related,
    /// Lists of what is read, shared or commented most, and of the latest.
    MostRead,
    /// A pointer to one other story or offer.
    Teaser,
    /// The article's tags and categories.
    Tags,
    /// Advertisements and their labels.
    Advertisement,
    /// Cookie and privacy notices.
    CookieNotice,
    /// Requests to pay or register before reading on.
    Paywall,
    /// Prompts to log in or register.
    Login,
    /// Page numbers, previous and next.
    Pagination,
    /// Print, save, listen, font size, reading time, tables of contents, the order of a list, links of headings to themselves.
    Tools,
    /// Invitations to install an app.
    AppPromo,
    /// Chrome that no rule names.
    Other,
}

/// A block of the page and the part it went to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The part.
    pub part: PartName,
    /// For the article, what the block is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<ArticleRole>,
    /// For chrome, its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// For a comment, its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The page does not show it: an attribute or inline style hides it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The block is an image's alternative text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub image: bool,
    /// The selector of the user's rule that put it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The block's text.
    pub text: String,
}

/// The three parts of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartName {
    /// The article.
    Article,
    /// A reader's comment.
    Comment,
    /// Everything else.
    Chrome,
}

/// What a block is within the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArticleRole {
    /// The title, as shown.
    Headline,
    /// The summary below the headline, where it is no part of the text.
    Standfirst,
    /// Who wrote it and when.
    Byline,
    /// A caption or an image's alternative text.
    Caption,
    /// The text itself: what `article.text` is made of.
    Body,
}
