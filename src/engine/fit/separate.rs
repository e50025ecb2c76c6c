//! What would tell the subject from one rival.

use std::cmp::Reverse;

use super::due::Due;
use super::next::ROUNDING;
use super::profile::Profile;
use crate::json::exceeds;
use crate::knowledge::{GroupId, HypothesisId, Item, Outcome, TestId, Workup};

/// So many rivals are told from the subject.
const RIVALS: usize = 5;

/// So many examinations are named for each.
const TESTS: usize = 3;

/// One that removes less of the uncertainty does not separate.
const LEAST: f64 = 0.1;

/// The examinations that best separate the subject from a rival.
#[derive(Clone, Debug, PartialEq)]
pub struct Separating {
    /// From whom the subject is told.
    pub rival: HypothesisId,
    /// The best first; none where nothing that may be ordered would tell them apart.
    pub tests: Vec<TestId>,
}

/// For each of the leading rivals that have a name, in their order, the examinations that would separate the subject
/// from it.
pub(crate) fn separating(
    profile: &Profile,
    workup: &Workup,
    differential: &[(HypothesisId, f64)],
    due: &[Due],
) -> Vec<Separating> {
    // No examination tells the subject from everything else at once.
    let named = differential.iter().filter(|(rival, _)| Some(*rival) != profile.literature.rest);
    let rivals: Vec<HypothesisId> = named.take(RIVALS).map(|(rival, _)| *rival).collect();
    // What each open question tells, by its place, rival after rival; several examinations answer the same.
    let mut told = vec![0.0; profile.questions() * rivals.len()];
    for (group, now) in profile.counted.iter().enumerate() {
        let now = now.map(|now| now.outcome(profile.groups));
        let mut known = [0.0; RIVALS];
        known.iter_mut().zip(&rivals).for_each(|(known, rival)| *known = now.map_or(0.0, |now| tells(now, *rival)));
        for (place, question) in profile.open_of(GroupId::at(group)) {
            let told = told.iter_mut().skip(place * rivals.len());
            for ((told, rival), known) in told.zip(&rivals).zip(&known) {
                *told = between(*known, question, *rival);
            }
        }
    }
    let separating = rivals.iter().enumerate().map(|(nth, rival)| {
        let told = |place: usize| told.get(place * rivals.len() + nth).copied().unwrap_or_default();
        Separating { rival: *rival, tests: best(profile, workup, *rival, due, told) }
    });
    separating.collect()
}

/// One examination, and the question of it that tells the most.
struct Candidate {
    test: TestId,
    group: GroupId,
    told: f64,
    /// Whether the rival has more often what is asked.
    is_rivals: bool,
}

/// `told` is what the open question at a place tells.
fn best(
    profile: &Profile,
    workup: &Workup,
    rival: HypothesisId,
    due: &[Due],
    told: impl Fn(usize) -> f64,
) -> Vec<TestId> {
    let mut best: Vec<Candidate> = Vec::with_capacity(due.len());
    for Due { test, questions, .. } in due {
        let mut candidate: Option<Candidate> = None;
        for question in questions {
            let told = told(profile.place(*question));
            if exceeds(told, candidate.as_ref().map_or(LEAST, |candidate| candidate.told)) {
                let [yes, _] = profile.question(*question).yes_or_no();
                let is_rivals = *rival.of(&yes.likelihood) > yes.likelihoods().0;
                candidate = Some(Candidate { test: *test, group: question.0, told, is_rivals });
            }
        }
        let Some(candidate) = candidate else { continue };
        // A group counts once: of the examinations that answer it the one that tells the most, or is as telling and
        // asks less of the patient.
        match best.iter_mut().find(|other| other.group == candidate.group) {
            Some(other) => {
                let lighter =
                    workup.level(candidate.test) < workup.level(other.test) && !exceeds(other.told, candidate.told);
                if lighter || exceeds(candidate.told, other.told) {
                    *other = candidate;
                }
            }
            None => best.push(candidate),
        }
    }
    // What differs by rounding only stays in the order of the pack.
    best.sort_by_key(|candidate| (Reverse((candidate.told / ROUNDING).round() as i64), candidate.test));
    // One place is for a sign of the rival's own.
    let own = best.iter().position(|candidate| candidate.is_rivals).filter(|own| *own >= TESTS);
    own.iter().for_each(|own| best.swap(TESTS - 1, *own));
    best.into_iter().take(TESTS).map(|candidate| candidate.test).collect()
}

/// How much of the uncertainty between the subject and a rival, by Brier's measure, a question is expected to remove if
/// both were as likely: an answer that tells no more than is `known` of its group removes nothing.
fn between(known: f64, question: &Item, rival: HypothesisId) -> f64 {
    let removed = question.outcomes.iter().map(|outcome| {
        let told = tells(outcome, rival);
        let chance = (outcome.likelihoods().0 + *rival.of(&outcome.likelihood)) / 2.0;
        if exceeds(told, known) { chance * told } else { 0.0 }
    });
    removed.sum()
}

/// What an answer tells between two diseases that were as likely: 0 nothing, 1 which of them it is. It tells nothing
/// where the rival has no number.
fn tells(outcome: &Outcome, rival: HypothesisId) -> f64 {
    let (subject, of_rival) = (outcome.likelihoods().0, *rival.of(&outcome.likelihood));
    rival.of(&outcome.grades).map_or(0.0, |_| ((subject - of_rival) / (subject + of_rival)).powi(2))
}
