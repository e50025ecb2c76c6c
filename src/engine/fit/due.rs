//! Which examinations may be ordered, and what each would answer.

use super::odds::{Profile, outcome_of};
use crate::case::{AnswerValue, Case};
use crate::engine::evaluate::Evaluation;
use crate::engine::truth::Truth;
use crate::knowledge::{FindingId, FindingSet, GroupId, Kind, Test, TestId};

/// An examination that was not done, and for which what must come before is there.
pub struct Due {
    pub test: TestId,
    /// What it would answer that is not known yet; never empty.
    pub reveals: Vec<FindingId>,
    /// The open questions of the evidence that this answers: group and item, the questions of a group side by side.
    pub questions: Vec<(GroupId, usize)>,
}

/// The examinations that are due, in the order of the pack.
pub fn due(case: &Case, evaluation: &mut Evaluation, profile: Option<&Profile>) -> Vec<Due> {
    let still_open = still_open(case, evaluation);
    let mut due = Vec::new();
    for (at, test) in evaluation.knowledge.workup.tests.iter().enumerate() {
        if !may_be_ordered(test, case, evaluation) {
            continue;
        }
        let reveals: Vec<FindingId> = test.reveals.iter().copied().filter(|id| still_open.contains(*id)).collect();
        if reveals.is_empty() {
            continue;
        }
        let questions =
            profile.map_or_else(Vec::new, |profile| open_questions(profile, evaluation, TestId::at(at), &reveals));
        due.push(Due { test: TestId::at(at), reveals, questions });
    }
    due
}

fn may_be_ordered(test: &Test, case: &Case, evaluation: &mut Evaluation) -> bool {
    let is_done = test.done_by.iter().any(|id| case.known(*id).is_some());
    !is_done && test.after.as_ref().is_none_or(|rule| evaluation.rule(rule) == Truth::True)
}

/// Findings that an examination may still answer: neither known nor unobtainable.
fn still_open(case: &Case, evaluation: &mut Evaluation) -> FindingSet {
    let knowledge = evaluation.knowledge;
    let open = |id: &FindingId| match (case.answer(*id).map(|answer| answer.value), &knowledge.finding(*id).kind) {
        (Some(AnswerValue::Unobtainable), _) => false,
        (_, Kind::Sign(_)) => evaluation.sign(*id) == Truth::Unknown,
        (answer, _) => answer.is_none_or(|answer| !answer.is_known()),
    };
    FindingSet::of(knowledge.finding_ids().filter(open))
}

fn open_questions(
    profile: &Profile,
    evaluation: &mut Evaluation,
    test: TestId,
    reveals: &[FindingId],
) -> Vec<(GroupId, usize)> {
    let knowledge = evaluation.knowledge;
    let (mut open, test) = (knowledge.questions(test).to_vec(), knowledge.workup.test(test));
    open.retain(|&(group, item)| {
        let question = &profile.groups[group.index()].items[item];
        let answered = reveals.contains(&question.finding) || test.decides.contains(&question.finding);
        let tells = answered && !profile.setting().without_weight.contains(question.finding);
        tells && outcome_of(evaluation, question).is_none()
    });
    open
}
