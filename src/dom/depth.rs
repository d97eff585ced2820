//! Piles of blocks nested thousands deep, in linear time.
//!
//! At each start of a block element the tree builder looks for an open `p` all the way up: a pile of blocks costs it
//! the square of its height. Browsers stop nesting at a fixed depth (Blink at 512). Here a page may nest as deep as it
//! likes until that search has cost [`BUDGET`] steps; from then on the tags of blocks deeper than [`DEEP`] are left
//! out, while what stands in them is kept.

use std::cell::{Cell, RefCell};

use html5ever::interface::TreeSink;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::Dom;
use super::sink::{Handle, Sink};
use super::tokenizer::tokenize;

/// The depth to which every tag counts.
const DEEP: u32 = 512;

/// How many steps the search may take from elements deeper than that: a fraction of a second.
const BUDGET: u64 = 20_000_000;

/// Parses a page as the HTML standard says, scripting off.
pub(super) fn parse(html: &str) -> Dom {
    let opts = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let gate = Gate {
        builder: TreeBuilder::new(Sink::new(html.len()), opts),
        spent: Cell::new(0),
        left_out: RefCell::default(),
    };
    tokenize(html, &gate);
    gate.builder.sink.finish()
}

/// Stands between tokenizer and tree builder.
struct Gate {
    builder: TreeBuilder<Handle, Sink>,
    spent: Cell<u64>,
    /// How many start tags of each name were left out, whose end tags are still to come.
    left_out: RefCell<FxHashMap<LocalName, u32>>,
}

impl Gate {
    /// Whether the start tag is to be left out.
    fn is_too_deep(&self, name: &LocalName) -> bool {
        let depth = self.builder.sink.depth();
        if depth <= DEEP || !is_block(name) {
            return false;
        }
        self.spent.set(self.spent.get() + u64::from(depth));
        // Inside a drawing the tag may end the drawing.
        self.spent.get() > BUDGET && !self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    /// Whether the end tag belongs to a start tag that was left out.
    fn was_left_out(&self, name: &LocalName) -> bool {
        if self.spent.get() <= BUDGET {
            return false;
        }
        match self.left_out.borrow_mut().get_mut(name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

impl TokenSink for Gate {
    type Handle = Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        if let Token::TagToken(tag) = &token {
            match tag.kind {
                TagKind::StartTag if self.is_too_deep(&tag.name) => {
                    *self.left_out.borrow_mut().entry(tag.name.clone()).or_default() += 1;
                    return TokenSinkResult::Continue;
                }
                TagKind::EndTag if self.was_left_out(&tag.name) => return TokenSinkResult::Continue,
                TagKind::EndTag => self.builder.sink.rise(),
                TagKind::StartTag => {}
            }
        }
        self.builder.process_token(token, line_number)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether the element closes an open `p` and can stand in one of its kind.
#[rustfmt::skip]
fn is_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("address") | local_name!("article") | local_name!("aside") | local_name!("blockquote")
            | local_name!("center") | local_name!("dd") | local_name!("details") | local_name!("dialog")
            | local_name!("dir") | local_name!("div") | local_name!("dl") | local_name!("dt")
            | local_name!("fieldset") | local_name!("figcaption") | local_name!("figure") | local_name!("footer")
            | local_name!("form") | local_name!("h1") | local_name!("h2") | local_name!("h3")
            | local_name!("h4") | local_name!("h5") | local_name!("h6") | local_name!("header")
            | local_name!("hgroup") | local_name!("li") | local_name!("main") | local_name!("menu")
            | local_name!("nav") | local_name!("ol") | local_name!("p") | local_name!("pre")
            | local_name!("section") | local_name!("summary") | local_name!("ul")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::{NodeKind, Tag};

    fn depth(dom: &Dom) -> usize {
        dom.ids()
            .filter(|&id| dom.kind(id) == NodeKind::Text)
            .map(|id| dom.ancestors(id).count())
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn a_page_within_the_budget_keeps_its_depth() {
        let page = format!("{}x{}<p>y", "<div>".repeat(3000), "</div>".repeat(3000));
        let dom = parse(&page);
        assert_eq!(depth(&dom), 3003);
        let last = dom.ids().next_back().unwrap();
        assert_eq!(dom.ancestors(last).count(), 4);
    }

    #[test]
    fn a_pile_loses_levels_but_no_text() {
        let open = "<div>a<section>b";
        let page =
            format!("<p>before{}within{}<p>after", open.repeat(50_000), "c</section>d</div>".repeat(50_000));
        let dom = parse(&page);
        let text: String = dom.ids().filter_map(|id| dom.text(id)).collect();
        let want = format!("before{}within{}after", "ab".repeat(50_000), "cd".repeat(50_000));
        assert_eq!(text, want);
        assert!(depth(&dom) < 10_000);
        // What follows the pile stands outside it.
        let last = dom.ids().next_back().unwrap();
        assert_eq!(dom.parent(last).map(|p| dom.tag(p)), Some(Tag::P));
        assert_eq!(dom.ancestors(last).count(), 4);
    }

    #[test]
    fn closed_inline_piles_are_no_depth() {
        let pile = format!("{}{}", "<span>".repeat(60_000), "</span>".repeat(60_000));
        let dom = parse(&format!("{pile}{}", "<div>x</div>".repeat(60_000)));
        assert_eq!(dom.ids().filter(|&id| dom.tag(id) == Tag::Div).count(), 60_000);
    }
}
