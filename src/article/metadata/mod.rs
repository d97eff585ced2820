//! Title, byline, dates and what else a page tells about its article.

mod choose;
mod echo;
mod evidence;
mod first_names;
mod image;
mod jsonld;
mod labelled;
mod labels;
mod language;
pub(crate) mod lines;
mod marks;
mod meta;
mod microdata;
mod names;
mod names_table;
#[cfg(test)]
mod names_tests;
mod others;
mod page;
mod repair;
mod shown;
#[cfg(test)]
mod tests;
mod title;
mod unmarked;
mod visible;
mod visible_dates;
mod when;
mod wording;

pub(crate) use language::of_text as language_of;

use url::Url;

use crate::address::Base;
use crate::block::Blocks;
use crate::dates::Date;
use crate::dom::{Dom, NodeId, Tag};
use crate::label::{Class, Labels};
use crate::record::{Author, Image, PageType};
use evidence::{Evidence, Source};
use page::Page;
use title::SiteNames;

/// What the search may look at.
pub struct Context<'a> {
    /// The page's tree.
    pub dom: &'a Dom,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// What the labeller says of them.
    pub labels: &'a Labels,
    /// The page's address, where it is known.
    pub url: Option<&'a str>,
    /// When the page was saved, where it is known: "3 days ago" counts from there.
    pub saved_at: Option<&'a Date>,
}

/// What a page tells about its article.
#[derive(Default)]
pub struct Metadata {
    /// The page's own address (canonical link, `og:url`).
    pub canonical: Option<String>,
    /// As in the record.
    pub title: Option<String>,
    /// As in the record.
    pub standfirst: Option<String>,
    /// As in the record.
    pub byline: Vec<Author>,
    /// As in the record.
    pub published: Option<String>,
    /// As in the record.
    pub modified: Option<String>,
    /// As in the record.
    pub site: Option<String>,
    /// As in the record.
    pub language: Option<String>,
    /// As in the record.
    pub section: Option<String>,
    /// As in the record.
    pub tags: Vec<String>,
    /// As in the record.
    pub image: Option<Image>,
    /// The page calls the site's logo, or a file that shows nothing, an image of the article.
    pub image_is_of_site: bool,
    /// As in the record.
    pub license: Option<String>,
    /// The blocks that show the title.
    pub headline_blocks: Vec<usize>,
    /// The blocks that show byline and dates and nothing else.
    pub byline_blocks: Vec<usize>,
    /// The block that shows the standfirst, where it stands outside the body's text.
    pub standfirst_block: Option<usize>,
}

/// Gathers what the page tells about its article.
pub fn gather(context: &Context) -> Metadata {
    weigh(context).0
}

/// The page's own address, for those who need it before anything else is known.
pub fn address(dom: &Dom) -> Option<String> {
    let page = Page::read(dom);
    let mut evidence = Evidence::default();
    meta::gather(&page, &mut evidence);
    let values = jsonld::values(&page);
    jsonld::gather(&jsonld::Entities::of(&values), &clues(None, &evidence), &mut evidence);
    canonical(None, &page, &evidence)
}

/// What was chosen, and from what.
fn weigh(context: &Context) -> (Metadata, Evidence) {
    let (dom, blocks, labels) = (context.dom, context.blocks, context.labels);
    let page = Page::read(dom);
    let mut evidence = Evidence::default();
    meta::gather(&page, &mut evidence);
    let start = article_start(blocks, labels);
    visible::headings(&page, start, &mut evidence);
    echo::headline(&page, blocks, start, &mut evidence);
    if let Some(title) = &page.title {
        evidence.title(Source::TitleElement, None, title);
    }
    let values = jsonld::values(&page);
    jsonld::gather(&jsonld::Entities::of(&values), &clues(context.url, &evidence), &mut evidence);
    microdata::gather(&page, &mut evidence);

    let mut known = Metadata { canonical: canonical(context.url, &page, &evidence), ..Metadata::default() };
    let own = known.canonical.as_deref().or(context.url);
    let base = Base::new(page.base, own);
    let own = own.and_then(|url| Url::parse(url).ok());
    let host = base.host().map(str::to_owned).or_else(|| linked_host(&page));
    let sites = SiteNames::of(&evidence, host.as_deref());
    let chosen = title::choose(&evidence, &sites, kind_of(&page, &evidence, own.as_ref()), |node| {
        visible::headline_prior(&page, node, start)
    });
    let nodes = chosen.as_ref().map(|chosen| chosen.nodes.clone()).unwrap_or_default();
    known.title = chosen.map(|chosen| chosen.text);
    known.language = language::choose(&page, &evidence, blocks, labels);

    let near = visible::Vicinity::of(dom, blocks, headline_node(&page, &nodes, start), start);
    let reading = when::Reading { language: known.language.as_deref(), now: context.saved_at };
    visible::marked_bylines(&page, &near, &mut evidence);
    visible::lines_beside(&page, blocks, &near, &mut evidence);
    labelled::labelled_names(&page, blocks, &near, &mut evidence);
    labelled::signatures(&page, blocks, &mut evidence);
    visible::linked_names(&page, blocks, &near, &mut evidence);
    if labels.page_type == PageType::Article {
        let title = known.title.as_deref().unwrap_or_default();
        let place = unmarked::Place { page: &page, blocks, labels, near: &near, title };
        unmarked::names(place, &mut evidence);
    }
    visible_dates::beside(&page, blocks, &near, reading, &mut evidence);
    for url in known.canonical.as_deref().into_iter().chain(context.url).take(1) {
        evidence.date(false, Source::Url, None, when::of_url(url));
    }
    if evidence.published.is_empty() {
        visible_dates::anywhere(&page, blocks, &near, reading, &mut evidence);
    }
    known.published = choose::published(&evidence.published);
    known.modified = choose::modified(&evidence.modified);
    // A page that shows one date and calls it the last update tells no other.
    if known.published.is_none() {
        let shown =
            evidence.modified.iter().filter(|found| found.node.is_some()).cloned().collect::<Vec<_>>();
        known.published = choose::published(&shown);
    }
    // On a forum logins are the names.
    let forum = labels.page_type == PageType::Forum;
    known.byline = choose::byline(&evidence, &sites, forum);
    for author in &mut known.byline {
        author.url = author.url.take().and_then(|href| base.absolute(&href));
    }
    rest(&mut evidence, &base, &mut known);
    shown::mark(&page, blocks, labels, &evidence, &near, &nodes, &mut known);
    (known, evidence)
}

/// By what the main entity of the JSON-LD is told.
fn clues(url: Option<&str>, evidence: &Evidence) -> jsonld::Clues {
    let titles = evidence.titles.iter().take(60).map(|found| wording::fold(&found.text)).collect();
    let mut addresses: Vec<String> = evidence.canonical.iter().take(10).map(|(_, url)| url.clone()).collect();
    addresses.extend(url.map(str::to_owned));
    jsonld::Clues { titles, addresses }
}

/// Whether the page says that it is an article, or is the front of its site.
fn kind_of(page: &Page, evidence: &Evidence, url: Option<&Url>) -> title::PageKind {
    if url.is_some_and(|url| matches!(url.path(), "" | "/") && url.query().is_none()) {
        return title::PageKind::Front;
    }
    let kind = page.meta("og:type").next().unwrap_or_default();
    let dated = evidence.published.iter().any(|found| found.source != Source::JsonLdPage);
    let told = evidence.titles.iter().any(|found| matches!(found.source, Source::JsonLd | Source::Microdata));
    if kind.eq_ignore_ascii_case("article") || dated || told {
        title::PageKind::Story
    } else {
        title::PageKind::Other
    }
}

/// Where the article's text begins.
fn article_start(blocks: &Blocks, labels: &Labels) -> Option<NodeId> {
    let at = labels.class.iter().position(|class| *class == Class::Article)?;
    blocks.list.get(at).map(|block| block.anchor())
}

/// Of the elements that show the title, the last before the text; where none does, the likeliest heading.
fn headline_node(page: &Page, nodes: &[NodeId], start: Option<NodeId>) -> Option<NodeId> {
    let before = nodes.iter().rev().find(|node| start.is_none_or(|start| **node < start));
    let heading = || {
        let headings = page.spots.iter().filter(|spot| page.dom.tag(spot.node) == Tag::H1).take(40);
        let placed = headings.map(|spot| (visible::headline_prior(page, spot.node, start), spot.node));
        placed.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, node)| node)
    };
    before.or(nodes.first()).copied().or_else(heading)
}

/// The page's own address, absolute: `url` is the one that it was saved from.
fn canonical(url: Option<&str>, page: &Page, evidence: &Evidence) -> Option<String> {
    let base = Base::new(None, url.or(page.base));
    evidence.canonical.iter().find_map(|(_, href)| base.absolute(href))
}

/// The host that the head's links to the site's own services name.
fn linked_host(page: &Page) -> Option<String> {
    const OWN: &[&str] =
        &["alternate", "shortlink", "edituri", "pingback", "home", "search", "start", "next", "prev"];
    let own = |rel: &str| {
        rel.split_ascii_whitespace().any(|rel| OWN.iter().any(|own| rel.eq_ignore_ascii_case(own)))
    };
    let mut links = page.links.iter().filter(|(rel, _)| own(rel));
    links.find_map(|(_, href)| Url::parse(href).ok()?.host_str().map(str::to_owned))
}

/// What needs no weighing: the first source that says it.
fn rest(evidence: &mut Evidence, base: &Base, known: &mut Metadata) {
    let first = |list: &[(Source, String)]| {
        let mut texts = list.iter().map(|(_, text)| text.trim());
        texts.find(|text| !text.is_empty() && text.len() < 200).map(str::to_owned)
    };
    evidence.sites.sort_by_key(|(source, _)| *source != Source::OpenGraph);
    known.site = first(&evidence.sites);
    known.section =
        first(&evidence.sections).filter(|section| !section.starts_with("http")).map(main_section);
    known.license = first(&evidence.licenses);
    known.tags = tags(evidence);
    known.image_is_of_site = evidence.images.iter().any(|(_, image)| image::is_of_site(&image.src));
    known.image =
        evidence.images.iter().filter(|(_, image)| !image::is_of_site(&image.src)).find_map(|(_, image)| {
            let src = base.resolve(&image.src)?;
            let alt = image.alt.clone().filter(|alt| !alt.is_empty());
            Some(Image { src, alt })
        });
}

/// Of a list of sections the first; one comma may be part of a name.
fn main_section(section: String) -> String {
    let first = section.split(',').next().map(str::trim).filter(|_| section.matches(',').count() > 1);
    first.filter(|first| !first.is_empty()).map(str::to_owned).unwrap_or(section)
}

/// The tags of the source that names most, each once.
fn tags(evidence: &Evidence) -> Vec<String> {
    const MOST: usize = 50;
    let mut lists: Vec<(Source, Vec<String>)> = Vec::new();
    for (source, text) in evidence.tags.iter().take(400) {
        let parts = text.split([',', ';', '|']).map(|part| part.trim().trim_start_matches('#').to_owned());
        let parts = parts.filter(|part| !part.is_empty() && part.len() <= 80);
        match lists.iter_mut().find(|(known, _)| known == source) {
            Some((_, list)) => list.extend(parts),
            None => lists.push((*source, parts.collect())),
        }
    }
    lists.sort_by_key(|(source, _)| *source);
    let mut tags = lists.into_iter().map(|(_, list)| list).find(|list| !list.is_empty()).unwrap_or_default();
    let mut seen = rustc_hash::FxHashSet::default();
    let fields = tags.iter().filter(|tag| is_field(tag)).count();
    tags.retain(|tag| !(is_identifier(tag) || fields >= FIELDS && is_field(tag)));
    tags.retain(|tag| seen.insert(wording::fold(tag)));
    tags.truncate(MOST);
    tags
}

/// So many fields among the tags are a publishing system's record of the piece ("locale: US", "displayType: listicle").
const FIELDS: usize = 3;

/// Whether a tag is a name and its value.
fn is_field(tag: &str) -> bool {
    tag.split_once(':').is_some_and(|(name, value)| !name.is_empty() && !value.is_empty())
}

/// Whether a tag is a number longer than a year's, or an UUID.
fn is_identifier(tag: &str) -> bool {
    let digits = tag.bytes().filter(u8::is_ascii_digit).count();
    let hex = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    tag.len() > 4 && digits == tag.len() || tag.len() >= 32 && digits > 0 && tag.bytes().all(hex)
}
