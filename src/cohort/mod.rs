//! Floor 4: many cases. How good the fit's probabilities are where the diagnosis is known, next to plain baselines.

mod baseline;
mod calibration;
mod labeled;

pub use calibration::{Bin, Calibration, Measure, Method, Score, Scored, Subset, auc, brier, reliability};
pub use labeled::{Labeled, read_line};
