//! The pipeline: from a page's bytes to its record. Read this page and you know the program.

use std::borrow::Cow;

use crate::article::{body, metadata};
use crate::block::page::Page;
use crate::block::{Blocks, Ruling};
use crate::comments::{self, Item, Threads};
use crate::dates::Date;
use crate::dom::{Dom, NodeId};
use crate::error::Error;
use crate::label::{self, Class, Labels, Model};
use crate::options::{Only, Options};
use crate::phrases::{self, Phrase};
use crate::place::Place;
use crate::record::{Article, ArticleRole, Author, Comments, Kind, PageType, Part, Record, Removed};
use crate::rules::{Judged, Rules, Seen};
use crate::source::archive::RawPage;
use crate::source::{self, Format, Hints, SavedPage};
use crate::{chrome, clipping, dates, flat, letters, opening, restore};

/// The models that judge a page: of its blocks, and of its lines where it is plain text or its elements tell nothing.
#[derive(Clone, Copy)]
pub enum Models<'a> {
    /// Those that dechrome carries, each read when a page first needs it.
    BuiltIn,
    /// Others.
    Given { blocks: &'a Model, lines: &'a clipping::Model },
}

impl<'a> Models<'a> {
    fn blocks(self) -> Option<&'a Model> {
        match self {
            Models::BuiltIn => Model::built_in(),
            Models::Given { blocks, .. } => Some(blocks),
        }
    }

    fn lines(self) -> Option<&'a clipping::Model> {
        match self {
            Models::BuiltIn => clipping::Model::built_in(),
            Models::Given { lines, .. } => Some(lines),
        }
    }
}

/// Cleans one page. Of `raw`, what the container knows of the page counts, not its bytes.
pub fn clean(options: &Options, models: Models, bytes: &[u8], raw: &RawPage) -> Result<Record, Error> {
    let hints = Hints {
        charset: options.charset.as_deref().or(raw.charset.as_deref()),
        // An empty address is none.
        url: [&options.url, &raw.url].into_iter().flatten().map(|url| url.trim()).find(|url| !url.is_empty()),
        format: raw.format,
    };
    let mut saved = source::read(bytes, &hints)?;
    saved.saved_at = raw.saved_at.clone().or(saved.saved_at);
    if saved.format == Format::Text {
        return Ok(clipping::clean(options, models.lines(), &saved, raw));
    }
    let dom = Dom::with_frames(&saved.html);
    let bar = saved.saved_with.and_then(source::replay::bar);
    let rules = bar.map_or(Cow::Borrowed(&options.rules), |bar| Cow::Owned(options.rules.with_bar(bar)));
    let Judged { rulings, too_slow } = judge(&rules, &dom, &saved);
    let blocks = Blocks::ruled(&dom, &rulings);
    // What a rule drops is in no room's sight until the chrome is listed.
    let seen = Seen::of(&dom, &blocks, &rulings, |ruling| !ruling.keep);
    let page = Page::survey(&seen.dom, &seen.blocks, saved.url.as_deref());
    let mut labels = label::label(&page, models.blocks());
    settle(&seen.blocks, &mut labels);
    let saved_at = saved.saved_at.as_deref().and_then(dates::parse_iso);
    let known = metadata::gather(&metadata::Context {
        dom: &seen.dom,
        blocks: &seen.blocks,
        labels: &labels,
        url: saved.url.as_deref(),
        saved_at: saved_at.as_ref(),
    });
    let url = saved.url.as_deref().or(known.canonical.as_deref());
    let search = Search { options, models, rulings: &rulings, labels: &labels, known: &known, url, saved_at };
    let threads = search.find(&seen);
    if threads.posts {
        labels.page_type = PageType::Forum; // what its posts carry says more than its looks
    }
    let mut places = places(&seen.blocks, &labels, &known, &threads);
    let body = build_body(&seen, &places, url);
    place_captions(&body.captions, &mut places);
    let mut places = seen.spread(places, blocks.len(), Place::Chrome);
    let mut record = opening::opened(raw, &saved, url, labels.page_type, labels.confidence);
    let slow = |selector| format!("rules: {selector:?} would take too long on this page, and was left out");
    record.warnings.extend(too_slow.into_iter().map(slow));
    let others = seen.spread(labels.of_others(), blocks.len(), false);
    record.warnings.extend(warnings(&blocks, &places, &threads, &others));
    let chrome = Chrome::of(&rules, &dom, &blocks, (&seen, &page), &threads, &places, &others);
    give_back_bylines(&blocks, &chrome.kinds, &mut places);
    if options.parts {
        record.parts = Some(parts(&blocks, &places, &chrome, &threads));
    }
    if options.want(Only::Chrome) {
        record.chrome = Some(chrome.pieces(&places));
    }
    if options.want(Only::Article) {
        record.article = Some(article(known, body, &threads, labels.page_type));
    }
    if options.want(Only::Comments) {
        record.comments = Some(Comments {
            system: threads.system.map(str::to_owned),
            declared: threads.declared,
            items: threads.items.into_iter().map(|item| item.comment).collect(),
        });
    }
    if saved.saved_with.is_some_and(source::replay::rewrites) {
        restore::restore(&mut record);
    }
    Ok(record)
}

/// What the rules say of each node; nothing where there are none for this page.
fn judge(rules: &Rules, dom: &Dom, saved: &SavedPage) -> Judged {
    if rules.is_empty() {
        return Judged::default();
    }
    let told = (rules.ask_for_host() && saved.url.is_none()).then(|| metadata::address(dom)).flatten();
    rules.judge(dom, saved.url.as_deref().or(told.as_deref()))
}

/// What a rule keeps, the labeller need not judge.
fn settle(blocks: &Blocks, labels: &mut Labels) {
    for (i, block) in blocks.list.iter().enumerate() {
        if block.ruling.is_some_and(|ruling| ruling.keep) {
            labels.settle(i);
        }
    }
}

/// What the search for comments is told.
struct Search<'a> {
    options: &'a Options,
    models: Models<'a>,
    rulings: &'a [Option<Ruling>],
    labels: &'a Labels,
    known: &'a metadata::Metadata,
    url: Option<&'a str>,
    saved_at: Option<Date>,
}

impl Search<'_> {
    /// The comments, searched for where no rule says that there are none: by the page's elements, else by its lines.
    fn find(&self, page: &Seen) -> Threads {
        let open = Seen::of(&page.dom, &page.blocks, self.rulings, |_| true);
        let labels = self.labels;
        let (comment, article) = (open.column(&labels.comment), open.column(&labels.article));
        let language = self.known.language.as_deref();
        let mut threads = comments::find(&comments::Context {
            dom: &open.dom,
            blocks: &open.blocks,
            likely: &comment,
            chance: Some(labels.chance),
            article: &article,
            forum: Some(labels.page_type == PageType::Forum),
            url: self.url,
            systems: self.options.systems,
            now: self.saved_at.clone(),
            language,
        });
        if threads.items.is_empty() && threads.lead.is_none() {
            let how = dates::Context { language, now: self.saved_at.as_ref(), order: None };
            let page_type = labels.page_type;
            let judged = flat::Judged { comment: &comment, article: &article, page_type };
            threads = flat::find(&open.blocks, &judged, || self.models.lines(), &how).unwrap_or(threads);
        }
        for item in threads.lead.iter_mut().chain(&mut threads.items) {
            item.blocks.iter_mut().chain(&mut item.heads).for_each(|block| *block = open.number(*block));
        }
        threads
    }
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
            // Of a thread nothing but its first post and the headline is the article.
            for place in places.iter_mut().filter(|place| **place != Place::Article(ArticleRole::Headline)) {
                *place = Place::Chrome;
            }
        }
        place_lead(lead, &mut places);
    }
    for (number, item) in threads.items.iter().enumerate() {
        for &block in &item.blocks {
            places[block] = Place::Comment(number);
        }
    }
    place_around(blocks, threads, &mut places);
    place_kept(blocks, &mut places);
    places
}

/// What comments are announced and asked for with.
const ANNOUNCING: &[Phrase] = &[
    Phrase::CommentsClosed,
    Phrase::CommentsHeading,
    Phrase::Counter,
    Phrase::Notify,
    Phrase::Reply,
    Phrase::ReplyForm,
    Phrase::Sort,
];

/// What comments are announced and asked for with is no text, from their heading on.
fn place_around(blocks: &Blocks, threads: &Threads, places: &mut [Place]) {
    let Some(&first) = threads.items.first().and_then(|item| item.blocks.first()) else { return };
    let announces =
        |at: usize| phrases::classify(blocks.text(at)).is_some_and(|phrase| ANNOUNCING.contains(&phrase));
    for (at, place) in places.iter_mut().enumerate().skip(first.saturating_sub(flat::HEADING)) {
        if *place == Place::Article(ArticleRole::Body) && announces(at) {
            *place = Place::Chrome;
        }
    }
}

/// A thread's first post is the article: its text the body, the lines around it byline.
fn place_lead(lead: &Item, places: &mut [Place]) {
    for &block in &lead.blocks {
        let role = if lead.heads.contains(&block) { ArticleRole::Byline } else { ArticleRole::Body };
        places[block] = Place::Article(role);
    }
}

/// What a rule keeps is the article's, whatever it is there.
fn place_kept(blocks: &Blocks, places: &mut [Place]) {
    for (place, block) in places.iter_mut().zip(&blocks.list) {
        if block.ruling.is_some_and(|ruling| ruling.keep) && !matches!(place, Place::Article(_)) {
            *place = Place::Article(if block.image { ArticleRole::Caption } else { ArticleRole::Body });
        }
    }
}

/// The body of the blocks that have their place in it.
fn build_body(seen: &Seen, places: &[Place], url: Option<&str>) -> body::Body {
    let with = |roles: &[ArticleRole]| -> Vec<bool> {
        places.iter().map(|place| roles.iter().any(|role| *place == Place::Article(*role))).collect()
    };
    let (text, headline) = (with(&[ArticleRole::Body]), with(&[ArticleRole::Headline]));
    let head = with(&[ArticleRole::Standfirst, ArticleRole::Byline]);
    body::build(&seen.dom, &seen.blocks, &body::Roles { body: &text, headline: &headline, head: &head }, url)
}

/// What became a figure's caption or alternative text is the article's.
fn place_captions(captions: &[usize], places: &mut [Place]) {
    for &block in captions {
        if matches!(places[block], Place::Chrome | Place::Article(ArticleRole::Body)) {
            places[block] = Place::Article(ArticleRole::Caption);
        }
    }
}

/// How many blocks behind the article's text its author is still told of.
const SIGNED: usize = 8;

/// Behind the article, a byline among other stories is theirs, though the author is the same.
fn give_back_bylines(blocks: &Blocks, kinds: &[Kind], places: &mut [Place]) {
    let last = places.iter().rposition(|place| *place == Place::Article(ArticleRole::Body));
    let Some(last) = last else { return };
    for at in last + 1..places.len() {
        let of_another = match kinds[at] {
            Kind::Related | Kind::MostRead | Kind::Sidebar | Kind::Footer => true,
            Kind::Teaser | Kind::Navigation | Kind::Advertisement => at - last > SIGNED,
            _ => false,
        };
        let kept = blocks.list[at].ruling.is_some_and(|ruling| ruling.keep);
        if places[at] == Place::Article(ArticleRole::Byline) && of_another && !kept {
            places[at] = Place::Chrome;
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
    let first_post = threads.lead.as_ref().and_then(|lead| lead.comment.published.clone());
    Article {
        title: known.title,
        standfirst: known.standfirst,
        byline,
        published: known.published.or(first_post),
        modified: known.modified,
        site: known.site,
        language: known.language,
        section: known.section,
        tags: known.tags,
        image: known.image.or_else(|| body.image().filter(|_| known.image_is_of_site)),
        license: known.license,
        words: letters::count_words(&body.text),
        text: body.text,
        body: body.blocks,
    }
}

/// Of all blocks, what they are where they are chrome.
struct Chrome<'a> {
    rules: &'a Rules,
    /// The page with what rules drop; `None` where that is the page that was separated.
    whole: Option<Page<'a>>,
    page: &'a Page<'a>,
    kinds: Vec<Kind>,
}

impl<'a> Chrome<'a> {
    fn of(
        rules: &'a Rules,
        dom: &'a Dom,
        blocks: &'a Blocks,
        (seen, page): (&Seen, &'a Page<'a>),
        threads: &Threads,
        places: &[Place],
        others: &[bool],
    ) -> Chrome<'a> {
        let comments: Vec<NodeId> = threads.items.iter().map(|item| item.node).collect();
        let body: Vec<bool> =
            places.iter().map(|place| *place == Place::Article(ArticleRole::Body)).collect();
        let found = chrome::NotChrome {
            comments: &comments,
            discussed: threads.declared.is_some() || threads.lead.is_some() || threads.system.is_some(),
            body: &body,
        };
        let whole = (!seen.is_all()).then(|| Page::survey(dom, blocks, None));
        let mut kinds = chrome::kinds(whole.as_ref().unwrap_or(page), &found);
        for ((kind, block), of_others) in kinds.iter_mut().zip(&blocks.list).zip(others) {
            if *of_others && *kind == Kind::Other {
                *kind = Kind::Related;
            }
            if block.ruling.is_some_and(|ruling| rules.is_of_saver(ruling)) {
                *kind = Kind::Tools;
            }
        }
        Chrome { rules, whole, page, kinds }
    }

    fn pieces(&self, places: &[Place]) -> Vec<Removed> {
        let removed: Vec<bool> = places.iter().map(|place| *place == Place::Chrome).collect();
        let page = self.whole.as_ref().unwrap_or(self.page);
        chrome::removed(page, &removed, &self.kinds, |ruling| self.rules.selector(ruling))
    }
}

fn parts(blocks: &Blocks, places: &[Place], chrome: &Chrome, threads: &Threads) -> Vec<Part> {
    let part = |(i, place): (usize, &Place)| {
        let block = &blocks.list[i];
        let rule = block.ruling.and_then(|ruling| chrome.rules.selector(ruling)).map(str::to_owned);
        let id = |number: usize| threads.items[number].comment.id.as_str();
        let part = place.part(blocks.text(i), chrome.kinds[i], id);
        Part { hidden: block.hidden, image: block.image, rule, ..part }
    };
    places.iter().enumerate().map(part).collect()
}

fn warnings(blocks: &Blocks, places: &[Place], threads: &Threads, others: &[bool]) -> Vec<String> {
    let mut warnings = Vec::new();
    if blocks.is_empty() {
        warnings.push("page: no text in it; it may be rendered by a script that was not saved".to_owned());
    } else if !places.contains(&Place::Article(ArticleRole::Body)) {
        warnings.push("article: none found; all text stands in chrome".to_owned());
    }
    let cut = (0..places.len()).filter(|&i| others[i] && places[i] == Place::Chrome);
    let words: usize = cut.map(|i| letters::count_words(blocks.text(i))).sum();
    if words > 0 {
        warnings.push(format!("article: other stories stand behind it; their {words} words are in chrome"));
    }
    warnings.extend(opening::missing(threads.declared, threads.items.len()));
    warnings
}
