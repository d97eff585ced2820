//! Which comment answers which, and lists that stand in the page twice.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::types::Item;
use crate::dom::{Dom, NodeId};

/// The comment that each one answers, from the way they are nested: inside another; in a container after another;
/// by the depth that class, style or attribute tells.
pub(super) fn parents(dom: &Dom, nodes: &[NodeId]) -> Vec<Option<usize>> {
    let mut parents = inside(dom, nodes);
    if parents.iter().any(Option::is_some) {
        return parents;
    }
    let told: Vec<Option<i32>> = nodes.iter().map(|&id| told_depth(dom, id)).collect();
    let lowest = told.iter().flatten().min().copied();
    let varied = lowest.is_some_and(|low| told.iter().flatten().any(|&depth| depth > low));
    let depths: Vec<i32> = if varied {
        told.iter().map(|depth| depth.or(lowest).unwrap_or(0)).collect()
    } else {
        container_depths(dom, nodes)
    };
    if !varied && all_in_one(&depths) {
        return parents;
    }
    let mut open: Vec<(i32, usize)> = Vec::new();
    for (index, &depth) in depths.iter().enumerate() {
        while open.last().is_some_and(|&(held, _)| held >= depth) {
            open.pop();
        }
        parents[index] = open.last().map(|&(_, at)| at);
        open.push((depth, index));
    }
    parents
}

fn inside(dom: &Dom, nodes: &[NodeId]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = vec![None; nodes.len()];
    for (index, &id) in nodes.iter().enumerate() {
        while open.last().is_some_and(|&last| !dom.contains(nodes[last], id)) {
            open.pop();
        }
        parents[index] = open.last().copied();
        open.push(index);
    }
    parents
}

/// The depth that a class ("depth-2", "level3", "indent-1"), a style ("margin-left: 40px") or an attribute tells,
/// at the element or one of the two around it.
fn told_depth(dom: &Dom, id: NodeId) -> Option<i32> {
    let around = std::iter::once(id).chain(dom.ancestors(id).take(2));
    let below = dom.child_elements(id).take(2);
    around.chain(below).find_map(|node| {
        for name in ["data-depth", "data-level", "aria-level", "depth"] {
            if let Some(depth) = dom.attr(node, name).and_then(|value| value.trim().parse().ok()) {
                return Some(depth);
            }
        }
        let class = dom.class(node).unwrap_or_default();
        class.split_ascii_whitespace().find_map(class_depth).or_else(|| style_depth(dom.attr(node, "style")?))
    })
}

fn class_depth(token: &str) -> Option<i32> {
    let lower = token.to_ascii_lowercase();
    let digits = lower.bytes().rev().take_while(u8::is_ascii_digit).count();
    let stem = lower.get(..lower.len() - digits)?.trim_end_matches(['-', '_']);
    let depth = lower.get(lower.len() - digits..)?.parse().ok()?;
    ["depth", "level", "lvl", "indent", "nest", "tier"]
        .iter()
        .any(|mark| stem.ends_with(mark))
        .then_some(depth)
}

fn style_depth(style: &str) -> Option<i32> {
    style.split(';').find_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let property = property.trim();
        if !["margin-left", "padding-left", "margin-inline-start"].contains(&property) {
            return None;
        }
        let number: String = value.trim().chars().take_while(|c| c.is_ascii_digit()).collect();
        number.parse().ok()
    })
}

/// Whether the depth only grows once and for good: a part of the list that was loaded later, not answers.
fn all_in_one(depths: &[i32]) -> bool {
    let steps = depths.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let (Some(first), Some(last)) = (depths.first(), depths.last()) else { return true };
    let deep = depths.iter().filter(|&depth| depth == last).count();
    steps == 1 && last > first && deep > 2
}

/// How deep each stands below the element around all.
fn container_depths(dom: &Dom, nodes: &[NodeId]) -> Vec<i32> {
    let (Some(&first), Some(&last)) = (nodes.first(), nodes.last()) else { return Vec::new() };
    let top = dom.ancestors(first).find(|&up| dom.contains(up, last)).unwrap_or(Dom::ROOT);
    nodes.iter().map(|&id| dom.ancestors(id).take_while(|&up| up > top).count() as i32).collect()
}

/// The run of nodes of each one, from its start to its end, less those of the ones inside.
pub(super) fn holes(dom: &Dom, nodes: &[NodeId], index: usize) -> Vec<Range<NodeId>> {
    let Some(&node) = nodes.get(index) else { return Vec::new() };
    let mut holes: Vec<Range<NodeId>> = Vec::new();
    for &inner in nodes.iter().skip(index + 1).take_while(|&&inner| dom.contains(node, inner)) {
        if holes.last().is_none_or(|hole| hole.end <= inner) {
            holes.push(inner..dom.end(inner));
        }
    }
    holes
}

/// Which comments stay when a list that stands in the page twice is told once.
pub(super) fn once(items: &[Item]) -> Vec<bool> {
    let mut seen: FxHashSet<(&str, &str, &str)> = FxHashSet::default();
    let keep: Vec<bool> = items
        .iter()
        .map(|item| {
            let author = item.comment.author.as_ref().map_or("", |author| author.name.as_str());
            let date = item.comment.published_text.as_deref().unwrap_or_default();
            seen.insert((author, date, &item.comment.text))
        })
        .collect();
    let double = keep.iter().filter(|keep| !**keep).count();
    if double * 3 >= items.len() { keep } else { vec![true; items.len()] }
}
