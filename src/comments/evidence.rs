//! What speaks for a list of elements being comments, and what against it.

use super::clue::{clue, is_heading};
use super::counted::distinct;
use super::entries;
use super::find_marks::has_field;
use super::list::List;
use super::marks::{between, is_numbered};
use super::page::{NONE, Page};
use super::types::Context;
use super::words;
use crate::dom::{NodeId, Tag};
use crate::letters::count_words;
use crate::phrases;

/// How much must speak for comments before a list is taken.
const ENOUGH: f32 = 4.0;
const ENOUGH_ALONE: f32 = 5.5;
/// How many words in one block are more than a label.
const A_TEXT: u32 = 25;
/// How many records are many.
const MANY: usize = 8;

/// What a member holds, those inside it taken out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
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
    /// Whether a heading of comments stands over it.
    headed: bool,
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
            dates: distinct(&marks.moments, from, to) as i32,
            people: distinct(&marks.people, from, to) as i32,
            replies: nodes(&marks.replies),
            permalinks: nodes(&marks.permalinks),
            avatars: nodes(&marks.avatars),
            joined: nodes(&marks.joined),
            controls: nodes(&marks.controls),
            beside: nodes(&marks.beside),
            headed: page.is_headed(from),
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

    /// Whether it holds a name, a date and a text, and not many.
    fn is_told(&self) -> bool {
        (1..5).contains(&self.dates) && (1..4).contains(&self.people.max(self.beside)) && self.free > 0
    }

    /// Whether it holds one of a name, a date and a text each.
    pub(super) fn is_whole(&self) -> bool {
        self.units() == 1 && self.is_told()
    }

    /// Whether it holds two names and dates: of who wrote it and of who edited it.
    pub(super) fn is_doubled(&self) -> bool {
        self.units() == 2 && self.is_told()
    }

    /// Whether it has what at least half of others have to press and to see.
    pub(super) fn is_like(&self, others: &[&Tally]) -> bool {
        let kinds: [fn(&Tally) -> i32; 5] =
            [|t| t.replies, |t| t.permalinks, |t| t.controls, |t| t.joined, |t| t.avatars];
        let usual = |kind: fn(&Tally) -> i32| {
            others.iter().filter(|other| kind(other) > 0).count() * 2 > others.len()
        };
        let asked: Vec<_> = kinds.into_iter().filter(|&kind| usual(kind)).collect();
        !asked.is_empty() && asked.into_iter().all(|kind| kind(self) > 0)
    }

    /// How many words it says.
    pub(super) fn says(&self) -> i32 {
        self.free
    }

    /// Whether it has what makes a comment; less is asked of an element whose name or heading says so.
    pub(super) fn is_record(&self, alone: bool, named: bool) -> bool {
        let people = if alone && !named && !self.headed { self.people } else { self.people.max(self.beside) };
        let kinds = [self.dates, people, self.replies.max(self.permalinks)];
        let count = kinds.iter().filter(|&&n| n > 0).count();
        self.free > 0 && (count >= 2 || !alone && self.dates > 0 && (named || self.avatars > 0))
    }
}

pub(super) fn tallies(page: &Page, members: &[NodeId], ends: &[NodeId]) -> Vec<Tally> {
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

pub(super) fn weigh(
    page: &Page,
    mut members: Vec<NodeId>,
    mut ends: Vec<NodeId>,
    trust: f32,
) -> Option<List> {
    drop_page(page, &mut members, &mut ends);
    let mut own = tallies(page, &members, &ends);
    drop_strangers(page, &mut members, &mut ends, &mut own);
    let (mut good, mut multi, mut bad) = (0usize, 0usize, 0usize);
    let alone = members.len() == 1;
    for (tally, &id) in own.iter().zip(&members) {
        let named = page.words.own(id) & words::COMMENT != 0;
        let alone = alone && !(named && name_at_date(page, id));
        // A name, no date and a field to write in: the form, with the name of the reader who is logged in.
        let form = || tally.dates == 0 && has_field(page.context.dom, id);
        if is_column(page, id) || form() {
            bad += 1;
            continue;
        }
        match tally.units() {
            1 if tally.is_record(alone, named) => good += 1,
            units if units > 1 && tally.is_record(alone, named) => multi += 1,
            _ => bad += 1,
        }
    }
    if good == 0 || multi * 2 > good || bad > good * 2 {
        return None;
    }
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
            && count_words(text) <= 5
            && clue(text).is_none()
            && phrases::classify(text).is_none()
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
    let named = |id: NodeId| page.words.has(id, words::COMMENT);
    let others = members.iter().skip(1).filter(|&&id| named(id)).count();
    let stranger = members.len() > 3 && !named(first) && others * 2 > members.len();
    if holds_all && (stranger || headed(first, second)) {
        members.remove(0);
        ends.remove(0);
    }
}

/// Takes out what is not called a comment and looks like none, where nearly all others are: they have some word of style in
/// common. A forum's first post, which is not called so either, has a name, a date and a text.
fn drop_strangers(page: &Page, members: &mut Vec<NodeId>, ends: &mut Vec<NodeId>, own: &mut Vec<Tally>) {
    let named = |id: NodeId| page.words.own(id) & words::COMMENT != 0;
    let count = members.iter().filter(|&&id| named(id)).count();
    if members.len() <= 3 || count == members.len() || count * 4 < members.len() * 3 {
        return;
    }
    let all = members.drain(..).zip(ends.drain(..)).zip(own.drain(..)).collect::<Vec<_>>();
    for ((id, end), tally) in all.into_iter().filter(|((id, _), tally)| named(*id) || tally.is_told()) {
        members.push(id);
        ends.push(end);
        own.push(tally);
    }
}

/// Whether an element is a column beside the page's matter by its name, and nothing else.
fn is_column(page: &Page, id: NodeId) -> bool {
    let own = page.words.own(id);
    own & words::SIDE != 0 && own & (words::COMMENT | words::POST) == 0
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
    sum -= 8.0 * share(&|i| entries::is_entry(page, members[i]));
    sum -= 2.0 * share(&|i| own[i].linked > own[i].words + 4);
    sum
}

/// The mean of the labeller's probabilities over the members' blocks.
fn likely(page: &Page, members: &[NodeId]) -> f32 {
    let Context { dom, blocks, likely, .. } = page.context;
    blocks.mean(likely, members.iter().flat_map(|&id| blocks.inside(dom, id)))
}

/// Whether the comments' permalinks lead to different pages: a list of the site's newest comments. A post's number
/// leads to the post, whatever its address.
fn leads_elsewhere(page: &Page, members: &[NodeId]) -> bool {
    let dom = page.context.dom;
    let mut paths: Vec<&str> = Vec::new();
    for &id in members {
        let links = between(&page.marks.permalinks, |&node| node, id, dom.end(id));
        let mut named = links.iter().filter(|&&link| !is_numbered(dom, link));
        let path = named.find_map(|&link| dom.attr(link, "href")?.split('#').next());
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
    (at.saturating_sub(8)..at).any(|index| is_heading(blocks.text(index)))
}

/// Whether the element's longest text is a link to another page.
fn is_story_link(page: &Page, id: NodeId) -> bool {
    let (dom, blocks) = (page.context.dom, page.context.blocks);
    let longest = blocks.inside(dom, id).max_by_key(|&index| blocks.list[index].range.len());
    let Some(index) = longest else { return false };
    blocks.links(index).iter().any(|link| {
        let whole = link.range.len() * 10 > blocks.list[index].range.len() * 8 && link.range.len() > 20;
        whole
            && dom
                .attr(link.node, "href")
                .is_some_and(|href| !href.starts_with('#') && !href.contains("reply"))
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
        let end = dom.end(heading);
        let named =
            between(&page.marks.names, |mark| mark.node, heading, end).iter().any(|mark| mark.weight >= 3);
        // Who writes, and when.
        let heads = !between(&page.marks.dates, |mark| mark.node, heading, end).is_empty()
            && !between(&page.marks.beside, |&node| node, heading, end).is_empty();
        !href.contains('#')
            && !named
            && !heads
            && !dom.attr(link, "rel").is_some_and(|rel| rel.contains("nofollow"))
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
    let at = blocks.list.partition_point(|block| block.anchor() < first);
    let likely = page.context.forum == Some(true);
    // On a forum's page a notice may stand before the thread.
    let article = |index: usize| page.context.article.get(index).is_none_or(|&article| article >= 0.2);
    let before = longest(page, (0..at).filter(|&index| !likely || article(index)));
    let headed = headed(page, first);
    let answers =
        headed && page.area[first.index()] != NONE && !(likely && before < A_TEXT && !tells_before(page, at));
    if !likely && are_named_comments(page, list) || answers {
        return false;
    }
    if numbered(page, list) {
        return true;
    }
    let after = blocks.inside(dom, first).end.max(at);
    let lead = longest(page, at..after);
    let under_heading = headed && before >= 12;
    !under_heading && (before < A_TEXT || before * 3 < lead)
}

/// Whether most of the outermost records are called comments: these answer something above them.
fn are_named_comments(page: &Page, list: &List) -> bool {
    let mut outer: Vec<NodeId> = Vec::new();
    for &id in &list.members {
        if outer.last().is_none_or(|&last| !page.context.dom.contains(last, id)) {
            outer.push(id);
        }
    }
    let named = outer.iter().filter(|&&id| page.words.own(id) & words::COMMENT != 0).count();
    named * 2 > outer.len()
}

/// Whether the labeller takes what stands before a block for an article.
fn tells_before(page: &Page, at: usize) -> bool {
    let told =
        (0..at).filter(|&index| page.context.article.get(index).is_some_and(|&article| article >= 0.5));
    told.map(|index| page.marks.words(&(index..index + 1)).0).sum::<u32>() >= 2 * A_TEXT
}

/// Whether most records say how much their writers have written or since when they are members, or the first has the
/// number one: no comments do.
fn numbered(page: &Page, list: &List) -> bool {
    let own = tallies(page, &list.members, &list.ends);
    let joined = own.iter().filter(|tally| tally.joined > 0).count();
    let (Some(&first), Some(&end)) = (list.members.first(), list.ends.first()) else { return false };
    let dom = page.context.dom;
    let links = between(&page.marks.permalinks, |&node| node, first, end);
    joined * 10 > own.len() * 6 || links.iter().any(|&link| is_first(&dom.text_content(link)))
}

/// "#1"
fn is_first(text: &str) -> bool {
    text.trim().strip_prefix('#').is_some_and(|number| number.trim() == "1")
}

/// Whether a thread's records are surely a forum's posts.
pub(super) fn shows_posts(page: &Page, list: &List) -> bool {
    let own = tallies(page, &list.members, &list.ends);
    let most =
        |test: &dyn Fn(&Tally) -> bool| own.iter().filter(|tally| test(tally)).count() * 10 > own.len() * 6;
    let whole = most(&|tally| tally.dates > 0 && tally.people.max(tally.beside) > 0);
    let marked = most(&|tally| tally.permalinks > 0 && tally.controls.max(tally.replies) > 0);
    let sure = numbered(page, list) || marked && list.evidence > 6.0 || list.good > 2 && list.evidence > 7.5;
    list.good > 1 && whole && sure
}

/// Whether there are many records, and nearly each has a name, a date and a permalink: hardly parts of an article.
pub(super) fn are_many(page: &Page, list: &List) -> bool {
    let own = tallies(page, &list.members, &list.ends);
    let whole = |tally: &&Tally| tally.is_whole() && tally.permalinks > 0;
    list.good >= MANY && own.iter().filter(whole).count() * 10 >= own.len() * 9
}

/// The most words outside links in one block.
fn longest(page: &Page, range: impl Iterator<Item = usize>) -> u32 {
    range
        .filter(|&i| !page.context.blocks.list[i].hidden)
        .map(|i| page.marks.words(&(i..i + 1)).0)
        .max()
        .unwrap_or(0)
}
