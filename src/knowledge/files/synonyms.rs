//! `synonyms.json`: what clinicians call the findings, beside their labels.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::{Lang, Text};

/// What people write for findings and options. A search reads all of it; each entry also says how far its terms carry
/// where they stand in a text, so that a word for an organ is never taken for a sign of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: synonyms")]
pub struct SynonymsFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Where the terms come from.
    pub origin: Text,
    #[serde(default)]
    pub findings: Vec<FindingTerms>,
    #[serde(default)]
    pub options: Vec<OptionTerms>,
    #[serde(default)]
    pub ambiguous: Vec<AmbiguousTerms>,
    #[serde(default)]
    pub composites: Vec<CompositeTerms>,
    #[serde(default)]
    pub states: Vec<StateTerms>,
    /// Phrases that hold a name and mean something else.
    #[serde(default)]
    pub not_this: Terms,
    #[serde(default)]
    pub needs: Needs,
    #[serde(default)]
    pub words: AnswerTerms,
}

/// Terms in each language; either list may be empty.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub en: Vec<String>,
    pub zh: Vec<String>,
}

/// What one finding is called.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingTerms {
    pub finding: String,
    /// Names: they say the finding itself, as its label does.
    pub names: Terms,
    /// The label names what is looked at, as a topic does.
    #[serde(default)]
    pub label_is_topic: bool,
    /// The thing looked at: an organ, a test. They say nothing without a sign or a result beside them.
    #[serde(default)]
    pub topics: Terms,
    /// They lead to the finding in a search, and never answer it.
    #[serde(default)]
    pub search_only: Terms,
    /// Phrases that say absent without a negation.
    #[serde(default)]
    pub absent: Terms,
    /// Names of something narrower: they say present, and without them the finding is not absent.
    #[serde(default)]
    pub narrow: Vec<String>,
}

/// What an option of a choice is called.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionTerms {
    pub finding: String,
    pub option: String,
    pub names: Terms,
    /// The names count only after a name of the choice.
    #[serde(default)]
    pub only_after_finding: bool,
    /// Letters that count beside an age.
    #[serde(default)]
    pub needs_age: Vec<String>,
}

/// Terms that may mean several findings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmbiguousTerms {
    pub terms: Terms,
    /// Findings, or options as `finding=option`; the likeliest first.
    pub means: Vec<String>,
    /// What to ask.
    pub question: Text,
    /// What beside the term answers the question, in English, for who reads this file.
    #[serde(default)]
    pub answered_by: Option<String>,
}

/// Terms that speak of several findings at once.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompositeTerms {
    pub terms: Terms,
    pub findings: Vec<String>,
    /// Which of them the bare term makes present, in English: `all`, `ask`, or a rule.
    pub present: String,
    /// Which of them the denied term makes absent.
    pub absent: String,
    #[serde(default)]
    pub absent_phrases: Terms,
}

/// What a quantity without a number says: the signs of raised, low and normal.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateTerms {
    pub finding: String,
    #[serde(default)]
    pub raised: Option<String>,
    #[serde(default)]
    pub low: Option<String>,
    #[serde(default)]
    pub abnormal: Option<String>,
    /// The signs that a normal value makes absent.
    #[serde(default)]
    pub normal: Vec<String>,
    /// The signs whose name before a number means this quantity.
    #[serde(default)]
    pub twin: Vec<String>,
}

/// Short names that count in a text only with something beside them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    pub number: Terms,
    /// A sign or a result.
    pub result: Terms,
    pub context: Vec<NeedsWord>,
}

/// A term that counts beside this word.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedsWord {
    pub term: String,
    pub word: String,
}

/// The words of an answer, and those that deny what follows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerTerms {
    pub negations: Terms,
    pub present: Terms,
    pub absent: Terms,
    pub unknown: Terms,
    pub unobtainable: Terms,
}

impl Terms {
    pub fn get(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// The terms of both languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.en.iter().chain(&self.zh).map(String::as_str)
    }
}
