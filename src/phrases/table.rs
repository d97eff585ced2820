//! The phrase table, joined from its parts in the order of the kinds.
//!
//! `table_comments.rs` holds the kinds around comments and forum posts,
//! `table_page.rs` those of the page around the article (data only).
//!
//! The compiler writes all phrases one behind the other, and entries say where theirs stands: tens of thousands of
//! pointers would have to be set each time a program starts.

use super::{Phrase, Position, table_comments, table_page};

/// A phrase as its table writes it.
#[derive(Clone, Copy)]
pub(super) struct Row {
    phrase: Phrase,
    lang: &'static str,
    place: Position,
    text: &'static str,
}

pub(super) const fn row(phrase: Phrase, lang: &'static str, place: Position, text: &'static str) -> Row {
    Row { phrase, lang, place, text }
}

/// A phrase of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its first byte in the text of all.
    start: u32,
    length: u16,
    /// What the phrase says.
    pub phrase: Phrase,
    /// Where it has to stand.
    pub place: Position,
    lang: [u8; 2],
}

impl Entry {
    /// The phrase, folded (see [`fold`](super::fold)).
    pub fn text(&self) -> &'static str {
        let start = self.start as usize;
        &TEXTS[start..start + self.length as usize]
    }

    /// The language's ISO 639-1 code.
    pub fn lang(&self) -> &str {
        std::str::from_utf8(&self.lang).unwrap_or_default()
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Entry { phrase, place, .. } = self;
        write!(f, "{phrase:?} {} {place:?} {:?}", self.lang(), self.text())
    }
}

const PARTS: [&[Row]; 2] = [table_comments::TABLE, table_page::TABLE];

/// How many phrases there are, and how many bytes.
const SIZE: (usize, usize) = {
    let (mut count, mut bytes, mut part) = (0, 0, 0);
    while part < PARTS.len() {
        let mut i = 0;
        while i < PARTS[part].len() {
            bytes += PARTS[part][i].text.len();
            i += 1;
        }
        count += i;
        part += 1;
    }
    (count, bytes)
};

const fn join() -> ([Entry; SIZE.0], [u8; SIZE.1]) {
    let blank =
        Entry { start: 0, length: 0, phrase: Phrase::ReplyForm, place: Position::Whole, lang: [0; 2] };
    let (mut entries, mut texts) = ([blank; SIZE.0], [0; SIZE.1]);
    let (mut count, mut start, mut part) = (0, 0, 0);
    while part < PARTS.len() {
        let mut i = 0;
        while i < PARTS[part].len() {
            let Row { phrase, lang, place, text } = PARTS[part][i];
            let length = text.len();
            assert!(length <= u16::MAX as usize, "a phrase is no book");
            let [one, other] = lang.as_bytes() else { panic!("a language has two letters") };
            entries[count] =
                Entry { start: start as u32, length: length as u16, phrase, place, lang: [*one, *other] };
            texts.split_at_mut(start).1.split_at_mut(length).0.copy_from_slice(text.as_bytes());
            start += length;
            count += 1;
            i += 1;
        }
        part += 1;
    }
    (entries, texts)
}

const JOINED: ([Entry; SIZE.0], [u8; SIZE.1]) = join();
static ENTRIES: [Entry; SIZE.0] = JOINED.0;
static BYTES: [u8; SIZE.1] = JOINED.1;

/// All phrases, one behind the other.
static TEXTS: &str = match std::str::from_utf8(&BYTES) {
    Ok(texts) => texts,
    Err(_) => panic!("strings hold no other bytes"),
};

/// Every phrase known, sorted by kind, language, text and place.
pub static TABLE: &[Entry] = &ENTRIES;
