//! What is known of the page beside its elements: where its article stands, and whether readers discuss it.

use super::phrase::is_unsure;
use crate::block::page::Page;
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::{self, Phrase};

/// What was found on the page that is no chrome.
pub struct NotChrome<'a> {
    /// The elements of the comments, in page order.
    pub comments: &'a [NodeId],
    /// Whether there is more to tell of comments: a number of them, a first post, a system that would show them.
    pub discussed: bool,
    /// Of each block, whether it is of the article's body.
    pub body: &'a [bool],
}

/// Where a block stands to the article's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    Above,
    Within,
    Below,
}

pub(super) struct Setting<'p> {
    /// The first block of the body, and the one with which it is as good as over.
    body: Option<(usize, usize)>,
    /// Whether readers can be expected to comment: without comments, a form or a number of them, "Reply" is no control.
    pub(super) discussed: bool,
    /// The language of the page, as the page says it: two letters or three.
    language: Option<&'p str>,
}

impl<'p> Setting<'p> {
    pub(super) fn of(page: &'p Page, found: &NotChrome) -> Setting<'p> {
        let invites = |phrase: &Option<Phrase>| {
            matches!(phrase, Some(Phrase::ReplyForm | Phrase::CommentsClosed | Phrase::Notify))
        };
        Setting {
            body: extent(page, found.body),
            discussed: found.discussed || !found.comments.is_empty() || page.phrases.iter().any(invites),
            language: language(page.dom),
        }
    }

    /// Without an article everything is below it.
    pub(super) fn stands(&self, block: usize) -> Stands {
        match self.body {
            Some((first, _)) if block < first => Stands::Above,
            Some((_, last)) if block <= last => Stands::Within,
            _ => Stands::Below,
        }
    }

    /// Whether an element begins behind the article's body.
    pub(super) fn is_below(&self, page: &Page, node: NodeId) -> bool {
        let last = self.body.and_then(|(_, last)| page.blocks.list.get(last));
        last.is_none_or(|last| last.anchor() < node)
    }

    /// Whether a block's phrase means what it says on this page. Of one that means something else as often, `sure` says
    /// what stands around it.
    pub(super) fn believes(&self, page: &Page, block: usize, phrase: Phrase, sure: bool) -> bool {
        let text = page.blocks.text(block);
        match phrase {
            Phrase::Reply
            | Phrase::Quote
            | Phrase::Permalink
            | Phrase::Report
            | Phrase::Edited
            | Phrase::Says => self.discussed,
            // Names of software are the names of sections too, and a browser's shortcomings are nobody's work.
            Phrase::PoweredBy => !is_about_the_browser(text) && (sure || page.measures[block].words > 1.0),
            Phrase::Print => !text.contains(['$', '€', '£', '%']), // "Save 25 %"
            Phrase::Moderation => self.discussed || page.measures[block].words > 1.0,
            _ if is_unsure(phrase, text) => sure,
            _ => !self.language.is_some_and(|language| phrases::is_foreign(text, language)),
        }
    }
}

/// The first block of the body, and the one with which all but a rest of its text has been read: what the labeller
/// takes for a line of the article far below it does not make the foot stand inside it.
fn extent(page: &Page, body: &[bool]) -> Option<(usize, usize)> {
    let blocks = || body.iter().enumerate().filter(|(_, of_body)| **of_body).map(|(i, _)| i);
    let length = |i: usize| page.blocks.list.get(i).map_or(0, |block| block.range.len());
    let first = blocks().next()?;
    let mut left = blocks().map(length).sum::<usize>() * (100 - REST) / 100;
    let last = blocks().find(|&i| {
        let over = left <= length(i);
        left = left.saturating_sub(length(i));
        over
    });
    Some((first, last?))
}

/// Whether a text says that the browser lacks something.
fn is_about_the_browser(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("javascript") || text.contains("browser")
}

/// The language that the page's root names, without its country.
fn language(dom: &Dom) -> Option<&str> {
    let root = dom.children(Dom::ROOT).find(|&node| dom.tag(node) == Tag::Html)?;
    dom.attr(root, "lang")?.split(['-', '_']).next().filter(|language| (2..=3).contains(&language.len()))
}

/// How much of the body's text, in percent, may be left below its end.
const REST: usize = 3;
