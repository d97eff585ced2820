//! Trains and evaluates the labeller, and looks for pages that break the library. CONTRIBUTING.md says how to run it.

mod align;
mod clips;
mod corpus;
mod features;
mod labels;
mod linear;
mod mutate;
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
    /// Writes the places to which texts may be cut to OUT, from the second pass's probabilities there.
    Cuts { corpora: PathBuf, out: PathBuf },
    /// Writes a row a page to OUT, from the probabilities of what is cut there.
    Kept { corpora: PathBuf, out: PathBuf },
    /// Writes the records of all pages to OUT, by the models of the folds in MODELS that did not see their hosts.
    Records {
        corpora: PathBuf,
        models: PathBuf,
        out: PathBuf,
        /// Find comments by structure alone.
        #[arg(long)]
        no_systems: bool,
    },
    /// Breaks every page of the corpora in CORPORA and tells which mutants panic or take for ever.
    Mutate {
        corpora: PathBuf,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many mutants a page.
        #[arg(long, default_value_t = 20)]
        mutants: u64,
        /// Of this page alone: corpus/id.
        #[arg(long)]
        page: Option<String>,
        /// This mutant alone; it is written to mutant.html.
        #[arg(long)]
        only: Option<u64>,
    },
    /// Prints how long pages take that are made to be slow, from 1 to MEGABYTES, and whether the time is linear.
    Linear {
        #[arg(default_value_t = 64)]
        megabytes: usize,
        /// Only shapes whose name holds this.
        #[arg(long)]
        shape: Option<String>,
    },
    /// As `features`, of the pages that flatten.py wrote to FLAT.
    ClipFeatures { corpora: PathBuf, flat: PathBuf, out: PathBuf },
    /// As `context`, of flattened pages.
    ClipContext { corpora: PathBuf, flat: PathBuf, out: PathBuf },
    /// As `pages`, of flattened pages.
    ClipPages { corpora: PathBuf, flat: PathBuf, out: PathBuf },
    /// Writes the lines of flattened pages that may be their headlines, from the second pass's probabilities in OUT.
    ClipHeadlines { corpora: PathBuf, flat: PathBuf, out: PathBuf },
    /// As `records`, of flattened pages.
    ClipRecords { corpora: PathBuf, flat: PathBuf, models: PathBuf, out: PathBuf },
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::Features { corpora, out } => features::write(&corpora, &out),
        Command::Context { corpora, out } => features::write_context(&corpora, &out),
        Command::Pages { corpora, out } => features::write_page_rows(&corpora, &out),
        Command::Cuts { corpora, out } => features::write_cuts(&corpora, &out),
        Command::Kept { corpora, out } => features::write_kept_rows(&corpora, &out),
        Command::Records { corpora, models, out, no_systems } => {
            records::write(&corpora, &models, &out, !no_systems)
        }
        Command::Mutate { corpora, seed, mutants, page, only } => {
            mutate::report(&corpora, &mutate::Options { seed, mutants, page, only })
        }
        Command::Linear { megabytes, shape } => linear::report(megabytes, shape.as_deref()),
        Command::ClipFeatures { corpora, flat, out } => clips::write(&corpora, &flat, &out),
        Command::ClipContext { corpora, flat, out } => clips::write_context(&corpora, &flat, &out),
        Command::ClipPages { corpora, flat, out } => clips::write_pages(&corpora, &flat, &out),
        Command::ClipHeadlines { corpora, flat, out } => clips::write_headlines(&corpora, &flat, &out),
        Command::ClipRecords { corpora, flat, models, out } => {
            clips::write_records(&corpora, &flat, &models, &out)
        }
    }
}
