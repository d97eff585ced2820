//! From candidates to threads: reads each, leaves out what says nothing, gives ids, parents and depths.

use super::fields::{self, Reading, Region};
use super::page::Page;
use super::template::Template;
use super::thread;
use super::types::{Candidate, Item, Threads};
use crate::address::Base;
use crate::dates;
use crate::dom::NodeId;
use crate::inline::{Inline, Scribe};
use crate::record::Comment;

/// Reads the candidates and puts the threads together.
pub(super) fn assemble(page: &Page, candidates: &[Candidate], forum: bool, known: bool) -> Threads {
    let dom = page.context.dom;
    let nodes: Vec<NodeId> = candidates.iter().map(|candidate| candidate.node).collect();
    let mut places: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    let mut items: Vec<(Item, Option<usize>)> = Vec::new();
    let regions: Vec<Region> = (0..nodes.len())
        .map(|index| {
            let node = nodes[index];
            let end = candidates[index].until.unwrap_or_else(|| dom.end(node)).max(dom.end(node));
            let answers = thread::holes(dom, &nodes, index).into_iter();
            let holes = fields::apart(answers.chain(fields::forms(page, node..end)).collect());
            let dropped = candidates[index].drop.iter().map(|&dropped| dropped..dom.end(dropped));
            Region { node, end, holes, dropped: fields::apart(dropped.collect()) }
        })
        .collect();
    let template = Template::of(page, &regions, candidates);
    let base = Base::of(dom, page.context.url);
    let mut scribe = Scribe::new(dom, page.context.blocks, &base);
    let read = |(region, candidate)| fields::read(page, region, candidate, &template, &mut scribe, &base);
    let readings: Vec<Reading> = regions.iter().zip(candidates).map(read).collect();
    let how = dates::Context {
        language: page.context.language,
        now: page.context.now.as_ref(),
        order: dates::order_of(readings.iter().filter_map(|reading| reading.date.as_deref())),
    };
    for (reading, candidate) in readings.into_iter().zip(candidates) {
        let unread = reading.said.text.is_empty() || reading.ping;
        let nameless = !known && reading.author.is_none() && reading.date.is_none();
        if unread || nameless {
            places.push(None);
            continue;
        }
        places.push(Some(items.len()));
        items.push((item(&how, &base, candidate.node, reading), candidate.parent));
    }
    finish(candidates, &places, items, forum)
}

fn item(how: &dates::Context, base: &Base, node: NodeId, reading: Reading) -> Item {
    let Inline { text, links, marks } = reading.said.counted();
    let value = reading.date_value.as_deref();
    let published = value
        .and_then(|value| dates::parse_iso(value).or_else(|| dates::parse(value, how)))
        .or_else(|| dates::parse(reading.date.as_deref()?, how));
    let comment = Comment {
        published: published.map(|date| date.to_string()),
        id: reading.id.unwrap_or_default(),
        author: reading.author.map(|mut author| {
            author.url = author.url.and_then(|href| base.absolute(&href));
            author
        }),
        published_text: reading.date,
        text,
        links,
        marks,
        images: reading.images,
        votes: reading.votes,
        url: reading.url.and_then(|href| base.absolute(&href)),
        ..Comment::default()
    };
    Item { comment, node, blocks: reading.blocks, heads: reading.heads }
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
