//! Aligns a page's words with the gold text's, in order, anchored on n-grams that are unique on both sides
//! (patience diff), so that long pages take no quadratic time.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

/// The words of a text as hashes: lower-case runs of letters and digits.
pub fn words(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        for token in split_unspaced(word) {
            let mut hasher = FxHasher::default();
            token.to_lowercase().hash(&mut hasher);
            out.push(hasher.finish());
        }
    }
    out
}

/// Scripts written without spaces: a character counts as a word, so that a block can be told from its neighbours.
fn split_unspaced(word: &str) -> Vec<&str> {
    if word.chars().all(|c| c < '\u{e00}') {
        return vec![word];
    }
    word.char_indices().map(|(at, c)| &word[at..at + c.len_utf8()]).collect()
}

/// For each page word, whether it stands in the gold text at its place.
pub fn align(page: &[u64], gold: &[u64]) -> Vec<bool> {
    let mut matched = vec![false; page.len()];
    let mut open = vec![(0..page.len(), 0..gold.len())];
    while let Some((p, g)) = open.pop() {
        if p.is_empty() || g.is_empty() {
            continue;
        }
        let longest = if p.len().max(g.len()) > 60 { 2 } else { 1 };
        for n in [6, 4, 3, 2, 1].into_iter().filter(|&n| n >= longest) {
            let chain = increasing(anchors(page, gold, &p, &g, n));
            if chain.is_empty() {
                continue;
            }
            split(&chain, n, &p, &g, &mut matched, &mut open);
            break;
        }
    }
    matched
}

/// Marks the anchors and queues the gaps between them.
fn split(
    chain: &[(usize, usize)],
    n: usize,
    p: &Range<usize>,
    g: &Range<usize>,
    matched: &mut [bool],
    open: &mut Vec<(Range<usize>, Range<usize>)>,
) {
    let (mut from_p, mut from_g) = (p.start, g.start);
    for &(at_p, at_g) in chain {
        if at_p >= from_p && at_g >= from_g {
            open.push((from_p..at_p, from_g..at_g));
        }
        matched[at_p..at_p + n].fill(true);
        from_p = at_p + n;
        from_g = at_g + n;
    }
    if from_p < p.end && from_g < g.end {
        open.push((from_p..p.end, from_g..g.end));
    }
}

fn anchors(page: &[u64], gold: &[u64], p: &Range<usize>, g: &Range<usize>, n: usize) -> Vec<(usize, usize)> {
    let unique = |words: &[u64], range: &Range<usize>| {
        let mut seen: FxHashMap<u64, Option<usize>> = FxHashMap::default();
        for at in range.start..(range.end + 1).saturating_sub(n) {
            let mut hasher = FxHasher::default();
            words[at..at + n].hash(&mut hasher);
            seen.entry(hasher.finish()).and_modify(|place| *place = None).or_insert(Some(at));
        }
        seen
    };
    let in_gold = unique(gold, g);
    let mut pairs: Vec<(usize, usize)> =
        unique(page, p).into_iter().filter_map(|(gram, at)| Some((at?, (*in_gold.get(&gram)?)?))).collect();
    pairs.sort_unstable();
    pairs
}

/// The longest chain of pairs that increases on both sides.
fn increasing(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; pairs.len()];
    for (index, &(_, gold)) in pairs.iter().enumerate() {
        let place = tails.partition_point(|&tail| pairs[tail].1 < gold);
        if place > 0 {
            before[index] = tails[place - 1];
        }
        if place == tails.len() { tails.push(index) } else { tails[place] = index }
    }
    let mut chain = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        chain.push(pairs[at]);
        at = before[at];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_order_are_aligned_and_others_not() {
        let page = words("Home News The rain fell on the hills all day long Share this The end");
        let gold = words("The rain fell on the hills all day long The end");
        let matched = align(&page, &gold);
        let kept = matched.iter().filter(|&&hit| hit).count();
        assert_eq!(kept, gold.len());
        assert!(!matched[0] && !matched[1]);
    }
}
