//! The selectors' grammar: which of CSS is understood, and what is said of a selector that is not.

use cssparser::{BasicParseErrorKind, ParseError, ParseErrorKind, ToCss};
use html5ever::{LocalName, Namespace};
use precomputed_hash::PrecomputedHash;
use selectors::parser::{self, ParseRelative, SelectorList, SelectorParseErrorKind};

/// What a selector is made of here: names are html5ever's, so that comparing them is comparing numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Language;

/// A name in a selector: of an element, an attribute, a class, an id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name(pub(super) LocalName);

/// The value that an attribute is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text(String);

/// A saved page has no pointer, no focus, no history: pseudo-classes that ask for them do not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {}

/// Rules are about elements; what a style sheet generates is not in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Generated {}

impl parser::SelectorImpl for Language {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Text;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Namespace;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = State;
    type PseudoElement = Generated;
}

impl From<&str> for Name {
    fn from(name: &str) -> Name {
        Name(name.into())
    }
}

impl ToCss for Name {
    fn to_css<W: std::fmt::Write>(&self, out: &mut W) -> std::fmt::Result {
        cssparser::serialize_identifier(&self.0, out)
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(text.to_owned())
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Text {
    fn to_css<W: std::fmt::Write>(&self, out: &mut W) -> std::fmt::Result {
        cssparser::serialize_string(&self.0, out)
    }
}

impl parser::NonTSPseudoClass for State {
    fn is_active_or_hover(&self) -> bool {
        match *self {}
    }

    fn is_user_action_state(&self) -> bool {
        match *self {}
    }
}

impl ToCss for State {
    fn to_css<W: std::fmt::Write>(&self, _: &mut W) -> std::fmt::Result {
        match *self {}
    }
}

impl parser::PseudoElement for Generated {}

impl ToCss for Generated {
    fn to_css<W: std::fmt::Write>(&self, _: &mut W) -> std::fmt::Result {
        match *self {}
    }
}

struct Grammar;

impl parser::Parser<'_> for Grammar {
    type Impl = Language;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    /// A style sheet forgives a branch of `:is()` that it does not know; who writes a rule wants to hear of it.
    fn allow_forgiving_selectors(&self) -> bool {
        false
    }
}

/// Reads a list of selectors; where that fails, says where and why.
pub(super) fn parse(text: &str) -> Result<SelectorList<Language>, String> {
    let mut input = cssparser::Parser::new(text);
    SelectorList::parse(&Grammar, &mut input, ParseRelative::No).map_err(|error| {
        let rest = input.slice_from(input.position());
        let read = text[..text.len() - rest.len()].trim_end();
        let place =
            if rest.trim().is_empty() { "at its end".to_owned() } else { format!("read as far as {read:?}") };
        format!("{} ({place})", why(&error))
    })
}

fn why(error: &ParseError<SelectorParseErrorKind>) -> &'static str {
    use SelectorParseErrorKind::*;
    match &error.kind {
        ParseErrorKind::Basic(BasicParseErrorKind::EndOfInput) => "it ends too early",
        ParseErrorKind::Basic(BasicParseErrorKind::TooManyNestedBlocks) => "it is nested too deep",
        ParseErrorKind::Basic(_) => "something stands where it cannot",
        ParseErrorKind::Custom(kind) => match kind {
            EmptySelector => "a selector is missing",
            DanglingCombinator => "a combinator has nothing on one of its sides",
            ClassNeedsIdent => "a dot is not followed by a class name",
            UnsupportedPseudoClassOrElement => "this pseudo-class or pseudo-element is not known here",
            NoIdentForPseudo | PseudoElementExpectedColon | PseudoElementExpectedIdent => {
                "a colon is not followed by the name of a pseudo-class"
            }
            NoQualifiedNameInAttributeSelector | InvalidQualNameInAttr | ExpectedBarInAttr => {
                "the brackets do not begin with the name of an attribute"
            }
            UnexpectedTokenInAttributeSelector => "the brackets hold what is no comparison",
            BadValueInAttr => "the attribute is compared with what is neither a word nor a quoted text",
            ExpectedNamespace | ExplicitNamespaceUnexpectedToken => "namespaces are not known here",
            NonCompoundSelector => "a combinator stands where only one element can be described",
            UnexpectedIdent => "a word stands where it cannot",
            NonPseudoElementAfterSlotted
            | InvalidPseudoElementAfterSlotted
            | InvalidPseudoElementInsideWhere
            | InvalidState => "a pseudo-class or pseudo-element stands where it cannot",
        },
    }
}
