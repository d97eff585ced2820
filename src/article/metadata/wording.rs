//! Texts compared and tidied: folding for comparison, entities, white space.

use memchr::{memchr, memchr2};

use crate::dom::Dom;
use crate::letters::{self, is_alphanumeric};

/// Letters and digits in lower case, words parted by one space: two texts are the same when their folds are.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if is_alphanumeric(c) || c == '_' {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            if c.is_ascii() {
                out.push(c.to_ascii_lowercase());
            } else {
                out.extend(c.to_lowercase());
            }
        } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}') {
            gap = true;
        }
    }
    out
}

fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    loop {
        rest = &rest[rest.bytes().take_while(|byte| !part(byte)).count()..];
        let (word, behind) = rest.split_at(rest.bytes().take_while(part).count());
        if word.is_empty() {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        rest = behind;
    }
    out.make_ascii_lowercase();
    out
}

/// Whether a text's fold is `folded`, without making it: most texts differ in their first letters.
pub(super) fn folds_to(text: &str, folded: &str) -> bool {
    let mut expected = folded.chars();
    let (mut gap, mut begun) = (false, false);
    for c in text.chars() {
        if is_alphanumeric(c) || c == '_' {
            if gap && begun && expected.next() != Some(' ') {
                return false;
            }
            (gap, begun) = (false, true);
            if !c.to_lowercase().all(|c| expected.next() == Some(c)) {
                return false;
            }
        } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}') {
            gap = true;
        }
    }
    expected.next().is_none()
}

/// As [`fold`], without the spaces: a name as it stands in a domain.
pub(super) fn squeeze(text: &str) -> String {
    if text.is_ascii() {
        let bytes = text.bytes().filter(u8::is_ascii_alphanumeric);
        return bytes.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    text.chars().filter(|&c| is_alphanumeric(c)).flat_map(char::to_lowercase).collect()
}

/// Character references resolved, tags dropped, white space collapsed.
pub(super) fn tidy(text: &str) -> String {
    let mut text = std::borrow::Cow::Borrowed(text);
    for _ in 0..2 {
        let marked = memchr2(b'<', b'>', text.as_bytes()).is_some()
            && ["</", "/>", "<br", "<p>"].iter().any(|mark| text.contains(mark));
        let reference = memchr(b'&', text.as_bytes()).is_some_and(|at| text[at..].contains(';'));
        if !marked && !reference {
            break;
        }
        let source = if marked { text.into_owned() } else { text.replace('<', "&lt;") };
        let dom = Dom::parse(&source);
        text = dom.text_content(Dom::ROOT).into();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')));
    }
    out
}

/// How many of the words of the shorter text stand in the longer, 0 to 1; both folded.
pub(super) fn overlap(a: &str, b: &str) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let total = letters::words(short).take(60).count();
    if total == 0 {
        return 0.0;
    }
    if long.contains(short) {
        return 1.0;
    }
    let words: rustc_hash::FxHashSet<&str> = letters::words(long).collect();
    let both = letters::words(short).take(60).filter(|word| words.contains(word)).count();
    both as f32 / total as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_folded_and_tidied() {
        assert_eq!(fold("  Storm – “over” Ber\u{ad}lin! "), "storm over berlin");
        assert_eq!(fold("  -- A_b,  C9 (d) "), "a_b c9 d");
        for text in ["  Storm – “over” Ber\u{ad}lin! ", "a", "", "--", "İstanbul", "A, b"] {
            assert!(folds_to(text, &fold(text)), "{text}");
            assert!(
                !folds_to(text, &(fold(text) + "x")) && !folds_to(&format!("{text} z"), &fold(text)),
                "{text}"
            );
        }
        assert_eq!(squeeze("The Daily-News"), "thedailynews");
        assert_eq!(tidy("Rock &amp;amp; Roll &#8211; <em>live</em>\n now"), "Rock & Roll – live now");
        assert_eq!(tidy("a < b &amp; c"), "a < b & c");
    }

    #[test]
    fn overlap_counts_words_of_the_shorter() {
        assert_eq!(overlap("a storm", "news a storm today"), 1.0);
        assert_eq!(overlap("a storm", "a calm day"), 0.5);
        assert_eq!(overlap("", "x"), 0.0);
    }
}
