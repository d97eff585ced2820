//! HTTP responses as archives keep them.

use std::borrow::Cow;

use super::super::SourceError;
use super::compress;

/// The most header fields that are looked at.
const FIELDS: usize = 256;

/// A response: what its header says of the body, and the body with its encodings undone.
pub(super) struct Response {
    pub status: u16,
    pub kind: ContentType,
    pub body: Vec<u8>,
    /// What is wrong with the body, if only a part of it could be decoded.
    pub fault: Option<SourceError>,
}

/// A media type and its charset.
#[derive(Default)]
pub(super) struct ContentType {
    /// In lower case: `text/html`.
    pub essence: String,
    pub charset: Option<String>,
}

impl ContentType {
    /// Source: RFC 9110, section 8.3.1.
    pub(super) fn parse(value: &str) -> ContentType {
        let mut pieces = value.split(';');
        let essence = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = pieces.find_map(|piece| {
            let (name, value) = piece.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            let known = encoding_rs::Encoding::for_label_no_replacement(value.as_bytes()).is_some();
            (name.trim().eq_ignore_ascii_case("charset") && known).then(|| value.to_owned())
        });
        ContentType { essence, charset }
    }

    /// Whether it is a page's; a response without a type is told by its content.
    pub(super) fn is_page(&self, body: &[u8]) -> bool {
        self.may_be_page()
            && (!self.essence.is_empty() || super::super::Format::of(body) == super::super::Format::Html)
    }

    fn may_be_page(&self) -> bool {
        matches!(self.essence.as_str(), "" | "text/html" | "application/xhtml+xml")
    }
}

/// The bytes with a status line that httparse knows: crawlers write `HTTP/2 200`, which no server sends as text.
fn dated(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(rest) = bytes.strip_prefix(b"HTTP/") else { return Cow::Borrowed(bytes) };
    let version = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    match &rest[..version] {
        b"1.0" | b"1.1" | b"" => Cow::Borrowed(bytes),
        _ => Cow::Owned([b"HTTP/1.1", &rest[version..]].concat()),
    }
}

/// Takes a response apart; `None` where it shows no page (a header that is cut off, of a redirection or an error).
pub(super) fn parse(bytes: &[u8], max_bytes: u64) -> Result<Option<Response>, SourceError> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    let config = {
        let mut config = httparse::ParserConfig::default();
        config.allow_spaces_after_header_name_in_responses(true);
        config.allow_obsolete_multiline_headers_in_responses(true);
        config.ignore_invalid_headers_in_responses(true);
        config
    };
    let bytes = &*dated(bytes);
    let length = match config.parse_response(&mut response, bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        _ if bytes.trim_ascii().is_empty() => return Ok(None),
        Ok(httparse::Status::Partial) if response.code.is_some_and(|code| !is_success(code)) => {
            return Ok(None);
        }
        Ok(httparse::Status::Partial) => return Err(SourceError::Truncated { at: bytes.len() as u64 }),
        Err(error) => {
            return Err(SourceError::Malformed { what: format!("no HTTP response: {error}"), at: 0 });
        }
    };
    let field = |name: &str| {
        let field = response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        field.map(|field| String::from_utf8_lossy(field.value).trim().to_owned()).unwrap_or_default()
    };
    let status = response.code.unwrap_or_default();
    let kind = ContentType::parse(&field("content-type"));
    let body = &bytes[length..];
    let mut body = match field("transfer-encoding").to_ascii_lowercase().contains("chunked") {
        true => unchunk(body).unwrap_or_else(|| body.to_vec()),
        false => body.to_vec(),
    };
    let encodings = field("content-encoding").to_ascii_lowercase();
    // Of what is no page, whether it can be decoded is nobody's concern.
    let encodings = if is_success(status) && kind.may_be_page() { encodings.as_str() } else { "" };
    let mut fault = None;
    for encoding in encodings.split(',').rev().map(str::trim).take(4) {
        if let Some(decoded) = compress::decode(encoding, &body, max_bytes) {
            let (decoded, broken) = decoded?;
            (body, fault) = (decoded, fault.or(broken));
        }
    }
    Ok(Some(Response { status, kind, body, fault }))
}

/// Whether a response with this status shows a page of its address.
pub(super) fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// The body without its chunks; `None` where it has none. One that is cut off is taken as far as it goes.
/// Source: RFC 9112, section 7.1.
fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(rest.len());
    let mut first = true;
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(rest) else {
            return (!first).then_some(body);
        };
        first = false;
        rest = &rest[start..];
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(&rest[..size.min(rest.len())]);
        let Some(after) = rest.get(size..) else { return Some(body) };
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(bytes: &[u8]) -> Vec<u8> {
        parse(bytes, 1000).unwrap().unwrap().body
    }

    #[test]
    fn chunks_are_undone_where_there_are_any() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(body(format!("{head}3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").as_bytes()), b"abcde");
        assert_eq!(body(format!("{head}<p>no chunks").as_bytes()), b"<p>no chunks");
        assert_eq!(body(format!("{head}9\r\ncut").as_bytes()), b"cut");
    }

    #[test]
    fn a_type_names_its_charset() {
        let kind = ContentType::parse("Text/HTML; x=y; Charset=\"ISO-8859-2\"");
        assert_eq!((kind.essence.as_str(), kind.charset.as_deref()), ("text/html", Some("ISO-8859-2")));
        for unreadable in ["nonsense", "hz-gb-2312"] {
            assert_eq!(ContentType::parse(&format!("text/html; charset={unreadable}")).charset, None);
        }
    }

    #[test]
    fn a_bomb_in_a_body_is_too_large() {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&[b'x'; 5000]).unwrap();
        let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
        bytes.extend(gzip.finish().unwrap());
        assert_eq!(parse(&bytes, 1000).err(), Some(SourceError::TooLarge { limit: 1000 }));
    }
}
