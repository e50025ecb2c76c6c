//! The odds of the subject against its rivals.

use std::array::from_fn;

use crate::json::exceeds;
use crate::knowledge::{HypothesisId, NINETY_PERCENT, Outcome, Setting};

/// So many numbers are added side by side.
const LANES: usize = 4;

/// What counts, taken together.
#[derive(Clone)]
pub(crate) struct Sum {
    pub odds: Odds,
    /// Variance of the logarithm of the likelihood in each hypothesis.
    log_variance: Vec<f64>,
}

impl Sum {
    pub(crate) fn before(setting: &Setting) -> Sum {
        let odds = Odds::before(setting);
        Sum { log_variance: vec![0.0; odds.weights.len() + 1], odds }
    }

    pub(crate) fn count(&mut self, outcome: &Outcome) {
        self.odds.multiply(outcome);
        self.log_variance.iter_mut().zip(&outcome.log_variance).for_each(|(sum, one)| *sum += one);
    }

    pub(crate) fn count_no_more(&mut self, outcome: &Outcome) {
        self.odds.divide(outcome);
        self.log_variance.iter_mut().zip(&outcome.log_variance).for_each(|(sum, one)| *sum -= one);
    }

    /// Becomes the same as another, without a new place in memory.
    pub(crate) fn copy(&mut self, other: &Sum) {
        self.odds.copy(&other.odds);
        self.log_variance.copy_from_slice(&other.log_variance);
    }

    /// Half the width of the 90% interval of the logarithm of the odds.
    pub(crate) fn spread(&self) -> f64 {
        let against = self.odds.against();
        spread(self.odds.weights.iter().map(|weight| weight / against), &self.log_variance)
    }
}

/// The weight of each rival relative to the subject.
#[derive(Clone, Debug)]
pub(crate) struct Odds {
    weights: Vec<f64>,
}

impl Odds {
    /// Before anything is known.
    pub(crate) fn before(setting: &Setting) -> Odds {
        Odds { weights: setting.odds().collect() }
    }

    pub(crate) fn multiply(&mut self, outcome: &Outcome) {
        self.weights.iter_mut().zip(&outcome.ratio).for_each(|(weight, ratio)| *weight *= ratio);
    }

    /// As if the answer did not count.
    pub(crate) fn divide(&mut self, outcome: &Outcome) {
        self.weights.iter_mut().zip(&outcome.ratio).for_each(|(weight, ratio)| *weight /= ratio);
    }

    /// Becomes the same as another, without a new place in memory.
    pub(crate) fn copy(&mut self, other: &Odds) {
        self.weights.copy_from_slice(&other.weights);
    }

    /// The odds against the subject.
    pub(crate) fn against(&self) -> f64 {
        let (lanes, rest) = self.weights.as_chunks();
        sum(lanes.iter().copied(), rest.iter().copied())
    }

    /// The odds against the subject if one more answer counted.
    pub(crate) fn against_with(&self, outcome: &Outcome) -> f64 {
        dot(&self.weights, &outcome.ratio)
    }

    pub(crate) fn probability(&self) -> f64 {
        1.0 / (1.0 + self.against())
    }

    /// Each rival's share of what is not the subject's.
    pub(crate) fn shares(&self) -> Shares {
        let against = self.against();
        Shares(self.weights.iter().map(|weight| weight / against).collect())
    }

    /// The probability of each rival.
    pub(crate) fn rivals(&self) -> Vec<f64> {
        let subject = self.probability();
        self.weights.iter().map(|weight| weight * subject).collect()
    }

    /// The rivals, which share what is not the subject's, the likeliest first.
    pub(crate) fn differential(&self, rest: f64) -> Vec<(HypothesisId, f64)> {
        let part = rest / self.against();
        let rivals = self.weights.iter().enumerate();
        let mut differential: Vec<(HypothesisId, f64)> =
            rivals.map(|(at, weight)| (HypothesisId::at(at + 1), weight * part)).collect();
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

/// How much each rival counts; together they are 1.
pub(crate) struct Shares(Vec<f64>);

impl Shares {
    /// The weights with which the rivals' logarithms of what each answer makes of them add up to what all answers make
    /// of the odds, in whatever order: the logarithmic mean of the share before and after (Sato 1976, Vartia 1976).
    pub(crate) fn on_the_way(before: &Odds, after: &Odds) -> Shares {
        let means = before.shares().0.iter().zip(after.shares().0).map(|(a, b)| logarithmic_mean(*a, b)).collect();
        Odds { weights: means }.shares()
    }

    /// The logarithm of the ratio of the subject against the rivals together.
    pub(crate) fn log_ratio(&self, outcome: &Outcome) -> f64 {
        -dot(&self.0, &outcome.log_ratio)
    }

    /// Half the width of the 90% interval of that logarithm.
    pub(crate) fn spread(&self, outcome: &Outcome) -> f64 {
        spread(self.0.iter().copied(), &outcome.log_variance)
    }

    /// The rival that keeps the ratio down most, the first of several; one of which the answer says something where
    /// there is one.
    pub(crate) fn weightiest(&self, outcome: &Outcome) -> HypothesisId {
        let rivals = self.0.iter().zip(&outcome.ratio).zip(outcome.grades.iter().skip(1));
        let weights = rivals.map(|((share, ratio), grade)| grade.map_or(0.0, |_| share * ratio));
        let heavier = |best: (usize, f64), one: (usize, f64)| if exceeds(one.1, best.1) { one } else { best };
        let weightiest = weights.enumerate().reduce(heavier);
        HypothesisId::at(weightiest.map_or(0, |(at, _)| at) + 1)
    }
}

/// Half the width of the 90% interval of a logarithm, where those of the likelihoods of the subject and of each rival,
/// which has this share, vary so. What was added and taken away again may leave less than nothing of a variance.
fn spread(shares: impl Iterator<Item = f64>, log_variance: &[f64]) -> f64 {
    let mut variances = log_variance.iter();
    let of_subject = variances.next().copied().unwrap_or_default();
    let rivals: f64 = shares.zip(variances).map(|(share, one)| share * share * one).sum();
    NINETY_PERCENT * (of_subject + rivals).max(0.0).sqrt()
}

/// The number between two others whose ratio to their difference is that of 1 to the difference of their logarithms; 0
/// where one of them is.
fn logarithmic_mean(a: f64, b: f64) -> f64 {
    match (a / b).ln() / 2.0 {
        _ if a.min(b) <= 0.0 => 0.0,
        0.0 => a,
        half => a.sqrt() * b.sqrt() * half.sinh() / half,
    }
}

/// The sum of products.
#[expect(clippy::indexing_slicing, reason = "there are so many lanes")]
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks(), b.as_chunks());
    let products = a.iter().zip(b).map(|(a, b): (&[f64; LANES], &[f64; LANES])| from_fn(|at| a[at] * b[at]));
    sum(products, a_rest.iter().zip(b_rest).map(|(a, b)| a * b))
}

/// Adds up in lanes that a processor adds side by side; the order is fixed, and so is the last bit.
#[expect(clippy::indexing_slicing, reason = "there are so many lanes")]
fn sum(lanes: impl Iterator<Item = [f64; LANES]>, rest: impl Iterator<Item = f64>) -> f64 {
    let sums = lanes.fold([0.0; LANES], |sums, terms| from_fn(|at| sums[at] + terms[at]));
    sums.iter().sum::<f64>() + rest.sum::<f64>()
}

pub(crate) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
