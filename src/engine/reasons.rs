//! Why a verdict is as it is: a smallest set (by inclusion) of answers that forces it while all else is unknown.

use super::conflict;
use super::evaluate::Evaluation;
use super::fewest::{Taken, fewest};
use super::truth::{Truth, truth};
use crate::case::Case;
use crate::knowledge::{ConclusionId, CriterionId, Evidence, FindingId, Knowledge, Rule, SetId};

/// A verdict that has reasons.
#[derive(Clone, Copy)]
pub enum Target<'k> {
    Criterion(SetId, CriterionId),
    Conclusion(SetId, ConclusionId),
    Sign(FindingId),
    /// A rule by itself, such as an inference.
    Rule(&'k Rule<Evidence>),
}

impl Target<'_> {
    fn truth(self, evaluation: &mut Evaluation) -> Truth {
        match self {
            Target::Criterion(set, criterion) => evaluation.criterion(set, criterion),
            Target::Conclusion(set, conclusion) => evaluation.conclusion(set, conclusion),
            Target::Sign(id) => evaluation.sign(id),
            Target::Rule(rule) => evaluation.rule(rule),
        }
    }
}

/// Finds reasons in one case; what it found for a criterion serves every conclusion that rests on it.
pub struct Reasons<'a> {
    knowledge: &'a Knowledge,
    /// The case as it is.
    whole: Evaluation<'a>,
    /// The case with most answers hidden, to try whether the rest suffices.
    trial: Evaluation<'a>,
    signs: Vec<Option<Vec<FindingId>>>,
    /// Of all sets, one after the other.
    criteria: Vec<Option<Vec<FindingId>>>,
    /// Answers that contradict each other make verdicts turn back; then every subset is tried.
    conflicts: bool,
}

impl<'a> Reasons<'a> {
    pub fn new(knowledge: &'a Knowledge, case: &'a Case) -> Self {
        Reasons {
            knowledge,
            whole: Evaluation::new(knowledge, case),
            trial: Evaluation::new(knowledge, case),
            signs: vec![None; knowledge.findings.len()],
            criteria: vec![None; knowledge.sets.iter().map(|set| set.criteria.len()).sum()],
            conflicts: false,
        }
    }

    pub fn whole(&mut self) -> &mut Evaluation<'a> {
        &mut self.whole
    }

    pub fn expect_conflicts(&mut self) {
        self.conflicts = true;
    }

    /// The smallest set of answers (in the order of the vocabulary) that forces the target's verdict; empty while
    /// it is undetermined.
    pub fn of(&mut self, target: Target) -> Vec<FindingId> {
        let verdict = target.truth(&mut self.whole);
        if verdict == Truth::Unknown {
            return Vec::new();
        }
        match target {
            Target::Criterion(set, criterion) => self.criterion(set, criterion).to_vec(),
            Target::Sign(id) => self.sign(id).to_vec(),
            Target::Conclusion(set, conclusion) => {
                let mut proof = Taken::new();
                self.conclusion(set, conclusion, verdict == Truth::True, &mut proof);
                self.smallest(target, proof)
            }
            Target::Rule(rule) => self.rule(rule, verdict == Truth::True, target),
        }
    }

    /// Leaves out every answer that the rest does not need.
    fn smallest(&mut self, target: Target, proof: Taken<FindingId>) -> Vec<FindingId> {
        let verdict = target.truth(&mut self.whole);
        let mut proof = proof.into_items();
        proof.sort_unstable();
        // An answer that overrules an inference may be needed although no rule that holds names it.
        if self.conflicts && !self.suffices(target, verdict, &proof) {
            proof = self.knowledge.finding_ids().filter(|id| self.whole.known(*id).is_some()).collect();
        }
        self.leave_out(target, verdict, &mut proof);
        if !self.conflicts {
            return proof;
        }
        // Among answers that contradict each other one may have been needed only beside another that was left out since.
        while self.leave_out(target, verdict, &mut proof) {}
        self.smallest_of_all(target, verdict, proof)
    }

    /// Leaves out, one at a time, the answers without which the others suffice; whether there were any.
    fn leave_out(&mut self, target: Target, verdict: Truth, proof: &mut Vec<FindingId>) -> bool {
        let before = proof.len();
        let mut at = before;
        // A single answer is needed as long as nothing at all decides nothing.
        while at > 0 && proof.len() > 1 {
            at -= 1;
            let left_out = proof.remove(at);
            if !self.suffices(target, verdict, proof) {
                proof.insert(at, left_out);
            }
        }
        proof.len() < before
    }

    /// Among answers that do not contradict each other, more of them never turn a verdict, so leaving out one at a
    /// time finds a smallest set. Among others they may, so the subsets are tried, the small ones first.
    fn smallest_of_all(&mut self, target: Target, verdict: Truth, proof: Vec<FindingId>) -> Vec<FindingId> {
        const TRIED: usize = 12;
        self.trial.see_only(&proof);
        if proof.len() < 2 || proof.len() > TRIED || !conflict::any(&mut self.trial) {
            return proof;
        }
        let mut subsets: Vec<u32> = (0..(1u32 << proof.len()) - 1).collect();
        subsets.sort_by_key(|subset| subset.count_ones());
        for subset in subsets {
            let some: Vec<FindingId> =
                proof.iter().enumerate().filter(|(at, _)| subset & (1 << at) != 0).map(|(_, id)| *id).collect();
            if self.suffices(target, verdict, &some) {
                return some;
            }
        }
        proof
    }

    fn suffices(&mut self, target: Target, verdict: Truth, answers: &[FindingId]) -> bool {
        self.trial.see_only(answers);
        target.truth(&mut self.trial) == verdict
    }

    fn criterion(&mut self, set: SetId, criterion: CriterionId) -> &[FindingId] {
        let knowledge = self.knowledge;
        let place = knowledge.criterion_place(set, criterion);
        if self.criteria[place].is_none() {
            let target = Target::Criterion(set, criterion);
            let met = target.truth(&mut self.whole) == Truth::True;
            let rule = &knowledge.set(set).criteria[criterion.index()].when;
            self.criteria[place] = Some(self.rule(rule, met, target));
        }
        self.criteria[place].as_deref().unwrap_or_default()
    }

    fn sign(&mut self, id: FindingId) -> &[FindingId] {
        if self.signs[id.index()].is_none() {
            let present = self.whole.sign(id) == Truth::True;
            let reasons = match self.knowledge.inference(id, present) {
                _ if self.whole.known(id).is_some() => vec![id],
                _ if !self.whole.admits(id) => self.knowledge.sex.iter().map(|sex| sex.finding).collect(),
                Some(rule) => self.rule(rule, true, Target::Sign(id)),
                None => Vec::new(),
            };
            self.signs[id.index()] = Some(reasons);
        }
        self.signs[id.index()].as_deref().unwrap_or_default()
    }

    /// The smallest set of answers that gives a target its verdict through a rule that holds, or does not.
    fn rule(&mut self, rule: &Rule<Evidence>, holds: bool, target: Target) -> Vec<FindingId> {
        let mut proof = Taken::new();
        fewest(rule, holds, self, &mut proof, &Self::evidence);
        self.smallest(target, proof)
    }

    fn conclusion(&mut self, set: SetId, conclusion: ConclusionId, met: bool, proof: &mut Taken<FindingId>) {
        let rule = &self.knowledge.set(set).conclusions[conclusion.index()].logic;
        fewest(rule, met, self, proof, &|reasons: &mut Self, criterion: &CriterionId, wanted, proof| {
            let is_so = reasons.whole.criterion(set, *criterion) == Truth::from(wanted);
            if is_so {
                proof.extend(reasons.criterion(set, *criterion));
            }
            is_so
        });
    }

    fn evidence(&mut self, leaf: &Evidence, wanted: bool, proof: &mut Taken<FindingId>) -> bool {
        if self.whole.evidence(leaf) != Truth::from(wanted) {
            return false;
        }
        match leaf {
            Evidence::Sign(id) if self.whole.known(*id).is_none() => proof.extend(self.sign(*id)),
            Evidence::Sign(id) | Evidence::Choice(id, _) => proof.push(*id),
            Evidence::Quantity(id, bound) => {
                proof.push(*id);
                let sex = self.knowledge.sex.filter(|_| self.whole.needs_sex(*id, bound));
                sex.into_iter().for_each(|sex| proof.push(sex.finding));
            }
            Evidence::Conclusion(set, conclusion) => self.conclusion(*set, *conclusion, wanted, proof),
        }
        true
    }
}

/// The smallest set of criteria whose verdicts force the rule's, the others taken as undetermined.
pub fn deciding_criteria(rule: &Rule<CriterionId>, verdict_of: &dyn Fn(CriterionId) -> Truth) -> Vec<CriterionId> {
    let verdict = truth(rule, &mut |criterion| verdict_of(*criterion));
    if verdict == Truth::Unknown {
        return Vec::new();
    }
    let mut proof = Taken::new();
    fewest(
        rule,
        verdict == Truth::True,
        &mut (),
        &mut proof,
        &|_, criterion, wanted, proof: &mut Taken<CriterionId>| {
            let is_so = verdict_of(*criterion) == Truth::from(wanted);
            if is_so {
                proof.push(*criterion);
            }
            is_so
        },
    );
    let mut proof = proof.into_items();
    proof.sort_unstable();
    let mut at = proof.len();
    while at > 0 {
        at -= 1;
        let left_out = proof.remove(at);
        let forced = truth(rule, &mut |criterion| {
            if proof.contains(criterion) { verdict_of(*criterion) } else { Truth::Unknown }
        });
        if forced != verdict {
            proof.insert(at, left_out);
        }
    }
    proof
}
