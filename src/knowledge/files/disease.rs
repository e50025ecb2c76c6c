//! `diseases/*.json`: one hypothesis each, with how often its patients have each finding.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::Limits;
use crate::knowledge::{Phrase, Text};

/// A disease that a patient may have.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: disease")]
pub struct DiseaseFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// Stable: teaching cases and settings refer to it.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// Codes by system: `orpha`, `icd11` ..
    #[serde(default)]
    pub codes: BTreeMap<Phrase, Phrase>,
    /// What it is, in a sentence or two.
    pub description: Text,
    /// What speaks for the subject of the pack rather than for this disease.
    #[serde(default)]
    pub for_subject: Vec<Text>,
    /// What speaks for this disease rather than for the subject of the pack.
    #[serde(default)]
    pub against_subject: Vec<Text>,
    /// The test that separates the two.
    #[serde(default)]
    pub separated_by: Option<Text>,
    /// What the description rests on.
    #[serde(default)]
    pub sources: Vec<Phrase>,
    /// Criteria sets of other diseases that this one presupposes.
    #[serde(default)]
    pub presupposes: Vec<Phrase>,
    /// The disease is the subject's but for these findings: without a row of its own it takes the subject's frequency.
    #[serde(default)]
    pub like_subject_but: Option<Vec<Phrase>>,
    /// How often a sign is there.
    #[serde(default, deserialize_with = "shared")]
    pub frequencies: Vec<Arc<FrequencyFile>>,
    /// How often a choice has an option.
    #[serde(default, deserialize_with = "shared")]
    pub choices: Vec<Arc<FrequencyFile>>,
}

/// One published number: how often a finding (or an option of a choice) is there in a disease.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrequencyFile {
    /// The id of the sign, or of the choice.
    pub finding: Phrase,
    /// The option, for a choice.
    #[serde(default)]
    pub answer: Option<Phrase>,
    /// What kind of number it is.
    #[serde(default)]
    pub kind: FrequencyKind,
    /// Patients with the finding.
    #[serde(default)]
    pub n: Option<f64>,
    /// Patients in whom it was looked for.
    #[serde(default)]
    pub of: Option<f64>,
    /// Where the publication gives one in place of counts.
    #[serde(default)]
    pub percent: Option<f64>,
    /// In percent; beside a percentage the 90% interval of it.
    #[serde(default)]
    pub range: Option<Limits>,
    /// Orphanet's name of a frequency band.
    #[serde(default)]
    pub band: Option<Phrase>,
    /// The disease in Orphanet, for its bands.
    #[serde(default)]
    pub orpha: Option<Phrase>,
    /// Who published it: an id in `sources.json`.
    pub source: Phrase,
    /// Whether the number itself was seen there.
    #[serde(default = "yes")]
    pub verified: bool,
    /// The counts were computed from a printed percentage.
    #[serde(default)]
    pub rebuilt_from_percent: bool,
    /// The series that contains these patients; such a row is shown, not pooled.
    #[serde(default)]
    pub overlaps: Option<Phrase>,
    /// Whether the row may count; others are shown.
    #[serde(default = "yes")]
    pub counts: bool,
    /// For who reads the file.
    #[serde(default)]
    pub note: Option<Phrase>,
}

/// What kind of number a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrequencyKind {
    /// n of N in a series of patients.
    #[default]
    Series,
    /// A percentage without counts.
    Percent,
    /// A published range.
    Range,
    /// Orphanet's band.
    Band,
    /// Part of what the disease is; not a measured frequency.
    Definition,
    /// This project's judgment; no study was seen.
    Judgement,
}

/// Rows that the knowledge takes over as they are.
pub(super) fn shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Arc<FrequencyFile>>, D::Error> {
    Ok(Vec::deserialize(deserializer)?.into_iter().map(Arc::new).collect())
}

fn yes() -> bool {
    true
}
