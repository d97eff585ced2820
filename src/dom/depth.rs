//! Keeps the pile of open elements low: no page is nested deeper than [`DEEP`], and a little more in lines and tables.
//!
//! At most tags the tree builder looks through the elements that are open: a pile costs it the square of its height.
//! Blink nests 512 deep and puts what is deeper beside, and so it is here: where a start tag comes at that depth, the
//! innermost elements are closed first, several at once, so that a pile falls into pieces that are each nested as the page
//! has them. When their own end tags come, there is nothing left for them to close.

use std::cell::{Cell, RefCell};

use html5ever::interface::{Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, local_name};
use rustc_hash::FxHashMap;

use super::sink::{Handle, Sink};
use super::tag::Tag as Known;
use super::tokenizer::{self, tokenize};
use super::{Dom, Flow};

/// So many elements may be open. Formatting elements count twice, as the tree builder keeps two lists of them.
const DEEP: u32 = 512;

/// So many more in a line or in a cell, that they keep what stands in them; and so many are closed at once.
const SPARE: u32 = 64;

/// So many elements a start tag may come to on average, beyond [`FREE_COPIES`]: formatting that is not closed is opened
/// anew in each paragraph, and all of it may come to the square of the page.
const COPIES: usize = 8;
const FREE_COPIES: usize = 100_000;

/// Parses a page as the HTML standard says, scripting off.
pub(super) fn parse(html: &str) -> Dom {
    let opts = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let gate = Gate {
        builder: TreeBuilder::new(Sink::new(html.len()), opts),
        sure: Cell::new(0),
        started: Cell::new(0),
        copies: Cell::new(FREE_COPIES),
        early: RefCell::default(),
    };
    tokenize(html, &gate);
    gate.builder.sink.finish()
}

/// Stands between tokenizer and tree builder.
struct Gate {
    builder: TreeBuilder<Handle, Sink>,
    /// So many start tags may come before the open elements have to be counted again.
    sure: Cell<u32>,
    /// How many start tags had come when they were counted, those foreseen included.
    started: Cell<usize>,
    /// How many elements there may be beyond [`COPIES`] a start tag.
    copies: Cell<usize>,
    early: RefCell<Early>,
}

/// Elements that were closed before their end tags came, the outermost first.
#[derive(Default)]
struct Early {
    names: Vec<LocalName>,
    /// How many of each name there are.
    count: FxHashMap<LocalName, u32>,
    /// How many elements were open when the last of them was closed: those before are around them, those after inside.
    base: u32,
}

impl Early {
    fn push(&mut self, name: LocalName) {
        *self.count.entry(name.clone()).or_default() += 1;
        self.names.push(name);
    }

    fn clear(&mut self) {
        self.names.clear();
        self.count.clear();
    }

    /// Whether an end tag is for one of them; it, and what was opened in it, is forgotten.
    fn take(&mut self, name: &LocalName) -> bool {
        if self.count.get(name).is_none_or(|&count| count == 0) {
            return false;
        }
        while let Some(last) = self.names.pop() {
            if let Some(count) = self.count.get_mut(&last) {
                *count -= 1;
            }
            if last == *name {
                break;
            }
        }
        true
    }
}

/// What is open in the tree builder.
struct Look {
    current: Handle,
    /// How many elements are open.
    open: u32,
    /// How many are open, and how many formatting elements are to be opened anew.
    total: u32,
    /// Whether an element of the name asked for is among those opened last.
    holds: bool,
}

/// Counts what the tree builder holds: the document, the open elements, the formatting elements, head and form.
struct Count<'c> {
    current: &'c Handle,
    total: Cell<u32>,
    open: Cell<Option<u32>>,
    /// A name to look for from that place on.
    wanted: Option<(&'c LocalName, u32)>,
    holds: Cell<bool>,
}

impl Tracer for Count<'_> {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        let place = self.total.get();
        self.total.set(place + 1);
        if self.open.get().is_some() {
            return;
        }
        if self.wanted.is_some_and(|(name, from)| place > from && node.name() == name) {
            self.holds.set(true);
        }
        if node.is(self.current) {
            self.open.set(Some(place));
        }
    }
}

/// The names of what the tree builder holds, in that order.
struct Names(RefCell<Vec<LocalName>>);

impl Tracer for Names {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(node.name().clone());
    }
}

impl Gate {
    /// Looks at what is open; `wanted` is a name to look for above a number of elements.
    fn look(&self, wanted: Option<(&LocalName, u32)>) -> Look {
        // A comment goes into the current element, whatever it is.
        let _ = self.builder.process_token(Token::CommentToken(StrTendril::new()), 1);
        let current = self.builder.sink.take_comment().unwrap_or_else(|| self.builder.sink.get_document());
        let count = Count {
            current: &current,
            total: Cell::new(0),
            open: Cell::new(None),
            wanted,
            holds: Cell::new(false),
        };
        self.builder.trace_handles(&count);
        let Count { total, open, holds, .. } = count;
        Look { open: open.get().unwrap_or(0), total: total.get(), holds: holds.get(), current }
    }

    fn close(&self, name: &LocalName) {
        let name = match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => LocalName::from(name.to_ascii_lowercase()),
            false => name.clone(),
        };
        let tag = Tag {
            kind: TagKind::EndTag,
            name,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        let _ = self.builder.process_token(Token::TagToken(tag), 1);
    }

    /// Before a start tag: closes what has no room for its element. Whether there is room now.
    fn make_room(&self, tag: &Tag) -> bool {
        let foreign = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        self.close_formatting();
        let mut look = self.look(None);
        let early = &mut *self.early.borrow_mut();
        if look.open < early.base {
            early.clear();
        }
        if let Some(most) = most_open(tag, foreign)
            && look.total >= most
            && !(is_cell(look.current.name()) && fits_cell(tag, look.total))
        {
            let closed = self.close_some(look.total + SPARE - most);
            look = self.look(None);
            closed.into_iter().rev().for_each(|name| early.push(name));
            early.base = look.open;
        }
        // A start tag opens four elements at most, and formatting elements may be opened anew.
        let sure = DEEP.saturating_sub(2 * look.total - look.open) / 4;
        self.sure.set(sure);
        self.started.set(self.started.get() + 1 + sure as usize);
        look.total < 2 * DEEP
    }

    /// Closes so many of the innermost elements, and what is left of a table after them; gives their names, the innermost
    /// first.
    fn close_some(&self, count: u32) -> Vec<LocalName> {
        let open = self.look(None).open as usize;
        let names = Names(RefCell::default());
        self.builder.trace_handles(&names);
        let mut names = names.0.into_inner();
        names.truncate(open + 1);
        let mut closed = Vec::new();
        // The document, its root and its body stay.
        for name in names.into_iter().skip(3).rev() {
            if closed.len() >= count as usize && !is_outside_cells(&name) {
                break;
            }
            self.close(&name);
            closed.push(name);
        }
        closed
    }

    /// Closes all formatting where it has been opened anew too often.
    fn close_formatting(&self) {
        let most = self.started.get().saturating_mul(COPIES);
        let copies = self.builder.sink.elements().saturating_sub(most);
        if copies <= self.copies.get() {
            return;
        }
        let names = Names(RefCell::default());
        self.builder.trace_handles(&names);
        names
            .0
            .into_inner()
            .iter()
            .rev()
            .filter(|name| is_formatting(name))
            .for_each(|name| self.close(name));
        self.copies.set(copies + FREE_COPIES / 10);
    }

    /// Whether nothing is left for an end tag to close.
    fn is_spent(&self, name: &LocalName) -> bool {
        if matches!(*name, local_name!("body") | local_name!("html")) {
            // Behind the body nothing can be closed any more.
            return self.look(None).total >= DEEP;
        }
        let early = &mut *self.early.borrow_mut();
        // At the end of raw text the tree builder takes nothing but the end tag.
        if early.names.is_empty() || is_short(name) {
            return false;
        }
        let mut look = self.look(Some((name, early.base)));
        if look.open < early.base {
            early.clear();
            return false;
        }
        if look.holds || !early.take(name) {
            return false;
        }
        while look.open > early.base {
            self.close(look.current.name());
            let after = self.look(None);
            if after.open >= look.open {
                break;
            }
            look = after;
        }
        true
    }
}

impl tokenizer::Sink for Gate {
    fn empty_list(&self) -> Vec<Attribute> {
        self.builder.sink.empty_list()
    }
}

impl TokenSink for Gate {
    type Handle = Handle;

    fn process_token(&self, mut token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        if let Token::TagToken(tag) = &mut token {
            match (tag.kind, self.sure.get()) {
                (TagKind::StartTag, 0) => {
                    if !self.make_room(tag) && most_open(tag, false).is_some() {
                        // What cannot be closed is not nested further, and words stay apart.
                        (tag.name, tag.attrs) = (local_name!("br"), Vec::new());
                    }
                }
                (TagKind::StartTag, sure) => self.sure.set(sure - 1),
                (TagKind::EndTag, _) if self.is_spent(&tag.name) => return TokenSinkResult::Continue,
                (TagKind::EndTag, _) => {}
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

/// How many elements may be open before a start tag; `None` where it leaves none open.
fn most_open(tag: &Tag, foreign: bool) -> Option<u32> {
    if foreign {
        return (!tag.self_closing).then_some(DEEP + SPARE);
    }
    if is_short(&tag.name) {
        return None;
    }
    Some(match Known::of_atom(&tag.name) {
        // Outside of their table they would be nothing; they close one another.
        Known::Caption | Known::Colgroup | Known::Tbody | Known::Thead | Known::Tfoot | Known::Tr => {
            DEEP + 2 * SPARE
        }
        Known::Td | Known::Th => DEEP + 2 * SPARE,
        known if known.flow() == Flow::Inline => DEEP + SPARE,
        _ => DEEP,
    })
}

fn is_cell(name: &LocalName) -> bool {
    matches!(*name, local_name!("td") | local_name!("th") | local_name!("caption"))
}

/// Whether what stands in the element would be moved before its table.
fn is_outside_cells(name: &LocalName) -> bool {
    matches!(
        Known::of_atom(name),
        Known::Table | Known::Tbody | Known::Thead | Known::Tfoot | Known::Tr | Known::Colgroup
    )
}

/// Whether the element still goes into a cell: outside of it, it would be moved before the table.
fn fits_cell(tag: &Tag, total: u32) -> bool {
    total < DEEP + SPARE && tag.name != local_name!("table")
}

fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Whether the element has no contents or only text: its start tag, or the text's end, closes it. So it is with those
/// that are there once.
fn is_short(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("body")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("frame")
            | local_name!("head")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("iframe")
            | local_name!("image")
            | local_name!("img")
            | local_name!("input")
            | local_name!("keygen")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("param")
            | local_name!("script")
            | local_name!("source")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("xmp")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::NodeKind;

    fn depth(dom: &Dom) -> usize {
        let mut depths = vec![0; dom.len()];
        for id in dom.ids() {
            depths[id.index()] = dom.parent(id).map_or(0, |up| depths[up.index()] + 1);
        }
        depths.into_iter().max().unwrap_or(0)
    }

    fn text(dom: &Dom) -> String {
        dom.ids().filter(|&id| dom.kind(id) == NodeKind::Text).filter_map(|id| dom.text(id)).collect()
    }

    fn depth_of_last(dom: &Dom) -> usize {
        dom.ids().next_back().map_or(0, |last| dom.ancestors(last).count())
    }

    #[test]
    fn a_page_of_some_depth_keeps_it() {
        let page = format!("{}x{}<p>y", "<div>".repeat(500), "</div>".repeat(500));
        let dom = parse(&page);
        assert_eq!(depth(&dom), 503);
        assert_eq!(depth_of_last(&dom), 4);
    }

    #[test]
    fn what_is_deeper_stands_beside_and_loses_no_text() {
        let open = "<div>a<section>b";
        let page = format!(
            "<main><p>before{}within{}<p>after",
            open.repeat(50_000),
            "c</section>d</div>".repeat(50_000)
        );
        let dom = parse(&page);
        let want = format!("before{}within{}after", "ab".repeat(50_000), "cd".repeat(50_000));
        assert_eq!(text(&dom), want);
        assert!((500..600).contains(&depth(&dom)), "{}", depth(&dom));
        assert_eq!(dom.ids().filter(|&id| dom.name(id) == Some("section")).count(), 50_000);
        // What follows the pile stands outside it, and inside of what was opened before it.
        assert_eq!(depth_of_last(&dom), 5);
    }

    #[test]
    fn closed_piles_are_no_depth() {
        let pile = format!("{}{}", "<span>".repeat(60_000), "</span>".repeat(60_000));
        let dom = parse(&format!("<main>{pile}{}", "<div>x</div>".repeat(60_000)));
        assert_eq!(dom.ids().filter(|&id| dom.tag(id) == Known::Div).count(), 60_000);
        assert_eq!(depth_of_last(&dom), 5);
    }

    #[test]
    fn every_kind_of_pile_stays_low() {
        for open in [
            "<div>",
            "<span>",
            "<b>",
            "<a href=x>",
            "<p>",
            "<li>",
            "<ul><li>",
            "<button>",
            "<table>",
            "<table><tr><td>",
            "<table><td><div>",
            "<table><caption>",
            "<select><option>",
            "<svg><g>",
            "<svg>",
            "<math><mi>",
            "<svg><foreignObject>",
            "<svg><desc>",
            "<template>",
            "<template><tr>",
            "<object>",
            "<form><table><tr><td></form></table>",
            "<noscript>",
            "<details>",
            "<h1>",
            "<h1><b>",
            "<x-y>",
            "<table><b>",
            "<div></body>",
            "<dl><dt>",
            "<ruby><rt>",
            "<fieldset><p>",
        ] {
            let dom = parse(&format!("<body>{}", format!("{open}w").repeat(3000)));
            assert!(depth(&dom) < 1100, "{open}: {}", depth(&dom));
            assert_eq!(text(&dom).matches('w').count(), 3000, "{open}");
        }
        let dom = parse(&"<frameset>".repeat(3000));
        assert!(depth(&dom) < 600, "{}", depth(&dom));
    }

    #[test]
    fn cells_at_the_bottom_keep_what_is_in_them() {
        let row = "<tr><td>one <b>two</b></td><td><p>three</p><div>four</div></td></tr>";
        let dom = parse(&format!("{}<table>{row}{row}</table>", "<div>".repeat(600)));
        let cells: Vec<_> = dom.ids().filter(|&id| dom.tag(id) == Known::Td).collect();
        let texts: Vec<_> = cells.iter().map(|&id| dom.text_content(id)).collect();
        assert_eq!(texts, ["one two", "three four", "one two", "three four"]);
    }

    #[test]
    fn unclosed_formatting_is_not_opened_anew_without_end() {
        let fonts: String = (0..250).map(|number| format!("<font size={number}>")).collect();
        let page = format!("<p>{fonts}</p>{}", "<p>w".repeat(40_000));
        let dom = parse(&page);
        assert_eq!(text(&dom).matches('w').count(), 40_000);
        assert!(dom.len() < 700_000, "{}", dom.len());
    }
}
