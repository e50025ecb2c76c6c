//! How far the result could still move, and which single answer it hangs on.

use std::ops::Range;

use super::band::{Band, obstacles};
use super::odds::Sum;
use super::profile::{Profile, Telling, settle_doubles};
use crate::case::{Answer, AnswerValue, Case};
use crate::engine::assessment::Verdict;
use crate::engine::evaluate::{Evaluation, Look};
use crate::engine::lanes::LANES;
use crate::engine::run::Run;
use crate::engine::seen::Supposed;
use crate::engine::truth::Truth;
use crate::engine::what_if::{Lane, WhatIfs};
use crate::json::{exceeds, reaches};
use crate::knowledge::{ConclusionId, FindingId, GroupId, Outcome, SetId};

/// What could still become of the fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// The highest probability that answers to the open questions could give.
    pub best: f64,
    /// The lowest.
    pub worst: f64,
    /// Single answers that, if wrong, would change the leading verdict or the band.
    pub turning: Vec<Turning>,
}

/// An answer the result hangs on.
#[derive(Clone, Debug, PartialEq)]
pub struct Turning {
    /// Whose answer it is.
    pub finding: FindingId,
    /// What it would have to be instead: a sign turned round, an explained one present after all, another answer taken
    /// back.
    pub instead: Option<AnswerValue>,
    /// What would change; never empty.
    pub changes: Vec<Change>,
}

/// What would change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The verdict of a conclusion of the leading set.
    Verdict {
        /// The leading set.
        set: SetId,
        /// Its conclusion.
        conclusion: ConclusionId,
        /// As it is.
        from: Verdict,
        /// As it would be.
        to: Verdict,
    },
    /// The fit in words.
    Band {
        /// As it is.
        from: Band,
        /// As it would be.
        to: Band,
    },
}

/// How far the result could move.
pub(crate) fn robustness(profile: &Profile, evaluation: &mut Evaluation, case: &Case) -> Robustness {
    let undecided = Undecided::of(profile, (0..profile.counted.len()).map(GroupId::at), |_| true);
    Robustness {
        best: extreme(profile, &undecided, Extreme::Best),
        worst: extreme(profile, &undecided, Extreme::Worst),
        turning: turning(profile, evaluation, case),
    }
}

/// The answers that might come to count in the groups with open questions.
#[derive(Default)]
pub(super) struct Undecided<'l> {
    /// Group after group: the one that does now, and every answer to an open question that tells more.
    choices: Vec<Option<&'l Outcome>>,
    groups: Vec<Range<usize>>,
}

impl<'l> Undecided<'l> {
    /// Of these groups, with their questions about the findings that are asked.
    pub(super) fn of(
        profile: &Profile<'l>,
        groups: impl Iterator<Item = GroupId>,
        is_asked: impl Fn(FindingId) -> bool,
    ) -> Undecided<'l> {
        let setting = profile.setting();
        let mut undecided = Undecided::default();
        for group in groups {
            let now = group.of(&profile.counted).map(|telling| telling.outcome(profile.groups));
            let tells_more = |outcome: &&Outcome| now.is_none_or(|now| setting.tells(outcome) > setting.tells(now));
            let asked = profile.open_of(group).filter(|(_, question)| is_asked(question.finding));
            let open = asked.flat_map(|(_, question)| &question.outcomes);
            let from = undecided.choices.len();
            undecided.choices.push(now);
            undecided.choices.extend(open.filter(tells_more).map(Some));
            match undecided.choices.len() - from {
                1 => undecided.choices.truncate(from),
                _ => undecided.groups.push(from..undecided.choices.len()),
            }
        }
        undecided
    }

    #[expect(clippy::indexing_slicing, reason = "a group's choices are a part of all")]
    fn choices(&self, group: usize) -> &[Option<&'l Outcome>] {
        &self.choices[self.groups[group].clone()]
    }
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Extreme {
    Best,
    Worst,
}

/// Odds beyond one in a million are followed no further: no evidence is as certain.
const BEYOND: f64 = 1e6;

/// The most extreme probability: each group in turn takes the answer that moves the odds furthest, until none moves
/// them, or they are beyond what is worth following. Every change moves them on by more than rounding could, so that it
/// ends.
#[expect(clippy::indexing_slicing, reason = "what is taken is one of a group's choices")]
pub(super) fn extreme(profile: &Profile, undecided: &Undecided, extreme: Extreme) -> f64 {
    let farther = |than: f64, against: f64| match extreme {
        Extreme::Best => exceeds(than, against),
        Extreme::Worst => exceeds(against, than),
    };
    let mut odds = profile.sum.odds.clone();
    let mut without = odds.clone();
    let mut against = odds.against();
    let groups = undecided.groups.len();
    let mut taken = vec![0; groups];
    let mut unmoved = 0;
    for at in (0..groups).cycle() {
        let is_beyond = match extreme {
            Extreme::Best => against < 1.0 / BEYOND,
            Extreme::Worst => against > BEYOND,
        };
        if is_beyond || unmoved == groups {
            break;
        }
        let choices = undecided.choices(at);
        without.copy(&odds);
        if let Some(outcome) = choices[taken[at]] {
            without.divide(outcome);
        }
        let mut furthest = (taken[at], against);
        for (choice, outcome) in choices.iter().enumerate().filter(|(choice, _)| *choice != taken[at]) {
            let against = outcome.map_or_else(|| without.against(), |outcome| without.against_with(outcome));
            if farther(furthest.1, against) {
                furthest = (choice, against);
            }
        }
        unmoved += 1;
        if furthest.0 != taken[at] {
            (taken[at], against) = furthest;
            unmoved = 1;
            std::mem::swap(&mut odds, &mut without);
            choices[taken[at]].iter().for_each(|outcome| odds.multiply(outcome));
        }
    }
    let mut chosen = taken.iter().enumerate().map(|(group, taken)| undecided.choices(group)[*taken]);
    let answered = profile.counted.iter().any(Option::is_some) || chosen.any(|choice| choice.is_some());
    profile.probability_if(&odds, answered)
}

fn turning(profile: &Profile, evaluation: &mut Evaluation, case: &Case) -> Vec<Turning> {
    let Some(lead) = evaluation.knowledge.lead() else { return Vec::new() };
    let known = case.answers().filter(|(_, answer)| answer.value.is_known());
    let supposed: Vec<Supposed> =
        known.map(|(finding, answer)| Supposed { finding, answer: instead(answer) }).collect();
    let mut changes = vec![Vec::new(); supposed.len()];
    let conclusions = evaluation.circuit().conclusions(lead);
    let now: Vec<Truth> = conclusions.iter().map(|conclusion| evaluation.truth(*conclusion)).collect();
    evaluation.set_explained_aside(true);
    let mut weighed = Weighed::of(profile, evaluation);
    evaluation.set_explained_aside(false);
    for (supposed, changes) in supposed.chunks(LANES).zip(changes.chunks_mut(LANES)) {
        let mut run = Run::new(evaluation.circuit(), WhatIfs::of(evaluation.seen(), supposed));
        for (at, (conclusion, from)) in conclusions.iter().zip(&now).enumerate() {
            let lanes = run.of(*conclusion);
            for (lane, changes) in changes.iter_mut().enumerate().filter(|(lane, _)| lanes.at(*lane) != *from) {
                let (from, to) = ((*from).into(), lanes.at(lane).into());
                changes.push(Change::Verdict { set: lead, conclusion: ConclusionId::at(at), from, to });
            }
        }
        if evaluation.seen().explains_any() {
            run.change(WhatIfs::set_explained_aside);
        }
        for (lane, (supposed, changes)) in supposed.iter().zip(changes).enumerate() {
            changes.extend(weighed.change(&mut Lane { run: &mut run, lane }, supposed.finding));
        }
    }
    let turning = supposed.into_iter().zip(changes).map(|(supposed, changes)| Turning {
        finding: supposed.finding,
        instead: supposed.answer,
        changes,
    });
    turning.filter(|turning| !turning.changes.is_empty()).collect()
}

/// What an answer would be if it were wrong: a sign turned round, an explained one present after all, another answer
/// taken back.
fn instead(answer: &Answer) -> Option<AnswerValue> {
    match answer.value {
        AnswerValue::Present if !answer.is_explained() => Some(AnswerValue::Absent),
        AnswerValue::Present | AnswerValue::Absent => Some(AnswerValue::Present),
        _ => None,
    }
}

/// The fit as the case is, and places to work in.
struct Weighed<'p, 'l> {
    profile: &'p Profile<'l>,
    band: Band,
    /// Whether it is probable enough for strong, so that the word hangs on what stands in the way.
    may_be_strong: bool,
    stands_in_the_way: bool,
    /// The groups whose answer would be another one, and what would count then.
    changed: Vec<(GroupId, Option<Telling>)>,
    shown: Vec<Telling>,
    counted: Vec<Option<Telling>>,
    sum: Sum,
}

impl<'p, 'l> Weighed<'p, 'l> {
    fn of(profile: &'p Profile<'l>, evaluation: &mut Evaluation) -> Self {
        Weighed {
            profile,
            band: super::band(profile, evaluation),
            may_be_strong: reaches(profile.probability(), profile.literature.method.bands.strong),
            stands_in_the_way: !obstacles(profile, evaluation).is_empty(),
            changed: Vec::new(),
            shown: Vec::new(),
            counted: Vec::new(),
            sum: profile.sum.clone(),
        }
    }

    /// Whether the band changes with what is supposed of a finding.
    fn change(&mut self, case: &mut Lane, finding: FindingId) -> Option<Change> {
        let knowledge = case.knowledge();
        let Profile { literature, answered, .. } = self.profile;
        self.changed.clear();
        for group in knowledge.groups_resting_on(finding) {
            let answer = self.profile.answer_of(case, *group, &mut self.shown);
            if *group.of(answered) != answer {
                self.changed.push((*group, answer));
            }
        }
        let obstacles_may_change = knowledge.strong_rests_on(finding);
        let moves_the_odds = !self.changed.is_empty() || knowledge.doubles_rest_on(finding);
        let moves_the_word = self.may_be_strong && obstacles_may_change;
        if !moves_the_odds && !moves_the_word {
            return None;
        }
        self.counted.clone_from(answered);
        self.changed.iter().for_each(|(group, answer)| *group.of_mut(&mut self.counted) = *answer);
        settle_doubles(literature, case, &mut self.counted);
        self.profile.sum_if(&self.counted, &mut self.sum);
        let to = self.profile.band_of(&self.sum, &self.counted, || match obstacles_may_change {
            true => obstacles(self.profile, case).is_empty(),
            false => !self.stands_in_the_way,
        });
        (to != self.band).then_some(Change::Band { from: self.band, to })
    }
}
