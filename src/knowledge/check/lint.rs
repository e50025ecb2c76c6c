//! What runs but cannot be meant: constant conclusions, missing citations, ids that clash.

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, Entry, Placed};
use super::satisfiable::outcomes;
use super::texts::texts;
use super::{Layer, PackText};
use crate::json::{Document, Fault, Path};
use crate::knowledge::files::{BySex, CriteriaFile, Limits, PackFile, Status};
use crate::knowledge::{CriteriaSet, Knowledge};

pub fn lint(layers: &[Layer], draft: &Draft, knowledge: Option<&Knowledge>, faults: &mut Vec<Fault>) {
    let mut lint = Lint {
        sources: draft.sources.iter().map(|entry| entry.value.id.as_str()).collect(),
        cited: HashSet::new(),
        faults,
    };
    for entry in &draft.findings {
        lint.finding(entry);
    }
    let diseases: HashSet<&str> =
        draft.heads.iter().flat_map(|head| &head.value.diseases).map(|disease| disease.id.as_str()).collect();
    for head in &draft.heads {
        lint.head(head);
    }
    if let Some(knowledge) = knowledge {
        let sets = knowledge.sets.iter().map(|set| (set.id.as_str(), set)).collect();
        lint.constant_conclusions(draft, &sets);
        lint.counts(draft, knowledge, &sets);
    }
    for entry in &draft.sets {
        lint.set(entry, &diseases);
    }
    lint.evidence_files(draft);
    lint.faults.extend(own_files(layers).flat_map(texts));
    lint.leading(&draft.sets);
    lint.lessons_and_facts(layers, draft);
    if let Some(knowledge) = knowledge {
        lint.units_and_synonyms(layers, draft, knowledge);
        lint.words(layers, knowledge);
    }
    lint.unused_sources(draft);
}

/// The files of the user's own; of a pack that stands alone, all.
fn own_files(layers: &[Layer]) -> impl Iterator<Item = &PackText> {
    layers.iter().skip(usize::from(layers.len() > 1)).flat_map(|layer| &layer.files)
}

/// What citations are checked against.
pub(super) struct Lint<'l> {
    pub(super) sources: HashSet<&'l str>,
    cited: HashSet<String>,
    pub(super) faults: &'l mut Vec<Fault>,
}

impl Lint<'_> {
    fn head(&mut self, entry: &Entry<PackFile>) {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        self.once(doc, &top.key("sections"), "section", file.sections.iter().map(|section| &section.id));
        self.once(doc, &top.key("roles"), "role", file.roles.iter().map(|role| &role.id));
        self.once(doc, &top.key("diseases"), "disease", file.diseases.iter().map(|disease| &disease.id));
    }

    /// Each id of a list is given once.
    pub(super) fn once<'i>(&mut self, doc: Document, list: &Path, kind: &str, ids: impl Iterator<Item = &'i String>) {
        let mut seen = HashSet::new();
        for (at, id) in ids.enumerate().filter(|(_, id)| !seen.insert(*id)) {
            self.faults.push(doc.fault(&list.index(at).key("id"), format!("the {kind} \"{id}\" is given twice")));
        }
    }

    fn finding(&mut self, entry: &Entry<Placed>) {
        let file = &entry.value.finding;
        entry.at(|here| {
            self.id(entry.doc, &here.key("id"), &file.id, '_');
            self.once(entry.doc, &here.key("options"), "option", file.options.iter().map(|option| &option.id));
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
            if let Some(help) = &file.help {
                self.citations(entry.doc, &here.key("help").key("sources"), &help.sources);
            }
        });
    }

    fn range(&mut self, doc: Document, path: &Path, what: &str, [low, high]: Limits) {
        if low >= high {
            let fault = doc.fault(path, format!("the {what} range {low} to {high} holds nothing"));
            self.faults.push(fault.expected("the lower limit first"));
        }
    }

    fn within(&mut self, doc: Document, path: &Path, what: &str, [low, high]: Limits, possible: Option<Limits>) {
        let Some([lowest, highest]) = possible else { return };
        if lowest < highest && (low < lowest || high > highest) {
            let fault = doc.fault(path, format!("the {what} range {low} to {high} is not all possible"));
            self.faults.push(fault.expected(format!("a range within {lowest} to {highest}")));
        }
    }

    fn set(&mut self, entry: &Entry<CriteriaFile>, diseases: &HashSet<&str>) {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        self.id(doc, &top.key("id"), &file.id, '-');
        self.citations(doc, &top.key("source"), &file.source);
        if !diseases.contains(file.disease.as_str()) {
            let fault = doc.fault(&top.key("disease"), format!("unknown disease \"{}\"", file.disease));
            self.faults.push(
                fault.expected("the id of a disease in pack.json").meant(&file.disease, diseases.iter().copied()),
            );
        }
        if file.conclusions.is_empty() {
            self.faults.push(doc.fault(&top.key("conclusions"), "a set without a conclusion"));
        }
        let criteria = top.key("criteria");
        for (at, criterion) in file.criteria.iter().enumerate() {
            self.id(doc, &criteria.index(at).key("id"), &criterion.id, '_');
        }
        self.once(doc, &criteria, "criterion", file.criteria.iter().map(|criterion| &criterion.id));
        let conclusions = top.key("conclusions");
        for (at, conclusion) in file.conclusions.iter().enumerate() {
            self.id(doc, &conclusions.index(at).key("id"), &conclusion.id, '_');
        }
        self.once(doc, &conclusions, "conclusion", file.conclusions.iter().map(|conclusion| &conclusion.id));
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
            let what = match (outcomes.can_hold, outcomes.can_fail) {
                (true, true) => continue,
                (false, _) => "can never hold",
                (true, false) => "always holds",
            };
            let here = list.index(at);
            let fault = entry.doc.fault(
                &here.key("when"),
                format!("the conclusion \"{}\" {what}, whatever its criteria", conclusion.id),
            );
            self.faults.push(fault.expected("a rule that some patients meet and others do not"));
        }
    }

    fn leading(&mut self, sets: &[Entry<CriteriaFile>]) {
        let leaders: Vec<_> = sets.iter().filter(|entry| entry.value.lead).collect();
        for entry in &leaders {
            if entry.value.status == Status::Historical {
                self.faults.push(entry.fault("lead", "a historical set leads").expected("a set in use"));
            }
        }
        for entry in leaders.iter().skip(1) {
            let what = format!("\"{}\" leads already", leaders[0].value.id);
            self.faults.push(entry.fault("lead", what).expected("one leading set in a pack"));
        }
    }

    pub(super) fn id(&mut self, doc: Document, path: &Path, id: &str, joint: char) {
        let starts = id.chars().next().is_some_and(|c| c.is_ascii_lowercase());
        let goes_on = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint);
        if !(starts && goes_on) {
            let fault = doc.fault(path, format!("\"{id}\" is not an id"));
            self.faults.push(fault.expected(format!("lower-case English words joined by \"{joint}\"")));
        }
    }

    pub(super) fn citations(&mut self, doc: Document, path: &Path, ids: &[String]) {
        if ids.is_empty() {
            self.faults.push(doc.fault(path, "no source is cited").expected("at least one id in sources.json"));
        }
        for (at, id) in ids.iter().enumerate() {
            self.source(doc, &path.index(at), id);
        }
    }

    pub(super) fn source(&mut self, doc: Document, path: &Path, id: &str) {
        if !self.sources.contains(id) {
            let fault = doc.fault(path, format!("unknown source \"{id}\"")).expected("an id in sources.json");
            self.faults.push(fault.meant(id, self.sources.iter().copied()));
        }
        self.cited.insert(id.to_owned());
    }

    fn unused_sources(&mut self, draft: &Draft) {
        for entry in &draft.sources {
            if !self.cited.contains(&entry.value.id) {
                self.faults
                    .push(entry.fault("id", format!("the source \"{}\" is not cited", entry.value.id)).warning());
            }
        }
    }
}
