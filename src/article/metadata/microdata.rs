//! Microdata and RDFa of the body, `rel=author`, hAtom's and hCard's classes.

use super::evidence::{Evidence, Source};
use super::page::{Page, ScopeKind, Spot};
use super::wording::tidy;
use super::{names, when};
use crate::dom::{Dom, NodeId, Tag};
use crate::record::{Author, Image};

/// Notes what the body's attributes say.
pub(super) fn gather(page: &Page, evidence: &mut Evidence) {
    let main = main_scope(page);
    let mut authors: Vec<Author> = Vec::new();
    let mut first = None;
    for spot in &page.spots {
        let Some(prop) = spot.prop else { continue };
        if !belongs(page.dom, spot, main) {
            continue;
        }
        let dom = page.dom;
        for name in
            prop.split_ascii_whitespace().map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
        {
            match name {
                "headline" if !spot.aside => {
                    evidence.title(Source::Microdata, Some(spot.node), &value(dom, spot.node))
                }
                "author" | "creator" if !spot.aside => {
                    first = first.or(Some(spot.node));
                    authors.extend(person(page, spot));
                }
                "datePublished" | "dateCreated" | "dateModified" => {
                    let text = value(dom, spot.node);
                    let text = if text.is_empty() { dom.text_content(spot.node) } else { text };
                    let stamp = when::exact(&text);
                    evidence.date(name == "dateModified", Source::Microdata, Some(spot.node), stamp);
                }
                "articleSection" => evidence.sections.push((Source::Microdata, value(dom, spot.node))),
                "keywords" => evidence.tags.push((Source::Microdata, value(dom, spot.node))),
                "license" => evidence.licenses.push((Source::Microdata, value(dom, spot.node))),
                "inLanguage" => evidence.languages.push((Source::Microdata, value(dom, spot.node))),
                "description" | "alternativeHeadline" if spot.scope.is_some() => {
                    evidence.descriptions.push((Source::Microdata, value(dom, spot.node)));
                }
                "image" => {
                    let src = dom.attr(spot.node, "src").or(dom.attr(spot.node, "content"));
                    let alt = dom.attr(spot.node, "alt").map(tidy).filter(|alt| !alt.is_empty());
                    evidence
                        .images
                        .extend(src.map(|src| (Source::Microdata, Image { src: src.to_owned(), alt })));
                }
                _ => {}
            }
        }
    }
    authors.truncate(30);
    let mut seen = rustc_hash::FxHashSet::default();
    authors.retain(|author| seen.insert(super::wording::fold(&author.name)));
    evidence.byline(Source::Microdata, authors, false);
}

/// The scope of the article: the innermost that holds the first `h1`, else the first.
fn main_scope(page: &Page) -> Option<NodeId> {
    let heading = page
        .spots
        .iter()
        .find(|spot| page.dom.tag(spot.node) == Tag::H1 && !spot.aside)
        .map(|spot| spot.node);
    let scopes =
        page.spots.iter().filter(|spot| matches!(spot.opens, Some(ScopeKind::Article | ScopeKind::Posting)));
    let holding =
        scopes.clone().rfind(|spot| heading.is_some_and(|heading| page.dom.contains(spot.node, heading)));
    holding.or(scopes.clone().next()).map(|spot| spot.node)
}

fn belongs(dom: &Dom, spot: &Spot, main: Option<NodeId>) -> bool {
    match (spot.scope, main) {
        (None, _) => true,
        (Some((scope, ScopeKind::Article | ScopeKind::Posting)), Some(main)) => {
            scope == main || dom.contains(scope, main) || first_inside(dom, main, scope)
        }
        _ => false,
    }
}

/// A page's scope around the article's may be the main one; the article then is the scope inside it.
fn first_inside(dom: &Dom, main: NodeId, scope: NodeId) -> bool {
    dom.contains(main, scope) && dom.tag(scope) == Tag::Article && dom.tag(main) != Tag::Article
}

/// What an element with a property says: `content`, `datetime`, an address, or its text.
fn value(dom: &Dom, node: NodeId) -> String {
    let attribute = dom.attr(node, "content").or(dom.attr(node, "datetime"));
    attribute
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| text_of(dom, node))
}

/// The text of a small element.
pub(super) fn text_of(dom: &Dom, node: NodeId) -> String {
    if dom.end(node).0 - node.0 > 400 { String::new() } else { dom.text_content(node) }
}

/// The persons that an `author` property names: the `name` inside it where there is one.
fn person(page: &Page, spot: &Spot) -> Vec<Author> {
    let dom = page.dom;
    let inner: Vec<&Spot> = inside(page, spot.node)
        .iter()
        .filter(|inner| inner.prop.is_some_and(|prop| prop.rsplit([':', '/']).next() == Some("name")))
        .collect();
    let url = link(dom, spot.node);
    let texts: Vec<String> = if inner.is_empty() {
        lines(dom, spot.node)
    } else {
        inner.iter().map(|inner| value(dom, inner.node)).collect()
    };
    let texts = match dom.attr(spot.node, "content") {
        Some(content) if inner.is_empty() => vec![content.to_owned()],
        _ => texts,
    };
    let most = if inner.is_empty() { 1 } else { 20 };
    texts
        .iter()
        .map(|text| names::split(text))
        .filter(|names| !names.is_empty())
        .take(most)
        .flatten()
        .map(|name| Author { name, url: url.clone() })
        .collect()
}

/// The spots below an element.
pub(super) fn inside<'s, 'a>(page: &'s Page<'a>, node: NodeId) -> &'s [Spot<'a>] {
    let end = page.dom.end(node);
    let from = page.spots.partition_point(|spot| spot.node <= node);
    let to = page.spots.partition_point(|spot| spot.node < end);
    page.spots.get(from..to).unwrap_or_default()
}

/// Where the element, or the first link inside it, leads.
pub(super) fn link(dom: &Dom, node: NodeId) -> Option<String> {
    let near = dom.subtree(node).take(60).find(|&inner| dom.tag(inner) == Tag::A)?;
    let href = dom.attr(near, "href")?.trim();
    let other = href.is_empty()
        || href.starts_with(['#'])
        || href.starts_with("mailto:")
        || href.starts_with("javascript:");
    (!other).then(|| href.to_owned())
}

/// The text of a small element line by line: block elements and `br` end a line.
pub(super) fn lines(dom: &Dom, node: NodeId) -> Vec<String> {
    use crate::dom::{Flow, NodeKind};
    let mut lines = vec![String::new()];
    if dom.end(node).0 - node.0 > 400 {
        return Vec::new();
    }
    let mut at = node;
    let mut ends: Vec<NodeId> = Vec::new();
    while at < dom.end(node) {
        while ends.last().is_some_and(|end| *end <= at) {
            ends.pop();
            lines.push(String::new());
        }
        match dom.kind(at) {
            NodeKind::Text => {
                let text = dom.text(at).unwrap_or_default();
                if let Some(line) = lines.last_mut() {
                    // Elements side by side are words apart: styles part them.
                    let apart =
                        line.ends_with(char::is_alphanumeric) && text.starts_with(char::is_alphanumeric);
                    line.push_str(if apart { " " } else { "" });
                    line.push_str(text);
                }
            }
            NodeKind::Element => match dom.tag(at).flow() {
                Flow::Silent => {
                    at = dom.end(at);
                    continue;
                }
                Flow::Inline | Flow::Replaced => {}
                _ => {
                    lines.push(String::new());
                    ends.push(dom.end(at));
                }
            },
            _ => {}
        }
        at = NodeId(at.0 + 1);
    }
    lines.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Evidence {
        let dom = Dom::parse(html);
        let page = Page::read(&dom);
        let mut evidence = Evidence::default();
        gather(&page, &mut evidence);
        evidence
    }

    #[test]
    fn the_articles_scope_is_read_and_no_other() {
        let evidence = read(
            "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop=headline>A storm</h1>\
             <span itemprop=author itemscope itemtype='https://schema.org/Person'><a href='/ann' itemprop=url>\
             <span itemprop=name>Ann Lee</span></a></span><time itemprop=datePublished datetime='2020-01-02T03:04Z'>today</time></div>\
             <div itemscope itemtype='https://schema.org/NewsArticle'><h2 itemprop=headline>Other</h2>\
             <span itemprop=author>Jo Roe</span><meta itemprop=datePublished content='2019-01-01'></div>\
             <div itemprop=comment itemscope itemtype='https://schema.org/Comment'><span itemprop=author>Troll</span></div>",
        );
        assert_eq!(evidence.titles.len(), 1);
        assert_eq!(evidence.bylines[0].names, [Author { name: "Ann Lee".into(), url: Some("/ann".into()) }]);
        assert_eq!(evidence.published.len(), 1);
        assert_eq!(evidence.published[0].stamp.day(), "2020-01-02");
    }

    #[test]
    fn lines_end_at_blocks_and_breaks() {
        let dom = Dom::parse("<div>Ann <b>Lee</b><p>Editor</p>today<br>now</div>");
        let div = dom.ids().find(|&id| dom.tag(id) == Tag::Div).unwrap();
        assert_eq!(lines(&dom, div), ["Ann Lee", "Editor", "today", "now"]);
    }
}
