//! Every record is what the schema says.

mod common;

use serde_json::Value;

fn validator() -> jsonschema::Validator {
    let out = common::dechrome().arg("schema").output().expect("dechrome");
    let schema: Value = serde_json::from_slice(&out.stdout).expect("a JSON Schema");
    jsonschema::draft202012::meta::validate(&schema).expect("a draft 2020-12 schema");
    jsonschema::validator_for(&schema).expect("a schema that can be used")
}

fn check(options: &[&str]) {
    let out = common::dechrome().args(options).args(common::fixtures()).output().expect("dechrome");
    let records = common::records(&out.stdout);
    assert_eq!(records.len(), common::fixtures().len());
    let validator = validator();
    for record in &records {
        if let Err(error) = validator.validate(record) {
            panic!("{}: {error} at {}", record["source"]["path"], error.instance_path());
        }
    }
}

#[test]
fn whole_records() {
    check(&[]);
}

#[test]
fn records_with_parts() {
    check(&["--parts"]);
}

#[test]
fn partial_records() {
    for only in ["article", "comments", "chrome"] {
        check(&["--only", only]);
    }
}

#[test]
fn error_records() {
    let folder = common::project("src/dom"); // holds no page
    let out = common::dechrome().args(["nowhere.html", "."]).current_dir(folder).output().expect("dechrome");
    let records = common::records(&out.stdout);
    assert_eq!(records.len(), 2);
    for record in &records {
        assert!(record["error"]["kind"].is_string() && record["source"]["path"].is_string());
        validator().validate(record).expect("a valid record");
    }
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    assert!(!validator().is_valid(&serde_json::json!({ "schema": "dechrome/1" })));
    let comment = serde_json::json!({ "schema": "dechrome/1", "source": {}, "comments": { "items": [{}] } });
    assert!(!validator().is_valid(&comment));
}
