//! The names and dates by which comments are counted: each once a comment, however often the comment shows it.

use super::clue::{Clue, clue};
use super::marks::{Counted, DateMark, between, range};
use super::words::{self, Words};
use crate::block::Blocks;
use crate::dom::{Dom, NodeId, Tag};

/// How many of the marks from one node to another tell something new there.
pub(super) fn distinct(marks: &[Counted], from: NodeId, to: NodeId) -> usize {
    let inside = between(marks, |mark| mark.node, from, to);
    inside.iter().filter(|mark| mark.before.is_none_or(|before| before < from)).count()
}

/// What is counted, in page order.
#[derive(Default)]
struct Counter {
    people: Vec<Counted>,
    moments: Vec<Counted>,
    name: String,
    /// The link and the words of the date before.
    href: Option<String>,
    said: String,
    /// Whether a date was seen since the last name.
    dated: bool,
    /// Whether a name was seen since the last date.
    named: bool,
    /// Whether the last name was told before the last date too: another comment by the same person, or the same
    /// comment's other head, for another width of the screen. The next date tells.
    pending: bool,
}

/// Of the names and dates those that tell comments apart: the names, and where the dates stand.
pub(super) fn count(
    dom: &Dom,
    blocks: &Blocks,
    words: &Words,
    people: Vec<NodeId>,
    dates: &[DateMark],
) -> (Vec<Counted>, Vec<Counted>) {
    let quotes = quotes(dom, words);
    let quoted = |node: NodeId| {
        let before = quotes.partition_point(|&quote| quote <= node);
        before.checked_sub(1).is_some_and(|at| dom.contains(quotes[at], node))
    };
    // Where most stand in quotations, these are the site's way to set its comments.
    let inside = people.iter().filter(|&&node| quoted(node)).count();
    let all = inside * 2 > people.len();
    let inside = dates.iter().filter(|mark| quoted(mark.node)).count();
    let all_dates = inside * 2 > dates.len();
    let mut people = people.into_iter().filter(|&node| all || !quoted(node)).peekable();
    let mut counter = Counter::default();
    for mark in dates.iter().filter(|mark| all_dates || !quoted(mark.node)) {
        while let Some(node) = people.next_if(|&node| node <= mark.node) {
            counter.person(dom, node);
        }
        counter.date(dom, blocks, mark);
    }
    people.for_each(|node| counter.person(dom, node));
    (counter.people, counter.moments)
}

/// The outermost quotations.
fn quotes(dom: &Dom, words: &Words) -> Vec<NodeId> {
    let mut quotes: Vec<NodeId> = Vec::new();
    for id in dom.ids().filter(|&id| dom.is_element(id)) {
        let quote = dom.tag(id) == Tag::Blockquote || words.has(id, words::QUOTE);
        if quote && quotes.last().is_none_or(|&last| !dom.contains(last, id)) {
            quotes.push(id);
        }
    }
    quotes
}

impl Counter {
    /// A name that stands twice in a record, at the picture and at the date, counts once.
    fn person(&mut self, dom: &Dom, node: NodeId) {
        let name = dom.text_content(node);
        let last = self.people.last().map(|mark| mark.node);
        let again = last.is_some() && same_name(&name, &self.name);
        self.pending = again && self.dated;
        let before = last.filter(|_| again && !self.dated);
        self.people.push(Counted { node, before });
        self.dated = false;
        self.named |= before.is_none();
        if !again {
            self.name = name;
        }
    }

    /// A date that links to where the date before links is the same again, and so is one that says the same to the
    /// minute of the same person. When a post was edited says nothing of how many there are.
    fn date(&mut self, dom: &Dom, blocks: &Blocks, mark: &DateMark) {
        let block = &blocks.list[mark.block];
        let after_label = mark.range.start > block.range.start + 2;
        if after_label && clue(blocks.text(mark.block)) == Some(Clue::Edited) {
            return;
        }
        let link = dom.ancestors(mark.node).take(3).find(|&up| dom.tag(up) == Tag::A);
        let href = link.and_then(|link| dom.attr(link, "href")).filter(|href| href.len() > 1);
        let linked_again = href.is_some() && href == self.href.as_deref();
        self.href = href.map(str::to_owned);
        let mut near = std::iter::once(mark.node).chain(dom.ancestors(mark.node).take(3));
        let told = near.find_map(|up| dom.attr(up, "datetime")).unwrap_or(range(blocks, &mark.range));
        let to_the_minute = told.contains(':') && !told.contains("00:00");
        let said_again = to_the_minute && told == self.said && (self.dated && self.named || self.pending);
        self.said = told.to_owned();
        let before = self.moments.last().map(|moment| moment.node).filter(|_| linked_again || said_again);
        if said_again && self.pending {
            let other = self.people.iter().nth_back(1).map(|person| person.node);
            if let Some(person) = self.people.last_mut() {
                person.before = other;
            }
        } else if !said_again && !linked_again {
            // A date after a date has no name to itself.
            self.named &= !self.dated || self.pending;
        }
        self.moments.push(Counted { node: mark.node, before });
        self.pending = false;
        self.dated = true;
    }
}

/// Whether one name is the other, or begins with it: a badge may stand behind.
fn same_name(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    !short.is_empty()
        && long.strip_prefix(short).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}
