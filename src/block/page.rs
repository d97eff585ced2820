//! What is known of the page as a whole before its blocks are described: sums over every subtree, the container that
//! holds the prose, the headline, and what the page says of itself in its head.

use html5ever::local_name;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Blocks;
use super::keywords::{self, Groups};
use super::measure::{Measure, measure};
use super::words::{hash_of, triples, word_hashes};
use crate::dates;
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::{self, Phrase};

/// Blocks of this many words and little link text are paragraphs.
pub const PARAGRAPH_WORDS: f32 = 15.0;

/// The part's share of the whole; of nothing it is none.
pub(super) fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Sums over the blocks of a subtree.
#[derive(Clone, Copy, Default)]
pub struct Sums {
    /// Words of all blocks.
    pub words: f32,
    /// Words in links.
    pub link_words: f32,
    /// Words of paragraphs.
    pub paragraph_words: f32,
    /// How many blocks.
    pub blocks: u32,
    /// How many paragraphs.
    pub paragraphs: u32,
}

impl Sums {
    /// The share of words that stand in links.
    pub fn link_density(&self) -> f32 {
        ratio(self.link_words, self.words)
    }

    fn add(&mut self, other: &Sums) {
        self.words += other.words;
        self.link_words += other.link_words;
        self.paragraph_words += other.paragraph_words;
        self.blocks += other.blocks;
        self.paragraphs += other.paragraphs;
    }
}

/// Tells of the page what its head says: the title, the description, embedded copies of the text, types.
#[derive(Default)]
pub struct Head {
    /// Hashes of the words of the title.
    pub title: FxHashSet<u64>,
    /// Hashes of the words of the description.
    pub description: FxHashSet<u64>,
    /// Hashes of three words in a row of an embedded copy of the article's text.
    pub embedded: FxHashSet<u64>,
    /// The address, lower-case.
    pub url: String,
    /// It names the day of its publication.
    pub published: bool,
    /// Bits of what types the page names, see [`TYPES`].
    pub types: u32,
}

/// Words in JSON-LD types, `og:type` and the body's classes that tell what a page is; a bit each in [`Head::types`].
pub const TYPES: &[&str] = &[
    "newsarticle",
    "blogposting",
    "\"article\"",
    "product",
    "discussionforumposting",
    "qapage",
    "collectionpage",
    "faqpage",
    "webpage",
    "organization",
    "itemlist",
    "recipe",
    "techarticle",
    "video",
    "event",
    "localbusiness",
];

/// The page as a whole.
pub struct Page<'a> {
    /// The tree.
    pub dom: &'a Dom,
    /// The blocks.
    pub blocks: &'a Blocks,
    /// A measure a block.
    pub measures: Vec<Measure>,
    /// Words in links, a number a block.
    pub link_words: Vec<f32>,
    /// Sums, an entry a node.
    pub sums: Vec<Sums>,
    /// Keyword groups of the element itself, an entry a node.
    pub groups: Vec<Groups>,
    /// A hash of the tags and classes from the root to here, an entry a node.
    pub path: Vec<u64>,
    /// How deep the node stands.
    pub depth: Vec<u16>,
    /// The smallest element with most of the page's paragraph words.
    pub prose: NodeId,
    /// The best container by readability's scoring.
    pub top: NodeId,
    /// The block that shows the title.
    pub headline: Option<usize>,
    /// How much each block's words are the title's, 0 to 1.
    pub title_overlap: Vec<f32>,
    /// How much each block's words are the description's, 0 to 1.
    pub described: Vec<f32>,
    /// How much of each block stands in an embedded copy of the article, 0 to 1; -1 where there is none.
    pub embedded: Vec<f32>,
    /// How many blocks have the same text, a number a block.
    pub copies: Vec<u32>,
    /// The stock phrase that each block is.
    pub phrases: Vec<Option<Phrase>>,
    /// Whether each block is a date and little else.
    pub dates: Vec<bool>,
    /// What the page's head says.
    pub head: Head,
}

impl<'a> Page<'a> {
    /// Surveys a page. `url` is its address, where that is known.
    pub fn survey(dom: &'a Dom, blocks: &'a Blocks, url: Option<&str>) -> Page<'a> {
        let n = dom.len();
        let measures: Vec<Measure> = (0..blocks.len()).map(|i| measure(blocks.text(i))).collect();
        let link_words = link_words(blocks, &measures);
        let mut page = Page {
            dom,
            blocks,
            measures,
            link_words,
            sums: vec![Sums::default(); n],
            groups: vec![0; n],
            path: vec![0; n],
            depth: vec![0; n],
            prose: Dom::ROOT,
            top: Dom::ROOT,
            headline: None,
            title_overlap: vec![0.0; blocks.len()],
            described: vec![0.0; blocks.len()],
            embedded: vec![-1.0; blocks.len()],
            copies: Vec::new(),
            phrases: (0..blocks.len()).map(|i| phrases::classify(blocks.text(i))).collect(),
            dates: (0..blocks.len()).map(|i| is_date(blocks.text(i))).collect(),
            head: Head::read(dom, url),
        };
        page.name_elements();
        page.sum_up();
        page.find_prose();
        page.find_top();
        page.compare_with_head();
        page.count_copies();
        page
    }

    /// Whether the block is a paragraph of prose by its looks.
    pub fn is_paragraph(&self, block: usize) -> bool {
        let m = &self.measures[block];
        m.words >= PARAGRAPH_WORDS && self.link_words[block] < 0.4 * m.words && !self.blocks.list[block].image
    }

    /// Whether the block's element is a heading.
    pub fn is_heading(&self, block: usize) -> bool {
        self.dom.tag(self.blocks.list[block].element).heading_level().is_some()
    }

    /// The tags and classes around the block, as a number.
    pub fn path_of(&self, block: usize) -> u64 {
        self.path[self.blocks.list[block].element.index()]
    }

    fn name_elements(&mut self) {
        let dom = self.dom;
        let mut known: FxHashMap<&str, (Groups, u64)> = FxHashMap::default();
        known.reserve(dom.len() / 16);
        let mut reader = keywords::Reader::default();
        for id in dom.ids().skip(1).filter(|&id| dom.is_element(id)) {
            let mut groups = 0;
            let mut class_hash = 0;
            for (name, value) in dom.atoms(id) {
                if matches!(
                    *name,
                    local_name!("class") | local_name!("id") | local_name!("role") | local_name!("itemprop")
                ) {
                    let (bits, hash) =
                        *known.entry(value).or_insert_with(|| (reader.read(value), hash_of(value)));
                    groups |= bits;
                    if *name == local_name!("class") {
                        class_hash = hash;
                    }
                }
            }
            let parent = dom.parent(id).unwrap_or(Dom::ROOT).index();
            self.groups[id.index()] = groups;
            self.path[id.index()] = hash_of((self.path[parent], dom.tag(id), class_hash));
            self.depth[id.index()] = self.depth[parent].saturating_add(1);
        }
    }

    fn sum_up(&mut self) {
        for (i, block) in self.blocks.list.iter().enumerate().filter(|(_, block)| !block.image) {
            let words = self.measures[i].words;
            let paragraph = self.is_paragraph(i);
            self.sums[block.element.index()].add(&Sums {
                words,
                link_words: self.link_words[i],
                paragraph_words: if paragraph { words } else { 0.0 },
                blocks: 1,
                paragraphs: u32::from(paragraph),
            });
        }
        for id in self.dom.ids().rev() {
            if let Some(parent) = self.dom.parent(id)
                && self.sums[id.index()].blocks > 0
            {
                let sums = self.sums[id.index()];
                self.sums[parent.index()].add(&sums);
            }
        }
    }

    fn find_prose(&mut self) {
        let share = 0.4 * self.sums[0].paragraph_words;
        if share == 0.0 {
            return;
        }
        let mut at = Dom::ROOT;
        while let Some(child) =
            self.dom.child_elements(at).find(|child| self.sums[child.index()].paragraph_words >= share)
        {
            at = child;
        }
        self.prose = at;
    }

    // After Arc90's readability: a paragraph votes for its parent, and half as much for its grandparent.
    fn find_top(&mut self) {
        let mut votes: FxHashMap<NodeId, f32> = FxHashMap::default();
        for (i, block) in self.blocks.list.iter().enumerate() {
            if !self.is_paragraph(i) || block.hidden {
                continue;
            }
            let m = &self.measures[i];
            let score = 1.0 + m.commas as f32 + (m.chars as f32 / 100.0).min(3.0);
            let parent = self.dom.parent(block.element).unwrap_or(Dom::ROOT);
            *votes.entry(parent).or_default() += score;
            *votes.entry(self.dom.parent(parent).unwrap_or(Dom::ROOT)).or_default() += score / 2.0;
        }
        let score = |(&node, &votes): (&NodeId, &f32)| {
            (votes * (1.0 - self.sums[node.index()].link_density()), std::cmp::Reverse(node))
        };
        let best = votes.iter().map(score).max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some((_, std::cmp::Reverse(node))) = best {
            self.top = node;
        }
    }

    /// How much of each block is the title, the description and the embedded text; and which shows the title.
    fn compare_with_head(&mut self) {
        let head = &self.head;
        let mut best = (0.3, None);
        let mut words: Vec<u64> = Vec::new();
        for (i, block) in self.blocks.list.iter().enumerate() {
            let length = self.measures[i].words;
            let title = !head.title.is_empty() && length <= 60.0 && !block.image;
            let description = !head.description.is_empty() && length < 120.0;
            let embedded = !head.embedded.is_empty();
            if !(title || description || embedded) {
                continue;
            }
            words.clear();
            words.extend(word_hashes(self.blocks.text(i)));
            let all = words.len() as f32;
            let share = |held: usize, all: f32| if all > 0.0 { held as f32 / all } else { 0.0 };
            if description {
                let held = words.iter().filter(|word| head.description.contains(word)).count();
                self.described[i] = share(held, all);
            }
            if embedded {
                let triples = words.windows(3).map(|three| hash_of((three[0], three[1], three[2])));
                let held = triples.filter(|triple| head.embedded.contains(triple)).count();
                self.embedded[i] = share(held, words.len().saturating_sub(2) as f32);
            }
            if !title {
                continue;
            }
            let shared = words.iter().filter(|word| head.title.contains(word)).count();
            let overlap = share(shared, all);
            self.title_overlap[i] = overlap;
            let weight = match heading_level(self.dom, block.element) {
                Some(1) => 1.5,
                Some(2) => 1.2,
                Some(_) => 1.1,
                None => 0.8,
            };
            let score = overlap * (shared as f32 / head.title.len() as f32).min(1.0) * weight;
            if score > best.0 && !block.hidden {
                best = (score, Some(i));
            }
        }
        let first_h1 = || {
            let shown = |block: &super::Block| !block.hidden && !block.image;
            let list = &self.blocks.list;
            list.iter().position(|b| shown(b) && heading_level(self.dom, b.element) == Some(1))
        };
        self.headline = best.1.or_else(first_h1);
    }

    fn count_copies(&mut self) {
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        known.reserve(self.blocks.len());
        let mut counts: Vec<u32> = Vec::with_capacity(self.blocks.len());
        let mut places = Vec::with_capacity(self.blocks.len());
        for i in 0..self.blocks.len() {
            let place = *known.entry(self.blocks.text(i)).or_insert(counts.len());
            if place == counts.len() {
                counts.push(0);
            }
            counts[place] += 1;
            places.push(place);
        }
        self.copies = places.into_iter().map(|place| counts[place]).collect();
    }
}

fn is_date(text: &str) -> bool {
    text.len() <= 60 && dates::looks_like_date(text)
}

/// The level of the heading that the element is or stands in directly.
pub(super) fn heading_level(dom: &Dom, element: NodeId) -> Option<u8> {
    dom.tag(element).heading_level().or_else(|| dom.tag(dom.parent(element)?).heading_level())
}

fn link_words(blocks: &Blocks, measures: &[Measure]) -> Vec<f32> {
    let words = |i: usize| {
        let linked: u32 = blocks.links(i).iter().map(|link| link.range.end - link.range.start).sum();
        let range = &blocks.list[i].range;
        measures[i].words * (linked as f32 / (range.end - range.start).max(1) as f32).min(1.0)
    };
    (0..blocks.len()).map(words).collect()
}

impl Head {
    fn read(dom: &Dom, url: Option<&str>) -> Head {
        let mut head = Head::default();
        let (mut canonical, mut shared) = (None, None);
        for id in dom.ids() {
            match dom.tag(id) {
                Tag::Title if !dom.is_svg(id) && head.title.is_empty() => {
                    head.title.extend(word_hashes(&dom.text_content(id)).take(60));
                }
                Tag::Meta if shared.is_none() && dom.attr(id, "property") == Some("og:url") => {
                    shared = dom.attr(id, "content");
                }
                Tag::Meta => head.read_meta(dom, id),
                Tag::Link if canonical.is_none() && dom.attr(id, "rel") == Some("canonical") => {
                    canonical = dom.attr(id, "href");
                }
                Tag::Script if dom.attr(id, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                    for text in dom.children(id).filter_map(|child| dom.text(child)) {
                        head.read_json(text);
                    }
                }
                _ => {}
            }
        }
        head.url = url.or(canonical).or(shared).unwrap_or_default().to_lowercase();
        head
    }

    fn read_meta(&mut self, dom: &Dom, id: NodeId) {
        let name = dom.attr(id, "property").or_else(|| dom.attr(id, "name")).unwrap_or_default();
        let content = dom.attr(id, "content").unwrap_or_default();
        match name {
            "og:title" if self.title.is_empty() => self.title.extend(word_hashes(content).take(60)),
            "og:description" | "description" => self.description.extend(word_hashes(content).take(200)),
            "og:type" if content == "news" => self.read_types("\"article\""),
            "og:type" => self.read_types(&format!("\"{content}\"")),
            _ if name.contains("pubdate") || name.contains("publish") && !name.contains("publisher") => {
                self.published = true;
            }
            _ => {}
        }
    }

    fn read_types(&mut self, text: &str) {
        let lower = text.to_ascii_lowercase();
        for (bit, name) in TYPES.iter().enumerate() {
            if lower.contains(name) {
                self.types |= 1 << bit;
            }
        }
    }

    fn read_json(&mut self, text: &str) {
        for (at, _) in text.match_indices("\"@type\"") {
            let rest = &text[at + 7..];
            self.read_types(&rest[..rest.floor_char_boundary(60)]);
        }
        self.published |= text.contains("\"datePublished\"");
        const BODY: &str = "\"articleBody\"";
        let mut values = text.match_indices(BODY).map(|(at, _)| &text[at + BODY.len()..]);
        if let Some(body) = values.find_map(json_string) {
            self.embedded.extend(triples(&body).take(20_000));
        }
    }
}

/// The string that is the value of the key before, its escapes resolved loosely: it is only compared by words. `None` where
/// the value is another.
fn json_string(text: &str) -> Option<String> {
    let value = text.trim_start().strip_prefix(':')?.trim_start();
    let mut out = String::new();
    let mut chars = value.strip_prefix('"')?.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('n' | 'r' | 't') => out.push(' '),
                Some('u') => {
                    let code: String = chars.by_ref().take(4).collect();
                    out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                }
                Some(other) => out.push(other),
                None => break,
            },
            c => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_a_canonical_address_has_the_one_it_is_shared_under() {
        let head = |html: &str| Head::read(&Dom::parse(html), None);
        let shared = "<meta property=og:url content='https://paper.example/News/1'><meta property=og:type content=news>";
        assert_eq!(head(shared).url, "https://paper.example/news/1");
        assert_eq!(head(shared).types, head("<meta property=og:type content=article>").types);
        assert_eq!(
            head(&format!("{shared}<link rel=canonical href=https://paper.example/2>")).url,
            "https://paper.example/2"
        );
        assert!(head("<meta name=pubdate content=2020>").published);
        assert!(!head("<meta property=article:publisher content=x>").published);
    }

    /// How many runs of three words the page's data has of the article's text.
    fn embedded(json: &str) -> usize {
        let html = format!("<script type='application/ld+json'>{json}</script>");
        Head::read(&Dom::parse(&html), None).embedded.len()
    }

    #[test]
    fn an_embedded_text_is_the_string_behind_its_key() {
        assert_eq!(embedded(r#"{"articleBody" : "The river \"rose\" at\u0020night.", "x": "y"}"#), 3);
        assert_eq!(embedded(r#"[{"articleBody": null}, {"articleBody": "The river rose."}]"#), 1);
        for none in [
            r#"{"articleBody": null, "description": "The river rose at night."}"#,
            r#"{"articleBody": ["x"], "description": "The river rose at night."}"#,
            r#"{"articleBody"}"#,
            r#"{"articleBody":"#,
        ] {
            assert_eq!(embedded(none), 0, "{none}");
        }
    }
}
