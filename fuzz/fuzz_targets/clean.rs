//! Any bytes are a page or a clear refusal; a page's parts hold its article, and the same bytes give the same record.
#![no_main]

use dechrome::Cleaner;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let cleaner = Cleaner::new().parts(true);
    let Ok(record) = cleaner.clean(bytes) else { return };
    assert_eq!(Some(&record), cleaner.clean(bytes).ok().as_ref());
    let parts = record.parts.unwrap_or_default();
    let article = record.article.unwrap_or_default();
    assert!(article.text.is_empty() || !parts.is_empty());
    let comments = record.comments.unwrap_or_default().items;
    for (number, comment) in comments.iter().enumerate() {
        let earlier = |parent: &String| comments[..number].iter().any(|other| other.id == *parent);
        assert!(comment.parent.as_ref().is_none_or(earlier));
    }
});
