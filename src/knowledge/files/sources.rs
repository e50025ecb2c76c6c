//! `sources.json`: the bibliography.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::{Lang, Text};

/// The bibliography of a pack.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: sources")]
pub struct SourcesFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub sources: Vec<Source>,
}

/// A name as the publication prints it, or the program's own words where there is none to print.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a text, or {\"en\": .., \"zh\": ..}")]
pub enum Name {
    Printed(String),
    Told(Text),
}

impl Name {
    pub fn get(&self, lang: Lang) -> &str {
        match self {
            Name::Printed(name) => name,
            Name::Told(text) => text.get(lang),
        }
    }
}

/// A source as it is cited.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    #[serde(default)]
    pub authors: Option<Name>,
    pub title: Name,
    #[serde(default)]
    pub journal: Option<String>,
    #[serde(default)]
    pub year: Option<String>,
    #[serde(default)]
    pub volume: Option<String>,
    #[serde(default)]
    pub pages: Option<String>,
    #[serde(default)]
    pub doi: Option<String>,
    #[serde(default)]
    pub pmid: Option<String>,
    #[serde(default)]
    pub url: Option<String>,
    /// Whether the citation itself was seen.
    pub verified: bool,
    /// How much of it was read, where not all of it.
    #[serde(default)]
    pub seen: Option<Text>,
    #[serde(default)]
    pub note: Option<String>,
}
