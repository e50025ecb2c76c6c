//! Why a verdict is as it is: a smallest set (by inclusion) of answers that forces it while all else is unknown.

use super::conflict;
use super::evaluate::{Evaluation, Look};
use super::fewest::{Taken, fewest};
use super::truth::{Plane, Truth};
use crate::case::Case;
use crate::knowledge::{Circuit, CriterionId, FindingId, Knowledge, Node, NodeId};

/// Finds reasons in one case; what it found for a criterion serves every conclusion that rests on it.
pub(crate) struct Reasons<'a> {
    knowledge: &'a Knowledge,
    /// The case as it is.
    whole: Evaluation<'a>,
    /// The case with most answers hidden, to try whether the rest suffices.
    trial: Evaluation<'a>,
    /// What was found for signs and criteria, and for each node its place there from 1 on; 0 where none was looked for.
    found: Vec<Vec<FindingId>>,
    place: Vec<u32>,
    /// Answers that contradict each other make verdicts turn back; then every subset is tried.
    conflicts: bool,
}

impl<'a> Reasons<'a> {
    pub(crate) fn new(knowledge: &'a Knowledge, case: &'a Case) -> Self {
        Reasons {
            knowledge,
            whole: Evaluation::new(knowledge, case),
            trial: Evaluation::new(knowledge, case),
            found: Vec::with_capacity(32),
            place: vec![0; knowledge.circuit.len()],
            conflicts: false,
        }
    }

    pub(crate) fn whole(&mut self) -> &mut Evaluation<'a> {
        &mut self.whole
    }

    pub(crate) fn expect_conflicts(&mut self) {
        self.conflicts = true;
    }

    /// The smallest set of answers (in the order of the vocabulary) that forces the verdict of a sign, a criterion, a
    /// conclusion or any other rule; empty while it is undetermined.
    pub(crate) fn of(&mut self, target: NodeId) -> Vec<FindingId> {
        match self.whole.truth(target) {
            Truth::Unknown => Vec::new(),
            verdict => match self.knowledge.circuit.node(target) {
                Node::Sign { .. } | Node::Criterion(..) => self.remembered(target).to_vec(),
                _ => self.rule(target, verdict == Truth::True, target),
            },
        }
    }

    /// Leaves out every answer that the rest does not need.
    fn smallest(&mut self, target: NodeId, proof: Taken<FindingId>) -> Vec<FindingId> {
        let verdict = self.whole.truth(target);
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
    fn leave_out(&mut self, target: NodeId, verdict: Truth, proof: &mut Vec<FindingId>) -> bool {
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
    fn smallest_of_all(&mut self, target: NodeId, verdict: Truth, proof: Vec<FindingId>) -> Vec<FindingId> {
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

    fn suffices(&mut self, target: NodeId, verdict: Truth, answers: &[FindingId]) -> bool {
        self.trial.see_only(answers);
        self.trial.truth(target) == verdict
    }

    /// The reasons of a sign or a criterion whose verdict is known.
    fn remembered(&mut self, target: NodeId) -> &[FindingId] {
        if *target.of(&self.place) == 0 {
            let holds = self.whole.truth(target) == Truth::True;
            let found = match self.knowledge.circuit.node(target) {
                Node::Sign { finding, present, absent } => match if holds { present } else { absent } {
                    _ if self.whole.known(*finding).is_some() => vec![*finding],
                    _ if !self.whole.admits(*finding) => self.knowledge.sex.iter().map(|sex| sex.finding).collect(),
                    Some(rule) => self.rule(*rule, true, target),
                    None => Vec::new(),
                },
                _ => self.rule(self.knowledge.circuit.rule(target), holds, target),
            };
            self.found.push(found);
            *target.of_mut(&mut self.place) = self.found.len() as u32;
        }
        let place = *target.of(&self.place) as usize;
        self.found.get(place - 1).map_or(&[], Vec::as_slice)
    }

    /// The smallest set of answers that gives a target its verdict through a rule that holds, or does not.
    fn rule(&mut self, rule: NodeId, holds: bool, target: NodeId) -> Vec<FindingId> {
        let mut proof = Taken::new();
        fewest(&self.knowledge.circuit, rule, holds, self, &mut proof, &Self::proof);
        self.smallest(target, proof)
    }

    /// Takes what proves that a node holds, or that it does not, if that is so.
    fn proof(&mut self, node: NodeId, wanted: bool, proof: &mut Taken<FindingId>) -> bool {
        if self.whole.truth(node) != Truth::from(wanted) {
            return false;
        }
        let circuit = &self.knowledge.circuit;
        match circuit.node(node) {
            Node::Sign { finding, .. } if self.whole.known(*finding).is_some() => proof.push(*finding),
            Node::Sign { .. } | Node::Criterion(..) => proof.extend(self.remembered(node)),
            Node::OneOf(finding, _) => proof.push(*finding),
            Node::Beyond(finding, bound) => {
                proof.push(*finding);
                let sex = self.knowledge.sex.filter(|_| self.whole.view().needs_sex(*finding, bound));
                sex.into_iter().for_each(|sex| proof.push(sex.finding));
            }
            Node::Conclusion(_, _, rule) => return fewest(circuit, *rule, wanted, self, proof, &Self::proof),
            Node::AtLeast(..) | Node::Not(_) => return fewest(circuit, node, wanted, self, proof, &Self::proof),
        }
        true
    }
}

/// The smallest set of criteria whose verdicts force the rule's, the others taken as undetermined.
pub(crate) fn deciding_criteria(
    circuit: &Circuit,
    rule: NodeId,
    verdict_of: &dyn Fn(CriterionId) -> Truth,
) -> Vec<CriterionId> {
    let verdict = over_criteria(circuit, rule, verdict_of);
    if verdict == Truth::Unknown {
        return Vec::new();
    }
    let mut proof = Taken::new();
    fewest(circuit, rule, verdict == Truth::True, &mut (), &mut proof, &|_, node, wanted, proof| {
        let Node::Criterion(_, criterion, _) = circuit.node(node) else { return false };
        let is_so = verdict_of(*criterion) == Truth::from(wanted);
        if is_so {
            proof.push(*criterion);
        }
        is_so
    });
    let mut proof = proof.into_items();
    proof.sort_unstable();
    let mut at = proof.len();
    while at > 0 {
        at -= 1;
        let left_out = proof.remove(at);
        let forced = over_criteria(circuit, rule, &|criterion| {
            if proof.contains(&criterion) { verdict_of(criterion) } else { Truth::Unknown }
        });
        if forced != verdict {
            proof.insert(at, left_out);
        }
    }
    proof
}

/// The truth of a conclusion's rule, given that of the criteria.
fn over_criteria(circuit: &Circuit, rule: NodeId, verdict_of: &dyn Fn(CriterionId) -> Truth) -> Truth {
    match circuit.node(rule) {
        Node::Criterion(_, criterion, _) => verdict_of(*criterion),
        Node::Not(part) => !over_criteria(circuit, *part, verdict_of),
        Node::AtLeast(k, parts) => Truth::at_least(*k, parts, |part| over_criteria(circuit, *part, verdict_of)),
        Node::Sign { .. } | Node::Beyond(..) | Node::OneOf(..) | Node::Conclusion(..) => Truth::Unknown,
    }
}
