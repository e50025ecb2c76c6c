//! Before a set is called met: the commoner causes of what counts, those entered and those nobody has asked for.

use super::assessment::{Attribution, Cause, ConclusionAssessment, Verdict};
use super::evaluate::{Evaluation, Look};
use super::truth::Truth;
use crate::knowledge::{Circuit, CriterionId, FindingId, Knowledge, Node, NodeId, SetId};

/// For each sign through which a criterion is met: its commoner causes, without those that are absent. Only for sets in
/// use of the leading set's disease that are met or still may be.
pub(crate) fn attribution(
    evaluation: &mut Evaluation,
    id: SetId,
    conclusions: &[ConclusionAssessment],
) -> Vec<Attribution> {
    let knowledge = evaluation.knowledge;
    let set = knowledge.set(id);
    let leads = knowledge.leading_disease() == Some(&set.disease);
    let may_be_met = conclusions.iter().any(|conclusion| conclusion.verdict != Verdict::NotMet);
    if !leads || !set.is_in_use() || !may_be_met {
        return Vec::new();
    }
    let mut attributions = Vec::new();
    for (at, criterion) in knowledge.circuit.criteria(id).iter().enumerate() {
        let at = CriterionId::at(at);
        if evaluation.truth(*criterion) != Truth::True {
            continue;
        }
        let mut counting = Vec::new();
        present(evaluation, knowledge.circuit.rule(*criterion), &mut counting);
        for finding in counting {
            let causes = possible(evaluation, finding);
            if !causes.is_empty() {
                attributions.push(Attribution { criterion: at, finding, causes });
            }
        }
    }
    attributions
}

/// The present signs that a rule asks for: as they were answered, else through the signs that they are inferred from,
/// or by themselves where those are numbers.
///
/// Whether there is one.
fn present(evaluation: &mut Evaluation, rule: NodeId, counting: &mut Vec<FindingId>) -> bool {
    let circuit = evaluation.circuit();
    let mut any = false;
    asked(circuit, rule, &mut |id| {
        if evaluation.sign(id) != Truth::True {
            return;
        }
        any = true;
        let inferred_from = circuit.inference(id, true).filter(|_| evaluation.known(id).is_none());
        let through_others = inferred_from.is_some_and(|rule| present(evaluation, rule, counting));
        if !through_others && !counting.contains(&id) {
            counting.push(id);
        }
    });
    any
}

/// The signs whose presence a rule asks for.
fn asked(circuit: &Circuit, rule: NodeId, visit: &mut dyn FnMut(FindingId)) {
    match circuit.node(rule) {
        Node::Sign { finding, .. } => visit(*finding),
        Node::AtLeast(_, parts) => parts.iter().for_each(|part| asked(circuit, *part, visit)),
        _ => {}
    }
}

fn possible(evaluation: &mut Evaluation, id: FindingId) -> Vec<Cause> {
    let mut causes = Vec::new();
    causes_of(evaluation.knowledge, id, &mut causes);
    let cause = |finding| match evaluation.sign(finding) {
        Truth::True => Some(Cause { finding, entered: true }),
        Truth::Unknown => Some(Cause { finding, entered: false }),
        Truth::False => None,
    };
    causes.into_iter().filter_map(cause).collect()
}

/// The causes of a sign; those of the signs that make it present, where it has none of its own.
fn causes_of(knowledge: &Knowledge, id: FindingId, causes: &mut Vec<FindingId>) {
    for cause in &knowledge.finding(id).causes {
        if !causes.contains(cause) {
            causes.push(*cause);
        }
    }
    if let (true, Some(rule)) = (knowledge.finding(id).causes.is_empty(), knowledge.circuit.inference(id, true)) {
        asked(&knowledge.circuit, rule, &mut |part| causes_of(knowledge, part, causes));
    }
}
