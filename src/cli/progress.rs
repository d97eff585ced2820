//! How far a long run has come, for people who watch it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::failure::Failure;

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often one kind of fault is told of one file; of the rest only how many there are.
const ENOUGH: u64 = 10;

/// What is told on standard error while a run goes on, and what came of it.
pub struct Progress {
    voice: Voice,
    total: Option<usize>,
    begun: Instant,
    done: u64,
    faults: BTreeMap<String, u64>,
    /// The file of the last fault, and how many faults of each kind it had.
    file: String,
    of_file: BTreeMap<String, u64>,
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

/// Why a page could not be read, for people.
pub struct Fault {
    kind: String,
    path: String,
    complaint: String,
}

impl Fault {
    /// What is told of a failure.
    pub fn of(failure: &Failure) -> Fault {
        let kind = failure.error.kind.clone();
        Fault { kind, path: failure.path.clone(), complaint: failure.complaint() }
    }
}

impl Progress {
    /// `total`: how many pages there are, where that is known.
    pub fn new(voice: Voice, total: Option<usize>) -> Progress {
        Progress {
            voice,
            total,
            begun: Instant::now(),
            done: 0,
            faults: BTreeMap::new(),
            file: String::new(),
            of_file: BTreeMap::new(),
            bar: None,
        }
    }

    /// One more page is done, or could not be.
    pub fn step(&mut self, fault: Option<&Fault>) {
        self.done += 1;
        if let Some(fault) = fault {
            self.complain(fault);
        }
        if self.voice == Voice::Bar && self.bar.is_none() && self.begun.elapsed() > PATIENCE {
            self.bar = Some(bar(self.total).with_elapsed(self.begun.elapsed()));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }

    /// Counts a fault, and tells it if it is none of very many.
    fn complain(&mut self, fault: &Fault) {
        if fault.path != self.file {
            self.close_file();
            self.file.clone_from(&fault.path);
        }
        *self.faults.entry(fault.kind.clone()).or_default() += 1;
        let count = self.of_file.entry(fault.kind.clone()).or_default();
        *count += 1;
        if *count <= ENOUGH {
            self.say(&fault.complaint);
        }
    }

    /// Says how many faults of a file were not told one by one: `pages.jsonl: … and 457 more like these (malformed)`
    fn close_file(&mut self) {
        for (kind, count) in std::mem::take(&mut self.of_file) {
            if count > ENOUGH {
                self.say(&format!("{}: … and {} more like these ({kind})", self.file, count - ENOUGH));
            }
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
        self.close_file();
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
