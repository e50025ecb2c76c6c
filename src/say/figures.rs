//! Numbers as they are said: the one place that rounds.

use super::Wording;
use crate::json::{self, steady};

impl Wording<'_> {
    /// A probability in percent; below 0.1% and above 99% it says no more than that.
    pub fn percent(self, probability: f64) -> String {
        let words = &self.words().fit;
        match steady(probability * 100.0) {
            percent if percent < 0.1 => words.below.fill(self.lang, &[("value", "0.1%")]),
            percent if percent > 99.0 => words.above.fill(self.lang, &[("value", "99%")]),
            percent => format!("{percent:.1}%"),
        }
    }
}

/// A prior in percent, all its digits.
pub fn prior(probability: f64) -> String {
    format!("{}%", digits(probability * 100.0, 6))
}

/// A ratio in three significant digits.
pub fn ratio(value: f64) -> String {
    digits(value, 3)
}

/// So many significant digits, without an exponent.
pub fn digits(value: f64, significant: usize) -> String {
    json::significant(steady(value), significant).to_string()
}
