//! A record as CommonMark with tables and strikethrough of GFM.

use super::html::safe;
use super::text::kind;
use super::{by_cell, comment_line, depths, error_line, has_numbers, imprint, marked, one_line, standfirst};
use crate::record::{
    Article, BodyBlock, CellLink, Comment, Comments, Image, ItemRole, Link, ListItem, Mark, MarkType, Record,
    Removed,
};

/// Deeper answers are not set in any further.
const DEEPEST: usize = 12;

/// A line break that is to be seen.
const BREAK: &str = "\\\n";

pub(super) fn render(record: &Record) -> String {
    if let Some(error) = error_line(record) {
        return format!("**error:** {}\n", escape(&error));
    }
    let mut parts = Vec::new();
    if let Some(found) = &record.article {
        article(found, &mut parts);
    }
    if let Some(found) = &record.comments {
        comments(found, &mut parts);
    }
    if let (None, None, Some(found)) = (&record.article, &record.comments, &record.chrome) {
        parts.push(removed(found));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn article(article: &Article, parts: &mut Vec<String>) {
    if let Some(title) = &article.title {
        parts.push(heading(1, escape_line(title)));
    }
    if let Some(standfirst) = standfirst(article) {
        parts.push(format!("*{}*", escape_line(standfirst)));
    }
    let name = |author: &crate::record::Author| match &author.url {
        Some(url) => linked(&escape_line(&author.name), url),
        None => escape_line(&author.name),
    };
    parts.push(imprint(article, name, escape_line));
    // Two lists of one kind, one behind the other, would be one list; with another sign they are two.
    let mut before: Option<(bool, bool)> = None;
    for block in &article.body {
        let list = match block {
            BodyBlock::List { ordered, .. } => Some((*ordered, before == Some((*ordered, false)))),
            _ => None,
        };
        parts.push(self::block(block, list.is_some_and(|(_, other)| other)));
        before = list;
    }
}

fn block(block: &BodyBlock, other_signs: bool) -> String {
    match block {
        BodyBlock::Paragraph { text, links, marks } => marked::lines(text, links, marks).join(BREAK),
        BodyBlock::Heading { level, text, links, marks } => {
            heading(*level, one_line_marked(text, links, marks))
        }
        BodyBlock::List { ordered, items } => list(*ordered, items, other_signs),
        BodyBlock::Quote { text, links, marks } => {
            prefixed("> ", "> ", &marked::lines(text, links, marks).join("\n\n"))
        }
        BodyBlock::Code { text, language } => code(text, language.as_deref()),
        BodyBlock::Table { rows, links } => table(rows, links),
        BodyBlock::Figure { src, alt, caption, links, marks } => {
            let caption = caption.as_deref().map(|caption| emphasised(caption, links, marks));
            figure(src.as_deref(), alt.as_deref(), caption)
        }
        BodyBlock::Embed { src } => linked(&escape_line(src), src),
    }
}

/// A heading of a text that is Markdown already.
fn heading(level: u8, mut text: String) -> String {
    if text.ends_with('#') {
        text.insert(text.len() - 1, '\\'); // or it would close the heading and go away
    }
    format!("{} {text}", "#".repeat(level.clamp(1, 6).into()))
}

/// A text in one line, with its links and marks.
fn one_line_marked(text: &str, links: &[Link], marks: &[Mark]) -> String {
    let line: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    marked::lines(&line, links, marks).join(" ")
}

/// The same in italics, whatever of it is.
fn emphasised(text: &str, links: &[Link], marks: &[Mark]) -> String {
    let all = Mark { start: 0, end: text.chars().count(), kind: MarkType::Emphasis };
    let others = marks.iter().filter(|mark| mark.kind != MarkType::Emphasis).cloned();
    let marks: Vec<Mark> = std::iter::once(all).chain(others).collect();
    one_line_marked(text, links, &marks)
}

/// Escapes what has a meaning anywhere in a line.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            // Inside a word an underscore is only itself.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            // One that cannot end what another begins strikes nothing out.
            '~' => !(before.is_whitespace() && next.is_alphanumeric()),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            '!' => next == '[',
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(if c == '\r' { ' ' } else { c });
        before = c;
    }
    out
}

fn escape_line(text: &str) -> String {
    escape_start(&escape(&one_line(text)))
}

/// Escapes what makes a heading, quote, list, rule or fence at a line's start.
pub(super) fn escape_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']);
    if is_number {
        let (number, rest) = line.split_at(digits);
        format!("{number}\\{rest}")
    } else if line.starts_with(['#', '>', '+', '-', '=', '|', '~', ':']) {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

/// Words as a link, unless following it would run something.
fn linked(words: &str, href: &str) -> String {
    match safe(href) {
        Some(href) => format!("[{words}]({})", destination(href)),
        None => words.to_owned(),
    }
}

/// A link's destination: what would end it early is percent-encoded.
pub(super) fn destination(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            c if c.is_ascii_control() => {}
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

fn prefixed(first: &str, others: &str, text: &str) -> String {
    let mut out = String::new();
    for (number, line) in text.split('\n').enumerate() {
        let prefix = if number == 0 { first } else { others };
        if number > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

/// The last entry of a depth.
struct Entry {
    /// What stands before the lines that it holds.
    inner: String,
    number: Option<i64>,
    /// Which of two signs marks it.
    other: bool,
}

/// The numbers that Markdown knows.
const NUMBERS: std::ops::RangeInclusive<i64> = 0..=999_999_999;

fn list(ordered: bool, items: &[ListItem], other_signs: bool) -> String {
    let mut out = Vec::new();
    let mut open: Vec<Entry> = Vec::new(); // by depth
    let mut count = 0;
    let counts = ordered && !has_numbers(items);
    for item in items {
        let text = marked::lines(&item.text, &item.links, &item.marks).join(BREAK);
        let depth = usize::from(item.depth).min(open.len());
        open.truncate(depth + 1);
        if item.role == Some(ItemRole::Continuation) {
            continuation(&text, open.get(depth), &mut out);
            continue;
        }
        let counted = counts && depth == 0;
        count += i64::from(counted);
        let number = item.number.or(counted.then_some(count)).filter(|number| NUMBERS.contains(number));
        let other = open.get(depth).map_or(depth == 0 && other_signs, |before| {
            // A reader of Markdown counts on by itself; where the page does not, another sign begins another list.
            let jumps = before.number.is_some_and(|before| number.is_some_and(|number| number != before + 1));
            before.other != jumps
        });
        let marker = match number {
            Some(number) => format!("{number}{} ", if other { ')' } else { '.' }),
            None => if other { "* " } else { "- " }.to_owned(),
        };
        let indent = depth.checked_sub(1).map_or("", |around| &open[around].inner);
        let inner = indent.to_owned() + &" ".repeat(marker.len());
        out.push(prefixed(&format!("{indent}{marker}"), &inner, &text));
        open.truncate(depth);
        open.push(Entry { inner, number, other });
    }
    out.join("\n")
}

/// What goes on in an entry is a paragraph of it; where the entry stands in another list, a paragraph by itself.
fn continuation(text: &str, entry: Option<&Entry>, out: &mut Vec<String>) {
    if !out.is_empty() {
        out.push(String::new());
    }
    let inner = entry.map_or("", |entry| &entry.inner);
    out.push(prefixed(inner, inner, text));
    if entry.is_none() {
        out.push(String::new());
    }
}

fn code(text: &str, language: Option<&str>) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let language: String =
        language.unwrap_or_default().chars().filter(|c| !c.is_whitespace() && *c != '`').collect();
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// A GFM table; its first row is the header, as GFM has no tables without.
fn table(rows: &[Vec<String>], links: &[CellLink]) -> String {
    let links = by_cell(links);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns == 0 {
        return String::new();
    }
    let mut out = Vec::with_capacity(rows.len() + 1);
    for (number, row) in rows.iter().enumerate() {
        let words = |(column, cell): (usize, &String)| match links.get(&(number, column)) {
            Some(links) => one_line_marked(cell, links, &[]),
            None => escape(&one_line(cell)),
        };
        let cells = row.iter().enumerate().map(|cell| words(cell).replace('|', "\\|"));
        // GFM fills short rows up itself, but not the header.
        let missing = if number == 0 { columns - row.len() } else { 0 };
        let cells: Vec<_> = cells.chain(std::iter::repeat_n(String::new(), missing)).collect();
        out.push(format!("| {} |", cells.join(" | ")));
        if number == 0 {
            out.push(format!("|{}", " --- |".repeat(columns)));
        }
    }
    out.join("\n")
}

/// A figure with a caption that is Markdown already.
fn figure(src: Option<&str>, alt: Option<&str>, caption: Option<String>) -> String {
    let shown = src.and_then(|src| image(src, alt));
    let alt = alt.filter(|_| shown.is_none() && caption.is_none()).map(escape_line);
    let parts = [shown, alt, caption.filter(|caption| !caption.is_empty())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

fn image(src: &str, alt: Option<&str>) -> Option<String> {
    let src = safe(src)?;
    Some(format!("![{}]({})", escape(&one_line(alt.unwrap_or_default())), destination(src)))
}

/// Comments as a list: answers are lists inside their entry.
fn comments(comments: &Comments, parts: &mut Vec<String>) {
    if comments.items.is_empty() {
        return;
    }
    parts.push("## Comments".into());
    let mut entries = Vec::new();
    for (depth, comment) in depths(&comments.items, DEEPEST) {
        let indent = "  ".repeat(depth);
        let inner = format!("{indent}  ");
        entries.push(prefixed(&format!("{indent}- "), &inner, &self::comment(comment)));
    }
    parts.push(entries.join("\n\n"));
}

fn comment(comment: &Comment) -> String {
    let head = escape(&comment_line(comment));
    let head = if head.is_empty() { "**·**".to_owned() } else { format!("**{head}**") };
    let text = marked::lines(&comment.text, &comment.links, &comment.marks).join(BREAK);
    let images = comment.images.iter().filter_map(|Image { src, alt }| image(src, alt.as_deref()));
    let parts: Vec<_> = [head, text].into_iter().chain(images).filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

fn removed(removed: &[Removed]) -> String {
    let lines = removed.iter().map(|piece| format!("- `{}` {}", kind(piece), escape_line(&piece.text)));
    lines.collect::<Vec<_>>().join("\n")
}
