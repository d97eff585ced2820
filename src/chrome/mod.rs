//! Names what is neither article nor comment.

use crate::block::Blocks;
use crate::dom::Dom;
use crate::record::Kind;

/// The kind of each block of the page, were it chrome: an entry a block.
pub fn kinds(_dom: &Dom, blocks: &Blocks) -> Vec<Kind> {
    vec![Kind::Other; blocks.len()]
}
