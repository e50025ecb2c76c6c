//! `poems cases`: the teaching cases.

use super::session::Session;
use super::{Failure, Status};
use crate::engine::assess;
use crate::report::{self, View};
use crate::say;
use crate::say::document::{Block, Line, Table};

/// Names the cases by titles that do not give the diagnosis away.
pub(crate) fn list(session: &Session) -> Result<Status, Failure> {
    let wording = session.wording();
    let words = &session.knowledge.interface;
    let mut table = Table::new([&words.report.case, &words.teaching.title].map(|text| wording.say(text)));
    for case in session.teaching_cases()? {
        table.row([Line::plain(&case.id), Line::plain(wording.say(&case.title))]);
    }
    session.print(&say::text(&[Block::Table(table)], session.style))?;
    Ok(Status::Done)
}

/// Prints one case.
pub(crate) fn show(id: &str, session: &Session) -> Result<Status, Failure> {
    let case = session.teaching_case(id.strip_prefix("case:").unwrap_or(id))?;
    let assessment = assess(&session.knowledge, &case.case);
    let view = View {
        knowledge: &session.knowledge,
        case: &case.case,
        assessment: &assessment,
        lang: session.lang,
        sets: &[],
        warnings: &[],
    };
    session.print(&say::text(&report::teaching(&view, &case), session.style))?;
    Ok(Status::Done)
}
