//! Spellings of units and synonyms of findings: that each stands for something, and for one thing.

use std::collections::HashSet;

use super::Layer;
use super::draft::{Draft, Entry, parse};
use super::lint::Lint;
use crate::json::{Document, Path, Places};
use crate::knowledge::files::{SpelledFile, SynonymsFile, UnitsFile};
use crate::knowledge::units::folded;
use crate::knowledge::{Knowledge, Unit};

impl Lint<'_> {
    /// The built-in files fit the built-in findings; what is laid over those may have other units and options.
    pub(super) fn units_and_synonyms(&mut self, layers: &[Layer], draft: &Draft, knowledge: &Knowledge) {
        let first = usize::from(layers.len() > 1);
        for entry in draft.units.iter().filter(|entry| entry.layer >= first) {
            self.units(entry, knowledge);
        }
        let files = layers[first..].iter().flat_map(|layer| &layer.files);
        for file in files.filter(|file| file.path == "synonyms.json") {
            let places = Places::default();
            let doc = Document::new(&file.file, &file.text, &places);
            if let Some(file) = parse::<SynonymsFile>(doc, self.faults) {
                Synonyms { lint: self, doc, knowledge }.file(&file);
            }
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
                self.faults.push(doc.fault(&here.key("unit"), what));
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
                self.faults.push(doc.fault(&here, what).expected("units that a finding converts one to one"));
            }
        }
    }

    /// Each spelling is neither a second one of its unit nor one of another unit of the same finding.
    fn spellings(&mut self, doc: Document, here: &Path, spelled: &SpelledFile, knowledge: &Knowledge) {
        let mut seen = HashSet::new();
        for (at, spelling) in spelled.spellings.iter().enumerate() {
            let here = here.index(at);
            if !seen.insert(folded(spelling)) {
                self.faults.push(doc.fault(&here, format!("\"{spelling}\" is read already as a spelling before it")));
            }
            self.one_unit(doc, &here, spelling, spelled, knowledge);
        }
    }

    fn one_unit(&mut self, doc: Document, here: &Path, name: &str, spelled: &SpelledFile, knowledge: &Knowledge) {
        let ours = units(knowledge).filter(|units| units.iter().any(|unit| unit.id == spelled.unit));
        let others = ours.flatten().filter(|unit| unit.id != spelled.unit);
        if let Some(other) = others.into_iter().find(|other| other.is_called(&folded(name))) {
            let what = format!("\"{name}\" is a spelling of \"{}\" too, and a finding accepts both", other.id);
            self.faults.push(doc.fault(here, what).expected("one unit for a spelling within a finding"));
        }
    }

    pub(super) fn unit(&mut self, doc: Document, here: &Path, unit: &str, knowledge: &Knowledge) {
        let mut known = units(knowledge).flatten().map(|unit| unit.id.as_str());
        if !known.any(|known| known == unit) {
            let known = units(knowledge).flatten().map(|unit| unit.id.as_str());
            let fault = doc.fault(here, format!("no finding is measured in \"{unit}\""));
            self.faults.push(fault.expected("a unit of a finding").meant(unit, known));
        }
    }
}

/// The units of each quantity.
fn units(knowledge: &Knowledge) -> impl Iterator<Item = &[Unit]> {
    knowledge.findings.iter().filter_map(|finding| finding.measure()).map(|measure| measure.units.as_slice())
}

/// A file of synonyms while it is checked.
pub(super) struct Synonyms<'s, 'l> {
    pub(super) lint: &'s mut Lint<'l>,
    pub(super) doc: Document<'s>,
    pub(super) knowledge: &'s Knowledge,
}

impl Synonyms<'_, '_> {
    fn file(&mut self, file: &SynonymsFile) {
        let top = Path::Top;
        let list = top.key("findings");
        let mut seen = HashSet::new();
        for (at, entry) in file.findings.iter().enumerate() {
            let here = list.index(at);
            self.finding(&here.key("finding"), &entry.finding);
            if !seen.insert(&entry.finding) {
                let what = format!("the finding \"{}\" is given twice", entry.finding);
                self.lint.faults.push(self.doc.fault(&here.key("finding"), what));
            }
        }
        let list = top.key("options");
        for (at, entry) in file.options.iter().enumerate() {
            let here = list.index(at);
            self.meant(&here.key("option"), &format!("{}={}", entry.finding, entry.option));
        }
        let list = top.key("ambiguous");
        for (at, entry) in file.ambiguous.iter().enumerate() {
            let here = list.index(at);
            let means = here.key("means");
            entry.means.iter().enumerate().for_each(|(at, meant)| self.meant(&means.index(at), meant));
            if entry.means.len() < 2 {
                let fault = self.doc.fault(&means, "an ambiguous term with fewer than two meanings");
                self.lint.faults.push(fault.expected("a name of the finding, if it means only one"));
            }
        }
        let list = top.key("composites");
        for (at, entry) in file.composites.iter().enumerate() {
            let here = list.index(at);
            self.findings(&here.key("findings"), &entry.findings);
        }
        let list = top.key("states");
        for (at, entry) in file.states.iter().enumerate() {
            let here = list.index(at);
            self.finding(&here.key("finding"), &entry.finding);
            let signs = [("raised", &entry.raised), ("low", &entry.low), ("abnormal", &entry.abnormal)];
            for (key, sign) in signs {
                sign.iter().for_each(|sign| self.finding(&here.key(key), sign));
            }
            self.findings(&here.key("normal"), &entry.normal);
            self.findings(&here.key("twin"), &entry.twin);
        }
    }

    pub(super) fn findings(&mut self, here: &Path, ids: &[String]) {
        ids.iter().enumerate().for_each(|(at, id)| self.finding(&here.index(at), id));
    }

    pub(super) fn finding(&mut self, here: &Path, id: &str) {
        if self.knowledge.find(id).is_none() {
            let known = self.knowledge.findings.iter().map(|finding| finding.id.as_str());
            let fault = self.doc.fault(here, format!("unknown finding \"{id}\"")).expected("the id of a finding");
            self.lint.faults.push(fault.meant(id, known));
        }
    }

    /// A finding, or an option of one as `finding=option`.
    pub(super) fn meant(&mut self, here: &Path, meant: &str) {
        let (id, option) = meant.split_once('=').map_or((meant, None), |(id, option)| (id, Some(option)));
        self.finding(here, id);
        let (Some(finding), Some(option)) = (self.knowledge.find(id), option) else { return };
        let finding = self.knowledge.finding(finding);
        if finding.option(option).is_none() {
            let known = finding.options().iter().map(|option| option.id.as_str());
            let fault = self.doc.fault(here, format!("\"{option}\" is not an option of \"{id}\""));
            self.lint.faults.push(fault.expected("the id of an option").meant(option, known));
        }
    }
}
