//! `lessons/*.json` and `facts.json`: five minutes about one thing, and the figures that only lessons speak of.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::{Lang, Text};

/// One lesson: a few screens, then a question about sentences of a teaching case.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: lesson")]
pub struct LessonFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// The name of the file without its ending.
    pub id: String,
    pub title: Text,
    /// What the learner will know afterwards, in one line.
    pub summary: Text,
    /// The findings that the lesson is about: wrong answers to them lead here.
    #[serde(default)]
    pub teaches: Vec<String>,
    pub screens: Vec<ScreenFile>,
    pub question: QuestionFile,
}

/// What is read at once: at most 17 lines of 74 columns.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenFile {
    pub title: Text,
    /// A paragraph each.
    #[serde(default)]
    pub says: Vec<Statement>,
    #[serde(default)]
    pub table: Option<LessonTable>,
    #[serde(default)]
    pub drawing: Option<Drawing>,
}

/// What is said, and who says so.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub text: Text,
    /// Ids in `sources.json`; at least one. Every number in the text stands in an entry of the pack that cites one.
    pub sources: Vec<String>,
}

/// Rows under a head, each as long as the head.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LessonTable {
    pub head: Vec<Text>,
    pub rows: Vec<Vec<Text>>,
    pub sources: Vec<String>,
}

/// Lines of text that stand as they are written, at most 74 columns wide.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drawing {
    pub en: Vec<String>,
    pub zh: Vec<String>,
    pub sources: Vec<String>,
}

impl Drawing {
    pub fn get(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// What the learner does: marks findings from a few sentences of a teaching case.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    pub ask: Text,
    /// The id of a teaching case.
    pub case: String,
    /// The sentences of its story that are shown, counted from 0.
    pub sentences: Vec<usize>,
    /// Findings that these sentences do not speak of: they must stay unknown.
    #[serde(default)]
    pub also: Vec<String>,
    /// Where to look, then the rule.
    pub hints: [Text; 2],
    /// Shown after the answers: the point of it.
    pub why: Statement,
}

/// Figures that lessons quote and no other entry of the pack holds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: facts")]
pub struct FactsFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub facts: Vec<FactFile>,
}

/// One sentence with its source.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactFile {
    pub id: String,
    pub text: Text,
    pub source: String,
    /// Whether the figure itself was seen in the source.
    pub verified: bool,
}
