//! What can be asked for on the command line.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use dechrome::archive::Container;
use dechrome::{Only, Rules};

use super::inputs;

const EXAMPLES: &str = "\
Examples:
  dechrome page.html                                  the record of a page, laid out to read
  dechrome --format markdown page.html                the article and the comments as Markdown
  curl -s URL | dechrome --url URL -                  a page from a pipe
  dechrome saved/ -o records.jsonl                    every page in a folder, a record a line
  dechrome crawl.warc.gz -o records.jsonl --resume    … of an archive, going on with a run that was stopped
  find . -name '*.html' -print0 | dechrome -0 --files-from -
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

    /// Saved pages, archives of them (WARC, MHTML, JSON Lines, …), or folders (of which files with known endings, such as
    /// .html, and those that begin as a page does are read); "-" is standard input, and so is no page at all in a pipe
    #[arg(value_name = "PAGE")]
    pub pages: Vec<PathBuf>,

    /// How records are written; json of several pages is jsonl. Between several pages stand a form feed on a line of its
    /// own (text) or a rule, "---" (markdown)
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
    #[arg(long, value_name = "URL", value_parser = address)]
    pub url: Option<String>,

    /// What the files are; default: told by their content
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,

    /// The most bytes that one page may have once it is unpacked; K, M and G are understood
    #[arg(long, value_name = "BYTES", value_parser = bytes, default_value = "64M")]
    pub max_bytes: u64,

    /// Carry the other fields of a line of JSON along, into the record's "carried"
    #[arg(long)]
    pub carry: bool,

    /// Read the names of further files and folders from a file, one a line; "-" is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,

    /// The names in --files-from are separated by NUL, as find -print0 writes them
    #[arg(short = '0', long, requires = "files_from")]
    pub null: bool,

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

    /// Go on with a run that was stopped: leave out pages whose record stands in the output already (an error counts as
    /// one), redo a last line that is not whole
    #[arg(long, requires = "output")]
    pub resume: bool,

    /// Write the records of pages that could not be read to a file of their own
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,

    /// Say nothing on standard error but why the run itself cannot go on
    #[arg(short, long)]
    pub quiet: bool,

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
    /// Print a script that completes the command's options in a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, in roff
    Man,
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

/// What files are.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum InputFormat {
    /// An HTML page
    Html,
    /// Plain text
    Text,
    /// A page and its parts in one file, as Chrome, Edge and Internet Explorer save it
    Mhtml,
    /// The same as Safari saves it
    Webarchive,
    /// A web archive
    Warc,
    /// An object a line, the page in "html", "content" or "text"
    Jsonl,
}

impl From<InputFormat> for Container {
    fn from(format: InputFormat) -> Container {
        match format {
            InputFormat::Html => Container::Html,
            InputFormat::Text => Container::Text,
            InputFormat::Mhtml => Container::Mhtml,
            InputFormat::Webarchive => Container::Webarchive,
            InputFormat::Warc => Container::Warc,
            InputFormat::Jsonl => Container::Jsonl,
        }
    }
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

    /// Whether several files are named, or may be.
    pub fn may_be_many(&self) -> bool {
        self.pages.len() > 1 || self.files_from.is_some() || inputs::has_folder(&self.pages)
    }

    /// The file that is written; `None` where that is standard output.
    pub fn output_file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }
}

/// The arguments of the process; ends it where they make no sense or ask for help.
pub fn parse() -> Args {
    let mut args = Args::parse();
    if args.command.is_some() {
        return args;
    }
    if args.pages.is_empty() && args.files_from.is_none() {
        if io::stdin().is_terminal() {
            refuse(ErrorKind::MissingRequiredArgument, "no page given (standard input is a terminal)");
        }
        args.pages.push(PathBuf::from("-"));
    }
    let dash = |path: &&PathBuf| *path == Path::new("-");
    if args.pages.iter().chain(&args.files_from).filter(dash).count() > 1 {
        refuse(ErrorKind::ArgumentConflict, "standard input can be read only once");
    }
    if args.url.is_some() && args.may_be_many() {
        refuse(ErrorKind::ArgumentConflict, "--url is the address of one page, but there are several");
    }
    if args.resume && args.output_file().is_none() {
        refuse(ErrorKind::ArgumentConflict, "--resume needs an output that it can read: -o FILE");
    }
    if args.resume && !matches!(args.format, Format::Json | Format::Jsonl) {
        refuse(ErrorKind::ArgumentConflict, "--resume finds the pages that are done only in json and jsonl");
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
    match encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(_) => Ok(label.to_owned()),
        None => Err("no charset of this name (see encoding.spec.whatwg.org)".to_owned()),
    }
}

/// An address to which relative ones can be relative.
fn address(text: &str) -> Result<String, String> {
    match url::Url::parse(text) {
        Ok(url) if !url.cannot_be_a_base() => Ok(text.to_owned()),
        Ok(_) => Err("no address that links could be relative to".to_owned()),
        Err(error) => Err(format!("no address: {error}; such as https://post.example/2020/rain is expected")),
    }
}

/// A number of bytes: `1000`, `64K`, `64M`, `2GiB`.
fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let shift = match text[digits.len()..].to_ascii_lowercase().trim_end_matches("ib").trim_end_matches('b') {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        _ => return Err("a number of bytes is expected, such as 500K, 64M or 2G".to_owned()),
    };
    let number: u64 = digits.parse().map_err(|error| format!("{error}"))?;
    number.checked_mul(1 << shift).filter(|&bytes| bytes > 0).ok_or_else(|| "out of range".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_finds_no_fault_in_the_definition() {
        Args::command().debug_assert();
    }

    #[test]
    fn numbers_of_bytes() {
        assert_eq!(bytes("1000"), Ok(1000));
        assert_eq!((bytes("2K"), bytes("2kb"), bytes("64MiB")), (Ok(2048), Ok(2048), Ok(64 << 20)));
        for wrong in ["", "M", "0", "-1", "1T", "99999999999G", "1.5M"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn charsets_that_nobody_decodes_are_none() {
        assert!(charset("windows-1252").is_ok() && charset("shift_jis").is_ok());
        // Browsers know these names, so as to refuse what is in them.
        for label in ["hz-gb-2312", "iso-2022-kr", "replacement", "klingon", ""] {
            assert!(charset(label).is_err(), "{label}");
        }
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
