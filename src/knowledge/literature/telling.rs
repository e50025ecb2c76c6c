//! How telling an answer is in a setting: the answer of which we are surest that it tells something stands for its group.

use super::{NINETY_PERCENT, Setting};
use crate::json::millionths;

/// A limit that a study measured stands before any sign of its group: it tells so much more.
pub(crate) const MEASURED: f64 = 1e6;

/// An answer that moves the odds by less than a twentieth stands for its group for want of another only.
pub const HARDLY: f64 = 0.05;
const NOTHING: f64 = 1e3;

/// Whether an answer that is so telling moves the odds at all.
pub(crate) fn moves(telling: f64) -> bool {
    telling > -NOTHING / 2.0
}

/// How far the near end of the interval of an outcome's ratio is from 1, on the scale of the logarithm; less than 0
/// where the interval holds 1. The rivals count by their shares.
pub(crate) fn telling(ratio: &[f64], log_variance: &[f64], setting: &Setting) -> f64 {
    let parts = || setting.shares.iter().zip(ratio).map(|(rival, ratio)| rival.share * ratio);
    let mean: f64 = parts().sum();
    let (subject, rivals) = log_variance.split_first().unwrap_or((&0.0, &[]));
    let rivals: f64 = parts().zip(rivals).map(|(part, variance)| part * part * variance).sum();
    let variance = subject + rivals / (mean * mean);
    millionths(match millionths(mean.ln().abs()) {
        ratio if ratio < HARDLY => ratio - NOTHING,
        ratio => ratio - NINETY_PERCENT * variance.sqrt(),
    })
}
