//! The truth of signs, criteria and conclusions in one case.

use super::run::{Run, World};
use super::seen::{Seen, View};
use super::truth::{Plane, Truth};
use crate::case::{Answer, AnswerValue, Case};
use crate::knowledge::{Bound, Circuit, FindingId, Knowledge, NodeId, OptionId};

/// A case that can be asked what holds in it.
pub(crate) trait Look<'k> {
    fn knowledge(&self) -> &'k Knowledge;

    fn truth(&mut self, node: NodeId) -> Truth;

    /// The answers.
    fn view(&self) -> View<'_>;

    /// A sign is what its answer says; without one, what its rules infer. A patient has no sign of the other sex.
    fn sign(&mut self, id: FindingId) -> Truth {
        let node = self.knowledge().circuit.sign(id);
        self.truth(node)
    }
}

/// A case seen through the pack; see [`Seen`]. What rests on nothing that is seen is unknown, and not worked out.
pub(crate) struct Evaluation<'a> {
    pub knowledge: &'a Knowledge,
    run: Run<'a, Seen<'a>>,
}

impl World for Seen<'_> {
    type Plane = Truth;

    fn sign(&self, finding: FindingId, mut rule: impl FnMut(bool) -> Truth) -> Truth {
        let circuit = &self.knowledge.circuit;
        match self.view().sign(finding) {
            Some(truth) => truth,
            None if self.sees_any(circuit.rests_on(circuit.sign(finding))) => Plane::inferred(rule(true), rule(false)),
            None => Truth::Unknown,
        }
    }

    fn beyond(&self, finding: FindingId, bound: &Bound) -> Truth {
        self.view().beyond(finding, bound)
    }

    fn one_of(&self, finding: FindingId, options: &[OptionId]) -> Truth {
        self.view().one_of(finding, options)
    }

    fn decides(&self, criterion: NodeId) -> bool {
        self.sees_any(self.knowledge.circuit.rests_on(criterion))
    }
}

impl<'a> Evaluation<'a> {
    pub(crate) fn new(knowledge: &'a Knowledge, case: &'a Case) -> Self {
        Evaluation { knowledge, run: Run::new(&knowledge.circuit, Seen::new(knowledge, case)) }
    }

    pub(crate) fn circuit(&self) -> &'a Circuit {
        self.run.circuit
    }

    /// What is seen of the case.
    pub(crate) fn seen(&self) -> &Seen<'a> {
        self.run.world()
    }

    /// From now on only these answers are seen.
    pub(crate) fn see_only(&mut self, findings: &[FindingId]) {
        self.run.change(|seen| seen.see_only(findings));
    }

    /// From now on these answers are not seen.
    pub(crate) fn see_all_but(&mut self, findings: impl Iterator<Item = FindingId>) {
        self.run.change(|seen| seen.see_all_but(findings));
    }

    /// From now on explained signs say nothing, or are absent again.
    pub(crate) fn set_explained_aside(&mut self, aside: bool) {
        if self.seen().explains_any() {
            self.run.change(|seen| seen.set_explained_aside(aside));
        }
    }

    pub(crate) fn known(&self, id: FindingId) -> Option<&AnswerValue> {
        self.view().known(id)
    }

    /// The answer as it was given, if it is seen and says something.
    pub(crate) fn said(&self, id: FindingId) -> Option<&'a Answer> {
        self.seen().said(id)
    }

    pub(crate) fn admits(&self, id: FindingId) -> bool {
        self.view().admits(id)
    }

    /// The truth of the two rules of a sign: present when, absent when.
    pub(crate) fn inferences(&mut self, id: FindingId) -> (Truth, Truth) {
        let circuit = self.circuit();
        if !self.seen().sees_any(circuit.rests_on(circuit.sign(id))) {
            return (Truth::Unknown, Truth::Unknown);
        }
        let mut infers = |present| circuit.inference(id, present).map_or(Truth::Unknown, |rule| self.truth(rule));
        (infers(true), infers(false))
    }

    /// The sex, if it is known.
    pub(crate) fn is_male(&self) -> Option<bool> {
        self.view().is_male()
    }
}

impl<'a> Look<'a> for Evaluation<'a> {
    fn knowledge(&self) -> &'a Knowledge {
        self.knowledge
    }

    fn truth(&mut self, node: NodeId) -> Truth {
        self.run.of(node)
    }

    fn view(&self) -> View<'_> {
        self.seen().view()
    }
}
