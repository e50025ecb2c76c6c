//! `units.json`: how units are spelled.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::Text;

/// The spellings of units, beside the id and the printed form that every unit has.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: units")]
pub struct UnitsFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Where the spellings come from.
    pub origin: Text,
    /// How each is spelled.
    pub units: Vec<SpelledFile>,
    /// Units of one size: where a finding accepts one of them, the other is read as it.
    #[serde(default)]
    pub same: Vec<[String; 2]>,
}

/// One unit as laboratories print it and people type it. Large and small letters, spaces, `*`, `^`, `x` and the
/// brackets of UCUM make no difference, raised digits are digits, and either micro sign is `u`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpelledFile {
    /// The unit in UCUM, as findings name it.
    pub unit: String,
    /// How it is printed, where not as its id is.
    #[serde(default)]
    pub shown: Option<Text>,
    /// Where one spelling belongs to two units, the finding decides.
    pub spellings: Vec<String>,
}

impl SpelledFile {
    /// Every way to write it that the file gives.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let shown = self.shown.iter().flat_map(|shown| [shown.en.as_str(), shown.zh.as_str()]);
        shown.chain(self.spellings.iter().map(String::as_str))
    }
}
