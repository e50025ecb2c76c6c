//! `poems rules questionnaire` and `poems rules redcap`: the checklist as a form for another system.

use super::arguments::FormOptions;
use super::output::print;
use super::session::Session;
use super::{Failure, Status};
use crate::exchange::fhir::questionnaire;
use crate::exchange::{Extent, redcap};

/// Prints the checklist as a Questionnaire.
pub(crate) fn questionnaire(options: &FormOptions, session: &Session) -> Result<Status, Failure> {
    session.print_json(&questionnaire::questionnaire(&session.knowledge, options.extent(), session.lang))?;
    Ok(Status::Done)
}

/// Prints the checklist as a data dictionary. It is a file for a program: its letters are kept wherever it is made.
pub(crate) fn redcap(options: &FormOptions, session: &Session) -> Result<Status, Failure> {
    print(&redcap::dictionary(&session.knowledge, options.extent(), session.lang))?;
    Ok(Status::Done)
}

impl FormOptions {
    fn extent(&self) -> Extent {
        if self.sheet { Extent::Key } else { Extent::Whole }
    }
}
