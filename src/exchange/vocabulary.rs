//! What the codes of other vocabularies say of findings.

use std::collections::{HashMap, HashSet};

use super::Code;
use super::results::Results;
use crate::json::{Document, Places};
use crate::knowledge::files::{HpoFile, HpoMatch};
use crate::knowledge::{FindingId, Knowledge};

/// The terms of the Human Phenotype Ontology around the findings, and the findings of each LOINC code.
pub struct Vocabulary {
    release: String,
    terms: HashMap<String, Term>,
    /// The ids that are kept of terms that have others.
    also: HashMap<String, String>,
    findings: Vec<Coded>,
    loinc: HashMap<String, Vec<FindingId>>,
    /// How results and specimens are said.
    pub(super) results: Results,
}

struct Term {
    label: String,
    is_a: Vec<String>,
}

/// A finding with its term.
struct Coded {
    finding: FindingId,
    term: String,
    matches: Matches,
    /// The term and all that it is a kind of.
    above: HashSet<String>,
}

/// How the term of a finding relates to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matches {
    /// They say the same.
    Exactly,
    /// The term says less.
    Broader,
    /// The term says more.
    Narrower,
    /// There is none that says the same.
    Nearest,
}

/// What a term that is present or absent says of one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same as the finding: it is as the term is.
    Same,
    /// What follows from the term: a kind of the finding is there, or that of which the finding is a kind is not.
    Follows,
    /// Nothing certain, but it is so near that a person may know.
    Near,
}

impl Vocabulary {
    /// Reads the terms of the pack.
    pub fn of(knowledge: &Knowledge) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            release: String::new(),
            terms: HashMap::new(),
            also: HashMap::new(),
            findings: Vec::new(),
            loinc: HashMap::new(),
            results: Results::of(knowledge),
        };
        for text in knowledge.texts_named("hpo.json") {
            let places = Places::default();
            // What is wrong with a file is the checker's matter.
            if let Ok(file) = Document::new(&text.file, &text.text, &places).read::<HpoFile>() {
                vocabulary.take(file);
            }
        }
        for finding in knowledge.finding_ids() {
            let codes = &knowledge.finding(finding).codes;
            if let Some(loinc) = &codes.loinc {
                vocabulary.loinc.entry(loinc.to_string()).or_default().push(finding);
            }
            if let Some(term) = &codes.hpo {
                let term = term.to_string();
                let matches = Matches::of(codes.hpo_match);
                vocabulary.findings.push(Coded { finding, above: vocabulary.above(&term), term, matches });
            }
        }
        vocabulary
    }

    fn take(&mut self, file: HpoFile) {
        self.release = file.release.to_string();
        for term in file.terms {
            let id = term.term.to_string();
            self.also.extend(term.also.iter().map(|also| (also.to_string(), id.clone())));
            let is_a = term.is_a.iter().map(ToString::to_string).collect();
            self.terms.insert(id, Term { label: term.label.to_string(), is_a });
        }
    }

    /// The release of the ontology.
    pub fn release(&self) -> &str {
        &self.release
    }

    /// The id under which a term is kept, former ids resolved; the id itself of a term that is not.
    pub fn current<'t>(&'t self, id: &'t str) -> &'t str {
        self.also.get(id).map_or(id, String::as_str)
    }

    /// The label of a term that has to do with a finding.
    pub fn label(&self, id: &str) -> Option<&str> {
        self.terms.get(self.current(id)).map(|term| term.label.as_str())
    }

    /// The findings that are measured under a LOINC code.
    pub fn measured(&self, loinc: &str) -> &[FindingId] {
        self.loinc.get(loinc).map_or(&[], Vec::as_slice)
    }

    /// What is examined for a finding, where its code leaves that open.
    pub fn specimen(&self, finding: FindingId) -> Option<&str> {
        self.results.specimen(finding).map(|specimen| specimen.name.as_str())
    }

    /// The code of what is examined for a finding, where its code leaves that open.
    pub fn specimen_code(&self, finding: FindingId) -> Option<&Code> {
        self.results.specimen(finding)?.code.as_ref()
    }

    /// The term of a finding, and how it relates to it.
    pub fn term(&self, finding: FindingId) -> Option<(&str, Matches)> {
        let coded = self.findings.iter().find(|coded| coded.finding == finding)?;
        Some((&coded.term, coded.matches))
    }

    /// Whether a term is another one or a kind of it.
    pub fn is_kind_of(&self, term: &str, of: &str) -> bool {
        self.above(self.current(term)).contains(self.current(of))
    }

    /// The term and all that it is a kind of.
    fn above(&self, term: &str) -> HashSet<String> {
        let mut found = HashSet::from([term.to_owned()]);
        let mut waiting = vec![term.to_owned()];
        while let Some(term) = waiting.pop() {
            for parent in self.terms.get(&term).iter().flat_map(|term| &term.is_a) {
                if found.insert(parent.clone()) {
                    waiting.push(parent.clone());
                }
            }
        }
        found
    }

    /// What a term that is present, or absent, says of the findings.
    pub fn says(&self, id: &str, present: bool) -> Vec<(FindingId, Relation)> {
        let term = self.current(id);
        let above = self.above(term);
        let says = |coded: &Coded| {
            let is_it = coded.term == term;
            // The finding's term is what is said or more general; or more special.
            let follows = if present { above.contains(&coded.term) } else { coded.above.contains(term) };
            let holds = match (coded.matches, present) {
                (Matches::Exactly, _) | (Matches::Narrower, true) | (Matches::Broader, false) => follows,
                (Matches::Narrower, false) | (Matches::Broader, true) | (Matches::Nearest, _) => false,
            };
            match () {
                () if holds && is_it && coded.matches == Matches::Exactly => Some((coded.finding, Relation::Same)),
                () if holds => Some((coded.finding, Relation::Follows)),
                () if is_it => Some((coded.finding, Relation::Near)),
                () => None,
            }
        };
        self.findings.iter().filter_map(says).collect()
    }

    /// The findings of which a term says less than they do where it is present, or more where it is absent.
    pub fn around(&self, id: &str, present: bool) -> Vec<FindingId> {
        let term = self.current(id);
        let above = self.above(term);
        let around = |coded: &&Coded| if present { coded.above.contains(term) } else { above.contains(&coded.term) };
        self.findings.iter().filter(around).map(|coded| coded.finding).collect()
    }
}

impl Matches {
    fn of(matches: Option<HpoMatch>) -> Matches {
        match matches {
            None => Matches::Exactly,
            Some(HpoMatch::Broader) => Matches::Broader,
            Some(HpoMatch::Narrower) => Matches::Narrower,
            Some(HpoMatch::Nearest) => Matches::Nearest,
        }
    }
}
