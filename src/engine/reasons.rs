//! Why a verdict is as it is: a smallest set (by inclusion) of answers that forces it while all else is unknown.

use super::conflict;
use super::evaluate::Evaluation;
use super::truth::{Truth, truth};
use crate::case::Case;
use crate::knowledge::{ConclusionId, CriterionId, Evidence, FindingId, Knowledge, Rule, SetId, Shape};

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
            Target::Criterion(set, criterion) => self.criterion(set, criterion),
            Target::Sign(id) => self.sign(id),
            Target::Conclusion(set, conclusion) => {
                let proof = self.conclusion(set, conclusion);
                self.smallest(target, proof)
            }
            Target::Rule(rule) => {
                let proof = self.rule(rule);
                self.smallest(target, proof)
            }
        }
    }

    /// Leaves out every answer that the rest does not need.
    fn smallest(&mut self, target: Target, mut proof: Vec<FindingId>) -> Vec<FindingId> {
        let verdict = target.truth(&mut self.whole);
        // An answer that overrules an inference may be needed although no rule that holds names it.
        if self.conflicts && !self.suffices(target, verdict, &proof) {
            proof = self.knowledge.finding_ids().filter(|id| self.whole.known(*id).is_some()).collect();
        }
        let mut at = proof.len();
        // A single answer is needed as long as nothing at all decides nothing.
        while at > 0 && proof.len() > 1 {
            at -= 1;
            let left_out = proof.remove(at);
            if !self.suffices(target, verdict, &proof) {
                proof.insert(at, left_out);
            }
        }
        if self.conflicts { self.smallest_of_all(target, verdict, proof) } else { proof }
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

    fn conclusion(&mut self, set: SetId, conclusion: ConclusionId) -> Vec<FindingId> {
        let knowledge = self.knowledge;
        let rule = &knowledge.set(set).conclusions[conclusion.index()].logic;
        prove(rule, &mut OfCriteria { reasons: self, set })
    }

    fn criterion(&mut self, set: SetId, criterion: CriterionId) -> Vec<FindingId> {
        let knowledge = self.knowledge;
        let place = knowledge.criterion_place(set, criterion);
        if let Some(known) = &self.criteria[place] {
            return known.clone();
        }
        let proof = self.rule(&knowledge.set(set).criteria[criterion.index()].when);
        let proof = self.smallest(Target::Criterion(set, criterion), proof);
        self.criteria[place] = Some(proof.clone());
        proof
    }

    fn rule(&mut self, rule: &Rule<Evidence>) -> Vec<FindingId> {
        prove(rule, &mut OfFindings(self))
    }

    fn sign(&mut self, id: FindingId) -> Vec<FindingId> {
        if self.whole.known(id).is_some() {
            return vec![id];
        }
        if let Some(known) = &self.signs[id.index()] {
            return known.clone();
        }
        let knowledge = self.knowledge;
        let present = self.whole.sign(id) == Truth::True;
        let proof = knowledge.inference(id, present).map_or_else(Vec::new, |rule| self.rule(rule));
        let proof = self.smallest(Target::Sign(id), proof);
        self.signs[id.index()] = Some(proof.clone());
        proof
    }
}

/// What a rule rests on: the truth of its leaves, and the reasons for it.
trait Ground<Leaf> {
    type Reason: Ord;
    fn truth(&mut self, leaf: &Leaf) -> Truth;
    fn reasons(&mut self, leaf: &Leaf) -> Vec<Self::Reason>;
}

struct OfFindings<'r, 'a>(&'r mut Reasons<'a>);

impl Ground<Evidence> for OfFindings<'_, '_> {
    type Reason = FindingId;

    fn truth(&mut self, leaf: &Evidence) -> Truth {
        self.0.whole.evidence(leaf)
    }

    fn reasons(&mut self, leaf: &Evidence) -> Vec<FindingId> {
        match leaf {
            Evidence::Sign(id) => self.0.sign(*id),
            Evidence::Choice(id, _) => vec![*id],
            Evidence::Quantity(id, bound) => match self.0.knowledge.sex {
                Some(sex) if self.0.whole.needs_sex(*id, bound) => union(vec![vec![*id], vec![sex.finding]]),
                _ => vec![*id],
            },
            Evidence::Conclusion(set, conclusion) => self.0.conclusion(*set, *conclusion),
        }
    }
}

struct OfCriteria<'r, 'a> {
    reasons: &'r mut Reasons<'a>,
    set: SetId,
}

impl Ground<CriterionId> for OfCriteria<'_, '_> {
    type Reason = FindingId;

    fn truth(&mut self, leaf: &CriterionId) -> Truth {
        self.reasons.whole.criterion(self.set, *leaf)
    }

    fn reasons(&mut self, leaf: &CriterionId) -> Vec<FindingId> {
        self.reasons.criterion(self.set, *leaf)
    }
}

/// Criteria as reasons of their own: what a conclusion says of its table.
struct Table<'t>(&'t dyn Fn(CriterionId) -> Truth);

impl Ground<CriterionId> for Table<'_> {
    type Reason = CriterionId;

    fn truth(&mut self, leaf: &CriterionId) -> Truth {
        (self.0)(*leaf)
    }

    fn reasons(&mut self, leaf: &CriterionId) -> Vec<CriterionId> {
        vec![*leaf]
    }
}

/// The smallest set of criteria whose verdicts force the rule's, the others taken as undetermined.
pub fn deciding_criteria(rule: &Rule<CriterionId>, verdict_of: &dyn Fn(CriterionId) -> Truth) -> Vec<CriterionId> {
    let verdict = truth(rule, &mut |criterion| verdict_of(*criterion));
    if verdict == Truth::Unknown {
        return Vec::new();
    }
    let mut proof = prove(rule, &mut Table(verdict_of));
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

/// Reasons for the truth of a rule that is true or false: enough of its parts, those with the fewest reasons.
fn prove<Leaf, G: Ground<Leaf>>(rule: &Rule<Leaf>, ground: &mut G) -> Vec<G::Reason> {
    match rule.shape() {
        Shape::Is(leaf) => ground.reasons(leaf),
        Shape::Not(part) => prove(part, ground),
        Shape::AtLeast(k, parts) => enough(k, parts, ground),
    }
}

fn enough<Leaf, G: Ground<Leaf>>(k: usize, parts: &[Rule<Leaf>], ground: &mut G) -> Vec<G::Reason> {
    let truths: Vec<Truth> = parts.iter().map(|part| truth(part, &mut |leaf| ground.truth(leaf))).collect();
    let holding = truths.iter().filter(|truth| **truth == Truth::True).count();
    let (wanted, needed) = if holding >= k { (Truth::True, k) } else { (Truth::False, parts.len() + 1 - k) };
    let telling = parts.iter().zip(&truths).filter(|(_, truth)| **truth == wanted);
    let proofs = telling.map(|(part, _)| prove(part, ground));
    if needed == 1 {
        return proofs.min_by_key(Vec::len).unwrap_or_default();
    }
    let mut proofs: Vec<Vec<G::Reason>> = proofs.collect();
    proofs.sort_by_key(Vec::len);
    proofs.truncate(needed);
    union(proofs)
}

fn union<T: Ord>(lists: Vec<Vec<T>>) -> Vec<T> {
    let mut all: Vec<T> = lists.into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}
