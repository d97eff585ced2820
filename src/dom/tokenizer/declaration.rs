//! What begins with `<!`: comments, doctypes, CDATA; and what is no markup and becomes a comment.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::{self, Doctype, Token, TokenSink, TokenSinkResult, TokenizerOpts};
use memchr::memmem;

use super::{Sink, Tokenizer};

impl<S: Sink> Tokenizer<'_, S> {
    /// What begins with `<!`.
    pub(super) fn declaration(&mut self) {
        let inner = self.at + 2;
        let rest = &self.page.as_bytes()[inner..];
        if rest.starts_with(b"--") {
            self.comment(inner + 2);
        } else if rest.get(..7).is_some_and(|name| name.eq_ignore_ascii_case(b"doctype")) {
            self.doctype();
        } else if rest.starts_with(b"[CDATA[")
            && self.sink.adjusted_current_node_present_but_not_in_html_namespace()
        {
            self.cdata(inner + 7);
        } else {
            self.bogus_comment(inner);
        }
    }

    /// A comment up to the next `>`, from what is given on.
    pub(super) fn bogus_comment(&mut self, from: usize) {
        self.at = from;
        let end = self.find(b'>');
        self.emit(Token::CommentToken(self.clean_slice(from..end)));
        self.at = (end + 1).min(self.page.len());
    }

    fn comment(&mut self, from: usize) {
        let rest = &self.page.as_bytes()[from..];
        let (length, end) = comment_length(rest);
        self.emit(Token::CommentToken(self.clean_slice(from..from + length)));
        self.at = from + end;
    }

    /// A doctype is rare and full of cases: html5ever's tokenizer reads it. It ends at the first `>`, quoted or not.
    fn doctype(&mut self) {
        let from = self.at;
        self.at = (self.find(b'>') + 1).min(self.page.len());
        let tokenizer = tokenizer::Tokenizer::new(Catch::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(self.slice(from..self.at));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        if let Some(doctype) = tokenizer.sink.0.take() {
            self.emit(Token::DoctypeToken(doctype));
        }
    }

    fn cdata(&mut self, from: usize) {
        let rest = &self.page.as_bytes()[from..];
        let length = memmem::find(rest, b"]]>");
        let end = length.map_or(self.page.len(), |length| from + length);
        for (place, piece) in self.page[from..end].split('\0').enumerate() {
            if place > 0 {
                self.emit(Token::NullCharacterToken);
            }
            self.emit_text(piece.into());
        }
        self.at = (end + 3).min(self.page.len());
    }
}

/// How long a comment's data is that begins there, and how long the comment with its end.
fn comment_length(text: &[u8]) -> (usize, usize) {
    for abrupt in [&b">"[..], b"->"] {
        if text.starts_with(abrupt) {
            return (0, abrupt.len());
        }
    }
    let mut at = 0;
    while let Some(found) = memmem::find(&text[at..], b"--") {
        let end = at + found;
        match &text[end + 2..] {
            [b'>', ..] => return (end, end + 3),
            [b'!', b'>', ..] => return (end, end + 4),
            _ => at = end + 1,
        }
    }
    // Cut off: what may have been the beginning of its end is none of it.
    let end = [&b"--!"[..], b"--", b"-"].iter().find(|end| text.ends_with(end)).map_or(0, |end| end.len());
    (text.len() - end, text.len())
}

/// Keeps the doctype.
#[derive(Default)]
struct Catch(RefCell<Option<Doctype>>);

impl TokenSink for Catch {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::DoctypeToken(doctype) = token {
            self.0.replace(Some(doctype));
        }
        TokenSinkResult::Continue
    }
}
