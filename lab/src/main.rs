//! Trains and evaluates the labeller. CONTRIBUTING.md says how to run it.

mod align;
mod clips;
mod corpus;
mod features;
mod labels;
mod parallel;
mod records;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
enum Command {
    /// Writes the feature matrix with labels, weights and page ids of all corpora in CORPORA to OUT.
    Features { corpora: PathBuf, out: PathBuf },
    /// Writes the second pass's columns to OUT, from the first pass's probabilities there.
    Context { corpora: PathBuf, out: PathBuf },
    /// Writes a row a page to OUT, from the second pass's probabilities there.
    Pages { corpora: PathBuf, out: PathBuf },
    /// Writes the records of all pages to OUT, by the models of the folds in MODELS that did not see their hosts.
    Records {
        corpora: PathBuf,
        models: PathBuf,
        out: PathBuf,
        /// Find comments by structure alone.
        #[arg(long)]
        no_systems: bool,
    },
    /// As `features`, of the pages that flatten.py wrote to FLAT.
    ClipFeatures { corpora: PathBuf, flat: PathBuf, out: PathBuf },
    /// As `context`, of flattened pages.
    ClipContext { corpora: PathBuf, flat: PathBuf, out: PathBuf },
    /// As `pages`, of flattened pages.
    ClipPages { corpora: PathBuf, flat: PathBuf, out: PathBuf },
    /// As `records`, of flattened pages.
    ClipRecords { corpora: PathBuf, flat: PathBuf, models: PathBuf, out: PathBuf },
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::Features { corpora, out } => features::write(&corpora, &out),
        Command::Context { corpora, out } => features::write_context(&corpora, &out),
        Command::Pages { corpora, out } => features::write_page_rows(&corpora, &out),
        Command::Records { corpora, models, out, no_systems } => {
            records::write(&corpora, &models, &out, !no_systems)
        }
        Command::ClipFeatures { corpora, flat, out } => clips::write(&corpora, &flat, &out),
        Command::ClipContext { corpora, flat, out } => clips::write_context(&corpora, &flat, &out),
        Command::ClipPages { corpora, flat, out } => clips::write_pages(&corpora, &flat, &out),
        Command::ClipRecords { corpora, flat, models, out } => {
            clips::write_records(&corpora, &flat, &models, &out)
        }
    }
}
