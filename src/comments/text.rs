//! The text of a comment: where it stands in the record, and what there is none of it.

use std::borrow::Cow;
use std::ops::Range;

use super::Candidate;
use super::clue::{Clue, clue};
use super::fields::{Reader, Reading, Who};
use super::marks::{DateMark, between, is_number, range};
use super::words;
use crate::block::Blocks;
use crate::dom::{Flow, NodeId, Tag};
use crate::inline::{Inline, Scribe};

impl Reader<'_, '_> {
    /// The element that holds the text and neither name nor date.
    pub(super) fn body(&self, candidate: &Candidate, who: &Who, date: Option<&DateMark>) -> Option<NodeId> {
        if candidate.body.is_some() {
            return candidate.body;
        }
        if let Some(looks) = &self.template.body
            && let Some((_, node)) = self.fullest(who, date, |node| looks.are_of(self.page, node))
        {
            return Some(node);
        }
        let total: u32 = self
            .blocks()
            .filter(|&index| !self.inside(self.page.context.blocks.list[index].anchor(), words::USER))
            .map(|index| self.plain_words(index))
            .sum();
        let best = self.fullest(who, date, |node| self.page.words.has(node, words::BODY));
        best.filter(|&(count, _)| count * 2 >= total.saturating_sub(12)).map(|(_, node)| node)
    }

    /// Of some elements those that hold neither name nor date, and of these the one with most words; one that tells of
    /// the writer only where there is no other.
    pub(super) fn fullest(
        &self,
        who: &Who,
        date: Option<&DateMark>,
        fits: impl Fn(NodeId) -> bool,
    ) -> Option<(u32, NodeId)> {
        let sure = self.fullest_of(who, date, |node| fits(node) && !self.tells_of_writer(node));
        sure.or_else(|| self.fullest_of(who, date, fits))
    }

    /// Whether an element is, stands in or holds the column that says who writes.
    pub(super) fn tells_of_writer(&self, node: NodeId) -> bool {
        self.page.words.has(node, words::AUTHOR | words::USER)
            || self.inside(node, words::USER)
            || !between(&self.page.marks.joined, |&mark| mark, node, self.dom.end(node)).is_empty()
    }

    fn fullest_of(
        &self,
        who: &Who,
        date: Option<&DateMark>,
        fits: impl Fn(NodeId) -> bool,
    ) -> Option<(u32, NodeId)> {
        let mut best: Option<(u32, NodeId)> = None;
        let mut at = NodeId(self.region.node.0 + 1);
        while at < self.region.end {
            let node = at;
            let pressed = matches!(self.dom.tag(node), Tag::A | Tag::Button | Tag::Cite);
            if pressed || self.region.is_cut(node) {
                at = self.dom.end(node);
                continue;
            }
            at = NodeId(at.0 + 1);
            if !self.dom.is_element(node)
                || self.page.words.has(node, words::CONTROL | words::AVATAR | words::FORM | words::VEILED)
                || !fits(node)
                || self.holds_head(node, who, date)
            {
                continue;
            }
            let count = if self.signs(node) { 0 } else { self.free_words(node) };
            if count > 0 && best.is_none_or(|(top, _)| count > top) {
                best = Some((count, node));
                at = self.dom.end(node).max(at);
            }
        }
        best
    }

    /// Whether an element begins with the line that some forums set over signatures.
    fn signs(&self, node: NodeId) -> bool {
        let blocks = self.page.context.blocks;
        blocks.inside(self.dom, node).next().is_some_and(|index| signature(blocks.text(index)) == Some(0))
    }

    /// Whether an element holds the record's name or date.
    pub(super) fn holds_head(&self, node: NodeId, who: &Who, date: Option<&DateMark>) -> bool {
        let named = match &who.range {
            Some(range) => {
                let inside = self.page.context.blocks.inside(self.dom, node);
                let list = &self.page.context.blocks.list;
                inside.into_iter().any(|index| list[index].range.contains(&range.start))
            }
            None => who.node.is_some_and(|name| self.dom.contains(node, name)),
        };
        named || date.is_some_and(|date| self.dom.contains(node, date.node) || self.says_again(node, date))
    }

    /// How many words of an element are the record's own, and no name, date or control.
    pub(super) fn free_words(&self, node: NodeId) -> u32 {
        let blocks = self.page.context.blocks;
        let own =
            blocks.inside(self.dom, node).filter(|&index| !self.region.is_cut(blocks.list[index].anchor()));
        own.map(|index| self.page.marks.free_words(&(index..index + 1))).sum()
    }

    /// Whether an element holds the record's date a second time.
    fn says_again(&self, node: NodeId, date: &DateMark) -> bool {
        let blocks = self.page.context.blocks;
        let text = range(blocks, &date.range);
        let marks = between(&self.page.marks.dates, |mark| mark.node, node, self.dom.end(node));
        marks
            .iter()
            .any(|mark| range(blocks, &mark.range) == text && blocks.text(mark.block).len() < text.len() + 8)
    }

    fn plain_words(&self, index: usize) -> u32 {
        let (plain, linked) = self.page.marks.words(&(index..index + 1));
        plain + linked
    }

    /// Writes the text and the record's blocks; says where the text begins.
    pub(super) fn text(
        &self,
        body: Option<NodeId>,
        who: &Who,
        date: Option<&DateMark>,
        scribe: &mut Scribe,
        reading: &mut Reading,
    ) -> Option<NodeId> {
        let blocks = self.page.context.blocks;
        let mut lines: Vec<Words> = Vec::new();
        let mut heads: Vec<Words> = Vec::new();
        let mut labels: Vec<Words> = Vec::new();
        let mut veiled: Vec<Words> = Vec::new();
        let mut signed = false;
        for index in self.own_blocks() {
            let dated = date.is_some_and(|date| date.block == index && !date.range.is_empty());
            let is_head = dated || self.is_name_block(index, who);
            // A text set apart in the line of author and date is told from these by its element.
            let mixed = is_head && !self.is_apart(index, body);
            let runs = if mixed { self.rest(index, who, date) } else { self.without_controls(index, body) };
            let mut words = Words { index, runs: trimmed(blocks, runs) };
            if signed {
                words.runs.clear();
            } else if let Some(at) = signature(&said(blocks, &words.runs)) {
                words.runs = trimmed(blocks, up_to(words.runs, at));
                signed = true;
            }
            let text = said(blocks, &words.runs);
            let says = self.may_be_text(index, body) && !text.is_empty() && !(mixed && is_leftover(&text));
            if is_head {
                reading.blocks.push(index);
            }
            if is_head && (mixed || !says) {
                reading.heads.push(index);
            }
            if !says {
                continue;
            }
            if mixed {
                heads.push(words);
            } else if self.is_veiled(index, body) {
                veiled.push(words);
            } else if !is_head && self.template.is_label(self.page, index) {
                labels.push(words);
            } else {
                lines.push(words);
                reading.blocks.extend((!is_head).then_some(index));
            }
        }
        // Beside the author and date stands the text only where it stands nowhere else; what nobody sees is the text of
        // a folded comment; and where most say the same, that may be all they say.
        if lines.is_empty() && heads.is_empty() {
            reading.blocks.extend(veiled.iter().map(|words| words.index));
            lines.append(&mut veiled);
        }
        if lines.is_empty() && heads.is_empty() {
            reading.blocks.extend(labels.iter().map(|words| words.index));
            lines.append(&mut labels);
        }
        if lines.is_empty() {
            reading.heads.clear();
            std::mem::swap(&mut lines, &mut heads);
        }
        reading.said = copied(scribe, &lines);
        lines.first().map(|words| blocks.list[words.index].anchor())
    }

    /// Whether some of a block stands where the text does, and it is no control.
    fn may_be_text(&self, index: usize, body: Option<NodeId>) -> bool {
        let cut = self.region.is_cut(self.page.context.blocks.list[index].anchor());
        !cut && self.is_in_body(index, body) && !self.is_chrome(index, body)
    }

    /// Whether a block beside the text is not shown: a form to open, what a script reads.
    fn is_veiled(&self, index: usize, body: Option<NodeId>) -> bool {
        let block = &self.page.context.blocks.list[index];
        let apart = body.is_none_or(|body| !self.dom.contains(body, block.anchor()));
        apart && (block.hidden || self.inside(block.anchor(), words::VEILED))
    }

    /// Whether a block goes on outside the element that holds the text.
    fn is_apart(&self, index: usize, body: Option<NodeId>) -> bool {
        let block = &self.page.context.blocks.list[index];
        body.is_some_and(|body| [block.first, block.last].iter().any(|&node| !self.dom.contains(body, node)))
    }

    /// Whether some of a block stands in the element that holds the text.
    fn is_in_body(&self, index: usize, body: Option<NodeId>) -> bool {
        let Some(body) = body else { return true };
        self.page.context.blocks.pieces(index).any(|(piece, _)| self.dom.contains(body, piece))
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
    fn rest(&self, index: usize, who: &Who, date: Option<&DateMark>) -> Vec<Range<u32>> {
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
        for (node, words) in blocks.piece_ranges(index) {
            let named = who.node.is_some_and(|name| self.dom.contains(name, node));
            if named || self.is_control(node) {
                cuts.push(words);
            }
        }
        cuts.sort_by_key(|cut| cut.start);
        let mut runs = Vec::with_capacity(cuts.len() + 1);
        let mut from = block.range.start;
        for cut in cuts {
            if cut.start > from {
                runs.push(from..cut.start);
            }
            from = from.max(cut.end);
        }
        runs.push(from..block.range.end.max(from));
        // What stands on the line of the author and date is "says", "on", "#3".
        let text = said(blocks, &runs);
        let (head, tail) = text.split_once('\n').unwrap_or((&text, ""));
        let leftover = if is_leftover(head) { text.len() - tail.len() } else { 0 };
        without_start(runs, leftover)
    }

    /// What a block says inside the body, less what is there to press.
    fn without_controls(&self, index: usize, body: Option<NodeId>) -> Vec<Range<u32>> {
        let blocks = self.page.context.blocks;
        let outside = |node: NodeId| body.is_some_and(|body| !self.dom.contains(body, node));
        if blocks.links(index).is_empty() && !self.is_apart(index, body) {
            return vec![blocks.list[index].range.clone()];
        }
        let mut runs: Vec<Range<u32>> = Vec::new();
        for (_, words) in
            blocks.piece_ranges(index).filter(|&(node, _)| !self.is_control(node) && !outside(node))
        {
            match runs.last_mut() {
                Some(last) if last.end == words.start => last.end = words.end,
                _ => runs.push(words),
            }
        }
        runs
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
            Some(Clue::Reply | Clue::Control) => {
                !blocks.links(index).is_empty() || body.is_none() && self.dom.tag(block.element) != Tag::P
            }
            Some(Clue::Role) => body.is_none(),
            _ => false,
        }
    }
}

/// What a block says of a comment's text: runs of [`Blocks::text`](crate::block::Blocks::text), in order.
struct Words {
    index: usize,
    runs: Vec<Range<u32>>,
}

/// Runs as one text.
fn said<'a>(blocks: &'a Blocks, runs: &[Range<u32>]) -> Cow<'a, str> {
    match runs {
        [run] => Cow::Borrowed(range(blocks, run)),
        runs => Cow::Owned(runs.iter().map(|run| range(blocks, run)).collect()),
    }
}

/// Runs without so many bytes at the start.
fn without_start(mut runs: Vec<Range<u32>>, mut bytes: usize) -> Vec<Range<u32>> {
    runs.retain_mut(|run| {
        let cut = bytes.min(run.len());
        bytes -= cut;
        run.start += cut as u32;
        run.start < run.end
    });
    runs
}

/// The first so many bytes of runs.
fn up_to(mut runs: Vec<Range<u32>>, mut bytes: usize) -> Vec<Range<u32>> {
    runs.retain_mut(|run| {
        run.end = run.end.min(run.start + bytes as u32);
        bytes -= run.len();
        run.start < run.end
    });
    runs
}

/// Where the line begins that forums set over signatures: of 17 (phpBB) or 18 underscores (vBulletin).
fn signature(text: &str) -> Option<usize> {
    let at = memchr::memmem::find(text.as_bytes(), "_________________".as_bytes())?;
    let line = text[at..].lines().next()?.trim_end();
    let alone = text[..at].trim_end_matches(' ').chars().next_back().is_none_or(|c| c == '\n');
    (alone && matches!(line.len(), 17 | 18) && line.bytes().all(|byte| byte == b'_')).then_some(at)
}

/// Runs without the white space around their text.
fn trimmed(blocks: &Blocks, runs: Vec<Range<u32>>) -> Vec<Range<u32>> {
    let text = said(blocks, &runs);
    let before = text.len() - text.trim_start().len();
    let mut after = text.len() - text.trim_end().len();
    let mut runs = without_start(runs, before);
    while after > 0
        && let Some(last) = runs.last_mut()
    {
        let cut = after.min(last.len());
        after -= cut;
        last.end -= cut as u32;
        if last.start >= last.end {
            runs.pop();
        }
    }
    runs
}

/// The text of a comment, a line a block.
fn copied(scribe: &mut Scribe, lines: &[Words]) -> Inline {
    let mut text = Inline::default();
    for words in lines {
        let mut line = Inline::default();
        let mut source = scribe.open(words.index);
        for run in &words.runs {
            source.copy(run.start as usize..run.end as usize, &mut line);
        }
        text.append('\n', line);
    }
    text
}

/// What is left of the author's and date's line when these are gone: "says:", "on", "at", "#4", "·".
fn is_leftover(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && text.len() <= 40 || !text.chars().any(char::is_alphanumeric)
}
