//! `poems` and `poems open`: the terminal application, or plain questions where those are asked for.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::arguments::{AskOptions, Global};
use super::ask;
use super::home;
use super::session::Session;
use super::source::Source;
use super::talk;
use super::{Failure, Status, complain};
use crate::store::{Ledger, Left, OpenFault, Recovered};
use crate::teach::lecture::Slide;
use crate::tui::study::{Goal, Practice};
use crate::tui::{self, Start, Surroundings};

/// Opens the home screen.
pub(crate) fn home(global: &Global) -> Result<Status, Failure> {
    if let Some(reason) = talk::reason(global) {
        return home::command(reason, Session::start(global)?);
    }
    need_terminal()?;
    let session = Session::start(global)?;
    terminal(Start::Home, &session, session.look_after())
}

/// Opens one case.
pub(crate) fn case(global: &Global, case: &Path) -> Result<Status, Failure> {
    if let Some(reason) = talk::reason(global) {
        let options = AskOptions { case: Some(case.to_owned()), all: false };
        return ask::run(&options, reason, Session::start(global)?);
    }
    need_terminal()?;
    let session = Session::start(global)?;
    let mut found = session.look_after();
    let source = Source::find(case, &session).or_else(|fault| {
        // What was left may be the very case that is asked for, and was yet to be made.
        let recovered = session.recover();
        if recovered.is_empty() {
            return Err(fault);
        }
        found = (recovered, Vec::new());
        Source::find(case, &session)
    });
    let start = match source? {
        Source::Input => {
            let hint = "the terminal application cannot open standard input; use poems assess -";
            return Err(Failure::Usage(hint.to_owned()));
        }
        Source::Teaching(teaching) => tui::open_copy(teaching.case, &session.knowledge, session.shelf().as_ref()),
        Source::File(path) => tui::open(&path, &case.to_string_lossy(), &session.knowledge, session.shelf().as_ref()),
    };
    terminal(start.map_err(in_words)?, &session, found)
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

/// Opens the terminal application on a page of the study.
pub(super) fn study(
    goal: Goal,
    practice: Practice,
    results: Option<Ledger>,
    session: &Session,
) -> Result<Status, Failure> {
    terminal(Start::Study(goal, practice, results), session, session.look_after())
}

/// Opens the terminal application on a lecture. What a crash has left is offered another time, not to a class.
pub(super) fn lecture(slides: Vec<Slide>, session: &Session) -> Result<Status, Failure> {
    terminal(Start::Lecture(slides), session, (Vec::new(), Vec::new()))
}

fn terminal(
    start: Start,
    session: &Session,
    (recovered, left): (Vec<Recovered>, Vec<Left>),
) -> Result<Status, Failure> {
    let theme = session.chosen_theme();
    let (look, remarks) = session.look.with_kept(theme.as_ref());
    remarks.iter().for_each(|remark| complain(remark));
    let surroundings = Surroundings {
        lang: session.lang,
        letters: session.letters,
        look,
        theme,
        setting: session.setting,
        shelf: session.shelf(),
        notebook: session.notebook(),
        laboratory: session.laboratory(),
        keys: session.keys()?,
        recovered,
        left,
    };
    let ending = tui::run(start, &session.knowledge, surroundings).map_err(in_words)?;
    if let Some(line) = &ending.line {
        // Where the terminal has gone nobody is there to be told.
        session.print(&format!("{line}\n")).or_else(|failure| if ending.lost { Ok(()) } else { Err(failure) })?;
    }
    Ok(if ending.lost { Status::Disk } else { Status::Done })
}

fn in_words(error: anyhow::Error) -> Failure {
    match error.downcast::<OpenFault>() {
        Ok(fault) => fault.into(),
        Err(error) => Failure::Disk(format!("{error:#}")),
    }
}
