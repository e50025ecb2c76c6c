//! `workup.json` and `advice.json`: examinations, and what to say when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RawRule;
use crate::knowledge::{Phrase, Text};

/// The examinations a clinician can order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: work-up")]
pub struct WorkupFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// What examinations may ask of a patient.
    pub burdens: Vec<Burden>,
    /// On whose word examinations are ordered.
    pub burden_note: Text,
    /// So many times as much, for each level between, must an examination of a heavier level be expected to tell to come
    /// before one of a lighter level.
    pub clearly_more: f64,
    /// The examinations.
    pub tests: Vec<TestFile>,
    /// Whom a referral letter may be written to, the usual one first.
    #[serde(default)]
    pub readers: Vec<ReaderFile>,
    /// What must be known of a patient before treatment; shown in place of the list of examinations once it applies.
    #[serde(default)]
    pub staging: Option<StagingFile>,
}

/// How much an examination asks of the patient; it only orders the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Burden {
    /// As examinations name it.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// A word for narrow places.
    pub short: Text,
    /// Lighter ones come first; several burdens may share a level.
    pub level: u8,
}

/// One examination.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestFile {
    /// As advice and the staging name it.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// At most 24 columns.
    pub short: Text,
    /// The id of its burden.
    pub burden: Phrase,
    /// The findings it answers; one that answers none is only offered where a teaching case names it.
    pub reveals: Vec<Phrase>,
    /// The examination that asks for this and more; the program names that one.
    #[serde(default)]
    pub part_of: Option<Phrase>,
    /// What must hold before anybody orders it: a lesion before its biopsy.
    #[serde(default)]
    pub after: Option<RawRule>,
    /// It was done once one of these is answered.
    #[serde(default)]
    pub done_by: Vec<Phrase>,
    /// What goes wrong as a rule.
    #[serde(default)]
    pub traps: Vec<Text>,
    /// What it is for.
    pub why: Text,
    /// Who says so; at least one.
    pub sources: Vec<Phrase>,
}

/// Somebody a referral letter may be written to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReaderFile {
    /// As it is asked for.
    pub id: Phrase,
    /// What the department is called.
    pub label: Text,
    /// The first words of the letter.
    pub greeting: Text,
    /// What is asked of the reader, in a sentence or two.
    pub asks: Text,
    /// The same once the disease is found.
    pub asks_once_found: Text,
    /// The examinations that fall to the reader.
    pub tests: Vec<Phrase>,
}

/// What to know of a patient whose disease is found.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StagingFile {
    /// The disease is found.
    pub when: RawRule,
    /// In the order they are shown.
    pub items: Vec<StagingItemFile>,
}

/// One part of the staging.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StagingItemFile {
    pub id: Phrase,
    pub label: Text,
    /// What must be known: each a list of findings of which one is enough, called by its first.
    pub needs: Vec<Vec<Phrase>>,
    /// The examinations that answer it.
    pub tests: Vec<Phrase>,
    pub why: Text,
    pub sources: Vec<Phrase>,
}

/// Red flags, traps and contradictions.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: advice")]
pub struct AdviceFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// A sentence or two each.
    pub advice: Vec<AdviceEntryFile>,
}

/// Said when `when` holds and `unless` does not.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceEntryFile {
    /// Its name in results.
    pub id: Phrase,
    /// What kind of advice it is.
    pub kind: AdviceKind,
    /// When it is said.
    pub when: RawRule,
    /// When it is not said all the same.
    #[serde(default)]
    pub unless: Option<RawRule>,
    /// What is said.
    pub text: Text,
    /// The findings it is about.
    #[serde(default)]
    pub about: Vec<Phrase>,
    /// The examinations it asks for.
    #[serde(default)]
    pub tests: Vec<Phrase>,
    /// Who says so; at least one.
    pub sources: Vec<Phrase>,
}

/// What kind of advice it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdviceKind {
    /// It should not wait.
    RedFlag,
    /// It misleads.
    Trap,
    /// It does not go with the rest.
    Contradiction,
    /// It is to be done.
    NextStep,
}
