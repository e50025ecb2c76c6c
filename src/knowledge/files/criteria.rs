//! `criteria/*.json`: one published set each, written like the paper's own table.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RawRule;
use crate::knowledge::Text;

/// A published set of criteria.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: criteria set")]
pub struct CriteriaFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub id: String,
    /// The id of a disease in `pack.json`.
    pub disease: String,
    pub status: Status,
    /// Whether the wording was seen; without it the set is listed and not counted among those that are met.
    #[serde(default = "seen")]
    pub wording_seen: bool,
    /// The set that leads: shown first and open.
    #[serde(default)]
    pub lead: bool,
    pub title: Text,
    /// A title of at most 14 columns for narrow places.
    pub short: Text,
    /// Ids in `sources.json`; at least one.
    pub source: Vec<String>,
    /// What was seen of the source, and what was not.
    pub verified: Text,
    #[serde(default)]
    pub note: Option<Text>,
    pub criteria: Vec<CriterionFile>,
    /// In order of strength, the strongest first.
    pub conclusions: Vec<ConclusionFile>,
}

/// Whether a set is in use or of historical interest; a historical set never leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Current,
    Historical,
}

/// One row of the table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CriterionFile {
    pub id: String,
    /// The id of a role in `pack.json`.
    pub role: String,
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
    pub id: String,
    pub title: Text,
    /// A rule over this set's criteria and roles.
    pub when: RawRule,
}

fn seen() -> bool {
    true
}
