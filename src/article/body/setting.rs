//! What each element of the page stands in: the nearest list, quote, table cell, caption, … of every node.
//!
//! One walk in document order; what a node stands in is its parent's setting, or a new one at the elements that
//! matter. So the depth of nesting costs nothing, neither here nor where the settings are asked.

use memchr::memchr2_iter;

use super::table::Tables;
use crate::dom::{Dom, NodeId, Tag};

/// What a node stands in.
#[derive(Clone, Copy, Default)]
pub(super) struct Setting {
    /// The preformatted element.
    pub pre: Option<NodeId>,
    /// The heading and its level.
    pub heading: Option<(NodeId, u8)>,
    /// The outermost list and the entry of the innermost one.
    pub list: Option<ListPlace>,
    /// The outermost quote.
    pub quote: Option<NodeId>,
    /// The innermost table.
    pub table: Option<u32>,
    /// The cell of that table.
    pub cell: Option<Cell>,
    /// The caption and what it is the caption of.
    pub caption: Option<Caption>,
    /// The figure.
    pub figure: Option<NodeId>,
}

/// A place in a list.
#[derive(Clone, Copy)]
pub(super) struct ListPlace {
    pub root: NodeId,
    pub ordered: bool,
    /// The entry; `None` between entries.
    pub item: Option<NodeId>,
    pub depth: u8,
}

/// A cell of a table.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub node: NodeId,
    pub row: NodeId,
    pub column: u32,
}

/// A caption.
#[derive(Clone, Copy)]
pub(super) struct Caption {
    /// The element around both the caption and what it belongs to.
    pub owner: NodeId,
}

/// Classes that mark an image's caption; `figcaption` says it without.
const CAPTION_CLASSES: &[&str] = &[
    "caption",
    "caption-text",
    "cutline",
    "featured-image-caption",
    "figure-caption",
    "gallery-caption",
    "image-caption",
    "image__caption",
    "imagecaption",
    "img-caption",
    "media-caption",
    "mt-image-caption",
    "photo-caption",
    "photocaption",
    "picture-caption",
    "wp-caption-dd",
    "wp-caption-text",
];

/// Classes of the element around an image and its caption.
const FIGURE_CLASSES: &[&str] =
    &["wp-caption", "image-with-caption", "captioned-image", "captioned-image-container"];

/// Whether a class may hold one of these: spares most elements the search.
fn may_caption(class: &str) -> bool {
    memchr2_iter(b'p', b'u', class.as_bytes())
        .any(|at| ["ption", "utline"].iter().any(|end| class.as_bytes()[at..].starts_with(end.as_bytes())))
}

/// Whether what stands inside the node may have a setting of its own: spares most nodes a copy of the one around.
fn may_set(dom: &Dom, id: NodeId) -> bool {
    match dom.tag(id) {
        Tag::Div | Tag::Span | Tag::A | Tag::P | Tag::Other => dom.class(id).is_some_and(may_caption),
        _ => true,
    }
}

/// How far into an element the search for what it holds goes.
const LOOK_INSIDE: usize = 256;

/// The settings of all nodes of a page.
pub(super) struct Settings {
    of_node: Vec<u32>,
    list: Vec<Setting>,
    /// The page's tables.
    pub tables: Tables,
}

impl Settings {
    /// Walks the page. `is_layout_quote` tells of a `blockquote` whether it only sets the whole article in.
    pub(super) fn of(dom: &Dom, is_layout_quote: impl Fn(NodeId) -> bool) -> Settings {
        let mut settings = Settings {
            of_node: Vec::with_capacity(dom.len()),
            list: vec![Setting::default()],
            tables: Tables::default(),
        };
        for id in dom.ids() {
            let outer = dom.parent(id).map_or(0, |parent| settings.of_node[parent.index()]);
            let around = &settings.list[outer as usize];
            if let Some(table) = around.table {
                settings.tables.note(dom, table, around.cell.map(|cell| cell.node), id);
            }
            if !may_set(dom, id) {
                settings.of_node.push(outer);
                continue;
            }
            let around = *around;
            let own = settings.enter(dom, id, around, &is_layout_quote).map_or(outer, |own| {
                settings.list.push(own);
                settings.list.len() as u32 - 1
            });
            settings.of_node.push(own);
        }
        settings
    }

    /// What the node stands in, itself included.
    pub(super) fn at(&self, id: NodeId) -> &Setting {
        &self.list[self.of_node[id.index()] as usize]
    }

    /// The setting inside an element, where it differs from the one around it.
    fn enter(
        &mut self,
        dom: &Dom,
        id: NodeId,
        around: Setting,
        is_layout_quote: &impl Fn(NodeId) -> bool,
    ) -> Option<Setting> {
        let tag = dom.tag(id);
        let mut own = around;
        match tag {
            Tag::Pre | Tag::Xmp | Tag::Textarea => own.pre = own.pre.or(Some(id)),
            Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir | Tag::Dl => {
                own.list = Some(inner_list(id, tag, &around))
            }
            Tag::Li | Tag::Dt | Tag::Dd => own.list = Some(entry(dom, id, tag, &around)),
            Tag::Blockquote if !is_layout_quote(id) => own.quote = own.quote.or(Some(id)),
            Tag::Table => {
                own.table = Some(self.tables.open(dom, id, around.table));
                own.cell = None;
            }
            Tag::Td | Tag::Th => {
                let (row, column) = self.tables.cell(dom, id, around.table?)?;
                own.cell = Some(Cell { node: id, row, column });
            }
            Tag::Figure => own.figure = Some(id),
            Tag::Figcaption => own.caption = caption_of_figure(dom, id, around.figure).or(own.caption),
            _ => {
                if let Some(level) = tag.heading_level() {
                    own.heading = own.heading.or(Some((id, level)));
                    return Some(own);
                }
                let class = dom.class(id).filter(|class| may_caption(class))?;
                let marks =
                    |names: &[&str]| class.split_ascii_whitespace().any(|token| names.contains(&token));
                if marks(FIGURE_CLASSES) {
                    own.figure = Some(id);
                } else if around.caption.is_none() && marks(CAPTION_CLASSES) && !holds_more(dom, id) {
                    let owner = around.figure.or_else(|| nearby_owner(dom, id))?;
                    own.caption = Some(Caption { owner });
                } else {
                    return None;
                }
            }
        }
        Some(own)
    }
}

fn inner_list(id: NodeId, tag: Tag, around: &Setting) -> ListPlace {
    match around.list {
        Some(outer) => ListPlace { item: None, depth: outer.depth.saturating_add(1), ..outer },
        None => ListPlace { root: id, ordered: tag == Tag::Ol, item: None, depth: 0 },
    }
}

fn entry(dom: &Dom, id: NodeId, tag: Tag, around: &Setting) -> ListPlace {
    let stray = ListPlace { root: dom.parent(id).unwrap_or(id), ordered: false, item: None, depth: 0 };
    let place = around.list.unwrap_or(stray);
    let deeper = u8::from(tag == Tag::Dd);
    ListPlace { item: Some(id), depth: place.depth.saturating_add(deeper), ..place }
}

/// A `figcaption` below a quote, a listing or a table names its source: that is no image's caption.
fn caption_of_figure(dom: &Dom, id: NodeId, figure: Option<NodeId>) -> Option<Caption> {
    let owner = figure.or(dom.parent(id))?;
    let is_text = |&node: &NodeId| matches!(dom.tag(node), Tag::Blockquote | Tag::Pre | Tag::Table);
    let of_text = dom.subtree(owner).take(LOOK_INSIDE).find(is_text).is_some();
    (!of_text || holds_media(dom, owner)).then_some(Caption { owner })
}

/// A class alone is weak evidence: the image has to stand close by.
fn nearby_owner(dom: &Dom, id: NodeId) -> Option<NodeId> {
    dom.ancestors(id).take(3).find(|&up| holds_media(dom, up))
}

/// Whether an element holds more than a caption does: an image, or a heading as the card of a product has.
fn holds_more(dom: &Dom, id: NodeId) -> bool {
    holds_media(dom, id)
        || dom.subtree(id).take(LOOK_INSIDE).any(|node| dom.tag(node).heading_level().is_some())
}

fn holds_media(dom: &Dom, id: NodeId) -> bool {
    let is_media = |node| matches!(dom.tag(node), Tag::Img | Tag::Video | Tag::Iframe | Tag::Picture);
    dom.subtree(id).take(LOOK_INSIDE).any(is_media)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_caption_is_passed_over() {
        assert!(CAPTION_CLASSES.iter().chain(FIGURE_CLASSES).all(|class| may_caption(class)));
    }
}
