//! Reads one record: who, when, what, votes, where.

use std::ops::Range;

use super::clue::{Clue, clue, date_span};
use super::marks::{DateMark, between, range};
use super::marks_table::DEEDS;
use super::names::{clean_name, may_be_name, role_of};
use super::page::Page;
use super::short::{Short, short_text};
use super::template::Template;
use super::types::Candidate;
use super::words;
use crate::address::Base;
use crate::dom::{Dom, Flow, NodeId, NodeKind, Tag};
use crate::inline::{Inline, Scribe};
use crate::letters::digit;
use crate::phrases;
use crate::record::{CommentAuthor, Image, Role, Votes};

/// The part of the page that one comment has to itself.
pub(super) struct Region {
    /// The element.
    pub node: NodeId,
    /// One past the last node.
    pub end: NodeId,
    /// Runs of nodes inside it that are not its own: answers, forms.
    pub holes: Vec<Range<NodeId>>,
    /// Runs of nodes that are its own, but no text of it.
    pub dropped: Vec<Range<NodeId>>,
}

impl Region {
    /// Whether a node is the record's own.
    pub(super) fn holds(&self, node: NodeId) -> bool {
        self.node <= node && node < self.end && !is_in(&self.holes, node)
    }

    /// Whether a node of the record is no text of it.
    pub(super) fn is_cut(&self, node: NodeId) -> bool {
        is_in(&self.holes, node) || is_in(&self.dropped, node)
    }
}

/// Whether a node stands in one of some runs, which are in page order and apart.
fn is_in(runs: &[Range<NodeId>], node: NodeId) -> bool {
    let at = runs.partition_point(|run| run.end <= node);
    runs.get(at).is_some_and(|run| run.contains(&node))
}

/// Puts runs in page order and takes out those that stand in others.
pub(super) fn apart(mut runs: Vec<Range<NodeId>>) -> Vec<Range<NodeId>> {
    runs.sort_by_key(|run| run.start);
    let mut end = NodeId(0);
    runs.retain(|run| {
        let keep = run.start >= end;
        end = end.max(run.end);
        keep
    });
    runs
}

/// The forms inside an element.
pub(super) fn forms(page: &Page, run: Range<NodeId>) -> impl Iterator<Item = Range<NodeId>> {
    let forms = between(&page.marks.forms, |&form| form, NodeId(run.start.0 + 1), run.end);
    forms.iter().map(|&form| form..page.context.dom.end(form))
}

/// What was read of a record.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub author: Option<CommentAuthor>,
    pub date: Option<String>,
    /// The date as an attribute gives it, for parsing.
    pub date_value: Option<String>,
    /// The text, its links and marks.
    pub said: Inline,
    /// The images in the text.
    pub images: Vec<Image>,
    pub votes: Option<Votes>,
    pub url: Option<String>,
    pub id: Option<String>,
    pub blocks: Vec<usize>,
    /// Those of `blocks` that hold author or date, and no text.
    pub heads: Vec<usize>,
    /// It is a pingback.
    pub ping: bool,
}

/// Reads a record.
pub(super) fn read(
    page: &Page,
    region: &Region,
    candidate: &Candidate,
    template: &Template,
    scribe: &mut Scribe,
    base: &Base,
) -> Reading {
    let reader = Reader { page, region, dom: page.context.dom, template };
    let date = reader.date(candidate);
    let author = reader.author(candidate, date.as_ref());
    let mut reading = Reading::default();
    let mut body = reader.body(candidate, &author, date.as_ref());
    let mut first = reader.text(body, &author, date.as_ref(), scribe, &mut reading);
    if reading.said.text.is_empty() && body.is_some() && candidate.body.is_none() {
        reading.blocks.clear();
        reading.heads.clear();
        body = None;
        first = reader.text(None, &author, date.as_ref(), scribe, &mut reading);
    }
    reading.images = first.map_or(Vec::new(), |first| reader.images(body, first, base));
    // An image that says who writes is their picture.
    reading.images.retain(|image| author.name.is_none() || image.alt != author.name);
    reading.url = candidate.permalink.and_then(|node| reader.address(node));
    if let Some(date) = &date {
        reading.date = Some(reader.date_text(date)).filter(|text| !text.is_empty());
        reading.date_value = reader.date_value(date);
        reading.url = reading.url.or_else(|| reader.permalink(date));
    } else {
        reading.url = reading.url.or_else(|| reader.any_permalink());
    }
    reading.id = candidate.id.clone().or_else(|| reader.id());
    reading.votes = reader.known_votes(candidate).or_else(|| reader.votes());
    reading.ping = reader.is_ping();
    reading.author = author.name.as_ref().map(|name| CommentAuthor {
        name: name.clone(),
        url: author.link.map(str::to_owned),
        role: reader.role(candidate),
    });
    reading
}

/// Whether an address reports a comment, answers it or counts a vote.
fn does_something(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    !href.contains('#') && path.split('/').any(|step| DEEDS.contains(&step.to_ascii_lowercase().as_str()))
}

/// What is left where a script was to write the date: "at".
const LONGEST_WORD: usize = 3;

/// Where a record's author stands.
#[derive(Default)]
pub(super) struct Who<'a> {
    /// Their name.
    pub name: Option<String>,
    /// The element that holds it.
    pub node: Option<NodeId>,
    /// The words in the block where no element holds the name alone.
    pub range: Option<Range<u32>>,
    /// Their page.
    pub link: Option<&'a str>,
}

pub(super) struct Reader<'r, 'a> {
    pub page: &'r Page<'a>,
    pub region: &'r Region,
    pub dom: &'a Dom,
    pub template: &'r Template,
}

impl<'a> Reader<'_, 'a> {
    /// The blocks of the record in which its text may stand.
    pub(super) fn blocks(&self) -> impl Iterator<Item = usize> + '_ {
        let list = &self.page.context.blocks.list;
        self.own_blocks().filter(|&index| !self.region.is_cut(list[index].anchor()))
    }

    /// The blocks of the record, but images.
    pub(super) fn own_blocks(&self) -> impl Iterator<Item = usize> + '_ {
        let list = &self.page.context.blocks.list;
        let from = list.partition_point(|block| block.anchor() < self.region.node);
        let to = list.partition_point(|block| block.anchor() < self.region.end);
        (from..to).filter(|&index| self.region.holds(list[index].anchor()) && !list[index].image)
    }

    /// The element and those around it up to the record's own, itself included.
    pub(super) fn up(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let top = self.region.node;
        std::iter::once(id).chain(self.dom.ancestors(id)).take_while(move |&up| up > top)
    }

    pub(super) fn inside(&self, id: NodeId, hints: words::Hints) -> bool {
        self.up(id).any(|up| self.page.words.has(up, hints))
    }

    pub(super) fn date(&self, candidate: &Candidate) -> Option<DateMark> {
        let marks = between(&self.page.marks.dates, |mark| mark.node, self.region.node, self.region.end);
        if let Some(node) = candidate.date {
            let known = marks.iter().find(|mark| self.dom.contains(node, mark.node));
            return known.cloned().or_else(|| self.date_from(node));
        }
        let own = marks.iter().filter(|mark| self.region.holds(mark.node)).take(12);
        let mut best: Option<(i32, &DateMark)> = None;
        for (order, mark) in own.enumerate() {
            let score = self.date_score(mark) - order as i32;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, mark));
            }
        }
        best.map(|(_, mark)| mark.clone())
    }

    /// The date that an element holds, if only in an attribute.
    fn date_from(&self, node: NodeId) -> Option<DateMark> {
        let inside = self.page.context.blocks.inside(self.dom, node);
        let block = inside.start;
        let held = self.page.context.blocks.list.get(block)?;
        if inside.is_empty() {
            return Some(DateMark { node, block, range: held.range.start..held.range.start });
        }
        Some(DateMark { node: held.first, block, range: held.range.clone() })
    }

    fn date_score(&self, mark: &DateMark) -> i32 {
        let text = self.page.context.blocks.text(mark.block);
        let mut score = 0;
        let near: Vec<NodeId> = self.up(mark.node).take(4).collect();
        if near.iter().any(|&up| self.dom.tag(up) == Tag::Time) {
            score += 4;
        }
        if near.iter().take(3).any(|&up| self.page.words.has(up, words::DATE)) {
            score += 4;
        }
        if near.iter().any(|&up| self.dom.tag(up) == Tag::A) {
            score += 2;
        }
        if self.inside(mark.node, words::USER | words::SIGNATURE | words::QUOTE)
            || near.iter().any(|&up| self.dom.tag(up) == Tag::Blockquote)
        {
            score -= 6;
        }
        if clue(text) == Some(Clue::Edited) {
            score -= 8;
        }
        score + i32::from(mark.range.len() * 2 > text.len())
    }

    /// The date as shown: of the smallest element that holds it, if that says nothing else.
    fn date_text(&self, mark: &DateMark) -> String {
        let span = self.shown(mark);
        for up in self.up(mark.node).filter(|&up| self.dom.is_element(up)).take(2) {
            let dated = self.dom.tag(up) == Tag::Time || self.page.words.has(up, words::DATE);
            if dated && let Some(short) = Short::of(self.dom, up, 48) {
                let mut text = short.text(self.dom).into_owned();
                if text.chars().any(|c| c.is_ascii_digit())
                    && let Some(end) = text.find(&span).map(|at| at + span.len())
                {
                    if span.ends_with(|c: char| c.is_ascii_digit())
                        && text[end..].starts_with(|c: char| c.is_ascii_digit())
                    {
                        text.insert(end, ' ');
                    }
                    return text;
                }
            }
        }
        span
    }

    /// The text of a date, its day and its time apart where two elements hold them; no word without a number that is no date.
    fn shown(&self, mark: &DateMark) -> String {
        let blocks = self.page.context.blocks;
        // "14.05.20" and "13:39" side by side read as a year and what is left.
        let rest = blocks.text.get(mark.range.end as usize..).unwrap_or_default();
        let glued =
            rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count().min(6) as u32;
        let last = blocks.list.get(mark.block).map_or(mark.range.end, |block| block.range.end);
        let time = rest.starts_with(':') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        let until = if time { (mark.range.end + glued).min(last) } else { mark.range.end };
        let text = range(blocks, &mark.range);
        let mut out = String::with_capacity(text.len());
        for (_, words) in blocks.piece_ranges(mark.block) {
            let (from, to) = (words.start.max(mark.range.start), words.end.min(until));
            let Some(part) = blocks.text.get(from as usize..to as usize).filter(|_| from < to) else {
                continue;
            };
            if out.ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(|c: char| c.is_ascii_digit()) {
                out.push(' ');
            }
            out.push_str(part);
        }
        let out = if out.is_empty() { text } else { &out };
        let shown = out.trim_matches(|c: char| c.is_whitespace() || matches!(c, '•' | '·' | '|'));
        let word = shown.len() <= LONGEST_WORD && !shown.chars().any(|c| digit(c).is_some());
        if word && date_span(shown).is_none() { String::new() } else { shown.to_owned() }
    }

    fn date_value(&self, mark: &DateMark) -> Option<String> {
        self.up(mark.node).take(3).find_map(|up| {
            ["datetime", "data-datetime", "title", "content"]
                .iter()
                .find_map(|name| self.dom.attr(up, name))
                .filter(|value| value.chars().filter(char::is_ascii_digit).count() >= 4)
                .map(str::to_owned)
        })
    }

    fn permalink(&self, mark: &DateMark) -> Option<String> {
        let linked = self
            .up(mark.node)
            .take(3)
            .find_map(|up| (self.dom.tag(up) == Tag::A).then(|| self.dom.attr(up, "href")).flatten());
        linked.map(str::to_owned).or_else(|| self.any_permalink())
    }

    fn any_permalink(&self) -> Option<String> {
        let links = between(&self.page.marks.permalinks, |&node| node, self.region.node, self.region.end);
        let own = links.iter().filter(|&&node| self.region.holds(node));
        own.filter_map(|&node| self.dom.attr(node, "href"))
            .find(|href| !does_something(href))
            .map(str::to_owned)
    }

    pub(super) fn author(&self, candidate: &Candidate, date: Option<&DateMark>) -> Who<'a> {
        if let Some(node) = candidate.author
            && let Some(who) = self.who(node, true)
        {
            return who;
        }
        let marks = between(&self.page.marks.names, |mark| mark.node, self.region.node, self.region.end);
        let own = marks.iter().filter(|mark| self.region.holds(mark.node) && mark.node != self.region.node);
        let mut best: Option<(i32, Who)> = None;
        for (order, mark) in own.take(24).enumerate() {
            let mut score = 4 * i32::from(mark.weight) - order.min(6) as i32;
            if mark.weight < 3 && date.is_some_and(|date| date.node < mark.node) {
                score -= 2 * (3 - i32::from(mark.weight).min(2));
            }
            if self.inside(mark.node, words::QUOTE | words::SIGNATURE) || self.in_body(mark.node) {
                score -= 8;
            }
            if score > 0
                && (mark.weight > 2 || !self.is_label(mark.node))
                && best.as_ref().is_none_or(|(top, _)| score > *top)
                && let Some(who) = self.who(mark.node, false)
            {
                best = Some((score, who));
            }
        }
        let by_text = || date.and_then(|date| self.beside_date(date)).unwrap_or_default();
        match best {
            Some((score, who)) if score > 4 => who,
            Some((_, who)) => {
                let other = by_text();
                if other.name.is_some() { other } else { who }
            }
            None => by_text(),
        }
    }

    fn in_body(&self, id: NodeId) -> bool {
        self.up(id).skip(1).any(|up| {
            self.page.words.has(up, words::BODY)
                && !self.page.words.has(up, words::META | words::AUTHOR)
                && matches!(self.dom.tag(up), Tag::P | Tag::Blockquote)
        }) || self.up(id).any(|up| self.dom.tag(up) == Tag::Blockquote)
    }

    /// Whether an element holds what most records show.
    fn is_label(&self, node: NodeId) -> bool {
        let mut inside = self.page.context.blocks.inside(self.dom, node);
        inside.len() == 1 && inside.all(|index| self.template.is_label(self.page, index))
    }

    /// The name that an element holds; `sure` where it holds nothing else: a user may be called "moderator".
    fn who(&self, node: NodeId, sure: bool) -> Option<Who<'a>> {
        let text = self.own_text(node);
        let name = self.name_in(&text, sure)?;
        let name = self.spelt_out(node, &name).unwrap_or(name);
        let link = self
            .dom
            .subtree(node)
            .chain(self.dom.ancestors(node).take(2).filter(|&up| up > self.region.node))
            .find(|&inner| self.dom.tag(inner) == Tag::A)
            .and_then(|link| self.dom.attr(link, "href"));
        Some(Who { name: Some(name), node: Some(node), range: None, link })
    }

    /// The name in an element's text: of its first line, or behind lines that say what the writer is here.
    fn name_in(&self, text: &str, sure: bool) -> Option<String> {
        let mut lines = text.split('\n').filter(|line| line.chars().any(char::is_alphanumeric));
        let is_standing = |line: &str| clue(line) == Some(Clue::Role) && role_of(line) != Some(Role::Guest);
        let named = |line: &str| clean_name(line).filter(|name| may_be_name(name));
        let first = clean_name(text)?;
        if may_be_name(&first) {
            return Some(first);
        }
        let behind = lines.find(|line| !is_standing(line)).and_then(named);
        behind.or(Some(first).filter(|name| sure && clue(name) == Some(Clue::Role)))
    }

    /// Of a picture that shows a name's first letter, the name that an attribute gives.
    fn spelt_out(&self, node: NodeId, name: &str) -> Option<String> {
        let mut letters = name.chars();
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        let begins =
            |name: &&str| name.chars().next().is_some_and(|c| c.to_lowercase().eq(letter.to_lowercase()));
        let mut told = self.dom.subtree(node).flat_map(|id| {
            ["data-username", "title", "alt", "aria-label"]
                .iter()
                .filter_map(move |attr| self.dom.attr(id, attr))
        });
        told.find(begins).and_then(clean_name)
    }

    /// The element's text without badges and controls in it.
    fn own_text(&self, node: NodeId) -> String {
        let mut text = String::new();
        let mut at = node;
        while at < self.dom.end(node) {
            let skip = at != node
                && self.dom.is_element(at)
                && (self.dom.tag(at).flow() == Flow::Silent
                    || self.page.words.has(at, words::BADGE | words::CONTROL | words::DATE)
                        && !self.page.words.has(at, words::AUTHOR | words::NAME));
            if self.dom.kind(at) == NodeKind::Text {
                text.push_str(self.dom.text(at).unwrap_or_default());
            } else if self.dom.is_element(at) && self.dom.tag(at).flow() != Flow::Inline {
                text.push('\n');
            }
            at = if skip { self.dom.end(at) } else { NodeId(at.0 + 1) };
        }
        text
    }

    /// A name in the text before the date, or in the block before it.
    fn beside_date(&self, date: &DateMark) -> Option<Who<'a>> {
        let blocks = self.page.context.blocks;
        let block = blocks.list.get(date.block)?;
        let before = block.range.start..date.range.start.max(block.range.start);
        let text = range(blocks, &before);
        let named = |text: &str| {
            clean_name(text).filter(|name| name.chars().any(char::is_alphabetic) && may_be_name(name))
        };
        if let Some(name) = named(text) {
            return Some(Who { name: Some(name), node: None, range: Some(before), link: None });
        }
        let tells_more = |index: usize| {
            let own = self.page.words.own(blocks.list[index].element);
            own & words::ABOUT != 0 && own & (words::NAME | words::AUTHOR) == 0
        };
        let previous: Vec<usize> = self
            .blocks()
            .take_while(|&index| index < date.block)
            .filter(|&index| !tells_more(index))
            .collect();
        let next = self.blocks().find(|&index| index > date.block);
        let near = previous.iter().rev().copied().take(2).chain(next);
        for index in near {
            let text = blocks.text(index);
            if text.len() <= 60
                && !self.template.is_label(self.page, index)
                && let Some(name) = named(text)
            {
                let link = blocks.links(index).first().and_then(|link| self.dom.attr(link.node, "href"));
                return Some(Who {
                    name: Some(name),
                    node: None,
                    range: Some(blocks.list[index].range.clone()),
                    link,
                });
            }
        }
        None
    }

    fn role(&self, candidate: &Candidate) -> Option<Role> {
        if candidate.role.is_some() {
            return candidate.role;
        }
        if let Some(role) = candidate.badge.and_then(|badge| role_of(&self.dom.text_content(badge))) {
            return Some(role);
        }
        let top = self.region.node;
        let class = self.dom.class(top).unwrap_or_default();
        if self.page.words.has(top, words::OWNER) || class.contains("by-author") {
            return Some(Role::Author);
        }
        let badges = self.dom.subtree(top).take(200).filter(|&node| {
            self.region.holds(node) && self.dom.is_element(node) && self.page.words.has(node, words::BADGE)
        });
        for badge in badges {
            if short_text(self.dom, badge, 30)
                && let Some(role) = role_of(&self.dom.text_content(badge))
            {
                return Some(role);
            }
        }
        class.contains("comment-author-admin").then_some(Role::Staff)
    }

    fn id(&self) -> Option<String> {
        let node = self.region.node;
        let own = ["id", "data-comment-id", "data-id", "data-commentid", "data-post-id"];
        let named = own.iter().find_map(|name| self.dom.attr(node, name));
        let inner = || {
            self.dom.subtree(node).take(12).skip(1).find_map(|inner| {
                self.dom.attr(inner, "id").filter(|id| id.chars().any(|c| c.is_ascii_digit()))
            })
        };
        named.or_else(inner).filter(|id| !id.is_empty()).map(str::to_owned)
    }

    /// The address that an element or one in it leads to.
    fn address(&self, node: NodeId) -> Option<String> {
        let link = self.dom.subtree(node).find(|&inner| self.dom.tag(inner) == Tag::A)?;
        self.dom.attr(link, "href").map(str::to_owned)
    }

    fn known_votes(&self, candidate: &Candidate) -> Option<Votes> {
        let up = candidate.votes.and_then(|node| self.count(node));
        let down = candidate.down.and_then(|node| self.count(node)).map(|(count, _)| count);
        match (up, down) {
            (None, None) => None,
            (Some((count, true)), None) => Some(Votes { up: 0, down: count }),
            (up, down) => Some(Votes { up: up.map_or(0, |(count, _)| count), down: down.unwrap_or(0) }),
        }
    }

    /// How many votes an element tells, and whether as a negative number. Where it names who voted ("Ada, Ben and 2
    /// others"), they count too.
    fn count(&self, node: NodeId) -> Option<(u64, bool)> {
        let named = |id: NodeId| self.dom.name(id) == Some("bdi");
        let voters = self.dom.subtree(node).filter(|&id| named(id)).count() as u64;
        let mut text = String::new();
        for id in self.dom.subtree(node) {
            let in_name = voters > 0 && self.dom.ancestors(id).take_while(|&up| up > node).any(named);
            text.push_str(self.dom.text(id).filter(|_| !in_name).unwrap_or_default());
        }
        let number = phrases::number(&text);
        let negative = text.trim_start().starts_with(['-', '−', '–']);
        match voters {
            0 => number.map(|number| (number, negative)),
            _ => Some((voters + number.unwrap_or(0), false)),
        }
    }

    fn votes(&self) -> Option<Votes> {
        let mut votes: Option<Votes> = None;
        for index in self.blocks() {
            let text = self.page.context.blocks.text(index);
            let block = &self.page.context.blocks.list[index];
            if text.len() > 12 || !self.inside(block.anchor(), words::VOTE) {
                continue;
            }
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let Ok(count) = digits.parse::<u64>() else { continue };
            let down = self.up(block.anchor()).take(4).any(|up| {
                self.dom.class(up).is_some_and(|class| {
                    class.to_ascii_lowercase().contains("down") || class.contains("dislike")
                })
            });
            let negative = text.trim_start().starts_with(['-', '−', '–']);
            let held = votes.get_or_insert_with(Votes::default);
            if down || negative {
                held.down = count
            } else if held.up == 0 {
                held.up = count
            }
        }
        votes
    }

    fn is_ping(&self) -> bool {
        let node = self.region.node;
        if self.page.words.has(node, words::PING) {
            return true;
        }
        let first = self.blocks().next();
        first.is_some_and(|index| clue(self.page.context.blocks.text(index)) == Some(Clue::Ping))
    }
}
