//! What the elements around a block tell of it, found once an element and handed down to what stands inside.

use super::keywords::GROUPS;
use super::page::{Page, ratio};
use crate::dom::{Dom, NodeId, Tag};

/// Ancestors farther away than this are not looked at: time stays linear on pages nested without end.
pub(super) const REACH: usize = 40;
/// Elements whose nearest occurrence above a block is a feature.
pub(super) const NEAR_TAGS: &[(&str, &[Tag])] = &[
    ("article", &[Tag::Article]),
    ("main", &[Tag::Main]),
    ("section", &[Tag::Section]),
    ("aside", &[Tag::Aside]),
    ("nav", &[Tag::Nav]),
    ("header", &[Tag::Header]),
    ("footer", &[Tag::Footer]),
    ("form", &[Tag::Form]),
    ("list", &[Tag::Ul, Tag::Ol, Tag::Dl]),
    ("table", &[Tag::Table]),
    ("figure", &[Tag::Figure, Tag::Figcaption]),
    ("quote", &[Tag::Blockquote]),
    ("link", &[Tag::A]),
    ("button", &[Tag::Button, Tag::Select, Tag::Textarea, Tag::Label]),
    ("details", &[Tag::Details, Tag::Dialog, Tag::Noscript]),
];

/// The place of every tag in [`NEAR_TAGS`], or a number beyond it.
const PLACES: [usize; Tag::Other as usize + 1] = {
    let mut places = [usize::MAX; Tag::Other as usize + 1];
    let mut place = 0;
    while place < NEAR_TAGS.len() {
        let mut at = 0;
        while at < NEAR_TAGS[place].1.len() {
            places[NEAR_TAGS[place].1[at] as usize] = place;
            at += 1;
        }
        place += 1;
    }
    places
};

/// The level of what stands nowhere above.
const NOWHERE: f32 = -1000.0;

/// An element, and what it and those around it are. Levels count from the root.
#[derive(Clone, Copy)]
pub(super) struct Above {
    pub node: NodeId,
    pub level: f32,
    /// The level of the nearest element of each entry of [`NEAR_TAGS`].
    pub near_tag: [f32; NEAR_TAGS.len()],
    /// The level of the nearest element of each keyword group.
    pub near_group: [f32; GROUPS.len()],
    /// How many elements are of each keyword group.
    pub groups: [f32; GROUPS.len()],
    /// Its words, link density, paragraphs, share of the page's paragraph words, and words a block.
    pub sums: [f32; 5],
    /// The level of the nearest element that holds the page's prose.
    pub prose: f32,
    /// The level of the nearest element that holds the page's best container.
    pub top: f32,
}

/// An element and all elements around it, the root first.
#[derive(Default)]
pub(super) struct Chain(pub Vec<Above>);

impl Chain {
    /// The element so many levels above the last.
    pub fn above(&self, levels: usize) -> Option<&Above> {
        self.0.len().checked_sub(levels + 1).and_then(|at| self.0.get(at))
    }

    /// Goes on to another element: only what is not around the last is looked at.
    pub fn reach(&mut self, page: &Page, element: NodeId) {
        let dom = page.dom;
        while self.0.last().is_some_and(|last| !dom.contains(last.node, element)) {
            self.0.pop();
        }
        let known = self.0.last().map(|last| last.node);
        let from = self.0.len();
        let mut at = Some(element).filter(|&element| Some(element) != known);
        while let Some(node) = at {
            self.0.push(Above { node, ..OUTSIDE });
            at = dom.parent(node).filter(|&parent| Some(parent) != known);
        }
        self.0[from..].reverse();
        for index in from..self.0.len() {
            let node = self.0[index].node;
            let outer = index.checked_sub(1).map_or(OUTSIDE, |outer| self.0[outer]);
            self.0[index] = outer.enter(page, node, index as f32);
        }
    }
}

/// What is around the root.
const OUTSIDE: Above = Above {
    node: Dom::ROOT,
    level: NOWHERE,
    near_tag: [NOWHERE; NEAR_TAGS.len()],
    near_group: [NOWHERE; GROUPS.len()],
    groups: [0.0; GROUPS.len()],
    sums: [0.0; 5],
    prose: NOWHERE,
    top: NOWHERE,
};

impl Above {
    fn enter(mut self, page: &Page, node: NodeId, level: f32) -> Above {
        let tag = page.dom.tag(node);
        (self.node, self.level) = (node, level);
        if let Some(near) = self.near_tag.get_mut(PLACES[tag as usize]) {
            *near = level;
        }
        // The body's and root's classes speak of the page, not of the block.
        let frame = matches!(tag, Tag::Body | Tag::Html);
        let mut groups = if frame { 0 } else { page.groups[node.index()] };
        while groups != 0 {
            let index = groups.trailing_zeros() as usize;
            groups &= groups - 1;
            self.groups[index] += 1.0;
            self.near_group[index] = level;
        }
        if page.dom.contains(node, page.prose) {
            self.prose = level;
        }
        if page.dom.contains(node, page.top) {
            self.top = level;
        }
        let sums = &page.sums[node.index()];
        self.sums = [
            sums.words,
            sums.link_density(),
            sums.paragraphs as f32,
            ratio(sums.paragraph_words, page.sums[0].paragraph_words),
            ratio(sums.words, sums.blocks as f32),
        ];
        self
    }
}
