//! The words of dates, folded, and what they mean.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::{fold, invisible};
use super::tables::Sense::{self, Ago, Before, Day, Now, Short};
use super::tables::{JALALI, LONGEST_DENSE, MONTHS, SHORTS, UNITS, WEEKDAYS, WORDS};

/// Words that together have a meaning of their own, and what they mean.
type Phrase = (Vec<String>, Range<usize>);

struct Dictionary {
    /// What the words mean, those of a word together.
    senses: Vec<Sense>,
    /// The words: their senses, and whether a phrase begins with each.
    words: FxHashMap<Cow<'static, str>, (Range<usize>, bool)>,
    /// The words, alone or of a phrase, without which there is no date in a text without digits.
    telling: FxHashSet<Box<[u8]>>,
    /// By the first letter of those words, a bit for each length and one for each last letter.
    telling_shapes: [(u32, u32); 26],
    /// By first character, how many the longest word has that begins with it.
    longest: FxHashMap<char, usize>,
    /// Phrases by their first word, longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut written = written();
    // The sort keeps the tables' order among the senses of one word.
    written.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut dictionary = Dictionary {
        senses: Vec::with_capacity(written.len()),
        words: FxHashMap::default(),
        telling: FxHashSet::default(),
        telling_shapes: [(0, 0); 26],
        longest: FxHashMap::default(),
        phrases: FxHashMap::default(),
    };
    dictionary.words.reserve(written.len());
    for same in written.chunk_by_mut(|(one, _), (other, _)| one == other) {
        dictionary.add(same);
    }
    for first in dictionary.phrases.keys() {
        dictionary.words.entry(Cow::Owned(first.clone())).or_default().1 = true;
    }
    for list in dictionary.phrases.values_mut() {
        list.sort_by_key(|(parts, _)| Reverse(parts.len()));
    }
    dictionary
});

/// The words of the tables, folded, each with one of its senses.
fn written() -> Vec<(Cow<'static, str>, Sense)> {
    /// For so many there is room from the start.
    const ROOM: usize = 3072;
    let mut written = Vec::with_capacity(ROOM);
    let mut add = |sense: Sense, list: &'static str| {
        written.extend(list.split_whitespace().map(|word| (folded(word), sense)));
    };
    for (list, month) in MONTHS.iter().flat_map(|row| row.iter().zip(1..)) {
        add(Sense::Month(month), list);
    }
    for (list, month) in JALALI.iter().zip(1..) {
        add(Sense::Jalali(month), list);
    }
    for (list, day) in WEEKDAYS.iter().flat_map(|row| row.iter().zip(1..)) {
        add(Sense::Weekday(day), list);
    }
    for (unit, list) in UNITS {
        add(Sense::Unit(*unit), list);
    }
    for (unit, list) in SHORTS {
        add(Short(*unit), list);
    }
    for (sense, list) in WORDS {
        add(*sense, list);
    }
    written
}

fn folded(word: &'static str) -> Cow<'static, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    word.chars().filter(|c| !invisible(*c)).map(fold).collect()
}

impl Dictionary {
    /// Adds a word with all its senses.
    fn add(&mut self, same: &mut [(Cow<'static, str>, Sense)]) {
        let first = self.senses.len();
        for (_, sense) in same.iter() {
            if !self.senses[first..].contains(sense) {
                self.senses.push(*sense);
            }
        }
        let senses = first..self.senses.len();
        let Some(word) = same.first_mut().map(|(word, _)| std::mem::take(word)) else { return };
        if self.senses[first..].iter().any(|sense| matches!(sense, Ago | Before | Day(_) | Now)) {
            self.add_telling(&word);
        }
        if word.contains('_') {
            let parts: Vec<String> = word.split('_').map(str::to_owned).collect();
            if let Some(first) = parts.first() {
                self.phrases.entry(first.clone()).or_default().push((parts, senses));
            }
            return;
        }
        if let Some(first) = word.chars().next() {
            let longest = self.longest.entry(first).or_default();
            *longest = word.chars().count().max(*longest);
        }
        self.words.insert(word, (senses, false));
    }

    fn add_telling(&mut self, word: &str) {
        // Of a phrase its longest word will do.
        let longest = word.split('_').max_by_key(|part| part.len()).unwrap_or_default().as_bytes();
        if let (Some(first), Some(last)) = (longest.first(), longest.last())
            && let Some(shapes) = self.telling_shapes.get_mut(letter(*first))
        {
            shapes.0 |= 1 << longest.len().min(31);
            shapes.1 |= 1 << letter(*last).min(31);
        }
        self.telling.insert(longest.into());
    }
}

/// Makes the dictionary.
pub(super) fn warm_up() {
    LazyLock::force(&DICTIONARY);
}

/// The longest word that [`tells_day`] is asked of: longer than any that it knows.
pub(super) const LONGEST_TELLING: usize = 24;

/// The number of a letter.
fn letter(byte: u8) -> usize {
    usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a'))
}

/// Whether [`tells_day`] may know a word of that length that begins and ends with those letters.
pub(super) fn may_tell_day(first: u8, last: u8, length: usize) -> bool {
    DICTIONARY.telling_shapes.get(letter(first)).is_some_and(|(lengths, lasts)| {
        lengths & 1 << length.min(31) != 0 && lasts & 1 << letter(last).min(31) != 0
    })
}

/// Whether a folded word can make a text without digits a date: "ago", "yesterday", "just" (now).
pub(super) fn tells_day(word: &[u8]) -> bool {
    DICTIONARY.telling.contains(word)
}

/// Everything a folded word may mean.
pub(super) fn senses(word: &str) -> &'static [Sense] {
    self::word(word).0
}

/// Everything a folded word may mean, and whether some phrase begins with it.
pub(super) fn word(word: &str) -> (&'static [Sense], bool) {
    let dictionary = &*DICTIONARY;
    let found = dictionary.words.get(word);
    found.map_or((&[], false), |(senses, begins)| (&dictionary.senses[senses.clone()], *begins))
}

/// The longest dictionary word the text starts with, in characters, and its meanings.
pub(super) fn dense_prefix(mut text: impl Iterator<Item = char>) -> (usize, &'static [Sense]) {
    let first = text.next().map(fold);
    let Some((first, &longest)) = first.and_then(|first| Some((first, DICTIONARY.longest.get(&first)?)))
    else {
        return (1, &[]);
    };
    let mut folded = String::from(first);
    folded.extend(text.take(longest.min(LONGEST_DENSE) - 1).map(fold));
    let mut ends: Vec<usize> = folded.char_indices().map(|(b, c)| b + c.len_utf8()).collect();
    while let Some(end) = ends.pop() {
        let word = folded.get(..end).map_or(&[][..], senses);
        if !word.is_empty() {
            return (ends.len() + 1, word);
        }
    }
    (1, &[])
}

/// The longest phrase the folded words start with, in words, and its meanings.
pub(super) fn phrase(words: &[&str]) -> Option<(usize, &'static [Sense])> {
    let dictionary = &*DICTIONARY;
    let mut list = dictionary.phrases.get(*words.first()?)?.iter();
    let (parts, senses) =
        list.find(|(parts, _)| parts.len() <= words.len() && parts.iter().zip(words).all(|(a, b)| a == b))?;
    Some((parts.len(), &dictionary.senses[senses.clone()]))
}
