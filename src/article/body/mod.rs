//! The article's blocks as paragraphs, headings, lists, quotes, code, tables, figures and embeds.
//!
//! Every kept block's text stands in the body exactly once. The plain text is made from the body, so the two cannot
//! disagree.

pub(crate) mod caption;
mod code;
mod group;
mod items;
mod media;
mod setting;
mod table;
mod text;

pub(crate) use text::of as text;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use self::caption::Told;
use self::group::Group;
use self::items::Items;
use self::media::{Media, Shown};
use self::setting::{Caption, Settings};
use crate::address::Base;
use crate::block::Blocks;
use crate::dom::{Dom, NodeId};
use crate::inline::{Inline, Scribe};
use crate::record::{BodyBlock, Image};

/// The body of an article.
#[derive(Default)]
pub struct Body {
    /// Plain text, a line per block.
    pub text: String,
    /// Block by block.
    pub blocks: Vec<BodyBlock>,
    /// The blocks, kept or not, that went into a figure as its caption or alternative text: they belong to the article
    /// although `text` does not have them.
    pub captions: Vec<usize>,
}

impl Body {
    /// The first image whose file is known.
    pub fn image(&self) -> Option<Image> {
        self.blocks.iter().find_map(|block| match block {
            BodyBlock::Figure { src: Some(src), alt, .. } => {
                Some(Image { src: src.clone(), alt: alt.clone() })
            }
            _ => None,
        })
    }
}

/// What the body is built of: an entry a block of the page.
pub struct Roles<'a> {
    /// The body's blocks.
    pub body: &'a [bool],
    /// The headline's.
    pub headline: &'a [bool],
    /// The standfirst's and the byline's.
    pub head: &'a [bool],
}

/// Builds the body. `url` makes links absolute.
pub fn build(dom: &Dom, blocks: &Blocks, roles: &Roles, url: Option<&str>) -> Body {
    if !roles.body.contains(&true) {
        return Body::default();
    }
    let base = Base::of(dom, url);
    let kept = Kept::of(blocks, roles);
    let settings = Settings::of(dom, |quote| kept.is_nearly_all(blocks, dom, quote));
    let told = caption::told_by_alt(dom, blocks, roles, &settings);
    let mut build = Build::new(dom, blocks, &base, &settings, &kept, &told);
    let media =
        media::find(&media::Page { dom, blocks, base: &base, kept: &kept, settings: &settings, told: &told });
    build.captions(&media);
    build.run(media)
}

/// Which blocks are kept, and sums to ask how much of a stretch is.
struct Kept<'a> {
    keep: &'a [bool],
    /// The kept blocks.
    order: Vec<usize>,
    /// The last block of the headline before them.
    headline: Option<usize>,
    /// Bytes of kept, of other shown text, and of what of that is the article's head before each block.
    kept_bytes: Vec<u32>,
    other_bytes: Vec<u32>,
    head_bytes: Vec<u32>,
}

impl<'a> Kept<'a> {
    fn of(blocks: &Blocks, roles: &Roles<'a>) -> Kept<'a> {
        let keep = roles.body;
        let own = |i: usize| roles.head.get(i) == Some(&true) || roles.headline.get(i) == Some(&true);
        let (mut kept_bytes, mut other_bytes, mut head_bytes) = (vec![0], vec![0], vec![0]);
        let (mut kept, mut other, mut head) = (0, 0, 0);
        for (i, (block, &keep)) in blocks.list.iter().zip(keep).enumerate() {
            let length = block.range.end - block.range.start;
            if keep {
                kept += length;
            } else if !block.image && !block.hidden {
                other += length;
                head += if own(i) { length } else { 0 };
            }
            kept_bytes.push(kept);
            other_bytes.push(other);
            head_bytes.push(head);
        }
        let order: Vec<usize> = (0..blocks.len().min(keep.len())).filter(|&i| keep[i]).collect();
        let mut headlines = roles.headline.iter().take(order.first().copied().unwrap_or(0));
        let headline = headlines.rposition(|&is| is);
        Kept { keep, order, headline, kept_bytes, other_bytes, head_bytes }
    }

    /// Bytes of kept and of other shown text inside an element.
    fn inside(&self, blocks: &Blocks, dom: &Dom, node: NodeId) -> (u32, u32) {
        let range = blocks.inside(dom, node);
        (between(&self.kept_bytes, &range), between(&self.other_bytes, &range))
    }

    /// Bytes of shown text that is neither kept nor the article's head.
    fn foreign(&self, blocks: &Range<usize>) -> u32 {
        between(&self.other_bytes, blocks) - between(&self.head_bytes, blocks)
    }

    /// A quote around nearly the whole article only sets it in.
    fn is_nearly_all(&self, blocks: &Blocks, dom: &Dom, quote: NodeId) -> bool {
        let all = self.kept_bytes.last().copied().unwrap_or(0);
        let inside = self.inside(blocks, dom, quote).0;
        inside > 0 && u64::from(inside) * 10 > u64::from(all) * 9
    }
}

/// What sums grow by over a run of blocks.
fn between(sums: &[u32], blocks: &Range<usize>) -> u32 {
    match (sums.get(blocks.start), sums.get(blocks.end)) {
        (Some(from), Some(to)) => to.saturating_sub(*from),
        _ => 0,
    }
}

struct Build<'a> {
    dom: &'a Dom,
    blocks: &'a Blocks,
    scribe: Scribe<'a>,
    settings: &'a Settings,
    kept: &'a Kept<'a>,
    told: &'a Told,
    items: Items,
    /// Lists whose entries are sections with headings or many paragraphs: they flow like other text.
    flowing: FxHashSet<NodeId>,
    /// Captions by what they belong to, until a figure takes them.
    pending: FxHashMap<NodeId, Inline>,
    /// What waits for the group around it to end.
    waiting: Vec<BodyBlock>,
    group: Option<Group>,
    out: Body,
}

/// More blocks than this in one entry, and the list is layout.
const BLOCKS_OF_ENTRY: usize = 4;

impl<'a> Build<'a> {
    fn new(
        dom: &'a Dom,
        blocks: &'a Blocks,
        base: &'a Base,
        settings: &'a Settings,
        kept: &'a Kept<'a>,
        told: &'a Told,
    ) -> Build<'a> {
        let mut build = Build {
            dom,
            blocks,
            scribe: Scribe::new(dom, blocks, base),
            settings,
            kept,
            told,
            items: Items::default(),
            flowing: FxHashSet::default(),
            pending: FxHashMap::default(),
            waiting: Vec::new(),
            group: None,
            out: Body::default(),
        };
        build.find_flowing();
        build
    }

    fn find_flowing(&mut self) {
        let mut run = (None, 0);
        for &index in &self.kept.order {
            let setting = self.settings.at(self.blocks.list[index].element);
            let Some(list) = setting.list else { continue };
            run = if list.item == run.0 { (run.0, run.1 + 1) } else { (list.item, 1) };
            if setting.heading.is_some() || run.1 > BLOCKS_OF_ENTRY {
                self.flowing.insert(list.root);
            }
        }
    }

    fn caption_of(&self, index: usize) -> Option<Caption> {
        if let Some(owner) = self.told.owner(index) {
            return Some(Caption { owner });
        }
        let block = &self.blocks.list[index];
        let setting = self.settings.at(block.element);
        setting.caption.filter(|_| !block.image && !self.in_data_cell(setting))
    }

    fn in_data_cell(&self, setting: &setting::Setting) -> bool {
        setting.cell.is_some() && setting.table.is_some_and(|table| self.settings.tables.is_data(table))
    }

    /// Gathers the captions: those that are kept, and those of images that are shown.
    fn captions(&mut self, media: &[Media]) {
        let shown: FxHashSet<NodeId> = media.iter().filter_map(|media| media.owner).collect();
        for index in 0..self.blocks.len() {
            let Some(caption) = self.caption_of(index) else { continue };
            let keep = self.kept.keep.get(index) == Some(&true);
            if keep || shown.contains(&caption.owner) && !self.blocks.list[index].hidden {
                self.out.captions.push(index);
                let words = self.pending.entry(caption.owner).or_default();
                // For narrow screens and for wide ones.
                if !words.text.split('\n').any(|line| line == self.blocks.text(index)) {
                    words.append('\n', self.scribe.whole(index));
                }
            }
        }
    }

    fn run(mut self, media: Vec<Media>) -> Body {
        let mut media = media.into_iter().peekable();
        for &index in &self.kept.order {
            let block = &self.blocks.list[index];
            while let Some(next) = media.next_if(|media| media.node < block.first) {
                self.media(next);
            }
            if let Some(caption) = self.caption_of(index) {
                let comes = media.peek().is_some_and(|next| next.owner == Some(caption.owner));
                if !comes && let Some(words) = self.pending.remove(&caption.owner) {
                    self.waiting.push(figure(None, None, Some(words)));
                }
            } else if !(block.image && media.peek().is_some_and(|next| next.node == block.element)) {
                self.block(index);
            }
        }
        for rest in media {
            self.media(rest);
        }
        self.end_group();
        self.out.captions.sort_unstable();
        self.out.text = text::of(&self.out.blocks);
        self.out
    }

    fn media(&mut self, media: Media) {
        let caption = media.owner.and_then(|owner| self.pending.remove(&owner));
        match media.shown {
            Shown::Image { src, alt } => {
                self.out.captions.extend(media.alt_block);
                self.waiting.push(figure(src, alt, caption));
            }
            Shown::Embed { src } => {
                self.waiting.push(BodyBlock::Embed { src });
                if caption.is_some() {
                    self.waiting.push(figure(None, None, caption));
                }
            }
        }
    }

    /// Takes up a kept block that is no caption.
    fn block(&mut self, index: usize) {
        let (dom, blocks) = (self.dom, self.blocks);
        let block = &blocks.list[index];
        let setting = self.settings.at(block.element);
        if setting.pre.is_none() && shows_nothing(blocks.text(index)) {
            return;
        }
        if block.image {
            let alt = Some(blocks.text(index).to_owned());
            self.out.captions.push(index);
            self.waiting.push(figure(None, alt, None));
            return;
        }
        if self.in_data_cell(setting)
            && let (Some(table), Some(cell)) = (setting.table, setting.cell)
        {
            let words = self.one_line(index);
            self.group_of(Group::table(table)).add_cell(cell, words);
        } else if let Some(pre) = setting.pre {
            let text = code::listing(dom, blocks, index);
            self.group_of(Group::code(pre, || code::language(dom, pre))).add_line(text);
        } else if let Some(quote) = setting.quote {
            let paragraph = self.scribe.whole(index);
            self.group_of(Group::quote(quote)).add_paragraph(paragraph);
        } else if let Some((heading, level)) = setting.heading {
            let words = self.one_line(index);
            self.group_of(Group::heading(heading, level)).add_words(words);
        } else if let Some(list) = setting.list.filter(|list| !self.flowing.contains(&list.root)) {
            let inline = self.scribe.whole(index);
            let item = self.items.item(dom, &list, inline);
            self.group_of(Group::list(list.root, list.ordered)).add_item(item);
        } else {
            self.end_group();
            let Inline { text, links, marks } = self.scribe.whole(index).counted();
            self.out.blocks.push(BodyBlock::Paragraph { text, links, marks });
        }
    }

    /// A block's text with its line breaks as spaces.
    fn one_line(&mut self, index: usize) -> Inline {
        let words = self.scribe.whole(index);
        Inline { text: words.text.replace('\n', " "), ..words }
    }

    /// The open group if it is the same as this one; else this one, once the open one is written.
    fn group_of(&mut self, group: Group) -> &mut Group {
        if !self.group.as_ref().is_some_and(|open| open.is_same(&group)) {
            self.end_group();
        }
        self.group.get_or_insert(group)
    }

    fn end_group(&mut self) {
        self.out.blocks.extend(self.group.take().map(Group::into_block));
        self.out.blocks.append(&mut self.waiting);
    }
}

fn figure(src: Option<String>, alt: Option<String>, caption: Option<Inline>) -> BodyBlock {
    let (caption, links, marks) = match caption.map(Inline::counted) {
        Some(Inline { text, links, marks }) => (Some(text), links, marks),
        None => (None, Vec::new(), Vec::new()),
    };
    BodyBlock::Figure { src, alt, caption, links, marks }
}

/// Whether a text is white space and characters without a shape: editors leave them where a paragraph was deleted.
fn shows_nothing(text: &str) -> bool {
    let shapeless = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    text.chars().all(shapeless)
}

#[cfg(test)]
mod tests;
