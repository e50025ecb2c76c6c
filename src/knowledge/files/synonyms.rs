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
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Where the terms come from.
    pub origin: Text,
    /// What findings are called.
    #[serde(default)]
    pub findings: Vec<FindingTerms>,
    /// What options are called.
    #[serde(default)]
    pub options: Vec<OptionTerms>,
    /// Terms to ask about.
    #[serde(default)]
    pub ambiguous: Vec<AmbiguousTerms>,
    /// Terms for several findings.
    #[serde(default)]
    pub composites: Vec<CompositeTerms>,
    /// What a quantity without a number says.
    #[serde(default)]
    pub states: Vec<StateTerms>,
    /// Phrases that hold a name and mean something else.
    #[serde(default)]
    pub not_this: Terms,
    /// Terms too short to count alone.
    #[serde(default)]
    pub needs: Needs,
    /// Terms that mean something in this place alone.
    #[serde(default)]
    pub contexts: Vec<ContextTerms>,
}

/// Terms in each language; either list may be empty.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// In English.
    pub en: Vec<String>,
    /// In Chinese.
    pub zh: Vec<String>,
}

/// What one finding is called.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingTerms {
    /// Its id.
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
    /// The first letters of the Chinese names in pinyin.
    #[serde(default)]
    pub initials: Vec<String>,
}

/// What an option of a choice is called.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionTerms {
    /// The id of the choice.
    pub finding: String,
    /// The id of the option.
    pub option: String,
    /// They say the option.
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
    /// What people write.
    pub terms: Terms,
    /// Findings, or options as `finding=option`; the likeliest first.
    pub means: Vec<String>,
    /// What to ask.
    pub question: Text,
    /// What answers it by standing in the right place; the first that does.
    #[serde(default)]
    pub answered: Vec<Place>,
    /// The term names what is looked at, and says nothing by itself.
    #[serde(default)]
    pub is_topic: bool,
    /// A number says that the quantity is meant.
    #[serde(default)]
    pub number_tells: bool,
    /// The unit of a number says which quantity is meant.
    #[serde(default)]
    pub unit_tells: bool,
}

/// Where a term stands, and what it means there.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// One of these words is in the same item.
    #[serde(default)]
    pub beside: Terms,
    /// One of these words is in the same part, its heading included.
    #[serde(default)]
    pub within: Terms,
    /// One of these findings is named in the same part.
    #[serde(default)]
    pub near: Vec<String>,
    /// The words beside it say how it is: nothing else that is said counts.
    #[serde(default)]
    pub decides: bool,
    /// What it means: findings, options as `finding=option`, or findings that are absent as `finding=absent`; something
    /// else than any finding where nothing is asked either.
    #[serde(default)]
    pub means: Vec<String>,
    /// What it may mean instead, for the user to choose: each a list as `means` is.
    #[serde(default)]
    pub ask: Vec<Vec<String>>,
    /// The likeliest of those, counted from 0.
    #[serde(default)]
    pub suggest: Option<usize>,
}

/// Terms that mean this in one place, and in any other what they mean otherwise, or nothing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContextTerms {
    /// What is called so.
    pub terms: Terms,
    /// Where, and what it means there; the first place that is.
    pub answered: Vec<Place>,
}

/// Terms that speak of several findings at once.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompositeTerms {
    /// What people write.
    pub terms: Terms,
    /// The ids of what it speaks of.
    pub findings: Vec<String>,
    /// What the term says where it is not denied.
    pub present: Together,
    /// What the term says where it is denied.
    pub absent: Together,
    /// Phrases that deny all of it without a negation.
    #[serde(default)]
    pub absent_phrases: Terms,
}

/// What a term says of all its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    /// It holds for each.
    All,
    /// It holds for each where a sign or a size stands beside the term.
    Enlarged,
    /// It is asked for which.
    Ask,
}

/// What a quantity without a number says: the signs of raised, low and normal.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateTerms {
    /// The id of the quantity.
    pub finding: String,
    /// The sign that a raised value makes present.
    #[serde(default)]
    pub raised: Option<String>,
    /// The sign that a low value makes present.
    #[serde(default)]
    pub low: Option<String>,
    /// The sign that any value beyond its range makes present.
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
    /// A number.
    pub number: Terms,
    /// A sign or a result.
    pub result: Terms,
    /// A word of its own.
    pub context: Vec<NeedsWord>,
}

/// A term that counts beside this word.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedsWord {
    /// What may be written.
    pub term: String,
    /// What must stand beside it.
    pub word: String,
}

impl Terms {
    /// Those of a language.
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
