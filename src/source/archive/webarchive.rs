//! Safari's `.webarchive`: a property list, binary or XML, with the page and what it loads.

use std::io::Cursor;

use memchr::memmem;
use plist::{Dictionary, Value};

use super::super::SourceError;
use super::RawPage;

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
    let main =
        value.as_dictionary().and_then(|all| all.get("WebMainResource")).and_then(Value::as_dictionary);
    let Some(main) = main else { return Err(SourceError::NoPage { what: "a property list without a page" }) };
    let Some(page) = main.get("WebResourceData").and_then(Value::as_data) else {
        return Err(SourceError::NoPage { what: "a web archive whose page has no data" });
    };
    Ok(RawPage {
        bytes: page.to_vec(),
        charset: text(main, "WebResourceTextEncodingName")
            .filter(|label| encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).is_some()),
        url: text(main, "WebResourceURL"),
        saved_with: Some("Safari".to_owned()),
        ..RawPage::default()
    })
}

fn text(dictionary: &Dictionary, key: &str) -> Option<String> {
    dictionary.get(key).and_then(Value::as_string).filter(|text| !text.is_empty()).map(str::to_owned)
}
