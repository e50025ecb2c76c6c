//! Puts one assessment together.

use super::advice::advice;
use super::assessment::{
    AnswerAssessment, Assessment, ConclusionAssessment, CriterionAssessment, Flag, Inferred, SetAssessment, Verdict,
};
use super::attribution::attribution;
use super::conflict;
use super::disagreement::disagreements;
use super::doubts::Doubts;
use super::evaluate::{Evaluation, Look};
use super::fit;
use super::open::{lacking, open};
use super::reasons::{Reasons, deciding_criteria};
use super::settle::ways;
use super::staging::staging;
use super::truth::Truth;
use crate::case::{AnswerValue, Case, Quantity};
use crate::knowledge::files::BySex;
use crate::knowledge::{CriterionId, FindingId, Knowledge, Measure, SetId, SettingId, Side};

/// So many ways to settle a conclusion are listed; the others are counted.
const LISTED: usize = 12;

/// All that can be concluded from a case, in its setting or else in the one that the pack names first.
pub fn assess(knowledge: &Knowledge, case: &Case) -> Assessment {
    assess_in(knowledge, case, case.setting.unwrap_or_else(SettingId::first))
}

/// All that can be concluded from a case in a setting.
pub fn assess_in(knowledge: &Knowledge, case: &Case, setting: SettingId) -> Assessment {
    let mut reasons = Reasons::new(knowledge, case);
    let disagrees = conflict::any(reasons.whole());
    // A better cause for what is inferred turns verdicts back as a contradiction does.
    if disagrees || case.answers().any(|(_, answer)| answer.is_explained()) {
        reasons.expect_conflicts();
    }
    let mut doubts = Doubts::of(knowledge, case);
    let sets: Vec<SetAssessment> =
        knowledge.set_ids().map(|set| set_assessment(knowledge, &mut reasons, &mut doubts, set)).collect();
    let conflicts = if disagrees { conflict::all(knowledge, &mut reasons) } else { Vec::new() };
    let inferred = inferred(knowledge, &mut reasons);
    let evaluation = reasons.whole();
    let answers = case.answers().map(|(id, answer)| answer_assessment(evaluation, id, &answer.value)).collect();
    let literature = knowledge.literature.as_ref();
    // A finding with a better cause has no weight.
    evaluation.set_explained_aside(true);
    let profile = literature.map(|literature| fit::Profile::of(literature, evaluation, setting));
    let fit = profile.as_ref().map(|profile| {
        let mut fit = fit::fit(profile, evaluation);
        fit.doubtful = doubts.change(&fit.band, |without| {
            without.set_explained_aside(true);
            fit::band(&fit::Profile::of(profile.literature, without, setting), without)
        });
        fit
    });
    let differential = profile.as_ref().zip(fit.as_ref()).map(|(profile, fit)| fit::differential(profile, fit));
    evaluation.set_explained_aside(false);
    let still_open = fit::still_open(case, evaluation);
    let due = fit::due(case, evaluation, profile.as_ref(), &still_open);
    let separating = profile
        .as_ref()
        .zip(fit.as_ref())
        .map_or_else(Vec::new, |(profile, fit)| fit::separating(profile, &knowledge.workup, &fit.differential, &due));
    let advice = advice(evaluation);
    let staging = staging(case, evaluation);
    let before = profile.as_ref().map(fit::Before::of);
    let tests = fit::next_tests(evaluation, &sets, due, before, &advice, &separating);
    let outlook = fit::outlook(&tests, &sets, evaluation, profile.as_ref(), still_open);
    let next = if staging.is_some() { Vec::new() } else { tests };
    let robustness = profile.as_ref().map(|profile| fit::robustness(profile, evaluation, case));
    Assessment {
        answered: case.answered(),
        of: knowledge.findings.len(),
        answers,
        inferred,
        disagreements: disagreements(knowledge, &sets),
        sets,
        conflicts,
        doubts: doubts.doubted,
        explained: case.answers().filter(|(_, answer)| answer.is_explained()).map(|(id, _)| id).collect(),
        fit,
        differential,
        robustness,
        next,
        outlook,
        separating,
        staging,
        advice,
    }
}

/// What the sets alone say of a case.
pub fn judge(knowledge: &Knowledge, case: &Case) -> Vec<SetAssessment> {
    let mut reasons = Reasons::new(knowledge, case);
    let mut doubts = Doubts::of(knowledge, case);
    knowledge.set_ids().map(|set| set_assessment(knowledge, &mut reasons, &mut doubts, set)).collect()
}

fn answer_assessment(evaluation: &Evaluation, id: FindingId, value: &AnswerValue) -> AnswerAssessment {
    let measured = match (value, evaluation.knowledge.finding(id).measure()) {
        (AnswerValue::Quantity(quantity), Some(measure)) => Some((quantity, measure)),
        _ => None,
    };
    AnswerAssessment {
        finding: id,
        canonical: measured.map(|(quantity, measure)| quantity.canonical(measure)),
        flag: measured.and_then(|(quantity, measure)| flag(quantity, measure, evaluation.is_male())),
    }
}

/// The laboratory's own range decides; without one the usual range, while both sexes agree or the sex is known.
fn flag(quantity: &Quantity, measure: &Measure, is_male: Option<bool>) -> Option<Flag> {
    let place = |interval: crate::case::Interval, low: Option<f64>, high: Option<f64>| {
        let below = low.map_or(Some(false), |low| interval.lies(Side::Below, low));
        let above = high.map_or(Some(false), |high| interval.lies(Side::Above, high));
        match (below, above) {
            (Some(true), _) => Some(Flag::Low),
            (_, Some(true)) => Some(Flag::High),
            (Some(false), Some(false)) => Some(Flag::Normal),
            _ => None,
        }
    };
    if let Some(reference) = quantity.reference {
        return place(quantity.interval(), reference.low, reference.high);
    }
    let usual = |[low, high]: [f64; 2]| place(quantity.canonical_interval(measure), Some(low), Some(high));
    match (measure.normal?, is_male) {
        (BySex::Both(range), _)
        | (BySex::Each { male: range, .. }, Some(true))
        | (BySex::Each { female: range, .. }, Some(false)) => usual(range),
        (BySex::Each { male, female }, None) => usual(male).filter(|flag| usual(female) == Some(*flag)),
    }
}

fn inferred(knowledge: &Knowledge, reasons: &mut Reasons) -> Vec<Inferred> {
    let mut inferred = Vec::new();
    for &id in knowledge.inference_order() {
        let is_inferred = reasons.whole().known(id).is_none() && reasons.whole().admits(id);
        if is_inferred && reasons.whole().sign(id) != Truth::Unknown {
            let present = reasons.whole().sign(id) == Truth::True;
            inferred.push(Inferred { finding: id, present, because: reasons.of(knowledge.circuit.sign(id)) });
        }
    }
    inferred.sort_by_key(|inferred| inferred.finding);
    inferred
}

fn set_assessment<'a>(
    knowledge: &'a Knowledge,
    reasons: &mut Reasons<'a>,
    doubts: &mut Doubts<'a>,
    id: SetId,
) -> SetAssessment {
    let circuit = &knowledge.circuit;
    let truths: Vec<Truth> = circuit.criteria(id).iter().map(|node| reasons.whole().truth(*node)).collect();
    let criteria = truths.iter().zip(circuit.criteria(id)).map(|(truth, node)| {
        let because = reasons.of(*node);
        CriterionAssessment {
            verdict: (*truth).into(),
            doubtful: doubts.behind(*truth, &because, |without| without.truth(*node)),
            because,
            open: open(reasons.whole(), circuit.rule(*node)),
        }
    });
    let criteria = criteria.collect();
    let verdict_of = |criterion: CriterionId| *criterion.of(&truths);
    let conclusions = circuit.conclusions(id).iter().map(|node| {
        let truth = reasons.whole().truth(*node);
        let verdict = Verdict::from(truth);
        let because = reasons.of(*node);
        let rule = circuit.rule(*node);
        let (settled_by, more) = match verdict {
            Verdict::Undetermined => ways(circuit, rule, &verdict_of, LISTED),
            Verdict::Met | Verdict::NotMet => (Vec::new(), 0),
        };
        ConclusionAssessment {
            verdict,
            doubtful: doubts.behind(truth, &because, |without| without.truth(*node)),
            because,
            settled_by,
            more,
            lacks: if verdict == Verdict::Undetermined { lacking(reasons.whole(), rule).len() } else { 0 },
            excluded_by: if verdict == Verdict::NotMet {
                deciding_criteria(circuit, rule, &verdict_of)
            } else {
                Vec::new()
            },
        }
    });
    let conclusions: Vec<ConclusionAssessment> = conclusions.collect();
    let attribution = attribution(reasons.whole(), id, &conclusions);
    SetAssessment { set: id, conclusions, criteria, attribution }
}
