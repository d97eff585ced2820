//! The dates that the page shows: beside the headline, and elsewhere where none stands there.

use memchr::memmem;

use super::evidence::{Evidence, Source};
use super::marks::Marks;
use super::microdata::text_of;
use super::page::{Page, Spot};
use super::visible::Vicinity;
use super::when::{Reading, Stamp};
use super::wording::fold;
use crate::block::Blocks;
use crate::dates;
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::{self, Phrase};

/// Notes the dates beside the headline.
pub(super) fn beside(
    page: &Page,
    blocks: &Blocks,
    near: &Vicinity,
    reading: Reading,
    evidence: &mut Evidence,
) {
    let dom = page.dom;
    for spot in page.spots.iter().filter(|spot| near.holds(spot.node)) {
        let marked = spot.marks.any(Marks::DATE);
        let datetime = dom.attr(spot.node, "datetime");
        if dom.tag(spot.node) != Tag::Time && datetime.is_none() && !marked
            || dom.end(spot.node).0 - spot.node.0 > 60
        {
            continue;
        }
        let text = text_of(dom, spot.node);
        if text.len() > 120 || spot.aside && spot.node < near.headline {
            continue;
        }
        let modified = is_update(&text) || spot.marks.any(Marks::MODIFIED) || label_before(dom, spot.node);
        let stamp = datetime.and_then(|text| reading.any(text)).or_else(|| reading.find(&text));
        let source = if datetime.is_some() { Source::Class } else { Source::Visible };
        evidence.date(modified, source, Some(spot.node), stamp);
    }
    for at in near.blocks.clone() {
        let Some(block) = blocks.list.get(at) else { continue };
        let text = blocks.text(at);
        if block.image || block.hidden || text.len() > 160 || page.in_comments(block.anchor()) {
            continue;
        }
        if dates::looks_like_date(text)
            || dates::find_span(text)
                .is_some_and(|span| span.len() * 3 > text.len() || span.start < 24 && text.len() < 120)
        {
            evidence.date(is_update(text), Source::Visible, Some(block.element), reading.find(text));
        }
    }
}

/// Notes the dates of a page that has none beside its headline: in a dateline, a title, a labelled line, a `time`.
pub(super) fn anywhere(
    page: &Page,
    blocks: &Blocks,
    near: &Vicinity,
    reading: Reading,
    evidence: &mut Evidence,
) {
    let dom = page.dom;
    let after = blocks.inside(dom, near.headline).start;
    for at in after..near.blocks.end {
        // "Press release of 4 March 2021 | Town – The text itself …"
        let text = blocks.text(at);
        let head: String = text.chars().take(70).collect();
        let dated = dates::find_span(&head).is_some_and(|span| span.start < 40);
        if dated
            && !blocks.list[at].image
            && !blocks.list[at].hidden
            && !page.in_comments(blocks.list[at].anchor())
        {
            evidence.date(is_update(&head), Source::Far, Some(blocks.list[at].element), reading.find(&head));
        }
    }
    for spot in page.spots.iter().filter(|spot| dom.tag(spot.node) == Tag::Time && !spot.aside).take(50) {
        if spot.node > near.headline && dom.ancestors(spot.node).take(3).all(|up| dom.tag(up) != Tag::A) {
            let stamp = dom.attr(spot.node, "datetime").and_then(|text| reading.any(text));
            evidence.date(label_before(dom, spot.node), Source::Far, Some(spot.node), stamp);
        }
    }
    labelled(page, blocks, reading, evidence);
    if evidence.published.is_empty() {
        let (modified, node, stamp) = marked_alone(page, reading);
        evidence.date(modified, Source::Far, node, stamp);
    }
    let titled = evidence.titles.iter().find_map(|found| {
        reading.find(&found.text).filter(|_| found.text.contains(|c: char| c.is_ascii_digit()))
    });
    if evidence.published.is_empty() {
        evidence.date(false, Source::Far, None, titled.filter(|stamp| !stamp.timed));
    }
}

/// Notes the dates behind a label, in the same block or the next: "Published", and below it "4 March 2021".
fn labelled(page: &Page, blocks: &Blocks, reading: Reading, evidence: &mut Evidence) {
    for at in 0..blocks.len() {
        let (text, block) = (blocks.text(at), &blocks.list[at]);
        let label = text.len() <= 100 && !block.image && !page.in_comments(block.anchor());
        if !label || !matches!(phrases::classify(text), Some(Phrase::DateLabel)) {
            continue;
        }
        if text.contains(|c: char| c.is_ascii_digit()) {
            evidence.date(is_update(text), Source::Far, Some(block.element), reading.find(text));
        } else if let Some(next) = blocks.list.get(at + 1)
            && dates::looks_like_date(blocks.text(at + 1))
        {
            let stamp = reading.find(blocks.text(at + 1));
            evidence.date(is_update(text), Source::Far, Some(next.element), stamp);
        }
    }
}

/// The one date that elements marked as dates show, with whether it is of a change; none where they show several.
fn marked_alone(page: &Page, reading: Reading) -> (bool, Option<NodeId>, Option<Stamp>) {
    let dom = page.dom;
    let dated = |spot: &&Spot| {
        spot.marks.any(Marks::DATE) && !spot.hidden && dom.end(spot.node).0 - spot.node.0 <= 20
    };
    let mut one: Option<(bool, Option<NodeId>, Stamp)> = None;
    for spot in page.spots.iter().filter(dated).take(200) {
        let text = text_of(dom, spot.node);
        if text.len() > 60 || !dates::looks_like_date(&text) {
            continue;
        }
        let Some(stamp) = reading.find(&text) else { continue };
        match &one {
            Some((_, _, known)) if known.day() != stamp.day() => return (false, None, None),
            Some(_) => {}
            None => {
                let modified = spot.marks.any(Marks::MODIFIED) || label_before(dom, spot.node);
                one = Some((modified, Some(spot.node), stamp));
            }
        }
    }
    one.map_or((false, None, None), |(modified, node, stamp)| (modified, node, Some(stamp)))
}

/// Whether a date's label tells of a change.
pub(crate) fn is_update(text: &str) -> bool {
    let folded = fold(text);
    // Texts are short here: memchr searches them without making ready for more.
    let place = |word: &&str| memmem::find(folded.as_bytes(), word.as_bytes());
    let first = UPDATES.iter().filter_map(place).min();
    let published = PUBLISHED.iter().filter_map(place).min();
    first.is_some_and(|first| published.is_none_or(|published| first < published))
}

const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "veröffentlicht",
    "publié",
    "publicado",
    "erstellt",
    "erschienen",
    "written on",
    "written 2",
    "first",
];

fn label_before(dom: &Dom, node: NodeId) -> bool {
    let before = node.0.checked_sub(1).map(NodeId).and_then(|before| dom.text(before));
    before.is_some_and(|text| text.len() < 60 && is_update(text))
}

#[rustfmt::skip]
const UPDATES: &[&str] = &[
    "updated", "update", "modified", "edited", "aktualisiert", "mis à jour", "modifié", "actualizado", "atualizado", "aggiornato",
    "bijgewerkt", "zaktualizowano", "aktualizacja", "обновлено", "güncelleme", "güncellendi", "更新", "수정", "oppdatert", "opdateret",
    "uppdaterad", "päivitetty", "reviewed", "letzte änderung", "zuletzt geändert", "geändert am", "dernière modification", "última modificación",
    "ultima modifica",
];
