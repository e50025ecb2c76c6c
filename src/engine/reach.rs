//! What examinations could settle: whether their findings alone could give an open conclusion a verdict, and what they
//! would have to be.

use super::assessment::{Open, SetAssessment, Verdict};
use super::evaluate::Evaluation;
use super::fewest::{Taken, fewest};
use super::open::need;
use super::truth::Truth;
use crate::knowledge::{ConclusionId, CriterionId, Evidence, FindingId, FindingSet, Knowledge, Rule, SetId, Shape};

/// A conclusion that an examination can settle, and what it would have to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Settles {
    pub set: SetId,
    pub conclusion: ConclusionId,
    pub verdict: Verdict,
    pub by: Vec<Open>,
}

/// For each examination (the open findings that it would answer) the open conclusions of these sets that it could
/// settle by itself.
pub fn settles(
    evaluation: &mut Evaluation,
    sets: &[&SetAssessment],
    examinations: &[&[FindingId]],
) -> Vec<Vec<Settles>> {
    let mut settles = vec![Vec::new(); examinations.len()];
    for (settles, examinations) in settles.chunks_mut(SIDE_BY_SIDE).zip(examinations.chunks(SIDE_BY_SIDE)) {
        let asked = Asked::by(evaluation.knowledge, examinations);
        for assessed in sets {
            could_settle(evaluation, assessed, &asked, settles);
        }
    }
    settles
}

fn could_settle(evaluation: &mut Evaluation, assessed: &SetAssessment, asked: &Asked, settles: &mut [Vec<Settles>]) {
    let set = evaluation.knowledge.set(assessed.set);
    let criteria: Vec<[u64; 2]> = set
        .criteria
        .iter()
        .zip(&assessed.criteria)
        .map(|(criterion, found)| match found.verdict {
            Verdict::Undetermined => {
                [false, true].map(|wanted| asked.could_become(evaluation, &criterion.when, wanted))
            }
            verdict => [false, true].map(|wanted| all_or_none(Truth::from(verdict) == Truth::from(wanted))),
        })
        .collect();
    let open = assessed.conclusions.iter().enumerate().filter(|(_, found)| found.verdict == Verdict::Undetermined);
    for (at, _) in open {
        let conclusion = ConclusionId::at(at);
        let logic = &set.conclusions[at].logic;
        for (verdict, wanted) in [(Verdict::Met, true), (Verdict::NotMet, false)] {
            let could = could_become(logic, wanted, &mut |id, wanted| criteria[id.index()][usize::from(wanted)]);
            for (bit, settles) in settles.iter_mut().enumerate().filter(|(bit, _)| could & (1 << bit) != 0) {
                let mut reach = Reach { evaluation: &mut *evaluation, assessed, asked, examination: 1 << bit };
                let by = reach.conclusion(logic, wanted);
                settles.extend(by.map(|by| Settles { set: assessed.set, conclusion, verdict, by }));
            }
        }
    }
}

/// So many examinations are looked at side by side, a bit each.
const SIDE_BY_SIDE: usize = 64;

/// For each finding the examinations that would answer it.
struct Asked(Vec<u64>);

impl Asked {
    fn by(knowledge: &Knowledge, examinations: &[&[FindingId]]) -> Asked {
        let mut asked = vec![0; knowledge.findings.len()];
        for (bit, findings) in examinations.iter().enumerate() {
            findings.iter().for_each(|id| asked[id.index()] |= 1 << bit);
        }
        Asked(asked)
    }

    fn of(&self, id: FindingId) -> u64 {
        self.0[id.index()]
    }

    /// The examinations that would answer any of the findings.
    fn any(&self, findings: &FindingSet) -> u64 {
        findings.ids().fold(0, |all, id| all | self.of(id))
    }

    /// The examinations with whose findings a rule could become `wanted`.
    fn could_become(&self, evaluation: &mut Evaluation, rule: &Rule<Evidence>, wanted: bool) -> u64 {
        could_become(rule, wanted, &mut |leaf, wanted| match evaluation.evidence(leaf) {
            Truth::Unknown => self.could_decide(evaluation, leaf, wanted),
            known => all_or_none(known == Truth::from(wanted)),
        })
    }

    fn could_decide(&self, evaluation: &mut Evaluation, leaf: &Evidence, wanted: bool) -> u64 {
        let Some(id) = leaf.finding() else { return 0 };
        let answered = self.of(id);
        // A quantity that is known only as an interval is known; another measurement is another case.
        let by_answer = if evaluation.known(id).is_none() { answered } else { 0 };
        let by_inference = match evaluation.knowledge.inference(id, wanted) {
            Some(rule) => self.could_become(evaluation, rule, true),
            None => 0,
        };
        by_answer | by_inference & !answered
    }
}

fn all_or_none(holds: bool) -> u64 {
    if holds { u64::MAX } else { 0 }
}

/// With which examinations enough parts of a rule could become `wanted`, if the leaves could with these.
fn could_become<Leaf>(rule: &Rule<Leaf>, wanted: bool, leaf: &mut impl FnMut(&Leaf, bool) -> u64) -> u64 {
    let (k, parts) = match rule.shape() {
        Shape::Is(this) => return leaf(this, wanted),
        Shape::Not(part) => return could_become(part, !wanted, leaf),
        Shape::AtLeast(k, parts) => (k, parts),
    };
    let needed = if wanted { k } else { parts.len() + 1 - k };
    let could = parts.iter().map(|part| could_become(part, wanted, leaf));
    if needed == 1 {
        return could.fold(0, |any, one| any | one);
    }
    if needed == parts.len() {
        return could.fold(u64::MAX, |all, one| all & one);
    }
    // reached[n]: with which n of the parts seen so far could.
    let mut reached = vec![0; needed + 1];
    reached[0] = u64::MAX;
    for one in could {
        (1..=needed).rev().for_each(|n| reached[n] |= reached[n - 1] & one);
    }
    reached[needed]
}

/// What a leaf of a criterion must become.
type Step<'k> = (&'k Evidence, bool);

/// What one examination can do to the criteria of one set.
struct Reach<'r, 'a> {
    evaluation: &'r mut Evaluation<'a>,
    assessed: &'r SetAssessment,
    asked: &'r Asked,
    /// The bit of the examination.
    examination: u64,
}

impl<'a> Reach<'_, 'a> {
    /// What the findings would have to be for the conclusion's rule to become `wanted`; `None` if they cannot.
    fn conclusion(&mut self, rule: &'a Rule<CriterionId>, wanted: bool) -> Option<Vec<Open>> {
        let mut steps = Taken::new();
        if !fewest(rule, wanted, self, &mut steps, &Self::criterion) {
            return None;
        }
        let mut by = Vec::new();
        for (leaf, wanted) in steps.into_items() {
            let need = need(self.evaluation, leaf, wanted);
            if !by.contains(&need) {
                by.push(need);
            }
        }
        Some(by)
    }

    fn criterion(&mut self, criterion: &CriterionId, wanted: bool, steps: &mut Taken<Step<'a>>) -> bool {
        let knowledge = self.evaluation.knowledge;
        let set = self.assessed.set;
        match self.assessed.criteria[criterion.index()].verdict.into() {
            Truth::Unknown if self.answers_any(knowledge.criterion_rests_on(set, *criterion)) => {
                let rule = &knowledge.set(set).criteria[criterion.index()].when;
                fewest(rule, wanted, self, steps, &Self::evidence)
            }
            known => known == Truth::from(wanted),
        }
    }

    fn evidence(&mut self, leaf: &'a Evidence, wanted: bool, steps: &mut Taken<Step<'a>>) -> bool {
        match self.evaluation.evidence(leaf) {
            Truth::Unknown => self.leaf(leaf, wanted, steps),
            known => known == Truth::from(wanted),
        }
    }

    fn leaf(&mut self, leaf: &'a Evidence, wanted: bool, steps: &mut Taken<Step<'a>>) -> bool {
        let knowledge = self.evaluation.knowledge;
        let Some(id) = leaf.finding() else { return false };
        if self.asked.of(id) & self.examination != 0 {
            // A quantity that is known only as an interval is known; another measurement is another case.
            let open = self.evaluation.known(id).is_none();
            if open {
                steps.push((leaf, wanted));
            }
            return open;
        }
        match knowledge.inference(id, wanted) {
            Some(rule) if self.answers_any(knowledge.finding_rests_on(id)) => {
                fewest(rule, true, self, steps, &Self::evidence)
            }
            _ => false,
        }
    }

    fn answers_any(&self, findings: &FindingSet) -> bool {
        self.asked.any(findings) & self.examination != 0
    }
}
