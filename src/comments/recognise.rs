//! Which known comment system stands on a page, and its comments: what [`super::systems`] says, looked up.
//!
//! The pass over the page's names (`words`) notes the systems that may stand there (`suspects`).

use std::cmp::Ordering;

use super::compiled::{AUTHOR, BADGE, BODY, Compiled, DATE, DOWN, FIELDS, PERMALINK, VOTES};
use super::declared::Counter;
use super::parents::{self, trailing_number};
use super::selector::{Selector, Subject};
use super::suspects::Suspects;
use super::systems::{Reach, System};
use super::types::{Candidate, Context};
use crate::dates;
use crate::dom::{Dom, Flow, NodeId, NodeKind, Tag};

/// The comments of a known system, as they stand on the page.
#[derive(Debug)]
pub struct KnownComments {
    /// The system's name.
    pub system: &'static str,
    /// Whether the first candidate is the page's article.
    pub forum: bool,
    /// The comments in page order, at least one.
    pub candidates: Vec<Candidate>,
    /// How many comments the page says there are.
    pub counter: Option<Counter>,
}

/// Finds the comments of the known system that the page shows; `None` where no known system shows any, or where the
/// table is switched off.
pub fn find(context: &Context, suspects: &Suspects) -> Option<KnownComments> {
    if !context.systems {
        return None;
    }
    let dom = context.dom;
    let mut best: Option<(&Compiled, Vec<Candidate>)> = None;
    for compiled in suspects.places().map(Compiled::of) {
        let candidates = candidates(compiled, dom);
        let better = match &best {
            _ if candidates.is_empty() => false,
            None => true,
            Some((holder, held)) => outweighs(compiled.system, &candidates, holder.system, held),
        };
        if better {
            best = Some((compiled, candidates));
        }
    }
    let (compiled, mut candidates) = best?;
    parents::resolve(compiled, dom, &mut candidates);
    let counter = counter(dom, &compiled.counter);
    Some(KnownComments { system: compiled.system.name, forum: compiled.system.forum, candidates, counter })
}

/// Whether what one system finds is to be preferred to what another finds. The more particular one knows more, unless
/// it sees much less of the page.
fn outweighs(system: &System, found: &[Candidate], holder: &System, held: &[Candidate]) -> bool {
    let worth = |found: &[Candidate]| {
        found.iter().filter(|item| item.body.is_some() && item.author.is_some()).count()
    };
    let (new, old) = (worth(found), worth(held));
    match system.reach.cmp(&holder.reach) {
        Ordering::Less => new * 2 > old,
        Ordering::Equal => new > old,
        Ordering::Greater => new > old * 2,
    }
}

/// The comments of one system, parents not yet known.
fn candidates(compiled: &Compiled, dom: &Dom) -> Vec<Candidate> {
    let items = items(compiled, dom);
    let mut found = Vec::with_capacity(items.len());
    for (place, &node) in items.iter().enumerate() {
        let next = items.get(place + 1).copied();
        let until = if compiled.system.runs_on { run_end(dom, node, next) } else { dom.end(node) };
        let candidate = record(compiled, dom, node, until, &items);
        // A vocabulary's words stand for other things too: the answers of a list of frequent questions have no author.
        let vouched =
            compiled.system.reach == Reach::Own || candidate.author.is_some() || candidate.date.is_some();
        if vouched && shows_something(dom, &candidate, until, &items) && !is_ping(dom, node, until) {
            found.push(candidate);
        }
    }
    found
}

/// The elements that hold a comment each, in page order.
fn items(compiled: &Compiled, dom: &Dom) -> Vec<NodeId> {
    let mut items: Vec<NodeId> = Vec::new();
    let mut at = Dom::ROOT;
    let end = dom.end(at);
    while at < end {
        let id = at;
        at = NodeId(at.0 + 1);
        if !dom.is_element(id) {
            continue;
        }
        if matches!(dom.tag(id), Tag::Head | Tag::Script | Tag::Style | Tag::Template | Tag::Iframe) {
            at = dom.end(id);
            continue;
        }
        let subject = Subject::of(dom, id);
        if compiled.item.rank(subject).is_none() || compiled.never.rank(subject).is_some() {
            continue;
        }
        let Some(item) = whole(compiled, dom, id) else { continue };
        if items.last().is_none_or(|&last| last < item && !same(dom, last, item)) {
            items.push(item);
        }
    }
    items
}

/// The element of the whole comment, where the item is but a piece of it.
fn whole(compiled: &Compiled, dom: &Dom, item: NodeId) -> Option<NodeId> {
    if compiled.whole.is_empty() {
        return Some(item);
    }
    dom.ancestors(item).take(16).find(|&up| compiled.whole.matches(dom, up))
}

/// Whether an item is the one around it told once more: themes give a list item and the box in it the same number.
fn same(dom: &Dom, outer: NodeId, inner: NodeId) -> bool {
    let number = |id| dom.attr(id, "id").and_then(trailing_number);
    dom.contains(outer, inner) && number(outer).is_some() && number(outer) == number(inner)
}

/// Where a comment ends that goes on in the siblings after its first element.
fn run_end(dom: &Dom, node: NodeId, next: Option<NodeId>) -> NodeId {
    let close = dom.parent(node).map_or(dom.end(node), |parent| dom.end(parent));
    next.filter(|&next| next < close).unwrap_or(close)
}

/// The nodes of a comment that are no part of another inside it.
fn own(dom: &Dom, node: NodeId, until: NodeId, items: &[NodeId]) -> impl Iterator<Item = NodeId> {
    let mut at = NodeId(node.0 + 1);
    let mut after = items.partition_point(|&item| item <= node);
    std::iter::from_fn(move || {
        while items.get(after).is_some_and(|&item| item <= at) && at < until {
            let item = items[after];
            if item == at {
                at = dom.end(item);
                after += items[after..].partition_point(|&item| item < at);
            } else {
                after += 1;
            }
        }
        let id = at;
        at = NodeId(at.0 + 1);
        (id < until).then_some(id)
    })
}

/// Reads where the pieces of one comment stand.
fn record(compiled: &Compiled, dom: &Dom, node: NodeId, until: NodeId, items: &[NodeId]) -> Candidate {
    let mut best: [Option<(usize, NodeId)>; FIELDS] = [None; FIELDS];
    let mut drop: Vec<NodeId> = Vec::new();
    let mut roles: Vec<bool> = compiled.roles.iter().map(|(role, _)| role.matches(dom, node)).collect();
    for id in own(dom, node, until, items).filter(|&id| dom.is_element(id)) {
        let subject = Subject::of(dom, id);
        for (field, (held, selector)) in best.iter_mut().zip(&compiled.fields).enumerate() {
            let bar = held.map_or(HOPELESS, |(rank, _)| rank);
            let Some(rank) = selector.rank(subject).filter(|&rank| rank < bar) else { continue };
            let rank = rank + penalty(field, dom, id);
            if rank < bar {
                *held = Some((rank, id));
            }
        }
        for (seen, (selector, _)) in roles.iter_mut().zip(&compiled.roles) {
            *seen = *seen || selector.rank(subject).is_some();
        }
        let inside = drop.last().is_some_and(|&last| dom.contains(last, id));
        if !inside && (dom.tag(id) == Tag::Form || compiled.drop.rank(subject).is_some()) {
            drop.push(id);
        }
    }
    let at = |field: usize| best[field].map(|(_, id)| id);
    let body = at(BODY);
    // A drop that holds the body would leave nothing of the comment.
    drop.retain(|&id| body.is_none_or(|body| !dom.contains(id, body)));
    Candidate {
        node,
        parent: None,
        id: own_id(compiled.system, dom, node),
        author: at(AUTHOR),
        date: at(DATE),
        body,
        until: (until != dom.end(node)).then_some(until),
        votes: at(VOTES),
        down: at(DOWN),
        permalink: at(PERMALINK),
        badge: at(BADGE),
        role: roles.iter().zip(&compiled.roles).find(|(seen, _)| **seen).map(|(_, (_, role))| *role),
        drop,
    }
}

/// More than any selector has alternatives.
const WORSE: usize = 100;
const HOPELESS: usize = 200;

/// As much of an element's text is read for a date.
const LONGEST_DATE: usize = 400;

/// What an element's text says against it: a name is not empty (a link around the avatar is), and a date has a number,
/// in its text or else in an attribute that a script makes one of (a link named "Permalink" has none). A text that reads as
/// a date goes before one that only has numbers: how much its writer has posted.
fn penalty(field: usize, dom: &Dom, id: NodeId) -> usize {
    if field != AUTHOR && field != DATE {
        return 0;
    }
    let (mut text, mut digit, mut said) = (false, false, String::new());
    for part in dom.subtree(id).take(200).filter(|&part| dom.kind(part) == NodeKind::Text) {
        let part = dom.text(part).unwrap_or_default();
        text |= part.chars().any(char::is_alphanumeric);
        digit |= part.bytes().any(|byte| byte.is_ascii_digit());
        if field == DATE && said.len() + part.len() < LONGEST_DATE {
            said.push_str(part);
            said.push(' ');
        }
    }
    let told = |name| dom.attr(id, name).is_some_and(|value| value.bytes().any(|byte| byte.is_ascii_digit()));
    match (text, digit) {
        (true, true) if field == DATE && !told("datetime") && dates::find_span(&said).is_none() => WORSE / 2,
        (true, _) if field == AUTHOR || digit => 0,
        (true, _) => WORSE,
        (false, _) if field == DATE && (told("datetime") || told("title")) => WORSE,
        (false, _) => HOPELESS,
    }
}

fn own_id(system: &System, dom: &Dom, node: NodeId) -> Option<String> {
    let mut values = system.id.iter().filter_map(|name| dom.attr(node, name));
    values.find(|value| !value.trim().is_empty()).map(|value| value.trim().to_owned())
}

/// Whether a comment has a text (or a picture) where one is known to stand, or else an author.
fn shows_something(dom: &Dom, found: &Candidate, until: NodeId, items: &[NodeId]) -> bool {
    let Some(body) = found.body else {
        return found.author.is_some() && found.date.is_some() && until.0 - found.node.0 > 4;
    };
    own(dom, body, dom.end(body), items).filter(|&id| !is_dropped(dom, &found.drop, id)).any(|id| {
        match dom.kind(id) {
            NodeKind::Text => dom.text(id).is_some_and(|text| !text.trim().is_empty()),
            NodeKind::Element => dom.tag(id).flow() == Flow::Replaced && dom.tag(id) != Tag::Input,
            _ => false,
        }
    })
}

/// Whether a node stands in one of the subtrees to leave out, which are in page order and none inside another.
fn is_dropped(dom: &Dom, drop: &[NodeId], id: NodeId) -> bool {
    let before = drop.partition_point(|&start| start <= id);
    before.checked_sub(1).and_then(|last| drop.get(last)).is_some_and(|&last| dom.contains(last, id))
}

/// Whether it is another site's notice of a link, told as a comment by themes that give it no class.
fn is_ping(dom: &Dom, node: NodeId, until: NodeId) -> bool {
    let mut texts = (node.0..until.0).take(400).map(NodeId).filter(|&id| dom.kind(id) == NodeKind::Text);
    let first = texts.find_map(|id| dom.text(id).map(str::trim_start).filter(|text| !text.is_empty()));
    let starts = |word: &str| {
        let head = first.and_then(|text| text.as_bytes().get(..word.len()));
        head.is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    starts("pingback") || starts("trackback")
}

/// The number in the first element that tells how many comments there are.
fn counter(dom: &Dom, selector: &Selector) -> Option<Counter> {
    if selector.is_empty() {
        return None;
    }
    let id = dom.ids().find(|&id| dom.is_element(id) && selector.matches(dom, id))?;
    Counter::of(&dom.text_content(id), first_number)
}

/// The number that a heading or counter begins with, its thousands parted or not: what stands far behind is the
/// article's title.
fn first_number(text: &str) -> Option<u64> {
    text.split_whitespace().take(4).find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let whole = word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '\''));
        digits.parse().ok().filter(|_| whole)
    })
}
