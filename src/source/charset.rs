//! From bytes to text, as a browser would, and a little more forgiving.
//!
//! Source: WHATWG HTML, "encoding sniffing algorithm"
//! (<https://html.spec.whatwg.org/multipage/parsing.html#encoding-sniffing-algorithm>), and
//! WHATWG Encoding (<https://encoding.spec.whatwg.org/>) for labels, BOMs and decoders.
//!
//! The order is: a byte order mark, the caller's label, the page's own declaration, the look of
//! the bytes. Saved pages need one rule a browser lacks, for **declarations that are wrong**:
//!
//! - Bytes that are UTF-8 are read as UTF-8, whatever the page says. Many savers and scripts
//!   write UTF-8 and leave the page's old `<meta charset=iso-8859-1>` in place (on the wire the
//!   HTTP header had overruled it), and text of another encoding is valid UTF-8 only by freak:
//!   each of its accented letters would have to be followed by fitting symbols. The two-byte
//!   characters of a multi-byte encoding may fit by chance, one in six of GBK, so against those
//!   it takes several, or a longer one. A few broken sequences among many good ones (a cut tail,
//!   a pasted widget) change nothing.
//! - A page that says UTF-8, of whose sequences more are broken than good, is read as what
//!   `chardetng` (Firefox's detector) takes it for, if that reads it better. So is a page that
//!   breaks the multi-byte encoding it declares all over.
//!
//! A label given by the caller is not second-guessed.

use super::{SourceError, prescan};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;
use std::borrow::Cow;

/// How many good UTF-8 sequences must stand against a broken one in a page taken for UTF-8.
const GOOD_PER_BROKEN: usize = 10;
/// Of so many bytes beyond ASCII one may be malformed before a declaration is doubted.
const HIGH_PER_ERROR: usize = 20;
/// So many two-byte characters of a multi-byte encoding are not all valid UTF-8 by chance.
const BEYOND_CHANCE: usize = 8;
/// How many bytes the detector is fed.
const GUESS_WINDOW: usize = 256 * 1024;
/// How much ASCII it sees on either side of other bytes.
const CONTEXT: usize = 32;
/// How much of a page the pattern of NULs is looked for in.
const NUL_WINDOW: usize = 4 * 1024;

/// Text, and how it was read.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub charset: &'static str,
    pub malformed: bool,
}

/// Decodes `bytes`; `label` is the encoding the caller knows of. `tld` is asked for the page's
/// top-level domain (lower case) only if the encoding has to be guessed.
///
/// Source: WHATWG HTML, "encoding sniffing algorithm".
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    label: Option<&str>,
    tld: impl FnOnce() -> Option<String>,
) -> Result<Decoded<'a>, SourceError> {
    // A wrong label is an error even if a BOM makes it idle: the caller mistyped it.
    let known = label.map(encoding_for).transpose()?.flatten();
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(decode_as(&bytes[length..], encoding));
    }
    if let Some(encoding) = known {
        return Ok(decode_as(bytes, encoding));
    }
    let declared = prescan::declared(bytes);
    match declared {
        None => {
            if let Some(encoding) = utf16_by_nuls(bytes) {
                return Ok(decode_as(bytes, encoding));
            }
        }
        Some(encoding) if is_utf16(encoding) => return Ok(decode_as(bytes, encoding)),
        Some(_) => {}
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => decode_valid_utf8(text, declared),
        Err(_) => decode_as(bytes, choose(bytes, declared, tld)),
    })
}

/// Whether the bytes are told, or seen, to be UTF-16, in which NULs are no sign of binary data.
pub(super) fn may_be_utf16(bytes: &[u8], label: Option<&str>) -> bool {
    let known = label.and_then(|label| encoding_for(label).ok().flatten());
    Encoding::for_bom(bytes).is_some_and(|(encoding, _)| is_utf16(encoding))
        || known.is_some_and(is_utf16)
        || utf16_by_nuls(bytes).is_some()
}

/// An empty label is what a bare `charset=` of an HTTP header leaves: nothing is known then.
fn encoding_for(label: &str) -> Result<Option<&'static Encoding>, SourceError> {
    let bare = label.trim_matches(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'');
    if bare.is_empty() {
        return Ok(None);
    }
    match Encoding::for_label_no_replacement(bare.as_bytes()) {
        Some(encoding) => Ok(Some(encoding)),
        None => Err(SourceError::UnknownCharset(label.to_owned())),
    }
}

fn decode_as<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, charset: name(encoding), malformed }
}

fn decode_valid_utf8<'a>(text: &'a str, declared: Option<&'static Encoding>) -> Decoded<'a> {
    let as_utf8 = |charset| Decoded { text: Cow::Borrowed(text), charset, malformed: false };
    let bytes = text.as_bytes();
    let Some(declared) = declared.filter(|&encoding| encoding != UTF_8) else {
        // ISO-2022-JP is ASCII to the eye; only its escapes tell.
        if declared.is_none() && memchr(0x1B, bytes).is_some() && text.is_ascii() {
            let encoding = guess(bytes, None, Iso2022JpDetection::Allow);
            if encoding == ISO_2022_JP {
                return decode_as(bytes, encoding);
            }
        }
        return as_utf8(name(UTF_8));
    };
    if text.is_ascii() {
        if declared.is_ascii_compatible() {
            return as_utf8(name(declared));
        }
        return decode_as(bytes, declared);
    }
    let sequences = bytes.iter().filter(|&&b| b >= 0xC0).count();
    if declared.is_single_byte()
        || sequences >= BEYOND_CHANCE
        || bytes.iter().any(|&b| b >= 0xE0)
        || errors(bytes, declared) > 0
    {
        return as_utf8(name(UTF_8));
    }
    decode_as(bytes, declared)
}

/// The encoding of bytes that are not valid UTF-8.
fn choose(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    tld: impl FnOnce() -> Option<String>,
) -> &'static Encoding {
    let (good, broken) = utf8_sequences(bytes);
    if good > GOOD_PER_BROKEN * broken {
        return UTF_8;
    }
    let doubt = match declared {
        None => return guess(bytes, tld().as_deref(), Iso2022JpDetection::Deny),
        Some(encoding) if encoding == UTF_8 => {
            if broken <= good {
                return UTF_8;
            }
            broken
        }
        Some(encoding) => {
            let malformed = errors(bytes, encoding);
            let high = bytes.iter().filter(|&&b| b >= 0x80).count();
            if malformed * HIGH_PER_ERROR <= high {
                return encoding;
            }
            malformed
        }
    };
    let guessed = guess(bytes, tld().as_deref(), Iso2022JpDetection::Deny);
    match declared {
        Some(encoding) if errors(bytes, guessed) * 4 > doubt => encoding,
        _ => guessed,
    }
}

/// `last` is not told to the detector: a file cut within a character would otherwise rule its
/// true encoding out.
fn guess(bytes: &[u8], tld: Option<&str>, iso_2022_jp: Iso2022JpDetection) -> &'static Encoding {
    let mut detector = EncodingDetector::new(iso_2022_jp);
    let mut fed = 0;
    for piece in telling_pieces(bytes) {
        let piece = &piece[..piece.len().min(GUESS_WINDOW - fed)];
        detector.feed(piece, false);
        fed += piece.len();
        if fed >= GUESS_WINDOW {
            break;
        }
    }
    // The detector panics on labels that are not in the form of the DNS.
    let tld =
        tld.filter(|tld| tld.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
    detector.guess(tld.map(str::as_bytes), Utf8Detection::Deny)
}

/// The stretches of `bytes` that are not ASCII or have escapes, with what is around them. The
/// detector is slow (megabytes a second), and markup tells it nothing.
fn telling_pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let tells = |&b: &u8| b >= 0x80 || b == 0x1B;
    let mut done = 0;
    std::iter::from_fn(move || {
        let first = done + bytes[done..].iter().position(tells)?;
        let start = first.saturating_sub(CONTEXT).max(done);
        let mut end = (first + 1 + CONTEXT).min(bytes.len());
        while let Some(last) = bytes[end.saturating_sub(CONTEXT)..end].iter().rposition(tells) {
            let wanted = (end.saturating_sub(CONTEXT) + last + 1 + CONTEXT).min(bytes.len());
            if wanted == end {
                break;
            }
            end = wanted;
        }
        done = end;
        Some(&bytes[start..end])
    })
}

/// Good and broken multi-byte sequences; one cut off by the end of the file is neither.
fn utf8_sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut broken) = (0, 0);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        at += chunk.valid().len() + chunk.invalid().len();
        let cut =
            at == bytes.len() && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        if !chunk.invalid().is_empty() && !cut {
            broken += 1;
        }
    }
    (good, broken)
}

/// Malformed sequences in `encoding`, without one cut off by the end of the file.
fn errors(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0; 4096];
    let (mut at, mut count) = (0, 0);
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut buffer, false);
        at += read;
        match result {
            DecoderResult::InputEmpty => return count,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => count += 1,
        }
    }
}

/// Markup and spaces are ASCII in any language, so in UTF-16 every other byte is often NUL,
/// and those between hardly ever.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = &bytes[..bytes.len().min(NUL_WINDOW) & !1];
    memchr(0, pairs)?;
    let (mut even, mut odd) = (0, 0);
    for pair in pairs.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let enough = (pairs.len() / 2).div_ceil(5).max(2);
    if odd >= enough && even * 8 <= odd {
        Some(UTF_16LE)
    } else if even >= enough && odd * 8 <= even {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Lower-case, as `encoding_rs` keeps the capitals of the standard's names.
fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "UTF-8" => "utf-8",
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        "IBM866" => "ibm866",
        "ISO-8859-2" => "iso-8859-2",
        "ISO-8859-3" => "iso-8859-3",
        "ISO-8859-4" => "iso-8859-4",
        "ISO-8859-5" => "iso-8859-5",
        "ISO-8859-6" => "iso-8859-6",
        "ISO-8859-7" => "iso-8859-7",
        "ISO-8859-8" => "iso-8859-8",
        "ISO-8859-8-I" => "iso-8859-8-i",
        "ISO-8859-10" => "iso-8859-10",
        "ISO-8859-13" => "iso-8859-13",
        "ISO-8859-14" => "iso-8859-14",
        "ISO-8859-15" => "iso-8859-15",
        "ISO-8859-16" => "iso-8859-16",
        "KOI8-R" => "koi8-r",
        "KOI8-U" => "koi8-u",
        "GBK" => "gbk",
        "Big5" => "big5",
        "EUC-JP" => "euc-jp",
        "EUC-KR" => "euc-kr",
        "ISO-2022-JP" => "iso-2022-jp",
        "Shift_JIS" => "shift_jis",
        other => other,
    }
}
