//! Looking phrases up: the index over the table and the rules of place.

use std::hash::Hasher;
use std::sync::LazyLock;

use memchr::memchr_iter;
use rustc_hash::FxHasher;

use super::fold::{Folded, hangul};
use super::table::TABLE;
use super::{Entry, Hit, Phrase, Place, says};
use crate::letters::is_han_or_kana;

/// The table by a part of its texts: entries in the table's order, found by the part's hash.
pub(super) struct Chains {
    /// A bit for each hash of a part: most texts are no phrase, and what tells that is to stay in the processor's reach.
    some: Vec<u64>,
    /// The first entry of each bucket.
    first: Vec<u16>,
    /// By entry.
    links: Vec<Link>,
}

/// What is known of an entry without looking at it: the table is large, and most of it is never touched.
#[derive(Clone, Copy)]
struct Link {
    /// What comes behind it in its bucket.
    next: u16,
    /// More of the hash of its key.
    mark: u16,
    /// What stands beside its key (see [`beside`]).
    beside: u32,
}

/// No entry.
const NONE: u16 = u16::MAX;

/// The four bytes beside a key, the nearest the lowest; 0 where there are fewer.
fn beside<'b>(bytes: impl Iterator<Item = &'b u8>) -> u32 {
    bytes.take(4).zip(0..).fold(0, |beside, (&byte, at)| beside | u32::from(byte) << (8 * at))
}

/// Whether the text has beside its key what an entry has there, as far as four bytes tell.
fn agree(text: u32, entry: u32) -> bool {
    let missing = entry.leading_zeros() / 8;
    (text ^ entry) & u32::MAX.unbounded_shr(8 * missing) == 0
}

impl Chains {
    /// Lists the entries that have a key, with what stands beside it.
    fn of(key: impl Fn(&Entry) -> Option<(&'static str, u32)>) -> Chains {
        let mut chains = Chains {
            some: vec![0; 1 << (BIT_BITS - u64::BITS.ilog2())],
            first: vec![NONE; 1 << BUCKET_BITS],
            links: vec![Link { next: NONE, mark: 0, beside: 0 }; TABLE.len()],
        };
        // From the last on, as each is put before those that are there.
        for (entry, id) in TABLE.iter().zip(0..NONE).rev() {
            if let Some((key, beside)) = key(entry) {
                let Spot { word, bit, bucket, mark } = spot(key);
                chains.some[word] |= bit;
                chains.links[usize::from(id)] = Link { next: chains.first[bucket], mark, beside };
                chains.first[bucket] = id;
            }
        }
        chains
    }

    /// The entries whose key may be this one: some of other keys may be among them.
    fn get(&self, key: &str, beside: u32) -> impl Iterator<Item = &'static Entry> {
        let Spot { word, bit, bucket, mark } = spot(key);
        let mut next = if self.some[word] & bit == 0 { NONE } else { self.first[bucket] };
        std::iter::from_fn(move || {
            while let Some(link) = self.links.get(usize::from(next)) {
                let id = std::mem::replace(&mut next, link.next);
                if link.mark == mark && agree(beside, link.beside) {
                    return TABLE.get(usize::from(id));
                }
            }
            None
        })
    }
}

const BUCKET_BITS: u32 = 15;
const BIT_BITS: u32 = 18;

/// Where a key's entries are, by its hash.
struct Spot {
    /// Its bit among those of all keys.
    word: usize,
    bit: u64,
    bucket: usize,
    /// What else the hash says.
    mark: u16,
}

fn spot(key: &str) -> Spot {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    let hash = hasher.finish();
    let at = (hash >> (u64::BITS - BIT_BITS)) as usize;
    Spot {
        word: at / u64::BITS as usize,
        bit: 1 << (at % u64::BITS as usize),
        bucket: at >> (BIT_BITS - BUCKET_BITS),
        mark: hash as u16,
    }
}

pub(super) struct Index {
    whole: Chains,
    start: Chains,
    end: Chains,
}

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

impl Index {
    fn build() -> Index {
        let at = |place| move |e: &Entry| (e.place == place).then_some(e.text);
        Index {
            // Every phrase may also be all there is.
            whole: Chains::of(|e| Some((e.text, 0))),
            start: Chains::of(|e| at(Place::Start)(e).map(start_key)),
            end: Chains::of(|e| at(Place::End)(e).map(end_key)),
        }
    }

    pub(super) fn whole(&self, folded: &str) -> impl Iterator<Item = &'static Entry> {
        self.whole.get(folded, 0).filter(move |e| e.text == folded)
    }

    /// The entries with their place at the end with which the text ends, and whose last word is the text's.
    pub(super) fn end(&self, text: &str) -> impl Iterator<Item = &'static Entry> {
        let (key, beside) = end_key(text);
        self.end.get(key, beside).filter(move |e| text.ends_with(e.text) && last_key(e.text) == key)
    }

    /// The entries with their place at the start with which the text begins, and whose first word is the text's.
    fn start(&self, text: &str) -> impl Iterator<Item = &'static Entry> {
        let (key, beside) = start_key(text);
        self.start.get(key, beside).filter(move |e| text.starts_with(e.text) && first_key(e.text) == key)
    }

    /// The first kind the whole text stands for.
    fn label(&self, folded: &str) -> Option<Phrase> {
        // A phrase that is a label by itself goes before the beginning of a longer one.
        self.whole(folded).min_by_key(|e| (e.place != Place::Whole, e.phrase)).map(|e| e.phrase)
    }
}

fn glued(c: char) -> bool {
    is_han_or_kana(c) || hangul(c)
}

/// The part of a folded text by which `Start` entries are found: its first word,
/// or first character in scripts that glue words.
fn first_key(text: &str) -> &str {
    match text.chars().next() {
        Some(c) if glued(c) => &text[..c.len_utf8()],
        _ => {
            let bytes = text.as_bytes();
            let mut at = 0;
            while let Some(&byte) = bytes.get(at) {
                match byte {
                    b' ' | b':' => break,
                    0..0x80 => at += 1,
                    _ => match text[at..].chars().next() {
                        Some(c) if !glued(c) => at += c.len_utf8(),
                        _ => break,
                    },
                }
            }
            &text[..at]
        }
    }
}

/// The first key of a text, and what stands behind it.
fn start_key(text: &str) -> (&str, u32) {
    let key = first_key(text);
    (key, beside(text.as_bytes()[key.len()..].iter()))
}

/// The last key of a text, and what stands before it.
fn end_key(text: &str) -> (&str, u32) {
    let key = last_key(text);
    (key, beside(text.as_bytes()[..text.len() - key.len()].iter().rev()))
}

/// As [`first_key`], for the end.
pub(super) fn last_key(text: &str) -> &str {
    match text.chars().next_back() {
        Some(c) if glued(c) => &text[text.len() - c.len_utf8()..],
        _ => {
            let last = text.char_indices().rev().find(|&(_, c)| c == ' ' || glued(c));
            last.map_or(text, |(i, c)| &text[i + c.len_utf8()..])
        }
    }
}

/// Whether a word may end or begin between the two characters.
pub(super) fn border(left: Option<char>, right: Option<char>) -> bool {
    match (left, right) {
        (Some(l), Some(r)) => {
            let part = |c: char| c.is_alphanumeric() || c == '#';
            glued(l) || glued(r) || !(part(l) && part(r)) && r != '\'' && r != '-'
        }
        _ => true,
    }
}

/// Words in a folded text, two characters of a glued script counting as one.
pub(super) fn words(text: &str) -> usize {
    let wide = text.chars().filter(|&c| is_han_or_kana(c)).count();
    text.split_ascii_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count() + wide / 2
}

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
    Some(Hit { phrase, place: Place::Whole, start, end })
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
    first.map(|phrase| Hit { phrase, place: Place::Whole, start, end })
}

pub(super) fn edges(text: &str, folded: &Folded, long: bool, found: &mut Vec<Hit>) {
    let all = folded.text.as_str();
    for e in INDEX.start(all) {
        if (!long || notice(e.phrase)) && starts(text, folded, e, long) {
            let (start, end) = folded.origin(0, e.text.len());
            found.push(Hit { phrase: e.phrase, place: Place::Start, start, end });
        }
    }
    if long {
        return;
    }
    for e in INDEX.end(all) {
        let Some(head) = all.strip_suffix(e.text) else {
            continue;
        };
        if ends(text, head, e) {
            let (start, end) = folded.origin(head.len(), all.len());
            found.push(Hit { phrase: e.phrase, place: Place::End, start, end });
        }
    }
    if let Some(hit) = says::dated(folded) {
        found.push(hit);
    }
}

fn starts(text: &str, folded: &Folded, e: &Entry, long: bool) -> bool {
    let Some(tail) = folded.text.strip_prefix(e.text) else {
        return false;
    };
    if tail.is_empty() {
        return true;
    }
    if !border(e.text.chars().next_back(), tail.chars().next()) {
        return false;
    }
    let dashed = matches!(
        e.phrase,
        Phrase::Caption | Phrase::PreviousNext | Phrase::Breadcrumb | Phrase::Advertisement
    );
    let marks: &[&str] = if dashed { &[":", " |", " >", " -", " /"] } else { &[":", " |", " >"] };
    let marked = marks.iter().any(|m| tail.starts_with(m));
    let numbered = tail.trim_start().starts_with('#');
    let wide = e.text.chars().any(is_han_or_kana) && words(e.text) > 1;
    let single = !wide && !e.text.contains([' ', '#']);
    let count = words(tail);
    if count > rules(e.phrase, long).tail {
        return false;
    }
    match e.phrase {
        Phrase::Byline if !tail.starts_with(':') => {
            let (_, at) = folded.origin(0, e.text.len());
            let rest = &text[at..];
            let cased = rest.chars().any(|c| c.is_uppercase() || c.is_lowercase());
            // Without capitals to tell names by, only a short rest set off by a mark will do.
            let apart = rest.starts_with([' ', '|', '/', '／', '＝', '=', '\u{3000}']);
            names(rest) && (cased || count <= 4 && (apart || !e.text.chars().any(glued)))
        }
        Phrase::DateLabel if !tail.starts_with(':') => {
            // The number of a date comes soon after a lone word ("Updated 3 May"), and no
            // other label comes between.
            let near = tail.split(' ').take(4).any(|w| w.contains('#'));
            if single { near && count <= 7 && !tail.contains(": ") } else { tail.contains('#') || count <= 2 }
        }
        Phrase::Edited if !single => tail.contains('#') || count <= 4,
        Phrase::Legal if e.text == "©" => true,
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
        let Some(c) = word.chars().find(|c| c.is_alphanumeric()) else {
            continue;
        };
        seen += 1;
        let fine = if seen == 1 {
            c.is_alphabetic() && !c.is_lowercase()
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
    if !border(head.chars().next_back(), e.text.chars().next()) || words(head) > rules(e.phrase, false).head {
        return false;
    }
    let wide = e.text.chars().filter(|&c| is_han_or_kana(c)).count() > 2;
    match e.phrase {
        Phrase::Says => wide || text.trim_end().ends_with([':', '：']),
        // A lone agency name is a credit only after a stroke; sentences end in it too.
        Phrase::Caption if !wide && !e.text.contains(' ') => head.trim_end().ends_with(['/', '|', '-']),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(mut found: impl Iterator<Item = &'static Entry>, entry: &Entry) {
        assert!(found.any(|found| found == entry), "{entry:?}");
    }

    #[test]
    fn every_entry_is_found_at_its_place_whatever_stands_beside() {
        for entry in TABLE {
            let text = entry.text;
            holds(INDEX.whole(text), entry);
            match entry.place {
                Place::Start => [text.to_owned(), format!("{text} x"), format!("{text}: {text}")]
                    .iter()
                    .for_each(|text| holds(INDEX.start(text), entry)),
                Place::End => [text.to_owned(), format!("x {text}"), format!("{text} {text}")]
                    .iter()
                    .for_each(|text| holds(INDEX.end(text), entry)),
                Place::Whole | Place::Inside => {}
            }
        }
    }
}
