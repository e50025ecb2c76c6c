//! What is still to be known of a patient whose disease is found.

use super::evaluate::Evaluation;
use super::truth::Truth;
use crate::case::Case;
use crate::knowledge::{FindingId, Kind, StagingItemId};

/// One part of the staging.
#[derive(Clone, Debug, PartialEq)]
pub struct Staged {
    pub item: StagingItemId,
    pub state: StagingState,
    /// What is not known yet, each need by its first finding.
    pub missing: Vec<FindingId>,
}

/// How much of a part is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StagingState {
    Done,
    Partly,
    Missing,
}

/// The parts of the staging in the order of the pack; `None` while the disease is not found.
pub fn staging(case: &Case, evaluation: &mut Evaluation) -> Option<Vec<Staged>> {
    let knowledge = evaluation.knowledge;
    let staging = knowledge.workup.staging.as_ref()?;
    if evaluation.rule(&staging.when) != Truth::True {
        return None;
    }
    let mut is_known = |id: FindingId| match knowledge.finding(id).kind {
        Kind::Sign(_) => evaluation.sign(id) != Truth::Unknown,
        Kind::Quantity(_) | Kind::Choice(_) => case.known(id).is_some(),
    };
    let items = staging.items.iter().enumerate().map(|(at, item)| {
        let mut missing = Vec::new();
        for need in &item.needs {
            if !need.iter().any(|id| is_known(*id)) {
                missing.extend(need.first());
            }
        }
        let state = match missing.len() {
            0 => StagingState::Done,
            all if all == item.needs.len() => StagingState::Missing,
            _ => StagingState::Partly,
        };
        Staged { item: StagingItemId::at(at), state, missing }
    });
    Some(items.collect())
}
