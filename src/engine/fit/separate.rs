//! What would tell the subject from one rival.

use std::cmp::Reverse;

use super::due::Due;
use super::next::{ROUNDING, ROUNDS_TO_NOTHING, entropy};
use super::odds::Profile;
use crate::json::exceeds;
use crate::knowledge::{GroupId, HypothesisId, Outcome, TestId, Workup};

/// So many rivals are told from the subject.
const RIVALS: usize = 5;

/// So many examinations are named for each.
const TESTS: usize = 3;

/// The examinations that best separate the subject from a rival.
#[derive(Clone, Debug, PartialEq)]
pub struct Separating {
    pub rival: HypothesisId,
    /// The best first; none where nothing that may be ordered would tell them apart.
    pub tests: Vec<TestId>,
}

/// For each of the leading rivals that have a name, in their order, the examinations that would separate the subject from it.
pub fn separating(
    profile: &Profile,
    workup: &Workup,
    differential: &[(HypothesisId, f64)],
    due: &[Due],
) -> Vec<Separating> {
    // No examination tells the subject from everything else at once.
    let named = differential.iter().filter(|(rival, _)| Some(*rival) != profile.literature.rest);
    let rivals = named.take(RIVALS);
    rivals.map(|(rival, _)| Separating { rival: *rival, tests: best(profile, workup, *rival, due) }).collect()
}

/// One examination, and the question of it that tells the most.
struct Candidate {
    test: TestId,
    group: GroupId,
    bits: f64,
}

fn best(profile: &Profile, workup: &Workup, rival: HypothesisId, due: &[Due]) -> Vec<TestId> {
    let mut best: Vec<Candidate> = Vec::new();
    for Due { test, questions, .. } in due {
        let mut candidate: Option<Candidate> = None;
        for &(group, item) in questions {
            let least = candidate.as_ref().map_or(ROUNDS_TO_NOTHING, |candidate| candidate.bits);
            if exceeds(at_most(profile, (group, item), rival), least) {
                let bits = between(profile, (group, item), rival);
                if exceeds(bits, least) {
                    candidate = Some(Candidate { test: *test, group, bits });
                }
            }
        }
        let Some(candidate) = candidate else { continue };
        // A group counts once: of the examinations that answer it the one that tells the most, or is as telling and
        // asks less of the patient.
        match best.iter_mut().find(|other| other.group == candidate.group) {
            Some(other) => {
                let lighter =
                    workup.level(candidate.test) < workup.level(other.test) && !exceeds(other.bits, candidate.bits);
                if lighter || exceeds(candidate.bits, other.bits) {
                    *other = candidate;
                }
            }
            None => best.push(candidate),
        }
    }
    // What differs by rounding only stays in the order of the pack.
    best.sort_by_key(|candidate| (Reverse((candidate.bits / ROUNDING).round() as i64), candidate.test));
    best.into_iter().take(TESTS).map(|candidate| candidate.test).collect()
}

/// What a question is expected to tell between the subject and a rival, in bits, if both were as likely: an answer that
/// tells no more than what its group counts now tells nothing.
fn between(profile: &Profile, question: (GroupId, usize), rival: HypothesisId) -> f64 {
    let now = profile.counted[question.0.index()].map(|now| now.outcome(profile.groups));
    let known = now.and_then(|now| likelihoods(now, rival)).map_or(0.0, told);
    let expected = |pair: [f64; 2]| {
        let told = told(pair);
        if exceeds(told, known) { (pair[0] + pair[1]) / 2.0 * told } else { 0.0 }
    };
    answers(profile, question, rival).map(expected).sum()
}

/// More than this it cannot tell; it takes no logarithm.
fn at_most(profile: &Profile, question: (GroupId, usize), rival: HypothesisId) -> f64 {
    answers(profile, question, rival).map(|[subject, rival]| (subject - rival).abs() / 2.0).sum()
}

/// What an answer tells between two diseases that were as likely, in bits.
fn told([subject, rival]: [f64; 2]) -> f64 {
    1.0 - entropy(subject / (subject + rival))
}

/// How likely each answer to a question is in the subject and in the rival.
fn answers<'l>(
    profile: &Profile<'l>,
    (group, item): (GroupId, usize),
    rival: HypothesisId,
) -> impl Iterator<Item = [f64; 2]> + use<'l> {
    let outcomes = &profile.groups[group.index()].items[item].outcomes;
    outcomes.iter().filter_map(move |outcome| likelihoods(outcome, rival))
}

/// `None` where the rival has no number.
fn likelihoods(outcome: &Outcome, rival: HypothesisId) -> Option<[f64; 2]> {
    let [subject, of_rival] = [0, rival.index()].map(|at| outcome.likelihood[at]);
    outcome.grades[rival.index()].map(|_| [subject, of_rival])
}
