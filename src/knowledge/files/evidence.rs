//! `evidence.json`: how findings become weights: groups, comparisons, and the parameters of the method.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::disease::shared;
use super::{FrequencyFile, PriorStatus, RawLimit, RawRule};
use crate::knowledge::{Phrase, Text};

/// The evidence that is not one disease's own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: evidence")]
pub struct EvidenceFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// The disease whose fit is judged against all others.
    pub subject: Phrase,
    /// The parameters of the fit.
    pub method: MethodFile,
    /// Findings that travel together; each group counts once.
    pub groups: Vec<GroupFile>,
    /// Why findings are grouped.
    pub group_note: Text,
    /// Pairs of groups of which only the first one counts while a rule holds.
    #[serde(default)]
    pub not_both: Vec<NotBothFile>,
    /// Rows that stand for every rival without a row of its own.
    #[serde(default, deserialize_with = "shared")]
    pub any_other: Vec<Arc<FrequencyFile>>,
    /// How often findings are there in other patients.
    pub background: BackgroundFile,
    /// Findings that speak for another disease.
    pub marks: MarksFile,
    /// The disease that stands for every one without an entry of its own.
    pub rest: Phrase,
    /// A baseline to measure the fit against.
    pub catalog: CatalogFile,
    /// Studies that measured the subject and its rivals side by side.
    #[serde(default)]
    pub comparisons: Vec<ComparisonFile>,
}

/// The free parameters of the fit, all of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MethodFile {
    /// Where the parameters come from.
    pub note: Text,
    /// No group speaks for the subject, against one rival, by more than this.
    pub cap_for: f64,
    /// No group speaks against the subject, for one rival, by more than this.
    pub cap_against: f64,
    /// No series counts for more patients than this.
    pub largest_series: f64,
    /// The patients that a percentage or a range without counts is worth.
    pub percent_weight: f64,
    /// The patients that a band is worth.
    pub band_weight: f64,
    /// The patients that a definition is worth.
    pub definition_weight: f64,
    /// In settings whose patients were chosen for their likeness, log LR' = offset + slope log LR.
    pub correction: Correction,
    /// Lower limits of the bands of fit.
    pub bands: BandsFile,
    /// Signs that must be present before a fit is called strong.
    pub strong_needs: Vec<Phrase>,
    /// Signs of which one more must be present.
    pub strong_one_of: Vec<Phrase>,
    /// Signs that must not be there without a better cause.
    pub strong_unless: Vec<Phrase>,
    /// With fewer groups that move the odds too little is known for a word.
    pub least_groups: usize,
    /// Sources that name no study: their numbers are shown and weigh nothing.
    pub without_weight: Vec<Phrase>,
}

/// A correction of the logarithm of likelihood ratios that overstate.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Added to the logarithm.
    pub offset: f64,
    /// From 0 to 1.
    pub slope: f64,
}

impl Correction {
    /// The corrected logarithm.
    pub fn of(self, log_ratio: f64) -> f64 {
        self.offset + self.slope * log_ratio
    }
}

/// The probabilities from which a fit is strong, compatible, weak; below them it speaks against.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BandsFile {
    /// From here a fit is strong.
    pub strong: f64,
    /// From here it is compatible.
    pub compatible: f64,
    /// From here it is weak.
    pub weak: f64,
}

/// Findings that travel together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupFile {
    /// Its name, for `not_both`.
    pub id: Phrase,
    /// At most 22 columns.
    pub label: Text,
    /// Ids of its findings; each is in one group alone.
    pub findings: Vec<Phrase>,
}

/// Two groups that must not both count while the rule holds: the first one does.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotBothFile {
    /// The one that counts, and the one that does not.
    pub groups: [Phrase; 2],
    /// While this holds.
    pub when: RawRule,
    /// Why.
    pub note: Text,
    /// Who says so; at least one.
    pub sources: Vec<Phrase>,
}

/// How often to expect a finding in a patient whose disease has no number of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackgroundFile {
    /// Where the numbers come from.
    pub note: Text,
    /// A disease whose patients nearly all have this sign takes the clinic's frequencies in every setting.
    pub clinic: Phrase,
    /// A finding each.
    pub rows: Vec<BackgroundRow>,
}

/// The background of one finding, as it is recorded: the low end, the best guess and the high end.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackgroundRow {
    /// The id of the sign.
    pub finding: Phrase,
    /// Among patients of a hospital, as parts of one.
    pub hospital: [f64; 3],
    /// Among patients of a clinic for neuropathies, as parts of one.
    pub neuropathy_clinic: [f64; 3],
    /// What the numbers rest on.
    pub status: PriorStatus,
    /// Who published them.
    #[serde(default)]
    pub sources: Vec<Phrase>,
    /// For who reads the file.
    #[serde(default)]
    pub note: Option<Phrase>,
}

/// Marks of other diseases: the subject takes the background there, and no rival less.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarksFile {
    /// Why these.
    pub note: Text,
    /// Ids of signs; each has a number for patients without its disease.
    pub findings: Vec<Phrase>,
}

/// How often each finding is annotated over all diseases of a catalog; a baseline to measure the fit against.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogFile {
    /// Its id in `sources.json`.
    pub source: Phrase,
    /// The edition that was counted.
    pub release: Phrase,
    /// How many diseases it has.
    pub diseases: u32,
    /// How the rates were counted.
    pub method: Text,
    /// For each finding the part of the diseases that have it.
    pub rates: BTreeMap<Phrase, f64>,
}

/// The subject and a rival, measured by one study.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparisonFile {
    /// The id of the sign, or of the quantity.
    pub finding: Phrase,
    /// The limit that was studied, where the finding is a quantity.
    #[serde(default)]
    pub value: Option<ValueFile>,
    /// The id of a disease, or `others` for mixed controls.
    pub against: Phrase,
    /// Who the controls were.
    #[serde(default)]
    pub what: Option<Text>,
    /// The patients with the disease.
    pub subject: CountFile,
    /// The patients without it.
    pub controls: CountFile,
    /// Who measured: an id in `sources.json`.
    pub source: Phrase,
    /// The counts were computed from printed percentages.
    #[serde(default)]
    pub rebuilt_from_percent: bool,
    /// What else is to be known of the study.
    #[serde(default)]
    pub note: Option<Text>,
}

/// One limit of a quantity.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueFile {
    /// The value is greater.
    #[serde(default)]
    pub above: Option<RawLimit>,
    /// The value is as great, or greater.
    #[serde(default)]
    pub from: Option<RawLimit>,
    /// The unit of the limit.
    #[serde(default)]
    pub unit: Option<Phrase>,
}

/// n of N patients.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountFile {
    /// Patients with the finding.
    pub n: f64,
    /// Patients in whom it was looked for.
    pub of: f64,
}
