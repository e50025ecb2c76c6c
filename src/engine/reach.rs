//! What examinations could settle: whether their findings alone could give an open conclusion a verdict, and what they
//! would have to be.

use super::assessment::{Open, SetAssessment, Verdict};
use super::evaluate::Evaluation;
use super::fewest::{Taken, fewest};
use super::lanes::{LANES, Lanes};
use super::open::need;
use super::run::{Run, World};
use super::seen::Seen;
use super::truth::{Plane, Truth};
use crate::knowledge::{Bound, ConclusionId, FindingId, Node, NodeId, OptionId, SetId};

/// A conclusion that an examination can settle, and what it would have to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Settles {
    /// The set.
    pub set: SetId,
    /// Its open conclusion.
    pub conclusion: ConclusionId,
    /// What the examination could make of it.
    pub verdict: Verdict,
    /// What it would have to find.
    pub by: Vec<Open>,
}

/// For each examination (the open findings that it would answer) the open conclusions of these sets that it could
/// settle by itself.
pub(crate) fn settles(
    evaluation: &Evaluation,
    sets: &[&SetAssessment],
    examinations: &[&[FindingId]],
) -> Vec<Vec<Settles>> {
    let mut settles = vec![Vec::new(); examinations.len()];
    for (settles, examinations) in settles.chunks_mut(AS_IT_IS).zip(examinations.chunks(AS_IT_IS)) {
        let mut run = Run::new(evaluation.circuit(), Reach::of(evaluation.seen(), examinations));
        for assessed in sets {
            could_settle(evaluation, &mut run, assessed, settles);
        }
    }
    settles
}

fn could_settle<'s>(
    evaluation: &Evaluation,
    run: &mut Run<'s, Reach<'s>>,
    assessed: &SetAssessment,
    settles: &mut [Vec<Settles>],
) {
    let circuit = evaluation.circuit();
    let open = assessed.conclusions.iter().zip(circuit.conclusions(assessed.set)).enumerate();
    for (at, (_, node)) in open.filter(|(_, (found, _))| found.verdict == Verdict::Undetermined) {
        let rule = circuit.rule(*node);
        let could = run.of(rule);
        for (verdict, wanted) in [(Verdict::Met, true), (Verdict::NotMet, false)] {
            let could = could.where_it_is(wanted);
            for (examination, settles) in settles.iter_mut().enumerate().filter(|(at, _)| could >> at & 1 == 1) {
                let by = what_it_must_find(evaluation, run, examination, rule, wanted);
                settles.push(Settles { set: assessed.set, conclusion: ConclusionId::at(at), verdict, by });
            }
        }
    }
}

/// What the findings of an examination would have to be for a rule to become `wanted`, which they can.
fn what_it_must_find<'s>(
    evaluation: &Evaluation,
    run: &mut Run<'s, Reach<'s>>,
    examination: usize,
    rule: NodeId,
    wanted: bool,
) -> Vec<Open> {
    let circuit = evaluation.circuit();
    let mut steps = Taken::new();
    let mut examined = Examined { run, examination };
    fewest(circuit, rule, wanted, &mut examined, &mut steps, &Examined::step);
    let mut by = Vec::new();
    for (leaf, wanted) in steps.into_items() {
        by.extend(need(evaluation, circuit.node(leaf), wanted).filter(|need| !by.contains(need)));
    }
    by
}

/// In this lane nothing is examined.
const AS_IT_IS: usize = LANES - 1;

/// A case and examinations of it side by side. "True" is what is, or could become, true with what an examination may
/// find, and so is "false": a node may be both.
struct Reach<'s> {
    seen: &'s Seen<'s>,
    /// For each finding the examinations that would answer it, a bit each.
    asked: Vec<u64>,
}

impl<'s> Reach<'s> {
    fn of(seen: &'s Seen<'s>, examinations: &[&[FindingId]]) -> Self {
        let mut asked = vec![0; seen.knowledge.findings.len()];
        for (bit, findings) in examinations.iter().enumerate() {
            findings.iter().for_each(|id| *id.of_mut(&mut asked) |= 1 << bit);
        }
        Reach { seen, asked }
    }

    /// What is known stays so. A quantity that is known only as an interval is known; another measurement is another
    /// case.
    fn leaf(&self, finding: FindingId, truth: Truth) -> Lanes {
        match truth {
            Truth::Unknown if self.seen.view().known(finding).is_none() => {
                let asked = *finding.of(&self.asked);
                Lanes { yes: asked, no: asked }
            }
            known => Lanes::all(known),
        }
    }
}

impl World for Reach<'_> {
    type Plane = Lanes;

    fn sign(&self, finding: FindingId, mut rule: impl FnMut(bool) -> Lanes) -> Lanes {
        if let Some(truth) = self.seen.view().sign(finding) {
            return self.leaf(finding, truth);
        }
        let [present, absent] = [true, false].map(&mut rule);
        match Truth::inferred(present.at(AS_IT_IS), absent.at(AS_IT_IS)) {
            Truth::Unknown => {
                let asked = self.leaf(finding, Truth::Unknown);
                Lanes { yes: asked.yes | present.yes, no: asked.no | absent.yes }
            }
            known => Lanes::all(known),
        }
    }

    fn beyond(&self, finding: FindingId, bound: &Bound) -> Lanes {
        self.leaf(finding, self.seen.view().beyond(finding, bound))
    }

    fn one_of(&self, finding: FindingId, options: &[OptionId]) -> Lanes {
        self.leaf(finding, self.seen.view().one_of(finding, options))
    }

    /// What another set concludes is not for an examination to find.
    fn conclusion(&self, conclusion: Lanes) -> Lanes {
        Lanes::all(conclusion.at(AS_IT_IS))
    }
}

/// One of the examinations.
struct Examined<'r, 's> {
    run: &'r mut Run<'s, Reach<'s>>,
    examination: usize,
}

impl Examined<'_, '_> {
    /// Takes what must be found for a node to become `wanted`, if that may be.
    fn step(&mut self, id: NodeId, wanted: bool, steps: &mut Taken<(NodeId, bool)>) -> bool {
        let could = self.run.of(id);
        if could.where_it_is(wanted) >> self.examination & 1 == 0 {
            return false;
        }
        let circuit = self.run.circuit;
        let (rule, wanted) = match circuit.node(id) {
            _ if could.at(AS_IT_IS) != Truth::Unknown => return true,
            Node::Sign { finding, present, absent }
                if *finding.of(&self.run.world().asked) >> self.examination & 1 == 0 =>
            {
                (if wanted { *present } else { *absent }, true)
            }
            Node::Criterion(_, _, rule) => (Some(*rule), wanted),
            _ => {
                steps.push((id, wanted));
                return true;
            }
        };
        rule.is_some_and(|rule| fewest(circuit, rule, wanted, self, steps, &Self::step))
    }
}
