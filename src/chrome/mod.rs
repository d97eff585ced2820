//! Names what is neither article nor comment.

mod discussion;
mod holder;
mod kinds;
mod lists;
mod phrase;
mod setting;

use html5ever::{LocalName, local_name};

use crate::block::Ruling;
use crate::block::page::Page;
use crate::dom::NodeId;
use crate::record::{Kind, Removed};

pub use kinds::kinds;
pub(crate) use phrase::{kind_among_comments, kind_of_phrase};
pub use setting::NotChrome;

/// The chrome of a page: consecutive blocks of one kind in one place are one piece. `removed` marks the blocks, `rule`
/// names the rule of the user that a block was dropped by.
pub fn removed<'r>(
    page: &Page,
    removed: &[bool],
    kinds: &[Kind],
    rule: impl Fn(Ruling) -> Option<&'r str>,
) -> Vec<Removed> {
    let blocks = page.blocks;
    let mut pieces: Vec<Removed> = Vec::new();
    let mut before: Option<(usize, Option<NodeId>, Option<Ruling>)> = None;
    for i in (0..blocks.len()).filter(|&i| removed[i]) {
        let block = &blocks.list[i];
        let place = named_element(page, block.element);
        let joins = before == Some((i.wrapping_sub(1), place, block.ruling));
        before = Some((i, place, block.ruling));
        match pieces.last_mut() {
            Some(last) if joins && last.kind == kinds[i] && last.hidden == block.hidden && !block.image => {
                last.text.push('\n');
                last.text.push_str(blocks.text(i));
            }
            _ => pieces.push(Removed {
                kind: kinds[i],
                text: blocks.text(i).to_owned(),
                path: place.and_then(|node| selector(page, node)),
                hidden: block.hidden,
                rule: block.ruling.and_then(&rule).map(str::to_owned),
            }),
        }
    }
    pieces
}

/// The nearest element with an id or class.
fn named_element(page: &Page, element: NodeId) -> Option<NodeId> {
    let dom = page.dom;
    std::iter::once(element).chain(dom.ancestors(element)).take(12).find(|&up| {
        let named = |name: &LocalName| matches!(*name, local_name!("id") | local_name!("class"));
        dom.atoms(up).any(|(name, value)| named(name) && !value.trim().is_empty())
    })
}

fn selector(page: &Page, node: NodeId) -> Option<String> {
    let dom = page.dom;
    let simple = |word: &&str| {
        !word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    if let Some(id) = dom.attr(node, "id").map(str::trim).filter(|id| !id.is_empty() && simple(id)) {
        return Some(["#", id].concat());
    }
    let class = dom.class(node)?.split_ascii_whitespace().find(simple)?;
    Some([dom.name(node)?, ".", class].concat())
}
