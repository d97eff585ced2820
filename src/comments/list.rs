//! Elements that are taken for the comments of one thread.

use crate::dom::NodeId;

/// A list of elements that are taken for comments.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// The elements in page order.
    pub members: Vec<NodeId>,
    /// One past the last node of each: further on than the element's own where its text stands after it.
    pub ends: Vec<NodeId>,
    /// How many of them hold one of each mark.
    pub good: usize,
    /// How much speaks for comments.
    pub evidence: f32,
    /// What it is ranked by.
    pub score: f32,
}
