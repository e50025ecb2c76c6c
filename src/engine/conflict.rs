//! Where answers disagree: an answer against what other answers infer, or both rules of a sign holding at once.

use super::assessment::{Conflict, Disagreement};
use super::evaluate::Evaluation;
use super::reasons::{Reasons, Target};
use super::truth::Truth;
use crate::case::AnswerValue;
use crate::knowledge::{FindingId, Knowledge};

/// Whether anything disagrees.
pub fn any(evaluation: &mut Evaluation) -> bool {
    let knowledge = evaluation.knowledge;
    knowledge.inference_order().iter().any(|id| disagreement(evaluation, *id).is_some())
}

/// Every conflict, in the order of the vocabulary.
pub fn all(knowledge: &Knowledge, reasons: &mut Reasons) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for &id in knowledge.inference_order() {
        let Some(disagreement) = disagreement(reasons.whole(), id) else { continue };
        let against: &[bool] = match disagreement {
            Disagreement::SaidAbsent => &[true],
            Disagreement::SaidPresent => &[false],
            Disagreement::BothInferred => &[true, false],
        };
        let rules = against.iter().filter_map(|present| knowledge.inference(id, *present));
        let mut from: Vec<FindingId> = rules.flat_map(|rule| reasons.of(Target::Rule(rule))).collect();
        from.sort_unstable();
        from.dedup();
        conflicts.push(Conflict { finding: id, disagreement, from });
    }
    conflicts.sort_by_key(|conflict| conflict.finding);
    conflicts
}

fn disagreement(evaluation: &mut Evaluation, id: FindingId) -> Option<Disagreement> {
    let said = evaluation.known(id);
    match (said, evaluation.inferences(id)) {
        (_, (Truth::True, Truth::True)) => Some(Disagreement::BothInferred),
        (Some(AnswerValue::Absent), (Truth::True, _)) => Some(Disagreement::SaidAbsent),
        (Some(AnswerValue::Present), (_, Truth::True)) => Some(Disagreement::SaidPresent),
        _ => None,
    }
}
