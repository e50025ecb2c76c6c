//! `poems compare`: two criteria sets side by side.

use super::arguments::{CompareFormat, CompareOptions};
use super::rules::find_set;
use super::session::Session;
use super::{Failure, Status};
use crate::say::html::{Article, Layout, html};
use crate::say::{self, Wording};
use crate::teach::compare::{Naming, compare};

/// Prints what two sets share, and where they part.
pub(crate) fn command(options: &CompareOptions, session: &Session) -> Result<Status, Failure> {
    let sets = [find_set(&options.first, session)?, find_set(&options.second, session)?];
    if sets[0] == sets[1] {
        return Err(Failure::Usage(format!("\"{}\" is compared with itself; name two sets", options.first)));
    }
    let cases = session.teaching_cases()?;
    let progress = session.progress()?;
    let naming = if options.all { Naming::All } else { Naming::Done(&progress) };
    let comparison = compare(&session.knowledge, sets, &cases, naming);
    let document = || comparison.document(session.lang);
    match options.format {
        CompareFormat::Text => session.print(&say::text(&document(), session.style))?,
        CompareFormat::Markdown => session.print(&say::markdown(&document()))?,
        CompareFormat::Html => {
            let name = sets.map(|id| session.knowledge.set(id).id.as_str()).join(", ");
            let article = Article { name, layout: Layout::Text, blocks: document() };
            session.print_html(&html(&[article], Wording::new(&session.knowledge, session.lang)))?;
        }
        CompareFormat::Json => session.print_json(&(comparison.json(session.lang) + "\n"))?,
    }
    Ok(Status::Done)
}
