//! A fit in words, and what stands in the way of the strongest.

use schemars::JsonSchema;
use serde::Serialize;

use super::profile::Profile;
use crate::engine::evaluate::Look;
use crate::engine::truth::Truth;
use crate::json::reaches;
use crate::knowledge::files::BandsFile;
use crate::knowledge::{ConclusionId, FindingId, SetId};

/// A fit in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Too few groups are answered for a word.
    TooLittleKnown,
    /// The interval spans more than two of the other words.
    Uncertain,
    /// The probability is below the lowest limit.
    Against,
    /// It reaches the lowest limit.
    Weak,
    /// It reaches the middle one, or the highest with something in the way.
    Compatible,
    /// It reaches the highest limit, and nothing stands in the way.
    Strong,
}

/// What keeps a fit from being called strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A sign that must be present and is not known.
    Unknown(FindingId),
    /// A sign that must be present and is absent.
    Absent(FindingId),
    /// A mark of another disease, without a better cause.
    Mark(FindingId),
    /// A rival meets a set of its own.
    Met(SetId, ConclusionId),
}

/// The word for a probability, nothing standing in its way.
pub(super) fn level(probability: f64, limits: BandsFile) -> usize {
    [limits.weak, limits.compatible, limits.strong].into_iter().filter(|limit| reaches(probability, *limit)).count()
}

/// The word for a probability with its interval. `may_be_strong` is asked only where it matters.
pub(crate) fn word(
    limits: BandsFile,
    probability: f64,
    interval: [f64; 2],
    may_be_strong: impl FnOnce() -> bool,
) -> Band {
    let [low, high] = interval.map(|end| level(end, limits));
    match level(probability, limits) {
        _ if high - low > 1 => Band::Uncertain,
        3 if may_be_strong() => Band::Strong,
        2 | 3 => Band::Compatible,
        1 => Band::Weak,
        _ => Band::Against,
    }
}

/// What stands in the way of calling a fit strong: signs that it needs, marks of other diseases, and sets that rivals
/// meet.
pub(crate) fn obstacles<'k>(profile: &Profile, case: &mut impl Look<'k>) -> Vec<Obstacle> {
    let knowledge = case.knowledge();
    let literature = profile.literature;
    let mut found = Vec::new();
    let mut lacks = |id: &FindingId| match case.sign(*id) {
        Truth::True => None,
        Truth::False => Some(Obstacle::Absent(*id)),
        Truth::Unknown => Some(Obstacle::Unknown(*id)),
    };
    found.extend(literature.strong_needs.iter().filter_map(&mut lacks));
    let one_of: Vec<Obstacle> = literature.strong_one_of.iter().filter_map(lacks).collect();
    if one_of.len() == literature.strong_one_of.len() {
        found.extend(one_of);
    }
    let marks = literature.strong_unless.iter().filter(|id| case.sign(**id) == Truth::True);
    found.extend(marks.map(|id| Obstacle::Mark(*id)));
    for set in knowledge.sets_of_rivals() {
        let conclusions = knowledge.circuit.conclusions(*set);
        let met = conclusions.iter().position(|conclusion| case.truth(*conclusion) == Truth::True);
        found.extend(met.map(|at| Obstacle::Met(*set, ConclusionId::at(at))));
    }
    found
}
