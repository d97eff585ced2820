//! Pages that are made to be slow, in growing sizes: the time must grow as the page does, and no faster.

use std::time::{Duration, Instant};

use anyhow::Result;
use dechrome::Cleaner;

/// A way to make a page of about so many bytes.
struct Shape {
    name: &'static str,
    make: fn(usize) -> String,
}

/// Twice the page, more than this many times the time: not linear.
const ALLOWED: f64 = 3.0;

const SHAPES: &[Shape] = &[
    Shape {
        name: "deep boxes",
        make: |size| nested(size, "<object><div class='content post'>said ", "</div></object>"),
    },
    Shape {
        name: "unclosed formatting",
        make: |size| repeated(size, |n| format!("<b><i><font size={}>word <p>", n % 7)),
    },
    Shape { name: "tables in tables", make: |size| nested(size, "<table><tr><td>cell ", "</table>") },
    Shape {
        name: "one giant text",
        make: |size| format!("<p>{}", "It rained in the valley for days. ".repeat(size / 34)),
    },
    Shape { name: "tiny blocks", make: |size| repeated(size, |n| format!("<p>w{n}</p>")) },
    Shape { name: "links", make: |size| repeated(size, |n| format!("<a href=/{n}>word {n}</a> ")) },
    Shape {
        name: "links, an entry each",
        make: |size| repeated(size, |n| format!("<li><a href=/{n}>word {n}</a>")),
    },
    Shape {
        name: "long class names",
        make: |size| {
            let class = "comment-list entry content widget share ".repeat(20);
            repeated(size, |n| format!("<div class='{class} c{n}'>word {n}</div>"))
        },
    },
    Shape { name: "WordPress comments", make: wordpress },
    Shape { name: "comments at depth", make: |size| at_depth(wordpress(size)) },
    Shape { name: "unlisted at depth", make: |size| at_depth(unlisted(size)) },
    Shape {
        name: "blocks at depth",
        make: |size| at_depth(repeated(size, |n| format!("<p>word <a href=/{n}>{n}</a></p>"))),
    },
    Shape {
        name: "WordPress answers, deep",
        make: |size| {
            nested(
                size,
                "<ol class=children><li class='comment depth-2' id=comment-1><cite class=fn>Ada</cite>\
                <div class=comment-content><p>Four nights, here.</p></div>",
                "</li></ol>",
            )
        },
    },
    Shape { name: "comments nobody listed", make: unlisted },
    Shape {
        name: "attributes of one element",
        make: |size| format!("<p {}>word", repeated(size, |n| format!("a{n}=v "))),
    },
    Shape { name: "unclosed div", make: |size| repeated(size, |n| format!("<div>w{n} ")) },
    Shape { name: "entities", make: |size| format!("<p>{}", "&notit &amp&lt &ampx ".repeat(size / 21)) },
    Shape { name: "deep lists", make: |size| nested(size, "<ul><li>entry ", "</ul>") },
    Shape { name: "deep inline", make: |size| nested(size, "<span>w ", "</span>") },
    Shape { name: "hidden pieces", make: |size| repeated(size, |n| format!("w{n} <span hidden>h</span> ")) },
    Shape {
        name: "noscript copies",
        make: |size| repeated(size, |n| format!("<img src={n}><noscript><img src={n}></noscript>")),
    },
    Shape {
        name: "noscript in noscript",
        make: |size| "<b>word</b><noscript>".repeat(size / 42) + &"<i>word</i>".repeat(size / 22),
    },
    Shape { name: "rules under a pile", make: |size| piled(size, "<hr>") },
    Shape { name: "strange ends under a pile", make: |size| piled(size, "</div></foo>") },
    Shape { name: "paragraphs ended under a pile", make: |size| piled(size, "</p>") },
    Shape { name: "buttons under a pile", make: |size| piled(size, "<button>") },
    Shape { name: "tables under a pile", make: |size| piled(size, "<table>") },
    Shape {
        name: "rows not closed",
        make: |size| repeated(size, |n| format!("<div><p>row{n} alpha</p><p>beta</p>")),
    },
    Shape {
        name: "fonts not closed",
        make: |size| {
            let fonts = repeated(size / 2, |n| format!("<font size={n}>"));
            format!("<p>{fonts}</p>{}", "<p>word".repeat(size / 14))
        },
    },
    Shape {
        name: "links in links with spaces",
        make: |size| format!("<pre>{}word", "<a href=x><object> ".repeat(size / 19)),
    },
    Shape {
        name: "an address of digits",
        make: |size| format!("<link rel=canonical href='{}'>word", "1a".repeat(size / 2)),
    },
    Shape {
        name: "attributes in capitals",
        make: |size| format!("<p {}>word", repeated(size, |n| format!("A{n}=v "))),
    },
    Shape { name: "names of elements", make: |size| repeated(size, |n| format!("<x{n}>w</X{n}>")) },
    Shape {
        name: "brackets in a date",
        make: |size| format!("<p>word <time datetime='2021-03-04T10:00:00{}'>then</time>", "(".repeat(size)),
    },
    Shape {
        name: "a rule among siblings",
        make: |size| format!("<div><h2>word</h2>{}</div>", "<p class=entry>w".repeat(size / 16)),
    },
    Shape { name: "open comment marks", make: |size| "<!-".repeat(size / 3) },
    Shape { name: "frames as XML", make: |size| "<iframe/>".repeat(size / 9) },
    Shape { name: "unclosed frames", make: |size| "<iframe ".repeat(size / 8) },
];

fn repeated(size: usize, piece: impl Fn(usize) -> String) -> String {
    let mut page = String::with_capacity(size + 1024);
    let mut number = 0;
    while page.len() < size {
        page.push_str(&piece(number));
        number += 1;
    }
    page
}

fn nested(size: usize, open: &str, close: &str) -> String {
    let times = size / (open.len() + close.len());
    open.repeat(times) + &close.repeat(times)
}

fn piled(size: usize, tag: &str) -> String {
    let times = size / (6 + tag.len());
    format!("{}word{}", "<span>".repeat(times), tag.repeat(times))
}

/// As far down as a walk to the root from every element costs more than the page is worth.
fn at_depth(page: String) -> String {
    "<object><div class=box>".repeat(30_000) + &page
}

fn unlisted(size: usize) -> String {
    repeated(size, |n| {
        format!(
            "<div class=remark><b class=who>Ada {n}</b> <time datetime=2021-03-04>4 March 2021</time>\
             <p>Four nights it rained, here in house {n}.</p></div>"
        )
    })
}

fn wordpress(size: usize) -> String {
    let items = repeated(size, |n| {
        format!(
            "<li class='comment depth-1' id=comment-{n}><div class=comment-body><cite class=fn>Ada {n}</cite> \
             <a href='#comment-{n}'><time datetime=2021-03-04T10:00>4 March 2021</time></a>\
             <div class=comment-content><p>Four nights, here in house {n}.</p></div></div></li>"
        )
    });
    format!("<h1>Rain</h1><p>It rained in the valley for three days.</p><ol class=comment-list>{items}</ol>")
}

/// Prints a line a shape and size; fails where the time grows faster than the page.
pub fn report(largest: usize, only: Option<&str>) -> Result<()> {
    let cleaner = Cleaner::new().parts(true).drop("h2 ~ .entry")?;
    let mut bent = Vec::new();
    println!("| shape | MB | seconds | MB/s | times the one before |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for shape in SHAPES.iter().filter(|shape| only.is_none_or(|only| shape.name.contains(only))) {
        let mut before: Option<Duration> = None;
        for megabytes in (0..).map(|power| 1usize << power).take_while(|&size| size <= largest) {
            let page = (shape.make)(megabytes << 20);
            let begun = Instant::now();
            let outcome = cleaner.clean(page.as_bytes());
            let took = begun.elapsed();
            let ratio = before.map(|before| took.as_secs_f64() / before.as_secs_f64());
            let seconds = took.as_secs_f64();
            println!(
                "| {} | {megabytes} | {seconds:.2} | {:.1} | {} |{}",
                shape.name,
                megabytes as f64 / seconds,
                ratio.map_or("".to_owned(), |ratio| format!("{ratio:.2}")),
                outcome.err().map_or(String::new(), |error| format!(" {error}")),
            );
            if let Some(ratio) = ratio.filter(|&ratio| ratio > ALLOWED && seconds > 1.0) {
                bent.push(format!("{}: {ratio:.1} times the time for {megabytes} MB", shape.name));
            }
            if seconds > 60.0 {
                bent.push(format!("{}: {seconds:.0} s for {megabytes} MB, no more is tried", shape.name));
                break;
            }
            before = Some(took);
        }
    }
    anyhow::ensure!(bent.is_empty(), "not linear:\n{}", bent.join("\n"));
    Ok(())
}
