//! Dates of any source in one form.

use crate::dates::{self, Date};

/// A date as ISO 8601, as precise as its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The date in ISO 8601; its first ten characters are the day.
    pub iso: String,
    /// It names a time.
    pub timed: bool,
    /// It names a time zone.
    pub zoned: bool,
}

impl Stamp {
    fn of(date: &Date) -> Option<Stamp> {
        // Clocks that were never set and templates that were never filled.
        if !(1980..=2100).contains(&date.year()) {
            return None;
        }
        Some(Stamp { iso: date.to_string(), timed: date.time().is_some(), zoned: date.offset().is_some() })
    }

    /// The day alone.
    pub fn day(&self) -> &str {
        self.iso.get(..10).unwrap_or(&self.iso)
    }

    /// Days since an arbitrary day, for distances.
    pub fn ordinal(&self) -> i64 {
        // A year begins in March here, so that the leap day is its last.
        let part = |range: std::ops::Range<usize>| {
            self.iso.get(range).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or(0)
        };
        let (year, month) = (part(0..4) - i64::from(part(5..7) < 3), (part(5..7) + 9) % 12);
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + part(8..10)
    }
}

/// How the page writes dates.
#[derive(Clone, Copy, Default)]
pub(super) struct Reading<'a> {
    /// The page's language.
    pub language: Option<&'a str>,
    /// When it was saved.
    pub now: Option<&'a Date>,
}

impl Reading<'_> {
    fn context(&self) -> dates::Context<'_> {
        dates::Context { language: self.language, now: self.now, order: None }
    }

    /// A date in the machine's or the page's words.
    pub fn any(&self, text: &str) -> Option<Stamp> {
        let text = cut(text.trim());
        exact(text)
            .or_else(|| dates::parse(text, &self.context()).as_ref().and_then(Stamp::of))
            .or_else(|| self.find(text))
    }

    /// The first date in a text.
    pub fn find(&self, text: &str) -> Option<Stamp> {
        dates::find(cut(text), &self.context()).and_then(|(_, date)| Stamp::of(&date))
    }
}

/// A date in a machine's words: ISO 8601 and the like.
pub(super) fn exact(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    dates::parse_iso(text)
        .or_else(|| dates::parse(text, &dates::Context::default()))
        .as_ref()
        .and_then(Stamp::of)
}

/// A date in the path of an address.
pub(super) fn of_url(url: &str) -> Option<Stamp> {
    dates::from_url(url).as_ref().and_then(Stamp::of)
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(300);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision() {
        let stamp = exact("2021-03-04T05:06:07+02:00").unwrap();
        assert_eq!((stamp.day(), stamp.timed, stamp.zoned), ("2021-03-04", true, true));
        let stamp = exact("2021-03-04").unwrap();
        assert_eq!((stamp.day(), stamp.timed, stamp.zoned), ("2021-03-04", false, false));
        assert!(exact("0001-01-01T00:00:00").is_none());
        let day = |text| exact(text).unwrap().ordinal();
        assert_eq!(day("2021-05-01") - day("2021-04-30"), 1);
        assert_eq!(day("2020-03-01") - day("2020-02-28"), 2);
        assert_eq!(day("2021-01-01") - day("2020-01-01"), 366);
        let german = Reading { language: Some("de"), now: None };
        assert_eq!(german.any("Stand: 4. März 2021, 12 Uhr").unwrap().day(), "2021-03-04");
    }
}
