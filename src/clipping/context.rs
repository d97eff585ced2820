//! The second pass's view: what the first pass thinks of the lines around each line.

use super::lead::{self, Lead};
use super::survey::Survey;
use crate::window::{Weighted, nearest};

/// The first pass's and, in the end, both passes' probabilities of every line.
#[derive(Clone, Debug, Default)]
pub struct Likely {
    /// That it is the article's text.
    pub article: Vec<f32>,
    /// That it is a comment's text.
    pub comment: Vec<f32>,
    /// That it is the head of a comment: who wrote it, and when.
    pub head: Vec<f32>,
}

/// How far the nearest sure line is looked for.
const FAR: f32 = 200.0;

/// How many columns the context adds.
pub const COLUMNS: usize = 55 + lead::COLUMNS;

/// The context of every line, row behind row.
pub fn context(survey: &Survey, likely: &Likely) -> Vec<f32> {
    let n = survey.len();
    let words: Vec<f32> = survey.facts.iter().map(|fact| fact.words.max(0.5)).collect();
    let ones = vec![1.0; n];
    let article = Weighted::of(&words, &likely.article);
    let comment = Weighted::of(&words, &likely.comment);
    let head = Weighted::of(&ones, &likely.head);
    let near = [
        nearest(n, FAR, |at| likely.article[at] > 0.7 && words[at] >= 8.0),
        nearest(n, FAR, |at| likely.comment[at] > 0.6 && words[at] >= 4.0),
        nearest(n, FAR, |at| likely.head[at] > 0.5),
    ];
    let lead = Lead::of(survey, &likely.article, &words);
    let mut rows = Vec::with_capacity(n * COLUMNS);
    for at in 0..n {
        let beside = |column: &[f32], offset: isize| {
            at.checked_add_signed(offset).and_then(|other| column.get(other)).copied().unwrap_or(-1.0)
        };
        rows.extend([likely.article[at], likely.comment[at], likely.head[at]]);
        rows.extend([-4, -3, -2, -1, 1, 2, 3, 4].map(|offset| beside(&likely.article, offset)));
        rows.extend([-3, -2, -1, 1, 2, 3].map(|offset| beside(&likely.comment, offset)));
        rows.extend([-4, -3, -2, -1, 1, 2, 3, 4].map(|offset| beside(&likely.head, offset)));
        for reach in [3, 8, 25] {
            for running in [&article, &comment, &head] {
                rows.push(running.mean(at.saturating_sub(reach), at));
                rows.push(running.mean(at + 1, at + 1 + reach));
            }
        }
        rows.extend([article.mean(0, n), comment.mean(0, n), head.mean(0, n)]);
        rows.extend([article.before(at), comment.before(at), article.expected()]);
        rows.extend(near.iter().flat_map(|near| near[at]));
        lead.row(at, &mut rows);
    }
    debug_assert_eq!(rows.len(), n * COLUMNS);
    rows
}
