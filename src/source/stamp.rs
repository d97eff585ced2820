//! Moments as the savers write them, turned into ISO 8601 in UTC.

use jiff::Span;
use jiff::civil::{Date, Time};

/// Reads `20170329101500` (and more digits, as of milliseconds), `2017.03.29-101500` or
/// `2017-03-29T10:15:00Z`, where a zone may be `Z`, `+02:00` or absent, which means UTC.
///
/// Sources: the Wayback Machine's and archive.today's page addresses; RFC 3339.
pub(super) fn from_numbers(text: &str) -> Option<String> {
    let text = text.trim();
    let mut digits = [0u32; 14];
    let mut count = 0;
    let mut rest = text;
    while count < 14 {
        let c = rest.chars().next()?;
        rest = &rest[c.len_utf8()..];
        match c.to_digit(10) {
            Some(digit) => {
                digits[count] = digit;
                count += 1;
            }
            None if matches!(c, '-' | '.' | ':' | 'T' | ' ') && count >= 4 => {}
            None => return None,
        }
    }
    let number = |range: std::ops::Range<usize>| digits[range].iter().fold(0, |n, d| n * 10 + d);
    let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    Moment {
        year: number(0..4),
        month: number(4..6),
        day: number(6..8),
        time: [number(8..10), number(10..12), number(12..14)],
    }
    .iso(zone_minutes(zone))
}

/// Reads dates with the month as an English word: `Tue Apr 04 2017 10:03:05 GMT+0200 (CEST)`,
/// `Sun, 02 Apr 2017 09:30:00 GMT`, `10:15:00 Mar 29, 2017`. No zone means UTC.
///
/// Sources: ECMA-262, `Date.prototype.toString`; RFC 9110, HTTP-date; the Wayback Machine.
pub(super) fn from_words(text: &str) -> Option<String> {
    let (mut year, mut month, mut day, mut time) = (None, None, None, None);
    let mut zone = 0;
    for word in text.split([' ', ',', '\n', '\r', '\t']) {
        if word.starts_with('(') {
            break;
        }
        if let Some(offset) = word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC")) {
            zone = zone_minutes(offset);
        } else if word.contains(':') {
            let mut parts = word.split(':').map(|part| part.parse::<u32>().ok());
            let parts = [parts.next()??, parts.next()??, parts.next()??];
            time = time.or(Some(parts));
        } else if let Ok(number) = word.parse::<u32>() {
            if word.len() == 4 {
                year = year.or(Some(number));
            } else {
                day = day.or(Some(number));
            }
        } else {
            month = month.or_else(|| month_number(word));
        }
    }
    Moment { year: year?, month: month?, day: day?, time: time? }.iso(zone)
}

struct Moment {
    year: u32,
    month: u32,
    day: u32,
    time: [u32; 3],
}

impl Moment {
    /// In UTC, given how many minutes the moment's zone is ahead of it. A leap second stays one.
    fn iso(self, ahead: i64) -> Option<String> {
        let [hour, minute, second] = self.time;
        if !(1970..=9999).contains(&self.year) || second > 60 {
            return None;
        }
        let day = Date::new(small(self.year)?, small(self.month)?, small(self.day)?).ok()?;
        let local = day.to_datetime(Time::new(small(hour)?, small(minute)?, 0, 0).ok()?);
        let at = local.checked_sub(Span::new().try_minutes(ahead).ok()?).ok()?;
        let (day, hour, minute) = (at.date(), at.hour(), at.minute());
        Some(format!("{day}T{hour:02}:{minute:02}:{second:02}Z"))
    }
}

fn small<T: TryFrom<u32>>(number: u32) -> Option<T> {
    number.try_into().ok()
}

fn zone_minutes(text: &str) -> i64 {
    let sign = match text.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return 0,
    };
    let digits: String = text[1..].chars().filter(|&c| c != ':').take(4).collect();
    match digits.parse::<i64>() {
        Ok(number) if digits.len() == 4 => sign * (number / 100 * 60 + number % 100),
        _ => 0,
    }
}

fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    (1..).zip(MONTHS).find(|(_, m)| *m == start).map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for (text, expected) in [
            ("Tue Apr 04 2017 10:03:05 GMT+0200 (CEST)", Some("2017-04-04T08:03:05Z")),
            ("Fri Dec 31 2021 22:30:00 GMT-0330 (Newfoundland Standard Time)", Some("2022-01-01T02:00:00Z")),
            ("Wed, 01 Mar 2000 00:10:00 GMT+0020", Some("2000-02-29T23:50:00Z")),
            ("Sun, 02 Apr 2017 09:30:00 GMT", Some("2017-04-02T09:30:00Z")),
            ("10:15:00 Mar 29, 2017", Some("2017-03-29T10:15:00Z")),
            ("29 Mar 2017", None),
            ("99:15:00 Mar 29, 2017", None),
            ("10:15 Mar 29, 2017", None),
            ("", None),
        ] {
            assert_eq!(from_words(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers() {
        for (text, expected) in [
            ("20170329101500", Some("2017-03-29T10:15:00Z")),
            ("20170329101500123", Some("2017-03-29T10:15:00Z")),
            ("2017.03.29-101500", Some("2017-03-29T10:15:00Z")),
            ("2017-03-29T10:15:00.25Z", Some("2017-03-29T10:15:00Z")),
            ("2017-03-29T01:15:00+02:00", Some("2017-03-28T23:15:00Z")),
            ("2017032910", None),
            ("20171329101500", None),
            ("20170231101500", None),
            ("99991231235959-01:00", None),
            ("20161231235960", Some("2016-12-31T23:59:60Z")),
            ("x", None),
        ] {
            assert_eq!(from_numbers(text).as_deref(), expected, "{text}");
        }
    }
}
