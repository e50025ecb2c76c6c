//! Ids and citations of diseases, evidence, work-up and advice.

use super::draft::{Draft, Entry};
use super::lint::Lint;
use crate::json::{Document, Path};
use crate::knowledge::files::{AdviceEntryFile, DiseaseFile, EvidenceFile, FrequencyFile, TestFile, WorkupFile};

impl Lint<'_> {
    pub(super) fn evidence_files(&mut self, draft: &Draft) {
        draft.diseases.iter().for_each(|entry| self.disease(entry));
        draft.evidence.iter().for_each(|entry| self.evidence(entry));
        self.settings(draft);
        draft.tests.iter().for_each(|entry| self.test(entry));
        draft.workup.iter().for_each(|entry| self.staging(entry));
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
        self.source(doc, &top.key("catalog").key("source"), &file.catalog.source);
        self.background(doc, file);
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
    }

    fn background(&mut self, doc: Document, file: &EvidenceFile) {
        let top = Path::Top;
        let rows = top.key("background");
        let rows = rows.key("rows");
        for (at, row) in file.background.rows.iter().enumerate() {
            self.known_sources(doc, &rows.index(at).key("sources"), &row.sources);
        }
    }

    fn test(&mut self, entry: &Entry<TestFile>) {
        let file = &entry.value;
        entry.at(|here| {
            self.id(entry.doc, &here.key("id"), &file.id, '_');
            self.citations(entry.doc, &here.key("sources"), &file.sources);
        });
    }

    fn staging(&mut self, entry: &Entry<WorkupFile>) {
        let Some(staging) = &entry.value.staging else { return };
        let here = Path::Top.key("staging");
        let items = here.key("items");
        self.once(entry.doc, &items, "part of the staging", staging.items.iter().map(|item| &item.id));
        for (at, item) in staging.items.iter().enumerate() {
            let here = items.index(at);
            self.id(entry.doc, &here.key("id"), &item.id, '_');
            self.citations(entry.doc, &here.key("sources"), &item.sources);
        }
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

    pub(super) fn known_sources(&mut self, doc: Document, path: &Path, ids: &[String]) {
        ids.iter().enumerate().for_each(|(at, id)| self.source(doc, &path.index(at), id));
    }
}
