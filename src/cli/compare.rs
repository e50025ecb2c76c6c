//! `poems compare`: two criteria sets side by side.

use super::arguments::{CompareOptions, Format};
use super::output::print;
use super::rules::find_set;
use super::session::Session;
use super::{Failure, Status};
use crate::report;
use crate::teach::compare::compare;

/// Prints what two sets share, and where they part.
pub fn command(options: &CompareOptions, session: &Session) -> Result<Status, Failure> {
    let sets = [find_set(&options.first, session)?, find_set(&options.second, session)?];
    if sets[0] == sets[1] {
        return Err(Failure::Usage(format!("\"{}\" is compared with itself; name two sets", options.first)));
    }
    let cases = session.teaching_cases()?;
    let comparison = compare(&session.knowledge, sets, &cases);
    print(&match options.format {
        Format::Text => report::document_text(&comparison.document(session.lang), session.style),
        Format::Markdown => report::document_markdown(&comparison.document(session.lang)),
        Format::Json => format!("{}\n", comparison.json()),
    })?;
    Ok(Status::Done)
}
