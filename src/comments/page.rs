//! The page as the search for comments sees it.

use std::ops::Range;

use super::areas;
use super::find_marks::marks_of;
use super::marks::Marks;
use super::types::Context;
use super::words::{self, Words};
use crate::dom::{Dom, NodeId};

/// The page as the search sees it.
pub(super) struct Page<'a> {
    pub context: &'a Context<'a>,
    pub words: Words,
    pub marks: Marks,
    /// For each node where the comments begin that it stands among: the outermost element around it whose name speaks of
    /// them, itself included, or else their heading.
    pub area: Vec<u32>,
    /// The areas that only a heading tells of.
    headed: Vec<Range<NodeId>>,
    /// Hints that hold for all that stands inside: beside the page's matter, or never comments.
    pub around: Vec<words::Hints>,
}

/// [`Page::area`] where no element around speaks of comments.
pub(super) const NONE: u32 = u32::MAX;

impl<'a> Page<'a> {
    /// Reads what the search needs of a page.
    pub(super) fn of(context: &'a Context<'a>, words: Words) -> Page<'a> {
        let marks = marks_of(context.dom, context.blocks, &words);
        let mut page =
            Page { context, words, marks, area: Vec::new(), headed: Vec::new(), around: Vec::new() };
        page.inherit();
        page.mark_headed();
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

    /// Notes the areas that only a heading tells of.
    fn mark_headed(&mut self) {
        let areas = areas::headed(self.context, &self.marks, |node| self.area[node.index()] != NONE);
        for area in &areas {
            for place in area.start.index()..area.end.index() {
                if self.area[place] == NONE {
                    self.area[place] = area.start.0;
                }
            }
        }
        self.marks.find_plain_names(self.context.blocks, &areas);
        self.headed = areas;
    }

    /// Whether an element stands where only a heading says that comments do.
    pub(super) fn is_headed(&self, id: NodeId) -> bool {
        self.headed.iter().any(|area| area.contains(&id))
    }
}
