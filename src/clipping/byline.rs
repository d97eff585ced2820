//! Who wrote a text and when, by the lines around its headline and its body's first one.

use std::ops::Range;

use super::structure::Story;
use super::survey::Survey;
use crate::article::metadata::lines as names;
use crate::dates;
use crate::place::Place;
use crate::record::{ArticleRole, Author};

/// How many lines before the headline or the body, and behind the body's first one, a byline is looked for in.
const BEFORE: usize = 4;
const ABOVE: usize = 8;
const BEHIND: usize = 6;

/// How many lines a headline may stand before the body for what lies between to be beside it.
const FAR: usize = 80;

/// How many lines behind the body a box with its author may begin.
const BOX: usize = 16;

/// Longer lines are no bylines, in bytes.
const LONGEST: usize = 160;

/// Finds byline and date, where the story has none yet: of a thread its first post has told them.
pub(super) fn find(survey: &Survey, how: &dates::Context, story: &mut Story) {
    let first = |role| story.places.iter().position(|place| *place == Place::Article(role));
    let headline = first(ArticleRole::Headline);
    let Some(first) = first(ArticleRole::Body) else { return };
    part_box(survey, first, story);
    let near = vicinity(survey, first, headline);
    let headline = headline.filter(|at| near.contains(at));
    if story.byline.is_empty() {
        told(survey, near.clone(), headline, story);
    }
    if story.published.is_none() {
        published(survey, near, headline, how, story);
    }
}

/// Notes who wrote the text: the surest line that says it.
fn told(survey: &Survey, near: Range<usize>, headline: Option<usize>, story: &mut Story) {
    if let Some((lines, names)) = labelled(survey, near.clone(), story)
        .or_else(|| plain(survey, near.clone(), headline, story))
        .or_else(|| stands_by_date(survey, near.clone(), story))
        .or_else(|| signed(survey, story))
        .or_else(|| boxed(survey, story))
    {
        story.byline = names.into_iter().map(|name| Author { name, url: None }).collect();
        story.places[lines].iter_mut().for_each(|place| *place = Place::Article(ArticleRole::Byline));
    }
}

/// The lines beside headline and body.
fn vicinity(survey: &Survey, first: usize, headline: Option<usize>) -> Range<usize> {
    let headline = headline.filter(|&at| at.abs_diff(first) <= FAR);
    let from = headline.map_or(first.saturating_sub(ABOVE), |at| at.min(first).saturating_sub(BEFORE));
    let to = headline.map_or(first, |at| at.max(first)) + BEHIND;
    from..to.min(survey.len())
}

/// Whether a line may be a byline: short, and no part of the body or of a comment.
fn is_free(survey: &Survey, story: &Story, at: usize) -> bool {
    survey.text(at).len() <= LONGEST && matches!(story.places[at], Place::Chrome)
}

/// "By Ann Lee", and "By" with the name on the next line.
fn labelled(survey: &Survey, near: Range<usize>, story: &Story) -> Option<(Range<usize>, Vec<String>)> {
    near.clone().filter(|&at| is_free(survey, story, at)).find_map(|at| {
        let names = names::of_byline(survey.text(at));
        if !names.is_empty() {
            return Some((at..at + 1, names));
        }
        let below = at + 1;
        let labels = names::is_label(survey.text(at)) && below < near.end && is_free(survey, story, below);
        let names = if labels { names::whole(survey.text(below)) } else { Vec::new() };
        (!names.is_empty()).then_some((at..below + 1, names))
    })
}

/// A line that is a name and nothing else, and begins with a first name.
fn plain(
    survey: &Survey,
    near: Range<usize>,
    headline: Option<usize>,
    story: &Story,
) -> Option<(Range<usize>, Vec<String>)> {
    let title = story.title.as_deref().unwrap_or_default().to_lowercase();
    let found = |at: usize| {
        let names = names::of_persons(survey.text(at));
        let own = !names.is_empty() && names.iter().all(|name| !title.contains(&name.to_lowercase()));
        own.then_some((at..at + 1, names))
    };
    let behind = headline.map_or(near.start, |at| at + 1);
    let free = |at: &usize| is_free(survey, story, *at);
    (behind..near.end)
        .filter(free)
        .find_map(found)
        .or_else(|| (near.start..behind).filter(free).find_map(found))
}

/// A person's name of two words or more, with the date beside it.
fn stands_by_date(survey: &Survey, near: Range<usize>, story: &Story) -> Option<(Range<usize>, Vec<String>)> {
    let dated = |near: usize| survey.facts[near].date.is_some() && survey.facts[near].beside <= 6;
    let found = |at: &usize| {
        let (fact, text) = (&survey.facts[*at], survey.text(*at));
        let capital = text.split(' ').all(|word| word.starts_with(char::is_uppercase));
        fact.name
            && fact.hit.is_none()
            && capital
            && (2.0..=4.0).contains(&fact.words)
            && (at.saturating_sub(2).max(near.start)..(at + 3).min(near.end)).any(dated)
            && !ends_in_common_word(survey, text)
    };
    let at = near.clone().rev().filter(|&at| is_free(survey, story, at)).find(found)?;
    Some((at..at + 1, vec![survey.text(at).to_owned()]))
}

/// Whether the last word of a line stands with a small letter in the text: so do those of topics.
fn ends_in_common_word(survey: &Survey, text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text).to_lowercase();
    let words = |at: usize| survey.text(at).split(|c: char| !c.is_alphanumeric());
    (0..survey.len()).filter(|&at| survey.facts[at].prose).any(|at| words(at).any(|word| word == last))
}

/// The name that a line is, where one of the lines below it tells of that person.
fn name_over(survey: &Survey, at: usize, mut below: Range<usize>) -> Option<Vec<String>> {
    let names = names::of_persons(survey.text(at));
    let [name] = names.as_slice() else { return None };
    let about = |at: usize| survey.facts[at].prose && names::begins_with_name(survey.text(at), name);
    below.any(about).then_some(names)
}

/// A box about the author that the labeller took for the end of the body is none of it.
fn part_box(survey: &Survey, first: usize, story: &mut Story) {
    const PROSE: usize = 2;
    let is_body = |at: &usize| story.places[*at] == Place::Article(ArticleRole::Body);
    let Some(last) = (first..survey.len()).rev().find(is_body) else { return };
    let from = last.saturating_sub(3).max(first + PROSE);
    let start = (from..last).filter(is_body).find(|&at| name_over(survey, at, at + 1..at + 2).is_some());
    if let Some(start) = start {
        story.places[start..=last].iter_mut().for_each(|place| *place = Place::Chrome);
    }
}

/// The name of a box behind the body: a line of its own, and below it one that begins with it.
fn boxed(survey: &Survey, story: &Story) -> Option<(Range<usize>, Vec<String>)> {
    let last = story.places.iter().rposition(|place| *place == Place::Article(ArticleRole::Body))?;
    let behind = last + 1..survey.len().min(last + 1 + BOX);
    behind.clone().filter(|&at| is_free(survey, story, at)).find_map(|at| {
        let names = name_over(survey, at, at + 1..behind.end.min(at + 4))?;
        Some((at..at + 1, names))
    })
}

/// The name with which the text is signed somewhere, where all such lines tell the same.
fn signed(survey: &Survey, story: &Story) -> Option<(Range<usize>, Vec<String>)> {
    let lines = (0..survey.len()).filter(|&at| is_free(survey, story, at));
    let mut found = lines.filter_map(|at| Some((at..at + 1, names::signed(survey.text(at))?)));
    let first = found.next()?;
    found.all(|(_, names)| names == first.1).then_some(first)
}

/// The date of the first line behind the headline that has one and little else, before that of an update.
fn published(
    survey: &Survey,
    near: Range<usize>,
    headline: Option<usize>,
    how: &dates::Context,
    story: &mut Story,
) {
    let behind = headline.map_or(near.start, |at| at + 1);
    let dated = |at: &usize| {
        let (fact, text) = (&survey.facts[*at], survey.text(*at));
        let own = matches!(story.places[*at], Place::Chrome | Place::Article(ArticleRole::Byline));
        own && text.len() <= LONGEST && fact.date.is_some() && fact.beside <= 8
    };
    let lines: Vec<usize> = (behind..near.end).chain((near.start..behind).rev()).filter(dated).collect();
    let first = lines.iter().filter(|&&at| !names::is_update(survey.text(at))).chain(&lines);
    let found = first.copied().find_map(|at| Some((at, dates::find(survey.text(at), how)?.1)));
    if let Some((at, date)) = found {
        story.published = Some(date.to_string());
        story.places[at] = Place::Article(ArticleRole::Byline);
    }
}
