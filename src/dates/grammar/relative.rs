//! Dates told from today: "3 days ago", "2h", "yesterday".

use super::{Scan, Value};
use crate::dates::lex::TokenKind;
use crate::dates::tables::{Sense, Unit};

impl Scan<'_> {
    fn amount(&self, i: usize) -> Option<(i64, usize)> {
        if let Some((value, digits)) = self.num(i) {
            return i64::try_from(value).ok().filter(|_| digits <= 4).map(|v| (v, i + 1));
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

    pub(super) fn ago(&self, i: usize) -> Option<(Value, usize)> {
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
                && let Some(Sense::Count(n, unit)) =
                    self.senses(j).iter().find(|s| matches!(s, Sense::Count(..)))
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
    pub(super) fn clipped(&self, i: usize) -> Option<(Value, usize)> {
        let (n, digits) = self.num(i)?;
        let unit = self.senses(i + 1).iter().find_map(|s| match s {
            Sense::Short(u) => Some(*u),
            _ => None,
        })?;
        let word = self.token(i + 1)?;
        let letters = word.end - word.start;
        if digits > 3 || !self.attached(i + 1) && (letters < 2 || unit == Unit::Minute && letters < 4) {
            return None;
        }
        let alone_before =
            i == 0 || matches!(self.kind(i - 1), Some(TokenKind::Punct('|' | '·' | '-' | '(')));
        let alone_after = match self.kind(i + 2) {
            None => true,
            Some(TokenKind::Punct(c)) => {
                matches!(c, '|' | '·' | ')' | '.') && !(c == '.' && self.is_num(i + 3))
            }
            Some(TokenKind::Word) => self.has(i + 2, Sense::Label),
            Some(TokenKind::Num { .. }) => false,
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
            && self.text.get(word.start..word.end).is_some_and(|w| w.bytes().all(|b| b.is_ascii_uppercase()));
        if n > most || capital {
            return None;
        }
        (alone_before && alone_after).then_some((Value::Ago(vec![(n, unit)]), i + 2))
    }

    pub(super) fn shift(&self, i: usize) -> Option<(Value, usize)> {
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
            Some(TokenKind::Punct(c)) => c != '\'',
            Some(TokenKind::Word) => self.has(k, Sense::Label),
            Some(TokenKind::Num { .. }) => false,
        };
        let alone = i.checked_sub(1).is_none_or(bare) && bare(i + 1);
        let timed = || self.time(self.connectors(i + 1, 4), true).is_some();
        let after_time = || {
            let tail = i.saturating_sub(6)..i;
            tail.into_iter()
                .any(|k| self.time(k, false).is_some_and(|(_, end)| end <= i && self.connectors(end, 6) == i))
        };
        (alone || timed() || after_time()).then_some((value, i + 1))
    }
}
