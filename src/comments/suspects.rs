//! Which known systems may stand on a page, by the names in it: only these are looked for in earnest.

use std::sync::LazyLock;

use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::systems::SYSTEMS;

/// The marks of all systems, by the three bytes that they begin with: that rejects nearly every name of a page.
struct SystemMarks {
    /// A bit for each hash of three such bytes.
    starts: [u64; STARTS],
    names: FxHashMap<[u8; 3], Vec<SystemMark>>,
    /// Ends of item types.
    types: Vec<(&'static str, usize)>,
}

const STARTS: usize = 64;

/// The word of [`SystemMarks::starts`] and the bit in it.
fn start(&[a, b, c]: &[u8; 3]) -> (usize, u64) {
    let hash = (usize::from(a) << 5) ^ (usize::from(b) << 3) ^ usize::from(c) ^ (usize::from(b) << 7);
    (hash >> 6 & (STARTS - 1), 1 << (hash & 63))
}

struct SystemMark {
    text: &'static str,
    prefix: bool,
    /// The system's place in the table.
    system: usize,
}

static MARKS: LazyLock<SystemMarks> = LazyLock::new(|| {
    let mut marks = SystemMarks { starts: [0; STARTS], names: FxHashMap::default(), types: Vec::new() };
    for (system, entry) in SYSTEMS.iter().enumerate() {
        for &mark in entry.marks {
            if let Some(end) = mark.strip_prefix('*') {
                marks.types.push((end, system));
                continue;
            }
            let text = mark.trim_end_matches('*');
            if let Some(key) = text.as_bytes().first_chunk() {
                let prefix = text.len() < mark.len();
                let (word, bit) = start(key);
                marks.starts[word] |= bit;
                marks.names.entry(*key).or_default().push(SystemMark { text, prefix, system });
            }
        }
    }
    marks
});

impl SystemMarks {
    /// Notes the systems whose marks stand in a list of names.
    fn note(&self, list: &str, seen: &mut [bool]) {
        for name in list.split_ascii_whitespace() {
            let Some(key) = name.as_bytes().first_chunk() else { continue };
            let (word, bit) = start(key);
            if self.starts[word] & bit == 0 {
                continue;
            }
            let Some(marks) = self.names.get(key) else { continue };
            for mark in marks {
                if if mark.prefix { name.starts_with(mark.text) } else { name == mark.text } {
                    seen[mark.system] = true;
                }
            }
        }
    }

    /// Notes the systems whose marks end an item type.
    fn note_types(&self, list: &str, seen: &mut [bool]) {
        self.note(list, seen);
        for name in list.split_ascii_whitespace() {
            for &(end, system) in &self.types {
                seen[system] |= name.ends_with(end);
            }
        }
    }
}

/// Which systems may stand on the page.
pub struct Suspects {
    /// By their place in the table.
    seen: Vec<bool>,
}

impl Suspects {
    /// None so far.
    pub fn new() -> Suspects {
        Suspects { seen: vec![false; SYSTEMS.len()] }
    }

    /// Their places in the table.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.seen.len()).filter(|&place| self.seen[place])
    }

    /// Notes what an element's name, or its class or id, speaks for.
    pub fn note(&mut self, list: &str) {
        MARKS.note(list, &mut self.seen);
    }

    /// Notes what another attribute speaks for: item types do.
    pub fn note_type(&mut self, name: &LocalName, value: &str) {
        if *name == local_name!("itemtype") || &**name == "typeof" {
            MARKS.note_types(value, &mut self.seen);
        }
    }
}
