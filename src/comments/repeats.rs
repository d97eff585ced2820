//! Comments of systems that nobody listed: elements of one shape that each hold a name, a date and a text.
//!
//! Every element is put under the keys of its looks (tag with each class, with its id or other marks less their
//! digits, with its parent, with the comment area around it). A key's elements are a list of comments where each
//! holds *one* of each mark (date, name, reply link) once those inside it are taken out: so nested answers are found
//! with the comments they answer, and a wrapper around a whole thread tells itself from a comment.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::Context;
use super::clue::{Clue, clue};
use super::marks::{Marks, between};
use super::words::{self, Words};
use crate::dom::{Dom, Flow, NodeId, Tag};

/// The page as the search sees it.
pub(super) struct Page<'a> {
    pub context: &'a Context<'a>,
    pub words: Words,
    pub marks: Marks,
    /// For each element the outermost element around it whose name speaks of comments; itself included.
    pub area: Vec<u32>,
    /// Hints that hold for all that stands inside: beside the page's matter, or never comments.
    pub around: Vec<words::Hints>,
}

const NONE: u32 = u32::MAX;

impl<'a> Page<'a> {
    /// Reads what the search needs of a page.
    pub(super) fn of(context: &'a Context<'a>) -> Page<'a> {
        let words = Words::of(context.dom);
        let marks = Marks::of(context.dom, context.blocks, &words);
        let mut page = Page { context, words, marks, area: Vec::new(), around: Vec::new() };
        page.inherit();
        page
    }

    fn inherit(&mut self) {
        let dom = self.context.dom;
        self.area = vec![NONE; dom.len()];
        self.around = vec![0; dom.len()];
        let all = self.context.blocks.len();
        let total = self.marks.words(&(0..all)).0.max(1);
        for id in dom.ids().filter(|&id| id != Dom::ROOT) {
            let up = dom.parent(id).unwrap_or_default().index();
            let mut area = self.area[up];
            let mut around = self.around[up];
            if dom.is_element(id) {
                let own = self.words.own(id);
                if area == NONE && own & words::COMMENT != 0 {
                    area = id.0;
                }
                if own & (words::SIDE | words::NEVER) != 0 {
                    let inside = self.marks.words(&self.context.blocks.inside(dom, id)).0;
                    if inside * 3 < total || own & words::NEVER != 0 && inside * 2 < total {
                        around |= own & (words::SIDE | words::NEVER);
                    }
                }
            }
            self.area[id.index()] = area;
            self.around[id.index()] = around;
        }
    }
}

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
    score: f32,
}

/// How much must speak for comments before a list is taken.
const ENOUGH: f32 = 4.0;
const ENOUGH_ALONE: f32 = 5.5;

/// The elements that hold a comment each.
pub(super) fn find(page: &Page) -> Option<List> {
    let groups = groups(page);
    let mut lists: Vec<List> = Vec::new();
    for members in groups {
        let ends = members.iter().map(|&id| page.context.dom.end(id)).collect();
        if let Some((heads, ends)) = runs(page, &members) {
            lists.extend(weigh(page, heads, ends, 0.9));
        }
        lists.extend(weigh(page, members, ends, 1.0));
    }
    if std::env::var("DBG").is_ok() {
        for l in &lists {
            eprintln!(
                "  list n={} good={} ev={:.1} score={:.1} {:?} {:?}",
                l.members.len(),
                l.good,
                l.evidence,
                l.score,
                page.context.dom.name(l.members[0]),
                page.context.dom.class(l.members[0]).or(page.context.dom.attr(l.members[0], "id"))
            );
        }
    }
    lists.sort_by(|a, b| b.score.total_cmp(&a.score));
    lists.truncate(24);
    let mut best = lists.first()?.clone();
    // A class that only some of them carry may have more evidence than the one that all carry.
    for list in &lists {
        if list.good > best.good && best.members.iter().all(|id| list.members.binary_search(id).is_ok()) {
            best = list.clone();
        }
    }
    Some(widen(page, &lists, best))
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
        if whole && list.good >= best.good && list.members.len() <= best.members.len() {
            let holds =
                best.members.iter().zip(&list.members).all(|(&inner, &outer)| dom.contains(outer, inner));
            if holds && list.members != best.members {
                best = list.clone();
            }
        }
    }
    best
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
    let longest = heads.iter().zip(&ends).map(|(&from, &to)| run(from).take_while(|&at| at < to).count()).max()?;
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
            + between(&page.marks.people, |&node| node, id, dom.end(id)).len();
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
    Tag::A, Tag::Abbr, Tag::B, Tag::Cite, Tag::Code, Tag::Em, Tag::Font, Tag::I, Tag::S, Tag::Small, Tag::Strong, Tag::Sub,
    Tag::Sup, Tag::Time, Tag::U,
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

/// What a member holds, those inside it taken out.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    dates: i32,
    people: i32,
    replies: i32,
    permalinks: i32,
    avatars: i32,
    words: i32,
    linked: i32,
    joined: i32,
    free: i32,
    controls: i32,
    beside: i32,
}

impl Tally {
    fn of(page: &Page, from: NodeId, to: NodeId) -> Tally {
        let marks = &page.marks;
        let nodes = |list: &[NodeId]| between(list, |&node| node, from, to).len() as i32;
        let blocks = &page.context.blocks.list;
        let start = blocks.partition_point(|block| block.anchor() < from);
        let end = blocks.partition_point(|block| block.anchor() < to);
        let (words, linked) = marks.words(&(start..end));
        Tally {
            dates: nodes(&marks.moments),
            people: nodes(&marks.people),
            replies: nodes(&marks.replies),
            permalinks: nodes(&marks.permalinks),
            avatars: nodes(&marks.avatars),
            joined: nodes(&marks.joined),
            controls: nodes(&marks.controls),
            beside: nodes(&marks.beside),
            free: marks.free_words(&(start..end)) as i32,
            words: words as i32,
            linked: linked as i32,
        }
    }

    fn less(&mut self, other: &Tally) {
        self.dates -= other.dates;
        self.people -= other.people;
        self.replies -= other.replies;
        self.permalinks -= other.permalinks;
        self.avatars -= other.avatars;
        self.joined -= other.joined;
        self.controls -= other.controls;
        self.beside -= other.beside;
        self.free -= other.free;
        self.words -= other.words;
        self.linked -= other.linked;
    }

    /// How many comments there may be in it.
    fn units(&self) -> i32 {
        [self.dates, self.people, self.replies, self.permalinks]
            .into_iter()
            .filter(|&n| n > 0)
            .min()
            .unwrap_or(0)
    }

    /// Whether it has what makes a comment; less is asked of an element whose name says so.
    fn is_record(&self, alone: bool, named: bool) -> bool {
        let people = if alone && !named { self.people } else { self.people.max(self.beside) };
        let kinds = [self.dates, people, self.replies.max(self.permalinks)];
        let count = kinds.iter().filter(|&&n| n > 0).count();
        self.free > 0 && (count >= 2 || !alone && self.dates > 0 && (named || self.avatars > 0))
    }
}

fn tallies(page: &Page, members: &[NodeId], ends: &[NodeId]) -> Vec<Tally> {
    let mut own: Vec<Tally> = members.iter().zip(ends).map(|(&id, &end)| Tally::of(page, id, end)).collect();
    let whole = own.clone();
    let mut open: Vec<usize> = Vec::new();
    for (index, &id) in members.iter().enumerate() {
        while open.last().is_some_and(|&last| ends[last] <= id) {
            open.pop();
        }
        if let Some(&outer) = open.last() {
            own[outer].less(&whole[index]);
        }
        open.push(index);
    }
    own
}

fn weigh(page: &Page, mut members: Vec<NodeId>, mut ends: Vec<NodeId>, trust: f32) -> Option<List> {
    drop_page(page, &mut members, &mut ends);
    let own = tallies(page, &members, &ends);
    if std::env::var("DBG2").is_ok() && own[0].dates > 0 && members.len() > 2 {
        let id = members[0]; let d = page.context.dom;
        eprintln!("  D2 n={} {:?} {:?} {:?}", members.len(), d.name(id), d.class(id).or(d.attr(id,"id")), own[0]);
    }
    let (mut good, mut multi, mut bad) = (0usize, 0usize, 0usize);
    let alone = members.len() == 1;
    for (tally, &id) in own.iter().zip(&members) {
        let named = page.words.own(id) & words::COMMENT != 0;
        let alone = alone && !(named && name_at_date(page, id));
        match tally.units() {
            1 if tally.is_record(alone, named) => good += 1,
            units if units > 1 && tally.is_record(alone, named) => multi += 1,
            _ => bad += 1,
        }
    }
    if std::env::var("DBG").is_ok()
        && members.len() > 0
        && (good == 0 || multi * 2 > good || bad > good * 2)
        && page.words.own(members[0]) & (words::COMMENT | words::POST) != 0
    {
        let id = members[0];
        let d = page.context.dom;
        eprintln!(
            "  no n={} good={good} multi={multi} bad={bad} {:?} {:?} {:?}",
            members.len(),
            d.name(id),
            d.class(id).or(d.attr(id, "id")),
            own[0]
        );
    }
    if good == 0 || multi * 2 > good || bad > good * 2 {
        return None;
    }
    let (mut own, mut bad) = (own, bad);
    if good == 1 {
        // One alone must say what it is.
        let at = own.iter().position(|tally| tally.units() == 1 && tally.is_record(true, false)).unwrap_or(0);
        members = vec![*members.get(at)?];
        ends = vec![*ends.get(at)?];
        own = vec![own[at]];
        bad = 0;
        if !speaks_of_comments(page, &members) {
            return None;
        }
    }
    let sum = evidence(page, &members, &own);
    let enough = if good == 1 { ENOUGH_ALONE } else { ENOUGH };
    if std::env::var("DBG").is_ok() && sum < enough && sum > 1.5 {
        let id = members[0];
        let d = page.context.dom;
        eprintln!(
            "  low n={} good={good} multi={multi} bad={bad} ev={sum:.1} {:?} {:?} {:?}",
            members.len(),
            d.name(id),
            d.class(id).or(d.attr(id, "id")),
            own[0]
        );
    }
    if sum < enough {
        return None;
    }
    let score = (good as f32 - 1.2 * multi as f32 - 0.6 * bad as f32) * sum.min(12.0).powi(2) / 8.0 * trust;
    (score > 0.0).then_some(List { members, ends, good, evidence: sum, score })
}

/// Whether a short text that may be a name stands right before or after the first date.
fn name_at_date(page: &Page, id: NodeId) -> bool {
    let blocks = page.context.blocks;
    let inside = blocks.inside(page.context.dom, id);
    let marks = between(&page.marks.dates, |mark| mark.node, id, page.context.dom.end(id));
    let Some(mark) = marks.first() else { return false };
    let around = [mark.block.checked_sub(1), Some(mark.block + 1)];
    around.into_iter().flatten().filter(|index| inside.contains(index)).any(|index| {
        let text = blocks.text(index);
        text.len() < 40
            && clue(text).is_none()
            && text.chars().any(char::is_alphabetic)
            && !text.ends_with(['.', '!', '?', ':'])
    })
}

/// Takes out an element that is the article with its comments in it: it holds the headline and all the others.
fn drop_page(page: &Page, members: &mut Vec<NodeId>, ends: &mut Vec<NodeId>) {
    let dom = page.context.dom;
    let (Some(&first), Some(&last)) = (members.first(), members.last()) else { return };
    let second = members.get(1).copied().unwrap_or(last);
    let holds_all = members.len() > 1 && dom.contains(first, last);
    let headed = |id: NodeId, to: NodeId| {
        dom.subtree(id).take_while(|&inner| inner < to).any(|inner| dom.tag(inner) == Tag::H1)
    };
    if holds_all && headed(first, second) {
        members.remove(0);
        ends.remove(0);
    }
}

/// Whether an element's name or one around it speaks of comments: one alone must say what it is.
fn speaks_of_comments(page: &Page, members: &[NodeId]) -> bool {
    let dom = page.context.dom;
    let headed = |node: NodeId| dom.subtree(node).any(|inner| dom.tag(inner) == Tag::H1);
    members.iter().any(|&id| {
        let area = page.area[id.index()];
        area != NONE && (!headed(id) && !headed(NodeId(area)) || page.words.has(id, words::COMMENT))
    })
}

fn evidence(page: &Page, members: &[NodeId], own: &[Tally]) -> f32 {
    let n = members.len() as f32;
    let share = |test: &dyn Fn(usize) -> bool| (0..members.len()).filter(|&i| test(i)).count() as f32 / n;
    let hints = |id: NodeId| page.words.own(id);
    let mut sum = 0.0;
    let named = share(&|i| hints(members[i]) & words::COMMENT != 0);
    let posts = share(&|i| hints(members[i]) & (words::POST | words::COMMENT) != 0);
    sum += 2.0 * named + 1.0 * posts;
    sum += 2.0 * share(&|i| page.area[members[i].index()] != NONE);
    sum += 2.0 * share(&|i| own[i].replies > 0);
    sum += 1.5 * share(&|i| own[i].permalinks > 0);
    sum += share(&|i| own[i].avatars > 0);
    sum += share(&|i| own[i].people > 0 || own[i].beside > 0);
    sum += share(&|i| own[i].controls > 0 && own[i].replies == 0);
    sum += share(&|i| own[i].dates > 0);
    sum += 1.5 * share(&|i| own[i].joined > 0);
    sum += 3.0 * likely(page, members);
    let whole = share(&|i| own[i].dates > 0 && own[i].people > 0 && own[i].units() == 1);
    if members.len() > 2 && whole > 0.9 {
        sum += 1.0;
    }
    if own.iter().map(|tally| tally.words).sum::<i32>() as f32 > 15.0 * n {
        sum += 0.5;
    }
    if leads_elsewhere(page, members) {
        sum -= 5.0;
    }
    if headed(page, members[0]) {
        sum += 1.5;
    }
    sum -= 4.0 * share(&|i| page.around[members[i].index()] & words::SIDE != 0);
    sum -= 6.0 * share(&|i| (page.around[members[i].index()] | hints(members[i])) & words::NEVER != 0);
    sum -= 3.0 * share(&|i| is_teaser(page, members[i]));
    sum -= 2.0 * share(&|i| own[i].linked > own[i].words + 4);
    sum
}

/// The mean of the labeller's probabilities over the members' blocks.
fn likely(page: &Page, members: &[NodeId]) -> f32 {
    let (mut sum, mut count) = (0.0, 0);
    for &id in members {
        for index in page.context.blocks.inside(page.context.dom, id) {
            sum += page.context.likely.get(index).copied().unwrap_or(0.0);
            count += 1;
        }
    }
    if count == 0 { 0.0 } else { sum / count as f32 }
}

/// Whether the comments' permalinks lead to different pages: a list of the site's newest comments.
fn leads_elsewhere(page: &Page, members: &[NodeId]) -> bool {
    let dom = page.context.dom;
    let mut paths: Vec<&str> = Vec::new();
    for &id in members {
        let links = between(&page.marks.permalinks, |&node| node, id, dom.end(id));
        let path = links.iter().find_map(|&link| dom.attr(link, "href")?.split('#').next());
        if let Some(path) =
            path.map(|path| path.split('?').next().unwrap_or(path)).filter(|path| !path.is_empty())
            && !paths.contains(&path)
            && paths.len() < 8
        {
            paths.push(path);
        }
    }
    // Threads over several pages and posts with addresses of their own are few or as many as there are posts.
    paths.len() > 2 && members.len() > 2 && {
        let fragments =
            between(&page.marks.permalinks, |&node| node, members[0], dom.end(members[members.len() - 1]));
        fragments.iter().all(|&link| {
            dom.attr(link, "href").is_some_and(|href| href.contains('#') && !href.starts_with('#'))
        })
    }
}

/// Whether a heading or counter of comments stands shortly before.
fn headed(page: &Page, first: NodeId) -> bool {
    let blocks = page.context.blocks;
    let at = blocks.list.partition_point(|block| block.anchor() < first);
    (at.saturating_sub(8)..at).any(|index| {
        let text = blocks.text(index);
        text.len() < 120 && clue(text) == Some(Clue::Heading)
    })
}

/// Whether the element's longest text is a link to another page.
fn is_story_link(page: &Page, id: NodeId) -> bool {
    let (dom, blocks) = (page.context.dom, page.context.blocks);
    let longest = blocks.inside(dom, id).max_by_key(|&index| blocks.list[index].range.len());
    let Some(index) = longest else { return false };
    blocks.links(index).iter().any(|link| {
        let whole = link.range.len() * 10 > blocks.list[index].range.len() * 8 && link.range.len() > 20;
        whole && dom.attr(link.node, "href").is_some_and(|href| !href.starts_with('#') && !href.contains("reply"))
    })
}

/// Whether the element's first heading is a link to another page: a pointer to a story.
fn is_teaser(page: &Page, id: NodeId) -> bool {
    let dom = page.context.dom;
    let heading = dom.subtree(id).take(400).find(|&node| dom.tag(node).heading_level().is_some());
    let Some(heading) = heading else { return is_story_link(page, id) };
    if page.words.own(heading) & words::AUTHOR != 0 {
        return false;
    }
    let link = dom
        .subtree(heading)
        .chain(dom.parent(heading))
        .find(|&node| dom.tag(node) == Tag::A && dom.attr(node, "href").is_some());
    link.is_some_and(|link| {
        let href = dom.attr(link, "href").unwrap_or_default();
        let named = between(&page.marks.names, |mark| mark.node, heading, dom.end(heading))
            .iter()
            .any(|mark| mark.weight >= 3);
        !href.contains('#') && !named && !dom.attr(link, "rel").is_some_and(|rel| rel.contains("nofollow"))
    })
}

/// Whether the list is a forum's thread: no text of any length stands before its first post.
pub(super) fn is_forum(page: &Page, list: &List) -> bool {
    let Some(&first) = list.members.first() else { return false };
    let dom = page.context.dom;
    if list.members.len() < 2 {
        return false;
    }
    let blocks = page.context.blocks;
    let named = list.members.iter().filter(|&&id| page.words.own(id) & words::COMMENT != 0).count();
    if named * 2 > list.members.len() {
        return false;
    }
    let at = blocks.list.partition_point(|block| block.anchor() < first);
    let after = blocks.inside(dom, first).end.max(at);
    let before = longest(page, 0..at);
    let lead = longest(page, at..after);
    before < 40 || before * 3 < lead
}

/// The most words outside links in one block.
fn longest(page: &Page, range: std::ops::Range<usize>) -> u32 {
    range
        .filter(|&i| !page.context.blocks.list[i].hidden)
        .map(|i| page.marks.words(&(i..i + 1)).0)
        .max()
        .unwrap_or(0)
}
