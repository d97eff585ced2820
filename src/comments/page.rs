//! The page as the search for comments sees it.

use super::find_marks::marks_of;
use super::marks::Marks;
use super::types::Context;
use super::words::{self, Words};
use crate::dom::Dom;

/// The page as the search sees it.
pub(super) struct Page<'a> {
    pub context: &'a Context<'a>,
    pub words: Words,
    pub marks: Marks,
    /// For each element the outermost element around it whose name speaks of comments; itself included.
    pub area: Vec<u32>,
    /// Hints that hold for all that stands inside: beside the page's matter, or never comments.
    pub around: Vec<words::Hints>,
}

/// [`Page::area`] where no element around speaks of comments.
pub(super) const NONE: u32 = u32::MAX;

impl<'a> Page<'a> {
    /// Reads what the search needs of a page.
    pub(super) fn of(context: &'a Context<'a>, words: Words) -> Page<'a> {
        let marks = marks_of(context.dom, context.blocks, &words);
        let mut page = Page { context, words, marks, area: Vec::new(), around: Vec::new() };
        page.inherit();
        page
    }

    fn inherit(&mut self) {
        let dom = self.context.dom;
        self.area = vec![NONE; dom.len()];
        self.around = vec![0; dom.len()];
        let all = self.context.blocks.len();
        let total = self.marks.words(&(0..all)).0.max(1);
        for id in dom.ids().filter(|&id| id != Dom::ROOT) {
            let up = dom.parent(id).unwrap_or_default().index();
            let mut area = self.area[up];
            let mut around = self.around[up];
            if dom.is_element(id) {
                let own = self.words.own(id);
                if area == NONE && own & words::COMMENT != 0 {
                    area = id.0;
                }
                if own & (words::SIDE | words::NEVER) != 0 {
                    let inside = self.marks.words(&self.context.blocks.inside(dom, id)).0;
                    if inside * 3 < total || own & words::NEVER != 0 && inside * 2 < total {
                        around |= own & (words::SIDE | words::NEVER);
                    }
                }
            }
            self.area[id.index()] = area;
            self.around[id.index()] = around;
        }
    }
}
