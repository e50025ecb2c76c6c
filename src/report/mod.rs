//! Floor 4: assessment -> text, Markdown, JSON.

use crate::case::Case;
use crate::engine::Assessment;
use crate::json::Fault;
use crate::knowledge::{Knowledge, Lang};

/// What a summary is made of.
pub struct View<'a> {
    pub knowledge: &'a Knowledge,
    pub case: &'a Case,
    pub assessment: &'a Assessment,
    pub lang: Lang,
    pub warnings: &'a [Fault],
}

/// The summary as Markdown.
pub fn markdown(view: &View) -> String {
    let words = &view.knowledge.interface.report;
    let mut out = format!("# {}\n\n", words.title.get(view.lang));
    for set in &view.assessment.sets {
        if let Some((_, leading)) = set.leading() {
            out.push_str(&format!("- {}: {:?}\n", view.knowledge.set(set.set).title.get(view.lang), leading.verdict));
        }
    }
    out
}
