//! The readers' comments of a page: which system shows them, who wrote what when, and what answers what.

mod clue;
mod fields;
mod marks;
mod repeats;
pub mod systems;
mod thread;
mod words;

use crate::block::Blocks;
use crate::dates::Date;
use crate::dom::{Dom, NodeId};
use crate::record::Comment;
use fields::{Region, Template};
use repeats::Page;

/// What the search for comments may look at.
pub struct Context<'a> {
    /// The page's tree.
    pub dom: &'a Dom,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// How likely each block is a comment, 0 to 1 (from the labeller).
    pub likely: &'a [f32],
    /// The page's address, to make links absolute.
    pub url: Option<&'a str>,
    /// Whether the table of known systems is used.
    pub systems: bool,
    /// When the page was saved: relative dates count from there.
    pub now: Option<&'a Date>,
    /// The page's language, as a BCP 47 tag.
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
}

/// Finds the comments of a page.
pub fn find(context: &Context) -> Threads {
    let page = Page::of(context);
    if context.systems
        && let Some(found) = systems::find(context)
    {
        let ends: Vec<NodeId> = found.candidates.iter().map(|known| context.dom.end(known.node)).collect();
        let mut threads = assemble(&page, &found.candidates, &ends, found.forum, true);
        threads.system = Some(found.system);
        threads.declared = found.counter.or(threads.declared);
        return threads;
    }
    let Some(list) = repeats::find(&page) else { return Threads::default() };
    let parents = thread::parents(context.dom, &list.members);
    let candidates: Vec<Candidate> = list
        .members
        .iter()
        .zip(parents)
        .map(|(&node, parent)| Candidate { node, parent, ..Candidate::default() })
        .collect();
    let forum = repeats::is_forum(&page, &list);
    assemble(&page, &candidates, &list.ends, forum, false)
}

/// Reads the candidates and puts the threads together.
fn assemble(page: &Page, candidates: &[Candidate], ends: &[NodeId], forum: bool, known: bool) -> Threads {
    let dom = page.context.dom;
    let nodes: Vec<NodeId> = candidates.iter().map(|candidate| candidate.node).collect();
    let mut places: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    let mut items: Vec<(Item, Option<usize>)> = Vec::new();
    let regions: Vec<Region> = (0..nodes.len())
        .map(|index| {
            let node = nodes[index];
            let mut holes = thread::holes(dom, &nodes, index);
            let end = ends[index];
            fields::add_forms(page, node..end, &mut holes);
            Region { node, end, holes }
        })
        .collect();
    let template = Template::of(page, &regions, candidates);
    for (region, candidate) in regions.iter().zip(candidates) {
        let reading = fields::read(page, region, candidate, &template);
        if std::env::var("DBG").is_ok() {
            eprintln!("READ {reading:?}");
        }
        let unread = reading.text.is_empty() || reading.ping;
        let nameless = !known && reading.author.is_none() && reading.date.is_none();
        if unread || nameless {
            places.push(None);
            continue;
        }
        places.push(Some(items.len()));
        items.push((item(page, candidate.node, reading), candidate.parent));
    }
    finish(candidates, &places, items, forum)
}

fn item(page: &Page, node: NodeId, reading: fields::Reading) -> Item {
    let url = page.context.url;
    let comment = Comment {
        id: reading.id.unwrap_or_default(),
        author: reading.author.map(|mut author| {
            author.url = author.url.and_then(|href| absolute(url, &href));
            author
        }),
        published_text: reading.date,
        text: reading.text,
        votes: reading.votes,
        url: reading.url.and_then(|href| absolute(url, &href)),
        ..Comment::default()
    };
    Item { comment, node, blocks: reading.blocks }
}

/// Gives ids, parents and depths; tells a doubled list once; takes a forum's first post out.
fn finish(
    candidates: &[Candidate],
    places: &[Option<usize>],
    items: Vec<(Item, Option<usize>)>,
    forum: bool,
) -> Threads {
    let (mut items, above): (Vec<Item>, Vec<Option<usize>>) = items.into_iter().unzip();
    // Whoever answers a record that fell out answers what that one answered.
    let mut parents: Vec<Option<usize>> = above
        .iter()
        .map(|&parent| {
            let mut at = parent;
            while let Some(index) = at {
                if let Some(place) = places.get(index).copied().flatten() {
                    return Some(place);
                }
                at = candidates.get(index).and_then(|candidate| candidate.parent).filter(|&up| up < index);
            }
            None
        })
        .collect();
    let keep = thread::once(&items);
    let mut new = Vec::with_capacity(items.len());
    let mut count = 0;
    for &keep in &keep {
        new.push(keep.then_some(count));
        count += usize::from(keep);
    }
    let mut flags = keep.iter();
    items.retain(|_| flags.next().copied().unwrap_or(true));
    let mut flags = keep.iter();
    parents.retain(|_| flags.next().copied().unwrap_or(true));
    for parent in &mut parents {
        *parent = parent.and_then(|index| new.get(index).copied().flatten());
    }
    let mut threads = Threads::default();
    let lead = forum && items.len() > 1;
    name(&mut items);
    for index in 0..items.len() {
        let parent = parents[index].filter(|&parent| parent < index && !(lead && parent == 0));
        items[index].comment.depth = parent.map_or(0, |parent| items[parent].comment.depth + 1);
        items[index].comment.parent = parent.map(|parent| items[parent].comment.id.clone());
    }
    if lead {
        threads.lead = Some(items.remove(0));
    }
    threads.items = items;
    threads
}

/// Sees that every comment has an id of its own.
fn name(items: &mut [Item]) {
    let mut seen = rustc_hash::FxHashSet::default();
    for (index, item) in items.iter_mut().enumerate() {
        let id = &mut item.comment.id;
        if id.is_empty() || !seen.insert(id.clone()) {
            *id = format!("c{}", index + 1);
            while !seen.insert(id.clone()) {
                id.push('\'');
            }
        }
    }
}

/// A link's address made absolute; `None` for scripts and, without the page's address, bare fragments.
fn absolute(base: Option<&str>, href: &str) -> Option<String> {
    let href = href.trim();
    let scheme = href.split_once(':').map(|(scheme, _)| scheme);
    if let Some(scheme) =
        scheme.filter(|scheme| scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+'))
    {
        return matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https").then(|| href.to_owned());
    }
    let base = base?;
    let (scheme, rest) = base.split_once("://")?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let origin = base.get(..scheme.len() + 3 + host_end)?;
    if href.starts_with("//") {
        return Some(format!("{scheme}:{href}"));
    }
    if href.starts_with('/') {
        return Some(format!("{origin}{href}"));
    }
    let page = base.split('#').next().unwrap_or(base);
    if href.is_empty() || href.starts_with('#') {
        return (href.len() > 1).then(|| format!("{page}{href}"));
    }
    let path = page.split('?').next().unwrap_or(page);
    if href.starts_with('?') {
        return Some(format!("{path}{href}"));
    }
    let mut folder = path.get(..=path.rfind('/')?)?.to_owned();
    if folder.len() <= origin.len() {
        folder = format!("{origin}/");
    }
    let mut href = href;
    loop {
        if let Some(rest) = href.strip_prefix("./") {
            href = rest;
        } else if let Some(rest) = href.strip_prefix("../") {
            href = rest;
            let up = folder.trim_end_matches('/').rfind('/').filter(|&at| at >= origin.len());
            folder.truncate(up.map_or(folder.len(), |at| at + 1));
        } else {
            return Some(format!("{folder}{href}"));
        }
    }
}
