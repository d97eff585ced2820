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

/// A node or leaf of a tree. A node's right child stands behind its left; a leaf is its own left child and nothing is
/// above its threshold, so that a row that has arrived goes on without a branch.
#[derive(Clone, Copy, Default)]
struct Cell {
    threshold: f32,
    feature: u16,
    left: u8,
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
        let first = self.cells.len();
        let root = if nodes.is_empty() { !0 } else { 0 };
        // What stands in each cell, and how deep; the list grows by two children a node.
        let mut planted = vec![(root, 0u32)];
        let mut at = 0;
        while let Some(&(child, depth)) = planted.get(at) {
            let (cell, value) = match usize::try_from(child) {
                Err(_) => {
                    let leaf = Cell { threshold: f32::INFINITY, feature: 0, left: at as u8 };
                    (leaf, *leaves.get(usize::from(!child as u16))?)
                }
                Ok(number) => {
                    let node = nodes.get(number)?;
                    let after = |child: i16| child < 0 || child as usize > number;
                    let sound =
                        after(node.left) && after(node.right) && usize::from(node.feature) < self.columns;
                    (sound && planted.len() + 2 <= WINDOW).then_some(())?;
                    let left = planted.len() as u8;
                    planted.extend([(node.left, depth + 1), (node.right, depth + 1)]);
                    (Cell { threshold: node.threshold, feature: node.feature, left }, 0.0)
                }
            };
            self.cells.push(cell);
            self.values.push(value);
            at += 1;
        }
        let depth = planted.iter().map(|&(_, depth)| depth).max().unwrap_or(0);
        self.trees.push(Tree { first, depth });
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
        // The values of some rows side by side, a feature behind the other; rows that are wanting are zero.
        let mut abreast = vec![[0.0f32; ABREAST]; columns];
        for (rows, scores) in rows.chunks(columns * ABREAST).zip(scores.chunks_mut(ABREAST)) {
            for (lane, row) in rows.chunks_exact(columns).enumerate() {
                for (values, &value) in abreast.iter_mut().zip(row) {
                    values[lane] = value;
                }
            }
            for tree in &self.trees {
                let Some(cells) = self.cells[tree.first..].first_chunk::<WINDOW>() else { continue };
                let reached = descend(cells, tree.depth, &abreast);
                for (score, cell) in scores.iter_mut().zip(reached) {
                    *score += self.values[tree.first + usize::from(cell)];
                }
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

/// The leaves that the rows come to.
#[inline]
fn descend(cells: &[Cell; WINDOW], depth: u32, rows: &[[f32; ABREAST]]) -> [u8; ABREAST] {
    let mut at = [0u8; ABREAST];
    for _ in 0..depth {
        for (lane, at) in at.iter_mut().enumerate() {
            let cell = cells[usize::from(*at) % WINDOW];
            *at = cell.left + u8::from(rows[usize::from(cell.feature)][lane] > cell.threshold);
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
