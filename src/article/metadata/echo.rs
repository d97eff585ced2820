//! The headline of a page without headings: a line before the text that the title element repeats.

use super::evidence::{Evidence, Source};
use super::page::Page;
use super::title::separators;
use super::wording::fold;
use crate::block::Blocks;
use crate::block::page::PARAGRAPH_WORDS;
use crate::dom::NodeId;
use crate::letters::count_words;

/// How many blocks before the text are looked at.
const BEFORE: usize = 40;

/// A shorter text may be the name of anything.
const FEWEST_WORDS: usize = 2;

/// Notes the last line before the text that is the title element's, or a part of that, where no heading was noted.
pub(super) fn headline(page: &Page, blocks: &Blocks, start: Option<NodeId>, evidence: &mut Evidence) {
    let shown = |source| matches!(source, Source::Heading | Source::Class);
    if evidence.titles.iter().any(|found| shown(found.source)) {
        return;
    }
    let Some(told) = page.title.as_deref() else { return };
    let parts: Vec<String> = parts(told).map(fold).collect();
    let first = start.map_or(0, |start| blocks.inside(page.dom, start).start);
    // The labeller may hold what stands before the first paragraph for the text's beginning.
    let is_paragraph = |at: &usize| count_words(blocks.text(*at)) as f32 >= PARAGRAPH_WORDS;
    let first = (first..blocks.len()).find(is_paragraph).unwrap_or(first);
    for at in (first.saturating_sub(BEFORE)..first).rev() {
        // The byline may follow in the same block.
        let (block, line) = (&blocks.list[at], blocks.text(at).split('\n').next().unwrap_or_default());
        if !block.image && !block.hidden && line.len() <= told.len() && parts.contains(&fold(line)) {
            evidence.title(Source::Heading, Some(block.anchor()), line);
            return;
        }
    }
}

/// A title, and what stands before and behind each of its separators; a colon too may part it from the site's name.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    let marks = || separators(title).chain([": "]);
    let ends = marks().filter_map(|mark| title.rsplit_once(mark));
    let starts = marks().filter_map(|mark| title.split_once(mark));
    let parts = ends.chain(starts).flat_map(|(head, tail)| [head, tail]);
    std::iter::once(title).chain(parts).filter(|part| count_words(part) >= FEWEST_WORDS)
}
