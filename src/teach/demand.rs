//! What a set asks of one criterion: the same role may mean "one of three" here and "required" there.

use schemars::JsonSchema;
use serde::Serialize;

use crate::knowledge::{Conclusion, CriteriaSet, CriterionId, Rule, Tally};
use crate::say::Wording;

/// How a conclusion rests on a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// It must be met.
    Required,
    /// So many of the criteria of its role must be met.
    AtLeast {
        /// How many.
        count: usize,
        /// Of how many.
        of: usize,
    },
    /// It must not be met.
    Excluded,
}

/// What the first conclusion of a set asks of a criterion; `None` where it takes more than one number to say.
pub(super) fn demand(set: &CriteriaSet, criterion: CriterionId) -> Option<Demand> {
    of_conclusion(set, set.conclusions.first()?, criterion)
}

/// Whether every conclusion of a set needs a criterion.
pub(super) fn is_required(set: &CriteriaSet, criterion: CriterionId) -> bool {
    let mut conclusions = set.conclusions.iter();
    conclusions.all(|conclusion| of_conclusion(set, conclusion, criterion) == Some(Demand::Required))
}

fn of_conclusion(set: &CriteriaSet, conclusion: &Conclusion, criterion: CriterionId) -> Option<Demand> {
    let parts = match &conclusion.when {
        Rule::All(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    parts.iter().find_map(|part| match part {
        Rule::Is(tally) => asked(set, criterion, tally),
        // That not all of them may be met says nothing of one.
        Rule::Not(part) => match &**part {
            Rule::Is(tally @ (Tally::Criterion(_) | Tally::AnyOf(_) | Tally::AtLeast(1, _))) => {
                asked(set, criterion, tally).map(|_| Demand::Excluded)
            }
            _ => None,
        },
        _ => None,
    })
}

fn asked(set: &CriteriaSet, criterion: CriterionId, tally: &Tally) -> Option<Demand> {
    let (role, count) = match tally {
        Tally::Criterion(id) => return (*id == criterion).then_some(Demand::Required),
        Tally::Every(role) => (*role, usize::MAX),
        Tally::AnyOf(role) => (*role, 1),
        Tally::AtLeast(count, role) => (*role, *count),
    };
    let of = set.with_role(role).count();
    let is_of_role = criterion.of(&set.criteria).role == role;
    is_of_role.then_some(if count < of { Demand::AtLeast { count, of } } else { Demand::Required })
}

impl Demand {
    /// Whether another set asks for as many, of however many there are to choose from.
    pub(super) fn asks_as_much(self, other: Demand) -> bool {
        match (self, other) {
            (Demand::AtLeast { count, .. }, Demand::AtLeast { count: others, .. }) => count == others,
            (one, other) => one == other,
        }
    }

    /// The demand in few words.
    pub(super) fn said(self, wording: Wording) -> String {
        let words = &wording.words().compare;
        match self {
            Demand::Required => wording.say(&words.required).to_owned(),
            Demand::AtLeast { count, of } => words.at_least(wording.lang, count, of),
            Demand::Excluded => wording.say(&words.excluded).to_owned(),
        }
    }
}
