//! Author lines: whose name they hold, and what the author is here.

use super::clue::{Clue, clue, date_span};
use super::names_table::{AFTER, AUTHOR, BEFORE, BY, GUEST, MEMBER, MODERATOR, POSTS, STAFF, VERBS};
use crate::phrases;
use crate::record::Role;

/// What a badge or label says that the author is here.
pub(crate) fn role_of(text: &str) -> Option<Role> {
    let lower = text.trim().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let is = |words: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    if has(GUEST) {
        Some(Role::Guest)
    } else if has(MODERATOR) {
        Some(Role::Moderator)
    } else if is(&["op", "ts"]) && lower.len() < 12 || has(AUTHOR) && lower.len() < 20 {
        Some(Role::Author)
    } else if has(STAFF) {
        Some(Role::Staff)
    } else if has(MEMBER) {
        Some(Role::Member)
    } else {
        None
    }
}

/// Whether the words are no label: "Guest" stands for a name, "Reply" and "Author" do not.
pub(crate) fn may_be_name(text: &str) -> bool {
    match clue(text) {
        None => true,
        Some(Clue::Role) => role_of(text) == Some(Role::Guest),
        Some(_) => false,
    }
}

/// The line without what its writer has written, as a number in brackets at its end: "Ada (157)".
fn without_number(line: &str) -> &str {
    let inner = line.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    inner.filter(|(name, count)| !name.is_empty() && number(count)).map_or(line, |(name, _)| name)
}

/// The longest author line, in bytes.
const LONGEST_LINE: usize = 400;

/// The name in an author line: "Name says:", "Posted by Name on".
pub(crate) fn clean_name(text: &str) -> Option<String> {
    let line = author_line(text)?;
    let mut words: Vec<&str> = phrases::strip_says(line).split_whitespace().collect();
    drop_labels(&mut words);
    if let [alone] = words.as_slice()
        && VERBS.contains(&bare(alone).as_str())
    {
        return None;
    }
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| {
        matches!(c, ':' | ',' | '•' | '·' | '|' | '»' | '«' | '›' | '~') || c.is_whitespace()
    });
    let long = name.chars().count() > 60 || name.split_whitespace().count() > 8;
    if name.is_empty() || long || !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(name.to_owned())
}

/// The first line that says something, less its date, markup and number.
fn author_line(text: &str) -> Option<&str> {
    let mut line = text.split('\n').map(str::trim).find(|line| line.chars().any(char::is_alphanumeric))?;
    if let Some(span) = date_span(line).filter(|span| line[span.clone()].chars().any(|c| c.is_ascii_digit()))
    {
        line = line[..span.start].trim();
    }
    // Markup that a site escaped once too often.
    if let Some(inner) = line.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        line = inner.1.split('<').next().unwrap_or_default();
    }
    (line.len() <= LONGEST_LINE).then(|| without_number(line))
}

/// Takes out what stands before and behind the name: "Posted by", "on".
fn drop_labels(words: &mut Vec<&str>) {
    if let [what, by, _, ..] = words.as_slice()
        && POSTS.contains(&bare(what).as_str())
        && BY.contains(&bare(by).as_str())
    {
        words.drain(..2);
    }
    let leads = |word: &str| {
        BEFORE.contains(&bare(word).as_str())
            || word.trim_matches(['#', ':', '.', ',']).is_empty()
            || word.strip_prefix('#').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    while words.len() > 1 && words.first().is_some_and(|word| leads(word)) {
        words.remove(0);
    }
    let trails = |word: &str| {
        AFTER.contains(&bare(word).as_str())
            || !word.chars().any(char::is_alphanumeric) && word.chars().all(|c| c.is_ascii_punctuation())
    };
    while words.len() > 1 && words.last().is_some_and(|word| trails(word)) {
        words.pop();
    }
}

/// A word of an author line as the lists have it.
fn bare(word: &str) -> String {
    word.trim_matches([':', ',', '(']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_counts_were_names() {
        for (line, name) in [
            ("Posted by Ada Quill on", Some("Ada Quill")),
            ("Beitrag von Ada", Some("Ada")),
            ("Message by: Ada", Some("Ada")),
            ("Post Malone", Some("Post Malone")),
            ("Ada C(157)", Some("Ada C")),
            ("Ada (157)", Some("Ada")),
            ("Soumis par Ada Quill", Some("Ada Quill")),
            ("#3 訪客 於 2013/12/28 20:34", Some("訪客")),
            ("Commented", None),
            ("answered:", None),
        ] {
            assert_eq!(clean_name(line).as_deref(), name, "{line}");
        }
        assert_eq!(clean_name(&"by ".repeat(100_000)), None);
    }

    #[test]
    fn letters_inside_words_were_roles() {
        for (badge, role) in [
            ("Development", None),
            ("Top Veteran", None),
            ("OP", Some(Role::Author)),
            ("Post author", Some(Role::Author)),
            ("Thread Starter", Some(Role::Author)),
            ("Moderator", Some(Role::Moderator)),
        ] {
            assert_eq!(role_of(badge), role, "{badge}");
        }
    }
}
