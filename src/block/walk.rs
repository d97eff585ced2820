//! The one walk over the tree that cuts it into blocks.

use super::visibility::is_blank;
use super::{
    Block, BlockLink, Blocks, NoscriptCopies, Piece, Ruling, image_text, is_hidden, is_invisible_char,
};
use html5ever::local_name;

use crate::dom::{Dom, Flow, NodeId, NodeKind, Tag, even_length};

/// What an open element does to the text inside it.
enum Effect {
    /// Its end ends the run.
    Block {
        outer: NodeId,
    },
    /// Another rule of the user begins to hold; before, it was this one.
    Ruled {
        outer: Option<Ruling>,
    },
    Hidden,
    Preformatted,
    Link,
}

/// A link that is not closed yet, and where its words start.
struct OpenLink {
    node: NodeId,
    start: u32,
    /// How many links inside one another it holds.
    height: usize,
}

/// Words are those of so many links around them at most: tables let links nest as deep as a page likes.
const LINKS_AROUND: usize = 8;

struct Open {
    end: NodeId,
    effect: Effect,
}

/// A piece that becomes a block of its own once the run around it ends.
struct Aside {
    node: NodeId,
    hidden: bool,
    image: bool,
}

pub(super) struct Walk<'d> {
    dom: &'d Dom,
    /// What the rules of the user say of each node; empty where there are none.
    rulings: &'d [Option<Ruling>],
    ruling: Option<Ruling>,
    copies: NoscriptCopies<'d>,
    out: Blocks,
    open: Vec<Open>,
    links: Vec<OpenLink>,
    asides: Vec<Aside>,
    element: NodeId,
    hidden: u32,
    preformatted: u32,
    /// Where the run's text, pieces and links start in `out`.
    start: usize,
    first_piece: usize,
    first_link: usize,
    /// White space came since the last character of the run.
    gap: Option<char>,
}

impl<'d> Walk<'d> {
    pub(super) fn new(dom: &'d Dom, rulings: &'d [Option<Ruling>]) -> Walk<'d> {
        Walk {
            dom,
            rulings,
            ruling: None,
            copies: NoscriptCopies::of(dom),
            out: Blocks::default(),
            open: Vec::new(),
            links: Vec::new(),
            asides: Vec::new(),
            element: Dom::ROOT,
            hidden: 0,
            preformatted: 0,
            start: 0,
            first_piece: 0,
            first_link: 0,
            gap: None,
        }
    }

    pub(super) fn run(mut self) -> Blocks {
        let end = NodeId(self.dom.len() as u32);
        let mut at = Dom::ROOT;
        while at < end {
            self.close_until(at);
            at = match self.dom.kind(at) {
                NodeKind::Text => {
                    self.text(at);
                    NodeId(at.0 + 1)
                }
                NodeKind::Element => self.enter(at),
                _ => NodeId(at.0 + 1),
            };
        }
        self.close_until(end);
        self.end_run();
        debug_assert!(self.out.list.is_sorted_by_key(|block| block.anchor));
        self.out
    }

    fn close_until(&mut self, at: NodeId) {
        while self.open.last().is_some_and(|open| open.end <= at) {
            match self.open.pop().map(|open| open.effect) {
                Some(Effect::Block { outer }) => {
                    self.end_run();
                    self.element = outer;
                }
                Some(Effect::Ruled { outer }) => {
                    self.end_run();
                    self.ruling = outer;
                }
                Some(Effect::Hidden) => {
                    self.end_run();
                    self.hidden -= 1;
                }
                Some(Effect::Preformatted) => self.preformatted -= 1,
                Some(Effect::Link) => self.end_link(),
                None => {}
            }
        }
    }

    /// Takes an element's start up; gives the node to go on with.
    fn enter(&mut self, id: NodeId) -> NodeId {
        let (dom, end) = (self.dom, self.dom.end(id));
        let tag = dom.tag(id);
        if self.ruling_of(id) != self.ruling {
            if self.is_dropped_piece(id) {
                self.asides.push(Aside { node: id, hidden: false, image: false });
                return end;
            }
            if !matches!(tag, Tag::Svg | Tag::Img) {
                self.end_run();
                self.open.push(Open { end, effect: Effect::Ruled { outer: self.ruling } });
                self.ruling = self.ruling_of(id);
            }
        }
        if tag == Tag::Svg {
            self.asides.push(Aside { node: id, hidden: false, image: true });
            return end;
        }
        let flow = tag.flow();
        if flow == Flow::Silent || tag == Tag::Noscript && self.copies.is_copy(id) {
            return end;
        }
        if tag == Tag::Img {
            match image_text(dom, id) {
                Some((alt, true)) => self.push_text(id, alt),
                Some((_, false)) => self.asides.push(Aside { node: id, hidden: false, image: true }),
                None => {}
            }
            return end;
        }
        if is_hidden(dom, id) && self.hide(id, flow) {
            return end;
        }
        match flow {
            Flow::Block | Flow::Control => {
                self.open_block(id);
                if matches!(tag, Tag::Pre | Tag::Textarea | Tag::Xmp) {
                    self.preformatted += 1;
                    self.open.push(Open { end, effect: Effect::Preformatted });
                }
            }
            Flow::Break if self.preformatted > 0 => self.preformatted_space('\n'),
            // An empty line parts paragraphs, where nobody wrote `p`.
            Flow::Break if self.gap == Some('\n') => self.end_run(),
            Flow::Break => self.gap = Some('\n'),
            _ if tag == Tag::A => {
                if is_heading_link(dom, id) {
                    self.open_block(id);
                }
                let start = self.out.text.len() as u32;
                self.open.push(Open { end, effect: Effect::Link });
                self.links.push(OpenLink { node: id, start, height: 0 });
            }
            _ => {}
        }
        NodeId(id.0 + 1)
    }

    /// Takes a hidden element up; gives whether that is all of it: a piece of a line, which stays whole without it.
    fn hide(&mut self, id: NodeId, flow: Flow) -> bool {
        let in_run = flow == Flow::Inline && self.has_run() && self.hidden == 0;
        if in_run && !self.dom.subtree(id).any(|inner| self.dom.tag(inner).flow() == Flow::Block) {
            self.hide_inside_run(id);
            return true;
        }
        self.end_run();
        self.hidden += 1;
        self.open.push(Open { end: self.dom.end(id), effect: Effect::Hidden });
        false
    }

    /// Ends the run of text, and begins blocks of that element.
    fn open_block(&mut self, id: NodeId) {
        self.end_run();
        self.open.push(Open { end: self.dom.end(id), effect: Effect::Block { outer: self.element } });
        self.element = id;
    }

    fn ruling_of(&self, id: NodeId) -> Option<Ruling> {
        self.rulings.get(id.index()).copied().flatten()
    }

    /// Whether a rule drops plain words out of a line: the line stays whole without them.
    fn is_dropped_piece(&self, id: NodeId) -> bool {
        let dom = self.dom;
        let dropped = self.ruling_of(id).is_some_and(|ruling| !ruling.keep);
        let is_plain = |inner: NodeId| {
            let plain = match dom.tag(inner) {
                Tag::Img => image_text(dom, inner).is_none_or(|(_, symbol)| symbol),
                Tag::Svg => false,
                tag => matches!(tag.flow(), Flow::Inline | Flow::Break),
            };
            plain
                && self.ruling_of(inner) == self.ruling_of(id)
                && !(dom.is_element(inner) && is_hidden(dom, inner))
        };
        dropped
            && (self.has_run() || dom.tag(id) == Tag::Img)
            && self.hidden == 0
            && dom.subtree(id).all(is_plain)
    }

    fn hide_inside_run(&mut self, id: NodeId) {
        self.asides.push(Aside { node: id, hidden: true, image: false });
        let mut passed = id;
        for inner in self.dom.subtree(id) {
            if inner < passed {
                continue; // a drawing in a drawing is a part of it
            }
            let tag = self.dom.tag(inner);
            let alt = || matches!(image_text(self.dom, inner), Some((_, false)));
            if tag == Tag::Svg || tag == Tag::Img && alt() {
                self.asides.push(Aside { node: inner, hidden: true, image: true });
                passed = self.dom.end(inner);
            } else if tag.flow() == Flow::Silent {
                passed = self.dom.end(inner);
            }
        }
    }

    fn has_run(&self) -> bool {
        self.out.text.len() > self.start
    }

    fn text(&mut self, id: NodeId) {
        let dom = self.dom;
        if let Some(text) = dom.text(id) {
            self.push_text(id, text);
        }
    }

    /// Adds text to the run, white space collapsed outside preformatted elements.
    fn push_text(&mut self, node: NodeId, text: &str) {
        let mut piece_begun = false;
        let preformatted = self.preformatted > 0;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if is_invisible_char(first) {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            if first.is_whitespace() && !preformatted {
                let plain = rest.bytes().take_while(|byte| matches!(byte, b'\t'..=b'\r' | b' ')).count();
                rest = &rest[plain.max(first.len_utf8())..];
                self.gap = self.gap.or(Some(' '));
                continue;
            }
            if first.is_whitespace() {
                rest = &rest[first.len_utf8()..];
                self.preformatted_space(if first == '\r' { '\n' } else { first });
                continue;
            }
            self.flush_gap();
            if !piece_begun {
                self.out.pieces.push(Piece { node, start: self.out.text.len() as u32 });
                piece_begun = true;
            }
            let length = even_length(rest, is_invisible_char);
            self.out.text.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }

    fn preformatted_space(&mut self, space: char) {
        if self.has_run() {
            self.flush_gap();
            self.out.text.push(space);
        }
    }

    fn flush_gap(&mut self) {
        if let Some(gap) = self.gap.take()
            && self.has_run()
        {
            self.out.text.push(gap);
        }
    }

    fn end_link(&mut self) {
        let Some(OpenLink { node, start, height }) = self.links.pop() else { return };
        if let Some(around) = self.links.last_mut() {
            around.height = around.height.max(height + 1);
        }
        let start = start.max(self.start as u32);
        let end = self.out.text.len() as u32;
        if start < end && height < LINKS_AROUND {
            self.out.links.push(BlockLink { node, range: start..end });
        }
    }

    /// A link that goes on over the run's end is cut in two.
    fn split_open_links(&mut self) {
        let (start, end) = (self.start as u32, self.out.text.len() as u32);
        let innermost = self.links.len().saturating_sub(LINKS_AROUND);
        for link in &self.links[innermost..] {
            let begin = link.start.max(start);
            if begin < end {
                self.out.links.push(BlockLink { node: link.node, range: begin..end });
            }
        }
    }

    fn end_run(&mut self) {
        self.gap = None;
        if self.has_run() {
            self.split_open_links();
            // Preformatted text may end in white space; elsewhere it never got in.
            let trimmed = self.out.text.trim_end().len();
            self.out.text.truncate(trimmed);
            self.trim_links(trimmed as u32);
            self.pull_back_open_links(trimmed as u32);
            self.close_block(self.element, (self.hidden > 0, false), self.preformatted > 0, self.ruling);
        }
        if !self.asides.is_empty() {
            for aside in std::mem::take(&mut self.asides) {
                self.push_aside(&aside);
            }
        }
        self.start = self.out.text.len();
        self.first_piece = self.out.pieces.len();
        self.first_link = self.out.links.len();
    }

    fn trim_links(&mut self, end: u32) {
        let links = &mut self.out.links[self.first_link..];
        links.sort_by_key(|link| link.range.start);
        // Links that begin in the same white space begin with the same word.
        let mut space = 0..0;
        for BlockLink { range, .. } in links {
            *range = range.start.min(end)..range.end.min(end);
            if !space.contains(&range.start) {
                let rest = &self.out.text[range.start as usize..end as usize];
                space = range.start..range.start + (rest.len() - rest.trim_start().len()) as u32;
            }
            range.start = range.start.max(space.end.min(range.end));
        }
    }

    /// A link that goes on after a run goes on where the trimmed text ends. What was opened before has no later start.
    fn pull_back_open_links(&mut self, end: u32) {
        for link in self.links.iter_mut().rev().take_while(|link| link.start > end) {
            link.start = end;
        }
    }

    fn push_aside(&mut self, aside: &Aside) {
        let dom = self.dom;
        let hidden = aside.hidden || self.hidden > 0;
        if dom.tag(aside.node) == Tag::Img {
            let alt = image_text(dom, aside.node).map_or("", |(alt, _)| alt);
            self.push_text(aside.node, alt);
        } else {
            let mut at = aside.node;
            while at < dom.end(aside.node) {
                // In a drawing, a `title` is text of the drawing.
                let silent = match aside.image {
                    true => matches!(dom.tag(at), Tag::Script | Tag::Style | Tag::Template),
                    false => dom.tag(at).flow() == Flow::Silent,
                };
                let nested_image = !aside.image && dom.tag(at) == Tag::Svg;
                match dom.text(at) {
                    Some(text) if dom.kind(at) == NodeKind::Text => self.push_text(at, text),
                    _ if dom.tag(at) == Tag::Img && !aside.image => {
                        if let Some((alt, true)) = image_text(dom, at) {
                            self.push_text(at, alt);
                        }
                    }
                    _ if self.gap.is_none() => self.gap = Some(' '),
                    _ => {}
                }
                at = if silent || nested_image { dom.end(at) } else { NodeId(at.0 + 1) };
            }
        }
        self.gap = None;
        if self.has_run() {
            self.close_block(aside.node, (hidden, aside.image), false, self.ruling_of(aside.node));
        }
    }

    fn close_block(
        &mut self,
        element: NodeId,
        (hidden, image): (bool, bool),
        preformatted: bool,
        ruling: Option<Ruling>,
    ) {
        let pieces = &self.out.pieces[self.first_piece..];
        let first = pieces.first().map_or(element, |piece| piece.node);
        let last = pieces.last().map_or(element, |piece| piece.node);
        // What stands behind the run it interrupts may have stood before its first words.
        let before = self.out.list.last().map_or(Dom::ROOT, |block| block.anchor);
        let (text_end, pieces_end, links_end) =
            (self.out.text.len(), self.out.pieces.len(), self.out.links.len());
        debug_assert!(!is_blank(&self.out.text[self.start..]));
        self.out.list.push(Block {
            element,
            first,
            last,
            anchor: first.max(before),
            range: self.start as u32..text_end as u32,
            pieces: self.first_piece as u32..pieces_end as u32,
            links: self.first_link as u32..links_end as u32,
            hidden,
            image,
            preformatted,
            ruling,
        });
        self.start = text_end;
        self.first_piece = pieces_end;
        self.first_link = links_end;
    }
}

/// Whether an `a` is a heading's link to itself: "¶", "#".
fn is_heading_link(dom: &Dom, id: NodeId) -> bool {
    let to_itself = || dom.atom(id, &local_name!("href")).is_some_and(|href| href.starts_with('#'));
    let in_heading = || dom.ancestors(id).take(2).any(|up| dom.tag(up).heading_level().is_some());
    let small = dom.end(id).0 - id.0 <= 8;
    let is_sign = || {
        let texts = || dom.subtree(id).filter_map(|inner| dom.text(inner));
        texts().any(|text| !is_blank(text)) && !texts().any(|text| text.contains(char::is_alphanumeric))
    };
    small && to_itself() && in_heading() && is_sign()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<(String, bool, bool)> {
        let blocks = Blocks::of(&Dom::parse(html));
        let text = |i: usize| (blocks.text(i).to_owned(), blocks.list[i].hidden, blocks.list[i].image);
        (0..blocks.len()).map(text).collect()
    }

    #[test]
    fn a_link_over_trimmed_space_starts_with_the_next_word() {
        let dom = Dom::parse("<pre>x<a href=y> <div>éé</div></a></pre>");
        let blocks = Blocks::of(&dom);
        let ranges = blocks.links.iter().map(|link| link.range.start as usize..link.range.end as usize);
        let words: Vec<_> =
            ranges.map(|range| &blocks.text[range]).filter(|words| !words.is_empty()).collect();
        assert_eq!(words, ["éé"]);
    }

    #[test]
    fn an_empty_line_ends_a_block_and_a_break_alone_does_not() {
        let blocks = |html: &str| texts(html).into_iter().map(|(text, ..)| text).collect::<Vec<_>>();
        assert_eq!(blocks("<td><br><br>one<br>two<br>&nbsp;<br/> three<br><br><br>"), ["one\ntwo", "three"]);
        assert_eq!(blocks("<td><font>one<br><a href=/x>two<br><br></a>three</font>"), ["one\ntwo", "three"]);
        assert_eq!(blocks("<td>one<br><img alt=tree><br>two"), ["one", "tree", "two"]);
        assert_eq!(blocks("<pre>one<br><br>two</pre>"), ["one\n\ntwo"]);
    }

    #[test]
    fn the_sign_of_a_headings_link_was_a_word_of_it() {
        let sign = "<a class=headerlink href=#x>¶</a>";
        let shown = |html: &str| texts(html).into_iter().map(|(text, ..)| text).collect::<Vec<_>>().join("|");
        assert_eq!(shown(&format!("<h2>Fog <i>now</i>{sign}</h2>")), "Fog now|¶");
        assert_eq!(shown(&format!("<h2>{sign} Fog</h2>")), "¶|Fog");
        assert_eq!(shown(&format!("<p>Fog{sign}</p>")), "Fog¶");
        assert_eq!(shown("<h2>Fog<a href=#x>2</a></h2>"), "Fog2");
        assert_eq!(shown("<h2>Fog <a href=/x>→</a></h2>"), "Fog →");
    }

    #[test]
    fn what_a_line_hides_stands_behind_it_once() {
        let hidden = "<span style='display:none'>";
        let html = format!("<p>a{hidden}b<img alt='☺'><title>no text</title><img alt=tree></span>c");
        let text = |text: &str, hidden, image| (text.to_owned(), hidden, image);
        assert_eq!(
            texts(&html),
            [text("ac", false, false), text("b☺", true, false), text("tree", true, true)]
        );
    }

    #[test]
    fn words_belong_to_few_of_the_links_around_them() {
        let dom = Dom::parse(&format!("<pre>{}  word", "<a href=x><object> ".repeat(40)));
        let links = Blocks::of(&dom).links;
        assert!((8..=16).contains(&links.len()), "{}", links.len());
        let dom = Dom::parse(&format!(
            "<pre>{}  word{}",
            "<a href=x><object>".repeat(40),
            "</object></a>".repeat(40)
        ));
        let blocks = Blocks::of(&dom);
        assert_eq!(blocks.links.len(), LINKS_AROUND);
        let words =
            |link: &BlockLink| &blocks.text[link.range.start as usize..link.range.end as usize] == "word";
        assert!(blocks.links.iter().all(words));
    }
}
