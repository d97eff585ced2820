//! The page's elements as the crate `selectors` wants to ask them.

use std::cell::Cell;

use html5ever::{LocalName, Namespace};
use selectors::OpaqueElement;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{ElementSelectorFlags, MatchingContext};

use super::language::{Generated, Language, Name, State, Text};
use crate::dom::{Dom, NodeId, NodeKind};

/// A page, ready to be asked.
pub(super) struct Elements<'d> {
    dom: &'d Dom,
    /// For each element the element before it under the same parent, or [`NONE`]: the arena only looks forward.
    before: Vec<u32>,
    /// How much more may be looked at, see [`Elements::allow`].
    left: Cell<u64>,
}

const NONE: u32 = u32::MAX;

/// To read so many letters of an attribute takes as long as a step to another element.
const LETTERS: usize = 64;

impl<'d> Elements<'d> {
    pub(super) fn of(dom: &'d Dom) -> Elements<'d> {
        let mut before = vec![NONE; dom.len()];
        let mut last = vec![NONE; dom.len()];
        for id in dom.ids().filter(|&id| dom.is_element(id)) {
            let latest = &mut last[dom.parent(id).unwrap_or(Dom::ROOT).index()];
            before[id.index()] = *latest;
            *latest = id.0;
        }
        Elements { dom, before, left: Cell::new(0) }
    }

    /// So many steps from element to element may follow; when they are done, no element has others around it.
    pub(super) fn allow(&self, steps: u64) {
        self.left.set(steps);
    }

    /// How many steps are left.
    pub(super) fn left(&self) -> u64 {
        self.left.get()
    }

    /// Whether something may be looked at that takes so many steps.
    fn spend(&self, steps: usize) -> bool {
        let left = self.left.get().saturating_sub(steps as u64);
        self.left.set(left);
        left > 0
    }

    pub(super) fn at(&self, id: NodeId) -> Element<'_> {
        Element { page: self, id }
    }
}

/// An element of a page.
#[derive(Clone)]
pub(super) struct Element<'e> {
    page: &'e Elements<'e>,
    id: NodeId,
}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}> {}", self.page.dom.name(self.id).unwrap_or_default(), self.id.0)
    }
}

impl Element<'_> {
    fn dom(&self) -> &Dom {
        self.page.dom
    }

    fn other(&self, id: NodeId) -> Option<Self> {
        (self.dom().is_element(id) && self.page.spend(1)).then_some(Element { page: self.page, id })
    }

    fn local(&self) -> Option<&LocalName> {
        self.dom().qualified(self.id).map(|name| &name.local)
    }
}

impl selectors::Element for Element<'_> {
    type Impl = Language;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(&self.page.before[self.id.index()])
    }

    fn parent_element(&self) -> Option<Self> {
        self.dom().parent(self.id).and_then(|up| self.other(up))
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let before = self.page.before[self.id.index()];
        (before != NONE).then_some(NodeId(before)).and_then(|before| self.other(before))
    }

    fn next_sibling_element(&self) -> Option<Self> {
        let dom = self.dom();
        let next = std::iter::successors(dom.next_sibling(self.id), |&next| dom.next_sibling(next));
        let mut next = next.filter(|&next| dom.is_element(next));
        next.next().and_then(|next| self.other(next))
    }

    fn first_element_child(&self) -> Option<Self> {
        self.dom().child_elements(self.id).next().and_then(|child| self.other(child))
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.dom().qualified(self.id).is_some_and(|name| name.ns == html5ever::ns!(html))
    }

    fn has_local_name(&self, name: &Name) -> bool {
        self.local() == Some(&name.0)
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.dom().qualified(self.id).is_some_and(|name| name.ns == *namespace)
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.dom().qualified(self.id) == other.dom().qualified(other.id)
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Namespace>,
        name: &Name,
        operation: &AttrSelectorOperation<&Text>,
    ) -> bool {
        let value = self.dom().attr(self.id, &name.0);
        value.is_some_and(|value| self.page.spend(value.len() / LETTERS) && operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(&self, state: &State, _: &mut MatchingContext<'_, Language>) -> bool {
        match *state {}
    }

    fn match_pseudo_element(&self, generated: &Generated, _: &mut MatchingContext<'_, Language>) -> bool {
        match *generated {}
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        matches!(self.dom().name(self.id), Some("a" | "area")) && self.dom().attr(self.id, "href").is_some()
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        self.dom().attr(self.id, "id").is_some_and(|held| case.eq(held.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Name, case: CaseSensitivity) -> bool {
        let class = self.dom().class(self.id).unwrap_or_default();
        self.page.spend(class.len() / LETTERS);
        class.split_ascii_whitespace().any(|held| case.eq(held.as_bytes(), name.0.as_bytes()))
    }

    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        let dom = self.dom();
        dom.children(self.id).all(|child| match dom.kind(child) {
            NodeKind::Element => false,
            NodeKind::Text => dom.text(child).is_none_or(str::is_empty),
            _ => true,
        })
    }

    fn is_root(&self) -> bool {
        self.dom().parent(self.id) == Some(Dom::ROOT)
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
