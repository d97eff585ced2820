//! The stock phrases of web pages in many languages: the labels, headings and
//! notices around articles and reader comments.
//!
//! A block's text is folded ([`fold`]) and looked up in [`TABLE`]. An entry says
//! where its phrase has to stand ([`Position`]); rules on how much else the text may
//! hold keep ordinary sentences from being taken for chrome:
//!
//! * `Whole`: the folded text is the phrase. A number at either end may be extra
//!   for the kinds that carry counters ("Reply 2", "12 Share").
//! * `Start`: the text begins with the phrase. The words that follow are limited by
//!   kind (`Rules::tail`). A phrase of a single word must be followed by a colon, a
//!   separator or a number; a byline by capitalised names only; a date label by a number.
//! * `End`: the text ends with the phrase, limited likewise (`Rules::head`).
//!   "… says" needs its colon, or a date and time after it, unless the phrase is
//!   longer than a word.
//! * `Inside`: the phrase stands anywhere, at word borders. [`classify`] also asks
//!   that it stand at the start or fill a fifth of a short text or, in a long one, a twentieth, or that
//!   two such phrases of the kind stand there.
//!
//! Texts of more than [`LONG`] bytes are searched only for cookie, legal, paywall,
//! newsletter and moderation notices, at their start and inside.

mod find;
mod fold;
mod index;
mod inside;
mod number;
mod says;
pub mod table;
mod table_comments;
mod table_page;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use crate::memo::{self, Memo};
use std::sync::LazyLock;

use find::{edges, row, whole};
use fold::Folded;
use inside::inside;
pub use number::number;
pub use says::strip_says;
pub use table::Entry;
#[cfg(test)]
use table::TABLE;

macro_rules! phrases {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// A kind of stock phrase.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Phrase {
            $($(#[$doc])* $kind,)*
        }

        impl Phrase {
            /// Every kind, in order.
            pub const ALL: &[Phrase] = &[$(Phrase::$kind,)*];

            /// The kind's name, in snake case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Phrase::$kind => $name,)*
                }
            }
        }
    };
}

phrases! {
    /// The heading or call of a comment form: "Leave a Reply", "Post Comment".
    ReplyForm = "reply_form",
    /// A label or hint of a comment form: "Name *", "Required fields are marked".
    FormField = "form_field",
    /// A count of comments, replies or threads: "3 comments".
    Counter = "counter",
    /// The heading of the comments: "Comments", "3 thoughts on …", "Discussion".
    CommentsHeading = "comments_heading",
    /// The word after a commenter's name: "says", "schreibt".
    Says = "says",
    /// The link to answer, or the note of being an answer: "Reply", "In reply to".
    Reply = "reply",
    /// Quoting: "Quote", "Originally posted by", "Click to expand".
    Quote = "quote",
    /// Reporting: "Report abuse", "Flag as inappropriate".
    Report = "report",
    /// Likes, thumbs and scores.
    Vote = "vote",
    /// A link to the one comment.
    Permalink = "permalink",
    /// A pingback or trackback.
    Pingback = "pingback",
    /// Moderation notices: "awaiting moderation", "comment deleted", house rules.
    Moderation = "moderation",
    /// Subscribing to comments or a thread, and subscribing in general.
    Subscribe = "subscribe",
    /// Being notified: "Notify of", "Notify me of follow-up comments".
    Notify = "notify",
    /// Order of comments: "newest oldest most voted".
    Sort = "sort",
    /// More of the comments or list: "Load more", "View all comments".
    LoadMore = "load_more",
    /// Signing in or out: "Log in to reply", "Forgot password?".
    Login = "login",
    /// A person's standing: "Guest", "Moderator", "Thread starter", "Joined".
    Role = "role",
    /// A list of recent comments, or of top commenters.
    RecentComments = "recent_comments",
    /// The mark of an edited post: "Edited", "Last edited by …".
    Edited = "edited",
    /// Comments are closed or off.
    CommentsClosed = "comments_closed",
    /// Sharing, and the names of the networks.
    Share = "share",
    /// Following a site or a person.
    Follow = "follow",
    /// Related reading: "Related articles", "You may also like".
    Related = "related",
    /// Popular, newest or trending pieces.
    MostRead = "most_read",
    /// A link on: "Read more", "Continue reading".
    ReadMore = "read_more",
    /// Cookie and consent notices.
    Cookie = "cookie",
    /// Newsletter boxes.
    Newsletter = "newsletter",
    /// Walls for subscribers.
    Paywall = "paywall",
    /// Marks of advertisements.
    Advertisement = "advertisement",
    /// A box about the author.
    AuthorBox = "author_box",
    /// Tags and keywords.
    Tags = "tags",
    /// Categories: "Filed under".
    Category = "category",
    /// Links to the neighbouring pieces or pages.
    PreviousNext = "previous_next",
    /// A path to the page: "You are here".
    Breadcrumb = "breadcrumb",
    /// Site navigation: "Skip to content", "Menu", "Home".
    Navigation = "navigation",
    /// Search boxes and results.
    Search = "search",
    /// Tools on a piece: print, save, font size, listen, copy link.
    Print = "print",
    /// Legal lines: "All rights reserved", "Privacy policy", imprint.
    Legal = "legal",
    /// The software or theme that made the page.
    PoweredBy = "powered_by",
    /// Advertising of an app.
    AppPromo = "app_promo",
    /// Picture captions and credits.
    Caption = "caption",
    /// Who wrote the piece: "By …", "Written by …".
    Byline = "byline",
    /// When it was written: "Published", "Posted on".
    DateLabel = "date_label",
    /// "5 min read".
    ReadingTime = "reading_time",
    /// A table of contents.
    Contents = "contents",
    /// Paid pieces: "Sponsored", "Affiliate links".
    Sponsored = "sponsored",
    /// Notes of correction.
    Correction = "correction",
    /// A user's picture or profile: "'s avatar", "View profile".
    Avatar = "avatar",
}

/// Where in a text a phrase has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// The text is the phrase.
    Whole,
    /// The text begins with it.
    Start,
    /// The text ends with it.
    End,
    /// Anywhere.
    Inside,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What the phrase says.
    pub phrase: Phrase,
    /// Where it stands.
    pub place: Position,
    /// The first byte of the phrase in the original text.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
}

/// The length in bytes above which a text is searched for notices only.
pub const LONG: usize = 300;

/// The most letters of a word that many languages have, each with its own meaning.
const SHORT: usize = 3;

/// The most of a text that is looked at.
const CUT: usize = 4096;

/// The longest text that [`classify`] names by a phrase inside it.
const INSIDE_MAX: usize = 1600;

/// Makes the index, for which the first question would else wait.
pub fn warm_up() {
    LazyLock::force(&index::INDEX);
}

/// The best single answer for a block of text.
///
/// A `Whole` match goes first, then the longest `Start` or `End`, then a row of
/// labels ("Reply | Quote | Report"; the answer is the first), then `Inside`.
pub fn classify(text: &str) -> Option<Phrase> {
    best(text).map(|hit| hit.phrase)
}

thread_local!(static HITS: RefCell<Memo<Option<Hit>>> = const { RefCell::new(Memo::new()) });

/// As [`classify`], with the place of the phrase.
pub fn best(text: &str) -> Option<Hit> {
    memo::recall(&HITS, text, search)
}

/// Whether a text of three letters or less is a phrase, but of no language that a page in `language` speaks, its own or
/// English: "Del" asks Danes to share, and is the name of a file elsewhere.
pub fn is_foreign(text: &str, language: &str) -> bool {
    if text.len() > 4 * SHORT {
        return false;
    }
    let folded = Folded::new(text);
    let word = folded.text.trim_matches(['#', ':', '|', ' ']);
    if word.chars().count() > SHORT {
        return false;
    }
    let mut entries = index::INDEX.whole(word).peekable();
    let spoken = |entry: &Entry| entry.lang() == "en" || entry.lang().eq_ignore_ascii_case(language);
    entries.peek().is_some() && !entries.any(spoken)
}

fn search(text: &str) -> Option<Hit> {
    let text = cut(text);
    let folded = Folded::new(text);
    if folded.text.is_empty() {
        return None;
    }
    let long = text.len() > LONG;
    if !long && let Some(hit) = whole(&folded) {
        return Some(hit);
    }
    let mut found = Vec::new();
    edges(text, &folded, long, &mut found);
    // Of equal lengths the first is taken: the kinds' order is the order of preference.
    if let Some(hit) = found.iter().copied().max_by_key(|h| (h.end - h.start, std::cmp::Reverse(h.phrase))) {
        return Some(hit);
    }
    if !long && let Some(hit) = row(&folded) {
        return Some(hit);
    }
    if text.len() > INSIDE_MAX {
        return None;
    }
    inside(&folded, long, &mut found);
    let share = if long { 20 } else { 5 };
    found.iter().copied().find(|h| {
        let same = found.iter().filter(|o| o.phrase == h.phrase);
        let filled: usize = same.clone().map(|o| o.end - o.start).sum();
        h.place == Position::Start || same.count() > 1 || filled * share >= text.len()
    })
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(CUT)]
}
