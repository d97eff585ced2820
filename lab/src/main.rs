//! Trains and evaluates the labeller. CONTRIBUTING.md says how to run it.

mod align;
mod corpus;
mod features;
mod labels;
mod parallel;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
enum Command {
    /// Writes the feature matrix with labels, weights and page ids of all corpora in CORPORA to OUT.
    Features { corpora: PathBuf, out: PathBuf },
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::Features { corpora, out } => features::write(&corpora, &out),
    }
}
