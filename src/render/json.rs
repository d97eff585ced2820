//! A record as JSON.

use crate::record::Record;

pub(super) fn render(record: &Record, pretty: bool) -> String {
    let written = if pretty { serde_json::to_string_pretty(record) } else { serde_json::to_string(record) };
    // A record holds strings, numbers and lists only: writing it cannot fail.
    written.unwrap_or_default() + "\n"
}
