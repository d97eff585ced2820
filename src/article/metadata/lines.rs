//! Names in lines of plain text, read as those of a page.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::first_names::is_first_name;
use super::labelled::begins_signed;
use super::names;
use super::visible::{persons_of_byline, shown_names};

pub(crate) use super::names::is_label;
pub(crate) use super::visible_dates::is_update;

/// Words of names that begin with a small letter.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "al", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el", "la", "le", "ten", "ter", "van",
    "vom", "von", "y", "zu", "zum", "zur",
];

/// The names of a line that says "By …", at its start or behind a date.
pub(crate) fn of_byline(line: &str) -> Vec<String> {
    persons_of_byline(&unglued(line.trim()))
}

/// Words that stand before a name, or behind one, where a text lost the space between two elements: "ByAda Lee",
/// "Ada LeePublished".
const GLUED_BEFORE: &[&str] =
    &["By", "by", "Von", "von", "Par", "par", "Por", "por", "Di", "di", "Autor", "Author"];
#[rustfmt::skip]
const GLUED_BEHIND: &[&str] = &[
    "Published", "Updated", "Posted", "Last", "In", "On", "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
];

/// A line with spaces where elements were glued together.
fn unglued(line: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut from = 0;
    for (at, _) in line.char_indices().skip(1).filter(|(_, next)| next.is_uppercase()) {
        let (before, behind) = line.split_at(at);
        let word = before.rsplit(' ').next().unwrap_or(before);
        let follows = || {
            let word = behind.split([' ', ':', ',']).next().unwrap_or(behind);
            GLUED_BEHIND.contains(&word) && before.ends_with(char::is_lowercase)
        };
        if GLUED_BEFORE.contains(&word) || follows() {
            out.push_str(&line[from..at]);
            out.push(' ');
            from = at;
        }
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    out.push_str(&line[from..]);
    Cow::Owned(out)
}

/// The names that a line is, and nothing else.
pub(crate) fn whole(line: &str) -> Vec<String> {
    let names = shown_names(line);
    if names.iter().all(|name| names::reads_as_person(name)) { names } else { Vec::new() }
}

/// As [`whole`], of first and last names that begin with a common first name, none of them anybody's role.
pub(crate) fn of_persons(line: &str) -> Vec<String> {
    let small = |word: &str| word.starts_with(char::is_lowercase) && !PARTICLES.contains(&word);
    let is_person = |name: &String| {
        names::reads_as_full(name)
            && !name.split(' ').any(small)
            && !names::is_role(name)
            && begins_with_first_name(name)
    };
    let names = shown_names(line);
    if names.iter().all(is_person) { names } else { Vec::new() }
}

/// Whether a text begins with a name's first word: it tells about that person.
pub(crate) fn begins_with_name(text: &str, name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or(name);
    text.strip_prefix(first).is_some_and(|rest| rest.starts_with(' '))
}

/// Whether a name's first word is a common first name, whatever accents it has.
fn begins_with_first_name(name: &str) -> bool {
    let first = name.split([' ', '-']).next().unwrap_or_default();
    let bare: String = first.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect();
    is_first_name(&bare)
}

/// The names of a line that says in full who wrote the text: "Written by …".
pub(crate) fn signed(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.len() > 160 || !begins_signed(line) {
        return None;
    }
    let names = shown_names(line);
    let told = |name: &String| names::reads_as_full(name) || !name.is_ascii();
    (!names.is_empty() && names.iter().all(told)).then_some(names)
}
