//! Which examinations may be ordered, and what each would answer.

use super::profile::Profile;
use crate::case::{AnswerValue, Case};
use crate::engine::evaluate::{Evaluation, Look};
use crate::engine::truth::Truth;
use crate::knowledge::{FindingId, FindingMask, GroupId, Kind, Test, TestId};

/// An examination of its own that was not done, and for which what must come before is there.
pub(crate) struct Due {
    pub test: TestId,
    /// What it would answer that is not known yet; never empty.
    pub reveals: Vec<FindingId>,
    /// The open questions of the evidence that this answers: group and item, the questions of a group side by side.
    pub questions: Vec<(GroupId, usize)>,
}

/// The examinations that are due, in the order of the pack, for what they may still answer.
pub(crate) fn due(
    case: &Case,
    evaluation: &mut Evaluation,
    profile: Option<&Profile>,
    still_open: &FindingMask,
) -> Vec<Due> {
    let mut due = Vec::new();
    for (at, test) in evaluation.knowledge.workup.tests.iter().enumerate() {
        let id = TestId::at(at);
        if !may_be_ordered(test, id, case, evaluation) {
            continue;
        }
        let mut reveals = Vec::with_capacity(test.reveals.len());
        reveals.extend(test.reveals.iter().copied().filter(|id| still_open.contains(*id)));
        if reveals.is_empty() {
            continue;
        }
        let questions = profile
            .map_or_else(Vec::new, |profile| open_questions(profile, evaluation.knowledge.questions(id), still_open));
        due.push(Due { test: id, reveals, questions });
    }
    due
}

fn may_be_ordered(test: &Test, id: TestId, case: &Case, evaluation: &mut Evaluation) -> bool {
    let is_done = test.done_by.iter().any(|id| case.known(*id).is_some());
    !test.is_part && !is_done && evaluation.circuit().after(id).is_none_or(|rule| evaluation.truth(rule) == Truth::True)
}

/// Findings that an examination may still answer: neither known nor unobtainable.
pub(crate) fn still_open(case: &Case, evaluation: &mut Evaluation) -> FindingMask {
    let knowledge = evaluation.knowledge;
    let open = |id: &FindingId| match (case.answer(*id).map(|answer| answer.value), &knowledge.finding(*id).kind) {
        (Some(AnswerValue::Unobtainable), _) => false,
        (_, Kind::Sign(_)) => evaluation.sign(*id) == Truth::Unknown,
        (answer, _) => answer.is_none_or(|answer| !answer.is_known()),
    };
    FindingMask::of(knowledge.findings.len(), knowledge.finding_ids().filter(open))
}

fn open_questions(profile: &Profile, asked: &[(GroupId, usize)], still_open: &FindingMask) -> Vec<(GroupId, usize)> {
    let is_open = |question: &(GroupId, usize)| {
        still_open.contains(profile.question(*question).finding) && profile.is_open(*question)
    };
    let mut open = Vec::with_capacity(asked.len());
    open.extend(asked.iter().copied().filter(is_open));
    open
}
