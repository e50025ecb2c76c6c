//! `sources.json`: the bibliography.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::{Lang, Phrase, Text};

/// The bibliography of a pack.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: sources")]
pub struct SourcesFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// A publication each.
    pub sources: Vec<Source>,
}

/// A name as the publication prints it, or the program's own words where there is none to print.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a text, or {\"en\": .., \"zh\": ..}")]
pub enum Name {
    /// As it is printed, in any language.
    Printed(Phrase),
    /// Told in both languages.
    Told(Text),
}

impl Name {
    /// As it is cited in a language.
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
    /// As everything that rests on it names it.
    pub id: Phrase,
    /// As they are printed.
    #[serde(default)]
    pub authors: Option<Name>,
    /// As it is printed.
    pub title: Name,
    /// In its usual short form, or as it is called in each language.
    #[serde(default)]
    pub journal: Option<Name>,
    /// Of publication.
    #[serde(default)]
    pub year: Option<Phrase>,
    /// With the issue, where it is printed.
    #[serde(default)]
    pub volume: Option<Phrase>,
    /// From the first one, or the article's number.
    #[serde(default)]
    pub pages: Option<Phrase>,
    /// Without an address.
    #[serde(default)]
    pub doi: Option<Phrase>,
    /// Its number in PubMed.
    #[serde(default)]
    pub pmid: Option<Phrase>,
    /// Where it may be read.
    #[serde(default)]
    pub url: Option<Phrase>,
    /// Whether the citation itself was seen.
    pub verified: bool,
    /// How much of it was read, where not all of it.
    #[serde(default)]
    pub seen: Option<Text>,
    /// For who reads the file.
    #[serde(default)]
    pub note: Option<Phrase>,
}
