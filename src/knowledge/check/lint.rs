//! What runs but cannot be meant: constant conclusions, missing texts and citations, ids that clash.

use std::collections::HashSet;

use super::Layer;
use super::draft::{Draft, Entry, Placed};
use super::satisfiable::outcomes;
use crate::json::{Document, Fault, Path, shown};
use crate::knowledge::files::{BySex, CriteriaFile, Limits, PackFile, Status};
use crate::knowledge::{Knowledge, Text};

pub fn lint(layers: &[Layer], draft: &Draft, knowledge: Option<&Knowledge>, faults: &mut Vec<Fault>) {
    let mut lint = Lint {
        sources: draft.sources.iter().map(|entry| entry.value.id.as_str()).collect(),
        cited: HashSet::new(),
        faults,
    };
    for entry in &draft.findings {
        lint.finding(entry);
    }
    let diseases: Vec<&str> =
        draft.heads.iter().flat_map(|head| &head.value.diseases).map(|disease| disease.id.as_str()).collect();
    for head in &draft.heads {
        lint.head(head);
    }
    for entry in &draft.sets {
        // A set with a rule that could not be resolved says nothing about what can hold.
        let sound = !lint.faults.iter().any(|fault| fault.is_error() && fault.file == entry.doc.file);
        if let (Some(knowledge), true) = (knowledge, sound) {
            lint.constant_conclusions(entry, knowledge);
        }
        lint.set(entry, &diseases);
    }
    lint.evidence_files(draft);
    lint.leading(&draft.sets);
    lint.lessons_and_facts(layers, draft);
    lint.unused_sources(draft);
}

/// What the texts and citations are checked against.
pub(super) struct Lint<'l> {
    pub(super) sources: HashSet<&'l str>,
    cited: HashSet<String>,
    pub(super) faults: &'l mut Vec<Fault>,
}

impl Lint<'_> {
    fn head(&mut self, entry: &Entry<PackFile>) {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        for (key, text) in [("title", &file.title), ("notice", &file.notice), ("ranges", &file.ranges)] {
            self.text(doc, &top.key(key), text);
        }
        let sections = top.key("sections");
        for (at, section) in file.sections.iter().enumerate() {
            let here = sections.index(at);
            self.text(doc, &here.key("label"), &section.label);
            self.text(doc, &here.key("short"), &section.short);
            if file.sections[..at].iter().any(|earlier| earlier.id == section.id) {
                self.twice(doc, &here, "section", &section.id);
            }
        }
        for (list, kind, named) in [("roles", "role", &file.roles), ("diseases", "disease", &file.diseases)] {
            let list = top.key(list);
            for (at, entry) in named.iter().enumerate() {
                let here = list.index(at);
                self.text(doc, &here.key("label"), &entry.label);
                if named[..at].iter().any(|earlier| earlier.id == entry.id) {
                    self.twice(doc, &here, kind, &entry.id);
                }
            }
        }
    }

    fn twice(&mut self, doc: Document, here: &Path, kind: &str, id: &str) {
        self.faults.push(doc.fault(&here.key("id"), format!("the {kind} \"{id}\" is given twice")));
    }

    fn finding(&mut self, entry: &Entry<Placed>) {
        let file = &entry.value.finding;
        entry.at(|here| {
            self.id(entry.doc, &here.key("id"), &file.id, '_');
            self.text(entry.doc, &here.key("label"), &file.label);
            if let Some(note) = &file.note {
                self.text(entry.doc, &here.key("note"), note);
            }
            for (at, option) in file.options.iter().enumerate() {
                let list = here.key("options");
                let option_here = list.index(at);
                self.text(entry.doc, &option_here.key("label"), &option.label);
                if file.options[..at].iter().any(|earlier| earlier.id == option.id) {
                    self.twice(entry.doc, &option_here, "option", &option.id);
                }
            }
            let normal_here = here.key("normal");
            let (men, women) = (normal_here.key("male"), normal_here.key("female"));
            let normal = match file.normal {
                None => [None, None],
                Some(BySex::Both(range)) => [Some((&normal_here, range)), None],
                Some(BySex::Each { male, female }) => [Some((&men, male)), Some((&women, female))],
            };
            for (at, range) in normal.into_iter().flatten() {
                self.range(entry.doc, at, "usual", range);
            }
            if let Some(possible) = file.possible {
                self.range(entry.doc, &here.key("possible"), "possible", possible);
            }
            if let Some(help) = &file.help {
                let help_here = here.key("help");
                self.text(entry.doc, &help_here.key("counts"), &help.counts);
                for (key, text) in
                    [("does_not_count", &help.does_not_count), ("found_by", &help.found_by), ("trap", &help.trap)]
                {
                    if let Some(text) = text {
                        self.text(entry.doc, &help_here.key(key), text);
                    }
                }
                self.citations(entry.doc, &help_here.key("sources"), &help.sources);
            }
        });
    }

    fn range(&mut self, doc: Document, path: &Path, what: &str, [low, high]: Limits) {
        if low >= high {
            let fault = doc.fault(path, format!("the {what} range {low} to {high} holds nothing"));
            self.faults.push(fault.expected("the lower limit first"));
        }
    }

    fn set(&mut self, entry: &Entry<CriteriaFile>, diseases: &[&str]) {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        self.id(doc, &top.key("id"), &file.id, '-');
        self.text(doc, &top.key("title"), &file.title);
        self.text(doc, &top.key("short"), &file.short);
        self.text(doc, &top.key("verified"), &file.verified);
        self.citations(doc, &top.key("source"), &file.source);
        if !diseases.contains(&file.disease.as_str()) {
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
            let here = criteria.index(at);
            self.id(doc, &here.key("id"), &criterion.id, '_');
            self.text(doc, &here.key("title"), &criterion.title);
            self.text(doc, &here.key("short"), &criterion.short);
            if file.criteria[..at].iter().any(|earlier| earlier.id == criterion.id) {
                self.twice(doc, &here, "criterion", &criterion.id);
            }
        }
        let conclusions = top.key("conclusions");
        for (at, conclusion) in file.conclusions.iter().enumerate() {
            let here = conclusions.index(at);
            self.id(doc, &here.key("id"), &conclusion.id, '_');
            self.text(doc, &here.key("title"), &conclusion.title);
            if file.conclusions[..at].iter().any(|earlier| earlier.id == conclusion.id) {
                self.twice(doc, &here, "conclusion", &conclusion.id);
            }
        }
    }

    fn constant_conclusions(&mut self, entry: &Entry<CriteriaFile>, knowledge: &Knowledge) {
        let Some(id) = knowledge.find_set(&entry.value.id) else { return };
        let set = knowledge.set(id);
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

    pub(super) fn text(&mut self, doc: Document, path: &Path, text: &Text) {
        for (key, words) in [("en", &text.en), ("zh", &text.zh)] {
            if words.trim().is_empty() {
                self.faults.push(doc.fault(&path.key(key), "an empty text"));
            } else if shown(words) != *words {
                let fault = doc.fault(&path.key(key), "a control character, or one that hides or reorders text");
                self.faults.push(fault.expected("plain text on one line"));
            }
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
