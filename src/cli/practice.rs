//! `poems practice`: what the learner's own notebook says, and what to read about it.

use super::session::Session;
use super::{Failure, Status};
use crate::say;
use crate::teach::record::Record;

/// Prints the record.
pub(crate) fn command(session: &Session) -> Result<Status, Failure> {
    let (cases, progress) = (session.teaching_cases()?, session.progress()?);
    let lessons = session.lessons(&cases)?;
    let record = Record::new(&session.knowledge, &progress, &cases, &lessons, &session.cards(None)?);
    session.print(&say::text(&record.document(session.wording(), &cases), session.style))?;
    Ok(Status::Done)
}
