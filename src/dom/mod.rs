//! The page as a tree: an arena in document order, filled by html5ever.
//!
//! A [`NodeId`] is a node's place in document order, and a node's subtree is the run of ids from itself to
//! [`Dom::end`]: "comes before" is `<`, "stands inside" is a range check, and every pass over the page is one
//! linear walk without recursion, however deep the page is nested.

mod closed;
mod depth;
mod frames;
mod shadow;
mod sink;
mod tag;
mod tokenizer;

use std::borrow::Cow;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use memchr::memmem;

pub use tag::{Flow, Tag};

/// A node's place in document order; the document itself is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The id as an index into per-node columns.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum NodeKind {
    /// The root.
    Document,
    /// An element.
    Element,
    /// A run of text, character references resolved.
    Text,
    /// A comment (`<!-- … -->`).
    Comment,
    /// A doctype or processing instruction.
    Other,
}

#[derive(Clone, Copy)]
struct Node {
    parent: u32,
    end: u32,
    kind: NodeKind,
    tag: Tag,
    /// Index into `elements` or `texts`, by `kind`: those are in the order in which they were made.
    payload: u32,
}

#[derive(Clone)]
struct Element {
    name: QualName,
    tag: Tag,
    attrs: Range<u32>,
}

/// The page's text as the parser is to read it: what was written as XML is closed, and shadow trees are open.
pub fn mended(html: &str) -> Cow<'_, str> {
    shadow::open_shadow_trees(closed::close_empty(html))
}

/// A parsed page.
#[derive(Clone)]
pub struct Dom {
    nodes: Vec<Node>,
    elements: Vec<Element>,
    attrs: Vec<Attribute>,
    texts: Vec<StrTendril>,
}

impl Dom {
    /// Parses a page as the HTML standard says, scripting off: any text gives a tree.
    pub fn parse(html: &str) -> Dom {
        depth::parse(&mended(html))
    }

    /// The same, with what the page's frames show behind them, where their documents stand in the page.
    pub fn with_frames(html: &str) -> Dom {
        let frames = memmem::find(html.as_bytes(), b"srcdoc").map_or(0, |_| frames::DEEPEST);
        frames::parse(html, frames)
    }

    /// The document node.
    pub const ROOT: NodeId = NodeId(0);

    /// How many nodes there are.
    #[allow(clippy::len_without_is_empty)] // the document node is always there
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Every node, in document order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// What the node is.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.nodes[id.index()].kind
    }

    /// Whether the node is an element.
    pub fn is_element(&self, id: NodeId) -> bool {
        self.kind(id) == NodeKind::Element
    }

    /// The element's tag; [`Tag::Other`] for every other node.
    pub fn tag(&self, id: NodeId) -> Tag {
        self.nodes[id.index()].tag
    }

    /// The element's local name.
    pub fn name(&self, id: NodeId) -> Option<&str> {
        self.element(id).map(|element| &*element.name.local)
    }

    /// The element's name with its namespace.
    pub fn qualified(&self, id: NodeId) -> Option<&QualName> {
        self.element(id).map(|element| &element.name)
    }

    /// A copy in which the nodes that `gone` tells are neither elements nor text; every node keeps its id and its place.
    pub fn without(&self, gone: impl Fn(NodeId) -> bool) -> Dom {
        let mut dom = self.clone();
        for id in self.ids().skip(1).filter(|&id| gone(id)) {
            let node = &mut dom.nodes[id.index()];
            (node.kind, node.tag) = (NodeKind::Other, Tag::Other);
        }
        dom
    }

    /// Whether the element is of HTML's namespace: in drawings and formulas names mean something else.
    pub fn is_html(&self, id: NodeId) -> bool {
        self.element(id).is_some_and(|element| element.name.ns == ns!(html))
    }

    /// Whether the element is of the SVG namespace.
    pub fn is_svg(&self, id: NodeId) -> bool {
        self.element(id).is_some_and(|element| element.name.ns == ns!(svg))
    }

    /// The parent; `None` for the document.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != Dom::ROOT).then(|| NodeId(self.nodes[id.index()].parent))
    }

    /// One past the last node of the subtree.
    pub fn end(&self, id: NodeId) -> NodeId {
        NodeId(self.nodes[id.index()].end)
    }

    /// Whether `inner` is `outer` or stands inside it.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer <= inner && inner < self.end(outer)
    }

    /// The subtree's nodes in document order, `id` itself first.
    pub fn subtree(&self, id: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (id.0..self.end(id).0).map(NodeId)
    }

    /// The nodes directly below, in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.end(id);
        let mut next = NodeId(id.0 + 1);
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.end(child);
            Some(child)
        })
    }

    /// The elements directly below, in order.
    pub fn child_elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id).filter(|&child| self.is_element(child))
    }

    /// The node after this one under the same parent.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        let next = self.end(id);
        self.parent(id).filter(|&parent| next < self.end(parent)).map(|_| next)
    }

    /// Parent, its parent, … up to the document.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&up| self.parent(up))
    }

    /// The text of a text node, or the data of a comment.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        let node = &self.nodes[id.index()];
        matches!(node.kind, NodeKind::Text | NodeKind::Comment).then(|| &*self.texts[node.payload as usize])
    }

    /// The attributes as (name, value), in the order of the source.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        self.attributes(id).iter().map(|attr| (&*attr.name.local, &*attr.value))
    }

    /// The attributes with their names as atoms: those compare in one step.
    #[inline]
    pub(crate) fn atoms(&self, id: NodeId) -> impl Iterator<Item = (&LocalName, &str)> {
        self.attributes(id).iter().map(|attr| (&attr.name.local, &*attr.value))
    }

    /// The value of an attribute, by its lower-case name.
    pub fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id).iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
    }

    /// The value of an attribute, by its name as an atom.
    #[inline]
    pub(crate) fn atom(&self, id: NodeId, name: &LocalName) -> Option<&str> {
        self.attributes(id).iter().find(|attr| attr.name.local == *name).map(|attr| &*attr.value)
    }

    /// The `class` attribute.
    #[inline]
    pub fn class(&self, id: NodeId) -> Option<&str> {
        self.atom(id, &local_name!("class"))
    }

    /// Whether the `class` attribute holds this token.
    pub fn has_class(&self, id: NodeId, token: &str) -> bool {
        self.class(id).is_some_and(|class| class.split_ascii_whitespace().any(|held| held == token))
    }

    /// The text of all text nodes of the subtree that are not in `script`, `style` and the like, white space
    /// collapsed, block elements and line breaks parted by a space.
    pub fn text_content(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut gap = false;
        let mut at = id;
        while at < self.end(id) {
            let silent = self.is_element(at) && self.tag(at).flow() == Flow::Silent && at != id;
            match self.kind(at) {
                NodeKind::Text => push_words(&mut text, &mut gap, self.text(at).unwrap_or_default()),
                NodeKind::Element if self.tag(at).flow() != Flow::Inline => gap = true,
                _ => {}
            }
            at = if silent { self.end(at) } else { NodeId(at.0 + 1) };
        }
        text
    }

    fn element(&self, id: NodeId) -> Option<&Element> {
        let node = &self.nodes[id.index()];
        (node.kind == NodeKind::Element).then(|| &self.elements[node.payload as usize])
    }

    fn attributes(&self, id: NodeId) -> &[Attribute] {
        match self.element(id) {
            Some(element) => &self.attrs[element.attrs.start as usize..element.attrs.end as usize],
            None => &[],
        }
    }
}

/// Adds a piece of text, its white space collapsed; `gap` is whether white space came last.
fn push_words(text: &mut String, gap: &mut bool, piece: &str) {
    let mut rest = piece;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            *gap = true;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let length = even_length(rest, |_| false);
        if text.is_empty() {
            text.reserve(rest.len());
        } else if *gap {
            text.push(' ');
        }
        *gap = false;
        text.push_str(&rest[..length]);
        rest = &rest[length..];
    }
}

/// How far a text, which begins with no space, goes on that reads the same with its white space collapsed: words parted
/// by single spaces, up to other white space or a character of the kind `ends`.
pub(crate) fn even_length(text: &str, ends: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'!'..=b'~' => at += 1,
            // The next word must begin at once, and plainly.
            b' ' if bytes.get(at + 1).is_some_and(u8::is_ascii_graphic) => at += 2,
            b' ' | b'\t'..=b'\r' => return at,
            0..0x80 => at += 1,
            _ => {
                let Some(c) = text[at..].chars().next().filter(|&c| !c.is_whitespace() && !ends(c)) else {
                    return at;
                };
                at += c.len_utf8();
            }
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtrees_are_runs_of_ids() {
        let dom = Dom::parse("<p id=a>one <b>two</b></p><p class='x y'>three<!--c--></p>");
        let ps: Vec<_> = dom.ids().filter(|&id| dom.tag(id) == Tag::P).collect();
        assert_eq!(ps.len(), 2);
        assert_eq!(dom.end(ps[0]), ps[1]);
        assert_eq!(dom.next_sibling(ps[0]), Some(ps[1]));
        assert_eq!(dom.next_sibling(ps[1]), None);
        assert_eq!(dom.attr(ps[0], "id"), Some("a"));
        assert!(dom.has_class(ps[1], "y") && !dom.has_class(ps[1], "z"));
        assert_eq!(dom.text_content(ps[0]), "one two");
        assert_eq!(dom.text_content(Dom::ROOT), "one two three");
        let body = dom.parent(ps[0]).unwrap();
        assert_eq!(dom.child_elements(body).collect::<Vec<_>>(), ps);
        assert!(dom.contains(body, ps[1]) && !dom.contains(ps[0], ps[1]));
    }

    #[test]
    fn white_space_of_every_kind_is_one_space() {
        let dom =
            Dom::parse("<p> a  b\tc\u{a0}d\u{3000}<b>e</b>f<br>g<i> </i>é è\u{200b}h</p><pre>\n i</pre>");
        assert_eq!(dom.text_content(Dom::ROOT), "a b c d ef g é è\u{200b}h i");
        assert_eq!(even_length("one two  three", |_| false), 7);
        assert_eq!(even_length("one é", |_| false), 3);
        assert_eq!(even_length("éa\u{200b}b", |c| c == '\u{200b}'), 3);
    }

    #[test]
    fn a_misnested_page_is_rearranged_as_the_standard_says() {
        let dom = Dom::parse("<table><tr><td>cell</td></tr>astray<b>bold<p>para</b>rest");
        assert_eq!(dom.text_content(Dom::ROOT), "astraybold pararest cell");
    }

    #[test]
    fn attributes_of_a_second_body_are_added_to_the_first() {
        let dom = Dom::parse("<body class=a><p>text</p><body class=b id=late>");
        let body = dom.ids().find(|&id| dom.tag(id) == Tag::Body).unwrap();
        assert_eq!(dom.class(body), Some("a"));
        assert_eq!(dom.attr(body, "id"), Some("late"));
    }
}
