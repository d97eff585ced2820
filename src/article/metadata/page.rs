//! One walk over the tree that collects what metadata can be read from.

use html5ever::local_name;

use super::marks::{Marks, Reader};
use crate::block::{hides, is_hidden_kind};
use crate::dom::{Dom, NodeId, NodeKind, Tag};

/// The most of each kind of thing that is collected: more is no page but an attack.
const CAP: usize = 4000;

/// What kind of thing a microdata or RDFa scope describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    /// An article, posting or page.
    Article,
    /// A question, answer or posting of a forum.
    Posting,
    /// A reader's comment or review.
    Comment,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// Anything else.
    Other,
}

/// An element from which something can be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    /// The element.
    pub node: NodeId,
    /// What its class and id say.
    pub marks: Marks,
    /// `itemprop`, or `property` of an element in the body.
    pub prop: Option<&'a str>,
    /// `rel` names the author.
    pub rel_author: bool,
    /// The scope around it.
    pub scope: Option<(NodeId, ScopeKind)>,
    /// The scope that the element itself opens.
    pub opens: Option<ScopeKind>,
    /// It stands in something beside the article.
    pub aside: bool,
    /// It is hidden by an attribute or inline style.
    pub hidden: bool,
}

/// What was collected.
pub(super) struct Page<'a> {
    pub dom: &'a Dom,
    /// Name or property in lower case, and content.
    pub metas: Vec<(String, &'a str)>,
    /// `rel` and `href` of `link` elements.
    pub links: Vec<(&'a str, &'a str)>,
    /// Contents of `application/ld+json` scripts.
    pub scripts: Vec<&'a str>,
    /// The first `title` element's text.
    pub title: Option<String>,
    /// The declared language.
    pub lang: Option<&'a str>,
    /// `base` element's address.
    pub base: Option<&'a str>,
    /// Elements of interest in document order; nothing from comment areas.
    pub spots: Vec<Spot<'a>>,
    /// Those of them that are an `h1` which stands not beside the article.
    pub top_headings: Vec<usize>,
    /// The comment areas, as runs of nodes.
    pub comments: Vec<(NodeId, NodeId)>,
}

struct Walk<'a> {
    page: Page<'a>,
    reader: Reader<'a>,
    headings: Vec<NodeId>,
    scopes: Vec<(NodeId, ScopeKind)>,
    aside_end: NodeId,
    hidden_end: NodeId,
    article_end: NodeId,
}

#[derive(Default)]
struct Attributes<'a> {
    marks: Marks,
    prop: Option<&'a str>,
    rel_author: bool,
    opens: Option<ScopeKind>,
    datetime: bool,
    role_aside: bool,
    hidden: bool,
}

impl<'a> Page<'a> {
    /// Collects.
    pub fn read(dom: &'a Dom) -> Page<'a> {
        let headings = dom.ids().filter(|&id| dom.tag(id) == Tag::H1).take(CAP).collect();
        let page = Page {
            dom,
            metas: Vec::new(),
            links: Vec::new(),
            scripts: Vec::new(),
            title: None,
            lang: None,
            base: None,
            spots: Vec::new(),
            top_headings: Vec::new(),
            comments: Vec::new(),
        };
        let mut walk = Walk {
            page,
            reader: Reader::default(),
            headings,
            scopes: Vec::new(),
            aside_end: Dom::ROOT,
            hidden_end: Dom::ROOT,
            article_end: Dom::ROOT,
        };
        walk.run();
        walk.page
    }

    /// The contents of all `meta` elements of a name or property.
    pub fn meta<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'a str> + 's {
        self.metas.iter().filter(move |(name, _)| name == key).map(|(_, content)| *content)
    }

    /// Whether a node stands in a comment area.
    pub fn in_comments(&self, node: NodeId) -> bool {
        let after = self.comments.partition_point(|(start, _)| *start <= node);
        after.checked_sub(1).and_then(|at| self.comments.get(at)).is_some_and(|(_, end)| node < *end)
    }
}

impl<'a> Walk<'a> {
    fn run(&mut self) {
        let dom = self.page.dom;
        let mut at = Dom::ROOT;
        while at.index() < dom.len() {
            let next = NodeId(at.0 + 1);
            if dom.kind(at) != NodeKind::Element {
                at = next;
                continue;
            }
            while self.scopes.last().is_some_and(|(scope, _)| dom.end(*scope) <= at) {
                self.scopes.pop();
            }
            at = if self.head(at) || !self.body(at) { dom.end(at) } else { next };
        }
    }

    /// Reads elements that show nothing; whether the element was one.
    fn head(&mut self, at: NodeId) -> bool {
        let dom = self.page.dom;
        let page = &mut self.page;
        match dom.tag(at) {
            Tag::Meta => self.meta(at),
            Tag::Link => {
                if let (Some(rel), Some(href)) = (dom.attr(at, "rel"), dom.attr(at, "href"))
                    && page.links.len() < CAP
                {
                    page.links.push((rel, href));
                }
            }
            Tag::Title => {
                if page.title.is_none() {
                    page.title = Some(dom.text_content(at)).filter(|title| !title.is_empty());
                }
            }
            Tag::Base => page.base = page.base.or(dom.attr(at, "href")),
            Tag::Script => {
                let kind = dom.attr(at, "type").unwrap_or_default().trim();
                if kind.get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
                    && page.scripts.len() < CAP
                {
                    page.scripts.extend(dom.children(at).filter_map(|child| dom.text(child)));
                }
            }
            Tag::Style | Tag::Template | Tag::Noscript | Tag::Svg => {}
            Tag::Html => {
                page.lang = dom.attr(at, "lang").or(dom.attr(at, "xml:lang"));
                return false;
            }
            _ => return false,
        }
        true
    }

    fn meta(&mut self, at: NodeId) {
        let dom = self.page.dom;
        let Some(content) = dom.attr(at, "content").map(str::trim).filter(|content| !content.is_empty())
        else {
            return;
        };
        // Microdata of the body describes its scope, which may be any entity.
        let itemprop = dom.attr(at, "itemprop");
        if let Some(prop) = itemprop
            && !self.scopes.is_empty()
        {
            self.push(at, Attributes { prop: Some(prop), ..Attributes::default() });
            return;
        }
        for key in [dom.attr(at, "property"), dom.attr(at, "name"), dom.attr(at, "http-equiv"), itemprop] {
            if let Some(key) = key
                && self.page.metas.len() < CAP
            {
                self.page.metas.push((key.trim().to_ascii_lowercase(), content));
            }
        }
    }

    /// Reads an element that may show something; whether to go on inside it.
    fn body(&mut self, at: NodeId) -> bool {
        let dom = self.page.dom;
        let read = self.attributes(at);
        let tag = dom.tag(at);
        let frame = matches!(tag, Tag::Html | Tag::Body | Tag::Main | Tag::Head);
        if !frame
            && (read.marks.any(Marks::COMMENT) || read.opens == Some(ScopeKind::Comment))
            && !self.holds_heading(at)
            && !self.is_head(at)
        {
            if self.page.comments.len() < CAP {
                self.page.comments.push((at, dom.end(at)));
            }
            return false;
        }
        if tag == Tag::Article {
            self.article_end = self.article_end.max(dom.end(at));
        }
        // The foot of an article is where many sites name its author.
        let footer = tag == Tag::Footer && at >= self.article_end;
        let beside = footer
            || matches!(tag, Tag::Nav | Tag::Aside)
            || read.role_aside
            || read.marks.any(Marks::ASIDE) && !read.marks.any(Marks::OWN.with(Marks::AUTHOR));
        if !frame && beside && !self.holds_heading(at) {
            self.aside_end = self.aside_end.max(dom.end(at));
        }
        if read.hidden || is_hidden_kind(dom, at) {
            self.hidden_end = self.hidden_end.max(dom.end(at));
        }
        let opens = read.opens;
        let heading = matches!(tag, Tag::H1 | Tag::H2 | Tag::Time | Tag::Address);
        let telling = !read.marks.is_empty() || read.prop.is_some() || read.rel_author || read.datetime;
        if !frame && (heading || telling || opens.is_some()) {
            self.push(at, read);
        }
        if let Some(kind) = opens {
            self.scopes.push((at, kind));
        }
        true
    }

    fn push(&mut self, node: NodeId, read: Attributes<'a>) {
        if self.page.spots.len() >= 4 * CAP {
            return;
        }
        let aside = node < self.aside_end;
        if self.page.dom.tag(node) == Tag::H1 && !aside {
            self.page.top_headings.push(self.page.spots.len());
        }
        self.page.spots.push(Spot {
            node,
            marks: read.marks,
            prop: read.prop,
            rel_author: read.rel_author,
            scope: self.scopes.last().copied(),
            opens: read.opens,
            aside,
            hidden: node < self.hidden_end,
        });
    }

    /// Whether a small element that speaks of comments is the line of author and date, and leads to them.
    fn is_head(&self, node: NodeId) -> bool {
        /// The nodes of such a line, at most.
        const LINE: u32 = 40;
        let dom = self.page.dom;
        dom.end(node).0 - node.0 <= LINE
            && dom
                .subtree(node)
                .any(|inner| dom.tag(inner) == Tag::A && dom.attr(inner, "rel") == Some("author"))
    }

    fn holds_heading(&self, node: NodeId) -> bool {
        let first = self.headings.partition_point(|&heading| heading < node);
        self.headings.get(first).is_some_and(|&heading| self.page.dom.contains(node, heading))
    }

    fn attributes(&mut self, at: NodeId) -> Attributes<'a> {
        let mut read = Attributes::default();
        for (name, value) in self.page.dom.atoms(at) {
            match *name {
                local_name!("class") | local_name!("id") => {
                    read.marks = read.marks.with(self.reader.read(value));
                }
                local_name!("itemprop") => read.prop = Some(value),
                local_name!("property") => read.prop = read.prop.or(Some(value)),
                local_name!("itemtype") => read.opens = Some(scope_kind(value)),
                local_name!("itemscope") => read.opens = read.opens.or(Some(ScopeKind::Other)),
                local_name!("rel") => {
                    read.rel_author =
                        value.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("author"))
                }
                local_name!("datetime") => read.datetime = true,
                local_name!("role") => {
                    read.role_aside =
                        matches!(value, "navigation" | "complementary" | "contentinfo" | "search" | "banner");
                }
                local_name!("hidden") | local_name!("style") => read.hidden |= hides(name, value),
                _ => match &**name {
                    "data-testid" | "data-component" | "data-qa" => {
                        read.marks = read.marks.with(self.reader.read(value));
                    }
                    "typeof" => read.opens = Some(scope_kind(value)),
                    _ => {}
                },
            }
        }
        read
    }
}

/// What an `itemtype` or `typeof` names.
fn scope_kind(kind: &str) -> ScopeKind {
    let name = kind.trim().rsplit(['/', ':', '#']).next().unwrap_or_default();
    match name {
        "Comment" | "UserComments" | "Review" | "Answer" => ScopeKind::Comment,
        "Question" | "DiscussionForumPosting" => ScopeKind::Posting,
        "Person" => ScopeKind::Person,
        "Organization" | "NewsMediaOrganization" | "LocalBusiness" => ScopeKind::Organisation,
        _ if name.ends_with("Article") || name.ends_with("Posting") => ScopeKind::Article,
        "WebPage" | "ItemPage" | "CreativeWork" | "Report" | "Recipe" | "Blog" | "TechArticle" => {
            ScopeKind::Article
        }
        _ => ScopeKind::Other,
    }
}
