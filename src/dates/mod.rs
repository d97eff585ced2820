//! Dates as people write them on news pages and in reader comments, in many languages.
//!
//! Nothing is guessed: where day and month could be exchanged and neither the language nor a
//! weekday decides, there is no date.

mod dictionary;
mod grammar;
mod letters;
mod lex;
mod tables;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use crate::letters::digit;
use crate::memo::{self, Memo};
use grammar::{Found, Scan, Time, Value};
use lex::{Token, TokenKind};
use tables::{Sense, Unit};

/// The earliest year believed of a date in running text.
const FIRST_YEAR: i16 = 1990;
/// The earliest year believed of a date in machine-readable data.
const FIRST_ISO_YEAR: i16 = 1900;
/// The most unknown words around a date that `parse` tolerates.
const MOST_UNKNOWN_WORDS: usize = 6;
/// The longest text `looks_like_date` considers, in characters.
const LONGEST_DATE: usize = 64;
/// So much of machine-readable data is looked at, in bytes: what begins no date there is none.
const LONGEST_ISO_DATE: usize = 512;

/// A parsed date, as precise as its source: a day, a local time, or an instant with offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
    time: Option<(u8, u8, u8)>,
    /// Seconds east of UTC.
    offset: Option<i32>,
}

/// Makes the dictionary, for which the first date would else wait.
pub fn warm_up() {
    dictionary::warm_up();
}

impl Date {
    /// A day; `None` if the calendar lacks it.
    pub fn from_day(year: i16, month: u8, day: u8) -> Option<Self> {
        grammar::exists(year, month, day).then_some(Self { year, month, day, time: None, offset: None })
    }

    /// The year.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// Hour, minute and second, if known.
    pub fn time(&self) -> Option<(u8, u8, u8)> {
        self.time
    }

    /// Seconds east of UTC, if known.
    pub fn offset(&self) -> Option<i32> {
        self.offset
    }

    fn civil(&self) -> Option<jiff::civil::Date> {
        grammar::civil(self.year, self.month, self.day)
    }

    fn from_civil(date: jiff::civil::Date) -> Option<Self> {
        Self::from_day(date.year(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?)
    }

    fn with(mut self, time: Option<Time>) -> Self {
        if let Some(time) = time {
            self.time = Some(time.clock);
            self.offset = time.offset;
        }
        self
    }

    fn from_unix(seconds: i64) -> Option<Self> {
        let at =
            jiff::Timestamp::from_second(seconds).ok()?.to_zoned_datetime(jiff::tz::TimeZone::UTC).datetime();
        let date = Self::from_civil(at.date())?;
        (FIRST_ISO_YEAR..=2100).contains(&date.year).then_some(())?;
        let clock =
            (u8::try_from(at.hour()).ok()?, u8::try_from(at.minute()).ok()?, u8::try_from(at.second()).ok()?);
        Some(date.with(Some(Time { clock, offset: Some(0) })))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        if let Some((h, m, s)) = self.time {
            write!(f, "T{h:02}:{m:02}:{s:02}")?;
            match self.offset {
                None => {}
                Some(0) => f.write_str("Z")?,
                Some(o) => {
                    let sign = if o < 0 { '-' } else { '+' };
                    let minutes = o.abs() / 60;
                    write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
                }
            }
        }
        Ok(())
    }
}

/// What a page says about how its dates are to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The page's language (BCP 47); may decide the order of day and month.
    pub language: Option<&'a str>,
    /// When the page was saved; relative dates and dates without a year count from here.
    pub now: Option<&'a Date>,
    /// What other dates of the page show of the order of day and month; goes before the language.
    pub order: Option<Order>,
}

/// Which comes first in a date of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 31/10/2017
    DayFirst,
    /// 10/31/2017
    MonthFirst,
}

/// The order of day and month in texts that each begin with a date of one form: what those of them show that can be
/// read in one way only, if they agree.
pub fn order_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Order> {
    let mut order = None;
    for text in texts {
        let mut numbers = text.trim_start().splitn(3, ['/', '-']).map(|number| number.trim().parse::<u8>());
        let (Some(Ok(first @ 1..=31)), Some(Ok(second @ 1..=31))) = (numbers.next(), numbers.next()) else {
            continue;
        };
        let shown = match (first > 12, second > 12) {
            (true, false) => Order::DayFirst,
            (false, true) => Order::MonthFirst,
            _ => continue,
        };
        if order.is_some_and(|order| order != shown) {
            return None;
        }
        order = Some(shown);
    }
    order
}

impl Context<'_> {
    fn primary(&self) -> Option<String> {
        let tag = self.language?.trim();
        let primary = tag.split(['-', '_']).next()?;
        (!primary.is_empty()).then(|| primary.to_ascii_lowercase())
    }

    fn order(&self) -> Option<Order> {
        if self.order.is_some() {
            return self.order;
        }
        let primary = self.primary()?;
        if primary == "und" || primary == "mul" {
            return None;
        }
        if primary != "en" {
            return Some(Order::DayFirst);
        }
        // The region is the subtag of two letters; a script may stand before it.
        let region = self.language?.trim().split(['-', '_']).skip(1).find(|s| s.len() == 2)?;
        match region.to_ascii_uppercase().as_str() {
            "US" => Some(Order::MonthFirst),
            // Both orders are in use there.
            "CA" | "PH" => None,
            _ => Some(Order::DayFirst),
        }
    }

    fn resolve(&self, found: &Found) -> Option<Date> {
        let date = match &found.value {
            Value::Day(y, m, d) => Date::from_day(*y, *m, *d)?,
            Value::Numeric { first, second, year } => self.numeric(*first, *second, *year, found.weekday)?,
            Value::DottedShort { first, second, third } => {
                let day_first = Date::from_day(2000 + i16::from(*third), *second, *first);
                let year_first = Date::from_day(2000 + i16::from(*first), *second, *third);
                match self.primary().as_deref() {
                    Some("ko" | "ja" | "zh") => year_first?,
                    _ => day_first?,
                }
            }
            Value::Undecidable => return None,
            Value::Twofold { year, south, north, day } => {
                let primary = self.primary()?;
                let month = match primary.as_str() {
                    "hr" | "bs" | "sr" | "sh" => *south,
                    "pl" | "cs" | "sk" => *north,
                    _ => return None,
                };
                match year {
                    Some(year) => Date::from_day(*year, month, *day)?,
                    None => self.latest(month, *day)?,
                }
            }
            Value::Yearless { month, day } => self.latest(*month, *day)?,
            Value::YearlessEast { month, day } => {
                if !matches!(self.primary()?.as_str(), "zh" | "ja" | "ko") {
                    return None;
                }
                self.latest(*month, *day)?
            }
            Value::Shift(days) => {
                let span = jiff::Span::new().try_days(*days).ok()?;
                Date::from_civil(self.now?.civil()?.checked_add(span).ok()?)?
            }
            Value::Ago(parts) => return self.ago(parts),
        };
        Some(date.with(found.time))
    }

    fn numeric(&self, first: u8, second: u8, year: i16, weekday: Option<u8>) -> Option<Date> {
        let day_first = Date::from_day(year, second, first)?;
        let month_first = Date::from_day(year, first, second)?;
        if let Some(weekday) = weekday {
            let falls = |date: &Date| {
                date.civil()
                    .is_some_and(|c| c.weekday().to_monday_one_offset() == i8::try_from(weekday).unwrap_or(0))
            };
            match (falls(&day_first), falls(&month_first)) {
                (true, false) => return Some(day_first),
                (false, true) => return Some(month_first),
                _ => {}
            }
        }
        match self.order()? {
            Order::DayFirst => Some(day_first),
            Order::MonthFirst => Some(month_first),
        }
    }

    /// The last such day not after now; zones may put a comment one day ahead of the page.
    fn latest(&self, month: u8, day: u8) -> Option<Date> {
        let now = self.now?;
        let limit = now.civil()?.tomorrow().ok()?;
        (0..=8).find_map(|back| {
            let date = Date::from_day(now.year.checked_sub(back)?, month, day)?;
            (date.civil()? <= limit).then_some(date)
        })
    }

    fn ago(&self, parts: &[(i64, Unit)]) -> Option<Date> {
        let now = self.now?;
        let clock = parts.iter().any(|(_, u)| matches!(u, Unit::Second | Unit::Minute | Unit::Hour));
        let (h, m, s) = match now.time {
            Some(time) => time,
            None if clock => return None,
            None => (12, 0, 0),
        };
        let part = |v: u8| i8::try_from(v).ok();
        let mut at = now.civil()?.to_datetime(jiff::civil::Time::new(part(h)?, part(m)?, part(s)?, 0).ok()?);
        for &(n, unit) in parts {
            let span = jiff::Span::new();
            let span = match unit {
                Unit::Second => span.try_seconds(n),
                Unit::Minute => span.try_minutes(n),
                Unit::Hour => span.try_hours(n),
                Unit::Day => span.try_days(n),
                Unit::Week => span.try_weeks(n),
                Unit::Month => span.try_months(n),
                Unit::Year => span.try_years(n),
            };
            at = at.checked_sub(span.ok()?).ok()?;
        }
        let date = Date::from_civil(at.date()).filter(|d| d.year >= FIRST_YEAR)?;
        if !clock {
            return Some(date);
        }
        let clock =
            (u8::try_from(at.hour()).ok()?, u8::try_from(at.minute()).ok()?, u8::try_from(at.second()).ok()?);
        Some(date.with(Some(Time { clock, offset: now.offset })))
    }
}

/// Whether a text can hold a date at all, told without splitting it: without digits it takes a word such as "yesterday".
fn may_hold_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if holds_ascii_digit(bytes) {
        return true;
    }
    if text.len() >= 400 {
        return !bytes.is_ascii() && text.chars().any(|c| digit(c).is_some());
    }
    match bytes.is_ascii() || text.chars().all(|c| c.is_ascii() || is_typographic(c)) {
        true => tells_day(text),
        false => folded_tells_day(text),
    }
}

/// Quotation marks, dashes and the like: to a date they are what their like in ASCII are.
fn is_typographic(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{a0}' | '©' | '«' | '»' | '·' | '€')
}

/// As [`tells_day`], of any text: digits and scripts without spaces may make a date too.
fn folded_tells_day(text: &str) -> bool {
    let mut word = String::with_capacity(text.len());
    for c in text.chars().chain([' ']) {
        if letters::invisible(c) {
            continue;
        }
        if letters::is_dense(c) || digit(c).is_some() {
            return true;
        }
        if letters::is_letter(c) {
            word.push(letters::fold(c));
            continue;
        }
        if let (Some(first), Some(last)) = (word.as_bytes().first(), word.as_bytes().last())
            && (!first.is_ascii() || dictionary::may_tell_day(*first, *last, word.len()))
            && dictionary::tells_day(word.as_bytes())
        {
            return true;
        }
        word.clear();
    }
    false
}

/// Looks at several bytes at once.
fn holds_ascii_digit(bytes: &[u8]) -> bool {
    let (chunks, rest) = bytes.as_chunks::<32>();
    let some = |bytes: &[u8]| bytes.iter().fold(false, |some, byte| some | byte.is_ascii_digit());
    chunks.iter().any(|chunk| some(chunk)) || some(rest)
}

/// Whether a text has an ASCII word that makes a date without digits.
fn tells_day(text: &str) -> bool {
    let mut word = [0; dictionary::LONGEST_TELLING];
    let mut rest = text.as_bytes();
    while let Some(&first) = rest.first() {
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (written, behind) = rest.split_at(length.max(1));
        rest = behind;
        if length > 0
            && dictionary::may_tell_day(first, written[length - 1], length)
            && let Some(word) = word.get_mut(..length)
        {
            word.copy_from_slice(written);
            word.make_ascii_lowercase();
            if dictionary::tells_day(word) {
                return true;
            }
        }
    }
    false
}

/// Parses a text that is mostly a date: labels and a few other words may stand around it.
pub fn parse(text: &str, ctx: &Context) -> Option<Date> {
    let tokens = lex::lex(text);
    let (found, date) = first(text, &tokens, ctx, FIRST_YEAR)?;
    let unknown = tokens
        .iter()
        .enumerate()
        .filter(|(i, t)| {
            !(found.start..found.end).contains(i) && t.kind == TokenKind::Word && t.senses.is_empty()
        })
        .count();
    (unknown <= MOST_UNKNOWN_WORDS).then_some(date)
}

fn first(text: &str, tokens: &[Token], ctx: &Context, first_year: i16) -> Option<(Found, Date)> {
    let scan = Scan { tokens, text, first_year };
    let mut from = 0;
    loop {
        let found = scan.next(from)?;
        if let Some(date) = ctx.resolve(&found) {
            return Some((found, date));
        }
        from = found.end.max(from + 1);
    }
}

fn span(tokens: &[Token], found: &Found) -> Option<Range<usize>> {
    let start = tokens.get(found.start)?.start;
    let end = tokens.get(found.end.checked_sub(1)?)?.end;
    Some(start..end)
}

/// The first date standing inside a short text, with the bytes it takes, its time included.
pub fn find(text: &str, ctx: &Context) -> Option<(Range<usize>, Date)> {
    if !may_hold_date(text) {
        return None;
    }
    let tokens = lex::lex(text);
    let (found, date) = first(text, &tokens, ctx, FIRST_YEAR)?;
    Some((span(&tokens, &found)?, date))
}

thread_local!(static TOLD: RefCell<Memo<Told>> = const { RefCell::new(Memo::new()) });

/// What a text holds: both are asked of most texts, and splitting them costs the most.
#[derive(Clone, Default)]
struct Told {
    /// The bytes of its first date.
    span: Option<Range<usize>>,
    /// Whether it is a date as a whole; not told of long texts.
    whole: bool,
}

impl Told {
    fn of(text: &str) -> Told {
        let tokens = lex::lex(text);
        let scan = Scan { tokens: &tokens, text, first_year: FIRST_YEAR };
        let Some(found) = scan.next(0) else { return Told::default() };
        let span = span(&tokens, &found);
        let whole = text.len() <= 4 * LONGEST_DATE && is_whole(&scan, found);
        Told { span, whole }
    }
}

/// Whether a text of which the first date is known is dates and what may stand beside them.
fn is_whole(scan: &Scan, first: Found) -> bool {
    let beside = |range: Range<usize>| scan.tokens.get(range).unwrap_or(&[]).iter().all(harmless);
    let (mut from, mut next) = (0, Some(first));
    while let Some(found) = next {
        if !beside(from..found.start) {
            return false;
        }
        from = found.end.max(from + 1);
        next = scan.next(from);
    }
    beside(from..scan.tokens.len())
}

/// The bytes of the first date in a short text, even one that cannot be resolved.
pub fn find_span(text: &str) -> Option<Range<usize>> {
    if !may_hold_date(text) {
        return None;
    }
    memo::recall(&TOLD, text, Told::of).span
}

/// Whether a short text is a date as a whole, labels aside.
pub fn looks_like_date(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 4 * LONGEST_DATE {
        return false;
    }
    let length = text.chars().count();
    let digit =
        holds_ascii_digit(text.as_bytes()) || !text.is_ascii() && text.chars().any(|c| digit(c).is_some());
    if length == 0 || length > LONGEST_DATE || !digit && (length > 40 || !may_hold_date(text)) {
        return false;
    }
    memo::recall(&TOLD, text, Told::of).whole
}

/// Whether a token beside a date leaves the text a date.
fn harmless(token: &Token) -> bool {
    match token.kind {
        TokenKind::Num { .. } => false,
        TokenKind::Punct(c) => !matches!(c, '$' | '€' | '£' | '%' | '?' | '!'),
        TokenKind::Word => token.senses.iter().any(|s| {
            matches!(
                s,
                Sense::Label
                    | Sense::Link
                    | Sense::Article
                    | Sense::Filler
                    | Sense::Zone(_)
                    | Sense::VagueZone
                    | Sense::Weekday(_)
                    | Sense::Clock
                    | Sense::YearMark
                    | Sense::DayMark
            )
        }),
    }
}

/// Parses a machine-readable date: ISO 8601 and its sloppy forms, RFC 2822 and 3339, Unix time.
pub fn parse_iso(text: &str) -> Option<Date> {
    let text = text.trim().trim_matches(['"', '\'']);
    let text = &text[..text.floor_char_boundary(LONGEST_ISO_DATE)];
    if let Some(date) = packed(text) {
        return Some(date);
    }
    let tokens = lex::lex(text);
    let ctx = Context::default();
    let (found, date) = first(text, &tokens, &ctx, FIRST_ISO_YEAR)?;
    (found.start <= 4).then_some(date)
}

/// Dates that begin with an unbroken row of digits.
fn packed(text: &str) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = text.split_at_checked(digits)?;
    let value: i64 = head.parse().ok()?;
    let fraction = rest.strip_prefix('.').is_some_and(|f| f.bytes().all(|b| b.is_ascii_digit()));
    if rest.is_empty() || fraction {
        match digits {
            9 | 10 => return Date::from_unix(value),
            13 => return Date::from_unix(value / 1_000),
            16 => return Date::from_unix(value / 1_000_000),
            _ => {}
        }
    }
    let (date, clock) = head.split_at_checked(8)?;
    let date: u32 = date.parse().ok()?;
    let year = i16::try_from(date / 10_000).ok().filter(|y| (FIRST_ISO_YEAR..=2100).contains(y))?;
    let date = Date::from_day(year, u8::try_from(date / 100 % 100).ok()?, u8::try_from(date % 100).ok()?)?;
    if clock.is_empty() {
        let rest = rest.trim_start_matches([' ', '-', '_']);
        if rest.is_empty() {
            return Some(date);
        }
        // The rest is read as the time of a day known to be valid.
        let rest = rest.trim_start_matches(['T', 't']);
        let proxy = first_time(rest)?;
        return Some(date.with(Some(proxy)));
    }
    let time = grammar::packed_clock(clock.parse().ok()?, u8::try_from(clock.len()).ok()?)?;
    let offset = if rest.eq_ignore_ascii_case("z") { Some(0) } else { None };
    (rest.is_empty() || offset.is_some()).then(|| date.with(Some(Time { clock: time, offset })))
}

/// The time at the start of what follows a packed date.
fn first_time(rest: &str) -> Option<Time> {
    let text = format!("2000-01-01T{rest}");
    let tokens = lex::lex(&text);
    let found = Scan { tokens: &tokens, text: &text, first_year: FIRST_ISO_YEAR }.next(0)?;
    found.time
}

/// The date in a URL's path: `/2017/03/29/`, `/2017-03-29-title`, `/20170329/`, `/2017/mar/29/`.
pub fn from_url(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let bytes = path.as_bytes();
    let boundary = |i: usize| bytes.get(i).is_none_or(|b| !b.is_ascii_digit());
    // The host has no dates.
    let mut i = path.find('/')?;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let end = (i..bytes.len()).find(|&k| !bytes[k].is_ascii_digit()).unwrap_or(bytes.len());
        let date = match end - i {
            4 => url_parts(&path[i..]),
            8 if boundary(end) => path[i..end].parse::<u32>().ok().and_then(|n| {
                Date::from_day(
                    i16::try_from(n / 10_000).ok()?,
                    u8::try_from(n / 100 % 100).ok()?,
                    u8::try_from(n % 100).ok()?,
                )
            }),
            _ => None,
        };
        if let Some(date) = date.filter(|d| (FIRST_YEAR..=2100).contains(&d.year)) {
            return Some(date);
        }
        i = end;
    }
    None
}

/// Year, month and day with one separator, at the start of `path`.
fn url_parts(path: &str) -> Option<Date> {
    let separator = path.chars().nth(4).filter(|c| matches!(c, '/' | '-' | '_' | '.'))?;
    let mut parts = path.splitn(4, separator);
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?;
    let month = match month.parse::<u8>() {
        Ok(m) if month.len() <= 2 => m,
        _ => dictionary::senses(&month.to_ascii_lowercase()).iter().find_map(|s| match s {
            Sense::Month(m) if separator == '/' => Some(*m),
            _ => None,
        })?,
    };
    let day = parts.next()?;
    let digits = day.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 2 || day.as_bytes().get(digits).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    Date::from_day(year, month, day.get(..digits)?.parse().ok()?)
}
