//! `poems explain`: every row of evidence behind the fit of a case.

use super::arguments::{ExplainOptions, TextOrJson};
use super::session::Session;
use super::source::Source;
use super::{Failure, Status};
use crate::engine::assess_in;
use crate::report::{Explanation, View};
use crate::say;

/// So many of the likeliest rivals are shown unless all are asked for.
const RIVALS: usize = 5;

/// Prints the evidence.
pub(crate) fn command(options: &ExplainOptions, session: &Session) -> Result<Status, Failure> {
    let read = Source::find(&options.case, session)?.read(session)?;
    let assessment = assess_in(&session.knowledge, &read.case, read.case.seen_in(session.setting));
    let view = View {
        knowledge: &session.knowledge,
        case: &read.case,
        assessment: &assessment,
        lang: session.lang,
        sets: &[],
        warnings: &read.warnings,
    };
    let rivals = if options.all { usize::MAX } else { RIVALS };
    let explanation = Explanation::of(&view, rivals).ok_or_else(|| Failure::no_evidence(session))?;
    match options.format {
        TextOrJson::Text => session.print(&say::text(&explanation.document(), session.style))?,
        TextOrJson::Json => session.print_json(&(explanation.json() + "\n"))?,
    }
    Ok(Status::Done)
}
