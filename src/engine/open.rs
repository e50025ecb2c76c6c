//! What could still meet an open criterion: the findings its rule names, each with what it needs.

use super::assessment::{Need, Open, OpenItem};
use super::evaluate::Evaluation;
use super::truth::{Truth, at_least};
use crate::knowledge::files::Laboratory;
use crate::knowledge::{Bound, Evidence, Limit, OptionId, Printed, Rule, Shape, Threshold};

/// The open leaves of a rule, in the order of the rule, with what each needs to give the rule the truth that is wanted.
pub fn open(evaluation: &mut Evaluation, rule: &Rule<Evidence>) -> Vec<Open> {
    let mut found = Vec::new();
    collect(evaluation, rule, true, &mut found);
    found
}

/// The truth of the rule; what is open is added while it is unknown.
fn collect(evaluation: &mut Evaluation, rule: &Rule<Evidence>, wanted: bool, found: &mut Vec<Open>) -> Truth {
    let before = found.len();
    let (k, parts) = match rule.shape() {
        Shape::Not(part) => return !collect(evaluation, part, !wanted, found),
        Shape::Is(leaf) => {
            let truth = evaluation.evidence(leaf);
            if truth == Truth::Unknown {
                let open = need(evaluation, leaf, wanted);
                if !found.contains(&open) {
                    found.push(open);
                }
            }
            return truth;
        }
        Shape::AtLeast(k, parts) => (k, parts),
    };
    let truth = at_least(k, parts, &mut |part| collect(evaluation, part, wanted, found));
    if truth != Truth::Unknown {
        found.truncate(before);
    }
    truth
}

/// What a leaf needs to become `wanted`.
pub fn need(evaluation: &Evaluation, leaf: &Evidence, wanted: bool) -> Open {
    let (item, need) = match leaf {
        Evidence::Sign(id) => (OpenItem::Finding(*id), if wanted { Need::Present } else { Need::Absent }),
        Evidence::Choice(id, options) => {
            let options: Vec<OptionId> = options.clone();
            (OpenItem::Finding(*id), if wanted { Need::OneOf(options) } else { Need::NoneOf(options) })
        }
        Evidence::Quantity(id, bound) => (OpenItem::Finding(*id), Need::Limit(for_this_sex(evaluation, bound, wanted))),
        Evidence::Conclusion(set, conclusion) => {
            (OpenItem::Conclusion(*set, *conclusion), if wanted { Need::Met } else { Need::NotMet })
        }
    };
    Open { item, need }
}

/// The bound that must hold: the opposite one where the rule must fail, and one number where the sex is known. Of two
/// limits that must both be passed, staying within the printed one is enough to fail.
fn for_this_sex(evaluation: &Evaluation, bound: &Bound, wanted: bool) -> Bound {
    let side = if wanted { bound.side } else { bound.side.opposite() };
    let pick = |threshold: Threshold| threshold.for_sex(evaluation.is_male());
    let limit = match &bound.limit {
        Limit::Laboratory => Limit::Laboratory,
        Limit::Printed(printed) => Limit::Printed(Printed {
            unit: printed.unit,
            threshold: pick(printed.threshold),
            canonical: pick(printed.canonical),
            in_units: printed.in_units.iter().map(|(unit, threshold)| (*unit, pick(*threshold))).collect(),
            laboratory: printed.laboratory.filter(|role| wanted || *role == Laboratory::First),
        }),
    };
    Bound { side, limit, end: bound.end }
}
