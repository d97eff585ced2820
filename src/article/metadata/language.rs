//! The page's language: declared, else told from its text.

use super::evidence::Evidence;
use super::page::Page;
use crate::block::Blocks;
use crate::label::Labels;

/// The page's language as a BCP 47 tag.
pub(super) fn choose(page: &Page, evidence: &Evidence, blocks: &Blocks, labels: &Labels) -> Option<String> {
    let declared =
        page.lang.into_iter().chain(evidence.languages.iter().map(|(_, text)| text.as_str())).find_map(tag);
    // Templates declare English whatever they hold: only another script than the text's is no matter of degree.
    if declared.as_ref().is_some_and(|declared| !declared.starts_with("en")) {
        return declared;
    }
    let text = text_of(blocks, labels);
    // Short texts and plain English leave a declared English as it is.
    if declared.is_some() && (text.len() <= SURE || is_english(&text)) {
        return declared;
    }
    let guessed = of_text(&text);
    match (declared, guessed) {
        (Some(declared), Some((guessed, sure))) => {
            let same = declared.split('-').next() == guessed.split('-').next();
            let template = declared.starts_with("en") && !same;
            Some(if template && sure { guessed } else { declared })
        }
        (declared, guessed) => declared.or(guessed.filter(|(_, sure)| *sure).map(|(tag, _)| tag)),
    }
}

/// Normalises what pages write: `pt_BR`, `EN-us`, `zh-hans-cn`, `de-DE,en`.
pub(super) fn tag(text: &str) -> Option<String> {
    let text = text.trim().split([',', ';', ' ', '.']).next()?;
    let mut parts = text.split(['-', '_']).filter(|part| !part.is_empty());
    let primary = parts.next()?.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == primary) {
        return Some((*code).to_owned());
    }
    if !(2..=3).contains(&primary.len())
        || !primary.bytes().all(|b| b.is_ascii_lowercase())
        || primary == "und"
    {
        return None;
    }
    let mut tag = primary;
    for part in parts.take(3) {
        if !part.bytes().all(|b| b.is_ascii_alphanumeric()) || part.len() > 8 {
            break;
        }
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(tag)
}

/// Languages that pages call by name.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("francais", "fr"),
    ("spanish", "es"),
    ("espanol", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("russian", "ru"),
    ("turkish", "tr"),
    ("eng", "en"),
    ("deu", "de"),
    ("ger", "de"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("spa", "es"),
    ("ita", "it"),
    ("por", "pt"),
];

/// Of texts no longer than this many bytes the language is never sure.
const SURE: usize = 300;
/// The most bytes of a text that are looked at.
const LOOKED_AT: usize = 4000;

/// The start of the text that is likely the article's.
fn text_of(blocks: &Blocks, labels: &Labels) -> String {
    let mut text = String::new();
    let likely = |at: &usize| labels.article.get(*at).is_some_and(|likely| *likely >= 0.5);
    for at in (0..blocks.len()).filter(likely) {
        text.push_str(blocks.text(at));
        text.push(' ');
        if text.len() > LOOKED_AT {
            break;
        }
    }
    text
}

/// Words of English that no other language has many of.
const LITTLE: [&[u8]; 14] = [
    b"the", b"and", b"of", b"that", b"with", b"this", b"from", b"have", b"which", b"are", b"they", b"you",
    b"it", b"The",
];
/// One of them in so many bytes is English.
const BYTES_EACH: usize = 70;

/// Whether a text is English beyond doubt: its little words, of which no other language has many, stand close. Counting
/// them is some fifty times cheaper than weighing all languages.
fn is_english(text: &str) -> bool {
    let start = &text.as_bytes()[..text.len().min(LOOKED_AT)];
    let words = start.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
    words.filter(|word| LITTLE.contains(word)).count() * BYTES_EACH >= start.len()
}

/// The language of a text by its first 4000 bytes, and whether that is sure.
pub(crate) fn of_text(text: &str) -> Option<(String, bool)> {
    let end = (0..=text.len().min(LOOKED_AT)).rev().find(|&end| text.is_char_boundary(end))?;
    let info = whatlang::detect(&text[..end])?;
    let code = info.lang().code();
    let code = SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short);
    Some((code.to_owned(), end > SURE && info.is_reliable()))
}

/// ISO 639-3 to 639-1.
#[rustfmt::skip]
const SHORT: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_english_is_taken_for_it_unweighed() {
        let english = "The storm that came from the sea tore the roofs of houses and sheds, and they are still without \
                       light. It is the third of its kind this year, with winds of the force which few have seen. ";
        let dutch = "De storm die van zee kwam rukte de daken van huizen of schuren af, en it is nog steeds donker. Het \
                     is de derde van dit jaar, met wind van een kracht die weinigen eerder hebben gezien. ";
        assert!(is_english(english) && !is_english(dutch));
        assert_eq!(of_text(&english.repeat(2)), Some(("en".to_owned(), true)));
        let german = "Der Sturm, der vom Meer kam, riss die Dächer von den Häusern und Schuppen. ";
        assert!(!is_english(&format!("{english}{}", german.repeat(30))));
        assert!(!is_english(&format!("the {}", "風が強い".repeat(30))));
    }

    #[test]
    fn tags_are_normalised() {
        for (written, normal) in [
            ("pt_BR", "pt-BR"),
            ("EN-us", "en-US"),
            ("zh-hans-cn", "zh-Hans-CN"),
            ("de", "de"),
            ("de-DE,en", "de-DE"),
            ("English", "en"),
            ("es-419", "es-419"),
            ("en_US.UTF-8", "en-US"),
        ] {
            assert_eq!(tag(written).as_deref(), Some(normal));
        }
        for bad in ["", "-", "x", "12", "und", "é"] {
            assert_eq!(tag(bad), None, "{bad}");
        }
    }
}
