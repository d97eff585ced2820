//! Safari's `.webarchive`: a property list, binary or XML, with the page and what it loads.

use std::io::Cursor;

use memchr::memmem;
use plist::{Dictionary, Value};

use super::super::SourceError;
use super::RawPage;
use super::frames::{self, Frame};

/// Whether the file begins like a web archive. Source: the files that Safari writes.
pub(super) fn is_webarchive(head: &[u8]) -> bool {
    head.starts_with(b"bplist00")
        || memmem::find(head, b"<plist").is_some() && memmem::find(head, b"WebMainResource").is_some()
}

/// The page in it.
pub(super) fn read(bytes: &[u8]) -> Result<RawPage, SourceError> {
    let value = Value::from_reader(Cursor::new(bytes)).map_err(|error| SourceError::Malformed {
        what: format!("no whole property list: {error}"),
        at: bytes.len() as u64,
    })?;
    let main = main_resource(&value);
    let Some(main) = main else { return Err(SourceError::NoPage { what: "a property list without a page" }) };
    let Some(page) = main.get("WebResourceData").and_then(Value::as_data) else {
        return Err(SourceError::NoPage { what: "a web archive whose page has no data" });
    };
    let subframes = value.as_dictionary().and_then(|all| all.get("WebSubframeArchives"));
    let frames: Vec<Frame> = subframes
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|archive| frame(main_resource(archive)?))
        .collect();
    let url = text(main, "WebResourceURL");
    Ok(RawPage {
        bytes: frames::put_in(page.to_vec(), &frames, url),
        charset: charset(main).map(str::to_owned),
        url: url.map(str::to_owned),
        saved_with: Some("Safari".to_owned()),
        ..RawPage::default()
    })
}

fn main_resource(archive: &Value) -> Option<&Dictionary> {
    archive.as_dictionary()?.get("WebMainResource")?.as_dictionary()
}

/// A frame of the page, which the page calls by its address.
fn frame(resource: &Dictionary) -> Option<Frame<'_>> {
    let bytes = resource.get("WebResourceData")?.as_data()?.to_vec();
    let url = text(resource, "WebResourceURL");
    Some(Frame {
        names: url.map(str::to_owned).into_iter().collect(),
        bytes,
        charset: charset(resource),
        url,
    })
}

fn charset(resource: &Dictionary) -> Option<&str> {
    text(resource, "WebResourceTextEncodingName")
        .filter(|label| encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).is_some())
}

fn text<'a>(dictionary: &'a Dictionary, key: &str) -> Option<&'a str> {
    dictionary.get(key).and_then(Value::as_string).filter(|text| !text.is_empty())
}
