//! Spellings of units and synonyms of findings: that each stands for something, and for one thing.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::draft::{Draft, Entry, parse};
use super::lint::{Lint, Own};
use super::walk::{Walk, words};
use crate::json::{Code, Document, Path};
use crate::knowledge::files::{SpelledFile, SynonymsFile, UnitsFile};
use crate::knowledge::units::folded;
use crate::knowledge::{Finding, Knowledge, Unit};

pub(super) const SYNONYMS: &str = "synonyms.json";

impl Lint<'_> {
    /// The built-in files fit the built-in findings; what is laid over those may have other units and options.
    pub(super) fn units_and_synonyms(&mut self, own: &[Own], draft: &Draft, knowledge: &Knowledge) {
        let is_own = |entry: &&Entry<UnitsFile>| own.iter().any(|(file, _)| file.file == entry.doc.file);
        draft.units.iter().filter(is_own).for_each(|entry| self.units(entry, knowledge));
        for (file, places) in own.iter().filter(|(file, _)| file.path == SYNONYMS) {
            let doc = Document::new(&file.file, &file.text, places);
            if let Some(file) = parse::<SynonymsFile>(doc, self.faults) {
                self.synonyms(doc, &file);
            }
        }
    }

    fn synonyms(&mut self, doc: Document, file: &SynonymsFile) {
        let top = Path::Top;
        let list = top.key("findings");
        let mut seen = HashSet::new();
        for (at, entry) in file.findings.iter().enumerate().filter(|(_, entry)| !seen.insert(&entry.finding)) {
            let what = format!("the finding \"{}\" is given twice", entry.finding);
            self.faults.push(doc.fault(&list.index(at).key("finding"), Code::GivenTwice, what));
        }
        let list = top.key("ambiguous");
        for (at, _) in file.ambiguous.iter().enumerate().filter(|(_, entry)| entry.means.len() < 2) {
            let what = "an ambiguous term with fewer than two meanings";
            let fault = doc.fault(&list.index(at).key("means"), Code::FewMeanings, what);
            self.faults.push(fault.expected("a name of the finding, if it means only one"));
        }
    }

    fn units(&mut self, entry: &Entry<UnitsFile>, knowledge: &Knowledge) {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        let list = top.key("units");
        let mut seen = HashSet::new();
        for (at, spelled) in file.units.iter().enumerate() {
            let here = list.index(at);
            self.unit(doc, &here.key("unit"), &spelled.unit, knowledge);
            if !seen.insert(&spelled.unit) {
                let what = format!("the unit \"{}\" is given twice", spelled.unit);
                self.faults.push(doc.fault(&here.key("unit"), Code::GivenTwice, what));
            }
            for (lang, shown) in spelled.shown.iter().flat_map(|shown| [("en", &shown.en), ("zh", &shown.zh)]) {
                self.one_unit(doc, &here.key("shown").key(lang), shown, spelled, knowledge);
            }
            self.spellings(doc, &here.key("spellings"), spelled, knowledge);
        }
        let list = top.key("same");
        for (at, pair) in file.same.iter().enumerate() {
            let here = list.index(at);
            for (at, unit) in pair.iter().enumerate() {
                self.unit(doc, &here.index(at), unit, knowledge);
            }
            let differ = units(knowledge).any(|units| {
                let size = |id: &str| units.iter().find(|unit| unit.id == id).map(|unit| (unit.factor, unit.offset));
                matches!((size(&pair[0]), size(&pair[1])), (Some(one), Some(other)) if one != other)
            });
            if differ {
                let what = format!("\"{}\" and \"{}\" are not of one size", pair[0], pair[1]);
                self.faults.push(
                    doc.fault(&here, Code::UnitsDiffer, what).expected("units that a finding converts one to one"),
                );
            }
        }
    }

    /// Each spelling is neither a second one of its unit nor one of another unit of the same finding.
    fn spellings(&mut self, doc: Document, here: &Path, spelled: &SpelledFile, knowledge: &Knowledge) {
        let mut seen = HashSet::new();
        for (at, spelling) in spelled.spellings.iter().enumerate() {
            let here = here.index(at);
            if !seen.insert(folded(spelling)) {
                self.faults.push(doc.fault(
                    &here,
                    Code::GivenTwice,
                    format!("\"{spelling}\" is read already as a spelling before it"),
                ));
            }
            self.one_unit(doc, &here, spelling, spelled, knowledge);
        }
    }

    fn one_unit(&mut self, doc: Document, here: &Path, name: &str, spelled: &SpelledFile, knowledge: &Knowledge) {
        let ours = units(knowledge).filter(|units| units.iter().any(|unit| unit.id == spelled.unit));
        let others = ours.flatten().filter(|unit| unit.id != spelled.unit);
        if let Some(other) = others.into_iter().find(|other| other.is_called(&folded(name))) {
            let what = format!("\"{name}\" is a spelling of \"{}\" too, and a finding accepts both", other.id);
            self.faults.push(
                doc.fault(here, Code::AmbiguousSpelling, what).expected("one unit for a spelling within a finding"),
            );
        }
    }

    pub(super) fn unit(&mut self, doc: Document, here: &Path, unit: &str, knowledge: &Knowledge) {
        let mut known = units(knowledge).flatten().map(|unit| unit.id.as_str());
        if !known.any(|known| known == unit) {
            let known = units(knowledge).flatten().map(|unit| unit.id.as_str());
            let fault = doc.fault(here, Code::UnknownUnit, format!("no finding is measured in \"{unit}\""));
            self.faults.push(fault.expected("a unit of a finding").meant(unit, known));
        }
    }
}

/// The units of each quantity.
fn units(knowledge: &Knowledge) -> impl Iterator<Item = &[Unit]> {
    knowledge.findings.iter().filter_map(|finding| finding.measure()).map(|measure| measure.units.as_slice())
}

/// The members of synonyms that name findings, or options of them as `finding=option`.
const MEANT: [&str; 8] = ["finding", "findings", "means", "raised", "low", "abnormal", "normal", "twin"];

impl Walk<'_> {
    /// What an entry of the synonyms stands for.
    pub(super) fn terms(&mut self, path: &Path, members: &Map<String, Value>) {
        let Some(knowledge) = self.named.knowledge.filter(|_| self.file == SYNONYMS) else { return };
        for (key, value) in members.iter().filter(|(key, _)| MEANT.contains(&key.as_str())) {
            let here = path.key(key);
            words(&here, value).into_iter().for_each(|(here, meant)| self.meant(&here, meant, knowledge));
        }
        let word = |key: &str| members.get(key).and_then(Value::as_str);
        if let (Some(id), Some(option)) = (word("finding").and_then(|id| knowledge.find(id)), word("option")) {
            self.option(&path.key("option"), knowledge.finding(id), option);
        }
    }

    fn meant(&mut self, here: &Path, meant: &str, knowledge: &Knowledge) {
        let (id, option) = meant.split_once('=').map_or((meant, None), |(id, option)| (id, Some(option)));
        match (knowledge.find(id), option) {
            (Some(_), None | Some("absent")) => {}
            (Some(finding), Some(option)) => self.option(here, knowledge.finding(finding), option),
            (None, _) => {
                let fault = self.doc.fault(here, Code::UnknownFinding, format!("unknown finding \"{id}\""));
                let known = knowledge.findings.iter().map(|finding| finding.id.as_str());
                self.faults.push(fault.expected("the id of a finding").meant(id, known));
            }
        }
    }

    fn option(&mut self, here: &Path, finding: &Finding, option: &str) {
        if finding.option(option).is_none() {
            let what = format!("\"{option}\" is not an option of \"{}\"", finding.id);
            let known = finding.options().iter().map(|option| option.id.as_str());
            let fault = self.doc.fault(here, Code::UnknownOption, what);
            self.faults.push(fault.expected("the id of an option").meant(option, known));
        }
    }
}
