//! `poems ask`: the same sheet as plain questions, a line each: for screen readers, pipes and dumb terminals.
//!
//! `order` says what is asked when, `reply` understands what was typed, `walk` keeps the place, `find` goes elsewhere,
//! `quick` takes a line of a note, `answer` changes the case, `keep` saves it; `say` finds the words, those about one
//! finding in `finding`, those of the result in `result`.

mod answer;
mod find;
pub(super) mod finding;
mod keep;
mod order;
mod quick;
pub(super) mod reply;
mod result;
mod say;
mod walk;

use std::io::{self, IsTerminal};
use std::path::Path;

use super::arguments::AskOptions;
use super::home;
use super::learn;
use super::session::Session;
use super::source::Source;
use super::talk::{Console, Leave, Next, Reason, Talk};
use super::{Failure, Status};
use crate::case::Case;
use crate::json::Fault;
use crate::knowledge::Lang;
use crate::say::Wording;
use crate::store::CaseFile;
use walk::Walk;

/// The case that is asked about, and where it is kept.
pub(super) struct Patient {
    case: Case,
    name: Option<String>,
    file: Option<CaseFile>,
    warnings: Vec<Fault>,
    /// What is to be known of its file before anything is answered.
    notes: Vec<String>,
}

/// How the questions begin.
#[derive(Default)]
pub(super) struct Start {
    /// What switched the plain mode on, where that was not said yet.
    pub reason: Option<Reason>,
    /// Whether every finding is asked for.
    pub all: bool,
    /// A line of a note to begin with.
    pub text: Option<String>,
}

/// Runs `poems ask`: a case that is named, else the menu; off a terminal a new case, whose answers are the lines.
pub(super) fn command(options: &AskOptions, session: Session) -> Result<Status, Failure> {
    if options.case.is_none() && !options.all && io::stdin().is_terminal() {
        return home::command(Reason::Command, session);
    }
    run(options, Reason::Command, session)
}

/// Asks about a case that was named, or a new one.
pub(super) fn run(options: &AskOptions, reason: Reason, mut session: Session) -> Result<Status, Failure> {
    let patient = patient(options.case.as_deref(), &session)?;
    let mut console = Console::standard(session.letters);
    let start = Start { reason: Some(reason), all: options.all, text: None };
    let (leave, lang) = ask(patient, start, &session, &mut console)?;
    session.lang = lang;
    home::after(leave, session, &mut console)
}

/// Asks until the case is left; says where that leads, and the language it was left in.
pub(super) fn ask(
    patient: Patient,
    start: Start,
    session: &Session,
    console: &mut Console,
) -> Result<(Leave, Lang), Failure> {
    let mut walk = Walk::new(session, patient, start, console.is_terminal());
    let talked = loop {
        match console.talk(&mut walk) {
            Ok(Leave::Aside) => match walk.lesson.take() {
                Some(finding) => match learn::about(finding, walk.wording, session, console) {
                    Ok(Leave::Over) => walk.announced = None,
                    other => break other,
                },
                None => break Ok(Leave::Over),
            },
            other => break other,
        }
    };
    // The answers are on the disk, whatever became of the conversation.
    walk.save_last();
    match walk.unsaved() {
        Some(message) => Err(Failure::Disk(message)),
        None => talked.map(|leave| (leave, walk.wording.lang)),
    }
}

impl Talk for Walk<'_> {
    fn wording(&self) -> Wording<'_> {
        self.wording
    }

    fn welcome(&mut self) -> Vec<String> {
        std::mem::take(&mut self.opening)
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

impl Patient {
    /// Answers that have no file yet; the first one makes it under a free name.
    pub(super) fn new(case: Case, name: Option<String>, stem: &str, session: &Session) -> Patient {
        let file = session.shelf().map(|shelf| shelf.new_file(stem));
        Patient { case, name, file, warnings: Vec::new(), notes: Vec::new() }
    }

    /// The same under the name that the reader knows it by.
    pub(super) fn called(self, name: String) -> Patient {
        Patient { name: Some(name), ..self }
    }
}

/// The case that was named, or a new one.
pub(super) fn patient(case: Option<&Path>, session: &Session) -> Result<Patient, Failure> {
    let words = session.wording().words();
    let mut notes: Vec<String> =
        session.recover().iter().map(|recovered| recovered.words(words, session.lang)).collect();
    let new = |case, name, stem: &str, notes| Patient { notes, ..Patient::new(case, name, stem, session) };
    let Some(argument) = case else { return Ok(new(Case::new(&session.knowledge), None, "case", notes)) };
    match Source::find(argument, session)? {
        Source::File(path) => {
            let (file, read) = CaseFile::open(&path, &session.knowledge)?;
            let name = Some(argument.display().to_string());
            if read.is_teaching {
                notes.push(session.wording().say(&words.disk.teaching_copy).to_owned());
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
