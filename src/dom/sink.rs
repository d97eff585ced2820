//! html5ever's tree builder writes here: a linked arena that the builder may rearrange, frozen into a [`Dom`] at the end.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName, local_name, ns};
use rustc_hash::FxHashSet;

use super::{Dom, Element, Node, NodeKind};
use crate::dom::tag::Tag;

const NONE: u32 = u32::MAX;
const DOCUMENT: u32 = 0;

/// What the tree builder knows a node by. The name goes along, as the builder asks for it at every step.
#[derive(Clone)]
pub(super) struct Handle {
    node: u32,
    namespace: &'static Namespace,
    name: LocalName,
}

static NONE_AT_ALL: Namespace = ns!();
static HTML: Namespace = ns!(html);
static SVG: Namespace = ns!(svg);
static MATHML: Namespace = ns!(mathml);

/// A name space in a form that is copied for nothing: handles are cloned without end. The tree builder knows no others.
fn lasting(namespace: &Namespace) -> &'static Namespace {
    match *namespace {
        ns!(svg) => &SVG,
        ns!(mathml) => &MATHML,
        _ => &HTML,
    }
}

impl Handle {
    /// The element's local name.
    pub(super) fn name(&self) -> &LocalName {
        &self.name
    }

    pub(super) fn is(&self, other: &Handle) -> bool {
        self.node == other.node
    }

    /// Of a node that is no element.
    fn nameless(node: u32) -> Handle {
        Handle { node, namespace: &NONE_AT_ALL, name: local_name!("") }
    }
}

/// A node while the tree is being built; [`Sink::finish`] makes [`Node`]s of them.
struct Draft {
    parent: u32,
    previous: u32,
    next: u32,
    first: u32,
    last: u32,
    kind: NodeKind,
    /// Index into `elements` or `texts`, by `kind`.
    payload: u32,
}

#[derive(Default)]
struct Arena {
    nodes: Vec<Draft>,
    elements: Vec<Element>,
    attrs: Vec<Attribute>,
    texts: Vec<StrTendril>,
    /// The list that the last element's attributes came in.
    emptied: Vec<Attribute>,
}

pub(super) struct Sink(RefCell<Arena>);

impl Sink {
    /// `size` is the page's length in bytes: it says how much room to make at the start.
    pub(super) fn new(size: usize) -> Sink {
        let nodes = (size / 48).min(1 << 20);
        let mut arena = Arena {
            nodes: Vec::with_capacity(nodes),
            elements: Vec::with_capacity(nodes / 2),
            attrs: Vec::with_capacity(nodes / 2),
            texts: Vec::with_capacity(nodes / 2),
            emptied: Vec::new(),
        };
        arena.push(NodeKind::Document, 0);
        Sink(RefCell::new(arena))
    }

    /// A list for attributes: making one for each element costs more than filling it.
    pub(super) fn empty_list(&self) -> Vec<Attribute> {
        std::mem::take(&mut self.0.borrow_mut().emptied)
    }

    /// How many elements there are.
    pub(super) fn elements(&self) -> usize {
        self.0.borrow().elements.len()
    }

    /// Takes the comment that was put in last out again, and tells what it was put into.
    pub(super) fn take_comment(&self) -> Option<Handle> {
        let arena = &mut *self.0.borrow_mut();
        let &Draft { parent, kind, payload, .. } = arena.nodes.last()?;
        if kind != NodeKind::Comment || payload as usize + 1 != arena.texts.len() {
            return None;
        }
        arena.detach(arena.nodes.len() as u32 - 1);
        arena.nodes.pop();
        arena.texts.pop();
        let draft = arena.nodes.get(parent as usize)?;
        if draft.kind != NodeKind::Element {
            return None;
        }
        let QualName { ns, local, .. } = &arena.elements[draft.payload as usize].name;
        Some(Handle { node: parent, namespace: lasting(ns), name: local.clone() })
    }
}

impl Arena {
    fn push(&mut self, kind: NodeKind, payload: usize) -> u32 {
        self.nodes.push(Draft {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            kind,
            payload: payload as u32,
        });
        (self.nodes.len() - 1) as u32
    }

    fn push_text(&mut self, kind: NodeKind, text: StrTendril) -> u32 {
        self.texts.push(text);
        self.push(kind, self.texts.len() - 1)
    }

    /// Whether `node` is a text node that took `text` up.
    fn extend_text(&mut self, node: u32, text: &StrTendril) -> bool {
        match self.nodes.get(node as usize) {
            Some(draft) if draft.kind == NodeKind::Text => {
                self.texts[draft.payload as usize].push_tendril(text);
                true
            }
            _ => false,
        }
    }

    fn append_node(&mut self, parent: u32, child: u32) {
        self.detach(child);
        let last = self.nodes[parent as usize].last;
        let draft = &mut self.nodes[child as usize];
        draft.parent = parent;
        draft.previous = last;
        match self.nodes.get_mut(last as usize) {
            Some(previous) => previous.next = child,
            None => self.nodes[parent as usize].first = child,
        }
        self.nodes[parent as usize].last = child;
    }

    fn insert_before(&mut self, sibling: u32, child: u32) {
        self.detach(child);
        let Draft { parent, previous, .. } = self.nodes[sibling as usize];
        let draft = &mut self.nodes[child as usize];
        draft.parent = parent;
        draft.previous = previous;
        draft.next = sibling;
        self.nodes[sibling as usize].previous = child;
        match self.nodes.get_mut(previous as usize) {
            Some(before) => before.next = child,
            None => self.nodes[parent as usize].first = child,
        }
    }

    fn detach(&mut self, node: u32) {
        let Draft { parent, previous, next, .. } = self.nodes[node as usize];
        if parent == NONE {
            return;
        }
        match self.nodes.get_mut(previous as usize) {
            Some(before) => before.next = next,
            None => self.nodes[parent as usize].first = next,
        }
        match self.nodes.get_mut(next as usize) {
            Some(after) => after.previous = previous,
            None => self.nodes[parent as usize].last = previous,
        }
        let draft = &mut self.nodes[node as usize];
        draft.parent = NONE;
        draft.previous = NONE;
        draft.next = NONE;
    }

    fn element_mut(&mut self, node: u32) -> &mut Element {
        &mut self.elements[self.nodes[node as usize].payload as usize]
    }

    /// The tree in document order: a node's subtree is then a run of indices.
    fn freeze(self) -> Dom {
        let mut nodes: Vec<Node> = Vec::with_capacity(self.nodes.len());
        let mut at = DOCUMENT;
        let mut parent = 0u32;
        loop {
            let draft = &self.nodes[at as usize];
            let index = nodes.len() as u32;
            let &Draft { first, kind, payload, .. } = draft;
            let tag =
                if kind == NodeKind::Element { self.elements[payload as usize].tag } else { Tag::Other };
            nodes.push(Node { parent, end: index + 1, kind, tag, payload });
            if first != NONE {
                parent = index;
                at = first;
                continue;
            }
            // Up to the next sibling, closing every subtree that ends here.
            loop {
                if at == DOCUMENT {
                    return Dom { nodes, elements: self.elements, attrs: self.attrs, texts: self.texts };
                }
                let draft = &self.nodes[at as usize];
                if draft.next != NONE {
                    at = draft.next;
                    break;
                }
                at = draft.parent;
                nodes[parent as usize].end = nodes.len() as u32;
                parent = nodes[parent as usize].parent;
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Dom {
        self.0.into_inner().freeze()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(DOCUMENT)
    }

    #[inline]
    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        ExpandedName { ns: target.namespace, local: &target.name }
    }

    fn create_element(&self, name: QualName, mut attrs: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        let arena = &mut *self.0.borrow_mut();
        let start = arena.attrs.len() as u32;
        arena.attrs.append(&mut attrs);
        if attrs.capacity() > 0 {
            arena.emptied = attrs;
        }
        let tag = Tag::of_atom(&name.local);
        let (namespace, local) = (lasting(&name.ns), name.local.clone());
        arena.elements.push(Element { name, tag, attrs: start..arena.attrs.len() as u32 });
        let node = arena.push(NodeKind::Element, arena.elements.len() - 1);
        Handle { node, namespace, name: local }
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        Handle::nameless(self.0.borrow_mut().push_text(NodeKind::Comment, text))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle::nameless(self.0.borrow_mut().push(NodeKind::Other, 0))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let arena = &mut *self.0.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => arena.append_node(parent.node, child.node),
            NodeOrText::AppendText(text) => {
                if !arena.extend_text(arena.nodes[parent.node as usize].last, &text) {
                    let node = arena.push_text(NodeKind::Text, text);
                    arena.append_node(parent.node, node);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.0.borrow().nodes[element.node as usize].parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {
        let arena = &mut *self.0.borrow_mut();
        let node = arena.push(NodeKind::Other, 0);
        arena.append_node(DOCUMENT, node);
    }

    // A template's contents hang below the template itself: `Flow::Silent` keeps them out of the text.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.node == y.node
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let arena = &mut *self.0.borrow_mut();
        let sibling = sibling.node;
        if let NodeOrText::AppendNode(child) = &child {
            arena.detach(child.node);
        }
        if arena.nodes[sibling as usize].parent == NONE {
            return;
        }
        match child {
            NodeOrText::AppendNode(child) => arena.insert_before(sibling, child.node),
            NodeOrText::AppendText(text) => {
                if !arena.extend_text(arena.nodes[sibling as usize].previous, &text) {
                    let node = arena.push_text(NodeKind::Text, text);
                    arena.insert_before(sibling, node);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        let arena = &mut *self.0.borrow_mut();
        let old = arena.element_mut(target.node).attrs.clone();
        let old = old.start as usize..old.end as usize;
        let known: FxHashSet<&QualName> = arena.attrs[old.clone()].iter().map(|known| &known.name).collect();
        let new: Vec<Attribute> = attrs.into_iter().filter(|attr| !known.contains(&attr.name)).collect();
        if new.is_empty() {
            return;
        }
        // Attributes stand in one run: the run is copied to the end, where it can grow.
        let start = arena.attrs.len() as u32;
        arena.attrs.extend_from_within(old);
        arena.attrs.extend(new);
        let end = arena.attrs.len() as u32;
        arena.element_mut(target.node).attrs = start..end;
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.0.borrow_mut().detach(target.node);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let arena = &mut *self.0.borrow_mut();
        let mut child = arena.nodes[node.node as usize].first;
        while child != NONE {
            let next = arena.nodes[child as usize].next;
            arena.append_node(new_parent.node, child);
            child = next;
        }
    }
}
