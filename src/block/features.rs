//! A block as a row of numbers: what the learned labeller decides on.
//!
//! One implementation serves training and production. The order of the columns is the order of the `put` calls; the
//! model holds the number of columns it was trained on, so a change here asks for a new model.

use rustc_hash::FxHashMap;

use super::keywords::{GROUPS, Groups, group};
use super::page::{Page, TYPES, heading_level, triples, word_hashes};
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::Phrase;

/// Ancestors farther away than this are not looked at: time stays linear on pages nested without end.
const REACH: usize = 40;
/// What stands for "no such ancestor".
const FAR: f32 = 50.0;

/// Elements whose nearest occurrence above a block is a feature.
const NEAR_TAGS: &[(&str, &[Tag])] = &[
    ("article", &[Tag::Article]),
    ("main", &[Tag::Main]),
    ("section", &[Tag::Section]),
    ("aside", &[Tag::Aside]),
    ("nav", &[Tag::Nav]),
    ("header", &[Tag::Header]),
    ("footer", &[Tag::Footer]),
    ("form", &[Tag::Form]),
    ("list", &[Tag::Ul, Tag::Ol, Tag::Dl]),
    ("table", &[Tag::Table]),
    ("figure", &[Tag::Figure, Tag::Figcaption]),
    ("quote", &[Tag::Blockquote]),
    ("link", &[Tag::A]),
    ("button", &[Tag::Button, Tag::Select, Tag::Textarea, Tag::Label]),
    ("details", &[Tag::Details, Tag::Dialog, Tag::Noscript]),
];

/// Shapes of elements, for a block's own element.
const SHAPES: &[(&str, &[Tag])] = &[
    ("p", &[Tag::P]),
    ("li", &[Tag::Li]),
    ("cell", &[Tag::Td, Tag::Th]),
    ("div", &[Tag::Div, Tag::Section, Tag::Article]),
    ("dt_dd", &[Tag::Dt, Tag::Dd]),
    ("pre", &[Tag::Pre]),
    ("figcaption", &[Tag::Figcaption, Tag::Caption]),
    ("control", &[Tag::Button, Tag::Label, Tag::Option, Tag::Select, Tag::Legend]),
];

/// How many levels up sums are told.
const LEVELS: [usize; 5] = [0, 1, 2, 3, 5];

/// The feature matrix of a page: a row a block.
pub struct Features {
    /// The values, row behind row.
    pub values: Vec<f32>,
    /// How many values a row has.
    pub columns: usize,
    /// How many of them, at the end of each row, are the same for the whole page.
    pub page_columns: usize,
}

impl Features {
    /// The row of a block.
    pub fn row(&self, block: usize) -> &[f32] {
        &self.values[block * self.columns..(block + 1) * self.columns]
    }

    /// What is the same for all blocks of the page.
    pub fn page_row(&self) -> &[f32] {
        let first = self.columns.min(self.values.len());
        &self.values[first - self.page_columns.min(first)..first]
    }

    /// Describes every block of a page.
    pub fn of(page: &Page) -> Features {
        let mut values = Vec::new();
        let page_columns = describe(page, &mut values);
        let columns = values.len() / page.blocks.len().max(1);
        Features { values, columns, page_columns }
    }

    /// The columns' names.
    pub fn names() -> Vec<String> {
        let dom = Dom::parse("<p>x</p>");
        let blocks = super::Blocks::of(&dom);
        let mut names = Names(Vec::new());
        describe(&Page::survey(&dom, &blocks, None), &mut names);
        names.0
    }
}

/// Takes the columns of one row behind the other.
trait Writer {
    fn put(&mut self, theme: &str, name: &str, value: f32);

    fn flag(&mut self, theme: &str, name: &str, value: bool) {
        self.put(theme, name, f32::from(u8::from(value)));
    }

    /// Tells that the first of so many rows is written.
    fn expect(&mut self, _rows: usize) {}
}

impl Writer for Vec<f32> {
    #[inline]
    fn put(&mut self, _theme: &str, _name: &str, value: f32) {
        self.push(value);
    }

    fn expect(&mut self, rows: usize) {
        self.reserve_exact(self.len() * rows.saturating_sub(1));
    }
}

/// The columns' names.
struct Names(Vec<String>);

impl Writer for Names {
    fn put(&mut self, theme: &str, name: &str, _value: f32) {
        self.0.push(format!("{theme}_{name}").replace(|c: char| !c.is_ascii_alphanumeric(), "_"));
    }
}

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// What the walk from the first block to the last carries along.
struct Course {
    words: f32,
    paragraphs: f32,
    heading: Option<usize>,
    heading_groups: Groups,
    words_since_heading: f32,
    last_paragraph: Option<usize>,
    heading_phrase: Option<Phrase>,
    discussion: Option<usize>,
    form: Option<usize>,
    post: Option<usize>,
    related: Option<usize>,
    date: Option<usize>,
}

/// Blocks of the same tag-and-class path.
#[derive(Clone, Copy, Default)]
struct Alike {
    blocks: f32,
    words: f32,
    link_words: f32,
    paragraphs: f32,
}

/// Writes all rows; gives the number of page-wide columns.
fn describe(page: &Page, out: &mut impl Writer) -> usize {
    let n = page.blocks.len();
    let mut alike: FxHashMap<u64, Alike> = FxHashMap::default();
    for i in 0..n {
        let entry = alike.entry(page.path[page.blocks.list[i].element.index()]).or_default();
        entry.blocks += 1.0;
        entry.words += page.measures[i].words;
        entry.link_words += page.link_words[i];
        entry.paragraphs += f32::from(u8::from(page.is_paragraph(i)));
    }
    let mut course = Course {
        words: 0.0,
        paragraphs: 0.0,
        heading: None,
        heading_groups: 0,
        words_since_heading: 0.0,
        last_paragraph: None,
        heading_phrase: None,
        discussion: None,
        form: None,
        post: None,
        related: None,
        date: None,
    };
    let globals = Globals::of(page);
    for i in 0..n {
        text_features(page, i, out);
        element_features(page, i, out);
        ancestor_features(page, i, out);
        let same = alike.get(&page.path[page.blocks.list[i].element.index()]).copied().unwrap_or_default();
        out.put("alike", "blocks", same.blocks);
        out.put("alike", "mean_words", ratio(same.words, same.blocks));
        out.put("alike", "share", ratio(same.words, page.sums[0].words));
        out.put("alike", "link_density", ratio(same.link_words, same.words));
        out.put("alike", "paragraphs", same.paragraphs);
        course_features(page, i, &course, out);
        neighbour_features(page, i, out);
        globals.put(out);
        if i == 0 {
            out.expect(n);
        }
        advance(page, i, &mut course);
    }
    globals.values.len()
}

fn text_features(page: &Page, i: usize, out: &mut impl Writer) {
    let (m, block, text) = (&page.measures[i], &page.blocks.list[i], page.blocks.text(i));
    let chars = m.chars as f32;
    out.put("text", "words", m.words);
    out.put("text", "chars", chars);
    out.put("text", "word_length", ratio(chars, m.words));
    out.put("text", "link_density", ratio(page.link_words[i], m.words));
    out.put("text", "links", page.blocks.links(i).len() as f32);
    out.put("text", "commas", m.commas as f32);
    out.put("text", "sentences", m.sentences as f32);
    out.put("text", "upper", ratio(m.upper as f32, chars));
    out.put("text", "digits", ratio(m.digits as f32, chars));
    out.put("text", "breaks", m.breaks as f32);
    out.put("text", "short_words", ratio(m.short_words as f32, m.words));
    out.put("text", "capitalised", ratio(m.capitalised as f32, m.words));
    out.flag("text", "ends_sentence", m.ends_sentence);
    out.flag("text", "starts_upper", text.chars().next().is_some_and(char::is_uppercase));
    out.flag("text", "starts_digit", text.starts_with(|c: char| c.is_ascii_digit()));
    out.flag("text", "copyright", text.contains('©'));
    out.flag("text", "question", text.ends_with('?'));
    out.flag(
        "text",
        "separator",
        text.contains('|') || text.contains('•') || text.contains('»') || text.contains('›'),
    );
    out.flag("text", "at_sign", text.contains('@'));
    out.flag("block", "hidden", block.hidden);
    out.flag("block", "image", block.image);
    out.put("block", "copies", page.copies[i] as f32);
    out.put("title", "overlap", page.title_overlap[i]);
    put_phrase(page.phrases[i], "phrase", out);
    out.flag("text", "date", page.dates[i]);
    let head = &page.head;
    let (mut all, mut described) = (0.0f32, 0.0f32);
    if !head.description.is_empty() && m.words < 120.0 {
        for word in word_hashes(text) {
            all += 1.0;
            described += f32::from(u8::from(head.description.contains(&word)));
        }
    }
    out.put("description", "overlap", ratio(described, all));
    let embedded = if head.embedded.is_empty() {
        -1.0
    } else {
        let (mut all, mut held) = (0.0f32, 0.0f32);
        for triple in triples(text) {
            all += 1.0;
            held += f32::from(u8::from(head.embedded.contains(&triple)));
        }
        ratio(held, all)
    };
    out.put("embedded", "share", embedded);
}

/// Themes of stock phrases.
const THEMES: &[(&str, &[Phrase])] = {
    use Phrase::*;
    &[
        ("form", &[ReplyForm, FormField, Login, Moderation, CommentsClosed]),
        ("discussion", &[Counter, CommentsHeading, RecentComments, Sort, LoadMore, Subscribe, Notify]),
        ("post", &[Says, Reply, Quote, Report, Vote, Permalink, Edited, Role, Avatar, Pingback]),
        ("share", &[Share, Follow, Print, AppPromo]),
        ("related", &[Related, MostRead, ReadMore, PreviousNext]),
        ("notice", &[Cookie, Legal, PoweredBy, Navigation, Search, Breadcrumb]),
        ("offer", &[Newsletter, Paywall, Advertisement, Sponsored]),
        ("byline", &[Byline, DateLabel, ReadingTime]),
        ("about", &[AuthorBox, Tags, Category]),
        ("caption", &[Caption]),
        ("inside", &[Contents, Correction]),
    ]
};

fn put_phrase(phrase: Option<Phrase>, theme: &str, out: &mut impl Writer) {
    for (name, phrases) in THEMES {
        out.flag(theme, name, phrase.is_some_and(|phrase| phrases.contains(&phrase)));
    }
}

fn is_theme(phrase: Option<Phrase>, name: &str) -> bool {
    let theme = THEMES.iter().find(|theme| theme.0 == name);
    phrase.is_some_and(|phrase| theme.is_some_and(|(_, phrases)| phrases.contains(&phrase)))
}

fn element_features(page: &Page, i: usize, out: &mut impl Writer) {
    let (dom, block) = (page.dom, &page.blocks.list[i]);
    let tag = dom.tag(block.element);
    out.put("element", "heading", heading_level(dom, block.element).map_or(0.0, f32::from));
    for (name, tags) in SHAPES {
        out.flag("element", name, tags.contains(&tag));
    }
    out.put("element", "depth", f32::from(page.depth[block.element.index()]));
    // The run may be one of several of its element: text between child blocks.
    let own = &page.sums[block.element.index()];
    out.put("element", "share", ratio(page.measures[i].words, own.words));
    let (mut bold, mut time, mut link_person) = (false, false, false);
    let mut at = block.first;
    let end = NodeId(block.last.0 + 1);
    let mut inline: Groups = 0;
    // The inline elements around and between the first and last text of the run.
    for up in dom.ancestors(block.first).take(6).take_while(|&up| up != block.element) {
        inline |= page.groups[up.index()];
        bold |= matches!(dom.tag(up), Tag::B | Tag::Strong);
        time |= dom.tag(up) == Tag::Time;
    }
    let mut looked = 0;
    while at < end && looked < 24 {
        if dom.is_element(at) {
            inline |= page.groups[at.index()];
            time |= dom.tag(at) == Tag::Time;
            link_person |=
                dom.tag(at) == Tag::A && dom.attr(at, "rel").is_some_and(|rel| rel.contains("author"));
        }
        at = NodeId(at.0 + 1);
        looked += 1;
    }
    out.flag("inline", "bold", bold);
    out.flag("inline", "time", time);
    out.flag("inline", "rel_author", link_person);
    for name in ["author", "date", "share", "comment", "person", "caption"] {
        out.flag("inline", name, inline & bit(name) != 0);
    }
}

/// The bit of a keyword group, by its name.
pub fn bit(name: &str) -> Groups {
    GROUPS.iter().position(|known| *known == name).map_or(0, |index| 1 << index)
}

fn ancestor_features(page: &Page, i: usize, out: &mut impl Writer) {
    let dom = page.dom;
    let element = page.blocks.list[i].element;
    let mut chain = [Dom::ROOT; REACH];
    let mut length = 0;
    for node in std::iter::once(element).chain(dom.ancestors(element)).take(REACH) {
        chain[length] = node;
        length += 1;
    }
    let chain = &chain[..length];
    let mut near_tag = [FAR; NEAR_TAGS.len()];
    let mut near_group = [FAR; GROUPS.len()];
    let mut count_group = [0.0f32; GROUPS.len()];
    for (distance, &node) in chain.iter().enumerate() {
        let tag = dom.tag(node);
        if let Some(index) = NEAR_TAGS.iter().position(|(_, tags)| tags.contains(&tag))
            && near_tag[index] == FAR
        {
            near_tag[index] = distance as f32;
        }
        // The body's and root's classes speak of the page, not of the block.
        if matches!(tag, Tag::Body | Tag::Html) {
            continue;
        }
        let mut groups = page.groups[node.index()];
        while groups != 0 {
            let index = groups.trailing_zeros() as usize;
            groups &= groups - 1;
            count_group[index] += 1.0;
            if near_group[index] == FAR {
                near_group[index] = distance as f32;
            }
        }
    }
    for ((name, _), distance) in NEAR_TAGS.iter().zip(near_tag) {
        out.put("near", name, distance);
    }
    for (name, distance) in GROUPS.iter().zip(near_group) {
        out.put("group", name, distance);
    }
    for (name, count) in GROUPS.iter().zip(count_group) {
        out.put("groups", name, count);
    }
    let total = &page.sums[0];
    for level in LEVELS {
        let sums = &page.sums[chain[level.min(length - 1)].index()];
        out.put("words_up", LEVEL_NAMES[level], sums.words);
        out.put("links_up", LEVEL_NAMES[level], sums.link_density());
        out.put("paragraphs_up", LEVEL_NAMES[level], sums.paragraphs as f32);
        out.put("share_up", LEVEL_NAMES[level], ratio(sums.paragraph_words, total.paragraph_words));
        out.put("mean_up", LEVEL_NAMES[level], ratio(sums.words, sums.blocks as f32));
    }
    out.put("prose", "distance", distance_to(chain, dom, page.prose));
    out.flag("prose", "inside", dom.contains(page.prose, element));
    out.put("top", "distance", distance_to(chain, dom, page.top));
    out.flag("top", "inside", dom.contains(page.top, element));
    let siblings = &page.sums[chain[1.min(length - 1)].index()];
    out.put("siblings", "blocks", siblings.blocks as f32);
}

const LEVEL_NAMES: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

/// How many levels above the block the nearest ancestor stands that holds `target`.
fn distance_to(chain: &[NodeId], dom: &Dom, target: NodeId) -> f32 {
    chain.iter().position(|&node| dom.contains(node, target)).map_or(FAR, |at| at as f32)
}

fn course_features(page: &Page, i: usize, course: &Course, out: &mut impl Writer) {
    let total = page.sums[0].words;
    out.put("course", "position", ratio(i as f32, page.blocks.len() as f32));
    out.put("course", "words_before", ratio(course.words, total));
    out.put("course", "paragraphs_before", course.paragraphs);
    let paragraphs = page.sums[0].paragraphs as f32;
    out.put("course", "paragraphs_after", paragraphs - course.paragraphs);
    out.put("course", "since_paragraph", course.last_paragraph.map_or(FAR, |last| (i - last) as f32));
    let headline = page.headline.map_or(-1000.0, |headline| i as f32 - headline as f32);
    out.put("course", "after_headline", headline);
    out.flag("course", "is_headline", page.headline == Some(i));
    out.put("heading", "distance", course.heading.map_or(FAR, |heading| (i - heading) as f32));
    out.put("heading", "words_since", course.words_since_heading);
    let level = course.heading.and_then(|h| heading_level(page.dom, page.blocks.list[h].element));
    out.put("heading", "level", level.map_or(0.0, f32::from));
    put_phrase(course.heading_phrase, "heading_phrase", out);
    let marks = [
        ("discussion", course.discussion),
        ("form", course.form),
        ("post", course.post),
        ("related", course.related),
        ("date", course.date),
    ];
    for (name, last) in marks {
        out.put("since", name, last.map_or(2.0 * FAR, |last| ((i - last) as f32).min(2.0 * FAR)));
    }
    for name in ["related", "comment", "newsletter", "author", "share", "card", "title"] {
        out.flag("heading", name, course.heading_groups & bit(name) != 0);
    }
}

fn advance(page: &Page, i: usize, course: &mut Course) {
    let block = &page.blocks.list[i];
    if block.image {
        return;
    }
    course.words += page.measures[i].words;
    course.words_since_heading += page.measures[i].words;
    let marks = [
        ("discussion", &mut course.discussion),
        ("form", &mut course.form),
        ("post", &mut course.post),
        ("related", &mut course.related),
    ];
    for (name, last) in marks {
        if is_theme(page.phrases[i], name) {
            *last = Some(i);
        }
    }
    if page.dates[i] {
        course.date = Some(i);
    }
    if page.is_paragraph(i) {
        course.paragraphs += 1.0;
        course.last_paragraph = Some(i);
    }
    if heading_level(page.dom, block.element).is_some() {
        course.heading = Some(i);
        course.heading_phrase = page.phrases[i];
        course.words_since_heading = 0.0;
        let around = std::iter::once(block.element).chain(page.dom.ancestors(block.element)).take(3);
        course.heading_groups = around.fold(0, |groups, node| groups | page.groups[node.index()]);
    }
}

const NEIGHBOURS: [(isize, &str); 6] =
    [(-3, "before3"), (-2, "before2"), (-1, "before1"), (1, "after1"), (2, "after2"), (3, "after3")];

fn neighbour_features(page: &Page, i: usize, out: &mut impl Writer) {
    let element = page.blocks.list[i].element;
    for (offset, name) in NEIGHBOURS {
        let j = i.checked_add_signed(offset).filter(|&j| j < page.blocks.len());
        let Some(j) = j else {
            for theme in ["words", "links", "sentences", "heading", "same_path", "common"] {
                out.put(theme, name, -1.0);
            }
            continue;
        };
        let (m, other) = (&page.measures[j], page.blocks.list[j].element);
        out.put("words", name, m.words);
        out.put("links", name, ratio(page.link_words[j], m.words));
        out.put("sentences", name, m.sentences as f32);
        out.put("heading", name, heading_level(page.dom, other).map_or(0.0, f32::from));
        out.flag("same_path", name, page.path[other.index()] == page.path[element.index()]);
        let ups = std::iter::once(element).chain(page.dom.ancestors(element)).take(12);
        let common = ups.enumerate().find(|&(_, up)| page.dom.contains(up, other));
        out.put("common", name, common.map_or(12.0, |(distance, _)| distance as f32));
    }
}

/// What is the same for all blocks of a page.
struct Globals {
    values: Vec<(&'static str, &'static str, f32)>,
}

impl Globals {
    fn of(page: &Page) -> Globals {
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
        Globals { values }
    }

    fn put(&self, out: &mut impl Writer) {
        for &(theme, name, value) in &self.values {
            out.put(theme, name, value);
        }
    }
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
