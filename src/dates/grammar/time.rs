//! The time of day.

use super::{Scan, Time};
use crate::dates::tables::Sense;

impl Scan<'_> {
    fn pm(&self, i: usize) -> Option<bool> {
        self.senses(i).iter().find_map(|s| match s {
            Sense::Pm(p) => Some(*p),
            _ => None,
        })
    }

    /// A time of day; after a date, less explicit forms are understood.
    pub(super) fn time(&self, i: usize, after_date: bool) -> Option<(Time, usize)> {
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
                && (self.attached(j) || self.has(j + 1, Sense::MinuteMark) || self.pair(j, 59).is_some())
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
            let p = if self.is(p, '.') { p.checked_sub(1)? } else { p };
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
        let (offset, j) = self.zone(j, second_written(self, i)).map_or((None, j), |(o, k)| (o, k));
        Some((Time { clock: (hour, minute, second), offset }, j))
    }

    /// "T10:15:00.000Z", "T101500Z" right after a machine date.
    pub(super) fn iso_time(&self, i: usize) -> Option<(Time, usize)> {
        if !(self.has(i, Sense::T) && self.attached(i) && self.attached(i + 1)) {
            return None;
        }
        let (value, digits) = self.num(i + 1)?;
        if digits == 2 {
            let hour = self.small(i + 1, 0, 24)?;
            if !self.is(i + 2, ':') {
                let (offset, end) = self.zone(i + 2, true).unwrap_or((None, i + 2));
                return (hour < 24).then_some((Time { clock: (hour, 0, 0), offset }, end));
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
            return (hour < 24).then_some((Time { clock: (hour, minute, second), offset }, end));
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
pub(in crate::dates) fn packed_clock(value: u64, digits: u8) -> Option<(u8, u8, u8)> {
    let value = match digits {
        4 => value * 100,
        6 => value,
        _ => return None,
    };
    let part = |v: u64| u8::try_from(v % 100).ok();
    let (h, m, s) = (part(value / 10_000)?, part(value / 100)?, part(value)?);
    (h < 24 && m < 60 && s < 60).then_some((h, m, s))
}
