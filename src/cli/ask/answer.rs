//! What a reply changes in the case: answers, what stands beside them, and the setting; and taking that back.

use super::walk::{Question, Walk};
use crate::case::{Answer, AnswerValue, Change, Doubt, EntryFault, Quantity, type_range};
use crate::cli::talk::{Next, refused};
use crate::engine::assess_in;
use crate::knowledge::{FindingId, Kind, Measure, SettingId};

impl<'s> Walk<'s> {
    /// Answers the question, and goes on to the next one. On a terminal a number that may have been meant otherwise is
    /// asked about first; the lines of a pipe were written for the questions that follow.
    pub(crate) fn answer(
        &mut self,
        question: Question,
        value: AnswerValue,
        read_as: Option<String>,
    ) -> (Vec<String>, Next) {
        let id = question.finding;
        let before = self.case.answer(id);
        let value = match (value, self.quantity(id), self.measure(id)) {
            (AnswerValue::Quantity(new), Some(old), Some(measure)) => {
                AnswerValue::Quantity(new.in_place_of(&old, measure))
            }
            (value, ..) => value,
        };
        let answer = before.cloned().unwrap_or(value.into()).with(value);
        let mut said = self.put(question, answer, read_as);
        if self.doubt(id).is_some() && self.is_terminal {
            return (said, Next::Wait);
        }
        self.at += 1;
        if self.at == self.questions.len() {
            said.push(self.end());
            return (said, Next::Wait);
        }
        (said, Next::Question)
    }

    /// Puts an answer in place of the one before, says it, and asks about it where it is doubtful.
    fn put(&mut self, question: Question, answer: Answer, read_as: Option<String>) -> Vec<String> {
        let id = question.finding;
        if !self.case.put([(id, Some(answer))]) {
            return vec![self.already(question)];
        }
        let changes = self.reassessed();
        let mut said = vec![self.answered(question, read_as)];
        if let Some(doubt) = self.doubt(id) {
            self.asked = Some(question);
            said.push(self.asked_about(id, &doubt));
        }
        said.extend(changes);
        said
    }

    /// The laboratory's own range of a number.
    pub(crate) fn range(&mut self, question: Question, typed: &str) -> (Vec<String>, Next) {
        let (Some(quantity), Some(measure)) = (self.quantity(question.finding), self.measure(question.finding)) else {
            return refused(self.range_needs_value());
        };
        let reference = match typed {
            "" => Ok(None),
            typed => type_range(typed, measure, quantity.unit, &self.wording.words().style).map(Some),
        };
        match reference {
            Ok(reference) => {
                self.beside(question, |answer| answer.with(AnswerValue::Quantity(Quantity { reference, ..quantity })))
            }
            Err(fault) => self.not_understood(question, &fault),
        }
    }

    pub(crate) fn note(&mut self, question: Question, typed: &str) -> (Vec<String>, Next) {
        let note = Some(typed.to_owned()).filter(|note| !note.is_empty());
        self.beside(question, |answer| Answer { note, ..answer })
    }

    /// A better cause for a sign that is present.
    pub(crate) fn explain(&mut self, question: Question, typed: &str) -> (Vec<String>, Next) {
        if !matches!(self.wording.knowledge.finding(question.finding).kind, Kind::Sign(_)) {
            return refused(self.only_signs_are_explained());
        }
        let explained = Some(typed.to_owned()).filter(|cause| !cause.is_empty());
        match explained {
            Some(cause) => {
                self.beside(question, |answer| Answer { explained: Some(cause), ..answer.with(AnswerValue::Present) })
            }
            None => self.beside(question, |answer| Answer { explained: None, ..answer }),
        }
    }

    /// A number that was asked about stands.
    pub(crate) fn confirm(&mut self, asked: Option<Question>) -> (Vec<String>, Next) {
        match asked {
            Some(question) => self.beside(question, |answer| Answer { confirmed: true, ..answer }),
            None => refused(self.nothing_to_check()),
        }
    }

    /// A number that was asked about was meant in another unit: the one typed, else the first that was named.
    pub(crate) fn other_unit(&mut self, asked: Option<Question>, typed: &str) -> (Vec<String>, Next) {
        let of = |question: Question| {
            let id = question.finding;
            Some((question, self.quantity(id)?, self.measure(id)?, self.doubt(id)?))
        };
        let Some((question, quantity, measure, doubt)) = asked.and_then(of) else {
            return refused(self.nothing_to_check());
        };
        let unit = if typed.is_empty() { doubt.usual_in.first().copied() } else { measure.typed_unit(typed) };
        let Some(unit) = unit else {
            return self.not_understood(question, &EntryFault::UnknownUnit { typed: typed.to_owned() });
        };
        let value = AnswerValue::Quantity(Quantity { unit, ..quantity });
        self.beside(question, |answer| answer.with(value))
    }

    /// Changes what stands beside an answer; the question stays.
    fn beside(&mut self, question: Question, change: impl FnOnce(Answer) -> Answer) -> (Vec<String>, Next) {
        let before = self.case.answer(question.finding).cloned();
        let answer = change(before.unwrap_or_else(|| Answer::from(AnswerValue::Unknown)));
        (self.put(question, answer, None), Next::Wait)
    }

    /// Says where the patient may be seen, or takes that.
    pub(crate) fn choose_setting(&mut self, typed: &str) -> (Vec<String>, Next) {
        if typed.is_empty() {
            return (self.settings(), Next::Wait);
        }
        let settings = self.wording.knowledge.settings();
        let by_number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let at = by_number.or_else(|| settings.iter().position(|setting| setting.id == typed));
        let Some(at) = at.filter(|at| *at < settings.len()) else {
            return refused(self.no_such_answer(typed));
        };
        if !self.case.choose(SettingId::at(at)) {
            return (self.settings(), Next::Wait);
        }
        let said = self.reassessed();
        (vec![self.setting_words()].into_iter().chain(said).collect(), Next::Wait)
    }

    pub(crate) fn take_back(&mut self) -> (Vec<String>, Next) {
        let Some(finding) = self.case.undo().map(Change::finding) else {
            return (vec![self.nothing_to_undo()], Next::Wait);
        };
        let changes = self.reassessed();
        let undone = match finding {
            None => self.setting_words(),
            Some(id) => {
                self.at = self.questions.iter().position(|question| question.finding == id).unwrap_or(self.at);
                self.undone(id)
            }
        };
        (vec![undone].into_iter().chain(changes).collect(), Next::Question)
    }

    /// Writes the file, and says which verdicts changed.
    pub(super) fn reassessed(&mut self) -> Vec<String> {
        let saved = self.save();
        let after = assess_in(self.wording.knowledge, &self.case, self.case.where_seen());
        let before = std::mem::replace(&mut self.assessment, after);
        let mut said = self.changes(&before);
        said.extend(saved);
        said
    }

    pub(crate) fn quantity(&self, id: FindingId) -> Option<Quantity> {
        match self.case.known(id) {
            Some(AnswerValue::Quantity(quantity)) => Some(*quantity),
            _ => None,
        }
    }

    fn measure(&self, id: FindingId) -> Option<&'s Measure> {
        self.wording.knowledge.finding(id).measure()
    }

    /// Whether a number may have been meant otherwise.
    pub(crate) fn doubt(&self, id: FindingId) -> Option<Doubt> {
        self.assessment.doubts.iter().find(|doubted| doubted.finding == id).map(|doubted| doubted.doubt.clone())
    }
}
