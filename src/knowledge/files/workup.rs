//! `workup.json` and `advice.json`: examinations, and what to say when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RawRule;
use crate::knowledge::Text;

/// The examinations a clinician can order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: work-up")]
pub struct WorkupFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub burdens: Vec<BurdenFile>,
    pub burden_note: Text,
    /// So many times as much, for each level between, must an examination of a heavier level be expected to tell to come
    /// before one of a lighter level.
    pub clearly_more: f64,
    pub tests: Vec<TestFile>,
    /// What must be known of a patient before treatment; shown in place of the list of examinations once it applies.
    #[serde(default)]
    pub staging: Option<StagingFile>,
}

/// How much an examination asks of the patient; it only orders the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BurdenFile {
    pub id: String,
    pub label: Text,
    /// Lighter ones come first; several burdens may share a level.
    pub level: u8,
}

/// One examination.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestFile {
    pub id: String,
    pub label: Text,
    /// At most 24 columns.
    pub short: Text,
    pub burden: String,
    /// The findings it answers.
    pub reveals: Vec<String>,
    /// What must hold before anybody orders it: a lesion before its biopsy.
    #[serde(default)]
    pub after: Option<RawRule>,
    /// It was done once one of these is answered.
    #[serde(default)]
    pub done_by: Vec<String>,
    #[serde(default)]
    pub traps: Vec<Text>,
    pub why: Text,
    pub sources: Vec<String>,
}

/// What to know of a patient whose disease is found.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StagingFile {
    /// The disease is found.
    pub when: RawRule,
    pub items: Vec<StagingItemFile>,
}

/// One part of the staging.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StagingItemFile {
    pub id: String,
    pub label: Text,
    /// What must be known: each a list of findings of which one is enough, called by its first.
    pub needs: Vec<Vec<String>>,
    /// The examinations that answer it.
    pub tests: Vec<String>,
    pub why: Text,
    pub sources: Vec<String>,
}

/// Red flags, traps and contradictions.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: advice")]
pub struct AdviceFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub advice: Vec<AdviceEntryFile>,
}

/// Said when `when` holds and `unless` does not.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceEntryFile {
    pub id: String,
    pub kind: AdviceKind,
    pub when: RawRule,
    #[serde(default)]
    pub unless: Option<RawRule>,
    pub text: Text,
    /// The findings it is about.
    #[serde(default)]
    pub about: Vec<String>,
    /// The examinations it asks for.
    #[serde(default)]
    pub tests: Vec<String>,
    pub sources: Vec<String>,
}

/// What kind of advice it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdviceKind {
    RedFlag,
    Trap,
    Contradiction,
    NextStep,
}
