//! How good probabilities were: the Brier score (Brier 1950), and a curve of what was said against what was so.

use serde::{Deserialize, Serialize};

/// A probability as a person says it, in whole percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Percent(u8);

impl Percent {
    /// `None` beyond a hundred.
    pub fn new(percent: u8) -> Option<Percent> {
        (percent <= 100).then_some(Percent(percent))
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

/// A probability, and whether it was so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// From 0 to 1.
    pub said: f64,
    /// Whether it was so.
    pub is_so: bool,
}

/// The forecasts of one stretch of the scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The stretch: from where to where.
    pub ends: [f64; 2],
    /// How many there are.
    pub count: usize,
    /// The mean of what was said.
    pub said: f64,
    /// In what part of them it was so.
    pub was: f64,
}

/// So many stretches the scale has: few, since a session has few cases.
const BINS: usize = 5;

/// The mean squared distance between what was said and what was so: 0 is perfect, and always saying 50% gives 0.25.
/// `None` without forecasts.
pub fn brier(forecasts: &[Forecast]) -> Option<f64> {
    let squared = |forecast: &Forecast| (forecast.said - f64::from(u8::from(forecast.is_so))).powi(2);
    mean(forecasts.iter().map(squared))
}

/// The stretches of the scale that hold forecasts, from impossible to certain.
pub fn bins(forecasts: &[Forecast]) -> Vec<Bin> {
    let bin = |at: usize| {
        let within = || forecasts.iter().filter(move |forecast| bin_of(forecast.said) == at);
        let ends = [at, at + 1].map(|end| end as f64 / BINS as f64);
        let was = mean(within().map(|forecast| f64::from(u8::from(forecast.is_so))))?;
        Some(Bin { ends, count: within().count(), said: mean(within().map(|forecast| forecast.said))?, was })
    };
    (0..BINS).filter_map(bin).collect()
}

/// The stretch of a probability; certainty is in the last one.
fn bin_of(said: f64) -> usize {
    ((said * BINS as f64) as usize).min(BINS - 1)
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_usize), |(sum, count), number| (sum + number, count + 1));
    (count > 0).then(|| sum / count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecasts(all: &[(u8, bool)]) -> Vec<Forecast> {
        let forecast = |(percent, is_so): &(u8, bool)| {
            Percent::new(*percent).map(|said| Forecast { said: said.probability(), is_so: *is_so })
        };
        all.iter().filter_map(forecast).collect()
    }

    #[test]
    fn who_knows_scores_0_who_shrugs_a_quarter_who_is_sure_of_the_contrary_1() {
        let score = |all: &[(u8, bool)]| brier(&forecasts(all)).unwrap();
        assert_eq!(score(&[(100, true), (0, false)]), 0.0);
        assert_eq!(score(&[(50, true), (50, false), (50, false)]), 0.25);
        assert_eq!(score(&[(0, true), (100, false)]), 1.0);
        // 0.1 squared, 0.3 squared.
        assert!((score(&[(90, true), (30, false)]) - 0.05).abs() < 1e-12);
        assert_eq!(brier(&[]), None);
    }

    #[test]
    fn a_stretch_of_the_scale_says_how_often_it_was_so_and_an_empty_one_nothing() {
        let found = bins(&forecasts(&[(0, false), (10, false), (19, true), (90, true), (100, true), (80, false)]));
        let [low, high] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((low.ends, low.count), ([0.0, 0.2], 3));
        assert_eq!((high.ends, high.count), ([0.8, 1.0], 3));
        assert!((low.was - 1.0 / 3.0).abs() < 1e-12 && (high.was - 2.0 / 3.0).abs() < 1e-12);
        assert!((high.said - 0.9).abs() < 1e-12);
    }
}
