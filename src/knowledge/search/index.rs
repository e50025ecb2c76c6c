//! Every term that a finding is known by.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::query::{folded, is_han};
use crate::json::{Document, Places};
use crate::knowledge::files::{GrammarFile, SynonymsFile, Terms, Word};
use crate::knowledge::{FindingId, Knowledge, Lang};
use crate::order;

/// What kind of term it is; those that say most come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Label,
    Name,
    Topic,
    Id,
    SearchOnly,
    Absent,
    /// It speaks of several findings, this one in that place.
    Composite(usize),
    Option,
    /// It names an option beside a name of the choice: it is found where it is asked for as it stands.
    Scoped,
    Code,
    /// The first letters of a Chinese name.
    Initials,
}

impl Class {
    /// Whether it names the finding itself.
    pub(crate) fn is_name(self) -> bool {
        self <= Class::Id
    }
}

/// A term of a finding.
#[derive(Debug)]
pub(crate) struct Term {
    pub finding: FindingId,
    pub class: Class,
    /// Folded.
    pub text: String,
    /// The same without spaces.
    pub joined: String,
}

/// All terms of a pack.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub terms: Vec<Term>,
    /// Terms, joined, that may mean any of these findings.
    pub ambiguous: HashMap<String, Vec<FindingId>>,
    /// Phrases, joined, that hold a term and mean something else.
    pub not_this: HashSet<String>,
    /// Words that deny what follows, and the answers that stand after a term; the longest first.
    negations: Vec<String>,
    answers: Vec<(String, Said)>,
}

/// What a word says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// Nobody knows.
    Unknown,
    /// It cannot be known.
    Unobtainable,
}

impl Index {
    /// The labels, ids and codes of the pack, and its synonyms.
    pub(crate) fn of(knowledge: &Knowledge) -> Index {
        let mut index = Index::default();
        for id in knowledge.finding_ids() {
            let finding = knowledge.finding(id);
            let mut add = |class, text: &str| index.add(id, class, text);
            Lang::ALL.iter().for_each(|lang| add(Class::Label, finding.label.get(*lang)));
            add(Class::Id, &finding.id);
            for option in finding.options() {
                Lang::ALL.iter().for_each(|lang| add(Class::Option, option.label.get(*lang)));
            }
            let codes = [finding.codes.hpo.as_deref(), finding.codes.loinc.as_deref()];
            codes.into_iter().flatten().for_each(|code| add(Class::Code, code));
        }
        // What is wrong with a file is the checker's matter.
        for file in knowledge.texts_named("synonyms.json") {
            let places = Places::default();
            if let Ok(file) = Document::new(&file.file, &file.text, &places).read::<SynonymsFile>() {
                index.take(file, knowledge);
            }
        }
        for file in knowledge.texts_named("grammar.json") {
            let places = Places::default();
            if let Ok(file) = Document::new(&file.file, &file.text, &places).read::<GrammarFile>() {
                index.take_words(&file);
            }
        }
        order::by_key(&mut index.negations, |word| Reverse(word.len()));
        order::by_key(&mut index.answers, |(word, _)| Reverse(word.len()));
        index
    }

    fn add(&mut self, finding: FindingId, class: Class, text: &str) {
        let text = folded(text);
        let joined = text.replace(' ', "");
        if !joined.is_empty() {
            self.terms.push(Term { finding, class, text, joined });
        }
    }

    fn take(&mut self, file: SynonymsFile, knowledge: &Knowledge) {
        for entry in &file.findings {
            let Some(id) = knowledge.find(&entry.finding) else { continue };
            let classes = [
                (Class::Name, &entry.names),
                (Class::Topic, &entry.topics),
                (Class::SearchOnly, &entry.search_only),
                (Class::Absent, &entry.absent),
            ];
            entry.initials.iter().for_each(|initials| self.add(id, Class::Initials, initials));
            for (class, terms) in classes {
                terms.all().for_each(|term| self.add(id, class, term));
            }
        }
        for entry in &file.options {
            let Some(id) = knowledge.find(&entry.finding) else { continue };
            let class = if entry.only_after_finding { Class::Scoped } else { Class::Option };
            entry.names.all().for_each(|term| self.add(id, class, term));
        }
        for entry in &file.composites {
            for (place, finding) in entry.findings.iter().enumerate() {
                let Some(id) = knowledge.find(finding) else { continue };
                let terms = entry.terms.all().chain(entry.absent_phrases.all());
                terms.for_each(|term| self.add(id, Class::Composite(place), term));
            }
        }
        for entry in &file.ambiguous {
            let means = entry.means.iter().filter_map(|meant| knowledge.find(finding_of(meant)));
            let means: Vec<FindingId> = means.collect();
            self.ambiguous.extend(joined(&entry.terms).map(|term| (term, means.clone())));
        }
        self.not_this.extend(joined(&file.not_this));
    }

    fn take_words(&mut self, file: &GrammarFile) {
        for (word, terms) in file.words.classes() {
            let said = match word {
                Word::Negation | Word::ListNegation => {
                    self.negations.extend(terms.all().map(folded));
                    continue;
                }
                Word::Present => Said::Present,
                Word::Absent => Said::Absent,
                Word::Unknown => Said::Unknown,
                Word::Unobtainable => Said::Unobtainable,
                _ => continue,
            };
            self.answers.extend(terms.all().map(|term| (folded(term), said)));
        }
    }

    /// What a word of answer says.
    pub(crate) fn said(&self, word: &str) -> Option<Said> {
        let word = folded(word);
        self.answers.iter().find(|(answer, _)| *answer == word).map(|(_, said)| *said)
    }

    /// The query without a word that denies it, and without the answer or the number that follows it: first a number
    /// that stands apart, then one that is joined to the name.
    pub(crate) fn without_negation_or_value(&self, query: &str) -> [String; 2] {
        let is_value =
            |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || "<>=+-~\u{2264}\u{2265}".contains(c));
        let words = query.split_whitespace().enumerate().take_while(|(at, word)| *at == 0 || !is_value(word));
        let mut bare = folded(&words.map(|(_, word)| word).collect::<Vec<_>>().join(" "));
        while let Some(rest) = self.negations.iter().find_map(|word| after(&bare, word)) {
            bare = rest.to_owned();
        }
        while let Some(rest) = self.answers.iter().find_map(|(word, _)| before(&bare, word)) {
            bare = rest.to_owned();
        }
        let digit_after_name =
            bare.char_indices().skip_while(|(_, c)| c.is_ascii_digit()).find(|(_, c)| c.is_ascii_digit());
        let name = digit_after_name.map_or(String::new(), |(at, _)| bare.split_at(at).0.trim_end().to_owned());
        [bare, name]
    }
}

fn joined(terms: &Terms) -> impl Iterator<Item = String> {
    terms.all().map(|term| folded(term).replace(' ', ""))
}

/// The finding of `finding` or `finding=option`.
pub(crate) fn finding_of(meant: &str) -> &str {
    meant.split_once('=').map_or(meant, |(finding, _)| finding)
}

/// What follows on a word at the beginning, if something does.
fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    let ends = word.ends_with(is_han) || rest.starts_with(' ');
    Some(rest.trim_start()).filter(|rest| ends && !rest.is_empty())
}

/// What stands before a word at the end, if something does.
fn before<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_suffix(word)?;
    let begins = word.starts_with(is_han) || rest.ends_with(' ');
    Some(rest.trim_end()).filter(|rest| begins && !rest.is_empty())
}
