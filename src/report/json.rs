//! The assessment for programs: one JSON object with stable keys in a stable order, described by its own schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Number, Value, json};

use super::View;
use crate::engine::{self, ConclusionAssessment, CriterionAssessment, Disagreement, Need, OpenItem, SetAssessment};
use crate::json::{number, steers};
use crate::knowledge::files::Status;
use crate::knowledge::{Bound, CriteriaSet, FindingId, Knowledge, Limit, OptionId};

/// The name and version of the format.
pub const FORMAT: &str = "poems-assessment/1";

/// All that was concluded from one case. Keys and ids are never localized; texts are in the language asked for.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "poems-assessment/1")]
pub struct AssessmentJson<'a> {
    /// The name and version of the format.
    format: &'a str,
    /// The version of the program.
    program: &'a str,
    pack: PackJson<'a>,
    /// What the program is and is not.
    notice: &'a str,
    case: CaseJson<'a>,
    /// Every answer of the case, in the order of the vocabulary.
    answers: Vec<AnswerJson<'a>>,
    /// The criteria sets, in the order of the pack.
    criteria: Vec<SetJson<'a>>,
    /// Answers that disagree.
    conflicts: Vec<ConflictJson<'a>>,
    /// What is worth knowing about the case's file.
    warnings: Vec<String>,
    /// The sources of the sets shown: id to citation.
    sources: BTreeMap<&'a str, String>,
}

/// The effective knowledge pack.
#[derive(Serialize, JsonSchema)]
struct PackJson<'a> {
    id: &'a str,
    version: &'a str,
    /// SHA-256 of the effective pack, in hexadecimal.
    sha256: &'a str,
}

/// The case that was assessed.
#[derive(Serialize, JsonSchema)]
struct CaseJson<'a> {
    /// The case's own id; null where it has none.
    id: Option<&'a str>,
    /// How many findings are known.
    answered: usize,
    /// How many findings the vocabulary has.
    of: usize,
}

/// One answer.
#[derive(Serialize, JsonSchema)]
struct AnswerJson<'a> {
    finding: &'a str,
    /// The answer as it stands in the case, without its note and date.
    #[schemars(with = "EnteredJson")]
    entered: Box<RawValue>,
    /// A quantity in the canonical unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "CanonicalJson")]
    canonical: Option<CanonicalJson<'a>>,
    /// How a quantity lies in the laboratory's own range, or else in the usual one; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "FlagJson")]
    flag: Option<FlagJson>,
}

/// A word, or a quantity with its unit. For the schema alone: an answer is written as it was read.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what is written as text")]
enum EnteredJson<'a> {
    Word(&'a str),
    Quantity {
        value: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(with = "String")]
        comparator: Option<&'a str>,
        unit: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(with = "ReferenceJson")]
        reference: Option<ReferenceJson>,
    },
}

/// The laboratory's own range, in the answer's own unit.
#[derive(Serialize, JsonSchema)]
struct ReferenceJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64")]
    high: Option<f64>,
}

/// A quantity in the canonical unit of its finding.
#[derive(Serialize, JsonSchema)]
struct CanonicalJson<'a> {
    #[schemars(with = "f64")]
    value: Number,
    unit: &'a str,
}

/// How a quantity lies in its range.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum FlagJson {
    Low,
    Normal,
    High,
}

/// Whether a published rule holds. Undetermined is not a no.
#[derive(Serialize, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
enum VerdictJson {
    Met,
    NotMet,
    Undetermined,
}

/// One published table.
#[derive(Serialize, JsonSchema)]
struct SetJson<'a> {
    set: &'a str,
    disease: &'a str,
    status: Status,
    /// In order of strength, the strongest first.
    conclusions: Vec<ConclusionJson<'a>>,
    /// In the order of the table.
    criteria: Vec<CriterionJson<'a>>,
}

/// One conclusion of a set.
#[derive(Serialize, JsonSchema)]
struct ConclusionJson<'a> {
    id: &'a str,
    verdict: VerdictJson,
    /// A smallest set of findings whose answers force the verdict; empty while it is undetermined.
    because: Vec<&'a str>,
    /// While undetermined: the smallest sets of open criteria that would make it met, at most 12.
    settled_by: Vec<Vec<SettlingJson<'a>>>,
    /// How many more such sets there are.
    more: usize,
    /// While not met: a smallest set of criteria that stand in the way.
    excluded_by: Vec<&'a str>,
}

/// What a criterion would have to become.
#[derive(Serialize, JsonSchema)]
struct SettlingJson<'a> {
    criterion: &'a str,
    becomes: VerdictJson,
}

/// One row of a table.
#[derive(Serialize, JsonSchema)]
struct CriterionJson<'a> {
    id: &'a str,
    role: &'a str,
    verdict: VerdictJson,
    /// A smallest set of findings whose answers force the verdict; empty while it is undetermined.
    because: Vec<&'a str>,
    /// While undetermined: what its rule names that could still meet it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<OpenJson>")]
    open: Option<Vec<OpenJson<'a>>>,
}

/// Something a rule names that is not known yet, with what it needs.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum OpenJson<'a> {
    Finding {
        finding: &'a str,
        /// `present`, `absent`, the id of an option, `{"one_of": [..]}`, `{"none_of": [..]}`, or a limit in the rule
        /// language such as `{"from": 1000, "unit": "pg/mL"}` or `{"above": "laboratory"}`.
        needs: Value,
    },
    Conclusion {
        set: &'a str,
        conclusion: &'a str,
        needs: VerdictJson,
    },
}

/// Answers that disagree.
#[derive(Serialize, JsonSchema)]
struct ConflictJson<'a> {
    finding: &'a str,
    /// What was answered; null where nothing was and the inferences alone disagree.
    said: Option<SignJson>,
    inferred: InferredJson,
    /// The findings that the inference rests on.
    from: Vec<&'a str>,
}

/// A sign.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum SignJson {
    Present,
    Absent,
}

/// What is inferred of a sign; both where two rules hold at once.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum InferredJson {
    Present,
    Absent,
    Both,
}

/// The assessment as one JSON object on one line.
pub fn json(view: &View) -> String {
    let View { knowledge, case, assessment, lang, warnings } = *view;
    let sets: Vec<&CriteriaSet> = assessment.sets.iter().map(|found| knowledge.set(found.set)).collect();
    let sources = sets.iter().flat_map(|set| &set.sources);
    let document = AssessmentJson {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION"),
        pack: PackJson { id: &knowledge.id, version: &knowledge.version, sha256: knowledge.digest() },
        notice: knowledge.notice.get(lang),
        case: CaseJson { id: case.id.as_deref(), answered: assessment.answered, of: assessment.of },
        answers: answers(view),
        criteria: assessment.sets.iter().map(|found| set(knowledge, found)).collect(),
        conflicts: assessment.conflicts.iter().map(|found| conflict(view, found)).collect(),
        warnings: warnings.iter().map(ToString::to_string).collect(),
        sources: sources.filter_map(|id| Some((id.as_str(), knowledge.source(id)?.citation()))).collect(),
    };
    harmless(&serde_json::to_string(&document).expect("an assessment can always be written to memory"))
}

/// JSON in which every character that could steer a terminal is escaped; such characters stand within strings only.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match steers(c) {
            true => out.push_str(&format!("\\u{:04x}", c as u32)),
            false => out.push(c),
        }
    }
    out
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
            flag: found.flag.map(FlagJson::from),
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
    }
}

fn conclusion<'a>(
    knowledge: &'a Knowledge,
    set: &'a CriteriaSet,
    id: &'a str,
    found: &ConclusionAssessment,
) -> ConclusionJson<'a> {
    let criterion = |id: crate::knowledge::CriterionId| set.criteria[id.index()].id.as_str();
    let way = |way: &Vec<engine::Settling>| {
        way.iter()
            .map(|step| SettlingJson { criterion: criterion(step.criterion), becomes: step.becomes.into() })
            .collect()
    };
    ConclusionJson {
        id,
        verdict: found.verdict.into(),
        because: ids(knowledge, &found.because),
        settled_by: found.settled_by.iter().map(way).collect(),
        more: found.more,
        excluded_by: found.excluded_by.iter().map(|id| criterion(*id)).collect(),
    }
}

fn criterion<'a>(
    knowledge: &'a Knowledge,
    criterion: &'a crate::knowledge::Criterion,
    found: &CriterionAssessment,
) -> CriterionJson<'a> {
    let verdict = VerdictJson::from(found.verdict);
    let open =
        (verdict == VerdictJson::Undetermined).then(|| found.open.iter().map(|found| open(knowledge, found)).collect());
    CriterionJson {
        id: &criterion.id,
        role: &knowledge.role(criterion.role).id,
        verdict,
        because: ids(knowledge, &found.because),
        open,
    }
}

fn open<'a>(knowledge: &'a Knowledge, open: &engine::Open) -> OpenJson<'a> {
    match open.item {
        OpenItem::Finding(id) => {
            let finding = knowledge.finding(id);
            let options = |ids: &[OptionId]| -> Vec<&str> {
                ids.iter().map(|id| finding.options()[id.index()].id.as_str()).collect()
            };
            let needs = match &open.need {
                Need::Present | Need::Met | Need::NotMet => json!("present"),
                Need::Absent => json!("absent"),
                Need::OneOf(ids) if ids.len() == 1 => json!(options(ids)[0]),
                Need::OneOf(ids) => json!({"one_of": options(ids)}),
                Need::NoneOf(ids) => json!({"none_of": options(ids)}),
                Need::Limit(bound) => {
                    limit(finding.measure().map(|measure| measure.units[bound.unit].id.as_str()), bound)
                }
            };
            OpenJson::Finding { finding: &finding.id, needs }
        }
        OpenItem::Conclusion(set, conclusion) => {
            let set = knowledge.set(set);
            let needs = if open.need == Need::NotMet { VerdictJson::NotMet } else { VerdictJson::Met };
            OpenJson::Conclusion { set: &set.id, conclusion: &set.conclusions[conclusion.index()].id, needs }
        }
    }
}

/// A limit as the rule language writes it.
fn limit(unit: Option<&str>, bound: &Bound) -> Value {
    let side = bound.side.word();
    match bound.limit {
        Limit::Fixed(value) => json!({side: number(value), "unit": unit}),
        Limit::BySex { male, female } => json!({side: {"male": number(male), "female": number(female)}, "unit": unit}),
        Limit::Laboratory => json!({side: "laboratory"}),
    }
}

fn conflict<'a>(view: &View<'a>, found: &engine::Conflict) -> ConflictJson<'a> {
    use crate::case::AnswerValue;
    let said = match view.case.known(found.finding) {
        Some(AnswerValue::Present) => Some(SignJson::Present),
        Some(AnswerValue::Absent) => Some(SignJson::Absent),
        _ => None,
    };
    let inferred = match found.disagreement {
        Disagreement::SaidAbsent => InferredJson::Present,
        Disagreement::SaidPresent => InferredJson::Absent,
        Disagreement::BothInferred => InferredJson::Both,
    };
    let finding = view.knowledge.finding(found.finding).id.as_str();
    ConflictJson { finding, said, inferred, from: ids(view.knowledge, &found.from) }
}

fn ids<'a>(knowledge: &'a Knowledge, findings: &[FindingId]) -> Vec<&'a str> {
    findings.iter().map(|id| knowledge.finding(*id).id.as_str()).collect()
}

impl From<engine::Verdict> for VerdictJson {
    fn from(verdict: engine::Verdict) -> Self {
        match verdict {
            engine::Verdict::Met => VerdictJson::Met,
            engine::Verdict::NotMet => VerdictJson::NotMet,
            engine::Verdict::Undetermined => VerdictJson::Undetermined,
        }
    }
}

impl From<engine::Flag> for FlagJson {
    fn from(flag: engine::Flag) -> Self {
        match flag {
            engine::Flag::Low => FlagJson::Low,
            engine::Flag::Normal => FlagJson::Normal,
            engine::Flag::High => FlagJson::High,
        }
    }
}
