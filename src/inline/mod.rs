//! A block's text with what stands in it beside its letters: links and marks.

mod formats;

use std::cmp::Reverse;
use std::ops::Range;

use self::formats::{Around, Formats, TYPES};
use crate::address::Base;
use crate::block::{Block, Blocks};
use crate::dom::{Dom, NodeId};
use crate::record::{Link, Mark, MarkType};

/// A text, the links and the marks in it. Offsets are in bytes until they are [counted](Inline::counted).
#[derive(Debug, Default)]
pub struct Inline {
    pub text: String,
    pub links: Vec<Link>,
    pub marks: Vec<Mark>,
}

impl Inline {
    /// Adds another text behind a separator.
    pub fn append(&mut self, separator: char, other: Inline) {
        if self.text.is_empty() {
            *self = other;
            return;
        }
        self.text.push(separator);
        let offset = self.text.len();
        self.text.push_str(&other.text);
        let moved = |(start, end)| (start + offset, end + offset);
        self.links.extend(other.links.into_iter().map(|link| {
            let (start, end) = moved((link.start, link.end));
            Link { start, end, ..link }
        }));
        self.marks.extend(other.marks.into_iter().map(|mark| {
            let (start, end) = moved((mark.start, mark.end));
            Mark { start, end, ..mark }
        }));
    }

    /// The same with offsets in characters.
    pub fn counted(mut self) -> Inline {
        if self.links.is_empty() && self.marks.is_empty() || self.text.is_ascii() {
            return self;
        }
        let of_links = self.links.iter_mut().flat_map(|link| [&mut link.start, &mut link.end]);
        let of_marks = self.marks.iter_mut().flat_map(|mark| [&mut mark.start, &mut mark.end]);
        let mut offsets: Vec<&mut usize> = of_links.chain(of_marks).collect();
        offsets.sort_unstable();
        let (mut bytes, mut chars) = (0, 0);
        for offset in offsets {
            chars += self.text.get(bytes..*offset).map_or(0, |text| text.chars().count());
            bytes = bytes.max(*offset);
            *offset = chars;
        }
        self
    }
}

/// Copies text out of blocks with what stands in it.
pub struct Scribe<'a> {
    dom: &'a Dom,
    blocks: &'a Blocks,
    base: &'a Base,
    around: Around<'a>,
}

impl<'a> Scribe<'a> {
    /// One for a page. It does least where it is given the blocks in page order.
    pub fn new(dom: &'a Dom, blocks: &'a Blocks, base: &'a Base) -> Scribe<'a> {
        Scribe { dom, blocks, base, around: Around::new(dom) }
    }

    /// All of a block.
    pub fn whole(&mut self, index: usize) -> Inline {
        let range = &self.blocks.list[index].range;
        let mut words = Inline::default();
        self.open(index).copy(range.start as usize..range.end as usize, &mut words);
        words
    }

    /// Opens a block to copy from.
    pub fn open(&mut self, index: usize) -> Source<'_, 'a> {
        let block = &self.blocks.list[index];
        Source { block, link: block.links.start as usize, piece: block.pieces.start as usize, scribe: self }
    }
}

/// A block that is copied from, from its start to its end.
pub struct Source<'s, 'a> {
    scribe: &'s mut Scribe<'a>,
    block: &'a Block,
    /// The first link and the first piece that may reach beyond what was copied.
    link: usize,
    piece: usize,
}

/// A mark that may go on.
#[derive(Clone, Copy)]
struct Running {
    start: usize,
    end: usize,
    setter: NodeId,
}

impl Source<'_, '_> {
    /// Copies a range of [`Blocks::text`], which begins where the one copied before ended or behind it.
    pub fn copy(&mut self, range: Range<usize>, into: &mut Inline) {
        let Some(text) = self.scribe.blocks.text.get(range.clone()) else { return };
        let offset = into.text.len();
        into.text.push_str(text);
        self.links(&range, offset, into);
        self.marks(&range, offset, into);
    }

    fn links(&mut self, range: &Range<usize>, offset: usize, into: &mut Inline) {
        let Scribe { dom, blocks, base, .. } = *self.scribe;
        let mut free = range.start;
        while self.link < self.block.links.end as usize {
            let link = &blocks.links[self.link];
            let words = link.range.start as usize..link.range.end as usize;
            if words.start >= range.end {
                break;
            }
            let clipped = words.start.max(range.start)..words.end.min(range.end);
            // Links inside links are no HTML.
            if clipped.start < clipped.end && clipped.start >= free {
                free = clipped.end;
                if let Some(href) = base.of_attr(dom, link.node, "href") {
                    let (start, end) =
                        (clipped.start - range.start + offset, clipped.end - range.start + offset);
                    into.links.push(Link { start, end, href });
                }
            }
            if words.end > range.end {
                break; // it goes on behind the range
            }
            self.link += 1;
        }
    }

    fn marks(&mut self, range: &Range<usize>, offset: usize, into: &mut Inline) {
        let first = into.marks.len();
        let mut running: [Option<Running>; TYPES.len()] = [None; TYPES.len()];
        let mut runs = false;
        while self.piece < self.block.pieces.end as usize {
            let (node, words) = self.words();
            if words.start >= range.end {
                break;
            }
            let clipped = words.start.max(range.start)..words.end.min(range.end);
            if !clipped.is_empty() {
                let formats = self.scribe.around.of(node);
                if runs || !formats.is_empty() {
                    runs = self.step(&mut running, formats, node, clipped, |run, kind| {
                        into.marks.push(mark(run, kind, range, offset));
                    });
                }
            }
            if words.end > range.end {
                break; // it goes on behind the range
            }
            self.piece += 1;
        }
        for (run, kind) in running.into_iter().zip(TYPES) {
            into.marks.extend(run.map(|run| mark(run, kind, range, offset)));
        }
        if into.marks.len() > first {
            join_seam(&mut into.marks, first, offset);
            into.marks[first..].sort_unstable_by_key(|mark| (mark.start, Reverse(mark.end), mark.kind));
        }
    }

    /// The piece that comes next and where its words stand.
    fn words(&self) -> (NodeId, Range<usize>) {
        let (blocks, next) = (self.scribe.blocks, self.piece + 1);
        let piece = blocks.pieces[self.piece];
        let last = next >= self.block.pieces.end as usize;
        let end = if last { self.block.range.end } else { blocks.pieces[next].start };
        (piece.node, piece.start as usize..end as usize)
    }

    /// Takes a piece up: its marks go on, begin, or end before it. Says whether any goes on.
    fn step(
        &self,
        running: &mut [Option<Running>; TYPES.len()],
        formats: Formats,
        node: NodeId,
        words: Range<usize>,
        mut ended: impl FnMut(Running, MarkType),
    ) -> bool {
        let text = &self.scribe.blocks.text[words.clone()];
        let start = words.start + (text.len() - text.trim_start().len());
        let end = words.start + text.trim_end().len();
        for (run, kind) in running.iter_mut().zip(TYPES) {
            if !formats.has(kind) || start >= end {
                // White space alone is neither with nor without.
                if start < end
                    && let Some(run) = run.take()
                {
                    ended(run, kind);
                }
                continue;
            }
            match run {
                Some(run) if self.joins(run, kind, start, node) => run.end = end,
                _ => {
                    let before = run.replace(Running { start, end, setter: self.scribe.around.setter(kind) });
                    if let Some(before) = before {
                        ended(before, kind);
                    }
                }
            }
        }
        running.iter().any(Option::is_some)
    }

    /// Whether a piece that is set the same way goes on with what is. "H₂ ₃" and two listed names of functions are two,
    /// bold words side by side are one.
    fn joins(&self, run: &Running, kind: MarkType, start: usize, node: NodeId) -> bool {
        match kind {
            MarkType::Emphasis | MarkType::Strong | MarkType::Strikethrough => true,
            MarkType::Code | MarkType::Superscript | MarkType::Subscript => {
                run.end == start || self.scribe.dom.contains(run.setter, node)
            }
        }
    }
}

/// Where two ranges meet, what ends there and begins there anew, from the mark `first` on, goes on.
fn join_seam(marks: &mut Vec<Mark>, first: usize, seam: usize) {
    let near = first.saturating_sub(2 * TYPES.len());
    for kind in TYPES {
        let is = |mark: &Mark, at: usize| mark.kind == kind && at == seam;
        let ended = (near..first).rev().find(|&at| is(&marks[at], marks[at].end));
        let begun = marks[first..].iter().position(|mark| is(mark, mark.start));
        if let (Some(ended), Some(begun)) = (ended, begun) {
            marks[ended].end = marks.remove(first + begun).end;
        }
    }
}

fn mark(run: Running, kind: MarkType, range: &Range<usize>, offset: usize) -> Mark {
    Mark { start: run.start - range.start + offset, end: run.end - range.start + offset, kind }
}

#[cfg(test)]
mod tests;
