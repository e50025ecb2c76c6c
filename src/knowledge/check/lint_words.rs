//! What the words of a note, and the codes of other systems, may mean: that each place and each list of the grammar names findings and units that there
//! are.

use super::draft::parse;
use super::lint::{Lint, Own};
use super::lint_terms::SYNONYMS;
use crate::json::{Code, Document, Fault, Path};
use crate::knowledge::Knowledge;
use crate::knowledge::files::{ExchangeFile, GrammarFile, HpoFile, Place, SynonymsFile};

impl Lint<'_> {
    /// The built-in files fit the built-in findings; what is laid over those may have other options.
    pub(super) fn words(&mut self, own: &[Own], knowledge: &Knowledge) {
        for (file, places) in own {
            let doc = Document::new(&file.file, &file.text, places);
            let mut words = Words { lint: self, doc, knowledge };
            match file.path.as_str() {
                // What else is wrong with it is said where its terms are looked at.
                SYNONYMS => {
                    let Ok(file) = doc.read::<SynonymsFile>() else { continue };
                    words.places(&file);
                }
                "grammar.json" => {
                    let Some(file) = parse::<GrammarFile>(doc, words.lint.faults) else { continue };
                    words.grammar(&file);
                }
                "exchange.json" => {
                    let Some(file) = parse::<ExchangeFile>(doc, words.lint.faults) else { continue };
                    let list = Path::Top.key("specimens");
                    for (at, specimen) in file.specimens.iter().enumerate() {
                        words.finding(&list.index(at).key("finding"), &specimen.finding);
                    }
                }
                "hpo.json" => drop(parse::<HpoFile>(doc, words.lint.faults)),
                _ => {}
            }
        }
    }
}

/// A file that says what words mean, while it is checked.
struct Words<'s, 'l> {
    lint: &'s mut Lint<'l>,
    doc: Document<'s>,
    knowledge: &'s Knowledge,
}

impl Words<'_, '_> {
    fn places(&mut self, file: &SynonymsFile) {
        let lists = [
            ("ambiguous", file.ambiguous.iter().map(|entry| &entry.answered).collect::<Vec<_>>()),
            ("contexts", file.contexts.iter().map(|entry| &entry.answered).collect()),
        ];
        for (list, entries) in lists {
            for (at, answered) in entries.into_iter().enumerate() {
                for (place_at, place) in answered.iter().enumerate() {
                    self.place(&Path::Top.key(list).index(at).key("answered").index(place_at), place);
                }
            }
        }
    }

    fn place(&mut self, here: &Path, place: &Place) {
        self.findings(&here.key("near"), &place.near);
        for (at, choice) in place.ask.iter().enumerate() {
            let ids: Vec<&str> = choice.iter().map(|meant| meant.split('=').next().unwrap_or_default()).collect();
            self.findings(&here.key("ask").index(at), &ids);
        }
        if !place.means.is_empty() && !place.ask.is_empty() {
            let what = "a place that is asked about and means something";
            self.say(here, Code::FewMeanings, what, "either \"means\" or \"ask\"");
        }
        if place.suggest.is_some_and(|suggest| suggest >= place.ask.len()) {
            let expected = "the place of a choice in \"ask\", counted from 0";
            self.say(&here.key("suggest"), Code::UnknownOption, "there is no such choice", expected);
        }
    }

    fn grammar(&mut self, file: &GrammarFile) {
        let top = Path::Top;
        self.findings(&top.key("past_is_enough"), &file.past_is_enough);
        if let Some(begins) = &file.begins {
            self.finding(&top.key("begins").key("since"), &begins.since);
            self.findings(&top.key("begins").key("with"), &begins.with);
        }
        let list = top.key("absence_is_asked");
        for (at, entry) in file.absence_is_asked.iter().enumerate() {
            let here = list.index(at);
            self.finding(&here.key("finding"), &entry.finding);
            for (at, choice) in entry.choices.iter().enumerate() {
                self.findings(&here.key("choices").index(at), choice);
            }
        }
        let list = top.key("rivals");
        for (at, entry) in file.rivals.iter().enumerate() {
            let here = list.index(at);
            self.finding(&here.key("finding"), &entry.finding);
            let Some(id) = self.knowledge.find(&entry.finding) else { continue };
            let units = self.knowledge.finding(id).measure().map_or(&[][..], |measure| &measure.units);
            for (at, unit) in entry.units.iter().enumerate() {
                if !units.iter().any(|known| known.id == *unit) {
                    let known = units.iter().map(|known| known.id.as_str());
                    let what = format!("\"{}\" is not measured in \"{unit}\"", entry.finding);
                    let fault = self.doc.fault(&here.key("units").index(at), Code::UnknownUnit, what);
                    self.lint.faults.push(fault.expected("a unit of the finding").meant(unit, known));
                }
            }
        }
        let list = top.key("completed_units");
        for (at, entry) in file.completed_units.iter().enumerate() {
            self.lint.unit(self.doc, &list.index(at).key("means"), &entry.means, self.knowledge);
        }
    }

    fn findings(&mut self, here: &Path, ids: &[impl AsRef<str>]) {
        ids.iter().enumerate().for_each(|(at, id)| self.finding(&here.index(at), id.as_ref()));
    }

    fn finding(&mut self, here: &Path, id: &str) {
        if self.knowledge.find(id).is_none() {
            let known = self.knowledge.findings.iter().map(|finding| finding.id.as_str());
            let fault: Fault = self.doc.fault(here, Code::UnknownFinding, format!("unknown finding \"{id}\""));
            self.lint.faults.push(fault.expected("the id of a finding").meant(id, known));
        }
    }

    fn say(&mut self, here: &Path, code: Code, what: &str, expected: &str) {
        self.lint.faults.push(self.doc.fault(here, code, what).expected(expected));
    }
}
