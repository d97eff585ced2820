//! Reads one record: who, when, what, votes, where.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Candidate;
use super::clue::{Clue, clue, date_span};
use super::marks::{DateMark, between, is_number, range, short_text};
use super::repeats::Page;
use super::words;
use crate::dom::{Dom, Flow, NodeId, NodeKind, Tag};
use crate::record::{CommentAuthor, Role, Votes};

/// The part of the page that one comment has to itself.
pub(super) struct Region {
    /// The element.
    pub node: NodeId,
    /// One past the last node.
    pub end: NodeId,
    /// Runs of nodes inside it that are not its own: answers, forms.
    pub holes: Vec<Range<NodeId>>,
}

impl Region {
    /// Whether a node stands in the region and in none of its holes.
    pub(super) fn holds(&self, node: NodeId) -> bool {
        self.node <= node && node < self.end && !self.in_hole(node)
    }

    fn in_hole(&self, node: NodeId) -> bool {
        let at = self.holes.partition_point(|hole| hole.end <= node);
        self.holes.get(at).is_some_and(|hole| hole.contains(&node))
    }
}

/// Takes the forms inside an element out of it.
pub(super) fn add_forms(page: &Page, run: Range<NodeId>, holes: &mut Vec<Range<NodeId>>) {
    let dom = page.context.dom;
    let forms = between(&page.marks.forms, |&form| form, NodeId(run.start.0 + 1), run.end);
    holes.extend(forms.iter().map(|&form| form..dom.end(form)));
    holes.sort_by_key(|hole| hole.start);
    let mut end = NodeId(0);
    holes.retain(|hole| {
        let keep = hole.start >= end;
        end = end.max(hole.end);
        keep
    });
}

/// What was read of a record.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub author: Option<CommentAuthor>,
    pub date: Option<String>,
    /// The date as an attribute gives it, for parsing.
    pub date_value: Option<String>,
    pub text: String,
    pub votes: Option<Votes>,
    pub url: Option<String>,
    pub id: Option<String>,
    pub blocks: Vec<usize>,
    /// It is a pingback.
    pub ping: bool,
}

/// Reads a record.
pub(super) fn read(page: &Page, region: &Region, candidate: &Candidate, template: &Template) -> Reading {
    let reader = Reader { page, region, dom: page.context.dom, template };
    let date = reader.date(candidate);
    let author = reader.author(candidate, date.as_ref());
    let mut reading = Reading::default();
    let body = reader.body(candidate, &author, date.as_ref());
    reader.text(body, &author, date.as_ref(), &mut reading);
    if reading.text.is_empty() && body.is_some() && candidate.body.is_none() {
        reading.blocks.clear();
        reader.text(None, &author, date.as_ref(), &mut reading);
    }
    if let Some(date) = &date {
        reading.date = Some(reader.date_text(date)).filter(|text| !text.is_empty());
        reading.date_value = reader.date_value(date);
        reading.url = reader.permalink(date);
    } else {
        reading.url = reader.any_permalink();
    }
    reading.id = candidate.id.clone().or_else(|| reader.id());
    reading.votes = reader.votes();
    reading.ping = reader.is_ping(&author);
    reading.author = author.name.as_ref().map(|name| CommentAuthor {
        name: name.clone(),
        url: author.link.map(str::to_owned),
        role: reader.role(&author),
    });
    reading
}

/// Where a record's author stands.
#[derive(Default)]
struct Who<'a> {
    name: Option<String>,
    node: Option<NodeId>,
    /// The words in the block where no element holds the name alone.
    range: Option<Range<u32>>,
    link: Option<&'a str>,
}

struct Reader<'r, 'a> {
    page: &'r Page<'a>,
    region: &'r Region,
    dom: &'a Dom,
    template: &'r Template,
}

/// What most records of a list have in common: the looks of the element that holds the text.
#[derive(Default)]
pub(super) struct Template {
    body: Option<(Tag, Option<String>)>,
}

impl Template {
    /// Learns from the records of a list.
    pub(super) fn of(page: &Page, regions: &[Region], candidates: &[Candidate]) -> Template {
        let dom = page.context.dom;
        let blank = Template::default();
        let mut votes: FxHashMap<(Tag, Option<&str>), usize> = FxHashMap::default();
        let mut voters = 0;
        for (region, candidate) in regions.iter().zip(candidates) {
            let reader = Reader { page, region, dom, template: &blank };
            let date = reader.date(candidate);
            let who = reader.author(candidate, date.as_ref());
            let best = reader.fullest(&who, date.as_ref(), |_| true);
            if let Some((_, body)) = best {
                *votes.entry((dom.tag(body), dom.class(body))).or_default() += 1;
                voters += 1;
            }
        }
        let most = votes.into_iter().max_by_key(|&(_, count)| count);
        let body = most.filter(|&(_, count)| voters > 2 && count * 2 > voters);
        Template { body: body.map(|((tag, class), _)| (tag, class.map(str::to_owned))) }
    }
}

impl<'a> Reader<'_, 'a> {
    fn blocks(&self) -> impl Iterator<Item = usize> + '_ {
        let list = &self.page.context.blocks.list;
        let from = list.partition_point(|block| block.anchor() < self.region.node);
        let to = list.partition_point(|block| block.anchor() < self.region.end);
        (from..to).filter(|&index| !self.region.in_hole(list[index].anchor()) && !list[index].image)
    }

    /// The element and those around it up to the record's own, itself included.
    fn up(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let top = self.region.node;
        std::iter::once(id).chain(self.dom.ancestors(id)).take_while(move |&up| up > top)
    }

    fn inside(&self, id: NodeId, hints: words::Hints) -> bool {
        self.up(id).any(|up| self.page.words.has(up, hints))
    }

    // ---- date

    fn date(&self, candidate: &Candidate) -> Option<DateMark> {
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

    fn date_from(&self, node: NodeId) -> Option<DateMark> {
        let inside = self.page.context.blocks.inside(self.dom, node);
        let block = inside.start;
        let held = self.page.context.blocks.list.get(block).filter(|_| !inside.is_empty())?;
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
        let blocks = self.page.context.blocks;
        let span = range(blocks, &mark.range).trim().to_owned();
        for up in self.up(mark.node).filter(|&up| self.dom.is_element(up)).take(2) {
            let dated = self.dom.tag(up) == Tag::Time || self.page.words.has(up, words::DATE);
            if dated && short_text(self.dom, up, 48) {
                let text = self.dom.text_content(up);
                if text.chars().any(|c| c.is_ascii_digit()) && text.contains(&span) {
                    return text;
                }
            }
        }
        span
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
        let own = links.iter().find(|&&node| self.region.holds(node))?;
        self.dom.attr(*own, "href").map(str::to_owned)
    }

    // ---- author

    fn author(&self, candidate: &Candidate, date: Option<&DateMark>) -> Who<'a> {
        if let Some(node) = candidate.author
            && let Some(who) = self.who(node)
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
                && best.as_ref().is_none_or(|(top, _)| score > *top)
                && let Some(who) = self.who(mark.node)
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

    /// The name that an element holds.
    fn who(&self, node: NodeId) -> Option<Who<'a>> {
        let text = self.own_text(node);
        let name = clean_name(&text).filter(|name| matches!(clue(name), None | Some(Clue::Role)))?;
        let link = self
            .dom
            .subtree(node)
            .chain(self.dom.ancestors(node).take(2).filter(|&up| up > self.region.node))
            .find(|&inner| self.dom.tag(inner) == Tag::A)
            .and_then(|link| self.dom.attr(link, "href"));
        Some(Who { name: Some(name), node: Some(node), range: None, link })
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
            clean_name(text).filter(|name| name.chars().any(char::is_alphabetic) && clue(name).is_none())
        };
        if let Some(name) = named(text) {
            return Some(Who { name: Some(name), node: None, range: Some(before), link: None });
        }
        let previous: Vec<usize> = self.blocks().take_while(|&index| index < date.block).collect();
        let next = self.blocks().find(|&index| index > date.block);
        let near = previous.iter().rev().copied().take(2).chain(next);
        for index in near {
            let text = blocks.text(index);
            if text.len() <= 60
                && clue(text).is_none()
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

    fn role(&self, who: &Who) -> Option<Role> {
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
        let _ = who;
        class.contains("comment-author-admin").then_some(Role::Staff)
    }

    // ---- text

    fn body(&self, candidate: &Candidate, who: &Who, date: Option<&DateMark>) -> Option<NodeId> {
        if candidate.body.is_some() {
            return candidate.body;
        }
        if let Some((tag, class)) = &self.template.body {
            let known = self.fullest(who, date, |node| {
                self.dom.tag(node) == *tag && self.dom.class(node) == class.as_deref()
            });
            if let Some((_, node)) = known {
                return Some(node);
            }
        }
        let total: u32 = self
            .blocks()
            .filter(|&index| !self.inside(self.page.context.blocks.list[index].anchor(), words::USER))
            .map(|index| self.plain_words(index))
            .sum();
        let best = self.fullest(who, date, |_| true);
        best.filter(|&(count, _)| count * 2 >= total.saturating_sub(12)).map(|(_, node)| node)
    }

    /// Of the elements whose name speaks of text and that hold neither name nor date, the one with most words.
    fn fullest(
        &self,
        who: &Who,
        date: Option<&DateMark>,
        fits: impl Fn(NodeId) -> bool,
    ) -> Option<(u32, NodeId)> {
        let mut best: Option<(u32, NodeId)> = None;
        let mut at = NodeId(self.region.node.0 + 1);
        while at < self.region.end {
            let node = at;
            if matches!(self.dom.tag(node), Tag::A | Tag::Button | Tag::Cite) {
                at = self.dom.end(node);
                continue;
            }
            at = NodeId(at.0 + 1);
            if !self.dom.is_element(node)
                || !self.page.words.has(node, words::BODY)
                || self.page.words.has(node, words::CONTROL | words::AVATAR | words::FORM)
                || !fits(node)
                || self.region.in_hole(node)
            {
                continue;
            }
            let holds_head = who.node.is_some_and(|name| self.dom.contains(node, name))
                || date.is_some_and(|date| self.dom.contains(node, date.node) || self.says_again(node, date));
            if holds_head {
                continue;
            }
            let inner = self.page.context.blocks.inside(self.dom, node);
            let count: u32 = inner
                .filter(|&index| !self.region.in_hole(self.page.context.blocks.list[index].anchor()))
                .map(|index| self.page.marks.free_words(&(index..index + 1)))
                .sum();
            if count > 0 && best.is_none_or(|(top, _)| count > top) {
                best = Some((count, node));
                at = self.dom.end(node).max(at);
            }
        }
        best
    }

    /// Whether an element holds the record's date a second time.
    fn says_again(&self, node: NodeId, date: &DateMark) -> bool {
        let blocks = self.page.context.blocks;
        let text = range(blocks, &date.range);
        let marks = between(&self.page.marks.dates, |mark| mark.node, node, self.dom.end(node));
        marks.iter().any(|mark| range(blocks, &mark.range) == text && blocks.text(mark.block).len() < text.len() + 8)
    }

    fn plain_words(&self, index: usize) -> u32 {
        let (plain, linked) = self.page.marks.words(&(index..index + 1));
        plain + linked
    }

    fn text(&self, body: Option<NodeId>, who: &Who, date: Option<&DateMark>, reading: &mut Reading) {
        let blocks = self.page.context.blocks;
        let mut lines: Vec<String> = Vec::new();
        let mut heads: Vec<String> = Vec::new();
        for index in self.blocks() {
            let block = &blocks.list[index];
            let in_body = body.is_none_or(|body| self.dom.contains(body, block.anchor()));
            let is_head = date.is_some_and(|date| date.block == index) || self.is_name_block(index, who);
            if is_head {
                reading.blocks.push(index);
            }
            if !in_body || self.is_chrome(index, body) {
                continue;
            }
            let text = if is_head { self.rest(index, who, date) } else { self.without_controls(index) };
            let text = text.trim();
            if text.is_empty() || !text.chars().any(|c| !c.is_whitespace()) {
                continue;
            }
            if is_head && is_leftover(text) {
                continue;
            }
            if is_head {
                heads.push(text.to_owned());
            } else {
                lines.push(text.to_owned());
                reading.blocks.push(index);
            }
        }
        // Beside the author and date stands the text only where it stands nowhere else.
        reading.text = if lines.is_empty() { heads.join("\n") } else { lines.join("\n") };
    }

    fn is_name_block(&self, index: usize, who: &Who) -> bool {
        let block = &self.page.context.blocks.list[index];
        if let Some(range) = &who.range {
            return block.range.start <= range.start && range.end <= block.range.end && !range.is_empty();
        }
        who.node.is_some_and(|node| {
            self.page.context.blocks.pieces(index).any(|(piece, _)| self.dom.contains(node, piece))
        })
    }

    /// What a block says besides author and date.
    fn rest(&self, index: usize, who: &Who, date: Option<&DateMark>) -> String {
        let blocks = self.page.context.blocks;
        let block = &blocks.list[index];
        let mut cuts: Vec<Range<u32>> = Vec::new();
        if let Some(date) = date.filter(|date| date.block == index) {
            cuts.push(date.range.clone());
        }
        cuts.extend(
            who.range
                .iter()
                .filter(|range| block.range.start <= range.start && range.end <= block.range.end)
                .cloned(),
        );
        let mut at = block.range.start;
        for (node, text) in blocks.pieces(index) {
            let end = at + text.len() as u32;
            let named = who.node.is_some_and(|name| self.dom.contains(name, node));
            if named || self.is_control(node) {
                cuts.push(at..end);
            }
            at = end;
        }
        cuts.sort_by_key(|cut| cut.start);
        let mut text = String::new();
        let mut from = block.range.start;
        for cut in cuts {
            if cut.start > from {
                text.push_str(range(blocks, &(from..cut.start)));
            }
            from = from.max(cut.end);
        }
        text.push_str(range(blocks, &(from..block.range.end.max(from))));
        // What stands on the line of the author and date is "says", "on", "#3".
        let (head, tail) = text.split_once('\n').unwrap_or((&text, ""));
        if is_leftover(head) { tail.to_owned() } else { text }
    }

    fn without_controls(&self, index: usize) -> String {
        let blocks = self.page.context.blocks;
        if blocks.links(index).is_empty() {
            return blocks.text(index).to_owned();
        }
        let mut text = String::new();
        for (node, piece) in blocks.pieces(index) {
            if !self.is_control(node) {
                text.push_str(piece);
            }
        }
        text
    }

    /// Whether a text node is the label of something to press.
    fn is_control(&self, node: NodeId) -> bool {
        let Some(text) = self.dom.text(node) else { return false };
        if text.len() > 60 {
            return false;
        }
        let pressed = self.up(node).take(4).any(|up| {
            matches!(self.dom.tag(up), Tag::A | Tag::Button) || self.page.words.has(up, words::CONTROL)
        });
        pressed && matches!(clue(text), Some(Clue::Reply | Clue::Control | Clue::Edited))
    }

    /// Whether a block is no text of the comment: a control, a badge, a signature.
    fn is_chrome(&self, index: usize, body: Option<NodeId>) -> bool {
        let blocks = self.page.context.blocks;
        let block = &blocks.list[index];
        let text = blocks.text(index);
        if self.dom.tag(block.element).flow() == Flow::Control {
            return true;
        }
        if is_number(text) {
            return true;
        }
        let short = text.len() <= 60;
        let floor = body.unwrap_or(self.region.node);
        let around = self.up(block.anchor()).take_while(|&up| up > floor);
        let mut hints = 0;
        for up in around {
            hints |= self.page.words.own(up);
            if self.dom.tag(up) == Tag::Button {
                return true;
            }
        }
        if hints & (words::SIGNATURE | words::FORM | words::USER) != 0 {
            return true;
        }
        if short && hints & (words::CONTROL | words::BADGE | words::VOTE) != 0 {
            return true;
        }
        if body.is_none() && short && hints & (words::META | words::AVATAR | words::AUTHOR | words::DATE) != 0
        {
            return true;
        }
        match clue(text) {
            Some(Clue::Edited) => true,
            Some(Clue::Reply | Clue::Control) => body.is_none() || !blocks.links(index).is_empty(),
            Some(Clue::Role) => body.is_none(),
            _ => false,
        }
    }

    // ---- the rest

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

    fn is_ping(&self, who: &Who) -> bool {
        let node = self.region.node;
        if self.page.words.has(node, words::PING) {
            return true;
        }
        let first = self.blocks().next();
        let _ = who;
        first.is_some_and(|index| clue(self.page.context.blocks.text(index)) == Some(Clue::Ping))
    }
}

/// What is left of the author's and date's line when these are gone: "says:", "on", "at", "#4", "·".
fn is_leftover(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && text.len() <= 40 || !text.chars().any(char::is_alphanumeric)
}

fn role_of(text: &str) -> Option<Role> {
    let lower = text.trim().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["guest", "gast", "invité", "invitado", "ospite"]) {
        Some(Role::Guest)
    } else if has(&["moderator", "modérateur", "moderador"]) {
        Some(Role::Moderator)
    } else if has(&["author", "autor", "auteur", "op"]) && lower.len() < 12 {
        Some(Role::Author)
    } else if has(&["admin", "staff", "editor", "redaktion", "team"]) {
        Some(Role::Staff)
    } else if has(&["member", "mitglied", "membre", "user", "nutzer"]) {
        Some(Role::Member)
    } else {
        None
    }
}

/// The name in an author line: "Name says:", "Posted by Name on".
fn clean_name(text: &str) -> Option<String> {
    let mut line = text.split('\n').map(str::trim).find(|line| line.chars().any(char::is_alphanumeric))?;
    if let Some(span) = date_span(line).filter(|span| line[span.clone()].chars().any(|c| c.is_ascii_digit()))
    {
        line = line[..span.start].trim();
    }
    let mut words: Vec<&str> = line.split_whitespace().collect();
    const BEFORE: &[&str] = &[
        "by", "posted", "von", "par", "says", "comment", "from", "de", "written", "-", "–", "|", "·", "•",
        "#",
    ];
    const AFTER: &[&str] = &[
        "»",
        "«",
        "says",
        "sagt",
        "said",
        "schreibt",
        "schrieb",
        "wrote",
        "meint",
        "on",
        "at",
        "am",
        "le",
        "el",
        "dit",
        "dice",
        "a",
        "vor",
        "commented",
        "replied",
        "-",
        "–",
        "|",
        "·",
        "•",
        ",",
        "—",
        "meinte",
        "writes",
        "den",
    ];
    let bare = |word: &str| word.trim_matches([':', ',', '(']).to_lowercase();
    while words.len() > 1
        && words.first().is_some_and(|word| {
            BEFORE.contains(&bare(word).as_str()) || word.trim_matches(['#', ':', '.', ',']).is_empty()
        })
    {
        words.remove(0);
    }
    while words.len() > 1
        && words.last().is_some_and(|word| {
            AFTER.contains(&bare(word).as_str())
                || !word.chars().any(char::is_alphanumeric) && word.chars().all(|c| c.is_ascii_punctuation())
        })
    {
        words.pop();
    }
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| {
        matches!(c, ':' | ',' | '•' | '·' | '|' | '»' | '«' | '›' | '~') || c.is_whitespace()
    });
    let long = name.chars().count() > 60 || name.split_whitespace().count() > 8;
    if name.is_empty() || long || !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(name.to_owned())
}
