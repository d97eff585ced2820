//! Records of another shape in the thread that a list is of: answers around their comments, a first post that is set
//! apart, answers in a class of their own.

use super::evidence::{Tally, tallies, weigh};
use super::list::List;
use super::page::Page;
use crate::dom::{Dom, NodeId};

/// How many groups are looked at in earnest.
const MOST: usize = 24;
/// How many times a thread may gain records of a further shape.
const ROUNDS: usize = 2;

/// Adds to a list the records of other shapes that belong to its thread.
pub(super) fn join(page: &Page, groups: &[Vec<NodeId>], mut best: List) -> List {
    for _ in 0..ROUNDS {
        let Some(wider) = round(page, groups, &best) else { break };
        best = wider;
    }
    best
}

/// The list with the group that adds the most words, if one adds any.
fn round(page: &Page, groups: &[Vec<NodeId>], best: &List) -> Option<List> {
    let dom = page.context.dom;
    let own_ends = best.members.iter().zip(&best.ends).all(|(&id, &end)| dom.end(id) == end);
    if !own_ends || best.good < 2 {
        return None;
    }
    let mut found: Vec<(usize, Vec<NodeId>)> = groups
        .iter()
        .filter_map(|group| {
            let more = outside(dom, group, best)?;
            let words = more.iter().map(|&id| page.context.blocks.inside(dom, id).len()).sum();
            Some((words, more))
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    found.dedup();
    found.truncate(MOST);
    found
        .into_iter()
        .filter_map(|(_, more)| merged(page, best, &more))
        .max_by(|a, b| a.0.cmp(&b.0))
        .map(|(_, list)| list)
}

/// The members of a group that may stand beside the list: they hold some of its comments or stand next to them, and
/// none stands inside one.
fn outside(dom: &Dom, group: &[NodeId], best: &List) -> Option<Vec<NodeId>> {
    let (mut more, mut near, mut around) = (Vec::new(), 0, 0);
    let (first, last) = (*best.members.first()?, *best.members.last()?);
    for &id in group {
        let at = best.members.partition_point(|&member| member < id);
        let holds = best.members.get(at).is_some_and(|&next| dom.contains(id, next));
        let before = at.checked_sub(1).and_then(|before| best.members.get(before));
        if best.members.get(at) == Some(&id) {
            continue;
        }
        // What holds all of them is the page around the thread.
        if dom.contains(id, first) && dom.contains(id, last) {
            return None;
        }
        if before.is_some_and(|&before| dom.contains(before, id)) {
            return None;
        }
        let beside =
            best.members.get(at).or(before).is_some_and(|&other| dom.parent(other) == dom.parent(id));
        near += usize::from(holds || beside);
        around += usize::from(holds);
        more.push(id);
    }
    (around > 0 || near * 2 > more.len()).then_some(more)
}

/// The list with more members in it, if each of these is a whole record beside the others; and how much they say.
fn merged(page: &Page, best: &List, more: &[NodeId]) -> Option<(i32, List)> {
    let dom = page.context.dom;
    let mut members = best.members.clone();
    members.extend(more);
    members.sort();
    let ends: Vec<NodeId> = members.iter().map(|&id| dom.end(id)).collect();
    let own = tallies(page, &members, &ends);
    let (mut whole, mut double) = (0, 0);
    let mut says = 0;
    let is_new = |id: &NodeId| more.binary_search(id).is_ok();
    let held: Vec<&Tally> =
        members.iter().zip(&own).filter(|(id, _)| !is_new(id)).map(|(_, tally)| tally).collect();
    // Some answers have no remarks: one that has speaks for all of its kind.
    let around = members.windows(2).any(|pair| is_new(&pair[0]) && dom.contains(pair[0], pair[1]));
    for (_, tally) in members.iter().zip(&own).filter(|(id, _)| is_new(id)) {
        if around || tally.is_like(&held) {
            whole += usize::from(tally.is_whole());
            double += usize::from(tally.is_doubled());
        }
        says += tally.says();
    }
    if whole * 2 < more.len() || (whole + double) * 5 < more.len() * 4 {
        return None;
    }
    let mut list = weigh(page, members, ends, 1.0)?;
    list.good = list.good.max(best.good);
    Some((says, list)).filter(|(_, list)| list.members.len() > best.members.len())
}
