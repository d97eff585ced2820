//! The images and embeds that stand in the article.
//!
//! An image is the article's where the smallest stretch of page around it that stands between two kept blocks holds
//! next to no text that is not: teasers, forms and author boxes do.

use memchr::memchr_iter;
use rustc_hash::{FxHashMap, FxHashSet};

use super::caption::Told;
use super::setting::Settings;
use super::{Kept, between};
use crate::address::Base;
use crate::block::{Blocks, NoscriptCopies, is_hidden};
use crate::dom::{Dom, NodeId, Tag};
use crate::image;

/// Something to show, and where it stands.
pub(super) struct Media {
    pub node: NodeId,
    /// What a caption would be the caption of.
    pub owner: Option<NodeId>,
    /// The block that holds its alternative text.
    pub alt_block: Option<usize>,
    pub shown: Shown,
}

pub(super) enum Shown {
    Image { src: Option<String>, alt: Option<String> },
    Embed { src: String },
}

/// More foreign text around an image than this, in bytes, and it is no image of the article.
const FOREIGN_TEXT: u32 = 60;
/// What may stand between an image and the article's first block, in bytes: a headline and a byline.
const LEADING_TEXT: u32 = 400;
/// How far into a figure the search for what it shows goes.
const FIGURE_NODES: usize = 256;
/// How many elements up the search for an image's surroundings goes.
const UP: usize = 12;

/// Class of an embedded post, and the attribute that holds its address; with none, the last link in it.
const POSTS: &[(&str, &str)] = &[
    ("twitter-tweet", ""),
    ("twitter-video", ""),
    ("instagram-media", "data-instgrm-permalink"),
    ("tiktok-embed", "cite"),
    ("fb-post", "data-href"),
    ("fb-video", "data-href"),
    ("reddit-embed-bq", ""),
    ("reddit-card", ""),
    ("bluesky-embed", ""),
    ("mastodon-embed", ""),
    ("text-post-media", "data-text-post-permalink"),
];

/// Whether a class may be one of [`POSTS`]: spares most elements the search.
fn may_mark(class: &str) -> bool {
    // One of these stands around the first hyphen of each.
    let around = |at: usize| class.as_bytes().get(at.saturating_sub(1)..at + 2);
    memchr_iter(b'-', class.as_bytes()).any(|at| {
        matches!(
            around(at),
            Some(
                b"r-t"
                    | b"r-v"
                    | b"m-m"
                    | b"k-e"
                    | b"b-p"
                    | b"b-v"
                    | b"t-e"
                    | b"t-c"
                    | b"y-e"
                    | b"n-e"
                    | b"t-p"
            )
        )
    })
}

/// Words in the host of frames that show advertisements, counters, buttons or comments.
const NO_CONTENT: &[&str] = &[
    "ads",
    "adservice",
    "adsystem",
    "amazon-adsystem",
    "criteo",
    "disqus",
    "doubleclick",
    "googlesyndication",
    "googletagmanager",
    "hotjar",
    "outbrain",
    "recaptcha",
    "sharethis",
    "taboola",
];

/// What the search looks at.
pub(super) struct Page<'a> {
    pub dom: &'a Dom,
    pub blocks: &'a Blocks,
    pub base: &'a Base,
    pub kept: &'a Kept<'a>,
    pub settings: &'a Settings,
    pub told: &'a Told,
}

struct Search<'a> {
    page: &'a Page<'a>,
    copies: NoscriptCopies<'a>,
    /// The blocks of alternative texts by their image.
    alts: FxHashMap<NodeId, usize>,
    /// Where the article's text begins, and the smallest element around all of it.
    first: NodeId,
    container: NodeId,
    shown: FxHashSet<String>,
}

/// Finds what is shown in the article, in document order.
pub(super) fn find(page: &Page) -> Vec<Media> {
    let (dom, blocks, kept) = (page.dom, page.blocks, page.kept);
    let (Some(&first), Some(&last)) = (kept.order.first(), kept.order.last()) else { return Vec::new() };
    let (first, last) = (blocks.list[first].first, blocks.list[last].last);
    let container = std::iter::successors(Some(first), |&node| dom.parent(node))
        .find(|&node| dom.contains(node, last))
        .unwrap_or(Dom::ROOT);
    let images = blocks.list.iter().enumerate().filter(|(_, block)| block.image);
    let alts = images.map(|(index, block)| (block.element, index)).collect();
    // Many pages have headline and lead image in one row, the text in the next.
    let headline = kept.headline.map(|headline| NodeId(blocks.list[headline].last.0 + 1));
    let start = headline.map_or(container, |headline| headline.min(container));
    let copies = NoscriptCopies::of(dom);
    let mut search = Search { page, copies, alts, first, container, shown: FxHashSet::default() };
    search.run(start, last)
}

impl Search<'_> {
    fn run(&mut self, start: NodeId, last: NodeId) -> Vec<Media> {
        let dom = self.page.dom;
        let mut found = Vec::new();
        // The last block's figure may reach past its text.
        let end = dom.end(self.page.settings.at(last).figure.unwrap_or(last));
        let mut at = start;
        while at < end {
            let tag = dom.tag(at);
            if tag == Tag::Noscript && self.copies.is_copy(at) || matches!(tag, Tag::Svg | Tag::Template) {
                at = dom.end(at);
                continue;
            }
            let shown = match tag {
                Tag::Img => self.image(at),
                Tag::Iframe | Tag::Video | Tag::Audio | Tag::Embed | Tag::Object => self.frame(at),
                Tag::Blockquote | Tag::Div => self.post(at),
                Tag::Figure => self.unknown(at),
                _ => None,
            };
            let skip = shown.is_some() || matches!(tag, Tag::Video | Tag::Audio);
            if let Some(shown) = shown {
                found.push(self.media(at, shown));
            }
            // Nothing of an embed is shown a second time; a post's own words are blocks like others.
            at = if skip { dom.end(at) } else { NodeId(at.0 + 1) };
        }
        found
    }

    fn media(&self, node: NodeId, shown: Shown) -> Media {
        let holds_alt = matches!(self.page.dom.tag(node), Tag::Figure);
        let inside = self.page.dom.subtree(node).take(if holds_alt { FIGURE_NODES } else { 1 });
        let alt_block = inside.into_iter().find_map(|inner| self.alts.get(&inner)).copied();
        let owner = self.page.settings.at(node).figure.or_else(|| self.owner(node));
        Media { node, owner: Some(owner.unwrap_or(node)), alt_block, shown }
    }

    /// What holds both the image and a caption that only its class marks.
    fn owner(&self, node: NodeId) -> Option<NodeId> {
        let mut near = self.page.dom.ancestors(node).take(3);
        near.find(|&up| {
            let blocks = self.page.blocks.inside(self.page.dom, up).take(8);
            blocks.into_iter().any(|index| {
                let setting = self.page.settings.at(self.page.blocks.list[index].element);
                setting.caption.is_some_and(|caption| caption.owner == up)
            })
        })
    }

    fn image(&mut self, node: NodeId) -> Option<Shown> {
        let alt_block = self.alts.get(&node);
        let kept = alt_block.is_some_and(|&index| self.page.kept.keep.get(index) == Some(&true));
        let src = image::source(self.page.dom, node, self.page.base);
        let captioned = self.is_captioned(node);
        let fits = || {
            src.is_some()
                && !image::is_furniture(self.page.dom, node, captioned)
                && self.is_in_article(node, captioned || image::is_large(self.page.dom, node))
        };
        if !kept && !fits() {
            return None;
        }
        if let Some(src) = &src
            && !self.shown.insert(src.clone())
            && !kept
        {
            return None;
        }
        let alt = alt_block.map(|&index| self.page.blocks.text(index).to_owned());
        Some(Shown::Image { src, alt })
    }

    /// A figure between kept blocks of which nothing but the caption is there: its file was not saved.
    fn unknown(&self, node: NodeId) -> Option<Shown> {
        let Page { dom, blocks, base, settings, .. } = *self.page;
        let shows = |inner: NodeId| match dom.tag(inner) {
            Tag::Img => image::source(dom, inner, base).is_some(),
            tag => {
                matches!(tag, Tag::Iframe | Tag::Video | Tag::Audio | Tag::Embed | Tag::Object | Tag::Table)
            }
        };
        if node < self.first || !self.is_captioned(node) || dom.subtree(node).take(FIGURE_NODES).any(shows) {
            return None;
        }
        let worded = |index: usize| {
            let block = &blocks.list[index];
            let linked =
                blocks.links(index).iter().map(|link| link.range.end - link.range.start).sum::<u32>();
            let caption = settings.at(block.element).caption.is_some_and(|caption| caption.owner == node);
            caption && !block.hidden && linked * 2 < block.range.end - block.range.start
        };
        let fits = blocks.inside(dom, node).take(32).any(worded) && self.is_in_article(node, true);
        let img = || dom.subtree(node).take(FIGURE_NODES).find_map(|inner| self.alts.get(&inner));
        fits.then(|| Shown::Image { src: None, alt: img().map(|&index| blocks.text(index).to_owned()) })
    }

    fn frame(&mut self, node: NodeId) -> Option<Shown> {
        let dom = self.page.dom;
        let names: &[&str] = match dom.tag(node) {
            Tag::Object => &["data"],
            _ => &["src", "data-src", "data-lazy-src", "data-litespeed-src"],
        };
        let own = names.iter().find_map(|name| self.page.base.of_attr(dom, node, name));
        let source = |id: &NodeId| dom.tag(*id) == Tag::Source;
        let src = own.or_else(|| {
            let mut sources = dom.subtree(node).take(16).filter(source);
            sources.find_map(|id| self.page.base.of_attr(dom, id, "src"))
        })?;
        let small =
            |name| dom.attr(node, name).and_then(|size| size.parse::<u32>().ok()).is_some_and(|n| n < 50);
        let audio = dom.tag(node) == Tag::Audio;
        if !audio && (small("width") || small("height")) || is_no_content(&src) {
            return None;
        }
        self.embed(node, src)
    }

    fn post(&mut self, node: NodeId) -> Option<Shown> {
        let class = self.page.dom.class(node).filter(|class| may_mark(class))?;
        let (_, attribute) =
            POSTS.iter().find(|(name, _)| class.split_ascii_whitespace().any(|token| token == *name))?;
        let own = self.page.base.of_attr(self.page.dom, node, attribute);
        let src = own.or_else(|| {
            let links =
                self.page.dom.subtree(node).rev().take(256).filter(|&id| self.page.dom.tag(id) == Tag::A);
            links.filter_map(|id| self.page.base.of_attr(self.page.dom, id, "href")).next()
        })?;
        self.embed(node, src)
    }

    fn embed(&mut self, node: NodeId, src: String) -> Option<Shown> {
        let fits = self.is_in_article(node, self.is_captioned(node)) && self.shown.insert(src.clone());
        fits.then_some(Shown::Embed { src })
    }

    /// Whether a caption is in its figure, or says what its alternative text does.
    fn is_captioned(&self, node: NodeId) -> bool {
        let Page { dom, blocks, settings, told, .. } = *self.page;
        let Some(figure) = settings.at(node).figure else {
            return told.has(node) || self.owner(node).is_some();
        };
        let is_caption = |index: usize| {
            let caption = settings.at(blocks.list[index].element).caption;
            caption.is_some_and(|caption| caption.owner == figure)
        };
        told.has(figure) || blocks.inside(dom, figure).take(32).any(is_caption)
    }

    /// Whether what surrounds a node up to the next kept blocks belongs to the article. What shows that it is one to look
    /// at may stand by headline and byline; anything else there is the author's portrait.
    fn is_in_article(&self, node: NodeId, notable: bool) -> bool {
        let Page { dom, blocks, kept, .. } = *self.page;
        if node < self.container && !notable
            || node < self.first && self.text_before_article(node, notable) > LEADING_TEXT
        {
            return false;
        }
        let mut own = None;
        for up in std::iter::once(node).chain(dom.ancestors(node)).take(UP) {
            if up != node && is_hidden(dom, up) || matches!(dom.tag(up), Tag::Nav | Tag::Footer) {
                return false;
            }
            let (kept_text, mut other) = kept.inside(blocks, dom, up);
            if kept_text > 0 {
                return true;
            }
            if notable {
                other = kept.foreign(&blocks.inside(dom, up));
            }
            // A post's own words are no surroundings, nor are captions.
            let own = *own.get_or_insert(other);
            if other.saturating_sub(own).saturating_sub(self.captions(up, other)) > FOREIGN_TEXT {
                return false;
            }
        }
        true
    }

    /// Bytes of captions inside an element, where it holds little enough to count.
    fn captions(&self, node: NodeId, other: u32) -> u32 {
        if other == 0 {
            return 0;
        }
        let range = self.page.blocks.inside(self.page.dom, node);
        let is_caption = |index: &usize| {
            let block = &self.page.blocks.list[*index];
            let is = self.page.told.owner(*index).is_some()
                || self.page.settings.at(block.element).caption.is_some();
            !block.image && !block.hidden && is
        };
        let captions =
            range.take(32).filter(is_caption).map(|index| self.page.blocks.text(index).len() as u32);
        captions.sum()
    }

    fn text_before_article(&self, node: NodeId, notable: bool) -> u32 {
        let from = self.page.blocks.list.partition_point(|block| block.anchor() < node);
        let to = self.page.blocks.list.partition_point(|block| block.anchor() < self.first);
        match notable {
            true => self.page.kept.foreign(&(from..to)),
            false => between(&self.page.kept.other_bytes, &(from..to)),
        }
    }
}

fn is_no_content(src: &str) -> bool {
    let host = src.split_once("//").map_or(src, |(_, rest)| rest).split('/').next().unwrap_or_default();
    host.split('.').any(|label| NO_CONTENT.contains(&label)) || src.contains("/plugins/like")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_post_is_passed_over() {
        assert!(POSTS.iter().all(|(name, _)| may_mark(name)));
    }
}
