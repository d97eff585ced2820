//! The table of known systems, its selectors compiled.

use std::sync::OnceLock;

use super::selector::Selector;
use super::systems::{Nesting, SYSTEMS, System};
use crate::record::Role;

/// By the system's place in the table.
static COMPILED: [OnceLock<Compiled>; SYSTEMS.len()] = [const { OnceLock::new() }; SYSTEMS.len()];

/// A system with its selectors compiled.
pub(super) struct Compiled {
    pub(super) system: &'static System,
    pub(super) item: Selector,
    pub(super) whole: Selector,
    pub(super) never: Selector,
    pub(super) fields: [Selector; FIELDS],
    pub(super) drop: Selector,
    pub(super) roles: Vec<(Selector, Role)>,
    pub(super) nesting: Vec<(Nesting, Selector)>,
    pub(super) counter: Selector,
}

/// The pieces of a comment for which a system has a selector.
pub(super) const FIELDS: usize = 7;
pub(super) const AUTHOR: usize = 0;
pub(super) const DATE: usize = 1;
pub(super) const BODY: usize = 2;
pub(super) const VOTES: usize = 3;
pub(super) const DOWN: usize = 4;
pub(super) const PERMALINK: usize = 5;
pub(super) const BADGE: usize = 6;

impl Compiled {
    /// A system of the table, compiled when a page first shows its marks.
    pub(super) fn of(place: usize) -> &'static Compiled {
        COMPILED[place].get_or_init(|| Compiled::new(&SYSTEMS[place]))
    }

    fn new(system: &'static System) -> Compiled {
        // A selector that does not compile matches nothing; a test holds that all of the table's do.
        let compile = |text| Selector::parse(text).unwrap_or_default();
        Compiled {
            system,
            item: compile(system.item),
            whole: compile(system.whole),
            never: compile(system.never),
            fields: [
                system.author,
                system.date,
                system.body,
                system.votes,
                system.down,
                system.permalink,
                system.badge,
            ]
            .map(compile),
            drop: compile(system.drop),
            roles: system.roles.iter().map(|&(text, role)| (compile(text), role)).collect(),
            nesting: system.nesting.iter().map(|&form| (form, compile(form.selector()))).collect(),
            counter: compile(system.counter),
        }
    }
}

impl Nesting {
    /// The selector that it names, or nothing.
    pub(super) fn selector(self) -> &'static str {
        match self {
            Nesting::DepthAttr(selector, _)
            | Nesting::Indent(selector)
            | Nesting::After(selector)
            | Nesting::AnswerLink(selector) => selector,
            Nesting::Inside | Nesting::DepthClass(_) | Nesting::ParentId(_) => "",
        }
    }
}
