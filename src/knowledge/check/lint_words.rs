//! What the words of a note may mean: that each place and each list of the grammar names findings, options and units that
//! there are.

use super::Layer;
use super::draft::parse;
use super::lint::Lint;
use super::lint_terms::Synonyms;
use crate::json::{Document, Path, Places};
use crate::knowledge::Knowledge;
use crate::knowledge::files::{GrammarFile, Place, SynonymsFile};

impl Lint<'_> {
    /// The built-in files fit the built-in findings; what is laid over those may have other options.
    pub(super) fn words(&mut self, layers: &[Layer], knowledge: &Knowledge) {
        let first = usize::from(layers.len() > 1);
        for file in layers.iter().skip(first).flat_map(|layer| &layer.files) {
            let places = Places::default();
            let doc = Document::new(&file.file, &file.text, &places);
            match file.path.as_str() {
                // What else is wrong with it is said where its terms are looked at.
                "synonyms.json" => {
                    let Ok(file) = doc.read::<SynonymsFile>() else { continue };
                    Synonyms { lint: self, doc, knowledge }.places(&file);
                }
                "grammar.json" => {
                    let Some(file) = parse::<GrammarFile>(doc, self.faults) else { continue };
                    Synonyms { lint: self, doc, knowledge }.grammar(&file);
                }
                _ => {}
            }
        }
    }
}

impl Synonyms<'_, '_> {
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
        self.all_meant(&here.key("means"), &place.means);
        for (at, choice) in place.ask.iter().enumerate() {
            self.all_meant(&here.key("ask").index(at), choice);
        }
        if place.means.is_empty() == place.ask.is_empty() {
            let fault = self.doc.fault(here, "a place that means nothing, or is asked about and means something");
            self.lint.faults.push(fault.expected("either \"means\" or \"ask\""));
        }
        if place.suggest.is_some_and(|suggest| suggest >= place.ask.len()) {
            let fault = self.doc.fault(&here.key("suggest"), "there is no such choice");
            self.lint.faults.push(fault.expected("the place of a choice in \"ask\", counted from 0"));
        }
    }

    fn all_meant(&mut self, here: &Path, means: &[String]) {
        for (at, meant) in means.iter().enumerate() {
            match meant.strip_suffix("=absent") {
                Some(finding) => self.finding(&here.index(at), finding),
                None => self.meant(&here.index(at), meant),
            }
        }
    }

    fn grammar(&mut self, file: &GrammarFile) {
        let top = Path::Top;
        self.findings(&top.key("past_is_enough"), &file.past_is_enough);
        if let Some(begins) = &file.begins {
            self.finding(&top.key("begins").key("since"), &begins.since);
            self.findings(&top.key("begins").key("with"), &begins.with);
        }
        for (at, entry) in file.absence_is_asked.iter().enumerate() {
            let list = top.key("absence_is_asked");
            let here = list.index(at);
            self.finding(&here.key("finding"), &entry.finding);
            for (at, choice) in entry.choices.iter().enumerate() {
                self.findings(&here.key("choices").index(at), choice);
            }
        }
        for (at, entry) in file.rivals.iter().enumerate() {
            let list = top.key("rivals");
            let here = list.index(at);
            self.finding(&here.key("finding"), &entry.finding);
            let Some(id) = self.knowledge.find(&entry.finding) else { continue };
            let units = self.knowledge.finding(id).measure().map_or(&[][..], |measure| &measure.units);
            for (at, unit) in entry.units.iter().enumerate() {
                if !units.iter().any(|known| known.id == *unit) {
                    let known = units.iter().map(|known| known.id.as_str());
                    let what = format!("\"{}\" is not measured in \"{unit}\"", entry.finding);
                    let fault = self.doc.fault(&here.key("units").index(at), what).expected("a unit of the finding");
                    self.lint.faults.push(fault.meant(unit, known));
                }
            }
        }
        for (at, entry) in file.completed_units.iter().enumerate() {
            let list = top.key("completed_units");
            self.lint.unit(self.doc, &list.index(at).key("means"), &entry.means, self.knowledge);
        }
    }
}
