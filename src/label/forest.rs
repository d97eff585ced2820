//! Gradient-boosted trees as LightGBM grows them, in a compact form that is read in one pass.
//!
//! # The model file
//!
//! Little-endian. `DCF1`, then the number of models (u32); a model is its number of columns (u32), trees (u32), nodes
//! (u32) and leaves (u32), then per tree its first node and first leaf (u32 each), then per node the feature (u16), the
//! left and the right child (i16 each: a node of the tree, or `!leaf`) and the threshold (f32), then the leaves' values
//! (f32). A row goes left where its value is at most the threshold. The sum of the leaves is the log-odds.

/// One model: a sum of trees that gives a probability.
pub struct Forest {
    columns: usize,
    trees: Vec<Tree>,
    /// The trees' cells one behind the other, and [`WINDOW`] more: a window can be taken at the start of each tree.
    cells: Vec<Cell>,
    /// The value of each cell that is a leaf.
    values: Vec<f32>,
}

struct Tree {
    /// Its first cell.
    first: usize,
    /// How many steps lead to its deepest leaf.
    depth: u32,
}

/// A node or leaf of a tree; children are cells of the same tree, and a leaf is its own child, so that a row that has
/// arrived goes on without a branch.
#[derive(Clone, Copy, Default)]
struct Cell {
    threshold: f32,
    feature: u16,
    left: u8,
    right: u8,
}

/// The most cells that a tree may have.
const WINDOW: usize = 128;

/// How many rows go down a tree side by side: none waits for another's memory.
const ABREAST: usize = 8;

/// A tree as the model file has it.
struct Start {
    node: usize,
    leaf: usize,
}

#[derive(Clone, Copy)]
struct Node {
    feature: u16,
    left: i16,
    right: i16,
    threshold: f32,
}

/// Reads numbers off a byte slice.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn float(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }
}

/// Reads a model file: the models in it, in order. `None` where the bytes are no such file.
pub fn read(bytes: &[u8]) -> Option<Vec<Forest>> {
    let mut reader = Reader(bytes.strip_prefix(b"DCF1")?);
    let count = reader.number()?;
    let forests: Option<Vec<Forest>> = (0..count).map(|_| Forest::read(&mut reader)).collect();
    forests.filter(|_| reader.0.is_empty())
}

impl Forest {
    fn read(reader: &mut Reader) -> Option<Forest> {
        let columns = reader.number()? as usize;
        let (trees, nodes, leaves) = (reader.number()?, reader.number()?, reader.number()?);
        if [trees, nodes, leaves].iter().any(|&count| count as usize > reader.0.len()) {
            return None;
        }
        let starts: Vec<Start> = (0..trees)
            .map(|_| Some(Start { node: reader.number()? as usize, leaf: reader.number()? as usize }))
            .collect::<Option<_>>()?;
        let nodes: Vec<Node> = (0..nodes).map(|_| Node::read(reader)).collect::<Option<_>>()?;
        let leaves: Vec<f32> = (0..leaves).map(|_| reader.float()).collect::<Option<_>>()?;
        let mut forest = Forest { columns, trees: Vec::new(), cells: Vec::new(), values: Vec::new() };
        let ends = starts.iter().skip(1).map(|next| (next.node, next.leaf));
        for (start, (node_end, leaf_end)) in starts.iter().zip(ends.chain([(nodes.len(), leaves.len())])) {
            forest.plant(nodes.get(start.node..node_end)?, leaves.get(start.leaf..leaf_end)?)?;
        }
        forest.cells.extend([Cell::default(); WINDOW]);
        Some(forest)
    }

    /// Adds a tree. `None` where a feature, child or leaf does not exist or a child does not come after its parent: no
    /// row is to be led astray or around.
    fn plant(&mut self, nodes: &[Node], leaves: &[f32]) -> Option<()> {
        if leaves.is_empty() || nodes.len() + leaves.len() > WINDOW {
            return None;
        }
        let first = self.cells.len();
        let mut depths = [0u32; WINDOW];
        for (at, node) in nodes.iter().enumerate() {
            let cell = |child: i16| {
                let (cell, exists) = match usize::try_from(child) {
                    Ok(child) => (child, at < child && child < nodes.len()),
                    Err(_) => {
                        (nodes.len() + usize::from(!child as u16), usize::from(!child as u16) < leaves.len())
                    }
                };
                exists.then_some(cell)
            };
            let (left, right) = (cell(node.left)?, cell(node.right)?);
            for child in [left, right] {
                depths[child] = depths[child].max(depths[at] + 1);
            }
            (usize::from(node.feature) < self.columns).then_some(())?;
            let (left, right) = (left as u8, right as u8);
            self.cells.push(Cell { threshold: node.threshold, feature: node.feature, left, right });
            self.values.push(0.0);
        }
        for (leaf, &value) in (nodes.len()..).zip(leaves) {
            self.cells.push(Cell { left: leaf as u8, right: leaf as u8, ..Cell::default() });
            self.values.push(value);
        }
        self.trees.push(Tree { first, depth: depths.into_iter().max().unwrap_or(0) });
        Some(())
    }

    /// How many values a row must have.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The log-odds of every row: `rows` holds them one behind the other.
    pub fn scores(&self, rows: &[f32]) -> Vec<f32> {
        let columns = self.columns.max(1);
        let mut scores = vec![0.0f32; rows.len() / columns];
        let whole = scores.len() / ABREAST * ABREAST;
        // A tree at a time: its cells stay in the cache while all rows pass.
        for tree in &self.trees {
            let Some(cells) = self.cells[tree.first..].first_chunk::<WINDOW>() else { continue };
            let values = &self.values[tree.first..];
            for (rows, scores) in rows.chunks_exact(columns * ABREAST).zip(scores.chunks_exact_mut(ABREAST)) {
                let reached = descend::<ABREAST>(cells, tree.depth, rows, columns);
                for (score, cell) in scores.iter_mut().zip(reached) {
                    *score += values[usize::from(cell)];
                }
            }
            for (row, score) in rows.chunks_exact(columns).zip(&mut scores).skip(whole) {
                let [cell] = descend::<1>(cells, tree.depth, row, columns);
                *score += values[usize::from(cell)];
            }
        }
        scores
    }

    /// The probability of every row.
    pub fn probabilities(&self, rows: &[f32]) -> Vec<f32> {
        let mut scores = self.scores(rows);
        for score in &mut scores {
            *score = 1.0 / (1.0 + (-*score).exp());
        }
        scores
    }
}

/// The leaves that as many rows come to.
#[inline]
fn descend<const ROWS: usize>(
    cells: &[Cell; WINDOW],
    depth: u32,
    rows: &[f32],
    columns: usize,
) -> [u8; ROWS] {
    let rows: [&[f32]; ROWS] = std::array::from_fn(|row| &rows[row * columns..(row + 1) * columns]);
    let mut at = [0u8; ROWS];
    for _ in 0..depth {
        for (at, row) in at.iter_mut().zip(rows) {
            let cell = cells[usize::from(*at) % WINDOW];
            let goes_left = row[usize::from(cell.feature)] <= cell.threshold;
            *at = if goes_left { cell.left } else { cell.right };
        }
    }
    at
}

impl Node {
    fn read(reader: &mut Reader) -> Option<Node> {
        Some(Node {
            feature: reader.take().map(u16::from_le_bytes)?,
            left: reader.take().map(i16::from_le_bytes)?,
            right: reader.take().map(i16::from_le_bytes)?,
            threshold: reader.float()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stump() -> Vec<u8> {
        let mut bytes = b"DCF1".to_vec();
        for number in [1u32, 2, 1, 1, 2, 0, 0] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(1u16.to_le_bytes());
        bytes.extend((!0i16).to_le_bytes());
        bytes.extend((!1i16).to_le_bytes());
        bytes.extend(0.5f32.to_le_bytes());
        bytes.extend((-2.0f32).to_le_bytes());
        bytes.extend(3.0f32.to_le_bytes());
        bytes
    }

    #[test]
    fn a_row_goes_left_up_to_the_threshold() {
        let forests = read(&stump()).unwrap();
        assert_eq!(forests[0].scores(&[9.0, 0.5, 9.0, 0.6]), [-2.0, 3.0]);
    }

    /// `sample.bin`: rows, columns (u32), the rows, LightGBM's probabilities; lab/export.py writes it with the model.
    #[test]
    fn probabilities_are_lightgbms() {
        let forests = read(include_bytes!("model.bin")).unwrap();
        let mut reader = Reader(include_bytes!("sample.bin"));
        let (rows, columns) = (reader.number().unwrap() as usize, reader.number().unwrap() as usize);
        let values: Vec<f32> = (0..rows * columns).map(|_| reader.float().unwrap()).collect();
        let ours = forests[2].probabilities(&values);
        assert_eq!((ours.len(), forests[2].columns()), (rows, columns));
        for ours in ours {
            let theirs = reader.float().unwrap();
            assert!((ours - theirs).abs() < 1e-5, "{ours} {theirs}");
        }
    }

    #[test]
    fn broken_models_are_refused() {
        let good = stump();
        for length in 0..good.len() {
            assert!(read(&good[..length]).is_none());
        }
        let mut astray = good.clone();
        astray[32] = 7; // a feature beyond the columns
        assert!(read(&astray).is_none());
    }
}
