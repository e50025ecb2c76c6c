//! `evidence.json`: how findings become weights: groups, comparisons, settings, and the parameters of the method.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FrequencyFile, Limits, RawLimit, RawRule};
use crate::knowledge::Text;

/// The evidence that is not one disease's own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: evidence")]
pub struct EvidenceFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// The disease whose fit is judged against all others.
    pub subject: String,
    pub method: MethodFile,
    /// Findings that travel together; each group counts once.
    pub groups: Vec<GroupFile>,
    pub group_note: Text,
    /// Pairs of groups of which only the more telling one counts while a rule holds.
    #[serde(default)]
    pub not_both: Vec<NotBothFile>,
    /// Rows that stand for every rival without a row of its own.
    #[serde(default)]
    pub any_other: Vec<FrequencyFile>,
    pub floors: FloorsFile,
    pub background: BackgroundFile,
    /// Studies that measured the subject and its rivals side by side.
    #[serde(default)]
    pub comparisons: Vec<ComparisonFile>,
    /// Where the patient is seen; the first one is taken unless another is asked for.
    pub settings: Vec<SettingFile>,
}

/// The free parameters of the fit, all of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodFile {
    /// Where the parameters come from.
    pub note: Text,
    /// No group multiplies or divides the odds against one rival by more than this.
    pub cap: f64,
    /// No series counts for more patients than this.
    pub largest_series: f64,
    /// The patients that a percentage or a range without counts is worth.
    pub percent_weight: f64,
    /// The patients that a band is worth.
    pub band_weight: f64,
    /// The patients that a definition is worth.
    pub definition_weight: f64,
    /// The patients that an assumption is worth.
    pub assumption_weight: f64,
    /// Lower limits of the bands of fit.
    pub bands: BandsFile,
    /// Signs that must be known before a fit is called strong.
    pub strong_needs: Vec<String>,
    /// Sources that name no study: their numbers are shown and weigh nothing.
    pub without_weight: Vec<String>,
}

/// The probabilities from which a fit is strong, compatible, weak; below them it speaks against.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BandsFile {
    pub strong: f64,
    pub compatible: f64,
    pub weak: f64,
}

/// Findings that travel together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupFile {
    pub id: String,
    /// At most 22 columns.
    pub label: Text,
    pub findings: Vec<String>,
}

/// Two groups that must not both count while the rule holds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotBothFile {
    pub groups: [String; 2],
    pub when: RawRule,
    pub note: Text,
    pub sources: Vec<String>,
}

/// Assumed least frequencies of common findings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FloorsFile {
    pub note: Text,
    pub default: f64,
    pub findings: BTreeMap<String, f64>,
}

/// How often each finding is annotated over all diseases of a catalogue.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackgroundFile {
    pub source: String,
    pub release: String,
    pub diseases: u32,
    pub method: Text,
    pub rates: BTreeMap<String, f64>,
}

/// The subject and a rival, measured by one study.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparisonFile {
    pub finding: String,
    /// The limit that was studied, where the finding is a quantity.
    #[serde(default)]
    pub value: Option<ValueFile>,
    /// The id of a disease, or `others` for mixed controls.
    pub against: String,
    /// Who the controls were.
    #[serde(default)]
    pub what: Option<Text>,
    pub subject: CountFile,
    pub controls: CountFile,
    pub source: String,
    #[serde(default)]
    pub rebuilt_from_percent: bool,
    #[serde(default)]
    pub note: Option<Text>,
}

/// One limit of a quantity.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueFile {
    #[serde(default)]
    pub above: Option<RawLimit>,
    #[serde(default)]
    pub from: Option<RawLimit>,
    #[serde(default)]
    pub unit: Option<String>,
}

/// n of N patients.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountFile {
    pub n: f64,
    pub of: f64,
}

/// Where the patient is seen, and how likely the subject is there before anything else is known.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingFile {
    pub id: String,
    pub label: Text,
    pub prior: f64,
    /// The range the sources allow, where they give one.
    #[serde(default)]
    pub range: Option<Limits>,
    pub status: PriorStatus,
    /// How the number was obtained.
    pub note: Text,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What a prior rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PriorStatus {
    /// Read in a publication.
    Seen,
    /// Calculated from published inputs.
    Calculated,
    /// A working value without a publication.
    Judgement,
}
