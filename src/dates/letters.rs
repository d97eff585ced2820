//! Letters as names of months are looked up by: which show, and what they are without accents.

use crate::letters::{is_alphabetic, is_han_or_kana, mixed_up};

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
    (is_alphabetic(c) && c != 'º' && c != 'ª') || matches!(c as u32, 0x900..=0x963)
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
        0xC0..=0x24F => at(FOLD_LATIN, 0xC0),
        0x1E00..=0x1EFF => at(FOLD_LATIN_ADDITIONAL, 0x1E00),
        _ => None,
    };
    if let Some(f) = latin {
        return f;
    }
    match mixed_up(c.to_lowercase().next().unwrap_or(c)) {
        'й' => 'и',
        'ї' => 'і',
        'ٱ' => 'ا',
        'ة' => 'ه',
        '\u{95E}' => 'फ',
        other => other,
    }
}

/// Plain letters for U+00C0..U+0250; `.` where there is none.
static FOLD_LATIN: &[u8] = b"aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll..llnnnnnn...oooooooorrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz................e................oo.............uu............................aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................";
/// Plain letters for U+1E00..U+1F00; `.` where there is none.
static FOLD_LATIN_ADDITIONAL: &[u8] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy....s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";
