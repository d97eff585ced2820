//! Records of every page, each by the model of a fold that did not see the page's host: what score.py reads.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result};
use dechrome::Cleaner;
use dechrome::internals::{Model, clean_with, clipping};
use dechrome::record::Record;

use crate::corpus::{self, Page};
use crate::parallel;

/// How many folds train.py draws: it reads the same file.
static FOLDS: LazyLock<usize> =
    LazyLock::new(|| include_str!("../folds").trim().parse().expect("lab/folds holds a number"));

/// Folds as train.py draws them: by the CRC-32 of the host.
pub fn fold_of(host: &str) -> usize {
    let mut crc = flate2::Crc::new();
    crc.update(host.as_bytes());
    crc.sum() as usize % *FOLDS
}

/// The models of the folds, `0.bin`, `1.bin`, … of a folder, as `read` reads them. With one more or less among them a page
/// would be judged by a model that has seen its host.
pub fn fold_models<M>(folder: &Path, read: impl Fn(&[u8]) -> Option<M>) -> Result<Vec<M>> {
    let files: Vec<Vec<u8>> =
        (0..).map_while(|fold| fs::read(folder.join(format!("{fold}.bin"))).ok()).collect();
    anyhow::ensure!(
        files.len() == *FOLDS,
        "{}: {} models of folds where {} belong: train, and keep others elsewhere",
        folder.display(),
        files.len(),
        *FOLDS,
    );
    files.iter().map(|bytes| read(bytes).context("a broken model")).collect()
}

/// Writes `<corpus>.jsonl` for every corpus to `out`; `models` holds `0.bin`, `1.bin`, … one a fold, and `clips` those of lines.
pub fn write(corpora: &Path, models: &Path, out: &Path, systems: bool) -> Result<()> {
    let lines = fold_models(&models.join("clips"), clipping::Model::read)?;
    let models = fold_models(models, Model::read)?;
    each(corpora, out, |page| {
        let fold = fold_of(&page.host());
        let cleaner = Cleaner::new().systems(systems).parts(true);
        let mut record =
            clean_with(&cleaner, &models[fold], &lines[fold], &page.bytes()?).unwrap_or_else(|error| {
                eprintln!("{}: {error}", page.id);
                Record::default()
            });
        record.source.path = Some(format!("{}.html", page.id));
        Ok(serde_json::to_string(&record)?)
    })
}

/// Writes a line a page to `<corpus>.jsonl` for every corpus.
pub fn each(corpora: &Path, out: &Path, record: impl Fn(&Page) -> Result<String> + Sync) -> Result<()> {
    fs::create_dir_all(out)?;
    let pages = corpus::pages(corpora)?;
    let mut at = 0;
    while at < pages.len() {
        let corpus = &pages[at].corpus;
        let end = at + pages[at..].iter().take_while(|page| page.corpus == *corpus).count();
        let mut file = BufWriter::new(File::create(out.join(format!("{corpus}.jsonl")))?);
        for line in parallel::map(&pages[at..end], &record) {
            writeln!(file, "{}", line?)?;
        }
        at = end;
    }
    Ok(())
}
