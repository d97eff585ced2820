//! A block as a row of numbers: what the learned labeller decides on.
//!
//! One implementation serves training and production. The order of the columns is the order of the `put` calls; the
//! model holds the number of columns it was trained on, so a change here asks for a new model.

use memchr::memchr;
use rustc_hash::FxHashMap;

use super::chain::{Chain, NEAR_TAGS, REACH};
use super::globals::Globals;
use super::keywords::{GROUPS, Groups, group, same};
use super::page::{Page, heading_level, ratio};
use super::row::{Names, Writer};
use crate::dom::{Dom, NodeId, Tag};
use crate::letters::is_caseless;
use crate::phrases::Phrase;

/// What stands for "no such ancestor".
const FAR: f32 = 50.0;

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

    /// The rows of some blocks, one behind the other.
    pub fn rows(&self, blocks: &[usize]) -> Vec<f32> {
        let mut rows = Vec::with_capacity(blocks.len() * self.columns);
        blocks.iter().for_each(|&block| rows.extend_from_slice(self.row(block)));
        rows
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
        let mut names = Names::default();
        describe(&Page::survey(&dom, &blocks, None), &mut names);
        names.0
    }
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
        let entry = alike.entry(page.path_of(i)).or_default();
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
    let told: Vec<Told> = (0..n).map(|i| Told::of(page, i)).collect();
    let mut chain = Chain::default();
    for i in 0..n {
        text_features(page, i, out);
        element_features(page, i, out);
        chain.reach(page, page.blocks.list[i].element);
        ancestor_features(page, i, &chain, out);
        let same = alike.get(&page.path_of(i)).copied().unwrap_or_default();
        out.put("alike", "blocks", same.blocks);
        out.put("alike", "mean_words", ratio(same.words, same.blocks));
        out.put("alike", "share", ratio(same.words, page.sums[0].words));
        out.put("alike", "link_density", ratio(same.link_words, same.words));
        out.put("alike", "paragraphs", same.paragraphs);
        course_features(page, i, &course, out);
        neighbour_features(page, i, &told, out);
        globals.put(out);
        if i == 0 {
            out.expect(n);
        }
        advance(page, i, &mut course);
    }
    globals.count()
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
    let capital = |c: char| c.is_uppercase() || is_caseless(c);
    out.flag("text", "starts_upper", text.chars().next().is_some_and(capital));
    out.flag("text", "starts_digit", text.starts_with(|c: char| c.is_ascii_digit()));
    let ascii = text.is_ascii();
    out.flag("text", "copyright", !ascii && text.contains('©'));
    out.flag("text", "question", text.ends_with(['?', '？']));
    let holds = |mark: u8| memchr(mark, text.as_bytes()).is_some();
    out.flag("text", "separator", holds(b'|') || !ascii && text.contains(['•', '»', '›']));
    out.flag("text", "at_sign", holds(b'@'));
    out.flag("block", "hidden", block.hidden);
    out.flag("block", "image", block.image);
    out.put("block", "copies", page.copies[i] as f32);
    out.put("title", "overlap", page.title_overlap[i]);
    put_phrase(page.phrases[i], "phrase", out);
    out.flag("text", "date", page.dates[i]);
    out.put("description", "overlap", page.described[i]);
    out.put("embedded", "share", page.embedded[i]);
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

/// Of every phrase its columns; the last row is of none.
const THEME_ROWS: [[f32; THEMES.len()]; Phrase::ALL.len() + 1] = {
    let mut rows = [[0.0; THEMES.len()]; Phrase::ALL.len() + 1];
    let mut theme = 0;
    while theme < THEMES.len() {
        let mut at = 0;
        while at < THEMES[theme].1.len() {
            rows[THEMES[theme].1[at] as usize][theme] = 1.0;
            at += 1;
        }
        theme += 1;
    }
    rows
};

fn put_phrase(phrase: Option<Phrase>, theme: &str, out: &mut impl Writer) {
    let row = &THEME_ROWS[phrase.map_or(Phrase::ALL.len(), |phrase| phrase as usize)];
    out.put_all(row, |at| (theme, THEMES[at].0));
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
    for (name, bit) in INLINE {
        out.flag("inline", name, inline & bit != 0);
    }
}

const INLINE: [(&str, Groups); 6] = [
    ("author", group("author")),
    ("date", group("date")),
    ("share", group("share")),
    ("comment", group("comment")),
    ("person", group("person")),
    ("caption", group("caption")),
];

/// The names of the columns of a level above.
const UP: [&str; 5] = ["words_up", "links_up", "paragraphs_up", "share_up", "mean_up"];

const LEVEL_NAMES: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

fn ancestor_features(page: &Page, i: usize, chain: &Chain, out: &mut impl Writer) {
    let element = page.blocks.list[i].element;
    let Some(own) = chain.above(0) else { return };
    let distance = |level: f32| {
        let distance = own.level - level;
        if distance < REACH as f32 { distance } else { FAR }
    };
    out.put_all(&own.near_tag.map(distance), |at| ("near", NEAR_TAGS[at].0));
    out.put_all(&own.near_group.map(distance), |at| ("group", GROUPS[at]));
    let mut counts = own.groups;
    if let Some(beyond) = chain.above(REACH) {
        counts.iter_mut().zip(beyond.groups).for_each(|(count, beyond)| *count -= beyond);
    }
    out.put_all(&counts, |at| ("groups", GROUPS[at]));
    let highest = (chain.0.len() - 1).min(REACH - 1);
    for level in LEVELS {
        let sums = chain.above(level.min(highest)).map_or([0.0; UP.len()], |above| above.sums);
        out.put_all(&sums, |at| (UP[at], LEVEL_NAMES[level]));
    }
    out.put("prose", "distance", distance(own.prose));
    out.flag("prose", "inside", page.dom.contains(page.prose, element));
    out.put("top", "distance", distance(own.top));
    out.flag("top", "inside", page.dom.contains(page.top, element));
    let siblings = chain.above(1.min(highest)).map_or(Dom::ROOT, |above| above.node);
    out.put("siblings", "blocks", page.sums[siblings.index()].blocks as f32);
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
    for (name, bit) in HEADINGS {
        out.flag("heading", name, course.heading_groups & bit != 0);
    }
}

const HEADINGS: [(&str, Groups); 7] = [
    ("related", group("related")),
    ("comment", group("comment")),
    ("newsletter", group("newsletter")),
    ("author", group("author")),
    ("share", group("share")),
    ("card", group("card")),
    ("title", group("title")),
];

const FORM: usize = theme("form");
const DISCUSSION: usize = theme("discussion");
const POST: usize = theme("post");
const RELATED: usize = theme("related");

/// The place of a theme in [`THEMES`].
const fn theme(name: &str) -> usize {
    let mut at = 0;
    while at < THEMES.len() {
        if same(THEMES[at].0.as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("no such theme")
}

fn advance(page: &Page, i: usize, course: &mut Course) {
    let block = &page.blocks.list[i];
    if block.image {
        return;
    }
    course.words += page.measures[i].words;
    course.words_since_heading += page.measures[i].words;
    let marks = [
        (DISCUSSION, &mut course.discussion),
        (FORM, &mut course.form),
        (POST, &mut course.post),
        (RELATED, &mut course.related),
    ];
    if let Some(phrase) = page.phrases[i] {
        for (theme, last) in marks {
            if THEME_ROWS[phrase as usize][theme] > 0.0 {
                *last = Some(i);
            }
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

/// The names of a neighbour's columns.
const NEIGHBOUR: [&str; 6] = ["words", "links", "sentences", "heading", "same_path", "common"];

/// What a block's neighbours tell of it.
struct Told {
    element: NodeId,
    path: u64,
    words: f32,
    links: f32,
    sentences: f32,
    heading: f32,
}

impl Told {
    fn of(page: &Page, i: usize) -> Told {
        let (m, element) = (&page.measures[i], page.blocks.list[i].element);
        Told {
            element,
            path: page.path[element.index()],
            words: m.words,
            links: ratio(page.link_words[i], m.words),
            sentences: m.sentences as f32,
            heading: heading_level(page.dom, element).map_or(0.0, f32::from),
        }
    }
}

fn neighbour_features(page: &Page, i: usize, told: &[Told], out: &mut impl Writer) {
    let own = &told[i];
    for (offset, name) in NEIGHBOURS {
        let other = i.checked_add_signed(offset).and_then(|j| told.get(j));
        let values = other.map_or([-1.0; NEIGHBOUR.len()], |other| {
            let same_path = f32::from(u8::from(other.path == own.path));
            let common = common(page.dom, own.element, other.element);
            [other.words, other.links, other.sentences, other.heading, same_path, common]
        });
        out.put_all(&values, |at| (NEIGHBOUR[at], name));
    }
}

/// How many levels above `element` the nearest ancestor stands that holds `other`.
fn common(dom: &Dom, element: NodeId, other: NodeId) -> f32 {
    let mut up = element;
    for distance in 0u8..12 {
        if dom.contains(up, other) {
            return f32::from(distance);
        }
        let Some(parent) = dom.parent(up) else { break };
        up = parent;
    }
    12.0
}
