//! The words of the walk: labels before values, one fact a line.

use std::path::Path;

use super::finding;
use super::walk::{Question, Walk};
use crate::case::Doubt;
use crate::cli::talk::welcome;
use crate::engine::{self, Assessment, Attribution, ConclusionAssessment, Verdict};
use crate::json::shown;
use crate::knowledge::files::Status;
use crate::knowledge::{CriteriaSet, FindingId, Kind, Setting, Text};
use crate::report::{self, View};
use crate::say::Known;
use crate::store::SaveFault;

/// So many ways to settle a conclusion are said.
const WAYS: usize = 3;

impl Walk<'_> {
    fn words(&self) -> &crate::knowledge::files::AskWords {
        &self.wording.words().ask
    }

    pub(crate) fn greeting(&self) -> String {
        let words = self.words();
        let welcome = welcome(self.wording, self.reason);
        let case = match &self.name {
            Some(name) => {
                let (answered, of) = self.counts();
                shown(&words.case(self.wording.lang, name, &answered, &of))
            }
            None => shown(self.wording.say(&words.new_case)),
        };
        let notice = self.wording.say(&self.wording.knowledge.notice);
        format!("{welcome}\n{notice}\n{case}")
    }

    fn counts(&self) -> (String, String) {
        (self.assessment.answered.to_string(), self.assessment.of.to_string())
    }

    /// The question, with the section before it where a new one begins, and the keys at its first.
    pub(crate) fn question(&mut self) -> Vec<String> {
        let Some(question) = self.questions.get(self.at).copied() else { return vec![self.end()] };
        let mut lines = Vec::new();
        let new_section = self.announced.replace(question.place.0) != Some(question.place.0);
        if new_section {
            lines.push(self.section(question));
        }
        let (place, now) = (place(question), self.state(question.finding));
        let label = self.wording.label(question.finding);
        lines.push(shown(&self.words().question(self.wording.lang, &place, label, &now)));
        let is_sign = matches!(self.wording.knowledge.finding(question.finding).kind, Kind::Sign(_));
        if let Some(doubt) = self.doubt(question.finding) {
            lines.push(self.asked_about(question.finding, &doubt));
            self.asked.get_or_insert(question);
        }
        if new_section || !is_sign {
            lines.push(finding::keys(self.wording, question.finding));
        }
        lines
    }

    fn section(&self, question: Question) -> String {
        let here = self.questions.iter().filter(|other| other.place.0 == question.place.0);
        let count = self.questions.last().map_or(0, |last| last.place.0);
        let known = here.clone().filter(|other| self.case.known(other.finding).is_some()).count();
        let section = question.section.of(&self.wording.knowledge.sections);
        shown(&self.words().section(
            self.wording.lang,
            question.place.0,
            count,
            self.wording.say(&section.label),
            here.count(),
            known,
        ))
    }

    fn known(&self) -> Known<'_> {
        Known { case: &self.case, assessment: &self.assessment }
    }

    /// What is known of a finding with all that the screen shows beside it: how a number lies in which range, a note.
    fn state(&self, id: FindingId) -> String {
        let known = self.known();
        let mut parts = vec![self.wording.now(known, id)];
        parts.extend(known.assessment.flag(id).map(|flag| self.wording.flag(flag).to_owned()));
        parts.extend(self.wording.range_of(&self.case, id));
        if let Some(note) = self.case.answer(id).and_then(|answer| answer.note.as_deref()) {
            let label = self.wording.say(&self.wording.words().terminal.has_note);
            parts.push(self.wording.pair(label, &self.wording.data(note)));
        }
        shown(&self.wording.list(parts))
    }

    pub(crate) fn help(&self) -> String {
        shown(self.wording.say(&self.words().help))
    }

    /// The question and the place of what is asked.
    pub(crate) fn place(&self) -> String {
        match self.questions.get(self.at) {
            Some(question) => format!("{} {}", place(*question), self.wording.label(question.finding)),
            None => self.wording.say(&self.words().after_all).to_owned(),
        }
    }

    fn named(&self, question: Question) -> String {
        format!("{} {}", place(question), self.wording.label(question.finding))
    }

    pub(crate) fn answered(&self, question: Question, read_as: Option<String>) -> String {
        let said = self.wording.pair(&self.named(question), &self.state(question.finding));
        finding::answered(self.wording, &said, read_as)
    }

    /// The answer is there already.
    pub(crate) fn already(&self, question: Question) -> String {
        let (finding, now) = (self.named(question), self.state(question.finding));
        shown(&self.words().already(self.wording.lang, &finding, &now))
    }

    /// `24.1 ng/dL, or nmol/L?`
    pub(crate) fn asked_about(&self, id: FindingId, doubt: &Doubt) -> String {
        let (words, wording) = (self.words(), self.wording);
        let value = self.case.answer(id).map(|answer| wording.answer(id, &answer.value)).unwrap_or_default();
        let measure = wording.knowledge.finding(id).measure();
        let unit = |at: &usize| measure.map(|measure| wording.unit(measure.unit_at(*at)));
        let units: Vec<String> = doubt.usual_in.iter().filter_map(unit).collect();
        match units.is_empty() {
            true => shown(&words.check_value(self.wording.lang, &value)),
            false => shown(&words.check_unit(self.wording.lang, &value, wording.either(&units))),
        }
    }

    pub(crate) fn nothing_to_check(&self) -> String {
        shown(self.wording.say(&self.words().nothing_to_check))
    }

    pub(crate) fn range_needs_value(&self) -> String {
        shown(self.wording.say(&self.wording.words().terminal.range_needs_value))
    }

    pub(crate) fn only_signs_are_explained(&self) -> String {
        shown(self.wording.say(&self.words().only_signs_are_explained))
    }

    pub(crate) fn no_such_answer(&self, typed: &str) -> String {
        finding::no_answer(self.wording, typed)
    }

    /// Where the patient is seen, and where else that may be.
    pub(crate) fn settings(&self) -> Vec<String> {
        let settings = self.wording.knowledge.settings().iter().enumerate();
        let line = |(at, setting): (usize, &Setting)| {
            shown(&format!("{} {}: {}", at + 1, setting.id, self.wording.setting(setting)))
        };
        std::iter::once(self.setting_words()).chain(settings.map(line)).collect()
    }

    /// Where the patient is seen.
    pub(crate) fn setting_words(&self) -> String {
        match self.wording.knowledge.settings().get(self.case.where_seen().index()) {
            Some(setting) => shown(&self.wording.seen_in(setting)),
            None => shown(self.wording.say(&self.wording.words().explain.no_evidence)),
        }
    }

    /// The whole summary, as other commands print it.
    pub(crate) fn report(&self) -> Vec<String> {
        let view = View {
            knowledge: self.wording.knowledge,
            case: &self.case,
            assessment: &self.assessment,
            lang: self.wording.lang,
            sets: &[],
            warnings: &self.warnings,
        };
        report::write(&view, report::Format::Text(self.style)).lines().map(str::to_owned).collect()
    }

    /// What is to be known of a finding.
    pub(crate) fn about(&self, id: FindingId) -> Vec<String> {
        finding::about(self.wording, id, Some(self.known()))
    }

    /// Every verdict that is not what it was, and every conflict that is new.
    pub(crate) fn changes(&self, before: &Assessment) -> Vec<String> {
        let knowledge = self.wording.knowledge;
        let mut lines = Vec::new();
        for (old, new) in before.sets.iter().zip(&self.assessment.sets) {
            let set = knowledge.set(new.set);
            let verdicts = old.conclusions.iter().zip(&new.conclusions);
            for ((old, new), conclusion) in verdicts.zip(&set.conclusions) {
                if old.verdict != new.verdict {
                    lines.push(shown(&self.words().changed(
                        self.wording.lang,
                        self.wording.say(&set.short),
                        self.wording.say(&conclusion.title),
                        self.wording.verdict(old.verdict),
                        self.wording.verdict(new.verdict),
                    )));
                }
            }
        }
        if let (Some(old), Some(new)) = (&before.fit, &self.assessment.fit)
            && (old.band != new.band || old.setting != new.setting)
        {
            lines.extend(self.fit());
        }
        let new = self.assessment.conflicts.iter().filter(|conflict| !before.conflicts.contains(conflict));
        lines.extend(new.map(|conflict| shown(&self.wording.conflict(self.known(), conflict))));
        lines
    }

    /// How well the profile fits; nothing with a pack without evidence.
    fn fit(&self) -> Option<String> {
        let (literature, fit) = (self.wording.knowledge.literature.as_ref()?, self.assessment.fit.as_ref()?);
        let setting = literature.setting(fit.setting);
        Some(shown(&self.wording.aside(&self.wording.headline(literature, fit), self.wording.say(&setting.label))))
    }

    /// Every verdict with its reasons, what would settle the open ones of the leading disease, and what disagrees.
    pub(crate) fn result(&self) -> Vec<String> {
        let (knowledge, wording) = (self.wording.knowledge, self.wording);
        let mut lines = vec![shown(self.wording.say(&self.wording.words().terminal.result))];
        for found in &self.assessment.sets {
            let set = knowledge.set(found.set);
            for (conclusion, found) in set.conclusions.iter().zip(&found.conclusions) {
                lines.push(shown(&self.words().verdict(
                    self.wording.lang,
                    wording.say(&set.short),
                    wording.say(&conclusion.title),
                    wording.reading(set, found),
                )));
                lines.extend(self.why(set, found));
            }
        }
        lines.extend(self.causes());
        lines.extend(self.assessment.conflicts.iter().map(|conflict| shown(&wording.conflict(self.known(), conflict))));
        lines.extend(self.fit());
        lines
    }

    /// The commoner causes of what counts; a finding that is asked for with its place, where it can be explained.
    fn causes(&self) -> Vec<String> {
        let wording = self.wording;
        let attributed = engine::attributed(&self.assessment.sets);
        let heading = (!attributed.is_empty()).then(|| shown(self.wording.say(&wording.words().report.causes)));
        let line = |found: &Attribution| {
            let asked = self.questions.iter().find(|question| question.finding == found.finding);
            let place = asked.map_or_else(String::new, |question| place(*question) + " ");
            shown(&format!("{place}{}", wording.attribution(found)))
        };
        heading.into_iter().chain(attributed.into_iter().map(line)).collect()
    }

    /// The reasons of a verdict; for an open one of the leading disease what would settle it.
    fn why(&self, set: &CriteriaSet, found: &ConclusionAssessment) -> Option<String> {
        let (words, wording) = (&self.wording.words().report, self.wording);
        let leads = wording.knowledge.leading_disease() == Some(&set.disease);
        let because = |label: &Text| {
            Some(shown(&wording.pair(wording.say(label), &wording.reasons(self.known(), &found.because))))
        };
        match found.verdict {
            Verdict::Met => because(&words.because),
            Verdict::NotMet => because(&words.not_because),
            Verdict::Undetermined if leads && set.status == Status::Current && !found.settled_by.is_empty() => {
                let ways = wording.list(wording.ways(set, found, WAYS));
                Some(shown(&wording.pair(wording.say(&words.settled_by), &ways)))
            }
            Verdict::Undetermined => None,
        }
    }

    pub(crate) fn undone(&self, id: FindingId) -> String {
        let now = self.wording.now(self.known(), id);
        shown(&self.words().undone(self.wording.lang, self.wording.label(id), &now))
    }

    pub(crate) fn nothing_to_undo(&self) -> String {
        shown(self.wording.say(&self.words().nothing_to_undo))
    }

    pub(crate) fn first(&self) -> String {
        shown(self.wording.say(&self.words().first))
    }

    pub(crate) fn end(&self) -> String {
        shown(self.wording.say(&self.words().end))
    }

    pub(crate) fn no_such_place(&self, place: &str) -> String {
        shown(&self.words().no_such_place(self.wording.lang, place))
    }

    pub(crate) fn saved(&self) -> String {
        shown(&self.words().saved(self.wording.lang, self.path().display()))
    }

    pub(crate) fn save_failed(&self, reason: &str) -> String {
        shown(&self.words().save_failed(self.wording.lang, reason))
    }

    pub(crate) fn going_on(&self) -> String {
        shown(&self.words().going_on_in(self.wording.lang, self.path().display()))
    }

    pub(crate) fn read_only(&self, path: &Path) -> String {
        shown(&self.words().read_only(self.wording.lang, path.display()))
    }

    pub(crate) fn in_place(&self) -> String {
        shown(self.wording.say(&self.wording.words().disk.in_place))
    }

    pub(crate) fn there_already(&self, path: &Path) -> String {
        shown(&self.words().there_already(self.wording.lang, path.display()))
    }

    /// Why the file could not be written, in words.
    pub(crate) fn trouble_of(&self, fault: &SaveFault) -> String {
        let (words, lang, path) = (self.words(), self.wording.lang, fault.path().display());
        shown(&match fault {
            SaveFault::ChangedUnderneath(_) => words.file_changed(lang, path),
            SaveFault::Gone(_) => words.file_gone(lang, path),
            SaveFault::InUse(_) => words.file_in_use(lang, path),
            SaveFault::Exists(_) => words.there_already(lang, path),
            SaveFault::ReadOnly(_) => words.file_read_only(lang, path),
            SaveFault::DiskFull(_) => self.wording.say(&words.disk_full).to_owned(),
            SaveFault::Other(_, error) => words.file_trouble(lang, path, error),
        })
    }

    pub(crate) fn no_place(&self) -> String {
        shown(self.wording.say(&self.words().no_shelf))
    }

    /// The answers could not be saved anywhere before the end.
    pub(crate) fn lost(&self, reason: &str) -> String {
        format!("{} {reason}", shown(self.wording.say(&self.words().unsaved)))
    }

    pub(crate) fn goodbye(&self) -> String {
        let words = self.words();
        if self.is_empty() {
            return shown(self.wording.say(&words.goodbye_empty));
        }
        if self.is_lost() {
            return shown(self.wording.say(&words.unsaved));
        }
        let (answered, of) = self.counts();
        let path = self.path().display().to_string();
        shown(&words.goodbye(self.wording.lang, &answered, &of, &path))
    }
}

fn place(question: Question) -> String {
    format!("{}.{}", question.place.0, question.place.1)
}
