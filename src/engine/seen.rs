//! A case as it is looked at: which of its answers are seen, and what each counts as.

use super::compare::{compare, needs_sex};
use super::truth::Truth;
use crate::case::{Answer, AnswerValue, Case, Quantity};
use crate::knowledge::{Bound, FindingId, FindingMask, FindingSet, Knowledge, Measure, OptionId};

/// A case seen through the pack. It may be told to see some of the answers only, as if the others had never been given.
#[derive(Clone)]
pub struct Seen<'a> {
    /// The pack.
    pub knowledge: &'a Knowledge,
    case: &'a Case,
    /// The answers that are seen, if they say something.
    seen: FindingMask,
    /// Whether explained signs say nothing, as in the fit; to the rules they are absent.
    explained_aside: bool,
}

/// One answer as it might be.
#[derive(Clone, Copy, Debug)]
pub struct Supposed {
    /// Whose answer it is.
    pub finding: FindingId,
    /// `None` takes it back.
    pub answer: Option<AnswerValue>,
}

/// What is seen, or would be if one answer were another.
#[derive(Clone, Copy)]
pub struct View<'s> {
    seen: &'s Seen<'s>,
    supposed: Option<&'s Supposed>,
}

impl<'a> Seen<'a> {
    /// All answers of a case.
    pub fn new(knowledge: &'a Knowledge, case: &'a Case) -> Self {
        let known = case.answers().filter(|(_, answer)| answer.value.is_known()).map(|(id, _)| id);
        Seen { knowledge, case, seen: FindingMask::of(knowledge.findings.len(), known), explained_aside: false }
    }

    /// From now on only these answers are seen.
    pub fn see_only(&mut self, findings: &[FindingId]) {
        self.seen.clear();
        findings.iter().for_each(|id| self.seen.insert(*id));
    }

    /// From now on these answers are not seen.
    pub fn see_all_but(&mut self, findings: impl Iterator<Item = FindingId>) {
        findings.for_each(|id| self.seen.remove(id));
    }

    /// Whether the clinician has a better cause for any sign.
    pub fn explains_any(&self) -> bool {
        self.case.answers().any(|(_, answer)| answer.is_explained())
    }

    /// From now on explained signs say nothing, or are absent again.
    pub fn set_explained_aside(&mut self, aside: bool) {
        self.explained_aside = aside;
    }

    /// Whether any of the findings is seen.
    pub fn sees_any(&self, findings: &FindingSet) -> bool {
        self.seen.meets(findings)
    }

    /// The answer as it was given, if it is seen and says something.
    pub fn said(&self, id: FindingId) -> Option<&'a Answer> {
        self.case.answer(id).filter(|answer| self.seen.contains(id) && answer.value.is_known())
    }

    /// As it is.
    pub fn view(&self) -> View<'_> {
        View { seen: self, supposed: None }
    }

    /// As it would be.
    pub fn supposing<'s>(&'s self, supposed: &'s Supposed) -> View<'s> {
        View { seen: self, supposed: Some(supposed) }
    }
}

impl<'s> View<'s> {
    /// What an answer counts as, if it is seen and says something: an explained sign as absent, a finding of the other sex
    /// as nothing.
    pub fn known(self, id: FindingId) -> Option<&'s AnswerValue> {
        let value = match self.supposed {
            Some(supposed) if supposed.finding == id => supposed.answer.as_ref()?,
            _ if !self.seen.seen.contains(id) => return None,
            _ => match self.seen.case.answer(id)? {
                answer if !answer.is_explained() => &answer.value,
                _ if self.seen.explained_aside => return None,
                _ => &AnswerValue::Absent,
            },
        };
        let counts = value.is_known() && (*value == AnswerValue::Absent || self.admits(id));
        counts.then_some(value)
    }

    /// Whether the answer is an explained sign that says nothing.
    fn is_set_aside(self, id: FindingId) -> bool {
        let is_supposed = self.supposed.is_some_and(|supposed| supposed.finding == id);
        self.seen.explained_aside && !is_supposed && self.seen.said(id).is_some_and(Answer::is_explained)
    }

    /// Whether the patient may have the finding: not one of the other sex.
    pub fn admits(self, id: FindingId) -> bool {
        let only_in = self.seen.knowledge.finding(id).only_in;
        only_in.is_none_or(|only_in| self.is_male().is_none_or(|is_male| only_in.admits(is_male)))
    }

    /// What a sign is whatever its rules infer; `None` where these decide. A patient has no sign of the other sex, and
    /// what has a better cause says nothing, though other answers would infer it.
    pub fn sign(self, id: FindingId) -> Option<Truth> {
        match self.known(id) {
            Some(AnswerValue::Present) => Some(Truth::True),
            Some(AnswerValue::Absent) => Some(Truth::False),
            _ if self.is_set_aside(id) => Some(Truth::Unknown),
            _ if !self.admits(id) => Some(Truth::False),
            _ => None,
        }
    }

    /// Whether a quantity lies beyond a limit.
    pub fn beyond(self, id: FindingId, bound: &Bound) -> Truth {
        self.quantity(id)
            .map_or(Truth::Unknown, |(quantity, measure)| compare(quantity, measure, bound, self.is_male()))
    }

    /// Whether a choice is one of the options.
    pub fn one_of(self, id: FindingId, options: &[OptionId]) -> Truth {
        match self.known(id) {
            Some(AnswerValue::Option(option)) => options.contains(option).into(),
            _ => Truth::Unknown,
        }
    }

    /// Whether a limit by sex decides this quantity only because the sex is known.
    pub fn needs_sex(self, id: FindingId, bound: &Bound) -> bool {
        self.quantity(id).is_some_and(|(quantity, measure)| needs_sex(quantity, measure, bound))
    }

    fn quantity(self, id: FindingId) -> Option<(&'s Quantity, &'s Measure)> {
        match (self.known(id)?, self.seen.knowledge.finding(id).measure()) {
            (AnswerValue::Quantity(quantity), Some(measure)) => Some((quantity, measure)),
            _ => None,
        }
    }

    /// The sex, if it is known.
    pub fn is_male(self) -> Option<bool> {
        let sex = self.seen.knowledge.sex?;
        match self.known(sex.finding)? {
            AnswerValue::Option(option) if *option == sex.male => Some(true),
            AnswerValue::Option(option) if *option == sex.female => Some(false),
            _ => None,
        }
    }
}
