//! What to test next: the information each examination is expected to give, and what it can settle.

use std::cmp::Reverse;

use super::due::Due;
use super::odds::{Odds, dot};
use super::order::{Ranked, in_order};
use super::profile::Profile;
use super::separate::Separating;
use crate::engine::assessment::{SetAssessment, Verdict};
use crate::engine::evaluate::Evaluation;
use crate::engine::reach::{Settles, settles};
use crate::json::exceeds;
use crate::knowledge::{AdviceId, FindingId, GroupId, Knowledge, Outcome, TestId};

/// So many questions of one examination are looked at together, those that tell the most: the expectation over all their
/// answers doubles with each.
const TOGETHER: usize = 4;

/// An answer that tells nothing leaves so little by rounding, in bits.
pub(crate) const ROUNDING: f64 = 1e-9;

/// Less is 0.00 in print: an examination that settles nothing either is not worth a line.
const ROUNDS_TO_NOTHING: f64 = 0.005;

/// A question that tells less by itself is left out: so many as are looked at together still round to nothing.
const TRIFLE: f64 = ROUNDS_TO_NOTHING / 10.0;

/// One examination, and what it is expected to bring.
#[derive(Clone, Debug, PartialEq)]
pub struct NextTest {
    /// Which examination.
    pub test: TestId,
    /// Expected information about the subject against the rest, in bits.
    pub bits: f64,
    /// What it would answer that is not known yet.
    pub reveals: Vec<FindingId>,
    /// Open conclusions that it can settle by itself, of the subject's sets and of the leading rival's.
    pub settles: Vec<Settles>,
}

impl NextTest {
    /// Whether it is expected to tell enough to be printed, in hundredths of a bit.
    pub fn informs(&self) -> bool {
        self.bits >= ROUNDS_TO_NOTHING
    }
}

/// The examinations worth ordering, in the order of the pack's rule.
pub(crate) fn next_tests(
    evaluation: &mut Evaluation,
    sets: &[SetAssessment],
    due: Vec<Due>,
    mut before: Option<Before>,
    advice: &[AdviceId],
    separating: &[Separating],
) -> Vec<NextTest> {
    let knowledge = evaluation.knowledge;
    let workup = &knowledge.workup;
    let lead = knowledge.lead();
    let rival = knowledge.literature.as_ref().zip(separating.first());
    let rival = rival.map(|(literature, leading)| literature.hypothesis(leading.rival).id.as_str());
    let diseases = [knowledge.leading_disease(), rival];
    let in_use = in_use(knowledge, diseases, sets);
    let settles = settles(&*evaluation, &in_use, &due.iter().map(|due| due.reveals.as_slice()).collect::<Vec<_>>());
    let mut ranked: Vec<Ranked> = Vec::new();
    for (Due { test, reveals, questions }, settles) in due.into_iter().zip(settles) {
        let bits = before.as_mut().map_or(0.0, |before| before.bits(questions));
        let completes = settles.iter().any(|how| Some(how.set) == lead && how.verdict == Verdict::Met);
        let is_asked_for = advice.iter().any(|id| id.of(&knowledge.advice).tests.contains(&test));
        let separates = separating.first().and_then(|leading| leading.tests.iter().position(|other| *other == test));
        let next = NextTest { test, bits, reveals, settles };
        if next.informs() || !next.settles.is_empty() || is_asked_for || separates.is_some() {
            ranked.push(Ranked { next, level: workup.level(test), rises: completes || is_asked_for, separates });
        }
    }
    in_order(ranked, workup.clearly_more)
}

/// The sets in use for these diseases.
fn in_use<'s>(knowledge: &Knowledge, diseases: [Option<&str>; 2], sets: &'s [SetAssessment]) -> Vec<&'s SetAssessment> {
    let in_use = sets.iter().filter(|assessed| {
        let set = knowledge.set(assessed.set);
        diseases.contains(&Some(&set.disease)) && set.is_in_use()
    });
    in_use.collect()
}

/// What is known before the next examination.
pub(crate) struct Before<'p, 'l> {
    profile: &'p Profile<'l>,
    /// The probability of the subject and of each rival.
    subject: f64,
    rivals: Vec<f64>,
    entropy: f64,
    /// The information of each question by itself, once it was asked for, by its place.
    alone: Vec<Option<f64>>,
    rooms: Vec<Room>,
}

/// A place to work out what the answers to one question make of what is known.
struct Room {
    /// The odds without what the group of the question counts now.
    without: Odds,
    /// After one of its answers.
    odds: Odds,
    joint: Vec<f64>,
}

/// A yes-or-no question that a test answers: its outcomes, and the outcome its group counts now.
struct Asked<'l> {
    yes: Answer<'l>,
    no: Answer<'l>,
    now: Option<&'l Outcome>,
}

/// One of its outcomes, and whether the group would count it.
struct Answer<'l> {
    outcome: &'l Outcome,
    counts: bool,
}

impl<'p, 'l> Before<'p, 'l> {
    pub(crate) fn of(profile: &'p Profile<'l>) -> Before<'p, 'l> {
        let odds = &profile.sum.odds;
        let (subject, rivals) = (odds.probability(), odds.rivals());
        let room = || Room { without: odds.clone(), odds: odds.clone(), joint: rivals.clone() };
        Before {
            profile,
            subject,
            entropy: entropy(subject),
            alone: vec![None; profile.questions()],
            rooms: (0..TOGETHER).map(|_| room()).collect(),
            rivals,
        }
    }

    /// Expected information of a test, in bits: of each group that it touches the one open question that tells the
    /// most by itself, then the exact expectation over all their answers together.
    fn bits(&mut self, mut open: Vec<(GroupId, usize)>) -> f64 {
        // The questions of a group stand side by side.
        open.dedup_by(|next, best| {
            let same_group = next.0 == best.0;
            if same_group && exceeds(self.alone(*next), self.alone(*best)) {
                *best = *next;
            }
            same_group
        });
        open.retain(|question| self.alone(*question) >= TRIFLE);
        if open.len() > TOGETHER {
            // Those that tell as much but for the last bits stay in the order of the pack.
            open.sort_by_cached_key(|question| Reverse((self.alone(*question) / ROUNDING).round() as i64));
            open.truncate(TOGETHER);
        }
        let bits = match open.as_slice() {
            [] => 0.0,
            [question] => self.alone(*question),
            questions => {
                let asked: Vec<Asked> = questions.iter().map(|question| self.ask(*question)).collect();
                self.expected(&asked)
            }
        };
        if bits > ROUNDING { bits } else { 0.0 }
    }

    fn alone(&mut self, question: (GroupId, usize)) -> f64 {
        let at = self.profile.place(question);
        if let Some(Some(bits)) = self.alone.get(at) {
            return *bits;
        }
        let bits = self.expected(&[self.ask(question)]);
        self.alone.iter_mut().skip(at).take(1).for_each(|alone| *alone = Some(bits));
        bits
    }

    fn ask(&self, question: (GroupId, usize)) -> Asked<'l> {
        let [yes, no] = self.profile.question(question).yes_or_no();
        let now = question.0.of(&self.profile.counted).map(|telling| telling.outcome(self.profile.groups));
        let setting = self.profile.setting();
        let answer = |outcome| {
            // A group goes on counting its most certain answer.
            let counts = now.is_none_or(|now| setting.tells(outcome) > setting.tells(now));
            Answer { outcome, counts }
        };
        Asked { yes: answer(yes), no: answer(no), now }
    }

    /// The entropy now less the mean entropy after the answers.
    fn expected(&mut self, asked: &[Asked]) -> f64 {
        self.entropy - remaining(asked, self.subject, &self.rivals, &self.profile.sum.odds, &mut self.rooms)
    }
}

/// The mean entropy over the answers to come. `subject` and `joint` are the probabilities of the answers so far
/// together with the subject and with each rival, `odds` what those answers make of the rivals.
fn remaining(asked: &[Asked], subject: f64, joint: &[f64], odds: &Odds, rooms: &mut [Room]) -> f64 {
    let (Some((first, rest)), Some((room, rooms))) = (asked.split_first(), rooms.split_first_mut()) else { return 0.0 };
    let others = match first.now.filter(|_| first.yes.counts || first.no.counts) {
        None => odds,
        Some(now) => {
            room.without.copy(odds);
            room.without.divide(now);
            &room.without
        }
    };
    let mut after = |answer: &Answer| {
        let outcome = answer.outcome;
        let (in_subject, likelihood) = outcome.likelihoods();
        let subject = subject * in_subject;
        if rest.is_empty() {
            let all = subject + dot(joint, likelihood);
            let against = if answer.counts { others.against_with(outcome) } else { odds.against() };
            return all * entropy(1.0 / (1.0 + against));
        }
        room.joint
            .iter_mut()
            .zip(joint.iter().zip(likelihood))
            .for_each(|(after, (before, one))| *after = before * one);
        room.odds.copy(if answer.counts { others } else { odds });
        if answer.counts {
            room.odds.multiply(outcome);
        }
        remaining(rest, subject, &room.joint, &room.odds, rooms)
    };
    after(&first.yes) + after(&first.no)
}

/// The entropy of a yes-or-no question, in bits (Shannon 1948).
fn entropy(p: f64) -> f64 {
    let part = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    part(p) + part(1.0 - p)
}
