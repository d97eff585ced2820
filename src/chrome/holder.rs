//! What an element holds, by its role, its tag and the words of its names.
//!
//! The keyword groups of the labeller ([`crate::block::keywords`]) are wide: they say that a name may speak of
//! something. Here the words are few and sure, and what is named has to be as large and stand where such a thing does.

use std::sync::LazyLock;

use html5ever::local_name;
use rustc_hash::FxHashMap;

use super::setting::Setting;
use crate::block::page::Page;
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::Phrase;
use crate::pieces::{LETTERS_AND_DIGITS, Pieces, Words};

/// What an element may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Consent,
    Paywall,
    Breadcrumb,
    Newsletter,
    Pagination,
    Search,
    Login,
    Related,
    Ranking,
    /// Who commented last.
    RecentComments,
    Share,
    /// Links to the networks: to pass on or to follow.
    Social,
    Advert,
    Tags,
    Author,
    Footer,
    /// Whose something is: the page or an image in it.
    Rights,
    Menu,
    Sidebar,
    Masthead,
    Tools,
    /// A pointer to something else.
    Card,
    /// A box of any kind.
    Box,
}

/// A name that tells what its element holds.
struct Name {
    holds: Holds,
    /// Words that stand alone in it.
    words: &'static [&'static str],
    /// Pieces of it; `-` stands for any separator.
    parts: &'static [&'static str],
}

/// The most telling first.
const NAMES: &[Name] = &[
    Name {
        holds: Holds::Consent,
        words: &["ccpa", "cky", "cmplz", "didomi"],
        parts: &[
            "cookie",
            "consent",
            "gdpr",
            "dsgvo",
            "onetrust",
            "usercentrics",
            "cmpbox",
            "cmpwrapper",
            "privacy-modal",
            "cmp-modal",
        ],
    },
    Name { holds: Holds::Paywall, words: &[], parts: &["paywall", "regwall"] },
    Name { holds: Holds::Breadcrumb, words: &["crumb", "crumbs"], parts: &["breadcrumb"] },
    Name {
        holds: Holds::Newsletter,
        words: &["signup", "optin", "mailchimp", "mc4wp", "subscribe"],
        parts: &["newsletter", "mailing", "sign-up", "mc-embed", "subscribe-form", "subscription-widget"],
    },
    Name {
        holds: Holds::Pagination,
        words: &["pager", "paging", "paginator"],
        parts: &[
            "pagination",
            "pagenav",
            "page-nav",
            "page-numbers",
            "pagenavi",
            "post-navigation",
            "prev-next",
            "previous-next",
            "nav-previous",
            "nav-next",
        ],
    },
    Name {
        holds: Holds::Login,
        words: &["login", "signin", "logon"],
        parts: &["login-form", "signin-form", "sign-in"],
    },
    Name {
        holds: Holds::Search,
        words: &["searchform", "searchbox", "searchbar"],
        parts: &["search-form", "search-box", "search-bar", "search-field", "site-search", "search-input"],
    },
    Name {
        holds: Holds::Related,
        words: &["similar", "yarpp", "onward"],
        parts: &[
            "related",
            "recommend",
            "suggest",
            "outbrain",
            "taboola",
            "recirc",
            "read-more",
            "readmore",
            "more-from",
            "morefrom",
            "also-like",
            "see-also",
            "seealso",
            "verwandt",
            "relacion",
        ],
    },
    Name {
        holds: Holds::RecentComments,
        words: &[],
        parts: &[
            "recent-comments",
            "recentcomments",
            "latest-comments",
            "latestcomments",
            "last-comments",
            "lastcomments",
        ],
    },
    Name {
        holds: Holds::Ranking,
        words: &["popular", "trending", "ranking", "mostread", "toplist"],
        parts: &[
            "most-read",
            "most-viewed",
            "most-popular",
            "mostpopular",
            "latest-",
            "-latest",
            "recent-posts",
            "recent-entries",
        ],
    },
    Name {
        holds: Holds::Share,
        words: &["share", "shares", "sharer", "sharing", "addtoany", "sharedaddy", "shariff", "a2a"],
        parts: &["addthis", "heateor", "share-", "-share", "sharebar", "shareb", "socialshare", "sharethis"],
    },
    Name {
        holds: Holds::Social,
        words: &["social", "socials", "follow", "sns"],
        parts: &["social-", "-social", "socialmedia", "sociallinks", "socialicons"],
    },
    Name {
        holds: Holds::Advert,
        words: &[
            "ad",
            "ads",
            "adv",
            "advert",
            "advertisement",
            "sponsor",
            "sponsored",
            "sponsors",
            "dfp",
            "gpt",
            "adslot",
            "affiliate",
            "anzeige",
        ],
        parts: &["adsense", "adsbygoogle", "publicid"],
    },
    Name {
        holds: Holds::Tags,
        words: &["tag", "tags", "category", "categories", "keywords", "topics", "taxonomy", "hashtags"],
        parts: &["tagcloud", "taglist", "catlinks"],
    },
    Name {
        holds: Holds::Author,
        words: &["author", "authors", "byline", "bio", "aboutauthor", "contributor", "autor", "auteur"],
        parts: &["authorbox", "authorbio", "authorblock"],
    },
    Name { holds: Holds::Footer, words: &["footer", "colophon", "imprint", "impressum"], parts: &["footer"] },
    Name { holds: Holds::Rights, words: &["copyright", "copyrights"], parts: &[] },
    Name {
        holds: Holds::Menu,
        words: &["nav", "menu", "menus", "navigation", "submenu", "sitemap", "tablist"],
        parts: &[
            "navbar",
            "megamenu",
            "mega-menu",
            "mainnav",
            "topnav",
            "subnav",
            "sidenav",
            "dropdown-menu",
            "widget-archive",
            "blog-archive",
        ],
    },
    Name {
        holds: Holds::Sidebar,
        words: &["sidebar", "rail", "aside"],
        parts: &[
            "sidebar",
            "right-rail",
            "rightrail",
            "right-col",
            "rightcol",
            "leftcol",
            "widget-area",
            "-widget-widget-",
        ],
    },
    Name {
        holds: Holds::Masthead,
        words: &["header", "masthead", "topbar", "branding", "logo", "brand"],
        parts: &["masthead", "topbar", "siteheader"],
    },
    Name {
        holds: Holds::Tools,
        words: &["toolbar", "tools", "tool", "print", "bookmark", "toc"],
        parts: &["table-of-contents"],
    },
    Name {
        holds: Holds::Card,
        words: &["card", "cards", "tile", "tiles", "teaser", "teasers", "excerpt", "promo", "cta", "banner"],
        parts: &["teaser", "promo"],
    },
    Name {
        holds: Holds::Box,
        words: &[
            "box", "block", "row", "list", "grid", "item", "items", "feed", "stream", "loop", "archive",
            "listing",
        ],
        parts: &["summary", "description"],
    },
];

/// What a `nav` may hold beside a menu.
const MENUS: &[Holds] = &[
    Holds::Breadcrumb,
    Holds::Pagination,
    Holds::Related,
    Holds::Ranking,
    Holds::Share,
    Holds::Social,
    Holds::Tags,
    Holds::Author,
];

/// Words beside "header" or "footer" that make it one of a smaller thing than the page.
const OF_A_PART: &[&str] = &[
    "accordion",
    "article",
    "block",
    "box",
    "card",
    "comment",
    "dialog",
    "entry",
    "form",
    "item",
    "list",
    "modal",
    "panel",
    "post",
    "product",
    "quote",
    "section",
    "table",
    "widget",
];

/// The places in [`NAMES`] of what a name speaks of, a bit each; the last bit is that of [`OF_A_PART`].
type Spoken = u32;

const PART: Spoken = 1 << 31;

/// [`NAMES`] and [`OF_A_PART`], ready for the search.
struct Tables {
    words: Words,
    parts: Pieces,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut words: Vec<(&str, Spoken)> = OF_A_PART.iter().map(|&word| (word, PART)).collect();
    let mut parts = Vec::new();
    for (at, name) in NAMES.iter().enumerate() {
        words.extend(name.words.iter().map(|&word| (word, 1 << at)));
        parts.extend(name.parts.iter().map(|&part| (part, 1 << at)));
    }
    Tables { words: Words::of(words), parts: Pieces::of(parts) }
});

/// What a word of a `class` or an `id` speaks of.
fn spoken(token: &str, name: &mut String) -> Spoken {
    name.clear();
    spell(token, name);
    let words = TABLES.words.in_name(token.as_bytes(), LETTERS_AND_DIGITS);
    words | TABLES.parts.in_name(name.as_bytes())
}

/// Reads elements' names, each element and each word once.
pub(super) struct Holders<'p> {
    page: &'p Page<'p>,
    setting: &'p Setting<'p>,
    /// An entry a node; `None` where it was not read yet.
    known: Vec<Option<Option<Holds>>>,
    /// Of whole values and of the words in them.
    spoken: FxHashMap<&'p str, Spoken>,
    name: String,
}

impl<'p> Holders<'p> {
    pub(super) fn new(page: &'p Page<'p>, setting: &'p Setting<'p>) -> Holders<'p> {
        let known = vec![None; page.dom.len()];
        Holders { page, setting, known, spoken: FxHashMap::default(), name: String::new() }
    }

    /// What the element says that it holds.
    pub(super) fn of(&mut self, node: NodeId) -> Option<Holds> {
        if let Some(known) = self.known[node.index()] {
            return known;
        }
        let found = self.read(node);
        self.known[node.index()] = Some(found);
        found
    }

    fn read(&mut self, node: NodeId) -> Option<Holds> {
        let role = by_role(self.page.dom, node).filter(|&holds| self.fits(node, holds));
        let said = role.or_else(|| self.by_name(node));
        // A box's name says less than its tag does, and a menu may stand in a sidebar or at the page's head.
        let weak = match self.page.dom.tag(node) {
            Tag::Nav => !said.is_some_and(|holds| MENUS.contains(&holds)),
            _ => matches!(said, Some(Holds::Box) | None),
        };
        if weak { self.by_tag(node).or(said) } else { said }
    }

    fn by_name(&mut self, node: NodeId) -> Option<Holds> {
        if self.page.groups[node.index()] == 0 {
            return None; // most elements, and nearly none of them with a name that speaks of something here
        }
        let dom: &'p Dom = self.page.dom;
        let mut rest = names(dom, node).fold(0, |rest, name| rest | self.spoken_in(name));
        let of_a_part = rest & PART != 0;
        rest &= !PART;
        while rest != 0 {
            let holds = NAMES[rest.trailing_zeros() as usize].holds;
            let below = || self.setting.is_below(self.page, node);
            let placed = match holds {
                Holds::Masthead => !of_a_part,
                Holds::Footer => !of_a_part && below(),
                _ => true,
            };
            if placed && self.fits(node, holds) {
                return Some(if holds == Holds::Rights && below() { Holds::Footer } else { holds });
            }
            rest &= rest - 1;
        }
        None
    }

    /// What a whole `class` or `id` speaks of. Most elements have the class of another.
    fn spoken_in(&mut self, value: &'p str) -> Spoken {
        if let Some(&known) = self.spoken.get(value) {
            return known;
        }
        let mut said = 0;
        for token in value.split_ascii_whitespace() {
            let name = &mut self.name;
            said |= *self.spoken.entry(token).or_insert_with(|| spoken(token, name));
        }
        self.spoken.insert(value, said);
        said
    }

    fn by_tag(&self, node: NodeId) -> Option<Holds> {
        let dom = self.page.dom;
        let of_a_part = || {
            let mut around = dom.ancestors(node).take(FAR).map(|up| dom.tag(up));
            around.any(|tag| matches!(tag, Tag::Article | Tag::Section | Tag::Main | Tag::Li | Tag::Aside))
        };
        let holds = match dom.tag(node) {
            Tag::Nav | Tag::Menu => Holds::Menu,
            Tag::Footer if !of_a_part() => Holds::Footer,
            Tag::Aside => Holds::Sidebar,
            Tag::Search => Holds::Search,
            Tag::Header if !of_a_part() => Holds::Masthead,
            Tag::Form if dom.attr(node, "action").is_some_and(|action| action.contains("search")) => {
                Holds::Search
            }
            _ => return None,
        };
        self.fits(node, holds).then_some(holds)
    }

    /// Whether the element is as large as what it says that it holds may be, and stands where that does.
    fn fits(&self, node: NodeId, holds: Holds) -> bool {
        let sums = &self.page.sums[node.index()];
        let most = match holds {
            Holds::Breadcrumb | Holds::Search => 60.0,
            Holds::Pagination | Holds::Share | Holds::Social | Holds::Login => 100.0,
            Holds::Author => 250.0,
            Holds::Tags => 400.0,
            // What stands behind a wall has its name too: paragraphs, lists of stories.
            Holds::Paywall if sums.blocks < 3 || !self.asks_to_pay(node) => return false,
            Holds::Paywall => 150.0,
            Holds::Masthead => return self.is_above(node),
            _ => f32::MAX,
        };
        sums.words <= most && self.is_small(node)
    }

    /// Whether a block of the element asks to pay or to log in.
    fn asks_to_pay(&self, node: NodeId) -> bool {
        let mut blocks = self.page.blocks.inside(self.page.dom, node);
        blocks.any(|i| {
            matches!(self.page.phrases[i], Some(Phrase::Paywall | Phrase::Login | Phrase::Subscribe))
        })
    }

    /// Whether the page's prose stands outside the element.
    fn is_small(&self, node: NodeId) -> bool {
        !self.page.dom.contains(node, self.page.prose) && node != self.page.prose
    }

    /// Whether the element stands above the page's prose and headline, at its very beginning.
    fn is_above(&self, node: NodeId) -> bool {
        let page = self.page;
        let end = page.dom.end(node);
        let headline = page.headline.map(|at| page.blocks.list[at].element);
        let before = page.blocks.list.partition_point(|block| block.anchor() < node);
        before < AT_THE_TOP
            && (end <= page.prose || page.dom.contains(page.prose, node) && node != page.prose)
            && headline.is_none_or(|headline| end <= headline || node <= headline)
    }
}

/// What an element's ARIA role says.
fn by_role(dom: &Dom, node: NodeId) -> Option<Holds> {
    Some(match dom.atom(node, &local_name!("role"))? {
        "navigation" | "menu" | "menubar" => Holds::Menu,
        "contentinfo" => Holds::Footer,
        "complementary" => Holds::Sidebar,
        "search" => Holds::Search,
        "banner" => Holds::Masthead,
        _ => return None,
    })
}

/// An element's class and id, as far as they are read.
pub(super) fn names(dom: &Dom, node: NodeId) -> impl Iterator<Item = &str> {
    [dom.class(node), dom.atom(node, &local_name!("id"))].into_iter().flatten().map(beginning)
}

/// What is read of a name: lists of utility classes say nothing more after the first ones.
fn beginning(value: &str) -> &str {
    &value[..value.floor_char_boundary(LOOKED_AT)]
}

/// Adds a token in lower case, a `-` before each word of it and at its end.
fn spell(token: &str, into: &mut String) {
    let (mut letter, mut small) = (false, false);
    for byte in token.bytes() {
        let own = byte.is_ascii_alphanumeric();
        if own {
            if !letter || small && byte.is_ascii_uppercase() {
                into.push('-');
            }
            into.push(char::from(byte.to_ascii_lowercase()));
        }
        (letter, small) = (own, byte.is_ascii_lowercase());
    }
    into.push('-');
}

/// How far up an element is looked for whose head or foot another may be.
const FAR: usize = 40;

/// How many blocks may stand before a part of the page's head.
const AT_THE_TOP: usize = 40;

/// How many bytes of a name are read.
const LOOKED_AT: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_found() {
        assert!(NAMES.len() < PART.trailing_zeros() as usize);
        let mut name = String::new();
        for (at, entry) in NAMES.iter().enumerate() {
            for word in entry.words {
                assert_ne!(spoken(&format!("x_{}", word.to_uppercase()), &mut name) & 1 << at, 0, "{word}");
            }
            for part in entry.parts {
                assert_ne!(spoken(&format!("x{part}x"), &mut name) & 1 << at, 0, "{part}");
            }
        }
        assert_eq!(spoken("menuItem", &mut name), spoken("menu__item", &mut name));
        assert_ne!(spoken("card-footer", &mut name) & PART, 0);
        assert_eq!(spoken("site-footer", &mut name) & PART, 0);
    }
}
