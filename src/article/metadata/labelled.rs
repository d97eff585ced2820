//! Names that a label tells, wherever on the page: "Written by", and below it "Ann Lee"; "Written by Ann Lee" at the end.

use super::evidence::{Evidence, Source};
use super::page::Page;
use super::visible::Vicinity;
use super::wording::fold;
use super::{lines, names};
use crate::block::Blocks;
use crate::dom::Tag;
use crate::record::Author;

/// The most names that a label tells.
const MOST: usize = 12;

/// Notes names whose label stands in a block of its own.
pub(super) fn labelled_names(page: &Page, blocks: &Blocks, near: &Vicinity, evidence: &mut Evidence) {
    for at in 0..blocks.len().saturating_sub(1) {
        let text = blocks.text(at);
        if text.len() > 40
            || blocks.list[at].image
            || page.in_comments(blocks.list[at].anchor())
            || !names::is_label(text)
            || is_link(blocks, at)
        {
            continue;
        }
        let names = below(page, blocks, at);
        if names.is_empty() {
            continue;
        }
        let source = if near.blocks.contains(&at) { Source::Visible } else { Source::Far };
        if !evidence.bylines.iter().any(|found| found.source == source) {
            evidence.byline(source, authors(names), false);
        }
    }
}

/// Whether all of a block leads somewhere: an entry of a menu labels nothing.
fn is_link(blocks: &Blocks, at: usize) -> bool {
    blocks
        .links(at)
        .iter()
        .any(|link| (link.range.end - link.range.start) as usize >= blocks.text(at).trim().len())
}

/// The names right below a label: the first line's, or those of a list's items.
fn below(page: &Page, blocks: &Blocks, label: usize) -> Vec<String> {
    let persons = |at: usize| lines::whole(blocks.text(at).split('\n').next().unwrap_or_default());
    let Some(first) = (label + 1..blocks.len().min(label + 4)).find(|&at| !blocks.list[at].image) else {
        return Vec::new();
    };
    let mut names = persons(first);
    let list = |at: usize| {
        let element = blocks.list[at].element;
        Some(element).filter(|&item| page.dom.tag(item) == Tag::Li).and_then(|item| page.dom.parent(item))
    };
    if let Some(of) = list(first).filter(|_| !names.is_empty()) {
        let items = (first + 1..blocks.len()).take_while(|&at| list(at) == Some(of)).take(MOST);
        let more: Vec<Vec<String>> = items.map(persons).collect();
        if more.iter().all(|names| !names.is_empty()) {
            names.extend(more.into_iter().flatten());
        }
    }
    names
}

/// Labels that say by themselves whose work the page is.
#[rustfmt::skip]
const SIGNED: &[&str] = &[
    "written by ", "words by ", "story by ", "article by ", "authored by ", "reported by ", "this post was written by ",
    "author: ", "authors: ", "writer: ", "auteur : ", "auteur: ", "autore: ", "auteurs : ", "автор: ", "автор текста: ", "yazar: ", "作者：",
    "this article was written by ", "this story was written by ", "geschrieben von ", "verfasst von ", "erstellt von ", "autor: ", "autorin: ",
    "text: ", "text und fotos: ", "text und foto: ", "fotos und text: ", "texte : ", "texto: ", "testo: ",
    "écrit par ", "rédigé par ", "escrito por ", "scritto da ", "geschreven door ", "skrevet av ", "skrevet af ", "skriven av ",
    "责任编辑：", "责编：", "責任編輯：", "撰文：",
];

/// Notes the names with which the page is signed somewhere, where all such lines name the same.
pub(super) fn signatures(page: &Page, blocks: &Blocks, evidence: &mut Evidence) {
    let mut signed: Option<Vec<String>> = None;
    for (at, block) in blocks.list.iter().enumerate() {
        if block.image || block.hidden || page.in_comments(block.anchor()) {
            continue;
        }
        let Some(names) = lines::signed(blocks.text(at)) else { continue };
        let same =
            |known: &Vec<String>| known.iter().map(|name| fold(name)).eq(names.iter().map(|name| fold(name)));
        match &signed {
            Some(known) if !same(known) => return,
            Some(_) => {}
            None => signed = Some(names),
        }
    }
    evidence.byline(Source::Far, authors(signed.unwrap_or_default()), false);
}

/// Whether a text begins with one of these labels.
pub(super) fn begins_signed(text: &str) -> bool {
    let Some(first) = text.chars().next().and_then(|c| c.to_lowercase().next()) else {
        return false;
    };
    let first = first.encode_utf8(&mut [0; 4]).as_bytes()[0];
    SIGNED.iter().filter(|label| label.as_bytes()[0] == first).any(|label| {
        text.get(..label.len()).is_some_and(|head| {
            head.eq_ignore_ascii_case(label) || !label.is_ascii() && head.to_lowercase() == *label
        })
    })
}

fn authors(names: Vec<String>) -> Vec<Author> {
    names.into_iter().take(MOST).map(|name| Author { name, url: None }).collect()
}
