//! Floor 4: assessment -> text, Markdown, JSON. Nothing is computed here: every report is a view of one assessment.
//!
//! `summary` says what stands in a report, as a [`document`] of headings, lines and tables; `text` and `markdown`
//! lay it out; `wording` puts findings, verdicts and needs in words. `json` is for programs.

mod answers;
mod assessment_json;
mod attribution;
mod bars;
mod cited;
mod criteria_set;
mod differential;
mod differential_json;
pub mod document;
mod explain;
mod explanation_json;
mod fit;
mod fit_json;
pub mod fit_words;
mod json;
mod letters;
mod markdown;
mod outlook;
mod outlook_json;
mod rule_words;
pub mod schema;
mod settings;
mod summary;
mod teaching;
mod text;
mod wording;
mod wrap;

pub use assessment_json::{AssessmentJson, FORMAT};
pub use cited::Cited;
pub use criteria_set::{citation, criteria_set};
pub use explain::Explanation;
pub use explanation_json::{EXPLANATION_FORMAT, ExplanationJson};
pub use json::json;
pub use letters::Letters;
pub use settings::settings;
pub use summary::summary;
pub use teaching::teaching;
pub use text::{COLUMNS, Style};
pub use wording::{Wording, tone};
pub use wrap::{width, wrap};

use crate::case::Case;
use crate::engine::Assessment;
use crate::json::Fault;
use crate::knowledge::{Knowledge, Lang};

/// All that a report shows.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub knowledge: &'a Knowledge,
    pub case: &'a Case,
    pub assessment: &'a Assessment,
    pub lang: Lang,
    /// What is worth knowing about the case's file.
    pub warnings: &'a [Fault],
}

/// The summary as Markdown, for a record.
pub fn markdown(view: &View) -> String {
    markdown::render(&summary(view))
}

/// The summary as text of 80 columns.
pub fn text(view: &View, style: Style) -> String {
    text::render(&summary(view), style, COLUMNS)
}

/// Any document as Markdown.
pub fn document_markdown(blocks: &[document::Block]) -> String {
    markdown::render(blocks)
}

/// Any document as text of 80 columns.
pub fn document_text(blocks: &[document::Block], style: Style) -> String {
    text::render(blocks, style, COLUMNS)
}

/// Any document as lines of at most so many columns.
pub fn document_lines(blocks: &[document::Block], columns: usize) -> Vec<document::Line> {
    text::lines(blocks, columns)
}
