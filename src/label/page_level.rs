//! What the page is, and how far its article's text can be trusted: judged on one row a page, after the second pass.

use super::forest::{Forest, probability};
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

/// What a page is taken for.
pub struct Judgement {
    /// The likeliest type.
    pub page_type: PageType,
    /// How likely it is an article's page among the types, 0 to 1.
    pub story: f32,
}

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

    /// Judges a page by its row.
    pub fn judge(&self, row: &[f32]) -> Judgement {
        let scores: Vec<f32> =
            self.types.iter().map(|forest| score(forest, row).unwrap_or(f32::MIN)).collect();
        let scores = || scores.iter().copied().zip(TYPES);
        let best = scores().max_by(|a, b| a.0.total_cmp(&b.0));
        let sum = |of: &dyn Fn(PageType) -> bool| {
            scores().filter(|(_, page_type)| of(*page_type)).map(|(score, _)| probability(score)).sum::<f32>()
        };
        Judgement {
            page_type: best.map_or(PageType::Other, |(_, page_type)| page_type),
            story: sum(&|page_type| page_type == PageType::Article) / sum(&|_| true).max(f32::MIN_POSITIVE),
        }
    }

    /// The expected word F1 of the article's text, by the page's row and what is known of its cuts, where there are such.
    pub fn confidence(&self, row: &[f32]) -> f32 {
        score(&self.confidence, row).unwrap_or(0.0).clamp(0.0, 1.0)
    }
}

/// What a forest makes of a row; `None` where it was trained on others.
fn score(forest: &Forest, row: &[f32]) -> Option<f32> {
    if forest.columns() == row.len() { forest.scores(row).first().copied() } else { None }
}

/// The page's row: what features say of the page as a whole, and how sure the labeller was.
pub fn row(page: &Page, page_wide: &[f32], article: &[f32], comment: &[f32]) -> Vec<f32> {
    let mut row = page_wide.to_vec();
    let n = page.blocks.len();
    let words = |i: usize| if page.blocks.list[i].image { 0.0 } else { page.measures[i].words };
    let shown: Vec<(f32, f32)> =
        (0..n).filter(|&i| !page.blocks.list[i].image).map(|i| (words(i), article[i])).collect();
    row.extend(doubt(&shown));
    let total: f32 = (0..n).map(words).sum::<f32>().max(1.0);
    let kept: f32 = (0..n).filter(|&i| article[i] >= 0.5).map(words).sum();
    let comments: f32 = (0..n).filter(|&i| comment[i] >= 0.5).map(words).sum();
    row.extend([comments, comments / total]);
    let paragraphs: f32 = (0..n).filter(|&i| page.is_paragraph(i)).map(words).sum();
    let outside: f32 = (0..n).filter(|&i| page.is_paragraph(i) && article[i] < 0.5).map(words).sum();
    row.extend([outside / paragraphs.max(1.0), kept / paragraphs.max(1.0)]);
    let links: f32 = (0..n).filter(|&i| article[i] >= 0.5).map(|i| page.link_words[i]).sum();
    row.push(links / kept.max(1.0));
    row
}

/// How sure the labeller is of the pieces of a text, of which the words and the probability of the article are given: how many
/// words it keeps and their share, the share of the words at each likelihood, what it expects to be wrong, and how many
/// runs there are of what is kept, with the share of the longest.
pub(crate) fn doubt(pieces: &[(f32, f32)]) -> [f32; 13] {
    const LIKELY: [f32; 7] = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.1];
    let (mut total, mut kept, mut masses) = (0.0f32, 0.0f32, [0.0f32; 6]);
    // The doubt, word by word: how many of the kept words are expected to be wrong, and how many right ones lost.
    let (mut doubtful, mut lost) = (0.0f32, 0.0f32);
    let (mut runs, mut longest, mut current) = (0.0f32, 0.0f32, None);
    for &(words, likely) in pieces {
        total += words;
        for (mass, range) in masses.iter_mut().zip(LIKELY.windows(2)) {
            *mass += if (range[0]..range[1]).contains(&likely) { words } else { 0.0 };
        }
        if likely >= 0.5 {
            kept += words;
            doubtful += words * (1.0 - likely);
            runs += if current.is_none() { 1.0 } else { 0.0 };
            let run = current.unwrap_or(0.0) + words;
            longest = longest.max(run);
            current = Some(run);
        } else {
            lost += words * likely;
            current = None;
        }
    }
    let (total, most) = (total.max(1.0), kept.max(1.0));
    let right = (kept - doubtful).max(0.0);
    let [m0, m1, m2, m3, m4, m5] = masses.map(|mass| mass / total);
    let expected = 2.0 * right / (kept + right + lost).max(1.0);
    [kept, kept / total, m0, m1, m2, m3, m4, m5, doubtful / most, lost / most, expected, runs, longest / most]
}
