//! `settings.json`: where a patient is seen, and what is likely there before anything else is known.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, RawRule};
use crate::knowledge::{Phrase, Text};

/// The settings of a pack.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: settings")]
pub struct SettingsFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// The first one is taken unless another is asked for.
    pub settings: Vec<SettingFile>,
}

/// Where the patient is seen, and how likely the subject and its rivals are there before anything else is known.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingFile {
    /// As cases and the command line name it.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// The probability of the subject.
    pub prior: f64,
    /// The range the sources allow, where they give one.
    #[serde(default)]
    pub range: Option<Limits>,
    /// What the prior rests on.
    pub status: PriorStatus,
    /// How the number was obtained.
    pub note: Text,
    /// Who published the prior.
    #[serde(default)]
    pub sources: Vec<Phrase>,
    /// Whose frequencies stand for a disease without a number of its own.
    #[serde(default)]
    pub background: Column,
    /// What answers make this the setting to offer; of several the last one is. Without a rule it is never offered.
    #[serde(default)]
    pub when: Option<RawRule>,
    /// Signs that every patient here has: they lend no weight.
    #[serde(default)]
    pub presupposes: Vec<Phrase>,
    /// Other findings that lend no weight here, whatever the answer.
    #[serde(default)]
    pub without_weight: Vec<Phrase>,
    /// Why these findings, where it is not plain.
    #[serde(default)]
    pub presupposes_note: Option<Text>,
    /// The patients were chosen for looking like the subject's.
    #[serde(default)]
    pub chosen_for_likeness: bool,
    /// The share of each rival among the patients without the subject. A rival without a share takes the smallest one
    /// stated, and all are scaled to add up to one.
    #[serde(default)]
    pub rivals: BTreeMap<Phrase, ShareFile>,
    /// How the shares were obtained.
    #[serde(default)]
    pub rivals_note: Option<Text>,
}

/// The share of one rival.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareFile {
    /// A part of one.
    pub share: f64,
    /// What it rests on.
    pub status: PriorStatus,
    /// Who published it.
    #[serde(default)]
    pub sources: Vec<Phrase>,
}

/// Where a background frequency is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Patients of a hospital.
    #[default]
    Hospital,
    /// Patients of a clinic for neuropathies.
    NeuropathyClinic,
}

impl Column {
    /// Every column.
    pub const ALL: [Column; 2] = [Column::Hospital, Column::NeuropathyClinic];

    /// Its own of what there is for each of them, in the order of [`Column::ALL`].
    pub(crate) fn of<T>(self, [hospital, clinic]: &[T; 2]) -> &T {
        match self {
            Column::Hospital => hospital,
            Column::NeuropathyClinic => clinic,
        }
    }
}

/// What a prior, a share or a background rests on.
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
