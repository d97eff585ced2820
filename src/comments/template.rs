//! What most records of a list have in common: where their text stands, and what is told in each.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fields::{Reader, Region, Who};
use super::marks::DateMark;
use super::marks_table::ANSWERS;
use super::page::Page;
use super::types::Candidate;
use super::words;
use crate::dom::{Dom, NodeId, Tag};

/// An element's tag and its classes, or what its id begins with.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    tag: Tag,
    class: Option<String>,
    stem: Option<String>,
    /// Whether its name speaks of text.
    named: bool,
}

impl Looks {
    /// Whether an element looks so.
    pub(super) fn are_of(&self, page: &Page, node: NodeId) -> bool {
        let dom = page.context.dom;
        dom.tag(node) == self.tag
            && (!self.named || page.words.has(node, words::BODY))
            && dom.class(node) == self.class.as_deref()
            && (self.stem.is_none() || stem(dom, node) == self.stem.as_deref())
    }
}

/// What an element's id begins with, where a number follows: "post_" of "post_12".
fn stem(dom: &Dom, node: NodeId) -> Option<&str> {
    let id = dom.attr(node, "id")?;
    let digit = id.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 1)?;
    id.get(..digit)
}

/// What most records of a list have in common.
#[derive(Default)]
pub(super) struct Template {
    /// The looks of the element that holds the text.
    pub body: Option<Looks>,
    /// Short lines: labels and things to press.
    labels: FxHashSet<Label>,
}

/// A line, its numbers made the same, and the looks of its element.
type Label = (Tag, Option<String>, String);

/// The longest line that may be a label, in bytes.
const LONGEST_LABEL: usize = 45;

/// In fewer records nothing is called common.
const FEW: usize = 4;

/// The longest line of a name and its value ("Joined: March 2003"), and of a title that is answered.
const LONGEST_FIELD: usize = 80;
const LONGEST_TITLE: usize = 160;

/// A block as a label; `None` where it is none by its length or element. People do write the same: a greeting.
fn label(page: &Page, index: usize) -> Option<Label> {
    let text = page.context.blocks.text(index);
    let element = page.context.blocks.list[index].element;
    let tag = page.context.dom.tag(element);
    if matches!(tag, Tag::P | Tag::Li | Tag::Blockquote) {
        return None;
    }
    let class = || page.context.dom.class(element).map(str::to_owned);
    if let Some(names) = fields(text) {
        return Some((tag, class(), names));
    }
    let longest = if answers(text) { LONGEST_TITLE } else { LONGEST_LABEL };
    if text.len() > longest || text.contains('\n') {
        return None;
    }
    Some((tag, class(), masked(text)))
}

/// A line with each of its numbers as a naught: "1,024 posts", "0 posts".
fn masked(line: &str) -> String {
    let mut masked = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().is_some_and(char::is_ascii_digit);
        let goes_on = masked.ends_with('0') && (c.is_ascii_digit() || matches!(c, ',' | '.') && next);
        match c.is_ascii_digit() {
            _ if goes_on => {}
            true => masked.push('0'),
            false => masked.push(c),
        }
    }
    masked
}

/// Of lines that are each a name of one or two words and its value, the names.
fn fields(text: &str) -> Option<String> {
    let mut names = String::new();
    for line in text.split('\n') {
        let (name, _) = line.split_once(": ").filter(|_| line.len() <= LONGEST_FIELD)?;
        if name.split(' ').count() > 2 {
            return None;
        }
        names.push_str(name);
        names.push(':');
    }
    Some(names)
}

/// Whether a line is the title of what it answers: "Re: The old mill".
fn answers(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(mark, _)| ANSWERS.contains(&mark))
}

/// The short lines that stand in six of ten records or more.
fn labels(page: &Page, regions: &[Region]) -> FxHashSet<Label> {
    let blank = Template::default();
    let mut counts: FxHashMap<Label, (usize, usize)> = FxHashMap::default();
    if regions.len() < FEW {
        return FxHashSet::default();
    }
    for (number, region) in regions.iter().enumerate() {
        let reader = Reader { page, region, dom: page.context.dom, template: &blank };
        for label in reader.blocks().filter_map(|index| label(page, index)) {
            let (count, last) = counts.entry(label).or_insert((0, usize::MAX));
            *count += usize::from(*last != number);
            *last = number;
        }
    }
    let most = (regions.len() * 6).div_ceil(10);
    counts.into_iter().filter(|(_, (count, _))| *count >= most).map(|(label, _)| label).collect()
}

impl Template {
    /// Learns from the records of a list.
    pub(super) fn of(page: &Page, regions: &[Region], candidates: &[Candidate]) -> Template {
        let dom = page.context.dom;
        let blank = Template::default();
        let mut votes: FxHashMap<(Tag, Option<&str>), usize> = FxHashMap::default();
        let mut voters = 0;
        let mut plain = PlainBodies::default();
        for (region, candidate) in regions.iter().zip(candidates) {
            let reader = Reader { page, region, dom, template: &blank };
            let date = reader.date(candidate);
            let who = reader.author(candidate, date.as_ref());
            let best = reader.fullest(&who, date.as_ref(), |node| page.words.has(node, words::BODY));
            if let Some((_, body)) = best {
                *votes.entry((dom.tag(body), dom.class(body))).or_default() += 1;
                voters += 1;
            } else if candidate.body.is_none() {
                plain.record(&reader, &who, date.as_ref());
            }
        }
        let most = votes.into_iter().max_by_key(|&(_, count)| count);
        // What few records have is a notice.
        let body = most.filter(|&(_, count)| voters > 2 && count * 2 > voters && count * 3 > regions.len());
        let body = body.map(|((tag, class), _)| Looks {
            tag,
            class: class.map(str::to_owned),
            stem: None,
            named: true,
        });
        let body = body.or_else(|| plain.best(regions.len()));
        Template { body, labels: labels(page, regions) }
    }

    /// Whether most records show the block, which is then neither name nor text.
    pub(super) fn is_label(&self, page: &Page, index: usize) -> bool {
        !self.labels.is_empty() && label(page, index).is_some_and(|label| self.labels.contains(&label))
    }
}

/// Elements that may hold the texts where no name says so: by their looks alone.
#[derive(Default)]
struct PlainBodies<'p> {
    seen: FxHashMap<PlainLooks<'p>, PlainBody<'p>>,
    /// How many records were seen, and how many words they have.
    records: usize,
    words: u32,
}

/// Tag, classes, and where there are none what the id begins with.
type PlainLooks<'p> = (Tag, Option<&'p str>, Option<&'p str>);

/// Elements of one look.
#[derive(Default)]
struct PlainBody<'p> {
    /// In how many records they were seen, and the last of these.
    records: usize,
    last: usize,
    /// In how many one stood more than once.
    again: usize,
    /// All its words.
    words: u32,
    /// How deep it stands in the records, summed up.
    depth: usize,
    /// The beginnings of its texts, and how often one came again.
    texts: FxHashSet<(&'p str, u32)>,
    repeated: usize,
}

impl<'p> PlainBodies<'p> {
    /// Looks at the elements of one record that hold neither its name nor its date.
    fn record(&mut self, reader: &Reader<'_, 'p>, who: &Who, date: Option<&DateMark>) {
        let (dom, blocks) = (reader.dom, reader.page.context.blocks);
        self.records += 1;
        self.words += reader.free_words(reader.region.node);
        let mut at = NodeId(reader.region.node.0 + 1);
        while at < reader.region.end {
            let node = at;
            at = NodeId(at.0 + 1);
            if reader.region.is_cut(node) {
                at = dom.end(node);
                continue;
            }
            let class = dom.class(node);
            let stem = if class.is_none() { stem(dom, node) } else { None };
            let plain = class.is_none() && stem.is_none();
            let veiled = reader.page.words.has(node, words::VEILED);
            if plain || veiled || reader.holds_head(node, who, date) || reader.tells_of_writer(node) {
                continue;
            }
            let words = reader.free_words(node);
            let seen = self.seen.entry((dom.tag(node), class, stem)).or_default();
            if seen.last == self.records {
                seen.again += 1;
                continue;
            }
            seen.last = self.records;
            seen.records += 1;
            seen.words += words;
            seen.depth += reader.up(node).count();
            let first = blocks.inside(dom, node).next().map_or("", |index| blocks.text(index));
            seen.repeated += usize::from(!seen.texts.insert((first, words)));
        }
    }

    /// Whether nearly all records have one, and two in five of their words stand there: names and panels have theirs too.
    /// A signature says the same again.
    fn fits(&self, body: &PlainBody) -> bool {
        let once = body.records * 10 >= self.records * 9 && body.again * 10 <= self.records;
        once && body.words * 5 > self.words * 2 && body.repeated * 10 <= self.records
    }

    /// Of those that fit, the innermost that holds most of the words.
    fn best(&self, records: usize) -> Option<Looks> {
        if self.records < 3 || self.records * 2 <= records {
            return None;
        }
        let fit = || self.seen.iter().filter(|(_, body)| self.fits(body));
        let most = fit().map(|(_, body)| body.words).max()?;
        let full = fit().filter(|(_, body)| body.words * 10 >= most * 8);
        let (&(tag, class, stem), _) = full.max_by_key(|(looks, body)| (body.depth, looks.1, looks.2))?;
        Some(Looks { tag, class: class.map(str::to_owned), stem: stem.map(str::to_owned), named: false })
    }
}
