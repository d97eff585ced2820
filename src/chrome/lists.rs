//! One list, one kind: entries that say nothing of themselves are what most of their list is.

use rustc_hash::FxHashMap;

use crate::block::page::Page;
use crate::dom::{NodeId, Tag};
use crate::record::Kind;

/// Fewer blocks agree by chance.
const FEW: usize = 4;

/// How far up an entry's list can be.
const REACH: usize = 10;

/// The most words that a menu's entries have on average.
const LABEL: f32 = 4.0;

/// Kinds that an entry has where little was known of it.
fn is_weak(kind: Kind) -> bool {
    matches!(kind, Kind::Other | Kind::Teaser | Kind::Navigation | Kind::Tags | Kind::Tools | Kind::Sidebar)
}

/// Kinds that a whole list may be.
fn is_of_lists(kind: Kind) -> bool {
    is_weak(kind) && kind != Kind::Other
        || matches!(kind, Kind::Related | Kind::MostRead | Kind::Footer | Kind::Breadcrumb)
}

/// Gives weak entries the kind of more than half of their list; what is the article's has no voice.
pub(super) fn agree(page: &Page, body: &[bool], kinds: &mut [Kind]) {
    let dom = page.dom;
    let is_list = |up: &NodeId| matches!(dom.tag(*up), Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dl | Tag::Select);
    let mut lists: FxHashMap<NodeId, Vec<usize>> = FxHashMap::default();
    for (i, block) in page.blocks.list.iter().enumerate() {
        if body.get(i) == Some(&true) || block.image {
            continue;
        }
        // Of a menu with menus in it the outermost list.
        let around = std::iter::once(block.element).chain(dom.ancestors(block.element)).take(REACH);
        if let Some(list) = around.filter(is_list).last() {
            lists.entry(list).or_default().push(i);
        }
    }
    for entries in lists.into_values().filter(|entries| entries.len() >= FEW) {
        let mut counts: FxHashMap<Kind, usize> = FxHashMap::default();
        for &i in &entries {
            *counts.entry(kinds[i]).or_default() += 1;
        }
        let most = counts.into_iter().find(|&(_, count)| count * 2 > entries.len());
        let most = match most {
            Some((Kind::Other, _)) => leads_around(page, &entries).then_some(Kind::Navigation),
            most => most.map(|(kind, _)| kind).filter(|&kind| is_of_lists(kind)),
        };
        if let Some(most) = most {
            for i in entries {
                kinds[i] = if is_weak(kinds[i]) { most } else { kinds[i] };
            }
        }
    }
}

/// Whether nearly all entries are links of some words.
fn leads_around(page: &Page, entries: &[usize]) -> bool {
    let sum = |of: &dyn Fn(usize) -> f32| entries.iter().map(|&i| of(i)).sum::<f32>();
    let (words, linked) = (sum(&|i| page.measures[i].words), sum(&|i| page.link_words[i]));
    linked > 0.9 * words && words <= LABEL * entries.len() as f32
}
