//! WARC files (ISO 28500, <https://iipc.github.io/warc-specifications/>), record by record.
//!
//! Read here and not by a crate: of those there are, one wants a stream that it can seek in and the other reads headers
//! and lines without a limit; neither tells where a file is damaged or goes on behind the damage.

use std::io::{self, BufRead, Read};

use super::super::{Format, SourceError, stamp};
use super::http::{self, ContentType};
use super::{Input, PageError, RawPage, broken};

/// The longest line of a record's header, and the most that all its lines may have.
const LONGEST_LINE: u64 = 64 * 1024;
const LONGEST_HEADER: usize = 1 << 20;

/// The records of a file.
pub(super) struct Records {
    input: Input,
    /// How many bytes have been read, decompressed.
    at: u64,
    max_bytes: u64,
    ended: bool,
    /// Where the next record begins, if its first line has been read already.
    begun: Option<u64>,
}

/// What a record's header says.
#[derive(Default)]
struct Header {
    kind: String,
    id: Option<String>,
    url: Option<String>,
    date: Option<String>,
    content_type: ContentType,
    length: u64,
    /// Why the writer left off in the middle of the content: `length`, `time`, `disconnect`, `unspecified`.
    truncated: Option<String>,
}

impl Header {
    fn take(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-record-id" => self.id = Some(bare(value)),
            "warc-target-uri" => self.url = Some(bare(value)),
            "warc-date" => self.date = stamp::from_numbers(value),
            "content-type" => self.content_type = ContentType::parse(value),
            "warc-truncated" => self.truncated = Some(value.to_owned()),
            "content-length" => self.length = value.parse().unwrap_or_default(),
            _ => {}
        }
    }

    /// Whether the record may hold a page.
    fn is_wanted(&self) -> bool {
        match self.kind.as_str() {
            "response" => self.content_type.essence.starts_with("application/http"),
            "resource" => self.content_type.is_page(b""),
            "conversion" => self.content_type.essence == "text/plain",
            _ => false,
        }
    }
}

/// An address or id without the angle brackets that some writers put around it.
fn bare(value: &str) -> String {
    value.trim_start_matches('<').trim_end_matches('>').to_owned()
}

impl Records {
    pub(super) fn new(input: Input, max_bytes: u64) -> Records {
        Records { input, at: 0, max_bytes, ended: false, begun: None }
    }

    /// The next record that holds a page, or what is wrong with the file.
    pub(super) fn next_page(&mut self) -> Option<Result<RawPage, PageError>> {
        while !self.ended {
            let start = self.at;
            match self.next_record() {
                Ok(Some(page)) => return Some(Ok(page)),
                Ok(None) => {}
                Err(error) => {
                    debug_assert!(self.ended || self.at > start);
                    return Some(Err(error));
                }
            }
        }
        None
    }

    /// One record; `None` where it holds no page.
    fn next_record(&mut self) -> Result<Option<RawPage>, PageError> {
        let Some(start) = self.find_record()? else {
            self.ended = true;
            return Ok(None);
        };
        let header = self.header()?;
        if !header.is_wanted() {
            self.skip(header.length, start)?;
            return Ok(None);
        }
        let at_record = |error| PageError { record: header.id.clone(), ..PageError::from(error) };
        // The body of a response is longer by its header; what is unpacked from it is measured apart.
        if header.length > self.max_bytes.saturating_add(LONGEST_HEADER as u64) {
            self.skip(header.length, start)?;
            return Err(at_record(SourceError::TooLarge { limit: self.max_bytes }));
        }
        let mut body = Vec::new();
        let read = self.input.by_ref().take(header.length).read_to_end(&mut body);
        self.at += body.len() as u64;
        read.map_err(|error| at_record(self.broken(&error)))?;
        if (body.len() as u64) < header.length {
            return Err(at_record(self.cut_off()));
        }
        page(&header, body, self.max_bytes).map_err(at_record)
    }

    /// Goes to the next record, over the blank lines between them and over what is no record; gives where it begins.
    fn find_record(&mut self) -> Result<Option<u64>, PageError> {
        if let Some(start) = self.begun.take() {
            return Ok(Some(start));
        }
        let mut lost: Option<u64> = None;
        loop {
            let start = self.at;
            let line = self.line()?;
            let begins = line.starts_with(b"WARC/");
            if let Some(from) = lost.filter(|_| begins || line.is_empty()) {
                self.begun = begins.then_some(start);
                return Err(SourceError::Damaged { from, to: start }.into());
            }
            if begins || line.is_empty() {
                return Ok(begins.then_some(start));
            }
            if !line.trim_ascii().is_empty() {
                lost = lost.or(Some(start));
            }
        }
    }

    /// A line, or so much of it as a line may have.
    fn line(&mut self) -> Result<Vec<u8>, SourceError> {
        let mut line = Vec::new();
        let read = self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        self.at += line.len() as u64;
        read.map_err(|error| self.broken(&error))?;
        Ok(line)
    }

    fn header(&mut self) -> Result<Header, SourceError> {
        let start = self.at;
        let mut header = Header::default();
        let mut length = 0;
        loop {
            let line = self.line()?;
            length += line.len();
            if line.is_empty() {
                return Err(self.cut_off());
            }
            let text = String::from_utf8_lossy(line.trim_ascii());
            if text.is_empty() {
                return Ok(header);
            }
            if length > LONGEST_HEADER {
                return Err(SourceError::Damaged { from: start, to: self.at });
            }
            if let Some((name, value)) = text.split_once(':') {
                header.take(name.trim(), value.trim());
            }
        }
    }

    /// Passes over a body.
    fn skip(&mut self, length: u64, record: u64) -> Result<(), SourceError> {
        let passed = io::copy(&mut self.input.by_ref().take(length), &mut io::sink());
        let passed = passed.map_err(|error| self.broken(&error))?;
        self.at += passed;
        if passed < length {
            self.ended = true;
            return Err(SourceError::Truncated { at: record });
        }
        Ok(())
    }

    /// What an error while reading the file says. Behind compressed data that is broken nothing can be found.
    fn broken(&mut self, error: &io::Error) -> SourceError {
        self.ended = true;
        broken(error, self.at)
    }

    /// The file ends in the middle of a record.
    fn cut_off(&mut self) -> SourceError {
        self.ended = true;
        SourceError::Truncated { at: self.at }
    }
}

/// The page in a record's body.
fn page(header: &Header, body: Vec<u8>, max_bytes: u64) -> Result<Option<RawPage>, SourceError> {
    let mut page = RawPage {
        url: header.url.clone(),
        saved_at: header.date.clone(),
        record: header.id.clone(),
        container: Some("warc"),
        ..RawPage::default()
    };
    let mut warnings = Vec::new();
    if let Some(reason) = &header.truncated {
        warnings.push(format!("warc: the record is cut off, says who wrote it ({reason})"));
    }
    if header.kind == "response" {
        let Some(response) = http::parse(&body, max_bytes)? else { return Ok(None) };
        // A redirection or an error shows no page of that address.
        if !http::is_success(response.status) || !response.kind.is_page(&response.body) {
            return Ok(None);
        }
        if let Some(fault) = response.fault {
            warnings.push(format!("warc: only a part of the body could be unpacked; {fault}"));
        }
        page.charset = response.kind.charset;
        page.bytes = response.body;
    } else {
        page.charset = header.content_type.charset.clone();
        page.format = (header.kind == "conversion").then_some(Format::Text);
        page.bytes = body;
    }
    if page.bytes.len() as u64 > max_bytes {
        return Err(SourceError::TooLarge { limit: max_bytes });
    }
    page.warning = (!warnings.is_empty()).then(|| warnings.join("; "));
    Ok((!page.bytes.trim_ascii().is_empty()).then_some(page))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// What is read of a file: of each page its date, of each error its kind.
    fn read(file: Vec<u8>) -> Vec<Result<Option<String>, &'static str>> {
        let mut records = Records::new(Box::new(io::BufReader::with_capacity(64, Cursor::new(file))), 1000);
        let next = || records.next_page();
        std::iter::from_fn(next)
            .map(|page| page.map(|page| page.saved_at).map_err(|error| error.kind()))
            .collect()
    }

    fn record(date: &str) -> String {
        format!(
            "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Date: {date}\r\nContent-Type: text/html\r\n\
             Content-Length: 12\r\n\r\n<p>It rained\r\n\r\n"
        )
    }

    #[test]
    fn damage_is_told_wherever_a_buffer_ends() {
        let date = "2017-03-29T10:15:00Z";
        let page = Ok(Some(date.to_owned()));
        for length in 1..140 {
            let file = format!("{}{}\n{}", record(date), "x".repeat(length), record(date));
            assert_eq!(read(file.into()), [page.clone(), Err("damaged"), page.clone()], "{length}");
            let file = format!("{}{}", record(date), "x".repeat(length));
            assert_eq!(read(file.into()), [page.clone(), Err("damaged")], "{length}");
        }
        assert_eq!(read(record(date).repeat(3).into()), [page.clone(), page.clone(), page]);
    }

    #[test]
    fn only_a_date_says_when_a_page_was_saved() {
        for (date, saved_at) in [
            ("2017-03-29T10:15:00Z", Some("2017-03-29T10:15:00Z")),
            ("2017-03-29T10:15:00.123456789Z", Some("2017-03-29T10:15:00Z")),
            ("hello world", None),
            ("", None),
            ("2017-13-29T10:15:00Z", None),
        ] {
            assert_eq!(read(record(date).into()), [Ok(saved_at.map(str::to_owned))], "{date}");
        }
    }
}
