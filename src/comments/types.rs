//! What the search for comments is given, what its parts hand on, and what it finds.

use crate::block::Blocks;
use crate::dates::Date;
use crate::dom::{Dom, NodeId};
use crate::record::{Comment, Role};

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
