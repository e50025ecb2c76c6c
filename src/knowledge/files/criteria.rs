//! `criteria/*.json`: one published set each, written like the paper's own table.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RawRule;
use crate::knowledge::{Phrase, Text};

/// A published set of criteria.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: criteria set")]
pub struct CriteriaFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// Words joined by hyphens, stable: other sets and scripts refer to it.
    pub id: Phrase,
    /// The id of a disease in `pack.json`.
    pub disease: Phrase,
    /// Whether it is in use.
    pub status: Status,
    /// Whether the wording was seen; without it the set is listed and not counted among those that are met.
    #[serde(default = "seen")]
    pub wording_seen: bool,
    /// The set that leads: shown first and open.
    #[serde(default)]
    pub lead: bool,
    /// As the publication calls it.
    pub title: Text,
    /// A title of at most 14 columns for narrow places.
    pub short: Text,
    /// Ids in `sources.json`; at least one.
    pub source: Vec<Phrase>,
    /// What was seen of the source, and what was not.
    pub verified: Text,
    /// What else is to be known of the set.
    #[serde(default)]
    pub note: Option<Text>,
    /// In the order of the published table.
    pub criteria: Vec<CriterionFile>,
    /// In order of strength, the strongest first.
    pub conclusions: Vec<ConclusionFile>,
}

/// Whether a set is in use or of historical interest; a historical set never leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Patients are judged by it.
    Current,
    /// It is there to be compared with.
    Historical,
}

/// One row of the table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CriterionFile {
    /// Its name within the set.
    pub id: Phrase,
    /// The id of a role in `pack.json`.
    pub role: Phrase,
    /// As the table words it.
    pub title: Text,
    /// A title of at most 16 columns for narrow places.
    pub short: Text,
    /// A rule over findings and other sets' conclusions.
    pub when: RawRule,
}

/// What may be concluded from the rows.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConclusionFile {
    /// Its name within the set.
    pub id: Phrase,
    /// What may be concluded.
    pub title: Text,
    /// A rule over this set's criteria and roles.
    pub when: RawRule,
}

fn seen() -> bool {
    true
}
