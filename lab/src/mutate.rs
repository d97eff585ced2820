//! Breaks every page of the corpora in many ways and sees whether the library stands it: no panic, no page that takes
//! for ever. What fails is told with the page's id and the number of the mutation, by which it can be made again.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use dechrome::Cleaner;
use dechrome::render::{Format, render};

use crate::corpus::{self, Page};
use crate::parallel;

/// Slower than this, and so many times slower than the whole page, is a finding.
const SLOW: Duration = Duration::from_secs(10);
const TIMES: f64 = 50.0;

/// What is asked for on the command line.
pub struct Options {
    pub seed: u64,
    pub mutants: u64,
    /// Of which page alone (`corpus/id`).
    pub page: Option<String>,
    /// Which mutation alone; it is written to a file for looking at.
    pub only: Option<u64>,
}

/// A small generator (SplitMix64): the same numbers everywhere and for ever.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64, page: &str, mutant: u64) -> Random {
        let mut state = seed ^ mutant.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in page.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Random(state)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    /// A range of at most `longest` bytes.
    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        start..(start + 1 + self.below(longest)).min(length)
    }
}

/// One of the ways to break a page. Each ends in bytes that are no longer than a few pages.
fn mutant(way: u64, page: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    match way % 10 {
        0 => page[..random.below(page.len())].to_vec(),
        1 => page[random.below(page.len())..].to_vec(),
        2 => [&page[..random.below(page.len())], &other[random.below(other.len())..]].concat(),
        3 => flipped(page, random),
        4 => duplicated(page, random),
        5 => removed(page, random),
        6 => shuffled(page, random),
        7 => tags_dropped(page, random),
        8 => swallowed(page, random),
        _ => renamed(page, random),
    }
}

fn flipped(page: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = page.to_vec();
    for _ in 0..1 + page.len() / 500 {
        let at = random.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << random.below(8);
        }
    }
    bytes
}

/// A stretch many times over: elements that are opened again and again.
fn duplicated(page: &[u8], random: &mut Random) -> Vec<u8> {
    let range = random.range(page.len(), 4000);
    let times = 2 + random.below(60);
    [&page[..range.end], &page[range.clone()].repeat(times), &page[range.end..]].concat()
}

fn removed(page: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = page.to_vec();
    for _ in 0..1 + random.below(40) {
        let range = random.range(bytes.len(), 300);
        bytes.drain(range);
    }
    bytes
}

/// Where tags begin and end.
fn tags(page: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = page[at..].iter().position(|&byte| byte == b'<').map(|found| at + found) {
        let Some(close) = page[open..].iter().position(|&byte| byte == b'>').map(|found| open + found + 1)
        else {
            break;
        };
        tags.push(open..close);
        at = close;
    }
    tags
}

/// The page with its tags replaced by what `by` says for each number.
fn retagged(page: &[u8], mut by: impl FnMut(usize, &[u8], &mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(page.len());
    let mut copied = 0;
    for (number, tag) in tags(page).into_iter().enumerate() {
        bytes.extend(&page[copied..tag.start]);
        by(number, &page[tag.clone()], &mut bytes);
        copied = tag.end;
    }
    bytes.extend(&page[copied..]);
    bytes
}

/// A third of the tags stand where others stood.
fn shuffled(page: &[u8], random: &mut Random) -> Vec<u8> {
    let places = tags(page);
    let mut order: Vec<usize> = (0..places.len()).collect();
    for at in 0..order.len() {
        if random.below(3) == 0 {
            order.swap(at, random.below(places.len()));
        }
    }
    retagged(page, |number, _, out| out.extend(&page[places[order[number]].clone()]))
}

/// Of end tags, or of all, many are gone.
fn tags_dropped(page: &[u8], random: &mut Random) -> Vec<u8> {
    let (all, share) = (random.below(3) == 0, 1 + random.below(6));
    retagged(page, |_, tag, out| {
        let gone = (all || tag.starts_with(b"</")) && random.below(share) == 0;
        if !gone {
            out.extend(tag);
        }
    })
}

/// Something is opened that takes what follows for its own.
fn swallowed(page: &[u8], random: &mut Random) -> Vec<u8> {
    let open = [
        "<!--",
        "<script>",
        "<textarea>",
        "<title>",
        "<table>",
        "<select>",
        "<svg>",
        "<math>",
        "<template>",
        "<a href='",
        "<plaintext>",
        "<frameset>",
        "<noscript>",
        "<pre>",
        "<p hidden>",
        "<form>",
        "\0",
        "\u{feff}",
    ];
    let mut bytes = page.to_vec();
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len());
        bytes.splice(at..at, open[random.below(open.len())].bytes());
    }
    bytes
}

/// Elements are others now: all of one name, wherever they stand.
fn renamed(page: &[u8], random: &mut Random) -> Vec<u8> {
    let names = [
        "div",
        "p",
        "span",
        "a",
        "b",
        "table",
        "td",
        "li",
        "ul",
        "font",
        "blockquote",
        "svg",
        "object",
        "h1",
        "form",
    ];
    let (old, new) = (names[random.below(names.len())], names[random.below(names.len())]);
    retagged(page, |_, tag, out| {
        let name = tag.strip_prefix(b"</").or(tag.strip_prefix(b"<")).unwrap_or_default();
        if name.len() > old.len()
            && name[..old.len()].eq_ignore_ascii_case(old.as_bytes())
            && !name[old.len()].is_ascii_alphanumeric()
        {
            out.extend(&tag[..tag.len() - name.len()]);
            out.extend(new.bytes());
            out.extend(&name[old.len()..]);
        } else {
            out.extend(tag);
        }
    })
}

/// How a page went.
enum Outcome {
    Done(Duration),
    Panicked(String),
}

fn run(cleaner: &Cleaner, bytes: &[u8]) -> Outcome {
    let begun = Instant::now();
    let done = panic::catch_unwind(AssertUnwindSafe(|| {
        if let Ok(record) = cleaner.clean(bytes) {
            for format in [Format::Jsonl, Format::Markdown, Format::Text, Format::Html] {
                std::hint::black_box(render(&record, format));
            }
        }
    }));
    match done {
        Ok(()) => Outcome::Done(begun.elapsed()),
        Err(why) => {
            let text = why.downcast_ref::<String>().cloned();
            let text = text.or_else(|| why.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Outcome::Panicked(text.unwrap_or_else(|| "no message".to_owned()))
        }
    }
}

/// What was found on one page.
#[derive(Default)]
struct Found {
    ran: u64,
    findings: Vec<String>,
    /// The worst ratio to the page's own time per byte, and where.
    worst: (f64, String),
    slowest: (Duration, String),
}

/// What runs now, for the watchdog: which mutant, since when.
type Running = Mutex<Vec<(String, Instant)>>;

/// Tells of what runs for too long while it runs: it may never end.
fn watch(running: &Running, done: &AtomicBool) {
    while !done.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(500));
        let Ok(mut list) = running.lock() else { return };
        for (name, since) in list.iter_mut().filter(|(_, since)| since.elapsed() > SLOW * 3) {
            eprintln!("{name}: has run for {:?} and goes on", SLOW * 3);
            *since = Instant::now();
        }
    }
}

/// A page and what it is measured by.
struct Subject {
    id: String,
    bytes: Vec<u8>,
    other: Vec<u8>,
    /// How long the page takes as it is.
    base: Duration,
}

impl Found {
    fn take(&mut self, subject: &Subject, name: &str, length: usize, outcome: Outcome) {
        self.ran += 1;
        let took = match outcome {
            Outcome::Done(took) => took,
            Outcome::Panicked(why) => return self.findings.push(format!("panic {name}: {why}")),
        };
        // Per byte, as a duplicating mutant is longer than its page.
        let share = (length as f64 / subject.bytes.len().max(1) as f64).max(0.05);
        let ratio = took.as_secs_f64() / (subject.base.as_secs_f64() * share).max(0.001);
        if ratio > self.worst.0 {
            self.worst = (ratio, format!("{name} ({took:?}, {length} bytes)"));
        }
        if took > self.slowest.0 {
            self.slowest = (took, format!("{name} ({length} bytes)"));
        }
        if took > SLOW && ratio > TIMES {
            self.findings.push(format!("slow {name}: {took:?}, {ratio:.0} times the page's time a byte"));
        }
    }
}

/// Runs with the watchdog looking on.
fn watched(running: &Running, name: &str, cleaner: &Cleaner, bytes: &[u8]) -> Outcome {
    if let Ok(mut list) = running.lock() {
        list.push((name.to_owned(), Instant::now()));
    }
    let outcome = run(cleaner, bytes);
    if let Ok(mut list) = running.lock() {
        list.retain(|(other, _)| other != name);
    }
    outcome
}

fn page(page: &Page, other: &Page, options: &Options, running: &Running) -> Result<Found> {
    let id = format!("{}/{}", page.corpus, page.id);
    let mut subject =
        Subject { id, bytes: page.bytes()?, other: other.bytes()?, base: Duration::from_millis(1) };
    let cleaner = Cleaner::new().parts(true);
    let mut found = Found::default();
    match watched(running, &subject.id, &cleaner, &subject.bytes) {
        Outcome::Done(took) => subject.base = subject.base.max(took),
        Outcome::Panicked(why) => found.findings.push(format!("panic {} as it is: {why}", subject.id)),
    }
    let numbers = match options.only {
        Some(only) => only..only + 1,
        None => 0..options.mutants,
    };
    for number in numbers {
        let mut random = Random::new(options.seed, &subject.id, number);
        let mutant = mutant(number, &subject.bytes, &subject.other, &mut random);
        if options.only.is_some() {
            std::fs::write("mutant.html", &mutant)?;
        }
        let name = format!("{} mutant {number}", subject.id);
        let outcome = watched(running, &name, &cleaner, &mutant);
        found.take(&subject, &name, mutant.len(), outcome);
    }
    Ok(found)
}

/// Runs the mutants of all pages and prints what was found. Fails where anything was.
pub fn report(corpora: &Path, options: &Options) -> Result<()> {
    let pages = corpus::pages(corpora)?;
    let chosen: Vec<usize> = (0..pages.len())
        .filter(|&at| {
            let id = format!("{}/{}", pages[at].corpus, pages[at].id);
            options.page.as_ref().is_none_or(|page| *page == id)
        })
        .collect();
    panic::set_hook(Box::new(|_| {})); // each is told once, with its page
    let (running, done) = (Running::default(), AtomicBool::new(false));
    let begun = Instant::now();
    let found: Vec<Found> = std::thread::scope(|scope| {
        scope.spawn(|| watch(&running, &done));
        let found = parallel::map(&chosen, |&at| {
            let other = &pages[(at + 1 + at * 7919 % pages.len()) % pages.len()];
            page(&pages[at], other, options, &running)
        });
        done.store(true, Ordering::Relaxed);
        found.into_iter().collect::<Result<_>>()
    })?;
    tell(&found);
    let findings: usize = found.iter().map(|found| found.findings.len()).sum();
    let ran: u64 = found.iter().map(|found| found.ran).sum();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{ran} mutants of {} pages in {seconds:.0} s: {findings} findings", chosen.len());
    anyhow::ensure!(findings == 0, "{findings} findings");
    Ok(())
}

/// Prints the findings and the slowest.
fn tell(found: &[Found]) {
    found.iter().flat_map(|found| &found.findings).for_each(|finding| println!("{finding}"));
    let mut worst: Vec<_> = found.iter().map(|found| &found.worst).collect();
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("worst time a byte, as times the page's own:");
    worst.iter().take(10).for_each(|(ratio, name)| println!("  {ratio:6.1}  {name}"));
    let mut slowest: Vec<_> = found.iter().map(|found| &found.slowest).collect();
    slowest.sort_by_key(|slow| std::cmp::Reverse(slow.0));
    println!("slowest:");
    slowest.iter().take(5).for_each(|(took, name)| println!("  {:6.2} s  {name}", took.as_secs_f64()));
}
