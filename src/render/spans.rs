//! A text cut where links and marks begin and end, nested as markup must be.

use std::cmp::Reverse;

use super::split_chars;
use crate::record::{Link, Mark, MarkType};

/// What a stretch of a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Span<'a> {
    /// A link that leads there.
    Link(&'a str),
    /// Set apart.
    Mark(MarkType),
}

/// A piece of a text.
pub(super) enum Event<'a> {
    /// Begins.
    Open(Span<'a>),
    /// Words, never none.
    Text(&'a str),
    /// Ends what was opened last.
    Close(Span<'a>),
}

/// A span and where it stands, in characters.
#[derive(Clone, Copy)]
struct Placed<'a> {
    start: usize,
    end: usize,
    span: Span<'a>,
}

impl Placed<'_> {
    /// What comes first goes outside: the longer, and code last, as Markdown has nothing inside code.
    fn rank(&self) -> (bool, Reverse<usize>) {
        (self.is_code(), Reverse(self.end))
    }

    fn is_code(&self) -> bool {
        self.span == Span::Mark(MarkType::Code)
    }
}

/// Cuts a text. What overlaps without holding the other is closed and opened anew; offsets that do not fit the text, or their list,
/// do no harm.
pub(super) fn events<'a>(text: &'a str, links: &'a [Link], marks: &[Mark]) -> Vec<Event<'a>> {
    let spans = placed(text, links, marks);
    let mut out = Vec::with_capacity(1 + 3 * spans.len());
    let mut open: Vec<Placed> = Vec::new();
    let mut spans = spans.into_iter().peekable();
    let (mut rest, mut at) = (text, 0);
    loop {
        let starts = spans.peek().map(|span| span.start);
        let ends = open.iter().map(|span| span.end).min();
        let Some(next) = starts.into_iter().chain(ends).min() else { break };
        let (words, after) = split_chars(rest, next - at);
        push(&mut out, words);
        (rest, at) = (after, next);
        let mut again = Vec::new();
        let ended = open.iter().position(|span| span.end <= at);
        let code = open.iter().position(Placed::is_code).filter(|_| starts == Some(at));
        if let Some(lowest) = ended.into_iter().chain(code).min() {
            again = open.split_off(lowest);
            out.extend(again.iter().rev().map(|span| Event::Close(span.span)));
            again.retain(|span| span.end > at);
        }
        again.extend(std::iter::from_fn(|| spans.next_if(|span| span.start == at)));
        again.sort_by_key(Placed::rank);
        out.extend(again.iter().map(|span| Event::Open(span.span)));
        open.append(&mut again);
    }
    push(&mut out, rest);
    out
}

fn push<'a>(out: &mut Vec<Event<'a>>, words: &'a str) {
    if !words.is_empty() {
        out.push(Event::Text(words));
    }
}

/// The spans that stand in the text, by their starts. Of two of a kind that overlap, the later is left out.
fn placed<'a>(text: &str, links: &'a [Link], marks: &[Mark]) -> Vec<Placed<'a>> {
    if links.is_empty() && marks.is_empty() {
        return Vec::new();
    }
    let length = text.chars().count();
    let links = links.iter().map(|link| (link.start, link.end, Span::Link(&link.href)));
    let marks = marks.iter().map(|mark| (mark.start, mark.end, Span::Mark(mark.kind)));
    let mut free = [0; 7];
    let fits = |(start, end, span): (usize, usize, Span<'a>)| {
        let kind = match span {
            Span::Link(_) => 0,
            Span::Mark(kind) => 1 + kind as usize,
        };
        let end = end.min(length);
        let fits = start < end && start >= free[kind];
        if fits {
            free[kind] = end;
        }
        fits.then_some(Placed { start, end, span })
    };
    let mut spans: Vec<Placed> = links.chain(marks).filter_map(fits).collect();
    spans.sort_by_key(|span| span.start);
    spans
}
