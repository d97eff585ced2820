//! The command line: what is asked for, where pages come from, and where records go.

mod args;
mod batch;
mod failure;
mod guard;
mod inputs;
mod output;
mod pages;
mod progress;
mod resume;
mod walk;

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::CommandFactory;
use dechrome::archive::ReadOptions;
use dechrome::{Cleaner, Record, render};

use args::{Args, Command, Format};
use batch::{Batch, Outputs};
use inputs::{Inputs, List};
use output::Sink;
use pages::Jobs;
use progress::{Progress, Voice};
use resume::Earlier;

/// Every page was read, or the reader of the output went away.
const DONE: ExitCode = ExitCode::SUCCESS;
/// Some page could not be read or some record not written.
const FAILED: ExitCode = ExitCode::FAILURE;
/// Nothing was done: the call makes no sense. As clap has it.
const USAGE: u8 = 2;

/// How many bytes of records wait to be written to a file together.
const PATIENCE: usize = 1 << 16;

/// Runs the command on the arguments of the process.
pub fn run() -> ExitCode {
    let args = args::parse();
    let done = match args.command {
        Some(Command::Schema) => schema().map(|()| DONE),
        Some(Command::Completions { shell }) => completions(shell).map(|()| DONE),
        Some(Command::Man) => clap_mangen::Man::new(Args::command()).render(&mut io::stdout()).map(|()| DONE),
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

/// Prints a completion script.
fn completions(shell: clap_complete::Shell) -> io::Result<()> {
    let mut script = Vec::new(); // the generator panics where it cannot write
    clap_complete::generate(shell, &mut Args::command(), "dechrome", &mut script);
    io::stdout().write_all(&script)
}

fn clean(args: &Args) -> io::Result<ExitCode> {
    let opened = check(args).and_then(|()| open(args));
    let (list, outputs, seen) = match opened {
        Ok(opened) => opened,
        Err(refusal) => {
            complain(&refusal);
            return Ok(ExitCode::from(USAGE));
        }
    };
    let to_terminal = args.output_file().is_none() && io::stdout().is_terminal();
    let voice = match () {
        () if args.quiet => Voice::Quiet,
        () if io::stderr().is_terminal() && !to_terminal => Voice::Bar,
        () => Voice::Plain,
    };
    let batch = Batch {
        cleaner: cleaner(args),
        workers: args.workers(),
        format: format(args, to_terminal),
        errors_apart: outputs.errors.is_some(),
    };
    let skipped = seen.as_ref().map(Earlier::skipped);
    let inputs = Inputs::new(args.pages.clone(), list, outputs_of(args));
    let total = (!args.may_be_many()).then_some(args.pages.len());
    let mut progress = Progress::new(voice, total);
    batch.run(Jobs::new(inputs, reading(args), seen), outputs, &mut progress)?;
    let all_read = progress.end(skipped.map_or(0, |skipped| skipped.get()));
    Ok(if all_read { DONE } else { FAILED })
}

/// The files that are written.
fn outputs_of(args: &Args) -> Vec<PathBuf> {
    args.output_file().into_iter().chain(args.errors.as_deref()).map(Path::to_owned).collect()
}

/// Nothing that is read may be written, and nothing twice.
fn check(args: &Args) -> Result<(), String> {
    let outputs = outputs_of(args);
    let list = args.files_from.as_deref().map(|path| (path, args.null));
    for output in &outputs {
        let held = inputs::hold(&args.pages, list, output);
        if held.map_err(|error| format!("cannot read the list of files: {error}"))? {
            return Err(format!("{}: is an input and cannot be the output", output.display()));
        }
    }
    if let [records, errors] = outputs.as_slice()
        && (records == errors || same_file::is_same_file(records, errors).unwrap_or(false))
    {
        return Err(format!("{}: cannot take both the records and the errors", errors.display()));
    }
    Ok(())
}

/// Opens what is to be written, and the list of what is to be read.
fn open(args: &Args) -> Result<(Option<List>, Outputs, Option<Earlier>), String> {
    let list = args.files_from.as_deref().map(|path| {
        List::open(path, args.null).map_err(|error| format!("{}: cannot read: {error}", path.display()))
    });
    let list = list.transpose()?;
    let mut seen = args.resume.then(Earlier::default);
    let mut create = |path: &Path| {
        let file = match &mut seen {
            Some(seen) => seen.read(path),
            None => File::create(path),
        };
        file.map_err(|error| format!("{}: cannot write: {error}", path.display()))
    };
    let records = match args.output_file() {
        Some(path) => Sink::file(create(path)?, PATIENCE),
        None => Sink::stdout(),
    };
    let errors = args.errors.as_deref().map(|path| Ok::<_, String>(Sink::file(create(path)?, 0)));
    Ok((list, Outputs { records, errors: errors.transpose()? }, seen))
}

/// How files are read.
fn reading(args: &Args) -> ReadOptions {
    let container = args.input_format.map(Into::into);
    ReadOptions { container, max_bytes: args.max_bytes, carry: args.carry, ..ReadOptions::default() }
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
    let single = !args.may_be_many();
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
