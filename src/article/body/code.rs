//! Listings: their text with its indent, and their programming language, as highlighters write it down.

use crate::block::Blocks;
use crate::dom::{Dom, NodeId, Tag};

/// Class prefixes that the language's name follows.
const PREFIXES: &[&str] =
    &["language-", "lang-", "highlight-source-", "highlight-text-", "brush:", "syntax-", "highlight-"];
/// Classes after which the language is a class of its own.
const BEFORE_NAME: &[&str] = &["brush:", "hljs", "sourceCode", "highlight"];
/// What stands in the same place and names no language.
const NO_LANGUAGE: &[&str] = &[
    "",
    "none",
    "plain",
    "plaintext",
    "text",
    "default",
    "nohighlight",
    "notranslate",
    "highlight",
    "code",
    "wrapper",
];
/// Longer than any language's name.
const MAX_NAME: usize = 24;

/// The language of a `pre`: told by itself, the `code` in it, or an element around it.
pub(super) fn language(dom: &Dom, pre: NodeId) -> Option<String> {
    let code = dom.child_elements(pre).take(3).find(|&child| dom.tag(child) == Tag::Code);
    let around = dom.ancestors(pre).take(2);
    code.into_iter().chain([pre]).chain(around).find_map(|node| told_by(dom, node))
}

fn told_by(dom: &Dom, node: NodeId) -> Option<String> {
    let attribute = ["data-lang", "data-language"].iter().find_map(|name| dom.attr(node, name));
    if let Some(language) = attribute.and_then(name) {
        return Some(language);
    }
    let class = dom.class(node)?;
    let tokens = || class.split_ascii_whitespace();
    let prefixed = tokens()
        .find_map(|token| PREFIXES.iter().find_map(|prefix| token.strip_prefix(prefix)).and_then(name));
    prefixed.or_else(|| {
        let mut after = tokens().skip_while(|token| !BEFORE_NAME.contains(token)).skip(1);
        after.next().and_then(name)
    })
}

fn name(token: &str) -> Option<String> {
    let token = token.trim_matches(|c: char| c == ';' || c.is_whitespace()).to_ascii_lowercase();
    let is_name = token.len() <= MAX_NAME
        && !NO_LANGUAGE.contains(&token.as_str())
        && token.starts_with(|c: char| c.is_ascii_alphabetic())
        && token.chars().all(|c| c.is_ascii_alphanumeric() || "+#-_.".contains(c));
    is_name.then_some(token)
}

/// What a preformatted block says, with the spaces that stand before its first word.
pub(super) fn listing(dom: &Dom, blocks: &Blocks, index: usize) -> String {
    let block = &blocks.list[index];
    let mut indent = String::new();
    let stop =
        index.checked_sub(1).map_or(block.element, |before| blocks.list[before].last.max(block.element));
    let mut at = block.first;
    while at > stop {
        if let Some(text) = dom.text(at) {
            let before = &text[..text.len() - text.trim_start().len()];
            let line = before.rfind('\n').map_or(before, |newline| &before[newline + 1..]);
            indent.insert_str(0, line);
            if line.len() < before.len() || indent.len() > 256 {
                break;
            }
        }
        at = NodeId(at.0 - 1);
    }
    indent + blocks.text(index)
}
