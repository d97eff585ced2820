//! MHTML (RFC 2557): a page, its frames and pictures as the parts of a mail.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders};
use memchr::memmem;

use super::super::SourceError;
use super::RawPage;
use super::frames::{self, Frame};

/// Fields that a saved page begins with.
const FIRST: &[&str] =
    &["from:", "mime-version:", "date:", "subject:", "snapshot-content-location:", "content-type:", "x-"];

/// How savers name themselves in the `From` field, and what they are called.
const SAVERS: &[(&str, &str)] = &[
    ("internet explorer", "Internet Explorer"),
    ("blink", "Blink"),
    ("mozilla", "Mozilla"),
    ("webkit", "WebKit"),
    ("unmht", "UnMHT"),
    ("opera", "Opera"),
];

/// Whether the file begins with the header of a page saved as a mail.
pub(super) fn is_mhtml(head: &[u8]) -> bool {
    let lower = head.trim_ascii_start().to_ascii_lowercase();
    FIRST.iter().any(|field| lower.starts_with(field.as_bytes()))
        && memmem::find(&lower, b"content-type:").is_some()
        && (memmem::find(&lower, b"mime-version:").is_some()
            || memmem::find(&lower, b"multipart/related").is_some())
}

/// The page in it: the part that the header names, else the first of HTML; the other parts of HTML are its frames.
pub(super) fn read(bytes: &[u8]) -> Result<RawPage, SourceError> {
    let none = SourceError::NoPage { what: "a saved mail without an HTML part" };
    let Some(message) = MessageParser::default().parse(bytes) else { return Err(none) };
    let location = field(&message.parts[0], "Snapshot-Content-Location");
    let pages: Vec<&MessagePart> = message.parts.iter().filter(|part| is_html(part)).collect();
    let start =
        message.content_type().and_then(|kind| kind.attribute("start")).map(|id| id.trim_matches(['<', '>']));
    let named = pages.iter().find(|part| {
        location.is_some() && part.content_location() == location.as_deref()
            || start.is_some() && part.content_id() == start
    });
    let Some(part) = named.or(pages.first()) else { return Err(none) };
    let whole = is_whole(&message, bytes);
    let others = pages.iter().filter(|other| !std::ptr::eq(**other, *part));
    let frames: Vec<Frame> = others.map(|other| frame(other, bytes)).collect();
    let address = location.as_deref().or(part.content_location());
    Ok(RawPage {
        bytes: frames::put_in(body(part, bytes), &frames, address),
        charset: charset(part).map(str::to_owned),
        url: location
            .or_else(|| part.content_location().map(str::to_owned))
            .filter(|url| url.contains("://")),
        saved_at: message.date().map(|date| date.to_timestamp()).and_then(instant),
        saved_with: saver(&message),
        warning: (!whole)
            .then(|| "mhtml: the file ends in the middle of its parts; what is left was read".to_owned()),
        ..RawPage::default()
    })
}

/// A part as a frame of the page, which calls it by its id (Blink) or by its address.
fn frame<'a>(part: &'a MessagePart, bytes: &[u8]) -> Frame<'a> {
    let id = part.content_id().map(|id| format!("cid:{id}"));
    let url = part.content_location();
    Frame {
        names: id.into_iter().chain(url.map(str::to_owned)).collect(),
        bytes: body(part, bytes),
        charset: charset(part),
        url,
    }
}

fn charset<'a>(part: &'a MessagePart) -> Option<&'a str> {
    let label = part.content_type().and_then(|kind| kind.attribute("charset"));
    label.filter(|label| encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).is_some())
}

fn is_html(part: &MessagePart) -> bool {
    part.content_type().is_some_and(|kind| {
        let subtype = kind.subtype().unwrap_or_default();
        kind.ctype().eq_ignore_ascii_case("text") && subtype.eq_ignore_ascii_case("html")
            || subtype.eq_ignore_ascii_case("xhtml+xml")
    })
}

/// The part's bytes without their transfer encoding. Its charset is left to the decoder of all pages.
fn body(part: &MessagePart, bytes: &[u8]) -> Vec<u8> {
    let raw = bytes.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::None => None,
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    decoded.unwrap_or_else(|| raw.to_vec())
}

fn field(part: &MessagePart, name: &str) -> Option<String> {
    let header = part.headers.iter().find(|header| header.name.as_str().eq_ignore_ascii_case(name))?;
    match &header.value {
        HeaderValue::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// "<Saved by Blink>"
fn saver(message: &Message) -> Option<String> {
    let from = message.from()?.first()?;
    let words = [from.name(), from.address()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_lowercase();
    let known = SAVERS.iter().find(|(mark, _)| words.contains(mark) && words.contains("saved by"));
    known.map(|(_, name)| (*name).to_owned())
}

/// Whether the boundary that ends the parts is there.
fn is_whole(message: &Message, bytes: &[u8]) -> bool {
    match message.content_type().and_then(|kind| kind.attribute("boundary")) {
        Some(boundary) => memmem::rfind(bytes, format!("--{boundary}--").as_bytes()).is_some(),
        None => true,
    }
}

/// Unix time as ISO 8601 in UTC.
fn instant(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|at| at.to_string())
}
