//! `poems rules questionnaire`: the checklist as a form for another system.

use super::arguments::FormOptions;
use super::session::Session;
use super::{Failure, Status};
use crate::exchange::{Extent, questionnaire};

/// Prints the checklist as a Questionnaire.
pub(crate) fn questionnaire(options: &FormOptions, session: &Session) -> Result<Status, Failure> {
    session.print_json(&questionnaire::questionnaire(&session.knowledge, options.extent(), session.lang))?;
    Ok(Status::Done)
}

impl FormOptions {
    fn extent(&self) -> Extent {
        if self.sheet { Extent::Key } else { Extent::Whole }
    }
}
