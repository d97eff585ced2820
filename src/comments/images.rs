//! The images in a comment's text.

use rustc_hash::FxHashSet;

use super::fields::Reader;
use super::words;
use crate::address::Base;
use crate::block::image_text;
use crate::dom::{NodeId, Tag};
use crate::image;
use crate::record::Image;

/// Words in class or address of smileys, and of what there is to press.
const SIGNS: &[&str] = &[
    "button",
    "buttons",
    "emoji",
    "emojis",
    "emote",
    "emotes",
    "emoticon",
    "emoticons",
    "faces",
    "smiley",
    "smileys",
    "smilie",
    "smilies",
    "twemoji",
];

/// What an element around an image says, if the image is none of the text.
const BESIDE: words::Hints = words::AVATAR
    | words::BADGE
    | words::CONTROL
    | words::FORM
    | words::SIGNATURE
    | words::USER
    | words::VOTE;

impl Reader<'_, '_> {
    /// The images of the text, each once: those in the element that holds it, or else those behind its first words.
    pub(super) fn images(&self, body: Option<NodeId>, first: NodeId, base: &Base) -> Vec<Image> {
        let (start, end) = body.map_or((first, self.region.end), |body| (body, self.dom.end(body)));
        let mut seen: FxHashSet<String> = FxHashSet::default();
        let mut images = Vec::new();
        for img in (start.0..end.0).map(NodeId).filter(|&id| self.dom.tag(id) == Tag::Img) {
            if !self.region.holds(img) || self.region.is_cut(img) || !self.is_of_text(img, body) {
                continue;
            }
            let Some(src) = image::source(self.dom, img, base) else { continue };
            if seen.insert(src.clone()) {
                let alt = self.dom.attr(img, "alt").unwrap_or_default();
                let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
                images.push(Image { src, alt: Some(alt).filter(|alt| !alt.is_empty()) });
            }
        }
        images
    }

    fn is_of_text(&self, img: NodeId, body: Option<NodeId>) -> bool {
        let beside = |up: NodeId| self.page.words.own(up) & BESIDE != 0 || self.dom.tag(up) == Tag::Button;
        let mut around = self.up(img).take_while(|&up| Some(up) != body);
        !around.any(beside) && !image::is_furniture(self.dom, img, false) && !self.is_sign(img)
    }

    fn is_sign(&self, img: NodeId) -> bool {
        let attr = |name| self.dom.attr(img, name).unwrap_or_default();
        let path = attr("src").split(['?', '#']).next().unwrap_or_default();
        let named = |value: &str| {
            let mut words = value.split(|c: char| !c.is_ascii_alphanumeric());
            words.any(|word| SIGNS.iter().any(|sign| word.eq_ignore_ascii_case(sign)))
        };
        let is_symbol = image_text(self.dom, img).is_some_and(|(_, symbol)| symbol);
        is_symbol
            || is_typed(attr("alt").trim())
            || named(attr("class"))
            || !path.starts_with("data:") && named(path)
    }
}

/// Whether an alternative text is what people type for a smiley: ":-)", ":lol:".
fn is_typed(alt: &str) -> bool {
    let word = || alt.len() > 2 && alt.len() <= 32 && alt.starts_with(':') && alt.ends_with(':');
    let letters = alt.bytes().filter(u8::is_ascii_alphanumeric).count();
    let face = || {
        let eyes = alt.starts_with([':', ';', '=', '8', '>', '<']);
        (2..=4).contains(&alt.len()) && letters < 2 && eyes && !alt.ends_with(':')
    };
    !alt.contains(char::is_whitespace) && (word() || face())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smileys_are_told_by_what_is_typed_for_them() {
        for alt in [":-)", ":)", ";)", ":D", ":lol:", "8)", "=]"] {
            assert!(is_typed(alt), "{alt}");
        }
        for alt in ["", "8", "A boat", "Fig: 3", "::", "12", "<"] {
            assert!(!is_typed(alt), "{alt}");
        }
    }
}
