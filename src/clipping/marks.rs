//! The marks of a comment's head: a date, with or without a name beside it; a name and "says"; a person's standing under
//! their name.

use std::ops::Range;

use super::marks_table::{GLUED, LABELS};
use super::survey::{Fact, Group, Survey};
use crate::comments::{clean_name, is_joined, may_be_name};
use crate::phrases::{self, Phrase, strip_says};

/// How a line marks a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "Ada says:"
    Says,
    /// "Ada says on 3 May 2019 at 4 pm:"
    SaysDate,
    /// "3 May 2019"
    Date,
    /// "Ada, 3 May 2019"
    NameDate,
    /// "3 May 2019 by Ada"
    DateName,
    /// "Guest"
    Role,
}

/// All of them.
pub const FORMS: [Form; 6] =
    [Form::Says, Form::SaysDate, Form::Date, Form::NameDate, Form::DateName, Form::Role];

/// A line that may mark the head of a comment.
#[derive(Clone, Debug)]
pub struct HeadMark {
    /// The line.
    pub at: usize,
    /// How it marks the head.
    pub form: Form,
    /// Who wrote the comment, where it says so.
    pub name: Option<String>,
    /// The line of the date, and the date as shown.
    pub date: Option<(usize, String)>,
    /// Its form alone is enough.
    pub sure: bool,
    /// What else speaks for it, 0 to 1.
    pub evidence: f32,
}

/// The most words that stand beside a head's date.
const BESIDE: usize = 12;

/// What a line is the mark of, if of anything.
pub fn mark(survey: &Survey, at: usize) -> Option<HeadMark> {
    let (fact, text) = (&survey.facts[at], survey.text(at));
    let phrase = fact.hit.map(|hit| hit.phrase);
    if text.len() > 200 || matches!(phrase, Some(Phrase::Edited | Phrase::Quote)) || signs_a_tweet(text) {
        return None;
    }
    let plain = |form, name| Some(HeadMark { at, form, name, date: None, sure: false, evidence: 0.0 });
    if let Some(span) = &fact.date {
        return dated(fact, text, span, at);
    }
    let says = phrase == Some(Phrase::Says) || says_and_stops(text);
    if says && fact.words <= 10.0 {
        return plain(Form::Says, person(strip_says(text.trim_end_matches(['.', '…']))));
    }
    if let Some(name) = glued_name(text)
        && survey.facts.get(at + 1).is_some_and(|below| below.date.is_some())
    {
        return plain(Form::Says, person(name));
    }
    if phrase == Some(Phrase::Role) && fact.phrase(text).is_some() && at > 0 {
        let sure = survey.text(at - 1) == survey.text(at + 1);
        let above = survey.text(at - 1);
        // "Student", "Guest", "Student": what stands on both sides of the standing is a name, whatever it says.
        let name = if sure { clean_name(above) } else { person(above) };
        let name = name.filter(|_| survey.facts[at - 1].words <= 6.0)?;
        return Some(HeadMark { at, form: Form::Role, name: Some(name), date: None, sure, evidence: 0.0 });
    }
    None
}

/// Whether a line begins as a signature does: "- Ada, May 3, 2019".
pub fn signs(text: &str) -> bool {
    text.starts_with(['-', '–', '—'])
}

/// "— Ada Lee (@adalee) May 3, 2019", below a tweet that the article shows.
fn signs_a_tweet(text: &str) -> bool {
    text.starts_with('—') && text.contains(" (@")
}

/// The name in "Adasays:", where no space parts it from the word.
fn glued_name(text: &str) -> Option<&str> {
    let said = text.trim_end().strip_suffix(':').filter(|said| said.len() <= 60)?;
    let name = GLUED.iter().filter_map(|word| said.strip_suffix(word)).min_by_key(|name| name.len())?;
    name.ends_with(char::is_alphanumeric).then_some(name)
}

/// "Ada said..."
fn says_and_stops(text: &str) -> bool {
    let Some(line) = text.strip_suffix("...").or_else(|| text.strip_suffix('…')) else { return false };
    line.len() <= 60 && phrases::best(&format!("{line}:")).is_some_and(|hit| hit.phrase == Phrase::Says)
}

/// A line with a date in it: what stands beside the date may be a name.
fn dated(fact: &Fact, text: &str, span: &Range<usize>, at: usize) -> Option<HeadMark> {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let says = fact.group == Group::Says;
    if fact.beside > BESIDE || fact.sentence && fact.words > 16.0 && !says {
        return None;
    }
    // Since when somebody is a member, a story's address.
    if is_joined(text, span.start) || text.starts_with("http") {
        return None;
    }
    let named = |text: &str| if is_label(text) { None } else { person(text) };
    let shown = text[span.clone()].trim().to_owned();
    let date = Some((at, shown));
    let mark = |form, name| Some(HeadMark { at, form, name, date: date.clone(), sure: false, evidence: 0.0 });
    if let Some(name) = named(before) {
        let form = if says { Form::SaysDate } else { Form::NameDate };
        return mark(form, Some(name));
    }
    let tail = after.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
    // What stands behind a date is more often a link to answer.
    let alone = |name: &String| name.split(' ').count() <= 4 && !name.contains([',', '(', ')']);
    let name = named(tail).filter(|name| is_label(before) && alone(name));
    match name {
        Some(name) if phrases::best(tail).is_none() => mark(Form::DateName, Some(name)),
        _ => mark(Form::Date, None),
    }
}

/// Whether a text beside a date is nothing but a label.
fn is_label(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(str::to_lowercase)
        .all(|word| LABELS.contains(&word.as_str()) || word.chars().all(|c| c.is_ascii_digit()))
}

/// The person that a text names, if it can be a name.
pub fn person(text: &str) -> Option<String> {
    let text = behind_by(behind_number(text.trim_start_matches(['@', '•', '·', '»', '*', ' '])));
    let text = without_note(text);
    let name = clean_name(text)?;
    let last = name.split_whitespace().next_back().unwrap_or_default().chars().count();
    let sentence = name.ends_with(['?', '!']) || name.ends_with('.') && last > 4;
    let words = name.split_whitespace().count();
    let good = words <= 6 && !sentence && name.chars().any(char::is_alphabetic) && may_be_name(&name);
    good.then_some(name)
}

/// "#1 Ada", "1. Ada": comments may be numbered.
fn behind_number(text: &str) -> &str {
    let rest = text.strip_prefix('#').unwrap_or(text);
    let name = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - name.len();
    let marked = rest.len() < text.len() || name.starts_with(['.', ')', ':']);
    if marked && (1..=4).contains(&digits) { name.trim_start_matches(['.', ')', ':', ' ']) } else { text }
}

/// "Post by Ada", "Comment from Ada".
fn behind_by(text: &str) -> &str {
    let mut words = text.splitn(3, ' ');
    let first = words.next().unwrap_or_default().to_lowercase();
    let second = words.next().unwrap_or_default().to_lowercase();
    let opens =
        ["post", "posted", "comment", "reply", "written", "submitted", "kommentar", "beitrag", "commentaire"];
    match words.next() {
        Some(rest)
            if opens.contains(&first.as_str())
                && ["by", "from", "von", "de", "par"].contains(&second.as_str()) =>
        {
            rest
        }
        _ => text,
    }
}

/// "Ada (not verified)", "Ada ( 1234 )": what stands in brackets behind a name is a note of the system's.
fn without_note(text: &str) -> &str {
    let Some((name, rest)) = text.split_once(" (") else { return text };
    let inner = rest.trim_start();
    let note = inner.starts_with(char::is_lowercase) || inner.starts_with(|c: char| c.is_ascii_digit());
    if note && !name.trim().is_empty() { name } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_when_somebody_is_a_member_a_storys_address_and_tweets_were_marks_of_heads() {
        let lines = [
            "Ada, 3 May 2020",
            "Joined: 3 May 2012",
            "Enregistré le: 3 mai 2012",
            "Release: 3.5.2020 (Switch)",
            "https://paper.example/2020/05/03/ferry",
            "— Ada Lee (@adalee) May 3, 2019",
        ];
        let survey = Survey::of(super::super::lines::lines(&lines.join("\n\n")));
        let marked: Vec<bool> = (0..survey.len()).map(|at| mark(&survey, at).is_some()).collect();
        assert_eq!(marked, [true, false, false, true, false, false]);
    }
}
