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

#[test]
fn a_noscript_copy_behind_many_siblings() {
    let copy = "<img data-src=a alt='a tree'><noscript><img src=a alt='a tree'></noscript>";
    let page = format!("{}{copy}<p>after", "<p>word</p>".repeat(70));
    assert_eq!(holds(page.as_bytes()), Ok(()));
    assert_eq!(holds(b"<p><b>one two</b><noscript>one<i> </i>two</noscript><p>after"), Ok(()));
    assert_eq!(holds(b"<p><b>onetwo</b><noscript>one two</noscript><p>after"), Ok(()));
}
