//! The time zone behind a time of day.

use super::Scan;
use crate::dates::lex::TokenKind;
use crate::dates::tables::Sense;

impl Scan<'_> {
    /// The time zone at `i`, `Some((None, _))` for one without a known offset.
    pub(in crate::dates) fn zone(&self, i: usize, seconds: bool) -> Option<(Option<i32>, usize)> {
        if !self.is(i, '(') && !self.is(i, '[') {
            return self.open_zone(i, seconds);
        }
        let (offset, end) = self.open_zone(i + 1, seconds)?;
        let closed = self.is(end, ')') || self.is(end, ']');
        closed.then_some((offset, end + 1))
    }

    /// The time zone at `i`, with no bracket around it.
    fn open_zone(&self, i: usize, seconds: bool) -> Option<(Option<i32>, usize)> {
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
        self.signed(i, seconds).map(|(o, end)| (Some(o), self.zone_comment(end)))
    }

    /// A zone's name in parentheses after its offset.
    fn zone_comment(&self, i: usize) -> usize {
        if !self.is(i, '(') {
            return i;
        }
        (i + 1..i + 6)
            .take_while(|&k| matches!(self.kind(k), Some(TokenKind::Word | TokenKind::Punct('-'))))
            .last()
            .filter(|&k| self.is(k + 1, ')'))
            .map_or(i, |k| k + 2)
    }

    /// "+03:00", "-0300", "+3". A range of times must not pass for an offset, hence `sure`.
    fn signed(&self, i: usize, sure: bool) -> Option<(i32, usize)> {
        let sign = match self.kind(i)? {
            TokenKind::Punct('+') => 1,
            TokenKind::Punct('-') => -1,
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
}
