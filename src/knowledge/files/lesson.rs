//! `lessons/*.json` and `facts.json`: five minutes about one thing, and the figures that only lessons speak of. Whether a
//! lesson was understood is asked in `understanding`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::UnderstandingFile;
use crate::knowledge::{Lang, Text};

/// One lesson: a few screens, then a question about sentences of a teaching case.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: lesson")]
pub struct LessonFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// The name of the file without its ending.
    pub id: String,
    /// What it is about.
    pub title: Text,
    /// What the learner will know afterwards, in one line.
    pub summary: Text,
    /// Lessons that it took in: their names still lead here, and who read one of them has read this one.
    #[serde(default)]
    pub was: Vec<String>,
    /// The findings that the lesson is about: wrong answers to them lead here.
    #[serde(default)]
    pub teaches: Vec<String>,
    /// In the order they are read.
    pub screens: Vec<ScreenFile>,
    /// Whether it was understood, asked after the last screen.
    #[serde(default)]
    pub understanding: Option<UnderstandingFile>,
    /// What is asked at its end.
    pub question: QuestionFile,
}

/// What is read at once: at most 18 lines of 76 columns, with its sources.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenFile {
    /// Its headline.
    pub title: Text,
    /// A paragraph each.
    #[serde(default)]
    pub says: Vec<Statement>,
    /// Below what is said.
    #[serde(default)]
    pub table: Option<LessonTable>,
    /// Below the table.
    #[serde(default)]
    pub drawing: Option<Drawing>,
    /// Paragraphs below table and drawing.
    #[serde(default)]
    pub after: Vec<Statement>,
}

/// What is said, and who says so.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// A sentence or a few.
    pub text: Text,
    /// Ids in `sources.json`; at least one. Every number in the text stands in an entry of the pack that cites one.
    pub sources: Vec<String>,
}

/// Rows under a head, each as long as the head.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LessonTable {
    /// A cell a column.
    pub head: Vec<Text>,
    /// A cell for each of the head.
    pub rows: Vec<Vec<Text>>,
    /// Who says so; at least one.
    pub sources: Vec<String>,
}

/// Lines of text that stand as they are written, at most 74 columns wide.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drawing {
    /// The lines in English.
    pub en: Vec<String>,
    /// The lines in Chinese.
    pub zh: Vec<String>,
    /// Who says so; at least one.
    pub sources: Vec<String>,
}

impl Drawing {
    /// The lines in a language.
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
    /// What to do.
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
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// A figure each.
    pub facts: Vec<FactFile>,
}

/// One sentence with its source.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactFile {
    /// Words joined by hyphens.
    pub id: String,
    /// What lessons may quote.
    pub text: Text,
    /// Who published it: an id in `sources.json`.
    pub source: String,
    /// Whether the figure itself was seen in the source.
    pub verified: bool,
}
