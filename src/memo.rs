//! What a function found for a short text the last time.
//!
//! The same few words stand all over a page and all over a site ("Reply", "Share", "3 May 2019"), and several rooms
//! ask the same question of them. A memo is no part of a result: it only spares the search.

use std::cell::RefCell;
use std::thread::LocalKey;

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// How many texts a memo holds; each has one place, so that no choice of texts can make looking up slow.
const PLACES: usize = 1 << 12;

/// How many it holds at first: a program that ends after one page pays for no more.
const FIRST_PLACES: usize = 1 << 8;

/// The longest text that is kept, in bytes.
const LONGEST: usize = 160;

/// The answers of one function, by text; one a thread.
pub struct Memo<T> {
    places: Vec<Option<(Box<str>, T)>>,
    /// How many answers were put in.
    put: usize,
}

impl<T: Clone> Memo<T> {
    /// An empty memo.
    pub const fn new() -> Memo<T> {
        Memo { places: Vec::new(), put: 0 }
    }

    /// The place of a text with this hash, in a memo with places.
    fn place(&self, hash: u64) -> usize {
        hash as usize & (self.places.len() - 1)
    }

    /// What is held for the text.
    fn get(&self, hash: u64, text: &str) -> Option<T> {
        if self.places.is_empty() {
            return None;
        }
        let (held, answer) = self.places[self.place(hash)].as_ref()?;
        (**held == *text).then(|| answer.clone())
    }

    fn put(&mut self, hash: u64, text: &str, answer: T) {
        if self.places.is_empty() {
            self.places.resize_with(FIRST_PLACES, || None);
        } else if self.put == self.places.len() && self.places.len() < PLACES {
            // What it knew it may find again: a site's next page asks the same.
            self.places = Vec::new();
            self.places.resize_with(PLACES, || None);
        }
        self.put += 1;
        let place = self.place(hash);
        self.places[place] = Some((text.into(), answer));
    }
}

/// `find`'s answer for the text, from the memo where that has it. `find` must depend on the text alone.
pub fn recall<T: Clone>(
    memo: &'static LocalKey<RefCell<Memo<T>>>,
    text: &str,
    find: impl FnOnce(&str) -> T,
) -> T {
    if text.len() > LONGEST {
        return find(text);
    }
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let hash = hasher.finish();
    if let Some(answer) = memo.with_borrow(|memo| memo.get(hash, text)) {
        return answer;
    }
    let answer = find(text);
    memo.with_borrow_mut(|memo| memo.put(hash, text, answer.clone()));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local!(static LENGTHS: RefCell<Memo<usize>> = const { RefCell::new(Memo::new()) });

    #[test]
    fn each_text_has_its_own_answer() {
        let texts: Vec<String> = (0..3 * PLACES).map(|n| "x".repeat(n % 300)).collect();
        for text in texts.iter().chain(&texts) {
            assert_eq!(recall(&LENGTHS, text, str::len), text.len());
        }
    }

    #[test]
    fn a_text_is_searched_once() {
        recall(&LENGTHS, "once", str::len);
        assert_eq!(recall(&LENGTHS, "once", |_| unreachable!("the memo has it")), 4);
    }
}
