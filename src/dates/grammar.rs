//! Recognises date expressions in a row of tokens, without deciding what only the page can decide.

use super::lex::{Kind, Token};
use super::tables::{Sense, Unit};

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
    Twofold {
        year: Option<i16>,
        south: u8,
        north: u8,
        day: u8,
    },
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
                return Some(Found {
                    start: i,
                    end,
                    value,
                    time: Some(time),
                    weekday,
                });
            }
        }
        let (value, weekday, end) = self.date(i)?;
        let mut found = Found {
            start: self.articles_back(i, 0),
            end,
            value,
            time: None,
            weekday,
        };
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
            Some(Kind::Punct(c)) => matches!(
                c,
                ',' | '-' | '|' | '/' | '@' | '·' | '(' | ')' | '.' | ';' | '~' | '>' | ':' | '['
            ),
            Some(Kind::Word) => self.senses(i).iter().any(|s| {
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

    // --- tokens ---

    fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    fn kind(&self, i: usize) -> Option<Kind> {
        self.token(i).map(|t| t.kind)
    }

    fn senses(&self, i: usize) -> &'static [Sense] {
        self.token(i).map_or(&[], |t| t.senses)
    }

    fn has(&self, i: usize, sense: Sense) -> bool {
        self.senses(i).contains(&sense)
    }

    fn is(&self, i: usize, c: char) -> bool {
        self.kind(i) == Some(Kind::Punct(c))
    }

    fn is_num(&self, i: usize) -> bool {
        matches!(self.kind(i), Some(Kind::Num { .. }))
    }

    /// Whether the token stands right after the one before it.
    fn attached(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| !t.space)
    }

    fn num(&self, i: usize) -> Option<(u64, u8)> {
        match self.kind(i)? {
            Kind::Num { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    /// A number of one or two digits in a range.
    fn small(&self, i: usize, low: u8, high: u8) -> Option<u8> {
        let (value, digits) = self.num(i)?;
        let value = u8::try_from(value).ok()?;
        (digits <= 2 && (low..=high).contains(&value)).then_some(value)
    }

    /// A number of exactly two digits up to `high`.
    fn pair(&self, i: usize, high: u8) -> Option<u8> {
        self.small(i, 0, high)
            .filter(|_| self.num(i).is_some_and(|n| n.1 == 2))
    }

    /// A year of four digits, Buddhist years converted.
    fn year(&self, i: usize) -> Option<i16> {
        let (value, digits) = self.num(i)?;
        let year = i16::try_from(value).ok().filter(|_| digits == 4)?;
        let year = if (2400..2700).contains(&year) {
            year - 543
        } else {
            year
        };
        (self.first_year..=2100).contains(&year).then_some(year)
    }

    fn weekday(&self, i: usize) -> Option<u8> {
        self.senses(i).iter().find_map(|s| match s {
            Sense::Weekday(d) => Some(*d),
            _ => None,
        })
    }

    /// Whether a number here is not the tail of a longer one, a price or a name.
    fn free_start(&self, i: usize) -> bool {
        if !self.attached(i) {
            return true;
        }
        let Some(p) = i.checked_sub(1) else {
            return true;
        };
        match self.kind(p) {
            Some(Kind::Num { .. }) => false,
            Some(Kind::Word) if self.is_num(i) => {
                self.token(p).is_some_and(|t| t.dense) || !self.senses(p).is_empty()
            }
            Some(Kind::Punct('.' | '/' | '-' | ':' | ',')) => {
                !(self.attached(p) && p.checked_sub(1).is_some_and(|q| self.is_num(q)))
            }
            Some(Kind::Punct(c)) => !matches!(c, '$' | '€' | '£' | '¥' | '+'),
            _ => true,
        }
    }

    fn valid(&self, year: i16, month: u8, day: u8) -> Option<Value> {
        let ok = (self.first_year..=2100).contains(&year) && exists(year, month, day);
        ok.then_some(Value::Day(year, month, day))
    }

    // --- dates ---

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
            self.month_day(i)
                .or_else(|| self.ago(i))
                .or_else(|| self.shift(i))
        }
    }

    /// Three numbers between equal separators.
    fn triple(&self, i: usize) -> Option<(Value, usize)> {
        let (a, a_len) = self.num(i)?;
        let Some(Kind::Punct(sep @ ('.' | '/' | '-'))) = self.kind(i + 1) else {
            return None;
        };
        if !self.is(i + 3, sep) {
            return None;
        }
        let (b, b_len) = self.num(i + 2)?;
        let (c, c_len) = self.num(i + 4)?;
        let loose = (i + 1..=i + 4).any(|k| !self.attached(k));
        if loose && sep == '-' || b_len > 2 {
            return None;
        }
        let end = i + 5;
        // A fourth member makes it a version, an address or an account.
        let longer = self.is(end, sep)
            && self.attached(end)
            && self.is_num(end + 1)
            && self.attached(end + 1);
        if longer && self.time(end + 1, true).is_none() {
            return None;
        }
        let end = self.year_mark(end);
        let (first, second) = (u8::try_from(a).ok(), u8::try_from(b).ok()?);
        if a_len == 4 && c_len <= 2 {
            let third = u8::try_from(c).ok()?;
            if let Some(year) = self.year(i) {
                return Some((self.valid(year, second, third)?, end));
            }
            return Some((self.solar(i, second, third)?, end)).filter(|_| sep != '.');
        }
        let first = first.filter(|_| a_len <= 2)?;
        if c_len == 4 {
            let year = self.year(i + 4)?;
            let day_first = self.valid(year, second, first);
            let month_first = self.valid(year, first, second);
            let value = match (day_first, month_first) {
                (Some(v), _) if sep == '.' || first == second => v,
                (Some(_), Some(_)) => Value::Numeric {
                    first,
                    second,
                    year,
                },
                (Some(v), None) | (None, Some(v)) => v,
                (None, None) => return None,
            };
            return Some((value, end));
        }
        let third = u8::try_from(c).ok()?;
        if c_len != 2 || a_len > 2 {
            return None;
        }
        let year = 2000 + i16::from(third);
        let day_first = self.valid(year, second, first).is_some();
        let year_first = self.valid(2000 + i16::from(first), second, third).is_some() && a_len == 2;
        if sep == '.' {
            return (day_first || year_first).then_some((
                Value::DottedShort {
                    first,
                    second,
                    third,
                },
                end,
            ));
        }
        let month_first = self.valid(year, first, second).is_some();
        (day_first || year_first || month_first).then_some((Value::Undecidable, end))
    }

    fn year_mark(&self, i: usize) -> usize {
        if self.has(i, Sense::YearMark) && !self.has(i, Sense::Clock) {
            if self.is(i + 1, '.') && self.attached(i + 1) {
                i + 2
            } else {
                i + 1
            }
        } else {
            i
        }
    }

    fn solar_year(&self, i: usize) -> Option<i16> {
        let (year, digits) = self.num(i)?;
        i16::try_from(year)
            .ok()
            .filter(|y| digits == 4 && (1300..1500).contains(y))
    }

    /// An Iranian solar date whose month is a number; Persian digits tell it from an Islamic one.
    fn solar(&self, i: usize, month: u8, day: u8) -> Option<Value> {
        let year = self.solar_year(i)?;
        let persian = self
            .token(i)
            .and_then(|t| self.text.get(t.start..)?.chars().next());
        if !persian.is_some_and(|c| ('\u{6F0}'..='\u{6F9}').contains(&c)) {
            return None;
        }
        let (y, m, d) = from_jalali(year, month, day)?;
        self.valid(y, m, d)
    }

    /// Numbers each followed by its unit: 2017年3月29日, 3월 29일.
    fn marked(&self, i: usize) -> Option<(Value, usize)> {
        let (year, j) = if self.num(i)?.1 == 4 && self.has(i + 1, Sense::YearMark) {
            (Some(self.year(i)?), i + 2)
        } else {
            (None, i)
        };
        let month = self.small(j, 1, 12)?;
        if !self.has(j + 1, Sense::MonthMark) {
            return None;
        }
        let k = if self.is(j + 2, '.') { j + 3 } else { j + 2 };
        let day = self.small(k, 1, 31)?;
        let mut end = k + 1;
        if self.has(end, Sense::DayMark) {
            end += 1;
        } else if year.is_none() {
            return None;
        }
        if let Some(year) = year {
            return Some((self.valid(year, month, day)?, end));
        }
        // A year in a form not understood (an era) must not be ignored.
        if j > 0 && self.has(j - 1, Sense::YearMark) {
            return None;
        }
        exists(2000, month, day).then_some((Value::Yearless { month, day }, end))
    }

    fn month(&self, i: usize) -> Option<(MonthName, usize)> {
        if self.has(i, Sense::MonthPrefix)
            && let Some(month) = self.small(i + 1, 1, 12)
        {
            return Some((MonthName::Gregorian { month, thai: false }, i + 2));
        }
        let token = self.token(i)?;
        let name = token.senses.iter().find_map(|s| match *s {
            Sense::Month(month) => {
                let thai = self.text.get(token.start..)?.chars().next()? >= '\u{E00}'
                    && token.dense
                    && self.text.get(token.start..)?.chars().next()? <= '\u{E7F}';
                Some(MonthName::Gregorian { month, thai })
            }
            Sense::Jalali(m) => Some(MonthName::Jalali(m)),
            Sense::Twofold { south, north } => Some(MonthName::Twofold { south, north }),
            _ => None,
        })?;
        let mut end = i + 1;
        if self.is(end, '.') && self.attached(end) {
            end += 1;
        }
        // "آذار/مارس", "كانون الثاني (يناير)": the month by both of its names.
        if (self.is(end, '/') || self.is(end, '('))
            && self
                .senses(end + 1)
                .iter()
                .any(|s| token.senses.contains(s) && matches!(s, Sense::Month(_)))
        {
            end += 2;
            if self.is(end, ')') {
                end += 1;
            }
        }
        Some((name, end))
    }

    fn ordinal(&self, i: usize) -> usize {
        if self.is(i, 'º') || self.attached(i) && self.has(i, Sense::Ordinal) && !self.is_month(i)
        {
            i + 1
        } else if self.is(i, '.') && self.attached(i) {
            if self.is(i + 1, 'º') { i + 2 } else { i + 1 }
        } else if self.is(i, '-')
            && self.attached(i)
            && self.attached(i + 1)
            && self.has(i + 1, Sense::Ordinal)
            && !self.is_month(i + 1)
        {
            i + 2
        } else {
            i
        }
    }

    fn is_month(&self, i: usize) -> bool {
        self.senses(i).iter().any(|s| {
            matches!(
                s,
                Sense::Month(_) | Sense::Jalali(_) | Sense::Twofold { .. }
            )
        })
    }

    /// "3 March 2017", "3. März", "3 de marzo de 2017", "29-Mar-2017".
    fn day_month(&self, i: usize) -> Option<(Value, usize)> {
        let day = self.small(i, 1, 31)?;
        let from = self.ordinal(i + 1);
        let mut month = None;
        for j in from..from + 4 {
            month = self.month(j);
            let joins = match self.kind(j) {
                Some(Kind::Punct(',' | '.')) => true,
                Some(Kind::Punct('-' | '/')) => self.attached(j) && self.attached(j + 1),
                Some(Kind::Word) => self
                    .senses(j)
                    .iter()
                    .any(|s| matches!(s, Sense::Link | Sense::Article | Sense::DayMark)),
                _ => false,
            };
            if month.is_some() || !joins {
                break;
            }
        }
        let (name, after) = month?;
        if let Some((year, end)) =
            self.year_after(after, name, self.is(i + 1, '-') || self.is(i + 1, '/'))
        {
            return Some((self.named(year, name, day)?, self.year_mark(end)));
        }
        // "3 March 500" is something else.
        if self.is_num(after) && self.time(after, true).is_none() {
            return None;
        }
        if matches!(self.kind(after), Some(Kind::Punct(':'))) && self.is_num(after + 1) {
            return None;
        }
        if let Some((year, end)) = self.year_after_time(after) {
            return Some((self.named(year, name, day)?, end));
        }
        if self.homograph(after - 1) {
            return None;
        }
        Some((self.yearless(name, day)?, after))
    }

    /// "March 3, 2017", "Mar 3rd", "Mar 29 10:15:00 2017".
    fn month_day(&self, i: usize) -> Option<(Value, usize)> {
        let (name, mut j) = self.month(i)?;
        // In "3 March 12 comments" the month belongs to the number before it.
        if let Some(p) = i.checked_sub(1)
            && self.small(p, 1, 31).is_some()
            && !(p > 0 && (self.is(p - 1, ':') || self.is(p - 1, '.')) && self.attached(p))
        {
            return None;
        }
        let mut linked = false;
        for _ in 0..3 {
            let joins = match self.kind(j) {
                Some(Kind::Punct(',' | '.')) => true,
                Some(Kind::Punct('-' | '/')) => self.attached(j) && self.attached(j + 1),
                Some(Kind::Word) => self
                    .senses(j)
                    .iter()
                    .any(|s| matches!(s, Sense::Link | Sense::Article)),
                _ => false,
            };
            if !joins {
                break;
            }
            linked |= self.kind(j) == Some(Kind::Word) || self.is(j, '-');
            j += 1;
        }
        let day = self.small(j, 1, 31)?;
        // "May 10:15" has no day.
        if self.is(j + 1, ':') && self.attached(j + 1) && self.is_num(j + 2) {
            return None;
        }
        let after = self.ordinal(j + 1);
        let after = if self.has(after, Sense::DayMark)
            && !self.has(after, Sense::Clock)
            && !self.is_month(after)
        {
            after + 1
        } else {
            after
        };
        if let Some((year, end)) = self.year_after(after, name, self.is(j - 1, '-')) {
            return Some((self.named(year, name, day)?, self.year_mark(end)));
        }
        // "set of 3", "July 26-30" and a weekday that looks like a month are no days.
        let range = (self.is(after, '-') || self.is(after, '/'))
            && self.attached(after)
            && self.is_num(after + 1)
            && self.attached(after + 1);
        if linked || range || self.homograph(i) || self.is_month(after) {
            return None;
        }
        if self.is_num(after) && self.time(after, true).is_none() {
            return None;
        }
        if let Some((year, end)) = self.year_after_time(after) {
            return Some((self.named(year, name, day)?, end));
        }
        let after = if self.is(j + 1, '.') && after == j + 2 {
            j + 1
        } else {
            after
        };
        Some((self.yearless(name, day)?, after))
    }

    /// The year after a named month and day, with what joins it.
    fn year_after(&self, from: usize, name: MonthName, dashed: bool) -> Option<(i16, usize)> {
        let mut quoted = false;
        for i in from..from + 4 {
            match self.kind(i)? {
                Kind::Num { digits, .. } => {
                    if let MonthName::Jalali(_) = name {
                        return self.solar_year(i).map(|y| (y, i + 1));
                    }
                    if digits == 4 {
                        return self.year(i).map(|y| (y, i + 1));
                    }
                    let year = i16::from(self.pair(i, 99)?);
                    // "July 26-30" is a range of days, "9,99" a price.
                    if !dashed && (self.is(i - 1, '-') || self.is(i - 1, '/'))
                        || self.is(i - 1, ',') && self.attached(i)
                    {
                        return None;
                    }
                    return self.short_year_ends(i + 1, quoted).then_some(()).map(|()| {
                        let thai = matches!(name, MonthName::Gregorian { thai: true, .. });
                        (if thai { year + 1957 } else { year + 2000 }, i + 1)
                    });
                }
                Kind::Punct('\'') => quoted = true,
                Kind::Punct(',' | '.') => {}
                Kind::Punct('-' | '/') if self.attached(i) && self.attached(i + 1) => {}
                Kind::Punct('(') if self.year(i + 1).is_some() => {}
                Kind::Word
                    if self.weekday(i).is_some()
                        || self
                            .senses(i)
                            .iter()
                            .any(|s| matches!(s, Sense::Link | Sense::YearMark)) => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether two digits before token `i` can be a year: not an hour, not a count of something.
    fn short_year_ends(&self, i: usize, quoted: bool) -> bool {
        match self.kind(i) {
            None => true,
            Some(Kind::Num { .. }) => !self.attached(i),
            Some(Kind::Punct(c)) => {
                !(matches!(c, ':' | '.' | '%')
                    && self.attached(i)
                    && (c != '.' || self.is_num(i + 1) && self.attached(i + 1)))
            }
            Some(Kind::Word) => {
                quoted
                    || self
                        .senses(i)
                        .iter()
                        .any(|s| matches!(s, Sense::Link | Sense::YearMark | Sense::Weekday(_)))
                        && !self
                            .senses(i)
                            .iter()
                            .any(|s| matches!(s, Sense::Clock | Sense::Pm(_)))
            }
        }
    }

    /// A year behind the time of day, as in `ctime` output.
    fn year_after_time(&self, i: usize) -> Option<(i16, usize)> {
        let (_, end) = self.time(i, true)?;
        // The time stays unread here, so it must be found again by `trailing_time`.
        let year = self.year(end)?;
        (!self.is(end + 1, ':')).then_some((year, i))
    }

    fn named(&self, year: i16, name: MonthName, day: u8) -> Option<Value> {
        match name {
            MonthName::Gregorian { month, .. } => self.valid(year, month, day),
            MonthName::Jalali(month) => {
                let (y, m, d) = from_jalali(year, month, day)?;
                self.valid(y, m, d)
            }
            MonthName::Twofold { south, north } => {
                let (s, n) = (self.valid(year, south, day), self.valid(year, north, day));
                match (s, n) {
                    (Some(_), Some(_)) => Some(Value::Twofold {
                        year: Some(year),
                        south,
                        north,
                        day,
                    }),
                    (one, other) => one.or(other),
                }
            }
        }
    }

    /// Whether a month's name is also a common word or an abbreviation of one.
    fn homograph(&self, i: usize) -> bool {
        const WORDS: [&str; 9] = [
            "out", "set", "gen", "sub", "led", "mac", "mag", "list", "des",
        ];
        let word = self.token(i).and_then(|t| self.text.get(t.start..t.end));
        word.is_some_and(|w| WORDS.iter().any(|h| h.eq_ignore_ascii_case(w)))
    }

    fn yearless(&self, name: MonthName, day: u8) -> Option<Value> {
        match name {
            // 2000 is a leap year.
            MonthName::Gregorian { month, .. } => {
                exists(2000, month, day).then_some(Value::Yearless { month, day })
            }
            MonthName::Jalali(_) => (day <= 31).then_some(Value::Undecidable),
            MonthName::Twofold { south, north } => Some(Value::Twofold {
                year: None,
                south,
                north,
                day,
            }),
        }
    }

    /// "2017. március 29.", "2017 m. kovo 29 d.", "2017. gada 29. martā".
    fn year_first(&self, i: usize) -> Option<(Value, usize)> {
        let solar = self.solar_year(i);
        let year = self.year(i).or(solar)?;
        let mut j = i + 1;
        for _ in 0..4 {
            if self.is_month(j) || self.is_num(j) || self.has(j, Sense::MonthPrefix) {
                break;
            }
            let joins = match self.kind(j) {
                Some(Kind::Punct('-' | '/')) => self.attached(j) && self.attached(j + 1),
                Some(Kind::Punct(',' | '.')) => true,
                Some(Kind::Word) => self
                    .senses(j)
                    .iter()
                    .any(|s| matches!(s, Sense::YearMark | Sense::Link)),
                _ => false,
            };
            if !joins {
                return None;
            }
            j += 1;
        }
        let (name, day, mut end) = if let Some((name, mut k)) = self.month(j) {
            if self.is(k, '-') || self.is(k, '/') || self.is(k, ',') {
                k += 1;
            }
            let day = self.small(k, 1, 31)?;
            let mut end = k + 1;
            if self.is(end, '.') && self.attached(end) {
                end += 1;
            }
            (name, day, end)
        } else {
            let day = self.small(j, 1, 31)?;
            let k = self.ordinal(j + 1);
            let (name, end) = self.month(k)?;
            (name, day, end)
        };
        if self.has(end, Sense::DayMark) && !self.is_month(end) {
            end += 1;
            if self.is(end, '.') && self.attached(end) {
                end += 1;
            }
        }
        // "in 2016, 29 March 2017": the later year is the date's.
        if self.year(end).is_some() || self.is(end, ':') {
            return None;
        }
        if solar.is_some() != matches!(name, MonthName::Jalali(_)) {
            return None;
        }
        Some((self.named(year, name, day)?, end))
    }

    /// "14.01., 13:47" (day and month) and "03-29 10:15" (month and day): only with a time.
    fn dotted_pair(&self, i: usize) -> Option<(Value, usize)> {
        let (a, b) = (self.small(i, 1, 31)?, self.small(i + 2, 1, 31)?);
        if !(i + 1..i + 3).all(|k| self.attached(k)) {
            return None;
        }
        let sep = self.kind(i + 1)?;
        let (value, end) = match sep {
            Kind::Punct('.')
                if self.is(i + 3, '.') && self.attached(i + 3) && exists(2000, b, a) =>
            {
                (Value::Yearless { month: b, day: a }, i + 4)
            }
            Kind::Punct('-')
                if self.pair(i, 12).is_some()
                    && self.pair(i + 2, 31).is_some()
                    && exists(2000, a, b) =>
            {
                (Value::YearlessEast { month: a, day: b }, i + 3)
            }
            _ => return None,
        };
        let time = self.connectors(end, 4);
        let colon = self.is(time + 1, ':') && self.time(time, true).is_some();
        colon.then_some((value, end))
    }

    // --- relative ---

    fn amount(&self, i: usize) -> Option<(i64, usize)> {
        if let Some((value, digits)) = self.num(i) {
            return i64::try_from(value)
                .ok()
                .filter(|_| digits <= 4)
                .map(|v| (v, i + 1));
        }
        self.senses(i).iter().find_map(|s| match s {
            Sense::Number(n) => Some((*n, i + 1)),
            _ => None,
        })
    }

    fn unit(&self, i: usize) -> Option<Unit> {
        self.senses(i)
            .iter()
            .find_map(|s| match s {
                Sense::Unit(u) => Some(*u),
                _ => None,
            })
            .or_else(|| {
                self.senses(i).iter().find_map(|s| match s {
                    Sense::Short(u) => Some(*u),
                    _ => None,
                })
            })
    }

    fn ago(&self, i: usize) -> Option<(Value, usize)> {
        let before = self.has(i, Sense::Before);
        let mut j = if before { i + 1 } else { i };
        for _ in 0..2 {
            if self.has(j, Sense::Filler) && self.amount(j).is_none() {
                j += 1;
            }
        }
        let mut parts: Vec<(i64, Unit)> = Vec::new();
        while parts.len() < 4 {
            if let Some((n, k)) = self.amount(j)
                && let Some(unit) = self.unit(k)
            {
                parts.push((n, unit));
                j = k + 1;
                if self.is(j, '.') && self.attached(j) {
                    j += 1;
                }
            } else if parts.is_empty()
                && let Some(Sense::Count(n, unit)) = self
                    .senses(j)
                    .iter()
                    .find(|s| matches!(s, Sense::Count(..)))
            {
                parts.push((*n, *unit));
                j += 1;
            } else {
                break;
            }
            let k = if self.is(j, ',') { j + 1 } else { j };
            let k = if self.has(k, Sense::Link) { k + 1 } else { k };
            if k > j && self.amount(k).is_some_and(|(_, u)| self.unit(u).is_some()) {
                j = k;
            }
        }
        if parts.is_empty() {
            return None;
        }
        if self.has(j, Sense::Ago) {
            return Some((Value::Ago(parts), j + 1));
        }
        // "for" and "för" need their counterpart after the amount.
        let weak = before
            && self
                .token(i)
                .and_then(|t| self.text.get(t.start..t.end))
                .is_some_and(|w| matches!(w.to_lowercase().as_str(), "for" | "för" | "за" | "a"));
        (before && !weak).then_some((Value::Ago(parts), j))
    }

    /// "3h", "2d" standing alone.
    fn clipped(&self, i: usize) -> Option<(Value, usize)> {
        let (n, digits) = self.num(i)?;
        let unit = self.senses(i + 1).iter().find_map(|s| match s {
            Sense::Short(u) => Some(*u),
            _ => None,
        })?;
        let word = self.token(i + 1)?;
        let letters = word.end - word.start;
        if digits > 3
            || !self.attached(i + 1) && (letters < 2 || unit == Unit::Minute && letters < 4)
        {
            return None;
        }
        let alone_before =
            i == 0 || matches!(self.kind(i - 1), Some(Kind::Punct('|' | '·' | '-' | '(')));
        let alone_after = match self.kind(i + 2) {
            None => true,
            Some(Kind::Punct(c)) => {
                matches!(c, '|' | '·' | ')' | '.') && !(c == '.' && self.is_num(i + 3))
            }
            Some(Kind::Word) => self.has(i + 2, Sense::Label),
            Some(Kind::Num { .. }) => false,
        };
        let n = i64::try_from(n).ok()?;
        // Beyond these, and in a lone capital, the letter is a measure: 600W, 15M.
        let most = match unit {
            Unit::Second | Unit::Minute => 90,
            Unit::Hour => 72,
            Unit::Day => 400,
            Unit::Week => 156,
            Unit::Month => 60,
            Unit::Year => 40,
        };
        let capital = letters == 1
            && self
                .text
                .get(word.start..word.end)
                .is_some_and(|w| w.bytes().all(|b| b.is_ascii_uppercase()));
        if n > most || capital {
            return None;
        }
        (alone_before && alone_after).then_some((Value::Ago(vec![(n, unit)]), i + 2))
    }

    fn shift(&self, i: usize) -> Option<(Value, usize)> {
        let value = self.senses(i).iter().find_map(|s| match s {
            // Two letters say too little.
            Sense::Day(_) if self.token(i).is_some_and(|t| t.end - t.start < 3) => None,
            Sense::Day(n) => Some(Value::Shift(*n)),
            Sense::Now => Some(Value::Ago(vec![(0, Unit::Second)])),
            _ => None,
        })?;
        // Such words are common in running text; a time or standing alone makes them dates.
        let bare = |k: usize| match self.kind(k) {
            None => true,
            Some(Kind::Punct(c)) => c != '\'',
            Some(Kind::Word) => self.has(k, Sense::Label),
            Some(Kind::Num { .. }) => false,
        };
        let alone = i.checked_sub(1).is_none_or(bare) && bare(i + 1);
        let timed = || self.time(self.connectors(i + 1, 4), true).is_some();
        let after_time = || {
            let tail = i.saturating_sub(6)..i;
            tail.into_iter().any(|k| {
                self.time(k, false)
                    .is_some_and(|(_, end)| end <= i && self.connectors(end, 6) == i)
            })
        };
        (alone || timed() || after_time()).then_some((value, i + 1))
    }

    // --- time of day ---

    fn pm(&self, i: usize) -> Option<bool> {
        self.senses(i).iter().find_map(|s| match s {
            Sense::Pm(p) => Some(*p),
            _ => None,
        })
    }

    /// A time of day; after a date, less explicit forms are understood.
    fn time(&self, i: usize, after_date: bool) -> Option<(Time, usize)> {
        let (mut pm, mut j) = match self.pm(i) {
            Some(p) if self.is_num(i + 1) => (Some(p), i + 1),
            _ => (None, i),
        };
        let prefixed = pm.is_some();
        let mut hour = self.small(j, 0, 23)?;
        let (mut minute, mut second) = (0, 0);
        let mut explicit = prefixed;
        let mut dotted = false;
        j += 1;
        if self.is(j, ':')
            && let Some(m) = self.pair(j + 1, 59)
        {
            minute = m;
            j += 2;
            explicit = true;
            if self.is(j, ':')
                && let Some(s) = self.pair(j + 1, 59)
            {
                second = s;
                j += 2;
                if (self.is(j, '.') || self.is(j, ','))
                    && self.attached(j)
                    && self.is_num(j + 1)
                    && self.attached(j + 1)
                {
                    j += 2;
                }
            }
        } else if self.is(j, '.')
            && self.attached(j)
            && self.attached(j + 1)
            && let Some(m) = self.pair(j + 1, 59)
            && !(self.is(j + 2, '.') && self.attached(j + 2) && self.is_num(j + 3))
        {
            minute = m;
            j += 2;
            dotted = true;
        } else if self.has(j, Sense::Clock) {
            explicit |= after_date || self.token(j).is_some_and(|t| t.end - t.start > 1);
            j += 1;
            if let Some(m) = self.small(j, 0, 59)
                && (self.attached(j)
                    || self.has(j + 1, Sense::MinuteMark)
                    || self.pair(j, 59).is_some())
                && !self.is(j + 1, ':')
            {
                minute = m;
                j += 1;
                explicit = true;
                if self.has(j, Sense::MinuteMark) {
                    j += 1;
                    if let Some(s) = self.small(j, 0, 59)
                        && self.has(j + 1, Sense::SecondMark)
                    {
                        second = s;
                        j += 2;
                    }
                }
            }
        }
        if pm.is_none()
            && let Some(p) = self.pm(j)
        {
            pm = Some(p);
            j += 1;
            explicit = true;
            if self.is(j, '.') && self.attached(j) {
                j += 1;
            }
        }
        for _ in 0..2 {
            if self.has(j, Sense::Clock) && !self.is_num(j + 1) {
                j += 1;
                explicit = true;
                if self.is(j, '.') && self.attached(j) {
                    j += 1;
                }
            }
        }
        if dotted && !explicit {
            let p = i.checked_sub(1)?;
            // "kl. 17.04"
            let p = if self.is(p, '.') {
                p.checked_sub(1)?
            } else {
                p
            };
            explicit = after_date
                && (self.is(p, ',')
                    || self.is(p, '|')
                    || self.has(p, Sense::Clock)
                    || self.has(p, Sense::Link));
        }
        if !explicit {
            return None;
        }
        match pm {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let (offset, j) = self
            .zone(j, second_written(self, i))
            .map_or((None, j), |(o, k)| (o, k));
        Some((
            Time {
                clock: (hour, minute, second),
                offset,
            },
            j,
        ))
    }

    /// The time zone at `i`, `Some((None, _))` for one without a known offset.
    pub(super) fn zone(&self, i: usize, seconds: bool) -> Option<(Option<i32>, usize)> {
        if self.is(i, '(') || self.is(i, '[') {
            let (offset, end) = self.zone(i + 1, seconds).filter(|_| !self.is(i + 1, '('))?;
            let closed = self.is(end, ')') || self.is(end, ']');
            return closed.then_some((offset, end + 1));
        }
        let named = self.senses(i).iter().find_map(|s| match s {
            Sense::Zone(o) => Some(Some(*o)),
            Sense::VagueZone => Some(None),
            _ => None,
        });
        if let Some(offset) = named {
            if offset == Some(0)
                && let Some((o, end)) = self.signed(i + 1, true)
            {
                return Some((Some(o), self.zone_comment(end)));
            }
            return Some((offset, i + 1));
        }
        self.signed(i, seconds)
            .map(|(o, end)| (Some(o), self.zone_comment(end)))
    }

    /// A zone's name in parentheses after its offset.
    fn zone_comment(&self, i: usize) -> usize {
        if !self.is(i, '(') {
            return i;
        }
        (i + 1..i + 6)
            .take_while(|&k| matches!(self.kind(k), Some(Kind::Word | Kind::Punct('-'))))
            .last()
            .filter(|&k| self.is(k + 1, ')'))
            .map_or(i, |k| k + 2)
    }

    /// "+03:00", "-0300", "+3". A range of times must not pass for an offset, hence `sure`.
    fn signed(&self, i: usize, sure: bool) -> Option<(i32, usize)> {
        let sign = match self.kind(i)? {
            Kind::Punct('+') => 1,
            Kind::Punct('-') => -1,
            _ => return None,
        };
        if !self.attached(i + 1) {
            return None;
        }
        let (value, digits) = self.num(i + 1)?;
        let value = i32::try_from(value).ok()?;
        let (hours, minutes, end) = match digits {
            4 => (value / 100, value % 100, i + 2),
            1 | 2 if self.is(i + 2, ':') && self.attached(i + 2) => {
                (value, i32::from(self.pair(i + 3, 59)?), i + 4)
            }
            1 | 2 => (value, 0, i + 2),
            _ => return None,
        };
        let sure = sure || sign > 0 || digits == 4;
        (sure && hours <= 14 && minutes < 60 && minutes % 15 == 0)
            .then_some((sign * (hours * 3600 + minutes * 60), end))
    }

    /// "T10:15:00.000Z", "T101500Z" right after a machine date.
    fn iso_time(&self, i: usize) -> Option<(Time, usize)> {
        if !(self.has(i, Sense::T) && self.attached(i) && self.attached(i + 1)) {
            return None;
        }
        let (value, digits) = self.num(i + 1)?;
        if digits == 2 {
            let hour = self.small(i + 1, 0, 24)?;
            if !self.is(i + 2, ':') {
                let (offset, end) = self.zone(i + 2, true).unwrap_or((None, i + 2));
                return (hour < 24).then_some((
                    Time {
                        clock: (hour, 0, 0),
                        offset,
                    },
                    end,
                ));
            }
            let minute = self.pair(i + 3, 59)?;
            let (mut second, mut end) = (0, i + 4);
            if self.is(end, ':') {
                // A leap second is the last one of its minute here.
                second = self.pair(end + 1, 60)?.min(59);
                end += 2;
                end = self.fraction(end);
            }
            let (offset, end) = self.zone(end, true).unwrap_or((None, end));
            return (hour < 24).then_some((
                Time {
                    clock: (hour, minute, second),
                    offset,
                },
                end,
            ));
        }
        let clock = packed_clock(value, digits)?;
        let end = self.fraction(i + 2);
        let (offset, end) = self.zone(end, true).unwrap_or((None, end));
        Some((Time { clock, offset }, end))
    }

    fn fraction(&self, i: usize) -> usize {
        let fraction = (self.is(i, '.') || self.is(i, ','))
            && self.attached(i)
            && self.is_num(i + 1)
            && self.attached(i + 1);
        if fraction { i + 2 } else { i }
    }
}

/// Whether the time starting at token `i` is written with seconds.
fn second_written(scan: &Scan, i: usize) -> bool {
    scan.is(i + 1, ':') && scan.is(i + 3, ':')
}

/// hhmm or hhmmss.
pub(super) fn packed_clock(value: u64, digits: u8) -> Option<(u8, u8, u8)> {
    let value = match digits {
        4 => value * 100,
        6 => value,
        _ => return None,
    };
    let part = |v: u64| u8::try_from(v % 100).ok();
    let (h, m, s) = (part(value / 10_000)?, part(value / 100)?, part(value)?);
    (h < 24 && m < 60 && s < 60).then_some((h, m, s))
}

/// Whether the calendar has the day.
pub(super) fn exists(year: i16, month: u8, day: u8) -> bool {
    civil(year, month, day).is_some()
}

/// The day as jiff knows it.
pub(super) fn civil(year: i16, month: u8, day: u8) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The Gregorian day of an Iranian solar date, by the 33-year leap cycle.
fn from_jalali(year: i16, month: u8, day: u8) -> Option<(i16, u8, u8)> {
    let length = match month {
        1..=6 => 31,
        7..=12 => 30,
        _ => return None,
    };
    if day == 0 || day > length {
        return None;
    }
    let y = i64::from(year) + 1595;
    let m = i64::from(month);
    let before = if m < 7 {
        (m - 1) * 31
    } else {
        (m - 7) * 30 + 186
    };
    let days = 365 * y + (y / 33) * 8 + ((y % 33) + 3) / 4 + i64::from(day) + before;
    // 1 Farvardin 1396 is 21 March 2017.
    const ANCHOR: i64 = 365 * 2991 + (2991 / 33) * 8 + ((2991 % 33) + 3) / 4 + 1;
    let date = civil(2017, 3, 21)?
        .checked_add(jiff::Span::new().try_days(days - ANCHOR).ok()?)
        .ok()?;
    Some((
        date.year(),
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    ))
}
