//! Sums over windows of blocks or lines, and how far from each the nearest of a kind stands.

/// Running sums, so that a window's sum is one subtraction. Of single precision the difference of two large sums would
/// lose words on long pages.
pub(crate) struct Sums(Vec<f64>);

impl Sums {
    /// Of numbers, one behind the other.
    pub fn of(values: impl Iterator<Item = f64>) -> Sums {
        let mut sums = Vec::with_capacity(values.size_hint().0 + 1);
        let mut sum = 0.0;
        sums.push(sum);
        for value in values {
            sum += value;
            sums.push(sum);
        }
        Sums(sums)
    }

    /// The sum from one place up to another; what lies behind the end counts nothing.
    pub fn over(&self, from: usize, to: usize) -> f64 {
        let to = to.min(self.0.len() - 1);
        self.0[to] - self.0[from.min(to)]
    }

    /// The sum of all.
    pub fn all(&self) -> f64 {
        self.over(0, usize::MAX)
    }
}

/// Words, and words weighted by a probability.
pub(crate) struct Weighted {
    words: Sums,
    mass: Sums,
}

impl Weighted {
    /// Of the words and the probability of each.
    pub fn of(words: &[f32], probability: &[f32]) -> Weighted {
        let words = || words.iter().map(|&words| f64::from(words));
        let mass = words().zip(probability).map(|(words, &p)| words * f64::from(p));
        Weighted { mass: Sums::of(mass), words: Sums::of(words()) }
    }

    /// The mean probability over a window, by words.
    pub fn mean(&self, from: usize, to: usize) -> f32 {
        let words = self.words.over(from, to);
        if words > 0.0 { (self.mass.over(from, to) / words) as f32 } else { 0.0 }
    }

    /// The expected words of all.
    pub fn expected(&self) -> f32 {
        self.mass.all() as f32
    }

    /// The share of the expected words that stand before a place.
    pub fn before(&self, at: usize) -> f32 {
        (self.mass.over(0, at) / self.mass.all().max(1.0)) as f32
    }
}

/// How far before and behind each of `n` the nearest stands that passes the test; `far` where there is none so near.
pub(crate) fn nearest(n: usize, far: f32, test: impl Fn(usize) -> bool) -> Vec<[f32; 2]> {
    let mut found = vec![[far; 2]; n];
    let mut walk = |order: &mut dyn Iterator<Item = usize>, side: usize| {
        let mut last: Option<usize> = None;
        for at in order {
            found[at][side] = last.map_or(far, |last| (last.abs_diff(at) as f32).min(far));
            if test(at) {
                last = Some(at);
            }
        }
    };
    walk(&mut (0..n), 0);
    walk(&mut (0..n).rev(), 1);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_of_long_pages_lose_no_words() {
        let n = 3_000_000;
        let weighted = Weighted::of(&vec![9.7; n], &vec![0.3; n]);
        for from in [0, n / 2, n - 20] {
            assert!((weighted.mean(from, from + 3) - 0.3).abs() < 1e-6, "{from}");
        }
        assert_eq!((weighted.mean(n, n + 3), weighted.mean(n - 1, n + 3)), (0.0, 0.3));
        assert!((weighted.before(n / 2) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn the_nearest_on_either_side() {
        let found = nearest(5, 3.0, |at| at == 1);
        assert_eq!(found, [[3.0, 1.0], [3.0, 3.0], [1.0, 3.0], [2.0, 3.0], [3.0, 3.0]]);
    }
}
