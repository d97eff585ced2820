//! Where the page's words, not its names, say that its readers' comments stand: under a heading or counter of theirs.

use std::ops::Range;

use super::clue::{self, LONGEST_HEADING};
use super::marks::Marks;
use super::types::Context;
use crate::block::Blocks;
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::{self, Phrase};

/// How many words of the article stand before its comments at least.
const AN_ARTICLE: u32 = 50;
/// How many blocks stand between a heading and the first date under it at most: a form may come first.
const NEAR: usize = 40;
/// How many headings are looked at: a page that has more lists what others comment on.
const MOST: usize = 8;

/// What stands under headings of comments behind the article, each up to the end of the smallest element around
/// heading and first date, or to the heading of something else, in page order. `named` tells whether a node stands where
/// a name speaks of comments: there the names know better.
pub(super) fn headed(context: &Context, marks: &Marks, named: impl Fn(NodeId) -> bool) -> Vec<Range<NodeId>> {
    let (dom, blocks) = (context.dom, context.blocks);
    let mut areas: Vec<Range<NodeId>> = Vec::new();
    let mut read = 0;
    let mut dates = marks.dates.iter().peekable();
    for (index, block) in blocks.list.iter().enumerate() {
        read += match context.article.get(index) {
            Some(&article) if article < 0.5 => 0,
            _ => marks.words(&(index..index + 1)).0,
        };
        while dates.next_if(|date| date.block <= index).is_some() {}
        let Some(date) = dates.peek().filter(|date| date.block <= index + NEAR) else { continue };
        let at = block.anchor();
        let heads = read >= AN_ARTICLE && heads(context, index);
        if !heads || named(at) || areas.last().is_some_and(|area| area.contains(&at)) {
            continue;
        }
        let around = dom.ancestors(at).find(|&up| dom.contains(up, date.node));
        let Some(around) = around.filter(|&up| dom.tag(up) != Tag::Html) else { continue };
        let end = until(context, index, dom.end(around));
        if date.node < end {
            areas.push(at..end);
        }
        if areas.len() == MOST {
            break;
        }
    }
    areas
}

/// Whether any block is a heading or counter of comments.
pub(super) fn any_heading(context: &Context) -> bool {
    (0..context.blocks.len()).any(|index| heads(context, index))
}

/// Whether a block is a heading or counter of comments that is shown.
pub(crate) fn is_heading(blocks: &Blocks, index: usize) -> bool {
    let block = &blocks.list[index];
    !block.image && !block.hidden && clue::is_heading(blocks.text(index))
}

/// Whether a block is a heading or counter of comments, and no link to them.
fn heads(context: &Context, index: usize) -> bool {
    let (dom, blocks) = (context.dom, context.blocks);
    if !is_heading(blocks, index) {
        return false;
    }
    let linked: usize = blocks
        .links(index)
        .iter()
        .filter(|link| dom.attr(link.node, "href").is_some_and(|href| href.len() > 1))
        .map(|link| link.range.len())
        .sum();
    linked * 2 < blocks.text(index).len()
}

/// Where what stands under a heading ends: at the latest there, or where a heading of at least its level, or one that
/// says so, begins something else.
fn until(context: &Context, heading: usize, last: NodeId) -> NodeId {
    let (dom, blocks) = (context.dom, context.blocks);
    let level = |index: usize| level(dom, blocks.list[index].anchor());
    let own = level(heading);
    let after = (heading + 1..blocks.len()).take_while(|&index| blocks.list[index].anchor() < last);
    let mut after =
        after.filter(|&index| !blocks.list[index].image && blocks.text(index).len() < LONGEST_HEADING);
    let other = after.find(|&index| {
        let said = phrases::classify(blocks.text(index));
        let of_comments = matches!(
            said,
            Some(
                Phrase::Counter | Phrase::CommentsHeading | Phrase::ReplyForm | Phrase::Says | Phrase::Reply
            )
        );
        matches!(said, Some(Phrase::RecentComments | Phrase::Related | Phrase::MostRead))
            || !of_comments && own.zip(level(index)).is_some_and(|(own, level)| level <= own)
    });
    other.map_or(last, |index| blocks.list[index].anchor())
}

/// The level of the heading that a node stands in, 1 to 6.
fn level(dom: &Dom, node: NodeId) -> Option<u8> {
    dom.ancestors(node).take(4).find_map(|up| dom.tag(up).heading_level())
}
