//! Questions that need not be asked: whatever could be found there is denied already.

use super::evaluate::{Evaluation, Look};
use super::truth::Truth;
use crate::case::{AnswerValue, Case};
use crate::knowledge::{FindingId, Kind, Knowledge, OptionId};

/// Whether nothing can be found that a sign known to be absent does not deny, or that a patient of this sex may have. A
/// number may always say something.
pub fn is_moot(knowledge: &Knowledge, case: &Case, id: FindingId) -> bool {
    let finding = knowledge.finding(id);
    let found: Vec<AnswerValue> = match &finding.kind {
        Kind::Sign(_) => vec![AnswerValue::Present],
        Kind::Choice(options) => (0..options.len()).map(|at| AnswerValue::Option(OptionId::at(at))).collect(),
        Kind::Quantity(_) => return false,
    };
    let mut evaluation = Evaluation::new(knowledge, case);
    if !evaluation.admits(id) {
        return true;
    }
    // What was found and explained counts as absent, and denies nothing.
    let is_explained = |sign: FindingId| case.answer(sign).is_some_and(|answer| answer.is_explained());
    let signs = knowledge.inference_order().iter().copied().filter(|sign| *sign != id && !is_explained(*sign));
    let absent: Vec<FindingId> = signs.filter(|sign| evaluation.sign(*sign) == Truth::False).collect();
    let is_denied = |value: AnswerValue| {
        let mut supposed = case.clone();
        supposed.put(id, Some(value.into()));
        let mut evaluation = Evaluation::new(knowledge, &supposed);
        absent.iter().any(|sign| evaluation.inferences(*sign).0 == Truth::True)
    };
    !absent.is_empty() && found.into_iter().all(is_denied)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{embedded, load};

    fn knowledge() -> Knowledge {
        load(vec![embedded()]).unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    /// Every sign that alone would infer another one.
    fn children(knowledge: &Knowledge, parent: FindingId) -> Vec<FindingId> {
        let of_presence = |id: &FindingId| {
            let mut case = Case::new(knowledge);
            case.put(*id, Some(AnswerValue::Present.into()));
            let is_sign = matches!(knowledge.finding(*id).kind, Kind::Sign(_));
            is_sign && *id != parent && Evaluation::new(knowledge, &case).inferences(parent).0 == Truth::True
        };
        knowledge.finding_ids().filter(of_presence).collect()
    }

    #[test]
    fn what_an_absent_sign_denies_is_moot_and_nothing_is_while_nothing_is_known() {
        let knowledge = knowledge();
        let nothing = Case::new(&knowledge);
        assert!(knowledge.finding_ids().all(|id| !is_moot(&knowledge, &nothing, id)));
        let mut seen = 0;
        for &parent in knowledge.inference_order() {
            let mut denied = Case::new(&knowledge);
            denied.put(parent, Some(AnswerValue::Absent.into()));
            let mut said = Case::new(&knowledge);
            said.put(parent, Some(AnswerValue::Present.into()));
            for child in children(&knowledge, parent) {
                assert!(is_moot(&knowledge, &denied, child), "{}", knowledge.finding(child).id);
                assert!(!is_moot(&knowledge, &said, child), "{}", knowledge.finding(child).id);
                seen += 1;
            }
        }
        assert!(seen > 20, "{seen}");
    }
}
