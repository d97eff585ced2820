//! Whether lines tell of what the article's beginning tells of: another story that stands in full behind it does not.

use rustc_hash::FxHashSet;

use super::survey::Survey;
use crate::block::words::stems;
use crate::window::Sums;

/// From this likelihood on a line is of the beginning.
const LIKELY: f32 = 0.4;

/// The beginning is so much of the words that the article is expected to have, and so many of them at least.
const SHARE: f32 = 0.35;
const WORDS: f32 = 60.0;

/// How far the windows reach, in lines.
const WINDOWS: [usize; 2] = [5, 12];

/// How many columns there are.
pub(super) const COLUMNS: usize = 1 + 2 * WINDOWS.len();

/// The long words of the text that the beginning has too, as running sums.
pub(super) struct Lead {
    held: Sums,
    words: Sums,
}

impl Lead {
    /// Of a text, given how likely each line is the article's and how many words each has.
    pub(super) fn of(survey: &Survey, article: &[f32], words: &[f32]) -> Lead {
        let mass = |at: usize| words[at] * article[at];
        let end = WORDS.max(SHARE * (0..survey.len()).map(mass).sum::<f32>());
        let (mut lead, mut told) = (FxHashSet::default(), 0.0);
        for (at, &likely) in article.iter().enumerate() {
            if told > end {
                break;
            }
            if likely > LIKELY {
                lead.extend(stems(survey.text(at)));
            }
            told += mass(at);
        }
        let count = |at: usize| {
            let counted = |(held, all), stem| (held + f64::from(lead.contains(&stem)), all + 1.0);
            stems(survey.text(at)).fold((0.0, 0.0), counted)
        };
        let (held, words): (Vec<f64>, Vec<f64>) = (0..survey.len()).map(count).unzip();
        Lead { held: Sums::of(held.into_iter()), words: Sums::of(words.into_iter()) }
    }

    /// Adds the columns of a line: the share of its long words that the beginning has, and of those around it.
    pub(super) fn row(&self, at: usize, rows: &mut Vec<f32>) {
        rows.push(self.share(at, at + 1));
        for reach in WINDOWS {
            rows.push(self.share(at.saturating_sub(reach), at + 1));
            rows.push(self.share(at, at + 1 + reach));
        }
    }

    fn share(&self, from: usize, to: usize) -> f32 {
        let words = self.words.over(from, to);
        if words > 0.0 { (self.held.over(from, to) / words) as f32 } else { -1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_story_shares_no_words_with_the_beginning() {
        let text = "The ferry sails again from Monday.\nForty cars wait for the Ferries.\nAid\nBread bakes slowly in winter.";
        let survey = Survey::of(super::super::lines::lines(text));
        let words: Vec<f32> = survey.facts.iter().map(|fact| fact.words).collect();
        let lead = Lead::of(&survey, &[0.9, 0.1, 0.1, 0.9], &words);
        let row = |at: usize| {
            let mut row = Vec::new();
            lead.row(at, &mut row);
            row
        };
        assert_eq!(row(0)[0], 1.0);
        assert_eq!(row(1)[0], 0.0, "\"ferry\" and \"ferries\" begin alike for four letters only");
        assert_eq!(row(2)[0], -1.0);
        assert_eq!(row(3).len(), COLUMNS);
    }
}
