//! The library's error.

use crate::source::SourceError;
use crate::source::archive::PageError;

/// Why a page could not be read.
#[derive(Debug)]
pub struct Error {
    kind: &'static str,
    message: String,
}

impl Error {
    /// A stable word to sort by, see [`ErrorRecord::kind`](crate::record::ErrorRecord::kind); new versions may add to them.
    pub fn kind(&self) -> &'static str {
        self.kind
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<SourceError> for Error {
    fn from(error: SourceError) -> Error {
        Error { kind: error.kind(), message: error.to_string() }
    }
}

impl From<PageError> for Error {
    fn from(error: PageError) -> Error {
        Error { kind: error.kind(), message: error.to_string() }
    }
}
