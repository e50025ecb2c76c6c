//! What a reply changes in the case: answers, what stands beside them, and the setting; and taking that back.

use super::order::Question;
use super::reply::Understood;
use super::walk::Walk;
use crate::case::{Answer, AnswerValue, Change, Doubt, EntryFault, Quantity, type_range};
use crate::cli::talk::command::plain;
use crate::cli::talk::{Next, refused};
use crate::engine::assess_in;
use crate::knowledge::{FindingId, Kind, Measure, SettingId};

/// Which way a change goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Undo,
    Redo,
}

impl<'s> Walk<'s> {
    /// Answers the question, and goes on to the next one. On a terminal a number that may have been meant otherwise is
    /// asked about first; the lines of a pipe were written for the questions that follow.
    pub(crate) fn answer(&mut self, question: Question, understood: Understood) -> (Vec<String>, Next) {
        let Understood { value, read_as } = understood;
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
        let (end, next) = match self.next_from(self.at + 1) {
            Some(at) => self.go_to(at),
            None => self.at_the_end(),
        };
        said.extend(end);
        (said, next)
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
        let typed = plain(typed);
        let by_number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let at = by_number.or_else(|| settings.iter().position(|setting| setting.id == typed));
        let Some(at) = at.filter(|at| *at < settings.len()) else {
            return refused(self.no_such_answer(&typed));
        };
        if !self.case.choose(SettingId::at(at)) {
            return (self.settings(), Next::Wait);
        }
        let said = self.reassessed();
        (vec![self.setting_words()].into_iter().chain(said).collect(), Next::Wait)
    }

    pub(crate) fn take_back(&mut self) -> (Vec<String>, Next) {
        match self.case.undo().cloned() {
            Some(change) => self.changed(&change, Direction::Undo),
            None => (vec![self.nothing_to_undo()], Next::Wait),
        }
    }

    pub(crate) fn do_again(&mut self) -> (Vec<String>, Next) {
        match self.case.redo().cloned() {
            Some(change) => self.changed(&change, Direction::Redo),
            None => (vec![self.nothing_to_redo()], Next::Wait),
        }
    }

    /// Goes to what a change that was taken back or done again is about, and says what that did.
    fn changed(&mut self, change: &Change, direction: Direction) -> (Vec<String>, Next) {
        let changes = self.reassessed();
        let findings: Vec<FindingId> = change.replaced().map(|(finding, _)| finding).collect();
        if let Some(first) = findings.first() {
            self.go_to_finding(*first);
        }
        let said = self.exchanged(&findings, direction);
        (said.into_iter().chain(changes).collect(), Next::Question)
    }

    /// Marks absent every sign of the part that is asked for and not answered yet, as one step; what sums them up follows.
    pub(crate) fn mark_rest(&mut self, question: Question) -> (Vec<String>, Next) {
        let knowledge = self.wording.knowledge;
        let sums_up = self.part_of(question).and_then(|part| part.sums_up);
        let is_open = |id: FindingId| {
            let is_unknown = self.case.answer(id).is_none_or(|answer| answer.value == AnswerValue::Unknown);
            let follows = sums_up == Some(id) || self.known().inferred(id).is_some();
            is_unknown && matches!(knowledge.finding(id).kind, Kind::Sign(_)) && !follows
        };
        let here = self.questions.iter().filter(|other| other.place.0 == question.place.0 && self.is_asked(other));
        let open: Vec<FindingId> = here.map(|other| other.finding).filter(|id| is_open(*id)).collect();
        if open.is_empty() {
            return (vec![self.no_rest()], Next::Wait);
        }
        let absent = |id: &FindingId| {
            let before = self.case.answer(*id).cloned().unwrap_or_else(|| AnswerValue::Absent.into());
            (*id, Some(before.with(AnswerValue::Absent)))
        };
        let answers: Vec<_> = open.iter().map(absent).collect();
        self.case.put(answers);
        let changes = self.reassessed();
        let mut said = vec![self.rest_marked(&open)];
        said.extend(changes);
        let (end, next) = self.next_part();
        said.extend(end);
        (said, next)
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
