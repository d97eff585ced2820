//! A record as CommonMark with GFM tables.

use super::html::safe;
use super::text::kind;
use super::{comment_line, depths, error_line, imprint, one_line, split_chars, standfirst};
use crate::record::{Article, BodyBlock, Comments, Link, ListItem, Record, Removed};

/// Deeper answers are not set in any further.
const DEEPEST: usize = 12;

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
        parts.push(heading(1, title));
    }
    if let Some(standfirst) = standfirst(article) {
        parts.push(format!("*{}*", escape_line(standfirst)));
    }
    let name = |author: &crate::record::Author| match &author.url {
        Some(url) => linked(&escape_line(&author.name), url),
        None => escape_line(&author.name),
    };
    parts.push(imprint(article, name, escape_line));
    parts.extend(article.body.iter().map(block));
}

fn block(block: &BodyBlock) -> String {
    match block {
        BodyBlock::Paragraph { text, links } => inline(text, links),
        BodyBlock::Heading { level, text } => heading(*level, text),
        BodyBlock::List { ordered, items } => list(*ordered, items),
        BodyBlock::Quote { text, links } => {
            prefixed("> ", "> ", &inline(text, links).replace("\\\n", "\n\n"))
        }
        BodyBlock::Code { text, language } => code(text, language.as_deref()),
        BodyBlock::Table { rows } => table(rows),
        BodyBlock::Figure { src, alt, caption } => figure(src.as_deref(), alt.as_deref(), caption.as_deref()),
        BodyBlock::Embed { src } => linked(&escape_line(src), src),
    }
}

fn heading(level: u8, text: &str) -> String {
    let mut text = escape_line(text);
    if text.ends_with('#') {
        text.insert(text.len() - 1, '\\'); // or it would close the heading and go away
    }
    format!("{} {text}", "#".repeat(level.clamp(1, 6).into()))
}

/// Text with its links; a line break becomes a hard one.
fn inline(text: &str, links: &[Link]) -> String {
    let mut out = String::with_capacity(text.len() + 64 * links.len());
    let mut rest = text;
    let mut at = 0; // in characters, as links count
    for link in links {
        if link.start < at || link.end <= link.start {
            continue;
        }
        let (before, from_link) = split_chars(rest, link.start - at);
        let (words, after) = split_chars(from_link, link.end - link.start);
        out.push_str(&escape(before));
        if before.ends_with('!') {
            out.insert(out.len() - 1, '\\'); // or it would make the link an image
        }
        if !words.is_empty() {
            out.push_str(&linked(&escape(words), &link.href));
        }
        (rest, at) = (after, link.end);
    }
    out.push_str(&escape(rest));
    lines(&out).join("\\\n")
}

/// The lines of an escaped text, safe at their starts and none of them empty.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(escape_start).collect()
}

/// Escapes what has a meaning anywhere in a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            // Inside a word an underscore is only itself.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '~' => next == '~' || before == '~',
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
fn escape_start(line: &str) -> String {
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
fn destination(href: &str) -> String {
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

fn list(ordered: bool, items: &[ListItem]) -> String {
    let mut out = Vec::new();
    let mut indents = vec![String::new()]; // by depth: where the entries of that depth start
    let mut number = 0;
    for item in items {
        let depth = usize::from(item.depth).min(indents.len() - 1);
        indents.truncate(depth + 1);
        let outermost = ordered && depth == 0;
        number += usize::from(outermost);
        let marker = if outermost { format!("{number}. ") } else { "- ".into() };
        let indent = indents[depth].clone();
        let inner = indent.clone() + &" ".repeat(marker.len());
        out.push(prefixed(&(indent + &marker), &inner, &inline(&item.text, &item.links)));
        indents.push(inner);
    }
    out.join("\n")
}

fn code(text: &str, language: Option<&str>) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let language: String =
        language.unwrap_or_default().chars().filter(|c| !c.is_whitespace() && *c != '`').collect();
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// A GFM table; its first row is the header, as GFM has no tables without.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns == 0 {
        return String::new();
    }
    let mut out = Vec::with_capacity(rows.len() + 1);
    for (number, row) in rows.iter().enumerate() {
        let cells = row.iter().map(|cell| escape(&one_line(cell)).replace('|', "\\|"));
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

fn figure(src: Option<&str>, alt: Option<&str>, caption: Option<&str>) -> String {
    let src = src.and_then(safe);
    let image =
        src.map(|src| format!("![{}]({})", escape(&one_line(alt.unwrap_or_default())), destination(src)));
    let alt = alt.filter(|_| src.is_none() && caption.is_none()).map(escape_line);
    let caption = caption.map(escape_line).filter(|caption| !caption.is_empty());
    let parts = [image, alt, caption.map(|caption| format!("*{caption}*"))];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
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
        let head = escape(&comment_line(comment));
        let head = if head.is_empty() { "**·**".to_owned() } else { format!("**{head}**") };
        let inner = format!("{indent}  ");
        let text = inline(&comment.text, &[]);
        let body = if text.is_empty() { head } else { format!("{head}\n\n{text}") };
        entries.push(prefixed(&format!("{indent}- "), &inner, &body));
    }
    parts.push(entries.join("\n\n"));
}

fn removed(removed: &[Removed]) -> String {
    let lines = removed.iter().map(|piece| format!("- `{}` {}", kind(piece), escape_line(&piece.text)));
    lines.collect::<Vec<_>>().join("\n")
}
