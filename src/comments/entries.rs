//! Entries of indexes: of boards, threads and questions, each with who wrote there last and when.
//!
//! They have a name, a date and a text as comments do, but the text is a link to another page, and name and date stand
//! behind it.

use super::clue::clue;
use super::marks::between;
use super::page::Page;
use crate::block::Blocks;
use crate::dom::{Dom, NodeId};

/// How many blocks an entry has at most.
const BLOCKS: usize = 60;

/// How many words of one block may stand behind name and date: "in", "go to last post", "view profile".
const BEHIND: u32 = 6;

/// Whether an element has a link to another page, that is nobody's name, and ends with somebody's name and a date.
pub(super) fn is_entry(page: &Page, id: NodeId) -> bool {
    let (dom, blocks) = (page.context.dom, page.context.blocks);
    let (inside, end) = (blocks.inside(dom, id), dom.end(id));
    if inside.len() > BLOCKS {
        return false;
    }
    if !between(&page.marks.replies, |&node| node, id, end).is_empty() {
        return false;
    }
    let dates = between(&page.marks.dates, |mark| mark.node, id, end);
    let Some(last) = dates.last().map(|date| date.block) else { return false };
    if (last + 1..inside.end).any(|index| page.marks.free_words(&(index..index + 1)) > BEHIND) {
        return false;
    }
    let names = between(&page.marks.names, |mark| mark.node, id, end);
    let says =
        |&index: &usize| !blocks.list[index].image && blocks.text(index).chars().any(char::is_alphabetic);
    let mut before = (inside.start..last.min(inside.end)).filter(says);
    let is_title = |index: usize| {
        begins_with_link(blocks, index).is_some_and(|link| {
            !names.iter().any(|name| touch(dom, name.node, link)) && leads_to_a_page(dom, link)
        })
    };
    let first = before.next();
    // Where names are not marked as such, the first link may be the writer's.
    let named_behind =
        |index: usize| names.first().is_some_and(|name| name.node > blocks.list[index].anchor());
    first.is_some_and(is_title)
        || before.any(|index| is_title(index) && named_behind(index) && clue(blocks.text(index)).is_none())
}

/// The link with which a block begins.
fn begins_with_link(blocks: &Blocks, index: usize) -> Option<NodeId> {
    let start = blocks.list[index].range.start;
    blocks.links(index).iter().find(|link| link.range.start <= start + 2).map(|link| link.node)
}

fn leads_to_a_page(dom: &Dom, link: NodeId) -> bool {
    dom.attr(link, "href")
        .is_some_and(|href| !href.is_empty() && !href.starts_with('#') && !href.starts_with("javascript:"))
}

/// Whether one of two elements stands in the other.
fn touch(dom: &Dom, a: NodeId, b: NodeId) -> bool {
    dom.contains(a, b) || dom.contains(b, a)
}
