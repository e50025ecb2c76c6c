//! PublishedRow rows become one frequency with its uncertainty.

use super::{Basis, Frequency, Grade, LeftOut, NINETY_PERCENT, PublishedRow};
use crate::knowledge::files::{FrequencyFile, FrequencyKind, MethodFile};

/// Jeffreys' prior for a proportion: half a patient with the finding and half a patient without.
pub(crate) const JEFFREYS: f64 = 0.5;

/// Nothing is certain: a guess of never or always stands so far from it.
const NEARLY_NEVER: f64 = 1e-5;

/// The fewest and the most patients that a guess with a range is worth.
const WORTH: [f64; 2] = [2.0, 1e5];

/// Pools the rows of one finding in one disease, and says of each that does not count why. Counted series come first,
/// then a percentage or range, a definition, a band; rows that were not re-read at the source count only where nothing
/// better is there. `None` where no row counts.
pub(crate) fn pool(rows: &mut [PublishedRow], method: &MethodFile) -> Option<Frequency> {
    let usable = |published: &PublishedRow| published.left_out.is_none();
    let found = (0..=LAST).find_map(|rank| {
        let of_rank = rows.iter().filter(|published| usable(published) && self::rank(&published.row) == Some(rank));
        let of_rank: Vec<&FrequencyFile> = of_rank.map(|published| &*published.row).collect();
        Some((rank, frequency(&of_rank, method)?))
    });
    let counted = found.map(|(rank, _)| rank);
    for published in rows.iter_mut().filter(|published| usable(published)) {
        let row = &published.row;
        published.left_out = match () {
            () if counted.is_some() && rank(row) == counted => None,
            () if !row.verified && row.kind == FrequencyKind::Series => Some(LeftOut::Unverified),
            () => Some(LeftOut::Weaker),
        };
    }
    found.map(|(_, frequency)| frequency)
}

/// How good a kind of number a row is, the best first; `None` where it never counts.
fn rank(row: &FrequencyFile) -> Option<usize> {
    match (row.kind, row.verified) {
        (FrequencyKind::Series, true) => Some(0),
        (FrequencyKind::Percent | FrequencyKind::Range, true) => Some(1),
        (FrequencyKind::Series, false) => Some(2),
        (FrequencyKind::Percent | FrequencyKind::Range, false) => Some(3),
        (FrequencyKind::Definition, true) => Some(4),
        (FrequencyKind::Band, true) => Some(5),
        (FrequencyKind::Judgement, true) => Some(LAST),
        (FrequencyKind::Definition | FrequencyKind::Band | FrequencyKind::Judgement, false) => None,
    }
}

/// The rank of the weakest rows that count.
const LAST: usize = 6;

/// Rows of one rank become one frequency.
fn frequency(rows: &[&FrequencyFile], method: &MethodFile) -> Option<Frequency> {
    match rows.first()?.kind {
        FrequencyKind::Series => series(rows, method),
        FrequencyKind::Percent | FrequencyKind::Range | FrequencyKind::Judgement => single(rows, method.percent_weight),
        FrequencyKind::Definition => single(rows, method.definition_weight),
        FrequencyKind::Band => single(rows, method.band_weight),
    }
}

/// Counted series. Where they disagree more than chance allows (Pearson's chi-square over its degrees of freedom
/// above 1), they are worth as many times fewer patients: the posterior widens and its mean stays.
fn series(rows: &[&FrequencyFile], method: &MethodFile) -> Option<Frequency> {
    let counts: Vec<(f64, f64)> = rows.iter().filter_map(|row| Some((row.n?, row.of?))).collect();
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
    let basis = Basis::Rows { grade: Grade::B, exclude: false };
    Some(Frequency::new(mean * worth, (1.0 - mean) * worth, basis))
}

/// A number without counts, worth so many patients; several are averaged. A single one with its own interval is worth
/// what that says.
fn single(rows: &[&FrequencyFile], weight: f64) -> Option<Frequency> {
    let grade = if rows.first()?.kind == FrequencyKind::Judgement { Grade::D } else { Grade::C };
    let rare = |row: &FrequencyFile| row.percent.is_some_and(|percent| percent < 50.0);
    let exclude = rows.iter().all(|row| row.kind == FrequencyKind::Definition && rare(row));
    let basis = Basis::Rows { grade, exclude };
    if let [row] = rows
        && let (Some(percent), Some([low, high])) = (row.percent, row.range)
    {
        return Some(ranged([low, percent, high].map(|percent| percent / 100.0), basis));
    }
    let middle = |row: &&FrequencyFile| row.percent.or_else(|| row.range.map(|[low, high]| (low + high) / 2.0));
    let percents: Vec<f64> = rows.iter().filter_map(middle).collect();
    if percents.is_empty() {
        return None;
    }
    let mean = percents.iter().sum::<f64>() / percents.len() as f64 / 100.0;
    Some(Frequency::new(mean * weight + JEFFREYS, (1.0 - mean) * weight + JEFFREYS, basis))
}

/// A best guess whose low and high end are a 90% interval: the Beta distribution with that mean whose rarer side
/// spreads as wide, on the scale of the logarithm.
pub(crate) fn ranged([low, best, high]: [f64; 3], basis: Basis) -> Frequency {
    let best = best.clamp(NEARLY_NEVER, 1.0 - NEARLY_NEVER);
    let (rarer, low, high) = if best <= 0.5 { (best, low, high) } else { (1.0 - best, 1.0 - high, 1.0 - low) };
    // A guess of never or always stands a little beyond its own range.
    let high = high.max(rarer);
    let upwards = (high / rarer).ln() / NINETY_PERCENT;
    let both = if low > 0.0 { (high / low).ln() / (2.0 * NINETY_PERCENT) } else { upwards };
    let weight = ((1.0 - rarer) / (rarer * both.max(upwards / 2.0).powi(2))).clamp(WORTH[0], WORTH[1]);
    Frequency::new(best * weight, (1.0 - best) * weight, basis)
}
