//! Decides for every block which part of the page it belongs to: a learned labeller in two passes.
//!
//! The first pass judges each block by itself and its surroundings ([`crate::block::features`]), the second sees what
//! the first thinks of the blocks around ([`context`]). Both are gradient-boosted trees ([`forest`]), trained on open
//! corpora. What comes out is made one consistent labelling ([`structure`]).

mod context;
pub(crate) mod forest;
pub(crate) mod page_level;
pub(crate) mod structure;

use std::sync::LazyLock;

use forest::Matrix;

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
    /// How likely the first pass holds the likeliest block for a comment: it errs to the side of more.
    pub chance: f32,
    /// What the page is.
    pub page_type: PageType,
    /// Expected word F1 of the article's text.
    pub confidence: f32,
}

impl Labels {
    /// Of a page of `n` blocks that nobody judged.
    pub fn unknown(n: usize) -> Labels {
        Labels {
            class: vec![Class::Chrome; n],
            article: vec![0.0; n],
            comment: vec![0.0; n],
            chance: 1.0,
            page_type: PageType::Other,
            confidence: 0.0,
        }
    }

    /// Takes it for known that a block is the article's.
    pub fn settle(&mut self, block: usize) {
        (self.class[block], self.article[block], self.comment[block]) = (Class::Article, 1.0, 0.0);
    }
}

/// The labeller's models.
pub struct Model {
    first_article: forest::Forest,
    first_comment: forest::Forest,
    second_article: forest::Forest,
    second_comment: forest::Forest,
    page: page_level::PageModel,
}

/// The model that dechrome carries; `None` only if the file in the sources is broken, which a test rules out.
static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(include_bytes!("model.bin")));

/// What the two passes make of a page.
struct Passes {
    features: Features,
    article: Vec<f32>,
    comment: Vec<f32>,
    /// See [`Labels::chance`].
    chance: f32,
}

impl Model {
    /// Reads a model file (see [`forest`] for the format).
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let mut forests = forest::read(bytes)?.into_iter();
        Some(Model {
            first_article: forests.next()?,
            first_comment: forests.next()?,
            second_article: forests.next()?,
            second_comment: forests.next()?,
            page: page_level::PageModel::of(forests.collect())?,
        })
    }

    /// The model that dechrome carries.
    pub fn built_in() -> Option<&'static Model> {
        MODEL.as_ref()
    }

    /// Both passes over a page; `None` where the model was trained on other columns.
    fn passes(&self, page: &Page) -> Option<Passes> {
        let features = Features::of(page);
        let own = Matrix { values: &features.values, columns: features.columns };
        let first = forest::all(&[&self.first_article, &self.first_comment], &[own])?;
        let [mut article, mut comment] = <[Vec<f32>; 2]>::try_from(first).ok()?;
        let open: Vec<usize> =
            (0..article.len()).filter(|&i| article[i].max(comment[i]) >= SETTLED).collect();
        let context = context::context(page, &article, &comment, &open);
        let rows = features.rows(&open);
        let parts = [
            Matrix { values: &rows, columns: features.columns },
            Matrix { values: &context, columns: context::COLUMNS },
        ];
        let mut forests = vec![&self.second_article];
        let chance = comment.iter().copied().fold(0.0, f32::max);
        if chance >= SETTLED {
            forests.push(&self.second_comment);
        }
        let second = forest::all(&forests, &parts)?;
        for (likely, again) in [&mut article, &mut comment].into_iter().zip(second) {
            open.iter().zip(again).for_each(|(&i, again)| likely[i] = mean(likely[i], again));
        }
        Some(Passes { features, article, comment, chance })
    }
}

/// What the first pass holds for article and for comment less likely than this is chrome, and not judged again: the
/// second pass would have to be surer of the contrary. train.py has the same number.
const SETTLED: f32 = 0.02;

/// The mean of both passes' log-odds, as a probability: the second pass sees more, the first errs on other pages.
fn mean(first: f32, second: f32) -> f32 {
    let odds = |p: f32| (p.clamp(1e-7, 1.0 - 1e-7) / (1.0 - p.clamp(1e-7, 1.0 - 1e-7))).ln();
    1.0 / (1.0 + (-(odds(first) + odds(second)) / 2.0).exp())
}

/// As [`mean`], of many.
pub(crate) fn both(first: &[f32], second: &[f32]) -> Vec<f32> {
    first.iter().zip(second).map(|(&first, &second)| mean(first, second)).collect()
}

/// The second pass's columns of all blocks, for training.
pub fn context(page: &Page, article: &[f32], comment: &[f32]) -> Vec<f32> {
    let all: Vec<usize> = (0..article.len()).collect();
    context::context(page, article, comment, &all)
}

/// The page's row, for training its type and confidence.
pub fn page_row(page: &Page, article: &[f32], comment: &[f32]) -> Vec<f32> {
    page_level::row(page, Features::of(page).page_row(), article, comment)
}

/// Labels the blocks of a page.
pub fn label(page: &Page, model: Option<&Model>) -> Labels {
    let n = page.blocks.len();
    let judged = model.filter(|_| n > 0).and_then(|model| Some((model, model.passes(page)?)));
    let Some((model, Passes { features, article, comment, chance })) = judged else {
        return Labels::unknown(n);
    };
    let row = page_level::row(page, features.page_row(), &article, &comment);
    let (page_type, confidence) = model.page.judge(&row);
    let class = structure::classes(page, page_type, &article, &comment);
    Labels { class, article, comment, chance, page_type, confidence }
}
