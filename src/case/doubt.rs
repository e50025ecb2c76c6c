//! Whether a number is what was meant: a value that is usual in another unit, or that no living patient shows.

use super::{Quantity, Reference};
use crate::knowledge::files::{BySex, Limits};
use crate::knowledge::{Measure, Side, Unit};

/// So many times beyond the laboratory's own range a value is asked about.
const FAR_BEYOND: f64 = 10.0;

/// So many times beyond the usual range one end of a laboratory's range may still lie.
const RANGES_DIFFER: f64 = 2.0;

/// A number that may have been meant otherwise. It counts as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The other units in which it would be nothing out of the ordinary: indices into the units of the finding. Empty
    /// where no unit explains it.
    pub usual_in: Vec<usize>,
}

/// The doubt about a quantity, if there is one: its value lies outside the usual range and within it in another unit,
/// beyond what a living patient shows, or ten times beyond the laboratory's own range; or that range is one of another
/// unit. The laboratory's own range comes before the usual one. While the sex is unknown, what is usual for either is
/// usual. The limits are laboratory convention; they decide what is asked, never what is met.
pub fn doubt(quantity: &Quantity, measure: &Measure, is_male: Option<bool>) -> Option<Doubt> {
    let asked = Asked { quantity, measure, is_male };
    let doubts = [
        asked.usual_elsewhere().filter(|usual_in| !usual_in.is_empty()),
        asked.range_of_another_unit().filter(|usual_in| !usual_in.is_empty()),
        asked.implausible(),
        asked.far_beyond_its_range(),
    ];
    let mut usual_in: Option<Vec<usize>> = None;
    for doubt in doubts.into_iter().flatten() {
        let all = usual_in.get_or_insert_default();
        doubt.into_iter().for_each(|unit| {
            if !all.contains(&unit) {
                all.push(unit)
            }
        });
    }
    usual_in.map(|usual_in| Doubt { usual_in })
}

struct Asked<'q> {
    quantity: &'q Quantity,
    measure: &'q Measure,
    is_male: Option<bool>,
}

impl Asked<'_> {
    /// The other units in which the value would be usual, where it is not in its own.
    fn usual_elsewhere(&self) -> Option<Vec<usize>> {
        let usual = self.usual()?;
        let outside = |[low, high]: &Limits| self.lies(Side::Below, *low) || self.lies(Side::Above, *high);
        usual.iter().all(outside).then(|| self.units_where(|value| usual.iter().any(|range| holds(range, value))))
    }

    /// The other units in which the laboratory's own range would be a usual one, where it is not in its own.
    fn range_of_another_unit(&self) -> Option<Vec<usize>> {
        let reference = self.quantity.reference?;
        let usual = by_sex(self.measure.normal?, self.is_male);
        let fits = |unit: &Unit| usual.iter().any(|range| is_such_a_range(&reference, unit, range));
        (!fits(self.unit())).then(|| self.others().filter(|(_, unit)| fits(unit)).map(|(at, _)| at).collect())
    }

    /// Beyond what a living patient shows, though possible; with the units in which it would be usual, or at least
    /// believed.
    fn implausible(&self) -> Option<Vec<usize>> {
        let plausible = self.measure.plausible?;
        let value = self.quantity.canonical(self.measure);
        let normal = self.measure.normal.map(|normal| by_sex(normal, self.is_male)).unwrap_or_default();
        if normal.iter().chain([&plausible]).any(|range| holds(range, value)) {
            return None;
        }
        let usual = self.usual().unwrap_or_else(|| vec![plausible]);
        let usual_in = self.units_where(|value| usual.iter().any(|range| holds(range, value)));
        Some(if usual_in.is_empty() { self.units_where(|_| true) } else { usual_in })
    }

    /// Ten times beyond an end of the laboratory's own range.
    fn far_beyond_its_range(&self) -> Option<Vec<usize>> {
        let Reference { low, high } = self.quantity.reference?;
        let value = self.quantity.value;
        let far_above = high.is_some_and(|high| high > 0.0 && value > high * FAR_BEYOND);
        let far_below = low.is_some_and(|low| low > 0.0 && value < low / FAR_BEYOND);
        (far_above || far_below).then(Vec::new)
    }

    /// What is usual, in the canonical unit: the laboratory's own range, else the one of the vocabulary.
    fn usual(&self) -> Option<Vec<Limits>> {
        match self.quantity.reference {
            Some(Reference { low, high }) => {
                let end = |end: Option<f64>, open: f64| end.map_or(open, |end| self.unit().canonical(end));
                Some(vec![[end(low, f64::NEG_INFINITY), end(high, f64::INFINITY)]])
            }
            None => self.measure.normal.map(|normal| by_sex(normal, self.is_male)),
        }
    }

    fn lies(&self, side: Side, limit: f64) -> bool {
        self.quantity.canonical_interval(self.measure).lies(side, limit) == Some(true)
    }

    fn unit(&self) -> &Unit {
        self.measure.unit_at(self.quantity.unit)
    }

    fn others(&self) -> impl Iterator<Item = (usize, &Unit)> {
        self.measure.units.iter().enumerate().filter(|(at, _)| *at != self.quantity.unit)
    }

    /// The other units in which the value, read in them, is believable and as asked for.
    fn units_where(&self, is: impl Fn(f64) -> bool) -> Vec<usize> {
        let believable = |value: f64| self.measure.plausible.is_none_or(|plausible| holds(&plausible, value));
        let fits = |unit: &Unit| {
            let value = unit.canonical(self.quantity.value);
            believable(value) && is(value)
        };
        self.others().filter(|(_, unit)| fits(unit)).map(|(at, _)| at).collect()
    }
}

fn by_sex(range: BySex, is_male: Option<bool>) -> Vec<Limits> {
    match (range, is_male) {
        (BySex::Both(range), _)
        | (BySex::Each { male: range, .. }, Some(true))
        | (BySex::Each { female: range, .. }, Some(false)) => vec![range],
        (BySex::Each { male, female }, None) => vec![male, female],
    }
}

fn holds([low, high]: &Limits, value: f64) -> bool {
    (*low..=*high).contains(&value)
}

/// Whether a laboratory's range, read in a unit, is one of its kind: no end far beyond the usual range, and both
/// together touching it.
fn is_such_a_range(reference: &Reference, unit: &Unit, [low, high]: &Limits) -> bool {
    let end = |end: Option<f64>| end.map(|end| unit.canonical(end));
    let (own_low, own_high) = (end(reference.low), end(reference.high));
    let near = |end: f64| holds(&[low / RANGES_DIFFER, high * RANGES_DIFFER], end) || end == 0.0;
    let touches = own_low.is_none_or(|own| own <= *high) && own_high.is_none_or(|own| own >= *low);
    own_low.into_iter().chain(own_high).all(near) && touches
}
