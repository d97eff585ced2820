//! `meta` and `link` elements: Open Graph, Twitter cards, Dublin Core, citation tags and the names that publishing
//! systems use.

use super::evidence::{Evidence, Source};
use super::page::Page;
use super::wording::tidy;
use super::{names, when};
use crate::record::{Author, Image};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    Citation,
    Creator,
    Published,
    Modified,
    Site,
    Section,
    Tags,
    Image,
    Description,
    License,
    Language,
    Address,
}

use Field as F;
use Source as S;

/// What the names mean, those believed most first.
#[rustfmt::skip]
const TABLE: &[(&str, Field, Source)] = &[
    ("og:title", F::Title, S::OpenGraph),
    ("twitter:title", F::Title, S::Twitter),
    ("citation_title", F::Title, S::Citation),
    ("dc.title", F::Title, S::Citation),
    ("dcterms.title", F::Title, S::Citation),
    ("parsely-title", F::Title, S::Meta),
    ("sailthru.title", F::Title, S::Meta),
    ("cxenseparse:title", F::Title, S::Meta),
    ("title", F::Title, S::Meta),
    ("headline", F::Title, S::Meta),
    ("hdl", F::Title, S::Meta),
    ("fb_title", F::Title, S::Meta),
    ("citation_author", F::Citation, S::Citation),
    ("citation_authors", F::Citation, S::Citation),
    ("dc.creator", F::Creator, S::Citation),
    ("dc.creator.name", F::Creator, S::Citation),
    ("dcterms.creator", F::Creator, S::Citation),
    ("dc.contributor.author", F::Creator, S::Citation),
    ("parsely-author", F::Author, S::Meta),
    ("sailthru.author", F::Author, S::Meta),
    ("cxenseparse:author", F::Author, S::Meta),
    ("author", F::Author, S::Meta),
    ("authors", F::Author, S::Meta),
    ("byl", F::Author, S::Meta),
    ("article:author", F::Author, S::OpenGraph),
    ("article:author_name", F::Author, S::OpenGraph),
    ("og:article:author", F::Author, S::OpenGraph),
    ("og:author", F::Author, S::OpenGraph),
    ("book:author", F::Author, S::OpenGraph),
    ("rbauthors", F::Author, S::Meta),
    ("article.author", F::Author, S::Meta),
    ("creator", F::Author, S::Meta),
    ("article:published_time", F::Published, S::OpenGraph),
    ("article:published", F::Published, S::OpenGraph),
    ("og:article:published_time", F::Published, S::OpenGraph),
    ("og:published_time", F::Published, S::OpenGraph),
    ("og:pubdate", F::Published, S::OpenGraph),
    ("article:publicationdate", F::Published, S::OpenGraph),
    ("citation_publication_date", F::Published, S::Citation),
    ("citation_online_date", F::Published, S::Citation),
    ("citation_date", F::Published, S::Citation),
    ("dc.date", F::Published, S::Citation),
    ("dc.date.issued", F::Published, S::Citation),
    ("dc.date.created", F::Published, S::Citation),
    ("dcterms.date", F::Published, S::Citation),
    ("dcterms.created", F::Published, S::Citation),
    ("dcterms.issued", F::Published, S::Citation),
    ("dcterms.available", F::Published, S::Citation),
    ("parsely-pub-date", F::Published, S::Meta),
    ("sailthru.date", F::Published, S::Meta),
    ("cxenseparse:recs:publishtime", F::Published, S::Meta),
    ("cxenseparse:publishtime", F::Published, S::Meta),
    ("rbpubdate", F::Published, S::Meta),
    ("pubdate", F::Published, S::Meta),
    ("pub_date", F::Published, S::Meta),
    ("publishdate", F::Published, S::Meta),
    ("publish-date", F::Published, S::Meta),
    ("publish_date", F::Published, S::Meta),
    ("published", F::Published, S::Meta),
    ("published-date", F::Published, S::Meta),
    ("publication-date", F::Published, S::Meta),
    ("published_time", F::Published, S::Meta),
    ("published-time", F::Published, S::Meta),
    ("dateposted", F::Published, S::Meta),
    ("published_date", F::Published, S::Meta),
    ("publication_date", F::Published, S::Meta),
    ("publicationdate", F::Published, S::Meta),
    ("published_at", F::Published, S::Meta),
    ("datepublished", F::Published, S::Meta),
    ("date_published", F::Published, S::Meta),
    ("pdate", F::Published, S::Meta),
    ("ptime", F::Published, S::Meta),
    ("displaydate", F::Published, S::Meta),
    ("article.published", F::Published, S::Meta),
    ("article.created", F::Published, S::Meta),
    ("article_date_original", F::Published, S::Meta),
    ("originalpublicationdate", F::Published, S::Meta),
    ("created", F::Published, S::Meta),
    ("date", F::Published, S::Meta),
    ("vr:published_time", F::Published, S::Meta),
    ("article:modified_time", F::Modified, S::OpenGraph),
    ("og:updated_time", F::Modified, S::OpenGraph),
    ("og:modified_time", F::Modified, S::OpenGraph),
    ("article:modified", F::Modified, S::OpenGraph),
    ("dcterms.modified", F::Modified, S::Citation),
    ("dc.date.modified", F::Modified, S::Citation),
    ("datemodified", F::Modified, S::Meta),
    ("last-modified", F::Modified, S::Meta),
    ("modified-date", F::Modified, S::Meta),
    ("modified-time", F::Modified, S::Meta),
    ("modified_time", F::Modified, S::Meta),
    ("updated_time", F::Modified, S::Meta),
    ("last-modified-date", F::Modified, S::Meta),
    ("updated", F::Modified, S::Meta),
    ("updated_at", F::Modified, S::Meta),
    ("lastmod", F::Modified, S::Meta),
    ("article.updated", F::Modified, S::Meta),
    ("revised", F::Modified, S::Meta),
    ("og:site_name", F::Site, S::OpenGraph),
    ("application-name", F::Site, S::Meta),
    ("apple-mobile-web-app-title", F::Site, S::Meta),
    ("al:ios:app_name", F::Site, S::Meta),
    ("twitter:app:name:iphone", F::Site, S::Meta),
    ("citation_journal_title", F::Site, S::Citation),
    ("dc.publisher", F::Site, S::Citation),
    ("publisher", F::Site, S::Meta),
    ("article:section", F::Section, S::OpenGraph),
    ("og:article:section", F::Section, S::OpenGraph),
    ("parsely-section", F::Section, S::Meta),
    ("cxenseparse:section", F::Section, S::Meta),
    ("section", F::Section, S::Meta),
    ("category", F::Section, S::Meta),
    ("article:tag", F::Tags, S::OpenGraph),
    ("og:article:tag", F::Tags, S::OpenGraph),
    ("parsely-tags", F::Tags, S::Meta),
    ("sailthru.tags", F::Tags, S::Meta),
    ("news_keywords", F::Tags, S::Meta),
    ("citation_keywords", F::Tags, S::Citation),
    ("dc.subject", F::Tags, S::Citation),
    ("keywords", F::Tags, S::Meta),
    ("og:image", F::Image, S::OpenGraph),
    ("og:image:url", F::Image, S::OpenGraph),
    ("og:image:secure_url", F::Image, S::OpenGraph),
    ("twitter:image", F::Image, S::Twitter),
    ("twitter:image:src", F::Image, S::Twitter),
    ("parsely-image-url", F::Image, S::Meta),
    ("og:description", F::Description, S::OpenGraph),
    ("twitter:description", F::Description, S::Twitter),
    ("dc.description", F::Description, S::Citation),
    ("description", F::Description, S::Meta),
    ("dc.rights", F::License, S::Citation),
    ("dcterms.license", F::License, S::Citation),
    ("dcterms.rights", F::License, S::Citation),
    ("license", F::License, S::Meta),
    ("og:locale", F::Language, S::OpenGraph),
    ("content-language", F::Language, S::Meta),
    ("dc.language", F::Language, S::Citation),
    ("citation_language", F::Language, S::Citation),
    ("language", F::Language, S::Meta),
    ("og:url", F::Address, S::OpenGraph),
    ("parsely-link", F::Address, S::Meta),
];

/// Notes what the head's elements say.
pub(super) fn gather(page: &Page, evidence: &mut Evidence) {
    for &(key, field, source) in TABLE {
        let mut authors = Vec::new();
        for content in page.meta(key).take(100) {
            match field {
                Field::Author => authors.extend(people(content, names::told)),
                Field::Creator => authors.extend(people(content, names::creator)),
                Field::Citation => {
                    authors.extend(content.split(';').flat_map(|name| people(name, names::citation)))
                }
                _ => note(page, field, source, content, evidence),
            }
        }
        evidence.byline(source, authors, false);
    }
    labelled(page, evidence);
    links(page, evidence);
}

fn note(page: &Page, field: Field, source: Source, content: &str, evidence: &mut Evidence) {
    let text = || tidy(content);
    match field {
        Field::Title => evidence.title(source, None, content),
        Field::Published | Field::Modified => {
            evidence.date(field == Field::Modified, source, None, when::exact(content));
        }
        Field::Site => evidence.sites.push((source, text())),
        Field::Section => evidence.sections.push((source, text())),
        Field::Tags => evidence.tags.push((source, text())),
        Field::Description => evidence.descriptions.push((source, text())),
        Field::License => evidence.licenses.push((source, text())),
        Field::Language => evidence.languages.push((source, text())),
        Field::Address => evidence.canonical.push((source, content.to_owned())),
        Field::Image => {
            let alt = page.meta("og:image:alt").chain(page.meta("twitter:image:alt")).next().map(tidy);
            evidence.images.push((source, Image { src: content.to_owned(), alt }));
        }
        Field::Author | Field::Citation | Field::Creator => {}
    }
}

fn people(content: &str, split: impl Fn(&str) -> Vec<String>) -> Vec<Author> {
    split(&tidy(content)).into_iter().map(|name| Author { name, url: None }).collect()
}

/// Twitter's pairs of label and value: "Written by", "Reading time".
fn labelled(page: &Page, evidence: &mut Evidence) {
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        let (Some(label), Some(data)) = (page.meta(label).next(), page.meta(data).next()) else { continue };
        if names::is_labelled(&format!("{label}: x")) {
            evidence.byline(Source::Twitter, people(data, names::told), false);
        }
    }
}

fn links(page: &Page, evidence: &mut Evidence) {
    let mut canonical = Vec::new();
    for &(rel, href) in &page.links {
        for rel in rel.split_ascii_whitespace() {
            match rel.to_ascii_lowercase().as_str() {
                "canonical" => canonical.push((Source::Meta, href.to_owned())),
                "license" => evidence.licenses.push((Source::Meta, href.to_owned())),
                "image_src" => {
                    evidence.images.push((Source::Meta, Image { src: href.to_owned(), alt: None }));
                }
                _ => {}
            }
        }
    }
    evidence.canonical.splice(..0, canonical);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::Dom;

    #[test]
    fn names_of_all_systems_are_read() {
        let dom = Dom::parse(
            "<head><meta property='og:title' content='A storm'><meta name='citation_author' content='Lee, Ann'>\
             <meta name='citation_author' content='Roe, Jo'><meta name='DC.date' content='2020-01-02'>\
             <meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ann Lee'>\
             <link rel='canonical' href='https://a.example/x'>",
        );
        let page = Page::read(&dom);
        let mut evidence = Evidence::default();
        gather(&page, &mut evidence);
        assert_eq!(evidence.titles[0].text, "A storm");
        let names: Vec<_> = evidence.bylines[0].names.iter().map(|author| author.name.as_str()).collect();
        assert_eq!(names, ["Ann Lee", "Jo Roe"]);
        assert_eq!(evidence.bylines[1].source, Source::Twitter);
        assert_eq!(evidence.published[0].stamp.day(), "2020-01-02");
        assert_eq!(evidence.canonical[0].1, "https://a.example/x");
    }

    #[test]
    fn the_first_canonical_link_comes_first() {
        let dom = Dom::parse(
            "<meta property='og:url' content='/shared'><link rel=canonical href='/first'>\
             <link rel=canonical href='/second'>",
        );
        let mut evidence = Evidence::default();
        gather(&Page::read(&dom), &mut evidence);
        let addresses: Vec<_> = evidence.canonical.iter().map(|(_, address)| address.as_str()).collect();
        assert_eq!(addresses, ["/first", "/second", "/shared"]);
    }
}
