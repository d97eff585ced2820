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
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Tree {
    node: u32,
    leaf: u32,
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
        let forest = Forest {
            columns,
            trees: (0..trees)
                .map(|_| Some(Tree { node: reader.number()?, leaf: reader.number()? }))
                .collect::<Option<_>>()?,
            nodes: (0..nodes).map(|_| Node::read(reader)).collect::<Option<_>>()?,
            leaves: (0..leaves).map(|_| reader.float()).collect::<Option<_>>()?,
        };
        forest.is_sound().then_some(forest)
    }

    /// Whether every feature, child and leaf exists and children come after their parents, so that no row can lead
    /// astray or around.
    fn is_sound(&self) -> bool {
        let ends = self.trees.iter().skip(1).map(|tree| (tree.node as usize, tree.leaf as usize));
        let ends = ends.chain([(self.nodes.len(), self.leaves.len())]);
        self.trees.iter().zip(ends).all(|(tree, (node_end, leaf_end))| {
            let (first, first_leaf) = (tree.node as usize, tree.leaf as usize);
            let Some(nodes) = self.nodes.get(first..node_end) else { return false };
            first_leaf < leaf_end
                && leaf_end <= self.leaves.len()
                && nodes.iter().enumerate().all(|(at, node)| {
                    usize::from(node.feature) < self.columns
                        && [node.left, node.right].iter().all(|&child| match usize::try_from(child) {
                            Ok(child) => at < child && child < nodes.len(),
                            Err(_) => first_leaf + (!child) as usize * usize::from(child < 0) < leaf_end,
                        })
                })
        })
    }

    /// How many values a row must have.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The log-odds of every row: `rows` holds them one behind the other.
    pub fn scores(&self, rows: &[f32]) -> Vec<f32> {
        let mut scores = vec![0.0f32; rows.len() / self.columns.max(1)];
        // A tree at a time: its nodes stay in the cache while all rows pass.
        for (at, tree) in self.trees.iter().enumerate() {
            let end = self.trees.get(at + 1).map_or(self.nodes.len(), |next| next.node as usize);
            let nodes = &self.nodes[tree.node as usize..end];
            let leaves = &self.leaves[tree.leaf as usize..];
            for (row, score) in rows.chunks_exact(self.columns).zip(&mut scores) {
                *score += leaves[leaf(nodes, row)];
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

#[inline]
fn leaf(nodes: &[Node], row: &[f32]) -> usize {
    let mut at = 0i16;
    if nodes.is_empty() {
        return 0;
    }
    while at >= 0 {
        let node = &nodes[at as usize];
        at = if row[usize::from(node.feature)] <= node.threshold { node.left } else { node.right };
    }
    usize::from(!at as u16)
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
