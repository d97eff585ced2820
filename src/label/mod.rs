//! Decides for every block which part of the page it belongs to.

use crate::block::Blocks;
use crate::dom::Dom;
use crate::record::PageType;

/// The three classes of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// Text of the article.
    Article,
    /// Text of a reader's comment.
    Comment,
    /// Everything else.
    Chrome,
}

/// What the labeller says of a page: the columns have an entry a block.
pub struct Labels {
    /// The class of each block.
    pub class: Vec<Class>,
    /// How likely each block is article and comment, 0 to 1.
    pub article: Vec<f32>,
    /// See `article`.
    pub comment: Vec<f32>,
    /// What the page is.
    pub page_type: PageType,
    /// Expected word F1 of the article's text.
    pub confidence: f32,
}

/// Labels the blocks of a page.
pub fn label(_dom: &Dom, blocks: &Blocks) -> Labels {
    let n = blocks.len();
    let mut labels = Labels {
        class: vec![Class::Chrome; n],
        article: vec![0.0; n],
        comment: vec![0.0; n],
        page_type: PageType::Article,
        confidence: 0.5,
    };
    for (i, block) in blocks.list.iter().enumerate() {
        let words = blocks.text(i).split_whitespace().count();
        if words > 12 && !block.hidden && !block.image && blocks.links(i).len() < 3 {
            labels.class[i] = Class::Article;
            labels.article[i] = 1.0;
        }
    }
    labels
}
