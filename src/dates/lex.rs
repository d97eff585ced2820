//! Splits text into numbers, words with their meanings, and punctuation.

use std::ops::Range;

use super::tables::{self, Sense};
use crate::letters::{digit, is_han_or_kana};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of decimal digits of any script.
    Num {
        /// Its value, saturating.
        value: u64,
        /// How many digits were written, saturating.
        digits: u8,
    },
    /// A run of letters, or a dictionary word of a script without spaces.
    Word,
    /// Any other character, look-alikes unified.
    Punct(char),
}

/// A token and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What the token is.
    pub kind: Kind,
    /// First byte in the source text.
    pub start: usize,
    /// Byte after the last in the source text.
    pub end: usize,
    /// Whether white space (or the text's start) precedes it.
    pub space: bool,
    /// Everything the word may mean.
    pub senses: &'static [Sense],
    /// Whether the script writes words without spaces.
    pub dense: bool,
}

/// Characters that neither show nor separate: joiners, bidi marks, accents, vowel points.
pub(super) fn invisible(c: char) -> bool {
    !c.is_ascii()
        && matches!(c as u32,
        0xAD | 0x300..=0x36F | 0x591..=0x5BD | 0x5BF..=0x5C7 | 0x61C | 0x640 | 0x64B..=0x65F
        | 0x670 | 0x93C | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F
        | 0xFEFF)
}

/// Scripts whose words are looked up without spaces between them. Hangul has spaces, but units stand right behind numbers.
pub(super) fn is_dense(c: char) -> bool {
    !c.is_ascii()
        && (matches!(c as u32, 0xE00..=0xE3A | 0xE40..=0xE4E | 0xAC00..=0xD7A3)
            || is_han_or_kana(c) && c != '・')
}

pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    (c.is_alphabetic() && c != 'º' && c != 'ª') || matches!(c as u32, 0x900..=0x963)
}

/// Lower case without accents and with script variants unified, so that one table entry serves
/// every spelling.
pub(super) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let at = |table: &[u8], base: u32| {
        table.get((c as u32 - base) as usize).copied().filter(|b| *b != b'.').map(char::from)
    };
    let latin = match c as u32 {
        0xC0..=0x24F => at(tables::FOLD_LATIN, 0xC0),
        0x1E00..=0x1EFF => at(tables::FOLD_LATIN_ADDITIONAL, 0x1E00),
        _ => None,
    };
    if let Some(f) = latin {
        return f;
    }
    let c = c.to_lowercase().next().unwrap_or(c);
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'й' => 'и',
        'ї' => 'і',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        '\u{95E}' => 'फ',
        other => other,
    }
}

fn unify(c: char) -> char {
    match c {
        '：' | '∶' => ':',
        '／' | '⁄' => '/',
        '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '．' | '。' => '.',
        '，' | '、' | '،' => ',',
        '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
        '（' => '(',
        '）' => ')',
        '°' | 'ª' => 'º',
        '•' | '∙' | '・' | '･' | '‧' | '¦' | '⋅' => '·',
        '｜' | '│' => '|',
        other => other,
    }
}

/// Splits `text` into tokens.
pub(super) fn lex(text: &str) -> Vec<Token> {
    let mut chars: Vec<(usize, char)> = Vec::with_capacity(text.len());
    chars.extend(text.char_indices().filter(|(_, c)| !invisible(*c)));
    let byte = |i: usize| chars.get(i).map_or(text.len(), |(b, _)| *b);
    // A skipped accent belongs to the character before it, so ends are taken from the character.
    let end = |i: usize| i.checked_sub(1).and_then(|p| chars.get(p)).map_or(0, |(b, c)| b + c.len_utf8());
    let get = |i: usize| chars.get(i).map(|(_, c)| *c);
    let mut out = Vec::with_capacity(text.len() / 4 + 1);
    let mut words = Words {
        text: String::with_capacity(text.len() + 8),
        places: Vec::with_capacity(text.len() / 4 + 1),
        phrases: false,
    };
    let mut space = true;
    let mut i = 0;
    while let Some(c) = get(i) {
        let from = i;
        let mut token = Token { kind: Kind::Word, start: byte(i), end: 0, space, senses: &[], dense: false };
        if c.is_whitespace() {
            space = true;
            i += 1;
            continue;
        }
        if digit(c).is_some() {
            let (mut value, mut digits) = (0u64, 0u8);
            while let Some(d) = get(i).and_then(digit) {
                value = value.saturating_mul(10).saturating_add(u64::from(d));
                digits = digits.saturating_add(1);
                i += 1;
            }
            token.kind = Kind::Num { value, digits };
        } else if is_dense(c) {
            let (len, senses) = tables::dense_prefix(chars[i..].iter().map(|(_, c)| *c));
            token.senses = senses;
            token.dense = true;
            i += len.max(1);
        } else if is_letter(c) {
            let start = words.text.len();
            while let Some(c) = get(i).filter(|c| is_letter(*c) && !is_dense(*c)) {
                words.text.push(fold(c));
                i += 1;
            }
            if i == from + 1
                && let Some((joined, next)) = dotted(&chars, i, &words.text[start..])
            {
                words.text.replace_range(start.., &joined);
                i = next;
            }
            let word = &words.text[start..];
            let begins;
            (token.senses, begins) = tables::word(word);
            words.phrases |= begins;
            words.places.push((out.len(), start..words.text.len()));
        } else {
            let apostrophe = unify(c) == '\'';
            let letter = |c: Option<char>| c.is_some_and(is_letter);
            i += 1;
            // An elided article stands for a separate word.
            if apostrophe && from > 0 && letter(get(from - 1)) && letter(get(i)) {
                space = true;
                continue;
            }
            token.kind = Kind::Punct(unify(c));
        }
        token.end = end(i);
        space = false;
        out.push(token);
    }
    if words.phrases { join_phrases(&out, &words) } else { out }
}

/// The words of a text, folded.
struct Words {
    text: String,
    /// The token of each, and where it stands in `text`.
    places: Vec<(usize, Range<usize>)>,
    /// Whether one of them begins a known phrase.
    phrases: bool,
}

/// "p.m." and "p. m." as one word, when that is a word.
fn dotted(chars: &[(usize, char)], i: usize, first: &str) -> Option<(String, usize)> {
    let get = |i: usize| chars.get(i).map(|(_, c)| *c);
    let mut j = i;
    if get(j)? != '.' {
        return None;
    }
    j += 1;
    if get(j).is_some_and(char::is_whitespace) {
        j += 1;
    }
    let second = get(j).filter(|c| is_letter(*c) && !is_dense(*c))?;
    j += 1;
    if get(j).is_some_and(is_letter) {
        return None;
    }
    if get(j) == Some('.') {
        j += 1;
    }
    let joined = format!("{first}{}", fold(second));
    tables::senses(&joined).iter().any(|s| matches!(s, Sense::Pm(_))).then_some((joined, j))
}

/// Replaces known sequences of words ("il y a", "just now") by single tokens.
fn join_phrases(tokens: &[Token], words: &Words) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut next_word = 0;
    let mut skip_to = 0;
    for (i, token) in tokens.iter().enumerate() {
        while words.places.get(next_word).is_some_and(|(at, _)| *at < i) {
            next_word += 1;
        }
        if i < skip_to {
            continue;
        }
        let mut token = token.clone();
        if words.places.get(next_word).is_some_and(|(at, _)| *at == i) {
            // Only words that follow one another directly can form a phrase.
            let run = words.places[next_word..]
                .iter()
                .enumerate()
                .take(tables::LONGEST_PHRASE)
                .take_while(|(k, (at, _))| *at == i + k)
                .map(|(_, (_, place))| &words.text[place.clone()]);
            let run: Vec<&str> = run.collect();
            if let Some((len, senses)) = tables::phrase(&run) {
                token.senses = senses;
                token.end = tokens.get(i + len - 1).map_or(token.end, |t| t.end);
                skip_to = i + len;
            }
        }
        out.push(token);
    }
    out
}
