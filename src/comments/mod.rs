//! The readers' comments of a page: which system shows them, who wrote what when, and what answers what.
//!
//! Two searches find the elements that hold a comment each: the table of known systems (`systems`, `recognise`), and
//! where it knows nothing, the shapes that repeat (`repeats`). Both give [`Candidate`]s; `fields` reads them, `thread`
//! tells what answers what, and `assemble` puts the record's comments together.

mod areas;
mod assemble;
mod clue;
mod compiled;
mod counted;
mod declared;
mod entries;
mod evidence;
mod fields;
mod find_marks;
mod images;
mod list;
mod marks;
mod marks_table;
#[cfg(test)]
mod nameless_tests;
mod names;
mod names_table;
mod others;
mod page;
mod parents;
mod recognise;
#[cfg(test)]
mod record_tests;
mod repeats;
mod selector;
mod short;
mod suspects;
mod systems;
#[cfg(test)]
mod systems_tests;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod thread;
mod types;
mod words;
mod words_table;

pub(crate) use areas::is_heading;
pub(crate) use find_marks::is_joined;
pub(crate) use names::{clean_name, may_be_name, role_of};
pub use types::{Candidate, Context, Item, Threads};

use crate::{letters, phrases};
use page::Page;
use recognise::find as find_known;
use suspects::Suspects;
use words::Words;

/// How much must speak for several comments for the labeller's word against it to count for nothing.
const BEYOND_DOUBT: f32 = 6.5;

/// Whether what looks like comments is the article itself, by the labeller.
fn is_article(context: &Context, threads: &Threads) -> bool {
    let blocks = || threads.lead.iter().chain(&threads.items).flat_map(|item| item.blocks.iter().copied());
    let article = context.blocks.mean(context.article, blocks());
    article > 0.5 && article > context.blocks.mean(context.likely, blocks())
}

/// Whether all there is, is one record with no two words in its text, "Updated 47", or with no date and nothing but something
/// to press.
fn says_nothing(threads: &Threads) -> bool {
    let words = |text: &str| letters::words(text).filter(|word| !word.contains(char::is_numeric)).count();
    let stock = |text: &str| text.lines().all(|line| phrases::classify(line).is_some());
    let undated = |item: &Item| item.comment.published_text.is_none();
    let lone = threads.lead.is_none() && threads.items.len() == 1;
    lone && threads
        .items
        .iter()
        .all(|item| words(&item.comment.text) < 2 || undated(item) && stock(&item.comment.text))
}

/// The chance below which comments of no known system are not looked for: what repeats there with names and dates is
/// testimonials, portfolios and live reports.
const IN_THE_LEAST: f32 = 0.01;

/// Whether the labeller rules out that the page has comments, and no heading says that it has.
fn rules_out(context: &Context) -> bool {
    let hardly = context.chance.is_some_and(|chance| chance < IN_THE_LEAST);
    hardly && context.forum != Some(true) && !areas::any_heading(context)
}

/// Finds the comments of a page.
pub fn find(context: &Context) -> Threads {
    let mut suspects = Suspects::new();
    let words = Words::of(context.dom, &mut suspects);
    let known = context.systems.then(|| find_known(context, &suspects)).flatten();
    if known.is_none() && rules_out(context) {
        return Threads { declared: declared::elsewhere(context, &words), ..Threads::default() };
    }
    let page = Page::of(context, words);
    let mut counter = None;
    let mut threads = if let Some(found) = known {
        let mut threads = assemble::assemble(&page, &found.candidates, found.forum, true);
        threads.system = Some(found.system);
        threads.posts = threads.lead.is_some();
        counter = found.counter;
        threads
    } else if let Some(list) = repeats::find(&page) {
        let forum = evidence::is_forum(&page, &list);
        let posts = forum && evidence::shows_posts(&page, &list);
        let parents = thread::parents(context.dom, &list.members);
        let candidates: Vec<Candidate> = list
            .members
            .iter()
            .zip(&list.ends)
            .zip(parents)
            .map(|((&node, &end), parent)| Candidate {
                node,
                parent,
                until: Some(end),
                ..Candidate::default()
            })
            .collect();
        let mut threads = assemble::assemble(&page, &candidates, forum, false);
        threads.posts = posts && threads.lead.is_some();
        let clear = list.good > 1 && list.evidence >= BEYOND_DOUBT;
        let doubtful = context.forum != Some(true) && !posts && !clear && !evidence::are_many(&page, &list);
        let nothing = says_nothing(&threads) || doubtful && is_article(context, &threads);
        if nothing { Threads::default() } else { threads }
    } else {
        Threads::default()
    };
    let lead = threads.lead.as_ref().map(|lead| lead.node);
    let counter = counter.or_else(|| declared::before(&page, threads.items.first()?.node, lead));
    threads.declared = counter.map(|counter| counter.comments(threads.lead.is_some()));
    if threads.items.is_empty() {
        threads.declared = threads.declared.or_else(|| declared::elsewhere(context, &page.words));
    }
    threads
}
