//! The truth of signs, criteria and conclusions in one case, computed when asked and remembered.

use super::compare::{compare, needs_sex};
use super::truth::{Truth, truth};
use crate::case::{Answer, AnswerValue, Case, Quantity};
use crate::knowledge::{
    Bound, ConclusionId, CriterionId, Evidence, FindingId, FindingMask, FindingSet, Knowledge, Measure, Rule, SetId,
};

/// A case seen through the pack. It may be told to see some of the answers only, as if the others had never been given.
///
/// What rests on nothing that is seen is unknown, and what does not rest on a supposed answer is as it was: neither is
/// worked out.
pub struct Evaluation<'a> {
    pub knowledge: &'a Knowledge,
    case: &'a Case,
    /// The answers that are seen, if they say something.
    seen: FindingMask,
    supposed: Option<Supposed>,
    /// Whether explained signs say nothing, as in the fit; to the rules they are absent.
    explained_aside: bool,
    /// The view of the case as it is seen, nothing supposed.
    plain: u32,
    /// Counts the views; what was remembered in another one may be stale.
    views: u32,
    signs: Vec<Remembered>,
    /// Of all sets, one after the other.
    criteria: Vec<Remembered>,
    conclusions: Vec<Remembered>,
}

/// One answer as it might have been; `None` takes it back.
#[derive(Clone, Copy)]
struct Supposed {
    finding: FindingId,
    answer: Option<AnswerValue>,
    view: u32,
}

#[derive(Clone, Copy)]
struct Remembered {
    view: u32,
    truth: Truth,
}

const NOTHING: Remembered = Remembered { view: 0, truth: Truth::Unknown };

impl<'a> Evaluation<'a> {
    pub fn new(knowledge: &'a Knowledge, case: &'a Case) -> Self {
        Evaluation {
            knowledge,
            case,
            seen: FindingMask::of(
                knowledge.findings.len(),
                case.answers().filter(|(_, answer)| answer.value.is_known()).map(|(id, _)| id),
            ),
            supposed: None,
            explained_aside: false,
            plain: 1,
            views: 1,
            signs: vec![NOTHING; knowledge.findings.len()],
            criteria: vec![NOTHING; knowledge.sets.iter().map(|set| set.criteria.len()).sum()],
            conclusions: vec![NOTHING; knowledge.sets.iter().map(|set| set.conclusions.len()).sum()],
        }
    }

    /// From now on only these answers are seen.
    pub fn see_only(&mut self, findings: &[FindingId]) {
        self.seen.clear();
        findings.iter().for_each(|id| self.seen.insert(*id));
        self.look_anew();
    }

    /// From now on these answers are not seen.
    pub fn see_all_but(&mut self, findings: impl Iterator<Item = FindingId>) {
        findings.for_each(|id| self.seen.remove(id));
        self.look_anew();
    }

    /// From now on explained signs say nothing, or are absent again.
    pub fn set_explained_aside(&mut self, aside: bool) {
        if self.explained_aside != aside && self.case.answers().any(|(_, answer)| answer.is_explained()) {
            self.explained_aside = aside;
            self.look_anew();
        }
    }

    fn look_anew(&mut self) {
        self.views += 1;
        self.plain = self.views;
    }

    /// From now on a finding that is answered has another answer, or none.
    pub fn suppose(&mut self, finding: FindingId, answer: Option<AnswerValue>) {
        self.views += 1;
        self.supposed = Some(Supposed { finding, answer, view: self.views });
    }

    /// From now on the case is seen as it is.
    pub fn suppose_nothing(&mut self) {
        self.supposed = None;
    }

    /// The view in which something that rests on these findings has the truth that it has now.
    fn view(&self, rests_on: &FindingSet) -> u32 {
        self.supposed
            .filter(|supposed| rests_on.contains(supposed.finding))
            .map_or(self.plain, |supposed| supposed.view)
    }

    /// What an answer counts as, if it is seen and says something: an explained sign as absent, a finding of the other sex
    /// as nothing.
    pub fn known(&self, id: FindingId) -> Option<&AnswerValue> {
        let value = match &self.supposed {
            _ if !self.seen.contains(id) => return None,
            Some(supposed) if supposed.finding == id => supposed.answer.as_ref()?,
            _ => match self.case.answer(id)? {
                answer if !answer.is_explained() => &answer.value,
                _ if self.explained_aside => return None,
                _ => &AnswerValue::Absent,
            },
        };
        let counts = value.is_known() && (*value == AnswerValue::Absent || self.admits(id));
        counts.then_some(value)
    }

    /// Whether the answer is an explained sign that says nothing.
    fn is_set_aside(&self, id: FindingId) -> bool {
        let is_supposed = self.supposed.is_some_and(|supposed| supposed.finding == id);
        self.explained_aside && !is_supposed && self.said(id).is_some_and(Answer::is_explained)
    }

    /// The answer as it was given, if it is seen and says something.
    pub fn said(&self, id: FindingId) -> Option<&'a Answer> {
        self.case.answer(id).filter(|answer| self.seen.contains(id) && answer.value.is_known())
    }

    /// Whether the patient may have the finding: not one of the other sex.
    pub fn admits(&self, id: FindingId) -> bool {
        let only_in = self.knowledge.finding(id).only_in;
        only_in.is_none_or(|only_in| self.is_male().is_none_or(|is_male| only_in.admits(is_male)))
    }

    /// A sign is what its answer says; without one, what its rules infer. A patient has no sign of the other sex.
    pub fn sign(&mut self, id: FindingId) -> Truth {
        let view = self.view(self.knowledge.finding_rests_on(id));
        let remembered = self.signs[id.index()];
        if remembered.view == view {
            return remembered.truth;
        }
        let truth = match self.known(id) {
            Some(AnswerValue::Present) => Truth::True,
            Some(AnswerValue::Absent) => Truth::False,
            // What has a better cause says nothing, though other answers would infer it.
            _ if self.is_set_aside(id) => Truth::Unknown,
            _ if !self.admits(id) => Truth::False,
            _ => self.inferred(id),
        };
        self.signs[id.index()] = Remembered { view, truth };
        truth
    }

    /// What the rules of a sign infer from other findings; present wins where both hold.
    pub fn inferred(&mut self, id: FindingId) -> Truth {
        match self.inferences(id) {
            (Truth::True, _) => Truth::True,
            (_, Truth::True) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// The truth of the two rules of a sign: present when, absent when.
    pub fn inferences(&mut self, id: FindingId) -> (Truth, Truth) {
        let knowledge = self.knowledge;
        if !self.seen.meets(knowledge.finding_rests_on(id)) {
            return (Truth::Unknown, Truth::Unknown);
        }
        let mut infers = |present| knowledge.inference(id, present).map_or(Truth::Unknown, |rule| self.rule(rule));
        (infers(true), infers(false))
    }

    pub fn rule(&mut self, rule: &Rule<Evidence>) -> Truth {
        truth(rule, &mut |leaf| self.evidence(leaf))
    }

    pub fn evidence(&mut self, leaf: &Evidence) -> Truth {
        match leaf {
            Evidence::Sign(id) => self.sign(*id),
            Evidence::Quantity(id, bound) => self.bound(*id, bound),
            Evidence::Choice(id, options) => match self.known(*id) {
                Some(AnswerValue::Option(option)) => options.contains(option).into(),
                _ => Truth::Unknown,
            },
            Evidence::Conclusion(set, conclusion) => self.conclusion(*set, *conclusion),
        }
    }

    pub fn criterion(&mut self, set: SetId, criterion: CriterionId) -> Truth {
        let knowledge = self.knowledge;
        let rests_on = knowledge.criterion_rests_on(set, criterion);
        let view = self.view(rests_on);
        let place = knowledge.criterion_place(set, criterion);
        let remembered = self.criteria[place];
        if remembered.view == view {
            return remembered.truth;
        }
        let truth = match self.seen.meets(rests_on) {
            true => self.rule(&knowledge.set(set).criteria[criterion.index()].when),
            false => Truth::Unknown,
        };
        self.criteria[place] = Remembered { view, truth };
        truth
    }

    pub fn conclusion(&mut self, set: SetId, conclusion: ConclusionId) -> Truth {
        let view = self.supposed.map_or(self.plain, |supposed| supposed.view);
        let knowledge = self.knowledge;
        let place = knowledge.conclusion_place(set, conclusion);
        let remembered = self.conclusions[place];
        if remembered.view == view {
            return remembered.truth;
        }
        let rule = &knowledge.set(set).conclusions[conclusion.index()].logic;
        let truth = truth(rule, &mut |criterion| self.criterion(set, *criterion));
        self.conclusions[place] = Remembered { view, truth };
        truth
    }

    /// Whether a quantity lies beyond a limit.
    pub fn bound(&self, id: FindingId, bound: &Bound) -> Truth {
        self.quantity(id)
            .map_or(Truth::Unknown, |(quantity, measure)| compare(quantity, measure, bound, self.is_male()))
    }

    /// Whether a limit by sex decides this quantity only because the sex is known.
    pub fn needs_sex(&self, id: FindingId, bound: &Bound) -> bool {
        self.quantity(id).is_some_and(|(quantity, measure)| needs_sex(quantity, measure, bound))
    }

    fn quantity(&self, id: FindingId) -> Option<(&Quantity, &'a Measure)> {
        match (self.known(id)?, self.knowledge.finding(id).measure()) {
            (AnswerValue::Quantity(quantity), Some(measure)) => Some((quantity, measure)),
            _ => None,
        }
    }

    /// The sex, if it is known.
    pub fn is_male(&self) -> Option<bool> {
        let sex = self.knowledge.sex?;
        match self.known(sex.finding)? {
            AnswerValue::Option(option) if *option == sex.male => Some(true),
            AnswerValue::Option(option) if *option == sex.female => Some(false),
            _ => None,
        }
    }
}
