//! What to test next: the information each examination is expected to give, and what it can settle.

use super::odds::{Odds, Telling, counted, outcome_of, sum};
use crate::case::{AnswerValue, Case};
use crate::engine::assessment::{Open, SetAssessment, Verdict};
use crate::engine::evaluate::Evaluation;
use crate::engine::reach::{Reach, could_become};
use crate::engine::truth::Truth;
use crate::knowledge::files::Status;
use crate::knowledge::{
    ConclusionId, CriterionId, FindingId, FindingSet, GroupId, Kind, Knowledge, Literature, Outcome, SetId, SettingId,
    Test, TestId,
};

/// An answer that tells nothing leaves so little by rounding, in bits.
const ROUNDING: f64 = 1e-9;

/// One examination, and what it is expected to bring.
#[derive(Clone, Debug, PartialEq)]
pub struct NextTest {
    pub test: TestId,
    /// Expected information about the subject against the rest, in bits.
    pub bits: f64,
    /// What it would answer that is not known yet.
    pub reveals: Vec<FindingId>,
    /// Open conclusions of the leading disease's sets that it can settle by itself.
    pub settles: Vec<Settles>,
}

/// A conclusion that an examination can settle, and what it would have to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Settles {
    pub set: SetId,
    pub conclusion: ConclusionId,
    pub verdict: Verdict,
    pub by: Vec<Open>,
}

/// The examinations that would answer something still unknown, the best for its burden first.
pub fn next_tests(
    knowledge: &Knowledge,
    case: &Case,
    evaluation: &mut Evaluation,
    sets: &[SetAssessment],
    mut before: Option<Before>,
) -> Vec<NextTest> {
    let lead = knowledge.set_ids().find(|set| knowledge.set(*set).lead);
    let mut unsettled: Vec<Unsettled> = lead.map_or_else(Vec::new, |lead| unsettled(knowledge, lead, sets));
    let mut tests: Vec<(f64, NextTest)> = Vec::new();
    for (at, test) in knowledge.workup.tests.iter().enumerate() {
        let reveals = still_open(case, evaluation, test);
        if reveals.is_empty() {
            continue;
        }
        let bits = before.as_mut().map_or(0.0, |before| before.bits(evaluation, test, &reveals));
        let settles = settles(evaluation, &mut unsettled, &reveals);
        let settles_lead = settles.iter().any(|settles| Some(settles.set) == lead);
        // What can settle the leading set counts as one bit more: a yes or no that the clinician waits for.
        let worth = (bits + if settles_lead { 1.0 } else { 0.0 }) / knowledge.workup.burdens[test.burden].cost;
        if worth > 0.0 || !settles.is_empty() {
            tests.push((worth, NextTest { test: TestId::at(at), bits, reveals, settles }));
        }
    }
    tests.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.test.cmp(&b.1.test)));
    tests.into_iter().map(|(_, test)| test).collect()
}

/// What a test would answer: findings that are neither known nor unobtainable.
fn still_open(case: &Case, evaluation: &mut Evaluation, test: &Test) -> Vec<FindingId> {
    let knowledge = evaluation.knowledge;
    let open = |id: &FindingId| match (case.answer(*id).map(|answer| answer.value), &knowledge.finding(*id).kind) {
        (Some(AnswerValue::Unobtainable), _) => false,
        (_, Kind::Sign(_)) => evaluation.sign(*id) == Truth::Unknown,
        (answer, _) => answer.is_none_or(|answer| !answer.is_known()),
    };
    test.reveals.iter().copied().filter(open).collect()
}

/// A set of which something is open.
struct Unsettled<'s> {
    assessed: &'s SetAssessment,
    /// The open criteria, and what each rests on.
    open: Vec<(CriterionId, &'s FindingSet)>,
    /// Most examinations touch the same criteria: for those that were touched, a bit each, what could be settled.
    tried: Vec<(u64, Vec<(ConclusionId, Verdict)>)>,
}

/// The sets in use for the leading set's disease.
fn unsettled<'s>(knowledge: &'s Knowledge, lead: SetId, sets: &'s [SetAssessment]) -> Vec<Unsettled<'s>> {
    let in_use = sets.iter().filter(|assessed| {
        let set = knowledge.set(assessed.set);
        set.disease == knowledge.set(lead).disease && set.status == Status::Current
    });
    let of_set = |assessed: &'s SetAssessment| {
        let criteria = assessed.criteria.iter().enumerate();
        let open = criteria.filter(|(_, criterion)| criterion.verdict == Verdict::Undetermined);
        let open = open.map(|(at, _)| CriterionId::at(at));
        let open = open.map(|id| (id, knowledge.criterion_rests_on(assessed.set, id)));
        Unsettled { assessed, open: open.collect(), tried: Vec::new() }
    };
    in_use.map(of_set).collect()
}

impl Unsettled<'_> {
    /// The open conclusions that the findings could settle if they decided every open criterion that they touch.
    fn could_settle(&mut self, knowledge: &Knowledge, findings: &FindingSet) -> &[(ConclusionId, Verdict)] {
        let touched = self.open.iter().filter(|(_, rests_on)| rests_on.meets(findings));
        let touched = touched.fold(0, |touched, (criterion, _)| touched | 1_u64 << criterion.index());
        let at = match self.tried.iter().position(|(other, _)| *other == touched) {
            Some(at) => at,
            None => {
                self.tried.push((touched, self.possible(knowledge, touched)));
                self.tried.len() - 1
            }
        };
        &self.tried[at].1
    }

    fn possible(&self, knowledge: &Knowledge, touched: u64) -> Vec<(ConclusionId, Verdict)> {
        let could_be = |criterion: &CriterionId, wanted: bool| {
            let now = Truth::from(self.assessed.criteria[criterion.index()].verdict);
            touched & 1 << criterion.index() != 0 || now == Truth::from(wanted)
        };
        let mut possible = Vec::new();
        if touched == 0 {
            return possible;
        }
        let conclusions = self.assessed.conclusions.iter().enumerate();
        for (at, _) in conclusions.filter(|(_, conclusion)| conclusion.verdict == Verdict::Undetermined) {
            let logic = &knowledge.set(self.assessed.set).conclusions[at].logic;
            let verdicts = [(true, Verdict::Met), (false, Verdict::NotMet)];
            let could = verdicts.into_iter().filter(|(wanted, _)| could_become(logic, *wanted, &could_be));
            possible.extend(could.map(|(_, verdict)| (ConclusionId::at(at), verdict)));
        }
        possible
    }
}

/// What a test can settle in these sets.
fn settles(evaluation: &mut Evaluation, sets: &mut [Unsettled], reveals: &[FindingId]) -> Vec<Settles> {
    let knowledge = evaluation.knowledge;
    let findings = FindingSet::of(reveals.iter().copied());
    let mut settles = Vec::new();
    for unsettled in sets {
        let set = unsettled.assessed.set;
        let could = unsettled.could_settle(knowledge, &findings);
        if could.is_empty() {
            continue;
        }
        let mut reach = Reach::new(evaluation, &findings, set);
        for &(conclusion, verdict) in could {
            let logic = &knowledge.set(set).conclusions[conclusion.index()].logic;
            let reached = reach.conclusion(logic, verdict == Verdict::Met);
            settles.extend(reached.map(|by| Settles { set, conclusion, verdict, by }));
        }
    }
    settles
}

/// What is known before the next examination.
pub struct Before<'l> {
    literature: &'l Literature,
    /// For each group the answer that counts now.
    counted: Vec<Option<Telling>>,
    subject: f64,
    /// The weight of each rival relative to the subject, and its probability.
    weights: Vec<f64>,
    rivals: Vec<f64>,
    entropy: f64,
    /// The information of each question by itself, once it was asked for.
    alone: Vec<Vec<Option<f64>>>,
}

/// A yes-or-no question that a test answers: its outcomes, and the outcome its group counts now.
struct Asked<'l> {
    yes: &'l Outcome,
    no: &'l Outcome,
    now: Option<&'l Outcome>,
}

impl<'l> Before<'l> {
    pub fn of(literature: &'l Literature, evaluation: &mut Evaluation, setting: SettingId) -> Before<'l> {
        let mut odds = Odds::before(literature, setting);
        let mut by_group = vec![None; literature.groups.len()];
        for telling in counted(literature, evaluation) {
            odds.multiply(telling.outcome(literature));
            by_group[telling.group] = Some(telling);
        }
        let alone = literature.groups.iter().map(|group| vec![None; group.items.len()]).collect();
        let subject = odds.probability();
        Before {
            literature,
            counted: by_group,
            subject,
            weights: odds.weights().to_vec(),
            rivals: odds.weights().iter().map(|weight| weight * subject).collect(),
            entropy: entropy(subject),
            alone,
        }
    }

    /// Expected information of a test, in bits: of each group that it touches the one open question that tells the
    /// most by itself, then the exact expectation over all their answers together.
    fn bits(&mut self, evaluation: &mut Evaluation, test: &Test, reveals: &[FindingId]) -> f64 {
        let mut best: Vec<(f64, GroupId, usize)> = Vec::new();
        for &(group, item) in &test.questions {
            let question = &self.literature.groups[group.index()].items[item];
            let answered = reveals.contains(&question.finding) || test.decides.contains(&question.finding);
            if !answered || outcome_of(evaluation, question).is_some() {
                continue;
            }
            let bits = self.alone(group, item);
            match best.last_mut() {
                Some(last) if last.1 == group => {
                    if bits > last.0 {
                        *last = (bits, group, item);
                    }
                }
                _ => best.push((bits, group, item)),
            }
        }
        let asked: Vec<Asked> = best.iter().map(|(_, group, item)| self.ask(*group, *item)).collect();
        match asked.as_slice() {
            [] => 0.0,
            asked => Some(self.expected(asked)).filter(|bits| *bits > ROUNDING).unwrap_or(0.0),
        }
    }

    fn alone(&mut self, group: GroupId, item: usize) -> f64 {
        if let Some(bits) = self.alone[group.index()][item] {
            return bits;
        }
        let bits = self.expected(&[self.ask(group, item)]);
        self.alone[group.index()][item] = Some(bits);
        bits
    }

    fn ask(&self, group: GroupId, item: usize) -> Asked<'l> {
        let outcomes = &self.literature.groups[group.index()].items[item].outcomes;
        let now = self.counted[group.index()].map(|telling| telling.outcome(self.literature));
        Asked { yes: &outcomes[0], no: &outcomes[1], now }
    }

    /// The entropy now less the mean entropy after the answers.
    fn expected(&self, asked: &[Asked]) -> f64 {
        self.entropy - remaining(asked, self.subject, &self.rivals, &self.weights)
    }
}

/// The mean entropy over the answers to come. `subject` and `joint` are the probabilities of the answers so far
/// together with the subject and with each rival, `weights` what those answers make of the rivals.
fn remaining(asked: &[Asked], subject: f64, joint: &[f64], weights: &[f64]) -> f64 {
    let Some((first, rest)) = asked.split_first() else { return 0.0 };
    let after = |answer: &Outcome| {
        let subject = subject * answer.likelihood[0];
        let (likelihood, ratio) = (&answer.likelihood[1..], &answer.ratio[..weights.len()]);
        // A group goes on counting its most telling answer.
        let kept = first.now.is_some_and(|now| now.telling >= answer.telling);
        let instead = first.now.filter(|_| !kept).map(|now| &now.ratio[..weights.len()]);
        if rest.is_empty() {
            let all = subject + sum(joint.len(), |rival| joint[rival] * likelihood[rival]);
            let against = match instead {
                _ if kept => sum(weights.len(), |rival| weights[rival]),
                Some(now) => sum(weights.len(), |rival| weights[rival] * (ratio[rival] / now[rival])),
                None => sum(weights.len(), |rival| weights[rival] * ratio[rival]),
            };
            return all * entropy(1.0 / (1.0 + against));
        }
        let joint: Vec<f64> = joint.iter().zip(likelihood).map(|(joint, likelihood)| joint * likelihood).collect();
        let weights: Vec<f64> = match instead {
            _ if kept => weights.to_vec(),
            Some(now) => {
                weights.iter().zip(ratio).zip(now).map(|((weight, ratio), now)| weight * (ratio / now)).collect()
            }
            None => weights.iter().zip(ratio).map(|(weight, ratio)| weight * ratio).collect(),
        };
        remaining(rest, subject, &joint, &weights)
    };
    after(first.yes) + after(first.no)
}

/// The entropy of a yes-or-no question, in bits (Shannon 1948).
fn entropy(p: f64) -> f64 {
    let part = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    part(p) + part(1.0 - p)
}
