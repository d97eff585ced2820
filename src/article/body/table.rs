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
    grid: Grid,
    has_headers: bool,
    /// It holds what no table of data holds, or says itself that it is for layout.
    lays_out: bool,
    cell: Option<NodeId>,
    paragraphs: u32,
    bytes: usize,
    prose: bool,
}

/// The columns of a table while its cells are placed.
#[derive(Default)]
struct Grid {
    /// The first column that the row's next cell may have.
    next: u32,
    /// For each column, how many rows the cell in it still covers, this one included.
    covered: Vec<u32>,
    cells: u32,
    /// How many columns cells have covered beside their own.
    wide: u32,
}

/// Spans beyond these are of no table that anybody reads: a table is not to be mostly empty cells.
const MOST_COLUMNS: u32 = 256;
const WIDE: u32 = 8;

impl Grid {
    fn start_row(&mut self) {
        self.next = 0;
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }

    /// The column of the next cell, which covers so many columns and rows.
    /// Source: the HTML Standard, "forming a table".
    fn place(&mut self, columns: u32, rows: u32) -> u32 {
        let is_covered = |column: u32| self.covered.get(column as usize).is_some_and(|&rows| rows > 0);
        let free = (self.next..MOST_COLUMNS).find(|&column| !is_covered(column));
        let column = free.unwrap_or(self.next);
        self.cells += 1;
        let (mut columns, mut rows) = (columns.clamp(1, MOST_COLUMNS), rows.clamp(1, u32::from(u16::MAX)));
        if self.wide > WIDE * self.cells + MOST_COLUMNS || column >= MOST_COLUMNS {
            (columns, rows) = (1, 1);
        }
        self.wide += column - self.next + columns - 1;
        self.next = column + columns;
        if column < MOST_COLUMNS && (rows > 1 || columns > 1 || !self.covered.is_empty()) {
            let end = (self.next as usize).min(MOST_COLUMNS as usize);
            self.covered.resize(self.covered.len().max(end), 0);
            self.covered[column as usize..end].fill(rows);
        }
        column
    }
}

/// A longer heading, in bytes, is that of a section.
const LABEL: usize = 60;

fn is_label(dom: &Dom, heading: NodeId) -> bool {
    let texts = dom.subtree(heading).take(32).filter_map(|inner| dom.text(inner));
    texts.map(|text| text.trim().len()).sum::<usize>() <= LABEL
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
            grid: Grid::default(),
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
            table.grid.start_row();
        }
        table.cells_in_row += 1;
        table.most_cells = table.most_cells.max(table.cells_in_row);
        table.has_headers |= dom.tag(id) == Tag::Th;
        let span = |name| dom.attr(id, name).and_then(|span| span.trim().parse().ok()).unwrap_or(1);
        Some((row, table.grid.place(span("colspan"), span("rowspan"))))
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
            tag if tag.heading_level().is_some_and(|level| level < 4) => {
                // The label of a row or column may be set as a heading.
                table.lays_out |= cell.is_none() || !is_label(dom, id);
            }
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
