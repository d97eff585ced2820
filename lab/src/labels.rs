//! What each block of a page should be, by the page's gold.

use dechrome::internals::{Blocks, Dom, comment_blocks};
use rustc_hash::FxHashSet;
use serde_json::Value;

use crate::align::{align, words};
use crate::corpus::Page;

pub const ARTICLE: i8 = 0;
pub const COMMENT: i8 = 1;
pub const CHROME: i8 = 2;
pub const UNKNOWN: i8 = -1;

/// A label a block, and its weight.
pub struct Labels {
    pub class: Vec<i8>,
    pub weight: Vec<f32>,
}

/// Labels the blocks of a page by its gold.
pub fn label(page: &Page, dom: &Dom, blocks: &Blocks) -> Labels {
    let block_words: Vec<Vec<u64>> = (0..blocks.len())
        .map(|i| if blocks.list[i].image { Vec::new() } else { words(blocks.text(i)) })
        .collect();
    let mut class = if let Some(text) = page.gold["text"].as_str() {
        by_text(&block_words, text, CHROME)
    } else if page.gold["with"].is_array() {
        by_snippets(page, blocks)
    } else {
        vec![CHROME; blocks.len()]
    };
    let posts: Vec<&str> = texts(page.gold["posts"].as_array(), "post_text");
    if let Some((first, rest)) = posts.split_first() {
        class = by_text(&block_words, &rest.join("\n"), CHROME);
        for label in class.iter_mut().filter(|label| **label == ARTICLE) {
            *label = COMMENT;
        }
        for (label, lead) in class.iter_mut().zip(by_text(&block_words, first, CHROME)) {
            if lead == ARTICLE {
                *label = ARTICLE;
            }
        }
    }
    if let Some(comments) = &page.comments {
        let text = texts(Some(comments), "text").join("\n");
        for (label, found) in class.iter_mut().zip(by_text(&block_words, &text, CHROME)) {
            if found == ARTICLE && *label != ARTICLE {
                *label = COMMENT;
            }
        }
    } else if posts.is_empty() {
        doubt_comments(dom, blocks, &block_words, &mut class);
        own_comments(page, dom, blocks, &mut class);
    }
    let weight = (0..blocks.len())
        .map(|i| if blocks.list[i].image { 0.0 } else { (block_words[i].len() as f32).max(1.0).sqrt() })
        .collect();
    Labels { class, weight }
}

/// The texts of one field of the gold's list.
pub fn texts<'a>(items: Option<&'a Vec<Value>>, field: &str) -> Vec<&'a str> {
    items.into_iter().flatten().filter_map(|item| item[field].as_str()).collect()
}

/// A block is the text's when more than half of its words align with it.
pub fn by_text(block_words: &[Vec<u64>], text: &str, other: i8) -> Vec<i8> {
    let page: Vec<u64> = block_words.iter().flatten().copied().collect();
    let gold = words(text);
    let matched = align(&page, &gold);
    let shingles: FxHashSet<&[u64]> = gold.windows(4).collect();
    let mut at = 0;
    let mut taken: FxHashSet<&[u64]> = FxHashSet::default();
    let mut class: Vec<i8> = Vec::with_capacity(block_words.len());
    for block in block_words {
        let hits = matched[at..at + block.len()].iter().filter(|&&hit| hit).count();
        at += block.len();
        let aligned = !block.is_empty() && 2 * hits > block.len();
        if aligned {
            taken.extend(block.windows(4));
        }
        class.push(if aligned { ARTICLE } else { other });
    }
    // Gold texts put some blocks elsewhere than the page does (a standfirst, captions).
    for (label, block) in class.iter_mut().zip(block_words) {
        if *label == other && block.len() >= 8 {
            let held = block.windows(4).filter(|gram| shingles.contains(gram)).count();
            let new = block.windows(4).filter(|gram| !taken.contains(gram)).count();
            let all = block.len() - 3;
            if 5 * held > 4 * all && 2 * new > all {
                *label = ARTICLE;
                taken.extend(block.windows(4));
            }
        }
    }
    class
}

fn by_snippets(page: &Page, blocks: &Blocks) -> Vec<i8> {
    let (with, without) = (page.strings("with"), page.strings("without"));
    let mut class = vec![UNKNOWN; blocks.len()];
    for (i, label) in class.iter_mut().enumerate() {
        let text = blocks.text(i).replace('\n', " ");
        if without.iter().any(|snippet| text.contains(snippet)) {
            *label = CHROME;
        }
        if with.iter().any(|snippet| text.contains(snippet)) {
            *label = ARTICLE;
        }
    }
    class
}

/// On a page without comment gold, the comments that dechrome's own search finds. Forum gold counts every post as
/// main content: the posts behind the first are comments all the same.
fn own_comments(page: &Page, dom: &Dom, blocks: &Blocks, class: &mut [i8]) {
    let forum = page.gold["type"].as_str() == Some("forum");
    let (_, items, known_system) = comment_blocks(dom, blocks);
    let found = items.iter().flatten().copied();
    for block in found {
        let main_content = class[block] == ARTICLE;
        if main_content && forum || !main_content && known_system {
            class[block] = COMMENT;
        }
    }
}

/// On a page without comment gold, prose in a comment area that is not the article's may be comments.
fn doubt_comments(dom: &Dom, blocks: &Blocks, block_words: &[Vec<u64>], class: &mut [i8]) {
    for (i, label) in class.iter_mut().enumerate() {
        if *label != CHROME || block_words[i].len() < 6 {
            continue;
        }
        let element = blocks.list[i].element;
        let commented = dom.ancestors(element).take(12).any(|up| {
            ["class", "id"].iter().filter_map(|name| dom.attr(up, name)).any(|value| {
                let value = value.to_ascii_lowercase();
                ["comment", "respon", "reply", "disqus"].iter().any(|word| value.contains(word))
            })
        });
        if commented {
            *label = UNKNOWN;
        }
    }
}
