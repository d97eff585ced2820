//! A record as JSON, Markdown, plain text or HTML.

use crate::record::Record;

/// What a record can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object.
    Json {
        /// Over several lines, indented.
        pretty: bool,
    },
    /// One JSON object on one line.
    Jsonl,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// HTML.
    Html,
}

/// Writes a record.
pub fn render(record: &Record, format: Format) -> String {
    match format {
        Format::Json { pretty: true } => return serde_json::to_string_pretty(record).unwrap_or_default(),
        Format::Json { .. } | Format::Jsonl => return serde_json::to_string(record).unwrap_or_default(),
        Format::Markdown | Format::Text | Format::Html => {}
    }
    let Some(article) = &record.article else { return String::new() };
    let title = article.title.as_deref().unwrap_or_default();
    format!("{title}\n\n{}\n", article.text)
}
