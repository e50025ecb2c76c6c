//! `poems assess`: one case or several -> what is concluded, in every format and to every output that was asked for.

use std::path::Path;

use super::arguments::AssessOptions;
use super::output::complain;
use super::outputs::Outputs;
use super::session::{Session, suggestion};
use super::source::Source;
use super::{Failure, Status};
use crate::case;
use crate::engine::assess_in;
use crate::json::{Fault, MOST_SHOWN};
use crate::knowledge::SetId;
use crate::report::View;

/// Answers every case that can be read, and says of the others what is wrong with them.
pub(crate) fn command(options: &AssessOptions, session: &Session) -> Result<Status, Failure> {
    let sets = sets(&options.set, session)?;
    if options.cases.iter().filter(|case| is_input(case)).count() > 1 {
        return Err(Failure::Usage("standard input (-) can be read only once".to_owned()));
    }
    let mut outputs = Outputs::begin(options, session)?;
    let mut complaints = Complaints::default();
    for case in &options.cases {
        let mut see = |read: Result<case::Read, Vec<Fault>>| match read {
            Ok(read) => answer(read, &sets, session, &mut outputs),
            Err(faults) => {
                complaints.faults(&faults);
                if is_input(case) { outputs.refuse(&faults) } else { Ok(()) }
            }
        };
        match Source::find(case, session).and_then(|source| source.each(session, &mut see)) {
            Ok(()) => {}
            // Nobody is left who would read an answer.
            Err(Failure::Closed) => break,
            Err(failure) => complaints.failure(&failure),
        }
    }
    let status = complaints.finish();
    Ok(status.max(outputs.finish()))
}

fn is_input(case: &Path) -> bool {
    case == Path::new("-")
}

/// The sets that were asked for; none asked for means all.
fn sets(ids: &[String], session: &Session) -> Result<Vec<SetId>, Failure> {
    let knowledge = &session.knowledge;
    let find = |id: &String| {
        knowledge.find_set(id).ok_or_else(|| {
            let meant = suggestion(id, knowledge.sets.iter().map(|set| set.id.as_str()));
            Failure::Usage(format!("there is no criteria set \"{id}\" (poems rules list names them){meant}"))
        })
    };
    ids.iter().map(find).collect()
}

/// One assessment, whatever the number of outputs.
fn answer(mut read: case::Read, sets: &[SetId], session: &Session, outputs: &mut Outputs) -> Result<(), Failure> {
    let assessment = assess_in(&session.knowledge, &read.case, read.case.seen_in(session.setting));
    let with_doubts: Vec<Fault> = read.warnings.iter().cloned().chain(read.doubts.drain(..)).collect();
    let view = View {
        knowledge: &session.knowledge,
        case: &read.case,
        assessment: &assessment,
        lang: session.lang,
        sets,
        warnings: &read.warnings,
    };
    outputs.answer(&view, &with_doubts)
}

/// What is wrong, said as it is found; of very many faults the first, and at the end how many more there were.
#[derive(Default)]
struct Complaints {
    faults: usize,
    worst: Option<Status>,
}

impl Complaints {
    fn faults(&mut self, faults: &[Fault]) {
        let room = MOST_SHOWN.saturating_sub(self.faults);
        faults.iter().take(room).for_each(|fault| complain(&fault.to_string()));
        self.faults += faults.len();
        self.worst = self.worst.max(Some(Status::Input));
    }

    fn failure(&mut self, failure: &Failure) {
        complain(&failure.to_string());
        self.worst = self.worst.max(Some(failure.status()));
    }

    fn finish(self) -> Status {
        if self.faults > MOST_SHOWN {
            complain(&format!("and {} more", self.faults - MOST_SHOWN));
        }
        self.worst.unwrap_or(Status::Done)
    }
}
