//! Cleans any number of pages on all cores and writes their records in the order of the input.
//!
//! One thread lists the inputs, workers read and clean them, the calling thread writes. A page may begin only with a
//! ticket in hand, and a ticket comes back when a record is written: so one slow page lets the others run ahead only
//! so far, and a slow reader of the output holds everything up, however many pages there are.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use dechrome::archive::RawPage;
use dechrome::render::{Format, render, separator};
use dechrome::{Cleaner, Record};

use super::failure::Failure;
use super::guard;
use super::output::Sink;
use super::pages::{self, Job};
use super::progress::{Fault, Progress};

/// How many pages a worker may be ahead of the output.
const AHEAD: usize = 4;

/// As much as a main thread has: a worker must not be the weaker place.
const STACK: usize = 8 << 20;

/// What to do with every page.
pub struct Batch {
    /// How to clean.
    pub cleaner: Cleaner,
    /// How many pages to read at once.
    pub workers: usize,
    /// How to write.
    pub format: Format,
    /// Whether errors have an output of their own.
    pub errors_apart: bool,
}

/// Where records go.
pub struct Outputs {
    /// The records.
    pub records: Sink,
    /// Those of pages that could not be read, if they are to go elsewhere.
    pub errors: Option<Sink>,
}

/// What came of a page.
struct Done {
    text: Vec<u8>,
    /// Why it could not be read.
    fault: Option<Fault>,
}

impl Batch {
    /// Runs to the end of the inputs; what came of it is told to `progress`.
    ///
    /// # Errors
    ///
    /// An output cannot be written. The threads are then left behind: they may be waiting for an input that never
    /// comes, and end with the process or with their page.
    pub fn run<I>(self, inputs: I, outputs: Outputs, progress: &mut Progress) -> io::Result<()>
    where
        I: Iterator<Item = Job> + Send + 'static,
    {
        guard::install();
        let ahead = self.workers.saturating_mul(AHEAD);
        let (give_ticket, tickets) = bounded(ahead);
        let (give_job, jobs) = bounded::<(usize, Job)>(self.workers);
        let (give_done, done) = bounded(ahead);
        for _ in 0..ahead {
            let _ = give_ticket.send(());
        }
        thread::Builder::new().name("inputs".to_owned()).stack_size(STACK).spawn(move || {
            // The ticket first: what waits for one is not yet read. Either end hangs up when the output is gone.
            let mut inputs = inputs.enumerate();
            while tickets.recv().is_ok() {
                let Some(job) = inputs.next() else { return };
                if give_job.send(job).is_err() {
                    return;
                }
            }
        })?;
        // Where the system has no thread to give, the first page waits for them.
        let _ = thread::Builder::new().name("tables".to_owned()).spawn(dechrome::warm_up);
        let between = separator(self.format).as_bytes();
        self.employ(&jobs, &give_done)?;
        drop((jobs, give_done));
        write(&done, &give_ticket, outputs, between, progress)
    }

    /// Starts the workers; with fewer than asked for where the system has no more threads to give.
    fn employ(self, jobs: &Receiver<(usize, Job)>, give_done: &Sender<(usize, Done)>) -> io::Result<()> {
        let batch = Arc::new(self);
        for number in 0..batch.workers {
            let (batch, jobs, give_done) = (Arc::clone(&batch), jobs.clone(), give_done.clone());
            let work = move || {
                for (place, job) in jobs {
                    if give_done.send((place, batch.work(job))).is_err() {
                        return;
                    }
                }
            };
            let name = format!("worker {number}");
            match thread::Builder::new().name(name).stack_size(STACK).spawn(work) {
                Err(error) if number == 0 => return Err(error),
                Err(_) => break,
                Ok(_) => {}
            }
        }
        Ok(())
    }

    /// Does a page, from its bytes to its record as text.
    fn work(&self, job: Job) -> Done {
        let record = match job {
            Job::Failed(failure) => Err(failure),
            Job::Page(path, page) => self.clean(path, &page),
            Job::File(path, pages) => match guard::guard(|| pages::only(&path, *pages)) {
                Ok(page) => page.and_then(|page| self.clean(path, &page)),
                Err(panic) => Err(Failure::internal(path, &RawPage::default(), &panic)),
            },
        };
        let written = record.and_then(|record| {
            guard::guard(|| self.text(&record)).map_err(|panic| {
                let path = record.source.path.unwrap_or_default();
                Failure::internal(path, &RawPage::default(), &panic)
            })
        });
        match written {
            Ok(text) => Done { text, fault: None },
            Err(failure) => {
                let fault = Some(Fault::of(&failure));
                Done { text: self.error_text(&failure.into_record()), fault }
            }
        }
    }

    fn clean(&self, path: String, page: &RawPage) -> Result<Record, Failure> {
        match guard::guard(|| self.cleaner.clean_page(page)) {
            Ok(Ok(mut record)) => {
                record.source.path = Some(path);
                Ok(record)
            }
            Ok(Err(error)) => Err(Failure::of_page(path, page, error.kind(), error.to_string())),
            Err(panic) => Err(Failure::internal(path, page, &panic)),
        }
    }

    /// The record as it is written, with the line break that ends it.
    fn text(&self, record: &Record) -> Vec<u8> {
        ended(render(record, self.format))
    }

    /// An error's record as it is written. Only JSON has a way to say that there is nothing.
    fn error_text(&self, record: &Record) -> Vec<u8> {
        match self.format {
            _ if self.errors_apart => ended(render(record, Format::Jsonl)),
            Format::Json { .. } | Format::Jsonl => self.text(record),
            _ => Vec::new(),
        }
    }
}

fn ended(text: String) -> Vec<u8> {
    let mut text = text.into_bytes();
    if !text.ends_with(b"\n") {
        text.push(b'\n');
    }
    text
}

/// Writes what is done in the order of the input, with something between two records.
fn write(
    done: &Receiver<(usize, Done)>,
    give_ticket: &Sender<()>,
    mut outputs: Outputs,
    between: &[u8],
    progress: &mut Progress,
) -> io::Result<()> {
    let mut next = 0;
    let mut first = true;
    let mut waiting: VecDeque<Option<Done>> = VecDeque::new();
    for (place, page) in done {
        let ahead = place - next;
        if waiting.len() <= ahead {
            waiting.resize_with(ahead + 1, || None);
        }
        waiting[ahead] = Some(page);
        while let Some(Some(mut page)) = waiting.front_mut().map(Option::take) {
            waiting.pop_front();
            next += 1;
            match &mut outputs.errors {
                Some(errors) if page.fault.is_some() => errors.write(&page.text)?,
                _ if page.text.is_empty() => {}
                _ => {
                    if !first {
                        page.text.splice(..0, between.iter().copied());
                    }
                    first = false;
                    outputs.records.write(&page.text)?;
                }
            }
            progress.step(page.fault.as_ref());
            let _ = give_ticket.send(());
        }
    }
    if let Some(errors) = &mut outputs.errors {
        errors.flush()?;
    }
    outputs.records.flush()
}
