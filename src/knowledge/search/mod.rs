//! Finding a finding by what it is called: its label, its synonyms in either language, its id, its codes.
//!
//! `index` holds every term; here a query is held against each of them. What a query finds, and in which order,
//! depends on the query alone.

mod index;
mod query;

use super::{FindingId, Knowledge, Lang};
pub(super) use index::Index;
pub use index::Said;
use index::Term;
use query::Query;
pub(crate) use query::folded;
pub(super) use query::holds_word;

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best match first.
    pub findings: Vec<FindingId>,
    /// So many of them are called exactly so: by a label, a name or an id, or by a term that may mean any of them.
    pub named: usize,
    /// Nothing holds the query as it stands: a negation or a value was left out, or a letter was taken for another.
    pub is_guess: bool,
}

/// The findings that a query may mean, the best match first.
pub fn search(knowledge: &Knowledge, query: &str) -> Vec<FindingId> {
    look_up(knowledge, query).findings
}

/// The findings that are called exactly so: by a label, a name or an id, or by a term that may mean any of them.
pub fn called(knowledge: &Knowledge, name: &str) -> impl Iterator<Item = FindingId> {
    let Found { findings, named, is_guess } = look_up(knowledge, name);
    findings.into_iter().take(if is_guess { 0 } else { named })
}

/// What a finding is called, its label in this language first; in small letters but for the label.
pub fn names(knowledge: &Knowledge, finding: FindingId, lang: Lang) -> impl Iterator<Item = &str> {
    let terms = knowledge.search_index().terms.iter();
    let names = terms.filter(move |term| term.finding == finding && term.class.is_name());
    std::iter::once(knowledge.finding(finding).label.get(lang)).chain(names.map(|term| term.text.as_str()))
}

/// What a word of answer says: yes, no, not done.
pub fn said(knowledge: &Knowledge, word: &str) -> Option<Said> {
    knowledge.search_index().said(word)
}

/// The findings that a query may mean, and how surely it does.
pub fn look_up(knowledge: &Knowledge, query: &str) -> Found {
    // An id as it is written is one finding, whatever else its words may mean.
    if let Some(finding) = knowledge.find(query).filter(|_| query.contains('_')) {
        return Found { findings: vec![finding], named: 1, is_guess: false };
    }
    let index = knowledge.search_index();
    if let Some(found) = index.find(&Query::new(query)) {
        return found;
    }
    let bare = index.without_negation_or_value(query).map(|text| Query::new(&text));
    let guess = bare.iter().find_map(|query| index.find(query)).map(|found| found.findings);
    let nearly = || bare.iter().map(|query| index.nearly(query)).find(|found| !found.is_empty());
    Found { findings: guess.or_else(nearly).unwrap_or_default(), named: 0, is_guess: true }
}

impl Index {
    /// What is called exactly so, then what holds the query; for what means several things all of these, for what means
    /// something else nothing. `None` where no term holds the query.
    fn find(&self, query: &Query) -> Option<Found> {
        if let Some(findings) = self.ambiguous.get(&query.joined) {
            return Some(Found { findings: findings.clone(), named: findings.len(), is_guess: false });
        }
        if self.not_this.contains(&query.joined) && !self.terms.iter().any(|term| query.is(term)) {
            return Some(Found::default());
        }
        let findings = self.ranked(|term| query.rank(term));
        let names = self.ranked(|term| (term.class.is_name() && query.is(term)).then_some(0));
        (!findings.is_empty()).then_some(Found { findings, named: names.len(), is_guess: false })
    }

    /// What differs from the query in one letter.
    fn nearly(&self, query: &Query) -> Vec<FindingId> {
        self.ranked(|term| query.is_nearly(term).then_some(0))
    }

    /// The findings with a term that has a rank: by rank, then by how much the term says, then by how little else it
    /// holds, then in the order of the checklist.
    fn ranked(&self, rank: impl Fn(&Term) -> Option<u8>) -> Vec<FindingId> {
        let mut found: Vec<_> = self
            .terms
            .iter()
            .filter_map(|term| Some(((rank(term)?, term.class, term.joined.len()), term.finding)))
            .collect();
        found.sort();
        let mut findings: Vec<FindingId> = Vec::new();
        for (_, finding) in found {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        findings
    }
}
