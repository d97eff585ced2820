//! Elements written as XML (`<iframe …/>`, `<textarea …/>`): HTML takes all that follows, to the end of the page, for
//! their contents.

use std::borrow::Cow;

use memchr::memmem;

/// The start of each such element's tag, and its end tag. In capitals it was never XML.
const ELEMENTS: &[(&str, &str)] = &[("<iframe", "</iframe>"), ("<textarea", "</textarea>")];

/// Adds the end tag to frames and text areas that end in `/>` and that no end tag follows before the next of them.
pub fn close_empty(html: &str) -> Cow<'_, str> {
    let mut missing: Vec<(usize, &str)> = Vec::new();
    for &(start, end) in ELEMENTS {
        note_missing(html, start, end, &mut missing);
    }
    if missing.is_empty() {
        return Cow::Borrowed(html);
    }
    missing.sort_unstable();
    let mut out = String::with_capacity(html.len() + 12 * missing.len());
    let mut copied = 0;
    for (place, end) in missing {
        out.push_str(html.get(copied..place).unwrap_or_default());
        out.push_str(end);
        copied = place;
    }
    out.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where an end tag is missing, behind the start tag.
fn note_missing<'e>(html: &str, start: &str, end: &'e str, missing: &mut Vec<(usize, &'e str)>) {
    let bytes = html.as_bytes();
    let mut starts = memmem::find_iter(bytes, start).peekable();
    while let Some(from) = starts.next() {
        let next = starts.peek().copied().unwrap_or(bytes.len());
        let rest = &bytes[from + start.len()..];
        let named = rest.first().is_some_and(|&byte| matches!(byte, b' ' | b'/' | b'\t' | b'\n' | b'\r'));
        let Some(length) = memchr::memchr(b'>', rest).filter(|_| named) else { continue };
        let place = from + start.len() + length + 1;
        let empty = length > 0 && rest[length - 1] == b'/';
        if empty && !bytes.get(place..next).is_some_and(|inside| holds_end(inside, end)) {
            missing.push((place, end));
        }
    }
}

/// Whether the end tag stands there, in small letters or capitals.
fn holds_end(inside: &[u8], end: &str) -> bool {
    let name = &end.as_bytes()[..end.len() - 1];
    memmem::find_iter(inside, b"</")
        .any(|at| inside.get(at..at + name.len()).is_some_and(|held| held.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_elements_without_an_end_get_one() {
        for whole in [
            "<iframe src=a/></iframe><p>x",
            "<textarea name=a />text</TEXTAREA>",
            "<IFRAME/><p>",
            "<iframes/><p>",
            "<textarea",
        ] {
            assert!(matches!(close_empty(whole), Cow::Borrowed(_)), "{whole}");
        }
        assert_eq!(
            close_empty("<iframe src='a' /><p>x</p><iframe></iframe>"),
            "<iframe src='a' /></iframe><p>x</p><iframe></iframe>"
        );
        assert_eq!(close_empty("a<iframe/>"), "a<iframe/></iframe>");
        assert_eq!(
            close_empty("<textarea rows='6'/><p>x</p><iframe/><textarea/>"),
            "<textarea rows='6'/></textarea><p>x</p><iframe/></iframe><textarea/></textarea>"
        );
    }
}
