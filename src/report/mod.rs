//! Floor 5: assessment -> documents and JSON. Nothing is computed here: every report is a view of one assessment.
//!
//! `page`, `appendix` and `letter` say what stands in a report, as a document of headings, lines and tables, which
//! [`crate::say`] words and lays out. `json` is for programs.

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
mod letter;
mod made_by;
mod outlook;
mod outlook_json;
mod page;
mod settings;
mod tables;
mod teaching;
mod who;

pub use appendix::appendix;
pub(crate) use appendix::{Outcome, outcome};
pub use assessment_json::AssessmentJson;
pub use criteria_set::criteria_set;
pub use explain::Explanation;
pub use explanation_json::ExplanationJson;
pub use faults_json::FaultsJson;
pub use letter::letter;
pub use page::{PAGE_LINES, page};
pub use settings::settings;
pub use teaching::teaching;

use std::path::Path;

use json::json;

use crate::case::Case;
use crate::engine::{Assessment, SetAssessment};
use crate::json::{Fault, shown};
use crate::knowledge::{Knowledge, Lang, ReaderId, SetId};
use crate::say::document::Block;
use crate::say::html::{Article, Layout, html};
use crate::say::{self, Known, Style, Wording, csv};

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
    /// A referral letter.
    Letter(ReaderId),
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text of 80 columns.
    Text(Style),
    /// Markdown, for a record.
    Markdown,
    /// A page for a browser or a printer.
    Html,
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

impl Format {
    /// The format that the name of a file asks for by its ending.
    pub fn of_file(name: &Path) -> Option<Format> {
        match name.extension()?.to_str()? {
            "md" => Some(Format::Markdown),
            "html" | "htm" => Some(Format::Html),
            "json" => Some(Format::Json),
            _ => None,
        }
    }
}

/// What is said of a case, as a document.
pub fn document(view: &View, content: Content) -> Vec<Block> {
    match content {
        Content::Page => page(view),
        Content::Full => [page(view), appendix(view)].concat(),
        Content::Letter(reader) => letter(view, reader),
    }
}

/// What is said of a case, to stand on an HTML page alone or among others.
pub fn article(view: &View, content: Content) -> Article {
    let wording = Wording::new(view.knowledge, view.lang);
    let id = view.case.id.as_deref();
    let name = id.map_or(wording.say(&view.knowledge.interface.report.unnamed).to_owned(), |id| wording.data(id));
    let layout = match content {
        Content::Page | Content::Full => Layout::Glance,
        Content::Letter(_) => Layout::Text,
    };
    Article { name: shown(&name), layout, blocks: document(view, content) }
}

/// A report of a case, with the line end of its last line.
pub fn write(view: &View, content: Content, format: Format) -> String {
    match (format, content) {
        (Format::Text(style), Content::Page) => say::page(&page(view), style),
        (Format::Text(style), Content::Full) => {
            [say::page(&page(view), style), say::text(&appendix(view), style)].join("\n\n")
        }
        (Format::Text(style), Content::Letter(_)) => say::text(&document(view, content), style),
        (Format::Markdown, _) => say::markdown(&document(view, content)),
        (Format::Html, _) => html(&[article(view, content)], Wording::new(view.knowledge, view.lang)),
        (Format::Json, _) => json(view) + "\n",
    }
}
