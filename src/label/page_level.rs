//! What the page is, and how far its article's text can be trusted: judged on one row a page, after the second pass.

use super::forest::Forest;
use crate::block::page::Page;
use crate::record::PageType;

/// The types in the order of their models.
pub(crate) const TYPES: [PageType; 6] = [
    PageType::Article,
    PageType::Forum,
    PageType::Listing,
    PageType::Documentation,
    PageType::Product,
    PageType::Service,
];

/// A model for each type, one against the rest, and one for the confidence.
pub struct PageModel {
    types: Vec<Forest>,
    confidence: Forest,
}

impl PageModel {
    /// Takes the models in the order of the model file.
    pub fn of(mut forests: Vec<Forest>) -> Option<PageModel> {
        let confidence = forests.pop()?;
        (forests.len() == TYPES.len()).then_some(PageModel { types: forests, confidence })
    }

    /// The type of the page, and the expected word F1 of its article's text.
    pub fn judge(&self, row: &[f32]) -> (PageType, f32) {
        let score = |forest: &Forest| {
            if forest.columns() == row.len() { forest.scores(row).first().copied() } else { None }
        };
        let scores = self.types.iter().map(|forest| score(forest).unwrap_or(f32::MIN));
        let best = scores.zip(TYPES).max_by(|a, b| a.0.total_cmp(&b.0));
        let page_type = best.map_or(PageType::Other, |(_, page_type)| page_type);
        (page_type, score(&self.confidence).unwrap_or(0.0).clamp(0.0, 1.0))
    }
}

/// The page's row: what features say of the page as a whole, and how sure the labeller was.
pub fn row(page: &Page, page_wide: &[f32], article: &[f32], comment: &[f32]) -> Vec<f32> {
    let mut row = page_wide.to_vec();
    let n = page.blocks.len();
    let words = |i: usize| if page.blocks.list[i].image { 0.0 } else { page.measures[i].words };
    let total: f32 = (0..n).map(words).sum::<f32>().max(1.0);
    let mass = |from: f32, to: f32| {
        (0..n).filter(|&i| from <= article[i] && article[i] < to).map(words).sum::<f32>() / total
    };
    let kept: f32 = (0..n).filter(|&i| article[i] >= 0.5).map(words).sum();
    row.extend([kept, kept / total]);
    row.extend([
        mass(0.0, 0.1),
        mass(0.1, 0.3),
        mass(0.3, 0.5),
        mass(0.5, 0.7),
        mass(0.7, 0.9),
        mass(0.9, 1.1),
    ]);
    // The doubt, word by word: how many of the kept words are expected to be wrong, and how many right ones lost.
    let doubtful: f32 = (0..n).filter(|&i| article[i] >= 0.5).map(|i| words(i) * (1.0 - article[i])).sum();
    let lost: f32 = (0..n).filter(|&i| article[i] < 0.5).map(|i| words(i) * article[i]).sum();
    let right = (kept - doubtful).max(0.0);
    row.extend([
        doubtful / kept.max(1.0),
        lost / kept.max(1.0),
        2.0 * right / (kept + right + lost).max(1.0),
    ]);
    row.extend(runs(page, article, kept));
    let comments: f32 = (0..n).filter(|&i| comment[i] >= 0.5).map(words).sum();
    row.extend([comments, comments / total]);
    let paragraphs: f32 = (0..n).filter(|&i| page.is_paragraph(i)).map(words).sum();
    let outside: f32 = (0..n).filter(|&i| page.is_paragraph(i) && article[i] < 0.5).map(words).sum();
    row.extend([outside / paragraphs.max(1.0), kept / paragraphs.max(1.0)]);
    let links: f32 = (0..n).filter(|&i| article[i] >= 0.5).map(|i| page.link_words[i]).sum();
    row.push(links / kept.max(1.0));
    row
}

/// How many runs of kept blocks there are, and the share of the longest.
fn runs(page: &Page, article: &[f32], kept: f32) -> [f32; 2] {
    let (mut count, mut longest, mut current) = (0.0f32, 0.0f32, 0.0f32);
    let mut inside = false;
    for i in (0..page.blocks.len()).filter(|&i| !page.blocks.list[i].image) {
        let keep = article[i] >= 0.5;
        if keep {
            current = if inside { current } else { 0.0 } + page.measures[i].words;
            longest = longest.max(current);
            count += f32::from(u8::from(!inside));
        }
        inside = keep;
    }
    [count, longest / kept.max(1.0)]
}
