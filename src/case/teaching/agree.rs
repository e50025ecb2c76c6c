//! Whether what a teaching case says about its story agrees with its answers and with the pack.

use std::collections::{HashMap, HashSet};

use super::{NextExaminations, TEACHING_FORMAT, TeachingFile};
use crate::case::Case;
use crate::json::{Code, Document, Fault, Path};
use crate::knowledge::Knowledge;

/// Every disagreement; those with the answers only where these could be read.
pub(super) fn disagreements(
    doc: Document,
    file: &TeachingFile,
    case: Option<&Case>,
    knowledge: &Knowledge,
) -> Vec<Fault> {
    let mut check = Check { doc, file, knowledge, faults: Vec::new() };
    check.format();
    check.sentences();
    if let Some(case) = case {
        check.answers(case);
        check.rest_of_report(case);
    }
    check.names();
    check.keys();
    if let Some(next) = &file.next {
        check.examinations(next);
    }
    check.faults
}

struct Check<'c> {
    doc: Document<'c>,
    file: &'c TeachingFile,
    knowledge: &'c Knowledge,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&self, at: &Path, code: Code, what: String) -> Fault {
        self.doc.fault(at, code, what)
    }

    fn format(&mut self) {
        if self.file.format != TEACHING_FORMAT {
            let what = format!("unknown format \"{}\"", self.file.format);
            self.faults.push(
                Fault::of_file(self.doc.file, Code::UnknownFormat, what).expected(format!("\"{TEACHING_FORMAT}\"")),
            );
        }
        if self.file.vignette.is_empty() {
            let fault = self.fault(&Path::Top.key("vignette"), Code::NoStory, "a case without a story".to_owned());
            self.faults.push(fault.expected("a sentence or more"));
        }
    }

    /// Evidence points at sentences that are there.
    fn sentences(&mut self) {
        let count = self.file.vignette.len();
        for (finding, sentences) in &self.file.evidence {
            if let Some(beyond) = sentences.iter().find(|sentence| count > 0 && **sentence >= count) {
                let what = format!("evidence for \"{finding}\" in sentence {beyond}");
                let fault = self.fault(&Path::Top.key("evidence").key(finding), Code::UnknownSentence, what);
                self.faults.push(fault.expected(format!("0 to {}", count.saturating_sub(1))));
            }
        }
    }

    /// Every answer has its entry of evidence, and every entry its answer.
    fn answers(&mut self, case: &Case) {
        let evidence = Path::Top.key("evidence");
        for finding in self.file.evidence.keys() {
            if !self.answered(case, finding) {
                let what = format!("evidence for \"{finding}\", which the case does not answer");
                self.faults.push(self.fault(&evidence.key(finding), Code::EvidenceDiffers, what));
            }
        }
        for (id, _) in case.answers() {
            let finding = &self.knowledge.finding(id).id;
            if !self.file.evidence.contains_key(finding.as_str()) {
                let what = format!("no evidence entry for \"{finding}\"");
                let fault = self.fault(&evidence, Code::EvidenceDiffers, what);
                self.faults.push(fault.expected("the sentences that say so, or an empty list"));
            }
        }
    }

    /// What is revealed later is answered, and the story does not tell it before.
    fn rest_of_report(&mut self, case: &Case) {
        let then = Path::Top.key("then");
        for (at, finding) in self.file.then.iter().enumerate() {
            let is_known = self.knowledge.find(finding).is_some_and(|id| case.known(id).is_some());
            let what = match (is_known, self.is_told(finding)) {
                (true, false) => continue,
                // That it is unknown is said already.
                (false, _) if !self.is_known(finding) => continue,
                (false, _) => format!("\"{finding}\" comes later, but the case does not answer it"),
                (true, true) => format!("\"{finding}\" comes later, but a sentence of the story states it"),
            };
            self.faults.push(self.fault(&then.index(at), Code::EvidenceDiffers, what));
        }
    }

    /// The disease and every finding that is named are of the pack.
    fn names(&mut self) {
        if let Some(disease) = &self.file.truth.disease {
            let known = self.knowledge.disease_ids();
            if !known.contains(&disease.as_str()) {
                let what = format!("unknown disease \"{disease}\"");
                let fault = self.fault(&Path::Top.key("truth").key("disease"), Code::UnknownDisease, what);
                self.faults.push(fault.expected("a disease of the pack, or null").meant(disease, known));
            }
        }
        let file = self.file;
        for (at, reported) in file.reported.iter().enumerate() {
            self.finding(&Path::Top.key("reported").index(at).key("finding"), &reported.finding);
        }
        for (list, findings) in [("implied", &file.implied), ("arguable", &file.arguable), ("then", &file.then)] {
            let list = Path::Top.key(list);
            let mut given = HashSet::new();
            for (at, finding) in findings.iter().enumerate() {
                self.finding(&list.index(at), finding);
                if !given.insert(finding) {
                    let what = format!("\"{finding}\" is given twice");
                    self.faults.push(self.fault(&list.index(at), Code::GivenTwice, what));
                }
            }
        }
    }

    fn finding(&mut self, at: &Path, finding: &str) {
        if !self.is_known(finding) {
            let fault = self.fault(at, Code::UnknownFinding, format!("unknown finding \"{finding}\""));
            let known = self.knowledge.findings.iter().map(|finding| finding.id.as_str());
            self.faults.push(fault.meant(finding, known));
        }
    }

    /// What is implied stands in a sentence; what is arguable does not, and is not implied.
    fn keys(&mut self) {
        let (implied, arguable) = (Path::Top.key("implied"), Path::Top.key("arguable"));
        for (at, finding) in self.file.implied.iter().enumerate() {
            if self.is_known(finding) && !self.is_told(finding) {
                let what = format!("\"{finding}\" is implied, but no sentence is its evidence");
                self.faults.push(self.fault(&implied.index(at), Code::EvidenceDiffers, what));
            }
        }
        for (at, finding) in self.file.arguable.iter().enumerate() {
            let (code, what) = match (self.file.implied.contains(finding), self.is_told(finding)) {
                (true, _) => (Code::GivenTwice, format!("\"{finding}\" is both implied and arguable")),
                (false, true) => {
                    (Code::EvidenceDiffers, format!("\"{finding}\" is arguable, but a sentence is its evidence"))
                }
                (false, false) => continue,
            };
            self.faults.push(self.fault(&arguable.index(at), code, what));
        }
    }

    /// Examinations are of the work-up, each in one list only.
    fn examinations(&mut self, next: &NextExaminations) {
        let tests = &self.knowledge.workup.tests;
        if next.best.is_empty() {
            let here = Path::Top.key("next");
            let fault = self.fault(&here.key("best"), Code::NotOneRight, "no examination is best".to_owned());
            self.faults.push(fault.expected("one at least, or no \"next\""));
        }
        let mut given: HashMap<&str, &str> = HashMap::new();
        for (list, examinations) in [("best", &next.best), ("good", &next.good), ("poor", &next.poor)] {
            let path = Path::Top.key("next");
            let path = path.key(list);
            for (at, examination) in examinations.iter().enumerate() {
                if !tests.iter().any(|test| test.id == *examination) {
                    let what = format!("unknown test \"{examination}\"");
                    let fault = self.fault(&path.index(at), Code::UnknownTest, what);
                    let fault = fault.expected("the id of a test in workup.json");
                    self.faults.push(fault.meant(examination, tests.iter().map(|test| test.id.as_str())));
                }
                if let Some(before) = given.insert(examination, list) {
                    let what = format!("\"{examination}\" is in \"{before}\" already");
                    let fault = self.fault(&path.index(at), Code::GivenTwice, what);
                    self.faults.push(fault.expected("each examination once"));
                }
            }
        }
    }

    fn is_known(&self, finding: &str) -> bool {
        self.knowledge.find(finding).is_some()
    }

    fn answered(&self, case: &Case, finding: &str) -> bool {
        self.knowledge.find(finding).and_then(|id| case.answer(id)).is_some()
    }

    /// Whether a sentence of the story states a finding.
    fn is_told(&self, finding: &str) -> bool {
        self.file.evidence.get(finding).is_some_and(|sentences| !sentences.is_empty())
    }
}
