//! Short texts in and around comments: dates and stock phrases.

use std::ops::Range;

use crate::dates;
use crate::phrases::{self, Phrase, Position};

/// What a short text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clue {
    /// Something to press, or a notice of the system.
    Control,
    /// The link to answer.
    Reply,
    /// The heading or counter of the comments.
    Heading,
    /// A pingback or trackback.
    Ping,
    /// The mark of an edited post.
    Edited,
    /// A person's standing.
    Role,
}

/// The longest text that is taken for a stock phrase.
const LONGEST: usize = 160;

/// What a short text says, if it is a stock phrase.
pub(super) fn clue(text: &str) -> Option<Clue> {
    if text.len() > LONGEST {
        return None;
    }
    let hit = phrases::best(text)?;
    let whole = hit.place == Position::Whole || (hit.end - hit.start) * 2 > text.trim().len();
    match hit.phrase {
        Phrase::Counter | Phrase::CommentsHeading => Some(Clue::Heading),
        Phrase::Pingback => Some(Clue::Ping),
        Phrase::Edited => Some(Clue::Edited),
        Phrase::Reply if whole || hit.place == Position::Start && text.len() < 50 => Some(Clue::Reply),
        Phrase::Role if whole => Some(Clue::Role),
        Phrase::Quote
        | Phrase::Report
        | Phrase::Vote
        | Phrase::Permalink
        | Phrase::Moderation
        | Phrase::Share
        | Phrase::Login
        | Phrase::LoadMore
        | Phrase::Avatar
        | Phrase::Print
        | Phrase::Follow
        | Phrase::Advertisement
        | Phrase::ReplyForm
        | Phrase::Sort
        | Phrase::FormField
            if whole =>
        {
            Some(Clue::Control)
        }
        _ => None,
    }
}

/// A heading of comments may name the article, but is shorter than this.
pub(super) const LONGEST_HEADING: usize = 120;

/// Whether a text is the heading or counter of comments.
pub(super) fn is_heading(text: &str) -> bool {
    text.len() < LONGEST_HEADING && clue(text) == Some(Clue::Heading)
}

/// Where the first date stands in a text, its time of day included.
pub(super) fn date_span(text: &str) -> Option<Range<usize>> {
    dates::find_span(text)
}
