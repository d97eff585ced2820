//! JSON Lines (<https://jsonlines.org>): an object a line, the page in one of its fields.

use std::io::{self, BufRead, Read};

use serde_json::{Map, Value};

use super::super::{Format, SourceError};
use super::{Input, PageError, RawPage, broken};

/// Fields that hold the page, the first that is there; and whether it is plain text.
const FIELDS: &[(&str, bool)] = &[("html", false), ("content", false), ("text", true)];

/// In JSON a byte may take six: `\u0000`.
const ESCAPED: u64 = 6;
/// What a line may hold beside the page.
const OTHER_FIELDS: u64 = 16 << 20;

/// Whether a file's first line, where all of it is in its first bytes, is no object with a page in it.
pub(super) fn begins_otherwise(head: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', head) else { return false };
    let fields: Result<Map<String, Value>, _> = serde_json::from_slice(&head[..end]);
    !fields.is_ok_and(|fields| FIELDS.iter().any(|(name, _)| fields.get(*name).is_some_and(Value::is_string)))
}

/// Whether the first bytes of a file are those of a JSON array of objects.
pub(super) fn is_array(head: &[u8]) -> bool {
    let inside =
        |text: &[u8], mark: &[u8]| text.strip_prefix(mark).map(|rest| rest.trim_ascii_start().to_vec());
    inside(head.trim_ascii_start(), b"[")
        .and_then(|rest| inside(&rest, b"{"))
        .is_some_and(|rest| rest.starts_with(b"\""))
}

/// What is said of JSON that is not an object a line, where the first bytes of the file tell: one error for the file, not
/// one for each of its lines.
pub(super) fn other_json(head: &[u8]) -> Option<SourceError> {
    let malformed = |what: &str| SourceError::Malformed { what: what.to_owned(), at: 0 };
    if is_array(head) {
        return Some(malformed("a JSON array; an object a line is expected (jq -c '.[]' makes it that)"));
    }
    let (first, rest) = head.split_at(memchr::memchr(b'\n', head)?);
    let cut = serde_json::from_slice::<Value>(first).is_err_and(|error| error.is_eof());
    let next = rest.trim_ascii_start().first()?;
    (cut && first.trim_ascii_start().starts_with(b"{") && *next != b'{').then(|| {
        malformed("a JSON object over several lines; an object a line is expected (jq -c . makes it that)")
    })
}

/// The lines of a file.
pub(super) struct Lines {
    input: Input,
    line: u64,
    at: u64,
    max_bytes: u64,
    carry: bool,
    ended: bool,
}

impl Lines {
    pub(super) fn new(input: Input, max_bytes: u64, carry: bool) -> Lines {
        Lines { input, line: 0, at: 0, max_bytes, carry, ended: false }
    }

    /// The page of the next line that is not blank.
    pub(super) fn next_page(&mut self) -> Option<Result<RawPage, PageError>> {
        while !self.ended {
            let text = match self.next_line() {
                Ok(text) => text,
                Err(error) => return Some(Err(self.error(error))),
            };
            if !text.trim_ascii().is_empty() {
                return Some(self.page(&text).map_err(|error| self.error(error)));
            }
        }
        None
    }

    fn error(&self, error: SourceError) -> PageError {
        PageError { line: Some(self.line), ..PageError::from(error) }
    }

    fn next_line(&mut self) -> Result<Vec<u8>, SourceError> {
        let longest = self.max_bytes.saturating_mul(ESCAPED).saturating_add(OTHER_FIELDS);
        let mut text = Vec::new();
        self.line += 1;
        let read = self.input.by_ref().take(longest).read_until(b'\n', &mut text);
        self.at += text.len() as u64;
        if let Err(error) = read {
            self.ended = true;
            return Err(broken(&error, self.at));
        }
        if text.is_empty() {
            self.ended = true;
        }
        if text.len() as u64 == longest && !text.ends_with(b"\n") {
            self.pass_line()?;
            return Err(SourceError::TooLarge { limit: self.max_bytes });
        }
        Ok(text)
    }

    /// Passes over what is left of a line.
    fn pass_line(&mut self) -> Result<(), SourceError> {
        let passed = io::copy(&mut UntilBreak(&mut self.input), &mut io::sink());
        passed.map(|_| ()).map_err(|error| {
            self.ended = true;
            broken(&error, self.at)
        })
    }

    fn page(&self, text: &[u8]) -> Result<RawPage, SourceError> {
        let wrong = |what: String| SourceError::Malformed { what, at: self.at - text.len() as u64 };
        let value: Value =
            serde_json::from_slice(text).map_err(|error| wrong(format!("no JSON: {error}")))?;
        let Value::Object(mut fields) = value else {
            return Err(wrong(
                "no object; a line is to be one, with the page in \"html\", \"content\" or \"text\"".into(),
            ));
        };
        if fields.get("schema").and_then(Value::as_str).is_some_and(|name| name.starts_with("dechrome/")) {
            return Err(wrong("a record that dechrome wrote, and no page".into()));
        }
        let held = FIELDS.iter().find(|(name, _)| fields.get(*name).is_some_and(Value::is_string));
        let Some((name, is_text)) = held else {
            return Err(wrong(
                "no page in it: neither \"html\" nor \"content\" nor \"text\" is a string".into(),
            ));
        };
        let Some(Value::String(page)) = fields.shift_remove(*name) else { return Err(SourceError::Empty) };
        if page.len() as u64 > self.max_bytes {
            return Err(SourceError::TooLarge { limit: self.max_bytes });
        }
        Ok(RawPage {
            bytes: page.into_bytes(),
            charset: Some("utf-8".to_owned()),
            url: string(&mut fields, "url").filter(|url| !url.trim().is_empty()),
            record: string(&mut fields, "id"),
            line: Some(self.line),
            format: is_text.then_some(Format::Text),
            container: Some("jsonl"),
            carried: self.carry.then_some(fields).filter(|fields| !fields.is_empty()),
            ..RawPage::default()
        })
    }
}

/// Takes a field out, where it is a string or a number.
fn string(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    match fields.get(name)? {
        Value::String(_) => fields.shift_remove(name)?.as_str().map(str::to_owned),
        Value::Number(_) => fields.shift_remove(name).map(|number| number.to_string()),
        _ => None,
    }
}

/// Reads up to and with the next line break.
struct UntilBreak<'a>(&'a mut Input);

impl Read for UntilBreak<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let ahead = self.0.fill_buf()?;
        if ahead.is_empty() {
            return Ok(0);
        }
        let length = ahead.len().min(to.len());
        match memchr::memchr(b'\n', &ahead[..length]) {
            Some(at) => {
                self.0.consume(at + 1);
                Ok(0)
            }
            None => {
                to[..length].copy_from_slice(&ahead[..length]);
                self.0.consume(length);
                Ok(length)
            }
        }
    }
}
