//! Looking phrases up: the rules of place.

use memchr::memchr_iter;

use super::fold::Folded;
use super::index::{INDEX, border, glued, words};
use super::{Entry, Hit, Phrase, Position, says};
use crate::letters::{is_alphabetic, is_alphanumeric, is_han_or_kana};

/// The limits of a kind.
struct Rules {
    /// The most words after a `Start` phrase.
    tail: usize,
    /// The most words before an `End` phrase.
    head: usize,
}

fn rules(phrase: Phrase, long: bool) -> Rules {
    use Phrase::*;
    let (tail, head) = match phrase {
        Cookie | Paywall | Newsletter | Moderation | Legal => (if long { 250 } else { 60 }, 40),
        Tags | Category | Breadcrumb | AuthorBox | Contents => (40, 6),
        Correction => (50, 6),
        Caption => (30, 45),
        Related | PreviousNext | MostRead | RecentComments | CommentsHeading | Pingback => (25, 6),
        Sponsored | ReadMore => (20, 30),
        ReplyForm | Edited | Notify | AppPromo | CommentsClosed => (16, 8),
        PoweredBy | Subscribe | DateLabel | Byline | FormField => (14, 6),
        Login | Avatar => (8, 6),
        Follow | Quote | Says => (6, 6),
        Role => (4, 4),
        Share | Reply | Search | Print | Sort | LoadMore | Report => (5, 5),
        Counter | Vote | Permalink | Advertisement | Navigation | ReadingTime => (4, 6),
    };
    Rules { tail, head }
}

/// The kinds looked for in long texts.
pub(super) fn notice(phrase: Phrase) -> bool {
    use Phrase::*;
    matches!(phrase, Cookie | Legal | Paywall | Newsletter | Moderation)
}

/// The kinds that may carry a stray number, and what they are with it.
fn counted(phrase: Phrase) -> Option<Phrase> {
    use Phrase::*;
    match phrase {
        CommentsHeading | Counter => Some(Counter),
        Vote | Reply | Share | Follow | LoadMore | Role => Some(phrase),
        _ => None,
    }
}

pub(super) fn whole(folded: &Folded) -> Option<Hit> {
    let text = folded.text.as_str();
    let phrase = INDEX.label(text).or_else(|| {
        let bare =
            text.strip_suffix('#').or_else(|| text.strip_prefix('#'))?.trim_matches([' ', ':', '|', '-']);
        INDEX.label(bare).and_then(counted)
    })?;
    let (start, end) = folded.origin(0, text.len());
    Some(Hit { phrase, place: Position::Whole, start, end })
}

/// A text made up of labels only.
pub(super) fn row(folded: &Folded) -> Option<Hit> {
    const WORDS: usize = 7;
    let text = folded.text.as_str();
    if text.len() > 120 || !text.contains(' ') {
        return None;
    }
    let mut first = None;
    let mut rest = text;
    while !rest.is_empty() {
        let mut stops = [rest.len(); WORDS];
        let mut count = 0;
        for stop in memchr_iter(b' ', rest.as_bytes()).take(WORDS) {
            stops[count] = stop;
            count += 1;
        }
        // Of a short rest the last label may reach to the end.
        let step = stops[..WORDS.min(count + 1)].iter().rev().find_map(|&stop| {
            let label = rest[..stop].trim_end_matches(':');
            let mark = matches!(label, "#" | "|" | "-" | ">" | "/");
            let phrase = INDEX.label(label);
            (mark || phrase.is_some()).then_some((stop, phrase))
        });
        let (stop, phrase) = step?;
        first = first.or(phrase);
        rest = rest[stop..].trim_start();
    }
    let (start, end) = folded.origin(0, text.len());
    first.map(|phrase| Hit { phrase, place: Position::Whole, start, end })
}

pub(super) fn edges(text: &str, folded: &Folded, long: bool, found: &mut Vec<Hit>) {
    let all = folded.text.as_str();
    for e in INDEX.start(all) {
        if (!long || notice(e.phrase)) && starts(text, folded, e, long) {
            let (start, end) = folded.origin(0, e.text().len());
            found.push(Hit { phrase: e.phrase, place: Position::Start, start, end });
        }
    }
    if long {
        return;
    }
    for e in INDEX.end(all) {
        let Some(head) = all.strip_suffix(e.text()) else {
            continue;
        };
        if ends(text, head, e) {
            let (start, end) = folded.origin(head.len(), all.len());
            found.push(Hit { phrase: e.phrase, place: Position::End, start, end });
        }
    }
    if let Some(hit) = says::dated(folded) {
        found.push(hit);
    }
}

fn starts(text: &str, folded: &Folded, e: &Entry, long: bool) -> bool {
    let Some(tail) = folded.text.strip_prefix(e.text()) else {
        return false;
    };
    if tail.is_empty() {
        return true;
    }
    if !border(e.text().chars().next_back(), tail.chars().next()) {
        return false;
    }
    let dashed = matches!(
        e.phrase,
        Phrase::Caption | Phrase::PreviousNext | Phrase::Breadcrumb | Phrase::Advertisement
    );
    let marks: &[&str] = if dashed { &[":", " |", " >", " -", " /"] } else { &[":", " |", " >"] };
    let marked = marks.iter().any(|m| tail.starts_with(m));
    let numbered = tail.trim_start().starts_with('#');
    let wide = e.text().chars().any(is_han_or_kana) && words(e.text()) > 1;
    let single = !wide && !e.text().contains([' ', '#']);
    let count = words(tail);
    if count > rules(e.phrase, long).tail {
        return false;
    }
    match e.phrase {
        Phrase::Byline if !tail.starts_with(':') => {
            let (_, at) = folded.origin(0, e.text().len());
            let rest = &text[at..];
            let cased = rest.chars().any(|c| c.is_uppercase() || c.is_lowercase());
            // Without capitals to tell names by, only a short rest set off by a mark will do.
            let apart = rest.starts_with([' ', '|', '/', '／', '＝', '=', '\u{3000}']);
            names(rest) && (cased || count <= 4 && (apart || !e.text().chars().any(glued)))
        }
        Phrase::DateLabel if !tail.starts_with(':') => {
            // The number of a date comes soon after a lone word ("Updated 3 May"), and no
            // other label comes between.
            let near = tail.split(' ').take(4).any(|w| w.contains('#'));
            if single { near && count <= 7 && !tail.contains(": ") } else { tail.contains('#') || count <= 2 }
        }
        Phrase::Edited if !single => tail.contains('#') || count <= 4,
        Phrase::Legal if e.text() == "©" => true,
        Phrase::Breadcrumb if single => tail.starts_with(" >") || tail.starts_with(" /"),
        _ => !single || marked || numbered && count <= 2,
    }
}

/// Whether what follows a "by" can be names: capitalised words and particles.
fn names(text: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "and", "und", "et", "y", "e", "og", "och", "en", "ja", "i", "и", "ve", "de", "da", "do", "dos", "di",
        "del", "della", "la", "le", "van", "von", "der", "den", "ten", "du", "al", "el", "bin", "for", "in",
        "with", "mit", "on", "am", "le", "at", "um",
    ];
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) && text.chars().filter(|&c| c == ' ').count() > 2 {
        return false;
    }
    let mut seen = 0;
    for word in text.split([' ', '\u{a0}', ',', '|', '/', '·', '•']) {
        let Some(c) = word.chars().find(|&c| is_alphanumeric(c)) else {
            continue;
        };
        seen += 1;
        let fine = if seen == 1 {
            is_alphabetic(c) && !c.is_lowercase()
        } else {
            !c.is_lowercase() || PARTICLES.contains(&word)
        };
        if !fine {
            return false;
        }
    }
    (1..=10).contains(&seen)
}

fn ends(text: &str, head: &str, e: &Entry) -> bool {
    if head.is_empty() {
        return true;
    }
    if !border(head.chars().next_back(), e.text().chars().next()) || words(head) > rules(e.phrase, false).head
    {
        return false;
    }
    let wide = e.text().chars().filter(|&c| is_han_or_kana(c)).count() > 2;
    match e.phrase {
        Phrase::Says => wide || text.trim_end().ends_with([':', '：']),
        // A lone agency name is a credit only after a stroke; sentences end in it too.
        Phrase::Caption if !wide && !e.text().contains(' ') => head.trim_end().ends_with(['/', '|', '-']),
        _ => true,
    }
}
