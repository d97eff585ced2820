//! What of a page counts as its text, and what of that is shown.

use html5ever::{LocalName, local_name};
use memchr::memchr2;

use crate::dom::{Dom, NodeId, Tag};

/// Characters that no reader sees: soft hyphen, zero-width space, word joiner, byte order mark.
pub fn is_invisible_char(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether the element itself hides its contents, by an attribute or inline style.
pub fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    is_hidden_kind(dom, id) || dom.atoms(id).any(|(name, value)| hides(name, value))
}

/// Whether what stands in the element is for browsers that cannot show it, or for those who open it.
pub fn is_hidden_kind(dom: &Dom, id: NodeId) -> bool {
    match dom.tag(id) {
        Tag::Video | Tag::Audio | Tag::Canvas => true,
        Tag::Dialog => dom.attr(id, "open").is_none(),
        _ => false,
    }
}

/// Whether an attribute hides its element.
pub fn hides(name: &LocalName, value: &str) -> bool {
    match *name {
        local_name!("hidden") => !value.eq_ignore_ascii_case("until-found"),
        local_name!("style") => style_hides(value),
        _ => false,
    }
}

fn style_hides(style: &str) -> bool {
    // Both properties have a "y" in their names, and few others do.
    if style.len() < 12 || memchr2(b'y', b'Y', style.as_bytes()).is_none() {
        return false;
    }
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else { return false };
        let hides = match property.trim() {
            p if p.eq_ignore_ascii_case("display") => "none",
            p if p.eq_ignore_ascii_case("visibility") => "hidden",
            _ => return false,
        };
        value.trim().trim_end_matches("!important").trim_end().eq_ignore_ascii_case(hides)
    })
}

/// The alternative text of an `img` where it has one, and whether it is set as a character in the line (an emoji).
pub fn image_text(dom: &Dom, id: NodeId) -> Option<(&str, bool)> {
    let alt = dom.attr(id, "alt").filter(|alt| !is_blank(alt))?;
    let symbol = alt.chars().count() <= 8 && !alt.chars().any(char::is_alphanumeric);
    Some((alt, symbol && !alt.is_ascii()))
}

/// Whether nothing of the text can be seen.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible_char(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_styles_hide() {
        for style in ["display:none", "color:red; DISPLAY : none !important;", "visibility: hidden"] {
            assert!(style_hides(style), "{style}");
        }
        for style in ["display:block", "overflow:hidden", "background:url(display:none)", ""] {
            assert!(!style_hides(style), "{style}");
        }
    }
}
