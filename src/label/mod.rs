//! Decides for every block which part of the page it belongs to: a learned labeller in two passes.
//!
//! The first pass judges each block by itself and its surroundings ([`crate::block::features`]), the second sees what
//! the first thinks of the blocks around ([`context`]). Both are gradient-boosted trees ([`forest`]), trained on open
//! corpora. What comes out is made one consistent labelling ([`structure`]).

mod context;
mod forest;
mod structure;

use std::sync::LazyLock;

use crate::block::features::Features;
use crate::block::page::Page;
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
    /// How likely each block is article, 0 to 1.
    pub article: Vec<f32>,
    /// How likely each block is a comment, 0 to 1.
    pub comment: Vec<f32>,
    /// What the page is.
    pub page_type: PageType,
    /// Expected word F1 of the article's text.
    pub confidence: f32,
}

/// The labeller's models.
pub struct Model {
    first_article: forest::Forest,
    first_comment: forest::Forest,
    second_article: forest::Forest,
    second_comment: forest::Forest,
}

/// The model that dechrome carries; `None` only if the file in the sources is broken, which a test rules out.
static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(include_bytes!("model.bin")));

impl Model {
    /// Reads a model file (see [`forest`] for the format).
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let [first_article, first_comment, second_article, second_comment] =
            <[forest::Forest; 4]>::try_from(forest::read(bytes)?).ok()?;
        Some(Model { first_article, first_comment, second_article, second_comment })
    }

    /// The model that dechrome carries.
    pub fn built_in() -> Option<&'static Model> {
        MODEL.as_ref()
    }

    fn first(&self, features: &Features) -> Option<(Vec<f32>, Vec<f32>)> {
        let fits = [&self.first_article, &self.first_comment].iter().all(|f| f.columns() == features.columns);
        fits.then(|| {
            let rows = &features.values;
            (self.first_article.probabilities(rows), self.first_comment.probabilities(rows))
        })
    }

    fn second(&self, features: &Features, context: &[f32]) -> Option<(Vec<f32>, Vec<f32>)> {
        let columns = features.columns + context::COLUMNS;
        let fits = [&self.second_article, &self.second_comment].iter().all(|f| f.columns() == columns);
        fits.then(|| {
            let mut rows = Vec::with_capacity(features.values.len() + context.len());
            let features = features.values.chunks_exact(features.columns);
            for (feature, context) in features.zip(context.chunks_exact(context::COLUMNS)) {
                rows.extend_from_slice(feature);
                rows.extend_from_slice(context);
            }
            (self.second_article.probabilities(&rows), self.second_comment.probabilities(&rows))
        })
    }
}

/// The second pass's columns for training: see [`context`].
pub fn context(page: &Page, article: &[f32], comment: &[f32]) -> Vec<f32> {
    context::context(page, article, comment)
}

/// Labels the blocks of a page.
pub fn label(page: &Page, model: Option<&Model>) -> Labels {
    let n = page.blocks.len();
    let (article, comment) = model
        .filter(|_| n > 0)
        .and_then(|model| {
            let features = Features::of(page);
            let (article, comment) = model.first(&features)?;
            model.second(&features, &context::context(page, &article, &comment))
        })
        .unwrap_or_else(|| (vec![0.0; n], vec![0.0; n]));
    let class = structure::classes(page, &article, &comment);
    Labels { class, article, comment, page_type: PageType::Article, confidence: 0.5 }
}
