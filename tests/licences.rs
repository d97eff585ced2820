//! Every dependency may be used as this project is: its licence is one of those in `deny.toml`. Needs no network.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

/// The licences in `deny.toml`.
fn allowed() -> BTreeSet<String> {
    let text = fs::read_to_string(common::project("deny.toml")).expect("deny.toml");
    let deny: toml::Table = toml::from_str(&text).expect("TOML");
    let list = deny["licenses"]["allow"].as_array().expect("a list");
    list.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// Whether an SPDX expression can be met: of `A OR B` one is enough, of `A AND B` both are needed.
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // Some crates still write "/" for "OR".
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any_of(&words, &mut at, allowed);
    met && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all_of(words, at, allowed);
    }
    met
}

fn all_of(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = any_of(words, at, allowed);
        let closed = words.get(*at) == Some(&")");
        *at += usize::from(closed);
        return met && closed;
    }
    let mut name = (*word).to_owned();
    if let (Some(&"WITH"), Some(exception)) = (words.get(*at), words.get(*at + 1)) {
        name = format!("{name} WITH {exception}");
        *at += 2;
    }
    allowed.contains(&name)
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let metadata = |more: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--format-version=1", "--locked"]).args(more);
        cargo.arg("--manifest-path").arg(common::project("Cargo.toml")).output().expect("cargo")
    };
    // A machine that never fetched the crates of other platforms has to do so once.
    let offline = metadata(&["--offline"]);
    let out = if offline.status.success() { offline } else { metadata(&[]) };
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let allowed = allowed();
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 50);
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !is_met(package["license"].as_str().unwrap_or_default(), &allowed))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "not allowed:\n{}", refused.join("\n"));
}

#[test]
fn expressions_are_read() {
    let allowed: BTreeSet<String> =
        ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
    for met in [
        "MIT",
        "GPL-3.0 OR MIT",
        "MIT/GPL-3.0",
        "(MIT OR X) AND Apache-2.0",
        "Apache-2.0 WITH LLVM-exception OR X",
    ] {
        assert!(is_met(met, &allowed), "{met}");
    }
    for unmet in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT)", "Apache-2.0 WITH other"] {
        assert!(!is_met(unmet, &allowed), "{unmet}");
    }
}
