//! `findings/*.json`: the vocabulary, one file a section.

use std::fmt;

use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::RawRule;
use crate::knowledge::{Phrase, Text};

/// A section of the vocabulary with its findings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: findings")]
pub struct FindingsFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// The id of a section in `pack.json`.
    pub section: Phrase,
    /// In the order they are asked.
    pub findings: Vec<FindingFile>,
}

/// One item of the vocabulary.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingFile {
    /// Snake case English, stable for ever: case files refer to it.
    pub id: Phrase,
    /// What kind of answer it takes.
    pub kind: KindFile,
    /// How early it is asked.
    pub tier: Tier,
    /// What it is called.
    pub label: Text,
    /// What it is in vocabularies of others.
    #[serde(default)]
    pub codes: Codes,
    /// A quantity's canonical unit, in UCUM.
    #[serde(default)]
    pub unit: Option<Phrase>,
    /// How the canonical unit is printed, where this finding has a name of its own for it.
    #[serde(default)]
    pub shown: Option<Text>,
    /// Other units a laboratory may print.
    #[serde(default)]
    pub units: Vec<UnitFile>,
    /// The unit that a number is taken in where no other one is typed; the canonical one where it is absent.
    #[serde(default)]
    pub usual_unit: Option<UsualUnit>,
    /// The usual range in the canonical unit; a laboratory's own range comes first.
    #[serde(default)]
    pub normal: Option<BySex>,
    /// What a living patient shows, in the canonical unit: a number beyond it is asked about, and counts.
    #[serde(default)]
    pub plausible: Option<Limits>,
    /// The range outside which a number must be a slip, in the canonical unit.
    #[serde(default)]
    pub possible: Option<Limits>,
    /// The finding is one of this sex. A patient of the other sex does not have it; an answer that says otherwise is a
    /// conflict, and counts for nothing.
    #[serde(default)]
    pub only_in: Option<OnlyIn>,
    /// The options of a choice.
    #[serde(default)]
    pub options: Vec<ChoiceOption>,
    /// Other findings that make a sign present.
    #[serde(default)]
    pub present_when: Option<Box<RawRule>>,
    /// Other findings that make a sign absent; where both hold, present wins and a conflict is shown.
    #[serde(default)]
    pub absent_when: Option<Box<RawRule>>,
    /// The commoner causes of a sign, signs themselves; the finding counts whatever they are.
    #[serde(default)]
    pub causes: Option<Vec<Phrase>>,
    /// What its label leaves open.
    #[serde(default)]
    pub note: Option<Text>,
    /// How to answer well.
    #[serde(default)]
    pub help: Option<Help>,
}

/// A unit of the finding for each language: what laboratories print where it is spoken.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UsualUnit {
    /// Where English is spoken.
    pub en: String,
    /// Where Chinese is spoken.
    pub zh: String,
}

/// What kind of answer a finding takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindFile {
    /// Present or absent.
    Sign,
    /// A number with its unit.
    Quantity,
    /// One of named options.
    Choice,
}

/// The sex that a finding is one of: an option of the choice `sex`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnlyIn {
    /// Of men.
    Male,
    /// Of women.
    Female,
}

/// How early a finding is asked: `core` decides the criteria or is asked first, `support` is the rest of a good
/// work-up, `detail` what a specialist adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Decides the criteria, or is asked first.
    Core,
    /// The rest of a good work-up.
    Support,
    /// What a specialist adds.
    Detail,
}

/// Codes of the finding in the Human Phenotype Ontology and LOINC.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Codes {
    /// A term of the Human Phenotype Ontology.
    pub hpo: Option<Phrase>,
    /// How the HPO term relates to the finding; exact where absent.
    pub hpo_match: Option<HpoMatch>,
    /// A code of LOINC.
    pub loinc: Option<Phrase>,
    /// How far the LOINC code was checked.
    pub loinc_verified: Option<LoincVerified>,
}

impl Codes {
    /// The codes that say no more and no less than the finding, as far as that was seen, with their vocabularies.
    pub fn exact(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let hpo = self.hpo.as_ref().filter(|_| self.hpo_match.is_none());
        let loinc = self.loinc.as_ref().filter(|_| self.loinc_verified == Some(LoincVerified::Name));
        let hpo = hpo.map(|code| ("HPO", code.as_str()));
        hpo.into_iter().chain(loinc.map(|code| ("LOINC", code.as_str())))
    }
}

/// The term is broader or narrower than the finding, or merely the nearest there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HpoMatch {
    /// The term says less than the finding.
    Broader,
    /// The term says more than the finding.
    Narrower,
    /// There is none that says the same.
    Nearest,
}

/// What was seen of the LOINC code: its full name, or its component only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoincVerified {
    /// Its full name was seen.
    Name,
    /// Only its component was seen.
    ComponentOnly,
}

/// A unit with its conversion: canonical = factor * value + offset.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitFile {
    /// The unit in UCUM.
    pub unit: Phrase,
    /// What a value is multiplied by.
    pub factor: f64,
    /// What is added after that.
    #[serde(default)]
    pub offset: f64,
}

/// A lower and an upper limit.
pub type Limits = [f64; 2];

/// One range for everyone, or one for each sex.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum BySex {
    /// One range for everyone.
    Both(Limits),
    /// One for each sex.
    Each {
        /// Of men.
        male: Limits,
        /// Of women.
        female: Limits,
    },
}

impl<'de> Deserialize<'de> for BySex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RangeVisitor;
        impl<'de> Visitor<'de> for RangeVisitor {
            type Value = BySex;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("[low, high], or {\"male\": [low, high], \"female\": [low, high]}")
            }
            fn visit_seq<S: SeqAccess<'de>>(self, list: S) -> Result<BySex, S::Error> {
                Limits::deserialize(SeqAccessDeserializer::new(list)).map(BySex::Both)
            }
            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<BySex, M::Error> {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Each {
                    male: Limits,
                    female: Limits,
                }
                let Each { male, female } = Each::deserialize(MapAccessDeserializer::new(map))?;
                Ok(BySex::Each { male, female })
            }
        }
        deserializer.deserialize_any(RangeVisitor)
    }
}

/// An option of a choice.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// Stable: case files refer to it.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
}

/// What a clinician needs to answer well.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// What counts as the finding.
    pub counts: Text,
    /// What looks like it and is not.
    #[serde(default)]
    pub does_not_count: Option<Text>,
    /// How it is looked for.
    #[serde(default)]
    pub found_by: Option<Text>,
    /// What goes wrong as a rule.
    #[serde(default)]
    pub trap: Option<Text>,
    /// Ids in `sources.json`; at least one.
    pub sources: Vec<Phrase>,
}
