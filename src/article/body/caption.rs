//! Captions that nothing marks, told by the alternative text of the image beside them, which says the same.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Roles;
use super::setting::Settings;
use crate::block::Blocks;
use crate::dom::{Dom, NodeId, Tag};
use crate::image::is_image_address;

/// Such captions.
#[derive(Default)]
pub(super) struct Told {
    owners: FxHashMap<usize, NodeId>,
    captioned: FxHashSet<NodeId>,
}

impl Told {
    /// What a block is the caption of.
    pub(super) fn owner(&self, block: usize) -> Option<NodeId> {
        self.owners.get(&block).copied()
    }

    /// Whether such a caption is that of a figure, or of an image in none.
    pub(super) fn has(&self, owner: NodeId) -> bool {
        self.captioned.contains(&owner)
    }
}

/// How many blocks or lines from its image a caption may stand.
pub(crate) const NEAR: usize = 2;
/// Fewer words may be said twice by chance.
const WORDS: usize = 4;
/// How much longer than the alternative text a caption may be, in bytes: it names the photographer.
pub(crate) const LONGER: usize = 150;

/// Finds the blocks beside an image that begin with its alternative text. What is the article's text or head already is none.
pub(super) fn told_by_alt(dom: &Dom, blocks: &Blocks, roles: &Roles, settings: &Settings) -> Told {
    let mut told = Told::default();
    let taken =
        |i: usize| [roles.body, roles.headline, roles.head].iter().any(|role| role.get(i) == Some(&true));
    let may_be = |i: usize| {
        let block = &blocks.list[i];
        let setting = settings.at(block.element);
        let links = blocks.links(i).iter().map(|link| link.range.end - link.range.start).sum::<u32>();
        !(block.image || block.hidden || taken(i))
            && setting.caption.is_none()
            && setting.heading.is_none()
            && links * 2 < block.range.end - block.range.start
    };
    for (image, block) in blocks.list.iter().enumerate() {
        if !block.image || block.hidden || dom.is_svg(block.element) || leads_on(dom, block.element) {
            continue;
        }
        let alt = blocks.text(image);
        if alt.split_whitespace().take(WORDS).count() < WORDS {
            continue;
        }
        let says = |&i: &usize| {
            let text = blocks.text(i);
            text.len() <= alt.len() + LONGER && begins_with(text, alt) && may_be(i)
        };
        let near = (image + 1..blocks.len().min(image + 1 + NEAR)).chain(image.saturating_sub(NEAR)..image);
        if let Some(caption) = near.into_iter().find(says) {
            let owner = settings.at(block.element).figure.unwrap_or(block.element);
            told.owners.entry(caption).or_insert(owner);
            told.captioned.insert(owner);
        }
    }
    told
}

/// Whether an image is a link to another page, and the words beside it are a teaser. One to the image's file is none.
fn leads_on(dom: &Dom, img: NodeId) -> bool {
    let link = dom.ancestors(img).take(4).find(|&up| dom.tag(up) == Tag::A);
    let href = link.and_then(|link| dom.attr(link, "href")).unwrap_or_default();
    !href.is_empty() && !href.starts_with('#') && !is_image_address(href)
}

/// Whether a text begins with another, white space and full stops apart.
fn begins_with(text: &str, start: &str) -> bool {
    let mut words = text.split_whitespace();
    let mut starting = start.split_whitespace().peekable();
    while let Some(word) = starting.next() {
        let same = match (words.next(), starting.peek()) {
            (Some(own), Some(_)) => own == word,
            (Some(own), None) => {
                own.trim_end_matches(['.', ',', ';', ':']) == word.trim_end_matches(['.', '…'])
            }
            (None, _) => false,
        };
        if !same {
            return false;
        }
    }
    true
}
