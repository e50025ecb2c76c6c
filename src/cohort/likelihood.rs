//! How good likelihood ratios are, whatever the share of patients who have the disease.

use crate::knowledge::Literature;
use crate::knowledge::files::Correction;
use crate::order;

/// The logarithm of the likelihood ratio that was said of one patient whose diagnosis is known.
#[derive(Clone, Copy, Debug)]
pub struct Rated {
    /// The logarithm of the likelihood ratio.
    pub log_ratio: f64,
    /// Whether the patient has the subject's disease.
    pub positive: bool,
}

/// The log-likelihood-ratio cost (Bruemmer and du Preez 2006): 0 is perfect, 1 says nothing, above 1 misleads. `None`
/// without patients of both kinds.
pub fn cllr(rated: &[Rated]) -> Option<f64> {
    let cost = |positive: bool| {
        let of_kind = rated.iter().filter(|rated| rated.positive == positive);
        let costs: Vec<f64> =
            of_kind.map(|rated| softplus(if positive { -rated.log_ratio } else { rated.log_ratio })).collect();
        (!costs.is_empty()).then(|| costs.iter().sum::<f64>() / costs.len() as f64)
    };
    Some((cost(true)? + cost(false)?) / 2.0 / std::f64::consts::LN_2)
}

/// The smallest cost that any correction which keeps the order can reach: that of isotonic regression, by pooling
/// adjacent violators.
pub fn smallest_cllr(rated: &[Rated]) -> Option<f64> {
    let mut sorted = rated.to_vec();
    order::by(&mut sorted, |a, b| a.log_ratio.total_cmp(&b.log_ratio));
    let positives = rated.iter().filter(|rated| rated.positive).count() as f64;
    let negatives = rated.len() as f64 - positives;
    // Pools of patients with and without the disease, their share of the former rising.
    let mut pools: Vec<[f64; 2]> = Vec::new();
    for tied in sorted.chunk_by(|a, b| a.log_ratio == b.log_ratio) {
        let with = tied.iter().filter(|rated| rated.positive).count() as f64;
        let mut pool = [with, tied.len() as f64 - with];
        while let Some(&[before_with, before_without]) = pools.last() {
            if before_with * pool[1] < pool[0] * before_without {
                break;
            }
            pools.pop();
            pool = [pool[0] + before_with, pool[1] + before_without];
        }
        pools.push(pool);
    }
    let corrected = pools.iter().flat_map(|&[with, without]| {
        let log_ratio = (with / positives).ln() - (without / negatives).ln();
        let of = |n: f64, positive: bool| std::iter::repeat_n(Rated { log_ratio, positive }, n as usize);
        of(with, true).chain(of(without, false))
    });
    cllr(&corrected.collect::<Vec<_>>())
}

/// The correction log LR' = a + b log LR, b from 0 to 1, with the smallest cost: logistic regression that weighs both
/// kinds of patients alike, by Newton's method. `None` without patients of both kinds.
pub fn correction(rated: &[Rated]) -> Option<Correction> {
    let positives = rated.iter().filter(|rated| rated.positive).count() as f64;
    let negatives = rated.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 {
        return None;
    }
    let weight = |rated: &Rated| if rated.positive { 1.0 / positives } else { 1.0 / negatives };
    let free = newton(rated, weight, None);
    Some(if (0.0..=1.0).contains(&free.slope) { free } else { newton(rated, weight, Some(free.slope.clamp(0.0, 1.0))) })
}

/// So many parts, each corrected by what the others say.
const FOLDS: usize = 5;

/// The ratios corrected by what the other patients say: every fifth one by the four fifths that it is not among.
pub fn cross_validated(rated: &[Rated]) -> Option<Vec<Rated>> {
    let corrections: Option<Vec<Correction>> = (0..FOLDS)
        .map(|fold| {
            let others = rated.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
            correction(&others.map(|(_, one)| *one).collect::<Vec<_>>())
        })
        .collect();
    let corrections = corrections?;
    let corrected = rated.iter().zip(corrections.iter().cycle());
    let corrected = corrected.map(|(one, correction)| Rated { log_ratio: correction.of(one.log_ratio), ..*one });
    Some(corrected.collect())
}

/// The best offset and slope; with a given slope the best offset.
fn newton(rated: &[Rated], weight: impl Fn(&Rated) -> f64, slope: Option<f64>) -> Correction {
    let mut found = Correction { offset: 0.0, slope: slope.unwrap_or(0.5) };
    for _ in 0..200 {
        // The gradient and the second derivatives of the cost; a little ridge keeps separable patients finite.
        let (mut g, mut h) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
        for one in rated {
            let p = 1.0 / (1.0 + (-found.of(one.log_ratio)).exp());
            let (error, curve) = (weight(one) * (p - f64::from(u8::from(one.positive))), weight(one) * p * (1.0 - p));
            g = [g[0] + error, g[1] + error * one.log_ratio];
            h = [h[0] + curve, h[1] + curve * one.log_ratio, h[2] + curve * one.log_ratio * one.log_ratio];
        }
        let step = match slope {
            Some(_) => [g[0] / h[0], 0.0],
            None => {
                let determinant = h[0] * h[2] - h[1] * h[1];
                [(h[2] * g[0] - h[1] * g[1]) / determinant, (h[0] * g[1] - h[1] * g[0]) / determinant]
            }
        };
        // A long step may overshoot.
        let length = step[0].abs().max(step[1].abs()).max(1.0);
        found = Correction { offset: found.offset - step[0] / length, slope: found.slope - step[1] / length };
        if step[0].abs() + step[1].abs() < 1e-12 {
            break;
        }
    }
    found
}

/// ln(1 + e^x), without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// The ratios as the pack corrects them where patients were chosen for their likeness.
pub fn corrected(literature: &Literature, rated: &[Rated]) -> Vec<Rated> {
    let correction = literature.method.correction;
    rated.iter().map(|one| Rated { log_ratio: correction.of(one.log_ratio), ..*one }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(f64, bool)]) -> Vec<Rated> {
        pairs.iter().map(|(log_ratio, positive)| Rated { log_ratio: *log_ratio, positive: *positive }).collect()
    }

    #[test]
    fn a_ratio_of_one_costs_one_and_a_wrong_one_more() {
        assert!((cllr(&of(&[(0.0, true), (0.0, false)])).unwrap() - 1.0).abs() < 1e-12);
        // log2(1 + 1/3) on either side.
        let good = of(&[(3f64.ln(), true), (-3f64.ln(), false)]);
        assert!((cllr(&good).unwrap() - (4.0f64 / 3.0).log2()).abs() < 1e-12);
        assert!(cllr(&of(&[(-3.0, true), (3.0, false)])).unwrap() > 1.0);
        assert_eq!(cllr(&of(&[(1.0, true)])), None);
    }

    #[test]
    fn what_keeps_the_order_costs_nothing_where_the_order_is_right() {
        assert!(smallest_cllr(&of(&[(9.0, true), (8.0, true), (7.0, false)])).unwrap() < 1e-12);
        // One pair of four is the wrong way round.
        let mixed = of(&[(4.0, true), (3.0, false), (2.0, true), (1.0, false)]);
        assert!((smallest_cllr(&mixed).unwrap() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_correction_finds_what_was_done_to_good_ratios() {
        // Ratios of 1/3, 1 and 3 that hold, overstated as x -> 1 + 2x.
        let said = |times: usize, log_ratio: f64, positive: bool| vec![(1.0 + 2.0 * log_ratio, positive); times];
        let ln3 = 3f64.ln();
        let pairs = [
            said(3, ln3, true),
            said(1, ln3, false),
            said(2, 0.0, true),
            said(2, 0.0, false),
            said(1, -ln3, true),
            said(3, -ln3, false),
        ]
        .concat();
        let found = correction(&of(&pairs)).unwrap();
        assert!((found.slope - 0.5).abs() < 1e-9 && (found.offset + 0.5).abs() < 1e-9, "{found:?}");
        // Ratios are never made stronger than they were said.
        let weak: Vec<(f64, bool)> = pairs.iter().map(|(said, positive)| ((said - 1.0) / 10.0, *positive)).collect();
        assert_eq!(correction(&of(&weak)).unwrap().slope, 1.0);
    }
}
