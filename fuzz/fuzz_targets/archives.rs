//! Every reader ends on any bytes, within its limits. The first byte says which reader.
#![no_main]

use std::io::Cursor;

use dechrome::archive::{Container, Pages, ReadOptions};
use libfuzzer_sys::fuzz_target;

const MAX_BYTES: u64 = 1 << 16;

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let container = match choice % 6 {
        0 => None,
        1 => Some(Container::Mhtml),
        2 => Some(Container::Webarchive),
        3 => Some(Container::Warc),
        4 => Some(Container::Jsonl),
        _ => Some(Container::Text),
    };
    let name = (choice >= 128).then(|| "page.html.br".to_owned());
    let options = ReadOptions { container, name, max_bytes: MAX_BYTES, carry: choice % 2 == 0 };
    let Ok(pages) = Pages::open(Cursor::new(bytes.to_vec()), options) else { return };
    for page in pages.take(1 + bytes.len()).flatten() {
        assert!(page.bytes.len() as u64 <= MAX_BYTES);
    }
});
