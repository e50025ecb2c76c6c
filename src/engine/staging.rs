//! What is still to be known of a patient whose disease is found.

use schemars::JsonSchema;
use serde::Serialize;

use super::evaluate::{Evaluation, Look};
use super::truth::Truth;
use crate::case::Case;
use crate::knowledge::{FindingId, Kind, StagingItemId, TestId};

/// One part of the staging.
#[derive(Clone, Debug, PartialEq)]
pub struct Staged {
    /// Which part.
    pub item: StagingItemId,
    /// How much of it is known.
    pub state: StagingState,
    /// What is not known yet, each need by its first finding.
    pub missing: Vec<FindingId>,
    /// The examinations that would answer something of it.
    pub tests: Vec<TestId>,
}

/// How much of a part is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StagingState {
    /// All of it.
    Done,
    /// Some of it.
    Partly,
    /// None of it.
    Missing,
}

/// The parts of the staging in the order of the pack; `None` while the disease is not found.
pub(crate) fn staging(case: &Case, evaluation: &mut Evaluation) -> Option<Vec<Staged>> {
    let knowledge = evaluation.knowledge;
    let workup = &knowledge.workup;
    if evaluation.truth(knowledge.circuit.staging()?) != Truth::True {
        return None;
    }
    let mut is_known = |id: FindingId| match knowledge.finding(id).kind {
        Kind::Sign(_) => evaluation.sign(id) != Truth::Unknown,
        Kind::Quantity(_) | Kind::Choice(_) => case.known(id).is_some(),
    };
    let items = workup.staging.items.iter().enumerate().map(|(at, item)| {
        let open: Vec<&Vec<FindingId>> =
            item.needs.iter().filter(|need| !need.iter().any(|id| is_known(*id))).collect();
        let answers = |test: &TestId| open.iter().any(|need| workup.test(*test).answers(need));
        let state = match open.len() {
            0 => StagingState::Done,
            all if all == item.needs.len() => StagingState::Missing,
            _ => StagingState::Partly,
        };
        Staged {
            item: StagingItemId::at(at),
            state,
            missing: open.iter().filter_map(|need| need.first().copied()).collect(),
            tests: item.tests.iter().copied().filter(answers).collect(),
        }
    });
    Some(items.collect())
}
