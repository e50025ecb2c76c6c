//! The assessment for programs: one JSON object with stable keys in a stable order.

use serde_json::{Value, json};

use super::assessment_json::{
    AnswerJson, AssessmentJson, AttributionJson, CanonicalJson, CaseJson, CauseJson, CauseStateJson, ConclusionJson,
    ConflictJson, CriterionJson, DoubtJson, ExplainedJson, InferredJson, OpenJson, SetJson, SettlingJson, SignJson,
};
use super::{View, differential_json, fit_json, outlook_json};
use crate::case::AnswerValue;
use crate::engine::{
    self, ConclusionAssessment, CriterionAssessment, Disagreement, Need, OpenItem, Rows, SetAssessment, Verdict,
};
use crate::json::number;
use crate::knowledge::files::End;
use crate::knowledge::{
    Bound, CriteriaSet, Criterion, CriterionId, FindingId, Knowledge, Limit, Measure, OptionId, Phrase, Threshold,
};
use crate::say::JsonDocument;
use crate::say::Wording;

/// The assessment as one JSON object on one line.
pub(crate) fn json(view: &View) -> String {
    let View { knowledge, case, assessment, lang, warnings, .. } = *view;
    let wording = Wording::new(knowledge, lang);
    let of_sets = view.sets().flat_map(|found| &knowledge.set(found.set).sources).map(Phrase::as_str);
    let sources =
        of_sets.chain(fit_json::cited(knowledge, assessment)).chain(outlook_json::cited(knowledge, assessment));
    let fit = assessment.fit.as_ref();
    let weighed = fit.and_then(|fit| Some((Rows::of(knowledge, fit.setting)?, fit)));
    let document = AssessmentJson {
        case: CaseJson { id: case.id.as_deref(), answered: assessment.answered, of: assessment.of },
        answers: answers(view),
        criteria: view.sets().map(|found| set(knowledge, found)).collect(),
        disagreements: fit_json::disagreements(knowledge, assessment),
        fit: weighed.map(|(rows, fit)| fit_json::fit(rows, fit)),
        differential: weighed
            .zip(assessment.differential.as_ref())
            .map(|((rows, fit), differential)| differential_json::rivals(rows, fit, differential, view)),
        robustness: assessment.robustness.as_ref().map(|found| fit_json::robustness(knowledge, found)),
        next: outlook_json::next(knowledge, &assessment.next),
        separating: outlook_json::separating(knowledge, &assessment.separating),
        staging: assessment.staging.as_ref().map(|staged| outlook_json::staging(knowledge, staged)),
        advice: outlook_json::advice(wording, &assessment.advice),
        conflicts: assessment.conflicts.iter().map(|found| conflict(view, found)).collect(),
        doubts: assessment.doubts.iter().filter_map(|found| doubt(view, found)).collect(),
        explained: assessment.explained.iter().filter_map(|id| explained(view, *id)).collect(),
        warnings: warnings.iter().map(ToString::to_string).collect(),
        sources: sources.map(|id| (id, wording.citation(id))).collect(),
    };
    document.written(knowledge, lang)
}

fn answers<'a>(view: &View<'a>) -> Vec<AnswerJson<'a>> {
    let answers = view.assessment.answers.iter().filter_map(|found| {
        let finding = view.knowledge.finding(found.finding);
        let answer = view.case.answer(found.finding)?;
        let unit = finding.measure().map_or("", |measure| measure.canonical_unit().id.as_str());
        Some(AnswerJson {
            finding: &finding.id,
            entered: answer.entered(finding),
            canonical: found.canonical.map(|value| CanonicalJson { value: number(value), unit }),
            flag: found.flag,
        })
    });
    answers.collect()
}

fn set<'a>(knowledge: &'a Knowledge, found: &SetAssessment) -> SetJson<'a> {
    let set = knowledge.set(found.set);
    SetJson {
        set: &set.id,
        disease: &set.disease,
        status: set.status,
        conclusions: set
            .conclusions
            .iter()
            .zip(&found.conclusions)
            .map(|(c, f)| conclusion(knowledge, set, &c.id, f))
            .collect(),
        criteria: set.criteria.iter().zip(&found.criteria).map(|(c, f)| criterion(knowledge, c, f)).collect(),
        attribution: found.attribution.iter().map(|found| attribution(knowledge, set, found)).collect(),
    }
}

fn attribution<'a>(knowledge: &'a Knowledge, set: &'a CriteriaSet, found: &engine::Attribution) -> AttributionJson<'a> {
    let cause = |cause: &engine::Cause| CauseJson {
        finding: &knowledge.finding(cause.finding).id,
        state: if cause.entered { CauseStateJson::Entered } else { CauseStateJson::NotKnown },
    };
    AttributionJson {
        criterion: &found.criterion.of(&set.criteria).id,
        finding: &knowledge.finding(found.finding).id,
        causes: found.causes.iter().map(cause).collect(),
    }
}

fn conclusion<'a>(
    knowledge: &'a Knowledge,
    set: &'a CriteriaSet,
    id: &'a str,
    found: &ConclusionAssessment,
) -> ConclusionJson<'a> {
    let criterion = |id: CriterionId| id.of(&set.criteria).id.as_str();
    let way = |way: &engine::Way| {
        way.settlings()
            .map(|step| SettlingJson { criterion: criterion(step.criterion), becomes: step.becomes })
            .collect()
    };
    ConclusionJson {
        id,
        verdict: found.verdict,
        because: ids(knowledge, &found.because),
        doubtful: ids(knowledge, &found.doubtful),
        met_but_for: found.met_but_for().map(criterion).collect(),
        settled_by: found.settled_by.iter().map(way).collect(),
        more: found.more,
        excluded_by: found.excluded_by.iter().map(|id| criterion(*id)).collect(),
    }
}

fn criterion<'a>(knowledge: &'a Knowledge, criterion: &'a Criterion, found: &CriterionAssessment) -> CriterionJson<'a> {
    let verdict = found.verdict;
    let open =
        (verdict == Verdict::Undetermined).then(|| found.open.iter().map(|found| open(knowledge, found)).collect());
    CriterionJson {
        id: &criterion.id,
        role: &knowledge.role(criterion.role).id,
        verdict,
        because: ids(knowledge, &found.because),
        doubtful: ids(knowledge, &found.doubtful),
        open,
    }
}

pub(super) fn open<'a>(knowledge: &'a Knowledge, open: &engine::Open) -> OpenJson<'a> {
    match open.item {
        OpenItem::Finding(id) => {
            let finding = knowledge.finding(id);
            let options =
                |ids: &[OptionId]| -> Vec<&str> { ids.iter().map(|id| id.of(finding.options()).id.as_str()).collect() };
            let needs = match &open.need {
                Need::Present | Need::Met | Need::NotMet => json!("present"),
                Need::Absent => json!("absent"),
                Need::OneOf(ids) => match options(ids).as_slice() {
                    [one] => json!(one),
                    several => json!({"one_of": several}),
                },
                Need::NoneOf(ids) => json!({"none_of": options(ids)}),
                Need::Limit(bound) => finding.measure().map_or(Value::Null, |measure| limit(measure, bound)),
            };
            OpenJson::Finding { finding: &finding.id, needs }
        }
        OpenItem::Conclusion(set, conclusion) => {
            let set = knowledge.set(set);
            let needs = if open.need == Need::NotMet { Verdict::NotMet } else { Verdict::Met };
            OpenJson::Conclusion { set: &set.id, conclusion: &conclusion.of(&set.conclusions).id, needs }
        }
    }
}

/// A limit as the rule language writes it.
#[expect(clippy::indexing_slicing, reason = "a member of a JSON object is made where there is none")]
fn limit(measure: &Measure, bound: &Bound) -> Value {
    let side = bound.side.word();
    let unit = |at: usize| measure.unit_at(at).id.as_str();
    let value = |threshold: Threshold| match threshold {
        Threshold::Fixed(value) => json!(number(value)),
        Threshold::BySex { male, female } => json!({"male": number(male), "female": number(female)}),
    };
    let (mut limit, has_end) = match &bound.limit {
        Limit::Laboratory => (json!({side: "laboratory"}), true),
        Limit::Printed(printed) => {
            let mut limit = json!({side: value(printed.threshold), "unit": unit(printed.unit)});
            for (at, threshold) in &printed.in_units {
                limit["in"][unit(*at)] = value(*threshold);
            }
            if let Some(laboratory) = printed.laboratory {
                limit["laboratory"] = json!(laboratory);
            }
            (limit, printed.laboratory.is_some())
        }
    };
    if has_end && bound.end != End::of(bound.side) {
        limit["end"] = json!(bound.end);
    }
    limit
}

fn doubt<'a>(view: &View<'a>, found: &engine::Doubted) -> Option<DoubtJson<'a>> {
    let finding = view.knowledge.finding(found.finding);
    let measure = finding.measure()?;
    let usual_in = found.doubt.usual_in.iter().map(|unit| measure.unit_at(*unit).id.as_str()).collect();
    Some(DoubtJson { finding: &finding.id, entered: view.case.answer(found.finding)?.entered(finding), usual_in })
}

fn explained<'a>(view: &View<'a>, id: FindingId) -> Option<ExplainedJson<'a>> {
    let cause = view.case.answer(id)?.explained.as_deref()?;
    Some(ExplainedJson { finding: &view.knowledge.finding(id).id, cause })
}

fn conflict<'a>(view: &View<'a>, found: &engine::Conflict) -> ConflictJson<'a> {
    let said = match view.case.known(found.finding) {
        Some(AnswerValue::Present) => Some(SignJson::Present),
        Some(AnswerValue::Absent) => Some(SignJson::Absent),
        _ => None,
    };
    let inferred = match found.disagreement {
        Disagreement::SaidAbsent => InferredJson::Present,
        Disagreement::SaidPresent => InferredJson::Absent,
        Disagreement::BothInferred => InferredJson::Both,
        Disagreement::OtherSex => InferredJson::OtherSex,
    };
    let finding = view.knowledge.finding(found.finding).id.as_str();
    ConflictJson { finding, said, inferred, from: ids(view.knowledge, &found.from) }
}

pub(super) fn ids<'a>(knowledge: &'a Knowledge, findings: &[FindingId]) -> Vec<&'a str> {
    findings.iter().map(|id| knowledge.finding(*id).id.as_str()).collect()
}
