//! `poems ask`: the same walk as plain questions, a line each: for screen readers, pipes and dumb terminals.
//!
//! `line` reads what was typed, `reply` understands it, `walk` keeps the place and the answers, `say` finds the words.

pub mod line;
mod reply;
mod say;
mod walk;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::arguments::AskOptions;
use super::session::Session;
use super::source::Source;
use super::{Failure, Status};
use crate::case::Case;
use crate::json::{Fault, shown};
use crate::store::CaseFile;
use line::Line;
use walk::{Next, Walk};

/// What switched the plain mode on.
#[derive(Clone, Copy, Debug)]
pub enum Reason {
    Command,
    Flag,
    Accessible,
    Terminal,
}

/// Whether what was typed is printed again: a pipe shows nothing of it otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Echo {
    Off,
    On,
}

/// The case that is asked about, and where it is kept.
struct Patient {
    case: Case,
    name: Option<String>,
    file: Option<CaseFile>,
    warnings: Vec<Fault>,
}

/// Runs `poems ask`.
pub fn command(options: &AskOptions, session: &Session) -> Result<Status, Failure> {
    run(options, Reason::Command, session)
}

/// Asks on standard input and output.
pub fn run(options: &AskOptions, reason: Reason, session: &Session) -> Result<Status, Failure> {
    let patient = patient(options.case.as_deref(), session)?;
    let echo = if io::stdin().is_terminal() { Echo::Off } else { Echo::On };
    let mut walk = Walk::new(session, patient, options.all);
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let talked = talk(&mut walk, reason, &mut input, &mut output, echo);
    // The answers are on the disk, whatever became of the conversation.
    match walk.unsaved() {
        Some(message) => Err(Failure::Disk(message)),
        None => talked.map(|()| Status::Done),
    }
}

fn talk(
    walk: &mut Walk,
    reason: Reason,
    input: &mut impl BufRead,
    output: &mut impl Write,
    echo: Echo,
) -> Result<(), Failure> {
    say(output, &walk.welcome(reason))?;
    say(output, &walk.question())?;
    loop {
        write!(output, "> ").and_then(|()| output.flush()).map_err(|error| Failure::of_output(&error))?;
        let read = line::read(input).map_err(|error| Failure::of_file(Path::new("standard input"), "read", &error))?;
        let Line::Text(typed) = read else {
            say(output, &[String::new()])?;
            break;
        };
        if echo == Echo::On {
            say(output, &[shown(&typed)])?;
        }
        let (said, next) = walk.reply(&typed);
        say(output, &said)?;
        match next {
            Next::Quit => break,
            Next::Wait => {}
            Next::Question => say(output, &walk.question())?,
        }
    }
    say(output, &[walk.goodbye()])
}

fn say(output: &mut impl Write, lines: &[String]) -> Result<(), Failure> {
    let written = lines.iter().try_for_each(|line| writeln!(output, "{line}")).and_then(|()| output.flush());
    written.map_err(|error| Failure::of_output(&error))
}

/// The case that was named, or a new one.
fn patient(case: Option<&Path>, session: &Session) -> Result<Patient, Failure> {
    let new = |case, name: Option<String>| {
        let stem = name.clone().unwrap_or_else(|| "case".to_owned());
        let file = session.shelf().and_then(|shelf| shelf.new_file(&stem).ok());
        Patient { case, name, file, warnings: Vec::new() }
    };
    let Some(argument) = case else { return Ok(new(Case::new(&session.knowledge), None)) };
    match Source::find(argument, session)? {
        Source::File(path) => {
            let (file, read) = CaseFile::open(&path, &session.knowledge)?;
            let name = argument.display().to_string();
            Ok(Patient { case: read.case, name: Some(name), file: Some(file), warnings: read.warnings })
        }
        Source::Teaching(id) => Ok(new(session.teaching_case(&id)?.case.clone(), Some(id))),
        Source::Input => {
            Err(Failure::Usage("standard input is where the answers come from; poems assess - reads a case".to_owned()))
        }
    }
}
