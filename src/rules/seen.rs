//! A page without what rules have settled already: what is left to judge.

use std::borrow::Cow;

use super::without;
use crate::block::{Blocks, Ruling};
use crate::dom::{Dom, NodeId};

/// What of a page is seen. Nodes keep their ids, blocks do not keep their numbers.
pub(crate) struct Seen<'a> {
    /// The tree; what is not seen has no elements and no text in it.
    pub dom: Cow<'a, Dom>,
    /// The blocks that are seen.
    pub blocks: Cow<'a, Blocks>,
    /// The numbers of these blocks among all; empty where all are seen.
    numbers: Vec<usize>,
}

impl<'a> Seen<'a> {
    /// The page without what is `gone`.
    pub fn of(
        dom: &'a Dom,
        blocks: &'a Blocks,
        rulings: &[Option<Ruling>],
        gone: impl Fn(Ruling) -> bool,
    ) -> Seen<'a> {
        let is_gone = |ruling: Option<Ruling>| ruling.is_some_and(&gone);
        let node_gone = |id: NodeId| rulings.get(id.index()).is_some_and(|ruling| is_gone(*ruling));
        let dom = without(dom, node_gone);
        if !blocks.list.iter().any(|block| is_gone(block.ruling)) {
            return Seen { dom, blocks: Cow::Borrowed(blocks), numbers: Vec::new() };
        }
        let stays = |&i: &usize| !is_gone(blocks.list[i].ruling);
        let numbers: Vec<usize> = (0..blocks.len()).filter(stays).collect();
        let blocks = Cow::Owned(blocks.only(&numbers));
        Seen { dom, blocks, numbers }
    }

    /// Whether nothing is gone.
    pub fn is_all(&self) -> bool {
        matches!(self.blocks, Cow::Borrowed(_))
    }

    /// The number of a block among all.
    pub fn number(&self, block: usize) -> usize {
        self.numbers.get(block).copied().unwrap_or(block)
    }

    /// Of a column with an entry a block, the entries of those that are seen.
    pub fn column<'c, T: Copy>(&self, all: &'c [T]) -> Cow<'c, [T]> {
        if self.is_all() {
            return Cow::Borrowed(all);
        }
        Cow::Owned((0..self.blocks.len()).filter_map(|i| all.get(self.number(i)).copied()).collect())
    }

    /// A column with an entry a block that is seen, made one of all blocks.
    pub fn spread<T: Copy>(&self, seen: Vec<T>, all: usize, others: T) -> Vec<T> {
        if self.is_all() {
            return seen;
        }
        let mut column = vec![others; all];
        for (i, value) in seen.into_iter().enumerate() {
            column[self.number(i)] = value;
        }
        column
    }
}
