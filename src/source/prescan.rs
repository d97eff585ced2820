//! The encoding a page declares about itself, read from its first bytes.
//!
//! Source: WHATWG HTML, "prescan a byte stream to determine its encoding", "get an attribute",
//! "extracting a character encoding from a meta element" and "get an XML encoding"
//! (<https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding>).
//!
//! It departs from the standard in two places. The window is 8 KiB instead of 1 KiB: savers put
//! comments, styles and their own metas before the page's `<meta charset>`, and a browser's tree
//! builder would still honour such a late declaration. And labels of the `replacement` encoding
//! count as unknown: it exists to protect live pages from attacks, and would leave one U+FFFD
//! of a saved page.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memmem};

/// How far into the page a declaration is looked for.
const WINDOW: usize = 8 * 1024;

/// The encoding declared in the head of `bytes`: by `<meta>`, else by an XML declaration.
///
/// Source: WHATWG HTML, "prescan a byte stream to determine its encoding".
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(WINDOW)];
    if head.starts_with(b"<\0?\0x\0") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\0<\0?\0x") {
        return Some(UTF_16BE);
    }
    meta_encoding(head).or_else(|| xml_encoding(head))
}

fn meta_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let mut at = 0;
    loop {
        at += memchr(b'<', head.get(at..)?)?;
        let rest = &head[at..];
        if rest.starts_with(b"<!--") {
            // The dashes of the opening may close it too: `<!-->` is a whole comment.
            at += 2 + memmem::find(&rest[2..], b"-->")? + 3;
            continue;
        }
        let name_at = match rest {
            [_, b'/', letter, ..] if letter.is_ascii_alphabetic() => at + 2,
            [_, letter, ..] if letter.is_ascii_alphabetic() => at + 1,
            [_, b'!' | b'/' | b'?', ..] => {
                at += memchr(b'>', rest)? + 1;
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        let opens_meta = rest.len() > 5
            && rest[1..5].eq_ignore_ascii_case(b"meta")
            && (is_space(rest[5]) || rest[5] == b'/');
        let start = if opens_meta {
            at + 5
        } else {
            let name = &head[name_at..];
            name_at + name.iter().position(|&b| is_space(b) || b == b'>')?
        };
        let mut attributes = Attributes { head, at: start };
        if opens_meta {
            if let Some(encoding) = attributes.meta()? {
                return Some(encoding);
            }
        } else {
            while attributes.next()?.is_some() {}
        }
        at = attributes.at;
    }
}

type Attribute<'a> = (&'a [u8], &'a [u8]);

struct Attributes<'a> {
    head: &'a [u8],
    at: usize,
}

impl<'a> Attributes<'a> {
    /// The encoding a `meta` tag's attributes declare. The outer `None` is the window's end.
    #[allow(clippy::option_option)]
    fn meta(&mut self) -> Option<Option<&'static Encoding>> {
        let mut seen: Vec<&[u8]> = Vec::new();
        let mut got_pragma = false;
        let mut need_pragma = None;
        let mut encoding = None;
        while let Some((name, value)) = self.next()? {
            if seen.iter().any(|other| other.eq_ignore_ascii_case(name)) {
                continue;
            }
            seen.push(name);
            if name.eq_ignore_ascii_case(b"http-equiv") {
                got_pragma |= value.eq_ignore_ascii_case(b"content-type");
            } else if name.eq_ignore_ascii_case(b"charset") {
                encoding = Encoding::for_label_no_replacement(value);
                need_pragma = Some(false);
            } else if name.eq_ignore_ascii_case(b"content") && need_pragma.is_none() {
                encoding = content_charset(value).and_then(Encoding::for_label_no_replacement);
                need_pragma = encoding.map(|_| true);
            }
        }
        if need_pragma == Some(true) && !got_pragma {
            return Some(None);
        }
        Some(encoding.map(as_declared_in_ascii))
    }

    /// Source: WHATWG HTML, "get an attribute". `Some(None)` is the tag's end, `None` the window's.
    #[allow(clippy::option_option)]
    fn next(&mut self) -> Option<Option<Attribute<'a>>> {
        let head = self.head;
        while is_space(*head.get(self.at)?) || head[self.at] == b'/' {
            self.at += 1;
        }
        if head[self.at] == b'>' {
            return Some(None);
        }
        let start = self.at;
        loop {
            match *head.get(self.at)? {
                b'=' if self.at > start => break,
                b'/' | b'>' => return Some(Some((&head[start..self.at], b""))),
                b if is_space(b) => break,
                _ => self.at += 1,
            }
        }
        let name = &head[start..self.at];
        self.skip_spaces()?;
        if head[self.at] != b'=' {
            return Some(Some((name, b"")));
        }
        self.at += 1;
        self.skip_spaces()?;
        let start = self.at;
        let quote = head[start];
        if quote == b'"' || quote == b'\'' {
            let length = memchr(quote, &head[start + 1..])?;
            self.at = start + 1 + length + 1;
            return Some(Some((name, &head[start + 1..start + 1 + length])));
        }
        while !is_space(*head.get(self.at)?) && head[self.at] != b'>' {
            self.at += 1;
        }
        Some(Some((name, &head[start..self.at])))
    }

    fn skip_spaces(&mut self) -> Option<()> {
        while is_space(*self.head.get(self.at)?) {
            self.at += 1;
        }
        Some(())
    }
}

/// Source: WHATWG HTML, "extracting a character encoding from a meta element".
fn content_charset(content: &[u8]) -> Option<&[u8]> {
    const WORD: &[u8] = b"charset";
    let mut rest = content;
    loop {
        let found = rest.windows(WORD.len()).position(|window| window.eq_ignore_ascii_case(WORD))?;
        rest = rest[found + WORD.len()..].trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            return match value {
                [quote @ (b'"' | b'\''), label @ ..] => Some(&label[..memchr(*quote, label)?]),
                _ => value.split(|&b| is_space(b) || b == b';').next(),
            };
        }
    }
}

/// Source: WHATWG HTML, "get an XML encoding".
fn xml_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let rest = head.strip_prefix(b"<?xml")?;
    let declaration = &rest[..memchr(b'>', rest)?];
    let after = memmem::find(declaration, b"encoding")? + b"encoding".len();
    let value = skip_controls(skip_controls(&declaration[after..]).strip_prefix(b"=")?);
    let (&quote, label) = value.split_first()?;
    if quote != b'"' && quote != b'\'' {
        return None;
    }
    let label = &label[..memchr(quote, label)?];
    if label.iter().any(|&b| b <= 0x20) {
        return None;
    }
    Encoding::for_label_no_replacement(label).map(as_declared_in_ascii)
}

fn skip_controls(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|&b| b > 0x20);
    &bytes[start.unwrap_or(bytes.len())..]
}

/// A declaration that could be read byte by byte cannot stand in a UTF-16 page.
fn as_declared_in_ascii(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(page: &str) -> Option<&'static str> {
        declared(page.as_bytes()).map(Encoding::name)
    }

    #[test]
    fn meta_forms() {
        for (page, expected) in [
            ("<meta charset=utf-8>", Some("UTF-8")),
            ("<META\nCHARSET = 'Latin1' >", Some("windows-1252")),
            ("<meta/charset=\"koi8-r\"/>", Some("KOI8-R")),
            ("<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">", Some("GBK")),
            ("<meta content='text/html;charset = \"big5\";x' http-equiv='content-type'>", Some("Big5")),
            ("<meta content='text/html; charset=gb2312'>", None),
            ("<meta http-equiv=content-type content='charset=\"big5'>", None),
            ("<meta http-equiv=content-type content='charset charset=euc-kr'>", Some("EUC-KR")),
            ("<meta charset=utf-16>", Some("UTF-8")),
            ("<meta charset=x-user-defined>", Some("windows-1252")),
            ("<meta charset=nonsense><meta charset=euc-jp>", Some("EUC-JP")),
            ("<meta charset=koi8-r charset=utf-8>", Some("KOI8-R")),
            ("<meta charset=iso-2022-kr>", None),
            ("<metadata charset=koi8-r>", None),
            ("<meta charset=koi8-r", None),
        ] {
            assert_eq!(name(page), expected, "{page}");
        }
    }

    #[test]
    fn what_stands_before_the_meta() {
        for page in [
            "<!-- <meta charset=big5> --><meta charset=koi8-r>",
            "<!--><meta charset=koi8-r>",
            "<!doctype html '<meta charset=big5'><meta charset=koi8-r>",
            "<?php <meta charset=big5 ?><meta charset=koi8-r>",
            "<a title='<meta charset=big5>'></a x=1><meta charset=koi8-r>",
            "1 < 2 <<meta charset=koi8-r>",
            "</><meta charset=koi8-r>",
            "<p><meta charset=koi8-r>",
        ] {
            assert_eq!(name(page), Some("KOI8-R"), "{page}");
        }
        assert_eq!(name("<!-- <meta charset=big5>"), None);
    }

    #[test]
    fn window() {
        let late = |gap: usize| format!("<html>{}<meta charset=koi8-r>", " ".repeat(gap));
        assert_eq!(name(&late(4000)), Some("KOI8-R"));
        assert_eq!(name(&late(9000)), None);
    }

    #[test]
    fn xml_declaration() {
        let xml = "<?xml version='1.0' encoding = \"windows-1250\"?><html>";
        assert_eq!(name(xml), Some("windows-1250"));
        let both = format!("{xml}<meta charset=utf-8>");
        assert_eq!(name(&both), Some("UTF-8"));
        assert_eq!(name("<?xml encoding='utf-16'?>"), Some("UTF-8"));
        assert_eq!(name("<?xml encoding='koi8-r ?>"), None);
        assert_eq!(name(" <?xml encoding='koi8-r'?>"), None);
        assert_eq!(name("<\0?\0x\0m\0l\0"), Some("UTF-16LE"));
        assert_eq!(name("\0<\0?\0x\0m\0l"), Some("UTF-16BE"));
    }
}
