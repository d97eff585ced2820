//! Which comment answers which: the forms in which known systems show it.

use rustc_hash::FxHashMap;

use super::compiled::Compiled;
use super::selector::Selector;
use super::systems::Nesting;
use super::types::Candidate;
use crate::dom::{Dom, NodeId};

/// How many nodes from its start on a comment is searched for what tells its place: nested ones are not searched whole.
const NEAR: usize = 2_000;

/// Fills in the parents of a system's comments, in page order.
pub(super) fn resolve(compiled: &Compiled, dom: &Dom, found: &mut [Candidate]) {
    for (form, selector) in &compiled.nesting {
        match *form {
            Nesting::Inside => inside(dom, found),
            Nesting::DepthClass(prefix) => by_depth(found, |item| depth_class(dom, item.node, prefix)),
            Nesting::DepthAttr(_, name) => by_depth(found, |item| depth_attr(dom, item, selector, name)),
            Nesting::Indent(_) => by_depth(found, |item| indent(dom, item, selector)),
            Nesting::After(_) => after(dom, found, selector),
            Nesting::ParentId(name) => named(found, |item| dom.attr(item.node, name)),
            Nesting::AnswerLink(_) => named(found, |item| {
                let link = first_in(dom, item, selector)?;
                dom.attr(link, "href").and_then(|href| href.rsplit(['#', '/']).next())
            }),
        }
    }
}

/// A comment inside another's element answers it.
fn inside(dom: &Dom, found: &mut [Candidate]) {
    let mut open: Vec<usize> = Vec::new();
    for place in 0..found.len() {
        let node = found[place].node;
        while open.last().is_some_and(|&up| !dom.contains(found[up].node, node)) {
            open.pop();
        }
        found[place].parent = found[place].parent.or(open.last().copied());
        open.push(place);
    }
}

/// A comment answers the nearest one before it that is less deep.
fn by_depth(found: &mut [Candidate], depth: impl Fn(&Candidate) -> Option<i64>) {
    let mut open: Vec<(i64, usize)> = Vec::new();
    for (place, item) in found.iter_mut().enumerate() {
        let Some(own) = depth(item) else { continue };
        while open.last().is_some_and(|&(up, _)| up >= own) {
            open.pop();
        }
        item.parent = item.parent.or(open.last().map(|&(_, up)| up));
        open.push((own, place));
    }
}

/// The number behind a class prefix of the element, of one close around it, or of its first child.
fn depth_class(dom: &Dom, node: NodeId, prefix: &str) -> Option<i64> {
    let of = |id: NodeId| {
        let mut tokens = dom.class(id)?.split_ascii_whitespace();
        tokens.find_map(|token| token.strip_prefix(prefix)?.parse().ok())
    };
    std::iter::once(node)
        .chain(dom.ancestors(node).take(2))
        .chain(dom.child_elements(node).take(1))
        .find_map(of)
}

fn depth_attr(dom: &Dom, item: &Candidate, selector: &Selector, name: &str) -> Option<i64> {
    let holder = if selector.is_empty() { item.node } else { first_in(dom, item, selector)? };
    dom.attr(holder, name)?.trim().parse().ok()
}

/// How far the style of a comment's element moves it in, in pixels or whatever unit the page keeps to.
fn indent(dom: &Dom, item: &Candidate, selector: &Selector) -> Option<i64> {
    let holder = if selector.is_empty() { item.node } else { first_in(dom, item, selector)? };
    let style = dom.attr(holder, "style")?;
    style.split(';').find_map(|rule| {
        let (name, value) = rule.split_once(':')?;
        matches!(name.trim(), "margin-left" | "padding-left").then_some(())?;
        let value = value.trim();
        let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
        value.get(..end)?.parse().ok()
    })
}

/// A comment in a container answers the last comment before the container, of those beside the container.
fn after(dom: &Dom, found: &mut [Candidate], selector: &Selector) {
    let container = |id: NodeId| dom.ancestors(id).take(64).find(|&up| selector.matches(dom, up));
    let mut last: FxHashMap<Option<NodeId>, usize> = FxHashMap::default();
    for place in 0..found.len() {
        let around = container(found[place].node);
        if let Some(around) = around {
            let parent = last.get(&container(around)).copied();
            let before = parent.filter(|&up| dom.end(found[up].node) <= around);
            found[place].parent = found[place].parent.or(before);
        }
        last.insert(around, place);
    }
}

/// A comment names the one that it answers by its id, or by the number in it.
fn named<'a>(found: &mut [Candidate], name: impl Fn(&Candidate) -> Option<&'a str>) {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (place, item) in found.iter().enumerate() {
        let Some(id) = &item.id else { continue };
        places.entry(id.clone()).or_insert(place);
        if let Some(number) = trailing_number(id) {
            places.entry(number.to_owned()).or_insert(place);
        }
    }
    for (place, item) in found.iter_mut().enumerate() {
        let Some(name) = name(item).map(str::trim).filter(|name| !name.is_empty()) else { continue };
        let parent = places.get(name).or_else(|| places.get(trailing_number(name)?)).copied();
        item.parent = item.parent.or(parent.filter(|&up| up < place));
    }
}

/// The digits at the end of an id: what a comment's many ids have in common.
pub(super) fn trailing_number(id: &str) -> Option<&str> {
    let start = id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    id.get(start..).filter(|digits| !digits.is_empty())
}

/// The first element of a comment that the selector matches.
fn first_in(dom: &Dom, item: &Candidate, selector: &Selector) -> Option<NodeId> {
    let end = item.until.unwrap_or_else(|| dom.end(item.node));
    (item.node.0..end.0).take(NEAR).map(NodeId).find(|&id| dom.is_element(id) && selector.matches(dom, id))
}
