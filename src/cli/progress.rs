//! How far a long run has come, for people who watch it.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error.
pub struct Progress {
    wanted: bool,
    total: Option<usize>,
    begun: Instant,
    done: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// `wanted`: somebody watches. `total`: how many pages there are, where that is known.
    pub fn new(wanted: bool, total: Option<usize>) -> Progress {
        Progress { wanted, total, begun: Instant::now(), done: 0, bar: None }
    }

    /// One more page is done.
    pub fn step(&mut self) {
        self.done += 1;
        if self.wanted && self.bar.is_none() && self.begun.elapsed() > PATIENCE {
            self.bar = Some(bar(self.total).with_elapsed(self.begun.elapsed()));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }

    /// Tells something on a line of its own.
    pub fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| super::complain(message)),
            None => super::complain(message),
        }
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
