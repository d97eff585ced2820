//! The entries of the body's lists: what number each has, and what it is besides.

use rustc_hash::{FxHashMap, FxHashSet};

use super::setting::ListPlace;
use crate::dom::{Dom, NodeId, Tag};
use crate::inline::Inline;
use crate::record::ItemRole;

/// An entry of a list, or a part of one.
pub(super) struct Item {
    pub node: Option<NodeId>,
    pub depth: u8,
    pub number: Option<i64>,
    pub role: Option<ItemRole>,
    pub inline: Inline,
}

/// What is known of the entries that were met.
#[derive(Default)]
pub(super) struct Items {
    /// The numbers of the entries of every numbered list that one was met of.
    numbers: FxHashMap<NodeId, i64>,
    counted: FxHashSet<NodeId>,
    met: FxHashSet<NodeId>,
}

impl Items {
    /// Takes up what stands at a place of a list.
    pub(super) fn item(&mut self, dom: &Dom, place: &ListPlace, inline: Inline) -> Item {
        let mut item = Item { node: place.item, depth: place.depth, number: None, role: None, inline };
        if let Some(node) = place.item {
            if self.met.insert(node) {
                item.number = self.number(dom, node);
                item.role = match dom.tag(node) {
                    Tag::Dt => Some(ItemRole::Term),
                    Tag::Dd => Some(ItemRole::Description),
                    _ => None,
                };
            } else {
                item.role = Some(ItemRole::Continuation);
            }
        }
        item
    }

    /// The number that the page shows with an entry. Entries that are not the article's count.
    fn number(&mut self, dom: &Dom, item: NodeId) -> Option<i64> {
        let list = dom.parent(item).filter(|&list| dom.tag(list) == Tag::Ol)?;
        if self.counted.insert(list) {
            let numbers = numbers(dom, list);
            self.numbers.extend(numbers);
        }
        self.numbers.get(&item).copied()
    }
}

/// The entries of a list with their numbers, as HTML counts them.
fn numbers(dom: &Dom, list: NodeId) -> impl Iterator<Item = (NodeId, i64)> {
    let entries = move || dom.child_elements(list).filter(move |&child| dom.tag(child) == Tag::Li);
    let says = move |node, name| dom.attr(node, name).and_then(integer);
    let reversed = dom.attr(list, "reversed").is_some();
    let first = says(list, "start").unwrap_or_else(|| if reversed { entries().count() as i64 } else { 1 });
    let mut next = first;
    entries().map(move |entry| {
        let number = says(entry, "value").unwrap_or(next);
        next = number.saturating_add(if reversed { -1 } else { 1 });
        (entry, number)
    })
}

/// An attribute's number: what stands behind its digits does not count.
fn integer(value: &str) -> Option<i64> {
    let value = value.trim_start();
    let sign = usize::from(value.starts_with(['-', '+']));
    let digits = value[sign..].bytes().take_while(u8::is_ascii_digit).count();
    value[..sign + digits].parse::<i32>().ok().map(i64::from)
}
