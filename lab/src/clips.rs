//! The same for plain text: features, labels and records of the pages flattened by `lab/flatten.py`.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use dechrome::Cleaner;
use dechrome::internals::clipping::{self, Likely, Survey};
use dechrome::record::{Comment, PartName, Record};
use serde_json::json;

use crate::align::words;
use crate::corpus::{self, Page};
use crate::features::write_floats;
use crate::labels::{ARTICLE, CHROME, COMMENT, UNKNOWN, by_text, texts};
use crate::{parallel, records};

/// The head of a comment: who wrote it, and when.
const HEAD: i8 = 3;
/// No comment, but it may be the article's.
const NO_COMMENT: i8 = 4;

/// How many lines before a comment's text its head is looked for in, and how many behind it.
const BEFORE: usize = 9;
const BEHIND: usize = 5;

fn survey(flat: &Path, page: &Page) -> Result<Survey> {
    let path = flat.join(&page.corpus).join(format!("{}.txt", page.id));
    let bytes = fs::read(&path).with_context(|| format!("{}", path.display()))?;
    Ok(clipping::survey(&String::from_utf8_lossy(&bytes)))
}

struct Rows {
    features: Vec<f32>,
    columns: usize,
    class: Vec<i8>,
    words: Vec<f32>,
}

/// Writes what `train_clips.py` reads: as `lab features` does, a row a line.
pub fn write(corpora: &Path, flat: &Path, out: &Path) -> Result<()> {
    fs::create_dir_all(out)?;
    let pages = corpus::pages(corpora)?;
    let create =
        |name: &str| -> Result<BufWriter<File>> { Ok(BufWriter::new(File::create(out.join(name))?)) };
    let (mut features, mut labels) = (create("features.f32")?, create("labels.i8")?);
    let (mut all_words, mut index) = (create("words.f32")?, create("pages.jsonl")?);
    let (mut first, mut columns) = (0, 0);
    let rows = |page: &Page| -> Result<Rows> {
        let survey = survey(flat, page)?;
        let features = clipping::Features::of(&survey).rows(0..survey.lines.len());
        let columns = features.len() / survey.lines.len().max(1);
        let words = survey.facts.iter().map(|fact| fact.words).collect();
        Ok(Rows { class: label(page, &survey)?, features, columns, words })
    };
    for chunk in pages.chunks(64) {
        for (page, rows) in chunk.iter().zip(parallel::map(chunk, rows)) {
            let rows = rows?;
            write_floats(&mut features, &rows.features)?;
            labels.write_all(&rows.class.iter().map(|&class| class as u8).collect::<Vec<u8>>())?;
            write_floats(&mut all_words, &rows.words)?;
            let line = json!({
                "corpus": page.corpus, "id": page.id, "host": page.host(), "first": first,
                "rows": rows.class.len(), "type": page.gold["type"], "annotated": page.comments.is_some(),
                "commented": page.is_commented(),
            });
            writeln!(index, "{line}")?;
            first += rows.class.len();
            columns = columns.max(rows.columns);
        }
    }
    fs::write(out.join("columns.txt"), columns.to_string())?;
    println!("{} pages, {first} lines, {columns} columns", pages.len());
    Ok(())
}

/// What each line should be. Comments that nobody annotated are those that dechrome finds in the page's HTML.
fn label(page: &Page, survey: &Survey) -> Result<Vec<i8>> {
    let line_words: Vec<Vec<u64>> = survey.lines.iter().map(|line| words(&line.text)).collect();
    let mut class = if let Some(text) = page.gold["text"].as_str() {
        by_text(&line_words, text, CHROME)
    } else if page.gold["with"].is_array() {
        by_snippets(page, survey)
    } else {
        vec![CHROME; survey.lines.len()]
    };
    let record = dechrome::Cleaner::new().parts(true).clean(&page.bytes()?).unwrap_or_default();
    let forum = page.corpus == "forum52-a" || page.gold["type"].as_str() == Some("forum");
    let posts = texts(page.gold["posts"].as_array(), "post_text");
    let found = record.comments.clone().unwrap_or_default();
    let items = match &page.comments {
        Some(comments) => comments.iter().map(read).collect(),
        None if found.system.is_some() => found.items,
        None => {
            doubt(&record, &line_words, &mut class);
            Vec::new()
        }
    };
    if forum && !items.is_empty() || !posts.is_empty() {
        // Of a thread the first post is the article.
        let lead = record.article.as_ref().map_or("", |article| article.text.as_str());
        let lead = if lead.is_empty() { posts.first().copied().unwrap_or_default() } else { lead };
        class = by_text(&line_words, lead, CHROME);
    }
    if items.is_empty() && posts.len() > 1 {
        mark(&posts[1..].join("\n"), &line_words, &mut class);
    }
    let said: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
    mark(&said.join("\n"), &line_words, &mut class);
    heads(&items, survey, &line_words, &mut class);
    Ok(class)
}

fn read(gold: &serde_json::Value) -> Comment {
    let field = |name: &str| gold[name].as_str().map(str::to_owned);
    Comment {
        author: field("author").map(|name| dechrome::record::CommentAuthor { name, ..Default::default() }),
        published_text: field("date"),
        text: field("text").unwrap_or_default(),
        ..Comment::default()
    }
}

fn mark(text: &str, line_words: &[Vec<u64>], class: &mut [i8]) {
    for (label, found) in class.iter_mut().zip(by_text(line_words, text, CHROME)) {
        if found == ARTICLE && *label != ARTICLE {
            *label = COMMENT;
        }
    }
}

/// What may be comments, but by the page's structure only, teaches nothing.
fn doubt(record: &Record, line_words: &[Vec<u64>], class: &mut [i8]) {
    let parts = record.parts.iter().flatten().filter(|part| part.part == PartName::Comment);
    let text: Vec<&str> = parts.map(|part| part.text.as_str()).collect();
    for (label, found) in class.iter_mut().zip(by_text(line_words, &text.join("\n"), CHROME)) {
        if found == ARTICLE && *label != ARTICLE {
            *label = UNKNOWN;
        }
    }
}

fn by_snippets(page: &Page, survey: &Survey) -> Vec<i8> {
    let (with, without) = (page.strings("with"), page.strings("without"));
    let holds = |text: &str, snippets: &[&str]| snippets.iter().any(|snippet| text.contains(snippet));
    let class = |line: &clipping::Line| match (holds(&line.text, &with), holds(&line.text, &without)) {
        (true, _) => ARTICLE,
        (false, true) => CHROME,
        _ => NO_COMMENT,
    };
    survey.lines.iter().map(class).collect()
}

/// Marks the heads: the lines beside a comment's text that hold its author or date.
fn heads(items: &[Comment], survey: &Survey, line_words: &[Vec<u64>], class: &mut [i8]) {
    let mut from = 0;
    for item in items {
        let text = words(&item.text);
        let key = &text[..text.len().min(5)];
        let starts = |at: usize| {
            let line = &line_words[at];
            let key = &key[..key.len().min(line.len())];
            // "@Ada" may stand before it.
            class[at] == COMMENT && !key.is_empty() && line.windows(key.len()).take(6).any(|part| part == key)
        };
        let Some(start) = (from..line_words.len()).find(|&at| !line_words[at].is_empty() && starts(at))
        else {
            continue;
        };
        let end = (start..line_words.len()).find(|&at| class[at] != COMMENT).unwrap_or(line_words.len());
        let author = item.author.as_ref().map(|author| words(&author.name)).unwrap_or_default();
        let date = item.published_text.as_deref().map(words).unwrap_or_default();
        let shown = item.published_text.as_deref().unwrap_or_default().to_lowercase();
        let holds = |at: usize, wanted: &[u64]| {
            !wanted.is_empty() && line_words[at].windows(wanted.len()).any(|part| part == wanted)
        };
        let lower = |at: usize| survey.text(at).to_lowercase();
        let dated = |at: usize| holds(at, &date) || shown.len() > 5 && lower(at).contains(&shown);
        let is_head = |at: usize| {
            survey.text(at).len() <= 160 && !lower(at).contains("avatar") && (holds(at, &author) || dated(at))
        };
        let before: Vec<usize> = (from.max(start.saturating_sub(BEFORE))..start)
            .rev()
            .take_while(|&at| class[at] != COMMENT || dated(at))
            .filter(|&at| is_head(at))
            .collect();
        let behind = (end..(end + BEHIND).min(line_words.len())).filter(|&at| is_head(at));
        let mut found: Vec<usize> = if before.is_empty() { behind.collect() } else { before };
        // Beside the date, a name is the author's; elsewhere it may stand in a text.
        if let Some(dated) = found.iter().copied().find(|&at| dated(at)) {
            found.retain(|&at| at.abs_diff(dated) <= 3);
        }
        for at in found {
            class[at] = HEAD;
        }
        from = end;
    }
}

/// Goes through the pages with their out-of-fold probabilities of `file`, three a line.
fn each_judged(
    corpora: &Path,
    flat: &Path,
    file: &Path,
    mut take: impl FnMut(&Survey, &Likely) -> Result<()>,
) -> Result<()> {
    let bytes = fs::read(file)?;
    let all: Vec<f32> = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    let mut rest = all.as_slice();
    for page in corpus::pages(corpora)? {
        let survey = survey(flat, &page)?;
        let (rows, later) = rest.split_at(3 * survey.lines.len());
        rest = later;
        let column = |at: usize| rows.chunks_exact(3).map(|row| row[at]).collect::<Vec<f32>>();
        take(&survey, &Likely { article: column(0), comment: column(1), head: column(2) })?;
    }
    Ok(())
}

/// Writes `context.f32` from `first.f32`.
pub fn write_context(corpora: &Path, flat: &Path, out: &Path) -> Result<()> {
    let mut target = BufWriter::new(File::create(out.join("context.f32"))?);
    each_judged(corpora, flat, &out.join("first.f32"), |survey, likely| {
        write_floats(&mut target, &clipping::context(survey, likely))
    })
}

/// Writes `page.f32` from `second.f32`.
pub fn write_pages(corpora: &Path, flat: &Path, out: &Path) -> Result<()> {
    let mut target = BufWriter::new(File::create(out.join("page.f32"))?);
    each_judged(corpora, flat, &out.join("second.f32"), |survey, likely| {
        write_floats(&mut target, &clipping::page_row(survey, likely))
    })
}

/// Writes `headline.f32`, a row a line that may be the headline, `headline.i8`, whether it is the gold's title, and
/// `headline.u32`, the number of its page, from `second.f32`. Pages whose title stands in no such line teach nothing.
pub fn write_headlines(corpora: &Path, flat: &Path, out: &Path) -> Result<()> {
    let create =
        |name: &str| -> Result<BufWriter<File>> { Ok(BufWriter::new(File::create(out.join(name))?)) };
    let (mut rows, mut labels, mut numbers) =
        (create("headline.f32")?, create("headline.i8")?, create("headline.u32")?);
    let titles: Vec<Vec<u64>> = corpus::pages(corpora)?
        .iter()
        .map(|page| words(page.gold["title"].as_str().unwrap_or_default()))
        .collect();
    let mut number = 0;
    each_judged(corpora, flat, &out.join("second.f32"), |survey, likely| {
        let (title, page) = (&titles[number], number as u32);
        number += 1;
        let features = clipping::Features::of(survey);
        let Some((lines, all)) = clipping::candidates(survey, &features, likely) else { return Ok(()) };
        let titled: Vec<u8> = lines.iter().map(|&at| u8::from(words(survey.text(at)) == *title)).collect();
        if !title.is_empty() && titled.contains(&1) {
            write_floats(&mut rows, &all)?;
            labels.write_all(&titled)?;
            numbers.write_all(&page.to_le_bytes().repeat(titled.len()))?;
        }
        Ok(())
    })
}

/// Writes the records of all flattened pages, each by the model that did not see its host.
pub fn write_records(corpora: &Path, flat: &Path, models: &Path, out: &Path) -> Result<()> {
    let models = records::fold_models(models, clipping::Model::read)?;
    records::each(corpora, out, |page| {
        let model = &models[records::fold_of(&page.host())];
        let path = flat.join(&page.corpus).join(format!("{}.txt", page.id));
        let cleaner = Cleaner::new().parts(true);
        let mut record =
            clipping::clean_with(&cleaner, Some(model), &fs::read(&path)?).unwrap_or_else(|error| {
                eprintln!("{}: {error}", page.id);
                Record::default()
            });
        record.source.path = Some(format!("{}.txt", page.id));
        Ok(serde_json::to_string(&record)?)
    })
}
