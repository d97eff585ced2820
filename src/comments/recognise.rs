//! Which known comment system stands on a page, and its comments: what [`super::systems`] says, looked up.
//!
//! The pass over the page's names (`words`) notes the systems that may stand there; only these are looked for in earnest.

use std::cmp::Ordering;
use std::sync::{LazyLock, OnceLock};

use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::declared::Counter;
use super::selector::{Selector, Subject};
use super::systems::{Nesting, Reach, SYSTEMS, System};
use super::{Candidate, Context};
use crate::dom::{Dom, Flow, NodeId, NodeKind, Tag};
use crate::record::Role;

/// The comments of a known system, as they stand on the page.
#[derive(Debug)]
pub struct Found {
    /// The system's name.
    pub system: &'static str,
    /// Whether the first candidate is the page's article.
    pub forum: bool,
    /// The comments in page order, at least one.
    pub candidates: Vec<Candidate>,
    /// How many comments the page says there are.
    pub counter: Option<Counter>,
}

/// A system with its selectors compiled.
pub(super) struct Compiled {
    pub(super) system: &'static System,
    item: Selector,
    whole: Selector,
    never: Selector,
    fields: [Selector; FIELDS],
    drop: Selector,
    roles: Vec<(Selector, Role)>,
    pub(super) nesting: Vec<(Nesting, Selector)>,
    counter: Selector,
}

const FIELDS: usize = 7;
const AUTHOR: usize = 0;
const DATE: usize = 1;
const BODY: usize = 2;
const VOTES: usize = 3;
const DOWN: usize = 4;
const PERMALINK: usize = 5;
const BADGE: usize = 6;

impl Compiled {
    fn of(system: &'static System) -> Compiled {
        // A selector that does not compile matches nothing; a test holds that all of the table's do.
        let compile = |text| Selector::parse(text).unwrap_or_default();
        Compiled {
            system,
            item: compile(system.item),
            whole: compile(system.whole),
            never: compile(system.never),
            fields: [
                system.author,
                system.date,
                system.body,
                system.votes,
                system.down,
                system.permalink,
                system.badge,
            ]
            .map(compile),
            drop: compile(system.drop),
            roles: system.roles.iter().map(|&(text, role)| (compile(text), role)).collect(),
            nesting: system.nesting.iter().map(|&form| (form, compile(form.selector()))).collect(),
            counter: compile(system.counter),
        }
    }
}

impl Nesting {
    /// The selector that it names, or nothing.
    pub(super) fn selector(self) -> &'static str {
        match self {
            Nesting::DepthAttr(selector, _)
            | Nesting::Indent(selector)
            | Nesting::After(selector)
            | Nesting::AnswerLink(selector) => selector,
            Nesting::Inside | Nesting::DepthClass(_) | Nesting::ParentId(_) => "",
        }
    }
}

/// By the system's place in the table, compiled when a page first shows its marks.
static COMPILED: [OnceLock<Compiled>; SYSTEMS.len()] = [const { OnceLock::new() }; SYSTEMS.len()];

/// The marks of all systems, by the three bytes that they begin with: that rejects nearly every name of a page.
struct Marks {
    /// A bit for each hash of three such bytes.
    starts: [u64; STARTS],
    names: FxHashMap<[u8; 3], Vec<Mark>>,
    /// Ends of item types.
    types: Vec<(&'static str, usize)>,
}

const STARTS: usize = 64;

/// The word of [`Marks::starts`] and the bit in it.
fn start(&[a, b, c]: &[u8; 3]) -> (usize, u64) {
    let hash = (usize::from(a) << 5) ^ (usize::from(b) << 3) ^ usize::from(c) ^ (usize::from(b) << 7);
    (hash >> 6 & (STARTS - 1), 1 << (hash & 63))
}

struct Mark {
    text: &'static str,
    prefix: bool,
    /// The system's place in the table.
    system: usize,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    let mut marks = Marks { starts: [0; STARTS], names: FxHashMap::default(), types: Vec::new() };
    for (system, entry) in SYSTEMS.iter().enumerate() {
        for &mark in entry.marks {
            if let Some(end) = mark.strip_prefix('*') {
                marks.types.push((end, system));
                continue;
            }
            let text = mark.trim_end_matches('*');
            if let Some(key) = text.as_bytes().first_chunk() {
                let prefix = text.len() < mark.len();
                let (word, bit) = start(key);
                marks.starts[word] |= bit;
                marks.names.entry(*key).or_default().push(Mark { text, prefix, system });
            }
        }
    }
    marks
});

impl Marks {
    /// Notes the systems whose marks stand in a list of names.
    fn note(&self, list: &str, seen: &mut [bool]) {
        for name in list.split_ascii_whitespace() {
            let Some(key) = name.as_bytes().first_chunk() else { continue };
            let (word, bit) = start(key);
            if self.starts[word] & bit == 0 {
                continue;
            }
            let Some(marks) = self.names.get(key) else { continue };
            for mark in marks {
                if if mark.prefix { name.starts_with(mark.text) } else { name == mark.text } {
                    seen[mark.system] = true;
                }
            }
        }
    }

    /// Notes the systems whose marks end an item type.
    fn note_types(&self, list: &str, seen: &mut [bool]) {
        self.note(list, seen);
        for name in list.split_ascii_whitespace() {
            for &(end, system) in &self.types {
                seen[system] |= name.ends_with(end);
            }
        }
    }
}

/// Which systems may stand on the page.
pub struct Suspects {
    /// By their place in the table.
    seen: Vec<bool>,
}

impl Suspects {
    /// None so far.
    pub fn new() -> Suspects {
        Suspects { seen: vec![false; SYSTEMS.len()] }
    }

    /// Notes what an element's name, or its class or id, speaks for.
    pub fn note(&mut self, list: &str) {
        MARKS.note(list, &mut self.seen);
    }

    /// Notes what another attribute speaks for: item types do.
    pub fn note_type(&mut self, name: &LocalName, value: &str) {
        if *name == local_name!("itemtype") || &**name == "typeof" {
            MARKS.note_types(value, &mut self.seen);
        }
    }
}

/// Finds the comments of the known system that the page shows; `None` where no known system shows any, or where the
/// table is switched off.
pub fn find(context: &Context, suspects: &Suspects) -> Option<Found> {
    if !context.systems {
        return None;
    }
    let dom = context.dom;
    let mut best: Option<(&Compiled, Vec<Candidate>)> = None;
    for ((system, compiled), _) in
        SYSTEMS.iter().zip(&COMPILED).zip(&suspects.seen).filter(|(_, seen)| **seen)
    {
        let compiled = compiled.get_or_init(|| Compiled::of(system));
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
    super::parents::resolve(compiled, dom, &mut candidates);
    let counter = counter(dom, &compiled.counter);
    Some(Found { system: compiled.system.name, forum: compiled.system.forum, candidates, counter })
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

/// The digits at the end of an id: what a comment's many ids have in common.
pub(super) fn trailing_number(id: &str) -> Option<&str> {
    let start = id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    id.get(start..).filter(|digits| !digits.is_empty())
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

/// What an element's text says against it: a name is not empty (a link around the avatar is), and a date has a number,
/// in its text or else in an attribute that a script makes one of (a link named "Permalink" has none).
fn penalty(field: usize, dom: &Dom, id: NodeId) -> usize {
    if field != AUTHOR && field != DATE {
        return 0;
    }
    let (mut text, mut digit) = (false, false);
    for part in dom.subtree(id).take(200).filter(|&part| dom.kind(part) == NodeKind::Text) {
        let part = dom.text(part).unwrap_or_default();
        text |= part.chars().any(char::is_alphanumeric);
        digit |= part.bytes().any(|byte| byte.is_ascii_digit());
    }
    let told = |name| dom.attr(id, name).is_some_and(|value| value.bytes().any(|byte| byte.is_ascii_digit()));
    match (text, digit) {
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
