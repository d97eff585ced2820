//! The body as plain text.

use crate::record::BodyBlock;

/// What stands between the cells of a table's row.
const CELL_SEPARATOR: &str = "\t";

/// The body's text in reading order: a line per paragraph, entry, row and line of code; no line is empty. Captions are none
/// of it.
pub(crate) fn of(body: &[BodyBlock]) -> String {
    let mut text = String::new();
    for block in body {
        match block {
            BodyBlock::Paragraph { text: words, .. }
            | BodyBlock::Heading { text: words, .. }
            | BodyBlock::Quote { text: words, .. }
            | BodyBlock::Code { text: words, .. } => push(&mut text, words),
            BodyBlock::List { items, .. } => items.iter().for_each(|item| push(&mut text, &item.text)),
            BodyBlock::Table { rows, .. } => {
                for row in rows {
                    push(&mut text, row.join(CELL_SEPARATOR).trim_end());
                }
            }
            BodyBlock::Figure { .. } | BodyBlock::Embed { .. } => {}
        }
    }
    text
}

fn push(text: &mut String, lines: &str) {
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.trim_end());
    }
}
