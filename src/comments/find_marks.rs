//! Finds the marks that comments carry.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use html5ever::local_name;

use super::clue::{Clue, clue, date_span};
use super::counted;
use super::marks::{Counted, DateMark, Marks, NameMark, between, is_numbered, range};
use super::marks_table::{ANCHORS, JOINED, PERMALINKS, POSTS, PROFILES};
use super::short::{Short, short_text};
use super::words::{self, Words};
use crate::block::Blocks;
use crate::dom::{Dom, Flow, NodeId, Tag};
use crate::letters::count_words;
use crate::phrases::{self, Phrase};

/// How far the next block is looked for behind images.
const NEXT: usize = 3;

/// The longest text that a name may have.
const NAME_MAX: usize = 60;

/// Finds the marks of a page.
pub(super) fn marks_of(dom: &Dom, blocks: &Blocks, words: &Words) -> Marks {
    let mut marks = Marks::default();
    marks.find_dates(dom, blocks);
    let people = marks.find_elements(dom, words);
    marks.find_bold_names(dom, blocks);
    marks.find_panels(blocks);
    (marks.people, marks.moments) = counted::count(dom, blocks, words, people, &marks.dates);
    let counts = marks.count_words(dom, blocks);
    marks.count_free(dom, blocks, &counts);
    marks
}

impl Marks {
    fn find_dates(&mut self, dom: &Dom, blocks: &Blocks) {
        for (index, block) in blocks.list.iter().enumerate() {
            if block.image {
                continue;
            }
            let text = blocks.text(index);
            let head = text.split('\n').next().unwrap_or_default();
            if text.len() <= 160 || head.len() <= 120 {
                let head = if text.len() <= 160 { text } else { head };
                if let Some(span) = date_span(head) {
                    self.push_date(blocks, index, span);
                    continue;
                }
            }
            for (_, words) in blocks.piece_ranges(index) {
                let piece = range(blocks, &words);
                if piece.len() <= 60
                    && let Some(span) = date_span(piece)
                    && span.len() * 2 > piece.trim().len()
                {
                    let base = (words.start - block.range.start) as usize;
                    self.push_date(blocks, index, base + span.start..base + span.end);
                    break;
                }
            }
        }
        self.find_time_elements(dom, blocks);
    }

    fn push_date(&mut self, blocks: &Blocks, index: usize, span: Range<usize>) {
        let block = &blocks.list[index];
        let label = index.checked_sub(1).map_or("", |before| blocks.text(before));
        let labelled = span.start == 0 && label.len() < 24 && is_joined(label, label.len());
        if labelled || is_joined(blocks.text(index), span.start) {
            self.joined.push(block.first);
            return;
        }
        let range = block.range.start + span.start as u32..block.range.start + span.end as u32;
        let pieces = &blocks.pieces[block.pieces.start as usize..block.pieces.end as usize];
        let at = pieces.partition_point(|piece| piece.start <= range.start).saturating_sub(1);
        let node = pieces.get(at).map_or(block.first, |piece| piece.node);
        if names_somebody(blocks.text(index).get(..span.start).unwrap_or_default()) {
            self.beside.push(node);
        }
        self.dates.push(DateMark { node, block: index, range });
    }

    /// Elements that say when in an attribute but not in a form that can be read.
    fn find_time_elements(&mut self, dom: &Dom, blocks: &Blocks) {
        let mut more = Vec::new();
        for id in dom.ids() {
            if dom.tag(id) != Tag::Time || within(&self.dates, |mark| mark.node, dom, id).next().is_some() {
                continue;
            }
            let inside = blocks.inside(dom, id);
            let block = inside.start;
            let Some(held) = blocks.list.get(block).filter(|_| dom.attr(id, "datetime").is_some()) else {
                continue;
            };
            if inside.is_empty() {
                let range = held.range.start..held.range.start;
                more.push(DateMark { node: id, block, range });
            } else if held.range.len() < 60 {
                more.push(DateMark { node: held.first, block, range: held.range.clone() });
            }
        }
        self.dates.extend(more);
        self.dates.sort_by_key(|mark| mark.node);
    }

    /// Finds what elements show; gives the outermost of the names.
    fn find_elements(&mut self, dom: &Dom, words: &Words) -> Vec<NodeId> {
        let mut name_end = NodeId(0);
        let mut people = Vec::new();
        let mut read = (Dom::ROOT, None);
        for id in dom.ids() {
            if !dom.is_element(id) {
                continue;
            }
            let tag = dom.tag(id);
            let own = words.own(id);
            if let Some(weight) = name_weight(dom, id, own)
                && short_text(dom, id, NAME_MAX * 2)
                && !holds_more(dom, id, tag, &self.dates)
            {
                self.names.push(NameMark { node: id, weight });
                if id >= name_end && weight >= 2 {
                    name_end = dom.end(id);
                    people.push(id);
                }
            }
            if matches!(tag, Tag::A | Tag::Button | Tag::Span | Tag::Div) {
                self.take_pressed(dom, id, tag, &mut read);
            }
            match tag {
                Tag::A => self.take_permalink(dom, id),
                Tag::Form => self.take_form(dom, id),
                Tag::Img | Tag::Svg => self.take_picture(dom, words, id, own),
                _ => {}
            }
        }
        people
    }

    /// A link or button to reply, quote or report.
    fn take_pressed(&mut self, dom: &Dom, id: NodeId, tag: Tag, read: &mut (NodeId, Option<Clue>)) {
        let list = match pressed(dom, id, tag, read) {
            Some(Clue::Reply) => &mut self.replies,
            Some(Clue::Control) if tag == Tag::A || tag == Tag::Button => &mut self.controls,
            _ => return,
        };
        if !list.last().is_some_and(|&last| dom.contains(last, id)) {
            list.push(id);
        }
    }

    /// A form to write in, and no record with a form in it.
    fn take_form(&mut self, dom: &Dom, id: NodeId) {
        if has_field(dom, id) && within(&self.dates, |mark| mark.node, dom, id).next().is_none() {
            self.forms.push(id);
        }
    }

    /// A link to a comment, once where several lead there.
    fn take_permalink(&mut self, dom: &Dom, id: NodeId) {
        let href = |id: NodeId| dom.atom(id, &local_name!("href"));
        if !href(id).is_some_and(|href| is_permalink(href) || is_numbered(dom, id)) {
            return;
        }
        let place = |id: NodeId| href(id).and_then(|href| href.rsplit_once('#')).map(|(_, place)| place);
        if self.permalinks.last().is_none_or(|&last| place(last).is_none() || place(last) != place(id)) {
            self.permalinks.push(id);
        }
    }

    /// A picture of a person.
    fn take_picture(&mut self, dom: &Dom, words: &Words, id: NodeId, own: words::Hints) {
        if (own | parent_hints(dom, words, id)) & words::AVATAR != 0
            || dom.tag(id) == Tag::Img && dom.attr(id, "src").is_some_and(|src| src.contains("gravatar"))
        {
            self.avatars.push(id);
        }
    }

    /// Which blocks hold a date.
    fn dated(&self, blocks: &Blocks) -> Vec<bool> {
        let mut dated = vec![false; blocks.len()];
        self.dates.iter().for_each(|mark| dated[mark.block] = true);
        dated
    }

    /// Finds blocks that are bold, may be a name, and stand next to a date.
    fn find_bold_names(&mut self, dom: &Dom, blocks: &Blocks) {
        let dated = self.dated(blocks);
        let shown = |index: &usize| !blocks.list[*index].image;
        let mut bold = Vec::new();
        for mark in self.names.iter().filter(|mark| mark.weight == 1) {
            let Some(index) = blocks.inside(dom, mark.node).find(shown) else { continue };
            let whole = dom.contains(mark.node, blocks.list[index].last);
            let after = (index + 1..blocks.len()).take(NEXT).find(shown);
            let before = (0..index).rev().take(NEXT).find(shown);
            let near = before.into_iter().chain(after).any(|at| dated[at]);
            if whole && near && !dated[index] && names_somebody(blocks.text(index)) {
                bold.push(mark.node);
            }
        }
        self.beside.extend(bold);
        self.beside.sort();
    }

    /// Finds blocks in areas of comments that may be a name: before a date that has none yet, or else behind it.
    pub(super) fn find_plain_names(&mut self, blocks: &Blocks, areas: &[Range<NodeId>]) {
        if areas.is_empty() {
            return;
        }
        let list = &blocks.list;
        let dated = self.dated(blocks);
        let mut plain = Vec::new();
        for area in areas {
            let from = list.partition_point(|block| block.anchor() < area.start);
            let to = list.partition_point(|block| block.anchor() < area.end);
            let shown: Vec<usize> = (from..to).filter(|&index| !list[index].image).collect();
            let name = |at: usize| {
                shown.get(at).copied().filter(|&index| !dated[index] && names_somebody(blocks.text(index)))
            };
            for (at, &index) in shown.iter().enumerate().filter(|&(_, &index)| dated[index]) {
                let before = at.checked_sub(1);
                let head = list[before.map_or(index, |before| shown[before])].first..list[index].last;
                if !self.names_within(head) {
                    let after = || name(at + 1).filter(|&next| !ends_a_sentence(blocks.text(next)));
                    plain.extend(before.and_then(name).or_else(after));
                }
            }
        }
        plain.dedup();
        self.beside.extend(plain.iter().map(|&index| list[index].first));
        self.beside.sort();
        self.discount(&plain);
    }

    /// Whether a name is known from one node to another, the last included.
    fn names_within(&self, nodes: Range<NodeId>) -> bool {
        let end = NodeId(nodes.end.0 + 1);
        !between(&self.people, |mark| mark.node, nodes.start, end).is_empty()
            || !between(&self.beside, |&node| node, nodes.start, end).is_empty()
    }

    /// Counts the words of some blocks as no free ones.
    fn discount(&mut self, names: &[usize]) {
        let (mut names, mut less, mut before) = (names.iter().peekable(), 0, 0);
        for (at, free) in self.free.iter_mut().enumerate() {
            if at.checked_sub(1).is_some_and(|index| names.next_if_eq(&&index).is_some()) {
                less += *free - before;
            }
            before = *free;
            *free -= less;
        }
    }

    /// Adds to the columns that say who writes: "Posts: 123".
    fn find_panels(&mut self, blocks: &Blocks) {
        for (index, block) in blocks.list.iter().enumerate() {
            let text = blocks.text(index);
            if !block.image && text.len() <= 160 && text.split('\n').any(says_posts) {
                self.joined.push(block.first);
            }
        }
        self.joined.sort();
        self.joined.dedup();
    }

    /// Gives how many words each block has.
    fn count_words(&mut self, dom: &Dom, blocks: &Blocks) -> Vec<u32> {
        let mut counts = Vec::with_capacity(blocks.len());
        let (mut plain, mut linked) = (0, 0);
        for (index, block) in blocks.list.iter().enumerate() {
            self.words.push(plain);
            self.linked.push(linked);
            let all = if block.image { 0 } else { count(blocks.text(index)) };
            counts.push(all);
            if all == 0 {
                continue;
            }
            let links = blocks.links(index).iter().filter(|link| dom.attr(link.node, "href").is_some());
            let in_links: u32 = links.map(|link| count(range(blocks, &link.range))).sum();
            plain += all.saturating_sub(in_links);
            linked += in_links;
        }
        self.words.push(plain);
        self.linked.push(linked);
        counts
    }

    /// Words beside a name or date count from the fifth on: the first may be "says", "on", "at".
    fn count_free(&mut self, dom: &Dom, blocks: &Blocks, counts: &[u32]) {
        let mut held: Vec<u32> = vec![0; blocks.len()];
        for mark in &self.dates {
            held[mark.block] += 4 + count(range(blocks, &mark.range));
        }
        for &Counted { node: id, .. } in &self.people {
            for index in blocks.inside(dom, id) {
                held[index] += 1000;
            }
            let at = blocks.list.partition_point(|block| block.last < id);
            if let Some(held) = held.get_mut(at) {
                *held += 4 + count(&dom.text_content(id));
            }
        }
        let mut free = 0;
        for (index, block) in blocks.list.iter().enumerate() {
            self.free.push(free);
            let text = blocks.text(index);
            if !block.image
                && (text.len() > 60 || clue(text).is_none())
                && dom.tag(block.element).flow() != Flow::Control
            {
                free += counts[index].saturating_sub(held[index]);
            }
        }
        self.free.push(free);
    }
}

/// Whether the date at that place says since when its writer is a member.
pub(crate) fn is_joined(text: &str, date: usize) -> bool {
    let before = text.get(..date).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start().to_lowercase();
    JOINED.iter().any(|mark| line.contains(mark))
}

/// Whether a line says how much its writer has written.
fn says_posts(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 40 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Some((label, rest)) = line.split_once([':', '：']) else { return false };
    let number = rest
        .trim()
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\'' | 'k' | 'K'));
    number && POSTS.contains(&label.trim().to_lowercase().as_str())
}

fn count(text: &str) -> u32 {
    count_words(text) as u32
}

/// Those of a sorted list that stand inside an element.
fn within<'m, T>(
    list: &'m [T],
    place: impl Fn(&T) -> NodeId,
    dom: &Dom,
    node: NodeId,
) -> std::slice::Iter<'m, T> {
    between(list, place, node, dom.end(node)).iter()
}

fn parent_hints(dom: &Dom, words: &Words, id: NodeId) -> words::Hints {
    dom.ancestors(id).take(2).fold(0, |hints, up| hints | words.own(up))
}

/// Whether a would-be name is a whole record: a block element with the date and more blocks in it.
fn holds_more(dom: &Dom, id: NodeId, tag: Tag, dates: &[DateMark]) -> bool {
    tag.flow() == Flow::Block
        && within(dates, |mark| mark.node, dom, id).next().is_some()
        && dom.subtree(id).skip(1).filter(|&inner| dom.tag(inner).flow() == Flow::Block).count() > 0
}

/// How surely the element holds a person's name.
fn name_weight(dom: &Dom, id: NodeId, own: words::Hints) -> Option<u8> {
    let tag = dom.tag(id);
    if own & (words::AVATAR | words::CONTROL | words::BADGE | words::SIGNATURE) != 0 && own & words::NAME == 0
    {
        return None;
    }
    let item = dom.atom(id, &local_name!("itemprop"));
    let linked = tag == Tag::A && dom.atom(id, &local_name!("href")).is_some_and(is_profile);
    let weight = match () {
        () if own & words::NAME != 0 || matches!(item, Some("name")) => 5,
        () if tag == Tag::Cite => 4,
        () if own & words::AUTHOR != 0 && own & NO_NAME == 0 => 3 + u8::from(linked),
        () if linked => 3,
        () if own & words::AUTHOR != 0 && own & (NO_NAME & !words::META) == 0
            || own & words::USER != 0 && tag.flow() == Flow::Inline =>
        {
            2
        }
        () if matches!(tag, Tag::Strong | Tag::B) || tag.heading_level().is_some_and(|level| level > 2) => 1,
        () => return None,
    };
    Some(weight)
}

const NO_NAME: words::Hints = words::META | words::DATE | words::BODY | words::ABOUT;

/// Whether an address leads to a person's page.
fn is_profile(href: &str) -> bool {
    static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| finder(PROFILES));
    FINDER.as_ref().is_some_and(|finder| finder.is_match(href))
}

/// Finds pieces of addresses, in small letters or capitals.
fn finder(pieces: &[&str]) -> Option<AhoCorasick> {
    let kind = Some(AhoCorasickKind::DFA);
    AhoCorasick::builder().ascii_case_insensitive(true).prefilter(false).kind(kind).build(pieces).ok()
}

/// Whether an address leads to one comment of a page.
fn is_permalink(href: &str) -> bool {
    let Some((_, fragment)) = href.rsplit_once('#') else {
        static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| finder(PERMALINKS));
        return FINDER.as_ref().is_some_and(|finder| finder.is_match(href));
    };
    let fragment = fragment.trim_start_matches('/');
    let digits = fragment.chars().rev().take_while(char::is_ascii_digit).count();
    let stem = fragment.get(..fragment.len() - digits).unwrap_or_default().trim_end_matches(['-', '_', '=']);
    let stem = stem.to_ascii_lowercase();
    digits > 0 && (stem.contains("comment") || stem.contains("kommentar") || ANCHORS.contains(&stem.as_str()))
}

/// Whether a form, or another element, has a field to write in.
pub(super) fn has_field(dom: &Dom, id: NodeId) -> bool {
    dom.subtree(id).take(400).any(|inner| {
        dom.tag(inner) == Tag::Textarea
            || dom.tag(inner) == Tag::Input && dom.attr(inner, "type") != Some("hidden")
    })
}

/// Whether the text before a date is a name: a few words with capitals that are no label.
fn names_somebody(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 || text.ends_with('.') {
        return false;
    }
    let words = count_words(text);
    let capital = text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    // Whoever says something has a name, if a small one: "ada77 commented".
    let says = || (1..text.len()).contains(&phrases::strip_says(text).len());
    words <= 5 && phrases::best(text).is_none_or(|hit| hit.phrase == Phrase::Says) && (capital || says())
}

/// Whether a text ends as sentences do.
fn ends_a_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '…', ')', '。', '！', '？'])
}

/// What something to press is for, by its class or words. Elements around one text node say what it says: the last
/// one `read` and its clue are kept.
fn pressed(dom: &Dom, id: NodeId, tag: Tag, read: &mut (NodeId, Option<Clue>)) -> Option<Clue> {
    if tag == Tag::A {
        let class = dom.class(id).unwrap_or_default();
        let href = dom.atom(id, &local_name!("href")).unwrap_or_default();
        if class.contains("reply-link") || class.contains("reply_link") || href.contains("replytocom=") {
            return Some(Clue::Reply);
        }
    }
    if dom.end(id).0 - id.0 > 12 {
        return None;
    }
    let short = Short::of(dom, id, 40)?;
    let Some(node) = short.lone() else { return clue(&short.text(dom)) };
    if read.0 != node {
        *read = (node, clue(&short.text(dom)));
    }
    read.1
}
