//! Ids and citations of diseases, evidence, work-up and advice.

use super::draft::{Draft, Entry};
use super::lint::Lint;
use crate::json::{Document, Path};
use crate::knowledge::files::{AdviceEntryFile, DiseaseFile, EvidenceFile, FrequencyFile, TestFile};

impl Lint<'_> {
    pub(super) fn evidence_files(&mut self, draft: &Draft) {
        draft.diseases.iter().for_each(|entry| self.disease(entry));
        draft.evidence.iter().for_each(|entry| self.evidence(entry));
        draft.tests.iter().for_each(|entry| self.test(entry));
        draft.advice.iter().for_each(|entry| self.advice(entry));
    }

    fn disease(&mut self, entry: &Entry<DiseaseFile>) {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        self.id(doc, &top.key("id"), &file.id, '_');
        self.known_sources(doc, &top.key("sources"), &file.sources);
        self.rows(doc, &top.key("frequencies"), &file.frequencies);
        self.rows(doc, &top.key("choices"), &file.choices);
    }

    fn evidence(&mut self, entry: &Entry<EvidenceFile>) {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        self.source(doc, &top.key("background").key("source"), &file.background.source);
        self.rows(doc, &top.key("any_other"), &file.any_other);
        self.once(doc, &top.key("groups"), "group", file.groups.iter().map(|group| &group.id));
        let pairs = top.key("not_both");
        for (at, pair) in file.not_both.iter().enumerate() {
            self.citations(doc, &pairs.index(at).key("sources"), &pair.sources);
        }
        let comparisons = top.key("comparisons");
        for (at, study) in file.comparisons.iter().enumerate() {
            self.source(doc, &comparisons.index(at).key("source"), &study.source);
        }
        self.settings(doc, file);
    }

    fn settings(&mut self, doc: Document, file: &EvidenceFile) {
        let top = Path::Top;
        let settings = top.key("settings");
        if file.settings.is_empty() {
            self.faults.push(doc.fault(&settings, "no setting").expected("at least one, with its prior"));
        }
        for (at, setting) in file.settings.iter().enumerate() {
            let here = settings.index(at);
            self.known_sources(doc, &here.key("sources"), &setting.sources);
            if !(setting.prior > 0.0 && setting.prior < 1.0) {
                let fault = doc.fault(&here.key("prior"), format!("a prior of {}", setting.prior));
                self.faults.push(fault.expected("a probability between 0 and 1"));
            }
        }
        self.once(doc, &settings, "setting", file.settings.iter().map(|setting| &setting.id));
    }

    fn test(&mut self, entry: &Entry<TestFile>) {
        let file = &entry.value;
        entry.at(|here| {
            self.id(entry.doc, &here.key("id"), &file.id, '_');
            self.citations(entry.doc, &here.key("sources"), &file.sources);
        });
    }

    fn advice(&mut self, entry: &Entry<AdviceEntryFile>) {
        let file = &entry.value;
        entry.at(|here| {
            self.id(entry.doc, &here.key("id"), &file.id, '_');
            self.citations(entry.doc, &here.key("sources"), &file.sources);
        });
    }

    fn rows(&mut self, doc: Document, path: &Path, rows: &[FrequencyFile]) {
        rows.iter().enumerate().for_each(|(at, row)| self.source(doc, &path.index(at).key("source"), &row.source));
    }

    fn known_sources(&mut self, doc: Document, path: &Path, ids: &[String]) {
        ids.iter().enumerate().for_each(|(at, id)| self.source(doc, &path.index(at), id));
    }
}
