//! What several rooms ask of a character: whether its script has spaces, what digit it is, which letter it stands for.

/// Han and kana, half-width too.
pub fn is_han_or_kana(c: char) -> bool {
    matches!(c as u32, 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xff9f
        | 0x20000..=0x3ffff)
}

/// A script that is written without spaces between words: Han and kana, Thai, Lao, Burmese, Khmer.
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff) || is_han_or_kana(c)
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
    fn scripts_without_spaces() {
        assert!("雨々ーカｶกລမខ𠮷".chars().all(is_unspaced));
        assert!("aéя가ع।".chars().all(|c| !is_unspaced(c)));
        assert!("กລမខ".chars().all(|c| !is_han_or_kana(c)));
    }
}
