//! The index over the table: which entries a folded text is, begins with and ends with; and where words end.

use std::hash::Hasher;
use std::sync::LazyLock;

use rustc_hash::FxHasher;

use super::fold::hangul;
use super::table::TABLE;
use super::{Entry, Phrase, Position};
use crate::letters::{is_alphanumeric, is_han_or_kana};

/// The table by a part of its texts: entries in the table's order, found by the part's hash.
struct Chains {
    /// A bit for each hash of a part: most texts are no phrase, and what tells that is to stay in the processor's reach.
    some: Vec<u64>,
    /// The first entry of each bucket.
    first: Vec<u16>,
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
    fn new() -> Chains {
        Chains { some: vec![0; 1 << (BIT_BITS - u64::BITS.ilog2())], first: vec![NONE; 1 << BUCKET_BITS] }
    }

    /// Puts an entry before those that are there, by its key and what stands beside it.
    fn push(&mut self, id: u16, (key, beside): (&str, u32)) -> Link {
        let Spot { word, bit, bucket, mark } = spot(key);
        self.some[word] |= bit;
        Link { next: std::mem::replace(&mut self.first[bucket], id), mark, beside }
    }

    /// The entries whose key may be this one: some of other keys may be among them.
    fn get<'l>(
        &self,
        links: &'l [Link],
        key: &str,
        beside: u32,
    ) -> impl Iterator<Item = &'static Entry> + use<'l> {
        let Spot { word, bit, bucket, mark } = spot(key);
        let mut next = if self.some[word] & bit == 0 { NONE } else { self.first[bucket] };
        std::iter::from_fn(move || {
            while let Some(link) = links.get(usize::from(next)) {
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

/// The table by whole texts, by their beginnings and by their ends.
pub(super) struct Index {
    whole: Chains,
    start: Chains,
    end: Chains,
    /// The links of the whole texts, by entry.
    wholes: Vec<Link>,
    /// The links of the beginnings and of the ends, by entry: none is listed by both.
    edges: Vec<Link>,
}

/// The index over the table.
pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

impl Index {
    fn build() -> Index {
        let none = Link { next: NONE, mark: 0, beside: 0 };
        let mut index = Index {
            whole: Chains::new(),
            start: Chains::new(),
            end: Chains::new(),
            wholes: vec![none; TABLE.len()],
            edges: vec![none; TABLE.len()],
        };
        // From the last on, as each is put before those that are there.
        for (entry, id) in TABLE.iter().zip(0..NONE).rev() {
            let (text, at) = (entry.text(), usize::from(id));
            // Every phrase may also be all there is.
            index.wholes[at] = index.whole.push(id, (text, 0));
            match entry.place {
                Position::Start => index.edges[at] = index.start.push(id, start_key(text)),
                Position::End => index.edges[at] = index.end.push(id, end_key(text)),
                Position::Whole | Position::Inside => {}
            }
        }
        index
    }

    /// The entries that the text is, whatever their place.
    pub(super) fn whole(&self, folded: &str) -> impl Iterator<Item = &'static Entry> {
        self.whole.get(&self.wholes, folded, 0).filter(move |e| e.text() == folded)
    }

    /// The entries with their place at the end with which the text ends, and whose last word is the text's.
    pub(super) fn end(&self, text: &str) -> impl Iterator<Item = &'static Entry> {
        let (key, beside) = end_key(text);
        self.end
            .get(&self.edges, key, beside)
            .filter(move |e| text.ends_with(e.text()) && last_key(e.text()) == key)
    }

    /// The entries with their place at the start with which the text begins, and whose first word is the text's.
    pub(super) fn start(&self, text: &str) -> impl Iterator<Item = &'static Entry> {
        let (key, beside) = start_key(text);
        self.start
            .get(&self.edges, key, beside)
            .filter(move |e| text.starts_with(e.text()) && first_key(e.text()) == key)
    }

    /// The first kind the whole text stands for.
    pub(super) fn label(&self, folded: &str) -> Option<Phrase> {
        // A phrase that is a label by itself goes before the beginning of a longer one.
        self.whole(folded).min_by_key(|e| (e.place != Position::Whole, e.phrase)).map(|e| e.phrase)
    }
}

/// Whether words of the character's script are written without spaces, or as part of others.
pub(super) fn glued(c: char) -> bool {
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
fn last_key(text: &str) -> &str {
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
            let part = |c: char| is_alphanumeric(c) || c == '#';
            glued(l) || glued(r) || !(part(l) && part(r)) && r != '\'' && r != '-'
        }
        _ => true,
    }
}

/// Words in a folded text, two characters of a glued script counting as one.
pub(super) fn words(text: &str) -> usize {
    let wide = text.chars().filter(|&c| is_han_or_kana(c)).count();
    text.split_ascii_whitespace().filter(|w| w.chars().any(is_alphanumeric)).count() + wide / 2
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
            let text = entry.text();
            holds(INDEX.whole(text), entry);
            match entry.place {
                Position::Start => [text.to_owned(), format!("{text} x"), format!("{text}: {text}")]
                    .iter()
                    .for_each(|text| holds(INDEX.start(text), entry)),
                Position::End => [text.to_owned(), format!("x {text}"), format!("{text} {text}")]
                    .iter()
                    .for_each(|text| holds(INDEX.end(text), entry)),
                Position::Whole | Position::Inside => {}
            }
        }
    }
}
