//! Rules as a TOML file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::host::Hosts;
use super::{Rules, RulesError};

/// The file: what to do, by the hosts it is for.
type File = BTreeMap<Spanned<String>, Lists>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[serde(default)]
    drop: Vec<Spanned<String>>,
    #[serde(default)]
    keep: Vec<Spanned<String>>,
}

pub(super) fn read(text: &str) -> Result<Rules, RulesError> {
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| format!("line {}: ", line_of(text, span.start)));
        RulesError(format!("{}{}", line.unwrap_or_default(), error.message()))
    })?;
    let mut rules = Rules::default();
    for (pattern, lists) in &file {
        let at = |span: std::ops::Range<usize>, why: String| {
            RulesError(format!("line {}: {why}", line_of(text, span.start)))
        };
        let hosts = Hosts::parse(pattern.get_ref())
            .map_err(|why| at(pattern.span(), format!("hosts {:?}: {why}", pattern.get_ref())))?;
        let drops = lists.drop.iter().map(|selector| (false, selector));
        for (keep, selector) in drops.chain(lists.keep.iter().map(|selector| (true, selector))) {
            rules.add_for(hosts.clone(), keep, selector.get_ref()).map_err(|why| at(selector.span(), why))?;
        }
    }
    Ok(rules)
}

/// The number of the line, from 1, that the byte stands in.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        read(text).expect_err(text).to_string()
    }

    #[test]
    fn a_file_is_tables_of_hosts() {
        let rules =
            read("['*']\ndrop = ['.ad', 'nav, aside']\n[\"*.post.example\"]\nkeep = ['#story']").unwrap();
        let list: Vec<_> = rules.list.iter().map(|rule| (rule.keep, rule.selector.as_str())).collect();
        assert_eq!(list, [(false, ".ad"), (false, "nav, aside"), (true, "#story")]);
        assert!(read("").unwrap().is_empty());
        assert!(read("# nothing yet\n['post.example']\n").unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = refused("['*']\ndrop = [\n  '.ad',\n  'p >',\n]");
        assert_eq!(
            told,
            "line 4: selector \"p >\": a combinator has nothing on one of its sides (at its end)"
        );
        assert!(refused("['*']\ndrop = '.ad'").starts_with("line 2: "), "{}", refused("['*']\ndrop = '.ad'"));
        assert!(refused("\n['*']\nhide = ['.ad']").contains("unknown field `hide`"));
        assert!(refused("drop = ['.ad']").starts_with("line 1: "));
        assert!(refused("['https://post.example/']\ndrop = []").starts_with("line 1: hosts \"https"));
        assert!(refused("['*'\n").starts_with("line 1: "));
        assert!(refused("['a.example']\n['a.example']").starts_with("line 2: "));
    }
}
