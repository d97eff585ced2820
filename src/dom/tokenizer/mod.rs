//! Splits a page into the tokens that html5ever's tree builder takes.
//!
//! html5ever's own tokenizer takes its input in pieces, a character at a time, and costs three times as much as the
//! tree builder behind it. Here the page lies whole in memory: markup is found by memchr, and texts and attribute values
//! are slices of the page that share its buffer. The tokens are the same, which a test holds against html5ever's.
//!
//! Source: WHATWG HTML, "tokenization" (<https://html.spec.whatwg.org/multipage/parsing.html#tokenization>).

mod declaration;
pub(super) mod raw;
mod reference;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, ns};
use memchr::{memchr, memchr2};
use rustc_hash::{FxHashMap, FxHashSet};

use super::tag::Tag as Known;

/// A sink that gives back what it has emptied.
pub(super) trait Sink: TokenSink {
    /// A list for a tag's attributes.
    fn empty_list(&self) -> Vec<Attribute> {
        Vec::new()
    }
}

/// Puts a page's tokens into a sink, to the end of the page.
pub(super) fn tokenize<S: Sink>(page: &str, sink: &S) {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    let page = if memchr(b'\r', page.as_bytes()).is_some() {
        StrTendril::from(without_returns(page))
    } else {
        StrTendril::from(page)
    };
    let has_nul = memchr(0, page.as_bytes()).is_some();
    let (names, short) = (FxHashMap::default(), vec![None; SHORT]);
    let held = FxHashSet::default();
    Tokenizer { page: &page, text: &page, at: 0, has_nul, names, short, held, sink }.run();
}

/// The page with its line breaks made line feeds.
fn without_returns(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    out
}

/// From so many attributes on, a tag's are looked up and not gone through.
const MANY: usize = 32;

/// A page that has met so many names invents them, and the table of names that all pages share only grows slower with
/// each. Of further ones that HTML does not know, attributes are left out and elements are called [`NAMELESS`].
const NAMES: usize = 20_000;

/// The name of elements without one of their own, see [`NAMES`].
const NAMELESS: &str = "x-nameless";

/// How many places there are for short names.
const SHORT: usize = 128;

struct Tokenizer<'p, S> {
    page: &'p StrTendril,
    /// The same, at hand.
    text: &'p str,
    at: usize,
    has_nul: bool,
    /// The names met so far, in lower case.
    names: FxHashMap<Cow<'p, str>, LocalName>,
    /// Of the names of up to eight bytes those met last, by their bytes: most are of these.
    short: Vec<Option<(u64, LocalName)>>,
    /// Of a tag with [`MANY`] attributes, their names.
    held: FxHashSet<LocalName>,
    sink: &'p S,
}

/// A name that is in HTML's own tables, or is short and matters here.
fn of_html(name: &str) -> Option<LocalName> {
    const ATTRIBUTES: [&str; 16] = [
        "alt", "class", "content", "dir", "hidden", "href", "id", "lang", "name", "rel", "role", "src",
        "srcset", "style", "title", "type",
    ];
    // Short names are in no table.
    let short = || (Known::of(name) != Known::Other || ATTRIBUTES.contains(&name)).then(|| name.into());
    LocalName::try_static(name).or_else(short)
}

/// What the tree builder wants the text after a start tag to be.
enum Next {
    Data,
    Raw(RawKind),
    Plaintext,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b' ')
}

/// Whether the byte ends a tag's name.
pub(super) fn ends_name(byte: u8) -> bool {
    is_space(byte) || byte == b'/' || byte == b'>'
}

impl<'p, S: Sink> Tokenizer<'p, S> {
    fn run(mut self) {
        while self.at < self.text.len() {
            let from = self.at;
            let found = memchr2(b'<', b'&', self.rest());
            self.at = found.map_or(self.text.len(), |found| from + found);
            let referring = self.byte(self.at) == Some(b'&');
            if referring {
                self.at = self.find(b'<');
            }
            if referring || self.has_nul {
                self.characters(from..self.at);
            } else if from < self.at {
                self.emit_text(self.slice(from..self.at));
            }
            if self.at < self.text.len() {
                self.markup();
            }
        }
        self.emit(Token::EOFToken);
        self.sink.end();
    }

    /// Where the byte stands next; the page's end where it does not.
    fn find(&self, byte: u8) -> usize {
        memchr(byte, &self.text.as_bytes()[self.at..]).map_or(self.text.len(), |found| self.at + found)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn rest(&self) -> &'p [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// A slice of the page that shares its buffer.
    fn slice(&self, range: Range<usize>) -> StrTendril {
        self.page.subtendril(range.start as u32, (range.end - range.start) as u32)
    }

    /// A slice of the page with each NUL replaced.
    fn clean_slice(&self, range: Range<usize>) -> StrTendril {
        match self.text.get(range.clone()) {
            Some(text) if self.has_nul && text.contains('\0') => {
                StrTendril::from(text.replace('\0', "\u{fffd}"))
            }
            _ => self.slice(range),
        }
    }

    fn emit(&self, token: Token) {
        // Only tags have the tree builder ask for something.
        let _ = self.sink.process_token(token, 1);
    }

    fn emit_text(&self, text: StrTendril) {
        if !text.is_empty() {
            self.emit(Token::CharacterTokens(text));
        }
    }

    /// Text in the data state.
    fn characters(&self, range: Range<usize>) {
        let mut from = range.start;
        while self.has_nul
            && let Some(length) = memchr(0, &self.text.as_bytes()[from..range.end])
        {
            self.emit_text(self.resolved(from..from + length, false));
            self.emit(Token::NullCharacterToken);
            from += length + 1;
        }
        self.emit_text(self.resolved(from..range.end, false));
    }

    /// A slice of the page with its character references resolved.
    fn resolved(&self, range: Range<usize>, in_attribute: bool) -> StrTendril {
        let text = &self.text[range.clone()];
        let first = match text.len() {
            // Of a short text looking is quicker than calling.
            0..16 => text.bytes().position(|byte| byte == b'&'),
            _ => memchr(b'&', text.as_bytes()),
        };
        match first {
            Some(first) => reference::resolve(text, first, in_attribute),
            None => self.slice(range),
        }
    }

    /// What begins with a `<`.
    fn markup(&mut self) {
        match self.byte(self.at + 1) {
            Some(b'!') => self.declaration(),
            Some(b'?') => self.bogus_comment(self.at + 1),
            Some(b'/') => match self.byte(self.at + 2) {
                Some(byte) if byte.is_ascii_alphabetic() => {
                    self.at += 2;
                    self.tag(TagKind::EndTag);
                }
                Some(b'>') => self.at += 3,
                Some(_) => self.bogus_comment(self.at + 2),
                None => {
                    self.emit_text(self.slice(self.at..self.at + 2));
                    self.at += 2;
                }
            },
            Some(byte) if byte.is_ascii_alphabetic() => {
                self.at += 1;
                self.tag(TagKind::StartTag);
            }
            _ => {
                self.emit_text(self.slice(self.at..self.at + 1));
                self.at += 1;
            }
        }
    }

    /// A tag from its name on. One that the page's end cuts off is no tag.
    fn tag(&mut self, kind: TagKind) {
        let name = self.tag_name();
        let mut tag =
            Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        loop {
            self.skip_space();
            match self.byte(self.at) {
                Some(b'>') => break,
                Some(b'/') => {
                    self.at += 1;
                    tag.self_closing = self.byte(self.at) == Some(b'>');
                }
                Some(_) => self.attribute(&mut tag),
                None => return,
            }
        }
        self.at += 1;
        let (is_start, name) = (kind == TagKind::StartTag, tag.name.clone());
        let next = match self.sink.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::RawData(kind) if is_start => Next::Raw(kind),
            TokenSinkResult::Plaintext => Next::Plaintext,
            _ => Next::Data,
        };
        match next {
            Next::Data => {}
            Next::Raw(kind) => self.raw(kind, &name),
            Next::Plaintext => {
                self.emit_text(self.clean_slice(self.at..self.text.len()));
                self.at = self.text.len();
            }
        }
    }

    fn skip_space(&mut self) {
        self.at += self.rest().iter().take_while(|&&byte| is_space(byte)).count();
    }

    fn tag_name(&mut self) -> LocalName {
        let from = self.at;
        self.at += self.rest().iter().take_while(|&&byte| !ends_name(byte)).count();
        self.name(from..self.at).unwrap_or_else(|| LocalName::from(NAMELESS))
    }

    /// A name in lower case; `None` of a page that has met too many.
    fn name(&mut self, range: Range<usize>) -> Option<LocalName> {
        let text = self.text;
        let written = &text[range.clone()];
        let key = match written.len() {
            length @ 1..=8 if !self.has_nul => match text.as_bytes()[range.start..].first_chunk() {
                Some(bytes) => u64::from_le_bytes(*bytes) & u64::MAX >> (u64::BITS as usize - 8 * length),
                None => written.bytes().rev().fold(0, |key, byte| key << 8 | u64::from(byte)),
            },
            _ => 0,
        };
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57) as usize;
        if let Some(Some((held, name))) = self.short.get(place)
            && *held == key
            && key != 0
        {
            return Some(name.clone());
        }
        let mut lower = Cow::Borrowed(written);
        if written.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
            lower = Cow::Owned(written.to_ascii_lowercase().replace('\0', "\u{fffd}"));
        }
        let name = match self.names.get(&lower) {
            Some(name) => name.clone(),
            None if self.names.len() >= NAMES => of_html(&lower)?,
            None => {
                let name = LocalName::from(&*lower);
                self.names.insert(lower, name.clone());
                name
            }
        };
        if key != 0
            && let Some(place) = self.short.get_mut(place)
        {
            *place = Some((key, name.clone()));
        }
        Some(name)
    }

    /// An attribute; the first of a name counts, and those of end tags do not.
    fn attribute(&mut self, tag: &mut Tag) {
        let from = self.at;
        // The first character belongs to the name, whatever it is.
        let rest = self.rest().iter().skip(1);
        self.at += 1 + rest.take_while(|&&byte| !ends_name(byte) && byte != b'=').count();
        let name = from..self.at;
        self.skip_space();
        let (value, referring) = if self.byte(self.at) == Some(b'=') {
            self.at += 1;
            self.skip_space();
            self.value()
        } else {
            (0..0, false)
        };
        if tag.kind == TagKind::EndTag {
            return;
        }
        let Some(name) = self.name(name) else { return };
        let name = QualName::new(None, ns!(), name);
        if self.has(tag, &name.local) {
            tag.had_duplicate_attributes = true;
            return;
        }
        let mut value = if referring { self.resolved(value, true) } else { self.slice(value) };
        if self.has_nul && value.contains('\0') {
            value = StrTendril::from(value.replace('\0', "\u{fffd}"));
        }
        if tag.attrs.is_empty() {
            tag.attrs = self.sink.empty_list();
        }
        tag.attrs.push(Attribute { name, value });
    }

    /// Whether the tag has an attribute of this name already.
    fn has(&mut self, tag: &Tag, name: &LocalName) -> bool {
        if tag.attrs.len() < MANY {
            return tag.attrs.iter().any(|attr| attr.name.local == *name);
        }
        if tag.attrs.len() == MANY {
            self.held.clear();
            self.held.extend(tag.attrs.iter().map(|attr| attr.name.local.clone()));
        }
        !self.held.insert(name.clone())
    }

    /// Where the value of an attribute stands that begins here, without its quotes, and whether an `&` is in it.
    fn value(&mut self) -> (Range<usize>, bool) {
        let rest = self.rest();
        match rest {
            [quote @ (b'"' | b'\''), rest @ ..] => {
                let from = self.at + 1;
                let mut length = memchr2(*quote, b'&', rest);
                let referring = length.and_then(|length| rest.get(length)) == Some(&b'&');
                if referring {
                    length = memchr(*quote, rest);
                }
                let end = length.map_or(self.text.len(), |length| from + length);
                self.at = (end + 1).min(self.text.len());
                (from..end, referring)
            }
            _ => {
                let from = self.at;
                self.at += rest.iter().take_while(|&&byte| !is_space(byte) && byte != b'>').count();
                (from..self.at, self.text.as_bytes()[from..self.at].contains(&b'&'))
            }
        }
    }

    /// Text whose only markup is the end tag of the element.
    fn raw(&mut self, kind: RawKind, name: &str) {
        let from = self.at;
        let length = match kind {
            RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => raw::script_length(self.rest()),
            RawKind::Rcdata | RawKind::Rawtext => raw::length(self.rest(), name),
        };
        self.at += length;
        let text =
            if kind == RawKind::Rcdata && memchr2(b'&', 0, &self.text.as_bytes()[from..self.at]).is_some() {
                StrTendril::from(self.resolved(from..self.at, false).replace('\0', "\u{fffd}"))
            } else {
                self.clean_slice(from..self.at)
            };
        self.emit_text(text);
        if self.at < self.text.len() {
            self.at += 2;
            self.tag(TagKind::EndTag);
        }
    }
}
