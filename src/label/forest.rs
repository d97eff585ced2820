//! Gradient-boosted trees as LightGBM grows them, in a compact form that is read in one pass.
//!
//! # The model file
//!
//! Little-endian. `DCF1`, then the number of models (u32); a model is its number of columns (u32), trees (u32), nodes
//! (u32) and leaves (u32), then per tree its first node and first leaf (u32 each), then per node the feature (u16), the
//! left and the right child (i16 each: a node of the tree, or `!leaf`) and the threshold (f32), then the leaves' values
//! (f32). A row goes left where its value is at most the threshold. The sum of the leaves is the log-odds.

mod rows;

use std::ops::Range;

use pulp::{Arch, NullaryFnOnce};
pub use rows::Matrix;
use rows::{ABREAST, Bounds, Lanes, Rows, by_rows};

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

/// A node or leaf of a tree. A node's right child stands behind its left; a leaf is its own left child and nothing
/// compares with its threshold, so that a row that has arrived goes on without a branch.
#[derive(Clone, Copy, Default)]
struct Cell {
    threshold: f32,
    feature: u16,
    left: u8,
}

/// The most cells that a tree may have.
const WINDOW: usize = 128;

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

impl<'a> Reader<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    /// So many of as many bytes each.
    fn many<const N: usize>(&mut self, count: u32) -> Option<&'a [[u8; N]]> {
        let (many, rest) = self.0.split_at_checked((count as usize).checked_mul(N)?)?;
        self.0 = rest;
        Some(many.as_chunks().0)
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
        let starts = reader.many::<8>(trees)?.iter().map(Start::of).collect::<Vec<Start>>();
        let (nodes, leaves) = (reader.many::<10>(nodes)?, reader.many::<4>(leaves)?);
        let room = nodes.len() + leaves.len() + WINDOW;
        let (cells, values) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut forest = Forest { columns, trees: Vec::with_capacity(starts.len()), cells, values };
        let mut planted = Vec::with_capacity(WINDOW + 2);
        let ends = starts.iter().skip(1).map(|next| (next.node, next.leaf));
        for (start, (node_end, leaf_end)) in starts.iter().zip(ends.chain([(nodes.len(), leaves.len())])) {
            let (nodes, leaves) = (nodes.get(start.node..node_end)?, leaves.get(start.leaf..leaf_end)?);
            forest.plant(nodes, leaves, &mut planted)?;
        }
        forest.cells.extend([Cell::default(); WINDOW]);
        Some(forest)
    }

    /// Adds a tree. `None` where a feature, child or leaf does not exist or a child does not come after its parent: no
    /// row is to be led astray or around.
    ///
    /// `planted` is room for what stands in each cell, and how deep; it grows by two children a node.
    fn plant(&mut self, nodes: &[[u8; 10]], leaves: &[[u8; 4]], planted: &mut Vec<(i16, u32)>) -> Option<()> {
        let first = self.cells.len();
        planted.clear();
        planted.push((if nodes.is_empty() { !0 } else { 0 }, 0));
        let mut at = 0;
        while let Some(&(child, depth)) = planted.get(at) {
            let (cell, value) = match usize::try_from(child) {
                Err(_) => {
                    let leaf = Cell { threshold: f32::NAN, feature: 0, left: at as u8 };
                    (leaf, f32::from_le_bytes(*leaves.get(usize::from(!child as u16))?))
                }
                Ok(number) => {
                    let node = Node::of(nodes.get(number)?);
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
        let rows = Matrix { values: rows, columns: self.columns };
        let mut scores = Vec::with_capacity(rows.count());
        by_rows(&[rows], |together| self.score(together, &mut scores));
        scores
    }

    /// Adds the log-odds of the rows to a list.
    fn score(&self, rows: &Rows, scores: &mut Vec<f32>) {
        let thinned = Thinned::of(self, &rows.bounds);
        let first = scores.len();
        Arch::new().dispatch(Scoring { forest: self, thinned: &thinned, rows, scores });
        scores.truncate(first + rows.count);
    }
}

/// The trees' sums for some rows, made with the widest instructions that the processor has.
struct Scoring<'a> {
    forest: &'a Forest,
    thinned: &'a Thinned,
    rows: &'a Rows,
    /// Takes them up, [`ABREAST`] at a time.
    scores: &'a mut Vec<f32>,
}

impl NullaryFnOnce for Scoring<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Scoring { forest, thinned, rows, scores } = self;
        for abreast in rows.lanes.chunks_exact(rows.columns.max(1)).take(rows.count.div_ceil(ABREAST)) {
            let mut sums = [0.0f32; ABREAST];
            for (tree, thin) in forest.trees.iter().zip(&thinned.trees) {
                let reached = match thin {
                    Thin::Leaf(value) => [*value; ABREAST],
                    Thin::Splits { splits, first_value } => {
                        let Some(values) = thinned.values[*first_value..].first_chunk() else { continue };
                        leaves(left(&thinned.splits[splits.clone()], abreast), values)
                    }
                    Thin::Whole => {
                        let Some(cells) = forest.cells[tree.first..].first_chunk::<WINDOW>() else {
                            continue;
                        };
                        descend(cells, tree.depth, abreast)
                            .map(|cell| forest.values[tree.first + usize::from(cell)])
                    }
                };
                sums = by_lane(sums, reached, |sum, value| sum + value);
            }
            scores.extend(sums);
        }
    }
}

/// A forest less what none of some rows can come to: much is the same for all blocks of a page, or for the blocks of a
/// part of it.
///
/// What is left of a tree is mostly little enough that no row need go down it. Of each node is known which leaves a row
/// cannot come to that goes right there; the first leaf that is left to it is the row's. Rows are compared with a node
/// side by side.
///
/// Source: Lucchese et al., "QuickScorer" (2015).
struct Thinned {
    /// As the forest has them.
    trees: Vec<Thin>,
    splits: Vec<Split>,
    /// The leaves from left to right, tree behind tree, and [`LEAVES`] more: as many can be taken from each tree's first on.
    values: Vec<f32>,
}

/// What is left of a tree.
enum Thin {
    /// All rows come to one leaf.
    Leaf(f32),
    /// At most [`LEAVES`] leaves.
    Splits { splits: Range<usize>, first_value: usize },
    /// More: rows go down the tree itself.
    Whole,
}

/// A node, and the leaves that a row which goes right there cannot come to.
struct Split {
    feature: u16,
    threshold: f32,
    lost: u32,
}

/// The most leaves of a thinned tree: a bit each.
const LEAVES: usize = u32::BITS as usize;

/// A node on the way to the leaves right of it.
struct Pending {
    split: usize,
    right: u8,
    /// The number of the first leaf below it.
    begin: usize,
}

impl Thinned {
    fn of(forest: &Forest, bounds: &[Bounds]) -> Thinned {
        let room = forest.cells.len() / 4;
        let (splits, values) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut thinned = Thinned { trees: Vec::with_capacity(forest.trees.len()), splits, values };
        let mut pending = Vec::with_capacity(WINDOW);
        for tree in &forest.trees {
            let thin = match forest.cells[tree.first..].first_chunk() {
                Some(cells) => thinned.thin(cells, &forest.values[tree.first..], bounds, &mut pending),
                None => Thin::Whole,
            };
            thinned.trees.push(thin);
        }
        thinned.values.extend([0.0; LEAVES]);
        thinned
    }

    fn thin(
        &mut self,
        cells: &[Cell; WINDOW],
        values: &[f32],
        bounds: &[Bounds],
        pending: &mut Vec<Pending>,
    ) -> Thin {
        let (first_split, first_value) = (self.splits.len(), self.values.len());
        pending.clear();
        let mut at = 0;
        loop {
            at = way(cells, bounds, at);
            let cell = cells[usize::from(at) % WINDOW];
            if cell.left != at {
                let begin = self.values.len() - first_value;
                pending.push(Pending { split: self.splits.len(), right: cell.left + 1, begin });
                self.splits.push(Split { feature: cell.feature, threshold: cell.threshold, lost: 0 });
                at = cell.left;
                continue;
            }
            self.values.push(values[usize::from(at)]);
            let end = self.values.len() - first_value;
            // The leaves left of a node are known once the way turns right.
            let Some(Pending { split, right, begin }) = pending.pop() else { break };
            if end >= LEAVES {
                self.splits.truncate(first_split);
                self.values.truncate(first_value);
                return Thin::Whole;
            }
            self.splits[split].lost = (1 << end) - (1 << begin);
            at = right;
        }
        if self.splits.len() == first_split {
            return self.values.pop().map_or(Thin::Whole, Thin::Leaf);
        }
        Thin::Splits { splits: first_split..self.splits.len(), first_value }
    }
}

/// The first cell from here on at which rows within the bounds may part, or a leaf.
#[inline]
fn way(cells: &[Cell; WINDOW], bounds: &[Bounds], mut at: u8) -> u8 {
    loop {
        let cell = cells[usize::from(at) % WINDOW];
        let (low, high) = bounds[usize::from(cell.feature)];
        // Which way it goes is no branch, as a processor cannot guess it.
        let right = low > cell.threshold;
        if !(right | (high <= cell.threshold)) {
            return at;
        }
        at = cell.left + u8::from(right);
    }
}

/// The leaves that are left to rows, a bit each.
#[inline(always)]
fn left(splits: &[Split], rows: &[Lanes]) -> [u32; ABREAST] {
    let mut left = [u32::MAX; ABREAST];
    for split in splits {
        let Lanes(values) = &rows[usize::from(split.feature)];
        let mut right = [0u32; ABREAST];
        for lane in 0..ABREAST {
            right[lane] = if values[lane] > split.threshold { u32::MAX } else { 0 };
        }
        for lane in 0..ABREAST {
            left[lane] &= !(right[lane] & split.lost);
        }
    }
    left
}

/// The values of the first leaves that are left.
#[inline(always)]
fn leaves(left: [u32; ABREAST], values: &[f32; LEAVES]) -> [f32; ABREAST] {
    // One leaf always is left: that the last is named spares a look whether there is one.
    left.map(|left| values[(left | 1 << (LEAVES - 1)).trailing_zeros() as usize])
}

/// An operation on every lane, in a form that becomes one instruction for several.
#[inline(always)]
fn by_lane(a: [f32; ABREAST], b: [f32; ABREAST], operation: impl Fn(f32, f32) -> f32) -> [f32; ABREAST] {
    std::array::from_fn(|lane| operation(a[lane], b[lane]))
}

/// The probabilities that each of the forests gives every row, whose columns may stand in several matrices. A forest may
/// know the first columns only.
pub fn all(forests: &[&Forest], parts: &[Matrix]) -> Vec<Vec<f32>> {
    let rows = parts.first().map_or(0, Matrix::count);
    let mut scores: Vec<Vec<f32>> = forests.iter().map(|_| Vec::with_capacity(rows)).collect();
    by_rows(parts, |together| {
        for (forest, scores) in forests.iter().zip(&mut scores) {
            forest.score(together, scores);
        }
    });
    scores.iter_mut().flatten().for_each(|score| *score = probability(*score));
    scores
}

/// The probability that log-odds mean.
pub fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The leaves that the rows come to.
#[inline(always)]
fn descend(cells: &[Cell; WINDOW], depth: u32, rows: &[Lanes]) -> [u8; ABREAST] {
    let mut at = [0u8; ABREAST];
    for _ in 0..depth {
        for (lane, at) in at.iter_mut().enumerate() {
            let cell = cells[usize::from(*at) % WINDOW];
            *at = cell.left + u8::from(rows[usize::from(cell.feature)].0[lane] > cell.threshold);
        }
    }
    at
}

impl Start {
    fn of(&[n0, n1, n2, n3, l0, l1, l2, l3]: &[u8; 8]) -> Start {
        let number = |bytes| u32::from_le_bytes(bytes) as usize;
        Start { node: number([n0, n1, n2, n3]), leaf: number([l0, l1, l2, l3]) }
    }
}

impl Node {
    fn of(&[f0, f1, l0, l1, r0, r1, t0, t1, t2, t3]: &[u8; 10]) -> Node {
        Node {
            feature: u16::from_le_bytes([f0, f1]),
            left: i16::from_le_bytes([l0, l1]),
            right: i16::from_le_bytes([r0, r1]),
            threshold: f32::from_le_bytes([t0, t1, t2, t3]),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Rows, and the probabilities that LightGBM gives them by one of the models.
    struct Sample {
        number: usize,
        columns: usize,
        rows: Vec<f32>,
        theirs: Vec<f32>,
    }

    /// A `sample.bin`: model behind model its number, rows, columns (u32), the rows, LightGBM's probabilities. lab/export.py
    /// writes it with the models.
    fn samples(bytes: &[u8]) -> Vec<Sample> {
        let mut reader = Reader(bytes);
        let mut samples = Vec::new();
        while let Some(number) = reader.number() {
            let mut size = || reader.number().unwrap() as usize;
            let (rows, columns) = (size(), size());
            let mut floats = |count| -> Vec<f32> {
                (0..count).map(|_| f32::from_le_bytes(reader.take().unwrap())).collect()
            };
            let (values, theirs) = (floats(rows * columns), floats(rows));
            samples.push(Sample { number: number as usize, columns, rows: values, theirs });
        }
        samples
    }

    /// Checks the models of a file against LightGBM's; gives the most leaves of a tree in each that was checked.
    pub(crate) fn check(model: &[u8], sample: &[u8]) -> Vec<usize> {
        let forests = read(model).unwrap();
        let check = |Sample { number, columns, rows, theirs }: Sample| {
            let forest = &forests[number];
            assert_eq!(forest.columns(), columns);
            let ours = all(&[forest], &[Matrix { values: &rows, columns }]).remove(0);
            assert_eq!(ours.len(), theirs.len());
            for (ours, theirs) in ours.iter().zip(theirs) {
                assert!((ours - theirs).abs() < 1e-5, "model {number}: {ours} {theirs}");
            }
            let ends = forest.trees.iter().skip(1).map(|tree| tree.first);
            let cells = forest.trees.iter().zip(ends).map(|(tree, end)| end - tree.first);
            cells.max().unwrap_or(1).div_ceil(2)
        };
        samples(sample).into_iter().map(check).collect()
    }

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

    #[test]
    fn probabilities_are_lightgbms() {
        let leaves = check(include_bytes!("model.bin"), include_bytes!("sample.bin"));
        assert!(leaves.len() > 1 && leaves.iter().any(|&leaves| leaves > LEAVES), "{leaves:?}");
    }

    /// The log-odds of a row by going down every tree.
    fn walked(forest: &Forest, row: &[f32]) -> f32 {
        forest.trees.iter().fold(0.0, |sum, tree| {
            let cells = &forest.cells[tree.first..];
            let mut at = 0u8;
            for _ in 0..tree.depth {
                let cell = cells[usize::from(at)];
                at = cell.left + u8::from(row[usize::from(cell.feature)] > cell.threshold);
            }
            sum + forest.values[tree.first + usize::from(at)]
        })
    }

    #[test]
    fn thinned_trees_give_the_same_sums_to_the_last_bit() {
        let forests = read(include_bytes!("model.bin")).unwrap();
        let Sample { columns, rows: mut values, theirs, .. } =
            samples(include_bytes!("sample.bin")).into_iter().find(|sample| sample.number == 2).unwrap();
        let rows = theirs.len();
        let second = [&forests[2], &forests[3]];
        let same = |count: usize, values: &[f32]| {
            let values = &values[..count * columns];
            let ours = second[0].scores(values);
            let walked: Vec<f32> = values.chunks_exact(columns).map(|row| walked(second[0], row)).collect();
            assert!(ours.iter().zip(&walked).all(|(a, b)| a.to_bits() == b.to_bits()), "{ours:?} {walked:?}");
            assert_eq!(ours.len(), count);
            let probabilities = all(&second, &[Matrix { values, columns }]);
            let alone = second.map(|forest| forest.scores(values).into_iter().map(probability).collect());
            assert_eq!(probabilities, alone.to_vec() as Vec<Vec<f32>>);
        };
        // One row, which leaves one leaf a tree; rows that fill no group; rows much alike; rows that are all different.
        (0..20).chain([rows]).for_each(|count| same(count, &values));
        let first = values[..columns].to_vec();
        for (at, row) in values.chunks_exact_mut(columns).enumerate() {
            row.copy_from_slice(&first);
            row[at % columns] += 1.0;
        }
        same(rows, &values);
        values[columns + 3] = f32::NAN;
        same(rows, &values);
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
