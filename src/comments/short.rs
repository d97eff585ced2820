//! Short texts of elements, most of which stand in a single text node and are read in place.

use std::borrow::Cow;

use crate::dom::{Dom, Flow, NodeId, NodeKind, even_length};

/// An element that holds some text, but not much.
#[derive(Clone, Copy)]
pub(super) struct Short {
    node: NodeId,
    /// Its first text that is not blank.
    first: NodeId,
    /// Whether that is all that it shows.
    lone: bool,
}

impl Short {
    /// An element that holds some text, but no more than that many bytes.
    pub(super) fn of(dom: &Dom, node: NodeId, most: usize) -> Option<Short> {
        if dom.end(node).0 - node.0 > 60 {
            return None;
        }
        let mut short = Short { node, first: node, lone: true };
        let mut length = 0;
        for inner in dom.subtree(node) {
            if dom.kind(inner) != NodeKind::Text {
                short.lone &= dom.tag(inner).flow() != Flow::Silent;
                continue;
            }
            let own = dom.text(inner).map_or(0, |text| text.trim_ascii().trim().len());
            if own > 0 && length == 0 {
                short.first = inner;
            } else if own > 0 {
                short.lone = false;
            }
            length += own;
            if length > most {
                return None;
            }
        }
        (length > 0).then_some(short)
    }

    /// The only text node that is shown, where it is but one.
    pub(super) fn lone(self) -> Option<NodeId> {
        self.lone.then_some(self.first)
    }

    /// The same as [`Dom::text_content`].
    pub(super) fn text(self, dom: &Dom) -> Cow<'_, str> {
        let lone = self.lone().and_then(|node| dom.text(node)).map(str::trim);
        match lone.filter(|text| even_length(text, |_| false) == text.len()) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(dom.text_content(self.node)),
        }
    }
}

/// Whether an element holds some text, but no more than that many bytes.
pub(super) fn short_text(dom: &Dom, id: NodeId, most: usize) -> bool {
    Short::of(dom, id, most).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::Tag;

    #[test]
    fn a_text_read_in_place_is_the_text_content() {
        for inner in [
            " Reply ",
            "two  spaces",
            "no\u{a0}break",
            "<i> Reply</i> <b></b>",
            "<i>Re</i>ply",
            "a<br>b",
            "<style>p</style>Reply",
            "Reply <script>x</script>",
            "<b>é</b>\u{3000}",
            "un é",
        ] {
            let dom = Dom::parse(&format!("<p>{inner}</p>"));
            let p = dom.ids().find(|&id| dom.tag(id) == Tag::P).unwrap();
            let short = Short::of(&dom, p, 40).unwrap();
            assert_eq!(short.text(&dom), dom.text_content(p), "{inner}");
        }
        let dom = Dom::parse("<p> </p><p>too long</p>");
        assert!(dom.ids().all(|id| Short::of(&dom, id, 7).is_none()));
    }
}
