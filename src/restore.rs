//! Gives a record of an archive's copy the addresses that the page had.

use crate::record::{BodyBlock, Record};
use crate::source::replay;

/// Restores every address in a record.
pub fn restore(record: &mut Record) {
    for address in addresses(record) {
        if let Some(original) = replay::original(address) {
            *address = original.to_owned();
        }
    }
}

/// Every address in the article and the comments.
fn addresses(record: &mut Record) -> impl Iterator<Item = &mut String> {
    let article = record.article.iter_mut().flat_map(|article| {
        let authors = article.byline.iter_mut().filter_map(|author| author.url.as_mut());
        let image = article.image.iter_mut().map(|image| &mut image.src);
        authors.chain(image).chain(&mut article.license).chain(article.body.iter_mut().flat_map(in_block))
    });
    let comments = record.comments.iter_mut().flat_map(|comments| &mut comments.items);
    let of_comments = comments.flat_map(|comment| {
        let author = comment.author.as_mut().and_then(|author| author.url.as_mut());
        let links = comment.links.iter_mut().map(|link| &mut link.href);
        let images = comment.images.iter_mut().map(|image| &mut image.src);
        author.into_iter().chain(&mut comment.url).chain(links).chain(images)
    });
    article.chain(of_comments)
}

fn in_block(block: &mut BodyBlock) -> Vec<&mut String> {
    match block {
        BodyBlock::Paragraph { links, .. }
        | BodyBlock::Heading { links, .. }
        | BodyBlock::Quote { links, .. } => links.iter_mut().map(|link| &mut link.href).collect(),
        BodyBlock::List { items, .. } => {
            items.iter_mut().flat_map(|item| &mut item.links).map(|link| &mut link.href).collect()
        }
        BodyBlock::Table { links, .. } => links.iter_mut().map(|link| &mut link.link.href).collect(),
        BodyBlock::Figure { src, links, .. } => {
            src.iter_mut().chain(links.iter_mut().map(|link| &mut link.href)).collect()
        }
        BodyBlock::Embed { src } => vec![src],
        BodyBlock::Code { .. } => Vec::new(),
    }
}
