//! `poems` and `poems open`: the terminal application, or plain questions where those are asked for.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::arguments::{AskOptions, Global};
use super::ask;
use super::session::Session;
use super::source::Source;
use super::talk;
use super::{Failure, Status};
use crate::store::OpenFault;
use crate::tui::{self, Start};

/// Opens the home screen.
pub fn home(global: &Global) -> Result<Status, Failure> {
    if let Some(reason) = talk::reason(global) {
        return ask::run(&AskOptions { case: None, all: false }, reason, &Session::start(global)?);
    }
    need_terminal()?;
    terminal(Start::Home, &Session::start(global)?)
}

/// Opens one case.
pub fn case(global: &Global, case: &Path) -> Result<Status, Failure> {
    if let Some(reason) = talk::reason(global) {
        let options = AskOptions { case: Some(case.to_owned()), all: false };
        return ask::run(&options, reason, &Session::start(global)?);
    }
    need_terminal()?;
    let session = Session::start(global)?;
    let start = match Source::find(case, &session)? {
        Source::Input => {
            let hint = "the terminal application cannot open standard input; use poems assess -";
            return Err(Failure::Usage(hint.to_owned()));
        }
        Source::Teaching(teaching) => tui::open_copy(teaching.case, &session.knowledge, session.shelf().as_ref()),
        Source::File(path) => tui::open(&path, &case.to_string_lossy(), &session.knowledge),
    };
    terminal(start.map_err(in_words)?, &session)
}

fn need_terminal() -> Result<(), Failure> {
    match io::stdin().is_terminal() && io::stdout().is_terminal() {
        true => Ok(()),
        false => Err(Failure::Usage(
            "the terminal application needs a terminal; poems assess CASE prints an answer, \
             and poems ask asks line by line, also through pipes"
                .to_owned(),
        )),
    }
}

pub(super) fn terminal(start: Start, session: &Session) -> Result<Status, Failure> {
    let farewell = tui::run(
        start,
        &session.knowledge,
        session.lang,
        session.letters,
        session.setting,
        session.shelf(),
        session.notebook(),
    )
    .map_err(in_words)?;
    if let Some(line) = farewell {
        session.print(&format!("{line}\n"))?;
    }
    Ok(Status::Done)
}

fn in_words(error: anyhow::Error) -> Failure {
    match error.downcast::<OpenFault>() {
        Ok(fault) => fault.into(),
        Err(error) => Failure::Disk(format!("{error:#}")),
    }
}
