//! The marks that comments carry, each by its place in the page: dates, names, reply links, permalinks, pictures.

use std::ops::Range;

use super::short::Short;
use crate::block::Blocks;
use crate::dom::{Dom, NodeId};

/// A date as shown.
#[derive(Clone, Debug)]
pub(super) struct DateMark {
    /// The text node that it starts in, or the element whose attribute gives it.
    pub node: NodeId,
    /// The block it stands in, and where in [`Blocks::text`].
    pub block: usize,
    /// Where in [`Blocks::text`]; empty where only an attribute has it.
    pub range: Range<u32>,
}

/// An element that holds a name by its looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameMark {
    /// The element.
    pub node: NodeId,
    /// How sure: 1 to 5.
    pub weight: u8,
}

/// A name or date, and the one that it repeats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    /// Where it stands.
    pub node: NodeId,
    /// The mark that says the same shortly before it: where both stand in one comment, they count once.
    pub before: Option<NodeId>,
}

/// All marks of a page, each list in page order.
#[derive(Default)]
pub(super) struct Marks {
    pub dates: Vec<DateMark>,
    pub names: Vec<NameMark>,
    /// The outermost of the name marks, for counting.
    pub people: Vec<Counted>,
    pub replies: Vec<NodeId>,
    pub permalinks: Vec<NodeId>,
    pub avatars: Vec<NodeId>,
    /// "Joined: May 2009": the column of a forum's post that says who writes.
    pub joined: Vec<NodeId>,
    /// The dates for counting.
    pub moments: Vec<Counted>,
    /// Forms to write in.
    pub forms: Vec<NodeId>,
    /// Links to quote or report a post.
    pub controls: Vec<NodeId>,
    /// Dates with a name in the text before them, and words set apart next to a date that may be a name.
    pub beside: Vec<NodeId>,
    /// Where blocks start and how many words outside links stand before each.
    pub words: Vec<u32>,
    pub linked: Vec<u32>,
    /// The same for words that are no name, date or control.
    pub free: Vec<u32>,
}

impl Marks {
    /// How many words in a range of blocks are no name, date or control.
    pub(super) fn free_words(&self, range: &Range<usize>) -> u32 {
        let at = |index: usize| self.free.get(index).copied().unwrap_or(0);
        at(range.end) - at(range.start)
    }

    /// How many words stand in a range of blocks: outside links, and in links.
    pub(super) fn words(&self, range: &Range<usize>) -> (u32, u32) {
        let sum = |column: &[u32]| {
            let at = |index: usize| column.get(index).copied().unwrap_or(0);
            at(range.end) - at(range.start)
        };
        (sum(&self.words), sum(&self.linked))
    }
}

/// The text of a range in [`Blocks::text`].
pub(super) fn range<'b>(blocks: &'b Blocks, range: &Range<u32>) -> &'b str {
    blocks.text.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// Those of a sorted list that stand in a run of nodes.
pub(super) fn between<T>(list: &[T], place: impl Fn(&T) -> NodeId, from: NodeId, to: NodeId) -> &[T] {
    let start = list.partition_point(|entry| place(entry) < from);
    let end = list.partition_point(|entry| place(entry) < to);
    list.get(start..end).unwrap_or_default()
}

/// Whether a link's words are the number of a post: "#12".
pub(super) fn is_numbered(dom: &Dom, id: NodeId) -> bool {
    Short::of(dom, id, 8).is_some_and(|short| is_number(&short.text(dom)))
}

/// "#12"
pub(super) fn is_number(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|rest| {
        let rest = rest.trim();
        !rest.is_empty() && rest.len() < 9 && rest.bytes().all(|byte| byte.is_ascii_digit())
    })
}
