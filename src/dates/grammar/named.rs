//! Dates whose month is a word: 3 March 2017, Mar 29, 2017. március 29.

use super::calendar::{exists, from_jalali};
use super::{MonthName, Scan, Value};
use crate::dates::lex::TokenKind;
use crate::dates::tables::Sense;

impl Scan<'_> {
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
            && self.senses(end + 1).iter().any(|s| token.senses.contains(s) && matches!(s, Sense::Month(_)))
        {
            end += 2;
            if self.is(end, ')') {
                end += 1;
            }
        }
        Some((name, end))
    }

    fn ordinal(&self, i: usize) -> usize {
        if self.is(i, 'º') || self.attached(i) && self.has(i, Sense::Ordinal) && !self.is_month(i) {
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
        self.senses(i).iter().any(|s| matches!(s, Sense::Month(_) | Sense::Jalali(_) | Sense::Twofold { .. }))
    }

    /// "3 March 2017", "3. März", "3 de marzo de 2017", "29-Mar-2017".
    pub(super) fn day_month(&self, i: usize) -> Option<(Value, usize)> {
        let day = self.small(i, 1, 31)?;
        let from = self.ordinal(i + 1);
        let mut month = None;
        for j in from..from + 4 {
            month = self.month(j);
            let joins = match self.kind(j) {
                Some(TokenKind::Punct(',' | '.')) => true,
                Some(TokenKind::Punct('-' | '/')) => self.attached(j) && self.attached(j + 1),
                Some(TokenKind::Word) => {
                    self.senses(j).iter().any(|s| matches!(s, Sense::Link | Sense::Article | Sense::DayMark))
                }
                _ => false,
            };
            if month.is_some() || !joins {
                break;
            }
        }
        let (name, after) = month?;
        if let Some((year, end)) = self.year_after(after, name, self.is(i + 1, '-') || self.is(i + 1, '/')) {
            return Some((self.named(year, name, day)?, self.year_mark(end)));
        }
        // "3 March 500" is something else.
        if self.is_num(after) && self.time(after, true).is_none() {
            return None;
        }
        if matches!(self.kind(after), Some(TokenKind::Punct(':'))) && self.is_num(after + 1) {
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
    pub(super) fn month_day(&self, i: usize) -> Option<(Value, usize)> {
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
                Some(TokenKind::Punct(',' | '.')) => true,
                Some(TokenKind::Punct('-' | '/')) => self.attached(j) && self.attached(j + 1),
                Some(TokenKind::Word) => {
                    self.senses(j).iter().any(|s| matches!(s, Sense::Link | Sense::Article))
                }
                _ => false,
            };
            if !joins {
                break;
            }
            linked |= self.kind(j) == Some(TokenKind::Word) || self.is(j, '-');
            j += 1;
        }
        let day = self.small(j, 1, 31)?;
        // "May 10:15" has no day.
        if self.is(j + 1, ':') && self.attached(j + 1) && self.is_num(j + 2) {
            return None;
        }
        let after = self.ordinal(j + 1);
        let after =
            if self.has(after, Sense::DayMark) && !self.has(after, Sense::Clock) && !self.is_month(after) {
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
        let after = if self.is(j + 1, '.') && after == j + 2 { j + 1 } else { after };
        Some((self.yearless(name, day)?, after))
    }

    /// The year after a named month and day, with what joins it.
    fn year_after(&self, from: usize, name: MonthName, dashed: bool) -> Option<(i16, usize)> {
        let mut quoted = false;
        for i in from..from + 4 {
            match self.kind(i)? {
                TokenKind::Num { digits, .. } => {
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
                TokenKind::Punct('\'') => quoted = true,
                TokenKind::Punct(',' | '.') => {}
                TokenKind::Punct('-' | '/') if self.attached(i) && self.attached(i + 1) => {}
                TokenKind::Punct('(') if self.year(i + 1).is_some() => {}
                TokenKind::Word
                    if self.weekday(i).is_some()
                        || self.senses(i).iter().any(|s| matches!(s, Sense::Link | Sense::YearMark)) => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether two digits before token `i` can be a year: not an hour, not a count of something.
    fn short_year_ends(&self, i: usize, quoted: bool) -> bool {
        match self.kind(i) {
            None => true,
            Some(TokenKind::Num { .. }) => !self.attached(i),
            Some(TokenKind::Punct(c)) => {
                !(matches!(c, ':' | '.' | '%')
                    && self.attached(i)
                    && (c != '.' || self.is_num(i + 1) && self.attached(i + 1)))
            }
            Some(TokenKind::Word) => {
                quoted
                    || self
                        .senses(i)
                        .iter()
                        .any(|s| matches!(s, Sense::Link | Sense::YearMark | Sense::Weekday(_)))
                        && !self.senses(i).iter().any(|s| matches!(s, Sense::Clock | Sense::Pm(_)))
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
                    (Some(_), Some(_)) => Some(Value::Twofold { year: Some(year), south, north, day }),
                    (one, other) => one.or(other),
                }
            }
        }
    }

    /// Whether a month's name is also a common word or an abbreviation of one.
    fn homograph(&self, i: usize) -> bool {
        const WORDS: [&str; 9] = ["out", "set", "gen", "sub", "led", "mac", "mag", "list", "des"];
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
            MonthName::Twofold { south, north } => Some(Value::Twofold { year: None, south, north, day }),
        }
    }

    /// "2017. március 29.", "2017 m. kovo 29 d.", "2017. gada 29. martā".
    pub(super) fn year_first(&self, i: usize) -> Option<(Value, usize)> {
        let solar = self.solar_year(i);
        let year = self.year(i).or(solar)?;
        let mut j = i + 1;
        for _ in 0..4 {
            if self.is_month(j) || self.is_num(j) || self.has(j, Sense::MonthPrefix) {
                break;
            }
            let joins = match self.kind(j) {
                Some(TokenKind::Punct('-' | '/')) => self.attached(j) && self.attached(j + 1),
                Some(TokenKind::Punct(',' | '.')) => true,
                Some(TokenKind::Word) => {
                    self.senses(j).iter().any(|s| matches!(s, Sense::YearMark | Sense::Link))
                }
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
}
