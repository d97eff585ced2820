//! Elements written as XML (`<iframe …/>`, `<textarea …/>`): HTML takes all that follows, to the end of the page, for
//! their contents.

use std::borrow::Cow;

use memchr::memmem;

use super::tokenizer::raw;

/// The start of each such element's tag, its name, and its end tag. In capitals it was never XML.
const ELEMENTS: &[(&str, &str, &str)] =
    &[("<iframe", "iframe", "</iframe>"), ("<textarea", "textarea", "</textarea>")];

/// As [`ELEMENTS`], of pages that say that they are XML: scripts with an address are written so there.
const IN_XML: &[(&str, &str, &str)] =
    &[("<script", "script", "</script>"), ("<style", "style", "</style>"), ("<title", "title", "</title>")];

/// Whether the page says of itself that it is XML.
fn is_xml(html: &str) -> bool {
    let head = &html[..html.floor_char_boundary(1024)];
    head.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml")
        && head.contains("http://www.w3.org/1999/xhtml")
}

/// Adds the end tag to frames and text areas, in XML to scripts too, that end in `/>` and that no end tag follows before
/// the next of them.
pub(super) fn close_empty(html: &str) -> Cow<'_, str> {
    let mut missing: Vec<(usize, &str)> = Vec::new();
    let in_xml = if is_xml(html) { IN_XML } else { &[] };
    for &(start, name, end) in ELEMENTS.iter().chain(in_xml) {
        missing.extend(missing_ends(html.as_bytes(), start, name).into_iter().map(|place| (place, end)));
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

/// Where the end tags of an element are missing, behind the start tags.
fn missing_ends(page: &[u8], start: &str, name: &str) -> Vec<usize> {
    let mut missing = Vec::new();
    let mut starts = memmem::find_iter(page, start).peekable();
    while let Some(from) = starts.next() {
        let rest = &page[from + start.len()..];
        if !rest.first().is_some_and(|&byte| matches!(byte, b' ' | b'/' | b'\t' | b'\n' | b'\r')) {
            continue;
        }
        let Some(length) = memchr::memchr(b'>', rest) else { break };
        let place = from + start.len() + length + 1;
        // What stands in the tag is none: looked at one by one, unclosed tags would take quadratic time.
        while starts.next_if(|&inside| inside < place).is_some() {}
        let inside = &page[place..starts.peek().copied().unwrap_or(page.len())];
        if rest[..length].ends_with(b"/") && raw::length(inside, name) == inside.len() {
            missing.push(place);
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_written_as_xml_was_the_rest_of_the_page() {
        let page =
            "<html xmlns='http://www.w3.org/1999/xhtml'><title/><script src='a'/><script>b</script><p>x";
        assert_eq!(close_empty(page), page);
        let xml = format!("<?xml version='1.0'?>{page}");
        let closed = xml.replace("<title/>", "<title/></title>").replace("'a'/>", "'a'/></script>");
        assert_eq!(close_empty(&xml), closed);
    }

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
        assert_eq!(close_empty("<iframe <iframe <iframe />"), "<iframe <iframe <iframe /></iframe>");
        assert_eq!(
            close_empty("<textarea rows='6'/><p>x</p><iframe/><textarea/>"),
            "<textarea rows='6'/></textarea><p>x</p><iframe/></iframe><textarea/></textarea>"
        );
    }
}
