//! What would settle an open conclusion: the smallest sets (by inclusion) of open criteria that would make it met.

use std::cmp::Ordering;

use super::assessment::{Settling, Verdict};
use super::truth::Truth;
use crate::knowledge::{Circuit, CriterionId, Node, NodeId};

/// Open criteria that would settle a conclusion together: those that must become met and those that must become not
/// met, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Way {
    met: u64,
    not_met: u64,
}

/// Beyond so many ways the count stops; published sets have a few dozen.
const COUNTED: usize = 2_000;

impl Way {
    fn of(criterion: CriterionId, met: bool) -> Way {
        let bit = 1 << criterion.index();
        if met { Way { met: bit, not_met: 0 } } else { Way { met: 0, not_met: bit } }
    }

    /// What each criterion must become, in the order of the table.
    pub fn settlings(self) -> impl Iterator<Item = Settling> {
        let (met, any) = (self.met, self.any());
        (0..64).filter(move |bit| any & (1 << bit) != 0).map(move |bit| Settling {
            criterion: CriterionId::at(bit),
            becomes: if met & (1 << bit) != 0 { Verdict::Met } else { Verdict::NotMet },
        })
    }

    /// Whether criteria need only be refuted.
    pub(super) fn only_refutes(self) -> bool {
        self.met == 0
    }

    fn any(self) -> u64 {
        self.met | self.not_met
    }

    fn size(self) -> u32 {
        self.met.count_ones() + self.not_met.count_ones()
    }

    /// Both at once, unless a criterion would have to be met and not met.
    fn and(self, other: Way) -> Option<Way> {
        let both = Way { met: self.met | other.met, not_met: self.not_met | other.not_met };
        (both.met & both.not_met == 0).then_some(both)
    }

    fn contains(self, other: Way) -> bool {
        self.met & other.met == other.met && self.not_met & other.not_met == other.not_met
    }

    /// The fewest criteria first, then in the order of the table.
    fn order(&self, other: &Way) -> Ordering {
        let earlier = |own: u64, others: u64| {
            let differ = own ^ others;
            let first = differ & differ.wrapping_neg();
            (others & first).cmp(&(own & first))
        };
        let by_size = self.size().cmp(&other.size());
        by_size.then_with(|| earlier(self.any(), other.any())).then_with(|| earlier(self.met, other.met))
    }
}

/// The first so many of the smallest ways to make the rule true, the fewest criteria first, then in the order of the
/// table; and how many more there are.
pub(crate) fn ways(
    circuit: &Circuit,
    rule: NodeId,
    verdict_of: &dyn Fn(CriterionId) -> Truth,
    listed: usize,
) -> (Vec<Way>, usize) {
    let mut ways = Vec::new();
    Ways { circuit, verdict_of }.to_make(rule, true, &mut ways);
    let more = ways.len().saturating_sub(listed);
    if more > 0 {
        ways.select_nth_unstable_by(listed, Way::order);
        ways.truncate(listed);
    }
    ways.sort_unstable_by(Way::order);
    (ways, more)
}

/// The rules of a set's conclusions, with the verdicts of its criteria.
struct Ways<'w> {
    circuit: &'w Circuit,
    verdict_of: &'w dyn Fn(CriterionId) -> Truth,
}

impl Ways<'_> {
    /// Appends the smallest ways to give the rule a truth.
    fn to_make(&self, rule: NodeId, wanted: bool, found: &mut Vec<Way>) {
        match self.circuit.node(rule) {
            Node::Criterion(_, criterion, _) => match (self.verdict_of)(*criterion) {
                Truth::Unknown => found.push(Way::of(*criterion, wanted)),
                known if known == Truth::from(wanted) => found.push(Way::default()),
                _ => {}
            },
            Node::Not(part) => self.to_make(*part, !wanted, found),
            Node::AtLeast(k, parts) => self.enough(*k, parts, wanted, found),
            Node::Sign { .. } | Node::Beyond(..) | Node::OneOf(..) | Node::Conclusion(..) => {}
        }
    }

    #[expect(clippy::indexing_slicing, reason = "a part's ways are a piece of those found")]
    fn enough(&self, k: usize, parts: &[NodeId], wanted: bool, found: &mut Vec<Way>) {
        let mut needed = if wanted { k } else { parts.len() + 1 - k };
        let start = found.len();
        // From where to where the ways of each open part are found.
        let mut open: Vec<(usize, usize)> = Vec::with_capacity(parts.len());
        let (mut named, mut apart) = (0, true);
        for part in parts {
            let from = found.len();
            self.to_make(*part, wanted, found);
            if found[from..].first() == Some(&Way::default()) {
                found.truncate(from);
                needed -= 1;
                if needed == 0 {
                    found.truncate(start);
                    return found.push(Way::default());
                }
            } else if found.len() > from {
                let names = found[from..].iter().fold(0, |names, way| names | way.any());
                apart &= names & named == 0;
                named |= names;
                open.push((from, found.len()));
            }
        }
        let mut ways = choose(needed, found, open, apart);
        found.truncate(start);
        found.append(&mut ways);
    }
}

/// The ways to have so many of the open parts. Ways through different parts that stand apart, naming no criterion in
/// common, do not contain each other.
#[expect(clippy::indexing_slicing, reason = "a part's ways are a piece of those found")]
fn choose(mut needed: usize, found: &[Way], mut open: Vec<(usize, usize)>, apart: bool) -> Vec<Way> {
    if open.len() < needed {
        return Vec::new();
    }
    let mut together = Some(Way::default());
    if needed == open.len() {
        // All are needed: what has one way only goes that way.
        open.retain(|&(from, to)| {
            let only = to - from == 1;
            if only {
                together = together.and_then(|way| way.and(found[from]));
            }
            !only
        });
        if open.is_empty() {
            return Vec::from_iter(together);
        }
        needed = open.len();
    }
    // chosen[n]: the ways to have n of the parts seen so far.
    let mut chosen: Vec<Vec<Way>> = vec![Vec::new(); needed + 1];
    chosen[0].extend(together);
    for (at, &(from, to)) in open.iter().enumerate() {
        // With fewer than this the parts that are left cannot make enough.
        let least = needed.saturating_sub(open.len() - at - 1).max(1);
        for n in (least..=needed).rev() {
            let (fewer, more) = chosen.split_at_mut(n);
            let with = fewer[n - 1].iter().flat_map(|way| found[from..to].iter().filter_map(|step| way.and(*step)));
            more[0].extend(with);
            if !apart || more[0].len() > COUNTED {
                keep_smallest(&mut more[0]);
            }
        }
    }
    chosen.swap_remove(needed)
}

/// Leaves out every way that contains another one.
#[expect(clippy::indexing_slicing, reason = "what is kept is before what is looked at")]
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
        if !ways[..fewer].iter().any(|smaller| way.contains(*smaller)) {
            ways[kept] = way;
            kept += 1;
        }
    }
    ways.truncate(kept);
}
