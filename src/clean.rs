//! The pipeline: from a page's bytes to its record.

use crate::article::{body, metadata};
use crate::block::Blocks;
use crate::comments::{self, Threads};
use crate::dom::Dom;
use crate::label::{self, Class, Labels};
use crate::record::{Article, ArticleRole, Comments, Part, PartName, Record, Removed, SCHEMA, Source};
use crate::{Cleaner, Error, Only, chrome};

/// What a block went to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Article(ArticleRole),
    Comment(usize),
    Chrome,
}

pub(crate) fn clean(options: &Cleaner, bytes: &[u8]) -> Result<Record, Error> {
    let html = String::from_utf8_lossy(bytes);
    let dom = Dom::parse(&html);
    let blocks = Blocks::of(&dom);
    let labels = label::label(&dom, &blocks);
    let url = options.url.as_deref();
    let known = metadata::gather(&metadata::Context { dom: &dom, blocks: &blocks, labels: &labels, url, saved_at: None });
    let url = url.or(known.canonical.as_deref());
    let threads = comments::find(&comments::Context {
        dom: &dom,
        blocks: &blocks,
        likely: &labels.comment,
        url,
        systems: options.systems,
    });
    let places = places(&blocks, &labels, &known, &threads);
    let kinds = chrome::kinds(&dom, &blocks);
    let keep: Vec<bool> =
        places.iter().map(|place| *place == Place::Article(ArticleRole::Body)).collect();
    let body = body::build(&dom, &blocks, &keep, url);
    let _ = (kinds, body, Article::default(), Comments::default());
    let _ = (Only::Article, PartName::Chrome, None::<Part>, None::<Removed>);
    Ok(Record { schema: SCHEMA.into(), source: Source::default(), ..Record::default() })
}

fn places(blocks: &Blocks, labels: &Labels, known: &metadata::Metadata, threads: &Threads) -> Vec<Place> {
    let mut places = vec![Place::Chrome; blocks.len()];
    for (place, class) in places.iter_mut().zip(&labels.class) {
        if *class == Class::Article {
            *place = Place::Article(ArticleRole::Body);
        }
    }
    for &block in &known.headline_blocks {
        places[block] = Place::Article(ArticleRole::Headline);
    }
    for (number, item) in threads.items.iter().enumerate() {
        for &block in &item.blocks {
            places[block] = Place::Comment(number);
        }
    }
    places
}
