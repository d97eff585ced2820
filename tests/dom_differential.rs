//! The tree is the one that the crate scraper builds: same elements, attributes, text.

mod common;

use dechrome::internals::{Dom, NodeKind, decode};
use scraper::{Html, Node};

/// A node and how deep it stands, in document order.
#[derive(Debug, PartialEq)]
enum Seen<'a> {
    Element(usize, &'a str, bool, Vec<(&'a str, &'a str)>),
    Text(usize, &'a str),
    Comment(usize, &'a str),
    Other(usize),
}

fn ours(dom: &Dom) -> Vec<Seen<'_>> {
    let mut depth = vec![0; dom.len()];
    let mut seen = Vec::with_capacity(dom.len());
    for id in dom.ids() {
        let Some(parent) = dom.parent(id) else { continue };
        let at = depth[parent.index()] + 1;
        depth[id.index()] = at;
        seen.push(match dom.kind(id) {
            NodeKind::Element => {
                let mut attrs: Vec<_> = dom.attrs(id).collect();
                attrs.sort_unstable();
                Seen::Element(at, dom.name(id).unwrap_or_default(), dom.is_svg(id), attrs)
            }
            NodeKind::Text => Seen::Text(at, dom.text(id).unwrap_or_default()),
            NodeKind::Comment => Seen::Comment(at, dom.text(id).unwrap_or_default()),
            _ => Seen::Other(at),
        });
    }
    seen
}

fn theirs(html: &Html) -> Vec<Seen<'_>> {
    let mut seen = Vec::new();
    let (mut node, mut at) = (html.tree.root(), 0);
    loop {
        match node.value() {
            Node::Element(element) => {
                let attrs = element.attrs.iter();
                let mut attrs: Vec<_> = attrs.map(|(name, value)| (&*name.local, &**value)).collect();
                attrs.sort_unstable();
                let svg = &*element.name.ns == "http://www.w3.org/2000/svg";
                seen.push(Seen::Element(at, element.name(), svg, attrs));
            }
            Node::Text(text) => seen.push(Seen::Text(at, text)),
            Node::Comment(comment) => seen.push(Seen::Comment(at, comment)),
            Node::Doctype(_) | Node::ProcessingInstruction(_) => seen.push(Seen::Other(at)),
            Node::Document | Node::Fragment => {}
        }
        // A template's contents hang below a fragment of their own there.
        if let Some(child) = node.first_child() {
            at += usize::from(!child.value().is_fragment());
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            at -= usize::from(!node.value().is_fragment());
            match node.parent() {
                Some(parent) if parent.parent().is_some() => node = parent,
                _ => return seen,
            }
        }
    }
}

fn same(bytes: &[u8]) -> Result<(), String> {
    let html = decode(bytes, None);
    let (dom, oracle) = (Dom::parse(&html), common::oracle(&html));
    let (ours, theirs) = (ours(&dom), theirs(&oracle));
    match ours.iter().zip(&theirs).position(|(a, b)| a != b) {
        Some(place) => Err(format!("node {place}: {:?}\n  scraper has {:?}", ours[place], theirs[place])),
        None if ours.len() != theirs.len() => {
            Err(format!("{} nodes, scraper has {}", ours.len(), theirs.len()))
        }
        None => Ok(()),
    }
}

#[test]
fn fixtures() {
    common::each_page(common::fixtures(), same);
}

#[test]
fn corpus() {
    common::each_page(common::corpus(), same);
}

#[test]
fn odd_pages() {
    let pages = [
        "",
        "text",
        "<table><tr>astray<td>cell<table>deep</table></table>rest",
        "<b><p>one</b>two</p><i>three<div></i>four</div>",
        "<a href=1>one<a href=2>two</a></a>",
        "<template><p>kept <template>twice</template></template>after",
        "<table><template><tr><td>row</table>",
        "<svg><title>t</title><foreignObject><p>p</p></svg><math><mi>x</mi></math>",
        "<body class=a><body class=b id=late><html lang=en>",
        "<frameset><frame src=a></frameset><noframes>none</noframes>",
        "<select><option>one<option>two<p>out</select>",
        "<noscript><p>copy</p></noscript><head><noscript><link></noscript>",
        "a\0b&#0;&#xD800;&notit;<!-->--><?pi?></p>",
    ];
    for page in pages {
        assert_eq!(same(page.as_bytes()), Ok(()), "{page}");
    }
}
