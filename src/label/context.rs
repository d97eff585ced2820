//! The second pass's view: what the first pass thinks of the blocks around each block.

use rustc_hash::FxHashMap;

use crate::block::page::Page;
use crate::dom::Dom;
use crate::window::{Weighted, nearest};

/// How far the nearest sure block is looked for.
const FAR: f32 = 100.0;

/// How many columns the context adds.
pub const COLUMNS: usize = 33;

/// The context of the blocks `of` the page, in page order, row behind row, given the first pass's probabilities of
/// article and comment of all blocks.
pub fn context(page: &Page, article: &[f32], comment: &[f32], of: &[usize]) -> Vec<f32> {
    let n = page.blocks.len();
    // Images carry no vote, and a short label no more than its words.
    let words: Vec<f32> = (0..n)
        .map(|i| if page.blocks.list[i].image { 0.0 } else { page.measures[i].words.max(0.5) })
        .collect();
    let (a, c) = (Weighted::of(&words, article), Weighted::of(&words, comment));
    let near = nearest(n, FAR, |i| article[i] > 0.7 && words[i] >= 8.0);
    let (paths, sections) = (path_means(page, &words, article), section_means(page, &a));
    let mut rows = Vec::with_capacity(of.len() * COLUMNS);
    // Of the elements around the last block the means inside: the next block mostly stands in the same.
    let mut around = [(None, 0.0f32); 3];
    for &i in of {
        let at = |column: &[f32], offset: isize| {
            i.checked_add_signed(offset).and_then(|j| column.get(j)).copied().unwrap_or(-1.0)
        };
        rows.extend([article[i], comment[i]]);
        rows.extend([-4, -3, -2, -1, 1, 2, 3, 4].map(|offset| at(article, offset)));
        rows.extend([-2, -1, 1, 2].map(|offset| at(comment, offset)));
        for reach in [3, 8, 20] {
            rows.push(a.mean(i.saturating_sub(reach), i));
            rows.push(a.mean(i + 1, i + 1 + reach));
        }
        rows.push(c.mean(i.saturating_sub(8), i));
        rows.push(c.mean(i + 1, i + 9));
        rows.push(a.mean(0, n));
        rows.push(c.mean(0, n));
        rows.push(a.before(i));
        rows.extend(near[i]);
        rows.push(paths[i]);
        rows.push(sections[i]);
        let element = page.blocks.list[i].element;
        let mut ups = page.dom.ancestors(element);
        for held in &mut around {
            let up = ups.next().unwrap_or(Dom::ROOT);
            if held.0 != Some(up) {
                let inside = page.blocks.inside(page.dom, up);
                *held = (Some(up), a.mean(inside.start, inside.end));
            }
            rows.push(held.1);
        }
        rows.push(a.expected().max(1.0));
    }
    debug_assert_eq!(rows.len(), of.len() * COLUMNS);
    rows
}

/// The mean probability of the blocks with the same tag-and-class path.
fn path_means(page: &Page, words: &[f32], article: &[f32]) -> Vec<f32> {
    let mut sums: FxHashMap<u64, (f32, f32)> = FxHashMap::default();
    for i in 0..words.len() {
        let sum = sums.entry(page.path_of(i)).or_default();
        sum.0 += words[i];
        sum.1 += words[i] * article[i];
    }
    let mean = |&(words, mass): &(f32, f32)| if words > 0.0 { mass / words } else { 0.0 };
    (0..words.len()).map(|i| sums.get(&page.path_of(i)).map_or(0.0, mean)).collect()
}

/// The mean probability between the headings around a block.
fn section_means(page: &Page, article: &Weighted) -> Vec<f32> {
    let n = page.blocks.len();
    let mut means = Vec::with_capacity(n);
    let mut start = 0;
    for end in 1..=n {
        if end == n || page.is_heading(end) {
            let mean = article.mean(start, end);
            means.resize(end, mean);
            start = end;
        }
    }
    means
}
