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
    pub tests: Vec<TestFile>,
}

/// How much an examination asks of the patient; the cost only orders the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BurdenFile {
    pub id: String,
    pub label: Text,
    pub cost: f64,
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
    /// The examination it asks for.
    #[serde(default)]
    pub test: Option<String>,
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
