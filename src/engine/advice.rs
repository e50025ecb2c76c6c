//! Which advice applies: what is said when its rule holds, unless its exception holds too.

use super::evaluate::Evaluation;
use super::truth::Truth;
use crate::knowledge::AdviceId;

/// The advice that applies, in the order of the pack.
pub fn advice(evaluation: &mut Evaluation) -> Vec<AdviceId> {
    let knowledge = evaluation.knowledge;
    let applies = |advice: &crate::knowledge::Advice, evaluation: &mut Evaluation| {
        let holds = evaluation.rule(&advice.when) == Truth::True;
        holds && advice.unless.as_ref().is_none_or(|unless| evaluation.rule(unless) != Truth::True)
    };
    let advice = knowledge.advice.iter().enumerate();
    advice.filter(|(_, advice)| applies(advice, evaluation)).map(|(at, _)| AdviceId::at(at)).collect()
}
