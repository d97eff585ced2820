//! What the words of class, id and similar attributes say of an element's part in a comment.

use std::sync::LazyLock;

use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::suspects::Suspects;
pub(super) use super::words_table::*;
use crate::dom::{Dom, NodeId, Tag};
use crate::pieces::{self, LETTERS, Pieces};

/// The hints of every element, by node.
pub(super) struct Words {
    own: Vec<Hints>,
}

impl Words {
    /// Reads class, id, itemprop, itemtype, rel and test marks of every element; each distinct text once.
    /// On the way it notes the known systems whose marks it meets.
    pub(super) fn of(dom: &Dom, suspects: &mut Suspects) -> Words {
        let mut seen: FxHashMap<&str, Seen> = FxHashMap::default();
        let mut tokens: FxHashMap<&str, Hints> = FxHashMap::default();
        let mut own = vec![0; dom.len()];
        for id in dom.ids() {
            if !dom.is_element(id) {
                continue;
            }
            let whole = matches!(dom.tag(id), Tag::Html | Tag::Body | Tag::Head);
            for (name, value) in dom.atoms(id) {
                let marks = matches!(*name, local_name!("class") | local_name!("id"));
                if !marks {
                    suspects.note_type(name, value);
                }
                if !whole && value.len() < 400 && (marks || is_telling(name)) {
                    let seen = seen
                        .entry(value)
                        .or_insert_with(|| Seen { hints: hints(value, &mut tokens), noted: false });
                    own[id.index()] |= seen.hints;
                    if marks && !std::mem::replace(&mut seen.noted, true) {
                        suspects.note(value);
                    }
                } else if marks {
                    suspects.note(value);
                }
            }
            match dom.tag(id) {
                Tag::Other => {
                    let name = dom.name(id).unwrap_or_default();
                    suspects.note(name);
                    if name.contains('-') {
                        own[id.index()] |= hints(name, &mut tokens);
                    }
                }
                Tag::Nav | Tag::Aside => own[id.index()] |= SIDE,
                Tag::Time => own[id.index()] |= DATE,
                _ => {}
            }
        }
        Words { own }
    }

    /// What the element's own attributes say.
    pub(super) fn own(&self, id: NodeId) -> Hints {
        self.own[id.index()]
    }

    /// Whether one of the hints is the element's own.
    pub(super) fn has(&self, id: NodeId, hints: Hints) -> bool {
        self.own[id.index()] & hints != 0
    }
}

/// What is known of an attribute's value.
struct Seen {
    hints: Hints,
    /// Whether it was looked at for marks of systems.
    noted: bool,
}

/// Whether an attribute's value may say what its element is for.
fn is_telling(name: &LocalName) -> bool {
    match *name {
        local_name!("rel") => true,
        local_name!("href") | local_name!("src") | local_name!("style") | local_name!("alt") => false,
        _ => {
            matches!(&**name, "itemprop" | "itemtype" | "role" | "data-type" | "data-role")
                || name.starts_with("data-test")
        }
    }
}

/// [`ROOTS`] and [`WORDS`], ready for the search.
struct Tables {
    roots: Pieces,
    words: pieces::Words,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    roots: Pieces::of(ROOTS.iter().copied()),
    words: pieces::Words::of(WORDS.iter().copied()),
});

/// The hints of a value's tokens; each distinct one is read once.
fn hints<'p>(value: &'p str, known: &mut FxHashMap<&'p str, Hints>) -> Hints {
    let mut hint = |token| *known.entry(token).or_insert_with(|| token_hints(token));
    value.split_ascii_whitespace().fold(0, |found, token| found | hint(token))
}

fn token_hints(token: &str) -> Hints {
    let tables = &*TABLES;
    let mut found = tables.roots.in_name(token.as_bytes());
    // Utility classes ("md:text-sm", "min-h-[64px]") speak of looks only.
    if token.bytes().any(|byte| byte == b':' || byte == b'[') {
        return found;
    }
    found |= tables.words.in_name(token.as_bytes(), LETTERS);
    if found & BODY != 0
        && (token.starts_with("text-") || token.starts_with("content-") || token.contains("-content-"))
    {
        found &= !BODY;
    }
    if found & OWNER != 0 {
        found &= !AUTHOR;
    }
    if found & COMMENTARY != 0 {
        found &= !COMMENT;
    }
    if VEILS.contains(&token) {
        found |= VEILED;
    }
    if found & RECENT != 0 && found & COMMENT != 0 {
        found |= NEVER;
    }
    found & !(RECENT | COMMENTARY)
}
