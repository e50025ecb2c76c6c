//! `poems present`: a case as a lecture, on a projector or as text.

use std::path::Path;

use super::arguments::{Global, PresentOptions};
use super::open;
use super::session::Session;
use super::source::TEACHING;
use super::talk;
use super::{Failure, Status};
use crate::case::TeachingCase;
use crate::say;
use crate::teach::lecture::{document, slides};

/// Between two slides on paper.
const APART: &str = "\n----\n\n";

/// Shows the slides, or prints them one below the other.
pub(crate) fn command(options: &PresentOptions, global: &Global, session: &Session) -> Result<Status, Failure> {
    let wording = session.wording();
    let slides = slides(&find(&options.case, session)?, wording);
    if talk::reason_or_pipe(global).is_none() {
        return open::lecture(slides, session);
    }
    let pages = document(&slides, wording);
    let texts: Vec<String> = pages.iter().map(|page| say::text(page, session.style)).collect();
    session.print(&texts.join(APART))?;
    Ok(Status::Done)
}

/// A file of a deck that is there, else a teaching case of this id.
fn find(argument: &Path, session: &Session) -> Result<TeachingCase, Failure> {
    match argument.to_str() {
        Some(word) if !argument.is_file() => session.teaching_case(word.strip_prefix(TEACHING).unwrap_or(word)),
        _ => session.case_of_deck(argument),
    }
}
