//! Names what is left of a text: by the stock phrase that a line is, else by the labels above it and the lines around.

use super::survey::{Group, Survey};
use crate::chrome::{kind_among_comments, kind_of_phrase};
use crate::phrases::{self, Phrase, Position};
use crate::place::Place;
use crate::record::Kind;

/// How many lines a label such as "Related articles" is believed to head.
const UNDER: usize = 12;

/// How far from a comment, a form or a counter a line is still among the comments.
const AMONG: usize = 6;

/// The kind of each line, were it chrome.
pub fn kinds(survey: &Survey, places: &[Place]) -> Vec<Kind> {
    let among = among_comments(survey, places);
    let mut kinds: Vec<Option<Kind>> = (0..survey.len()).map(|at| by_phrase(survey, at, among[at])).collect();
    sections(survey, &mut kinds);
    follow_labels(survey, places, &mut kinds);
    let mut found = Vec::with_capacity(kinds.len());
    for (at, kind) in kinds.iter().enumerate() {
        found.push(kind.unwrap_or_else(|| around(survey, &kinds, at, among[at])));
    }
    found
}

/// In a menu, "News" and "Popular" are sections.
fn sections(survey: &Survey, kinds: &mut [Option<Kind>]) {
    for at in 1..kinds.len().saturating_sub(1) {
        let list = matches!(kinds[at], Some(Kind::MostRead | Kind::Related | Kind::Tags));
        let menu = |at: usize| kinds[at] == Some(Kind::Navigation);
        if list && survey.facts[at].words <= 1.0 && menu(at - 1) && (menu(at + 1) || kinds[at + 1].is_none())
        {
            kinds[at] = Some(Kind::Navigation);
        }
    }
}

fn by_phrase(survey: &Survey, at: usize, among: bool) -> Option<Kind> {
    let phrase = survey.facts[at].hit.map(|hit| hit.phrase);
    let text = survey.text(at);
    if phrase.is_none() && (text.starts_with(['←', '«', '‹']) || text.ends_with(['→', '»', '›'])) {
        return Some(Kind::Pagination);
    }
    if among {
        let digits = survey.text(at).chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
        let kind = phrase.and_then(kind_among_comments).or_else(|| counter_behind_names(survey.text(at)));
        return kind.or(digits.then_some(Kind::CommentCounter)).or(phrase.and_then(kind_of_phrase));
    }
    phrase.and_then(kind_of_phrase)
}

/// "Ada Ben Recent comment authors": names, and what they are counted as.
fn counter_behind_names(text: &str) -> Option<Kind> {
    let names = text.match_indices(' ').take(8).map(|(at, _)| &text[at + 1..]);
    let mut hits = names.filter_map(phrases::best);
    let counts = |phrase| matches!(phrase, Phrase::Counter | Phrase::RecentComments);
    hits.any(|hit| hit.place == Position::Whole && counts(hit.phrase)).then_some(Kind::CommentCounter)
}

/// Which lines stand among the comments: near a comment, the form or the counters, the article not between.
fn among_comments(survey: &Survey, places: &[Place]) -> Vec<bool> {
    let n = survey.len();
    let mut among = vec![false; n];
    let is_mark = |at: usize| {
        matches!(places[at], Place::Comment(_))
            || places[at] == Place::Chrome
                && matches!(survey.facts[at].group, Group::Form | Group::Heading)
                && survey.facts[at].phrase(survey.text(at)).is_some()
    };
    let mut spread = |order: &mut dyn Iterator<Item = usize>| {
        let mut left = 0;
        for at in order {
            if is_mark(at) {
                left = AMONG;
            } else if matches!(places[at], Place::Article(_)) {
                left = 0;
            }
            if left > 0 {
                among[at] = true;
                left -= 1;
            }
        }
    };
    spread(&mut (0..n));
    spread(&mut (0..n).rev());
    among
}

/// What stands under a label is what the label says, until the next label or the article.
fn follow_labels(survey: &Survey, places: &[Place], kinds: &mut [Option<Kind>]) {
    let mut label: Option<(Kind, usize)> = None;
    for at in 0..survey.len() {
        let fact = &survey.facts[at];
        let lists = matches!(
            fact.hit.map(|hit| hit.phrase),
            Some(
                Phrase::Related | Phrase::MostRead | Phrase::Tags | Phrase::RecentComments | Phrase::Category
            )
        );
        if places[at] != Place::Chrome {
            label = None;
        } else if lists && fact.words < 8.0 {
            label = kinds[at].map(|kind| (kind, at));
        } else if let Some((kind, from)) = label {
            if kinds[at].is_some_and(|own| own != Kind::Teaser) || at - from > UNDER {
                label = None;
            } else {
                kinds[at] = Some(kind);
            }
        }
    }
}

/// The kind that the nearest named lines agree on; a run of short lines at the text's head or foot is a menu.
fn around(survey: &Survey, kinds: &[Option<Kind>], at: usize, among: bool) -> Kind {
    let named = |from: usize, to: usize| kinds[from..to].iter().flatten().copied();
    let before = named(at.saturating_sub(3), at).next_back();
    let after = named(at + 1, (at + 4).min(kinds.len())).next();
    if among {
        return match (before, after) {
            (Some(Kind::ReplyForm), _) | (_, Some(Kind::ReplyForm)) => Kind::ReplyForm,
            (Some(Kind::CommentCounter), Some(Kind::CommentCounter)) => Kind::CommentCounter,
            _ => Kind::CommentControl,
        };
    }
    match (before, after) {
        (Some(before), Some(after)) if before == after => before,
        (Some(Kind::Footer), None) => Kind::Footer,
        (Some(Kind::Navigation), _) | (_, Some(Kind::Navigation)) if survey.facts[at].words < 5.0 => {
            Kind::Navigation
        }
        _ => Kind::Other,
    }
}
