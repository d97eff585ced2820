//! Frames that a bundle keeps beside the page, put into it as `<iframe srcdoc="…">`: there the rest of the program looks
//! for them.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use memchr::{memchr2, memchr3, memmem};
use url::Url;

use super::super::{Hints, read};

/// The most bytes that all frames of a page may add to it.
const ROOM: usize = 8 << 20;

const START: &[u8] = b"<iframe";

/// A frame's document in a bundle.
pub(super) struct Frame<'a> {
    /// What the page calls it by: `cid:…`, or its address.
    pub names: Vec<String>,
    pub bytes: Vec<u8>,
    pub charset: Option<&'a str>,
    /// Its address.
    pub url: Option<&'a str>,
}

/// The page with the documents of its frames in it; each is taken once. `url` is what the page's addresses are relative to.
pub(super) fn put_in(page: Vec<u8>, frames: &[Frame], url: Option<&str>) -> Vec<u8> {
    let names = frames.iter().flat_map(|frame| frame.names.iter().map(move |name| (name.as_str(), frame)));
    let by_name: HashMap<&str, &Frame> = names.collect();
    if by_name.is_empty() {
        return page;
    }
    let base = url.and_then(|url| Url::parse(url).ok());
    let (mut out, mut copied, mut room) = (Vec::with_capacity(page.len()), 0, ROOM);
    let mut taken: HashSet<*const Frame> = HashSet::new();
    let mut read = 0; // what stands in a tag begins none
    for at in memmem::find_iter(&page, START) {
        let inside = at + START.len();
        if at < read {
            continue;
        }
        let (src, length) = source(&page[inside..]);
        read = inside + length;
        let Some(src) = src else { continue };
        let absolute = base.as_ref().and_then(|base| base.join(&src).ok()).map(String::from);
        let found = by_name.get(src.as_str()).or_else(|| by_name.get(absolute?.as_str()));
        let Some(&frame) = found.filter(|frame| taken.insert(std::ptr::from_ref(**frame))) else { continue };
        let document = escaped(frame);
        if document.len() <= room {
            room -= document.len();
            out.extend_from_slice(&page[copied..inside]);
            out.extend_from_slice(document.as_bytes());
            copied = inside;
        }
    }
    out.extend_from_slice(&page[copied..]);
    out
}

/// The address in a frame's start tag, of which the name stands before; `None` where its document is there already. And how
/// far the tag was read.
fn source(tag: &[u8]) -> (Option<String>, usize) {
    let mut source = None;
    let mut rest = tag;
    while let Some((name, value, after)) = attribute(rest) {
        if name.eq_ignore_ascii_case(b"srcdoc") {
            return (None, tag.len() - after.len());
        }
        if name.eq_ignore_ascii_case(b"src") {
            source = Some(String::from_utf8_lossy(value).trim().replace("&amp;", "&"));
        }
        rest = after;
    }
    (source, tag.len() - rest.len())
}

/// The next attribute of a tag that has a value: its name, the value, and what follows.
fn attribute(tag: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let at = memchr3(b'=', b'>', b'<', tag).filter(|&at| tag[at] == b'=')?;
    let name = tag[..at].trim_ascii();
    let name = name.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
    let value = tag[at + 1..].trim_ascii_start();
    let (value, after) = match value.first()? {
        quote @ (b'"' | b'\'') => {
            let end = memchr::memchr(*quote, &value[1..])? + 1;
            (&value[1..end], &value[end + 1..])
        }
        _ => value.split_at(value.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?),
    };
    Some((name, value, after))
}

/// The frame's document as an attribute, in ASCII alone: the page may be in any charset.
fn escaped(frame: &Frame) -> String {
    let hints = Hints { charset: frame.charset, url: frame.url, format: None };
    let Ok(document) = read(&frame.bytes, &hints) else { return String::new() };
    let mut out = String::with_capacity(document.html.len() + 64);
    out.push_str(" srcdoc=\"");
    let base = frame.url.filter(|url| url.contains("://") && memchr2(b'<', b'\'', url.as_bytes()).is_none());
    for text in [base.map_or(String::new(), |url| format!("<base href='{url}'>")).as_str(), &document.html] {
        for c in text.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '"' => out.push_str("&quot;"),
                c if c.is_ascii() => out.push(c),
                c => {
                    let _ = write!(out, "&#{};", u32::from(c));
                }
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_frame() {
        for (tag, found) in [
            (" src=\"cid:a@b\" id=x>", Some("cid:a@b")),
            ("\nid='>' SRC = 'x?a&amp;b'>", Some("x?a&b")),
            (" src=a>b", Some("a")),
            (" id=x>", None),
            (" src=a srcdoc=b>", None),
            (" src=\"a", None),
            (" x=<iframe x=<iframe", None),
            ("", None),
        ] {
            assert_eq!(source(tag.as_bytes()).0.as_deref(), found, "{tag}");
        }
    }

    #[test]
    fn a_document_is_put_in_once() {
        let bytes = "<p>\u{e9} & \"so\"".as_bytes().to_vec();
        let frame = Frame {
            names: vec!["cid:a".into(), "https://talk.example/a".into()],
            bytes,
            charset: Some("utf-8"),
            url: None,
        };
        let page = b"<iframe src='cid:a'></iframe><iframe src=/a></iframe>".to_vec();
        let out = put_in(page, &[frame], Some("https://talk.example/"));
        let want =
            "<iframe srcdoc=\"<p>&#233; &amp; &quot;so&quot;\" src='cid:a'></iframe><iframe src=/a></iframe>";
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }
}
