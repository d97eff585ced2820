//! Paragraphs that only line breaks part.

use rustc_hash::FxHashMap;

use super::{likelihood, odds};
use crate::block::page::Page;
use crate::dom::NodeId;

/// Lets the paragraphs of one element agree: they are one run of text, of which nothing but an empty line parts each from
/// the next, so each is as likely the article's as the mean of itself and all of them, by their words, says.
pub fn agree(page: &Page, article: &mut [f32]) {
    let mut texts: FxHashMap<NodeId, Text> = FxHashMap::default();
    let of_text = |i: usize| !page.blocks.list[i].hidden && page.is_paragraph(i);
    for i in (0..article.len()).filter(|&i| of_text(i)) {
        let text = texts.entry(page.blocks.list[i].element).or_default();
        text.paragraphs += 1;
        text.words += page.measures[i].words;
        text.odds += page.measures[i].words * odds(article[i]);
    }
    if texts.values().all(|text| text.paragraphs < 2) {
        return;
    }
    for i in (0..article.len()).filter(|&i| of_text(i)) {
        if let Some(text) = texts.get(&page.blocks.list[i].element).filter(|text| text.paragraphs > 1) {
            article[i] = likelihood((odds(article[i]) + text.odds / text.words) / 2.0);
        }
    }
}

/// The paragraphs of an element.
#[derive(Default)]
struct Text {
    paragraphs: u32,
    words: f32,
    /// Their log-odds, each times its words.
    odds: f32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Blocks;
    use crate::dom::Dom;

    #[test]
    fn paragraphs_amid_a_run_of_text_were_lost() {
        let line =
            "The ferry sails again from Monday on, and carries forty cars and a hundred people at a time.";
        let dom = Dom::parse(&format!(
            "<div>{line} One.<br><br>{line} Two.<br><br>Print<br><br>{line} Three.</div><p>{line}</p>"
        ));
        let blocks = Blocks::of(&dom);
        let page = Page::survey(&dom, &blocks, None);
        let mut article = [0.9, 0.4, 0.4, 0.9, 0.4];
        agree(&page, &mut article);
        assert_eq!(article.map(|likely| likely >= 0.5), [true, true, false, true, false]);
    }
}
