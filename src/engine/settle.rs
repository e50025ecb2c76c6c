//! What would settle an open conclusion: the smallest sets (by inclusion) of open criteria that would make it met.

use std::cmp::Reverse;

use super::truth::Truth;
use crate::knowledge::{CriterionId, Rule};

/// Criteria that become met and criteria that become not met, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Way {
    pub met: u64,
    pub not_met: u64,
}

/// Beyond so many ways the count stops; published sets have a few dozen.
pub const COUNTED: usize = 2_000;

impl Way {
    fn of(criterion: CriterionId, met: bool) -> Way {
        let bit = 1 << criterion.index();
        if met { Way { met: bit, not_met: 0 } } else { Way { met: 0, not_met: bit } }
    }

    pub fn size(&self) -> u32 {
        self.met.count_ones() + self.not_met.count_ones()
    }

    /// The criteria in the order of the table, each with whether it becomes met.
    pub fn criteria(self) -> impl Iterator<Item = (CriterionId, bool)> {
        let (met, any) = (self.met, self.met | self.not_met);
        (0..64).filter(move |bit| any & (1 << bit) != 0).map(move |bit| (CriterionId::at(bit), met & (1 << bit) != 0))
    }

    /// Both at once, unless a criterion would have to be met and not met.
    fn and(self, other: Way) -> Option<Way> {
        let both = Way { met: self.met | other.met, not_met: self.not_met | other.not_met };
        (both.met & both.not_met == 0).then_some(both)
    }

    fn contains(&self, other: &Way) -> bool {
        self.met & other.met == other.met && self.not_met & other.not_met == other.not_met
    }
}

/// The smallest ways to make the rule true, the fewest criteria first, then in the order of the table.
pub fn ways(rule: &Rule<CriterionId>, verdict_of: &dyn Fn(CriterionId) -> Truth) -> Vec<Way> {
    let mut ways = to_make(rule, true, verdict_of);
    ways.sort_by_key(|way| {
        (way.size(), Reverse((way.met | way.not_met).reverse_bits()), Reverse(way.met.reverse_bits()))
    });
    ways
}

/// The smallest ways to give the rule a truth.
fn to_make(rule: &Rule<CriterionId>, wanted: bool, verdict_of: &dyn Fn(CriterionId) -> Truth) -> Vec<Way> {
    match rule {
        Rule::Is(criterion) => match verdict_of(*criterion) {
            Truth::Unknown => vec![Way::of(*criterion, wanted)],
            known if known == Truth::from(wanted) => vec![Way::default()],
            _ => Vec::new(),
        },
        Rule::Not(part) => to_make(part, !wanted, verdict_of),
        Rule::All(parts) => enough(parts.len(), parts, wanted, verdict_of),
        Rule::Any(parts) => enough(1, parts, wanted, verdict_of),
        Rule::AtLeast(k, parts) => enough(*k, parts, wanted, verdict_of),
    }
}

fn enough(k: usize, parts: &[Rule<CriterionId>], wanted: bool, verdict_of: &dyn Fn(CriterionId) -> Truth) -> Vec<Way> {
    let needed = if wanted { k } else { parts.len() + 1 - k };
    // chosen[n]: the ways to have n of the parts seen so far.
    let mut chosen: Vec<Vec<Way>> = vec![Vec::new(); needed + 1];
    chosen[0].push(Way::default());
    for (at, part) in parts.iter().enumerate() {
        let of_part = to_make(part, wanted, verdict_of);
        // With fewer than this the parts that are left cannot make enough.
        let least = needed.saturating_sub(parts.len() - at - 1).max(1);
        for n in (least..=needed).rev() {
            let (fewer, more) = chosen.split_at_mut(n);
            let with = fewer[n - 1].iter().flat_map(|way| of_part.iter().filter_map(|step| way.and(*step)));
            more[0].extend(with);
            keep_smallest(&mut more[0]);
        }
    }
    chosen.swap_remove(needed)
}

/// Leaves out every way that contains another one.
fn keep_smallest(ways: &mut Vec<Way>) {
    ways.sort_unstable_by_key(|way| (way.size(), way.met, way.not_met));
    ways.dedup();
    let mut kept = 0;
    for at in 0..ways.len() {
        if kept == COUNTED {
            break;
        }
        let way = ways[at];
        // Two different ways of one size do not contain each other.
        let fewer = ways[..kept].partition_point(|smaller| smaller.size() < way.size());
        if !ways[..fewer].iter().any(|smaller| way.contains(smaller)) {
            ways[kept] = way;
            kept += 1;
        }
    }
    ways.truncate(kept);
}
