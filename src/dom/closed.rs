//! Frames written as XML (`<iframe …/>`): HTML takes all that follows, to the end of the page, for their contents.

use std::borrow::Cow;

use memchr::memmem;

/// Adds the end tag to frames that end in `/>` and that no end tag follows before the next frame.
pub fn close_frames(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let finder = memmem::Finder::new("frame");
    let mut out = String::new();
    let mut copied = 0;
    let mut open: Option<usize> = None; // where the end tag of a frame ended by "/>" is missing
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| finder.find(rest)) {
        let name = at + found;
        at = name + 5;
        let before = |text: &str| {
            let start = name.checked_sub(text.len());
            start
                .and_then(|start| bytes.get(start..name))
                .is_some_and(|held| held.eq_ignore_ascii_case(text.as_bytes()))
        };
        if before("</i") {
            open = None;
        } else if before("<i") {
            if let Some(place) = open.take() {
                close(html, &mut out, &mut copied, place);
            }
            let Some(length) = bytes.get(at..).and_then(|rest| memchr::memchr(b'>', rest)) else { break };
            at += length + 1;
            open = bytes.get(..at).is_some_and(|tag| tag.ends_with(b"/>")).then_some(at);
        }
    }
    if let Some(place) = open {
        close(html, &mut out, &mut copied, place);
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

fn close(html: &str, out: &mut String, copied: &mut usize, place: usize) {
    out.push_str(html.get(*copied..place).unwrap_or_default());
    out.push_str("</iframe>");
    *copied = place;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_frames_without_an_end_get_one() {
        let whole = "<iframe src=a/></iframe><p>x";
        assert!(matches!(close_frames(whole), Cow::Borrowed(_)));
        assert_eq!(
            close_frames("<iframe src='a' /><p>x</p><iframe></iframe>"),
            "<iframe src='a' /></iframe><p>x</p><iframe></iframe>"
        );
        assert_eq!(close_frames("<IFRAME/><p>"), "<IFRAME/><p>"); // written in capitals it was never XML
        assert_eq!(close_frames("a<iframe/>"), "a<iframe/></iframe>");
    }
}
