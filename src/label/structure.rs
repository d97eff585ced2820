//! From probabilities to one consistent labelling.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Class;
use crate::block::page::Page;
use crate::dom::{NodeId, Tag};
use crate::phrases::{self, Phrase};
use crate::record::PageType;

/// The class of every block; only blocks in the range may be the article's.
pub fn classes(
    page: &Page,
    page_type: PageType,
    article: &[f32],
    comment: &[f32],
    text: Range<usize>,
) -> Vec<Class> {
    // On an article's page a doubtful block far from the text is another story's teaser.
    let words = |i: usize| if page.blocks.list[i].image { 0.0 } else { page.measures[i].words };
    let threshold = if page_type == PageType::Article { 0.5 } else { threshold(words, article) };
    let mut classes: Vec<Class> = (0..page.blocks.len())
        .map(|i| {
            let block = &page.blocks.list[i];
            if block.image || block.is_heading_link(page.dom) {
                Class::Chrome
            } else if article[i] >= threshold && article[i] >= comment[i] && text.contains(&i) {
                Class::Article
            } else if comment[i] >= 0.5 {
                Class::Comment
            } else {
                Class::Chrome
            }
        })
        .collect();
    if page_type != PageType::Documentation {
        tell_once(page, &mut classes);
    }
    if page_type == PageType::Article {
        trim_start(page, &mut classes);
        trim_end(page, &mut classes);
    }
    if matches!(page_type, PageType::Article | PageType::Documentation) {
        place_headings(page, &mut classes);
        place_code(page, article, &mut classes);
    }
    place_images(page, &mut classes);
    classes
}

/// What leads elsewhere and stands before the first paragraph is a menu.
fn trim_start(page: &Page, classes: &mut [Class]) {
    let is_text = |i: &usize| classes[*i] == Class::Article && page.is_paragraph(*i);
    let Some(first) = (0..classes.len()).find(is_text) else { return };
    let leads_on = |i: usize| page.link_words[i] >= MENU * page.measures[i].words.max(1.0);
    for (i, class) in classes[..first].iter_mut().enumerate() {
        if *class == Class::Article && leads_on(i) {
            *class = Class::Chrome;
        }
    }
}

/// A heading with nothing of the article under it is that of something else: "Related", "Comments", another story.
fn trim_end(page: &Page, classes: &mut [Class]) {
    let is_text = |&i: &usize| classes[i] == Class::Article && !page.is_heading(i);
    let Some(last) = (0..classes.len()).rev().find(is_text) else {
        return;
    };
    for class in classes[last + 1..].iter_mut().filter(|class| **class == Class::Article) {
        *class = Class::Chrome;
    }
}

/// The share of a menu's words that are links, at least.
const MENU: f32 = 0.7;

/// So many headings of a kind are the article's, and another one amid its text is too.
const LIKE_IT: usize = 2;

/// A heading between two blocks of the article is the article's where others of its tag are, unless it announces something else.
fn place_headings(page: &Page, classes: &mut [Class]) {
    let list = &page.blocks.list;
    let level = |i: usize| page.dom.tag(list[i].element).heading_level().map(usize::from);
    let mut kept = [0; 7];
    // What the text has already, in its contents or for another screen, it has once.
    let mut told = FxHashSet::default();
    for i in (0..classes.len()).filter(|&i| classes[i] == Class::Article) {
        kept[level(i).unwrap_or(0)] += 1;
        if page.copies[i] > 1 {
            told.insert(page.blocks.text(i));
        }
    }
    let mut amid = Vec::new();
    let mut before = None;
    let mut shown = (0..classes.len()).filter(|&i| !list[i].image && !list[i].hidden).peekable();
    while let Some(i) = shown.next() {
        let behind = shown.peek().copied();
        let is_text = |j: usize| classes[j] == Class::Article && level(j).is_none();
        if classes[i] == Class::Chrome
            && !(page.copies[i] > 1 && told.contains(page.blocks.text(i)))
            && level(i).is_some_and(|level| kept[level] >= LIKE_IT)
            && before.is_some_and(is_text)
            && behind.is_some_and(is_text)
            && !announces(page, i)
        {
            amid.push(i);
        }
        before = Some(i);
    }
    for i in amid {
        classes[i] = Class::Article;
    }
}

/// Code is the article's from this probability on, where it stands amid its text.
const CODE: f32 = 0.35;

/// Code between two blocks of the article in one flow is the article's, where the labeller is in doubt: it has seen
/// articles' texts without their code.
fn place_code(page: &Page, article: &[f32], classes: &mut [Class]) {
    let list = &page.blocks.list;
    let is_code = |i: usize| page.dom.tag(list[i].element) == Tag::Pre;
    let text = |i: &usize| !list[*i].image && !list[*i].hidden && !is_code(*i);
    for i in 0..classes.len() {
        if classes[i] != Class::Chrome || article[i] < CODE || !is_code(i) || list[i].hidden {
            continue;
        }
        if let (Some(before), Some(after)) = beside(i, classes.len(), text)
            && [before, after].iter().all(|&j| classes[j] == Class::Article)
            && flow(page, before) == flow(page, after)
            && page.dom.contains(flow(page, before), list[i].element)
        {
            classes[i] = Class::Article;
        }
    }
}

/// The nearest of eight blocks before and of eight behind a block that fit.
fn beside(i: usize, blocks: usize, fits: impl Fn(&usize) -> bool) -> (Option<usize>, Option<usize>) {
    ((0..i).rev().take(8).find(&fits), (i + 1..blocks).take(8).find(&fits))
}

/// The element in which a block's paragraph stands beside others, quotations aside.
fn flow(page: &Page, block: usize) -> NodeId {
    let mut around = page.dom.ancestors(page.blocks.list[block].element);
    around.find(|&up| page.dom.tag(up) != Tag::Blockquote).unwrap_or_default()
}

/// Whether a heading is a link, or that of something that is not the article's.
fn announces(page: &Page, heading: usize) -> bool {
    let blocks = page.blocks;
    let linked = blocks.links(heading).iter().map(|link| link.range.end - link.range.start).sum::<u32>();
    let range = &blocks.list[heading].range;
    let text = blocks.text(heading);
    let other = |phrase| !matches!(phrase, Phrase::Caption | Phrase::Correction);
    let named = |word| {
        matches!(phrases::classify(word), Some(Phrase::Newsletter | Phrase::Advertisement | Phrase::Related))
    };
    linked * 2 > range.end - range.start
        || phrases::classify(text).is_some_and(other)
        || text.split_whitespace().take(8).any(named)
}

/// A shorter text may well be said twice.
pub(crate) const REPEATED_WORDS: f32 = 8.0;

/// A passage that stands twice (for wide and narrow screens, in a slider that goes round) is the article's once: where it
/// is shown, else where it comes first. What repeats in one flow (a refrain) or in a table is said twice.
fn tell_once(page: &Page, classes: &mut [Class]) {
    let list = &page.blocks.list;
    let mut told: FxHashMap<&str, usize> = FxHashMap::default();
    for i in 0..list.len() {
        let repeats = page.copies[i] > 1 && page.measures[i].words >= REPEATED_WORDS;
        if classes[i] != Class::Article || !repeats || list[i].preformatted || is_cell(page, i) {
            continue;
        }
        let first = *told.entry(page.blocks.text(i)).or_insert(i);
        if first == i || flow(page, first) == flow(page, i) {
            continue;
        }
        let again = if list[first].hidden && !list[i].hidden { first } else { i };
        classes[again] = Class::Chrome;
        if again == first {
            told.insert(page.blocks.text(i), i);
        }
    }
}

fn is_cell(page: &Page, block: usize) -> bool {
    let element = page.blocks.list[block].element;
    let mut around = std::iter::once(element).chain(page.dom.ancestors(element)).take(4);
    around.any(|up| matches!(page.dom.tag(up), Tag::Td | Tag::Th))
}

/// From this expected word F1 on the labeller is sure of a page.
const SURE: f32 = 0.85;

/// The probability from which a block is kept: the one with the best expected word F1, between a fifth and a half. On
/// a page that the labeller is sure of it is a half; on one where it is sure of little, the likeliest blocks are kept.
///
/// Source: Lipton, Elkan, Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure" (2014).
pub(crate) fn threshold(words: impl Fn(usize) -> f32, article: &[f32]) -> f32 {
    let mut order: Vec<usize> = (0..article.len()).filter(|&i| article[i] >= 0.2).collect();
    order.sort_by(|&a, &b| article[b].total_cmp(&article[a]));
    let expected: f32 = (0..article.len()).map(|i| words(i) * article[i]).sum();
    let (mut kept, mut right, mut best) = (0.0f32, 0.0f32, (0.0f32, 0.5f32));
    for i in order {
        kept += words(i);
        right += words(i) * article[i];
        let f1 = 2.0 * right / (kept + expected).max(1.0);
        if f1 > best.0 {
            best = (f1, article[i]);
        }
    }
    if best.0 > SURE { 0.5 } else { best.1.clamp(0.2, 0.5) }
}

/// An image between two blocks of the article is the article's.
fn place_images(page: &Page, classes: &mut [Class]) {
    let text = |i: &usize| !page.blocks.list[*i].image;
    for i in 0..classes.len() {
        if text(&i) {
            continue;
        }
        if let (Some(before), Some(after)) = beside(i, classes.len(), text)
            && [before, after].iter().all(|&j| classes[j] == Class::Article)
        {
            classes[i] = Class::Article;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Blocks;
    use crate::dom::Dom;

    /// The blocks that stay the article's on a page all of which is likely to be.
    fn kept(html: &str, page_type: PageType) -> Vec<String> {
        let dom = Dom::parse(html);
        let blocks = Blocks::of(&dom);
        let page = Page::survey(&dom, &blocks, None);
        let n = blocks.len();
        let classes = classes(&page, page_type, &vec![0.9; n], &vec![0.0; n], 0..n);
        (0..n).filter(|&i| classes[i] == Class::Article).map(|i| blocks.text(i).to_owned()).collect()
    }

    const LINE: &str = "The ferry sails again from Monday and carries forty cars.";

    #[test]
    fn a_heading_amid_the_text_was_lost() {
        let html = "<h2>One</h2><p>a<h2>Two</h2><p>b<h2>Three</h2><p>c<h2>The Harbour Newsletter</h2><p>d<h2><a href=x>Four</a></h2><p>e<h3>Five</h3><p>f";
        let dom = Dom::parse(html);
        let blocks = Blocks::of(&dom);
        let page = Page::survey(&dom, &blocks, None);
        let text = |i: usize| blocks.text(i);
        let likely: Vec<f32> = (0..blocks.len())
            .map(|i| {
                if ["Three", "The Harbour Newsletter", "Four", "Five"].contains(&text(i)) { 0.1 } else { 0.9 }
            })
            .collect();
        let classes = classes(&page, PageType::Article, &likely, &vec![0.0; blocks.len()], 0..blocks.len());
        let lost: Vec<&str> = (0..blocks.len()).filter(|&i| classes[i] == Class::Chrome).map(text).collect();
        assert_eq!(lost, ["The Harbour Newsletter", "Four", "Five"]);
    }

    #[test]
    fn code_amid_the_text_was_lost() {
        let html = format!(
            "<main><p>{LINE}</p><div><pre>let tide = 3;</pre></div><p>{LINE}</main><aside><pre>more</pre></aside>"
        );
        let dom = Dom::parse(&html);
        let blocks = Blocks::of(&dom);
        let page = Page::survey(&dom, &blocks, None);
        let likely: Vec<f32> =
            (0..blocks.len()).map(|i| if blocks.text(i) == LINE { 0.9 } else { 0.4 }).collect();
        let classes = classes(&page, PageType::Documentation, &likely, &[0.0; 4], 0..4);
        assert_eq!(classes, [Class::Article, Class::Article, Class::Article, Class::Chrome]);
    }

    #[test]
    fn a_slider_that_goes_round_was_told_twice() {
        let slide = format!("<li><p>{LINE}</li>");
        assert_eq!(kept(&format!("<ul>{slide}{slide}</ul>"), PageType::Article), [LINE]);
        // Documentation says the same of many things.
        assert_eq!(kept(&format!("<ul>{slide}{slide}</ul>"), PageType::Documentation).len(), 2);
    }

    #[test]
    fn of_a_passage_for_each_screen_the_shown_one_stays() {
        let html = format!("<div hidden><p>{LINE}</div><div><p>{LINE}</div><p>Bicycles travel free.");
        assert_eq!(kept(&html, PageType::Article), [LINE, "Bicycles travel free."]);
        let dom = Dom::parse(&html);
        let blocks = Blocks::of(&dom);
        let mut classes = vec![Class::Article; 3];
        tell_once(&Page::survey(&dom, &blocks, None), &mut classes);
        assert_eq!(classes, [Class::Chrome, Class::Article, Class::Article]);
    }

    #[test]
    fn refrains_tables_and_short_lines_are_said_twice() {
        for html in [
            format!("<div><p>{LINE}<p>Verse.<p>{LINE}</div>"),
            format!("<blockquote><p>{LINE}</blockquote><p>Verse.</p><blockquote><p>{LINE}</blockquote>"),
            format!("<table><tr><td>{LINE}<tr><td>{LINE}</table>"),
            "<div><p>Yes, he said.</div><div><p>Yes, he said.</div>".to_owned(),
        ] {
            assert!(kept(&html, PageType::Article).len() >= 2, "{html}");
        }
    }

    #[test]
    fn a_menu_above_the_first_paragraph_was_text() {
        let menu = "<p><b>Links</b> <a href=/m>Tram museum</a> <a href=/t>Old timetables</a></p>";
        let text = format!(
            "<p>At the <a href=/q>quay</a>.</p><p>{LINE} {LINE}</p><p><a href=/f>The ferry's own page</a></p>"
        );
        let lines = ["At the quay.".to_owned(), format!("{LINE} {LINE}"), "The ferry's own page".to_owned()];
        assert_eq!(kept(&format!("{menu}{text}"), PageType::Article), lines);
        assert_eq!(kept(&format!("{menu}{text}"), PageType::Listing).len(), 4);
        assert_eq!(kept(menu, PageType::Article).len(), 1, "nothing else is there");
    }

    #[test]
    fn a_heading_without_text_under_it_stayed_at_the_end() {
        let html = format!("<h2>How it began</h2><p>{LINE}</p><h3>Insights</h3><h3>Comments</h3>");
        assert_eq!(kept(&html, PageType::Article), ["How it began", LINE]);
        assert_eq!(kept(&html, PageType::Listing).len(), 4);
        assert_eq!(kept("<h1>Closed</h1>", PageType::Article), ["Closed"]);
    }
}
