//! What the page shows: headings, bylines and dates beside the headline.

use memchr::memmem;

use super::choose::is_topic;
use super::evidence::{Evidence, Source};
use super::marks::Marks;
use super::microdata::{inside, lines, link, text_of};
use super::names;
use super::others::{is_of_another, is_of_words};
use super::page::{Page, Spot};
use super::wording::fold;
use crate::block::Blocks;
use crate::dates;
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::{self, Phrase};
use crate::record::Author;

/// Longer texts are no bylines.
const LONGEST: usize = 220;

/// How many blocks before and behind the headline are beside it.
const BEFORE: usize = 8;
const BEHIND: usize = 25;

/// Longer headings have no kicker, in bytes.
const LONGEST_HEADING: usize = 400;

/// Notes the headings.
pub(super) fn headings(page: &Page, start: Option<NodeId>, evidence: &mut Evidence) {
    let dom = page.dom;
    // Where the site's name is the h1, the headline is the last heading before the text.
    let second = |spot: &&Spot| dom.tag(spot.node) == Tag::H2 && !spot.aside && !spot.hidden;
    let before = page.spots.iter().filter(|spot| start.is_some_and(|start| spot.node < start)).rfind(second);
    for spot in before.into_iter().chain(page.spots.iter().find(second)) {
        evidence.title(Source::Class, Some(spot.node), &text_of(dom, spot.node));
    }
    let mut shown = 0;
    for spot in page.spots.iter().filter(|spot| dom.tag(spot.node) == Tag::H1).take(40) {
        let text = heading_text(dom, spot.node);
        shown += usize::from(!text.is_empty() && !spot.aside);
        evidence.title(Source::Heading, Some(spot.node), &text);
        if let Some(rest) = without_kicker(dom, spot.node, &text) {
            evidence.title(Source::Heading, Some(spot.node), rest);
        }
    }
    for spot in page
        .spots
        .iter()
        .filter(|spot| spot.marks.any(Marks::HEADLINE) && !spot.aside && !spot.hidden)
        .take(60)
    {
        let tag = dom.tag(spot.node);
        let heading = matches!(tag, Tag::H2 | Tag::H3);
        let stands_in = shown == 0
            && matches!(tag, Tag::Div | Tag::Span | Tag::P | Tag::H4 | Tag::Td | Tag::A | Tag::Strong);
        if heading || stands_in {
            let text = text_of(dom, spot.node);
            if text.len() < 300 {
                evidence.title(Source::Class, Some(spot.node), &text);
            }
        }
    }
}

/// The text of a heading without its buttons ("Copy link").
fn heading_text(dom: &Dom, node: NodeId) -> String {
    let mut text = text_of(dom, node);
    for button in dom.subtree(node).filter(|&inner| dom.tag(inner) == Tag::Button).take(8) {
        let label = dom.text_content(button);
        let bare = text.strip_suffix(label.as_str()).or_else(|| text.strip_prefix(label.as_str()));
        if let Some(bare) = bare.map(str::trim).filter(|bare| !bare.is_empty()) {
            text = bare.to_owned();
        }
    }
    text
}

/// What stands in a heading behind an element at its start: that may be a kicker or a forum's label, and the rest the title.
fn without_kicker<'t>(dom: &Dom, heading: NodeId, text: &'t str) -> Option<&'t str> {
    if text.is_empty() || text.len() > LONGEST_HEADING {
        return None;
    }
    let is_word = |node| matches!(dom.tag(node), Tag::Code | Tag::Em | Tag::I | Tag::Cite);
    let mut around = heading;
    loop {
        let mut inside = dom.children(around).filter(|&child| !dom.text_content(child).is_empty());
        let first = inside.next().filter(|&first| dom.is_element(first) && !is_word(first))?;
        if inside.next().is_some() {
            let rest = text.strip_prefix(dom.text_content(first).as_str())?;
            let rest =
                rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '|'));
            return (rest.split_whitespace().take(2).count() == 2).then_some(rest);
        }
        around = first;
    }
}

/// Whether an address leads to a site's front, or to that in one language ("/en-us").
fn is_front(href: &str) -> bool {
    let path = match href.split_once("//") {
        Some(("" | "http:" | "https:", rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        _ if href.starts_with('/') => &href[1..],
        _ => return false,
    };
    let path = path.trim_end_matches('/');
    let is_language = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    path.is_empty() || path.len() <= 5 && path.split(['-', '_']).all(is_language)
}

/// How likely an element's place makes it the headline, 0 to 1. `start` is where the article's text begins.
pub(super) fn headline_prior(page: &Page, node: NodeId, start: Option<NodeId>) -> f32 {
    let Ok(at) = page.spots.binary_search_by_key(&node, |spot| spot.node) else { return 0.5 };
    let Some(spot) = page.spots.get(at) else { return 0.5 };
    let dom = page.dom;
    let mut prior = 1.0;
    if spot.aside {
        prior *= 0.5;
    }
    if spot.hidden {
        prior *= 0.6;
    }
    let logo = dom
        .ancestors(node)
        .take(2)
        .chain(dom.subtree(node).take(6))
        .any(|near| dom.tag(near) == Tag::A && dom.attr(near, "href").is_some_and(is_front));
    if logo {
        prior *= 0.3;
    }
    let earlier = page.top_headings.partition_point(|&heading| heading < at).min(8);
    prior *= 0.93_f32.powi(earlier as i32);
    if start.is_some_and(|start| node > start) {
        prior *= 0.85;
    }
    prior
}

/// What lies beside the headline.
pub(super) struct Vicinity {
    from: NodeId,
    to: NodeId,
    /// The blocks.
    pub blocks: std::ops::Range<usize>,
    /// The headline, or where it would be.
    pub headline: NodeId,
    /// Its first block.
    middle: usize,
}

impl Vicinity {
    /// Around a headline; without one, the page's start to the article's first paragraphs.
    pub fn of(dom: &Dom, blocks: &Blocks, headline: Option<NodeId>, start: Option<NodeId>) -> Vicinity {
        let middle = headline.or(start).unwrap_or(Dom::ROOT);
        let at = blocks.inside(dom, middle).start;
        let range = at.saturating_sub(BEFORE)..(at + BEHIND).min(blocks.len());
        let anchor = |at: usize| blocks.list.get(at).map(|block| block.anchor());
        Vicinity {
            from: anchor(range.start).unwrap_or(Dom::ROOT),
            to: anchor(range.end).unwrap_or(NodeId(dom.len() as u32)),
            blocks: range,
            headline: middle,
            middle: at,
        }
    }

    /// Its blocks: from the headline down, then from the headline up.
    fn behind_first(&self) -> impl Iterator<Item = usize> {
        (self.middle..self.blocks.end).chain((self.blocks.start..self.middle).rev())
    }

    /// Whether an element stands in it.
    pub fn holds(&self, node: NodeId) -> bool {
        self.from <= node && node < self.to
    }
}

/// Notes the bylines of elements that are marked as such.
pub(super) fn marked_bylines(page: &Page, near: &Vicinity, evidence: &mut Evidence) {
    let dom = page.dom;
    let mut close: Vec<Author> = Vec::new();
    let mut far: Vec<Author> = Vec::new();
    let mut rel: Vec<Author> = Vec::new();
    let mut done = Dom::ROOT;
    for spot in &page.spots {
        let author = spot.marks.any(Marks::AUTHOR);
        if !(author || spot.rel_author) || spot.node < done || dom.end(spot.node).0 - spot.node.0 > 250 {
            continue;
        }
        if spot.aside && !near.holds(spot.node) || is_of_another(page, near, spot.node) {
            continue;
        }
        if spot.rel_author && dom.tag(spot.node) == Tag::A {
            rel.extend(authors_of(page, spot));
        }
        if !author {
            continue;
        }
        let found = authors_of(page, spot);
        if found.is_empty() {
            continue;
        }
        done = dom.end(spot.node);
        if near.holds(spot.node) {
            close.extend(found);
        } else if far.is_empty() {
            far = found;
        }
    }
    for (names, source) in [(close, Source::Class), (rel, Source::Rel)] {
        let names = distinct(names);
        if names.len() <= 12 {
            evidence.byline(source, names, false);
        }
    }
    evidence.byline(Source::Far, distinct(far), false);
}

fn distinct(mut authors: Vec<Author>) -> Vec<Author> {
    let mut seen = rustc_hash::FxHashSet::default();
    authors.retain(|author| seen.insert(fold(&author.name)));
    authors
}

/// The authors that a marked element names: its links to authors, else its first line that reads as names.
fn authors_of(page: &Page, spot: &Spot) -> Vec<Author> {
    let dom = page.dom;
    let mut linked: Vec<Author> = Vec::new();
    let links = dom.subtree(spot.node).filter(|&node| dom.tag(node) == Tag::A).take(20);
    for node in links {
        let href = dom.attr(node, "href").unwrap_or_default();
        let telling = dom.attr(node, "rel").is_some_and(|rel| rel.contains("author"))
            || AUTHOR_PATHS.iter().any(|path| href.contains(path));
        if telling && !href.starts_with("mailto:") && !others_before(dom, node) {
            let names = shown_names(&text_of(dom, node));
            linked.extend(names.into_iter().map(|name| Author { name, url: Some(href.to_owned()) }));
        }
    }
    if !linked.is_empty() {
        return distinct(linked);
    }
    let about = inside(page, spot.node)
        .iter()
        .filter(|inner| inner.marks.any(Marks::ABOUT.with(Marks::DATE)) && !inner.marks.any(Marks::AUTHOR));
    let topics = dom.subtree(spot.node).filter(|&node| leads_to_a_topic(dom, node));
    let about = about.take(10).map(|inner| inner.node).chain(topics.take(10));
    let about: Vec<String> = about.map(|inner| fold(&text_of(dom, inner))).collect();
    let url = link(dom, spot.node);
    for line in lines(dom, spot.node) {
        if line.len() > LONGEST || about.contains(&fold(&line)) {
            continue;
        }
        let names = byline_of(&line);
        let names = if names.is_empty() { shown_names(&line) } else { names };
        if !names.is_empty() {
            return names.into_iter().map(|name| Author { name, url: url.clone() }).collect();
        }
    }
    Vec::new()
}

/// Whether an element is a link to a topic: what it says is the article's section.
pub(super) fn leads_to_a_topic(dom: &Dom, node: NodeId) -> bool {
    dom.tag(node) == Tag::A
        && (dom.attr(node, "href").is_some_and(is_topic)
            || dom.attr(node, "rel").is_some_and(|rel| rel.contains("tag") || rel.contains("category"))
            || dom.class(node).is_some_and(|class| class.contains("category")))
}

/// Whether the words right before an element say that it names somebody else than the author.
fn others_before(dom: &Dom, node: NodeId) -> bool {
    let before = (1..=14).filter_map(|back| node.0.checked_sub(back).map(NodeId));
    let text =
        before.filter_map(|before| dom.text(before)).find(|text| text.chars().any(char::is_alphabetic));
    text.is_some_and(|text| {
        let words = fold(text.get(text.len().saturating_sub(60)..).unwrap_or(text));
        OTHERS_BEFORE.iter().any(|label| words.ends_with(label))
    })
}

#[rustfmt::skip]
const OTHERS_BEFORE: &[&str] = &[
    "reviewed by", "reviewer", "fact checked by", "edited by", "editor", "photo by", "photos by", "photo", "foto", "fotos", "translated by",
    "updated by", "contributions from", "contributions by", "übersetzung", "übersetzt von", "traduction", "traducción", "geprüft von", "fact checked", "reviewed", "expert reviewed", "verified by", "approved by", "illustration by",
];

/// Parts of addresses that lead to authors.
#[rustfmt::skip]
pub(super) const AUTHOR_PATHS: &[&str] = &["/author", "/autor", "/auteur", "/by/", "/people/", "/staff/", "/profile", "/contributor", "/reporter", "/journalist", "/writer", "/team/", "/firmas/"];

/// Names of a text that is shown: no labels of controls, no roles, no dates.
pub(super) fn shown_names(text: &str) -> Vec<String> {
    if text.len() > LONGEST || names::is_others(text) {
        return Vec::new();
    }
    let text = without_date(text);
    names::split(&text)
        .into_iter()
        .map(|name| cut_tail(&name))
        .filter(|name| {
            let words = name.split(' ').count();
            words <= 6
                && (name.chars().count() > 2 || names::is_han_name(name))
                && !names::is_placeholder(name)
                && !names::is_no_name(name)
                && !matches!(phrases::classify(name), Some(kind) if kind != Phrase::Byline)
                && !name.ends_with(['!', '?', '…'])
        })
        .collect()
}

/// A shown name without what runs on behind it: "Ann Lee 4 Comments", "Ann Lee in Gardening".
fn cut_tail(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let ends = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(
                *word,
                "in" | "In"
                    | "on"
                    | "On"
                    | "at"
                    | "is"
                    | "for"
                    | "has"
                    | "from"
                    | "bei"
                    | "am"
                    | "View"
                    | "Kategorien:"
                    | "Reviewed"
                    | "Posts"
                    | "Follow"
                    | "Comments"
                    | "Kommentare"
                    | "im"
                    | "says"
                    | "About"
                    | "Published"
                    | "Updated"
                    | "Posted"
                    | "Read"
                    | "Symbolbild"
                    | "Symbolfoto"
                    | "Foto:"
                    | "Photo:"
            )
    };
    let end = words.iter().skip(1).position(ends).map_or(words.len(), |at| at + 1);
    // "Insights from", and the name elsewhere.
    if end > 0 && end + 1 == words.len() && words[end].starts_with(char::is_lowercase) {
        return String::new();
    }
    words.get(..end).unwrap_or(&words).join(" ")
}

/// The text before its first date.
fn without_date(text: &str) -> String {
    match dates::find_span(text) {
        Some(span) if text.get(..span.start).is_some_and(|head| !head.chars().any(char::is_alphabetic)) => {
            let rest = text.get(span.end..).unwrap_or_default();
            rest.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()
        }
        Some(span) if span.start > 0 => {
            let head = text.get(..span.start).unwrap_or(text);
            let head = head.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
            let tail = DATE_LABELS.iter().find_map(|label| {
                let cut = head.len().checked_sub(label.len())?;
                head.get(cut..).filter(|tail| tail.eq_ignore_ascii_case(label)).map(|_| cut)
            });
            tail.and_then(|cut| head.get(..cut)).unwrap_or(head).to_owned()
        }
        _ => text.to_owned(),
    }
}

/// Words before a date that are no part of the name before them.
#[rustfmt::skip]
const DATE_LABELS: &[&str] = &[
    " on", " published on", " published", " posted on", " posted", " updated on", " updated", " last updated", " am", " vom", " le", " el",
    " il", " em", " publié le", " mis à jour le", " veröffentlicht am", " aktualisiert am", " created", " at", " - updated",
];

/// The names of a line that says "By …", at its start or behind a date.
fn byline_of(line: &str) -> Vec<String> {
    if line.len() > LONGEST || names::is_others(line) {
        return Vec::new();
    }
    if names::is_labelled(line) {
        return shown_names(line);
    }
    // "March 4, 2021 by Ann Lee", "Posted on 4 March by Ann Lee".
    for label in [" by ", " von ", " par ", " por ", " By ", " door ", " di "] {
        if let Some(at) = memmem::find(line.as_bytes(), label.as_bytes())
            && at < 60
            && dates::find_span(&line[..at]).is_some()
        {
            return shown_names(&line[at + label.len()..]);
        }
    }
    // "11.12.2019 - Ann Lee", "Ann Lee | 11 December 2019".
    let person = |name: &String| names::reads_as_full(name);
    if line.len() < 90 && dates::find_span(line).is_some_and(|span| dated_apart(line, span)) {
        let names = shown_names(line);
        if !names.is_empty() && names.iter().all(person) {
            return names;
        }
    }
    Vec::new()
}

/// As [`byline_of`], where all that it names may be persons.
pub(super) fn persons_of_byline(line: &str) -> Vec<String> {
    let capital = |name: &str| name.chars().next().is_some_and(|c| !c.is_lowercase());
    let names = byline_of(line);
    if names.iter().all(|name| capital(name) && name.split(' ').count() <= 5) { names } else { Vec::new() }
}

/// Whether a date at one end of a line is parted from the rest by more than a space.
fn dated_apart(line: &str, span: std::ops::Range<usize>) -> bool {
    let mark = |c: char| matches!(c, '-' | '–' | '—' | '|' | '·' | '•' | ',' | '/' | '\n');
    let (head, tail) = (
        line.get(..span.start).unwrap_or_default().trim_end(),
        line.get(span.end..).unwrap_or_default().trim_start(),
    );
    head.is_empty() && tail.starts_with(mark) || head.ends_with(mark)
}

/// Notes the lines beside the headline that say who wrote it.
pub(super) fn lines_beside(page: &Page, blocks: &Blocks, near: &Vicinity, evidence: &mut Evidence) {
    for at in near.behind_first() {
        let Some(block) = blocks.list.get(at) else { continue };
        if block.image || blocks.text(at).len() > LONGEST || page.in_comments(block.anchor()) {
            continue;
        }
        if is_row_of_links(blocks, at) || is_of_words(page.dom, block.anchor()) {
            continue;
        }
        let text = spaced(page.dom, blocks, at);
        for line in text.split('\n') {
            let names = persons_of_byline(line.trim());
            if !names.is_empty() {
                let names = names.into_iter().map(|name| Author { name, url: None }).collect();
                evidence.byline(Source::Visible, names, false);
                return;
            }
        }
    }
}

/// Whether a block is links side by side and nothing else: a menu, which may begin with "About".
fn is_row_of_links(blocks: &Blocks, at: usize) -> bool {
    let linked: u32 = blocks.links(at).iter().map(|link| link.range.end - link.range.start).sum();
    let all = blocks.text(at).chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    blocks.links(at).len() >= 3 && linked as usize >= all && !blocks.text(at).contains(',')
}

/// A block's text without its topics, its elements parted: "By" and "Ann Lee" side by side are two words.
fn spaced(dom: &Dom, blocks: &Blocks, at: usize) -> String {
    let mut out = String::new();
    for (node, piece) in blocks.pieces(at) {
        if dom.ancestors(node).take(2).any(|up| leads_to_a_topic(dom, up)) {
            continue;
        }
        if out.ends_with(char::is_alphanumeric) && piece.starts_with(char::is_alphanumeric) {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

/// Notes links that lead to authors' pages.
pub(super) fn linked_names(page: &Page, blocks: &Blocks, near: &Vicinity, evidence: &mut Evidence) {
    let mut found: Vec<Author> = Vec::new();
    for link in near.blocks.clone().flat_map(|at| blocks.links(at)) {
        let href = page.dom.attr(link.node, "href").unwrap_or_default();
        let leads = AUTHOR_PATHS.iter().any(|path| href.contains(path));
        if !leads
            || others_before(page.dom, link.node)
            || link.node < near.headline
            || page.in_comments(link.node)
        {
            continue;
        }
        let text = blocks.text.get(link.range.start as usize..link.range.end as usize).unwrap_or_default();
        let names = shown_names(text.trim()).into_iter().filter(|name| names::reads_as_person(name));
        found.extend(names.map(|name| Author { name, url: Some(href.to_owned()) }));
    }
    let found = distinct(found);
    if found.len() <= 8 {
        evidence.byline(Source::Rel, found, false);
    }
}
