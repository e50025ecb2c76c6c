//! Where answers disagree: an answer against what other answers infer, both rules of a sign holding at once, or a
//! finding of the other sex.

use super::assessment::{Conflict, Disagreement};
use super::evaluate::Evaluation;
use super::reasons::Reasons;
use super::truth::Truth;
use crate::case::{AnswerValue, Case};
use crate::knowledge::{FindingId, Knowledge};

/// Whether anything disagrees.
pub(crate) fn any(evaluation: &mut Evaluation) -> bool {
    let knowledge = evaluation.knowledge;
    knowledge.finding_ids().any(|id| is_of_other_sex(evaluation, id))
        || knowledge.inference_order().iter().any(|id| disagreement(evaluation, *id).is_some())
}

/// Every conflict, in the order of the vocabulary.
pub(crate) fn all(knowledge: &Knowledge, reasons: &mut Reasons) -> Vec<Conflict> {
    let of_other_sex = knowledge.finding_ids().filter(|id| is_of_other_sex(reasons.whole(), *id));
    let from: Vec<FindingId> = knowledge.sex.iter().map(|sex| sex.finding).collect();
    let conflict = |finding| Conflict { finding, disagreement: Disagreement::OtherSex, from: from.clone() };
    let mut conflicts: Vec<Conflict> = of_other_sex.map(conflict).collect();
    for &id in knowledge.inference_order() {
        let Some(disagreement) = disagreement(reasons.whole(), id) else { continue };
        let against: &[bool] = match disagreement {
            Disagreement::SaidAbsent => &[true],
            Disagreement::SaidPresent => &[false],
            Disagreement::BothInferred => &[true, false],
            Disagreement::OtherSex => &[],
        };
        let rules = against.iter().filter_map(|present| knowledge.circuit.inference(id, *present));
        let mut from: Vec<FindingId> = rules.flat_map(|rule| reasons.of(rule)).collect();
        from.sort_unstable();
        from.dedup();
        conflicts.push(Conflict { finding: id, disagreement, from });
    }
    conflicts.sort_by_key(|conflict| conflict.finding);
    conflicts
}

/// Whether an answer could not stand beside those of the case: with it they would infer what one of them denies, or it
/// is a finding of the other sex.
pub fn contradicts(knowledge: &Knowledge, case: &Case, finding: FindingId, value: AnswerValue) -> bool {
    let circuit = &knowledge.circuit;
    let rests_on_it = |sign: &&FindingId| circuit.rests_on(circuit.sign(**sign)).contains(finding);
    let signs: Vec<FindingId> = knowledge.inference_order().iter().filter(rests_on_it).copied().collect();
    if signs.is_empty() && knowledge.finding(finding).only_in.is_none() {
        return false;
    }
    let mut supposed = case.clone();
    supposed.put(finding, Some(value.into()));
    let mut evaluation = Evaluation::new(knowledge, &supposed);
    is_of_other_sex(&evaluation, finding) || signs.iter().any(|sign| disagreement(&mut evaluation, *sign).is_some())
}

fn disagreement(evaluation: &mut Evaluation, id: FindingId) -> Option<Disagreement> {
    // A sign that is explained was found present, whatever it counts as.
    let said = evaluation.said(id).map(|answer| answer.value).filter(|_| !is_of_other_sex(evaluation, id));
    match (said, evaluation.inferences(id)) {
        (_, (Truth::True, Truth::True)) => Some(Disagreement::BothInferred),
        (Some(AnswerValue::Absent), (Truth::True, _)) => Some(Disagreement::SaidAbsent),
        (Some(AnswerValue::Present), (_, Truth::True)) => Some(Disagreement::SaidPresent),
        _ => None,
    }
}

/// Whether a finding was said that a patient of this sex cannot have. To say that it is absent is no contradiction.
fn is_of_other_sex(evaluation: &Evaluation, id: FindingId) -> bool {
    !evaluation.admits(id) && evaluation.said(id).is_some_and(|answer| answer.value != AnswerValue::Absent)
}
