//! What runs but cannot be meant: constant conclusions, missing citations, ids that clash.

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, Entry, Placed};
use super::numbers::{Held, is_taught};
use super::satisfiable::outcomes;
use super::walk::Named;
use super::{Layer, PackText};
use crate::json::{Code, Document, Fault, Path, Places};
use crate::knowledge::files::{BySex, CriteriaFile, Limits, Status};
use crate::knowledge::{CriteriaSet, Knowledge};

pub(crate) fn lint(
    layers: &[Layer],
    places: &[Places],
    draft: &Draft,
    knowledge: Option<&Knowledge>,
    faults: &mut Vec<Fault>,
) {
    let own = own_files(layers, places);
    let mut lint = Lint { faults };
    draft.findings.iter().for_each(|entry| lint.finding(entry));
    if let Some(knowledge) = knowledge {
        let sets = knowledge.sets.iter().map(|set| (set.id.as_str(), set)).collect();
        lint.constant_conclusions(draft, &sets);
        lint.counts(draft, knowledge, &sets);
        lint.units_and_synonyms(&own, draft, knowledge);
        lint.words(&own, knowledge);
    }
    let diseases: HashSet<&str> =
        draft.heads.iter().flat_map(|head| &head.value.diseases).map(|disease| disease.id.as_str()).collect();
    draft.sets.iter().for_each(|entry| lint.set(entry, &diseases));
    lint.leading(&draft.sets);
    lint.settings(draft);
    lint.lessons_facts_and_cards(layers, &own, draft);
    lint.unused_sources(layers, draft);
    let teaches = own.iter().any(|(file, _)| is_taught(&file.path));
    let named = Named {
        knowledge,
        sources: Some(draft.sources.iter().map(|entry| entry.value.id.as_str()).collect()),
        held: teaches.then(|| Held::of(layers)),
    };
    faults.extend(own.iter().flat_map(|(file, _)| named.faults(file)));
}

/// The files of the user's own; of a pack that stands alone, all.
fn own_files<'t>(layers: &'t [Layer], places: &'t [Places]) -> Vec<Own<'t>> {
    let built_in = if let [built_in, _, ..] = layers { built_in.files.len() } else { 0 };
    layers.iter().flat_map(|layer| &layer.files).zip(places).skip(built_in).collect()
}

/// A file, and where its members stand.
pub(super) type Own<'t> = (&'t PackText, &'t Places);

pub(super) struct Lint<'l> {
    pub(super) faults: &'l mut Vec<Fault>,
}

impl Lint<'_> {
    fn finding(&mut self, entry: &Entry<Placed>) {
        let file = &entry.value.finding;
        entry.at(|here| {
            let normal_here = here.key("normal");
            let (men, women) = (normal_here.key("male"), normal_here.key("female"));
            let normal = match file.normal {
                None => vec![],
                Some(BySex::Both(range)) => vec![(&normal_here, range)],
                Some(BySex::Each { male, female }) => vec![(&men, male), (&women, female)],
            };
            let plausible_here = here.key("plausible");
            let plausible = file.plausible.map(|range| ("plausible", (&plausible_here, range)));
            for (what, (at, range)) in normal.into_iter().map(|range| ("usual", range)).chain(plausible) {
                self.range(entry.doc, at, what, range);
                self.within(entry.doc, at, what, range, file.possible);
            }
            if let Some(possible) = file.possible {
                self.range(entry.doc, &here.key("possible"), "possible", possible);
            }
        });
    }

    fn range(&mut self, doc: Document, path: &Path, what: &str, [low, high]: Limits) {
        if low >= high {
            let fault = doc.fault(path, Code::ReversedRange, format!("the {what} range {low} to {high} holds nothing"));
            self.faults.push(fault.expected("the lower limit first"));
        }
    }

    fn within(&mut self, doc: Document, path: &Path, what: &str, [low, high]: Limits, possible: Option<Limits>) {
        let Some([lowest, highest]) = possible else { return };
        if lowest < highest && (low < lowest || high > highest) {
            let fault =
                doc.fault(path, Code::ImpossibleRange, format!("the {what} range {low} to {high} is not all possible"));
            self.faults.push(fault.expected(format!("a range within {lowest} to {highest}")));
        }
    }

    fn set(&mut self, entry: &Entry<CriteriaFile>, diseases: &HashSet<&str>) {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        if !diseases.contains(file.disease.as_str()) {
            let fault =
                doc.fault(&top.key("disease"), Code::UnknownDisease, format!("unknown disease \"{}\"", file.disease));
            self.faults.push(
                fault.expected("the id of a disease in pack.json").meant(&file.disease, diseases.iter().copied()),
            );
        }
        if file.conclusions.is_empty() {
            self.faults.push(doc.fault(&top.key("conclusions"), Code::NoConclusion, "a set without a conclusion"));
        }
    }

    fn constant_conclusions(&mut self, draft: &Draft, sets: &HashMap<&str, &CriteriaSet>) {
        // A set with a rule that could not be resolved says nothing about what can hold.
        let errors = self.faults.iter().filter(|fault| fault.is_error());
        let faulty: HashSet<String> = errors.map(|fault| fault.file.clone()).collect();
        for entry in draft.sets.iter().filter(|entry| !faulty.contains(entry.doc.file)) {
            if let Some(set) = sets.get(entry.value.id.as_str()) {
                self.constant(entry, set);
            }
        }
    }

    fn constant(&mut self, entry: &Entry<CriteriaFile>, set: &CriteriaSet) {
        let top = Path::Top;
        let list = top.key("conclusions");
        for (at, conclusion) in set.conclusions.iter().enumerate() {
            let Some(outcomes) = outcomes(set, &conclusion.when) else { continue };
            let (code, what) = match (outcomes.can_hold, outcomes.can_fail) {
                (true, true) => continue,
                (false, _) => (Code::NeverHolds, "can never hold"),
                (true, false) => (Code::AlwaysHolds, "always holds"),
            };
            let here = list.index(at);
            let fault = entry.doc.fault(
                &here.key("when"),
                code,
                format!("the conclusion \"{}\" {what}, whatever its criteria", conclusion.id),
            );
            self.faults.push(fault.expected("a rule that some patients meet and others do not"));
        }
    }

    fn leading(&mut self, sets: &[Entry<CriteriaFile>]) {
        let leaders: Vec<_> = sets.iter().filter(|entry| entry.value.lead).collect();
        for entry in &leaders {
            if entry.value.status == Status::Historical {
                self.faults
                    .push(entry.fault("lead", Code::HistoricalLead, "a historical set leads").expected("a set in use"));
            }
        }
        let Some((first, others)) = leaders.split_first() else { return };
        for entry in others {
            let what = format!("\"{}\" leads already", first.value.id);
            self.faults.push(entry.fault("lead", Code::SecondLead, what).expected("one leading set in a pack"));
        }
    }

    /// Of a source of one's own that nothing cites.
    fn unused_sources(&mut self, layers: &[Layer], draft: &Draft) {
        let files = || layers.iter().flat_map(|layer| &layer.files).filter(|file| file.path != "sources.json");
        for entry in draft.sources.iter().filter(|entry| entry.layer >= usize::from(layers.len() > 1)) {
            let id = format!("\"{}\"", entry.value.id);
            if !files().any(|file| file.text.contains(&id)) {
                let what = format!("the source {id} is not cited");
                self.faults.push(entry.fault("id", Code::SourceNotCited, what).warning());
            }
        }
    }
}
