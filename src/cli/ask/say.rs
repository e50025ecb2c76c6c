//! The words of the walk: labels before values, one fact a line.

use super::answer::Direction;
use super::finding;
use super::order::Question;
use super::walk::Walk;
use crate::case::Doubt;
use crate::cli::talk::command::{Command, Context};
use crate::cli::talk::{Reason, welcome};
use crate::engine::{Assessment, Band, Fit};
use crate::json::shown;
use crate::knowledge::{FindingId, Setting};
use crate::say::Known;
use crate::say::figures::{percent, prior};

impl Walk<'_> {
    fn words(&self) -> &crate::knowledge::files::AskWords {
        &self.wording.words().ask
    }

    pub(crate) fn greeting(&self, reason: Option<Reason>, name: Option<&str>) -> Vec<String> {
        let (words, lang) = (self.words(), self.wording.lang);
        let mut lines = Vec::new();
        if let Some(reason) = reason {
            lines.push(welcome(self.wording, reason));
            lines.push(self.wording.say(&self.wording.knowledge.notice).to_owned());
        }
        lines.push(shown(&match name {
            Some(name) => words.case(lang, name, self.assessment.answered, self.assessment.of),
            None => self.wording.say(&words.new_case).to_owned(),
        }));
        lines
    }

    /// The question, with the part before it where a new one begins, and how it is answered where one of its kind is asked
    /// for the first time.
    pub(crate) fn question(&mut self) -> Vec<String> {
        if self.proposed.is_some() {
            return Vec::new();
        }
        let Some(question) = self.here() else { return vec![self.end()] };
        let mut lines = Vec::new();
        if self.announced.replace(question.place.0) != Some(question.place.0) {
            lines.extend(self.part(question));
        }
        let now = self.state(question.finding);
        let label = self.wording.label(question.finding);
        lines.push(shown(&self.words().question(self.wording.lang, place(question), label, &now)));
        if let Some(doubt) = self.doubt(question.finding) {
            lines.push(self.asked_about(question.finding, &doubt));
            self.asked.get_or_insert(question);
        }
        lines.extend(finding::choices(self.wording, &self.case, question.finding));
        if self.hinted.insert(std::mem::discriminant(&self.wording.knowledge.finding(question.finding).kind)) {
            lines.push(finding::hint(self.wording, question.finding));
        }
        lines
    }

    fn part(&self, question: Question) -> Vec<String> {
        let (words, lang) = (self.words(), self.wording.lang);
        let Some(part) = self.part_of(question) else { return Vec::new() };
        let here = || self.questions.iter().filter(|other| other.place.0 == question.place.0);
        let keys = here().filter(|other| other.key).count();
        let known = here().filter(|other| other.key && self.case.known(other.finding).is_some()).count();
        let title = self.wording.say(part.title);
        let mut lines = vec![words.section(lang, question.place.0, self.parts.len(), title, keys, known)];
        let more = here().count() - keys;
        if more > 0 && !self.opened.contains(&question.place.0) {
            lines.push(words.section_more(lang, more));
        }
        lines
    }

    pub(crate) fn known(&self) -> Known<'_> {
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

    pub(crate) fn help(&self) -> Vec<String> {
        let words = Command::all(Context::Questions, self.wording).into_iter().skip(1);
        [self.wording.say(&self.words().help).to_owned()].into_iter().chain(words).collect()
    }

    /// A word that needs something behind it.
    pub(crate) fn needs_text(&self, command: Command) -> String {
        self.words().needs_text(self.wording.lang, command.help(Context::Questions, self.wording))
    }

    /// The question and the place of what is asked.
    pub(crate) fn place(&self) -> String {
        match self.here() {
            Some(question) => self.named(question),
            None => self.wording.say(&self.words().after_all).to_owned(),
        }
    }

    fn named(&self, question: Question) -> String {
        format!("{} {}", place(question), self.wording.label(question.finding))
    }

    pub(crate) fn answered(&self, question: Question, read_as: Option<String>) -> String {
        finding::answered(self.wording, &self.stands(question), read_as)
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
            shown(&self.wording.pair(&format!("{} {}", at + 1, setting.id), &self.wording.setting(setting)))
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

    /// What is to be known of a finding.
    pub(crate) fn about(&self, id: FindingId) -> Vec<String> {
        [finding::about(self.wording, id, Some(self.known())), finding::keys(self.wording, &self.case, id)].concat()
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
        if let (Some(old), Some(new)) = (&before.fit, &self.assessment.fit) {
            let [before, after] = [old, new].map(|fit| self.fit_in_short(fit));
            let changed = before != after;
            lines.extend(changed.then(|| shown(&self.words().fit_changed(self.wording.lang, before, after))));
        }
        let new = self.assessment.conflicts.iter().filter(|conflict| !before.conflicts.contains(conflict));
        lines.extend(new.map(|conflict| shown(&self.wording.conflict(self.known(), conflict))));
        lines
    }

    /// The fit in few words: the probability with its interval, or that too little is known for one.
    pub(crate) fn fit_in_short(&self, fit: &Fit) -> String {
        let (words, wording) = (self.words(), self.wording);
        match fit.band {
            _ if fit.groups.is_empty() => words.fit_prior(wording.lang, prior(fit.prior)),
            Band::TooLittleKnown => wording.band(fit.band).to_owned(),
            _ => {
                let band = wording.marked(wording.band(fit.band), fit.doubtful);
                words.fit_stands(wording.lang, percent(fit.probability), wording.interval(fit.interval), band)
            }
        }
    }

    /// What a change that was taken back or done again made of its answers.
    pub(crate) fn exchanged(&self, findings: &[FindingId], direction: Direction) -> Vec<String> {
        let (words, lang) = (self.words(), self.wording.lang);
        let now = |id: FindingId| self.wording.now(self.known(), id);
        match findings {
            [] => vec![self.setting_words()],
            [id] => vec![shown(&match direction {
                Direction::Undo => words.undone(lang, self.wording.label(*id), now(*id)),
                Direction::Redo => words.redone(lang, self.wording.label(*id), now(*id)),
            })],
            several => {
                let count = match direction {
                    Direction::Undo => words.undone_many(lang, several.len()),
                    Direction::Redo => words.redone_many(lang, several.len()),
                };
                let line = |id: &FindingId| shown(&self.wording.pair(self.wording.label(*id), &now(*id)));
                [count].into_iter().chain(several.iter().map(line)).collect()
            }
        }
    }

    /// What was answered, a line each with its place.
    pub(crate) fn answers(&self) -> Vec<String> {
        let questions = self.questions.iter().filter(|question| self.case.answer(question.finding).is_some());
        let lines: Vec<String> = questions.map(|question| self.stands(*question)).collect();
        match lines.len() {
            0 => vec![self.wording.say(&self.words().no_answers).to_owned()],
            count => [self.words().answers_here(self.wording.lang, count)].into_iter().chain(lines).collect(),
        }
    }

    fn stands(&self, question: Question) -> String {
        self.wording.pair(&self.named(question), &self.state(question.finding))
    }

    pub(crate) fn found(&self, count: usize) -> String {
        self.words().found(self.wording.lang, count)
    }

    pub(crate) fn found_line(&self, number: usize, question: Question) -> String {
        let (label, now) = (self.wording.label(question.finding), self.state(question.finding));
        shown(&self.words().found_line(self.wording.lang, number, place(question), label, now))
    }

    pub(crate) fn found_nothing(&self, typed: &str) -> String {
        shown(&self.words().found_nothing(self.wording.lang, typed))
    }

    pub(crate) fn several(&self, typed: &str) -> String {
        shown(&self.words().several(self.wording.lang, typed))
    }

    pub(crate) fn rest_marked(&self, findings: &[FindingId]) -> String {
        let names = self.wording.findings(findings);
        shown(&self.words().rest_marked(self.wording.lang, findings.len(), names))
    }

    pub(crate) fn no_rest(&self) -> String {
        self.wording.say(&self.words().no_rest).to_owned()
    }

    pub(crate) fn no_more(&self) -> String {
        self.wording.say(&self.words().no_more).to_owned()
    }

    pub(crate) fn more_opened(&self, count: usize) -> String {
        self.words().more_opened(self.wording.lang, count)
    }

    pub(crate) fn language_is(&self) -> String {
        self.wording.say(&self.words().language_is).to_owned()
    }

    pub(crate) fn nothing_to_redo(&self) -> String {
        self.wording.say(&self.words().nothing_to_redo).to_owned()
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
}

pub(super) fn place(question: Question) -> String {
    format!("{}.{}", question.place.0, question.place.1)
}
