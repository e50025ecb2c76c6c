//! Finding a finding by its label in either language, by its id, or by its code.

use super::{Finding, FindingId, Knowledge, Lang, half_width};

/// The findings that hold every word of the query, in the order of the checklist.
pub fn search(knowledge: &Knowledge, query: &str) -> Vec<FindingId> {
    let words: Vec<String> = query.split_whitespace().map(plain).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let found = knowledge.sections.iter().flat_map(|section| &section.findings);
    found.copied().filter(|id| holds(knowledge.finding(*id), &words)).collect()
}

fn holds(finding: &Finding, words: &[String]) -> bool {
    let codes = [finding.codes.hpo.as_deref(), finding.codes.loinc.as_deref()];
    let texts = [finding.label.get(Lang::En), finding.label.get(Lang::Zh), finding.id.as_str()];
    let text = texts.into_iter().chain(codes.into_iter().flatten()).collect::<Vec<_>>().join("\n");
    let text = plain(&text);
    words.iter().all(|word| text.contains(word.as_str()))
}

/// Lower case, half width, British spellings as the vocabulary has them.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    text.replace("oed", "ed").replace("aem", "em").replace('_', " ")
}
