//! The feature matrix of the corpora, as training reads it.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use dechrome::internals::{Blocks, Dom, Features, Survey, context, cuts, decode, page_row};
use serde_json::json;

use crate::corpus::{self, Page};
use crate::labels::{Labels, label};
use crate::parallel;

struct Rows {
    features: Features,
    labels: Labels,
    words: Vec<f32>,
}

fn rows(page: &Page) -> Result<Rows> {
    let bytes = page.bytes()?;
    let html = decode(&bytes, None);
    let dom = Dom::with_frames(&html);
    let blocks = Blocks::of(&dom);
    let survey = Survey::survey(&dom, &blocks, None);
    let words = survey.measures.iter().map(|measure| measure.words).collect();
    Ok(Rows { features: Features::of(&survey), labels: label(page, &dom, &blocks), words })
}

/// Writes `features.f32` (row behind row), `labels.i8`, `weights.f32`, `words.f32`, `pages.jsonl` and `columns.txt`.
pub fn write(corpora: &Path, out: &Path) -> Result<()> {
    fs::create_dir_all(out)?;
    let pages = corpus::pages(corpora)?;
    let create =
        |name: &str| -> Result<BufWriter<File>> { Ok(BufWriter::new(File::create(out.join(name))?)) };
    let (mut features, mut labels) = (create("features.f32")?, create("labels.i8")?);
    let (mut weights, mut words, mut index) =
        (create("weights.f32")?, create("words.f32")?, create("pages.jsonl")?);
    let mut first = 0;
    for chunk in pages.chunks(64) {
        for (page, rows) in chunk.iter().zip(parallel::map(chunk, rows)) {
            let rows = rows?;
            let count = rows.labels.class.len();
            write_floats(&mut features, &rows.features.values)?;
            labels.write_all(&rows.labels.class.iter().map(|&class| class as u8).collect::<Vec<u8>>())?;
            write_floats(&mut weights, &rows.labels.weight)?;
            write_floats(&mut words, &rows.words)?;
            let line = json!({
                "corpus": page.corpus, "id": page.id, "host": page.host(), "first": first, "rows": count,
                "type": page.gold["type"], "annotated": page.comments.is_some(), "commented": page.is_commented(),
            });
            writeln!(index, "{line}")?;
            first += count;
        }
    }
    fs::write(out.join("columns.txt"), Features::names().join("\n"))?;
    println!("{} pages, {first} blocks, {} columns", pages.len(), Features::names().len());
    Ok(())
}

pub fn write_floats(out: &mut impl Write, values: &[f32]) -> Result<()> {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    Ok(out.write_all(&bytes)?)
}

fn read_floats(path: &Path) -> Result<Vec<f32>> {
    let bytes = fs::read(path)?;
    Ok(bytes.as_chunks().0.iter().map(|&four| f32::from_le_bytes(four)).collect())
}

/// Writes `context.f32`, the second pass's columns, from the first pass's out-of-fold probabilities in `first.f32`.
pub fn write_context(corpora: &Path, out: &Path) -> Result<()> {
    let mut target = BufWriter::new(File::create(out.join("context.f32"))?);
    each_judged(corpora, &out.join("first.f32"), |survey, article, comment| {
        write_floats(&mut target, &context(survey, article, comment))
    })
}

/// Surveys every page and hands it on with its out-of-fold probabilities of article and comment.
fn each_judged(
    corpora: &Path,
    probabilities: &Path,
    mut take: impl FnMut(&Survey, &[f32], &[f32]) -> Result<()>,
) -> Result<()> {
    let all = read_floats(probabilities)?;
    let mut rest = all.as_slice();
    for page in corpus::pages(corpora)? {
        let bytes = page.bytes()?;
        let html = decode(&bytes, None);
        let dom = Dom::with_frames(&html);
        let blocks = Blocks::of(&dom);
        let (rows, later) = rest.split_at(2 * blocks.len());
        rest = later;
        let column = |at: usize| rows.chunks_exact(2).map(|row| row[at]).collect::<Vec<f32>>();
        take(&Survey::survey(&dom, &blocks, None), &column(0), &column(1))?;
    }
    Ok(())
}

/// Writes `page.f32`, a row a page for its type, from the second pass's out-of-fold probabilities in `second.f32`.
pub fn write_page_rows(corpora: &Path, out: &Path) -> Result<()> {
    let mut rows = Vec::new();
    each_judged(corpora, &out.join("second.f32"), |survey, article, comment| {
        rows.push(page_row(survey, article, comment));
        Ok(())
    })?;
    write_even(rows, &out.join("page.f32"))
}

/// Writes `cuts.f32`, the places to which each page's text may be cut, from the second pass's out-of-fold probabilities: a row a
/// cut, of the page's number, the first block, the one behind the last, the cut's columns and the page's.
pub fn write_cuts(corpora: &Path, out: &Path) -> Result<()> {
    let mut target = BufWriter::new(File::create(out.join("cuts.f32"))?);
    let mut number = 0.0;
    each_judged(corpora, &out.join("second.f32"), |survey, article, comment| {
        let page = page_row(survey, article, comment);
        for (range, columns) in cuts(survey, article, comment) {
            write_floats(&mut target, &[number, range.start as f32, range.end as f32])?;
            write_floats(&mut target, &columns)?;
            write_floats(&mut target, &page)?;
        }
        number += 1.0;
        Ok(())
    })
}

/// Writes `kept.f32`, a row a page for its confidence, from the out-of-fold probabilities of what is cut in `cut.f32` and what is
/// known of the page's cuts in `won.f32`.
pub fn write_kept_rows(corpora: &Path, out: &Path) -> Result<()> {
    let mut rows = Vec::new();
    let won = read_floats(&out.join("won.f32"))?;
    let mut won = won.chunks_exact(won.len() / corpus::pages(corpora)?.len().max(1));
    each_judged(corpora, &out.join("cut.f32"), |survey, article, comment| {
        let mut row = page_row(survey, article, comment);
        row.extend_from_slice(won.next().unwrap_or_default());
        rows.push(row);
        Ok(())
    })?;
    write_even(rows, &out.join("kept.f32"))
}

/// Writes rows of as many columns each. A page without any text has no page-wide features: it is never judged.
fn write_even(rows: Vec<Vec<f32>>, path: &Path) -> Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut target = BufWriter::new(File::create(path)?);
    for mut row in rows {
        row.resize(columns, 0.0);
        write_floats(&mut target, &row)?;
    }
    Ok(())
}
