//! From probabilities to one consistent labelling.

use super::Class;
use crate::block::page::Page;
use crate::record::PageType;

/// The class of every block.
pub fn classes(page: &Page, page_type: PageType, article: &[f32], comment: &[f32]) -> Vec<Class> {
    // On an article's page a doubtful block far from the text is another story's teaser.
    let words = |i: usize| if page.blocks.list[i].image { 0.0 } else { page.measures[i].words };
    let threshold = if page_type == PageType::Article { 0.5 } else { threshold(words, article) };
    let mut classes: Vec<Class> = (0..page.blocks.len())
        .map(|i| {
            if page.blocks.list[i].image {
                Class::Chrome
            } else if article[i] >= threshold && article[i] >= comment[i] {
                Class::Article
            } else if comment[i] >= 0.5 {
                Class::Comment
            } else {
                Class::Chrome
            }
        })
        .collect();
    place_images(page, &mut classes);
    classes
}

/// From this expected word F1 on the labeller is sure of a page.
const SURE: f32 = 0.85;

/// The probability from which a block is kept: the one with the best expected word F1, between a fifth and a half. On
/// a page that the labeller is sure of it is a half; on one where it is sure of little, the likeliest blocks are kept.
///
/// Source: Lipton, Elkan, Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure" (2014).
pub(crate) fn threshold(words: impl Fn(usize) -> f32, article: &[f32]) -> f32 {
    let mut order: Vec<usize> = (0..article.len()).filter(|&i| article[i] >= 0.2).collect();
    order.sort_by(|&a, &b| article[b].total_cmp(&article[a]));
    let expected: f32 = (0..article.len()).map(|i| words(i) * article[i]).sum();
    let (mut kept, mut right, mut best) = (0.0f32, 0.0f32, (0.0f32, 0.5f32));
    for i in order {
        kept += words(i);
        right += words(i) * article[i];
        let f1 = 2.0 * right / (kept + expected).max(1.0);
        if f1 > best.0 {
            best = (f1, article[i]);
        }
    }
    if best.0 > SURE { 0.5 } else { best.1.clamp(0.2, 0.5) }
}

/// An image between two blocks of the article is the article's.
fn place_images(page: &Page, classes: &mut [Class]) {
    let text = |i: &usize| !page.blocks.list[*i].image;
    for i in 0..classes.len() {
        if text(&i) {
            continue;
        }
        let before = (0..i).rev().take(8).find(text).map(|j| classes[j]);
        let after = (i + 1..classes.len()).take(8).find(text).map(|j| classes[j]);
        if before == Some(Class::Article) && after == Some(Class::Article) {
            classes[i] = Class::Article;
        }
    }
}
