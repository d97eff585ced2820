//! A block's text with its links, cut into paragraphs where the page leaves lines empty.

use std::ops::Range;

use crate::address::Base;
use crate::block::Blocks;
use crate::dom::{Dom, NodeId, Tag};
use crate::record::Link;

/// A text and the links in it.
#[derive(Default)]
pub(super) struct Inline {
    pub text: String,
    pub links: Vec<Link>,
    chars: usize,
}

impl Inline {
    /// Adds another text behind a separator.
    pub(super) fn append(&mut self, separator: char, other: Inline) {
        if !self.text.is_empty() {
            self.text.push(separator);
            self.chars += 1;
        }
        let offset = self.chars;
        self.chars += other.chars;
        self.text.push_str(&other.text);
        self.links.extend(other.links.into_iter().map(|link| Link {
            start: link.start + offset,
            end: link.end + offset,
            ..link
        }));
    }
}

/// The block's paragraphs: two line breaks with nothing between them part paragraphs.
pub(super) fn paragraphs(dom: &Dom, blocks: &Blocks, index: usize, base: &Base) -> Vec<Inline> {
    let cuts = cuts(dom, blocks, index);
    let end = blocks.list[index].range.end as usize;
    let mut from = blocks.list[index].range.start as usize;
    let mut links = blocks.links(index).iter().peekable();
    let mut out = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts.into_iter().chain([end]) {
        let text = blocks.text[from..cut].trim_end();
        let mut inline = Inline { text: text.to_owned(), links: Vec::new(), chars: 0 };
        let range = from..from + text.len();
        let mut counted = from;
        while let Some(link) = links.peek() {
            let words = link.range.start as usize..link.range.end as usize;
            if words.start >= cut {
                break;
            }
            let clipped = words.start.max(range.start)..words.end.min(range.end);
            // Links inside links are no HTML; leaving them out keeps the counting linear.
            if clipped.start < clipped.end && clipped.start >= counted {
                inline.chars += count(&blocks.text, counted..clipped.start);
                let start = inline.chars;
                inline.chars += count(&blocks.text, clipped.clone());
                counted = clipped.end;
                if let Some(href) = base.of_attr(dom, link.node, "href") {
                    inline.links.push(Link { start, end: inline.chars, href });
                }
            }
            if words.end > cut {
                break; // it goes on in the next paragraph
            }
            links.next();
        }
        inline.chars += count(&blocks.text, counted..range.end);
        if !inline.text.is_empty() {
            out.push(inline);
        }
        from = cut;
    }
    out
}

/// The block's text in one piece.
pub(super) fn whole(dom: &Dom, blocks: &Blocks, index: usize, base: &Base) -> Inline {
    let mut whole = Inline::default();
    for paragraph in paragraphs(dom, blocks, index, base) {
        whole.append('\n', paragraph);
    }
    whole
}

fn count(text: &str, range: Range<usize>) -> usize {
    text.get(range).map_or(0, |text| text.chars().count())
}

/// Where new paragraphs start, in bytes of the page's text.
fn cuts(dom: &Dom, blocks: &Blocks, index: usize) -> Vec<usize> {
    let block = &blocks.list[index];
    let pieces = &blocks.pieces[block.pieces.start as usize..block.pieces.end as usize];
    if block.preformatted || block.image {
        return Vec::new();
    }
    let parted = pieces.windows(2).filter(|pair| {
        let between = pair[0].node.0 + 1..pair[1].node.0;
        // Only a gap of line breaks can part paragraphs, and then the text before it ends in one.
        blocks.text.as_bytes().get((pair[1].start as usize).wrapping_sub(1)) == Some(&b'\n')
            && between.filter(|&id| dom.tag(NodeId(id)) == Tag::Br).take(2).count() == 2
    });
    parted.map(|pair| pair[1].start as usize).collect()
}

/// What a preformatted block says, with the spaces that stand before its first word.
pub(super) fn preformatted(dom: &Dom, blocks: &Blocks, index: usize) -> String {
    let block = &blocks.list[index];
    let mut indent = String::new();
    let stop =
        index.checked_sub(1).map_or(block.element, |before| blocks.list[before].last.max(block.element));
    let mut at = block.first;
    while at > stop {
        if let Some(text) = dom.text(at) {
            let before = &text[..text.len() - text.trim_start().len()];
            let line = before.rfind('\n').map_or(before, |newline| &before[newline + 1..]);
            indent.insert_str(0, line);
            if line.len() < before.len() || indent.len() > 256 {
                break;
            }
        }
        at = NodeId(at.0 - 1);
    }
    indent + blocks.text(index)
}
