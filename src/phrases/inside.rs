//! Phrases that count wherever they stand in a text.

use std::sync::LazyLock;

use super::find::notice;
use super::fold::Folded;
use super::index::border;
use super::table::TABLE;
use super::{Entry, Hit, Position};

/// The entries of the table that may stand inside a text, by their first bytes.
struct Heads {
    /// The first entry of each place in `list`.
    first: Box<[u16; 1 << PLACE_BITS]>,
    /// The place and the entry; those of a place together, the longest first.
    list: Vec<(u16, &'static Entry)>,
}

/// No entry.
const NONE: u16 = u16::MAX;

const PLACE_BITS: u32 = 12;

/// How many bytes tell where an entry is listed; a test says that none is shorter.
const HEAD: usize = 6;

/// Where entries are listed that begin as the text does; `None` for texts that are too short for any.
fn place(text: &[u8]) -> Option<u16> {
    let head = match text.first_chunk::<8>() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => text.get(..HEAD)?.iter().rev().fold(0, |head, &byte| head << 8 | u64::from(byte)),
    };
    let head = head << (u64::BITS as usize - 8 * HEAD);
    Some((head.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - PLACE_BITS)) as u16)
}

static HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let entries = TABLE.iter().filter(|entry| entry.place == Position::Inside);
    let mut list: Vec<(u16, &Entry)> =
        entries.filter_map(|entry| Some((place(entry.text().as_bytes())?, entry))).collect();
    // The sort keeps the table's order among entries of one text: the first of them counts.
    list.sort_by_key(|(place, entry)| (*place, std::cmp::Reverse(entry.text().len())));
    let mut first = Box::new([NONE; 1 << PLACE_BITS]);
    for ((place, _), at) in list.iter().zip(0..NONE).rev() {
        first[usize::from(*place)] = at;
    }
    Heads { first, list }
});

impl Heads {
    /// The longest entry with which the text begins.
    fn longest(&self, text: &[u8]) -> Option<&'static Entry> {
        let place = place(text)?;
        let first = self.first[usize::from(place) % self.first.len()];
        if first == NONE {
            return None;
        }
        let here = self.list.iter().skip(usize::from(first)).take_while(|(held, _)| *held == place);
        here.map(|(_, entry)| *entry).find(|entry| text.starts_with(entry.text().as_bytes()))
    }

    /// Whether an entry begins at some word's: of most texts none does.
    fn any_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte == b' ' {
                at += 1;
                continue;
            }
            // Looking an entry up costs less than telling whether a word may begin.
            if self.longest(&bytes[at..]).is_some() && borders(text, at) {
                return true;
            }
            let word = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            at += if word > 0 { word } else { text[at..].chars().next().map_or(1, char::len_utf8) };
        }
        false
    }
}

/// Finds the phrases that stand in a text at word borders, in order; none overlaps another.
pub(super) fn inside(folded: &Folded, long: bool, found: &mut Vec<Hit>) {
    let heads = &*HEADS;
    let text = folded.text.as_str();
    if !heads.any_in(text) {
        return;
    }
    let mut at = 0;
    while at < text.len() {
        let Some(entry) = heads.longest(&text.as_bytes()[at..]) else {
            at += 1;
            continue;
        };
        // One that begins or ends within a word is none, and yet none begins inside it.
        let start = at;
        at += entry.text().len();
        if (!long || notice(entry.phrase)) && borders(text, start) && borders(text, at) {
            let place = if start == 0 { Position::Start } else { Position::Inside };
            let (start, end) = folded.origin(start, at);
            found.push(Hit { phrase: entry.phrase, place, start, end });
        }
    }
}

/// Whether a word may end or begin there.
fn borders(text: &str, at: usize) -> bool {
    border(text[..at].chars().next_back(), text[at..].chars().next())
}

#[cfg(test)]
mod tests {
    use aho_corasick::{AhoCorasick, MatchKind};

    use super::*;

    /// What an automaton over all phrases finds.
    fn searched(folded: &Folded, long: bool) -> Vec<Hit> {
        let entries: Vec<&Entry> = TABLE.iter().filter(|entry| entry.place == Position::Inside).collect();
        let texts = entries.iter().map(|entry| entry.text());
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts).unwrap();
        let text = folded.text.as_str();
        let at_borders = automaton.find_iter(text).filter(|found| {
            border(text[..found.start()].chars().next_back(), text[found.start()..].chars().next())
                && border(text[..found.end()].chars().next_back(), text[found.end()..].chars().next())
        });
        let hits = at_borders.filter_map(|found| {
            let phrase = entries[found.pattern().as_usize()].phrase;
            let place = if found.start() == 0 { Position::Start } else { Position::Inside };
            let (start, end) = folded.origin(found.start(), found.end());
            (!long || notice(phrase)).then_some(Hit { phrase, place, start, end })
        });
        hits.collect()
    }

    #[test]
    fn every_phrase_is_found_as_an_automaton_finds_it() {
        let entries = TABLE.iter().filter(|entry| entry.place == Position::Inside);
        for (number, entry) in entries.enumerate() {
            assert!(entry.text().len() >= HEAD && !entry.text().starts_with(' '), "{entry:?}");
            let (upper, text) = (entry.text().to_uppercase(), entry.text());
            let framed = match number % 4 {
                0 => format!("So: {text}. And “{upper}”, x{text} {text}s."),
                1 => format!("{text}{text} / {upper}-{text} '{text}'"),
                2 => format!("Ünï {text}é é{text} 中{text}文 {text}"),
                _ => format!("12{text}34 {text} {upper}"),
            };
            for written in [text, &framed] {
                let folded = Folded::new(written);
                for long in [false, true] {
                    let mut found = Vec::new();
                    inside(&folded, long, &mut found);
                    assert_eq!(found, searched(&folded, long), "{written}");
                }
            }
        }
    }
}
