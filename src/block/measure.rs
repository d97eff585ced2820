//! Counts of a text that say whether it is prose.

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

fn is_unspaced_script(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{e00}'..='\u{eff}')
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '…' | '؟' | '۔' | '।')
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
        let run = rest.bytes().take_while(u8::is_ascii_lowercase).count();
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
        } else if is_unspaced_script(c) {
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
    fn prose_is_counted() {
        let m = measure("It rained, they said. “Why?” Nobody knew 42");
        assert_eq!(m.words, 8.0);
        assert_eq!((m.commas, m.sentences, m.digits), (1, 2, 2));
        assert!(!m.ends_sentence);
        assert_eq!(measure("雨が降った。").sentences, 1);
        assert_eq!(measure("雨が降った。").words, 2.5);
    }
}
