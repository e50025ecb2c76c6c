//! Whether a quantity lies on one side of a limit: the printed one, or the reporting laboratory's own.

use super::truth::Truth;
use crate::case::Quantity;
use crate::knowledge::files::{End, Laboratory};
use crate::knowledge::{Bound, Limit, Measure, Printed, Side, Threshold};

/// Whether the quantity lies on that side. While the sex is unknown, a limit by sex gives the answer that both agree on.
pub(crate) fn compare(quantity: &Quantity, measure: &Measure, bound: &Bound, is_male: Option<bool>) -> Truth {
    let own = own_limit(quantity, bound);
    let printed = match &bound.limit {
        Limit::Laboratory => return own.unwrap_or(Truth::Unknown),
        Limit::Printed(printed) => printed,
    };
    let lies = || lies(quantity, measure, bound.side, printed, is_male);
    match (own, printed.laboratory) {
        (Some(own), Some(Laboratory::First)) => own,
        (Some(own), Some(Laboratory::Also)) => own.min(lies()),
        _ => lies(),
    }
}

/// Whether a limit by sex decides this quantity only because the sex is known.
pub(crate) fn needs_sex(quantity: &Quantity, measure: &Measure, bound: &Bound) -> bool {
    let for_sex = |is_male| compare(quantity, measure, bound, Some(is_male));
    bound.is_by_sex() && for_sex(true) != for_sex(false)
}

/// How it lies to the end of the answer's own range, if the answer has that end.
fn own_limit(quantity: &Quantity, bound: &Bound) -> Option<Truth> {
    let reference = quantity.reference?;
    let end = match bound.end {
        End::High => reference.high,
        End::Low => reference.low,
    }?;
    Some(quantity.interval().lies(bound.end.side(bound.side), end).into())
}

/// How it lies to the printed limit: the one printed in its own unit, else converted.
fn lies(quantity: &Quantity, measure: &Measure, side: Side, printed: &Printed, is_male: Option<bool>) -> Truth {
    let (interval, threshold) = match printed.in_units.iter().find(|(unit, _)| *unit == quantity.unit) {
        Some((_, threshold)) => (quantity.interval(), *threshold),
        None => (quantity.canonical_interval(measure), printed.canonical),
    };
    let lies = |limit: f64| interval.lies(side, limit);
    match threshold.for_sex(is_male) {
        Threshold::Fixed(limit) => lies(limit).into(),
        Threshold::BySex { male, female } => lies(male).filter(|answer| lies(female) == Some(*answer)).into(),
    }
}
