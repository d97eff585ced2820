//! Questions to single tokens.

use super::Scan;
use super::Value;
use super::calendar::exists;
use crate::dates::lex::{Token, TokenKind};
use crate::dates::tables::Sense;

impl Scan<'_> {
    pub(super) fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    pub(super) fn kind(&self, i: usize) -> Option<TokenKind> {
        self.token(i).map(|t| t.kind)
    }

    pub(super) fn senses(&self, i: usize) -> &'static [Sense] {
        self.token(i).map_or(&[], |t| t.senses)
    }

    pub(super) fn has(&self, i: usize, sense: Sense) -> bool {
        self.senses(i).contains(&sense)
    }

    pub(super) fn is(&self, i: usize, c: char) -> bool {
        self.kind(i) == Some(TokenKind::Punct(c))
    }

    pub(super) fn is_num(&self, i: usize) -> bool {
        matches!(self.kind(i), Some(TokenKind::Num { .. }))
    }

    /// Whether the token stands right after the one before it.
    pub(super) fn attached(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| !t.space)
    }

    pub(super) fn num(&self, i: usize) -> Option<(u64, u8)> {
        match self.kind(i)? {
            TokenKind::Num { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    /// A number of one or two digits in a range.
    pub(super) fn small(&self, i: usize, low: u8, high: u8) -> Option<u8> {
        let (value, digits) = self.num(i)?;
        let value = u8::try_from(value).ok()?;
        (digits <= 2 && (low..=high).contains(&value)).then_some(value)
    }

    /// A number of exactly two digits up to `high`.
    pub(super) fn pair(&self, i: usize, high: u8) -> Option<u8> {
        self.small(i, 0, high).filter(|_| self.num(i).is_some_and(|n| n.1 == 2))
    }

    /// A year of four digits, Buddhist years converted.
    pub(super) fn year(&self, i: usize) -> Option<i16> {
        let (value, digits) = self.num(i)?;
        let year = i16::try_from(value).ok().filter(|_| digits == 4)?;
        let year = if (2400..2700).contains(&year) { year - 543 } else { year };
        (self.first_year..=2100).contains(&year).then_some(year)
    }

    pub(super) fn weekday(&self, i: usize) -> Option<u8> {
        self.senses(i).iter().find_map(|s| match s {
            Sense::Weekday(d) => Some(*d),
            _ => None,
        })
    }

    /// Whether a number here is not the tail of a longer one, a price or a name.
    pub(super) fn free_start(&self, i: usize) -> bool {
        if !self.attached(i) {
            return true;
        }
        let Some(p) = i.checked_sub(1) else {
            return true;
        };
        match self.kind(p) {
            Some(TokenKind::Num { .. }) => false,
            Some(TokenKind::Word) if self.is_num(i) => {
                self.token(p).is_some_and(|t| t.dense) || !self.senses(p).is_empty()
            }
            Some(TokenKind::Punct('.' | '/' | '-' | ':' | ',')) => {
                !(self.attached(p) && p.checked_sub(1).is_some_and(|q| self.is_num(q)))
            }
            Some(TokenKind::Punct(c)) => !matches!(c, '$' | '€' | '£' | '¥' | '+'),
            _ => true,
        }
    }

    pub(super) fn valid(&self, year: i16, month: u8, day: u8) -> Option<Value> {
        let ok = (self.first_year..=2100).contains(&year) && exists(year, month, day);
        ok.then_some(Value::Day(year, month, day))
    }
}
