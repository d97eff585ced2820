//! A record as JSON, Markdown, plain text or HTML.

mod html;
mod json;
mod markdown;
mod marked;
mod spans;
mod text;

use rustc_hash::FxHashMap;

use crate::record::{Article, Author, CellLink, Comment, Link, ListItem, Record};

/// How a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object.
    Json {
        /// Over several lines, indented.
        pretty: bool,
    },
    /// One JSON object on one line.
    Jsonl,
    /// CommonMark with GFM tables.
    Markdown,
    /// Plain text.
    Text,
    /// A self-contained HTML document without scripts.
    Html,
}

/// Writes a record. Parts that the record leaves out are left out here too. The result ends in one line break.
pub fn render(record: &Record, format: Format) -> String {
    match format {
        Format::Json { pretty } => json::render(record, pretty),
        Format::Jsonl => json::render(record, false),
        Format::Markdown => markdown::render(record),
        Format::Text => text::render(record),
        Format::Html => html::render(record),
    }
}

/// What stands between two records in a stream of them: nothing where each says itself where it begins.
pub fn separator(format: Format) -> &'static str {
    match format {
        Format::Json { .. } | Format::Jsonl | Format::Html => "",
        Format::Markdown => "\n---\n\n",
        Format::Text => "\x0c\n",
    }
}

/// What went wrong with a page, in a line.
fn error_line(record: &Record) -> Option<String> {
    let error = record.error.as_ref()?;
    let path = record.source.path.as_deref().map_or(String::new(), |path| format!("{path}: "));
    Some(one_line(&format!("{path}{}: {}", error.kind, error.message)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a text after so many characters.
fn split_chars(text: &str, count: usize) -> (&str, &str) {
    text.split_at(text.char_indices().nth(count).map_or(text.len(), |(at, _)| at))
}

/// "A. Writer, B. Writer · 2017-03-29 · The Valley Post".
fn imprint(article: &Article, name: impl Fn(&Author) -> String, text: impl Fn(&str) -> String) -> String {
    let authors = article.byline.iter().map(name).collect::<Vec<_>>().join(", ");
    let others = [&article.published, &article.site].into_iter().flatten().map(|word| text(word));
    let parts: Vec<_> = std::iter::once(authors).chain(others).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// "Student · 2017-04-02T09:30:00 · +3 −1".
fn comment_line(comment: &Comment) -> String {
    let parts: Vec<_> = comment_head(comment).into_iter().flatten().collect();
    parts.join(" · ")
}

/// Who wrote a comment, when (as the page shows it only where it cannot be said better: "3 years ago" means nothing later),
/// and what readers think of it.
fn comment_head(comment: &Comment) -> [Option<String>; 3] {
    let author = comment.author.as_ref().map(|author| author.name.clone());
    let date = comment.published.as_ref().or(comment.published_text.as_ref()).cloned();
    let votes = comment.votes.map(|votes| match (votes.up, votes.down) {
        (up, 0) => format!("+{up}"),
        (0, down) => format!("−{down}"),
        (up, down) => format!("+{up} −{down}"),
    });
    [author, date, votes].map(|part| part.map(|part| one_line(&part)).filter(|part| !part.is_empty()))
}

/// The summary, unless the text itself begins with it.
fn standfirst(article: &Article) -> Option<&str> {
    let standfirst = article.standfirst.as_deref()?.trim();
    (!article.text.trim_start().starts_with(standfirst)).then_some(standfirst)
}

/// Whether a list says the numbers of its entries.
fn has_numbers(items: &[ListItem]) -> bool {
    items.iter().any(|item| item.number.is_some())
}

/// The links of each cell that has any, by its row and column.
fn by_cell(links: &[CellLink]) -> FxHashMap<(usize, usize), Vec<Link>> {
    let mut cells: FxHashMap<(usize, usize), Vec<Link>> = FxHashMap::default();
    for CellLink { row, column, link } in links {
        cells.entry((*row, *column)).or_default().push(link.clone());
    }
    cells
}

/// How deep a comment is shown: never more than one step below the one before it, never deeper than can be read.
fn depths(comments: &[Comment], deepest: usize) -> impl Iterator<Item = (usize, &Comment)> {
    let mut allowed = 0;
    comments.iter().map(move |comment| {
        let depth = comment.depth.min(allowed).min(deepest);
        allowed = depth + 1;
        (depth, comment)
    })
}

#[cfg(test)]
mod tests;
