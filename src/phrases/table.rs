//! The phrase table (data only), joined from its parts in the order of the kinds.
//!
//! `table_comments.rs` holds the kinds around comments and forum posts,
//! `table_page.rs` those of the page around the article.

use super::{Entry, Phrase, Position, table_comments, table_page};

const COUNT: usize = table_comments::TABLE.len() + table_page::TABLE.len();

const fn join() -> [Entry; COUNT] {
    let blank = super::entry(Phrase::ReplyForm, "", Position::Whole, "");
    let mut all = [blank; COUNT];
    let first = table_comments::TABLE;
    let mut i = 0;
    while i < COUNT {
        all[i] = if i < first.len() { first[i] } else { table_page::TABLE[i - first.len()] };
        i += 1;
    }
    all
}

static ALL: [Entry; COUNT] = join();

/// Every phrase known, sorted by kind, language, text and place.
pub static TABLE: &[Entry] = &ALL;
