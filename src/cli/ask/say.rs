//! The words of the walk: labels before values, one fact a line.

use std::path::Path;

use super::finding;
use super::walk::{Question, Walk};
use crate::case::AnswerValue;
use crate::cli::talk::welcome;
use crate::engine::{Assessment, ConclusionAssessment, Verdict};
use crate::json::shown;
use crate::knowledge::files::Status;
use crate::knowledge::{CriteriaSet, FindingId, Kind, Text};
use crate::store::SaveFault;

/// So many ways to settle a conclusion are said.
const WAYS: usize = 3;

impl Walk<'_> {
    fn fill(&self, text: &Text, values: &[(&str, &str)]) -> String {
        shown(&text.fill(self.wording.lang, values))
    }

    fn words(&self) -> &crate::knowledge::files::AskWords {
        &self.wording.words().ask
    }

    pub fn greeting(&self) -> String {
        let words = self.words();
        let welcome = welcome(self.wording, self.reason);
        let case = match &self.name {
            Some(name) => {
                let (answered, of) = self.counts();
                self.fill(&words.case, &[("name", name), ("answered", &answered), ("of", &of)])
            }
            None => self.fill(&words.new_case, &[]),
        };
        let notice = self.wording.say(&self.wording.knowledge.notice);
        format!("{welcome}\n{notice}\n{case}")
    }

    fn counts(&self) -> (String, String) {
        (self.assessment.answered.to_string(), self.assessment.of.to_string())
    }

    /// The question, with the section before it where a new one begins, and the keys at its first.
    pub fn question(&mut self) -> Vec<String> {
        let Some(question) = self.questions.get(self.at).copied() else { return Vec::new() };
        let mut lines = Vec::new();
        let new_section = self.announced.replace(question.place.0) != Some(question.place.0);
        if new_section {
            lines.push(self.section(question));
        }
        let (place, now) = (place(question), self.now(question.finding));
        let label = self.wording.label(question.finding);
        lines.push(self.fill(&self.words().question, &[("place", &place), ("finding", label), ("now", &now)]));
        let is_sign = matches!(self.wording.knowledge.finding(question.finding).kind, Kind::Sign(_));
        if new_section || !is_sign {
            lines.push(finding::keys(self.wording, question.finding));
        }
        lines
    }

    fn section(&self, question: Question) -> String {
        let here = self.questions.iter().filter(|other| other.place.0 == question.place.0);
        let count = self.questions.last().map_or(0, |last| last.place.0);
        let known = here.clone().filter(|other| self.case.known(other.finding).is_some()).count();
        let section = &self.wording.knowledge.sections[question.section.index()];
        let values = [
            ("number", question.place.0.to_string()),
            ("count", count.to_string()),
            ("section", self.wording.say(&section.label).to_owned()),
            ("questions", here.count().to_string()),
            ("known", known.to_string()),
        ];
        self.fill(&self.words().section, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
    }

    /// What is known of a finding, or inferred while nothing was answered.
    fn now(&self, id: FindingId) -> String {
        let inferred = self.assessment.inferred.iter().find(|inferred| inferred.finding == id);
        match inferred {
            Some(inferred) => {
                let value = if inferred.present { AnswerValue::Present } else { AnswerValue::Absent };
                self.fill(&self.words().inferred, &[("now", &self.wording.answer(id, &value))])
            }
            None => self.wording.now(&self.case, id),
        }
    }

    pub fn help(&self) -> String {
        self.fill(&self.words().help, &[])
    }

    pub fn answered(&self, question: Question, value: &AnswerValue, read_as: Option<String>) -> String {
        let answer = self.wording.answer(question.finding, value);
        let label = format!("{} {}", place(question), self.wording.label(question.finding));
        finding::answered(self.wording, &self.wording.pair(&label, &answer), read_as)
    }

    /// Every verdict that is not what it was, and every conflict that is new.
    pub fn changes(&self, before: &Assessment) -> Vec<String> {
        let knowledge = self.wording.knowledge;
        let mut lines = Vec::new();
        for (old, new) in before.sets.iter().zip(&self.assessment.sets) {
            let set = knowledge.set(new.set);
            for (at, (old, new)) in old.conclusions.iter().zip(&new.conclusions).enumerate() {
                if old.verdict != new.verdict {
                    let values = [
                        ("set", self.wording.say(&set.short)),
                        ("conclusion", self.wording.say(&set.conclusions[at].title)),
                        ("before", self.wording.verdict(old.verdict)),
                        ("after", self.wording.verdict(new.verdict)),
                    ];
                    lines.push(self.fill(&self.words().changed, &values));
                }
            }
        }
        let new = self.assessment.conflicts.iter().filter(|conflict| !before.conflicts.contains(conflict));
        lines.extend(new.map(|conflict| shown(&self.wording.conflict(&self.case, conflict))));
        lines
    }

    /// Every verdict with its reasons, what would settle the open ones of the leading disease, and what disagrees.
    pub fn result(&self) -> Vec<String> {
        let (knowledge, wording) = (self.wording.knowledge, self.wording);
        let mut lines = vec![self.fill(&self.words().result, &[])];
        for found in &self.assessment.sets {
            let set = knowledge.set(found.set);
            for (conclusion, found) in set.conclusions.iter().zip(&found.conclusions) {
                let values = [
                    ("set", wording.say(&set.short)),
                    ("conclusion", wording.say(&conclusion.title)),
                    ("verdict", wording.verdict(found.verdict)),
                ];
                lines.push(self.fill(&self.words().verdict, &values));
                lines.extend(self.why(set, found));
            }
        }
        lines.extend(self.assessment.conflicts.iter().map(|conflict| shown(&wording.conflict(&self.case, conflict))));
        lines
    }

    /// The reasons of a verdict; for an open one of the leading disease what would settle it.
    fn why(&self, set: &CriteriaSet, found: &ConclusionAssessment) -> Option<String> {
        let (words, wording) = (&self.wording.words().report, self.wording);
        let leads = wording.knowledge.sets.iter().any(|other| other.lead && other.disease == set.disease);
        let because = |label: &Text| {
            Some(shown(&wording.pair(label.get(wording.lang), &wording.reasons(&self.case, &found.because))))
        };
        match found.verdict {
            Verdict::Met => because(&words.because),
            Verdict::NotMet => because(&words.not_because),
            Verdict::Undetermined if leads && set.status == Status::Current && !found.settled_by.is_empty() => {
                let mut ways: Vec<String> =
                    found.settled_by.iter().take(WAYS).map(|way| wording.way(set, *way)).collect();
                let more = found.settled_by.len() - ways.len() + found.more;
                if more > 0 {
                    ways.push(self.fill(&words.settled_more, &[("count", &more.to_string())]));
                }
                Some(shown(&wording.pair(wording.say(&words.settled_by), &wording.list(&ways))))
            }
            Verdict::Undetermined => None,
        }
    }

    pub fn undone(&self, id: FindingId) -> String {
        let now = self.now(id);
        self.fill(&self.words().undone, &[("finding", self.wording.label(id)), ("now", &now)])
    }

    pub fn nothing_to_undo(&self) -> String {
        self.fill(&self.words().nothing_to_undo, &[])
    }

    pub fn first(&self) -> String {
        self.fill(&self.words().first, &[])
    }

    pub fn end(&self) -> String {
        self.fill(&self.words().end, &[])
    }

    pub fn no_such_place(&self, place: &str) -> String {
        self.fill(&self.words().no_such_place, &[("place", place)])
    }

    pub fn saved(&self) -> String {
        self.fill(&self.words().saved, &[("path", &self.path().display().to_string())])
    }

    pub fn save_failed(&self, reason: &str) -> String {
        self.fill(&self.words().save_failed, &[("reason", reason)])
    }

    pub fn going_on(&self) -> String {
        self.fill(&self.words().going_on_in, &[("path", &self.path().display().to_string())])
    }

    pub fn read_only(&self, path: &Path) -> String {
        self.fill(&self.words().read_only, &[("path", &path.display().to_string())])
    }

    pub fn in_place(&self) -> String {
        self.fill(&self.wording.words().disk.in_place, &[])
    }

    pub fn there_already(&self, path: &Path) -> String {
        self.fill(&self.words().there_already, &[("path", &path.display().to_string())])
    }

    /// Why the file could not be written, in words.
    pub fn trouble_of(&self, fault: &SaveFault) -> String {
        let words = self.words();
        let at = |text: &Text, path: &Path, error: &str| {
            self.fill(text, &[("path", &path.display().to_string()), ("error", error)])
        };
        match fault {
            SaveFault::ChangedUnderneath(path) => at(&words.file_changed, path, ""),
            SaveFault::Gone(path) => at(&words.file_gone, path, ""),
            SaveFault::InUse(path) => at(&words.file_in_use, path, ""),
            SaveFault::Exists(path) => at(&words.there_already, path, ""),
            SaveFault::ReadOnly(path) => at(&words.file_read_only, path, ""),
            SaveFault::DiskFull(path) => at(&words.disk_full, path, ""),
            SaveFault::Other(path, error) => at(&words.file_trouble, path, &error.to_string()),
        }
    }

    pub fn no_place(&self) -> String {
        self.fill(&self.words().no_shelf, &[])
    }

    /// The answers could not be saved anywhere before the end.
    pub fn lost(&self, reason: &str) -> String {
        format!("{} {reason}", self.fill(&self.words().unsaved, &[]))
    }

    pub fn goodbye(&self) -> String {
        let words = self.words();
        if self.is_empty() {
            return self.fill(&words.goodbye_empty, &[]);
        }
        if self.is_lost() {
            return self.fill(&words.unsaved, &[]);
        }
        let (answered, of) = self.counts();
        let path = self.path().display().to_string();
        self.fill(&words.goodbye, &[("answered", &answered), ("of", &of), ("path", &path)])
    }
}

fn place(question: Question) -> String {
    format!("{}.{}", question.place.0, question.place.1)
}
