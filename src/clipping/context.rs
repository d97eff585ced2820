//! The second pass's view: what the first pass thinks of the lines around each line.

use super::survey::Survey;

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
pub const COLUMNS: usize = 55;

/// Words and words weighted by probability, summed up.
struct Running {
    words: Vec<f64>,
    mass: Vec<f64>,
}

impl Running {
    fn of(words: &[f32], probability: &[f32]) -> Running {
        let mut running = Running { words: vec![0.0], mass: vec![0.0] };
        let (mut all, mut mass) = (0.0f64, 0.0f64);
        for (&w, &p) in words.iter().zip(probability) {
            all += f64::from(w);
            mass += f64::from(w) * f64::from(p);
            running.words.push(all);
            running.mass.push(mass);
        }
        running
    }

    fn mean(&self, from: usize, to: usize) -> f32 {
        let to = to.min(self.words.len() - 1);
        let from = from.min(to);
        let words = self.words[to] - self.words[from];
        if words > 0.0 { ((self.mass[to] - self.mass[from]) / words) as f32 } else { 0.0 }
    }
}

/// The context of every line, row behind row.
pub fn context(survey: &Survey, likely: &Likely) -> Vec<f32> {
    let n = survey.len();
    let words: Vec<f32> = survey.facts.iter().map(|fact| fact.words.max(0.5)).collect();
    let ones = vec![1.0; n];
    let article = Running::of(&words, &likely.article);
    let comment = Running::of(&words, &likely.comment);
    let head = Running::of(&ones, &likely.head);
    let near = [
        nearest(n, |at| likely.article[at] > 0.7 && words[at] >= 8.0),
        nearest(n, |at| likely.comment[at] > 0.6 && words[at] >= 4.0),
        nearest(n, |at| likely.head[at] > 0.5),
    ];
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
        rows.push((article.mass[at] / article.mass[n].max(1.0)) as f32);
        rows.push((comment.mass[at] / comment.mass[n].max(1.0)) as f32);
        rows.push(article.mass[n] as f32);
        rows.extend(near.iter().flat_map(|near| near[at]));
    }
    debug_assert_eq!(rows.len(), n * COLUMNS);
    rows
}

/// How many lines before and after each line the nearest sure one stands.
fn nearest(n: usize, sure: impl Fn(usize) -> bool) -> Vec<[f32; 2]> {
    let mut near = vec![[FAR; 2]; n];
    let mut walk = |order: &mut dyn Iterator<Item = usize>, side: usize| {
        let mut last: Option<usize> = None;
        for at in order {
            near[at][side] = last.map_or(FAR, |last| (last.abs_diff(at) as f32).min(FAR));
            if sure(at) {
                last = Some(at);
            }
        }
    };
    walk(&mut (0..n), 0);
    walk(&mut (0..n).rev(), 1);
    near
}
