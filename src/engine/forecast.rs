//! How good probabilities were, whoever said them: the Brier score and the reliability table.

/// What was said of one patient whose diagnosis is known.
#[derive(Clone, Copy, Debug)]
pub struct Scored {
    /// The higher, the likelier the subject's disease.
    pub predicted: f64,
    /// Whether the patient has the subject's disease.
    pub positive: bool,
}

/// The mean squared error (Brier 1950) of what was said as a probability: what lies outside 0 to 1 counts as the
/// nearer end. `None` without patients.
pub fn brier(scored: &[Scored]) -> Option<f64> {
    let error = |scored: &Scored| (scored.predicted.clamp(0.0, 1.0) - f64::from(u8::from(scored.positive))).powi(2);
    (!scored.is_empty()).then(|| scored.iter().map(error).sum::<f64>() / scored.len() as f64)
}

/// One line of a reliability table: the patients whose probability lies in one stretch of the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many cases.
    pub n: usize,
    /// The mean of what was predicted; 0 without patients.
    pub mean: f64,
    /// The share of them that have the disease; 0 without patients.
    pub observed: f64,
}

/// So many bins of equal width, from 0 up.
pub fn reliability<const BINS: usize>(scored: &[Scored]) -> [Bin; BINS] {
    let mut bins = [Bin::default(); BINS];
    for scored in scored {
        let at = (scored.predicted.clamp(0.0, 1.0) * BINS as f64) as usize;
        if let Some(bin) = bins.get_mut(at.min(BINS - 1)) {
            bin.n += 1;
            bin.mean += scored.predicted;
            bin.observed += f64::from(u8::from(scored.positive));
        }
    }
    for bin in bins.iter_mut().filter(|bin| bin.n > 0) {
        bin.mean /= bin.n as f64;
        bin.observed /= bin.n as f64;
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(f64, bool)]) -> Vec<Scored> {
        pairs.iter().map(|(predicted, positive)| Scored { predicted: *predicted, positive: *positive }).collect()
    }

    #[test]
    fn the_brier_score_is_the_mean_squared_error() {
        // 0.04 + 0.09 + 1, over 3.
        let scored = of(&[(0.8, true), (0.3, false), (0.0, true)]);
        assert!((brier(&scored).unwrap() - 1.13 / 3.0).abs() < 1e-12);
        assert_eq!(brier(&of(&[(-0.4, false), (1.0, true)])), Some(0.0));
        assert_eq!(brier(&[]), None);
        // Who shrugs at everything.
        assert_eq!(brier(&of(&[(0.5, true), (0.5, false), (0.5, false)])), Some(0.25));
    }

    #[test]
    fn a_reliability_table_sorts_patients_by_what_was_said() {
        let bins = reliability::<10>(&of(&[(0.05, false), (0.07, true), (0.95, true), (1.0, true)]));
        assert_eq!((bins[0].n, bins[9].n), (2, 2));
        assert!((bins[0].mean - 0.06).abs() < 1e-12 && (bins[0].observed - 0.5).abs() < 1e-12);
        assert!((bins[9].mean - 0.975).abs() < 1e-12 && (bins[9].observed - 1.0).abs() < 1e-12);
        assert!(bins[1..9].iter().all(|bin| *bin == Bin::default()));
    }
}
