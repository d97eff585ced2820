//! Dates in numbers: 29.3.2017, 3/29/17, 2017年3月29日.

use super::calendar::{exists, from_jalali};
use super::{Scan, Value};
use crate::dates::lex::TokenKind;
use crate::dates::tables::Sense;

impl Scan<'_> {
    /// Three numbers between equal separators.
    pub(super) fn triple(&self, i: usize) -> Option<(Value, usize)> {
        let (a, a_len) = self.num(i)?;
        let Some(TokenKind::Punct(sep @ ('.' | '/' | '-'))) = self.kind(i + 1) else {
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
        let longer =
            self.is(end, sep) && self.attached(end) && self.is_num(end + 1) && self.attached(end + 1);
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
                (Some(_), Some(_)) => Value::Numeric { first, second, year },
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
            return (day_first || year_first).then_some((Value::DottedShort { first, second, third }, end));
        }
        let month_first = self.valid(year, first, second).is_some();
        (day_first || year_first || month_first).then_some((Value::Undecidable, end))
    }

    pub(super) fn year_mark(&self, i: usize) -> usize {
        if self.has(i, Sense::YearMark) && !self.has(i, Sense::Clock) {
            if self.is(i + 1, '.') && self.attached(i + 1) { i + 2 } else { i + 1 }
        } else {
            i
        }
    }

    pub(super) fn solar_year(&self, i: usize) -> Option<i16> {
        let (year, digits) = self.num(i)?;
        i16::try_from(year).ok().filter(|y| digits == 4 && (1300..1500).contains(y))
    }

    /// An Iranian solar date whose month is a number; Persian digits tell it from an Islamic one.
    fn solar(&self, i: usize, month: u8, day: u8) -> Option<Value> {
        let year = self.solar_year(i)?;
        let persian = self.token(i).and_then(|t| self.text.get(t.start..)?.chars().next());
        if !persian.is_some_and(|c| ('\u{6F0}'..='\u{6F9}').contains(&c)) {
            return None;
        }
        let (y, m, d) = from_jalali(year, month, day)?;
        self.valid(y, m, d)
    }

    /// Numbers each followed by its unit: 2017年3月29日, 3월 29일.
    pub(super) fn marked(&self, i: usize) -> Option<(Value, usize)> {
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

    /// "14.01., 13:47" (day and month) and "03-29 10:15" (month and day): only with a time.
    pub(super) fn dotted_pair(&self, i: usize) -> Option<(Value, usize)> {
        let (a, b) = (self.small(i, 1, 31)?, self.small(i + 2, 1, 31)?);
        if !(i + 1..i + 3).all(|k| self.attached(k)) {
            return None;
        }
        let sep = self.kind(i + 1)?;
        let (value, end) = match sep {
            TokenKind::Punct('.') if self.is(i + 3, '.') && self.attached(i + 3) && exists(2000, b, a) => {
                (Value::Yearless { month: b, day: a }, i + 4)
            }
            TokenKind::Punct('-')
                if self.pair(i, 12).is_some() && self.pair(i + 2, 31).is_some() && exists(2000, a, b) =>
            {
                (Value::YearlessEast { month: a, day: b }, i + 3)
            }
            _ => return None,
        };
        let time = self.connectors(end, 4);
        let colon = self.is(time + 1, ':') && self.time(time, true).is_some();
        colon.then_some((value, end))
    }
}
