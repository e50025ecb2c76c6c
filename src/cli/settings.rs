//! `poems settings`: where a patient may be seen.

use super::session::Session;
use super::{Failure, Status};
use crate::report;
use crate::say;

/// Names the settings, with their priors and what those rest on.
pub(crate) fn command(session: &Session) -> Result<Status, Failure> {
    let literature = session.knowledge.literature.as_ref().ok_or_else(|| Failure::no_evidence(session))?;
    session.print(&say::text(&report::settings(&session.knowledge, literature, session.lang), session.style))?;
    Ok(Status::Done)
}
