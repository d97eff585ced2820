//! A record for people: as Markdown, plain text or HTML.

use crate::record::Record;

/// What a record can be written as beside JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// HTML.
    Html,
}

/// Writes a record for people to read.
pub fn render(record: &Record, _format: Format) -> String {
    let Some(article) = &record.article else { return String::new() };
    let title = article.title.as_deref().unwrap_or_default();
    format!("{title}\n\n{}\n", article.text)
}
