//! The time of day.

use super::{Scan, Time};
use crate::dates::tables::Sense;

/// A time of day as far as it is read.
#[derive(Default)]
struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
    /// Whether it is after noon, where that is said.
    pm: Option<bool>,
    /// Whether only a point parts hour and minute.
    dotted: bool,
    /// Whether it can be nothing but a time.
    explicit: bool,
    /// The token after what is read.
    next: usize,
}

impl Scan<'_> {
    fn pm(&self, i: usize) -> Option<bool> {
        self.senses(i).iter().find_map(|s| match s {
            Sense::Pm(p) => Some(*p),
            _ => None,
        })
    }

    /// A time of day; after a date, less explicit forms are understood.
    pub(super) fn time(&self, i: usize, after_date: bool) -> Option<(Time, usize)> {
        let mut clock = self.hour(i)?;
        self.minutes(&mut clock, after_date);
        self.half_of_day(&mut clock);
        self.clock_words(&mut clock);
        // A number with a point in it needs something before it that leads to a time.
        clock.explicit |= clock.dotted && after_date && self.leads_to_time(i);
        if !clock.explicit {
            return None;
        }
        let hour = match clock.pm {
            Some(true) if clock.hour < 12 => clock.hour + 12,
            Some(false) if clock.hour == 12 => 0,
            _ => clock.hour,
        };
        let zone = self.zone(clock.next, second_written(self, i));
        let (offset, end) = zone.map_or((None, clock.next), |(offset, end)| (offset, end));
        Some((Time { clock: (hour, clock.minute, clock.second), offset }, end))
    }

    /// The hour, and what half of the day is said before it.
    fn hour(&self, i: usize) -> Option<Clock> {
        let pm = self.pm(i).filter(|_| self.is_num(i + 1));
        let at = i + usize::from(pm.is_some());
        let hour = self.small(at, 0, 23)?;
        Some(Clock { hour, pm, explicit: pm.is_some(), next: at + 1, ..Clock::default() })
    }

    /// Minutes and seconds behind the hour: "15:04:05", "15.04", "15h04".
    fn minutes(&self, clock: &mut Clock, after_date: bool) {
        let mark = clock.next;
        if self.is(mark, ':')
            && let Some(minute) = self.pair(mark + 1, 59)
        {
            (clock.minute, clock.explicit, clock.next) = (minute, true, mark + 2);
            self.seconds(clock);
        } else if self.is(mark, '.')
            && self.attached(mark)
            && self.attached(mark + 1)
            && let Some(minute) = self.pair(mark + 1, 59)
            && !(self.is(mark + 2, '.') && self.attached(mark + 2) && self.is_num(mark + 3))
        {
            (clock.minute, clock.dotted, clock.next) = (minute, true, mark + 2);
        } else if self.has(mark, Sense::Clock) {
            clock.explicit |= after_date || self.token(mark).is_some_and(|t| t.end - t.start > 1);
            clock.next = mark + 1;
            self.named_minutes(clock);
        }
    }

    /// ":05", and a part of a second that nobody asks for.
    fn seconds(&self, clock: &mut Clock) {
        if self.is(clock.next, ':')
            && let Some(second) = self.pair(clock.next + 1, 59)
        {
            (clock.second, clock.next) = (second, self.fraction(clock.next + 2));
        }
    }

    /// Minutes and seconds behind the word or letter for the hour: "15 h 04 min 05 s".
    fn named_minutes(&self, clock: &mut Clock) {
        let at = clock.next;
        let Some(minute) = self.small(at, 0, 59) else { return };
        let named = self.attached(at) || self.has(at + 1, Sense::MinuteMark) || self.pair(at, 59).is_some();
        if !named || self.is(at + 1, ':') {
            return;
        }
        (clock.minute, clock.explicit, clock.next) = (minute, true, at + 1);
        if !self.has(at + 1, Sense::MinuteMark) {
            return;
        }
        clock.next = at + 2;
        if let Some(second) = self.small(at + 2, 0, 59)
            && self.has(at + 3, Sense::SecondMark)
        {
            (clock.second, clock.next) = (second, at + 4);
        }
    }

    /// "p.m." behind the time.
    fn half_of_day(&self, clock: &mut Clock) {
        if clock.pm.is_none()
            && let Some(pm) = self.pm(clock.next)
        {
            (clock.pm, clock.explicit) = (Some(pm), true);
            clock.next = self.after_abbreviation(clock.next);
        }
    }

    /// "Uhr" behind the time.
    fn clock_words(&self, clock: &mut Clock) {
        for _ in 0..2 {
            if self.has(clock.next, Sense::Clock) && !self.is_num(clock.next + 1) {
                clock.explicit = true;
                clock.next = self.after_abbreviation(clock.next);
            }
        }
    }

    /// The token after a word and its full stop.
    fn after_abbreviation(&self, word: usize) -> usize {
        let stop = self.is(word + 1, '.') && self.attached(word + 1);
        word + 1 + usize::from(stop)
    }

    /// Whether what stands before a token leads to a time: "kl. 17.04", "3 May, 17.04".
    fn leads_to_time(&self, i: usize) -> bool {
        let before = |i: usize| i.checked_sub(1);
        let lead = before(i).and_then(|p| if self.is(p, '.') { before(p) } else { Some(p) });
        lead.is_some_and(|p| {
            self.is(p, ',') || self.is(p, '|') || self.has(p, Sense::Clock) || self.has(p, Sense::Link)
        })
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

    /// The token after a part of a second, if one stands there.
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
