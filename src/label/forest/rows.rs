//! Rows laid side by side, so that one instruction compares several.

use std::cell::RefCell;

/// How many rows go down a tree side by side: none waits for another's memory.
pub(super) const ABREAST: usize = 16;

/// The smallest and the largest value of a feature.
pub(super) type Bounds = (f32, f32);

/// How many rows are looked at together: the fewer, the more they have in common, and the more often that is looked for.
const TOGETHER: usize = 256;

/// The values of a feature in [`ABREAST`] rows, side by side.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(super) struct Lanes(pub [f32; ABREAST]);

/// Columns of some rows, row behind row.
#[derive(Clone, Copy)]
pub struct Matrix<'a> {
    /// The values.
    pub values: &'a [f32],
    /// How many a row has.
    pub columns: usize,
}

impl Matrix<'_> {
    pub(super) fn count(&self) -> usize {
        self.values.len() / self.columns.max(1)
    }

    /// So many rows, and those behind them.
    fn split_at(&self, rows: usize) -> [Self; 2] {
        let (first, rest) = self.values.split_at((rows * self.columns).min(self.values.len()));
        [first, rest].map(|values| Matrix { values, columns: self.columns })
    }
}

thread_local!(static ROWS: RefCell<Rows> = RefCell::default());

/// Goes through rows, whose columns may stand in several matrices, some at a time.
pub(super) fn by_rows(parts: &[Matrix], mut take: impl FnMut(&Rows)) {
    let mut rest = parts.to_vec();
    ROWS.with_borrow_mut(|rows| {
        while rest.first().is_some_and(|part| !part.values.is_empty()) {
            let split: Vec<[Matrix; 2]> = rest.iter().map(|part| part.split_at(TOGETHER)).collect();
            rows.take(split.iter().map(|[first, _]| *first));
            take(rows);
            rest.clear();
            rest.extend(split.iter().map(|[_, behind]| *behind));
        }
    });
}

/// Some rows, ready for a forest. A thread keeps its own: their room is much to make anew for each page.
#[derive(Default)]
pub(super) struct Rows {
    /// How many values each has.
    pub columns: usize,
    /// How many there are.
    pub count: usize,
    /// Those of [`ABREAST`] rows, a feature behind the other, then those of the next.
    pub lanes: Vec<Lanes>,
    /// The smallest and the largest value of each feature.
    pub bounds: Vec<Bounds>,
}

impl Rows {
    /// Takes up other rows: the columns of one matrix stand behind those of the matrix before.
    fn take<'a>(&mut self, parts: impl Iterator<Item = Matrix<'a>> + Clone) {
        self.columns = parts.clone().map(|part| part.columns).sum();
        self.count = parts.clone().next().map_or(0, |part| part.count());
        let length = self.count.div_ceil(ABREAST) * self.columns;
        self.lanes.resize(length.max(self.lanes.len()), Lanes([0.0; ABREAST]));
        let mut extremes = vec![Extremes::default(); self.columns];
        let mut odd = 0;
        let groups = self.lanes.chunks_exact_mut(self.columns.max(1));
        for (lanes, number) in groups.zip(0..self.count.div_ceil(ABREAST)) {
            let mut first_column = 0;
            for part in parts.clone() {
                let lanes = &mut lanes[first_column..first_column + part.columns];
                put(lanes, part.split_at(number * ABREAST)[1]);
                first_column += part.columns;
            }
            odd |= widen(&mut extremes, lanes);
        }
        if odd != 0 {
            // What is no number goes left at every node, as the smallest does.
            extremes.iter_mut().for_each(|extremes| extremes.low = [f32::NEG_INFINITY; QUAD]);
        }
        self.bounds.clear();
        self.bounds.extend(extremes.iter().map(Extremes::bounds));
    }
}

/// How many values one instruction takes on any processor.
const QUAD: usize = 4;

/// The smallest and the largest values of a feature in every fourth row.
#[derive(Clone, Copy)]
struct Extremes {
    low: [f32; QUAD],
    high: [f32; QUAD],
}

impl Default for Extremes {
    fn default() -> Extremes {
        Extremes { low: [f32::INFINITY; QUAD], high: [f32::NEG_INFINITY; QUAD] }
    }
}

impl Extremes {
    fn bounds(&self) -> Bounds {
        let low = self.low.into_iter().fold(f32::INFINITY, smaller);
        (low, self.high.into_iter().fold(f32::NEG_INFINITY, larger))
    }
}

/// The smaller of both; the first where the second is no number.
fn smaller(held: f32, value: f32) -> f32 {
    if value < held { value } else { held }
}

/// The larger of both; the first where the second is no number.
fn larger(held: f32, value: f32) -> f32 {
    if value > held { value } else { held }
}

// The loops that follow stand in functions of their own, as the compiler makes them instructions on several values at
// once there; put into what calls them, they became a branch a value.

/// Writes the first [`ABREAST`] rows into the lanes; where rows are wanting, the last stands again.
fn put(lanes: &mut [Lanes], rows: Matrix) {
    let last = rows.count().saturating_sub(1);
    let row = |lane: usize| rows.split_at(lane.min(last))[1].split_at(1)[0].values;
    for first in (0..ABREAST).step_by(QUAD) {
        put_quad(lanes, std::array::from_fn(|lane| row(first + lane)), first);
    }
}

/// Writes rows into the lanes from `first` on.
#[inline(never)]
fn put_quad(lanes: &mut [Lanes], rows: [&[f32]; QUAD], first: usize) {
    let rows = rows.map(|row| row.as_chunks::<QUAD>());
    let [a, b, c, d] = rows.map(|(columns, _)| columns);
    let (quads, rest) = lanes.as_chunks_mut::<QUAD>();
    for ((((quad, a), b), c), d) in quads.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        for (column, Lanes(lanes)) in quad.iter_mut().enumerate() {
            if let Some(lanes) = lanes.get_mut(first..).and_then(|lanes| lanes.first_chunk_mut()) {
                *lanes = [a[column], b[column], c[column], d[column]];
            }
        }
    }
    for (column, Lanes(lanes)) in rest.iter_mut().enumerate() {
        for (lane, (_, row)) in lanes.iter_mut().skip(first).zip(rows) {
            *lane = row.get(column).copied().unwrap_or_default();
        }
    }
}

/// Widens bounds to some rows; not 0 where one of their values is no number.
#[inline(never)]
fn widen(extremes: &mut [Extremes], lanes: &[Lanes]) -> u32 {
    let mut odd = [0; QUAD];
    for (Extremes { low, high }, Lanes(values)) in extremes.iter_mut().zip(lanes) {
        for values in values.as_chunks::<QUAD>().0 {
            for lane in 0..QUAD {
                low[lane] = smaller(low[lane], values[lane]);
                high[lane] = larger(high[lane], values[lane]);
                odd[lane] |= if values[lane].is_nan() { u32::MAX } else { 0 };
            }
        }
    }
    odd.into_iter().fold(0, |all, odd| all | odd)
}
