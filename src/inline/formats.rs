//! What the elements around a node make of its letters.

use html5ever::local_name;

use crate::dom::{Dom, NodeId, Tag};
use crate::record::MarkType;

/// A set of types of marks, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Formats(u8);

/// All types, each in the place of its bit.
pub(super) const TYPES: [MarkType; 6] = [
    MarkType::Emphasis,
    MarkType::Strong,
    MarkType::Code,
    MarkType::Superscript,
    MarkType::Subscript,
    MarkType::Strikethrough,
];

impl Formats {
    const fn of(kind: MarkType) -> Formats {
        Formats(1 << kind as u8)
    }

    pub(super) fn has(self, kind: MarkType) -> bool {
        self.0 & Formats::of(kind).0 != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn with(self, kind: MarkType, is: bool) -> Formats {
        let bit = Formats::of(kind).0;
        Formats(if is { self.0 | bit } else { self.0 & !bit })
    }
}

/// What an element does by its name, as the default style sheet of HTML has it.
fn by_name(tag: Tag) -> Option<MarkType> {
    Some(match tag {
        Tag::Em | Tag::I | Tag::Cite | Tag::Dfn | Tag::Var => MarkType::Emphasis,
        Tag::Strong | Tag::B => MarkType::Strong,
        Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt | Tag::Pre => MarkType::Code,
        Tag::Sup => MarkType::Superscript,
        Tag::Sub => MarkType::Subscript,
        Tag::Del | Tag::S | Tag::Strike => MarkType::Strikethrough,
        _ => return None,
    })
}

/// What the element makes of what is around it.
fn inside(dom: &Dom, id: NodeId, around: Formats) -> Formats {
    let named = by_name(dom.tag(id)).map_or(around, |kind| around.with(kind, true));
    // Word processors wrap all they copy in a `b` of normal weight.
    dom.atom(id, &local_name!("style")).map_or(named, |style| styled(style, named))
}

/// What an inline style makes of it.
fn styled(style: &str, mut formats: Formats) -> Formats {
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let property = property.trim();
        let is = |name: &str| property.eq_ignore_ascii_case(name);
        let value = value.trim().trim_end_matches("!important").trim_end();
        let says = |words: &[&str]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
        if is("font-weight") {
            let weight = value.parse::<u16>().ok();
            if says(&["bold", "bolder"]) || weight.is_some_and(|weight| weight >= 600) {
                formats = formats.with(MarkType::Strong, true);
            } else if says(&["normal", "lighter"]) || weight.is_some() {
                formats = formats.with(MarkType::Strong, false);
            }
        } else if is("font-style") {
            if says(&["italic", "oblique"]) {
                formats = formats.with(MarkType::Emphasis, true);
            } else if says(&["normal"]) {
                formats = formats.with(MarkType::Emphasis, false);
            }
        } else if is("vertical-align") {
            if says(&["super"]) {
                formats = formats.with(MarkType::Superscript, true);
            } else if says(&["sub"]) {
                formats = formats.with(MarkType::Subscript, true);
            }
        } else if (is("text-decoration") || is("text-decoration-line"))
            && value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("line-through"))
        {
            formats = formats.with(MarkType::Strikethrough, true);
        }
    }
    formats
}

/// The elements around the node that was asked for last, from the outermost: whoever asks in page order has each element
/// looked at once.
pub(super) struct Around<'a> {
    dom: &'a Dom,
    open: Vec<(NodeId, Formats)>,
}

impl<'a> Around<'a> {
    pub(super) fn new(dom: &'a Dom) -> Around<'a> {
        Around { dom, open: Vec::new() }
    }

    /// What is made of a node's letters.
    pub(super) fn of(&mut self, node: NodeId) -> Formats {
        while self.open.last().is_some_and(|&(up, _)| !self.dom.contains(up, node)) {
            self.open.pop();
        }
        let known = self.open.len();
        let (innermost, mut formats) = self.open.last().copied().unwrap_or_default();
        let new = self.dom.ancestors(node).take_while(|&up| up > innermost);
        self.open.extend(new.map(|up| (up, Formats::default())));
        self.open[known..].reverse();
        for (up, own) in &mut self.open[known..] {
            formats = inside(self.dom, *up, formats);
            *own = formats;
        }
        formats
    }

    /// The outermost element of those that set the letters so without a break down to the node asked for last.
    pub(super) fn setter(&self, kind: MarkType) -> NodeId {
        let set = self.open.iter().rev().take_while(|(_, formats)| formats.has(kind)).last();
        set.map_or(Dom::ROOT, |&(up, _)| up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_stand_in_the_place_of_their_bit() {
        for (place, kind) in TYPES.into_iter().enumerate() {
            assert_eq!(Formats::of(kind), Formats(1 << place));
        }
    }

    #[test]
    fn styles_set_and_unset() {
        let none = Formats::default();
        let strong = none.with(MarkType::Strong, true);
        for (style, around, made) in [
            ("color:red; FONT-WEIGHT : Bold !important", none, strong),
            ("font-weight:600", none, strong),
            ("font-weight:normal", strong, none),
            ("font-weight:400", strong, none),
            ("font-weight:inherit", strong, strong),
            ("text-decoration: underline line-through", none, none.with(MarkType::Strikethrough, true)),
            ("vertical-align:super", none, none.with(MarkType::Superscript, true)),
            ("font-style:oblique", none, none.with(MarkType::Emphasis, true)),
            ("font-style:normal", strong, strong),
            ("", strong, strong),
        ] {
            assert_eq!(styled(style, around), made, "{style}");
        }
    }
}
