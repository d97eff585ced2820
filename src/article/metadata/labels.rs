//! The labels around names, found by how a text begins.

use super::names_table::{LABELS, OTHERS};

/// Labels by their first byte: most texts begin like few labels or none.
pub(super) struct ByStart<const N: usize> {
    labels: [&'static str; N],
    /// Where the labels of a first byte start; they go to the next byte's.
    starts: [usize; 257],
}

impl<const N: usize> ByStart<N> {
    const fn of(labels: &[&'static str]) -> ByStart<N> {
        let mut sorted = ByStart { labels: [""; N], starts: [0; 257] };
        let mut next = 0;
        let mut byte = 0;
        while byte < 256 {
            sorted.starts[byte] = next;
            let mut at = 0;
            while at < N {
                if labels[at].as_bytes()[0] as usize == byte {
                    sorted.labels[next] = labels[at];
                    next += 1;
                }
                at += 1;
            }
            byte += 1;
        }
        sorted.starts[256] = next;
        sorted
    }

    /// The labels that may stand at the start of a text.
    pub(super) fn like(&self, text: &str) -> &[&'static str] {
        text.as_bytes().first().map_or(&[], |&byte| self.beginning(byte))
    }

    /// The labels that begin with a byte.
    pub(super) fn beginning(&self, byte: u8) -> &[&'static str] {
        let first = usize::from(byte);
        self.labels.get(self.starts[first]..self.starts[first + 1]).unwrap_or_default()
    }
}

/// [`LABELS`] by first byte.
pub(super) static LABELS_BY_START: ByStart<{ LABELS.len() }> = ByStart::of(LABELS);

/// [`OTHERS`] by first byte.
pub(super) static OTHERS_BY_START: ByStart<{ OTHERS.len() }> = ByStart::of(OTHERS);
