//! The heads of comments: the lines that say who wrote one, and when.
//!
//! A line can be the mark of a head in a few forms: a date, with or without a name beside it; a name and "says"; a
//! person's standing under their name. Of a text, the form counts that the labeller holds most of.

use std::ops::Range;

use super::context::Likely;
use super::survey::{Fact, Group, Survey};
use crate::comments::{clean_name, may_be_name};
use crate::dates;
use crate::phrases::{self, Phrase, strip_says};

/// The head of a comment.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its first line, pictures' names and numbers included.
    pub start: usize,
    /// One past its last line.
    pub end: usize,
    /// The lines that name the author, the date and the role.
    pub own: Vec<usize>,
    /// Who wrote the comment.
    pub name: Option<String>,
    /// When, as shown.
    pub date: Option<String>,
    /// The line that says what the author is here.
    pub role: Option<usize>,
    /// Its form alone is enough: no other text looks like it.
    pub sure: bool,
    /// What speaks for it beside the labeller: a heading before the first, "Reply" between them, 0 to 1.
    pub evidence: f32,
    /// Whom the comment answers, where the head says so.
    pub answers: Option<String>,
}

impl Head {
    /// How much of the labeller's word is still asked for, by what else speaks for the head: 1 to 0.
    pub fn doubt(&self) -> f32 {
        match self.evidence {
            enough if enough >= 0.5 => 0.0,
            some if some >= 0.39 => 0.25,
            _ => 1.0,
        }
    }

    /// Whether a line is the comment's own, not a picture's name or a number beside it.
    pub fn holds(&self, at: usize) -> bool {
        self.own.contains(&at)
    }
}

/// How a line marks a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
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

const FORMS: [Form; 6] = [Form::Says, Form::SaysDate, Form::Date, Form::NameDate, Form::DateName, Form::Role];

#[derive(Clone, Debug)]
struct HeadMark {
    at: usize,
    form: Form,
    name: Option<String>,
    date: Option<(usize, String)>,
    sure: bool,
    evidence: f32,
}

/// From this probability on a mark of the chosen form is a head.
const HEAD: f32 = 0.15;

/// From this one, where it stands between others.
const AMONG: f32 = 0.02;

/// From this one a mark of another form is one too.
const OTHER: f32 = 0.6;

/// How sure the labeller is of the chosen form's marks at least, summed up.
const ENOUGH: f32 = 0.45;

/// How much more a head counts that says so in words.
const SAYS: f32 = 0.4;

/// How many lines belong to a head before its name.
const ABOVE: usize = 5;

/// The most words that stand beside a head's date.
const BESIDE: usize = 12;

/// Finds the heads of the text's comments, in order. Of a forum's page the first post has one too.
pub fn find(survey: &Survey, likely: &Likely, forum: bool) -> Vec<Head> {
    let mut marks = absorb(survey, (0..survey.len()).filter_map(|at| mark(survey, at)).collect());
    for form in FORMS {
        weigh(survey, &mut marks, form);
    }
    let weight =
        |mark: &HeadMark| likely.head[mark.at].max(mark.evidence) + if mark.sure { 1.0 } else { 0.0 };
    // Who "says" something heads a comment whatever the labeller takes the date below it for; in a forum that is a quotation.
    let says = |mark: &HeadMark| !forum && matches!(mark.form, Form::Says | Form::SaysDate);
    let told = |mark: &HeadMark| if says(mark) { SAYS } else { 0.0 };
    let sum = |form: Form| {
        marks.iter().filter(|mark| mark.form == form).map(|mark| weight(mark) + told(mark)).sum::<f32>()
    };
    let best = FORMS.map(|form| (sum(form), form)).into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((total, form)) = best.filter(|(total, _)| *total >= ENOUGH) else { return Vec::new() };
    let strong = |mark: &&HeadMark| mark.form == form && weight(mark) >= 0.5;
    let first = marks.iter().find(strong).map_or(usize::MAX, |mark| mark.at);
    let last = marks.iter().rfind(strong).map_or(0, |mark| mark.at);
    let first = if forum && total >= 1.5 {
        marks.iter().find(|mark| mark.form == form).map_or(first, |mark| mark.at)
    } else {
        first
    };
    let alone = total < 1.0;
    marks.retain(|mark| {
        let weight = weight(mark);
        let among = (first..=last).contains(&mark.at);
        if mark.form == form {
            weight >= if alone { 0.4 } else { HEAD } || among && (weight >= AMONG || forum)
        } else {
            // A standing is known by its own form: dates then stand below the texts.
            weight >= OTHER && form != Form::Role && (mark.form != Form::Date || named(survey, mark))
        }
    });
    let side = Side::of(survey, likely, &marks);
    let mut heads: Vec<Head> = Vec::new();
    for mark in &marks {
        let floor = heads.last().map_or(0, |head| head.end);
        if mark.at < floor {
            continue;
        }
        let head = head(survey, mark, side, floor, &heads);
        match heads.last_mut() {
            // A second date of the same head: when it was edited, or how long ago that was.
            Some(before) if before.end == head.start && (head.name.is_none() || head.name == before.name) => {
                before.end = head.end;
                before.own.extend(head.own);
                before.date = before.date.take().or(head.date);
            }
            _ => heads.push(head),
        }
    }
    heads
}

/// Whether a mark has a name, or a line above it could be one.
fn named(survey: &Survey, mark: &HeadMark) -> bool {
    mark.name.is_some() || previous(survey, mark.at, 0).is_some_and(|above| survey.facts[above].name)
}

/// How many lines below the comments' heading the first head stands at most.
const BELOW_HEADING: usize = 9;

/// How far two heads of one list may stand apart.
const APART: usize = 80;

/// Weighs what speaks for the marks of a form, run by run.
fn weigh(survey: &Survey, marks: &mut [HeadMark], form: Form) {
    let mine: Vec<usize> = (0..marks.len()).filter(|&i| marks[i].form == form).collect();
    let mut run: Vec<usize> = Vec::new();
    for (place, &i) in mine.iter().enumerate() {
        run.push(i);
        let next = mine.get(place + 1).map(|&next| marks[next].at);
        let goes_on = |next: usize| next - marks[i].at <= APART && !is_headed(survey, marks[i].at + 1, next);
        if next.is_some_and(goes_on) {
            continue;
        }
        let of_run: Vec<&HeadMark> = run.iter().map(|&i| &marks[i]).collect();
        let evidence = evidence(survey, &of_run, form);
        for i in run.drain(..) {
            marks[i].evidence = evidence;
        }
    }
}

/// Whether the comments' heading or counter stands shortly above a line, not before `from`.
fn is_headed(survey: &Survey, from: usize, at: usize) -> bool {
    (from.max(at.saturating_sub(BELOW_HEADING))..at).any(|above| {
        let (fact, text) = (&survey.facts[above], survey.text(above));
        let said = fact.phrase(text).is_some();
        // Some pages ask for comments above those that they have.
        fact.group == Group::Form && said && fact.words <= 6.0
            || fact.group == Group::Heading
                && fact.words <= 14.0
                && !text.starts_with('0')
                && (said || text.chars().any(|c| c.is_ascii_digit()))
    })
}

/// What speaks for a run of marks of one form: the comments' heading before the first, "Reply" or its like behind most
/// of them, the form itself; nothing where most have no name.
fn evidence(survey: &Survey, run: &[&HeadMark], form: Form) -> f32 {
    let names = run.iter().filter(|mark| named(survey, mark)).count();
    if 3 * names < 2 * run.len() {
        return 0.0;
    }
    let answered = |(mark, end): &(&&HeadMark, usize)| {
        let end = (*end).min(mark.at + 40).min(survey.len());
        (mark.at + 1..end).any(|at| {
            let fact = &survey.facts[at];
            fact.words <= 6.0 && matches!(fact.group, Group::Reply | Group::Control)
        })
    };
    let ends = run.iter().skip(1).map(|next| next.at).chain([usize::MAX]);
    let answered = run.iter().zip(ends).filter(answered).count();
    let mut evidence = match form {
        Form::Says | Form::SaysDate => 0.2,
        Form::Role | Form::NameDate => 0.05,
        Form::Date | Form::DateName => 0.0,
    };
    if run.first().is_some_and(|first| is_headed(survey, 0, first.at)) {
        evidence += 0.35;
    }
    if 2 * answered >= run.len() {
        evidence += 0.25;
    }
    if run.len() >= 3 {
        evidence += if answered == run.len() { 0.15 } else { 0.05 };
    }
    evidence
}

/// What a line is the mark of, if of anything.
fn mark(survey: &Survey, at: usize) -> Option<HeadMark> {
    let (fact, text) = (&survey.facts[at], survey.text(at));
    let phrase = fact.hit.map(|hit| hit.phrase);
    if text.len() > 200 || matches!(phrase, Some(Phrase::Edited | Phrase::Quote)) {
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
    let name = named(tail).filter(|name| is_label(before) && name.split(' ').count() <= 4);
    match name {
        Some(name) if phrases::best(tail).is_none() => mark(Form::DateName, Some(name)),
        _ => mark(Form::Date, None),
    }
}

/// Words that lead to a date or follow it, and are no name.
const LABELS: &[&str] = &[
    "on",
    "at",
    "am",
    "um",
    "uhr",
    "vom",
    "den",
    "der",
    "le",
    "à",
    "a",
    "el",
    "las",
    "la",
    "los",
    "em",
    "às",
    "as",
    "il",
    "alle",
    "ore",
    "op",
    "om",
    "de",
    "kl",
    "klo",
    "dnia",
    "o",
    "в",
    "о",
    "at",
    "posted",
    "date",
    "datum",
    "date:",
    "schrieb",
    "the",
    "by",
    "von",
    "vor",
    "her",
    "ago",
    "et",
    "h",
    "said",
    "says",
    "commented",
    "published",
    "permalink",
    "link",
];

/// Whether a text beside a date is nothing but a label.
fn is_label(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(str::to_lowercase)
        .all(|word| LABELS.contains(&word.as_str()) || word.chars().all(|c| c.is_ascii_digit()))
}

/// The person that a text names, if it can be a name.
fn person(text: &str) -> Option<String> {
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

/// A date below "Ada says:" or "Guest" is that head's, if no text stands between.
fn absorb(survey: &Survey, marks: Vec<HeadMark>) -> Vec<HeadMark> {
    let mut kept: Vec<HeadMark> = Vec::with_capacity(marks.len());
    let beside = |at: usize| survey.facts[at].words <= 4.0 && !survey.facts[at].sentence;
    for mark in marks {
        match kept.last_mut() {
            Some(last)
                if mark.form == Form::Date
                    && last.date.is_none()
                    && mark.at - last.at <= 3
                    && (last.at + 1..mark.at).all(beside) =>
            {
                last.date = mark.date;
            }
            _ => kept.push(mark),
        }
    }
    kept
}

/// Where the name stands of heads that are a bare date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

impl Side {
    fn of(survey: &Survey, likely: &Likely, marks: &[HeadMark]) -> Side {
        let bare = marks.iter().filter(|mark| mark.name.is_none());
        let (mut above, mut below) = (0.0f32, 0.0f32);
        for mark in bare {
            let score = |at: Option<usize>| {
                at.map_or(-0.5, |at| likely.head[at] + if survey.facts[at].name { 0.5 } else { -0.5 })
            };
            above += score(previous(survey, mark.at, 0));
            below += score((mark.at + 1 < survey.len()).then_some(mark.at + 1)) - 0.2;
        }
        if below > above { Side::Below } else { Side::Above }
    }
}

/// The line above that is no number, picture or standing.
fn previous(survey: &Survey, at: usize, floor: usize) -> Option<usize> {
    (floor.max(at.saturating_sub(4))..at).rev().find(|&above| !is_beside(survey, above))
}

/// A line that stands beside a name and says nothing of it: a number, a standing, a picture.
fn is_beside(survey: &Survey, at: usize) -> bool {
    let text = survey.text(at);
    let fact = &survey.facts[at];
    !text.chars().any(char::is_alphabetic)
        || fact.phrase(text).is_some_and(|phrase| {
            matches!(
                phrase,
                Phrase::Role | Phrase::Avatar | Phrase::Vote | Phrase::Permalink | Phrase::Follow
            )
        })
}

fn head(survey: &Survey, mark: &HeadMark, side: Side, floor: usize, before: &[Head]) -> Head {
    let mut head = Head { start: mark.at, end: mark.at + 1, sure: mark.sure, ..Head::default() };
    head.evidence = mark.evidence;
    head.own.push(mark.at);
    if let Some((at, shown)) = &mark.date {
        head.date = Some(shown.clone());
        head.end = head.end.max(at + 1);
        head.own.push(*at);
    }
    if mark.form == Form::Role {
        head.role = Some(mark.at);
        head.start = mark.at.saturating_sub(1).max(floor);
        head.own.push(head.start);
    }
    head.name = mark.name.clone();
    if head.name.is_none() {
        let at = match side {
            Side::Above => previous(survey, mark.at, floor),
            Side::Below => (mark.at + 1 < survey.len()).then_some(mark.at + 1),
        };
        let named = at.filter(|&at| survey.facts[at].words <= 6.0 && survey.text(at).len() <= 80);
        if let Some((at, name)) = named.and_then(|at| Some((at, person(strip_says(survey.text(at)))?))) {
            head.own.push(at);
            head.start = head.start.min(at);
            head.end = head.end.max(at + 1);
            head.name = Some(name);
            whom(survey, &mut head, floor, before);
        }
    }
    widen(survey, &mut head, floor);
    head.own.sort_unstable();
    head.own.dedup();
    head
}

/// "Ben", "Ada", "2 years ago": where the line below the name is whom they answer.
fn whom(survey: &Survey, head: &mut Head, floor: usize, before: &[Head]) {
    let known = before.iter().any(|other| other.name == head.name);
    let Some(at) = head.start.checked_sub(1).filter(|&at| known && at > floor && survey.facts[at].name)
    else {
        return;
    };
    let control = |at: usize| matches!(survey.facts[at].group, Group::Reply | Group::Share | Group::Control);
    if (control(at - 1) || is_beside(survey, at - 1))
        && survey.facts[at].words <= 4.0
        && let Some(name) = person(survey.text(at)).filter(|name| head.name.as_ref() != Some(name))
    {
        head.answers = head.name.replace(name);
        head.own.push(at);
        head.start = at;
    }
}

/// Takes in what stands around the name: the name again, the standing, the picture's name.
fn widen(survey: &Survey, head: &mut Head, floor: usize) {
    let name = head.name.as_deref().unwrap_or_default().to_lowercase();
    let again = |at: usize| !name.is_empty() && survey.text(at).to_lowercase() == name;
    let holds = |at: usize| {
        !name.is_empty() && survey.facts[at].words <= 6.0 && survey.text(at).to_lowercase().contains(&name)
    };
    let role = |at: usize| survey.facts[at].phrase(survey.text(at)) == Some(Phrase::Role);
    for _ in 0..ABOVE {
        let Some(at) = head.start.checked_sub(1).filter(|&at| at >= floor) else { break };
        if again(at) || role(at) {
            head.own.push(at);
        } else if !(holds(at) || is_beside(survey, at) && survey.facts[at].group == Group::Person) {
            break;
        }
        if role(at) {
            head.role = head.role.or(Some(at));
        }
        head.start = at;
    }
    for _ in 0..3 {
        let at = head.end;
        if at >= survey.len() || !(again(at) || role(at)) {
            break;
        }
        head.own.push(at);
        if role(at) {
            head.role = head.role.or(Some(at));
        }
        head.end = at + 1;
    }
}

/// Who a comment answers, where one of its lines says so: "In reply to Ada".
pub fn answered(survey: &Survey, lines: impl Iterator<Item = usize>) -> Option<String> {
    lines.take(8).find_map(|at| {
        let (fact, text) = (&survey.facts[at], survey.text(at));
        let hit = fact.hit.filter(|hit| hit.phrase == Phrase::Reply && text.len() <= 120)?;
        let rest = text.get(hit.end..)?.trim();
        let name = dates::find_span(rest).map_or(rest, |span| &rest[..span.start]);
        person(name).filter(|name| name.split(' ').count() <= 5)
    })
}
