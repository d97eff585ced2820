//! What an element holds, by its role, its tag and the words of its names.
//!
//! The keyword groups of the labeller ([`crate::block::keywords`]) are wide: they say that a name may speak of
//! something. Here the words are few and sure, and what is named has to be as large and stand where such a thing does.

use crate::block::keywords::{Groups, group};
use crate::block::page::Page;
use crate::dom::{Dom, NodeId, Tag};

/// What an element may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Consent,
    Breadcrumb,
    Newsletter,
    Pagination,
    Search,
    Login,
    Related,
    Ranking,
    Share,
    /// Links to the networks: to pass on or to follow.
    Social,
    Advert,
    Tags,
    Author,
    Footer,
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
    /// One of these groups has to be in the name.
    groups: Groups,
    /// Words that stand alone in it.
    words: &'static [&'static str],
    /// Pieces of it; `-` stands for any separator.
    parts: &'static [&'static str],
}

/// The most telling first.
const NAMES: &[Name] = &[
    Name {
        holds: Holds::Consent,
        groups: group("consent"),
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
    Name {
        holds: Holds::Breadcrumb,
        groups: group("breadcrumb"),
        words: &["crumb", "crumbs"],
        parts: &["breadcrumb"],
    },
    Name {
        holds: Holds::Newsletter,
        groups: group("newsletter"),
        words: &["signup", "optin", "mailchimp", "mc4wp", "subscribe"],
        parts: &["newsletter", "mailing", "sign-up", "mc-embed", "subscribe-form", "subscription-widget"],
    },
    Name {
        holds: Holds::Pagination,
        groups: group("pagination") | group("related") | group("navigation"),
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
        groups: group("form"),
        words: &["login", "signin", "logon"],
        parts: &["login-form", "signin-form", "sign-in"],
    },
    Name {
        holds: Holds::Search,
        groups: group("form"),
        words: &["searchform", "searchbox", "searchbar"],
        parts: &["search-form", "search-box", "search-bar", "search-field", "site-search", "search-input"],
    },
    Name {
        holds: Holds::Related,
        groups: group("related"),
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
        holds: Holds::Ranking,
        groups: group("related"),
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
        groups: group("share"),
        words: &["share", "shares", "sharer", "sharing", "addtoany", "sharedaddy", "shariff", "a2a"],
        parts: &["addthis", "heateor", "share-", "-share", "sharebar", "shareb", "socialshare", "sharethis"],
    },
    Name {
        holds: Holds::Social,
        groups: group("share"),
        words: &["social", "socials", "follow", "sns"],
        parts: &["social-", "-social", "socialmedia", "sociallinks", "socialicons"],
    },
    Name {
        holds: Holds::Advert,
        groups: group("advert"),
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
            "promoted",
            "anzeige",
        ],
        parts: &["adsense", "adsbygoogle", "publicid"],
    },
    Name {
        holds: Holds::Tags,
        groups: group("tags"),
        words: &["tag", "tags", "category", "categories", "keywords", "topics", "taxonomy", "hashtags"],
        parts: &["tagcloud", "taglist", "catlinks"],
    },
    Name {
        holds: Holds::Author,
        groups: group("author"),
        words: &["author", "authors", "byline", "bio", "aboutauthor", "contributor", "autor", "auteur"],
        parts: &["authorbox", "authorbio", "authorblock"],
    },
    Name {
        holds: Holds::Footer,
        groups: group("footer"),
        words: &["footer", "colophon", "copyright", "imprint", "impressum"],
        parts: &["footer"],
    },
    Name {
        holds: Holds::Menu,
        groups: group("navigation"),
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
        ],
    },
    Name {
        holds: Holds::Sidebar,
        groups: group("sidebar"),
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
        groups: group("header"),
        words: &["header", "masthead", "topbar", "branding", "logo", "brand"],
        parts: &["masthead", "topbar", "siteheader"],
    },
    Name {
        holds: Holds::Tools,
        groups: group("tool") | group("navigation"),
        words: &["toolbar", "tools", "tool", "print", "bookmark", "toc"],
        parts: &["table-of-contents", "font-size"],
    },
    Name {
        holds: Holds::Card,
        groups: group("card") | group("summary") | group("advert"),
        words: &["card", "cards", "tile", "tiles", "teaser", "teasers", "excerpt", "promo", "cta", "banner"],
        parts: &["teaser", "promo"],
    },
    Name { holds: Holds::Box, groups: group("card") | group("summary"), words: &[], parts: &[""] },
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

/// The groups of all [`NAMES`].
const TELLING: Groups = {
    let mut telling = 0;
    let mut at = 0;
    while at < NAMES.len() {
        telling |= NAMES[at].groups;
        at += 1;
    }
    telling
};

/// Reads elements' names, each element once.
pub(super) struct Holders<'p> {
    page: &'p Page<'p>,
    /// An entry a node; `None` where it was not read yet.
    known: Vec<Option<Option<Holds>>>,
    name: String,
}

impl<'p> Holders<'p> {
    pub(super) fn new(page: &'p Page<'p>) -> Holders<'p> {
        Holders { page, known: vec![None; page.dom.len()], name: String::new() }
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
        let groups = self.page.groups[node.index()];
        let role = by_role(self.page.dom, node).filter(|&holds| self.fits(node, holds));
        let said = match role {
            None if groups & TELLING != 0 => self.by_name(node, groups),
            role => role,
        };
        // A box's name says less than its tag does, and a menu may stand in a sidebar or at the page's head.
        let weak = match self.page.dom.tag(node) {
            Tag::Nav => !said.is_some_and(|holds| MENUS.contains(&holds)),
            _ => matches!(said, Some(Holds::Box) | None),
        };
        if weak { self.by_tag(node).or(said) } else { said }
    }

    fn by_name(&mut self, node: NodeId, groups: Groups) -> Option<Holds> {
        let dom = self.page.dom;
        self.name.clear();
        for value in [dom.class(node), dom.attr(node, "id")].into_iter().flatten() {
            spell(value, &mut self.name);
        }
        let name = &self.name;
        let speaks = |of: &&Name| {
            groups & of.groups != 0
                && (name.split('-').any(|word| of.words.contains(&word))
                    || of.parts.iter().any(|part| name.contains(part)))
        };
        let fits = |holds: &Holds| {
            let of_a_part = || name.split('-').any(|word| OF_A_PART.contains(&word));
            match holds {
                Holds::Masthead => !of_a_part() && self.is_above(node),
                Holds::Footer => !of_a_part() && self.is_small(node),
                holds => self.fits(node, *holds),
            }
        };
        NAMES.iter().filter(speaks).map(|name| name.holds).find(fits)
    }

    fn by_tag(&self, node: NodeId) -> Option<Holds> {
        let dom = self.page.dom;
        let of_a_part = || {
            let mut around = dom.ancestors(node).map(|up| dom.tag(up));
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
            Holds::Masthead => return self.is_above(node),
            _ => f32::MAX,
        };
        sums.words <= most && self.is_small(node)
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
    Some(match dom.attr(node, "role")? {
        "navigation" | "menu" | "menubar" => Holds::Menu,
        "contentinfo" => Holds::Footer,
        "complementary" => Holds::Sidebar,
        "search" => Holds::Search,
        "banner" => Holds::Masthead,
        _ => return None,
    })
}

/// Adds the words of a class or id, lower-case, each behind a `-`.
fn spell(value: &str, into: &mut String) {
    let (mut letter, mut small) = (false, false);
    for byte in value.bytes().take(LOOKED_AT) {
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

/// How many blocks may stand before a part of the page's head.
const AT_THE_TOP: usize = 40;

/// How much of a name is read.
const LOOKED_AT: usize = 300;
