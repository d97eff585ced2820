//! Comments that no element tells apart: a page whose discussion is lines with breaks between them, or paragraphs all
//! alike, is read as plain text is.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::block::Blocks;
use crate::clipping::{self, Line};
use crate::comments::{self, Item, Threads};
use crate::dates;
use crate::record::PageType;

/// What the labeller of pages says.
pub struct Judged<'a> {
    /// How likely each block is a comment's, 0 to 1.
    pub comment: &'a [f32],
    /// How likely it is the article's.
    pub article: &'a [f32],
    /// What the page is.
    pub page_type: PageType,
}

/// Words under no heading of comments are at least this likely some by the labeller of pages, in the mean over all.
const LIKELY: f32 = 0.3;

/// How many blocks before the first comment the heading of them all stands at most.
pub const HEADING: usize = 3;

/// How many blocks behind their heading the first comment says who wrote it, or when, at most: above its text or below.
const SIGNED: usize = 24;

/// Finds the comments; `None` where there are none, or where lines tell them apart and blocks do not.
///
/// `model` gives that of lines; it is asked for only where the page may have comments.
pub fn find<'m>(
    blocks: &Blocks,
    judged: &Judged,
    model: impl FnOnce() -> Option<&'m clipping::Model>,
    how: &dates::Context,
) -> Option<Threads> {
    // One that leads somewhere stands elsewhere.
    let heads = |index: &usize| blocks.links(*index).is_empty() && comments::is_heading(blocks, *index);
    let headings: Vec<usize> = (0..blocks.len()).filter(heads).collect();
    let likely = judged.comment.iter().any(|&likely| likely >= LIKELY);
    if !likely && !headings.iter().any(|&heading| may_begin(blocks, heading)) {
        return None;
    }
    let (lines, owners) = lines(blocks, 0..blocks.len());
    let found = clipping::comments(lines, judged.page_type, model(), how);
    let mut taken = vec![false; blocks.len()];
    let mut placed = |item: clipping::Item| placed(blocks, &owners, item, &mut taken);
    let lead = match found.lead {
        Some(lead) => Some(placed(lead)?),
        None => None,
    };
    let items = found.items.into_iter().map(placed).collect::<Option<_>>()?;
    let threads = Threads { declared: found.declared, lead, items, ..Threads::default() };
    let first = *threads.items.first()?.blocks.first()?;
    let headed = headings.iter().any(|&heading| heading < first && first - heading <= HEADING);
    let mean = |column| blocks.mean(column, threads.items.iter().flat_map(said));
    let (comment, article) = (mean(judged.comment), mean(judged.article));
    let believed = headed || comment >= LIKELY && comment > article && !leads_on(blocks, &threads);
    believed.then_some(threads)
}

/// Whether some line soon behind a heading may head a comment: to ask the labeller of lines is dear.
fn may_begin(blocks: &Blocks, heading: usize) -> bool {
    let (lines, _) = lines(blocks, heading + 1..blocks.len().min(heading + 1 + SIGNED));
    clipping::may_hold_head(lines)
}

/// A comment in the blocks of its lines; `None` where one of them is another's.
fn placed(blocks: &Blocks, owners: &[usize], item: clipping::Item, taken: &mut [bool]) -> Option<Item> {
    let mut own: Vec<usize> = item.lines.iter().map(|&(line, _)| owners[line]).collect();
    own.dedup();
    if own.iter().any(|&block| std::mem::replace(&mut taken[block], true)) {
        return None;
    }
    let said: FxHashSet<usize> =
        item.lines.iter().filter(|(_, said)| *said).map(|&(line, _)| owners[line]).collect();
    let heads = own.iter().copied().filter(|block| !said.contains(block)).collect();
    let node = blocks.list[*own.first()?].anchor();
    Some(Item { comment: item.comment, node, blocks: own, heads })
}

/// Whether most of what is said begins with a link, each with one of its own: the rows of an index.
fn leads_on(blocks: &Blocks, threads: &Threads) -> bool {
    let link = |block: usize| {
        let text = blocks.text(block).split('\n').next().unwrap_or_default().trim();
        blocks.links(block).iter().any(|link| link.range.len() >= text.len().max(1)).then_some(text)
    };
    let links: FxHashSet<&str> = threads.items.iter().filter_map(|item| said(item).find_map(link)).collect();
    2 * links.len() > threads.items.len()
}

/// The lines of those blocks that are shown, and the block of each.
fn lines(blocks: &Blocks, of: Range<usize>) -> (Vec<Line>, Vec<usize>) {
    let first = of.start;
    let shown = of.filter(|&index| !blocks.list[index].hidden);
    let parted = shown.flat_map(|index| {
        let lines = blocks.text(index).split('\n').map(str::trim).filter(|line| !line.is_empty());
        lines.enumerate().map(move |(number, line)| {
            (Line { text: line.to_owned(), gap: number == 0 && index > first, indent: 0 }, index)
        })
    });
    parted.unzip()
}

/// The blocks of a comment that are not its head alone; both lists are in order.
fn said(item: &Item) -> impl Iterator<Item = usize> {
    item.blocks.iter().copied().filter(|block| item.heads.binary_search(block).is_err())
}
