//! The page as a sequence of text blocks: maximal runs of inline text inside one block element.
//!
//! A line break (`br`) does not end a block. Every character of the page's text stands in exactly one block: that is
//! what "nothing is lost" rests on. Three streams make up the text, each in document order: what is shown, what an
//! attribute or inline style hides, and the alternative texts of images. A piece of the latter two that stands inside
//! a shown run becomes a block of its own after it, so that the run stays whole.

mod chain;
pub mod features;
mod globals;
pub mod keywords;
pub mod measure;
mod noscript;
pub mod page;
mod row;
mod visibility;
mod walk;
pub mod words;

use std::ops::Range;

use crate::dom::{Dom, NodeId, Tag};

pub use noscript::NoscriptCopies;
pub use visibility::{hides, image_text, is_hidden, is_hidden_kind, is_invisible_char};

/// One run of text.
#[derive(Clone, Debug)]
pub struct Block {
    /// The nearest block element around it; of an image, the `img` or `svg`; of the sign of a heading's link to itself
    /// ("¶"), the `a`.
    pub element: NodeId,
    /// The first node that gave text.
    pub first: NodeId,
    /// The last node that gave text.
    pub last: NodeId,
    /// See [`Block::anchor`].
    anchor: NodeId,
    /// Where its text stands in [`Blocks::text`], in bytes.
    pub range: Range<u32>,
    /// Its pieces in [`Blocks::pieces`].
    pub pieces: Range<u32>,
    /// Its links in [`Blocks::links`].
    pub links: Range<u32>,
    /// An attribute or inline style hides it.
    pub hidden: bool,
    /// It is the alternative text of an image.
    pub image: bool,
    /// White space and line breaks are as in the source.
    pub preformatted: bool,
    /// What a rule of the user says of it.
    pub ruling: Option<Ruling>,
}

/// What a rule of the user says of a node and all in it, up to the next ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The number of the rule.
    pub rule: u32,
    /// It is the article's; else it is chrome.
    pub keep: bool,
}

/// What one text node gave to a block.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// The text node.
    pub node: NodeId,
    /// Where its text starts in [`Blocks::text`]; it goes to the next piece's start or the block's end.
    pub start: u32,
}

/// A link inside a block.
#[derive(Clone, Debug)]
pub struct BlockLink {
    /// The `a` element.
    pub node: NodeId,
    /// Where its words stand in [`Blocks::text`].
    pub range: Range<u32>,
}

/// All blocks of a page, in page order.
#[derive(Clone, Default)]
pub struct Blocks {
    /// The text of all blocks, one behind the other.
    pub text: String,
    /// The blocks.
    pub list: Vec<Block>,
    /// What each text node gave.
    pub pieces: Vec<Piece>,
    /// The links.
    pub links: Vec<BlockLink>,
}

impl Blocks {
    /// Cuts a page into blocks.
    pub fn of(dom: &Dom) -> Blocks {
        Blocks::ruled(dom, &[])
    }

    /// Cuts a page into blocks, also where what `rulings` say changes: an entry a node, or none at all. A dropped piece
    /// of a line becomes a block of its own after it.
    pub fn ruled(dom: &Dom, rulings: &[Option<Ruling>]) -> Blocks {
        walk::Walk::new(dom, rulings).run()
    }

    /// Only the blocks of these numbers.
    pub fn only(&self, numbers: &[usize]) -> Blocks {
        let list = numbers.iter().filter_map(|&number| self.list.get(number).cloned()).collect();
        Blocks { list, text: self.text.clone(), pieces: self.pieces.clone(), links: self.links.clone() }
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether the page has no text at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The text of a block: white space collapsed to single spaces, `br` as `\n`.
    pub fn text(&self, index: usize) -> &str {
        let range = &self.list[index].range;
        &self.text[range.start as usize..range.end as usize]
    }

    /// The mean of a column with an entry a block over some blocks, each as heavy as its text is long; 0 where there are none.
    pub fn mean(&self, column: &[f32], indexes: impl Iterator<Item = usize>) -> f32 {
        let (mut sum, mut all) = (0.0, 0.0);
        for index in indexes {
            let length = self.list[index].range.len() as f32;
            sum += length * column.get(index).copied().unwrap_or(0.0);
            all += length;
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// The blocks that are placed inside a subtree (see [`Block::anchor`]): a run of indices.
    pub fn inside(&self, dom: &Dom, node: NodeId) -> Range<usize> {
        let end = dom.end(node);
        let from = self.list.partition_point(|block| block.anchor() < node);
        let to = self.list.partition_point(|block| block.anchor() < end);
        from..to
    }

    /// The pieces of a block with their text.
    pub fn pieces(&self, index: usize) -> impl Iterator<Item = (NodeId, &str)> {
        self.piece_ranges(index)
            .map(|(node, range)| (node, &self.text[range.start as usize..range.end as usize]))
    }

    /// The pieces of a block with where they stand in `text`.
    pub fn piece_ranges(&self, index: usize) -> impl Iterator<Item = (NodeId, Range<u32>)> {
        let block = &self.list[index];
        let pieces = &self.pieces[block.pieces.start as usize..block.pieces.end as usize];
        pieces.iter().enumerate().map(move |(at, piece)| {
            let end = pieces.get(at + 1).map_or(block.range.end, |next| next.start);
            (piece.node, piece.start..end)
        })
    }

    /// The links of a block.
    pub fn links(&self, index: usize) -> &[BlockLink] {
        let links = &self.list[index].links;
        &self.links[links.start as usize..links.end as usize]
    }
}

impl Block {
    /// The node that places the block in the page: the first that gave text, but an image that stands before the first
    /// words of the run it is listed behind is placed with these. So no block is placed before the one listed before it.
    pub fn anchor(&self) -> NodeId {
        self.anchor
    }

    /// Whether it is the sign of a heading's link to itself. A link that is hidden in a line is a block too.
    pub fn is_heading_link(&self, dom: &Dom) -> bool {
        dom.tag(self.element) == Tag::A && !self.hidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of every element of a name, the texts of the blocks inside.
    fn inside(html: &str, tag: Tag) -> Vec<String> {
        let dom = Dom::parse(html);
        let blocks = Blocks::of(&dom);
        let texts = |node| blocks.inside(&dom, node).map(|at| blocks.text(at)).collect::<Vec<_>>().join("|");
        dom.ids().filter(|&id| dom.tag(id) == tag).map(texts).collect()
    }

    #[test]
    fn an_image_before_the_words_of_its_run_puts_no_other_text_into_its_link() {
        let html =
            "<p><a><img alt='A boat'></a> The ferry <a>sails <img alt='At dawn'></a> at six.</p><p>Next.";
        assert_eq!(inside(html, Tag::A), ["", "At dawn"]);
        assert_eq!(inside(html, Tag::P), ["The ferry sails at six.|A boat|At dawn", "Next."]);
    }

    #[test]
    fn an_image_in_hidden_words_is_placed_with_these() {
        let html =
            "<p>The ferry <span style='display:none'><img alt='A boat'><b>of old</b></span> sails.<p>Next.";
        assert_eq!(inside(html, Tag::Span), ["of old|A boat"]);
        assert_eq!(inside(html, Tag::B), ["of old|A boat"]);
    }
}
