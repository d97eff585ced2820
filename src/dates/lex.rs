//! Splits text into numbers, words with their meanings, and punctuation.

use std::ops::Range;

use super::dictionary;
use super::letters::{fold, invisible, is_dense, is_letter};
use super::tables::{self, Sense};
use crate::letters::digit;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
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
    pub kind: TokenKind,
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
    let mut lexer = Lexer::of(text);
    let mut out = Vec::with_capacity(text.len() / 4 + 1);
    let mut space = true;
    while let Some(c) = lexer.get(0) {
        if c.is_whitespace() {
            space = true;
            lexer.at += 1;
            continue;
        }
        let mut token =
            Token { kind: TokenKind::Word, start: lexer.start(), end: 0, space, senses: &[], dense: false };
        if digit(c).is_some() {
            token.kind = lexer.number();
        } else if is_dense(c) {
            (token.senses, token.dense) = (lexer.dense_word(), true);
        } else if is_letter(c) {
            token.senses = lexer.word(out.len());
        } else if lexer.elides() {
            // An elided article stands for a separate word.
            space = true;
            lexer.at += 1;
            continue;
        } else {
            token.kind = TokenKind::Punct(unify(c));
            lexer.at += 1;
        }
        token.end = lexer.end();
        space = false;
        out.push(token);
    }
    if lexer.words.phrases { join_phrases(&out, &lexer.words) } else { out }
}

/// A text on its way into tokens.
struct Lexer<'t> {
    text: &'t str,
    /// The characters that show, each with its first byte.
    chars: Vec<(usize, char)>,
    /// How many of them are taken.
    at: usize,
    words: Words,
}

impl Lexer<'_> {
    fn of(text: &str) -> Lexer<'_> {
        let mut chars: Vec<(usize, char)> = Vec::with_capacity(text.len());
        chars.extend(text.char_indices().filter(|(_, c)| !invisible(*c)));
        let words = Words {
            text: String::with_capacity(text.len() + 8),
            places: Vec::with_capacity(text.len() / 4 + 1),
            phrases: false,
        };
        Lexer { text, chars, at: 0, words }
    }

    /// A character further on.
    fn get(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|(_, c)| *c)
    }

    /// The byte of the next character.
    fn start(&self) -> usize {
        self.chars.get(self.at).map_or(self.text.len(), |(byte, _)| *byte)
    }

    /// The byte after the last character: an accent that was skipped belongs to it, and is no part of a token.
    fn end(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|last| self.chars.get(last));
        last.map_or(0, |(byte, c)| byte + c.len_utf8())
    }

    fn number(&mut self) -> TokenKind {
        let (mut value, mut digits) = (0u64, 0u8);
        while let Some(d) = self.get(0).and_then(digit) {
            value = value.saturating_mul(10).saturating_add(u64::from(d));
            digits = digits.saturating_add(1);
            self.at += 1;
        }
        TokenKind::Num { value, digits }
    }

    /// A word of a script without spaces, or else one character of it.
    fn dense_word(&mut self) -> &'static [Sense] {
        let (length, senses) = dictionary::dense_prefix(self.chars[self.at..].iter().map(|(_, c)| *c));
        self.at += length.max(1);
        senses
    }

    /// A word, which is that token.
    fn word(&mut self, token: usize) -> &'static [Sense] {
        let (from, start) = (self.at, self.words.text.len());
        while let Some(c) = self.get(0).filter(|c| is_letter(*c) && !is_dense(*c)) {
            self.words.text.push(fold(c));
            self.at += 1;
        }
        if self.at == from + 1
            && let Some((joined, length)) = self.dotted(&self.words.text[start..])
        {
            self.words.text.replace_range(start.., &joined);
            self.at += length;
        }
        let (senses, begins) = dictionary::word(&self.words.text[start..]);
        self.words.phrases |= begins;
        self.words.places.push((token, start..self.words.text.len()));
        senses
    }

    /// The rest of "p.m." and "p. m." behind its first letter, as one word, when that is a word; and how long it is.
    fn dotted(&self, first: &str) -> Option<(String, usize)> {
        if self.get(0)? != '.' {
            return None;
        }
        let mut length = 1 + usize::from(self.get(1).is_some_and(char::is_whitespace));
        let second = self.get(length).filter(|c| is_letter(*c) && !is_dense(*c))?;
        length += 1;
        if self.get(length).is_some_and(is_letter) {
            return None;
        }
        length += usize::from(self.get(length) == Some('.'));
        let joined = format!("{first}{}", fold(second));
        dictionary::senses(&joined).iter().any(|s| matches!(s, Sense::Pm(_))).then_some((joined, length))
    }

    /// Whether the next character is an apostrophe between letters.
    fn elides(&self) -> bool {
        let letter = |c: Option<char>| c.is_some_and(is_letter);
        let before = self.at.checked_sub(1).and_then(|before| self.chars.get(before));
        self.get(0).map(unify) == Some('\'') && letter(before.map(|(_, c)| *c)) && letter(self.get(1))
    }
}

/// The words of a text, folded.
struct Words {
    text: String,
    /// The token of each, and where it stands in `text`.
    places: Vec<(usize, Range<usize>)>,
    /// Whether one of them begins a known phrase.
    phrases: bool,
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
            if let Some((len, senses)) = dictionary::phrase(&run) {
                token.senses = senses;
                token.end = tokens.get(i + len - 1).map_or(token.end, |t| t.end);
                skip_to = i + len;
            }
        }
        out.push(token);
    }
    out
}
