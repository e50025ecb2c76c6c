//! What is asked after the screens of a lesson: one answer is right, and each has its line of explanation.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Statement;
use crate::knowledge::Text;

/// A question whose right answer is written down, or follows from the rest of the pack.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnderstandingFile {
    /// One of several answers.
    Choose(ChooseFile),
    /// The criteria sets that are met by some findings: the rules say which.
    Met(MetFile),
    /// The probability after a finding, to be typed: a study says how much the finding weighs.
    Compute(ComputeFile),
}

/// Several answers, one of them right.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChooseFile {
    /// The question.
    pub ask: Text,
    /// In the order they are shown.
    pub options: Vec<OptionFile>,
    /// The place of the right one, counted from 0.
    pub right: usize,
}

/// An answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// The answer.
    pub text: Text,
    /// Why it is right or wrong.
    pub because: Statement,
}

/// Lists of criteria sets, one of them those that are met.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetFile {
    /// The question; it names the findings.
    pub ask: Text,
    /// The signs that are present; nothing else is known.
    pub present: Vec<String>,
    /// In the order they are shown; exactly one names all that are met of the sets in any of them.
    pub options: Vec<MetOptionFile>,
}

/// Criteria sets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetOptionFile {
    /// The ids of the sets; may be empty for none of them.
    pub sets: Vec<String>,
    /// Why it is right or wrong.
    pub because: Statement,
}

/// A probability before, and what changes it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComputeFile {
    /// The question; the probability before and the likelihood ratio are said below it.
    pub ask: Text,
    /// The probability before, a part of one.
    pub prior: f64,
    /// The finding of a comparison in `evidence.json`: its counts give the ratio.
    pub finding: String,
    /// What it is compared against there.
    pub against: String,
    /// Shown after the answer, below the calculation.
    pub because: Statement,
}
