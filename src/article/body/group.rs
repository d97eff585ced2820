//! Consecutive blocks that make up one block of the body: a list's entries, a table's cells, a quote's paragraphs.

use super::items::Item;
use super::setting::Cell;
use crate::dom::NodeId;
use crate::inline::Inline;
use crate::record::{BodyBlock, CellLink, ListItem};

/// What is being put together.
pub(super) struct Group {
    /// The element, or for a table its number: two groups of the same kind and key are one.
    key: u32,
    made: Made,
}

enum Made {
    Code { text: String, language: Option<String> },
    Heading { level: u8, words: Inline },
    List { ordered: bool, items: Vec<Item> },
    Quote(Inline),
    Table { rows: Vec<Vec<Inline>>, row: Option<NodeId>, cell: Option<NodeId> },
}

impl Group {
    pub(super) fn code(pre: NodeId, language: impl Fn() -> Option<String>) -> Group {
        Group { key: pre.0, made: Made::Code { text: String::new(), language: language() } }
    }

    pub(super) fn heading(heading: NodeId, level: u8) -> Group {
        Group { key: heading.0, made: Made::Heading { level, words: Inline::default() } }
    }

    pub(super) fn list(root: NodeId, ordered: bool) -> Group {
        Group { key: root.0, made: Made::List { ordered, items: Vec::new() } }
    }

    pub(super) fn quote(quote: NodeId) -> Group {
        Group { key: quote.0, made: Made::Quote(Inline::default()) }
    }

    pub(super) fn table(number: u32) -> Group {
        Group { key: number, made: Made::Table { rows: Vec::new(), row: None, cell: None } }
    }

    pub(super) fn is_same(&self, other: &Group) -> bool {
        self.key == other.key && std::mem::discriminant(&self.made) == std::mem::discriminant(&other.made)
    }

    pub(super) fn add_line(&mut self, line: String) {
        if let Made::Code { text, .. } = &mut self.made {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&line);
        }
    }

    pub(super) fn add_words(&mut self, more: Inline) {
        if let Made::Heading { words, .. } = &mut self.made {
            words.append(' ', more);
        }
    }

    pub(super) fn add_paragraph(&mut self, paragraph: Inline) {
        if let Made::Quote(quote) = &mut self.made {
            quote.append('\n', paragraph);
        }
    }

    /// Adds to the entry that was added last, if it is the same one.
    pub(super) fn add_item(&mut self, item: Item) {
        if let Made::List { items, .. } = &mut self.made {
            match items.last_mut() {
                Some(last) if item.node.is_some() && last.node == item.node => {
                    last.inline.append('\n', item.inline);
                }
                _ => items.push(item),
            }
        }
    }

    pub(super) fn add_cell(&mut self, at: Cell, words: Inline) {
        if let Made::Table { rows, row, cell } = &mut self.made {
            if *row != Some(at.row) {
                *row = Some(at.row);
                rows.push(Vec::new());
            }
            let Some(cells) = rows.last_mut() else { return };
            match cells.last_mut() {
                Some(last) if *cell == Some(at.node) => last.append(' ', words),
                _ => {
                    // Empty cells keep the columns in line.
                    cells.resize_with((at.column as usize).max(cells.len()), Inline::default);
                    cells.push(words);
                }
            }
            *cell = Some(at.node);
        }
    }

    pub(super) fn into_block(self) -> BodyBlock {
        match self.made {
            Made::Code { text, language } => BodyBlock::Code { text, language },
            Made::Heading { level, words } => {
                let Inline { text, links, marks } = words.counted();
                BodyBlock::Heading { level, text, links, marks }
            }
            Made::List { ordered, items } => BodyBlock::List { ordered, items: list_items(items) },
            Made::Quote(quote) => {
                let Inline { text, links, marks } = quote.counted();
                BodyBlock::Quote { text, links, marks }
            }
            Made::Table { rows, .. } => table(rows),
        }
    }
}

/// A table of so many times as many empty cells as others is left ragged.
const EMPTY: usize = 8;

/// Without the first columns where nothing of them is the article's, all rows as long; one cell is no table.
fn table(mut rows: Vec<Vec<Inline>>) -> BodyBlock {
    let is_empty = |cell: &&Inline| cell.text.is_empty();
    let empty = rows.iter().map(|row| row.iter().take_while(is_empty).count()).min().unwrap_or(0);
    for row in &mut rows {
        row.drain(..empty);
    }
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells: usize = rows.iter().map(Vec::len).sum();
    if widest * rows.len() <= cells.saturating_mul(EMPTY) {
        rows.iter_mut().for_each(|row| row.resize_with(widest, Inline::default));
    }
    match rows.as_mut_slice() {
        [row] if row.len() == 1 => {
            let Inline { text, links, marks } = row.remove(0).counted();
            BodyBlock::Paragraph { text, links, marks }
        }
        _ => table_of(rows),
    }
}

fn table_of(rows: Vec<Vec<Inline>>) -> BodyBlock {
    let mut links = Vec::new();
    let mut cell = |row, column, cell: Inline| {
        let cell = cell.counted();
        links.extend(cell.links.into_iter().map(|link| CellLink { row, column, link }));
        cell.text
    };
    let cells = |(row, cells): (usize, Vec<Inline>)| {
        cells.into_iter().enumerate().map(|(column, words)| cell(row, column, words)).collect()
    };
    let rows = rows.into_iter().enumerate().map(cells).collect();
    BodyBlock::Table { rows, links }
}

/// Depths relative to the outermost entry that is there, no step down more than one.
fn list_items(items: Vec<Item>) -> Vec<ListItem> {
    let outermost = items.iter().map(|item| item.depth).min().unwrap_or(0);
    let mut deepest = 0;
    let relative = items.into_iter().map(|item| {
        let depth = (item.depth - outermost).min(deepest);
        deepest = depth.saturating_add(1);
        let Inline { text, links, marks } = item.inline.counted();
        ListItem { text, depth, number: item.number, role: item.role, links, marks }
    });
    relative.collect()
}
