//! A text with its links and marks as lines of Markdown.
//!
//! Asterisks and tildes mean something only where what stands beside them lets them (CommonMark's "flanking"); where it does not, the
//! elements of HTML say the same, which Markdown lets through.

use super::html::safe;
use super::markdown::{destination, escape, escape_start};
use super::spans::{Event, Span, events};
use crate::record::{Link, Mark, MarkType};

/// A piece of a line.
enum Token<'a> {
    Text(&'a str),
    Code(&'a str),
    LinkStart,
    LinkEnd(&'a str),
    /// A mark begins.
    Start(MarkType),
    /// The mark that began with this token ends.
    End(MarkType, usize),
}

/// The lines of a text, none of them empty.
pub(super) fn lines(text: &str, links: &[Link], marks: &[Mark]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    for event in events(text, links, marks) {
        match event {
            Event::Open(span) => line.open.push((span, None)),
            Event::Close(_) => line.close(),
            Event::Text(words) => {
                for (number, words) in words.split('\n').enumerate() {
                    if number > 0 {
                        lines.extend(line.end());
                    }
                    line.words(words);
                }
            }
        }
    }
    lines.extend(line.end());
    lines
}

/// A line that is being put together, and the spans that are open; of those that have words in the line, their token.
#[derive(Default)]
struct Line<'a> {
    tokens: Vec<Token<'a>>,
    open: Vec<(Span<'a>, Option<usize>)>,
}

impl<'a> Line<'a> {
    fn words(&mut self, words: &'a str) {
        let mut words = if self.tokens.is_empty() { words.trim_start() } else { words };
        let space = words.len() - words.trim_start().len();
        if space > 0 && self.open.iter().any(|(_, token)| token.is_none()) {
            // What begins between words begins with the word.
            self.tokens.push(Token::Text(&words[..space]));
            words = &words[space..];
        }
        if words.is_empty() {
            return;
        }
        let mut in_code = false;
        for (span, token) in &mut self.open {
            let start = match span {
                Span::Link(href) if safe(href).is_some() => Token::LinkStart,
                Span::Link(_) => continue,
                Span::Mark(MarkType::Code) => {
                    in_code = true;
                    continue;
                }
                Span::Mark(kind) => Token::Start(*kind),
            };
            if token.is_none() {
                *token = Some(self.tokens.len());
                self.tokens.push(start);
            }
        }
        self.tokens.push(if in_code { Token::Code(words) } else { Token::Text(words) });
    }

    /// Ends what was opened last.
    fn close(&mut self) {
        let Some((span, Some(start))) = self.open.pop() else { return };
        // What ends between words ends with the word.
        let mut space = "";
        if let Some(Token::Text(words)) = self.tokens.last_mut() {
            let word = words.trim_end();
            space = &words[word.len()..];
            *words = word;
            if word.is_empty() {
                self.tokens.pop();
            }
        }
        self.tokens.push(end(span, start));
        if !space.is_empty() {
            self.tokens.push(Token::Text(space));
        }
    }

    /// The line as it is written; what is open goes on in the next one.
    fn end(&mut self) -> Option<String> {
        while let Some(Token::Text(words)) = self.tokens.last_mut() {
            *words = words.trim_end();
            if !words.is_empty() {
                break;
            }
            self.tokens.pop();
        }
        for (span, token) in self.open.iter_mut().rev() {
            if let Some(start) = token.take() {
                self.tokens.push(end(*span, start));
            }
        }
        let tokens = std::mem::take(&mut self.tokens);
        let line = write(&tokens);
        let line = line.trim();
        match tokens.first() {
            Some(Token::Text(_)) if !line.is_empty() => Some(escape_start(line)),
            _ => Some(line.to_owned()).filter(|line| !line.is_empty()),
        }
    }
}

fn end(span: Span<'_>, start: usize) -> Token<'_> {
    match span {
        Span::Link(href) => Token::LinkEnd(href),
        Span::Mark(kind) => Token::End(kind, start),
    }
}

fn write(tokens: &[Token]) -> String {
    let mut out = String::new();
    // Of each start, whether it and its end are written with signs.
    let mut signs = vec![false; tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        if let Token::End(kind, start) = *token {
            signs[start] =
                is_apart(tokens, start, at) && may_start(tokens, start, kind) && may_end(tokens, at, kind);
        }
    }
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            Token::Text(words) => {
                out.push_str(&escape(words));
                if words.ends_with('!') && matches!(tokens.get(at + 1), Some(Token::LinkStart)) {
                    out.insert(out.len() - 1, '\\'); // or it would make the link an image
                }
            }
            Token::Code(words) => code(words, &mut out),
            Token::LinkStart => out.push('['),
            Token::LinkEnd(href) => {
                out.push_str("](");
                out.push_str(&destination(href));
                out.push(')');
            }
            Token::Start(kind) => match sign(kind).filter(|_| signs[at]) {
                Some(sign) => out.push_str(sign),
                None => out.extend(["<", element(kind), ">"]),
            },
            Token::End(kind, start) => match sign(kind).filter(|_| signs[start]) {
                Some(sign) => out.push_str(sign),
                None => out.extend(["</", element(kind), ">"]),
            },
        }
    }
    out
}

fn sign(kind: MarkType) -> Option<&'static str> {
    match kind {
        MarkType::Emphasis => Some("*"),
        MarkType::Strong => Some("**"),
        MarkType::Strikethrough => Some("~~"),
        MarkType::Code | MarkType::Superscript | MarkType::Subscript => None,
    }
}

/// The element of HTML for a mark.
pub(super) fn element(kind: MarkType) -> &'static str {
    match kind {
        MarkType::Emphasis => "em",
        MarkType::Strong => "strong",
        MarkType::Code => "code",
        MarkType::Superscript => "sup",
        MarkType::Subscript => "sub",
        MarkType::Strikethrough => "del",
    }
}

/// What stands beside a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Space,
    Word,
    Punctuation,
    /// A symbol that some readers take for punctuation.
    Symbol,
    /// What must not stand there.
    Clash,
}

fn beside(c: Option<char>, kind: MarkType) -> Beside {
    match c {
        None => Beside::Space,
        Some('~') if kind == MarkType::Strikethrough => Beside::Clash,
        Some(c) if c.is_whitespace() => Beside::Space,
        Some(c) if c.is_alphanumeric() => Beside::Word,
        Some(c) if c.is_ascii_punctuation() => Beside::Punctuation,
        Some(_) => Beside::Symbol,
    }
}

/// Whether signs that stand together at one end of a span do so at the other too: only then is their run read as it is meant.
fn is_apart(tokens: &[Token], start: usize, end: usize) -> bool {
    let outer = start.checked_sub(1);
    let starts_with_outer =
        outer.is_some_and(|outer| matches!(tokens[outer], Token::Start(kind) if sign(kind).is_some()));
    match tokens.get(end + 1) {
        Some(Token::End(kind, start)) if sign(*kind).is_some() => starts_with_outer && outer == Some(*start),
        _ => !starts_with_outer,
    }
}

fn may_start(tokens: &[Token], at: usize, kind: MarkType) -> bool {
    let outside = match at.checked_sub(1).map(|before| &tokens[before]) {
        None => Beside::Space,
        Some(Token::Text(words)) => beside(words.chars().next_back(), kind),
        // Signs that end and signs that begin would be one sign.
        Some(Token::End(before, _)) if sign(*before).is_some() => Beside::Clash,
        Some(_) => Beside::Punctuation,
    };
    let inside = match tokens.get(at + 1) {
        Some(Token::Text(words)) => beside(words.chars().next(), kind),
        _ => Beside::Punctuation,
    };
    flanks(outside, inside)
}

fn may_end(tokens: &[Token], at: usize, kind: MarkType) -> bool {
    let outside = match tokens.get(at + 1) {
        None => Beside::Space,
        Some(Token::Text(words)) => beside(words.chars().next(), kind),
        Some(_) => Beside::Punctuation,
    };
    let inside = match at.checked_sub(1).map(|before| &tokens[before]) {
        Some(Token::Text(words)) => beside(words.chars().next_back(), kind),
        _ => Beside::Punctuation,
    };
    flanks(outside, inside)
}

/// Whether a sign between these means something to every reader.
fn flanks(outside: Beside, inside: Beside) -> bool {
    match inside {
        Beside::Space | Beside::Clash => false,
        Beside::Word => outside != Beside::Clash,
        Beside::Punctuation | Beside::Symbol => matches!(outside, Beside::Space | Beside::Punctuation),
    }
}

/// Code between as many backticks as stand nowhere in it.
fn code(words: &str, out: &mut String) {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let padded =
        words.starts_with('`') || words.ends_with('`') || words.starts_with(' ') && words.ends_with(' ');
    let pad = if padded { " " } else { "" };
    out.extend([fence.as_str(), pad, words, pad, fence.as_str()]);
}
