//! Shadow trees written into the page (`<template shadowrootmode="open">`): browsers show what stands in them, and tools
//! that save pages keep the contents of custom elements so. To a parser that knows no shadow trees they are templates,
//! which are never shown.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::tokenizer::ends_name;

/// Attributes that make a template a shadow tree: the HTML Standard's, an older form's, and that of Blink's MHTML.
const MARKS: &[&[u8]] = &[b"shadowrootmode", b"shadowroot", b"shadowmode"];

/// Makes a `div` of each template that holds a shadow tree. Who writes such trees writes small letters.
pub(super) fn open_shadow_trees(html: Cow<str>) -> Cow<str> {
    let page = html.as_bytes();
    // Most pages have no template at all: one search tells.
    let Some(first) = memmem::find(page, b"<template") else { return html };
    if !MARKS.iter().any(|mark| memmem::find(&page[first..], mark).is_some()) {
        return html;
    }
    let names = names(page);
    if names.is_empty() {
        return html;
    }
    let mut out = String::with_capacity(page.len());
    let mut copied = 0;
    for name in names {
        out.push_str(html.get(copied..name).unwrap_or_default());
        out.push_str("div");
        copied = name + TEMPLATE.len();
    }
    out.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

const TEMPLATE: &[u8] = b"template";

/// Where the names stand in the start and end tags of shadow trees.
fn names(page: &[u8]) -> Vec<usize> {
    let mut names = Vec::new();
    // Whether each open template is a shadow tree.
    let mut open: Vec<bool> = Vec::new();
    let mut at = 0;
    while let Some(found) = page.get(at..).and_then(|rest| memchr(b'<', rest)) {
        at += found + 1;
        let rest = &page[at..];
        if rest.starts_with(b"!--") {
            at += memmem::find(rest, b"-->").unwrap_or(rest.len());
        } else if is_name(rest, b"script") {
            at += memmem::find(rest, b"</script").unwrap_or(rest.len());
        } else if is_name(rest, TEMPLATE) {
            let tag = &rest[..memchr(b'>', rest).unwrap_or(rest.len())];
            let shadow = MARKS.iter().any(|mark| memmem::find(tag, mark).is_some());
            open.push(shadow);
            names.extend(shadow.then_some(at));
        } else if rest.first() == Some(&b'/') && is_name(&rest[1..], TEMPLATE) && open.pop() == Some(true) {
            names.push(at + 1);
        }
    }
    names
}

fn is_name(text: &[u8], name: &[u8]) -> bool {
    text.len() > name.len() && text[..name.len()].eq_ignore_ascii_case(name) && ends_name(text[name.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shadow_trees_were_never_shown() {
        let opened = |html| open_shadow_trees(Cow::Borrowed(html)).into_owned();
        assert_eq!(
            opened(
                "<x-story><template shadowrootmode=open><p>a<template>b</template></p></template>c</x-story>"
            ),
            "<x-story><div shadowrootmode=open><p>a<template>b</template></p></div>c</x-story>"
        );
        assert_eq!(opened("<template shadowmode='open'>é</TEMPLATE>"), "<div shadowmode='open'>é</div>");
        for whole in [
            "<template><i shadowrootmode=open>a</i></template>",
            "<script>'<template shadowroot=open>'</script>",
            "<!-- <template shadowroot=open> -->",
            "<template shadowroot",
        ] {
            assert_eq!(opened(whole).replace("<div", "<template"), whole, "{whole}");
        }
        assert!(matches!(open_shadow_trees(Cow::Borrowed("<template>x</template>")), Cow::Borrowed(_)));
    }
}
