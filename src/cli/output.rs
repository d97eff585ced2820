//! Where records are written, each whole or not at all.

use std::fs::File;
use std::io::{self, Write};

/// A writer of whole records.
pub struct Sink {
    to: Box<dyn Write>,
    /// The same, where it is a file: it can be cut.
    file: Option<File>,
    waiting: Vec<u8>,
    /// How many bytes may wait to be written.
    patience: usize,
}

impl Sink {
    /// A file of records; `patience` is how many bytes may wait to be written together.
    pub fn file(file: File, patience: usize) -> Sink {
        Sink { file: file.try_clone().ok(), to: Box::new(file), waiting: Vec::new(), patience }
    }

    /// Standard output: somebody may wait for each record.
    pub fn stdout() -> Sink {
        Sink { file: stdout_file(), to: Box::new(io::stdout()), waiting: Vec::new(), patience: 0 }
    }

    /// Writes a record, perhaps together with later ones.
    pub fn write(&mut self, record: &[u8]) -> io::Result<()> {
        self.waiting.extend_from_slice(record);
        if self.waiting.len() > self.patience { self.flush() } else { Ok(()) }
    }

    /// Writes what waits. Where only a part of it can be written (a full disk), that part is taken back.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let file = self.file.as_ref().and_then(|file| Some((file, file.metadata().ok()?)));
        let before = file.filter(|(_, about)| about.is_file()).map(|(file, about)| (file, about.len()));
        let written = self.to.write_all(&self.waiting).and_then(|()| self.to.flush());
        self.waiting.clear();
        if let (Err(_), Some((file, length))) = (&written, before) {
            let _ = file.set_len(length);
        }
        written
    }
}

#[cfg(unix)]
fn stdout_file() -> Option<File> {
    use std::os::fd::AsFd;
    io::stdout().as_fd().try_clone_to_owned().ok().map(File::from)
}

#[cfg(not(unix))]
fn stdout_file() -> Option<File> {
    None
}
