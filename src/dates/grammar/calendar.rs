//! Which days there are.

/// Whether the calendar has the day.
pub(in crate::dates) fn exists(year: i16, month: u8, day: u8) -> bool {
    civil(year, month, day).is_some()
}

/// The day as jiff knows it.
pub(in crate::dates) fn civil(year: i16, month: u8, day: u8) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The Gregorian day of an Iranian solar date, by the 33-year leap cycle.
pub(super) fn from_jalali(year: i16, month: u8, day: u8) -> Option<(i16, u8, u8)> {
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
    let before = if m < 7 { (m - 1) * 31 } else { (m - 7) * 30 + 186 };
    let days = 365 * y + (y / 33) * 8 + ((y % 33) + 3) / 4 + i64::from(day) + before;
    // 1 Farvardin 1396 is 21 March 2017.
    const ANCHOR: i64 = 365 * 2991 + (2991 / 33) * 8 + ((2991 % 33) + 3) / 4 + 1;
    let date = civil(2017, 3, 21)?.checked_add(jiff::Span::new().try_days(days - ANCHOR).ok()?).ok()?;
    Some((date.year(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?))
}
