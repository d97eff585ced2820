//! What can be asked for on the command line.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use dechrome::{Only, Rules};

use super::inputs;

const EXAMPLES: &str = "\
Examples:
  dechrome page.html                                  the record of a page, laid out to read
  dechrome --format markdown page.html                the article and the comments as Markdown
  curl -s URL | dechrome --url URL -                  a page from a pipe
  dechrome saved/ -o records.jsonl                    every page in a folder, a record a line
  dechrome saved/ | jq -r 'select(.error|not) | .article.title'
  dechrome --only comments page.html | jq '.comments.items[] | {author: .author.name, text}'
  dechrome schema > dechrome-1.schema.json            the JSON Schema of the record
  dechrome ./schema                                   a page in a file named \"schema\"

Exit status: 0 all pages were read; 1 some were not (each has an error record and a line on standard
error) or the output could not be written; 2 the call makes no sense, nothing was done.";

/// Separates saved news pages into article, reader comments as threads, and named chrome.
///
/// Writes one JSON record a page; several pages give JSON Lines, in the order of the input.
#[derive(Debug, Parser)]
#[command(
    name = "dechrome",
    version,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub struct Args {
    /// What to do instead of cleaning pages.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Saved pages, or folders of them; "-" is standard input, and so is no page at all in a pipe
    #[arg(value_name = "PAGE")]
    pub pages: Vec<PathBuf>,

    /// How records are written; json of several pages is jsonl
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = Format::Json)]
    pub format: Format,

    /// Write only one of the three parts of a page
    #[arg(long, value_enum, value_name = "PART")]
    pub only: Option<OnlyArg>,

    /// List every block of the page with the part that it went to
    #[arg(long)]
    pub parts: bool,

    /// The pages' charset where it is known (an HTTP header); default: found out from each page
    #[arg(long, value_name = "LABEL", value_parser = charset)]
    pub charset: Option<String>,

    /// The page's address, to make links absolute; default: what the page says
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,

    /// Make what a CSS selector matches chrome, whatever dechrome makes of it; may be given more than once
    #[arg(long, value_name = "SELECTOR", value_parser = Rules::dropping)]
    pub drop: Vec<Rules>,

    /// Make what a CSS selector matches the article's, likewise; of two rules the one for the nearer element wins
    #[arg(long, value_name = "SELECTOR", value_parser = Rules::keeping)]
    pub keep: Vec<Rules>,

    /// Read rules by host from a TOML file: ["*.example.org"] drop = [".promo"] keep = ["#story"]
    #[arg(long, value_name = "FILE", value_parser = rules)]
    pub rules: Option<Rules>,

    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// How many pages are read at once; default: one a core
    #[arg(short, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// Do not use the table of known comment systems, to measure what is found without it
    #[arg(long, hide = true)]
    pub no_systems: bool,
}

/// What to do instead of cleaning pages.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Command {
    /// Print the JSON Schema of the record
    Schema,
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object: laid out on a terminal, one line elsewhere
    Json,
    /// One JSON object a line
    Jsonl,
    /// Article and comments as Markdown
    Markdown,
    /// Article and comments as plain text
    Text,
    /// Article and comments as plain HTML
    Html,
}

/// One of the three parts of a page.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OnlyArg {
    /// The article
    Article,
    /// The readers' comments
    Comments,
    /// Everything else, named
    Chrome,
}

impl From<OnlyArg> for Only {
    fn from(only: OnlyArg) -> Only {
        match only {
            OnlyArg::Article => Only::Article,
            OnlyArg::Comments => Only::Comments,
            OnlyArg::Chrome => Only::Chrome,
        }
    }
}

impl Args {
    /// How many pages are read at once.
    pub fn workers(&self) -> usize {
        let asked = self.jobs.or_else(|| std::thread::available_parallelism().ok());
        asked.map_or(1, NonZeroUsize::get)
    }
}

/// The arguments of the process; ends it where they make no sense or ask for help.
pub fn parse() -> Args {
    let mut args = Args::parse();
    if args.command.is_some() {
        return args;
    }
    if args.pages.is_empty() {
        if io::stdin().is_terminal() {
            refuse(ErrorKind::MissingRequiredArgument, "no page given (standard input is a terminal)");
        }
        args.pages.push(PathBuf::from("-"));
    }
    if args.pages.iter().filter(|page| *page == Path::new("-")).count() > 1 {
        refuse(ErrorKind::ArgumentConflict, "standard input can be read only once");
    }
    if args.url.is_some() && (args.pages.len() > 1 || inputs::has_folder(&args.pages)) {
        refuse(ErrorKind::ArgumentConflict, "--url is the address of one page, but there are several");
    }
    args
}

fn refuse(kind: ErrorKind, message: &str) -> ! {
    Args::command().error(kind, message).exit()
}

fn rules(path: &str) -> Result<Rules, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read: {error}"))?;
    Rules::from_toml(&text).map_err(|error| error.to_string())
}

fn charset(label: &str) -> Result<String, String> {
    match encoding_rs::Encoding::for_label(label.as_bytes()) {
        Some(_) => Ok(label.to_owned()),
        None => Err("no charset of this name (see encoding.spec.whatwg.org)".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_finds_no_fault_in_the_definition() {
        Args::command().debug_assert();
    }

    #[test]
    fn only_the_first_word_is_a_subcommand() {
        let parse = |words: &[&str]| Args::try_parse_from(words).unwrap();
        assert!(parse(&["dechrome", "schema"]).command.is_some());
        assert_eq!(parse(&["dechrome", "./schema"]).pages, [PathBuf::from("./schema")]);
        assert_eq!(parse(&["dechrome", "a", "schema"]).pages.len(), 2);
        assert_eq!(parse(&["dechrome", "--", "schema"]).pages.len(), 1);
        assert_eq!(parse(&["dechrome", "help"]).pages.len(), 1);
    }
}
