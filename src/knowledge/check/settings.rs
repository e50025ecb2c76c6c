//! Settings: words become references, and shares add up.

use super::draft::{Draft, Entry};
use super::lint::Lint;
use super::resolve::Resolver;
use super::rules::Speaks;
use crate::json::{Code, Path};
use crate::knowledge::FindingSet;
use crate::knowledge::files::{DiseaseFile, SettingFile};
use crate::knowledge::literature::{Setting, Share};

/// Shares that differ from one by no more than this were rounded.
const ROUNDING: f64 = 1e-6;

impl Resolver<'_, '_> {
    /// The settings, with a share for each rival.
    pub(super) fn settings(&mut self, draft: &Draft, rivals: &[&Entry<DiseaseFile>]) -> Vec<Setting> {
        let mut settings: Vec<Setting> = Vec::with_capacity(draft.settings.len());
        for entry in &draft.settings {
            let place = settings.iter().filter(|other| other.background == entry.value.background).count();
            settings.push(entry.at(|here| self.setting(entry, here, rivals, place)));
        }
        settings
    }

    fn setting(
        &mut self,
        entry: &Entry<SettingFile>,
        here: &Path,
        rivals: &[&Entry<DiseaseFile>],
        place: usize,
    ) -> Setting {
        let file = &entry.value;
        let presupposes = self.signs(entry.doc, &here.key("presupposes"), &file.presupposes);
        let list = here.key("without_weight");
        let others = file.without_weight.iter().enumerate();
        let others: Vec<_> =
            others.filter_map(|(at, word)| self.any_finding(entry.doc, &list.index(at), word)).collect();
        let when = file.when.as_ref();
        let when = when.map(|rule| self.evidence(entry.doc, &here.key("when"), rule, Speaks::OfFindings));
        for word in file.rivals.keys() {
            if !rivals.iter().any(|rival| rival.value.id == *word) {
                let fault = entry.doc.fault(
                    &here.key("rivals").key(word),
                    Code::UnknownDisease,
                    format!("no rival is called \"{word}\""),
                );
                let ids = rivals.iter().map(|rival| rival.value.id.as_str());
                self.faults.push(fault.expected("a disease other than the subject").meant(word, ids));
            }
        }
        Setting {
            id: file.id.clone(),
            label: file.label.clone(),
            prior: file.prior,
            range: file.range,
            status: file.status,
            note: file.note.clone(),
            sources: file.sources.clone(),
            background: file.background,
            when,
            presupposes: FindingSet::of(presupposes.iter().copied()),
            without_weight: FindingSet::of(presupposes.into_iter().chain(others)),
            presupposes_note: file.presupposes_note.clone(),
            chosen_for_likeness: file.chosen_for_likeness,
            shares: shares(file, rivals),
            rivals_note: file.rivals_note.clone(),
            place,
        }
    }
}

/// A rival without a share takes the smallest one stated; all are scaled to add up to one.
fn shares(file: &SettingFile, rivals: &[&Entry<DiseaseFile>]) -> Vec<Share> {
    let smallest = file.rivals.values().map(|rival| rival.share).fold(1.0, f64::min);
    let stated = rivals.iter().map(|rival| match file.rivals.get(&rival.value.id) {
        Some(stated) => Share { share: stated.share, status: Some(stated.status), sources: stated.sources.clone() },
        None => Share { share: smallest, status: None, sources: Vec::new() },
    });
    let mut shares: Vec<Share> = stated.collect();
    let all: f64 = shares.iter().map(|rival| rival.share).sum();
    shares.iter_mut().for_each(|rival| rival.share /= all);
    shares
}

impl Lint<'_> {
    pub(super) fn settings(&mut self, draft: &Draft) {
        draft.settings.iter().for_each(|entry| entry.at(|here| self.setting(entry, here)));
        // The first one is offered to every patient whom no other fits.
        if let Some(first) = draft.settings.first() {
            let conditions =
                [("when", first.value.when.is_some()), ("presupposes", !first.value.presupposes.is_empty())];
            for (key, _) in conditions.into_iter().filter(|(_, is_there)| *is_there) {
                let fault =
                    first.fault(key, Code::ConditionOnFirst, "the first setting stands for one that was not stated");
                self.faults.push(fault.expected("no condition here"));
            }
        }
    }

    fn setting(&mut self, entry: &Entry<SettingFile>, here: &Path) {
        let (doc, file) = (entry.doc, &entry.value);
        if !(file.prior > 0.0 && file.prior < 1.0) {
            let fault = doc.fault(&here.key("prior"), Code::ImpossibleNumber, format!("a prior of {}", file.prior));
            self.faults.push(fault.expected("a probability between 0 and 1"));
        }
        let rivals = here.key("rivals");
        for (word, rival) in &file.rivals {
            let here = rivals.key(word);
            if !(rival.share > 0.0 && rival.share <= 1.0) {
                let fault =
                    doc.fault(&here.key("share"), Code::ImpossibleNumber, format!("a share of {}", rival.share));
                self.faults.push(fault.expected("a part of one, more than 0"));
            }
        }
        let all: f64 = file.rivals.values().map(|rival| rival.share).sum();
        if !file.rivals.is_empty() && (all - 1.0).abs() > ROUNDING {
            let fault = doc.fault(&rivals, Code::SharesDiffer, format!("the shares add up to {all}"));
            self.faults.push(fault.expected("1, the subject left out"));
        }
    }
}
