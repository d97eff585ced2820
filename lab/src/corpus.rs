//! Reads the open corpora: pages and gold.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

/// A page with its gold.
pub struct Page {
    pub corpus: String,
    pub id: String,
    pub gold: Value,
    /// The hand-made comment gold, where the page has it.
    pub comments: Option<Vec<Value>>,
    path: PathBuf,
}

impl Page {
    /// The page's bytes as saved.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let file = File::open(&self.path).with_context(|| format!("{}", self.path.display()))?;
        let mut bytes = Vec::new();
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    pub fn url(&self) -> Option<&str> {
        self.gold["url"].as_str()
    }

    /// Whether somebody has annotated comments of readers on the page.
    pub fn is_commented(&self) -> bool {
        self.comments.as_ref().is_some_and(|comments| !comments.is_empty())
    }

    pub fn strings(&self, field: &str) -> Vec<&str> {
        self.gold[field].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The registrable domain, roughly; the page's id where its address is not known.
    pub fn host(&self) -> String {
        let Some(url) = self.url() else { return format!("{}/{}", self.corpus, self.id) };
        let host = url.split("://").nth(1).unwrap_or(url);
        let host = host.split(['/', '?', ':']).next().unwrap_or(host).to_lowercase();
        let labels: Vec<&str> = host.split('.').collect();
        let second_level = labels.len() > 2 && labels[labels.len() - 2].len() <= 3;
        let keep = if second_level { 3 } else { 2 };
        labels[labels.len().saturating_sub(keep)..].join(".")
    }
}

/// All pages of the corpora in a folder, in the order of their gold.
pub fn pages(root: &Path) -> Result<Vec<Page>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .with_context(|| format!("{}", root.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("gold.jsonl").is_file())
        .collect();
    folders.sort();
    let mut pages = Vec::new();
    for folder in folders {
        let corpus = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut comments = comment_gold(&folder.join("comments"))?;
        for line in BufReader::new(File::open(folder.join("gold.jsonl"))?).lines() {
            let gold: Value = serde_json::from_str(&line?)?;
            let id = gold["id"].as_str().unwrap_or_default().to_owned();
            let path = folder.join("html").join(format!("{id}.html.gz"));
            pages.push(Page { corpus: corpus.clone(), comments: comments.remove(&id), id, gold, path });
        }
    }
    Ok(pages)
}

fn comment_gold(folder: &Path) -> Result<HashMap<String, Vec<Value>>> {
    let mut gold = HashMap::new();
    if !folder.is_dir() {
        return Ok(gold);
    }
    for entry in fs::read_dir(folder)? {
        let mut page: Value = serde_json::from_reader(BufReader::new(File::open(entry?.path())?))?;
        let id = page["id"].as_str().unwrap_or_default().to_owned();
        if let Value::Array(items) = page["comments"].take() {
            gold.insert(id, items);
        }
    }
    Ok(gold)
}
