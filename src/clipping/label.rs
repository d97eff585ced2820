//! Decides for every line how likely it is article, comment or a comment's head: forests in two passes, as for HTML.

use std::sync::LazyLock;

use super::context::{self, Likely};
use super::features::Features;
use super::headline;
use super::survey::Survey;
use crate::label::forest::{self, Matrix};
use crate::label::mean;
use crate::label::page_level::{self, Judgement, PageModel};
use crate::record::PageType;

/// The models of the lines in a text, and of the text as a whole.
pub struct Model {
    first: [forest::Forest; 3],
    second: [forest::Forest; 3],
    /// Of trees with thresholds drawn at random, on the first pass's columns: they err elsewhere.
    random: [forest::Forest; 3],
    headline: forest::Forest,
    page: PageModel,
}

/// What the labeller says of a text.
pub struct Labels {
    /// The probabilities of every line.
    pub likely: Likely,
    /// The line that is the text's headline.
    pub headline: Option<usize>,
    /// What the page was.
    pub page_type: PageType,
    /// How likely it was an article's, 0 to 1.
    pub story: f32,
    /// Expected word F1 of the article's text.
    pub confidence: f32,
}

/// The model that dechrome carries; `None` only if the file in the sources is broken, which a test rules out.
static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(include_bytes!("model.bin")));

impl Model {
    /// Reads a model file (see `label::forest` for the format).
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let mut forests = forest::read(bytes)?.into_iter();
        let mut three = || Some([forests.next()?, forests.next()?, forests.next()?]);
        let (first, second, random) = (three()?, three()?, three()?);
        let headline = forests.next()?;
        let page = PageModel::of(forests.collect())?;
        Some(Model { first, second, random, headline, page })
    }

    /// The model that dechrome carries.
    pub fn built_in() -> Option<&'static Model> {
        MODEL.as_ref()
    }

    /// Both passes; `None` where the model was trained on other columns.
    fn passes(&self, survey: &Survey, features: &Features) -> Option<Likely> {
        let once: Vec<&forest::Forest> = self.first.iter().chain(&self.random).collect();
        let [article, comment, head, random @ ..] = judge::<6>(&once, features, &[])?;
        let first = Likely { article, comment, head };
        let context = context::context(survey, &first);
        let again: Vec<&forest::Forest> = self.second.iter().collect();
        let second = judge::<3>(&again, features, &context)?;
        let first = [first.article, first.comment, first.head];
        let mut all = first.into_iter().zip(random).zip(second);
        let mut together = || {
            let ((first, random), second) = all.next()?;
            let judgements = first.into_iter().zip(random).zip(second);
            Some(judgements.map(|((first, random), second)| mean([first, random, second])).collect())
        };
        Some(Likely { article: together()?, comment: together()?, head: together()? })
    }
}

/// How many lines are judged at once.
const AT_ONCE: usize = 4096;

/// What each of the forests makes of every line, whose rows are laid out some thousand at a time; `context` has the second
/// pass's columns of all lines, where there are any.
fn judge<const N: usize>(
    forests: &[&forest::Forest],
    features: &Features,
    context: &[f32],
) -> Option<[Vec<f32>; N]> {
    let n = features.lines();
    let columns = context.len() / n.max(1);
    let mut all: [Vec<f32>; N] = std::array::from_fn(|_| Vec::with_capacity(n));
    for start in (0..n).step_by(AT_ONCE) {
        let lines = start..n.min(start + AT_ONCE);
        let context = &context[lines.start * columns..lines.end * columns];
        let own = features.rows(lines.clone());
        let parts = [(&own[..], own.len() / lines.len()), (context, columns)]
            .map(|(values, columns)| Matrix { values, columns });
        if forests.iter().any(|forest| forest.columns() != parts[0].columns + columns) {
            return None;
        }
        for (all, judged) in all.iter_mut().zip(forest::all(forests, &parts)) {
            all.extend(judged);
        }
    }
    Some(all)
}

/// How likely each line is what; nothing is where there is no model.
pub fn likely(survey: &Survey, model: Option<&Model>) -> Likely {
    judged(survey, model).map_or_else(|| nothing(survey.len()), |(_, _, likely)| likely)
}

/// The probabilities by a model, and what they were made of.
fn judged<'a>(survey: &'a Survey, model: Option<&'a Model>) -> Option<(&'a Model, Features<'a>, Likely)> {
    let model = model.filter(|_| !survey.is_empty())?;
    let features = Features::of(survey);
    let likely = model.passes(survey, &features)?;
    Some((model, features, likely))
}

fn nothing(lines: usize) -> Likely {
    let [article, comment, head] = std::array::from_fn(|_| vec![0.0; lines]);
    Likely { article, comment, head }
}

/// Judges the lines of a text.
pub fn label(survey: &Survey, model: Option<&Model>) -> Labels {
    let Some((model, features, likely)) = judged(survey, model) else {
        return Labels {
            likely: nothing(survey.len()),
            headline: None,
            page_type: PageType::Other,
            story: 0.0,
            confidence: 0.0,
        };
    };
    let row = page_row(survey, &likely);
    let Judgement { page_type, story } = model.page.judge(&row);
    let confidence = model.page.confidence(&row);
    let headline = headline::find(survey, &features, &likely, &model.headline);
    Labels { likely, headline, page_type, story, confidence }
}

/// The text's row: how much of it is what, how sure the labeller was, and what phrases it holds.
pub fn page_row(survey: &Survey, likely: &Likely) -> Vec<f32> {
    let n = survey.len();
    let words = |at: usize| survey.facts[at].words;
    let sum = |test: &dyn Fn(usize) -> bool| (0..n).filter(|&at| test(at)).map(words).sum::<f32>();
    let total = sum(&|_| true).max(1.0);
    let kept = sum(&|at| likely.article[at] >= 0.5);
    let kept_at = |at: usize| likely.article[at] >= 0.5;
    let mut row = vec![total.ln(), (n as f32).ln()];
    let pieces: Vec<(f32, f32)> = (0..n).map(|at| (words(at), likely.article[at])).collect();
    row.extend(page_level::doubt(&pieces));
    let prose = sum(&|at| survey.facts[at].prose);
    let outside = sum(&|at| survey.facts[at].prose && !kept_at(at));
    row.extend([prose / total, outside / prose.max(1.0), kept / prose.max(1.0)]);
    let comments = sum(&|at| likely.comment[at] >= 0.5);
    let heads = likely.head.iter().filter(|&&head| head >= 0.5).count() as f32;
    row.extend([comments, comments / total, heads, heads / n.max(1) as f32]);
    let count = |test: &dyn Fn(usize) -> bool| (0..n).filter(|&at| test(at)).count() as f32;
    for group in 1..super::survey::GROUPS {
        row.push(count(&|at| survey.facts[at].group as usize == group) / n.max(1) as f32);
    }
    row.push(count(&|at| survey.facts[at].date.is_some()));
    row.push(count(&|at| survey.facts[at].words < 5.0) / n.max(1) as f32);
    row.push(total / n.max(1) as f32);
    let first = (0..n).find(|&at| kept_at(at)).unwrap_or(n) as f32;
    row.extend([first, first / n.max(1) as f32]);
    let marks = |chars: &[char]| count(&|at| survey.text(at).contains(chars)) / n.max(1) as f32;
    row.extend([marks(&['$', '€', '£']), marks(&['{', '}', ';']), marks(&['?'])]);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_fits_the_features() {
        let survey = Survey::of(super::super::lines::lines("One line.\n\nAnother line of the text."));
        let model = Model::built_in().unwrap();
        assert!(model.passes(&survey, &Features::of(&survey)).is_some());
    }

    #[test]
    fn probabilities_are_lightgbms() {
        let checked = forest::tests::check(include_bytes!("model.bin"), include_bytes!("sample.bin"));
        assert!(!checked.is_empty());
    }
}
