//! Published rows become one frequency with its uncertainty.

use super::{Basis, Frequency, Grade, NINETY_PERCENT};
use crate::knowledge::files::{FrequencyFile, FrequencyKind, MethodFile};

/// Jeffreys' prior for a proportion: half a patient with the finding and half a patient without.
const JEFFREYS: f64 = 0.5;

/// Nothing is certain: a guess of never or always stands so far from it.
const NEARLY_NEVER: f64 = 1e-5;

/// The fewest and the most patients that a guess with a range is worth.
const WORTH: [f64; 2] = [2.0, 1e5];

/// Pools the rows of one finding in one disease, given with their indices. Counted series come first, then a
/// percentage or range, a definition, a band; rows that were not re-read at the source count only where nothing
/// better is there; rows that overlap another series never count. `None` where no row counts.
pub fn pool(rows: &[(usize, &FrequencyFile)], method: &MethodFile) -> Option<Frequency> {
    if rows.is_empty() {
        return None;
    }
    let of = |kinds: &[FrequencyKind], verified: bool| -> Vec<(usize, &FrequencyFile)> {
        let usable = |row: &FrequencyFile| {
            row.counts && row.overlaps.is_none() && row.verified == verified && kinds.contains(&row.kind)
        };
        rows.iter().filter(|(_, row)| usable(row)).copied().collect()
    };
    let uncounted = &[FrequencyKind::Percent, FrequencyKind::Range];
    series(&of(&[FrequencyKind::Series], true), method)
        .or_else(|| single(&of(uncounted, true), method.percent_weight))
        .or_else(|| series(&of(&[FrequencyKind::Series], false), method))
        .or_else(|| single(&of(uncounted, false), method.percent_weight))
        .or_else(|| single(&of(&[FrequencyKind::Definition], true), method.definition_weight))
        .or_else(|| single(&of(&[FrequencyKind::Band], true), method.band_weight))
        .or_else(|| single(&of(&[FrequencyKind::Judgement], true), method.percent_weight))
}

/// Counted series. Where they disagree more than chance allows (Pearson's chi-square over its degrees of freedom
/// above 1), they are worth as many times fewer patients: the posterior widens and its mean stays.
fn series(rows: &[(usize, &FrequencyFile)], method: &MethodFile) -> Option<Frequency> {
    let counts: Vec<(f64, f64)> = rows.iter().filter_map(|(_, row)| Some((row.n?, row.of?))).collect();
    if counts.is_empty() {
        return None;
    }
    let weight = |of: f64| (method.largest_series / of).min(1.0);
    let with: f64 = counts.iter().map(|(n, of)| n * weight(*of)).sum();
    let all: f64 = counts.iter().map(|(_, of)| of * weight(*of)).sum();
    let mean = (with + JEFFREYS) / (all + 2.0 * JEFFREYS);
    let deviation = |(n, of): &(f64, f64)| (n - of * mean).powi(2) / (of * mean * (1.0 - mean));
    let freedom = counts.len() - 1;
    let heterogeneity =
        if freedom == 0 { 1.0 } else { (counts.iter().map(deviation).sum::<f64>() / freedom as f64).max(1.0) };
    let worth = all / heterogeneity + 2.0 * JEFFREYS;
    Some(Frequency {
        alpha: mean * worth,
        beta: (1.0 - mean) * worth,
        basis: Basis::Rows { rows: rows.iter().map(|(at, _)| *at).collect(), grade: Grade::B, heterogeneity },
    })
}

/// A number without counts, worth so many patients; several are averaged. A single one with its own interval is worth
/// what that says.
fn single(rows: &[(usize, &FrequencyFile)], weight: f64) -> Option<Frequency> {
    let grade = |row: &FrequencyFile| if row.kind == FrequencyKind::Judgement { Grade::D } else { Grade::C };
    if let [(at, row)] = rows
        && let (Some(percent), Some([low, high])) = (row.percent, row.range)
    {
        let basis = Basis::Rows { rows: vec![*at], grade: grade(row), heterogeneity: 1.0 };
        return Some(ranged([low, percent, high].map(|percent| percent / 100.0), basis));
    }
    let middle = |row: &FrequencyFile| row.percent.or_else(|| row.range.map(|[low, high]| (low + high) / 2.0));
    let percents: Vec<f64> = rows.iter().filter_map(|(_, row)| middle(row)).collect();
    if percents.is_empty() {
        return None;
    }
    let mean = percents.iter().sum::<f64>() / percents.len() as f64 / 100.0;
    Some(Frequency {
        alpha: mean * weight + JEFFREYS,
        beta: (1.0 - mean) * weight + JEFFREYS,
        basis: Basis::Rows {
            rows: rows.iter().map(|(at, _)| *at).collect(),
            grade: grade(rows[0].1),
            heterogeneity: 1.0,
        },
    })
}

/// A best guess whose low and high end are a 90% interval: the Beta distribution with that mean whose rarer side
/// spreads as wide, on the scale of the logarithm.
pub fn ranged([low, best, high]: [f64; 3], basis: Basis) -> Frequency {
    let best = best.clamp(NEARLY_NEVER, 1.0 - NEARLY_NEVER);
    let (rarer, low, high) = if best <= 0.5 { (best, low, high) } else { (1.0 - best, 1.0 - high, 1.0 - low) };
    // A guess of never or always stands a little beyond its own range.
    let high = high.max(rarer);
    let upwards = (high / rarer).ln() / NINETY_PERCENT;
    let both = if low > 0.0 { (high / low).ln() / (2.0 * NINETY_PERCENT) } else { upwards };
    let weight = ((1.0 - rarer) / (rarer * both.max(upwards / 2.0).powi(2))).clamp(WORTH[0], WORTH[1]);
    Frequency { alpha: best * weight, beta: (1.0 - best) * weight, basis }
}
