//! The truth of signs, criteria and conclusions in one case, computed when asked and remembered.

use super::truth::{Truth, truth};
use crate::case::{AnswerValue, Case, Interval, Quantity};
use crate::knowledge::{
    Bound, ConclusionId, CriterionId, Evidence, FindingId, FindingSet, Knowledge, Limit, Rule, SetId, Side,
};

/// A case seen through the pack. It may be told to see some of the answers only, as if the others had never been given.
///
/// What rests on nothing that is seen is unknown, and what does not rest on a supposed answer is as it was: neither is
/// worked out.
pub struct Evaluation<'a> {
    pub knowledge: &'a Knowledge,
    case: &'a Case,
    /// The answers that are seen, if they say something.
    seen: FindingSet,
    supposed: Option<Supposed>,
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
            seen: FindingSet::of(case.answers().filter(|(_, answer)| answer.value.is_known()).map(|(id, _)| id)),
            supposed: None,
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

    /// The answer to a finding, if it is seen and says something.
    pub fn known(&self, id: FindingId) -> Option<AnswerValue> {
        match self.supposed {
            _ if !self.seen.contains(id) => None,
            Some(supposed) if supposed.finding == id => supposed.answer,
            _ => self.case.known(id).copied(),
        }
    }

    /// A sign is what its answer says; without one, what its rules infer.
    pub fn sign(&mut self, id: FindingId) -> Truth {
        let view = self.view(self.knowledge.finding_rests_on(id));
        let remembered = self.signs[id.index()];
        if remembered.view == view {
            return remembered.truth;
        }
        let truth = match self.known(id) {
            Some(AnswerValue::Present) => Truth::True,
            Some(AnswerValue::Absent) => Truth::False,
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
        if !knowledge.finding_rests_on(id).meets(&self.seen) {
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
                Some(AnswerValue::Option(option)) => options.contains(&option).into(),
                _ => Truth::Unknown,
            },
            Evidence::Conclusion(set, conclusion) => self.conclusion(*set, *conclusion),
        }
    }

    pub fn criterion(&mut self, set: SetId, criterion: CriterionId) -> Truth {
        let knowledge = self.knowledge;
        let rests_on = knowledge.criterion_rests_on(set, criterion);
        if !rests_on.meets(&self.seen) {
            return Truth::Unknown;
        }
        let view = self.view(rests_on);
        let place = knowledge.criterion_place(set, criterion);
        let remembered = self.criteria[place];
        if remembered.view == view {
            return remembered.truth;
        }
        let truth = self.rule(&knowledge.set(set).criteria[criterion.index()].when);
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
        let Some(AnswerValue::Quantity(quantity)) = self.known(id) else { return Truth::Unknown };
        let Some(interval) = self.interval(id, &quantity) else { return Truth::Unknown };
        let lies = |limit: f64| interval.lies(bound.side, limit);
        let lies = match bound.canonical {
            Limit::Fixed(limit) => lies(limit),
            Limit::BySex { male, female } => match self.is_male() {
                Some(true) => lies(male),
                Some(false) => lies(female),
                // While the sex is unknown, the answer is the one both limits agree on.
                None => lies(male).filter(|answer| lies(female) == Some(*answer)),
            },
            Limit::Laboratory => quantity.reference.and_then(|reference| {
                let end = match bound.side {
                    Side::Above | Side::UpTo => reference.high,
                    Side::From | Side::Below => reference.low,
                };
                quantity.interval().lies(bound.side, end?)
            }),
        };
        lies.into()
    }

    /// The values that a quantity may have, in its canonical unit.
    fn interval(&self, id: FindingId, quantity: &Quantity) -> Option<Interval> {
        let measure = self.knowledge.finding(id).measure()?;
        Some(quantity.canonical_interval(measure))
    }

    /// The sex, if it is known.
    pub fn is_male(&self) -> Option<bool> {
        let sex = self.knowledge.sex?;
        match self.known(sex.finding)? {
            AnswerValue::Option(option) if option == sex.male => Some(true),
            AnswerValue::Option(option) if option == sex.female => Some(false),
            _ => None,
        }
    }

    /// Whether a limit by sex decides this quantity only because the sex is known.
    pub fn needs_sex(&self, id: FindingId, bound: &Bound) -> bool {
        let Limit::BySex { male, female } = bound.canonical else { return false };
        let Some(AnswerValue::Quantity(quantity)) = self.known(id) else { return false };
        let Some(interval) = self.interval(id, &quantity) else { return false };
        interval.lies(bound.side, male) != interval.lies(bound.side, female)
    }
}
