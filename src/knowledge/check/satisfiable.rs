//! Whether a conclusion can hold and can fail, each of its criteria taken as free.

use crate::knowledge::{CriteriaSet, CriterionId, RoleId, Rule, Tally};

/// More combinations than this are not tried; published sets need a few thousand at most.
const COMBINATIONS: usize = 1 << 20;

/// What can become of a conclusion.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcomes {
    pub can_hold: bool,
    pub can_fail: bool,
}

/// Tries every combination of the criteria. Criteria of a role that the rule only counts are interchangeable, so
/// only their number is tried. `None` if there are too many combinations.
pub(crate) fn outcomes(set: &CriteriaSet, rule: &Rule<Tally>) -> Option<Outcomes> {
    let mut named: Vec<CriterionId> = Vec::new();
    rule.leaves(&mut |leaf| match leaf {
        Tally::Criterion(id) if !named.contains(id) => named.push(*id),
        _ => {}
    });
    let roles = set.roles();
    let counted: Vec<usize> =
        roles.iter().map(|role| set.with_role(*role).filter(|id| !named.contains(id)).count()).collect();
    let sizes: Vec<usize> = named.iter().map(|_| 2).chain(counted.iter().map(|count| count + 1)).collect();
    let combinations = sizes.iter().try_fold(1usize, |product, size| product.checked_mul(*size))?;
    if combinations > COMBINATIONS {
        return None;
    }
    let mut outcomes = Outcomes { can_hold: false, can_fail: false };
    for combination in 0..combinations {
        let mut rest = combination;
        let digits: Vec<usize> = sizes
            .iter()
            .map(|size| {
                let digit = rest % size;
                rest /= size;
                digit
            })
            .collect();
        let world = World { set, named: &named, roles: &roles, digits: &digits };
        match world.holds(rule) {
            true => outcomes.can_hold = true,
            false => outcomes.can_fail = true,
        }
        if outcomes.can_hold && outcomes.can_fail {
            break;
        }
    }
    Some(outcomes)
}

/// One combination: a truth for each named criterion, a number for each role.
struct World<'w> {
    set: &'w CriteriaSet,
    named: &'w [CriterionId],
    roles: &'w [RoleId],
    digits: &'w [usize],
}

impl World<'_> {
    fn holds(&self, rule: &Rule<Tally>) -> bool {
        match rule {
            Rule::All(parts) => parts.iter().all(|part| self.holds(part)),
            Rule::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Rule::Not(part) => !self.holds(part),
            Rule::AtLeast(k, parts) => parts.iter().filter(|part| self.holds(part)).count() >= *k,
            Rule::Is(Tally::Criterion(id)) => {
                self.named.iter().position(|named| named == id).is_some_and(|at| self.digits.get(at) == Some(&1))
            }
            Rule::Is(Tally::Every(role)) => self.met(*role) == self.set.with_role(*role).count(),
            Rule::Is(Tally::AnyOf(role)) => self.met(*role) > 0,
            Rule::Is(Tally::AtLeast(k, role)) => self.met(*role) >= *k,
        }
    }

    /// How many criteria of the role are met.
    fn met(&self, role: RoleId) -> usize {
        let named = self
            .named
            .iter()
            .zip(self.digits)
            .filter(|(id, _)| id.of(&self.set.criteria).role == role)
            .map(|(_, digit)| digit)
            .sum::<usize>();
        let counted = self
            .roles
            .iter()
            .position(|candidate| *candidate == role)
            .and_then(|at| self.digits.get(self.named.len() + at))
            .map_or(0, |digit| *digit);
        named + counted
    }
}
