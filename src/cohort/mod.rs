//! Floor 5: many cases. How good the fit's probabilities are where the diagnosis is known, next to plain baselines.

mod baseline;
mod calibration;
mod calibration_json;
mod labeled;
mod likelihood;

pub use calibration::{Calibration, Measure, Method, Places, Score, Subset, auc};
pub use calibration_json::CalibrationJson;
pub use labeled::{Labeled, read_line};
pub use likelihood::{Rated, cllr, corrected, correction, cross_validated, smallest_cllr};
