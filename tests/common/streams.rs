//! The page's text, computed a second time: from the crate scraper's tree and the words of the record's documentation, as
//! three streams. White space is left out.

use dechrome::record::Part;
use scraper::{ElementRef, Html, Node};

const SILENT: &[&str] = &[
    "base", "col", "datalist", "head", "iframe", "link", "meta", "noembed", "noframes", "param", "script",
    "source", "style", "template", "title", "track",
];

/// What is shown, what an attribute or inline style hides, and the alternative texts of images.
#[derive(Debug, Default, PartialEq)]
struct Streams {
    shown: String,
    hidden: String,
    images: String,
}

impl Streams {
    fn stream(&mut self, hidden: bool, image: bool) -> &mut String {
        match (image, hidden) {
            (true, _) => &mut self.images,
            (_, true) => &mut self.hidden,
            _ => &mut self.shown,
        }
    }

    fn push(&mut self, hidden: bool, image: bool, text: &str) {
        let seen = text.chars().filter(|&c| !c.is_whitespace() && !is_invisible(c));
        self.stream(hidden, image).extend(seen);
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The streams of a record's parts.
fn of_parts(parts: &[Part]) -> Streams {
    let mut streams = Streams::default();
    for part in parts {
        streams.push(part.hidden, part.image, &part.text);
    }
    streams
}

/// The streams of a page, with those of frames so many deep.
fn of_page(html: &Html, frames: u8) -> Streams {
    let mut streams = Streams::default();
    let mut node = html.tree.root();
    // How many elements around the node hide it, and how many make it part of a drawing.
    let (mut hidden, mut drawn) = (0usize, 0usize);
    loop {
        let element = ElementRef::wrap(node);
        let enter = match (node.value(), element) {
            (Node::Text(text), _) => {
                streams.push(hidden > 0, drawn > 0, text);
                false
            }
            (_, Some(element)) if drawn > 0 => {
                !matches!(element.value().name(), "script" | "style" | "template")
            }
            (_, Some(element)) if matches!(element.value().name(), "img" | "amp-img" | "amp-anim") => {
                if let Some(alt) = element.attr("alt") {
                    streams.push(hidden > 0, !is_symbol(alt), alt);
                }
                false
            }
            (_, Some(element)) if frames > 0 && is_shown_frame(element) => {
                let document = element.attr("srcdoc").unwrap_or_default();
                let inner = of_page(&super::oracle(document), frames - 1);
                streams.stream(hidden > 0, false).push_str(&inner.shown);
                streams.hidden.push_str(&inner.hidden);
                streams.images.push_str(&inner.images);
                false
            }
            (_, Some(element)) => {
                let name = element.value().name();
                !(SILENT.contains(&name) || name == "noscript" && is_copy(element))
            }
            _ => true,
        };
        if enter && let Some(child) = node.first_child() {
            hidden += usize::from(element.is_some_and(hides));
            drawn += usize::from(element.is_some_and(is_drawing));
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return streams };
            node = parent;
            hidden -= usize::from(ElementRef::wrap(node).is_some_and(hides));
            drawn -= usize::from(ElementRef::wrap(node).is_some_and(is_drawing));
        }
    }
}

/// How many frames deep frames are part of the page.
const FRAMES: u8 = 2;

/// A frame whose document stands in the page, unless it is hidden, a point or in a `noscript`.
fn is_shown_frame(element: ElementRef) -> bool {
    let small = |value: &str| ["0", "1"].contains(&value.trim().trim_end_matches("px"));
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    let styled = |wanted: &str| {
        style
            .split(';')
            .filter_map(|pair| pair.split_once(':'))
            .any(|(n, value)| n.trim() == wanted && small(value))
    };
    let sized = |name: &str| element.attr(name).is_some_and(small) || styled(name);
    let name = &element.value().name;
    &*name.local == "iframe"
        && &*name.ns == "http://www.w3.org/1999/xhtml"
        && element.attr("srcdoc").is_some()
        && element.attr("hidden").is_none()
        && !hides(element)
        && !element.ancestors().filter_map(ElementRef::wrap).any(|up| up.value().name() == "noscript")
        && !sized("width")
        && !sized("height")
}

fn is_drawing(element: ElementRef) -> bool {
    element.value().name() == "svg"
}

/// An emoji set as an image is a character of the line, not a picture in it.
fn is_symbol(alt: &str) -> bool {
    alt.chars().count() <= 8 && !alt.chars().any(char::is_alphanumeric) && !alt.is_ascii()
}

fn hides(element: ElementRef) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    let hiding_style = style.split(';').any(|declaration| {
        let declaration = declaration.replace("!important", "");
        let pair = declaration.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
        matches!(pair, Some(("display", "none") | ("visibility", "hidden")))
    });
    hiding_style
        || element.attr("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || matches!(element.value().name(), "video" | "audio" | "canvas")
        || element.value().name() == "dialog" && element.attr("open").is_none()
}

/// Whether a `noscript` repeats the element before or after it: the same words, or an image where there are none.
fn is_copy(noscript: ElementRef) -> bool {
    let text = words(noscript);
    if text.is_empty() && !has_image(noscript) {
        return false;
    }
    let before = noscript.prev_siblings().find_map(ElementRef::wrap);
    let after = noscript.next_siblings().find_map(ElementRef::wrap);
    if let Some(frame) = before.filter(|before| is_shown_frame(*before)) {
        let document = super::oracle(frame.attr("srcdoc").unwrap_or_default());
        let mut elements = document.tree.root().descendants().filter_map(ElementRef::wrap);
        let body = elements.find(|element| element.value().name() == "body");
        return body.into_iter().chain(after).any(|twin| is_twin(noscript, twin));
    }
    before.into_iter().chain(after).any(|twin| is_twin(noscript, twin))
}

fn is_twin(noscript: ElementRef, twin: ElementRef) -> bool {
    let text = words(noscript);
    size(twin) < 256 && if text.is_empty() { has_image(twin) } else { words(twin) == text }
}

/// How many nodes an element holds, itself among them; those of scraper's template fragments do not count.
fn size(element: ElementRef) -> usize {
    element.descendants().filter(|node| !node.value().is_fragment()).count()
}

fn has_image(element: ElementRef) -> bool {
    element.descendants().filter_map(ElementRef::wrap).any(|inner| inner.value().name() == "img")
}

/// The text of an element without white space, silent elements left out.
fn words(element: ElementRef) -> String {
    let mut words = String::new();
    for node in element.descendants() {
        if let Node::Text(text) = node.value() {
            let mut above = node.ancestors().take_while(|up| up.id() != element.id());
            if !above.any(|up| up.value().as_element().is_some_and(|up| SILENT.contains(&up.name()))) {
                words.extend(text.chars().filter(|c| !c.is_whitespace()));
            }
        }
    }
    words
}

/// Says where the parts and the page differ, if they do.
pub fn same(parts: &[Part], html: &str) -> Result<(), String> {
    let (got, page) = (of_parts(parts), of_page(&super::oracle(html), FRAMES));
    for (name, got, page) in [
        ("shown", &got.shown, &page.shown),
        ("hidden", &got.hidden, &page.hidden),
        ("image", &got.images, &page.images),
    ] {
        if got != page {
            return Err(difference(name, got, page));
        }
    }
    Ok(())
}

fn difference(name: &str, got: &str, page: &str) -> String {
    let same = got.chars().zip(page.chars()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| text.chars().skip(same.saturating_sub(20)).take(60).collect::<String>();
    format!("{name} text, character {same}: parts have {:?}\n  the page has {:?}", near(got), near(page))
}
