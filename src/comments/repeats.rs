//! Comments of systems that nobody listed: elements of one shape that each hold a name, a date and a text.
//!
//! Every element is put under the keys of its looks (tag with each class, with its id or other marks less their
//! digits, with its parent, with the comment area around it). A key's elements are a list of comments where each
//! holds *one* of each mark (date, name, reply link) once those inside it are taken out: so nested answers are found
//! with the comments they answer, and a wrapper around a whole thread tells itself from a comment.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::evidence::{tallies, weigh};
use super::list::List;
use super::marks::between;
use super::others;
use super::page::{NONE, Page};
use crate::dom::{Dom, Flow, NodeId, Tag};

/// The elements that hold a comment each.
pub(super) fn find(page: &Page) -> Option<List> {
    let groups = groups(page);
    let mut lists: Vec<List> = Vec::new();
    for members in &groups {
        let ends = members.iter().map(|&id| page.context.dom.end(id)).collect();
        if let Some((heads, ends)) = runs(page, members) {
            lists.extend(weigh(page, heads, ends, 0.9));
        }
        lists.extend(weigh(page, members.clone(), ends, 1.0));
    }
    // Of lists as good as each other one whose members are all called alike: another has what wraps answers among them.
    let alike = |list: &List| share_a_class(page.context.dom, &list.members);
    lists.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| alike(b).cmp(&alike(a))));
    lists.truncate(24);
    let mut best = lists.first()?.clone();
    // A class that only some of them carry may have more evidence than the one that all carry.
    for list in &lists {
        if list.good > best.good
            && best.members.iter().all(|id| list.members.binary_search(id).is_ok())
            && !list.members.iter().any(|&id| holds_most(page.context.dom, id, &best.members))
        {
            best = list.clone();
        }
    }
    Some(others::join(page, &groups, widen(page, &lists, best)))
}

/// Whether an element holds most of a list's comments, if there are some: it is what they stand in, and none itself.
fn holds_most(dom: &Dom, id: NodeId, members: &[NodeId]) -> bool {
    let inside = between(members, |&member| member, NodeId(id.0 + 1), dom.end(id)).len();
    members.len() >= 4 && inside * 4 >= members.len() * 3
}

/// Of lists that tell the same comments apart, the one of the outermost elements: answers may stand inside those.
fn widen(page: &Page, lists: &[List], mut best: List) -> List {
    let dom = page.context.dom;
    if best.good < 2 {
        for list in lists {
            let inner = list.good == 1
                && list.evidence >= best.evidence - 3.0
                && list.members.len() == 1
                && best
                    .members
                    .iter()
                    .any(|&outer| outer != list.members[0] && dom.contains(outer, list.members[0]));
            if inner {
                best = list.clone();
            }
        }
        return best;
    }
    for list in lists {
        let whole = list.members.iter().zip(&list.ends).all(|(&id, &end)| dom.end(id) == end);
        let alike = share_a_class(dom, &list.members) || !share_a_class(dom, &best.members);
        if whole && alike && list.good >= best.good && list.members.len() <= best.members.len() {
            let holds =
                best.members.iter().zip(&list.members).all(|(&inner, &outer)| dom.contains(outer, inner));
            if holds && list.members != best.members {
                best = list.clone();
            }
        }
    }
    best
}

/// Whether elements have a class in common, or none of them has any. Items that only wrap answers have not.
fn share_a_class(dom: &Dom, members: &[NodeId]) -> bool {
    let classes = |id: NodeId| dom.class(id).unwrap_or_default().split_ascii_whitespace();
    let Some((&first, rest)) = members.split_first() else { return true };
    if classes(first).next().is_none() {
        return rest.iter().all(|&id| classes(id).next().is_none());
    }
    classes(first).take(12).any(|class| rest.iter().all(|&id| classes(id).any(|other| other == class)))
}

/// Where comments are runs of siblings (`dt`, `dd`, `dt`, …): the elements that begin the runs, and the runs' ends.
fn runs(page: &Page, members: &[NodeId]) -> Option<(Vec<NodeId>, Vec<NodeId>)> {
    let dom = page.context.dom;
    if members.len() < 2 {
        return None;
    }
    let ends: Vec<NodeId> = members.iter().map(|&id| dom.end(id)).collect();
    let own = tallies(page, members, &ends);
    let whole = own.iter().filter(|tally| tally.is_record(false, false)).count();
    if whole * 10 > members.len() * 3 {
        return None;
    }
    let heads = lift(dom, members)?;
    let parent = dom.parent(*heads.first()?)?;
    let mut ends: Vec<NodeId> = heads.iter().skip(1).copied().collect();
    let run = |from: NodeId| std::iter::successors(Some(from), |&at| dom.next_sibling(at));
    let longest =
        heads.iter().zip(&ends).map(|(&from, &to)| run(from).take_while(|&at| at < to).count()).max()?;
    if longest < 2 {
        return None;
    }
    let last = run(*heads.last()?).take(longest).last()?;
    ends.push(dom.end(last).min(dom.end(parent)));
    Some((heads, ends))
}

/// The elements themselves if they are siblings, else those around them that are.
fn lift(dom: &Dom, members: &[NodeId]) -> Option<Vec<NodeId>> {
    let mut heads = members.to_vec();
    for _ in 0..3 {
        let parents: Vec<NodeId> = heads.iter().map(|&id| dom.parent(id).unwrap_or_default()).collect();
        if parents.windows(2).all(|pair| pair[0] == pair[1]) {
            return Some(heads);
        }
        if parents.windows(2).any(|pair| pair[0] == pair[1]) {
            return None;
        }
        heads = parents;
    }
    None
}

fn groups(page: &Page) -> Vec<Vec<NodeId>> {
    let dom = page.context.dom;
    let mut groups: FxHashMap<u64, Vec<NodeId>> = FxHashMap::default();
    for id in dom.ids() {
        if !dom.is_element(id) || matches!(dom.tag(id), Tag::Html | Tag::Body | Tag::Head) {
            continue;
        }
        let tag = dom.tag(id);
        let nothing = matches!(tag.flow(), Flow::Silent | Flow::Replaced | Flow::Break | Flow::Control);
        if nothing || INLINE.contains(&tag) {
            continue;
        }
        let inner = between(&page.marks.dates, |mark| mark.node, id, dom.end(id)).len()
            + between(&page.marks.people, |mark| mark.node, id, dom.end(id)).len();
        if inner == 0 {
            continue;
        }
        let mut add = |key: u64| groups.entry(key).or_default().push(id);
        for token in dom.class(id).unwrap_or_default().split_ascii_whitespace().take(12) {
            add(key(dom, id, 1, token));
        }
        if let Some(value) = dom.attr(id, "id") {
            add(key(dom, id, 2, value));
        }
        for name in
            ["itemprop", "itemtype", "role", "data-testid", "data-type", "data-component", "data-role"]
        {
            if let Some(value) = dom.attr(id, name) {
                add(key(dom, id, 3, value));
            }
        }
        if dom.name(id).is_some_and(|name| name.contains('-')) {
            add(key(dom, id, 4, ""));
        }
        let parent = dom.parent(id).unwrap_or_default();
        add(place_key(dom, id, 5, parent.0));
        let area = page.area[id.index()];
        if area != NONE {
            add(place_key(dom, id, 6, area));
        }
    }
    groups.into_values().collect()
}

/// Elements that set words in a line: never a comment's own.
const INLINE: &[Tag] = &[
    Tag::A,
    Tag::Abbr,
    Tag::B,
    Tag::Cite,
    Tag::Code,
    Tag::Em,
    Tag::Font,
    Tag::I,
    Tag::S,
    Tag::Small,
    Tag::Strong,
    Tag::Sub,
    Tag::Sup,
    Tag::Time,
    Tag::U,
];

fn key(dom: &Dom, id: NodeId, kind: u8, value: &str) -> u64 {
    let mut hasher = FxHasher::default();
    kind.hash(&mut hasher);
    dom.name(id).hash(&mut hasher);
    for byte in value.bytes().filter(|byte| !byte.is_ascii_digit()).take(80) {
        byte.hash(&mut hasher);
    }
    hasher.finish()
}

fn place_key(dom: &Dom, id: NodeId, kind: u8, place: u32) -> u64 {
    let mut hasher = FxHasher::default();
    (kind, place).hash(&mut hasher);
    dom.name(id).hash(&mut hasher);
    hasher.finish()
}
