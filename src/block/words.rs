//! Words as numbers, to be compared: a text's words, its long ones by their beginning, and three in a row.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

use crate::letters::{ends_word, is_alphanumeric, is_unspaced, pair_of_letters};

/// A number that tells the value from others.
pub(super) fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Of each byte, whether it is an ASCII letter or digit, a piece of a wider character, or neither.
const BYTES: [u8; 256] = {
    let mut bytes = [0u8; 256];
    let mut byte = 0;
    while byte < 256 {
        let own = byte as u8;
        if own.is_ascii_alphanumeric() {
            bytes[byte] = LETTER;
        } else if !own.is_ascii() {
            bytes[byte] = WIDE;
        }
        byte += 1;
    }
    bytes
};
const LETTER: u8 = 1;
const WIDE: u8 = 2;

/// A word of a text; of scripts without spaces, two letters in a row.
struct Word<'t> {
    text: &'t str,
    /// It is of ASCII letters and digits: those are made small as they are hashed.
    ascii: bool,
}

impl<'t> Word<'t> {
    /// The first word of a text, which goes on behind it.
    #[inline]
    fn next(rest: &mut &'t str) -> Option<Word<'t>> {
        let text = &rest[word_start(rest)?..];
        let length = text.bytes().take_while(|&byte| BYTES[byte as usize] == LETTER).count();
        let ascii = length > 0 && text[length..].chars().next().is_none_or(ends_word);
        let split = || text.split_at(text.find(ends_word).unwrap_or(text.len()));
        let (word, behind) =
            if ascii { text.split_at(length) } else { pair_of_letters(text).unwrap_or_else(split) };
        *rest = behind;
        Some(Word { text: word, ascii })
    }

    /// The hash of its first letters; `folded` is room for them.
    #[inline]
    fn hash(&self, letters: usize, folded: &mut String) -> u64 {
        if self.ascii {
            return hash_of_word(&self.text.as_bytes()[..self.text.len().min(letters)], SMALL);
        }
        folded.clear();
        folded.extend(self.text.chars().flat_map(char::to_lowercase).take(letters));
        hash_of_word(folded.as_bytes(), 0)
    }
}

/// Hashes of the words of a text, lower-case, punctuation off; of scripts without spaces, of every two letters in a row.
pub(super) fn word_hashes(text: &str) -> impl Iterator<Item = u64> + '_ {
    let (mut rest, mut folded) = (text, String::new());
    std::iter::from_fn(move || Some(Word::next(&mut rest)?.hash(usize::MAX, &mut folded)))
}

/// Where the first letter or digit of a text stands.
#[inline]
fn word_start(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        match BYTES[*text.as_bytes().get(at)? as usize] {
            0 => at += 1,
            WIDE => match text[at..].chars().next()? {
                c if is_alphanumeric(c) => return Some(at),
                c => at += c.len_utf8(),
            },
            _ => return Some(at),
        }
    }
}

/// The bits that make ASCII letters small, and digits and spaces what they are.
const SMALL: u64 = u64::from_le_bytes([b' '; 8]);

/// A word's hash, eight bytes at a time and `case` added to them: most words have no more.
#[inline]
fn hash_of_word(word: &[u8], case: u64) -> u64 {
    let mut hasher = FxHasher::default();
    let (eights, last) = word.as_chunks();
    eights.iter().for_each(|&eight| hasher.write_u64(u64::from_le_bytes(eight) | case));
    if !last.is_empty() {
        let mut eight = [b' '; 8];
        eight.iter_mut().zip(last).for_each(|(place, &byte)| *place = byte);
        hasher.write_u64(u64::from_le_bytes(eight) | case);
    }
    hasher.finish()
}

/// Shorter words are particles, mostly.
const LONG: usize = 4;

/// Whether a word is more than a particle; of a script without spaces it is, however few signs it has.
pub fn is_long(word: &str) -> bool {
    word.chars().nth(LONG - 1).is_some() || word.chars().nth(1).is_some_and(is_unspaced)
}

/// How many letters tell a long word from others, whatever it ends in.
const STEM: usize = 7;

/// Hashes of what the long words of a text begin with; of scripts without spaces, of every two letters in a row.
pub fn stems(text: &str) -> impl Iterator<Item = u64> + '_ {
    let (mut rest, mut folded) = (text, String::new());
    let mut next_long = move || std::iter::from_fn(|| Word::next(&mut rest)).find(|word| is_long(word.text));
    std::iter::from_fn(move || Some(next_long()?.hash(STEM, &mut folded)))
}

/// Hashes of every three words in a row.
pub(super) fn triples(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut before = [0u64; 2];
    word_hashes(text).enumerate().filter_map(move |(at, word)| {
        let triple = hash_of((before[0], before[1], word));
        before = [before[1], word];
        (at >= 2).then_some(triple)
    })
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;

    #[test]
    fn words_are_the_same_in_any_case_and_between_any_marks() {
        let hashes = |text| word_hashes(text).collect::<Vec<u64>>();
        assert_eq!(
            hashes("The ÉTÉ’s 12 \u{212a}ELVINS, straightforwardly–a"),
            hashes("the été S\u{a0}12 kelvins STRAIGHTFORWARDLY a!")
        );
        assert!(hashes(" – «», ").is_empty());
        let words = [
            "a",
            "A1",
            "straight",
            "straightforward",
            "straightforwardly",
            "été",
            "éte",
            "é",
            "и",
            "И2",
            "aé",
            "éa",
        ];
        let different: FxHashSet<u64> = words.iter().flat_map(|word| word_hashes(word)).collect();
        assert_eq!(different.len(), words.len());
    }

    #[test]
    fn long_words_are_told_apart_by_their_beginning() {
        let same = |a: &str, b: &str| stems(a).eq(stems(b));
        assert!(same("The FERRIES, harbours", "ferries of harbour"));
        assert!(same("Überraschung", "ÜBERRASCHT a"));
        assert!(!same("ferry", "ferries"));
        assert_eq!(stems("a an the été 老桥被 桥").count(), 2);
    }

    #[test]
    fn a_line_without_spaces_was_one_word() {
        let shared = |a: &str, b: &str| {
            let held: FxHashSet<u64> = word_hashes(b).collect();
            word_hashes(a).filter(|word| held.contains(word)).count()
        };
        assert_eq!(shared("老桥被河水冲垮", "河水冲垮老桥_样本新闻"), 4);
        assert_eq!(shared("第3章", "章3第"), 3);
        assert_eq!(word_hashes("iPhone很好").count(), 2);
    }
}
