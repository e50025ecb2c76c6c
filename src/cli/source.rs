//! Where a case that was named on the command line is.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::Failure;
use super::session::{Session, suggestion};
use crate::case::{self, TeachingCase};
use crate::json::{Fault, Limits};
use crate::store::{CaseFile, Shelf, Texts, read_limited};

/// The text before the id of a teaching case.
pub(crate) const TEACHING: &str = "case:";

/// The name of standard input in messages.
const INPUT: &str = "standard input";

/// What is done with each case, or with what is wrong with it.
pub(crate) type Seeing<'s> = dyn FnMut(Result<case::Read, Vec<Fault>>) -> Result<(), Failure> + 's;

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
        Source::file(argument, session).map(Source::File).ok_or_else(|| {
            let names: Vec<String> = session.shelf().iter().flat_map(Shelf::entries).map(|entry| entry.name).collect();
            let meant = suggestion(word.unwrap_or_default(), names.iter().map(String::as_str));
            let name = argument.display();
            Failure::Disk(format!("{name}: there is no such file, and no such name on the shelf{meant}"))
        })
    }

    /// The file that an argument names: one that is there, else one on the shelf.
    pub(crate) fn file(argument: &Path, session: &Session) -> Option<PathBuf> {
        match argument.exists() {
            true => Some(argument.to_owned()),
            false => session.shelf().and_then(|shelf| shelf.find(argument.as_os_str())),
        }
    }

    /// Reads every case in it, one after the other: a text may hold one a line.
    ///
    /// # Errors
    /// It cannot be read, or whoever sees the cases has an error.
    pub(crate) fn each(self, session: &Session, see: &mut Seeing) -> Result<(), Failure> {
        match self {
            Source::Input => each_of(Path::new(INPUT), io::stdin().lock(), session, see),
            Source::File(path) => {
                let file = File::open(&path).map_err(|error| Failure::of_file(&path, "read", &error))?;
                each_of(&path, BufReader::new(file), session, see)
            }
            Source::Teaching(_) => see(Ok(self.read(session)?)),
        }
    }

    /// Reads the case.
    ///
    /// # Errors
    /// It cannot be read, or is no valid case.
    pub(crate) fn read(self, session: &Session) -> Result<case::Read, Failure> {
        match self {
            Source::Input => {
                let bytes = read_limited(io::stdin().lock(), Limits::CASE)
                    .map_err(|error| Failure::of_file(Path::new(INPUT), "read", &error))?;
                case::read(INPUT, &bytes, &session.knowledge).map_err(Failure::Faults)
            }
            Source::File(path) => Ok(CaseFile::read(&path, &session.knowledge)?),
            Source::Teaching(teaching) => {
                Ok(case::Read { case: teaching.case, warnings: Vec::new(), doubts: Vec::new(), is_teaching: true })
            }
        }
    }
}

/// Reads the cases of a text: the whole of it, or one a line, of which one is in memory at a time.
fn each_of(path: &Path, reader: impl BufRead, session: &Session, see: &mut Seeing) -> Result<(), Failure> {
    let name = path.display().to_string();
    let unreadable = |error| Failure::of_file(path, "read", &error);
    let mut lines = match Texts::of(reader, Limits::CASE).map_err(unreadable)? {
        Texts::One(text) => return see(case::read(&name, &text, &session.knowledge)),
        Texts::Lines(lines) => lines,
    };
    while let Some((number, line)) = lines.next_line().map_err(unreadable)? {
        let in_line = |faults: Vec<Fault>| faults.into_iter().map(|fault| fault.in_line(number)).collect();
        see(match case::read(&name, line, &session.knowledge) {
            Ok(read) => Ok(case::Read { warnings: in_line(read.warnings), doubts: in_line(read.doubts), ..read }),
            Err(faults) => Err(in_line(faults)),
        })?;
    }
    Ok(())
}
