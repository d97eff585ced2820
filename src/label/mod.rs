//! Decides for every block which part of the page it belongs to: a learned labeller in two passes.
//!
//! The first pass judges each block by itself and its surroundings ([`crate::block::features`]). What it leaves in doubt is
//! judged again, by a second that sees what the first thinks of the blocks around ([`context`]), and by one that sees no
//! more than the first but errs elsewhere. All are gradient-boosted trees ([`forest`]), trained on open corpora. What
//! comes out is made one consistent labelling ([`structure`]).

mod context;
pub(crate) mod cuts;
pub(crate) mod forest;
pub(crate) mod page_level;
mod run_on;
pub(crate) mod structure;

use std::sync::LazyLock;

use cuts::Cut;
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
    /// The first block behind the first of several stories; as many as there are where there is one.
    pub end: usize,
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
            end: n,
        }
    }

    /// Of each block, whether it is of another story that stands in full behind the first.
    pub fn of_others(&self) -> Vec<bool> {
        self.article.iter().enumerate().map(|(i, &likely)| i >= self.end && likely >= 0.5).collect()
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
    /// Of trees with thresholds drawn at random, on the first pass's columns.
    random_article: forest::Forest,
    /// How much a cut of the text wins.
    cut: forest::Forest,
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
            random_article: forests.next()?,
            cut: forests.next()?,
            page: page_level::PageModel::of(forests.collect())?,
        })
    }

    /// The model that dechrome carries.
    pub fn built_in() -> Option<&'static Model> {
        MODEL.as_ref()
    }

    /// Whether the model was trained on rows of so many columns.
    fn takes(&self, columns: usize) -> bool {
        let second = columns + context::COLUMNS;
        [(&self.first_article, columns), (&self.first_comment, columns), (&self.random_article, columns)]
            .into_iter()
            .chain([(&self.second_article, second), (&self.second_comment, second)])
            .all(|(forest, columns)| forest.columns() == columns)
    }

    /// Both passes over a page; `None` where the model was trained on other columns.
    fn passes(&self, page: &Page) -> Option<Passes> {
        let features = Features::of(page);
        self.takes(features.columns).then_some(())?;
        let own = Matrix { values: &features.values, columns: features.columns };
        let first = forest::all(&[&self.first_article, &self.first_comment], &[own]);
        let [mut article, mut comment] = <[Vec<f32>; 2]>::try_from(first).ok()?;
        let chance = comment.iter().copied().fold(0.0, f32::max);
        let open: Vec<usize> =
            (0..article.len()).filter(|&i| is_open(article[i]) || is_open(comment[i])).collect();
        let context = context::context(page, &article, &comment, &open);
        let rows = features.rows(&open);
        let parts = [
            Matrix { values: &rows, columns: features.columns },
            Matrix { values: &context, columns: context::COLUMNS },
        ];
        let mut forests = vec![&self.second_article, &self.random_article];
        if chance >= SETTLED {
            forests.push(&self.second_comment);
        }
        let again = forest::all(&forests, &parts);
        for (at, &i) in open.iter().enumerate() {
            article[i] = mean([article[i], again[0][at], again[1][at]]);
            if let Some(again) = again.get(2) {
                comment[i] = mean([comment[i], again[at]]);
            }
        }
        Some(Passes { features, article, comment, chance })
    }
}

/// What the first pass holds for less likely than this, or for likelier than the rest to one, is not judged again: the
/// others would have to be surer of the contrary. train.py has the same number.
const SETTLED: f32 = 0.02;

fn is_open(likely: f32) -> bool {
    (SETTLED..=1.0 - SETTLED).contains(&likely)
}

/// The mean of log-odds, as a probability: who sees more errs on other pages than who sees less.
pub(crate) fn mean<const N: usize>(judgements: [f32; N]) -> f32 {
    likelihood(judgements.map(odds).iter().sum::<f32>() / N as f32)
}

/// The log-odds of a probability.
fn odds(p: f32) -> f32 {
    let p = p.clamp(1e-7, 1.0 - 1e-7);
    (p / (1.0 - p)).ln()
}

/// The probability of log-odds.
fn likelihood(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
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
    let Some((model, Passes { features, mut article, comment, chance })) = judged else {
        return Labels::unknown(n);
    };
    let mut row = page_level::row(page, features.page_row(), &article, &comment);
    let page_type = model.page.judge(&row).page_type;
    // Of an index the stories are the content.
    let cut = match page_type {
        PageType::Article => Cut::best(page, &article, &comment, &model.cut, &row),
        _ => Cut::default(),
    };
    let text = cut.stays.clone().unwrap_or(0..n);
    if cut.stays.is_some() {
        let kept: Vec<f32> = (0..n).map(|i| if text.contains(&i) { article[i] } else { 0.0 }).collect();
        row = page_level::row(page, features.page_row(), &kept, &comment);
    }
    row.extend(cut.columns());
    let confidence = model.page.confidence(&row);
    run_on::agree(page, &mut article);
    let end = text.end;
    let class = structure::classes(page, page_type, &article, &comment, text);
    Labels { class, article, comment, chance, page_type, confidence, end }
}
