//! Which tables hold data and which only lay the page out.

use crate::dom::{Dom, NodeId, Tag};

/// A cell with more text than this, in bytes, holds prose, unless the table has header cells.
const PROSE: usize = 600;

/// What is known of a table.
struct Table {
    rows: u32,
    row: Option<NodeId>,
    cells_in_row: u32,
    most_cells: u32,
    has_headers: bool,
    /// It holds what no table of data holds, or says itself that it is for layout.
    lays_out: bool,
    cell: Option<NodeId>,
    paragraphs: u32,
    bytes: usize,
    prose: bool,
}

/// The tables of a page, by their order.
#[derive(Default)]
pub(super) struct Tables(Vec<Table>);

impl Tables {
    /// Takes up a table that stands inside the table `outer`.
    pub(super) fn open(&mut self, dom: &Dom, id: NodeId, outer: Option<u32>) -> u32 {
        if let Some(outer) = outer {
            self.0[outer as usize].lays_out = true;
        }
        let role = dom.attr(id, "role").unwrap_or_default();
        self.0.push(Table {
            rows: 0,
            row: None,
            cells_in_row: 0,
            most_cells: 0,
            has_headers: false,
            lays_out: matches!(role, "presentation" | "none"),
            cell: None,
            paragraphs: 0,
            bytes: 0,
            prose: false,
        });
        self.0.len() as u32 - 1
    }

    /// Takes up a cell: its row and column.
    pub(super) fn cell(&mut self, dom: &Dom, id: NodeId, table: u32) -> Option<(NodeId, u32)> {
        let row = dom.parent(id)?;
        let table = self.0.get_mut(table as usize)?;
        if table.row != Some(row) {
            table.row = Some(row);
            table.rows += 1;
            table.cells_in_row = 0;
        }
        table.cells_in_row += 1;
        table.most_cells = table.most_cells.max(table.cells_in_row);
        table.has_headers |= dom.tag(id) == Tag::Th;
        Some((row, table.cells_in_row - 1))
    }

    /// Takes note of a node inside a table's cell.
    pub(super) fn note(&mut self, dom: &Dom, table: u32, cell: Option<NodeId>, id: NodeId) {
        let Some(table) = self.0.get_mut(table as usize) else { return };
        if cell != table.cell {
            (table.cell, table.paragraphs, table.bytes) = (cell, 0, 0);
        }
        match dom.tag(id) {
            Tag::P => table.paragraphs += 1,
            Tag::Pre | Tag::Blockquote | Tag::Form | Tag::Article => table.lays_out = true,
            tag if tag.heading_level().is_some_and(|level| level < 4) => table.lays_out = true,
            _ if cell.is_some() => table.bytes += dom.text(id).map_or(0, |text| text.trim().len()),
            _ => {}
        }
        table.prose |= table.bytes > PROSE || table.paragraphs > 1 && table.bytes > PROSE / 3;
    }

    /// Whether the table holds data.
    pub(super) fn is_data(&self, table: u32) -> bool {
        self.0.get(table as usize).is_some_and(|table| {
            let grid = table.rows > 1 && table.most_cells > 1;
            grid && !table.lays_out && (table.has_headers || !table.prose)
        })
    }
}
