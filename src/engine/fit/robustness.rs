//! How far the result could still move, and which single answer it hangs on.

use std::ops::Range;

use super::band::{Band, obstacles};
use super::odds::Sum;
use super::profile::{Profile, Telling, settle_doubles};
use crate::case::{Answer, AnswerValue, Case};
use crate::engine::assessment::Verdict;
use crate::engine::evaluate::Evaluation;
use crate::engine::truth::Truth;
use crate::json::{exceeds, reaches};
use crate::knowledge::{ConclusionId, CriterionId, FindingId, Outcome, SetId};

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
    pub finding: FindingId,
    /// What it would have to be instead: a sign turned round, an explained one present after all, another answer taken
    /// back.
    pub instead: Option<AnswerValue>,
    pub changes: Vec<Change>,
}

/// What would change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    Verdict { set: SetId, conclusion: ConclusionId, from: Verdict, to: Verdict },
    Band { from: Band, to: Band },
}

/// How far the result could move.
pub fn robustness(profile: &Profile, evaluation: &mut Evaluation, case: &Case) -> Robustness {
    let undecided = Undecided::of(profile);
    Robustness {
        best: extreme(profile, &undecided, Extreme::Best),
        worst: extreme(profile, &undecided, Extreme::Worst),
        turning: turning(profile, evaluation, case),
    }
}

/// The answers that might come to count in the groups with open questions.
#[derive(Default)]
struct Undecided<'l> {
    /// Group after group: the one that does now, and every answer to an open question that tells more.
    choices: Vec<Option<&'l Outcome>>,
    groups: Vec<Range<usize>>,
}

impl<'l> Undecided<'l> {
    fn of(profile: &Profile<'l>) -> Undecided<'l> {
        let setting = profile.setting();
        let mut undecided = Undecided::default();
        for (group, counted) in profile.counted.iter().enumerate() {
            let now = counted.map(|telling| telling.outcome(profile.groups));
            let tells_more = |outcome: &&Outcome| now.is_none_or(|now| setting.tells(outcome) > setting.tells(now));
            let open = profile.open_of(group).flat_map(|(_, question)| &question.outcomes);
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

    fn choices(&self, group: usize) -> &[Option<&'l Outcome>] {
        &self.choices[self.groups[group].clone()]
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Extreme {
    Best,
    Worst,
}

/// Odds beyond one in a million are followed no further: no evidence is as certain.
const BEYOND: f64 = 1e6;

/// The most extreme probability: each group in turn takes the answer that moves the odds furthest, until none moves
/// them, or they are beyond what is worth following. Every change moves them on by more than rounding could, so that it
/// ends.
fn extreme(profile: &Profile, undecided: &Undecided, extreme: Extreme) -> f64 {
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
    let knowledge = evaluation.knowledge;
    let Some(lead) = knowledge.lead() else { return Vec::new() };
    let known = case.answers().filter(|(_, answer)| answer.value.is_known());
    let mut turning: Vec<Turning> =
        known.map(|(finding, answer)| Turning { finding, instead: instead(answer), changes: Vec::new() }).collect();
    let table = Table::of(evaluation, lead);
    for turn in &mut turning {
        evaluation.suppose(turn.finding, turn.instead);
        turn.changes = table.changes(evaluation, turn.finding);
    }
    evaluation.suppose_nothing();
    evaluation.set_explained_aside(true);
    let mut weighed = Weighed::of(profile, evaluation);
    for turn in &mut turning {
        evaluation.suppose(turn.finding, turn.instead);
        turn.changes.extend(weighed.change(evaluation, turn.finding));
    }
    evaluation.suppose_nothing();
    evaluation.set_explained_aside(false);
    turning.retain(|turn| !turn.changes.is_empty());
    turning
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

/// The leading set as the case is.
struct Table {
    set: SetId,
    criteria: Vec<Truth>,
    conclusions: Vec<Truth>,
}

impl Table {
    fn of(evaluation: &mut Evaluation, id: SetId) -> Table {
        let set = evaluation.knowledge.set(id);
        Table {
            set: id,
            criteria: (0..set.criteria.len()).map(|at| evaluation.criterion(id, CriterionId::at(at))).collect(),
            conclusions: (0..set.conclusions.len()).map(|at| evaluation.conclusion(id, ConclusionId::at(at))).collect(),
        }
    }

    /// The conclusions that change with what is supposed of a finding.
    fn changes(&self, evaluation: &mut Evaluation, finding: FindingId) -> Vec<Change> {
        let mut criteria = self.criteria.iter().enumerate().map(|(at, truth)| (CriterionId::at(at), truth));
        let moved = criteria.any(|(criterion, truth)| {
            let rests_on_it = evaluation.knowledge.criterion_rests_on(self.set, criterion).contains(finding);
            rests_on_it && evaluation.criterion(self.set, criterion) != *truth
        });
        if !moved {
            return Vec::new();
        }
        let conclusions = self.conclusions.iter().enumerate().map(|(at, from)| (ConclusionId::at(at), *from));
        let changed = conclusions.filter_map(|(conclusion, from)| {
            let to = evaluation.conclusion(self.set, conclusion);
            (from != to).then(|| Change::Verdict { set: self.set, conclusion, from: from.into(), to: to.into() })
        });
        changed.collect()
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
    changed: Vec<(usize, Option<Telling>)>,
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
    fn change(&mut self, evaluation: &mut Evaluation, finding: FindingId) -> Option<Change> {
        let knowledge = evaluation.knowledge;
        let Profile { literature, answered, .. } = self.profile;
        self.changed.clear();
        for group in knowledge.groups_resting_on(finding) {
            let answer = self.profile.answer_of(evaluation, *group, &mut self.shown);
            if answered[group.index()] != answer {
                self.changed.push((group.index(), answer));
            }
        }
        let obstacles_may_change = knowledge.strong_rests_on(finding);
        let moves_the_odds = !self.changed.is_empty() || knowledge.doubles_rest_on(finding);
        let moves_the_word = self.may_be_strong && obstacles_may_change;
        if !moves_the_odds && !moves_the_word {
            return None;
        }
        self.counted.clone_from(answered);
        self.changed.iter().for_each(|(group, answer)| self.counted[*group] = *answer);
        settle_doubles(literature, evaluation, &mut self.counted);
        self.profile.sum_if(&self.counted, &mut self.sum);
        let to = self.profile.band_of(&self.sum, &self.counted, || match obstacles_may_change {
            true => obstacles(self.profile, evaluation).is_empty(),
            false => !self.stands_in_the_way,
        });
        (to != self.band).then_some(Change::Band { from: self.band, to })
    }
}
