//! How many comments the page says there are.

use super::clue::{Clue, clue, is_heading};
use super::page::Page;
use super::types::Context;
use super::words::{self, Words};
use crate::dom::{NodeId, Tag};
use crate::phrases;

/// What a page says of how many comments or posts there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counter {
    number: u64,
    /// Whether it counts what answers the first post, not the posts.
    answers: bool,
}

impl Counter {
    /// Reads a heading or counter. What it quotes is the article's title.
    pub(super) fn of(text: &str, number: impl Fn(&str) -> Option<u64>) -> Option<Counter> {
        let said = behind_rating(text.split(['“', '”', '„', '«', '»', '"', '‘']).next()?)?;
        let lower = said.to_lowercase();
        let answers = ANSWERS.iter().any(|word| lower.contains(word));
        if is_row_of_pages(said) {
            return None;
        }
        Some(Counter { number: number(said)?, answers })
    }

    /// How many comments that makes; `lead` where the first post is none of them.
    pub(super) fn comments(self, lead: bool) -> u64 {
        self.number.saturating_sub(u64::from(lead && !self.answers))
    }
}

/// Whether a text is the pages of a thread: "(1) (2) (3) (Reply)".
fn is_row_of_pages(text: &str) -> bool {
    let number = |part: &&str| part.split_once(')').is_some_and(|(head, _)| head.parse::<u16>().is_ok());
    text.split('(').skip(1).filter(number).count() >= 3
}

/// A counter without the rating before it: "4.8 (312 reviews)"; none where nobody can tell where the rating ends, "4.7219 reviews".
fn behind_rating(text: &str) -> Option<&str> {
    let start = text.trim_start();
    let whole = start.bytes().take_while(u8::is_ascii_digit).count();
    let digits = |from: usize| start.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let mark = start.as_bytes().get(whole).is_some_and(|byte| matches!(byte, b'.' | b','));
    // Thousands come in threes.
    if whole != 1 || !mark || matches!(digits(whole + 1), 0 | 3) {
        return Some(text);
    }
    let rest = &start[whole + 1 + digits(whole + 1)..];
    rest.contains('(').then(|| rest.trim_start_matches(|c: char| !c.is_ascii_digit()))
}

/// Words for what answers a post, or the beginnings of such words.
const ANSWERS: &[&str] = &[
    "answer",
    "comment",
    "repl",
    "respon",
    "antwort",
    "kommentar",
    "répon",
    "comentario",
    "respuesta",
    "respost",
    "rispost",
    "antwoord",
    "reactie",
    "odpowied",
    "odpověd",
    "svar",
    "vastau",
    "ответ",
    "відповід",
    "yanıt",
    "cevap",
    "jawaban",
    "balasan",
    "trả lời",
    "回复",
    "回覆",
    "回答",
    "返信",
    "답글",
    "답변",
];

/// How far before the first comment its counter may stand, in blocks.
const NEAR: usize = 30;

/// The counter nearest before the first comment. In a forum's first post "20 posts" counts what its writer has written.
pub(super) fn before(page: &Page, first: NodeId, lead: Option<NodeId>) -> Option<Counter> {
    let blocks = page.context.blocks;
    let at = blocks.list.partition_point(|block| block.anchor() < first);
    (at.saturating_sub(NEAR)..at).rev().find_map(|index| {
        let text = blocks.text(index);
        let counter = is_heading(text).then(|| Counter::of(text, phrases::number)).flatten()?;
        let in_lead = lead.is_some_and(|lead| lead <= blocks.list[index].anchor());
        (counter.answers || !in_lead).then_some(counter)
    })
}

/// How many elements around a counter may say that it counts comments.
const AROUND: usize = 5;

/// How many comments a page tells of none of which it shows: what its counters say, if they agree. A counter in a link
/// to another page is of the story there.
pub(super) fn elsewhere(context: &Context, words: &Words) -> Option<u64> {
    let (dom, blocks) = (context.dom, context.blocks);
    let mut told = None;
    for (index, block) in blocks.list.iter().enumerate() {
        let text = blocks.text(index);
        let short = text.len() <= 60 && text.bytes().any(|byte| byte.is_ascii_digit());
        if !short || block.image || clue(text) != Some(Clue::Heading) {
            continue;
        }
        let around = || std::iter::once(block.first).chain(dom.ancestors(block.first)).take(AROUND);
        let hints = around().fold(0, |hints, up| hints | words.own(up));
        let link = around().find(|&up| dom.tag(up) == Tag::A).and_then(|link| dom.attr(link, "href"));
        let own = match link {
            Some(href) => leads_to_comments(href, context.url),
            None => hints & words::COMMENT != 0,
        };
        if !own || hints & (words::SIDE | words::NEVER) != 0 {
            continue;
        }
        let number = Counter::of(text, phrases::number)?.number;
        if told.is_some_and(|told| told != number) {
            return None;
        }
        told = Some(number);
    }
    told
}

/// Whether an address is that of the comments of this page.
fn leads_to_comments(href: &str, url: Option<&str>) -> bool {
    let Some((page, _)) = href.split_once('#') else { return false };
    let path = |address: &str| {
        let rest = address
            .split_once("://")
            .map_or(address, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        rest.split('?').next().unwrap_or_default().trim_end_matches('/').to_owned()
    };
    page.is_empty() || url.is_some_and(|url| path(url) == path(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str) -> Option<u64> {
        Counter::of(text, phrases::number).map(|counter| counter.number)
    }

    #[test]
    fn ratings_and_rows_of_pages_were_counters() {
        assert_eq!(counted("4.8 (312 reviews)"), Some(312));
        assert_eq!(counted("4.8(312 reviews)"), Some(312));
        assert_eq!(counted("4.7219 reviews"), None);
        assert_eq!(counted("(1) (2) (3) (4) (Reply)"), None);
        assert_eq!(counted("1.234 comments"), Some(1234));
        assert_eq!(counted("39 posts • Page 1 of 3 • 1, 2, 3"), Some(39));
        assert_eq!(counted("12 comments"), Some(12));
    }
}
