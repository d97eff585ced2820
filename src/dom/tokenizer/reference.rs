//! Character references: `&amp;`, `&#8217;`, `&nbsp`.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use html5ever::tendril::StrTendril;
use memchr::memchr;

/// A text with its character references resolved; `first` is where its first `&` stands.
pub(super) fn resolve(text: &str, first: usize, in_attribute: bool) -> StrTendril {
    let mut out = StrTendril::with_capacity(text.len() as u32);
    let (mut copied, mut at) = (0, first);
    loop {
        let rest = &text[at + 1..];
        if let Some((length, chars)) = read(rest, in_attribute) {
            out.push_slice(&text[copied..at]);
            chars.into_iter().flatten().for_each(|c| out.push_char(c));
            copied = at + 1 + length;
        }
        let from = copied.max(at + 1);
        let Some(found) = memchr(b'&', &text.as_bytes()[from..]) else { break };
        at = from + found;
    }
    out.push_slice(&text[copied..]);
    out
}

/// One or two characters.
type Chars = [Option<char>; 2];

/// The reference that begins after an `&`, with its length.
fn read(text: &str, in_attribute: bool) -> Option<(usize, Chars)> {
    match text.as_bytes() {
        [b'#', b'x' | b'X', ..] => numeric(text, 2, 16),
        [b'#', ..] => numeric(text, 1, 10),
        [first, ..] if first.is_ascii_alphanumeric() => named(text, in_attribute),
        _ => None,
    }
}

fn numeric(text: &str, start: usize, base: u32) -> Option<(usize, Chars)> {
    let digits = text[start..].bytes().take_while(|byte| char::from(*byte).is_digit(base)).count();
    if digits == 0 {
        return None;
    }
    let end = start + digits;
    let code = text[start..end]
        .chars()
        .filter_map(|c| c.to_digit(base))
        .fold(0u32, |code, digit| code.saturating_mul(base).saturating_add(digit));
    let c = match code {
        0 => '\u{fffd}',
        0x80..=0x9f => C1_REPLACEMENTS[code as usize - 0x80].or(char::from_u32(code)).unwrap_or('\u{fffd}'),
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    };
    let semicolon = text[end..].starts_with(';');
    Some((end + usize::from(semicolon), [Some(c), None]))
}

/// The names that nearly all references have: told without a search.
const COMMON: &[(&str, char)] =
    &[("amp;", '&'), ("quot;", '"'), ("nbsp;", '\u{a0}'), ("lt;", '<'), ("gt;", '>')];

/// The longest name that the text begins with.
fn named(text: &str, in_attribute: bool) -> Option<(usize, Chars)> {
    if let Some((name, c)) = COMMON.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((name.len(), [Some(*c), None]));
    }
    let mut found = None;
    for (end, byte) in (1..).zip(text.bytes()) {
        if !byte.is_ascii_alphanumeric() && byte != b';' {
            break;
        }
        // The table knows the beginnings of names too, as names of nothing.
        match NAMED_ENTITIES.get(&text[..end]) {
            Some(&(0, _)) => {}
            Some(&chars) => found = Some((end, chars)),
            None => break,
        }
    }
    let (end, (first, second)) = found?;
    let next = text.as_bytes().get(end);
    let glued = next.is_some_and(|&byte| byte == b'=' || byte.is_ascii_alphanumeric());
    if in_attribute && glued && !text[..end].ends_with(';') {
        return None;
    }
    let second = (second != 0).then(|| char::from_u32(second)).flatten();
    Some((end, [char::from_u32(first), second]))
}
