//! Addresses of links and images: made absolute, and only those that lead somewhere.

use url::{ParseError, Url};

use crate::dom::{Dom, NodeId, Tag};

/// A longer base is no address anybody wrote, and would be repeated in every link.
const MAX_BASE: usize = 4096;

/// Schemes of what is a program, the data itself, or a place on the reader's own machine.
const DROPPED_SCHEMES: &[&str] = &["javascript", "data", "vbscript", "blob", "about", "file", "view-source"];

/// What relative addresses of a page are relative to.
#[derive(Debug)]
pub struct Base(Option<Url>);

impl Base {
    /// The page's first `base` decides.
    pub fn of(dom: &Dom, url: Option<&str>) -> Base {
        let declared = dom.ids().filter(|&id| dom.tag(id) == Tag::Base).find_map(|id| dom.attr(id, "href"));
        Base::new(declared, url)
    }

    /// What the page's `base` declares, itself relative to the page's address; without one, the page's address.
    pub fn new(declared: Option<&str>, url: Option<&str>) -> Base {
        let usable = |url: &Url| !url.cannot_be_a_base() && url.as_str().len() <= MAX_BASE;
        let page = url.and_then(|url| Url::parse(url).ok()).filter(usable);
        let base = declared.and_then(|href| Url::options().base_url(page.as_ref()).parse(href).ok());
        Base(base.filter(|url| usable(url) && !is_dropped(url)).or(page))
    }

    /// The host that relative addresses lead to.
    pub fn host(&self) -> Option<&str> {
        self.0.as_ref().and_then(Url::host_str)
    }

    /// The absolute address; as it stands where the page's own is not known; `None` where it leads nowhere.
    pub fn resolve(&self, href: &str) -> Option<String> {
        let href = trimmed(href)?;
        match Url::options().base_url(self.0.as_ref()).parse(href) {
            Ok(url) => (!is_dropped(&url)).then(|| url.into()),
            Err(ParseError::RelativeUrlWithoutBase) => {
                Some(href.chars().filter(|c| !c.is_ascii_control()).collect())
            }
            Err(_) => None,
        }
    }

    /// The absolute address of a page; `None` where the page's own would be needed and is not known, and of anything else
    /// than a page (a script, a mail address).
    pub fn absolute(&self, href: &str) -> Option<String> {
        let href = trimmed(href)?;
        let url = Url::options().base_url(self.0.as_ref()).parse(href).ok()?;
        matches!(url.scheme(), "http" | "https").then(|| url.into())
    }

    /// The address that an attribute holds.
    pub fn of_attr(&self, dom: &Dom, node: NodeId, name: &str) -> Option<String> {
        dom.attr(node, name).and_then(|href| self.resolve(href))
    }
}

/// An address without what is around it; `None` where it leads nowhere.
fn trimmed(href: &str) -> Option<&str> {
    let href = href.trim_matches(|c: char| c.is_ascii_control() || c.is_whitespace());
    (!href.is_empty() && href != "#").then_some(href)
}

fn is_dropped(url: &Url) -> bool {
    DROPPED_SCHEMES.contains(&url.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(html: &str, url: Option<&str>) -> Base {
        Base::of(&Dom::parse(html), url)
    }

    #[test]
    fn addresses_are_absolute_where_the_page_is_known() {
        let base = base("<p>", Some("https://river.example/news/1?a=b"));
        assert_eq!(base.resolve("2").as_deref(), Some("https://river.example/news/2"));
        assert_eq!(base.resolve("#top").as_deref(), Some("https://river.example/news/1?a=b#top"));
        assert_eq!(base.resolve("//cdn.example/x.png").as_deref(), Some("https://cdn.example/x.png"));
        assert_eq!(base.resolve("mailto:a@b.example").as_deref(), Some("mailto:a@b.example"));
    }

    #[test]
    fn the_base_element_wins() {
        let html = "<base href='/archive/'><base href=/later/>";
        let known = base(html, Some("https://river.example/news/1"));
        assert_eq!(known.resolve("x").as_deref(), Some("https://river.example/archive/x"));
        let unknown = base("<base href='https://a.example/b/'>", None);
        assert_eq!(unknown.resolve("c").as_deref(), Some("https://a.example/b/c"));
    }

    #[test]
    fn without_an_address_relative_links_stay_as_they_are() {
        let base = base("<p>", None);
        assert_eq!(base.resolve(" ../a b ").as_deref(), Some("../a b"));
        assert_eq!(base.resolve("#note-1").as_deref(), Some("#note-1"));
        assert_eq!(base.resolve("https://a.example").as_deref(), Some("https://a.example/"));
    }

    #[test]
    fn an_absolute_address_is_a_pages() {
        let known = base("<p>", Some("https://river.example/news/1?a=b#top"));
        assert_eq!(known.absolute("/users/7").as_deref(), Some("https://river.example/users/7"));
        assert_eq!(known.absolute("#c7").as_deref(), Some("https://river.example/news/1?a=b#c7"));
        assert_eq!(known.absolute("../x").as_deref(), Some("https://river.example/x"));
        for href in ["mailto:a@b.example", "javascript:void(0)", "", "#", "http://[broken"] {
            assert_eq!(known.absolute(href), None, "{href}");
        }
        let unknown = base("<p>", None);
        assert_eq!(unknown.absolute("//a.example/x"), None);
        assert_eq!(unknown.absolute("HTTPS://a.example/x").as_deref(), Some("https://a.example/x"));
    }

    #[test]
    fn programs_and_data_are_dropped() {
        for page in [None, Some("https://a.example/")] {
            let base = base("<p>", page);
            for href in
                ["javascript:x()", " \u{1}java\tscript:x()", "DATA:text/html,x", "vbscript:x", "", "#"]
            {
                assert_eq!(base.resolve(href), None, "{href}");
            }
        }
    }
}
