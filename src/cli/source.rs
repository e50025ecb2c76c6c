//! Where a case that was named on the command line is.

use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use super::session::{Session, suggestion};
use crate::case::{self, TeachingCase};
use crate::json::Limits;
use crate::store::{CaseFile, Shelf, read_limited};

/// The text before the id of a teaching case.
pub(crate) const TEACHING: &str = "case:";

/// Where a case is.
#[derive(Debug)]
pub(crate) enum Source {
    /// Standard input.
    Input,
    File(PathBuf),
    Teaching(Box<TeachingCase>),
}

impl Source {
    /// A file that is there, else a name on the shelf.
    ///
    /// # Errors
    /// There is neither.
    pub(crate) fn find(argument: &Path, session: &Session) -> Result<Source, Failure> {
        let word = argument.to_str();
        if word == Some("-") {
            return Ok(Source::Input);
        }
        if let Some(id) = word.and_then(|word| word.strip_prefix(TEACHING)) {
            return session.teaching_case(id).map(|case| Source::Teaching(Box::new(case)));
        }
        if argument.exists() {
            return Ok(Source::File(argument.to_owned()));
        }
        let shelf = session.shelf();
        let on_shelf = shelf.as_ref().and_then(|shelf| shelf.find(argument.as_os_str()));
        on_shelf.map(Source::File).ok_or_else(|| {
            let names: Vec<String> = shelf.iter().flat_map(Shelf::entries).map(|entry| entry.name).collect();
            let meant = suggestion(word.unwrap_or_default(), names.iter().map(String::as_str));
            let name = argument.display();
            Failure::Disk(format!("{name}: there is no such file, and no such name on the shelf{meant}"))
        })
    }

    /// Reads the case.
    ///
    /// # Errors
    /// It cannot be read, or is no valid case.
    pub(crate) fn read(self, session: &Session) -> Result<case::Read, Failure> {
        match self {
            Source::Input => {
                let name = "standard input";
                let bytes = read_limited(io::stdin().lock(), Limits::CASE)
                    .map_err(|error| Failure::of_file(Path::new(name), "read", &error))?;
                case::read(name, &bytes, &session.knowledge).map_err(Failure::Faults)
            }
            Source::File(path) => Ok(CaseFile::read(&path, &session.knowledge)?),
            Source::Teaching(teaching) => {
                Ok(case::Read { case: teaching.case, warnings: Vec::new(), doubts: Vec::new(), is_teaching: true })
            }
        }
    }
}
