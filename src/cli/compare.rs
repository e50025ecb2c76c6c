//! `poems compare`: two criteria sets side by side.

use super::arguments::{CompareFormat, CompareOptions};
use super::rules::find_set;
use super::session::Session;
use super::{Failure, Status};
use crate::say;
use crate::teach::compare::compare;

/// Prints what two sets share, and where they part.
pub(crate) fn command(options: &CompareOptions, session: &Session) -> Result<Status, Failure> {
    let sets = [find_set(&options.first, session)?, find_set(&options.second, session)?];
    if sets[0] == sets[1] {
        return Err(Failure::Usage(format!("\"{}\" is compared with itself; name two sets", options.first)));
    }
    let cases = session.teaching_cases()?;
    let comparison = compare(&session.knowledge, sets, &cases);
    let document = || comparison.document(session.lang);
    match options.format {
        CompareFormat::Text => session.print(&say::text(&document(), session.style))?,
        CompareFormat::Markdown => session.print(&say::markdown(&document()))?,
        CompareFormat::Json => session.print_json(&(comparison.json(session.lang) + "\n"))?,
    }
    Ok(Status::Done)
}
