//! Rules of the user: CSS selectors that say what is chrome and what is article, whatever dechrome makes of the page.

mod element;
mod file;
mod host;
mod language;
mod seen;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use selectors::matching::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
    matches_selector,
};
use selectors::parser::SelectorList;

use crate::block::Ruling;
use crate::dom::{Dom, NodeId, Tag};
use element::Elements;
use host::Hosts;
use language::Language;

pub(crate) use seen::Seen;

/// Rules for pages: what is chrome and what is article, as CSS selectors, each for some hosts or for all.
///
/// A rule decides about all that stands inside the elements it matches. Of rules that disagree the one that matches the
/// nearest element wins; where both match the same element, `keep` wins. The page is then separated as though what
/// is dropped were not in it: it gives no headline, no byline, no comment. It is still listed in the
/// record's [`chrome`](crate::record::Record::chrome), with the selector as
/// [`rule`](crate::record::Removed::rule). What is kept is the article's, and in no comment.
///
/// # As a file
///
/// TOML: a table for each pattern of hosts, with the lists `drop` and `keep`.
///
/// ```toml
/// ["*"]                        # every page, also of an unknown address
/// drop = [".cookie-note", "aside:has(> form)"]
///
/// ["*.post.example"]           # post.example and all hosts below it
/// drop = ["p.promo", "a[href*='/abo/' i]"]
/// keep = ["#story .box:not(.ad)"]
///
/// ["news.example"]             # this host alone
/// drop = [".teaser:nth-child(n + 3)"]
/// ```
///
/// ```
/// use dechrome::{Cleaner, Rules};
///
/// let rules = Rules::from_toml("['*.post.example']\ndrop = ['.promo']")?;
/// let cleaner = Cleaner::new().url("https://www.post.example/rain").rules(rules);
/// let record = cleaner.clean(b"<h1>Rain</h1><p>It rained for three days.<p class=promo>Read us for a month.").unwrap();
///
/// let chrome = record.chrome.unwrap();
/// assert_eq!(chrome[0].text, "Read us for a month.");
/// assert_eq!(chrome[0].rule.as_deref(), Some(".promo"));
/// # Ok::<(), dechrome::RulesError>(())
/// ```
///
/// # Selectors
///
/// All of Selectors Level 4 that makes sense of a saved page: combinators, attributes with `i` and `s`, `:is`,
/// `:where`, `:not`, `:has`, `:nth-child(… of …)` and its kin, `:empty`, `:root`. States of a browser (`:hover`) and
/// pseudo-elements (`::before`) are refused.
///
/// A selector that takes far longer on a page than a look at each element and what is near it (`h2 ~ p` does where a
/// hundred thousand `p` are siblings) is left out there, and the record's
/// [`warnings`](crate::record::Record::warnings) say so.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    list: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    hosts: Hosts,
    keep: bool,
    /// As it was written.
    selector: String,
    /// It is about what the tool that saved the page has put into it, and not the user's.
    of_saver: bool,
    parsed: SelectorList<Language>,
}

/// Why a rule or a file of rules cannot be used: which selector or line, where in it, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesError(String);

impl std::fmt::Display for RulesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RulesError {}

impl Rules {
    /// Reads rules from TOML text, see [above](Rules#as-a-file).
    ///
    /// # Errors
    ///
    /// Text that is no TOML or says something else than which selectors to drop and to keep; a pattern of hosts or a
    /// selector that cannot be read.
    pub fn from_toml(text: &str) -> Result<Rules, RulesError> {
        file::read(text)
    }

    /// Whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One rule for all hosts: what the selector matches is chrome.
    ///
    /// # Errors
    ///
    /// A selector that cannot be read.
    pub fn dropping(selector: &str) -> Result<Rules, RulesError> {
        Rules::one(false, selector)
    }

    /// One rule for all hosts: what the selector matches is the article's.
    ///
    /// # Errors
    ///
    /// A selector that cannot be read.
    pub fn keeping(selector: &str) -> Result<Rules, RulesError> {
        Rules::one(true, selector)
    }

    fn one(keep: bool, selector: &str) -> Result<Rules, RulesError> {
        let mut rules = Rules::default();
        rules.add_for(Hosts::All, keep, selector).map_err(RulesError)?;
        Ok(rules)
    }

    pub(crate) fn extend(&mut self, other: Rules) {
        self.list.extend(other.list);
    }

    fn add_for(&mut self, hosts: Hosts, keep: bool, selector: &str) -> Result<(), String> {
        let parsed = language::parse(selector).map_err(|why| format!("selector {selector:?}: {why}"))?;
        self.list.push(Rule { hosts, keep, selector: selector.to_owned(), of_saver: false, parsed });
        Ok(())
    }

    /// Whether the page's address matters.
    pub(crate) fn ask_for_host(&self) -> bool {
        self.list.iter().any(|rule| rule.hosts != Hosts::All)
    }

    /// These rules, and that what matches `bar` is the saver's own and no part of the page.
    pub(crate) fn with_bar(&self, bar: &str) -> Rules {
        let mut rules = self.clone();
        if rules.add_for(Hosts::All, false, bar).is_ok() {
            rules.list.iter_mut().rev().take(1).for_each(|rule| rule.of_saver = true);
        }
        rules
    }

    /// The user's selector that a ruling is by, as it was written.
    pub(crate) fn selector(&self, ruling: Ruling) -> Option<&str> {
        self.by(ruling).filter(|rule| !rule.of_saver).map(|rule| rule.selector.as_str())
    }

    /// Whether a ruling is about what the saver has put into the page.
    pub(crate) fn is_of_saver(&self, ruling: Ruling) -> bool {
        self.by(ruling).is_some_and(|rule| rule.of_saver)
    }

    fn by(&self, ruling: Ruling) -> Option<&Rule> {
        self.list.get(ruling.rule as usize)
    }

    /// What the rules for the page's host say of every node; nothing where they match nothing.
    pub(crate) fn judge(&self, dom: &Dom, url: Option<&str>) -> Judged {
        let host = url.and_then(host::of_address);
        let mut judge = Judge { rules: Vec::new(), elements: Elements::of(dom) };
        for (number, rule) in (0..).zip(&self.list).filter(|(_, rule)| rule.hosts.holds(host.as_deref())) {
            judge.rules.push(Share { ruling: Ruling { rule: number, keep: rule.keep }, rule, left: 0 });
        }
        let mut too_slow = Vec::new();
        loop {
            if judge.rules.is_empty() {
                return Judged { rulings: Vec::new(), too_slow };
            }
            match judge.run(dom) {
                Ok(rulings) if rulings.iter().all(Option::is_none) => {
                    return Judged { rulings: Vec::new(), too_slow };
                }
                Ok(rulings) => return Judged { rulings, too_slow },
                Err(place) => too_slow.push(judge.rules.remove(place).rule.selector.clone()),
            }
        }
    }
}

/// What rules say of a page.
#[derive(Default)]
pub(crate) struct Judged {
    /// Of every node; empty where nothing is said of any.
    pub rulings: Vec<Option<Ruling>>,
    /// The selectors that would have taken too long on this page, and were left out.
    pub too_slow: Vec<String>,
}

/// A rule may take so many steps from element to element for each node of a page, and [`FREE_STEPS`] besides: those that
/// look at the element and what is near take a few, `h2 ~ p` among many siblings as many as there are.
const STEPS: u64 = 100;
const FREE_STEPS: u64 = 10_000_000;

/// A rule at work.
struct Share<'r> {
    ruling: Ruling,
    rule: &'r Rule,
    /// The steps it may still take.
    left: u64,
}

/// The rules for a page, and its elements.
struct Judge<'r> {
    rules: Vec<Share<'r>>,
    elements: Elements<'r>,
}

impl Judge<'_> {
    /// What the rules say of every node, or the place of one that takes too long.
    fn run(&mut self, dom: &Dom) -> Result<Vec<Option<Ruling>>, usize> {
        for share in &mut self.rules {
            share.left = FREE_STEPS + STEPS * dom.len() as u64;
        }
        let mut caches = SelectorCaches::default();
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            &mut caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        let mut rulings = vec![None; dom.len()];
        let mut at = NodeId(1);
        while at.index() < dom.len() {
            if dom.tag(at) == Tag::Head {
                at = dom.end(at); // nothing in it is shown: no rule is about it
                continue;
            }
            let around = dom.parent(at).and_then(|up| rulings[up.index()]);
            let own = if dom.is_element(at) { self.own(around, at, &mut context)? } else { None };
            rulings[at.index()] = own.or(around);
            at = NodeId(at.0 + 1);
        }
        Ok(rulings)
    }

    /// The rule that changes at this element what is said. To be dropped inside of what is dropped is nothing new: the
    /// outermost rule is named, and the piece stays whole.
    fn own(
        &mut self,
        around: Option<Ruling>,
        id: NodeId,
        context: &mut MatchingContext<'_, Language>,
    ) -> Result<Option<Ruling>, usize> {
        let mut first = |keep: bool| self.first(keep, id, context);
        Ok(match around {
            None => match first(true)? {
                None => first(false)?,
                kept => kept,
            },
            Some(Ruling { keep: false, .. }) => first(true)?,
            Some(Ruling { keep: true, .. }) => match first(false)? {
                Some(_) if first(true)?.is_some() => None,
                dropped => dropped,
            },
        })
    }

    /// The first rule of a kind that matches the element.
    fn first(
        &mut self,
        keep: bool,
        id: NodeId,
        context: &mut MatchingContext<'_, Language>,
    ) -> Result<Option<Ruling>, usize> {
        let element = self.elements.at(id);
        for (place, share) in self.rules.iter_mut().enumerate().filter(|(_, share)| share.ruling.keep == keep)
        {
            self.elements.allow(share.left);
            let mut selectors = share.rule.parsed.slice().iter();
            let matches = selectors.any(|selector| matches_selector(selector, 0, None, &element, context));
            share.left = self.elements.left();
            if share.left == 0 {
                return Err(place);
            }
            if matches {
                return Ok(Some(share.ruling));
            }
        }
        Ok(None)
    }
}

/// The page without what `gone` says, to those who only see what is there.
pub(crate) fn without<'d>(dom: &'d Dom, gone: impl Fn(NodeId) -> bool) -> Cow<'d, Dom> {
    if dom.ids().any(&gone) { Cow::Owned(dom.without(gone)) } else { Cow::Borrowed(dom) }
}
