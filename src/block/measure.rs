//! Counts of a text that say whether it is prose, alike in all scripts: a script without spaces has words of five letters, each
//! two signs, and a sentence begins with a capital, also where its script has none.

use crate::letters::{is_caseless, is_hangul, is_unspaced, is_wide_mark};

/// Letters of a word in a script without spaces.
const LETTERS_A_WORD: f32 = 5.0;
/// The share of words of up to three letters in most languages' prose.
const SHORT_WORDS: f32 = 0.4;

/// What one text counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// Words; in scripts without spaces, half the characters.
    pub words: f32,
    /// Characters, without white space; a sign of a script without spaces stands for two and a half letters, a Korean
    /// syllable for two.
    pub chars: u32,
    /// Commas of all scripts.
    pub commas: u32,
    /// Full stops, exclamation and question marks at a sentence's end.
    pub sentences: u32,
    /// Upper-case letters.
    pub upper: u32,
    /// Decimal digits.
    pub digits: u32,
    /// Line breaks.
    pub breaks: u32,
    /// Words of up to three letters.
    pub short_words: u32,
    /// Words that start with an upper-case letter.
    pub capitalised: u32,
    /// The last character ends a sentence.
    pub ends_sentence: bool,
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '։' | '።') || is_full_stop(c)
}

/// Ends a sentence with no space behind it.
fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．' | '｡' | '။' | '។')
}

/// How many small ASCII letters a text begins with.
fn small_letters(text: &[u8]) -> usize {
    let mut run = 0;
    while let Some(bytes) = text[run..].first_chunk() {
        let own = small_of_eight(u64::from_le_bytes(*bytes));
        run += own;
        if own < 8 {
            return run;
        }
    }
    run + text[run..].iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// How many of eight bytes, from the lowest on, are small letters: looked at all at once.
fn small_of_eight(bytes: u64) -> usize {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = 0x80 * EACH;
    let seven = bytes & !HIGH;
    let from_a = seven + EACH * u64::from(0x80 - b'a');
    let behind_z = seven + EACH * u64::from(0x80 - (b'z' + 1));
    let small = from_a & !behind_z & !bytes & HIGH;
    ((small ^ HIGH).trailing_zeros() / 8) as usize
}

/// Where the walk through a text stands.
#[derive(Default)]
struct Course {
    measure: Measure,
    /// Letters of the word so far.
    word: u32,
    /// Letters without spaces, in all.
    unspaced: u32,
    /// A mark that ends a sentence came before.
    after_end: bool,
    /// A letter that has no case has begun the sentence.
    begun: bool,
    last: char,
}

/// Measures a text.
pub fn measure(text: &str) -> Measure {
    let mut course = Course { last: ' ', ..Course::default() };
    let mut rest = text;
    loop {
        // Runs of small letters change nothing but lengths.
        let run = small_letters(rest.as_bytes());
        if run > 0 {
            course.measure.chars += run as u32;
            course.word += run as u32;
            (course.after_end, course.last) = (false, 'a');
            rest = &rest[run..];
        }
        let Some(c) = rest.chars().next() else { return course.end() };
        rest = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            course.measure.breaks += u32::from(c == '\n');
            course.space();
            continue;
        }
        course.measure.chars += 1;
        course.last = c;
        if c.is_ascii() {
            course.ascii(c);
        } else {
            course.wide(c);
        }
    }
}

impl Course {
    fn space(&mut self) {
        let m = &mut self.measure;
        if self.word > 0 {
            m.words += 1.0;
            m.short_words += u32::from(self.word <= 3);
            self.word = 0;
        }
        m.sentences += u32::from(self.after_end);
        self.begun &= !self.after_end;
        self.after_end = false;
    }

    #[inline]
    fn ascii(&mut self, c: char) {
        let m = &mut self.measure;
        if self.word == 0 {
            m.capitalised += u32::from(c.is_ascii_uppercase());
        }
        m.upper += u32::from(c.is_ascii_uppercase());
        m.digits += u32::from(c.is_ascii_digit());
        m.commas += u32::from(c == ',');
        self.after_end = ends_sentence(c) || self.after_end && matches!(c, '"' | '\'' | ')');
        self.word += 1;
    }

    fn wide(&mut self, c: char) {
        let m = &mut self.measure;
        if is_full_stop(c) {
            m.sentences += 1;
            (self.begun, self.after_end) = (false, false);
            return;
        }
        if is_unspaced(c) {
            self.unspaced += 1;
            self.after_end = false;
        } else {
            let capital = c.is_uppercase();
            m.capitalised += u32::from(capital && self.word == 0);
            m.upper += u32::from(capital);
            m.commas += u32::from(matches!(c, '，' | '、' | '،'));
            self.after_end = ends_sentence(c) || self.after_end && matches!(c, '”' | '“' | '»' | '’' | '」');
            let syllable = u32::from(is_hangul(c));
            m.chars += syllable;
            self.word += if is_wide_mark(c) { 0 } else { 1 + syllable };
        }
        if !self.begun && is_caseless(c) {
            m.capitalised += 1;
            m.upper += 1;
            self.begun = true;
        }
    }

    fn end(mut self) -> Measure {
        self.space();
        let (mut m, words) = (self.measure, self.unspaced as f32 / 2.0);
        m.words += words;
        m.short_words += (SHORT_WORDS * words).round() as u32;
        m.chars += ((LETTERS_A_WORD - 2.0) * words) as u32;
        m.ends_sentence =
            ends_sentence(self.last) || matches!(self.last, '"' | '”' | '»' | '」' | '’' | ':' | '：');
        m
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_small_letters_end_where_they_end() {
        for end in 0..=255u8 {
            for length in 0..20 {
                let text = [&b"azmbycxdwevfugthsiqp"[..length], &[end], b"abc"].concat();
                let counted = text.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
                assert_eq!(small_letters(&text), counted, "{end} after {length}");
            }
        }
        assert_eq!(small_letters(b""), 0);
    }

    #[test]
    fn scripts_without_spaces_or_capitals_looked_like_no_prose() {
        let han = measure("雨下了一整夜，河水漫过了老桥。「你们走吗？」没有人回答");
        assert_eq!((han.words, han.commas, han.sentences), (11.0, 1, 2));
        assert_eq!((han.capitalised, han.upper, han.short_words), (3, 3, 4));
        assert!((4.0..7.0).contains(&(han.chars as f32 / han.words)), "{han:?}");
        let korean = measure("밤새 비가 내렸다. 강이 넘쳤다.");
        assert_eq!((korean.words, korean.sentences, korean.capitalised), (5.0, 2, 2));
        assert_eq!(measure("هطل المطر. فاض النهر.").capitalised, 2);
        assert_eq!(measure("Éva came. éva left. Émile").capitalised, 2);
        assert!(measure("有三个问题：").ends_sentence);
    }

    #[test]
    fn prose_is_counted() {
        let m = measure("It rained, they said. “Why?” Nobody knew 42");
        assert_eq!(m.words, 8.0);
        assert_eq!((m.commas, m.sentences, m.digits), (1, 2, 2));
        assert!(!m.ends_sentence);
        assert_eq!(measure("人々が来た").words, 2.5);
        assert_eq!(measure("မိုးရွာသည်").words, 5.0);
    }
}
