//! A record as JSON.

use crate::record::Record;

/// So many bytes are made room for at once: more than most records have.
const USUAL: usize = 1 << 16;

pub(super) fn render(record: &Record, pretty: bool) -> String {
    let mut out = Vec::with_capacity(USUAL);
    let written = match pretty {
        true => serde_json::to_writer_pretty(&mut out, record),
        false => serde_json::to_writer(&mut out, record),
    };
    // A record holds strings, numbers and lists only: writing it cannot fail.
    let mut text = written.ok().and_then(|()| String::from_utf8(out).ok()).unwrap_or_default();
    text.push('\n');
    text
}
