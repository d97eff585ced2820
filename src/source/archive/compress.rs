//! gzip, zstd and brotli around anything else.

use std::io::{self, BufRead, BufReader, Read};

use brotli_decompressor::Decompressor;
use flate2::bufread::{MultiGzDecoder, ZlibDecoder};

use super::super::SourceError;
use super::{Input, broken, read_all};

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// A skippable frame at the start of a `.warc.zst` holds the dictionary of all others.
/// Source: <https://iipc.github.io/warc-specifications/specifications/warc-zstd/>.
const DICTIONARY: &[u8] = b"\x5d\x2a\x4d\x18";
/// The longest dictionary that is read.
const LONGEST_DICTIONARY: u32 = 64 << 20;
/// The largest window a zstd frame may ask for, as a power of two: 128 MiB, as the zstd command has it.
const LARGEST_WINDOW: u32 = 27;

/// Endings by which compressed files are known.
const ENDINGS: &[&str] = &[".gz", ".zst", ".br"];

/// Whether the bytes begin like compressed ones.
pub(super) fn is_compressed(head: &[u8]) -> bool {
    [GZIP, ZSTD, DICTIONARY].iter().any(|mark| head.starts_with(mark))
}

/// The name without the ending of its compression.
pub(super) fn inner_name(name: &str) -> &str {
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// The bytes behind the compression, if there is any.
pub(super) fn unpack(mut input: Input, name: Option<&str>) -> Result<Input, SourceError> {
    let start = input.fill_buf().map_err(|error| broken(&error, 0))?;
    if start.starts_with(GZIP) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(input))));
    }
    if start.starts_with(ZSTD) {
        return zstd(input, &[]);
    }
    if start.starts_with(DICTIONARY) {
        let dictionary = read_dictionary(&mut input)?;
        return zstd(input, &dictionary);
    }
    if name.is_some_and(|name| name.ends_with(".br")) {
        return Ok(Box::new(BufReader::new(Decompressor::new(input, 1 << 16))));
    }
    Ok(input)
}

fn zstd(input: Input, dictionary: &[u8]) -> Result<Input, SourceError> {
    let open = || {
        let mut decoder = zstd::stream::read::Decoder::with_dictionary(input, dictionary)?;
        decoder.window_log_max(LARGEST_WINDOW)?;
        io::Result::Ok(decoder)
    };
    let decoder = open().map_err(|error| broken(&error, 0))?;
    Ok(Box::new(BufReader::new(decoder)))
}

/// The dictionary in the skippable frame at the start; it may be compressed itself.
fn read_dictionary(input: &mut Input) -> Result<Vec<u8>, SourceError> {
    let mut head = [0; 8];
    input.read_exact(&mut head).map_err(|error| broken(&error, 0))?;
    let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    if length > LONGEST_DICTIONARY {
        return Err(SourceError::Malformed { what: format!("a zstd dictionary of {length} bytes"), at: 0 });
    }
    let mut bytes = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut bytes).map_err(|error| broken(&error, 8))?;
    if bytes.len() < length as usize {
        return Err(SourceError::Truncated { at: 0 });
    }
    if bytes.starts_with(ZSTD) {
        let decoder =
            zstd::stream::read::Decoder::new(bytes.as_slice()).map_err(|error| broken(&error, 8))?;
        return read_all(decoder, u64::from(LONGEST_DICTIONARY));
    }
    Ok(bytes)
}

/// Undoes one of HTTP's content encodings; `None` where the bytes are not so encoded, as in archives that have undone
/// it and kept the header.
/// Source: RFC 9110, section 8.4.1.
pub(super) fn decode(encoding: &str, bytes: &[u8], max_bytes: u64) -> Option<Result<Vec<u8>, SourceError>> {
    match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(GZIP) => Some(read_all(MultiGzDecoder::new(bytes), max_bytes)),
        "deflate" => {
            // Servers send it with and without the zlib header.
            let whole = read_all(ZlibDecoder::new(bytes), max_bytes);
            let bare = || read_all(flate2::bufread::DeflateDecoder::new(bytes), max_bytes);
            match whole.or_else(|error| if is_too_large(&error) { Err(error) } else { bare() }) {
                Err(error) if !is_too_large(&error) => None,
                done => Some(done),
            }
        }
        "br" => match read_all(Decompressor::new(bytes, 1 << 16), max_bytes) {
            Err(error) if !is_too_large(&error) => None,
            done => Some(done),
        },
        "zstd" if bytes.starts_with(ZSTD) => {
            let decoder = zstd::stream::read::Decoder::with_buffer(bytes).map_err(|error| broken(&error, 0));
            Some(decoder.and_then(|decoder| read_all(decoder, max_bytes)))
        }
        _ => None,
    }
}

fn is_too_large(error: &SourceError) -> bool {
    matches!(error, SourceError::TooLarge { .. })
}
