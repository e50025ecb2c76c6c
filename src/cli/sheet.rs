//! `poems sheet`: a class sheet to print.

use super::arguments::SheetOptions;
use super::session::{Session, suggestion};
use super::source::TEACHING;
use super::{Failure, Status};
use crate::case::TeachingCase;
use crate::store::{Permissions, write_atomic};
use crate::teach::sheet::sheet;

/// Writes the sheet of the cases that were named, or of some that the seed draws.
pub(crate) fn command(options: &SheetOptions, session: &Session) -> Result<Status, Failure> {
    let all = session.practice(options.deck.as_deref())?;
    let cases = match options.cases.as_slice() {
        [] => drawn(&all, options.count.into(), options.seed),
        ids => ids.iter().map(|id| find(&all, id)).collect::<Result<_, _>>()?,
    };
    let text = sheet(&session.knowledge, &cases, session.lang);
    write_atomic(&options.output, text.as_bytes(), Permissions::Private)
        .map_err(|error| Failure::of_file(&options.output, "written", &error))?;
    Ok(Status::Done)
}

fn drawn(all: &[TeachingCase], count: usize, seed: u64) -> Vec<&TeachingCase> {
    let mut cases: Vec<&TeachingCase> = all.iter().collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut cases);
    cases.truncate(count);
    cases
}

fn find<'c>(all: &'c [TeachingCase], name: &str) -> Result<&'c TeachingCase, Failure> {
    let id = name.strip_prefix(TEACHING).unwrap_or(name);
    all.iter().find(|case| case.id == id).ok_or_else(|| {
        let meant = suggestion(id, all.iter().map(|case| case.id.as_str()));
        Failure::Input(format!("there is no teaching case \"{id}\" here{meant}"))
    })
}
