//! The number in a counter.

use super::fold::{fold, read_number};
use crate::letters::digit;

/// The number of the first number in a counter.
///
/// Understands grouped and shortened figures ("1,234", "1.234", "1.2K", "3万") and,
/// in short texts without figures, words for none and one ("No comments", "Ein
/// Kommentar") in many languages, and up to twelve in English.
pub fn number(text: &str) -> Option<u64> {
    if let Some(at) = text.find(|c| digit(c).is_some()) {
        let (len, value) = read_number(&text[at..]);
        let unit = text[at + len..].trim_start().split([' ', '\u{a0}', '.']).next();
        let factor = match unit.map(str::to_lowercase).as_deref() {
            Some("тыс" | "тис" | "tys" | "tis" | "tsd" | "bin" | "rb" | "ribu" | "mila" | "mil") => {
                1000
            }
            Some("mio" | "млн" | "mln" | "jt" | "million" | "millions") => 1_000_000,
            _ => return Some(value),
        };
        return Some(scaled(&text[at..at + len], value, factor));
    }
    if text.len() > 120 {
        return None;
    }
    let mut folded = String::new();
    fold(text, &mut folded);
    let mut first_words = folded.split(' ').take(4);
    if let Some(n) = first_words.find_map(|w| word(w.trim_end_matches(':'))) {
        return Some(n);
    }
    const NONE: &[&str] = &[
        "没有",
        "沒有",
        "暂无",
        "暫無",
        "尚无",
        "尚無",
        "无评论",
        "無留言",
        "还没",
        "還沒",
        "ありません",
        "まだない",
        "なし",
        "없습니다",
        "없음",
        "없어요",
        "لا توجد",
        "لا یوجد",
        "без коммент",
        "коментарів немає",
        "комментариев нет",
        "yok",
        "nincs",
        "không có",
        "chưa có",
        "belum ada",
        "tidak ada",
    ];
    NONE.iter().any(|n| folded.contains(n)).then_some(0)
}

/// The value of a figure such as "1,2" times its unit, the fraction kept.
fn scaled(figure: &str, value: u64, factor: u64) -> u64 {
    let tenths = figure
        .rsplit_once([',', '.'])
        .and_then(|(_, part)| part.chars().next().filter(|_| part.chars().count() < 3))
        .and_then(digit)
        .map_or(0, u64::from);
    value.saturating_mul(factor).saturating_add(tenths * (factor / 10))
}

fn word(w: &str) -> Option<u64> {
    Some(match w {
        "no" | "zero" | "kein" | "keine" | "aucun" | "aucune" | "sin" | "ningún" | "ninguna" | "nenhum"
        | "nenhuma" | "sem" | "nessun" | "nessuna" | "geen" | "brak" | "žádné" | "žádný" | "bez" | "нет"
        | "немає" | "hiç" | "بدون" | "هیچ" | "אין" | "tiada" | "inga" | "ingen" | "ei" | "nincs"
        | "niciun" | "nicio" | "fără" | "κανενα" | "καμια" | "nema" | "няма" => 0,
        "one" | "a" | "an" | "single" | "ein" | "eine" | "einen" | "un" | "une" | "una" | "uno" | "um"
        | "uma" | "één" | "jeden" | "jedna" | "один" | "одна" | "bir" | "یک" | "واحد" | "אחת" | "satu"
        | "một" | "en" | "ett" | "et" | "én" | "yksi" | "egy" | "ενα" | "μια" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        _ => return None,
    })
}
