//! The pipeline: from a page's bytes to its record. Read this page and you know the program.

use crate::article::{body, metadata};
use crate::block::Blocks;
use crate::block::page::Page;
use crate::comments::{self, Item, Threads};
use crate::dates::Date;
use crate::dom::{Dom, NodeId};
use crate::label::{self, Class, Labels, Model};
use crate::record::{
    Article, ArticleRole, Author, Comments, Kind, PageType, Part, PartName, Record, SCHEMA, Source,
};
use crate::source::archive::RawPage;
use crate::source::{self, Format, Hints, SavedPage};
use crate::{Cleaner, Error, Only, chrome, clipping, dates};

/// What a block went to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Article(ArticleRole),
    Comment(usize),
    Chrome,
}

/// Cleans one page. Of `raw`, what the container knows of the page counts, not its bytes.
pub fn clean(options: &Cleaner, model: Option<&Model>, bytes: &[u8], raw: &RawPage) -> Result<Record, Error> {
    let hints = Hints {
        charset: options.charset.as_deref().or(raw.charset.as_deref()),
        url: options.url.as_deref().or(raw.url.as_deref()),
        format: raw.format,
    };
    let mut saved = source::read(bytes, &hints)?;
    saved.saved_at = raw.saved_at.clone().or(saved.saved_at);
    if saved.format == Format::Text {
        return Ok(clipping::clean(options, clipping::Model::built_in(), &saved, raw));
    }
    let dom = Dom::parse(&saved.html);
    let blocks = Blocks::of(&dom);
    let page = Page::survey(&dom, &blocks, saved.url.as_deref());
    let mut labels = label::label(&page, model);
    let saved_at = saved.saved_at.as_deref().and_then(dates::parse_iso);
    let known = metadata::gather(&metadata::Context {
        dom: &dom,
        blocks: &blocks,
        labels: &labels,
        url: saved.url.as_deref(),
        saved_at: saved_at.as_ref(),
    });
    let url = saved.url.as_deref().or(known.canonical.as_deref());
    let threads = find_comments(options, &dom, &blocks, &labels, &known, url, saved_at.as_ref());
    if threads.lead.is_some() && threads.system.is_some() {
        labels.page_type = PageType::Forum; // the software that shows it says more than its looks
    }
    let mut places = places(&blocks, &labels, &known, &threads);
    let keep: Vec<bool> = places.iter().map(|place| *place == Place::Article(ArticleRole::Body)).collect();
    let body = body::build(&dom, &blocks, &keep, url);
    place_captions(&body.captions, &mut places);
    let comments: Vec<NodeId> = threads.items.iter().map(|item| item.node).collect();
    let kinds = chrome::kinds(&page, &comments);
    let mut record = opened(raw, &saved, url, labels.page_type, labels.confidence);
    record.warnings.extend(raw.warning.clone());
    record.warnings.extend(warnings(&saved, &blocks, &places, &threads));
    if options.parts {
        record.parts = Some(parts(&blocks, &places, &kinds, &threads));
    }
    let wanted = |part| options.only.is_none_or(|only| only == part);
    if wanted(Only::Chrome) {
        let removed: Vec<bool> = places.iter().map(|place| *place == Place::Chrome).collect();
        record.chrome = Some(chrome::removed(&page, &removed, &kinds));
    }
    if wanted(Only::Article) {
        record.article = Some(article(known, body, &threads, labels.page_type));
    }
    if wanted(Only::Comments) {
        record.comments = Some(Comments {
            system: threads.system.map(str::to_owned),
            declared: threads.declared,
            items: threads.items.into_iter().map(|item| item.comment).collect(),
        });
    }
    Ok(record)
}

/// The record with what is known before the parts are written.
pub fn opened(
    raw: &RawPage,
    saved: &SavedPage,
    url: Option<&str>,
    page_type: PageType,
    confidence: f32,
) -> Record {
    Record {
        schema: SCHEMA.into(),
        source: Source {
            path: None,
            url: url.map(str::to_owned),
            format: Some(saved.format.name().into()),
            charset: Some(saved.charset.into()),
            saved_at: saved.saved_at.clone(),
            saved_with: saved.saved_with.map(str::to_owned).or_else(|| raw.saved_with.clone()),
            container: raw.container.map(str::to_owned),
            record: raw.record.clone(),
            line: raw.line,
        },
        carried: raw.carried.clone(),
        page_type: Some(page_type),
        confidence: Some((confidence * 1000.0).round() / 1000.0),
        ..Record::default()
    }
}

fn find_comments(
    options: &Cleaner,
    dom: &Dom,
    blocks: &Blocks,
    labels: &Labels,
    known: &metadata::Metadata,
    url: Option<&str>,
    saved_at: Option<&Date>,
) -> Threads {
    comments::find(&comments::Context {
        dom,
        blocks,
        likely: &labels.comment,
        article: &labels.article,
        forum: Some(labels.page_type == PageType::Forum),
        url,
        systems: options.systems,
        now: saved_at.cloned(),
        language: known.language.as_deref(),
    })
}

/// Where every block goes. What is surely a comment beats the labeller, what is surely the headline too.
fn places(blocks: &Blocks, labels: &Labels, known: &metadata::Metadata, threads: &Threads) -> Vec<Place> {
    let body = |class: &Class| match class {
        Class::Article => Place::Article(ArticleRole::Body),
        Class::Comment | Class::Chrome => Place::Chrome,
    };
    let mut places: Vec<Place> = labels.class.iter().map(body).collect();
    for &block in &known.byline_blocks {
        places[block] = Place::Article(ArticleRole::Byline);
    }
    for &block in &known.headline_blocks {
        places[block] = Place::Article(ArticleRole::Headline);
    }
    if let Some(block) = known.standfirst_block
        && places[block] == Place::Chrome
    {
        places[block] = Place::Article(ArticleRole::Standfirst);
    }
    for (place, block) in places.iter_mut().zip(&blocks.list) {
        if block.image && *place == Place::Article(ArticleRole::Body) {
            *place = Place::Article(ArticleRole::Caption);
        }
    }
    if labels.page_type == PageType::Forum && threads.items.is_empty() {
        // Posts that could not be told apart are at least kept together.
        for (place, _) in places.iter_mut().zip(&labels.class).filter(|(_, class)| **class == Class::Comment)
        {
            *place = Place::Article(ArticleRole::Body);
        }
    }
    if let Some(lead) = &threads.lead {
        if labels.page_type == PageType::Forum {
            // Of a thread nothing but its first post is the article.
            for place in places.iter_mut().filter(|place| **place == Place::Article(ArticleRole::Body)) {
                *place = Place::Chrome;
            }
        }
        place_lead(blocks, lead, &mut places);
    }
    for (number, item) in threads.items.iter().enumerate() {
        for &block in &item.blocks {
            places[block] = Place::Comment(number);
        }
    }
    places
}

/// A thread's first post is the article: its text the body, the lines around it byline.
fn place_lead(blocks: &Blocks, lead: &Item, places: &mut [Place]) {
    let said: String = lead.comment.text.split_whitespace().collect();
    for &block in &lead.blocks {
        let text: String = blocks.text(block).split_whitespace().take(12).collect();
        let role = if said.contains(&text) { ArticleRole::Body } else { ArticleRole::Byline };
        places[block] = Place::Article(role);
    }
}

/// What became a figure's caption or alternative text is the article's.
fn place_captions(captions: &[usize], places: &mut [Place]) {
    for &block in captions {
        if matches!(places[block], Place::Chrome | Place::Article(ArticleRole::Body)) {
            places[block] = Place::Article(ArticleRole::Caption);
        }
    }
}

fn article(known: metadata::Metadata, body: body::Body, threads: &Threads, page_type: PageType) -> Article {
    let mut byline = known.byline;
    if let Some(lead) = &threads.lead
        && (byline.is_empty() || page_type == PageType::Forum)
        && let Some(author) = &lead.comment.author
    {
        byline = vec![Author { name: author.name.clone(), url: author.url.clone() }];
    }
    Article {
        title: known.title,
        standfirst: known.standfirst,
        byline,
        published: known.published,
        modified: known.modified,
        site: known.site,
        language: known.language,
        section: known.section,
        tags: known.tags,
        image: known.image,
        license: known.license,
        words: body.text.split_whitespace().count(),
        text: body.text,
        body: body.blocks,
    }
}

fn parts(blocks: &Blocks, places: &[Place], kinds: &[Kind], threads: &Threads) -> Vec<Part> {
    let part = |(i, place): (usize, &Place)| {
        let block = &blocks.list[i];
        let (part, role, kind, comment) = match place {
            Place::Article(role) => (PartName::Article, Some(*role), None, None),
            Place::Comment(number) => {
                (PartName::Comment, None, None, Some(threads.items[*number].comment.id.clone()))
            }
            Place::Chrome => (PartName::Chrome, None, Some(kinds[i]), None),
        };
        let text = blocks.text(i).to_owned();
        Part { part, role, kind, comment, hidden: block.hidden, image: block.image, text }
    };
    places.iter().enumerate().map(part).collect()
}

fn warnings(saved: &SavedPage, blocks: &Blocks, places: &[Place], threads: &Threads) -> Vec<String> {
    let mut warnings = Vec::new();
    if saved.malformed {
        warnings.push(format!("charset: some bytes are no {}; U+FFFD stands for them", saved.charset));
    }
    if blocks.is_empty() {
        warnings.push("page: no text in it; it may be rendered by a script that was not saved".to_owned());
    } else if !places.contains(&Place::Article(ArticleRole::Body)) {
        warnings.push("article: none found; all text stands in chrome".to_owned());
    }
    let saved = threads.items.len() as u64;
    if let Some(declared) = threads.declared.filter(|&declared| declared > saved) {
        warnings.push(format!("comments: {declared} declared, {saved} saved"));
    }
    warnings
}
