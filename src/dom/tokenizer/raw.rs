//! Where text ends that knows no markup but its element's end tag.

use memchr::memchr_iter;

use super::ends_name;

/// How much of the text stands before the end tag of that name; all where there is none.
pub(in crate::dom) fn length(text: &[u8], name: &str) -> usize {
    let mut starts = memchr_iter(b'<', text);
    starts.find(|&at| is_end_tag(&text[at..], name.as_bytes())).unwrap_or(text.len())
}

fn is_end_tag(text: &[u8], name: &[u8]) -> bool {
    text.get(1) == Some(&b'/') && is_name(&text[2..], name)
}

/// Whether the text begins with a name and the name ends there.
fn is_name(text: &[u8], name: &[u8]) -> bool {
    text.len() > name.len() && text[..name.len()].eq_ignore_ascii_case(name) && ends_name(text[name.len()])
}

/// How deep in a comment a script's text stands. Old pages hid scripts in comments, and the standard honours that.
#[derive(Clone, Copy, PartialEq)]
enum Hidden {
    No,
    InComment,
    /// In a script tag in the comment: its end tag ends it alone.
    InScript,
}

/// How much of a script's text stands before its end tag; all where there is none.
///
/// Source: WHATWG HTML, "script data state" and those after it.
pub(super) fn script_length(text: &[u8]) -> usize {
    let mut hidden = Hidden::No;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| next_mark(rest, hidden)) {
        at += found;
        let rest = &text[at..];
        match hidden {
            _ if hidden != Hidden::No && rest.starts_with(b"-->") => {
                hidden = Hidden::No;
                at += 3;
            }
            Hidden::No | Hidden::InComment if is_end_tag(rest, b"script") => return at,
            Hidden::No if rest.starts_with(b"<!--") => {
                hidden = Hidden::InComment;
                at += 2; // its dashes may be those of the end
            }
            Hidden::InComment if is_name(&rest[1..], b"script") => {
                hidden = Hidden::InScript;
                at += 1;
            }
            Hidden::InScript if is_end_tag(rest, b"script") => {
                hidden = Hidden::InComment;
                at += 1;
            }
            _ => at += 1,
        }
    }
    text.len()
}

/// Where something stands that may matter.
fn next_mark(text: &[u8], hidden: Hidden) -> Option<usize> {
    match hidden {
        Hidden::No => memchr::memchr(b'<', text),
        _ => memchr::memchr2(b'<', b'-', text),
    }
}
