//! A case with one answer supposed otherwise: up to 64 such cases side by side.

use super::evaluate::Look;
use super::lanes::{Lanes, bits};
use super::run::{Run, World};
use super::seen::{Seen, Supposed, View};
use super::truth::{Plane, Truth};
use crate::knowledge::{Bound, FindingId, Knowledge, NodeId, OptionId};

/// Cases that differ from one by an answer each.
pub struct WhatIfs<'s> {
    seen: Seen<'s>,
    supposed: &'s [Supposed],
    /// For each finding the cases in which it has another answer, a bit each.
    other: Vec<u64>,
}

impl<'s> WhatIfs<'s> {
    /// So many suppositions as there are lanes, at most, each in the lane of its place.
    pub fn of(seen: &Seen<'s>, supposed: &'s [Supposed]) -> Self {
        let mut other = vec![0; seen.knowledge.findings.len()];
        supposed.iter().enumerate().for_each(|(lane, supposed)| *supposed.finding.of_mut(&mut other) |= 1 << lane);
        WhatIfs { seen: seen.clone(), supposed, other }
    }

    /// From now on explained signs say nothing.
    pub fn set_explained_aside(&mut self) {
        self.seen.set_explained_aside(true);
    }

    #[expect(clippy::indexing_slicing, reason = "a lane is that of a supposition")]
    fn view(&self, lane: usize) -> View<'_> {
        self.seen.supposing(&self.supposed[lane])
    }

    /// The cases in which the finding, or the sex where that matters, has another answer.
    fn other(&self, finding: FindingId, by_sex: bool) -> u64 {
        let sex = self.seen.knowledge.sex.filter(|_| by_sex).map_or(0, |sex| *sex.finding.of(&self.other));
        *finding.of(&self.other) | sex
    }

    fn only_in_one_sex(&self, finding: FindingId) -> bool {
        self.seen.knowledge.finding(finding).only_in.is_some()
    }

    /// What is seen in all cases but `other`, and there what is seen in each.
    fn look(&self, other: u64, look: impl Fn(View) -> Truth) -> Lanes {
        let mut lanes = Lanes::all(look(self.seen.view()));
        bits(other).for_each(|lane| lanes.set(lane, look(self.view(lane))));
        lanes
    }
}

impl World for WhatIfs<'_> {
    type Plane = Lanes;

    fn sign(&self, finding: FindingId, mut rule: impl FnMut(bool) -> Lanes) -> Lanes {
        let other = self.other(finding, self.only_in_one_sex(finding));
        let said = self.look(other, |view| view.sign(finding).unwrap_or(Truth::Unknown));
        // In which cases the rules decide.
        let open = self.look(other, |view| view.sign(finding).is_none().into()).yes;
        if open == 0 {
            return said;
        }
        let inferred = Lanes::inferred(rule(true), rule(false));
        Lanes { yes: said.yes | inferred.yes & open, no: said.no | inferred.no & open }
    }

    fn beyond(&self, finding: FindingId, bound: &Bound) -> Lanes {
        let by_sex = bound.is_by_sex() || self.only_in_one_sex(finding);
        self.look(self.other(finding, by_sex), |view| view.beyond(finding, bound))
    }

    fn one_of(&self, finding: FindingId, options: &[OptionId]) -> Lanes {
        self.look(self.other(finding, self.only_in_one_sex(finding)), |view| view.one_of(finding, options))
    }
}

/// One of the cases.
pub(crate) struct Lane<'r, 's> {
    pub run: &'r mut Run<'s, WhatIfs<'s>>,
    pub lane: usize,
}

impl<'s> Look<'s> for Lane<'_, 's> {
    fn knowledge(&self) -> &'s Knowledge {
        self.run.world().seen.knowledge
    }

    fn truth(&mut self, node: NodeId) -> Truth {
        self.run.of(node).at(self.lane)
    }

    fn view(&self) -> View<'_> {
        self.run.world().view(self.lane)
    }
}
