//! What class names, ids and the like say of an element: keyword groups, matched once per distinct string.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::pieces::Pieces;

/// A set of keyword groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    /// Reader comments and what belongs to them.
    pub const COMMENT: Marks = Marks(1);
    /// Names of authors.
    pub const AUTHOR: Marks = Marks(2);
    /// Dates.
    pub const DATE: Marks = Marks(4);
    /// Headlines.
    pub const HEADLINE: Marks = Marks(8);
    /// Summaries below a headline.
    pub const STANDFIRST: Marks = Marks(16);
    /// What stands beside the article: navigation, related stories, footers.
    pub const ASIDE: Marks = Marks(32);
    /// A word on an author: role, biography, picture.
    pub const ABOUT: Marks = Marks(64);
    /// A date of change.
    pub const MODIFIED: Marks = Marks(128);

    /// The head or foot of the article itself.
    pub const OWN: Marks = Marks(256);

    /// Whether one of `other` is among them.
    pub fn any(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[rustfmt::skip]
const KEYWORDS: &[(Marks, &[&str])] = &[
    (
        Marks::COMMENT,
        &[
            "comment",
            "respond",
            "disqus",
            "reply",
            "replies",
            "discuz",
            "kommentar",
            "commentaire",
            "comentario",
        ],
    ),
    (
        Marks::AUTHOR,
        &[
            "author",
            "byline",
            "by-line",
            "writer",
            "autor",
            "auteur",
            "autore",
            "vcard",
            "contributor",
            "journalist",
            "reporter",
            "redakteur",
            "verfasser",
            "creator",
            "firma",
            "signature",
            "posted-by",
            "postedby",
            "writtenby",
            "written-by",
            "credits-name",
            "yazar",
        ],
    ),
    (
        Marks::DATE,
        &[
            "date",
            "published",
            "pubdate",
            "publish",
            "time",
            "datum",
            "fecha",
            "dateline",
            "posted",
            "entry-meta",
            "post-meta",
            "article-meta",
            "tarih",
            "byline",
            "meta",
        ],
    ),
    (
        Marks::HEADLINE,
        &[
            "headline",
            "entry-title",
            "entrytitle",
            "post-title",
            "posttitle",
            "article-title",
            "articletitle",
            "article__title",
            "post__title",
            "page-title",
            "pagetitle",
            "page__title",
            "story-title",
            "storytitle",
            "title",
        ],
    ),
    (
        Marks::STANDFIRST,
        &[
            "standfirst",
            "subtitle",
            "sub-title",
            "subheadline",
            "subhead",
            "dek",
            "excerpt",
            "teaser-text",
            "article-lead",
            "lead",
            "lede",
            "intro",
            "summary",
            "vorspann",
            "kicker-text",
            "chapo",
            "bajada",
            "entradilla",
            "ingress",
            "deck",
            "description",
        ],
    ),
    (
        Marks::ASIDE,
        &[
            "related",
            "sidebar",
            "navigation",
            "footer",
            "menu",
            "recommend",
            "popular",
            "most-read",
            "mostread",
            "trending",
            "widget-area",
            "widget_",
            "teaser",
            "outbrain",
            "taboola",
            "newsletter",
            "cookie",
            "breadcrumb",
            "read-more",
            "readmore",
            "more-news",
            "more-stories",
            "latest",
            "promo",
            "modal",
            "carousel",
            "masthead",
            "site-header",
            "advert",
        ],
    ),
    (
        Marks::ABOUT,
        &[
            "avatar",
            "bio",
            "role",
            "job",
            "position",
            "about",
            "social",
            "share",
            "follow",
            "twitter",
            "description",
            "desc",
            "count",
            "image",
            "img",
            "photo",
            "icon",
            "biografie",
        ],
    ),
    (
        Marks::OWN,
        &[
            "post-footer",
            "entry-footer",
            "article-footer",
            "article__footer",
            "post__footer",
            "post-header",
            "entry-header",
            "article-header",
            "post_full_meta",
            "entry-meta",
            "post-meta",
        ],
    ),
    (Marks::MODIFIED, &["modified", "updated", "update", "aktualisiert", "lastmod", "last-mod", "name-changed"]),
];

static PIECES: LazyLock<Pieces> = LazyLock::new(|| Pieces::of(with_marks()));

/// The keywords, each with the bits of its group.
fn with_marks() -> impl Iterator<Item = (&'static str, u32)> {
    KEYWORDS.iter().flat_map(|(marks, words)| words.iter().map(|&word| (word, u32::from(marks.0))))
}

/// What a class name or id says. Keywords count inside longer words too: `articleAuthor`, `c-byline__name`.
pub(super) fn marks_of(name: &str) -> Marks {
    let name = &name.as_bytes()[..name.len().min(400)];
    let marks = Marks(PIECES.in_name(name) as u16);
    // "authorization" and "authority" tell of no author.
    let other = |part: &[u8]| part.eq_ignore_ascii_case(b"authori");
    match marks.any(Marks::AUTHOR).then(|| name.windows(7).position(other)).flatten() {
        Some(at) => {
            let rest = [&name[..at], b"-", &name[at + 7..]].concat();
            Marks(PIECES.in_name(&rest) as u16)
        }
        None => marks,
    }
}

/// Remembers what was said of each distinct string.
#[derive(Default)]
pub(super) struct Reader<'a> {
    seen: FxHashMap<&'a str, Marks>,
}

impl<'a> Reader<'a> {
    /// As [`marks_of`].
    pub fn read(&mut self, name: &'a str) -> Marks {
        *self.seen.entry(name).or_insert_with(|| marks_of(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_count_inside_words_and_in_any_case() {
        assert!(marks_of("c-Byline__name").any(Marks::AUTHOR));
        assert!(marks_of("articleAuthor").any(Marks::AUTHOR));
        assert!(marks_of("wp-block-comments").any(Marks::COMMENT));
        assert!(marks_of("col-md-8").is_empty());
        assert!(!marks_of("about-tides-and-authorization").any(Marks::AUTHOR));
        assert!(marks_of("authorities authorBox").any(Marks::AUTHOR));
        assert!(marks_of(&"é".repeat(500)).is_empty());
    }

    #[test]
    fn every_keyword_is_found() {
        for (word, marks) in with_marks() {
            assert!(marks_of(&format!("x{}y", word.to_uppercase())).any(Marks(marks as u16)), "{word}");
        }
    }
}
