//! The command line: what is asked for, where pages come from, and where records go.

mod args;
mod batch;
mod guard;
mod inputs;
mod progress;

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use dechrome::{Cleaner, Record, render};

use args::{Args, Command, Format};
use batch::{Batch, Output};
use inputs::Inputs;
use progress::Progress;

/// Every page was read, or the reader of the output went away.
const DONE: ExitCode = ExitCode::SUCCESS;
/// Some page could not be read or some record not written.
const FAILED: ExitCode = ExitCode::FAILURE;
/// Nothing was done: the call makes no sense. As clap has it.
const USAGE: u8 = 2;

/// Runs the command on the arguments of the process.
pub fn run() -> ExitCode {
    let args = args::parse();
    let done = match args.command {
        Some(Command::Schema) => schema().map(|()| DONE),
        None => clean(&args),
    };
    done.unwrap_or_else(|error| match error.kind() {
        // `dechrome … | head`: what was asked for has been read.
        ErrorKind::BrokenPipe => DONE,
        _ => {
            complain(&format!("cannot write: {error}"));
            FAILED
        }
    })
}

/// Prints the JSON Schema of the record.
fn schema() -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schemars::schema_for!(Record))?;
    out.write_all(b"\n")?;
    out.flush()
}

fn clean(args: &Args) -> io::Result<ExitCode> {
    let output = match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) if inputs::holds(&args.pages, path) => {
            complain(&format!("{}: is an input and cannot be the output", path.display()));
            return Ok(ExitCode::from(USAGE));
        }
        Some(path) => match File::create(path) {
            Ok(file) => Output { to: Box::new(BufWriter::with_capacity(1 << 16, file)), flush: false },
            Err(error) => {
                complain(&format!("{}: cannot write: {error}", path.display()));
                return Ok(ExitCode::from(USAGE));
            }
        },
        None => Output { to: Box::new(BufWriter::new(io::stdout().lock())), flush: true },
    };
    let on_terminal = output.flush && io::stdout().is_terminal();
    let batch = Batch { cleaner: cleaner(args), workers: args.workers(), format: format(args, on_terminal) };
    let total = (!inputs::has_folder(&args.pages)).then_some(args.pages.len());
    let progress = Progress::new(io::stderr().is_terminal() && !on_terminal, total);
    let failed = batch.run(Inputs::new(args.pages.clone(), args.output.clone()), output, progress)?;
    Ok(if failed == 0 { DONE } else { FAILED })
}

fn cleaner(args: &Args) -> Cleaner {
    let mut cleaner = Cleaner::new().parts(args.parts).systems(!args.no_systems);
    if let Some(label) = &args.charset {
        cleaner = cleaner.charset(label);
    }
    if let Some(url) = &args.url {
        cleaner = cleaner.url(url);
    }
    for rules in args.drop.iter().chain(&args.keep).chain(&args.rules) {
        cleaner = cleaner.rules(rules.clone());
    }
    match args.only {
        Some(only) => cleaner.only(only.into()),
        None => cleaner,
    }
}

/// Several pages are a stream, and a stream of JSON is JSON Lines whatever was asked for.
fn format(args: &Args, on_terminal: bool) -> render::Format {
    let single = args.pages.len() <= 1 && !inputs::has_folder(&args.pages);
    match args.format {
        Format::Json if single => render::Format::Json { pretty: on_terminal },
        Format::Json | Format::Jsonl => render::Format::Jsonl,
        Format::Markdown => render::Format::Markdown,
        Format::Text => render::Format::Text,
        Format::Html => render::Format::Html,
    }
}

/// Writes a line to standard error; where that is closed, there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "dechrome: {message}");
}
