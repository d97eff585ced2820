//! Recognises date expressions in a row of tokens, without deciding what only the page can decide.

mod calendar;
mod named;
mod numeric;
mod relative;
mod time;
mod tokens;
mod zone;

use super::lex::{Token, TokenKind};
use super::tables::{Sense, Unit};
pub(super) use calendar::{civil, exists};
pub(super) use time::packed_clock;

/// What a date expression says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A full date.
    Day(i16, u8, u8),
    /// A year after two numbers either of which may be the month.
    Numeric { first: u8, second: u8, year: i16 },
    /// Three numbers of at most two digits, dotted (`first.second.third`).
    DottedShort { first: u8, second: u8, third: u8 },
    /// A date in a form nothing can decide.
    Undecidable,
    /// A month named by a word that differs between languages.
    Twofold { year: Option<i16>, south: u8, north: u8, day: u8 },
    /// Month and day.
    Yearless { month: u8, day: u8 },
    /// Two numbers, month first, only meaningful where that is the custom.
    YearlessEast { month: u8, day: u8 },
    /// A day so many days from today.
    Shift(i64),
    /// An amount of time ago.
    Ago(Vec<(i64, Unit)>),
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// Hour, minute, second.
    pub clock: (u8, u8, u8),
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

/// A date expression among tokens.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// First token.
    pub start: usize,
    /// Token after the last.
    pub end: usize,
    /// What it says.
    pub value: Value,
    /// The time of day beside it.
    pub time: Option<Time>,
    /// The weekday beside it, Monday = 1.
    pub weekday: Option<u8>,
}

#[derive(Clone, Copy)]
enum MonthName {
    Gregorian { month: u8, thai: bool },
    Jalali(u8),
    Twofold { south: u8, north: u8 },
}

/// Looks for dates in tokens.
pub(super) struct Scan<'t> {
    /// The tokens.
    pub tokens: &'t [Token],
    /// The source text.
    pub text: &'t str,
    /// The earliest year accepted.
    pub first_year: i16,
}

impl Scan<'_> {
    /// The first date expression at or after token `from`.
    pub(super) fn next(&self, from: usize) -> Option<Found> {
        (from..self.tokens.len()).find_map(|i| self.at(i))
    }

    fn at(&self, i: usize) -> Option<Found> {
        let time_first = self.free_start(i).then(|| self.time(i, false)).flatten();
        if let Some((time, after)) = time_first {
            let j = self.connectors(after, 6);
            let dates = [j, self.articles_back(j, after)];
            if let Some((value, weekday, end)) = dates.iter().find_map(|&j| self.date(j)) {
                return Some(Found { start: i, end, value, time: Some(time), weekday });
            }
        }
        let (value, weekday, end) = self.date(i)?;
        let mut found = Found { start: self.articles_back(i, 0), end, value, time: None, weekday };
        self.trailing_time(&mut found);
        Some(found)
    }

    /// Steps back over an article, so that "le 3 mars" is found whole.
    fn articles_back(&self, i: usize, floor: usize) -> usize {
        match i.checked_sub(1) {
            Some(p) if p >= floor && self.has(p, Sense::Article) && !self.is_num(p) => p,
            _ => i,
        }
    }

    fn trailing_time(&self, found: &mut Found) {
        if let Value::Ago(_) = found.value {
            return;
        }
        if let Some((time, end)) = self.iso_time(found.end) {
            found.time = Some(time);
            found.end = end;
            return;
        }
        for end in found.end..found.end + 7 {
            if let Some((time, after)) = self.time(end, true) {
                found.time = Some(time);
                found.end = after;
                return;
            }
            if found.weekday.is_none()
                && let Some(day) = self.weekday(end)
            {
                found.weekday = Some(day);
                found.end = end + 1;
                if self.is(found.end, ')') {
                    found.end += 1;
                }
            }
            if !self.connector(end) {
                return;
            }
        }
    }

    fn connector(&self, i: usize) -> bool {
        match self.kind(i) {
            Some(TokenKind::Punct(c)) => {
                matches!(c, ',' | '-' | '|' | '/' | '@' | '·' | '(' | ')' | '.' | ';' | '~' | '>' | ':' | '[')
            }
            Some(TokenKind::Word) => self.senses(i).iter().any(|s| {
                matches!(
                    s,
                    Sense::Link
                        | Sense::Article
                        | Sense::Weekday(_)
                        | Sense::YearMark
                        | Sense::DayMark
                        | Sense::Clock
                        | Sense::T
                )
            }),
            _ => false,
        }
    }

    fn connectors(&self, mut i: usize, most: usize) -> usize {
        for _ in 0..most {
            // A weekday belongs to the date after it.
            if !self.connector(i) || self.weekday(i).is_some() {
                break;
            }
            i += 1;
        }
        i
    }

    fn date(&self, i: usize) -> Option<(Value, Option<u8>, usize)> {
        self.token(i)?;
        if !self.free_start(i) {
            return None;
        }
        if let Some((value, end)) = self.plain_date(i) {
            return Some((value, None, end));
        }
        let day = self.weekday(i)?;
        for j in i + 1..i + 5 {
            if let Some((value, end)) = self.plain_date(j)
                && !matches!(value, Value::Ago(_) | Value::Shift(_))
            {
                return Some((value, Some(day), end));
            }
            if !self.connector(j) {
                return None;
            }
        }
        None
    }

    fn plain_date(&self, i: usize) -> Option<(Value, usize)> {
        if self.is_num(i) {
            if i > 0
                && (self.is(i - 1, '.') || self.is(i - 1, '-') || self.is(i - 1, '/'))
                && !self.free_start(i)
            {
                return None;
            }
            self.marked(i)
                .or_else(|| self.triple(i))
                .or_else(|| self.year_first(i))
                .or_else(|| self.ago(i))
                .or_else(|| self.day_month(i))
                .or_else(|| self.dotted_pair(i))
                .or_else(|| self.clipped(i))
        } else {
            self.month_day(i).or_else(|| self.ago(i)).or_else(|| self.shift(i))
        }
    }
}
