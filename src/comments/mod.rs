//! The readers' comments of a page: which system shows them, who wrote what when, and what answers what.
//!
//! Two searches find the elements that hold a comment each: the table of known systems (`systems`, `recognise`), and
//! where it knows nothing, the shapes that repeat (`repeats`). Both give [`Candidate`]s; `fields` reads them, `thread`
//! tells what answers what, and `assemble` puts the record's comments together.

mod assemble;
mod clue;
mod counted;
mod declared;
mod evidence;
mod fields;
mod marks;
mod names;
mod others;
mod page;
mod parents;
mod recognise;
mod repeats;
mod selector;
mod short;
mod systems;
#[cfg(test)]
mod systems_tests;
#[cfg(test)]
mod tests;
mod text;
mod thread;
mod words;

use crate::block::Blocks;
use crate::dates::Date;
use crate::dom::{Dom, NodeId};
use crate::record::{Comment, Role};
use page::Page;

pub(crate) use names::{clean_name, may_be_name, role_of};
use recognise::{Suspects, find as find_known};
use words::Words;

/// What the search for comments may look at.
pub struct Context<'a> {
    /// The page's tree.
    pub dom: &'a Dom,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// How likely each block is a comment, 0 to 1 (from the labeller; empty where it was not asked).
    pub likely: &'a [f32],
    /// How likely the labeller's first pass holds the likeliest block for a comment; `None` where it was not asked.
    pub chance: Option<f32>,
    /// How likely each block is the article's, as `likely`.
    pub article: &'a [f32],
    /// Whether the labeller takes the page for a forum's; `None` where it was not asked.
    pub forum: Option<bool>,
    /// The page's address, to make links absolute.
    pub url: Option<&'a str>,
    /// Whether the table of known systems is used.
    pub systems: bool,
    /// When the page was saved: relative dates count from there.
    pub now: Option<Date>,
    /// The page's language (BCP 47).
    pub language: Option<&'a str>,
}

/// An element that holds one comment, and those of its pieces that are known; the others are found by their looks.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// The element that holds this comment; answers to it may stand inside.
    pub node: NodeId,
    /// The place in the list of the comment that it answers.
    pub parent: Option<usize>,
    /// The page's own id of it.
    pub id: Option<String>,
    /// Where the author's name stands.
    pub author: Option<NodeId>,
    /// Where the date stands.
    pub date: Option<NodeId>,
    /// Where the text stands.
    pub body: Option<NodeId>,
    /// One past the comment's last node, where it goes on in siblings after `node`.
    pub until: Option<NodeId>,
    /// Where the votes in favour or the score stand.
    pub votes: Option<NodeId>,
    /// Where the votes against stand.
    pub down: Option<NodeId>,
    /// The link to the comment itself.
    pub permalink: Option<NodeId>,
    /// The words that say what the author is here.
    pub badge: Option<NodeId>,
    /// What the author is here, where the markup tells.
    pub role: Option<Role>,
    /// Subtrees that are no text of the comment: controls, signatures, notes. In page order.
    pub drop: Vec<NodeId>,
}

/// The comments of a page.
#[derive(Default)]
pub struct Threads {
    /// The name of the system, where it is a known one.
    pub system: Option<&'static str>,
    /// How many comments the page says there are.
    pub declared: Option<u64>,
    /// On a forum's page, the first post: it is the article.
    pub lead: Option<Item>,
    /// Whether these are surely a forum's posts.
    pub posts: bool,
    /// The comments in page order.
    pub items: Vec<Item>,
}

/// A comment and where it stands.
pub struct Item {
    /// What is written of it.
    pub comment: Comment,
    /// The element that holds it.
    pub node: NodeId,
    /// The blocks that are this comment's own, by index: author, date and text, without those of answers to it,
    /// avatars, reply links and other controls.
    pub blocks: Vec<usize>,
    /// Those of `blocks` that hold author or date, and no text.
    pub heads: Vec<usize>,
}

/// How much must speak for several comments for the labeller's word against it to count for nothing.
const BEYOND_DOUBT: f32 = 6.5;

/// Whether what looks like comments is the article itself, by the labeller.
fn is_article(context: &Context, threads: &Threads) -> bool {
    let blocks = threads.lead.iter().chain(&threads.items).flat_map(|item| &item.blocks);
    let (mut article, mut comment, mut all) = (0.0f32, 0.0f32, 0.0f32);
    for &block in blocks {
        let length = context.blocks.text(block).len() as f32;
        article += length * context.article.get(block).copied().unwrap_or(0.0);
        comment += length * context.likely.get(block).copied().unwrap_or(0.0);
        all += length;
    }
    article > comment && article > 0.5 * all
}

/// Whether all there is, is one record with no two words in its text: "Updated 47".
fn says_nothing(threads: &Threads) -> bool {
    let lone = threads.lead.is_none() && threads.items.len() == 1;
    let words = |text: &str| text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
    lone && threads.items.iter().all(|item| words(&item.comment.text) < 2)
}

/// The chance below which comments of no known system are not looked for: what repeats there with names and dates is
/// testimonials, portfolios and live reports.
const IN_THE_LEAST: f32 = 0.01;

/// Whether the labeller rules out that the page has comments.
fn rules_out(context: &Context) -> bool {
    context.forum != Some(true) && context.chance.is_some_and(|chance| chance < IN_THE_LEAST)
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
