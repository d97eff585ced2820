//! Counts of a text that say whether it is prose.

use crate::letters::is_unspaced;

/// What one text counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// Words; in scripts without spaces, half the characters.
    pub words: f32,
    /// Characters, without white space.
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
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '…' | '؟' | '۔' | '।')
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

/// Measures a text.
pub fn measure(text: &str) -> Measure {
    let mut m = Measure::default();
    let mut word = 0u32;
    let mut unspaced = 0u32;
    let mut after_end = false;
    let mut last = ' ';
    let mut rest = text;
    loop {
        // Runs of small letters change nothing but lengths.
        let run = small_letters(rest.as_bytes());
        if run > 0 {
            m.chars += run as u32;
            word += run as u32;
            (after_end, last) = (false, 'a');
            rest = &rest[run..];
        }
        let next = rest.chars().next();
        rest = next.map_or("", |c| &rest[c.len_utf8()..]);
        let c = next.unwrap_or(' ');
        if c.is_whitespace() {
            m.breaks += u32::from(c == '\n');
            if word > 0 {
                m.words += 1.0;
                m.short_words += u32::from(word <= 3);
                word = 0;
            }
            m.sentences += u32::from(after_end);
            after_end = false;
            if next.is_none() {
                break;
            }
            continue;
        }
        m.chars += 1;
        last = c;
        if c.is_ascii() {
            if word == 0 {
                m.capitalised += u32::from(c.is_ascii_uppercase());
            }
            m.upper += u32::from(c.is_ascii_uppercase());
            m.digits += u32::from(c.is_ascii_digit());
            m.commas += u32::from(c == ',');
            after_end = ends_sentence(c) || after_end && matches!(c, '"' | '\'' | ')');
            word += 1;
        } else if is_unspaced(c) {
            unspaced += 1;
        } else {
            if word == 0 {
                m.capitalised += u32::from(c.is_uppercase());
            }
            m.upper += u32::from(c.is_uppercase());
            m.commas += u32::from(matches!(c, '，' | '、' | '،'));
            let full_width = matches!(c, '。' | '！' | '？');
            m.sentences += u32::from(full_width);
            after_end =
                !full_width && ends_sentence(c) || after_end && matches!(c, '”' | '“' | '»' | '’' | '」');
            word += u32::from(!full_width);
        }
    }
    m.words += unspaced as f32 / 2.0;
    m.ends_sentence = ends_sentence(last) || matches!(last, '"' | '”' | '»' | '」' | '’' | ':');
    m
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
    fn prose_is_counted() {
        let m = measure("It rained, they said. “Why?” Nobody knew 42");
        assert_eq!(m.words, 8.0);
        assert_eq!((m.commas, m.sentences, m.digits), (1, 2, 2));
        assert!(!m.ends_sentence);
        assert_eq!(measure("雨が降った。").sentences, 1);
        assert_eq!(measure("雨が降った。").words, 2.5);
        assert_eq!(measure("人々が来た").words, 2.5);
        assert_eq!(measure("မိုးရွာသည်").words, 5.0);
    }
}
