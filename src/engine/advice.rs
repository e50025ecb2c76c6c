//! Which advice applies: what is said when its rule holds, unless its exception holds too.

use super::evaluate::{Evaluation, Look};
use super::truth::Truth;
use crate::knowledge::AdviceId;

/// The advice that applies, in the order of the pack.
pub(crate) fn advice(evaluation: &mut Evaluation) -> Vec<AdviceId> {
    let (circuit, all) = (evaluation.circuit(), evaluation.knowledge.advice.len());
    let applies = |id: &AdviceId| {
        let (when, unless) = circuit.advice(*id);
        let mut holds = |rule| evaluation.truth(rule) == Truth::True;
        holds(when) && !unless.is_some_and(holds)
    };
    (0..all).map(AdviceId::at).filter(applies).collect()
}
