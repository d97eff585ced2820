//! The heads of comments: the lines that say who wrote one, and when.
//!
//! A line can be the mark of a head in a few forms: a date, with or without a name beside it; a name and "says"; a
//! person's standing under their name. Of a text, the form counts that the labeller holds most of.

use super::context::Likely;
use super::marks::{FORMS, Form, HeadMark, mark, person, signs};
use super::survey::{Group, Survey};
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

/// Finds the heads of the text's comments, in order. Of a forum's page the first post has one too.
///
/// `posts` are the dates of a thread's numbered posts, which are sure.
pub fn find(survey: &Survey, likely: &Likely, forum: bool, posts: &[usize]) -> Vec<Head> {
    if !posts.is_empty() {
        return of_posts(survey, likely, posts);
    }
    let mut marks = absorb(survey, (0..survey.len()).filter_map(|at| mark(survey, at)).collect());
    for form in FORMS {
        weigh(survey, &mut marks, form, forum);
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

/// The heads of numbered posts, by their dates.
fn of_posts(survey: &Survey, likely: &Likely, posts: &[usize]) -> Vec<Head> {
    let marks = posts.iter().filter_map(|&at| mark(survey, at));
    let marks: Vec<HeadMark> = marks.map(|mark| HeadMark { sure: true, ..mark }).collect();
    let side = Side::of(survey, likely, &marks);
    let mut heads: Vec<Head> = Vec::new();
    for mark in &marks {
        let floor = heads.last().map_or(0, |head| head.end);
        if mark.at < floor {
            continue;
        }
        let mut head = head(survey, mark, side, floor, &heads);
        let above = if mark.name.is_none() { twice_above(survey, mark.at, floor) } else { None };
        if let Some((at, name)) = above {
            head.start = head.start.min(at);
            head.own.retain(|&line| line >= mark.at);
            head.own.extend([at, at + 1]);
            head.own.sort_unstable();
            head.name = Some(name);
        }
        heads.push(head);
    }
    heads
}

/// How many lines a writer's panel has at most.
const PANEL: usize = 14;

/// The name that begins a panel above a line: it stands there twice, as a picture's name and as the writer's.
fn twice_above(survey: &Survey, at: usize, floor: usize) -> Option<(usize, String)> {
    (floor.max(at.saturating_sub(PANEL))..at.saturating_sub(1)).rev().find_map(|above| {
        let (text, below) = (survey.text(above), survey.text(above + 1));
        let twice = below.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let short =
            survey.facts[above].words <= 4.0 && text.len() <= 40 && survey.facts[above].date.is_none();
        (twice && short).then(|| person(text)).flatten().map(|name| (above, name))
    })
}

/// Whether a mark has a name, or a line above it could be one.
fn named(survey: &Survey, mark: &HeadMark) -> bool {
    mark.name.is_some() || previous(survey, mark.at, 0).is_some_and(|above| survey.facts[above].name)
}

/// How many lines below the comments' heading the first head stands at most.
const BELOW_HEADING: usize = 9;

/// How many lines above the first head their heading stands at most where a form below speaks for them too.
const ABOVE_FIRST: usize = 3;

/// How many lines behind a head its comment's controls and the form below may stand.
const REACH: usize = 40;

/// How far two heads of one list may stand apart.
const APART: usize = 80;

/// Weighs what speaks for the marks of a form, run by run.
fn weigh(survey: &Survey, marks: &mut [HeadMark], form: Form, forum: bool) {
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
        let evidence = evidence(survey, &of_run, form, forum);
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

/// What speaks for a run of marks of one form: the comments' heading before the first, and the form to comment
/// below; "Reply" or its like behind most of them; the form itself; nothing where most have no name.
fn evidence(survey: &Survey, run: &[&HeadMark], form: Form, forum: bool) -> f32 {
    let names = run.iter().filter(|mark| named(survey, mark)).count();
    if 3 * names < 2 * run.len() {
        return 0.0;
    }
    let answered = |(mark, end): &(&&HeadMark, usize)| {
        let end = (*end).min(mark.at + REACH).min(survey.len());
        offers_reply(survey, mark.at)
            || (mark.at + 1..end).any(|at| {
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
    if let (Some(first), Some(last)) = (run.first(), run.last())
        && is_headed(survey, 0, first.at)
    {
        evidence += 0.35;
        // In a forum the form stands below posts that need no heading.
        if !forum && is_framed(survey, first.at, last.at) {
            evidence += 0.15;
        }
    }
    if 2 * answered >= run.len() {
        evidence += 0.25;
    }
    // "- Ada, May 1", right below what she says.
    if run.iter().all(|mark| signs(survey.text(mark.at)) && !survey.lines[mark.at].gap) {
        evidence += 0.1;
    }
    if run.len() >= 3 {
        evidence += if answered == run.len() { 0.15 } else { 0.05 };
    }
    evidence
}

/// Whether a link to answer stands behind the date on its line.
fn offers_reply(survey: &Survey, at: usize) -> bool {
    let date = survey.facts[at].date.as_ref();
    let tail = date.and_then(|date| survey.text(at).get(date.end..)).unwrap_or_default();
    // "Antworten" asks to answer or stands above the answers.
    phrases::best(tail.trim_start_matches(|c: char| !c.is_alphanumeric()))
        .is_some_and(|hit| matches!(hit.phrase, Phrase::Reply | Phrase::CommentsHeading))
}

/// Whether comments stand between their heading, right above a line, and the form to comment, below another, with a
/// text before it.
fn is_framed(survey: &Survey, first: usize, last: usize) -> bool {
    let says = |at: usize, group: Group| {
        let fact = &survey.facts[at];
        fact.group == group && fact.words <= 12.0 && fact.phrase(survey.text(at)).is_some()
    };
    let headed = (first.saturating_sub(ABOVE_FIRST)..first).any(|above| says(above, Group::Heading));
    let end = (last + REACH).min(survey.len());
    let form = (last + 2..end).find(|&below| says(below, Group::Form));
    headed && form.is_some_and(|form| (last + 1..form).any(|below| survey.facts[below].words >= 4.0))
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
