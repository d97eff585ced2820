//! What the names in `class`, `id`, `role` and `itemprop` say about an element: some twenty groups of keywords.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::pieces::{LETTERS_AND_DIGITS, Pieces, Words};

macro_rules! groups {
    ($($name:ident: words [$($word:literal)*] parts [$($part:literal)*];)*) => {
        /// The names of the groups, in the order of the bits of a [`Groups`].
        pub const GROUPS: &[&str] = &[$(stringify!($name)),*];
        /// Words that count where they stand alone in a name, by group.
        const WORDS: &[&[&str]] = &[$(&[$($word),*]),*];
        /// Pieces that count wherever they stand in a name, by group.
        const PARTS: &[&[&str]] = &[$(&[$($part),*]),*];
    };
}

groups! {
    content: words ["body" "entry" "text" "main" "copy" "story" "prose" "page" "single" "hentry" "richtext" "rte"]
        parts ["content" "article" "articlebody" "entry-" "story-" "maintext" "post-body" "postbody" "bodytext"];
    article: words ["story" "article" "newsarticle" "blogposting" "articlebody" "post" "blog" "news"]
        parts ["articlebody" "article-body" "article__body" "entry-content" "post-content" "story-body" "article-content"];
    comment: words ["respond" "response" "responses" "reply" "replies" "komentar" "reactions" "opinions" "livefyre"]
        parts ["comment" "disqus" "discussion" "kommentar" "coment" "reacti" "wpdiscuz" "wpd-" "replies" "komment"];
    forum: words ["post" "posts" "message" "messages" "topic" "thread" "forum" "answer" "question" "qa" "msg" "quote"]
        parts ["postbody" "postbit" "thread" "forum" "viewtopic" "topic" "message" "answer" "question"];
    person: words ["avatar" "user" "username" "vcard" "profile" "gravatar" "member" "nick" "poster" "userpic"]
        parts ["avatar" "username" "userinfo" "user-info" "signature" "profile" "gravatar"];
    author: words ["author" "byline" "bio" "writer" "contributor" "autor" "auteur"]
        parts ["author" "byline" "aboutauthor" "contributor" "author-bio" "autor"];
    date: words ["date" "time" "timestamp" "published" "dateline" "updated" "datetime" "posted" "pubdate" "fecha" "datum"]
        parts ["date" "timestamp" "publish" "dateline"];
    meta: words ["meta" "info" "details" "infos" "metadata" "postmeta" "kicker" "eyebrow" "label" "labels"]
        parts ["meta" "postinfo" "entry-info" "kicker"];
    share: words ["share" "sharing" "social" "sns" "addtoany" "sharedaddy" "like" "likes" "facebook" "twitter" "follow"]
        parts ["share" "social" "addthis" "sharing" "shariff" "heateor" "a2a_" "follow-"];
    related: words ["related" "more" "similar" "also" "recommended" "recommendations" "suggested" "next" "onward" "outbrain"
        "taboola" "yarpp" "popular" "trending" "latest" "recent" "mostread" "ranking" "top"]
        parts ["related" "recommend" "readmore" "read-more" "morefrom" "more-from" "outbrain" "taboola" "jp-relatedposts"
        "popular" "trending" "mostread" "most-read" "most_read" "latest" "recirc" "suggest" "seealso" "verwandt" "relacion"];
    navigation: words ["nav" "menu" "navigation" "navbar" "toc" "submenu" "skip" "tabs" "tab" "links" "sitemap"]
        parts ["navigation" "navbar" "menu" "-nav" "nav-" "mega"];
    breadcrumb: words ["crumbs" "crumb" "path"] parts ["breadcrumb" "crumb"];
    pagination: words ["pager" "paging" "prev" "previous" "paginator" "pages"] parts ["pagination" "pagenav" "page-numbers" "wp-pagenavi" "post-navigation"];
    header: words ["header" "head" "masthead" "logo" "brand" "topbar" "hero" "branding"] parts ["header" "masthead" "topbar" "logo" "branding"];
    footer: words ["footer" "foot" "bottom" "copyright" "legal" "colophon" "imprint" "impressum"] parts ["footer" "copyright" "colophon"];
    sidebar: words ["sidebar" "aside" "side" "rail" "secondary" "widget" "widgets" "right" "complementary" "column" "col2"]
        parts ["sidebar" "rightcol" "right-col" "rightrail" "right-rail" "side-" "widget" "leftcol"];
    advert: words ["ad" "ads" "adv" "advert" "advertisement" "sponsor" "sponsored" "promo" "promotion" "banner" "dfp" "gpt" "adslot"
        "affiliate" "commercial" "promoted" "cta"]
        parts ["advert" "sponsor" "adsense" "ad-slot" "ad-container" "adsbygoogle" "promo" "banner" "anzeige" "publicid"];
    newsletter: words ["newsletter" "signup" "optin" "subscribe" "subscription" "mailchimp" "premium" "paywall" "regwall" "subscriber"]
        parts ["newsletter" "subscri" "sign-up" "signup" "paywall" "mailing" "optin" "mc4wp" "mc_embed"];
    consent: words ["cookie" "cookies" "consent" "gdpr" "modal" "popup" "overlay" "lightbox" "dialog" "alert" "notice" "cmp" "notification"]
        parts ["cookie" "consent" "gdpr" "modal" "popup" "overlay" "onetrust" "lightbox"];
    tags: words ["tag" "tags" "category" "categories" "cat" "keywords" "topics" "taxonomy" "cats" "hashtags"]
        parts ["tags" "categor" "tagcloud" "keyword" "post-tag" "taglist"];
    caption: words ["caption" "credit" "figure" "image" "img" "photo" "picture" "gallery" "slideshow" "media" "video" "slide" "credits"
        "thumb" "thumbnail" "player" "carousel"]
        parts ["caption" "credit" "gallery" "slideshow" "thumbnail" "carousel" "image" "photo" "video" "copyright-"];
    title: words ["title" "headline" "heading" "hed" "titre" "titulo" "titel" "h1"] parts ["title" "headline" "heading"];
    summary: words ["summary" "excerpt" "teaser" "lead" "intro" "dek" "standfirst" "subtitle" "deck" "description" "abstract"
        "lede" "chapo" "subheadline" "subhead" "entradilla" "vorspann" "snippet" "blurb" "synopsis"]
        parts ["summary" "excerpt" "teaser" "standfirst" "subtitle" "subhead" "description" "abstract" "intro"];
    card: words ["card" "cards" "grid" "item" "items" "list" "feed" "tile" "tiles" "loop" "archive" "listing" "row" "block" "box" "stream"]
        parts ["card" "grid" "listing" "tile" "list-item" "archive" "feed"];
    form: words ["form" "search" "login" "input" "field" "button" "btn" "submit" "fieldset" "register" "signin" "contact"]
        parts ["form" "search" "login" "button" "btn" "textbox"];
    tool: words ["tools" "tool" "print" "toolbar" "controls" "actions" "action" "vote" "votes" "rating" "report" "options" "counter" "count"
        "stats" "views" "score" "bookmark" "utility" "edit"]
        parts ["toolbar" "rating" "print" "counter" "actions" "controls" "vote"];
    product: words ["product" "price" "cart" "shop" "buy" "sku" "specs" "review" "reviews" "testimonial" "testimonials" "features" "feature"
        "pricing" "services" "service" "faq" "accordion" "team"]
        parts ["product" "price" "woocommerce" "review" "testimonial" "accordion" "faq" "feature"];
    hidden: words ["hidden" "hide" "sr" "offscreen" "invisible" "collapsed" "collapse" "screenreader" "visuallyhidden" "noscript" "none"]
        parts ["sr-only" "visually-hidden" "screen-reader" "visuallyhidden" "hidden"];
    reference: words ["reference" "references" "footnote" "footnotes" "notes" "citation" "bibliography" "code" "highlight" "docs" "wiki"
        "markdown" "documentation" "faq" "infobox" "reflist"]
        parts ["footnote" "reference" "markdown" "highlight" "mw-" "wiki" "docs-" "infobox"];
}

/// A set of keyword groups, a bit each.
pub type Groups = u32;

/// The bit of a group, by its name in [`GROUPS`].
pub const fn group(name: &str) -> Groups {
    let mut index = 0;
    while index < GROUPS.len() {
        if same(GROUPS[index].as_bytes(), name.as_bytes()) {
            return 1 << index;
        }
        index += 1;
    }
    panic!("no such keyword group")
}

/// Whether two names are the same, where constants are made.
pub(super) const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

struct Matcher {
    words: Words,
    parts: Pieces,
}

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let (words, parts) = (Words::of(with_groups(WORDS)), Pieces::of(with_groups(PARTS)));
    Matcher { words, parts }
});

/// The names of a table, each with the bit of its group.
fn with_groups(table: &'static [&'static [&'static str]]) -> impl Iterator<Item = (&'static str, Groups)> {
    table.iter().enumerate().flat_map(|(index, names)| names.iter().map(move |&name| (name, 1 << index)))
}

/// Utility-class strings of hundreds of tokens say nothing more after the first ones.
const LOOKED_AT: usize = 400;

/// Reads the names of a page; what each token says is found once.
#[derive(Default)]
pub struct Reader<'a> {
    seen: FxHashMap<&'a str, Groups>,
}

impl<'a> Reader<'a> {
    /// As [`groups_of`]: no word or piece holds a space.
    pub fn read(&mut self, value: &'a str) -> Groups {
        let tokens =
            value[..value.floor_char_boundary(LOOKED_AT)].split(' ').filter(|token| !token.is_empty());
        tokens.fold(0, |groups, token| groups | *self.seen.entry(token).or_insert_with(|| groups_of(token)))
    }
}

/// The groups that a `class`, `id`, `role` or `itemprop` value speaks of.
pub fn groups_of(value: &str) -> Groups {
    let matcher = &*MATCHER;
    let value = &value.as_bytes()[..value.floor_char_boundary(LOOKED_AT)];
    matcher.parts.in_name(value) | matcher.words.in_name(value, LETTERS_AND_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_parts_are_found() {
        assert_ne!(groups_of("wpd-comment-text") & group("comment"), 0);
        assert_ne!(groups_of("postContent") & group("content"), 0);
        assert_ne!(groups_of("postContent") & group("forum"), 0);
        assert_ne!(groups_of("td-main ad") & group("advert"), 0);
        assert_eq!(groups_of("shadow") & group("advert"), 0);
        assert_eq!(groups_of(""), 0);
    }

    #[test]
    fn tokens_say_together_what_the_value_says() {
        let long = "col-md-8 ".repeat(44) + "post-author-bio footer";
        for value in ["wpd-comment-text  postContent", " td-main ad", "", "x\tsidebar\nshareBar", &long] {
            assert_eq!(Reader::default().read(value), groups_of(value), "{value}");
        }
        assert!(PARTS.iter().chain(WORDS).flat_map(|names| names.iter()).all(|name| !name.contains(' ')));
    }

    #[test]
    fn every_part_is_found_in_any_case() {
        for (part, group) in with_groups(PARTS) {
            for name in [part.to_owned(), format!("x{}", part.to_uppercase()), format!("-{part}x")] {
                assert_ne!(groups_of(&name) & group, 0, "{name}");
            }
        }
    }

    #[test]
    fn long_names_do_no_harm() {
        let comment = group("comment");
        for filling in ["x", "ü", "-", "x "] {
            let long = filling.repeat(100_000);
            // What stands behind the part that is looked at says nothing.
            assert_eq!(groups_of(&format!("{long} comment")) & comment, 0, "{filling}");
            assert_ne!(groups_of(&format!("comment {long}")) & comment, 0, "{filling}");
            assert_eq!(Reader::default().read(&long), groups_of(&long), "{filling}");
        }
    }
}
