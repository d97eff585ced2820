//! gzip, zstd and brotli around anything else.

use std::io::{self, BufRead, BufReader, Read};

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::super::{Format, SourceError};
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

/// The bytes behind the compression, and whether there is any.
pub(super) fn unpack(mut input: Input, name: Option<&str>) -> Result<(Input, bool), SourceError> {
    let start = input.fill_buf().map_err(|error| broken(&error, 0))?;
    let unpacked: Input = if start.starts_with(GZIP) {
        Box::new(BufReader::new(Members::new(input)))
    } else if start.starts_with(ZSTD) {
        zstd(input, &[])?
    } else if start.starts_with(DICTIONARY) {
        let dictionary = read_dictionary(&mut input)?;
        zstd(input, &dictionary)?
    } else if name.is_some_and(|name| name.ends_with(".br")) {
        Box::new(BufReader::new(Decompressor::new(input, 1 << 16)))
    } else {
        return Ok((input, false));
    };
    Ok((unpacked, true))
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

/// What is said of a gzip file with something else behind its last member.
pub(super) const TRAILING: &str = "behind its gzip data there are bytes that are none";

/// Whether an error while reading says that whole gzip data has other bytes behind it.
pub(super) fn is_trailing(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.to_string() == TRAILING)
}

/// The members of a gzip file, one behind the other, and the NULs that tapes and disks are filled up with. Other bytes
/// behind them are an error, told after all the data.
struct Members<R> {
    at: Option<At<R>>,
}

enum At<R> {
    Member(GzDecoder<R>),
    Between(R),
}

impl<R: BufRead> Members<R> {
    fn new(input: R) -> Members<R> {
        Members { at: Some(At::Member(GzDecoder::new(input))) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while let Some(at) = self.at.take() {
            match at {
                At::Member(mut member) => {
                    let read = member.read(to);
                    if !matches!(read, Ok(0)) || to.is_empty() {
                        self.at = Some(At::Member(member));
                        return read;
                    }
                    self.at = Some(At::Between(member.into_inner()));
                }
                At::Between(mut input) => {
                    let ahead = input.fill_buf()?;
                    let nuls = ahead.iter().take_while(|&&byte| byte == 0).count();
                    match ahead.get(nuls) {
                        None if nuls == 0 => return Ok(0),
                        Some(&byte) if byte != GZIP[0] => {
                            return Err(io::Error::new(io::ErrorKind::InvalidData, TRAILING));
                        }
                        next => {
                            let begins = next.is_some();
                            input.consume(nuls);
                            self.at = Some(match begins {
                                true => At::Member(GzDecoder::new(input)),
                                false => At::Between(input),
                            });
                        }
                    }
                }
            }
        }
        Ok(0)
    }
}

/// Undoes one of HTTP's content encodings; `None` where the bytes are not so encoded, as in archives that have undone
/// it and kept the header. What is cut off or damaged is decoded as far as it goes, and what is wrong is told beside it.
/// Source: RFC 9110, section 8.4.1.
pub(super) fn decode(encoding: &str, bytes: &[u8], max_bytes: u64) -> Option<Result<Decoded, SourceError>> {
    match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(GZIP) => {
            Some(as_far_as_it_goes(|| Ok(Members::new(bytes)), max_bytes))
        }
        "zstd" if bytes.starts_with(ZSTD) => {
            Some(as_far_as_it_goes(|| zstd::stream::read::Decoder::with_buffer(bytes), max_bytes))
        }
        // These have no mark: a page that begins like one was not encoded.
        "deflate" | "br" if Format::of(bytes) == Format::Html => None,
        "deflate" => {
            // Servers send it with and without the zlib header.
            if_any(as_far_as_it_goes(|| Ok(ZlibDecoder::new(bytes)), max_bytes))
                .or_else(|| if_any(as_far_as_it_goes(|| Ok(DeflateDecoder::new(bytes)), max_bytes)))
        }
        "br" => if_any(as_far_as_it_goes(|| Ok(Decompressor::new(bytes, 1 << 16)), max_bytes)),
        _ => None,
    }
}

/// What was decoded; `None` where that makes no sense: the bytes were not so encoded then.
fn if_any(decoded: Result<Decoded, SourceError>) -> Option<Result<Decoded, SourceError>> {
    match &decoded {
        Ok((bytes, Some(_))) if Format::of(bytes) != Format::Html => None,
        Err(error) if !is_too_large(error) => None,
        _ => Some(decoded),
    }
}

/// Decoded bytes, and why there are no more, where there should be.
pub(super) type Decoded = (Vec<u8>, Option<SourceError>);

/// How much is asked for at once of data that is known to be broken: what stands in one answer with the fault is lost.
const SMALL: usize = 64;

fn as_far_as_it_goes<R: Read>(
    open: impl Fn() -> io::Result<R>,
    max_bytes: u64,
) -> Result<Decoded, SourceError> {
    let reader = || open().map_err(|error| broken(&error, 0));
    let fault = match read_all(reader()?, max_bytes) {
        Ok(bytes) => return Ok((bytes, None)),
        Err(error) if is_too_large(&error) => return Err(error),
        Err(fault) => fault,
    };
    let (mut decoder, mut bytes, mut piece) = (reader()?, Vec::new(), [0; SMALL]);
    while let Ok(length @ 1..) = decoder.read(&mut piece) {
        bytes.extend_from_slice(&piece[..length]);
    }
    if bytes.trim_ascii().is_empty() { Err(fault) } else { Ok((bytes, Some(fault))) }
}

fn is_too_large(error: &SourceError) -> bool {
    matches!(error, SourceError::TooLarge { .. })
}
