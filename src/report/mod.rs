//! Floor 5: assessment -> documents and JSON. Nothing is computed here: every report is a view of one assessment.
//!
//! `summary` says what stands in a report, as a document of headings, lines and tables, which [`crate::say`] words
//! and lays out. `json` is for programs.

mod answers;
mod appendix;
mod assessment_json;
mod attribution;
mod criteria_set;
mod differential;
mod differential_json;
mod explain;
mod explanation_json;
mod faults_json;
mod fit;
mod fit_json;
mod json;
mod outlook;
mod outlook_json;
mod page;
mod settings;
mod tables;
mod teaching;

pub use appendix::appendix;
pub(crate) use appendix::{Outcome, outcome};
pub use assessment_json::AssessmentJson;
pub use criteria_set::criteria_set;
pub use explain::Explanation;
pub use explanation_json::ExplanationJson;
pub use faults_json::FaultsJson;
pub use page::{PAGE_LINES, page};
pub use settings::settings;
pub use teaching::teaching;

use json::json;

use crate::case::Case;
use crate::engine::{Assessment, SetAssessment};
use crate::json::Fault;
use crate::knowledge::{Knowledge, Lang, SetId};
use crate::say::{self, Known, Style, csv};

/// All that a report shows.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The pack.
    pub knowledge: &'a Knowledge,
    /// The answers.
    pub case: &'a Case,
    /// What was concluded.
    pub assessment: &'a Assessment,
    /// The reader's language.
    pub lang: Lang,
    /// The criteria sets to be shown; all where none is named.
    pub sets: &'a [SetId],
    /// What is worth knowing about the case's file.
    pub warnings: &'a [Fault],
}

impl<'a> View<'a> {
    /// What is known of the patient.
    pub fn known(&self) -> Known<'a> {
        Known { case: self.case, assessment: self.assessment }
    }

    /// The sets to be shown, in the order of the pack.
    fn sets(&self) -> impl Iterator<Item = &'a SetAssessment> + use<'a> {
        let asked = self.sets;
        self.assessment.sets.iter().filter(move |found| asked.is_empty() || asked.contains(&found.set))
    }
}

/// What a report says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The summary of one page.
    Page,
    /// The page, and all the rest as an appendix.
    Full,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text of 80 columns.
    Text(Style),
    /// Markdown, for a record.
    Markdown,
    /// The assessment for programs, one JSON object on one line, whatever else would be said.
    Json,
}

/// A table of many cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A row a conclusion and a criterion.
    Verdicts,
    /// A row a finding that counts and a disease.
    Ratios,
}

impl Table {
    /// The row of the names of its columns.
    pub fn head(self) -> String {
        match self {
            Table::Verdicts => csv::row(tables::VERDICTS),
            Table::Ratios => csv::row(tables::RATIOS),
        }
    }

    /// The rows of a case, which is the one of that number in the table.
    pub fn rows(self, view: &View, record: usize) -> String {
        match self {
            Table::Verdicts => tables::verdicts(view, record),
            Table::Ratios => tables::ratios(view, record),
        }
    }
}

/// A report of a case, with the line end of its last line.
pub fn write(view: &View, content: Content, format: Format) -> String {
    if format == Format::Json {
        return json(view) + "\n";
    }
    let page = page(view);
    let appendix = if content == Content::Full { appendix(view) } else { Vec::new() };
    match format {
        Format::Text(style) if appendix.is_empty() => say::page(&page, style),
        Format::Text(style) => [say::page(&page, style), say::text(&appendix, style)].join("\n\n"),
        _ => say::markdown(&[page, appendix].concat()),
    }
}
