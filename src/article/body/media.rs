//! The images and embeds that stand in the article.
//!
//! An image is the article's where the smallest stretch of page around it that stands between two kept blocks holds
//! next to no text that is not: teasers, forms and author boxes do.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Kept;
use super::image;
use super::setting::Settings;
use crate::address::Base;
use crate::block::{Blocks, is_hidden, is_noscript_copy};
use crate::dom::{Dom, NodeId, Tag};

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
fn may_mark(token: &str) -> bool {
    token.len() > 6 && token.starts_with(['b', 'f', 'i', 'm', 'r', 't']) && token.contains('-')
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

struct Search<'a> {
    dom: &'a Dom,
    blocks: &'a Blocks,
    kept: &'a Kept<'a>,
    settings: &'a Settings,
    base: &'a Base,
    /// The blocks of alternative texts by their image.
    alts: FxHashMap<NodeId, usize>,
    first: NodeId,
    shown: FxHashSet<String>,
}

/// Finds what is shown in the article, in document order.
pub(super) fn find(dom: &Dom, blocks: &Blocks, kept: &Kept, settings: &Settings, base: &Base) -> Vec<Media> {
    let (Some(&first), Some(&last)) = (kept.order.first(), kept.order.last()) else { return Vec::new() };
    let (first, last) = (blocks.list[first].first, blocks.list[last].last);
    let container = std::iter::successors(Some(first), |&node| dom.parent(node))
        .find(|&node| dom.contains(node, last))
        .unwrap_or(Dom::ROOT);
    let images = blocks.list.iter().enumerate().filter(|(_, block)| block.image);
    let alts = images.map(|(index, block)| (block.element, index)).collect();
    let mut search = Search { dom, blocks, kept, settings, base, alts, first, shown: FxHashSet::default() };
    search.run(container, last)
}

impl Search<'_> {
    fn run(&mut self, container: NodeId, last: NodeId) -> Vec<Media> {
        let dom = self.dom;
        let mut found = Vec::new();
        // The last block's figure may reach past its text.
        let end = dom.end(self.settings.at(last).figure.unwrap_or(last));
        let mut at = container;
        while at < end {
            let tag = dom.tag(at);
            if tag == Tag::Noscript && is_noscript_copy(dom, at) || matches!(tag, Tag::Svg | Tag::Template) {
                at = dom.end(at);
                continue;
            }
            let shown = match tag {
                Tag::Img => self.image(at),
                Tag::Iframe | Tag::Video | Tag::Audio | Tag::Embed | Tag::Object => self.frame(at),
                Tag::Blockquote | Tag::Div => self.post(at),
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
        let alt_block = self.alts.get(&node).copied();
        Media { node, owner: self.settings.at(node).figure.or_else(|| self.owner(node)), alt_block, shown }
    }

    /// What holds both the image and a caption that only its class marks.
    fn owner(&self, node: NodeId) -> Option<NodeId> {
        let mut near = self.dom.ancestors(node).take(3);
        near.find(|&up| {
            let blocks = self.blocks.inside(self.dom, up).take(8);
            blocks.into_iter().any(|index| {
                let setting = self.settings.at(self.blocks.list[index].element);
                setting.caption.is_some_and(|caption| caption.owner == up)
            })
        })
    }

    fn image(&mut self, node: NodeId) -> Option<Shown> {
        let alt_block = self.alts.get(&node);
        let kept = alt_block.is_some_and(|&index| self.kept.keep.get(index) == Some(&true));
        let src = image::source(self.dom, node, self.base);
        let fits = || src.is_some() && !image::is_furniture(self.dom, node) && self.is_in_article(node);
        if !kept && !fits() {
            return None;
        }
        if let Some(src) = &src
            && !self.shown.insert(src.clone())
            && !kept
        {
            return None;
        }
        let alt = alt_block.map(|&index| self.blocks.text(index).to_owned());
        Some(Shown::Image { src, alt })
    }

    fn frame(&mut self, node: NodeId) -> Option<Shown> {
        let dom = self.dom;
        let names: &[&str] = match dom.tag(node) {
            Tag::Object => &["data"],
            _ => &["src", "data-src", "data-lazy-src", "data-litespeed-src"],
        };
        let own = names.iter().find_map(|name| self.base.of_attr(dom, node, name));
        let source = |id: &NodeId| dom.tag(*id) == Tag::Source;
        let src = own.or_else(|| {
            let mut sources = dom.subtree(node).take(16).filter(source);
            sources.find_map(|id| self.base.of_attr(dom, id, "src"))
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
        let class = self.dom.class(node).filter(|class| class.split_ascii_whitespace().any(may_mark))?;
        let (_, attribute) =
            POSTS.iter().find(|(name, _)| class.split_ascii_whitespace().any(|token| token == *name))?;
        let own = self.base.of_attr(self.dom, node, attribute);
        let src = own.or_else(|| {
            let links = self.dom.subtree(node).rev().take(256).filter(|&id| self.dom.tag(id) == Tag::A);
            links.filter_map(|id| self.base.of_attr(self.dom, id, "href")).next()
        })?;
        self.embed(node, src)
    }

    fn embed(&mut self, node: NodeId, src: String) -> Option<Shown> {
        let fits = self.is_in_article(node) && self.shown.insert(src.clone());
        fits.then_some(Shown::Embed { src })
    }

    /// Whether what surrounds a node up to the next kept blocks belongs to the article.
    fn is_in_article(&self, node: NodeId) -> bool {
        let dom = self.dom;
        if node < self.first && self.text_before_article(node) > LEADING_TEXT {
            return false;
        }
        let mut own = None;
        for up in std::iter::once(node).chain(dom.ancestors(node)).take(UP) {
            if up != node && is_hidden(dom, up) || matches!(dom.tag(up), Tag::Nav | Tag::Footer) {
                return false;
            }
            let (kept, other) = self.kept.inside(self.blocks, dom, up);
            if kept > 0 {
                return true;
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
        let range = self.blocks.inside(self.dom, node);
        let is_caption = |&index: &usize| {
            let block = &self.blocks.list[index];
            !block.image && !block.hidden && self.settings.at(block.element).caption.is_some()
        };
        let captions = range.take(32).filter(is_caption).map(|index| self.blocks.text(index).len() as u32);
        captions.sum()
    }

    fn text_before_article(&self, node: NodeId) -> u32 {
        let from = self.blocks.list.partition_point(|block| block.anchor() < node);
        let to = self.blocks.list.partition_point(|block| block.anchor() < self.first);
        match (self.kept.other_bytes.get(from), self.kept.other_bytes.get(to)) {
            (Some(from), Some(to)) => to.saturating_sub(*from),
            _ => 0,
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
