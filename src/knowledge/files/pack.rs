//! `pack.json`: the pack's name and the orders and words that hold for all of it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::{Lang, Text};

/// The head of a pack. A folder that only adds to a pack may leave the file out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: head")]
pub struct PackFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// The name of the pack in results.
    pub id: String,
    /// The version of the pack in results.
    pub version: String,
    /// What the pack is called.
    pub title: Text,
    /// The languages that every text has.
    pub languages: Vec<Lang>,
    /// What the program is and is not; stands in every export.
    pub notice: Text,
    /// Where ranges without a source come from.
    pub ranges: Text,
    /// The sections of the vocabulary, in the order they are asked.
    #[serde(default)]
    pub sections: Vec<SectionFile>,
    /// The key findings on one sheet, a part after the other in the order of a work-up; a later layer's takes its place.
    #[serde(default)]
    pub sheet: Vec<PartFile>,
    /// The names of the roles that criteria sets use.
    #[serde(default)]
    pub roles: Vec<Named>,
    /// The diseases that criteria sets are for.
    #[serde(default)]
    pub diseases: Vec<Named>,
    /// The criteria sets in the order they are shown; the others follow.
    #[serde(default)]
    pub criteria: Vec<String>,
    /// Words of the findings' and diseases' names that keep their capital within a sentence: what is called after somebody.
    #[serde(default)]
    pub proper_names: Vec<String>,
    /// The lessons in the order they are meant to be read; the others follow.
    #[serde(default)]
    pub lessons: Vec<String>,
}

/// A section of the vocabulary.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    /// As findings files name it.
    pub id: String,
    /// The letter of the section in the acronym or on the rail; empty for the others.
    pub letter: String,
    /// What it is called.
    pub label: Text,
    /// A label of at most 10 columns for the rail.
    pub short: Text,
}

/// A part of the sheet: the key findings of a section, and those of others that are looked at with them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartFile {
    /// The section that gives the part its name and letter; what of it is no key finding follows the part.
    pub section: String,
    /// The sign that sums the part up. It answers for itself, and is answered where only the summary is known.
    #[serde(default)]
    pub summed_up_by: Option<String>,
    /// A line each.
    pub rows: Vec<Vec<CellFile>>,
}

/// A key finding on its line.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CellFile {
    /// The finding.
    pub finding: String,
    /// A label of a few words, where several signs share the line or the label of the finding is long.
    #[serde(default)]
    pub short: Option<Text>,
}

/// An id with its name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// As other files name it.
    pub id: String,
    /// What it is called.
    pub label: Text,
}
