//! Where pages come from: files, standard input, folders, and lists of these.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::walk::{self, Walk};

/// A file that may hold pages.
#[derive(Debug)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// Its name in the records: as the user named it.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.to_string_lossy().into_owned(),
        }
    }
}

/// Names of files, one behind the other.
pub struct List {
    /// The list's own name.
    name: PathBuf,
    names: Box<dyn BufRead + Send>,
    /// What stands between two names.
    separator: u8,
}

impl List {
    /// Opens a list; `-` is standard input. Names are separated by line breaks or, if `nul`, by NUL.
    pub fn open(path: &Path, nul: bool) -> io::Result<List> {
        let names: Box<dyn BufRead + Send> = match path == Path::new("-") {
            true => Box::new(BufReader::new(io::stdin())),
            false => Box::new(BufReader::new(File::open(path)?)),
        };
        Ok(List { name: path.to_owned(), names, separator: if nul { 0 } else { b'\n' } })
    }

    /// The next name that is not empty.
    fn next_name(&mut self) -> io::Result<Option<PathBuf>> {
        loop {
            let mut name = Vec::new();
            if self.names.read_until(self.separator, &mut name)? == 0 {
                return Ok(None);
            }
            if name.last() == Some(&self.separator) {
                name.pop();
            }
            if self.separator == b'\n' && name.last() == Some(&b'\r') {
                name.pop();
            }
            if !name.is_empty() {
                return path_of(name).map(Some);
            }
        }
    }
}

#[cfg(unix)]
fn path_of(name: Vec<u8>) -> io::Result<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Ok(std::ffi::OsString::from_vec(name).into())
}

#[cfg(not(unix))]
fn path_of(name: Vec<u8>) -> io::Result<PathBuf> {
    String::from_utf8(name)
        .map(PathBuf::from)
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "a name that is not UTF-8"))
}

/// The files that the arguments and the list stand for, in their order, those of a folder by name. Folders are walked
/// and the list is read as files are asked for: a run may begin before the last is known.
pub struct Inputs {
    arguments: std::vec::IntoIter<PathBuf>,
    list: Option<List>,
    walk: Option<Walk>,
    outputs: Vec<PathBuf>,
}

impl Inputs {
    /// What is written to (`outputs`) is no input even where a folder or the list holds it.
    pub fn new(arguments: Vec<PathBuf>, list: Option<List>, outputs: Vec<PathBuf>) -> Inputs {
        Inputs { arguments: arguments.into_iter(), list, walk: None, outputs }
    }

    fn is_output(&self, path: &Path) -> bool {
        self.outputs.iter().any(|output| {
            output.file_name() == path.file_name() && same_file::is_same_file(output, path).unwrap_or(false)
        })
    }

    /// The next name of the list, or why it cannot be read on.
    fn next_of_list(&mut self) -> Option<Result<PathBuf, Failure>> {
        let list = self.list.as_mut()?;
        match list.next_name() {
            Ok(Some(name)) => Some(Ok(name)),
            Ok(None) => None,
            Err(error) => {
                let failure = Failure::of_path(&list.name, "io", format!("cannot read the list: {error}"));
                if error.kind() != ErrorKind::InvalidData {
                    self.list = None;
                }
                Some(Err(failure))
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.walk.as_mut().and_then(Walk::next) {
                Some(Ok(path)) if self.is_output(&path) => continue,
                Some(next) => return Some(next.map(Input::File)),
                None => self.walk = None,
            }
            let path = match self.arguments.next() {
                Some(argument) if argument == Path::new("-") => return Some(Ok(Input::Stdin)),
                Some(argument) => argument,
                None => match self.next_of_list()? {
                    Ok(path) if self.is_output(&path) => continue,
                    Ok(path) => path,
                    Err(failure) => return Some(Err(failure)),
                },
            };
            if !path.is_dir() {
                return Some(Ok(Input::File(path)));
            }
            self.walk = Some(Walk::new(path));
        }
    }
}

/// Whether an argument is a folder.
pub fn has_folder(arguments: &[PathBuf]) -> bool {
    arguments.iter().any(|argument| argument.is_dir())
}

/// Whether an existing file is among the pages that the arguments and a list stand for.
pub fn hold(arguments: &[PathBuf], list: Option<(&Path, bool)>, file: &Path) -> io::Result<bool> {
    if !file.is_file() {
        return Ok(false); // new, or a device: nothing that could be overwritten
    }
    if arguments.iter().any(|argument| is_or_holds(argument, file)) {
        return Ok(true);
    }
    let Some((path, nul)) = list else { return Ok(false) };
    if is_or_holds(path, file) {
        return Ok(true);
    }
    if path == Path::new("-") {
        return Ok(false);
    }
    let mut list = List::open(path, nul)?;
    while let Some(name) = list.next_name()? {
        if is_or_holds(&name, file) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_or_holds(argument: &Path, file: &Path) -> bool {
    if argument == Path::new("-") {
        let handles = (same_file::Handle::stdin(), same_file::Handle::from_path(file));
        matches!(handles, (Ok(stdin), Ok(file)) if stdin == file)
    } else if argument.is_dir() {
        walk::holds(argument, file)
    } else {
        same_file::is_same_file(argument, file).unwrap_or(false)
    }
}
