//! The selectors in which the table of comment systems is written: the part of CSS that markup of comments needs.
//!
//! `tag`, `.class`, `.class-prefix*`, `#id`, `#id-prefix*`, `[attr]`, `[attr=v]`, `[attr^=v]`, `[attr$=v]`, `[attr*=v]`,
//! `[attr~=v]`, `:not(…)` of one such test, descendants (a space), children (`>`) and alternatives (`,`). Values are
//! written without quotes and hold neither spaces nor commas.

use html5ever::{LocalName, local_name};

use crate::dom::{Dom, NodeId, Tag};

/// How far up an ancestor is looked for: bounds the work on pages nested without end.
const REACH: usize = 24;

/// A compiled selector; the empty one matches nothing.
#[derive(Clone, Debug, Default)]
pub struct Selector {
    alternatives: Vec<Path>,
    /// What of an element can make an alternative match; `None` where one asks for nothing that is hashed.
    any: Option<Need>,
}

/// One alternative: a path of elements, rightmost first.
#[derive(Clone, Debug)]
struct Path {
    /// What the element must have.
    need: Need,
    steps: Vec<Step>,
}

/// What is asked of an element, or what it has, in bits: most selectors are rejected by these alone.
#[derive(Clone, Copy, Debug, Default)]
struct Need {
    /// The hashed beginnings of its class names and id.
    names: u64,
    /// Its tag and the names of its other attributes, hashed.
    kinds: u64,
}

impl Need {
    fn and(self, other: Need) -> Need {
        Need { names: self.names | other.names, kinds: self.kinds | other.kinds }
    }

    /// Whether all that is asked for is there.
    fn is_met(self, has: Need) -> bool {
        self.names & !has.names == 0 && self.kinds & !has.kinds == 0
    }

    /// Whether some of it is there.
    fn touches(self, has: Need) -> bool {
        self.names & has.names | self.kinds & has.kinds != 0
    }

    /// Of what is asked for the part that is rarest on pages.
    fn rarest(self) -> Option<Need> {
        match (self.names, self.kinds) {
            (0, 0) => None,
            (0, kinds) => Some(Need { names: 0, kinds }),
            (names, _) => Some(Need { names, kinds: 0 }),
        }
    }
}

/// One element of a path.
#[derive(Clone, Debug)]
struct Step {
    tests: Vec<Test>,
    /// Whether the step to its left is its parent, not just any ancestor.
    child: bool,
}

#[derive(Clone, Debug)]
enum Test {
    Tag(Tag),
    Name(&'static str),
    Class(Pattern),
    Id(Pattern),
    Attr(&'static str, Pattern),
    Not(Box<Test>),
}

#[derive(Clone, Copy, Debug)]
enum Pattern {
    Any,
    Is(&'static str),
    Starts(&'static str),
    Ends(&'static str),
    Holds(&'static str),
    Word(&'static str),
}

impl Pattern {
    /// `name` or, with a star behind it, `prefix*`.
    fn name(text: &'static str) -> Pattern {
        text.strip_suffix('*').map_or(Pattern::Is(text), Pattern::Starts)
    }

    fn matches(self, value: &str) -> bool {
        match self {
            Pattern::Any => true,
            Pattern::Is(text) => value == text,
            Pattern::Starts(text) => value.starts_with(text),
            Pattern::Ends(text) => value.ends_with(text),
            Pattern::Holds(text) => value.contains(text),
            Pattern::Word(text) => value.split_ascii_whitespace().any(|word| word == text),
        }
    }
}

/// An element with the attributes that nearly every test asks for, looked up once.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    dom: &'a Dom,
    node: NodeId,
    class: Option<&'a str>,
    id: Option<&'a str>,
    has: Need,
}

/// A bit of 32 for a tag.
fn tag_bit(tag: Tag) -> u64 {
    1 << (tag as u8 & 31)
}

/// A bit of the other 32 for an attribute.
fn attr_bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let at = |place: Option<&u8>| u32::from(place.copied().unwrap_or(0));
    let sum = at(bytes.first()) * 7 + at(bytes.last()) * 3 + bytes.len() as u32;
    1 << (32 + (sum & 31))
}

/// A bit for the first three bytes of a class or id; none for shorter ones. Prefixes hash like what they begin.
fn bit(name: &str) -> u64 {
    match name.as_bytes() {
        [a, b, c, ..] => {
            let sum = u32::from(*a) * 7 + u32::from(*b) * 31 + u32::from(*c) * 3;
            1 << (sum & 63)
        }
        _ => 0,
    }
}

impl<'a> Subject<'a> {
    /// Looks an element's attributes up.
    pub fn of(dom: &'a Dom, node: NodeId) -> Subject<'a> {
        let mut subject = Subject::unhashed(dom, node);
        let tokens = subject.class.unwrap_or_default().split_ascii_whitespace();
        let names = tokens.chain(subject.id).fold(0, |names, name| names | bit(name));
        let others = dom.atoms(node).filter(|(name, _)| !is_name(name));
        let kinds = others.fold(tag_bit(dom.tag(node)), |kinds, (name, _)| kinds | attr_bit(name));
        subject.has = Need { names, kinds };
        subject
    }

    /// The same without the bits: for a single step that is no selector's last.
    fn unhashed(dom: &'a Dom, node: NodeId) -> Subject<'a> {
        let (mut class, mut id) = (None, None);
        for (name, value) in dom.atoms(node) {
            match *name {
                local_name!("class") => class = Some(value),
                local_name!("id") => id = Some(value),
                _ => {}
            }
        }
        Subject { dom, node, class, id, has: Need::default() }
    }
}

fn is_name(name: &LocalName) -> bool {
    matches!(*name, local_name!("class") | local_name!("id"))
}

impl Test {
    /// The bits of what it asks for.
    fn need(&self) -> Need {
        let names = match self {
            Test::Class(Pattern::Is(name) | Pattern::Starts(name)) => bit(name),
            Test::Id(Pattern::Is(name) | Pattern::Starts(name)) => bit(name),
            Test::Attr("id", Pattern::Is(name) | Pattern::Starts(name)) => bit(name),
            _ => 0,
        };
        let kinds = match self {
            Test::Tag(tag) => tag_bit(*tag),
            Test::Name(_) => tag_bit(Tag::Other),
            Test::Attr("class" | "id", _) => 0,
            Test::Attr(name, _) => attr_bit(name),
            _ => 0,
        };
        Need { names, kinds }
    }

    fn matches(&self, subject: Subject) -> bool {
        let Subject { dom, node, class, id, .. } = subject;
        let tokens = || class.unwrap_or_default().split_ascii_whitespace();
        match self {
            Test::Tag(tag) => dom.tag(node) == *tag,
            Test::Name(name) => dom.tag(node) == Tag::Other && dom.name(node) == Some(name),
            Test::Class(pattern) => tokens().any(|token| pattern.matches(token)),
            Test::Id(pattern) => id.is_some_and(|value| pattern.matches(value)),
            Test::Attr("class", pattern) => class.is_some_and(|value| pattern.matches(value)),
            Test::Attr("id", pattern) => id.is_some_and(|value| pattern.matches(value)),
            Test::Attr(name, pattern) => dom.attr(node, name).is_some_and(|value| pattern.matches(value)),
            Test::Not(test) => !test.matches(subject),
        }
    }
}

impl Selector {
    /// Compiles a selector; says what it does not understand.
    pub fn parse(text: &'static str) -> Result<Selector, String> {
        let mut alternatives = Vec::new();
        for path in text.split(',').map(str::trim).filter(|path| !path.is_empty()) {
            let mut steps: Vec<Step> = Vec::new();
            let mut child = false;
            for word in path.split_ascii_whitespace() {
                if word == ">" {
                    child = true;
                    continue;
                }
                let tests = compound(word).ok_or_else(|| format!("{word:?} in {text:?}"))?;
                steps.push(Step { tests, child });
                child = false;
            }
            if child || steps.is_empty() {
                return Err(format!("no element after \">\" in {text:?}"));
            }
            steps.reverse();
            let tests = steps.first().into_iter().flat_map(|step| &step.tests);
            let need = tests.fold(Need::default(), |need, test| need.and(test.need()));
            alternatives.push(Path { need, steps });
        }
        let rarest = |path: &Path| path.need.rarest();
        let any = alternatives.iter().map(rarest).try_fold(Need::default(), |any, need| Some(any.and(need?)));
        Ok(Selector { alternatives, any })
    }

    /// Whether it has no alternative at all.
    pub fn is_empty(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// Whether the element matches.
    pub fn matches(&self, dom: &Dom, id: NodeId) -> bool {
        !self.is_empty() && self.rank(Subject::of(dom, id)).is_some()
    }

    /// The first alternative that the element matches, counted from 0: earlier ones are meant to be the better ones.
    #[inline]
    pub fn rank(&self, subject: Subject) -> Option<usize> {
        if self.any.is_some_and(|any| !any.touches(subject.has)) { None } else { self.search(subject) }
    }

    fn search(&self, subject: Subject) -> Option<usize> {
        let fits = |path: &Path| path.need.is_met(subject.has) && path_matches(&path.steps, subject);
        self.alternatives.iter().position(fits)
    }
}

fn path_matches(steps: &[Step], subject: Subject) -> bool {
    let Subject { dom, node: id, .. } = subject;
    let Some((last, rest)) = steps.split_first() else { return false };
    if !last.tests.iter().all(|test| test.matches(subject)) {
        return false;
    }
    let mut must_be_parent = last.child;
    let mut at = id;
    // Taking the nearest fitting ancestor is not always right where `>` follows a space, but right enough for a table
    // that is written and tested by hand, and linear.
    for step in rest {
        let found = dom
            .ancestors(at)
            .take(if must_be_parent { 1 } else { REACH })
            .find(|&up| dom.is_element(up) && all_match(step, dom, up));
        let Some(up) = found else { return false };
        at = up;
        must_be_parent = step.child;
    }
    true
}

fn all_match(step: &Step, dom: &Dom, id: NodeId) -> bool {
    // The tag, where one is asked for, comes first.
    if let Some(Test::Tag(tag)) = step.tests.first()
        && dom.tag(id) != *tag
    {
        return false;
    }
    let subject = Subject::unhashed(dom, id);
    step.tests.iter().all(|test| test.matches(subject))
}

/// The tests of one word such as `li.comment[id^=c]:not(.trackback)`.
fn compound(word: &'static str) -> Option<Vec<Test>> {
    let mut tests = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let (test, after) = if let Some(inner) = rest.strip_prefix(":not(") {
            let end = inner.find(')')?;
            let mut negated = compound(inner.get(..end)?)?;
            if negated.len() != 1 {
                return None;
            }
            (Test::Not(Box::new(negated.pop()?)), inner.get(end + 1..)?)
        } else if let Some(inner) = rest.strip_prefix('[') {
            let end = inner.find(']')?;
            (attribute(inner.get(..end)?)?, inner.get(end + 1..)?)
        } else {
            let start = rest.find(|c| c != '.' && c != '#')?;
            let end = rest
                .char_indices()
                .skip(1)
                .find(|&(_, c)| matches!(c, '.' | '#' | '[' | ':'))
                .map_or(rest.len(), |(at, _)| at);
            let name = rest.get(start..end).filter(|name| !name.is_empty() && !name.starts_with(':'))?;
            let test = match rest.get(..start)? {
                "." => Test::Class(Pattern::name(name)),
                "#" => Test::Id(Pattern::name(name)),
                "" if Tag::of(name) != Tag::Other => Test::Tag(Tag::of(name)),
                "" => Test::Name(name),
                _ => return None,
            };
            (test, rest.get(end..)?)
        };
        tests.push(test);
        rest = after;
    }
    // Cheap tests first: the tag rejects most elements without a look at their attributes.
    tests.sort_by_key(|test| !matches!(test, Test::Tag(_)));
    Some(tests)
}

fn attribute(inside: &'static str) -> Option<Test> {
    let Some((name, value)) = inside.split_once('=') else {
        return Some(Test::Attr(inside, Pattern::Any));
    };
    let test = match name.as_bytes().last()? {
        b'^' => Test::Attr(name.strip_suffix('^')?, Pattern::Starts(value)),
        b'$' => Test::Attr(name.strip_suffix('$')?, Pattern::Ends(value)),
        b'*' => Test::Attr(name.strip_suffix('*')?, Pattern::Holds(value)),
        b'~' => Test::Attr(name.strip_suffix('~')?, Pattern::Word(value)),
        _ => Test::Attr(name, Pattern::Is(value)),
    };
    (!value.is_empty()).then_some(test)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str, selector: &'static str) -> Vec<String> {
        let dom = Dom::parse(html);
        let selector = Selector::parse(selector).unwrap();
        dom.ids()
            .filter(|&id| dom.is_element(id) && selector.matches(&dom, id))
            .map(|id| dom.attr(id, "id").unwrap_or("-").to_owned())
            .collect()
    }

    const PAGE: &str = "<ol id=list><li id=c-1 class='comment even'><p id=p1>a</p><ul><li id=c-2 class='comment-x' \
        data-depth=2 itemprop='comment reply'><p id=p2>b</p></li></ul></li></ol><x-item id=x></x-item>";

    #[test]
    fn elements_are_found_by_tag_class_id_and_attribute() {
        assert_eq!(found(PAGE, "li"), ["c-1", "c-2"]);
        assert_eq!(found(PAGE, "x-item"), ["x"]);
        assert_eq!(found(PAGE, ".comment"), ["c-1"]);
        assert_eq!(found(PAGE, ".comment*"), ["c-1", "c-2"]);
        assert_eq!(found(PAGE, "#c-2, #p1"), ["p1", "c-2"]);
        assert_eq!(found(PAGE, "li#c-*.even"), ["c-1"]);
        assert_eq!(found(PAGE, "[data-depth]"), ["c-2"]);
        assert_eq!(found(PAGE, "[data-depth=2]"), ["c-2"]);
        assert_eq!(found(PAGE, "[itemprop~=reply]"), ["c-2"]);
        assert_eq!(found(PAGE, "[itemprop^=comm]"), ["c-2"]);
        assert_eq!(found(PAGE, "[itemprop$=ply]"), ["c-2"]);
        assert_eq!(found(PAGE, "[itemprop*=ment]"), ["c-2"]);
        assert_eq!(found(PAGE, "li:not(.even)"), ["c-2"]);
    }

    #[test]
    fn descendants_and_children() {
        assert_eq!(found(PAGE, "ol p"), ["p1", "p2"]);
        assert_eq!(found(PAGE, ".comment > p"), ["p1"]);
        assert_eq!(found(PAGE, "ul > li > p"), ["p2"]);
        assert_eq!(found(PAGE, ""), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for wrong in ["li >", "..x", "li[", ":not(a.b)", "li:hover", "[a=]"] {
            assert!(Selector::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn alternatives_rank_in_their_order() {
        let dom = Dom::parse("<b id=a class=x></b>");
        let b = dom.ids().find(|&id| dom.tag(id) == Tag::B).unwrap();
        assert_eq!(Selector::parse("i, .x, b").unwrap().rank(Subject::of(&dom, b)), Some(1));
    }
}
