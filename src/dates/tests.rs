//! Tests of the dates module.

use super::*;

fn now() -> Date {
    // A Wednesday.
    parse_iso("2020-06-17T12:30:00+02:00").unwrap()
}

fn shown(text: &str, language: &str) -> String {
    let now = now();
    let ctx = Context { language: (!language.is_empty()).then_some(language), now: Some(&now), order: None };
    parse(text, &ctx).map_or_else(|| "-".to_owned(), |d| d.to_string())
}

/// Checks (language, text, date) rows and reports every failure at once.
fn check(rows: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(l, t, want)| (l, t, want, shown(t, l)))
        .filter(|(_, _, want, got)| **want != got)
        .map(|(l, t, want, got)| format!("{l} {t:?}: want {want}, got {got}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // No text with a date is put aside before it is split.
    for (_, text, want) in rows.iter().filter(|(_, _, want)| *want != "-") {
        assert!(may_hold_date(text), "{text:?}: {want}");
    }
}

#[test]
fn dates_without_digits_are_told_by_their_words() {
    for text in [
        "Yesterday",
        "a moment ago",
        "two days ago",
        "vor zwei Tagen",
        "il y a deux jours",
        "hier",
        "“yesterday”",
        "«\u{a0}d’hier\u{a0}»",
        "४ मार्च",
    ] {
        assert!(may_hold_date(text), "{text}");
    }
    for text in [
        "Contact us",
        "Read more",
        "All the news of the day",
        "It’s news – «all»",
        "Neuigkeiten für alle",
        "Все новости",
        "a",
        "",
    ] {
        assert!(!may_hold_date(text), "{text}");
    }
}

#[test]
fn every_language_named_months() {
    check(&[
        ("en", "March 3, 2017", "2017-03-03"),
        ("en", "Posted on March 3, 2017 at 5:04 pm", "2017-03-03T17:04:00"),
        ("en", "3rd of March 2017, 12:05 a.m.", "2017-03-03T00:05:00"),
        ("en", "Published: Friday, Mar 3rd, 2017 12:00 p.m. EST", "2017-03-03T12:00:00-05:00"),
        ("en", "10:15 AM GMT, 3 Sept 2017", "2017-09-03T10:15:00Z"),
        ("en", "Friday March 03, 2017 @08:08PM", "2017-03-03T20:08:00"),
        ("en", "Updated 9:30 a.m. ET, Fri March 3, 2017", "2017-03-03T09:30:00"),
        ("en", "29-Mar-2017", "2017-03-29"),
        ("en", "29-Mar-17", "2017-03-29"),
        ("en", "3 Mar '17", "2017-03-03"),
        ("en", "Wed Mar 29 10:15:00 CEST 2017", "2017-03-29T10:15:00+02:00"),
        ("de", "am 18. Oktober 2019 um 15:05 Uhr", "2019-10-18T15:05:00"),
        ("de", "Sonntag, 5. März 2017, 13.47 Uhr", "2017-03-05T13:47:00"),
        ("de", "Januar 18, 2019 um 1:11 pm", "2019-01-18T13:11:00"),
        ("de", "7. Dez. 2018 um 13:22 Uhr Uhr", "2018-12-07T13:22:00"),
        ("de", "18. Jänner 2019 15 Uhr", "2019-01-18T15:00:00"),
        ("fr", "Publié le 1er août 2017 à 14h35", "2017-08-01T14:35:00"),
        ("fr", "Le 7 décembre 2019 à 13:45", "2019-12-07T13:45:00"),
        ("fr", "lundi 6 févr. 2017 à 9 h 05", "2017-02-06T09:05:00"),
        ("fr", "le 3 d'août 2017", "2017-08-03"),
        ("es", "3 de marzo de 2017 a las 17:04", "2017-03-03T17:04:00"),
        ("es", "viernes, 3 de agosto del 2018 a las 5:04 p. m.", "2018-08-03T17:04:00"),
        ("es", "3 ago. 2018 - 17:04 h", "2018-08-03T17:04:00"),
        ("ca", "3 d’abril de 2017", "2017-04-03"),
        ("pt", "1º de março de 2017 às 14h35", "2017-03-01T14:35:00"),
        ("pt", "3 de out. de 2018 às 17:04", "2018-10-03T17:04:00"),
        ("it", "venerdì 3 marzo 2017 alle ore 13.47", "2017-03-03T13:47:00"),
        ("it", "1° Gennaio 2018", "2018-01-01"),
        ("nl", "vrijdag 3 maart 2017 om 17:04 uur", "2017-03-03T17:04:00"),
        ("nl", "3 mrt 2017", "2017-03-03"),
        ("pl", "3 października 2017 o godz. 17:04", "2017-10-03T17:04:00"),
        ("pl", "piątek, 3 marca 2017 r., 17:04", "2017-03-03T17:04:00"),
        ("pl", "5 listopada 2017", "2017-11-05"),
        ("hr", "5. listopada 2017.", "2017-10-05"),
        ("", "5 listopada 2017", "-"),
        ("cs", "3. července 2017 v 17:04", "2017-07-03T17:04:00"),
        ("cs", "3. června 2017", "2017-06-03"),
        ("sk", "3. októbra 2017 o 17:04", "2017-10-03T17:04:00"),
        ("ru", "3 марта 2017 года в 17:04", "2017-03-03T17:04:00"),
        ("ru", "3 мая 2017 г., 17:04 МСК", "2017-05-03T17:04:00+03:00"),
        ("uk", "3 березня 2017 р. о 17:04", "2017-03-03T17:04:00"),
        ("uk", "3 листопада 2017", "2017-11-03"),
        ("tr", "3 Ağustos 2017 Perşembe 17:04", "2017-08-03T17:04:00"),
        ("tr", "3 Mart 2017 tarihinde, saat 17:04", "2017-03-03T17:04:00"),
        ("sv", "fredag 3 mars 2017 kl. 17.04", "2017-03-03T17:04:00"),
        ("no", "3. desember 2017 kl 17:04", "2017-12-03T17:04:00"),
        ("da", "d. 3. marts 2017 kl. 17.04", "2017-03-03T17:04:00"),
        ("fi", "3. maaliskuuta 2017 klo 17.04", "2017-03-03T17:04:00"),
        ("el", "3 Μαρτίου 2017 στις 5:04 μ.μ.", "2017-03-03T17:04:00"),
        ("el", "Παρασκευή, 3 ΑΥΓΟΎΣΤΟΥ 2018", "2018-08-03"),
        ("ro", "3 martie 2017 la 17:04", "2017-03-03T17:04:00"),
        ("ro", "vineri, 3 noiembrie 2017, ora 17:04", "2017-11-03T17:04:00"),
        ("hu", "2017. március 29. 10:15", "2017-03-29T10:15:00"),
        ("hu", "2017. szept. 29., péntek", "2017-09-29"),
        ("bg", "3 март 2017 г. в 17:04 ч.", "2017-03-03T17:04:00"),
        ("hr", "3. srpnja 2017. u 17:04", "2017-07-03T17:04:00"),
        ("sr", "3. avgust 2017. u 17:04", "2017-08-03T17:04:00"),
        ("sr", "3. октобра 2017. у 17:04", "2017-10-03T17:04:00"),
        ("lt", "2017 m. kovo 29 d. 10:15", "2017-03-29T10:15:00"),
        ("lv", "2017. gada 29. martā, plkst. 10:15", "2017-03-29T10:15:00"),
        ("lv", "29. jūnijs 2017", "2017-06-29"),
        ("et", "29. märts 2017 kell 10:15", "2017-03-29T10:15:00"),
        ("id", "Rabu, 29 Maret 2017 pukul 10.15 WIB", "2017-03-29T10:15:00+07:00"),
        ("ms", "29 Ogos 2017", "2017-08-29"),
        ("vi", "ngày 3 tháng 4 năm 2017 lúc 10:15", "2017-04-03T10:15:00"),
        ("vi", "3 Tháng Mười Hai, 2017", "2017-12-03"),
        ("vi", "Thứ hai, 03/04/2017 | 10:15", "2017-04-03T10:15:00"),
        ("he", "29 במרץ 2017 בשעה 10:15", "2017-03-29T10:15:00"),
        ("ar", "29 مارس 2017", "2017-03-29"),
        ("ar", "٢٩ آذار/مارس ٢٠١٧", "2017-03-29"),
        ("ar", "الأربعاء، 5 كانون الثاني 2017 10:15 م", "2017-01-05T22:15:00"),
        ("fa", "۲۹ مارس ۲۰۱۷", "2017-03-29"),
        ("fa", "۱ فروردین ۱۳۹۶", "2017-03-21"),
        ("fa", "۳۰ اسفند ۱۳۹۹ ساعت ۱۰:۱۵", "2021-03-20T10:15:00"),
        ("fa", "۱۳۹۶/۰۱/۰۱", "2017-03-21"),
        ("hi", "29 मार्च 2017, 10:15 बजे", "2017-03-29T10:15:00"),
        ("hi", "२९ फ़रवरी २०१६", "2016-02-29"),
        ("ja", "2017年3月29日 10時15分", "2017-03-29T10:15:00"),
        ("ja", "2017年3月29日(水) 午後3時5分", "2017-03-29T15:05:00"),
        ("ja", "公開日:2017/3/29 10:15", "2017-03-29T10:15:00"),
        ("zh", "2017年3月29日 下午3:15", "2017-03-29T15:15:00"),
        ("zh", "发布时间：2017-03-29 10:15:20", "2017-03-29T10:15:20"),
        ("ko", "2017년 3월 29일 오후 3:15", "2017-03-29T15:15:00"),
        ("ko", "입력 2017. 3. 29. 오전 10:15", "2017-03-29T10:15:00"),
        ("ko", "17.03.29", "2017-03-29"),
        ("th", "29 มีนาคม 2560 เวลา 10:15 น.", "2017-03-29T10:15:00"),
        ("th", "29 มี.ค. 60", "2017-03-29"),
        ("th", "29/03/2560", "2017-03-29"),
    ]);
}

#[test]
fn numeric_order() {
    check(&[
        ("", "03/04/2017", "-"),
        ("en", "03/04/2017", "-"),
        ("en-CA", "03/04/2017", "-"),
        ("en-US", "03/04/2017", "2017-03-04"),
        ("en_US", "3/12/2021 at 1:48am", "2021-03-12T01:48:00"),
        ("en-GB", "03/04/2017", "2017-04-03"),
        ("en-Latn-US", "03/04/2017", "2017-03-04"),
        ("fr", "22/01/2020 à 12:01:03", "2020-01-22T12:01:03"),
        ("it", "03-04-2017", "2017-04-03"),
        ("", "13/04/2017", "2017-04-13"),
        ("", "04/13/2017", "2017-04-13"),
        ("de", "04/13/2017", "2017-04-13"),
        ("", "05/05/2017", "2017-05-05"),
        ("en-US", "03.04.2017", "2017-04-03"),
        ("", "14. 01. 2020, 13:47", "2020-01-14T13:47:00"),
        ("", "29.07.2020 // 12:56", "2020-07-29T12:56:00"),
        ("", "12.03.17", "2017-03-12"),
        ("", "23.09.20 | 18:19", "2020-09-23T18:19:00"),
        ("en-GB", "12/03/17", "-"),
        ("", "2017/03/04", "2017-03-04"),
        // The weekday decides: 3 August 2023 was a Thursday.
        ("en", "Thu, 03/08/2023 - 08:05", "2023-08-03T08:05:00"),
        ("", "Thu, 03/08/2018 - 08:05", "2018-03-08T08:05:00"),
        ("", "Fri, 03/08/2018 - 08:05", "2018-08-03T08:05:00"),
        ("", "31.02.2017", "-"),
        ("", "February 30, 2017", "-"),
        ("", "29.02.2016", "2016-02-29"),
        ("", "3 March 1950", "-"),
        ("", "192.168.10.2017", "-"),
        ("", "1.12.03.2017", "-"),
        ("", "May 2017", "-"),
        ("", "10:15", "-"),
        ("", "3 March 12 comments", "-"),
        ("zh", "03-29 10:15", "2020-03-29T10:15:00"),
        ("", "03-29 10:15", "-"),
    ]);
}

#[test]
fn without_year() {
    check(&[
        ("en", "Oct 7", "2019-10-07"),
        ("en", "June 1", "2020-06-01"),
        ("en", "June 18 at 3am", "2020-06-18T03:00:00"),
        ("fr", "Le 5 février à 21:27", "2020-02-05T21:27:00"),
        ("de", "14.01., 13:47 Uhr", "2020-01-14T13:47:00"),
        ("", "29 February", "2020-02-29"),
        ("ja", "3月29日", "2020-03-29"),
        ("ja", "令和2年3月29日", "-"),
    ]);
}

#[test]
fn relative() {
    check(&[
        ("en", "3 years ago", "2017-06-17"),
        ("en", "about an hour ago", "2020-06-17T11:30:00+02:00"),
        ("en", "Updated 3h ago", "2020-06-17T09:30:00+02:00"),
        ("en", "2d", "2020-06-15"),
        ("en", "3h · Edited", "2020-06-17T09:30:00+02:00"),
        ("en", "1 yr", "2019-06-17"),
        ("en", "5 min", "-"),
        ("en", "Yesterday at 10:15", "2020-06-16T10:15:00"),
        ("en", "today", "2020-06-17"),
        ("en", "just now", "2020-06-17T12:30:00+02:00"),
        ("en", "1.5 hours ago", "-"),
        ("en", "in 3 days", "-"),
        ("en", "for 3 days", "-"),
        ("de", "vor 3 Jahren", "2017-06-17"),
        ("de", "vor einem Monat", "2020-05-17"),
        ("de", "vor etwa 11 Wochen", "2020-04-01"),
        ("de", "12 Stunden 33 Minuten her", "2020-06-16T23:57:00+02:00"),
        ("de", "1 Tag und 2 Stunden her", "2020-06-16T10:30:00+02:00"),
        ("de", "Gestern, 12:00 Uhr", "2020-06-16T12:00:00"),
        ("fr", "il y a 2 jours", "2020-06-15"),
        ("fr", "il y a un an", "2019-06-17"),
        ("fr", "aujourd'hui à 10h15", "2020-06-17T10:15:00"),
        ("fr", "à l’instant", "2020-06-17T12:30:00+02:00"),
        ("fr", "mar 26 nov 2019 14:35", "2019-11-26T14:35:00"),
        ("es", "hace 3 días", "2020-06-14"),
        ("es", "hace una hora", "2020-06-17T11:30:00+02:00"),
        ("pt", "há 2 dias", "2020-06-15"),
        ("pt", "3 meses atrás", "2020-03-17"),
        ("it", "2 giorni fa", "2020-06-15"),
        ("it", "ieri alle 10:15", "2020-06-16T10:15:00"),
        ("nl", "3 dagen geleden", "2020-06-14"),
        ("pl", "3 dni temu", "2020-06-14"),
        ("pl", "rok temu", "2019-06-17"),
        ("cs", "před 3 dny", "2020-06-14"),
        ("sk", "pred rokom", "-"),
        ("ru", "3 года назад", "2017-06-17"),
        ("ru", "год назад", "2019-06-17"),
        ("ru", "вчера в 10:15", "2020-06-16T10:15:00"),
        ("uk", "3 дні тому", "2020-06-14"),
        ("tr", "3 yıl önce", "2017-06-17"),
        ("sv", "för 3 dagar sedan", "2020-06-14"),
        ("da", "for 3 dage siden", "2020-06-14"),
        ("fi", "3 päivää sitten", "2020-06-14"),
        ("el", "πριν από 3 ημέρες", "2020-06-14"),
        ("el", "3 ώρες πριν", "2020-06-17T09:30:00+02:00"),
        ("ro", "acum 3 zile", "2020-06-14"),
        ("hu", "3 napja", "-"),
        ("hu", "3 nappal ezelőtt", "2020-06-14"),
        ("bg", "преди 3 дни", "2020-06-14"),
        ("hr", "prije 3 dana", "2020-06-14"),
        ("lt", "prieš 3 dienas", "2020-06-14"),
        ("lv", "pirms 3 dienām", "2020-06-14"),
        ("id", "3 hari yang lalu", "2020-06-14"),
        ("vi", "3 ngày trước", "2020-06-14"),
        ("vi", "cách đây 3 tháng", "2020-03-17"),
        ("he", "לפני 3 ימים", "2020-06-14"),
        ("he", "לפני שעתיים", "2020-06-17T10:30:00+02:00"),
        ("ar", "منذ 3 أيام", "2020-06-14"),
        ("ar", "قبل يومين", "2020-06-15"),
        ("fa", "۳ روز پیش", "2020-06-14"),
        ("hi", "3 दिन पहले", "2020-06-14"),
        ("ja", "3日前", "2020-06-14"),
        ("ja", "3か月前", "2020-03-17"),
        ("ja", "昨日 10:15", "2020-06-16T10:15:00"),
        ("zh", "3天前", "2020-06-14"),
        ("zh", "3小时前", "2020-06-17T09:30:00+02:00"),
        ("zh", "刚刚", "2020-06-17T12:30:00+02:00"),
        ("ko", "3일 전", "2020-06-14"),
        ("ko", "3시간전", "2020-06-17T09:30:00+02:00"),
        ("th", "3 วันที่แล้ว", "2020-06-14"),
    ]);
    let day = Date::from_day(2020, 3, 31).unwrap();
    let ctx = Context { language: None, now: Some(&day), order: None };
    assert_eq!(parse("1 month ago", &ctx), Date::from_day(2020, 2, 29));
    assert_eq!(parse("3 hours ago", &ctx), None);
    assert_eq!(parse("3 days ago", &Context::default()), None);
}

#[test]
fn machine_dates() {
    let rows = [
        ("2017-03-29", "2017-03-29"),
        ("2017-03-29T10:15:00Z", "2017-03-29T10:15:00Z"),
        ("2017-03-29T10:15:00.123456Z", "2017-03-29T10:15:00Z"),
        ("2017-03-29T10:15:00+03:00", "2017-03-29T10:15:00+03:00"),
        ("2017-03-29 10:15:00+03", "2017-03-29T10:15:00+03:00"),
        ("2017-03-29 10:15:00-03:30", "2017-03-29T10:15:00-03:30"),
        ("2017-03-29T10:15-0300", "2017-03-29T10:15:00-03:00"),
        ("2017-03-29 10:15:00 UTC", "2017-03-29T10:15:00Z"),
        ("2017-03-29T10:15:00+05:30[Asia/Kolkata]", "2017-03-29T10:15:00+05:30"),
        ("2025-06-05T14:46+0200", "2025-06-05T14:46:00+02:00"),
        ("20170329", "2017-03-29"),
        ("20170329T101500Z", "2017-03-29T10:15:00Z"),
        ("20170329101500", "2017-03-29T10:15:00"),
        ("2017/03/29", "2017-03-29"),
        ("2017/03/29 10:15:00", "2017-03-29T10:15:00"),
        ("2017-3-9", "2017-03-09"),
        ("1905-03-29", "1905-03-29"),
        ("1490782500", "2017-03-29T10:15:00Z"),
        ("1490782500000", "2017-03-29T10:15:00Z"),
        ("1490782500.25", "2017-03-29T10:15:00Z"),
        ("Wed, 29 Mar 2017 10:15:00 +0300", "2017-03-29T10:15:00+03:00"),
        ("29 Mar 2017 10:15:00 GMT", "2017-03-29T10:15:00Z"),
        ("Thu Jun 05 2025 14:46:12 GMT+0200 (CEST)", "2025-06-05T14:46:12+02:00"),
        ("Thu Jun 05 2025 14:46:12 GMT-0400 (Eastern Daylight Time)", "2025-06-05T14:46:12-04:00"),
        ("Wed Mar 29 10:15:00 +0000 2017", "2017-03-29T10:15:00Z"),
        ("29.03.2017 10:15", "2017-03-29T10:15:00"),
        ("2017-02-30", "-"),
        ("2017-03", "-"),
        ("2017", "-"),
        ("03/04/2017", "-"),
        ("yesterday", "-"),
        ("", "-"),
    ];
    for (text, want) in rows {
        let got = parse_iso(text).map_or_else(|| "-".to_owned(), |d| d.to_string());
        assert_eq!(got, want, "{text:?}");
    }
}

#[test]
fn spans() {
    let rows = [
        ("By Jane Doe | 3 March 2017 | 10:15", "3 March 2017 | 10:15"),
        ("Jane Doe 10:15, 3 March 2017 Reply", "10:15, 3 March 2017"),
        ("Hans Meier am 3. März 2017 um 10:15 Uhr sagte:", "am 3. März 2017 um 10:15 Uhr"),
        ("Max vor 3 Jahren Antworten", "vor 3 Jahren"),
        ("Max • 03/04/2017 • Reply", "03/04/2017"),
        ("Max • 3/4/17", "3/4/17"),
        ("山田 2017年3月29日(水)10:15 返信", "2017年3月29日(水)10:15"),
        ("Jane, Tue, Mar 28th, 2017 (5:04 pm)", "Tue, Mar 28th, 2017 (5:04 pm)"),
        ("Doe — 2d", "2d"),
        ("3 March 2017, 12 comments", "3 March 2017"),
        ("nothing here", ""),
        ("may 5000 march", ""),
    ];
    for (text, want) in rows {
        let got = find_span(text).and_then(|r| text.get(r)).unwrap_or("");
        assert_eq!(got.trim_end_matches(')'), want.trim_end_matches(')'), "{text:?}");
    }
    let text = "2 days ago | 3 March 2017";
    let (range, date) = find(text, &Context::default()).unwrap();
    assert_eq!((&text[range], date.to_string().as_str()), ("3 March 2017", "2017-03-03"));
}

#[test]
fn date_like() {
    for text in [
        "3 March 2017",
        "Published: 3 March 2017 | Updated: 4 March 2017",
        "2d",
        "3h · Edited",
        "Gestern",
        "vor 3 Jahren",
        "3/4/17",
        "03/04/2017 10:15",
        "am 18. Oktober 2019 um 15:05 Uhr",
        "il y a 2 jours",
        "3日前",
        "Posted on March 3, 2017 at 5:04 pm",
        "2017. 3. 29.",
        "Mis à jour le 3 mars 2017 à 14h35",
    ] {
        assert!(looks_like_date(text), "{text:?}");
    }
    for text in [
        "",
        "Reply",
        "3 comments",
        "12 people like this",
        "Jane Doe, 3 March 2017",
        "In March we went 3 miles",
        "Read more",
        "10:15",
        "5 min read",
        "$3.50",
        "Top 10 of 2017",
        "(Set of 9)",
        "9 out",
        "600W",
        "15M",
        "550g",
        "4 out of 5",
        "Sie sind hier",
        "Today's deals",
        "July 26-30, 2026",
        "The 3 May sisters",
        "a",
        "of the",
        "On 3 March 2017 the house burned down",
        "2017",
        "1.2.3",
        "may",
        "+49 30 123456",
    ] {
        assert!(!looks_like_date(text), "{text:?}");
    }
}

#[test]
fn urls() {
    let rows = [
        ("https://example.org/2017/03/29/title", "2017-03-29"),
        ("https://example.org/news/2017-03-29-title.html", "2017-03-29"),
        ("https://example.org/a/20170329/b", "2017-03-29"),
        ("https://example.org/world/2017/mar/29/title", "2017-03-29"),
        ("https://example.org/a-2017-3-9", "2017-03-09"),
        ("https://example.org/2017/03/title", "-"),
        ("https://example.org/2017/13/29/", "-"),
        ("https://example.org/id/120170329", "-"),
        ("https://example.org/?d=2017/03/29", "-"),
        ("https://example.org/2017/03/29days", "-"),
        ("https://example.org/é/2017/03é", "-"),
    ];
    for (url, want) in rows {
        let got = from_url(url).map_or_else(|| "-".to_owned(), |d| d.to_string());
        assert_eq!(got, want, "{url:?}");
    }
}

#[test]
fn no_panic_on_rubbish() {
    const PIECES: [&str; 60] = [
        "3",
        "12",
        "31",
        "2017",
        "1396",
        "2560",
        "00",
        "99999999999999999999",
        "٢٩",
        "۱",
        ".",
        "/",
        "-",
        ":",
        ",",
        " ",
        " ",
        "\u{a0}",
        "T",
        "Z",
        "+",
        "'",
        "(",
        ")",
        "|",
        "º",
        "th",
        "March",
        "mars",
        "märz",
        "lis",
        "МАЯ",
        "İ",
        "vor",
        "il y a",
        "ago",
        "年",
        "月",
        "日",
        "前",
        "월",
        "오후",
        "p.m.",
        "p. m",
        "Uhr",
        "h",
        "d",
        "Mon",
        "so",
        "yesterday",
        "ngày",
        "tháng",
        "فروردین",
        "มี.ค.",
        "\u{301}",
        "\u{200f}",
        "🦀",
        "GMT",
        "e\u{301}",
        "a",
    ];
    let now = now();
    let mut state = 42u64;
    let mut random = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    for _ in 0..3_000 {
        let text: String = (0..1 + random(12)).map(|_| PIECES[random(PIECES.len())]).collect();
        for language in [None, Some("en-US"), Some("fa"), Some("ko"), Some("")] {
            let ctx = Context { language, now: Some(&now), order: None };
            if let Some((range, date)) = find(&text, &ctx) {
                assert!(text.get(range).is_some_and(|s| !s.is_empty()), "{text:?}");
                assert!(!date.to_string().is_empty());
            }
            parse(&text, &ctx);
        }
        if let Some(range) = find_span(&text) {
            assert!(text.get(range).is_some(), "{text:?}");
        }
        looks_like_date(&text);
        parse_iso(&text);
        from_url(&format!("https://x/{text}"));
        from_url(&text);
    }
}

#[test]
fn long_text_is_linear() {
    let text = "3. 4/ 12 ".repeat(20_000);
    assert!(find_span(&text).is_none());
    assert!(parse(&text, &Context::default()).is_none());
}

#[test]
fn brackets_without_end_are_no_zone() {
    let ctx = Context::default();
    for bracket in ["(", "[", "([", "(UTC"] {
        let text = format!("2021-03-04T10:00:00{}", bracket.repeat(300_000));
        assert_eq!(parse_iso(&text).map(|date| date.year()), Some(2021), "{bracket}");
        assert_eq!(find(&text, &ctx).map(|(_, date)| date.year()), Some(2021), "{bracket}");
        assert!(find_span(&text).is_some(), "{bracket}");
        parse(&text, &ctx);
    }
    let zoned = parse("4 March 2021 10:00 (+01:00)", &ctx).and_then(|date| date.offset());
    assert_eq!(zoned, Some(3600));
}

#[test]
fn a_long_address_is_linear() {
    assert!(from_url(&format!("https://x/{}", "1a".repeat(1_000_000))).is_none());
    assert!(from_url("https://2017-03-29.example").is_none());
    assert!(from_url(&format!("https://x/{}/2017/03/29/", "1a".repeat(1_000))).is_some());
}
