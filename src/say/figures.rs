//! Numbers as they are said: the one place that rounds.

use super::Wording;
use crate::json::{self, number, steady};

/// A probability in percent: two digits, since more than that is never known; below 0.1% and above 99% it says no
/// more than that.
pub fn percent(probability: f64) -> String {
    match steady(probability * 100.0) {
        percent if percent < 0.1 => "<0.1%".to_owned(),
        percent if percent > 99.0 => ">99%".to_owned(),
        percent if percent < 9.95 => format!("{percent:.1}%"),
        percent => format!("{percent:.0}%"),
    }
}

/// A part of a whole that was counted, in whole percent.
pub fn share(part: f64) -> String {
    format!("{:.0}%", steady(part * 100.0))
}

/// A frequency as it is remembered: to the next 5%, or 1% where it is nearly never or always there.
pub fn rounded(probability: f64) -> String {
    let percent = steady(probability * 100.0);
    let step = if (5.0..=95.0).contains(&percent) { 5.0 } else { 1.0 };
    format!("{:.0}%", (percent / step).round() * step)
}

/// A prior in percent, all its digits.
pub fn prior(probability: f64) -> String {
    format!("{}%", digits(probability * 100.0, 6))
}

/// A ratio in three significant digits.
pub fn ratio(value: f64) -> String {
    digits(value, 3)
}

/// A number as it was given.
pub fn figure(value: f64) -> String {
    number(value).to_string()
}

/// So many significant digits, without an exponent.
pub fn digits(value: f64, significant: usize) -> String {
    json::significant(steady(value), significant).to_string()
}

impl Wording<'_> {
    /// From one probability to another; one figure where both read alike.
    pub fn interval(self, ends: [f64; 2]) -> String {
        let [low, high] = ends.map(percent);
        let style = &self.words().style;
        match low == high {
            true => low,
            false if low.starts_with('<') || high.starts_with('>') => style.range(self.lang, low, high),
            false => style.span_percent(self.lang, low.trim_end_matches('%'), high.trim_end_matches('%')),
        }
    }
}
