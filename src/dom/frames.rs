//! Frames whose document the saver put into the page (`<iframe srcdoc="…">`): what they show belongs to the page, and a
//! comment thread often stands in one.
//!
//! A frame's document is parsed by itself, and its body's nodes go into the arena behind the frame, in a `div` that has the
//! body's attributes: nothing in the frame can close what stands around it. What is no text stays out, so that a frame says
//! nothing of the page's title, author or dates.
//!
//! Each level of frames stands escaped in an attribute of the one around it: together they are no longer than so many
//! times the page, and the work is linear.

use html5ever::tendril::StrTendril;
use html5ever::{QualName, local_name, ns};
use url::Url;

use super::{Dom, Flow, Node, NodeId, NodeKind, Tag, depth, mended};

/// How many frames deep a frame is read.
pub(super) const DEEPEST: u8 = 2;

/// How many frames of a document are read: pages with more of them are made to be slow.
const MOST: usize = 500;

/// Sizes in which nothing can be read: such frames count visits.
const NO_SIZES: &[&str] = &["0", "1", "0px", "1px"];

/// Parses a page with the documents of frames that lie at most so many deep in it.
pub(super) fn parse(html: &str, deep: u8) -> Dom {
    let page = depth::parse(&mended(html));
    if deep == 0 {
        return page;
    }
    // What stands in a `noscript` is the plain copy of a frame beside it, or counts visits; in a drawing it is none of the page's text.
    let mut passed = NodeId(0);
    let shown = page.ids().filter(|&id| {
        if matches!(page.tag(id), Tag::Noscript | Tag::Svg) {
            passed = passed.max(page.end(id));
        }
        page.tag(id) == Tag::Iframe && id >= passed && page.is_html(id)
    });
    let documents = shown.filter_map(|id| Some((id, shown_document(&page, id)?)));
    let frames: Vec<Frame> = documents
        .take(MOST)
        .filter_map(|(id, document)| Frame::of(parse(document, deep - 1), id, page.end(id)))
        .collect();
    if frames.is_empty() { page } else { join(page, frames) }
}

/// A frame's document and where it goes.
struct Frame {
    dom: Dom,
    body: NodeId,
    /// The frame's element in the page, and the node before which the body goes.
    element: NodeId,
    before: NodeId,
}

impl Frame {
    fn of(mut dom: Dom, element: NodeId, before: NodeId) -> Option<Frame> {
        let body = dom.ids().find(|&id| dom.tag(id) == Tag::Body)?;
        dom.make_absolute();
        dom.silence();
        let place = dom.nodes[body.index()].payload as usize;
        dom.nodes[body.index()].tag = Tag::Div;
        dom.elements[place].tag = Tag::Div;
        dom.elements[place].name = QualName::new(None, ns!(html), local_name!("div"));
        Some(Frame { dom, body, element, before })
    }

    fn len(&self) -> u32 {
        self.dom.end(self.body).0 - self.body.0
    }
}

impl Dom {
    /// Makes links relative to the document's base absolute, where it says what that is: the page has another.
    fn make_absolute(&mut self) {
        let bases = self.ids().filter(|&id| self.name(id) == Some("base"));
        let Some(base) = bases.filter_map(|id| Url::parse(self.attr(id, "href")?).ok()).next() else {
            return;
        };
        for attr in &mut self.attrs {
            if matches!(&*attr.name.local, "href" | "src")
                && let Ok(url) = base.join(&attr.value)
            {
                attr.value = StrTendril::from(String::from(url));
            }
        }
    }

    /// Takes out scripts and other elements that hold no text.
    fn silence(&mut self) {
        let mut end = NodeId(0);
        for id in self.ids() {
            if id >= end && is_silent(self, id) {
                end = self.end(id);
            }
            if id < end {
                let node = &mut self.nodes[id.index()];
                (node.kind, node.tag) = (NodeKind::Other, Tag::Other);
            }
        }
    }
}

/// The page with the frames in their places.
fn join(page: Dom, frames: Vec<Frame>) -> Dom {
    let mut all = Dom { nodes: Vec::new(), elements: page.elements, attrs: page.attrs, texts: page.texts };
    let moved = Moved::by(&frames);
    let mut frames = frames.into_iter().peekable();
    for (i, node) in page.nodes.iter().enumerate() {
        while let Some(frame) = frames.next_if(|frame| frame.before.index() == i) {
            all.push_frame(frame, &page.nodes, &moved);
        }
        all.nodes.push(Node { parent: moved.id(node.parent), end: moved.end(i as u32, node.end), ..*node });
    }
    for frame in frames {
        all.push_frame(frame, &page.nodes, &moved);
    }
    all
}

impl Dom {
    fn push_frame(&mut self, frame: Frame, page: &[Node], moved: &Moved) {
        let around = moved.id(page[frame.element.index()].parent);
        let (start, body) = (self.nodes.len() as u32, frame.body.0);
        let (elements, attrs, texts) =
            (self.elements.len() as u32, self.attrs.len() as u32, self.texts.len() as u32);
        for id in frame.dom.subtree(frame.body) {
            let node = frame.dom.nodes[id.index()];
            let parent = if id == frame.body { around } else { node.parent - body + start };
            let payload = match node.kind {
                NodeKind::Element => node.payload + elements,
                NodeKind::Text | NodeKind::Comment => node.payload + texts,
                NodeKind::Document | NodeKind::Other => node.payload,
            };
            self.nodes.push(Node { parent, end: node.end - body + start, payload, ..node });
        }
        self.elements.extend(frame.dom.elements.into_iter().map(|mut element| {
            element.attrs = element.attrs.start + attrs..element.attrs.end + attrs;
            element
        }));
        self.attrs.extend(frame.dom.attrs);
        self.texts.extend(frame.dom.texts);
    }
}

/// Where the page's nodes are once the frames are among them.
struct Moved {
    /// Before which node something was put, the frame it belongs to, and how many nodes were put in up to there.
    places: Vec<(u32, u32, u32)>,
}

impl Moved {
    fn by(frames: &[Frame]) -> Moved {
        let mut sum = 0;
        let place = |frame: &Frame| {
            sum += frame.len();
            (frame.before.0, frame.element.0, sum)
        };
        Moved { places: frames.iter().map(place).collect() }
    }

    fn id(&self, id: u32) -> u32 {
        let passed = self.places.partition_point(|(before, ..)| *before <= id);
        id + passed.checked_sub(1).map_or(0, |last| self.places[last].2)
    }

    /// One past the last node of `node`, which was `end`. What ends where a frame's body was put holds it, but for the frame
    /// itself and what stands in it.
    fn end(&self, node: u32, end: u32) -> u32 {
        let passed = self.places.partition_point(|(before, ..)| *before <= end);
        let Some(&(before, element, sum)) = passed.checked_sub(1).map(|last| &self.places[last]) else {
            return end;
        };
        if before == end && element <= node {
            return end + (passed.checked_sub(2).map_or(0, |last| self.places[last].2));
        }
        end + sum
    }
}

/// The document in a frame, unless nothing of the frame is shown.
fn shown_document(dom: &Dom, id: NodeId) -> Option<&str> {
    let is_none = |size: &str| NO_SIZES.contains(&size.trim().to_ascii_lowercase().as_str());
    let small = |name: &str| dom.attr(id, name).is_some_and(is_none);
    let styled_away = |style: &str| {
        style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
            let value = value.trim().trim_end_matches("!important").trim_end();
            match name.trim().to_ascii_lowercase().as_str() {
                "display" => value.eq_ignore_ascii_case("none"),
                "visibility" => value.eq_ignore_ascii_case("hidden"),
                "width" | "height" => is_none(value),
                _ => false,
            }
        })
    };
    let document = dom.attr(id, "srcdoc")?;
    let hidden = dom.attr(id, "hidden").is_some()
        || small("width")
        || small("height")
        || dom.attr(id, "style").is_some_and(styled_away);
    (!hidden).then_some(document)
}

/// Whether nothing of the element is text; what belongs to a drawing is its label.
fn is_silent(dom: &Dom, id: NodeId) -> bool {
    let silent = dom.tag(id).flow() == Flow::Silent;
    silent && (!dom.is_svg(id) || matches!(dom.name(id), Some("script" | "style" | "template")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        Dom::with_frames(html).text_content(Dom::ROOT)
    }

    #[test]
    fn a_frame_s_body_stands_where_the_frame_does() {
        let page = "<p>before</p><iframe srcdoc='<title>no</title><body class=x><p>in &lt;b&gt;side<a href=y>&amp;lt;</a></div><ul>'></iframe><p>after";
        assert_eq!(text(page), "before in side< after");
        let dom = Dom::with_frames(page);
        let body = dom.ids().find(|&id| dom.class(id) == Some("x")).unwrap();
        assert_eq!((dom.name(body), dom.text_content(body).as_str()), (Some("div"), "in side<"));
        // The first parser does not see it.
        assert_eq!(Dom::parse(page).text_content(Dom::ROOT), "before after");
    }

    #[test]
    fn frames_that_nobody_sees_stay_out() {
        for attrs in [
            "hidden",
            "width=0",
            "height='1px'",
            "style='border:0;Display: none !important'",
            "style='width:0;height:0'",
        ] {
            assert_eq!(text(&format!("a<iframe {attrs} srcdoc='no'></iframe>b")), "a b", "{attrs}");
        }
        assert_eq!(text("a<template><iframe srcdoc=no></iframe></template>b"), "a b");
        assert_eq!(text("<svg><text>a<title><iframe srcdoc=no></iframe></title></text></svg>c"), "a c");
        assert_eq!(text("<math><iframe srcdoc=no></iframe></math>a"), "a");
        assert_eq!(
            text("a<!-- <iframe srcdoc=no></iframe> -->b<script>'<iframe srcdoc=no></iframe>'</script>"),
            "ab"
        );
    }

    #[test]
    fn frames_end_and_nest_only_so_deep() {
        assert_eq!(text("a<iframe srcdoc=b>"), "a b");
        let mut page = "<p>deep".to_owned();
        for level in 0..4 {
            page = format!(
                "<p>{level}<iframe srcdoc=\"{}\"></iframe>",
                page.replace('&', "&amp;").replace('"', "&quot;")
            );
        }
        assert_eq!(text(&page), "3 2 1");
    }

    #[test]
    fn addresses_of_a_frame_with_a_base_are_absolute() {
        let dom =
            Dom::with_frames("<iframe srcdoc='<base href=https://talk.example/a/><a href=b>c</a>'></iframe>");
        let link = dom.ids().find(|&id| dom.tag(id) == Tag::A).unwrap();
        assert_eq!(dom.attr(link, "href"), Some("https://talk.example/a/b"));
    }
}
