//! The headline of a text: of the lines around the body's first one, the one that a forest holds for the likeliest.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use super::context::Likely;
use super::features::Features;
use super::survey::Survey;
use crate::block::measure::measure;
use crate::block::words::is_long;
use crate::label::forest::{Forest, Matrix, all};
use crate::letters;

/// How many lines before the body's first one and behind it the headline is looked for in.
const BEFORE: usize = 80;
const BEHIND: usize = 6;

/// Longer lines are no headlines, in bytes of their words.
const LONGEST: usize = 400;

/// A headline is at least as likely as this.
const TITLED: f32 = 0.05;

/// Shorter lines stand in others by chance, in bytes of their words.
const TELLING: usize = 8;

/// The lines that may be the headline, and a row each, one behind the other; `None` where the text has no body.
pub fn candidates(survey: &Survey, features: &Features, likely: &Likely) -> Option<(Vec<usize>, Vec<f32>)> {
    let first = likely.article.iter().position(|&article| article >= 0.5)?;
    let range = first.saturating_sub(BEFORE)..survey.len().min(first + BEHIND);
    let own = features.rows(range.clone());
    let columns = own.len() / range.len();
    let used = words_of_body(survey, likely);
    let held = held_elsewhere(survey, range.clone());
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for ((at, own), held) in range.zip(own.chunks_exact(columns)).zip(held) {
        if !may_be_headline(survey.text(at)) {
            continue;
        }
        lines.push(at);
        rows.extend(own);
        rows.extend(looks(survey, likely, first, at));
        rows.extend(shared(survey.text(at), &used));
        rows.push(held);
    }
    Some((lines, rows))
}

/// The line that is likeliest the headline.
pub(super) fn find(survey: &Survey, features: &Features, likely: &Likely, forest: &Forest) -> Option<usize> {
    let (lines, rows) = candidates(survey, features, likely)?;
    let columns = rows.len().checked_div(lines.len())?;
    let judged =
        (columns == forest.columns()).then(|| all(&[forest], &[Matrix { values: &rows, columns }]))?;
    let lines = lines.into_iter().zip(judged.into_iter().next()?);
    lines
        .filter(|(_, score)| *score >= TITLED)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(at, _)| at)
}

/// Whether a line has words, and not too many.
fn may_be_headline(text: &str) -> bool {
    text.len() <= 2 * LONGEST && text.chars().any(char::is_alphabetic) && fold(text).len() <= LONGEST
}

/// Where a line stands and what it looks like.
fn looks(survey: &Survey, likely: &Likely, first: usize, at: usize) -> [f32; 16] {
    let (text, n) = (survey.text(at).trim_end(), survey.len() as f32);
    let flag = |test: bool| f32::from(u8::from(test));
    let before = first as f32 - at as f32;
    let m = measure(text);
    [
        likely.article[at],
        likely.comment[at],
        likely.head[at],
        before,
        before / n,
        at as f32,
        at as f32 / n,
        survey.facts[at].same as f32,
        m.words,
        m.chars as f32,
        flag(text.ends_with(['.', '。'])),
        flag(text.ends_with(['?', '!', '？', '！'])),
        flag(text.contains(['|', '›', '»', '>'])),
        flag(text.contains([':', '：'])),
        m.capitalised as f32 / m.words.max(1.0),
        survey.facts[at].words,
    ]
}

/// How often the body uses each of its long words.
fn words_of_body(survey: &Survey, likely: &Likely) -> FxHashMap<String, u32> {
    let mut used = FxHashMap::default();
    let body = (0..survey.len()).filter(|&at| likely.article[at] >= 0.5);
    for word in body.flat_map(|at| long_words(survey.text(at))) {
        *used.entry(word).or_default() += 1;
    }
    used
}

/// How much of a line the body speaks of: the share of its long words, and how often they stand there.
fn shared(text: &str, used: &FxHashMap<String, u32>) -> [f32; 3] {
    let counts: Vec<u32> = long_words(text).map(|word| used.get(&word).copied().unwrap_or(0)).collect();
    let n = counts.len().max(1) as f32;
    let held = counts.iter().filter(|&&count| count > 0).count() as f32;
    let sum = |most: u32| counts.iter().map(|&count| count.min(most)).sum::<u32>() as f32;
    [held / n, sum(3), sum(8) / n]
}

/// The words of a text that are more than particles, lower-case.
fn long_words(text: &str) -> impl Iterator<Item = String> {
    letters::words(text).filter(|word| is_long(word)).map(str::to_lowercase)
}

/// The words of a text, lower-case.
fn fold(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<String>>().join(" ")
}

/// How often other lines hold the words of each: the way to the page, an image's text, links to pass it on.
fn held_elsewhere(survey: &Survey, range: Range<usize>) -> Vec<f32> {
    let folded: Vec<String> = range.clone().map(|at| fold(survey.text(at))).collect();
    let mut sought: Vec<&str> = folded
        .iter()
        .map(String::as_str)
        .filter(|text| text.len() > TELLING && text.len() <= LONGEST)
        .collect();
    sought.sort_unstable();
    sought.dedup();
    let Ok(search) = AhoCorasick::new(&sought) else { return vec![0.0; range.len()] };
    let mut found = vec![0u32; sought.len()];
    for at in 0..survey.len() {
        let text = fold(survey.text(at));
        for hit in search.find_overlapping_iter(&text).filter(|hit| hit.end() - hit.start() < text.len()) {
            found[hit.pattern().as_usize()] += 1;
        }
    }
    let count = |text: &String| sought.binary_search(&text.as_str()).map_or(0.0, |at| found[at] as f32);
    folded.iter().map(count).collect()
}
