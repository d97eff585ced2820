//! What a record says of any page, with markup or without.

use crate::record::{PageType, Record, SCHEMA, Source};
use crate::source::SavedPage;
use crate::source::archive::RawPage;

/// The record with what is known before the parts are written.
pub fn opened(
    raw: &RawPage,
    saved: &SavedPage,
    url: Option<&str>,
    page_type: PageType,
    confidence: f32,
) -> Record {
    let mut warnings: Vec<String> = raw.warning.iter().cloned().collect();
    if saved.malformed {
        warnings.push(format!("charset: some bytes are no {}; U+FFFD stands for them", saved.charset));
    }
    Record {
        schema: SCHEMA.into(),
        source: Source {
            path: None,
            url: url.map(str::to_owned),
            format: Some(saved.format.name().into()),
            charset: Some(saved.charset.into()),
            saved_at: saved.saved_at.clone(),
            saved_with: saved.saved_with.map(str::to_owned).or_else(|| raw.saved_with.clone()),
            container: raw.container.map(str::to_owned),
            record: raw.record.clone(),
            line: raw.line,
        },
        carried: raw.carried.clone(),
        page_type: Some(page_type),
        confidence: Some((confidence * 1000.0).round() / 1000.0),
        warnings,
        ..Record::default()
    }
}

/// A warning where the page says that there are more comments than were found.
pub fn missing(declared: Option<u64>, found: usize) -> Option<String> {
    let declared = declared.filter(|&declared| declared > found as u64)?;
    Some(format!("comments: {declared} declared, {found} saved"))
}
