//! How far the result could still move, and which single answer it hangs on.

use super::odds::{Band, Odds, Telling, answered, band, counted, outcome_of, settle_doubles};
use crate::case::{AnswerValue, Case};
use crate::engine::assessment::Verdict;
use crate::engine::evaluate::Evaluation;
use crate::engine::truth::Truth;
use crate::knowledge::{ConclusionId, FindingId, GroupId, Literature, Outcome, SetId, SettingId};

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
    /// What it would have to be instead: a sign turned round, another answer taken back.
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
pub fn robustness(literature: &Literature, evaluation: &mut Evaluation, setting: SettingId, case: &Case) -> Robustness {
    let counted = counted(literature, evaluation);
    let now = Odds::after(literature, setting, &counted);
    let undecided = undecided(literature, evaluation, &counted);
    Robustness {
        best: extreme(&now, &undecided, Extreme::Best),
        worst: extreme(&now, &undecided, Extreme::Worst),
        turning: turning(literature, evaluation, setting, case),
    }
}

/// A group with open questions.
struct Undecided<'l> {
    /// The answer that counts now.
    now: Option<&'l Outcome>,
    /// The answers that might come to count: that one, and every answer to an open question that tells more.
    choices: Vec<Option<&'l Outcome>>,
}

fn undecided<'l>(literature: &'l Literature, evaluation: &mut Evaluation, counted: &[Telling]) -> Vec<Undecided<'l>> {
    let mut undecided = Vec::with_capacity(literature.groups.len());
    for (group, of_group) in literature.groups.iter().enumerate() {
        let now = counted.iter().find(|telling| telling.group == group).map(|telling| telling.outcome(literature));
        let mut choices = vec![now];
        for item in of_group.items.iter().filter(|item| outcome_of(evaluation, item).is_none()) {
            let tells_more = |outcome: &&Outcome| now.is_none_or(|now| outcome.telling > now.telling);
            choices.extend(item.outcomes.iter().filter(tells_more).map(Some));
        }
        if choices.len() > 1 {
            undecided.push(Undecided { now, choices });
        }
    }
    undecided
}

#[derive(Clone, Copy, PartialEq)]
enum Extreme {
    Best,
    Worst,
}

/// The most extreme probability: each group in turn takes the answer that moves the odds furthest, until none does.
fn extreme(now: &Odds, undecided: &[Undecided], extreme: Extreme) -> f64 {
    let mut odds = now.clone();
    let mut without = odds.clone();
    let mut taken: Vec<Option<&Outcome>> = undecided.iter().map(|group| group.now).collect();
    loop {
        let start = odds.against();
        for (group, taken) in undecided.iter().zip(&mut taken) {
            without.copy(&odds);
            if let Some(outcome) = taken {
                without.divide(outcome);
            }
            let against = |choice: &Option<&Outcome>| match choice {
                Some(outcome) => without.against_with(outcome),
                None => without.against(),
            };
            let moved = group.choices.iter().map(|choice| (against(choice), *choice));
            let furthest = match extreme {
                Extreme::Best => moved.min_by(|a, b| a.0.total_cmp(&b.0)),
                Extreme::Worst => moved.max_by(|a, b| a.0.total_cmp(&b.0)),
            };
            if let Some((_, choice)) = furthest {
                std::mem::swap(&mut odds, &mut without);
                if let Some(outcome) = choice {
                    odds.multiply(outcome);
                }
                *taken = choice;
            }
        }
        if (odds.against() / start).ln().abs() < 1e-9 {
            return odds.probability();
        }
    }
}

fn turning(literature: &Literature, evaluation: &mut Evaluation, setting: SettingId, case: &Case) -> Vec<Turning> {
    let knowledge = evaluation.knowledge;
    let Some(lead) = knowledge.set_ids().find(|set| knowledge.set(*set).lead) else { return Vec::new() };
    let answered = answered(literature, evaluation);
    let verdicts = verdicts(evaluation, lead);
    let profile = Profile::of(literature, evaluation, &answered);
    let band = profile.band(literature, setting);
    let mut turning = Vec::new();
    for (finding, answer) in case.answers().filter(|(_, answer)| answer.value.is_known()) {
        let judged = knowledge.set_rests_on(lead, finding);
        let mut weighed = (0..literature.groups.len())
            .filter(|group| knowledge.group_rests_on(GroupId::at(*group)).contains(finding))
            .peekable();
        if !judged && weighed.peek().is_none() {
            continue;
        }
        let instead = match answer.value {
            AnswerValue::Present => Some(AnswerValue::Absent),
            AnswerValue::Absent => Some(AnswerValue::Present),
            _ => None,
        };
        evaluation.suppose(finding, instead);
        let mut changes = Vec::new();
        if judged {
            let others = self::verdicts(evaluation, lead);
            let changed = verdicts.iter().zip(others).enumerate().filter(|(_, (from, to))| **from != *to);
            changes.extend(changed.map(|(at, (from, to))| {
                let conclusion = ConclusionId::at(at);
                Change::Verdict { set: lead, conclusion, from: (*from).into(), to: to.into() }
            }));
        }
        let mut otherwise = answered.clone();
        for group in weighed {
            otherwise[group] = super::odds::answer_of(literature, evaluation, group);
        }
        let otherwise = Profile::of(literature, evaluation, &otherwise);
        if otherwise != profile {
            let to = otherwise.band(literature, setting);
            changes.extend((to != band).then_some(Change::Band { from: band, to }));
        }
        if !changes.is_empty() {
            turning.push(Turning { finding, instead, changes });
        }
    }
    evaluation.suppose_nothing();
    turning
}

fn verdicts(evaluation: &mut Evaluation, set: SetId) -> Vec<Truth> {
    let conclusions = 0..evaluation.knowledge.set(set).conclusions.len();
    conclusions.map(|at| evaluation.conclusion(set, ConclusionId::at(at))).collect()
}

/// What the band rests on.
#[derive(PartialEq)]
struct Profile {
    counted: Vec<Telling>,
    /// Nothing is unknown that must be known before a fit is called strong.
    may_be_strong: bool,
}

impl Profile {
    fn of(literature: &Literature, evaluation: &mut Evaluation, answered: &[Option<Telling>]) -> Profile {
        Profile {
            counted: settle_doubles(literature, evaluation, answered),
            may_be_strong: literature.strong_needs.iter().all(|id| evaluation.sign(*id) != Truth::Unknown),
        }
    }

    fn band(&self, literature: &Literature, setting: SettingId) -> Band {
        let odds = Odds::after(literature, setting, &self.counted);
        match band(literature, odds.probability()) {
            Band::Strong if !self.may_be_strong => Band::Compatible,
            band => band,
        }
    }
}
