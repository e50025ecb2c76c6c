//! What can be known of one finding.

use crate::knowledge::{Measure, OptionId, Side};

use super::{Date, Foreign};

/// The answer to one finding, with what was noted beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What is known.
    pub value: AnswerValue,
    /// What the user wrote beside it.
    pub note: Option<String>,
    /// When it was found.
    pub date: Option<Date>,
    /// The better cause that the clinician has for a sign that is present: it counts as absent in every rule and has no
    /// weight in the fit.
    pub explained: Option<String>,
    /// A number that looked like another unit's was looked at again, and stands.
    pub confirmed: bool,
    /// Fields this program does not know, kept as they were.
    pub foreign: Vec<Foreign>,
}

/// Unknown is an answer of its own, and never the same as absent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AnswerValue {
    /// The sign is there.
    Present,
    /// The sign is not there.
    Absent,
    /// Asked, and not known.
    Unknown,
    /// Cannot be had: counts as unknown and is not asked for again.
    Unobtainable,
    /// The choice is this one.
    Option(OptionId),
    /// The number.
    Quantity(Quantity),
}

/// A number as the laboratory gave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// As it was entered, in its unit.
    pub value: f64,
    /// An index into the units of the finding.
    pub unit: usize,
    /// Where only a limit of the value is known.
    pub comparator: Option<Comparator>,
    /// The laboratory's own range, in the same unit.
    pub reference: Option<Reference>,
}

/// How an assay reports a value outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// Below the value.
    Less,
    /// At the value or below.
    LessOrEqual,
    /// Above the value.
    Greater,
    /// At the value or above.
    GreaterOrEqual,
}

/// The reporting laboratory's own range, in the answer's own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference {
    /// The lower end, itself within.
    pub low: Option<f64>,
    /// The upper end, itself within.
    pub high: Option<f64>,
}

/// The values that a reported quantity may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    low: f64,
    low_open: bool,
    high: f64,
    high_open: bool,
}

impl From<AnswerValue> for Answer {
    fn from(value: AnswerValue) -> Self {
        Answer { value, note: None, date: None, explained: None, confirmed: false, foreign: Vec::new() }
    }
}

impl Answer {
    /// The same answer with another value. What was said of the value alone goes with it: the cause of a sign that is no
    /// longer present, the confirmation of another number.
    pub fn with(self, value: AnswerValue) -> Answer {
        Answer {
            explained: self.explained.filter(|_| value == AnswerValue::Present),
            confirmed: self.confirmed && value == self.value,
            value,
            ..self
        }
    }

    /// Whether it says of the patient that the sign counts: an explained one does not.
    pub fn is_explained(&self) -> bool {
        self.explained.is_some()
    }
}

impl AnswerValue {
    /// Whether the answer says something about the patient.
    pub fn is_known(&self) -> bool {
        !matches!(self, AnswerValue::Unknown | AnswerValue::Unobtainable)
    }
}

impl Comparator {
    /// Every comparator, the longer symbols first.
    pub const ALL: [Comparator; 4] =
        [Comparator::LessOrEqual, Comparator::GreaterOrEqual, Comparator::Less, Comparator::Greater];

    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparator::Less => "<",
            Comparator::LessOrEqual => "<=",
            Comparator::Greater => ">",
            Comparator::GreaterOrEqual => ">=",
        }
    }

    /// The comparator that is written so.
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        Comparator::ALL.into_iter().find(|comparator| comparator.symbol() == symbol)
    }
}

impl Quantity {
    /// A plain number in a unit of the finding.
    pub fn new(value: f64, unit: usize) -> Self {
        Quantity { value, unit, comparator: None, reference: None }
    }

    /// The value in the canonical unit.
    pub fn canonical(&self, measure: &Measure) -> f64 {
        measure.unit_at(self.unit).canonical(self.value)
    }

    /// The values it may have, in its own unit.
    pub fn interval(&self) -> Interval {
        Interval::of(self.value, self.comparator)
    }

    /// The values it may have, in the canonical unit.
    pub fn canonical_interval(&self, measure: &Measure) -> Interval {
        Interval::of(self.canonical(measure), self.comparator)
    }
}

impl Interval {
    fn of(value: f64, comparator: Option<Comparator>) -> Self {
        let (infinite, open) = (f64::INFINITY, true);
        match comparator {
            None => Interval { low: value, low_open: false, high: value, high_open: false },
            Some(Comparator::Less) => Interval { low: -infinite, low_open: open, high: value, high_open: true },
            Some(Comparator::LessOrEqual) => Interval { low: -infinite, low_open: open, high: value, high_open: false },
            Some(Comparator::Greater) => Interval { low: value, low_open: true, high: infinite, high_open: open },
            Some(Comparator::GreaterOrEqual) => {
                Interval { low: value, low_open: false, high: infinite, high_open: open }
            }
        }
    }

    /// Whether every value it may have is on that side of the limit (`Some(true)`), none is (`Some(false)`), or some are.
    pub fn lies(&self, side: Side, limit: f64) -> Option<bool> {
        match side {
            Side::Above if self.low > limit || (self.low == limit && self.low_open) => Some(true),
            Side::Above if self.high <= limit => Some(false),
            Side::From if self.low >= limit => Some(true),
            Side::From if self.high < limit || (self.high == limit && self.high_open) => Some(false),
            Side::Below | Side::UpTo => self.lies(side.opposite(), limit).map(|lies| !lies),
            Side::Above | Side::From => None,
        }
    }
}
