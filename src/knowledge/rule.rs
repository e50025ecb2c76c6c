//! The rule language once it is checked: ids are indices, limits are in canonical units, counts are possible.

use super::{ConclusionId, CriterionId, FindingId, OptionId, RoleId, SetId};

/// A rule over leaves of one kind. A criterion speaks of [`Evidence`], a conclusion of [`Tally`].
#[derive(Clone, Debug, PartialEq)]
pub enum Rule<Leaf> {
    All(Vec<Rule<Leaf>>),
    Any(Vec<Rule<Leaf>>),
    Not(Box<Rule<Leaf>>),
    /// At least so many of the parts; the number is from 1 to the number of parts.
    AtLeast(usize, Vec<Rule<Leaf>>),
    Is(Leaf),
}

/// A rule seen as a count: all of its parts and any of them are counts too.
pub enum Shape<'r, Leaf> {
    Is(&'r Leaf),
    Not(&'r Rule<Leaf>),
    AtLeast(usize, &'r [Rule<Leaf>]),
}

impl<Leaf> Rule<Leaf> {
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
    Criterion(CriterionId),
    Every(RoleId),
    AnyOf(RoleId),
    AtLeast(usize, RoleId),
}

/// One side of a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    pub side: Side,
    pub limit: Limit,
    /// The unit the limit is written in, an index into the quantity's units.
    pub unit: usize,
    /// The limit in the canonical unit.
    pub canonical: Limit,
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

    pub fn symbol(self) -> &'static str {
        match self {
            Side::Above => ">",
            Side::From => ">=",
            Side::Below => "<",
            Side::UpTo => "<=",
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

/// A limit to compare with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    Fixed(f64),
    BySex {
        male: f64,
        female: f64,
    },
    /// The end of the answer's own range.
    Laboratory,
}
