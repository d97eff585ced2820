//! The columns that are the same for all blocks of a page: its size, its elements, its address.

use super::keywords::group;
use super::page::{Page, TYPES, ratio};
use super::row::Writer;
use crate::dom::Tag;

/// The names and values of the columns.
pub(super) struct Globals {
    names: Vec<(&'static str, &'static str)>,
    values: Vec<f32>,
}

impl Globals {
    pub(super) fn of(page: &Page) -> Globals {
        let (dom, sums) = (page.dom, &page.sums[0]);
        let mut values = vec![
            ("page", "words", sums.words),
            ("page", "blocks", sums.blocks as f32),
            ("page", "paragraphs", sums.paragraphs as f32),
            ("page", "link_density", sums.link_density()),
            ("page", "paragraph_share", ratio(sums.paragraph_words, sums.words)),
            ("page", "prose_share", {
                let prose = &page.sums[page.prose.index()];
                ratio(prose.paragraph_words, sums.paragraph_words)
            }),
        ];
        let mut counts = [0.0f32; 4];
        let (mut commented, mut forum, mut products) = (0.0f32, 0.0f32, 0.0f32);
        for id in dom.ids() {
            match dom.tag(id) {
                Tag::Article => counts[0] += 1.0,
                Tag::H1 => counts[1] += 1.0,
                Tag::Time => counts[2] += 1.0,
                Tag::Pre | Tag::Code => counts[3] += 1.0,
                _ => {}
            }
            let groups = page.groups[id.index()];
            commented += f32::from(u8::from(groups & const { group("comment") } != 0));
            forum += f32::from(u8::from(groups & const { group("forum") } != 0));
            products += f32::from(u8::from(groups & const { group("product") } != 0));
        }
        values.push(("page", "articles", counts[0]));
        values.push(("page", "h1", counts[1]));
        values.push(("page", "times", counts[2]));
        values.push(("page", "code", counts[3]));
        values.push(("page", "commented", commented));
        values.push(("page", "forum", forum));
        values.push(("page", "products", products));
        for (bit, name) in TYPES.iter().enumerate() {
            values.push(("type", name, f32::from(u8::from(page.head.types & (1 << bit) != 0))));
        }
        values.push(("page", "published", f32::from(u8::from(page.head.published))));
        values.push(("page", "dateline", dateline(page)));
        let url = page.head.url.split_once("://").map_or(page.head.url.as_str(), |(_, rest)| rest);
        let path = url.split_once('/').map_or("", |(_, path)| path);
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        values.push(("url", "known", f32::from(u8::from(!url.is_empty()))));
        values.push(("url", "segments", segments.clone().count() as f32));
        values.push(("url", "length", path.len() as f32));
        values.push(("url", "digits", path.bytes().filter(u8::is_ascii_digit).count() as f32));
        let last = segments.next_back().unwrap_or_default();
        values.push(("url", "last_hyphens", last.bytes().filter(|&b| b == b'-' || b == b'_').count() as f32));
        for (name, parts) in URL_WORDS {
            let found = parts.iter().any(|part| url.contains(part));
            values.push(("url", name, f32::from(u8::from(found))));
        }
        Globals {
            names: values.iter().map(|&(theme, name, _)| (theme, name)).collect(),
            values: values.iter().map(|&(.., value)| value).collect(),
        }
    }

    pub(super) fn count(&self) -> usize {
        self.values.len()
    }

    pub(super) fn put(&self, out: &mut impl Writer) {
        out.put_all(&self.values, |at| self.names[at]);
    }
}

/// How many blocks stand between the headline and the first date behind it.
fn dateline(page: &Page) -> f32 {
    const FAR: usize = 30;
    let Some(headline) = page.headline else { return FAR as f32 };
    let behind = page.dates.iter().skip(headline + 1).take(FAR);
    behind.take_while(|dated| !**dated).count() as f32
}

/// Pieces of an address that tell what a page is.
const URL_WORDS: &[(&str, &[&str])] = &[
    (
        "forum",
        &["forum", "thread", "topic", "community", "viewtopic", "discuss", "/t/", "question", "boards"],
    ),
    ("product", &["product", "/shop", "/p/", "/dp/", "item", "store", "/buy"]),
    (
        "docs",
        &[
            "docs",
            "documentation",
            "/doc/",
            "reference",
            "manual",
            "/api",
            "wiki",
            "guide",
            "/help",
            "tutorial",
        ],
    ),
    ("blog", &["blog", "/post", "article", "news", "story", "/20"]),
    (
        "list",
        &[
            "category",
            "/tag",
            "collection",
            "search",
            "archive",
            "/list",
            "catalog",
            "/c/",
            "topics",
            "/page/",
        ],
    ),
    ("service", &["service", "solution", "pricing", "about", "contact", "features", "company", "plan"]),
];
