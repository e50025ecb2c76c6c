//! A probability as a person says it.

use serde::{Deserialize, Serialize};

use crate::knowledge::half_width;

/// A probability in whole percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Percent(u8);

impl Percent {
    /// `None` beyond a hundred.
    pub fn new(percent: u8) -> Option<Percent> {
        (percent <= 100).then_some(Percent(percent))
    }

    /// Reads what was typed: a whole number, with or without its sign, in either width.
    pub fn typed(text: &str) -> Option<Percent> {
        let plain: String = text.trim().chars().map(half_width).collect();
        plain.trim_end_matches('%').trim_end().parse().ok().and_then(Percent::new)
    }

    /// The whole percent.
    pub fn whole(self) -> u8 {
        self.0
    }

    /// From 0 to 1.
    pub fn probability(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl TryFrom<u8> for Percent {
    type Error = &'static str;

    fn try_from(percent: u8) -> Result<Percent, Self::Error> {
        Percent::new(percent).ok_or("more than a hundred percent")
    }
}

impl From<Percent> for u8 {
    fn from(percent: Percent) -> u8 {
        percent.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_a_whole_number_up_to_a_hundred_as_anybody_types_it() {
        let typed = |text: &str| Percent::typed(text).map(Percent::whole);
        for (text, percent) in [("35", 35), (" 35 % ", 35), ("0", 0), ("100%", 100), ("\u{ff13}\u{ff15}\u{ff05}", 35)] {
            assert_eq!(typed(text), Some(percent), "{text}");
        }
        for text in ["", "%", "101", "-1", "0.5", "often"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
