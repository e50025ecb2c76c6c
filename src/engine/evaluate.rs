//! The truth of signs, criteria and conclusions in one case, computed when asked and remembered.

use super::truth::{Truth, truth};
use crate::case::{AnswerValue, Case, Interval, Quantity};
use crate::knowledge::{
    Bound, ConclusionId, CriterionId, Evidence, FindingId, Kind, Knowledge, Limit, Rule, SetId, Side,
};

/// A case seen through the pack. It may be told to see some of the answers only, as if the others had never been given.
pub struct Evaluation<'a> {
    pub knowledge: &'a Knowledge,
    case: &'a Case,
    /// For each finding the last view in which its answer was seen; `None` while all are.
    seen: Option<Vec<u32>>,
    /// One answer as it might have been; `None` within takes it back.
    supposed: Option<(FindingId, Option<AnswerValue>)>,
    /// Counts how often the view changed; what was remembered before is stale.
    view: u32,
    /// The values that each quantity may have, in its canonical unit, once they were asked for.
    intervals: Vec<Option<Interval>>,
    signs: Vec<Remembered>,
    criteria: Vec<Vec<Remembered>>,
    conclusions: Vec<Vec<Remembered>>,
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
            seen: None,
            supposed: None,
            view: 1,
            intervals: vec![None; knowledge.findings.len()],
            signs: vec![NOTHING; knowledge.findings.len()],
            criteria: knowledge.sets.iter().map(|set| vec![NOTHING; set.criteria.len()]).collect(),
            conclusions: knowledge.sets.iter().map(|set| vec![NOTHING; set.conclusions.len()]).collect(),
        }
    }

    /// From now on only these answers are seen.
    pub fn see_only(&mut self, findings: &[FindingId]) {
        self.view += 1;
        let seen = self.seen.get_or_insert_with(|| vec![0; self.knowledge.findings.len()]);
        findings.iter().for_each(|id| seen[id.index()] = self.view);
    }

    /// From now on this finding has another answer, or none.
    pub fn suppose(&mut self, finding: FindingId, answer: Option<AnswerValue>) {
        self.supposed = Some((finding, answer));
        self.view += 1;
    }

    /// From now on the case is seen as it is.
    pub fn suppose_nothing(&mut self) {
        self.supposed = None;
        self.view += 1;
    }

    /// The answer to a finding, if it is seen and says something.
    pub fn known(&self, id: FindingId) -> Option<AnswerValue> {
        match (&self.seen, self.supposed) {
            (Some(seen), _) if seen[id.index()] != self.view => None,
            (_, Some((supposed, answer))) if supposed == id => answer,
            _ => self.case.known(id).copied(),
        }
    }

    /// A sign is what its answer says; without one, what its rules infer.
    pub fn sign(&mut self, id: FindingId) -> Truth {
        let remembered = self.signs[id.index()];
        if remembered.view == self.view {
            return remembered.truth;
        }
        let truth = match self.known(id) {
            Some(AnswerValue::Present) => Truth::True,
            Some(AnswerValue::Absent) => Truth::False,
            _ => self.inferred(id),
        };
        self.signs[id.index()] = Remembered { view: self.view, truth };
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
        let Kind::Sign(inference) = &knowledge.finding(id).kind else { return (Truth::Unknown, Truth::Unknown) };
        let mut of = |rule: &Option<Rule<Evidence>>| rule.as_ref().map_or(Truth::Unknown, |rule| self.rule(rule));
        (of(&inference.present_when), of(&inference.absent_when))
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
        let remembered = self.criteria[set.index()][criterion.index()];
        if remembered.view == self.view {
            return remembered.truth;
        }
        let knowledge = self.knowledge;
        let truth = self.rule(&knowledge.set(set).criteria[criterion.index()].when);
        self.criteria[set.index()][criterion.index()] = Remembered { view: self.view, truth };
        truth
    }

    pub fn conclusion(&mut self, set: SetId, conclusion: ConclusionId) -> Truth {
        let remembered = self.conclusions[set.index()][conclusion.index()];
        if remembered.view == self.view {
            return remembered.truth;
        }
        let knowledge = self.knowledge;
        let rule = &knowledge.set(set).conclusions[conclusion.index()].logic;
        let truth = truth(rule, &mut |criterion| self.criterion(set, *criterion));
        self.conclusions[set.index()][conclusion.index()] = Remembered { view: self.view, truth };
        truth
    }

    /// Whether a quantity lies beyond a limit.
    pub fn bound(&mut self, id: FindingId, bound: &Bound) -> Truth {
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
    fn interval(&mut self, id: FindingId, quantity: &Quantity) -> Option<Interval> {
        let measure = self.knowledge.finding(id).measure()?;
        Some(*self.intervals[id.index()].get_or_insert_with(|| quantity.canonical_interval(measure)))
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
    pub fn needs_sex(&mut self, id: FindingId, bound: &Bound) -> bool {
        let Limit::BySex { male, female } = bound.canonical else { return false };
        let Some(AnswerValue::Quantity(quantity)) = self.known(id) else { return false };
        let Some(interval) = self.interval(id, &quantity) else { return false };
        interval.lies(bound.side, male) != interval.lies(bound.side, female)
    }
}
