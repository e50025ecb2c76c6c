//! The types of the assessment for programs; their JSON Schema is generated from them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Number, Value};

use super::differential_json::RivalJson;
use super::fit_json::{DisagreementJson, FitJson, RobustnessJson};
use super::outlook_json::{AdviceJson, NextJson, SeparatingJson, StagedJson};
use crate::engine::{Flag, Verdict};
use crate::knowledge::files::Status;
use crate::say::JsonDocument;

/// All that was concluded from one case. Keys and ids are never localized; texts are in the language asked for.
#[derive(Serialize, JsonSchema)]
pub struct AssessmentJson<'a> {
    pub(super) case: CaseJson<'a>,
    /// Every answer of the case, in the order of the vocabulary.
    pub(super) answers: Vec<AnswerJson<'a>>,
    /// The criteria sets, in the order of the pack.
    pub(super) criteria: Vec<SetJson<'a>>,
    /// Where the leading set and another set of its disease differ.
    pub(super) disagreements: Vec<DisagreementJson<'a>>,
    /// How well the profile fits; absent with a pack without evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "FitJson")]
    pub(super) fit: Option<FitJson<'a>>,
    /// What else it could be, the likeliest first; with the fit's probability they add up to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<RivalJson>")]
    pub(super) differential: Option<Vec<RivalJson<'a>>>,
    /// How far the result could still move.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "RobustnessJson")]
    pub(super) robustness: Option<RobustnessJson<'a>>,
    /// What to test next, the first first; empty once the staging applies.
    pub(super) next: Vec<NextJson<'a>>,
    /// What would separate the pack's subject from each of the leading rivals that have a name, in their order.
    pub(super) separating: Vec<SeparatingJson<'a>>,
    /// What to know before treatment; absent while the disease is not found.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<StagedJson>")]
    pub(super) staging: Option<Vec<StagedJson<'a>>>,
    /// What is worth knowing about these answers, in the order of the pack.
    pub(super) advice: Vec<AdviceJson<'a>>,
    /// Answers that disagree.
    pub(super) conflicts: Vec<ConflictJson<'a>>,
    /// Numbers that may have been meant otherwise and were not confirmed; they count as they stand.
    pub(super) doubts: Vec<DoubtJson<'a>>,
    /// Signs that are present and have a better cause: absent to every rule, and without weight in the fit.
    pub(super) explained: Vec<ExplainedJson<'a>>,
    /// What is worth knowing about the case's file.
    pub(super) warnings: Vec<String>,
    /// Every source that is cited above: id to citation.
    pub(super) sources: BTreeMap<&'a str, String>,
}

impl JsonDocument for AssessmentJson<'_> {
    const FORMAT: &'static str = "poems-assessment/1";
}

/// The case that was assessed.
#[derive(Serialize, JsonSchema)]
pub(super) struct CaseJson<'a> {
    /// The case's own id; null where it has none.
    pub(super) id: Option<&'a str>,
    /// How many findings are known.
    pub(super) answered: usize,
    /// How many findings the vocabulary has.
    pub(super) of: usize,
}

/// One answer.
#[derive(Serialize, JsonSchema)]
pub(super) struct AnswerJson<'a> {
    pub(super) finding: &'a str,
    /// The answer as it stands in the case, without its note and date.
    #[schemars(with = "EnteredJson")]
    pub(super) entered: Box<RawValue>,
    /// A quantity in the canonical unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "CanonicalJson")]
    pub(super) canonical: Option<CanonicalJson<'a>>,
    /// How a quantity lies in the laboratory's own range, or else in the usual one; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Flag")]
    pub(super) flag: Option<Flag>,
}

/// A number to look at again.
#[derive(Serialize, JsonSchema)]
pub(super) struct DoubtJson<'a> {
    pub(super) finding: &'a str,
    /// The answer as it stands in the case.
    #[schemars(with = "EnteredJson")]
    pub(super) entered: Box<RawValue>,
    /// The other units in which it would be nothing out of the ordinary; empty where no unit explains it.
    pub(super) usual_in: Vec<&'a str>,
}

/// A sign that is explained.
#[derive(Serialize, JsonSchema)]
pub(super) struct ExplainedJson<'a> {
    pub(super) finding: &'a str,
    /// The better cause, in the clinician's words.
    pub(super) cause: &'a str,
}

/// A word, or a quantity with its unit. For the schema alone: an answer is written as it was read.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what is written as text")]
pub(super) enum EnteredJson<'a> {
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
        /// A number that was looked at again, and stands.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(with = "bool")]
        confirmed: Option<bool>,
    },
    Explained {
        answer: &'a str,
        explained: &'a str,
    },
}

/// The laboratory's own range, in the answer's own unit.
#[derive(Serialize, JsonSchema)]
pub(super) struct ReferenceJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64")]
    pub(super) low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64")]
    pub(super) high: Option<f64>,
}

/// A quantity in the canonical unit of its finding.
#[derive(Serialize, JsonSchema)]
pub(super) struct CanonicalJson<'a> {
    #[schemars(with = "f64")]
    pub(super) value: Number,
    pub(super) unit: &'a str,
}

/// One published table.
#[derive(Serialize, JsonSchema)]
pub(super) struct SetJson<'a> {
    pub(super) set: &'a str,
    pub(super) disease: &'a str,
    pub(super) status: Status,
    /// In order of strength, the strongest first.
    pub(super) conclusions: Vec<ConclusionJson<'a>>,
    /// In the order of the table.
    pub(super) criteria: Vec<CriterionJson<'a>>,
    /// Of a set in use for the leading set's disease that is met or may be: what else could explain the findings that
    /// count. It changes no verdict by itself; absent where there is nothing to ask.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<AttributionJson>")]
    pub(super) attribution: Vec<AttributionJson<'a>>,
}

/// A finding through which a criterion is met, and its commoner causes.
#[derive(Serialize, JsonSchema)]
pub(super) struct AttributionJson<'a> {
    pub(super) criterion: &'a str,
    pub(super) finding: &'a str,
    /// What is absent is left out.
    pub(super) causes: Vec<CauseJson<'a>>,
}

/// A commoner cause.
#[derive(Serialize, JsonSchema)]
pub(super) struct CauseJson<'a> {
    pub(super) finding: &'a str,
    pub(super) state: CauseStateJson,
}

/// Whether a cause is known to be present.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum CauseStateJson {
    Entered,
    NotKnown,
}

/// One conclusion of a set.
#[derive(Serialize, JsonSchema)]
pub(super) struct ConclusionJson<'a> {
    pub(super) id: &'a str,
    pub(super) verdict: Verdict,
    /// A smallest set of findings whose answers force the verdict; empty while it is undetermined.
    pub(super) because: Vec<&'a str>,
    /// The doubtful numbers without which the verdict would be another.
    pub(super) doubtful: Vec<&'a str>,
    /// While undetermined: the open criteria that need only be refuted, where nothing else keeps it from being met.
    pub(super) met_but_for: Vec<&'a str>,
    /// While undetermined: the smallest sets of open criteria that would make it met, at most 12.
    pub(super) settled_by: Vec<Vec<SettlingJson<'a>>>,
    /// How many more such sets there are.
    pub(super) more: usize,
    /// While not met: a smallest set of criteria that stand in the way.
    pub(super) excluded_by: Vec<&'a str>,
}

/// What a criterion would have to become.
#[derive(Serialize, JsonSchema)]
pub(super) struct SettlingJson<'a> {
    pub(super) criterion: &'a str,
    pub(super) becomes: Verdict,
}

/// One row of a table.
#[derive(Serialize, JsonSchema)]
pub(super) struct CriterionJson<'a> {
    pub(super) id: &'a str,
    pub(super) role: &'a str,
    pub(super) verdict: Verdict,
    /// A smallest set of findings whose answers force the verdict; empty while it is undetermined.
    pub(super) because: Vec<&'a str>,
    /// The doubtful numbers without which the verdict would be another.
    pub(super) doubtful: Vec<&'a str>,
    /// While undetermined: what its rule names that could still meet it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<OpenJson>")]
    pub(super) open: Option<Vec<OpenJson<'a>>>,
}

/// Something a rule names that is not known yet, with what it needs.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum OpenJson<'a> {
    Finding {
        finding: &'a str,
        /// `present`, `absent`, the id of an option, `{"one_of": [..]}`, `{"none_of": [..]}`, or a limit in the rule
        /// language such as `{"from": 1000, "unit": "pg/mL", "laboratory": "also"}`.
        needs: Value,
    },
    Conclusion {
        set: &'a str,
        conclusion: &'a str,
        needs: Verdict,
    },
}

/// Answers that disagree.
#[derive(Serialize, JsonSchema)]
pub(super) struct ConflictJson<'a> {
    pub(super) finding: &'a str,
    /// What was answered; null where nothing was and the inferences alone disagree.
    pub(super) said: Option<SignJson>,
    pub(super) inferred: InferredJson,
    /// The findings that it disagrees with: those that the inference rests on, or the sex.
    pub(super) from: Vec<&'a str>,
}

/// A sign.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SignJson {
    Present,
    Absent,
}

/// What is inferred of a sign; both where two rules hold at once; other_sex where only the other sex can have it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum InferredJson {
    Present,
    Absent,
    Both,
    OtherSex,
}
