//! A block's text cut into paragraphs where the page leaves lines empty.

use crate::block::Blocks;
use crate::dom::{Dom, NodeId, Tag};
use crate::inline::{Inline, Scribe};

/// The block's paragraphs: two line breaks with nothing between them part paragraphs.
pub(super) fn of(dom: &Dom, blocks: &Blocks, index: usize, scribe: &mut Scribe) -> Vec<Inline> {
    let cuts = cuts(dom, blocks, index);
    let end = blocks.list[index].range.end as usize;
    let mut from = blocks.list[index].range.start as usize;
    let mut source = scribe.open(index);
    let mut out = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts.into_iter().chain([end]) {
        let text = blocks.text[from..cut].trim_end();
        if !text.is_empty() {
            let mut inline = Inline::default();
            source.copy(from..from + text.len(), &mut inline);
            out.push(inline);
        }
        from = cut;
    }
    out
}

/// The block's text in one piece.
pub(super) fn joined(dom: &Dom, blocks: &Blocks, index: usize, scribe: &mut Scribe) -> Inline {
    let mut whole = Inline::default();
    for paragraph in of(dom, blocks, index, scribe) {
        whole.append('\n', paragraph);
    }
    whole
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
