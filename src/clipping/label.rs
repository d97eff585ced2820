//! Decides for every line how likely it is article, comment or a comment's head: forests in two passes, as for HTML.

use std::ops::Range;
use std::sync::LazyLock;

use super::context::{self, Likely};
use super::features::Features;
use super::survey::Survey;
use crate::label::page_level::TYPES;
use crate::label::{forest, mean};
use crate::record::PageType;

/// The models of the lines in a text, and of the text as a whole.
pub struct Model {
    first: [forest::Forest; 3],
    second: [forest::Forest; 3],
    /// Of trees with thresholds drawn at random, on the first pass's columns: they err elsewhere.
    random: [forest::Forest; 3],
    types: Vec<forest::Forest>,
    confidence: forest::Forest,
}

/// What the labeller says of a text.
pub struct Labels {
    /// The probabilities of every line.
    pub likely: Likely,
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
        let mut types: Vec<forest::Forest> = forests.collect();
        let confidence = types.pop()?;
        (types.len() == TYPES.len()).then_some(Model { first, second, random, types, confidence })
    }

    /// The model that dechrome carries.
    pub fn built_in() -> Option<&'static Model> {
        MODEL.as_ref()
    }

    /// Both passes; `None` where the model was trained on other columns.
    fn passes(&self, survey: &Survey) -> Option<Likely> {
        let features = Features::of(survey);
        let n = survey.len();
        let own = |lines| features.rows(lines);
        let first = judge(&self.first, n, own)?;
        let random = judge(&self.random, n, own)?;
        let context = context::context(survey, &first);
        let second = judge(&self.second, n, |lines| {
            let own = features.rows(lines.clone());
            let columns = own.len() / lines.len().max(1);
            let around = context.chunks_exact(context::COLUMNS).skip(lines.start);
            own.chunks_exact(columns.max(1))
                .zip(around)
                .flat_map(|(own, around)| [own, around].concat())
                .collect()
        })?;
        let together = |of: fn(&Likely) -> &[f32]| {
            let all = [&first, &random, &second].map(of);
            (0..n).map(|at| mean(all.map(|likely| likely[at]))).collect()
        };
        Some(Likely {
            article: together(|all| &all.article),
            comment: together(|all| &all.comment),
            head: together(|all| &all.head),
        })
    }

    /// What the page was, how likely an article's, and the expected word F1.
    fn page(&self, row: &[f32]) -> (PageType, f32, f32) {
        let score = |forest: &forest::Forest| {
            if forest.columns() == row.len() { forest.scores(row).first().copied() } else { None }
        };
        let scores: Vec<f32> = self.types.iter().map(|forest| score(forest).unwrap_or(f32::MIN)).collect();
        let best = scores.iter().zip(TYPES).max_by(|a, b| a.0.total_cmp(b.0));
        let page_type = best.map_or(PageType::Other, |(_, page_type)| page_type);
        let story = scores.iter().zip(TYPES).find(|(_, page_type)| *page_type == PageType::Article);
        let all = scores.iter().copied().map(forest::probability).sum::<f32>().max(f32::MIN_POSITIVE);
        let story = story.map_or(0.0, |(&score, _)| forest::probability(score) / all);
        (page_type, story, score(&self.confidence).unwrap_or(0.0).clamp(0.0, 1.0))
    }
}

/// How many lines are judged at once.
const AT_ONCE: usize = 4096;

/// The probabilities of `n` lines, whose rows are made some thousand at a time.
fn judge(forests: &[forest::Forest; 3], n: usize, rows: impl Fn(Range<usize>) -> Vec<f32>) -> Option<Likely> {
    let mut likely = Likely::default();
    for start in (0..n).step_by(AT_ONCE) {
        let lines = start..n.min(start + AT_ONCE);
        let (count, rows) = (lines.len(), rows(lines));
        if forests.iter().any(|forest| forest.columns() * count != rows.len()) {
            return None;
        }
        let [article, comment, head] = forests.each_ref().map(|forest| forest.probabilities(&rows));
        likely.article.extend(article);
        likely.comment.extend(comment);
        likely.head.extend(head);
    }
    Some(likely)
}

/// Judges the lines of a text.
pub fn label(survey: &Survey, model: Option<&Model>) -> Labels {
    let n = survey.len();
    let judged = model.filter(|_| n > 0).and_then(|model| Some((model, model.passes(survey)?)));
    let Some((model, likely)) = judged else {
        let none = Likely { article: vec![0.0; n], comment: vec![0.0; n], head: vec![0.0; n] };
        return Labels { likely: none, page_type: PageType::Other, story: 0.0, confidence: 0.0 };
    };
    let (page_type, story, confidence) = model.page(&page_row(survey, &likely));
    Labels { likely, page_type, story, confidence }
}

/// The text's row: how much of it is what, how sure the labeller was, and what phrases it holds.
pub fn page_row(survey: &Survey, likely: &Likely) -> Vec<f32> {
    let n = survey.len();
    let words = |at: usize| survey.facts[at].words;
    let sum = |test: &dyn Fn(usize) -> bool| (0..n).filter(|&at| test(at)).map(words).sum::<f32>();
    let total = sum(&|_| true).max(1.0);
    let kept = sum(&|at| likely.article[at] >= 0.5);
    let mut row = vec![total.ln(), (n as f32).ln(), kept, kept / total];
    for (low, high) in [(0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.1)] {
        row.push(sum(&|at| low <= likely.article[at] && likely.article[at] < high) / total);
    }
    let weighted = |test: &dyn Fn(usize) -> f32| (0..n).map(|at| words(at) * test(at)).sum::<f32>();
    let kept_at = |at: usize| likely.article[at] >= 0.5;
    let doubtful = weighted(&|at| if kept_at(at) { 1.0 - likely.article[at] } else { 0.0 });
    let lost = weighted(&|at| if kept_at(at) { 0.0 } else { likely.article[at] });
    let right = (kept - doubtful).max(0.0);
    row.extend([
        doubtful / kept.max(1.0),
        lost / kept.max(1.0),
        2.0 * right / (kept + right + lost).max(1.0),
    ]);
    let (mut runs, mut longest, mut current) = (0.0f32, 0.0f32, 0.0f32);
    for at in 0..n {
        if kept_at(at) {
            runs += f32::from(u8::from(current == 0.0));
            current += words(at).max(0.1);
            longest = longest.max(current);
        } else {
            current = 0.0;
        }
    }
    row.extend([runs, longest / kept.max(1.0)]);
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
        assert!(model.passes(&survey).is_some());
    }

    /// `sample.bin`: rows, columns (u32), the rows, LightGBM's probabilities; lab/train_clips.py writes it.
    #[test]
    fn probabilities_are_lightgbms() {
        let forests = forest::read(include_bytes!("model.bin")).unwrap();
        let bytes = include_bytes!("sample.bin");
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let floats: Vec<f32> =
            bytes[8..].chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect();
        let (rows, columns) = (number(0), number(4));
        let ours = forests[3].probabilities(&floats[..rows * columns]);
        assert_eq!((ours.len(), forests[3].columns()), (rows, columns));
        for (ours, theirs) in ours.iter().zip(&floats[rows * columns..]) {
            assert!((ours - theirs).abs() < 1e-5, "{ours} {theirs}");
        }
    }
}
