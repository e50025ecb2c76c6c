//! Finding a finding by what it is called: its label, its synonyms in either language, its id, its codes.
//!
//! `index` holds every term; here a query is held against each of them. What a query finds, and in which order,
//! depends on the query alone.

mod index;
mod query;

use super::{FindingId, Knowledge};
pub(super) use index::Index;
use index::Term;
use query::Query;

/// What a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The best match first.
    pub findings: Vec<FindingId>,
    pub sure: Sure,
}

/// How surely the query means what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// It is a term, letter for letter; where several findings were found, it may mean any of them.
    Exact,
    /// It is part of a term.
    Part,
    /// It is part of a term once a negation or a value is left out, or a wrong letter.
    Guess,
}

/// The findings that a query may mean, the best match first.
pub fn search(knowledge: &Knowledge, query: &str) -> Vec<FindingId> {
    look_up(knowledge, query).findings
}

/// The findings that a query may mean, and how sure that is.
pub fn look_up(knowledge: &Knowledge, query: &str) -> Found {
    let index = knowledge.search_index();
    let whole = Query::new(query);
    if let Some(found) = index.exactly(&whole) {
        return found;
    }
    let found = index.holding(&whole);
    if !found.is_empty() {
        return Found { findings: found, sure: Sure::Part };
    }
    let bare = index.without_negation_or_value(query).map(|text| Query::new(&text));
    let held = |query: &Query| index.exactly(query).map_or_else(|| index.holding(query), |found| found.findings);
    let guesses = bare.iter().map(held).chain(bare.iter().map(|query| index.nearly(query)));
    Found { findings: guesses.into_iter().find(|found| !found.is_empty()).unwrap_or_default(), sure: Sure::Guess }
}

impl Index {
    /// What is called exactly so; for what means several things all of these, for what means something else nothing.
    fn exactly(&self, query: &Query) -> Option<Found> {
        let exact = |findings| Some(Found { findings, sure: Sure::Exact });
        if let Some(findings) = self.ambiguous.get(&query.joined) {
            return exact(findings.clone());
        }
        let findings = self.ranked(|term| (term.joined == query.joined).then(|| u8::from(term.text != query.text)));
        match findings.is_empty() {
            true if self.not_this.contains(&query.joined) => exact(Vec::new()),
            true => None,
            false => {
                let others = self.holding(query);
                let others = others.into_iter().filter(|other| !findings.contains(other));
                exact(findings.iter().copied().chain(others).collect())
            }
        }
    }

    /// What holds the query: at the beginning of a label or name, as whole words, as beginnings of words, within a word.
    fn holding(&self, query: &Query) -> Vec<FindingId> {
        match query.is_empty() {
            true => Vec::new(),
            false => self.ranked(|term| query.rank(term)),
        }
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
