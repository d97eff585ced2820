//! Short texts in and around comments: dates and stock phrases.

use std::ops::Range;

/// What a short text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clue {
    /// Something to press.
    Control,
    /// The link to answer.
    Reply,
    /// The heading or counter of the comments.
    Heading,
    /// A pingback or trackback.
    Ping,
    /// The mark of an edited post.
    Edited,
    /// A person's standing.
    Role,
}

const PHRASES: &[(&str, Clue)] = &[
    ("reply", Clue::Reply),
    ("antworten", Clue::Reply),
    ("antwort", Clue::Reply),
    ("répondre", Clue::Reply),
    ("responder", Clue::Reply),
    ("rispondi", Clue::Reply),
    ("reageren", Clue::Reply),
    ("ответить", Clue::Reply),
    ("log in to reply", Clue::Reply),
    ("reply to this", Clue::Reply),
    ("zum antworten anmelden", Clue::Reply),
    ("quote", Clue::Control),
    ("zitieren", Clue::Control),
    ("report", Clue::Control),
    ("melden", Clue::Control),
    ("like", Clue::Control),
    ("likes", Clue::Control),
    ("gefällt mir", Clue::Control),
    ("share", Clue::Control),
    ("permalink", Clue::Control),
    ("link", Clue::Control),
    ("edit", Clue::Control),
    ("flag", Clue::Control),
    ("collapse", Clue::Control),
    ("expand", Clue::Control),
    ("your comment is awaiting moderation.", Clue::Control),
    ("report post", Clue::Control),
    ("top", Clue::Control),
    ("loading...", Clue::Control),
    ("guest", Clue::Role),
    ("gast", Clue::Role),
    ("admin", Clue::Role),
    ("moderator", Clue::Role),
    ("author", Clue::Role),
    ("autor", Clue::Role),
    ("comments", Clue::Heading),
    ("kommentare", Clue::Heading),
    ("commentaires", Clue::Heading),
    ("discussion", Clue::Heading),
    ("pingback", Clue::Ping),
    ("trackback", Clue::Ping),
];

/// What a short text says, if it is a stock phrase.
pub(super) fn clue(text: &str) -> Option<Clue> {
    if text.len() > 200 {
        return None;
    }
    let lower = text.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if lower.len() < 60 && lower.starts_with(|c: char| c.is_ascii_digit()) {
        let rest = lower.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        for w in ["comment", "kommentar", "commentaire", "repl", "antwort", "response", "thoughts on"] {
            if rest.starts_with(w) {
                return Some(Clue::Heading);
            }
        }
    }
    if lower.starts_with("pingback") || lower.starts_with("trackback") {
        return Some(Clue::Ping);
    }
    if lower.starts_with("last edited")
        || lower.starts_with("zuletzt bearbeitet")
        || lower.starts_with("edited by")
    {
        return Some(Clue::Edited);
    }
    if lower.starts_with("reply to ")
        || lower.starts_with("antwort auf ")
        || lower.starts_with("in reply to ")
    {
        return Some(Clue::Reply);
    }
    PHRASES.iter().find(|(p, _)| *p == lower).map(|(_, c)| *c)
}

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "mär", "apr", "may", "mai", "jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec",
    "dez", "déc", "juin", "juil", "avril", "août", "fév", "янв", "фев", "мар", "апр", "мая", "июн", "июл",
    "авг", "сен", "окт", "ноя", "дек", "gen", "mag", "giu", "lug", "ago", "set", "ott", "dic",
];
const UNITS: &[&str] = &[
    "second", "minute", "hour", "day", "week", "month", "year", "sekunde", "stunde", "tag", "woche", "monat",
    "jahr", "heure", "jour", "mois", "ans", "minuten",
];

/// Where the first date stands in a text.
pub(super) fn date_span(text: &str) -> Option<Range<usize>> {
    let mut toks: Vec<(usize, usize)> = vec![];
    let mut start = None;
    let mut prev_digit = false;
    for (i, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        let an = c.is_alphanumeric();
        let dg = c.is_ascii_digit();
        if let Some(s) = start {
            if !an || dg != prev_digit {
                toks.push((s, i));
                start = None;
            }
        }
        if an && start.is_none() {
            start = Some(i);
        }
        prev_digit = dg;
        if toks.len() > 40 {
            break;
        }
    }
    let t = |i: usize| toks.get(i).map_or("", |&(a, b)| &text[a..b]);
    let num = |i: usize| t(i).parse::<u32>().ok();
    let month = |i: usize| {
        let l = t(i).to_lowercase();
        l.chars().count() >= 3 && l.chars().count() <= 10 && MONTHS.iter().any(|m| l.starts_with(m))
    };
    let sep = |i: usize| -> &str {
        match (toks.get(i), toks.get(i + 1)) {
            (Some(a), Some(b)) => &text[a.1..b.0],
            _ => "?",
        }
    };
    let year = |i: usize| num(i).is_some_and(|n| (1990..2035).contains(&n)) && t(i).len() == 4;
    let day = |i: usize| num(i).is_some_and(|n| (1..=31).contains(&n)) && t(i).len() <= 2;
    let mut found: Option<(usize, usize)> = None;
    for i in 0..toks.len() {
        let th = |j: usize| matches!(t(j), "st" | "nd" | "rd" | "th" | "er" | "de");
        if day(i) && month(i + 1) && year(i + 2) {
            found = Some((i, i + 3));
        } else if day(i) && th(i + 1) && month(i + 2) {
            found = Some((
                i,
                if year(i + 3) {
                    i + 4
                } else if th(i + 3) && year(i + 4) {
                    i + 5
                } else {
                    i + 3
                },
            ));
        } else if month(i) && day(i + 1) {
            let mut e = i + 2;
            if th(e) {
                e += 1;
            }
            if year(e) {
                e += 1;
            }
            found = Some((i, e));
        } else if day(i) && month(i + 1) && sep(i).trim_matches(['.', ' ', '-', '/']).is_empty() {
            found = Some((i, i + 2));
        } else if month(i) && year(i + 1) {
            found = Some((i, i + 2));
        } else if day(i)
            && day(i + 1)
            && num(i + 2).is_some()
            && matches!(sep(i).trim(), "." | "/" | "-")
            && sep(i).trim() == sep(i + 1).trim()
            && (t(i + 2).len() == 2 || year(i + 2))
        {
            found = Some((i, i + 3));
        } else if year(i)
            && num(i + 1).is_some()
            && day(i + 2)
            && matches!(sep(i).trim(), "." | "/" | "-")
            && sep(i) == sep(i + 1)
        {
            found = Some((i, i + 3));
        } else if num(i).is_some()
            && (UNITS.iter().any(|u| t(i + 1).to_lowercase().starts_with(u))
                || matches!(t(i + 1), "d" | "h" | "m" | "w" | "y" | "mo"))
        {
            let l = text.to_lowercase();
            let short = text.trim().len() <= 5;
            if t(i + 1).len() <= 2 && !short && !l.contains("ago") {
                continue;
            }
            if short || ["ago", "vor ", " her", "il y a", "hace", "fa"].iter().any(|w| l.contains(w)) {
                let e = (i + 2..toks.len().min(i + 7))
                    .rev()
                    .find(|&j| matches!(t(j), "ago" | "her"))
                    .map_or(i + 2, |j| j + 1);
                let s =
                    if i > 0 && matches!(t(i - 1).to_lowercase().as_str(), "vor" | "a") { i - 1 } else { i };
                found = Some((s, e));
            }
        } else if matches!(t(i).to_lowercase().as_str(), "yesterday" | "today" | "gestern" | "heute")
            && text.len() < 40
        {
            found = Some((i, i + 1));
        }
        if found.is_some() {
            break;
        }
    }
    let (s, mut e) = found?;
    // time of day
    for j in e..(e + 4).min(toks.len()) {
        if num(j).is_some()
            && num(j + 1).is_some()
            && matches!(sep(j), ":" | ".")
            && toks[j].0 - toks[e - 1].1 < 14
        {
            e = j + 2;
            if num(e).is_some() && sep(e - 1) == ":" {
                e += 1;
            }
            if matches!(t(e).to_lowercase().as_str(), "am" | "pm" | "uhr" | "a" | "p") {
                e += 1;
            }
            break;
        }
    }
    Some(toks[s].0..toks[e - 1].1)
}
