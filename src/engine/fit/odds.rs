//! The odds of the subject against its rivals.

use std::array::from_fn;

use crate::case::AnswerValue;
use crate::engine::evaluate::Evaluation;
use crate::engine::truth::Truth;
use crate::json::{exceeds, six_digits};
use crate::knowledge::{FindingId, Grade, GroupId, HypothesisId, Item, Literature, Outcome, Question, SettingId};

/// Two-sided 90%: the 95th percentile of the standard normal distribution.
const NINETY_PERCENT: f64 = 1.644_853_626_951_472_2;

/// So many numbers are added side by side.
const LANES: usize = 4;

/// How well the profile fits the subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub setting: SettingId,
    /// The probability before anything is known.
    pub prior: f64,
    pub probability: f64,
    /// 90% interval of the probability.
    pub interval: [f64; 2],
    pub band: Band,
    /// Whether the band would be another without the doubtful numbers.
    pub doubtful: bool,
    /// Signs that must be known before the fit may be called strong.
    pub settle_first: Vec<FindingId>,
    /// What each group adds, in the order of the evidence; the logarithms add up to the total.
    pub groups: Vec<GroupWeight>,
    /// The rivals, the likeliest first.
    pub differential: Vec<(HypothesisId, f64)>,
}

/// A fit in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    Against,
    Weak,
    Compatible,
    Strong,
}

/// What one group of findings adds, given the groups before it.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupWeight {
    pub group: GroupId,
    /// The item of the group, and its outcome, that told the most.
    pub item: usize,
    pub outcome: usize,
    pub finding: FindingId,
    /// ln of the likelihood ratio of the subject against its rivals together.
    pub log_ratio: f64,
    /// 90% interval of the ratio's logarithm.
    pub log_interval: [f64; 2],
    /// The worse grade of the subject's number and of the rival's that weighs most; `None` if neither has one.
    pub grade: Option<Grade>,
    /// The rival that keeps the ratio down most.
    pub rival: HypothesisId,
}

/// An answer that a group may count: its item and its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    pub group: usize,
    pub item: usize,
    pub outcome: usize,
}

impl Telling {
    pub fn outcome<'l>(&self, literature: &'l Literature) -> &'l Outcome {
        &literature.groups[self.group].items[self.item].outcomes[self.outcome]
    }

    pub fn item<'l>(&self, literature: &'l Literature) -> &'l Item {
        &literature.groups[self.group].items[self.item]
    }
}

/// What the answers of a case make of the odds.
pub struct Profile<'l> {
    pub literature: &'l Literature,
    setting: SettingId,
    /// The most telling answer of each group.
    pub answered: Vec<Option<Telling>>,
    /// The same without those that must not count beside another.
    pub counted: Vec<Option<Telling>>,
    /// The odds after what counts.
    pub odds: Odds,
}

impl<'l> Profile<'l> {
    pub fn of(literature: &'l Literature, evaluation: &mut Evaluation, setting: SettingId) -> Profile<'l> {
        let groups = (0..literature.groups.len()).map(GroupId::at);
        let answered: Vec<Option<Telling>> = groups.map(|group| answer_of(literature, evaluation, group)).collect();
        let mut counted = answered.clone();
        settle_doubles(literature, evaluation, &mut counted);
        let mut odds = Odds::before(literature, setting);
        counted.iter().flatten().for_each(|telling| odds.multiply(telling.outcome(literature)));
        Profile { literature, setting, answered, counted, odds }
    }

    /// The odds if other answers counted.
    pub fn odds_if(&self, counted: &[Option<Telling>]) -> Odds {
        let mut odds = self.odds.clone();
        for (now, then) in self.counted.iter().zip(counted).filter(|(now, then)| now != then) {
            now.iter().for_each(|telling| odds.divide(telling.outcome(self.literature)));
            then.iter().for_each(|telling| odds.multiply(telling.outcome(self.literature)));
        }
        odds
    }

    /// The band of some odds; a fit is not called strong while something is unknown that must be known first.
    pub fn band(&self, odds: &Odds, may_be_strong: bool) -> Band {
        let limits = self.literature.method.bands;
        match six_digits(odds.probability()) {
            p if p >= limits.strong && may_be_strong => Band::Strong,
            p if p >= limits.compatible => Band::Compatible,
            p if p >= limits.weak => Band::Weak,
            _ => Band::Against,
        }
    }
}

/// The signs that must be known before a fit is called strong and are not.
pub fn unknown_before_strong(literature: &Literature, evaluation: &mut Evaluation) -> impl Iterator<Item = FindingId> {
    literature.strong_needs.iter().copied().filter(|id| evaluation.sign(*id) == Truth::Unknown)
}

/// The band of a case.
pub fn band(profile: &Profile, evaluation: &mut Evaluation) -> Band {
    profile.band(&profile.odds, unknown_before_strong(profile.literature, evaluation).next().is_none())
}

/// The fit of a case in a setting.
pub fn fit(profile: &Profile, evaluation: &mut Evaluation) -> Fit {
    let Profile { literature, setting, counted, .. } = profile;
    let prior = literature.settings[setting.index()].prior;
    let mut odds = Odds::before(literature, *setting);
    let mut groups = Vec::with_capacity(counted.len());
    let mut variance = vec![0.0; literature.hypotheses.len()];
    for telling in counted.iter().flatten() {
        let outcome = telling.outcome(literature);
        let before = odds.against();
        odds.multiply(outcome);
        let log_ratio = (before / odds.against()).ln();
        let spread = odds.spread(&outcome.log_variance);
        for (sum, one) in variance.iter_mut().zip(&outcome.log_variance) {
            *sum += one;
        }
        let rival = odds.weightiest();
        groups.push(GroupWeight {
            group: GroupId::at(telling.group),
            item: telling.item,
            outcome: telling.outcome,
            finding: telling.item(literature).finding,
            log_ratio,
            log_interval: [log_ratio - spread, log_ratio + spread],
            grade: grade(outcome, rival),
            rival: HypothesisId::at(rival + 1),
        });
    }
    let log_odds = -odds.against().ln();
    let spread = odds.spread(&variance);
    let probability = odds.probability();
    let unknown: Vec<FindingId> = unknown_before_strong(literature, evaluation).collect();
    let band = profile.band(&odds, unknown.is_empty());
    let held_back = band != profile.band(&odds, true);
    Fit {
        setting: *setting,
        prior,
        probability,
        // Where nothing spreads, the last bit of the way round by the logarithm must not leave the probability out.
        interval: [logistic(log_odds - spread).min(probability), logistic(log_odds + spread).max(probability)],
        band,
        doubtful: false,
        settle_first: if held_back { unknown } else { Vec::new() },
        groups,
        differential: odds.differential(),
    }
}

/// The most telling answer of a group, the first where several tell as much.
pub fn answer_of(literature: &Literature, evaluation: &mut Evaluation, group: GroupId) -> Option<Telling> {
    let mut best: Option<Telling> = None;
    for (at, item) in literature.groups[group.index()].items.iter().enumerate() {
        let Some(outcome) = outcome_of(evaluation, item) else { continue };
        let answer = Telling { group: group.index(), item: at, outcome };
        let tells = |answer: Telling| answer.outcome(literature).telling;
        if best.is_none_or(|best| tells(answer) > tells(best)) {
            best = Some(answer);
        }
    }
    best
}

/// Leaves out the less telling one of two groups that must not both count.
pub fn settle_doubles(literature: &Literature, evaluation: &mut Evaluation, counted: &mut [Option<Telling>]) {
    for pair in &literature.not_both {
        let [first, second] = pair.groups.map(|group| counted[group.index()]);
        let (Some(first), Some(second)) = (first, second) else { continue };
        if evaluation.rule(&pair.when) == Truth::True {
            let tells = |answer: Telling| answer.outcome(literature).telling;
            counted[if tells(first) < tells(second) { first.group } else { second.group }] = None;
        }
    }
}

/// Which outcome of an item the case shows, if any.
pub fn outcome_of(evaluation: &mut Evaluation, item: &Item) -> Option<usize> {
    let yes_or_no = |truth: Truth| match truth {
        Truth::True => Some(0),
        Truth::False => Some(1),
        Truth::Unknown => None,
    };
    match &item.question {
        // What a patient cannot have says nothing by its absence.
        Question::Present if !evaluation.admits(item.finding) => None,
        Question::Present => yes_or_no(evaluation.sign(item.finding)),
        Question::Beyond(bound) => yes_or_no(evaluation.bound(item.finding, bound)),
        Question::Option => match evaluation.known(item.finding) {
            Some(AnswerValue::Option(option)) => {
                item.outcomes.iter().position(|outcome| outcome.option == Some(option))
            }
            _ => None,
        },
    }
}

/// The weight of each rival relative to the subject.
#[derive(Clone, Debug)]
pub struct Odds {
    weights: Vec<f64>,
}

impl Odds {
    /// Before anything is known the rivals share the rest of the prior equally.
    pub fn before(literature: &Literature, setting: SettingId) -> Odds {
        let prior = literature.settings[setting.index()].prior;
        let rivals = literature.hypotheses.len() - 1;
        Odds { weights: vec![(1.0 - prior) / rivals as f64 / prior; rivals] }
    }

    pub fn multiply(&mut self, outcome: &Outcome) {
        self.weights.iter_mut().zip(&outcome.ratio).for_each(|(weight, ratio)| *weight *= ratio);
    }

    /// As if the answer did not count.
    pub fn without(&self, outcome: &Outcome) -> Odds {
        let mut odds = self.clone();
        odds.divide(outcome);
        odds
    }

    /// As if one more answer counted.
    pub fn with(&self, outcome: &Outcome) -> Odds {
        let mut odds = self.clone();
        odds.multiply(outcome);
        odds
    }

    pub fn divide(&mut self, outcome: &Outcome) {
        self.weights.iter_mut().zip(&outcome.ratio).for_each(|(weight, ratio)| *weight /= ratio);
    }

    /// Becomes the same as another, without a new place in memory.
    pub fn copy(&mut self, other: &Odds) {
        self.weights.copy_from_slice(&other.weights);
    }

    /// The odds against the subject.
    pub fn against(&self) -> f64 {
        let (lanes, rest) = self.weights.as_chunks();
        sum(lanes.iter().copied(), rest.iter().copied())
    }

    /// The odds against the subject if one more answer counted.
    pub fn against_with(&self, outcome: &Outcome) -> f64 {
        dot(&self.weights, &outcome.ratio)
    }

    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + self.against())
    }

    /// Half the width of the 90% interval of the logarithm of the odds, where the logarithms of the likelihoods of the
    /// subject and of each rival vary so: each rival counts by its share of what is not the subject's.
    fn spread(&self, log_variance: &[f64]) -> f64 {
        let against = self.against();
        let rivals: f64 = self.weights.iter().zip(&log_variance[1..]).map(|(weight, one)| weight * weight * one).sum();
        NINETY_PERCENT * (log_variance[0] + rivals / (against * against)).sqrt()
    }

    /// The rival with the greatest weight, the first of several.
    fn weightiest(&self) -> usize {
        let heavier = |best: usize, at: usize| if exceeds(self.weights[at], self.weights[best]) { at } else { best };
        (1..self.weights.len()).fold(0, heavier)
    }

    /// The probability of each rival.
    pub fn rivals(&self) -> Vec<f64> {
        let subject = self.probability();
        self.weights.iter().map(|weight| weight * subject).collect()
    }

    fn differential(&self) -> Vec<(HypothesisId, f64)> {
        let rivals = self.rivals().into_iter().enumerate();
        let mut differential: Vec<(HypothesisId, f64)> =
            rivals.map(|(at, probability)| (HypothesisId::at(at + 1), probability)).collect();
        differential.sort_by(|a, b| b.1.total_cmp(&a.1));
        // Rivals that are as likely but for the last bits stand in the order of the pack, and share what they have.
        for tied in differential.chunk_by_mut(|a, b| !exceeds(a.1, b.1)) {
            let likely = tied.iter().map(|(_, probability)| probability).sum::<f64>() / tied.len() as f64;
            tied.sort_by_key(|(id, _)| *id);
            tied.iter_mut().for_each(|(_, probability)| *probability = likely);
        }
        differential
    }
}

/// The sum of products.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks(), b.as_chunks());
    let products = a.iter().zip(b).map(|(a, b): (&[f64; LANES], &[f64; LANES])| from_fn(|at| a[at] * b[at]));
    sum(products, a_rest.iter().zip(b_rest).map(|(a, b)| a * b))
}

/// Adds up in lanes that a processor adds side by side; the order is fixed, and so is the last bit.
fn sum(lanes: impl Iterator<Item = [f64; LANES]>, rest: impl Iterator<Item = f64>) -> f64 {
    let sums = lanes.fold([0.0; LANES], |sums, terms| from_fn(|at| sums[at] + terms[at]));
    sums.iter().sum::<f64>() + rest.sum::<f64>()
}

/// A direct comparison measured both sides itself; else the worse of the two numbers stands.
fn grade(outcome: &Outcome, rival: usize) -> Option<Grade> {
    match (outcome.grades[0], outcome.grades[rival + 1]?) {
        (_, Grade::A) => Some(Grade::A),
        (subject, grade) => Some(subject.map_or(grade, |subject| subject.max(grade))),
    }
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
