//! What several rooms ask of a character: whether it is a letter, whether its script has spaces, what digit it is, which letter it stands for.

/// Han and kana, half-width too.
pub fn is_han_or_kana(c: char) -> bool {
    matches!(c as u32, 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xff9f
        | 0x20000..=0x3ffff)
}

/// A script that is written without spaces between words: Han and kana, Thai, Lao, Burmese, Khmer.
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff) || is_han_or_kana(c)
}

/// A syllable of the Korean script.
pub fn is_hangul(c: char) -> bool {
    matches!(c as u32, 0xac00..=0xd7a3)
}

/// Punctuation of Han and kana, which stands between words and is none: "。".
pub fn is_wide_mark(c: char) -> bool {
    matches!(c as u32, 0x3000..=0x303f | 0xff00..=0xff0f | 0xff1a..=0xff20 | 0xff3b..=0xff40 | 0xff5b..=0xff65)
}

/// Whether the script of a letter has capitals: Latin, Greek, Cyrillic, Armenian, Georgian and a few that hardly anybody writes.
pub fn has_case(c: char) -> bool {
    matches!(c as u32, 0..0x590 | 0x10a0..=0x10ff | 0x13a0..=0x13ff | 0x1c80..=0x1cbf | 0x1d00..=0x1fff
        | 0x2100..=0x218f | 0x2460..=0x24ff | 0x2c00..=0x2d2f | 0xa640..=0xa69f | 0xa720..=0xa7ff | 0xab30..=0xabbf | 0xfb00..=0xfb17 | 0xff21..=0xff5a
        | 0x10400..=0x104ff | 0x1e900..=0x1e95f)
}

/// A letter of a script without capitals.
pub fn is_caseless(c: char) -> bool {
    !c.is_ascii() && !has_case(c) && is_alphabetic(c)
}

/// Whether the character is a letter or a digit, as the standard library has it.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && surely_letter(c).unwrap_or_else(|| c.is_alphanumeric())
}

/// Whether the character is a letter, as the standard library has it.
#[inline]
pub fn is_alphabetic(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && surely_letter(c).unwrap_or_else(|| c.is_alphabetic())
}

/// Whether the character is a letter, or neither letter nor digit, where its place among others tells: the standard
/// library goes through a table from its start to the character, some hundred steps for each letter that is not ASCII.
fn surely_letter(c: char) -> Option<bool> {
    match c as u32 {
        // Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, Latin with more accents.
        0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x2c1 | 0x3a3..=0x3f5 | 0x400..=0x481 | 0x48a..=0x52f => {
            Some(true)
        }
        0x5d0..=0x5ea | 0x620..=0x64a | 0x904..=0x939 | 0xe01..=0xe30 | 0x1e00..=0x1eff => Some(true),
        // Kana, Han, Hangul.
        0x3041..=0x3096 | 0x30a1..=0x30fa | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3 => Some(true),
        // The no-break space and signs of Latin-1, punctuation, currencies, arrows, boxes.
        0xa0..=0xa9 | 0xab..=0xb1 | 0xbb | 0xbf | 0xd7 | 0xf7 => Some(false),
        0x2000..=0x206f | 0x20a0..=0x20bf | 0x2190..=0x23ff | 0x2500..=0x2775 => Some(false),
        0x3000..=0x3004 | 0x3008..=0x3020 | 0xff01..=0xff0f => Some(false),
        _ => None,
    }
}

/// The words of a text, punctuation off; of scripts without spaces, every two letters in a row, which is how long most of
/// their words are.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = &rest[rest.find(is_alphanumeric)?..];
        if let Some((pair, behind)) = pair_of_letters(word) {
            rest = behind;
            return Some(pair);
        }
        let (word, behind) = word.split_at(word.find(ends_word).unwrap_or(word.len()));
        rest = behind;
        Some(word)
    })
}

/// Whether a word ends before the character.
#[inline]
pub fn ends_word(c: char) -> bool {
    !is_alphanumeric(c) || is_unspaced(c)
}

/// Of a text that begins with letters of a script without spaces, the first two, or the one that there is, and what is behind
/// the first, or behind both where no third follows.
pub fn pair_of_letters(text: &str) -> Option<(&str, &str)> {
    let mut letters = text
        .char_indices()
        .map_while(|(at, c)| (is_unspaced(c) && is_alphanumeric(c)).then_some(at + c.len_utf8()));
    let first = letters.next()?;
    let second = letters.next().unwrap_or(first);
    let behind = if letters.next().is_some() { first } else { second };
    Some((&text[..second], &text[behind..]))
}

/// How many words a text has, parted by white space; two letters of a script without spaces count as a word.
pub fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        return count_ascii_words(text.as_bytes());
    }
    let lines = text.split('\n');
    let count = |line: &str| match line.is_ascii() {
        true => count_ascii_words(line.as_bytes()),
        false => count_all_words(line),
    };
    lines.map(count).sum()
}

/// As [`count_words`], of any text.
fn count_all_words(text: &str) -> usize {
    let (mut words, mut unspaced, mut spaced) = (0, 0_usize, false);
    for c in text.chars() {
        if c.is_ascii() || !is_unspaced(c) {
            let part = !c.is_whitespace() && !is_wide_mark(c);
            words += usize::from(part && !spaced);
            spaced = part;
        } else {
            unspaced += 1;
            spaced = false;
        }
    }
    words + unspaced.div_ceil(2)
}

/// As [`count_words`]; written so that it becomes a few instructions for many bytes.
fn count_ascii_words(text: &[u8]) -> usize {
    const AT_ONCE: usize = 128; // their count still is a byte
    let is_space = |byte: u8| byte == b' ' || byte.wrapping_sub(b'\t') < 5;
    let Some((&first, behind)) = text.split_first() else { return 0 };
    let begins = |(before, here): (&[u8], &[u8])| {
        let each =
            before.iter().zip(here).map(|(&before, &here)| u8::from(is_space(before) & !is_space(here)));
        usize::from(each.sum::<u8>())
    };
    let inside: usize = text.chunks(AT_ONCE).zip(behind.chunks(AT_ONCE)).map(begins).sum();
    inside + usize::from(!is_space(first))
}

/// The value of a decimal digit of the scripts in use on the web.
pub fn digit(c: char) -> Option<u8> {
    let zero = match c as u32 {
        0x30..=0x39 => 0x30,
        0x660..=0x669 => 0x660,
        0x6f0..=0x6f9 => 0x6f0,
        0x966..=0x96f => 0x966,
        0x9e6..=0x9ef => 0x9e6,
        0xe50..=0xe59 => 0xe50,
        0x1040..=0x1049 => 0x1040,
        0x17e0..=0x17e9 => 0x17e0,
        0xff10..=0xff19 => 0xff10,
        _ => return None,
    };
    u8::try_from(c as u32 - zero).ok()
}

/// Of small letters that the writers of one language mix up, the one that stands for all: Arabic and Persian yeh, kaf
/// and alef, Turkish dotless i, Romanian comma and cedilla, Russian yo, Greek accents and final sigma.
///
/// Accents of Latin letters stay: names of months are looked up without them, stock phrases with them.
pub fn mixed_up(c: char) -> char {
    match c {
        'ı' => 'i',
        'ё' => 'е',
        'ς' => 'σ',
        'ά' | 'ὰ' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' | 'آ' => 'ا',
        '\u{219}' => '\u{15f}',
        '\u{21b}' => '\u{163}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_all_scripts() {
        for (text, value) in [("0٠۰०০๐၀០０", 0), ("7٧۷७৭๗၇៧７", 7), ("9٩۹९৯๙၉៩９", 9)]
        {
            assert!(text.chars().all(|c| digit(c) == Some(value)), "{text}");
        }
        assert!("a²½Ⅷ五".chars().all(|c| digit(c).is_none()));
    }

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn words_are_parted_by_white_space_of_every_kind() {
        let pieces = [
            "", " ", "\n", "a", "bc", "\t", "\x0b", "\x1c", "é", "\u{a0}", "\u{3000}", "\u{200b}", "\u{85}",
            "\r\n",
        ];
        for (a, b) in pieces.iter().flat_map(|a| pieces.iter().map(move |b| (a, b))) {
            for c in pieces {
                let text = format!("{a}{b}{c}{a} {c}{b}");
                assert_eq!(count_words(&text), text.split_whitespace().count(), "{text:?}");
                let long = text.repeat(100);
                assert_eq!(count_words(&long), long.split_whitespace().count(), "{text:?}");
            }
        }
    }

    #[test]
    fn a_line_without_spaces_was_one_word() {
        for (text, words) in
            [("雨が降った。", 3), ("雨 Regen、雨", 2), ("第3章", 2), ("비가 왔다", 2), ("ฝนตก", 2)]
        {
            assert_eq!(count_words(text), words, "{text}");
        }
    }

    #[test]
    fn words_of_scripts_without_spaces_are_pairs() {
        let all = |text| words(text).collect::<Vec<_>>();
        assert_eq!(
            all("Rain, 雨が降った。iPhone很好 x_1"),
            ["Rain", "雨が", "が降", "降っ", "った", "iPhone", "很好", "x", "1"]
        );
        assert_eq!(all("雨! 비가"), ["雨", "비가"]);
        assert!(all(" –。").is_empty());
    }

    #[test]
    fn scripts_with_capitals() {
        for c in '\0'..=char::MAX {
            let capitals = c.is_uppercase() || c.is_lowercase() && c.to_uppercase().next() != Some(c);
            assert!(!capitals || has_case(c) || c as u32 > 0xffff, "{c:?} {:x}", c as u32);
        }
        assert!("雨が가ع।אहღ".chars().all(|c| !has_case(c) || c == 'ღ'));
    }

    #[test]
    fn scripts_without_spaces() {
        assert!("雨々ーカｶกລမខ𠮷".chars().all(is_unspaced));
        assert!("aéя가ع।".chars().all(|c| !is_unspaced(c)));
        assert!("กລမខ".chars().all(|c| !is_han_or_kana(c)));
    }
}
