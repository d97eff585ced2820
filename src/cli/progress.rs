//! How far a long run has come, for people who watch it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::batch::Fault;

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is told on standard error while a run goes on, and what came of it.
pub struct Progress {
    voice: Voice,
    total: Option<usize>,
    begun: Instant,
    done: u64,
    faults: BTreeMap<String, u64>,
    bar: Option<ProgressBar>,
}

/// How much is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Nothing.
    Quiet,
    /// What goes wrong, and a summary.
    Plain,
    /// A bar besides: somebody watches.
    Bar,
}

impl Progress {
    /// `total`: how many pages there are, where that is known.
    pub fn new(voice: Voice, total: Option<usize>) -> Progress {
        Progress { voice, total, begun: Instant::now(), done: 0, faults: BTreeMap::new(), bar: None }
    }

    /// One more page is done, or could not be.
    pub fn step(&mut self, fault: Option<&Fault>) {
        self.done += 1;
        if let Some(fault) = fault {
            *self.faults.entry(fault.kind.clone()).or_default() += 1;
            self.say(&fault.complaint);
        }
        if self.voice == Voice::Bar && self.bar.is_none() && self.begun.elapsed() > PATIENCE {
            self.bar = Some(bar(self.total).with_elapsed(self.begun.elapsed()));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }

    /// Tells something on a line of its own.
    fn say(&self, message: &str) {
        match &self.bar {
            _ if self.voice == Voice::Quiet => {}
            Some(bar) => bar.suspend(|| super::complain(message)),
            None => super::complain(message),
        }
    }

    /// Ends the run: sums it up, where there were several pages. Gives whether all could be read.
    pub fn end(mut self, skipped: u64) -> bool {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        if self.done + skipped > 1 {
            self.say(&self.summary(skipped));
        }
        self.faults.is_empty()
    }

    /// `12 pages in 0.1 s (120 pages/s), 2 not read: 1 empty, 1 io; 30 were there already`
    fn summary(&self, skipped: u64) -> String {
        let seconds = self.begun.elapsed().as_secs_f64();
        let rate = self.done as f64 / seconds.max(1e-3);
        let mut text = format!("{} pages in {seconds:.1} s ({rate:.0} pages/s)", self.done);
        if !self.faults.is_empty() {
            let kinds: Vec<String> =
                self.faults.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            text += &format!(", {} not read: {}", self.faults.values().sum::<u64>(), kinds.join(", "));
        }
        if skipped > 0 {
            text += &format!("; {skipped} were there already");
        }
        text
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: Option<usize>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => {
            (ProgressBar::new(total as u64), "{wide_bar} {pos}/{len} pages, {per_sec}, {eta} to go")
        }
        None => (ProgressBar::new_spinner(), "{spinner} {pos} pages, {per_sec}, {elapsed}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
