//! Names that a page shows beside its article, of those who made something else: a picture, a quotation, another story.

use super::microdata::text_of;
use super::page::Page;
use super::visible::{AUTHOR_PATHS, Vicinity};
use crate::dom::{Dom, NodeId, Tag};

/// How far around a name its story's heading may stand, in elements and in nodes.
const STORY: (usize, u32) = (3, 120);

/// What has more nodes than this holds more than a name.
const WHOLE: u32 = 200;

/// The longest text of a portrait.
const PORTRAIT: usize = 80;

/// So many words of a link in a list's item are a headline.
const HEADLINE: usize = 5;

/// Pieces of class names that captions have.
const CAPTIONS: &[&str] =
    &["caption", "legende", "bildunterschrift", "bildtext", "didascalia", "pie-foto", "pie_foto"];

/// Whether an element names who made another thing than the article: a picture, or a story whose heading leads to it.
pub(super) fn is_of_another(page: &Page, near: &Vicinity, node: NodeId) -> bool {
    let dom = page.dom;
    let around = || dom.ancestors(node).take(STORY.0);
    if is_of_picture(dom, node) {
        return true;
    }
    let small = |up: &NodeId| dom.end(*up).0 - up.0 <= STORY.1 && !dom.contains(*up, near.headline);
    around().take_while(small).any(|up| {
        let item = dom.tag(up) == Tag::Li;
        dom.subtree(up)
            .filter(|&inner| !dom.contains(inner, node) && !dom.contains(node, inner))
            .filter(|&inner| is_headline(dom, inner) || item && is_linked_headline(dom, inner))
            .take(4)
            .any(|heading| leads_to_a_story(dom, heading))
    })
}

/// Whether a name stands in a caption, beside more words than a portrait of the author has below it.
fn is_of_picture(dom: &Dom, node: NodeId) -> bool {
    let own = text_of(dom, node).len();
    let more = |up: NodeId, than: usize| dom.end(up).0 - up.0 > WHOLE || text_of(dom, up).len() > than;
    dom.ancestors(node).take(STORY.0).any(|up| match dom.tag(up) {
        Tag::Figure => more(up, PORTRAIT),
        _ => is_caption(dom, up) && more(up, own + PORTRAIT / 4),
    })
}

/// Whether a text is a quotation's or a caption's, whoever is named there.
pub(super) fn is_of_words(dom: &Dom, node: NodeId) -> bool {
    dom.ancestors(node).take(4).any(|up| dom.tag(up) == Tag::Blockquote || is_caption(dom, up))
}

fn is_caption(dom: &Dom, node: NodeId) -> bool {
    dom.tag(node) == Tag::Figcaption
        || dom.class(node).is_some_and(|class| {
            let class = class.to_ascii_lowercase();
            CAPTIONS.iter().any(|piece| class.contains(piece))
        })
}

fn is_headline(dom: &Dom, node: NodeId) -> bool {
    matches!(dom.tag(node), Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4)
}

fn is_linked_headline(dom: &Dom, node: NodeId) -> bool {
    dom.tag(node) == Tag::A && text_of(dom, node).split_whitespace().nth(HEADLINE - 1).is_some()
}

/// Whether a heading leads to another page, and not to an author's.
fn leads_to_a_story(dom: &Dom, heading: NodeId) -> bool {
    let mut linked = dom.subtree(heading).chain(dom.ancestors(heading).take(2));
    let leads = |href: &str| {
        !href.starts_with(['#', '?'])
            && href.len() > 12
            && !AUTHOR_PATHS.iter().any(|path| href.contains(path))
    };
    linked.any(|link| dom.tag(link) == Tag::A && dom.attr(link, "href").is_some_and(leads))
}
