//! Nothing is lost: the parts put together are the page's text, for every page.
//!
//! The text is computed a second time in `common/streams.rs`, from another tree.

mod common;

use common::streams;
use dechrome::Cleaner;
use dechrome::internals::decode;

fn holds(bytes: &[u8]) -> Result<(), String> {
    let record = Cleaner::new().parts(true).clean(bytes).map_err(|error| format!("no record: {error}"))?;
    streams::same(&record.parts.ok_or("no parts")?, &decode(bytes, None))
}

#[test]
fn fixtures() {
    common::each_page(common::fixtures(), holds);
}

#[test]
fn corpus() {
    common::each_page(common::corpus(), holds);
}
