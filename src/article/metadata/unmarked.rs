//! Names that neither a class nor "By" marks: beside the headline, with a portrait that is called the same, or the date; in a
//! box below the text, with some words about them.

use std::ops::Range;

use memchr::memmem;

use super::evidence::{Evidence, Source};
use super::lines;
use super::others::is_of_another;
use super::page::Page;
use super::visible::{Vicinity, leads_to_a_topic};
use super::wording::fold;
use crate::block::Blocks;
use crate::dates;
use crate::dom::{NodeId, Tag};
use crate::label::{Class, Labels};
use crate::phrases::{self, Phrase};
use crate::record::Author;

/// How many blocks before the headline, and behind the first block of the text, such a name may stand.
const BEFORE: usize = 3;
const BEHIND: usize = 3;

/// How many blocks behind the text a box with its author may begin.
const BOX: usize = 12;

/// The longest line that holds a name, a date and little else.
const LONGEST: usize = 80;

/// What is looked at.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub page: &'a Page<'a>,
    pub blocks: &'a Blocks,
    pub labels: &'a Labels,
    pub near: &'a Vicinity,
    /// The article's title.
    pub title: &'a str,
}

/// A piece of a short line.
struct Piece<'a> {
    block: usize,
    node: NodeId,
    text: &'a str,
}

/// Notes the first name of this kind, where nothing marks one.
pub(super) fn names(place: Place, evidence: &mut Evidence) {
    let marked = |source| matches!(source, Source::Visible | Source::Class | Source::Rel);
    if evidence.bylines.iter().any(|found| marked(found.source)) {
        return;
    }
    let title = fold(place.title);
    let (source, names) = match beside(place, &title) {
        Some(names) => (Source::Beside, names),
        None => match boxed(place, &title) {
            Some(names) => (Source::Far, names),
            None => return,
        },
    };
    let authors = names.into_iter().map(|name| Author { name, url: None });
    evidence.byline(source, authors.collect(), false);
}

/// The names that a text is, and nothing else: none that the title tells of.
fn whole_names(text: &str, title: &str) -> Vec<String> {
    let names = lines::of_persons(text);
    let told = |name: &String| memmem::find(title.as_bytes(), fold(name).as_bytes()).is_some();
    if names.iter().any(told) { Vec::new() } else { names }
}

/// Names beside the headline.
fn beside(place: Place, title: &str) -> Option<Vec<String>> {
    let Place { page, blocks, labels, near, .. } = place;
    let headline = blocks.inside(page.dom, near.headline);
    let start = labels.class.iter().position(|class| *class == Class::Article);
    let end =
        start.map_or(near.blocks.end, |start| near.blocks.end.min(start.max(headline.start) + BEHIND + 1));
    let from = headline.start.saturating_sub(BEFORE).max(near.blocks.start);
    let pieces = pieces(place, &headline, from..end);
    pieces.iter().enumerate().find_map(|(at, piece)| {
        let names = whole_names(piece.text, title);
        if names.is_empty() || !is_free(place, piece) {
            return None;
        }
        let below = || at.checked_sub(1).is_some_and(|before| headline.contains(&pieces[before].block));
        let placed = || (below() || stands_by_date(&pieces, at)) && !is_in_heading(place, piece);
        (has_portrait(place, piece.block, &names) || placed()).then_some(names)
    })
}

/// The pieces of the headline and of the short lines among some blocks.
fn pieces<'a>(place: Place<'a>, headline: &Range<usize>, range: Range<usize>) -> Vec<Piece<'a>> {
    let Place { page, blocks, .. } = place;
    let short = |at: &usize| {
        let block = &blocks.list[*at];
        !block.image
            && !block.hidden
            && (headline.contains(at) || blocks.text(*at).len() <= LONGEST)
            && !page.in_comments(block.anchor())
    };
    let pieces =
        |block| blocks.pieces(block).map(move |(node, text)| Piece { block, node, text: text.trim() });
    let told = |piece: &Piece| piece.text.chars().any(char::is_alphanumeric);
    range.filter(short).flat_map(pieces).filter(told).collect()
}

/// Whether a piece may be a name of the article's: no caption, no topic, no other story's.
fn is_free(place: Place, piece: &Piece) -> bool {
    let dom = place.page.dom;
    let mut around = dom.ancestors(piece.node).take(4);
    !around.any(|up| {
        matches!(dom.tag(up), Tag::H1 | Tag::Figure | Tag::Figcaption | Tag::Nav | Tag::Button)
            || leads_to_a_topic(dom, up)
    }) && !is_of_another(place.page, place.near, piece.node)
}

fn is_in_heading(place: Place, piece: &Piece) -> bool {
    let dom = place.page.dom;
    dom.ancestors(piece.node).take(4).any(|up| dom.tag(up).heading_level().is_some())
}

/// Whether an image beside a block is called by one of the names: "Portrait of Ann Lee".
fn has_portrait(place: Place, block: usize, names: &[String]) -> bool {
    let Place { page, blocks, .. } = place;
    let mut around = block.saturating_sub(2)..(block + 2).min(blocks.len());
    around.any(|at| {
        let image = &blocks.list[at];
        let alt = fold(blocks.text(at));
        let called = |name: &String| memmem::find(alt.as_bytes(), fold(name).as_bytes()).is_some();
        let captioned =
            || page.dom.ancestors(image.anchor()).take(3).any(|up| page.dom.tag(up) == Tag::Figcaption);
        image.image && names.iter().any(called) && !captioned()
    })
}

/// Whether a date, or its label, stands right before or behind a piece.
fn stands_by_date(pieces: &[Piece], at: usize) -> bool {
    let dated = |piece: &Piece| {
        dates::find_span(piece.text).is_some_and(|span| span.len() * 3 > piece.text.len())
            || matches!(
                phrases::classify(piece.text),
                Some(Phrase::DateLabel | Phrase::ReadingTime | Phrase::Edited)
            )
    };
    at.checked_sub(1).into_iter().chain([at + 1]).filter_map(|beside| pieces.get(beside)).any(dated)
}

/// The name of a box right behind the text: a line of its own, and below it a text that begins with it.
fn boxed(place: Place, title: &str) -> Option<Vec<String>> {
    let Place { page, blocks, labels, .. } = place;
    let last = labels.class.iter().rposition(|class| *class == Class::Article)?;
    let shown = |at: &usize| {
        let block = &blocks.list[*at];
        !block.image && !block.hidden && !page.in_comments(block.anchor())
    };
    let below: Vec<usize> = (last + 1..blocks.len().min(last + 1 + BOX)).filter(shown).collect();
    below.iter().enumerate().find_map(|(at, &line)| {
        let text = blocks.text(line).trim();
        let names = if text.len() <= LONGEST { whole_names(text, title) } else { Vec::new() };
        let [name] = names.as_slice() else { return None };
        let about = |&next: &usize| {
            let text = blocks.text(next).trim();
            text.len() > LONGEST && lines::begins_with_name(text, name)
        };
        let told = below.iter().skip(at + 1).take(2).any(about);
        told.then_some(names)
    })
}
