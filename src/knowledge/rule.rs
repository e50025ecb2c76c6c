//! The rule language once it is checked: ids are indices, limits are in canonical units, counts are possible.

use super::files::{End, Laboratory};
use super::{ConclusionId, CriterionId, FindingId, Lang, OptionId, RoleId, SetId};

/// A rule over leaves of one kind. A criterion speaks of [`Evidence`], a conclusion of [`Tally`].
#[derive(Clone, Debug, PartialEq)]
pub enum Rule<Leaf> {
    /// Every part holds.
    All(Vec<Rule<Leaf>>),
    /// At least one part holds.
    Any(Vec<Rule<Leaf>>),
    /// The part does not hold.
    Not(Box<Rule<Leaf>>),
    /// At least so many of the parts; the number is from 1 to the number of parts.
    AtLeast(usize, Vec<Rule<Leaf>>),
    /// What the rule speaks of.
    Is(Leaf),
}

/// A rule seen as a count: all of its parts and any of them are counts too.
pub enum Shape<'r, Leaf> {
    /// What the rule speaks of.
    Is(&'r Leaf),
    /// The part does not hold.
    Not(&'r Rule<Leaf>),
    /// At least so many of the parts hold.
    AtLeast(usize, &'r [Rule<Leaf>]),
}

impl<Leaf> Rule<Leaf> {
    /// The rule as one of three shapes.
    pub fn shape(&self) -> Shape<'_, Leaf> {
        match self {
            Rule::Is(leaf) => Shape::Is(leaf),
            Rule::Not(part) => Shape::Not(part),
            Rule::All(parts) => Shape::AtLeast(parts.len(), parts),
            Rule::Any(parts) => Shape::AtLeast(1, parts),
            Rule::AtLeast(k, parts) => Shape::AtLeast(*k, parts),
        }
    }

    /// The same rule over other leaves: each leaf becomes the rule that `leaf` gives for it.
    pub fn expand<Other>(&self, leaf: &impl Fn(&Leaf) -> Rule<Other>) -> Rule<Other> {
        let expand = |parts: &[Rule<Leaf>]| parts.iter().map(|part| part.expand(leaf)).collect();
        match self {
            Rule::All(parts) => Rule::All(expand(parts)),
            Rule::Any(parts) => Rule::Any(expand(parts)),
            Rule::AtLeast(k, parts) => Rule::AtLeast(*k, expand(parts)),
            Rule::Not(part) => Rule::Not(Box::new(part.expand(leaf))),
            Rule::Is(this) => leaf(this),
        }
    }

    /// Calls `visit` with every leaf, from left to right.
    pub fn leaves<'r>(&'r self, visit: &mut impl FnMut(&'r Leaf)) {
        match self {
            Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.leaves(visit))
            }
            Rule::Not(part) => part.leaves(visit),
            Rule::Is(leaf) => visit(leaf),
        }
    }
}

/// What a criterion or an inference may ask of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// The sign is present.
    Sign(FindingId),
    /// The quantity is on the given side of a limit.
    Quantity(FindingId, Bound),
    /// The choice is one of the options.
    Choice(FindingId, Vec<OptionId>),
    /// Another set's conclusion is met.
    Conclusion(SetId, ConclusionId),
}

impl Evidence {
    /// The finding that it asks; `None` where it asks another set.
    pub fn finding(&self) -> Option<FindingId> {
        match self {
            Evidence::Sign(id) | Evidence::Quantity(id, _) | Evidence::Choice(id, _) => Some(*id),
            Evidence::Conclusion(..) => None,
        }
    }
}

/// What a conclusion may ask of its set's criteria, as the paper words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tally {
    /// The criterion is met.
    Criterion(CriterionId),
    /// Every criterion of the role is met.
    Every(RoleId),
    /// At least one criterion of the role is met.
    AnyOf(RoleId),
    /// At least so many criteria of the role are met.
    AtLeast(usize, RoleId),
}

/// One side of a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// On which side of the limit the value lies.
    pub side: Side,
    /// What it is compared with.
    pub limit: Limit,
    /// The end of the laboratory's own range that speaks of the same limit.
    pub end: End,
}

/// Which side of a limit a value must be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Greater than the limit.
    Above,
    /// The limit or greater.
    From,
    /// Less than the limit.
    Below,
    /// The limit or less.
    UpTo,
}

impl Side {
    /// The word of the rule language.
    pub fn word(self) -> &'static str {
        match self {
            Side::Above => "above",
            Side::From => "from",
            Side::Below => "below",
            Side::UpTo => "up_to",
        }
    }

    /// The sign of comparison; English is written in ASCII.
    pub fn symbol(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Side::Above, _) => ">",
            (Side::Below, _) => "<",
            (Side::From, Lang::En) => ">=",
            (Side::UpTo, Lang::En) => "<=",
            (Side::From, Lang::Zh) => "\u{2265}",
            (Side::UpTo, Lang::Zh) => "\u{2264}",
        }
    }

    /// The side on which a value lies exactly when it does not lie on this one.
    pub fn opposite(self) -> Side {
        match self {
            Side::Above => Side::UpTo,
            Side::UpTo => Side::Above,
            Side::From => Side::Below,
            Side::Below => Side::From,
        }
    }
}

impl End {
    /// The end that a comparison speaks of unless it says otherwise.
    pub fn of(side: Side) -> End {
        match side {
            Side::Above | Side::UpTo => End::High,
            Side::From | Side::Below => End::Low,
        }
    }

    /// The side of this end on which a value must lie to be on that side of the printed limit: beyond the end is strictly
    /// beyond, at the end is within.
    pub fn side(self, printed: Side) -> Side {
        match (self, printed) {
            (End::High, Side::Above | Side::From) => Side::Above,
            (End::High, Side::Below | Side::UpTo) => Side::UpTo,
            (End::Low, Side::Above | Side::From) => Side::From,
            (End::Low, Side::Below | Side::UpTo) => Side::Below,
        }
    }
}

/// A limit to compare with.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// The end of the answer's own range.
    Laboratory,
    /// The source prints it.
    Printed(Printed),
}

/// A limit as the source prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The unit it is written in, an index into the quantity's units.
    pub unit: usize,
    /// As it is printed, in its unit.
    pub threshold: Threshold,
    /// The same in the canonical unit.
    pub canonical: Threshold,
    /// What the source prints for answers in other units.
    pub in_units: Vec<(usize, Threshold)>,
    /// What the answer's own range does beside it.
    pub laboratory: Option<Laboratory>,
}

/// One number, or one for each sex.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// The same for everyone.
    Fixed(f64),
    /// One for each sex.
    BySex {
        /// Of men.
        male: f64,
        /// Of women.
        female: f64,
    },
}

impl Threshold {
    /// The same with each number changed.
    pub fn map(self, change: impl Fn(f64) -> f64) -> Threshold {
        match self {
            Threshold::Fixed(value) => Threshold::Fixed(change(value)),
            Threshold::BySex { male, female } => Threshold::BySex { male: change(male), female: change(female) },
        }
    }

    /// What it is once the sex is known.
    pub fn for_sex(self, is_male: Option<bool>) -> Threshold {
        match (self, is_male) {
            (Threshold::BySex { male, .. }, Some(true)) => Threshold::Fixed(male),
            (Threshold::BySex { female, .. }, Some(false)) => Threshold::Fixed(female),
            (threshold, _) => threshold,
        }
    }
}

impl Bound {
    /// The printed limit, unless the laboratory's own range is the limit.
    pub fn printed(&self) -> Option<&Printed> {
        match &self.limit {
            Limit::Printed(printed) => Some(printed),
            Limit::Laboratory => None,
        }
    }

    /// Whether the laboratory's own range is the limit, and one that is printed only stands in for it.
    pub fn is_the_laboratorys(&self) -> bool {
        self.printed().is_none_or(|printed| printed.laboratory == Some(Laboratory::First))
    }

    /// Whether it is another limit for each sex.
    pub fn is_by_sex(&self) -> bool {
        self.printed().is_some_and(|printed| matches!(printed.threshold, Threshold::BySex { .. }))
    }
}
