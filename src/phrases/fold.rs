//! Folding of text to the form in which the phrase table is written, and the
//! reading of numbers.

use std::cell::OnceCell;

use crate::letters::{digit, is_alphabetic, is_alphanumeric, is_han_or_kana, mixed_up};

/// A folded text that can tell the place each of its bytes came from.
pub(super) struct Folded<'a> {
    original: &'a str,
    /// The folded text.
    pub text: String,
    /// For each byte of `text` the byte range of the original it stands for: most texts are never asked.
    map: OnceCell<Vec<(u32, u32)>>,
}

impl Folded<'_> {
    /// Folds `text`.
    pub fn new(text: &str) -> Folded<'_> {
        let mut folded = String::with_capacity(text.len());
        run(text, &mut folded, None);
        Folded { original: text, text: folded, map: OnceCell::new() }
    }

    /// The original byte range of the folded byte range `start..end`.
    pub fn origin(&self, start: usize, end: usize) -> (usize, usize) {
        let map = self.map.get_or_init(|| {
            let mut map = Vec::with_capacity(self.text.len());
            run(self.original, &mut String::with_capacity(self.text.len()), Some(&mut map));
            map
        });
        let first = map.get(start).map_or(0, |m| m.0 as usize);
        let last = end.checked_sub(1).and_then(|i| map.get(i)).map_or(first, |m| m.1 as usize);
        (first, last.max(first))
    }
}

/// Folds `text` into `out` (cleared first): lower case, every number one `#`,
/// white space single, ornament and most punctuation gone.
///
/// What stays inside a text: a colon after a word, `>` for arrows and guillemets
/// used as separators, `|` for bars and bullets, `-` for dashes, and marks within
/// a word (`e-mail`, `don't`, `add.com`, `and/or`). Between Han or kana characters,
/// and between these or Hangul and a number, no space is kept. Letters that
/// writers of a language mix up are made one ([`mixed_up`]).
pub fn fold(text: &str, out: &mut String) {
    out.clear();
    run(text, out, None);
}

/// Hangul, where particles and counters are glued to the word.
pub(super) fn hangul(c: char) -> bool {
    matches!(c as u32, 0xac00..=0xd7af | 0x1100..=0x11ff | 0x3130..=0x318f)
}

/// A mark that may stand between the groups of digits of one number.
fn groups(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | '\''
            | '\u{2019}'
            | '\u{a0}'
            | '\u{202f}'
            | '\u{2009}'
            | '\u{66b}'
            | '\u{66c}'
            | '\u{ff0c}'
    )
}

/// A magnitude written right after the digits.
fn magnitude(c: char) -> Option<f64> {
    Some(match c {
        'k' | 'K' | '千' | '천' => 1e3,
        'm' | 'M' => 1e6,
        '万' | '萬' | '만' => 1e4,
        '亿' | '億' | '억' => 1e8,
        _ => return None,
    })
}

/// The length in bytes of the number at the start of `text`, with its value.
///
/// `text` must start with a digit.
pub(super) fn read_number(text: &str) -> (usize, u64) {
    let mut value = 0u64;
    let mut fraction = 0f64;
    let mut scale = 1f64;
    let mut in_fraction = false;
    let mut counting = true;
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some(&(at, c)) = chars.peek() {
        if let Some(d) = digit(c) {
            if in_fraction {
                scale /= 10.0;
                fraction += f64::from(d) * scale;
            } else if counting {
                value = value.saturating_mul(10).saturating_add(u64::from(d));
            }
            end = at + c.len_utf8();
            chars.next();
            continue;
        }
        let after = &text[at + c.len_utf8()..];
        let run = after.chars().take_while(|&c| digit(c).is_some()).count();
        if !groups(c) || run == 0 {
            break;
        }
        if run != 3 || in_fraction {
            // "12.03" is twelve and a part, "12.03.19" is a date: its first number counts.
            if c.is_whitespace() {
                break;
            }
            counting = false;
            in_fraction = scale >= 1.0 && !in_fraction;
        }
        chars.next();
    }
    let mut rest = text[end..].chars();
    if let Some(factor) = rest.next().and_then(magnitude) {
        let mark = text[end..].chars().next().map_or(0, char::len_utf8);
        let glued =
            text[end..].starts_with(|c: char| c.is_ascii()) && rest.next().is_some_and(is_alphanumeric);
        if !glued {
            let total = (value as f64 + fraction) * factor;
            // A float to integer cast saturates, so absurd counts stay harmless.
            return (end + mark, total.round() as u64);
        }
    }
    (end, value)
}

/// What a character does to the folded text.
enum Act {
    Drop,
    Space,
    Wrap,
    Colon,
    Joint(char),
    Mark(char),
    Letter,
}

fn act(c: char) -> Act {
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{640}'
        | '\u{64b}'..='\u{655}'
        | '\u{670}'
        | '\u{591}'..='\u{5c7}'
        | '\u{307}'
        | '®'
        | '™' => Act::Drop,
        ':' | '\u{fe55}' => Act::Colon,
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '„' | '‟' | '״' | '‹' => Act::Wrap,
        '.' | '/' | '\'' | '’' | '‘' | '׳' | '`' | '´' => Act::Joint(match c {
            '.' | '/' => c,
            _ => '\'',
        }),
        '-' | '‐' | '‑' => Act::Joint('-'),
        '–' | '—' | '―' | '‒' => Act::Mark('-'),
        '|' | '·' | '•' | '∙' | '│' | '¦' | '‧' | '⋅' | '●' | '○' => Act::Mark('|'),
        '>' | '›' | '»' | '→' | '▶' | '▸' | '►' | '❯' | '⟩' | '➔' | '➜' => Act::Mark('>'),
        '&' | '@' | '©' => Act::Letter,
        '\u{30fb}' | '\u{e000}'..='\u{f8ff}' | '\u{2190}'..='\u{2bff}' => Act::Space,
        '\u{1f000}'..='\u{1faff}' => Act::Space,
        c if is_alphanumeric(c) => Act::Letter,
        // Combining marks and scripts' own signs are kept with their letters.
        c if !c.is_ascii() && matches!(c as u32, 0x300..=0x36f | 0x900..=0xe7f) => Act::Letter,
        _ => Act::Space,
    }
}

struct Sink<'a> {
    out: &'a mut String,
    map: Option<&'a mut Vec<(u32, u32)>>,
    /// A gap not yet written: a space, or a separator with a space on each side.
    gap: Option<char>,
    /// Whether a guillemet has opened a quotation.
    quoted: bool,
}

impl Sink<'_> {
    /// Takes up a character that is no plain letter, digit or space, with the one after it in mind.
    fn take(&mut self, c: char, after: Option<char>, from: usize, to: usize) {
        match act(c) {
            Act::Drop => {}
            Act::Letter => {
                for letter in c.to_lowercase().filter(|&letter| letter != '\u{307}') {
                    self.put(mixed_up(letter), from, to);
                }
            }
            Act::Wrap => {
                let in_word = self.ends_in_word() && after.is_some_and(is_alphabetic);
                if !in_word {
                    self.widen(' ');
                }
            }
            Act::Joint(mark) if self.ends_in_word() && after.is_some_and(is_alphanumeric) => {
                self.put(mark, from, to);
            }
            Act::Joint(mark @ ('-' | '/')) => self.widen(mark),
            Act::Joint(_) => self.widen(' '),
            Act::Colon => self.colon(after, from, to),
            Act::Mark(_) if c == '»' && self.quoted => {
                self.quoted = false;
                self.widen(' ');
            }
            Act::Mark(mark) => self.widen(mark),
            Act::Space => {
                self.quoted |= c == '«';
                self.widen(' ');
            }
        }
    }

    /// A colon stays between the figures of a time, and behind a word.
    fn colon(&mut self, after: Option<char>, from: usize, to: usize) {
        if self.ends_in_word() && after.is_some_and(is_alphanumeric) {
            self.put(':', from, to);
            if after.is_none_or(|c| digit(c).is_none()) {
                self.widen(' ');
            }
            return;
        }
        let last = self.out.chars().next_back();
        if matches!(self.gap, None | Some(' ')) && last.is_some_and(|c| c != ':') {
            self.gap = None;
            self.raw(':', from, to);
        }
        self.widen(' ');
    }

    /// Whether what was written last is part of a word or a number.
    fn ends_in_word(&self) -> bool {
        self.gap.is_none() && self.out.chars().next_back().is_some_and(|c| is_alphanumeric(c) || c == '#')
    }

    /// A colon at the end says nothing.
    fn end(self) {
        let mut map = self.map;
        while self.out.ends_with(':') {
            self.out.pop();
            if let Some(map) = map.as_deref_mut() {
                map.pop();
            }
        }
    }

    fn raw(&mut self, c: char, from: usize, to: usize) {
        self.out.push(c);
        if let Some(map) = self.map.as_deref_mut() {
            for _ in 0..c.len_utf8() {
                map.push((from as u32, to as u32));
            }
        }
    }

    /// Takes up plain letters, which need no look around.
    fn letters(&mut self, letters: &str, from: usize) {
        match (self.gap.take(), self.out.as_bytes().last()) {
            (_, None) => {}
            (Some(' '), Some(_)) | (None, Some(b'#')) => self.raw(' ', from, from),
            (Some(mark), Some(_)) => {
                self.raw(' ', from, from);
                self.raw(mark, from, from);
                self.raw(' ', from, from);
            }
            (None, Some(_)) => {}
        }
        let start = self.out.len();
        self.out.push_str(letters);
        if let Some(added) = self.out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        if let Some(map) = self.map.as_deref_mut() {
            map.extend((from..from + letters.len()).map(|at| (at as u32, at as u32 + 1)));
        }
    }

    fn widen(&mut self, c: char) {
        if c != ' ' || self.gap.is_none() {
            self.gap = Some(match self.gap {
                Some(old) if old != ' ' => old,
                _ => c,
            });
        }
    }

    fn put(&mut self, c: char, from: usize, to: usize) {
        let last = self.out.chars().next_back();
        match (self.gap.take(), last) {
            (_, None) => {}
            (Some(' '), Some(l)) => {
                let near = |x: char, y: char| {
                    is_han_or_kana(x) && (is_han_or_kana(y) || y == '#') || hangul(x) && y == '#'
                };
                if !near(l, c) && !near(c, l) {
                    self.raw(' ', from, from);
                }
            }
            (Some(mark), Some(_)) => {
                self.raw(' ', from, from);
                self.raw(mark, from, from);
                self.raw(' ', from, from);
            }
            (None, Some(l)) => {
                let spaced = |x: char| is_alphabetic(x) && !is_han_or_kana(x) && !hangul(x);
                if (l == '#' && spaced(c)) || (c == '#' && spaced(l)) {
                    self.raw(' ', from, from);
                }
            }
        }
        self.raw(c, from, to);
    }
}

/// How far a text goes on with letters.
fn word_length(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// How far a text, which begins with a letter, goes on with words parted by single spaces.
fn words_length(text: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += word_length(&text[at..]);
        match text.get(at..) {
            Some([b' ', next, ..]) if next.is_ascii_alphabetic() => at += 1,
            _ => return at,
        }
    }
}

fn run(text: &str, out: &mut String, map: Option<&mut Vec<(u32, u32)>>) {
    let mut sink = Sink { out, map, gap: None, quoted: false };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let mut next = at + c.len_utf8();
        if c == ' ' {
            sink.widen(' ');
        } else if c.is_ascii_alphabetic() {
            let rest = &text.as_bytes()[at..];
            // The spaces between words have places of their own in a map.
            next = at + if sink.map.is_some() { word_length(rest) } else { words_length(rest) };
            sink.letters(&text[at..next], at);
        } else if digit(c).is_some() {
            next = at + read_number(&text[at..]).0;
            sink.put('#', at, next);
        } else {
            sink.take(half_width(c), text[next..].chars().next(), at, next);
        }
        at = next;
    }
    sink.end();
}

/// Full-width forms are the ASCII characters in East Asian dress.
fn half_width(c: char) -> char {
    match c as u32 {
        full @ 0xff01..=0xff5e => char::from_u32(full - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_folded_alike_with_the_places_of_its_bytes() {
        for text in [
            "Leave  a Reply",
            "a b. C d, e-mail me",
            "3 of 4 like it",
            "Ünder  “the” Sky i",
            "a b\u{a0}c 中 d",
            "",
        ] {
            let (mut plain, mut placed, mut map) = (String::new(), String::new(), Vec::new());
            run(text, &mut plain, None);
            run(text, &mut placed, Some(&mut map));
            assert_eq!((plain.as_str(), map.len()), (placed.as_str(), placed.len()), "{text}");
        }
    }
}
