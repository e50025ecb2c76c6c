//! Floor 5: assessment -> documents and JSON. Nothing is computed here: every report is a view of one assessment.
//!
//! `summary` says what stands in a report, as a document of headings, lines and tables, which [`crate::say`] words
//! and lays out. `json` is for programs.

mod answers;
mod assessment_json;
mod attribution;
mod criteria_set;
mod differential;
mod differential_json;
mod explain;
mod explanation_json;
mod fit;
mod fit_json;
mod json;
mod outlook;
mod outlook_json;
pub mod schema;
mod settings;
mod summary;
mod teaching;

pub use assessment_json::{AssessmentJson, FORMAT};
pub use criteria_set::criteria_set;
pub use explain::Explanation;
pub use explanation_json::{EXPLANATION_FORMAT, ExplanationJson};
pub use json::json;
pub use settings::settings;
pub use summary::summary;
pub use teaching::teaching;

use crate::case::Case;
use crate::engine::Assessment;
use crate::json::Fault;
use crate::knowledge::{Knowledge, Lang};
use crate::say::{self, Known, Style};

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

impl<'a> View<'a> {
    fn known(&self) -> Known<'a> {
        Known { case: self.case, assessment: self.assessment }
    }
}

/// The summary as Markdown, for a record.
pub fn markdown(view: &View) -> String {
    say::markdown(&summary(view))
}

/// The summary as text of 80 columns.
pub fn text(view: &View, style: Style) -> String {
    say::text(&summary(view), style)
}
