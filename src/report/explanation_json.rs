//! The types of the explanation of a fit for programs; their JSON Schema is generated from them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::View;
use super::explain::Explanation;
use crate::engine::{GroupWeight, Row};
use crate::json::{number, probability, rounded};
use crate::knowledge::files::{CountFile, FrequencyKind, PriorStatus};
use crate::knowledge::{Basis, Frequency, Grade, HypothesisId, LeftOut, Phrase};

use crate::say::JsonDocument;

/// Every row of evidence behind the fit of one case.
#[derive(Serialize, JsonSchema)]
pub struct ExplanationJson<'a> {
    /// The case's own id; null where it has none.
    pub(super) case: Option<&'a str>,
    pub(super) setting: SettingJson<'a>,
    #[schemars(with = "f64")]
    pub(super) probability: Number,
    /// 90% interval of the probability.
    #[schemars(with = "[f64; 2]")]
    pub(super) interval: [Number; 2],
    /// The groups that count.
    pub(super) groups: Vec<ExplainedGroupJson<'a>>,
    /// Every source that is cited above: id to citation.
    pub(super) sources: BTreeMap<&'a str, String>,
}

impl JsonDocument for ExplanationJson<'_> {
    const FORMAT: &'static str = "poems-explanation/1";
}

/// Where the patient is seen.
#[derive(Serialize, JsonSchema)]
pub(super) struct SettingJson<'a> {
    pub(super) id: &'a str,
    #[schemars(with = "f64")]
    pub(super) prior: Number,
    pub(super) status: PriorStatus,
    /// How the number was obtained, in the language asked for.
    pub(super) note: &'a str,
    pub(super) sources: Vec<&'a str>,
}

/// One group of findings, and what it rests on in each disease.
#[derive(Serialize, JsonSchema)]
pub(super) struct ExplainedGroupJson<'a> {
    pub(super) group: &'a str,
    /// The finding whose answer told the most.
    pub(super) finding: &'a str,
    /// That answer as it was counted, in the language asked for.
    pub(super) answer: String,
    #[schemars(with = "f64")]
    pub(super) likelihood_ratio: Number,
    /// 90% interval of the ratio.
    #[schemars(with = "[f64; 2]")]
    pub(super) interval: [Number; 2],
    pub(super) grade: Option<Grade>,
    /// The subject first, then its rivals, the likeliest first.
    pub(super) diseases: Vec<ExplainedDiseaseJson<'a>>,
}

/// What one disease's number rests on.
#[derive(Serialize, JsonSchema)]
pub(super) struct ExplainedDiseaseJson<'a> {
    pub(super) disease: &'a str,
    /// The likelihood ratio of the subject against this disease, within the cap; null for the subject itself.
    #[schemars(with = "Option<f64>")]
    pub(super) ratio: Option<Number>,
    /// How often the finding is there; null where the disease has no number.
    pub(super) frequency: Option<FrequencyJson<'a>>,
    pub(super) grade: Option<Grade>,
    /// The study that measured both sides and takes the place of the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ComparisonJson")]
    pub(super) comparison: Option<ComparisonJson<'a>>,
    /// Published rows, those that count first.
    pub(super) rows: Vec<RowJson<'a>>,
}

/// A frequency with its 90% interval.
#[derive(Serialize, JsonSchema)]
pub(super) struct FrequencyJson<'a> {
    /// The finding whose rows were taken: the one asked, or a narrower one that is more frequent.
    pub(super) finding: &'a str,
    /// The option whose rows were taken, for a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub(super) option: Option<&'a str>,
    #[schemars(with = "f64")]
    pub(super) mean: Number,
    #[schemars(with = "[f64; 2]")]
    pub(super) interval: [Number; 2],
    pub(super) basis: BasisJson,
}

/// Where a frequency comes from.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum BasisJson {
    /// Rows of the disease's own.
    Rows,
    /// Controls of a study, for a disease without a row of its own.
    Controls,
    /// A study that measured both sides.
    Comparison,
    /// An assumption: how often to expect it in a patient whose disease has no number of its own.
    Background,
    /// An assumption: as in the subject, of which the disease is a variant.
    LikeSubject,
}

/// The subject and its controls, measured by one study.
#[derive(Serialize, JsonSchema)]
pub(super) struct ComparisonJson<'a> {
    pub(super) subject: CountJson,
    pub(super) controls: CountJson,
    pub(super) source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub(super) note: Option<&'a str>,
}

/// n of N patients.
#[derive(Serialize, JsonSchema)]
pub(super) struct CountJson {
    #[schemars(with = "f64")]
    pub(super) n: Number,
    #[schemars(with = "f64")]
    pub(super) of: Number,
}

/// One published number.
#[derive(Serialize, JsonSchema)]
pub(super) struct RowJson<'a> {
    pub(super) finding: &'a str,
    pub(super) kind: FrequencyKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "CountJson")]
    pub(super) count: Option<CountJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64")]
    pub(super) percent: Option<Number>,
    /// In percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "[f64; 2]")]
    pub(super) range: Option<[Number; 2]>,
    pub(super) source: &'a str,
    /// Whether the row was re-read at the source.
    pub(super) verified: bool,
    /// Whether the counts were computed from a printed percentage.
    pub(super) rebuilt_from_percent: bool,
    /// Whether it speaks of the controls of a study.
    pub(super) of_controls: bool,
    /// Why it does not count; null where it does.
    pub(super) left_out: Option<LeftOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub(super) note: Option<&'a str>,
}

impl<'v> Explanation<'v> {
    /// The explanation as one JSON object on one line.
    pub fn json(&self) -> String {
        let View { knowledge, case, .. } = *self.view;
        let setting = self.fit.setting.of(&self.rows.literature.settings);
        let document = ExplanationJson {
            case: case.id.as_deref(),
            setting: SettingJson {
                id: &setting.id,
                prior: probability(setting.prior),
                status: setting.status,
                note: self.wording.say(&setting.note),
                sources: setting.sources.iter().map(Phrase::as_str).collect(),
            },
            probability: probability(self.fit.probability),
            interval: self.fit.interval.map(probability),
            groups: self.fit.groups.iter().map(|weight| self.group_json(weight)).collect(),
            sources: self.sources().into_iter().map(|id| (id, self.wording.citation(id))).collect(),
        };
        document.written(knowledge, self.view.lang)
    }

    fn group_json(&self, weight: &GroupWeight) -> ExplainedGroupJson<'v> {
        ExplainedGroupJson {
            group: &weight.group.of(self.rows.groups).id,
            finding: &self.view.knowledge.finding(weight.finding).id,
            answer: self.wording.answered(self.view.known(), weight.finding),
            likelihood_ratio: rounded(weight.log_ratio.exp()),
            interval: weight.log_interval.map(|limit| rounded(limit.exp())),
            grade: weight.grade,
            diseases: self.hypotheses.iter().map(|id| self.disease_json(weight, *id)).collect(),
        }
    }

    fn disease_json(&self, weight: &GroupWeight, id: HypothesisId) -> ExplainedDiseaseJson<'v> {
        let knowledge = self.view.knowledge;
        let behind = self.rows.behind(weight, id);
        let finding = knowledge.finding(behind.finding);
        let frequency = behind.frequency.as_ref().map(|frequency| FrequencyJson {
            finding: &finding.id,
            option: behind.option.map(|option| option.of(finding.options()).id.as_str()),
            mean: probability(frequency.mean()),
            interval: frequency.interval().map(probability),
            basis: basis(frequency),
        });
        let count = |count: &CountFile| CountJson { n: number(count.n), of: number(count.of) };
        ExplainedDiseaseJson {
            disease: &self.rows.literature.hypothesis(id).id,
            ratio: self.rows.ratio(weight, id).map(rounded),
            frequency,
            grade: self.rows.grade(weight, id),
            comparison: behind.comparison.map(|study| ComparisonJson {
                subject: count(&study.subject),
                controls: count(&study.controls),
                source: &study.source,
                note: study.note.as_ref().map(|note| self.wording.say(note)),
            }),
            rows: behind.rows.iter().map(row_json).collect(),
        }
    }
}

pub(super) fn basis(frequency: &Frequency) -> BasisJson {
    match frequency.basis {
        Basis::Comparison(_) => BasisJson::Comparison,
        Basis::AnyOther => BasisJson::Controls,
        Basis::Background(_) => BasisJson::Background,
        Basis::LikeSubject => BasisJson::LikeSubject,
        Basis::Rows { .. } | Basis::None => BasisJson::Rows,
    }
}

fn row_json<'v>(row: &Row<'v>) -> RowJson<'v> {
    let file = row.row;
    RowJson {
        finding: &file.finding,
        kind: file.kind,
        count: file.n.zip(file.of).map(|(n, of)| CountJson { n: number(n), of: number(of) }),
        percent: file.percent.map(number),
        range: file.range.map(|range| range.map(number)),
        source: &file.source,
        verified: file.verified,
        rebuilt_from_percent: file.rebuilt_from_percent,
        of_controls: row.of_controls,
        left_out: row.left_out,
        note: file.note.as_deref(),
    }
}
