//! Why the interval of the probability is wide: which groups of the evidence make most of it, and whether the setting
//! moves the probability further still.

use super::band::level;
use super::profile::Profile;
use crate::json::six_digits;
use crate::knowledge::{Outcome, SettingId};

/// Why the interval reaches from one word to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Width {
    /// The fewest groups that make more than half of the variance, the one that makes most first: their places in the fit.
    pub groups: Vec<usize>,
    /// Whether the probability moves further over the other settings than within the interval.
    pub setting: bool,
}

/// What makes the interval wide; `None` where both its ends have the same word. What a group adds to the variance of the
/// logarithm of the odds adds up to all of it, so that half of it is well defined.
pub(super) fn width(profile: &Profile, interval: [f64; 2], span: Option<[(SettingId, f64); 2]>) -> Option<Width> {
    let limits = profile.literature.method.bands;
    let [low, high] = interval.map(|end| level(end, limits));
    if low == high {
        return None;
    }
    let shares = profile.sum.odds.shares();
    let variance = |outcome: &Outcome| shares.spread(outcome).powi(2);
    let counted = profile.counted.iter().flatten().map(|telling| variance(telling.outcome(profile.groups)));
    // What differs by the last bits stands in the order of the evidence.
    let mut parts: Vec<(usize, f64, f64)> =
        counted.enumerate().map(|(at, variance)| (at, variance, six_digits(variance))).collect();
    let half = parts.iter().map(|(_, variance, _)| variance).sum::<f64>() / 2.0;
    parts.sort_by(|(.., one), (.., other)| other.total_cmp(one));
    let mut so_far = 0.0;
    let groups = parts.into_iter().take_while(|(_, variance, _)| {
        let is_short = so_far <= half;
        so_far += variance;
        is_short
    });
    let log_odds = |probability: f64| (probability / (1.0 - probability)).ln();
    let breadth = |low: f64, high: f64| log_odds(high) - log_odds(low);
    let [low, high] = interval;
    Some(Width {
        groups: groups.map(|(at, ..)| at).collect(),
        setting: span.is_some_and(|[(_, lowest), (_, highest)]| breadth(lowest, highest) > breadth(low, high)),
    })
}
