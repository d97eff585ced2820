//! Which `noscript` elements only repeat what stands beside them.

use rustc_hash::FxHashMap;

use crate::dom::{Dom, Flow, NodeId, NodeKind, Tag};

/// Tells of a page's `noscript` elements which are copies: of an image that a script loads, or of the same words. Asked
/// of them in page order it goes over the page once, however they nest.
pub struct NoscriptCopies<'d> {
    dom: &'d Dom,
    /// The first text with words, and the first image, not before the element asked of last.
    words: NodeId,
    image: NodeId,
    /// Under each parent the element asked of last, and the element before it.
    asked: FxHashMap<NodeId, (NodeId, Option<NodeId>)>,
}

/// An element of more nodes is no copy of anything.
const LARGEST_COPY: u32 = 256;

impl<'d> NoscriptCopies<'d> {
    /// Of this page's elements.
    pub fn of(dom: &'d Dom) -> NoscriptCopies<'d> {
        NoscriptCopies { dom, words: Dom::ROOT, image: Dom::ROOT, asked: FxHashMap::default() }
    }

    /// Whether the `noscript` repeats the element before or after it: its words, or an image where it has none.
    pub fn is_copy(&mut self, id: NodeId) -> bool {
        let dom = self.dom;
        let has_words = self.has_words(id);
        if !has_words && !self.has_image(id) {
            return false;
        }
        let copies = |twin: NodeId| match has_words {
            true => words(dom, twin).eq(words(dom, id)),
            false => dom.subtree(twin).any(|inner| dom.tag(inner) == Tag::Img),
        };
        let next = std::iter::successors(dom.next_sibling(id), |&node| dom.next_sibling(node))
            .find(|&node| dom.is_element(node));
        let beside = self.before(id).into_iter().chain(next);
        beside.filter(|&node| dom.end(node).0 - node.0 < LARGEST_COPY).any(copies)
    }

    fn has_words(&mut self, id: NodeId) -> bool {
        let dom = self.dom;
        if self.words < id {
            self.words = texts(dom, id, NodeId(dom.len() as u32))
                .find(|&(_, text)| text.chars().any(|c| !c.is_whitespace()))
                .map_or(NodeId(dom.len() as u32), |(node, _)| node);
        }
        self.words < dom.end(id)
    }

    fn has_image(&mut self, id: NodeId) -> bool {
        let dom = self.dom;
        if self.image < id {
            let mut rest = (id.0..dom.len() as u32).map(NodeId);
            let image = rest.find(|&node| dom.tag(node) == Tag::Img);
            self.image = image.unwrap_or(NodeId(dom.len() as u32));
        }
        self.image < dom.end(id)
    }

    /// The element before this one under the same parent.
    fn before(&mut self, id: NodeId) -> Option<NodeId> {
        let parent = self.dom.parent(id)?;
        let (mut at, mut before) = self.asked.get(&parent).copied().unwrap_or((NodeId(parent.0 + 1), None));
        while at < id {
            if self.dom.is_element(at) {
                before = Some(at);
            }
            at = self.dom.end(at);
        }
        self.asked.insert(parent, (id, before));
        before
    }
}

/// The text nodes from one node on up to another, those of silent elements left out.
fn texts(dom: &Dom, from: NodeId, end: NodeId) -> impl Iterator<Item = (NodeId, &str)> {
    let mut next = from;
    std::iter::from_fn(move || {
        while next < end {
            let at = next;
            let silent = dom.is_element(at) && dom.tag(at).flow() == Flow::Silent && at != from;
            next = if silent { dom.end(at) } else { NodeId(at.0 + 1) };
            if dom.kind(at) == NodeKind::Text {
                return dom.text(at).map(|text| (at, text));
            }
        }
        None
    })
}

/// The characters of an element's words.
fn words(dom: &Dom, id: NodeId) -> impl Iterator<Item = char> {
    texts(dom, id, dom.end(id)).flat_map(|(_, text)| text.chars().filter(|c| !c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copies(html: &str) -> Vec<bool> {
        let dom = Dom::parse(html);
        let mut copies = NoscriptCopies::of(&dom);
        dom.ids().filter(|&id| dom.tag(id) == Tag::Noscript).map(|id| copies.is_copy(id)).collect()
    }

    #[test]
    fn a_copy_repeats_its_neighbour() {
        let pages: [(&str, &[bool]); 8] = [
            ("<p><img src=a><noscript><img src=b></noscript>", &[true]),
            ("<p><noscript><img src=b></noscript><!-- --> <img src=a>", &[true]),
            ("<p><b>x</b><noscript><img src=b></noscript>", &[false]),
            ("<p><b>same words</b><noscript>same  words<script>not</script></noscript>", &[true]),
            ("<p><b>same word</b><noscript>same words</noscript>", &[false]),
            ("<p><img><noscript></noscript>", &[false]),
            ("<p><img><noscript><img></noscript><i></i><noscript><img></noscript><img>", &[true, true]),
            ("<p><i>a</i><noscript>b<i>c</i><noscript>c</noscript></noscript>", &[false, true]),
        ];
        for (page, want) in pages {
            assert_eq!(copies(page), want, "{page}");
        }
    }

    #[test]
    fn the_element_before_is_found_behind_many() {
        let page = format!("{}<img src=a><noscript><img src=b></noscript>", "<p>x</p>".repeat(200));
        assert_eq!(copies(&page), [true]);
    }
}
