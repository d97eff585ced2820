//! From probabilities to one consistent labelling.

use super::Class;
use crate::block::page::Page;

/// The class of every block.
pub fn classes(page: &Page, article: &[f32], comment: &[f32]) -> Vec<Class> {
    let mut classes: Vec<Class> = (0..page.blocks.len())
        .map(|i| {
            if page.blocks.list[i].image {
                Class::Chrome
            } else if article[i] >= 0.5 && article[i] >= comment[i] {
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
