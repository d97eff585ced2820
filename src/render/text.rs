//! A record as plain text.

use super::{comment_line, depths, error_line, imprint, one_line};
use crate::record::{Article, Comments, Record, Removed};

/// Spaces a level of answers.
const INDENT: usize = 4;
const DEEPEST: usize = 20;

pub(super) fn render(record: &Record) -> String {
    if let Some(error) = error_line(record) {
        return format!("error: {error}\n");
    }
    let article = record.article.as_ref().map(article);
    let comments = record.comments.as_ref().map(comments);
    let chrome = record.chrome.as_deref().filter(|_| record.article.is_none() && record.comments.is_none());
    let sections: Vec<_> = [article, comments, chrome.map(removed)]
        .into_iter()
        .flatten()
        .filter(|section| !section.is_empty())
        .collect();
    sections.join("\n\n") + "\n"
}

fn article(article: &Article) -> String {
    let title = article.title.as_deref().map(one_line).unwrap_or_default();
    let imprint = imprint(article, |author| one_line(&author.name), one_line);
    let head: Vec<_> = [title, imprint].into_iter().filter(|line| !line.is_empty()).collect();
    let parts = [head.join("\n"), article.text.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn comments(comments: &Comments) -> String {
    let mut out = Vec::new();
    for (depth, comment) in depths(&comments.items, DEEPEST) {
        let indent = " ".repeat(depth * INDENT);
        let head = comment_line(comment);
        let lines = std::iter::once(head.as_str()).chain(comment.text.lines());
        let lines = lines.filter(|line| !line.trim().is_empty());
        out.push(lines.map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n"));
    }
    out.join("\n\n")
}

/// What was removed is shown only where it was asked for alone.
fn removed(removed: &[Removed]) -> String {
    let lines = removed.iter().map(|piece| format!("[{}] {}", kind(piece), one_line(&piece.text)));
    lines.collect::<Vec<_>>().join("\n")
}

/// The name of a piece's kind as in JSON.
pub(super) fn kind(piece: &Removed) -> String {
    let name = serde_json::to_value(piece.kind).ok();
    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}
