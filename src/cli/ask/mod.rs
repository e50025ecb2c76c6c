//! `poems ask`: the same walk as plain questions, a line each: for screen readers, pipes and dumb terminals.
//!
//! `reply` understands what was typed, `walk` keeps the place, `answer` changes the case, `say` finds the words, those
//! about one finding in `finding`.

mod answer;
pub(super) mod finding;
mod quick;
pub(super) mod reply;
mod say;
mod walk;

use std::path::Path;

use super::arguments::AskOptions;
use super::session::Session;
use super::source::Source;
use super::talk::{Next, Reason, Talk, talk};
use super::{Failure, Status};
use crate::case::Case;
use crate::json::Fault;
use crate::say::Wording;
use crate::store::CaseFile;
use walk::Walk;

/// The case that is asked about, and where it is kept.
struct Patient {
    case: Case,
    name: Option<String>,
    file: Option<CaseFile>,
    warnings: Vec<Fault>,
    /// What is to be known of its file before anything is answered.
    notes: Vec<String>,
}

/// Runs `poems ask`.
pub(crate) fn command(options: &AskOptions, session: &Session) -> Result<Status, Failure> {
    run(options, Reason::Command, session)
}

/// Asks on standard input and output.
pub(crate) fn run(options: &AskOptions, reason: Reason, session: &Session) -> Result<Status, Failure> {
    let patient = patient(options.case.as_deref(), session)?;
    let mut walk = Walk::new(session, patient, reason, options.all);
    let talked = talk(&mut walk, session.letters);
    // The answers are on the disk, whatever became of the conversation.
    walk.save_last();
    match walk.unsaved() {
        Some(message) => Err(Failure::Disk(message)),
        None => talked.map(|()| Status::Done),
    }
}

impl Talk for Walk<'_> {
    fn wording(&self) -> Wording<'_> {
        self.wording
    }

    fn welcome(&self) -> Vec<String> {
        Walk::welcome(self)
    }

    fn question(&mut self) -> Vec<String> {
        Walk::question(self)
    }

    fn place(&self) -> String {
        Walk::place(self)
    }

    fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        Walk::reply(self, typed)
    }

    fn goodbye(&mut self) -> Vec<String> {
        self.save_last();
        vec![Walk::goodbye(self)]
    }
}

/// The case that was named, or a new one.
fn patient(case: Option<&Path>, session: &Session) -> Result<Patient, Failure> {
    let words = session.wording().words();
    let mut notes: Vec<String> =
        session.recover().iter().map(|recovered| recovered.words(words, session.lang)).collect();
    let new = |case, name: Option<String>, stem: &str, notes| {
        let file = session.shelf().map(|shelf| shelf.new_file(stem));
        Patient { case, name, file, warnings: Vec::new(), notes }
    };
    let Some(argument) = case else { return Ok(new(Case::new(&session.knowledge), None, "case", notes)) };
    match Source::find(argument, session)? {
        Source::File(path) => {
            let (file, read) = CaseFile::open(&path, &session.knowledge)?;
            let name = Some(argument.display().to_string());
            if read.is_teaching {
                notes.push(Wording::new(&session.knowledge, session.lang).say(&words.disk.teaching_copy).to_owned());
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                return Ok(new(read.case, name, &stem, notes));
            }
            notes.extend(file.recovered().iter().map(|recovered| recovered.words(words, session.lang)));
            Ok(Patient { case: read.case, name, file: Some(file), warnings: read.warnings, notes })
        }
        Source::Teaching(teaching) => Ok(new(teaching.case, Some(teaching.id.clone()), &teaching.id, notes)),
        Source::Input => {
            Err(Failure::Usage("standard input is where the answers come from; poems assess - reads a case".to_owned()))
        }
    }
}
