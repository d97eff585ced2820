//! Which blocks show the headline, the byline and the standfirst.

use std::cell::LazyCell;

use super::Metadata;
use super::evidence::Evidence;
use super::names;
use super::page::Page;
use super::visible::Vicinity;
use super::wording::{fold, folds_to, overlap, tidy};
use crate::block::Blocks;
use crate::dates;
use crate::dom::{NodeId, Tag};
use crate::label::{Class, Labels};
use crate::phrases::{self, Phrase};
use crate::record::PageType;

/// Names the blocks that show what was chosen.
pub(super) fn mark(
    page: &Page,
    blocks: &Blocks,
    labels: &Labels,
    evidence: &Evidence,
    near: &Vicinity,
    headline: &[NodeId],
    known: &mut Metadata,
) {
    headlines(page, blocks, near, headline, known);
    standfirst(page, blocks, labels, evidence, near, known);
    bylines(page, blocks, labels, near, known);
}

fn headlines(page: &Page, blocks: &Blocks, near: &Vicinity, nodes: &[NodeId], known: &mut Metadata) {
    let Some(title) = known.title.as_deref().map(fold) else { return };
    for &node in nodes {
        known.headline_blocks.extend(blocks.inside(page.dom, node).filter(|&at| !blocks.list[at].image));
    }
    // The title again, near the headline: a copy for small screens, a sticky bar; in other words in the one `h1`.
    let alone = page.top_headings.len() == 1;
    for at in near.blocks.clone() {
        let block = &blocks.list[at];
        let in_words =
            || alone && page.dom.tag(block.element) == Tag::H1 && says_alike(blocks.text(at), &title);
        if !block.image
            && !page.in_comments(block.anchor())
            && blocks.text(at).len() < 1000
            && (folds_to(blocks.text(at), &title) || in_words())
        {
            known.headline_blocks.push(at);
        }
    }
    known.headline_blocks.sort_unstable();
    known.headline_blocks.dedup();
}

/// Whether a heading is the title with a few words more or less.
fn says_alike(heading: &str, title: &str) -> bool {
    let heading = fold(heading);
    let words = |text: &str| text.split(' ').filter(|word| !word.is_empty()).count();
    let (few, many) = (words(&heading).min(words(title)), words(&heading).max(words(title)));
    few >= 3 && few * 3 >= many * 2 && overlap(&heading, title) >= 0.75
}

/// The block that says what the page's description says, near the headline.
fn standfirst(
    page: &Page,
    blocks: &Blocks,
    labels: &Labels,
    evidence: &Evidence,
    near: &Vicinity,
    known: &mut Metadata,
) {
    let descriptions = LazyCell::new(|| -> Vec<String> {
        let folds = evidence.descriptions.iter().take(12).map(|(_, text)| fold(text));
        folds.filter(|text| text.len() >= 20).collect()
    });
    let article_starts = |at: usize| labels.article.get(at).is_some_and(|likely| *likely >= 0.5);
    for at in near.blocks.clone() {
        let block = &blocks.list[at];
        let text = blocks.text(at);
        if known.headline_blocks.contains(&at)
            || block.image
            || block.hidden
            || page.in_comments(block.anchor())
        {
            continue;
        }
        let below = known.headline_blocks.first().is_none_or(|&headline| at > headline);
        // Behind a paragraph stands no standfirst.
        if text.len() > 600 && below {
            return;
        }
        if text.len() < 20 || text.len() > 600 {
            continue;
        }
        let marked = is_marked(page, block.element) && has_words(text);
        let described = || {
            let words = fold(text);
            descriptions
                .iter()
                .any(|described| described.starts_with(&words) || words.starts_with(described.as_str()))
        };
        // A first paragraph that the description repeats is text, not standfirst.
        if marked || below && !article_starts(at) && described() {
            known.standfirst = Some(tidy(text));
            known.standfirst_block = Some(at);
            return;
        }
        if text.len() > 120 && below {
            return;
        }
    }
}

/// Fewer words are a label or a kicker.
const STANDFIRST_WORDS: usize = 5;

/// Whether a text has the words of a sentence; of scripts without spaces nobody can tell.
fn has_words(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    words.take(STANDFIRST_WORDS).count() == STANDFIRST_WORDS || !text.is_ascii() && !text.contains(' ')
}

fn is_marked(page: &Page, element: NodeId) -> bool {
    let dom = page.dom;
    std::iter::once(element).chain(dom.ancestors(element).take(1)).any(|node| {
        if dom.end(node).0 - node.0 > 40 {
            return false;
        }
        let class = [
            dom.class(node),
            dom.attr(node, "id"),
            dom.attr(node, "itemprop"),
            dom.attr(node, "data-testid"),
        ];
        class.into_iter().flatten().any(|name| {
            let name = name.to_ascii_lowercase();
            STANDFIRST.iter().any(|mark| name.contains(mark))
        })
    })
}

#[rustfmt::skip]
const STANDFIRST: &[&str] = &[
    "standfirst",
    "subtitle",
    "sub-title",
    "subheadline",
    "sub-headline",
    "subhead",
    "dek",
    "article-lead",
    "article__lead",
    "lede",
    "chapo",
    "bajada",
    "entradilla",
    "ingress",
    "vorspann",
    "article-intro",
    "article__intro",
    "article-summary",
    "article__summary",
    "post-excerpt",
    "entry-excerpt",
    "alternativeheadline",
    "article-deck",
    "teaser-text",
    "article__standfirst",
    "copete",
    "volanta",
    "occhiello",
    "sommario",
];

/// How lines about an author begin that are no byline.
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "about ", "all posts by", "all articles by", "view all", "see all", "more by", "more from", "more posts by",
    "read more by", "über ", "alle beiträge von", "mehr von", "à propos de", "tous les articles", "sobre ",
    "todas las entradas", "ver todas", "más de", "tutti gli articoli", "alle berichten van",
];

/// Short blocks near the headline that show names, dates and reading times and nothing else.
fn bylines(page: &Page, blocks: &Blocks, labels: &Labels, near: &Vicinity, known: &mut Metadata) {
    let names: Vec<String> =
        known.byline.iter().map(|author| fold(&author.name)).filter(|name| name.len() >= 3).collect();
    for at in 0..blocks.len() {
        let block = &blocks.list[at];
        let text = blocks.text(at);
        if block.image
            || text.len() > 200
            || known.headline_blocks.contains(&at)
            || Some(at) == known.standfirst_block
        {
            continue;
        }
        // A heading may begin with the name of what made the page.
        if page.dom.tag(block.element).heading_level().is_some_and(|level| level > 1)
            && !names.contains(&fold(text))
            && !names::is_labelled(text)
            && dates::find_span(text).is_none()
        {
            continue;
        }
        let beside = near.blocks.contains(&at) && at < labels.end;
        if !beside && (text.len() > 100 || names.is_empty()) || page.in_comments(block.anchor()) {
            continue;
        }
        // A line of the text may name several dates.
        let most = if labels.class.get(at) == Some(&Class::Article) { 1 } else { DATES };
        let named = |line: &str| {
            let folded = fold(line);
            names.iter().any(|name| folded.contains(name.as_str()))
        };
        let alone = |line: &str| {
            names.iter().any(|name| folds_to(line, name)) || names::is_labelled(line) && named(line)
        };
        // Under the name may stand what its bearer is: "Courier Staff Writer".
        let role = |number: usize, line: &str| number > 0 && line.len() < 60 && names::is_role(line);
        let is_byline = |(number, line): (usize, &str)| {
            if beside { is_dateline(line, &names, most) || role(number, line) } else { alone(line) }
        };
        if text.split('\n').enumerate().all(is_byline)
            && !is_about(text)
            && !is_amid_text(blocks, labels, known, at)
        {
            known.byline_blocks.push(at);
        }
    }
}

/// So many blocks of the article's text, and the byline is over.
const UNDER_WAY: usize = 3;

/// Whether a block is of the article's text and stands in the midst of it: a name or a date there is part of what is told.
fn is_amid_text(blocks: &Blocks, labels: &Labels, known: &Metadata, at: usize) -> bool {
    let is_text = |i: usize| labels.class.get(i) == Some(&Class::Article);
    let shown = |i: &usize| !blocks.list[*i].image;
    let headline = known.headline_blocks.iter().rev().find(|&&headline| headline < at);
    let mut before = (headline.map_or(0, |&headline| headline + 1)..at).rev().filter(shown).map(is_text);
    let mut behind = (at + 1..blocks.len()).filter(shown).map(is_text);
    // Of a thread's posts, each begins with a byline.
    labels.page_type != PageType::Forum
        && is_text(at)
        && before.next() == Some(true)
        && behind.next() == Some(true)
        && before.filter(|text| *text).take(UNDER_WAY - 1).count() == UNDER_WAY - 1
}

fn is_about(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    ABOUT.iter().any(|start| text.starts_with(start))
}

/// How many dates a byline has at most: of publication and of change, each perhaps a second time for machines.
const DATES: usize = 4;

/// Bytes of the first dates in a line.
fn dated_bytes(line: &str, most: usize) -> usize {
    let (mut rest, mut dated) = (line, 0);
    for _ in 0..most {
        let Some(span) = dates::find_span(rest) else { break };
        dated += span.len();
        rest = rest.get(span.end..).unwrap_or_default();
    }
    dated
}

fn is_dateline(line: &str, names: &[String], most: usize) -> bool {
    if dates::looks_like_date(line)
        || matches!(phrases::classify(line), Some(Phrase::ReadingTime | Phrase::DateLabel)) && line.len() < 80
    {
        return true;
    }
    let folded = fold(line);
    if names.contains(&folded) {
        return true;
    }
    // "By Ann Lee, 4 March 2021": what is left without names and date must be next to nothing.
    let mut rest = folded.clone();
    let mut named = false;
    for name in names {
        if let Some(at) = rest.find(name.as_str()) {
            rest.replace_range(at..at + name.len(), " ");
            named = true;
        }
    }
    let dated = dated_bytes(line, most);
    let left = rest.chars().filter(|c| c.is_alphanumeric()).count().saturating_sub(dated);
    // "Ann Lee, Night Managing Editor".
    let role = || names.iter().any(|name| folded.starts_with(name.as_str())) && names::is_role(&rest);
    let room = if named && (names::is_labelled(line) || role()) { 45 } else { 16 };
    (named || dated > 0) && left <= room
}
