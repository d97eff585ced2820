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
        let mut scores = Vec::with_capacity(rows.len() / self.columns.max(1));
        for rows in rows.chunks(self.columns.max(1) * TOGETHER) {
            self.score(&Rows::of(rows, self.columns), &mut scores);
        }
        scores
    }

    /// The probability of every row.
    pub fn probabilities(&self, rows: &[f32]) -> Vec<f32> {
        let mut scores = self.scores(rows);
        scores.iter_mut().for_each(|score| *score = probability(*score));
        scores
    }

    /// Adds the log-odds of the rows to a list.
    fn score(&self, rows: &Rows, scores: &mut Vec<f32>) {
        // Of a few rows there is less to save than thinning costs.
        let thinned = (rows.count > ABREAST).then(|| self.thinned(rows));
        let forest = thinned.as_ref().unwrap_or(self);
        let first = scores.len();
        for abreast in rows.lanes.chunks_exact(rows.columns.max(1)) {
            let mut sums = [0.0f32; ABREAST];
            for tree in &forest.trees {
                let Some(cells) = forest.cells[tree.first..].first_chunk::<WINDOW>() else { continue };
                let reached = descend(cells, tree.depth, abreast);
                for (sum, cell) in sums.iter_mut().zip(reached) {
                    *sum += forest.values[tree.first + usize::from(cell)];
                }
            }
            scores.extend(sums);
        }
        scores.truncate(first + rows.count);
    }

    /// The forest less what none of the rows can come to: much is the same for all blocks of a page, or for the blocks
    /// of a part of it.
    fn thinned(&self, rows: &Rows) -> Forest {
        let room = self.cells.len() / 2;
        let mut thin = Forest {
            columns: self.columns,
            trees: Vec::with_capacity(self.trees.len()),
            cells: Vec::with_capacity(room + WINDOW),
            values: Vec::with_capacity(room),
        };
        for tree in &self.trees {
            let cells = &self.cells[tree.first..];
            let first = thin.cells.len();
            // What stands in each cell, and how deep.
            let mut kept = [(0u8, 0u8); WINDOW];
            let (mut at, mut length) = (0, 1);
            kept[0].0 = rows.way(cells, 0);
            while at < length {
                let (from, depth) = kept[at % WINDOW];
                let cell = cells[usize::from(from)];
                if cell.left == from {
                    thin.cells.push(Cell { left: at as u8, ..cell });
                } else {
                    thin.cells.push(Cell { left: length as u8, ..cell });
                    for child in [cell.left, cell.left + 1] {
                        kept[length % WINDOW] = (rows.way(cells, child), depth + 1);
                        length += 1;
                    }
                }
                thin.values.push(self.values[tree.first + usize::from(from)]);
                at += 1;
            }
            let depth = u32::from(kept[(length - 1) % WINDOW].1);
            thin.trees.push(Tree { first, depth });
        }
        thin.cells.extend([Cell::default(); WINDOW]);
        thin
    }
}

/// How many rows are looked at together: the fewer, the more they have in common, and the more often that is looked for.
pub const TOGETHER: usize = 128;

/// Some rows, ready for a forest.
struct Rows {
    columns: usize,
    count: usize,
    /// The values of [`ABREAST`] rows side by side, a feature behind the other.
    lanes: Vec<[f32; ABREAST]>,
    /// The smallest and the largest value of each feature.
    bounds: Vec<(f32, f32)>,
}

impl Rows {
    fn of(rows: &[f32], columns: usize) -> Rows {
        let count = rows.len() / columns.max(1);
        let mut lanes = Vec::with_capacity(count.div_ceil(ABREAST) * columns);
        for rows in rows.chunks(columns.max(1) * ABREAST) {
            // Where rows are wanting, the last stands again.
            let last = (rows.len() / columns.max(1)).saturating_sub(1);
            let row = |lane: usize| rows.chunks_exact(columns.max(1)).nth(lane.min(last)).unwrap_or_default();
            let [a, b, c, d, e, f, g, h] = std::array::from_fn(row);
            let (front, back) = (a.iter().zip(b).zip(c).zip(d), e.iter().zip(f).zip(g).zip(h));
            lanes.extend(front.zip(back).map(|((((a, b), c), d), (((e, f), g), h))| [*a, *b, *c, *d, *e, *f, *g, *h]));
        }
        let bounds = bounds(&lanes, columns);
        Rows { columns, count, lanes, bounds }
    }

    /// The first cell from here on at which the rows may part.
    #[inline]
    fn way(&self, cells: &[Cell], mut at: u8) -> u8 {
        loop {
            let cell = cells[usize::from(at)];
            let (low, high) = self.bounds[usize::from(cell.feature)];
            let next = if high <= cell.threshold {
                cell.left
            } else if low > cell.threshold {
                cell.left + 1
            } else {
                return at;
            };
            if next == at {
                return at;
            }
            at = next;
        }
    }
}

/// The smallest and the largest value of each feature. What is no number goes left at every node, as the smallest does.
fn bounds(lanes: &[[f32; ABREAST]], columns: usize) -> Vec<(f32, f32)> {
    let mut low = vec![[f32::INFINITY; ABREAST]; columns];
    let mut high = vec![[f32::NEG_INFINITY; ABREAST]; columns];
    let mut is_number = [true; ABREAST];
    for lanes in lanes.chunks_exact(columns.max(1)) {
        for ((low, high), values) in low.iter_mut().zip(&mut high).zip(lanes) {
            for lane in 0..ABREAST {
                let value = values[lane];
                low[lane] = if value < low[lane] { value } else { low[lane] };
                high[lane] = if value > high[lane] { value } else { high[lane] };
                is_number[lane] &= !value.is_nan();
            }
        }
    }
    let least = if is_number == [true; ABREAST] { f32::INFINITY } else { f32::NEG_INFINITY };
    let least = |low: &[f32; ABREAST]| low.iter().copied().fold(least, f32::min);
    let most = |high: &[f32; ABREAST]| high.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    low.iter().zip(&high).map(|(low, high)| (least(low), most(high))).collect()
}

/// The probabilities that two forests give every row: `rows` holds them one behind the other. `None` where they have
/// other columns.
pub fn both(forests: [&Forest; 2], rows: &[f32], columns: usize) -> Option<[Vec<f32>; 2]> {
    forests.iter().all(|forest| forest.columns == columns).then_some(())?;
    let mut scores = [(); 2].map(|()| Vec::with_capacity(rows.len() / columns.max(1)));
    for rows in rows.chunks(columns.max(1) * TOGETHER) {
        let rows = Rows::of(rows, columns);
        for (forest, scores) in forests.iter().zip(&mut scores) {
            forest.score(&rows, scores);
        }
    }
    scores.iter_mut().flatten().for_each(|score| *score = probability(*score));
    Some(scores)
}

fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
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
