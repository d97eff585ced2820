//! The records of the fixtures as they were last looked at. After a change: `cargo insta review`.

mod common;

#[test]
fn fixtures() {
    let root = common::project("fixtures");
    for path in common::fixtures() {
        let record = dechrome::clean(&common::bytes(&path)).expect("a record");
        let name = path.strip_prefix(&root).expect("a fixture").with_extension("");
        let name = name.to_string_lossy().replace(['/', '\\'], "-");
        insta::assert_json_snapshot!(name, record);
    }
}
