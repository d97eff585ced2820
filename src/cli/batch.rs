//! Cleans any number of pages on all cores and writes their records in the order of the input.
//!
//! One thread lists the inputs, workers read and clean them, the calling thread writes. A page may begin only with a
//! ticket in hand, and a ticket comes back when a record is written: so one slow page lets the others run ahead only
//! so far, and a slow reader of the output holds everything up, however many pages there are.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use dechrome::record::{ErrorRecord, SCHEMA, Source};
use dechrome::render::{Format, render};
use dechrome::{Cleaner, Record};

use super::guard;
use super::inputs::{Failure, Input};
use super::progress::Progress;

/// How many pages a worker may be ahead of the output.
const AHEAD: usize = 4;

/// As much as a main thread has: a worker must not be the weaker place.
const STACK: usize = 8 << 20;

/// Where records go.
pub struct Output {
    /// The writer.
    pub to: Box<dyn Write>,
    /// Somebody may wait for each record.
    pub flush: bool,
}

/// What to do with every page.
pub struct Batch {
    /// How to clean.
    pub cleaner: Cleaner,
    /// How many pages to read at once.
    pub workers: usize,
    /// How to write.
    pub format: Format,
}

/// A page and its place in the order of the input.
type Job = (usize, Result<Input, Failure>);

/// What came of a page.
struct Done {
    text: Vec<u8>,
    /// Why it could not be read.
    complaint: Option<String>,
}

impl Batch {
    /// Runs to the end of the inputs; gives how many pages could not be read.
    ///
    /// # Errors
    ///
    /// The output cannot be written. The threads are then left behind: they may be waiting for an input that never
    /// comes, and end with the process or with their page.
    pub fn run<I>(self, inputs: I, output: Output, progress: Progress) -> io::Result<usize>
    where
        I: Iterator<Item = Result<Input, Failure>> + Send + 'static,
    {
        guard::install();
        let ahead = self.workers.saturating_mul(AHEAD);
        let (give_ticket, tickets) = bounded(ahead);
        let (give_job, jobs) = bounded::<Job>(self.workers);
        let (give_done, done) = bounded(ahead);
        for _ in 0..ahead {
            let _ = give_ticket.send(());
        }
        thread::Builder::new().name("inputs".to_owned()).spawn(move || {
            // Either end hangs up when the output is gone.
            for job in inputs.enumerate() {
                if tickets.recv().is_err() || give_job.send(job).is_err() {
                    return;
                }
            }
        })?;
        self.employ(&jobs, &give_done)?;
        drop((jobs, give_done));
        write(&done, &give_ticket, output, progress)
    }

    /// Starts the workers; with fewer than asked for where the system has no more threads to give.
    fn employ(self, jobs: &Receiver<Job>, give_done: &Sender<(usize, Done)>) -> io::Result<()> {
        let batch = Arc::new(self);
        for number in 0..batch.workers {
            let (batch, jobs, give_done) = (Arc::clone(&batch), jobs.clone(), give_done.clone());
            let work = move || {
                for (place, input) in jobs {
                    if give_done.send((place, batch.work(input))).is_err() {
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

    /// Does a page, from its name to its record as text.
    fn work(&self, input: Result<Input, Failure>) -> Done {
        let (path, result) = match input {
            Ok(input) => (input.name(), self.clean(&input)),
            Err(Failure { path, error }) => (path, Err(error)),
        };
        let failed = match result {
            Ok(mut record) => {
                record.source.path = Some(path.clone());
                match guard::guard(|| self.text(&record)) {
                    Ok(text) => return Done { text, complaint: None },
                    Err(panic) => internal(&panic),
                }
            }
            Err(error) => error,
        };
        let complaint = Some(format!("{path}: {}", failed.message));
        Done { text: self.text(&error_record(path, failed)), complaint }
    }

    fn clean(&self, input: &Input) -> Result<Record, ErrorRecord> {
        let bytes = input.read()?;
        match guard::guard(|| self.cleaner.clean(&bytes)) {
            Ok(Ok(record)) => Ok(record),
            Ok(Err(error)) => Err(ErrorRecord { kind: error.kind().to_owned(), message: error.to_string() }),
            Err(panic) => Err(internal(&panic)),
        }
    }

    /// The record as it is written, with the line break that ends it.
    fn text(&self, record: &Record) -> Vec<u8> {
        // Only JSON has a way to say that there is nothing.
        if record.error.is_some() && !matches!(self.format, Format::Json { .. } | Format::Jsonl) {
            return Vec::new();
        }
        let mut text = render(record, self.format).into_bytes();
        if !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        text
    }
}

fn internal(panic: &str) -> ErrorRecord {
    let message = format!("internal error, please report it with the page: {panic}");
    ErrorRecord { kind: "internal".to_owned(), message }
}

fn error_record(path: String, error: ErrorRecord) -> Record {
    let source = Source { path: Some(path), ..Source::default() };
    Record { schema: SCHEMA.to_owned(), source, error: Some(error), ..Record::default() }
}

/// Writes what is done in the order of the input.
fn write(
    done: &Receiver<(usize, Done)>,
    give_ticket: &Sender<()>,
    mut output: Output,
    mut progress: Progress,
) -> io::Result<usize> {
    let mut failed = 0;
    let mut next = 0;
    let mut waiting: VecDeque<Option<Done>> = VecDeque::new();
    for (place, page) in done {
        let ahead = place - next;
        if waiting.len() <= ahead {
            waiting.resize_with(ahead + 1, || None);
        }
        waiting[ahead] = Some(page);
        while let Some(Some(page)) = waiting.front_mut().map(Option::take) {
            waiting.pop_front();
            next += 1;
            output.to.write_all(&page.text)?;
            if output.flush {
                output.to.flush()?;
            }
            if let Some(complaint) = page.complaint {
                failed += 1;
                progress.say(&complaint);
            }
            progress.step();
            let _ = give_ticket.send(());
        }
    }
    output.to.flush()?;
    Ok(failed)
}
