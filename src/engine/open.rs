//! What could still meet an open criterion: the findings its rule names, each with what it needs.

use super::assessment::{Need, Open, OpenItem};
use super::evaluate::{Evaluation, Look};
use super::fewest::{Taken, fewest};
use super::truth::{Plane, Truth};
use crate::knowledge::files::Laboratory;
use crate::knowledge::{Bound, FindingId, Limit, Node, NodeId, Printed, Threshold};

/// The open leaves of a rule, in the order of the rule, with what each needs for the rule to hold.
pub(crate) fn open(evaluation: &mut Evaluation, rule: NodeId) -> Vec<Open> {
    let mut found = Vec::new();
    if evaluation.truth(rule) == Truth::Unknown {
        found.reserve(4);
        collect(evaluation, rule, true, &mut found);
    }
    found
}

/// The truth of the rule; what is open is added while it is unknown.
fn collect(evaluation: &mut Evaluation, rule: NodeId, wanted: bool, found: &mut Vec<Open>) -> Truth {
    let before = found.len();
    match evaluation.circuit().node(rule) {
        Node::Not(part) => !collect(evaluation, *part, !wanted, found),
        Node::AtLeast(k, parts) => {
            let truth = Truth::at_least(*k, parts, |part| collect(evaluation, *part, wanted, found));
            if truth != Truth::Unknown {
                found.truncate(before);
            }
            truth
        }
        leaf => {
            let truth = evaluation.truth(rule);
            if truth == Truth::Unknown {
                found.extend(need(evaluation, leaf, wanted).filter(|need| !found.contains(need)));
            }
            truth
        }
    }
}

/// The fewest findings that would make the rule hold, an answer for each sign; none where it holds already or cannot.
pub(crate) fn lacking(evaluation: &mut Evaluation, rule: NodeId) -> Vec<FindingId> {
    let circuit = evaluation.circuit();
    let mut taken = Taken::new();
    fewest(circuit, rule, true, evaluation, &mut taken, &take_open);
    taken.into_items()
}

/// Takes the finding that a node needs to be as wanted, where that is open.
fn take_open(evaluation: &mut Evaluation, node: NodeId, wanted: bool, taken: &mut Taken<FindingId>) -> bool {
    let truth = evaluation.truth(node);
    if truth != Truth::Unknown {
        return truth == Truth::from(wanted);
    }
    let circuit = evaluation.circuit();
    match circuit.node(node) {
        Node::Sign { finding, .. } | Node::OneOf(finding, _) | Node::Beyond(finding, _) => taken.push(*finding),
        _ => return fewest(circuit, circuit.rule(node), wanted, evaluation, taken, &take_open),
    }
    true
}

/// What a leaf needs to become `wanted`; `None` for what is made of parts.
pub(crate) fn need(evaluation: &Evaluation, leaf: &Node, wanted: bool) -> Option<Open> {
    let (item, need) = match leaf {
        Node::Sign { finding, .. } => (OpenItem::Finding(*finding), if wanted { Need::Present } else { Need::Absent }),
        Node::OneOf(id, options) => {
            let options = options.clone();
            (OpenItem::Finding(*id), if wanted { Need::OneOf(options) } else { Need::NoneOf(options) })
        }
        Node::Beyond(id, bound) => (OpenItem::Finding(*id), Need::Limit(for_this_sex(evaluation, bound, wanted))),
        Node::Conclusion(set, conclusion, _) => {
            (OpenItem::Conclusion(*set, *conclusion), if wanted { Need::Met } else { Need::NotMet })
        }
        Node::Criterion(..) | Node::AtLeast(..) | Node::Not(_) => return None,
    };
    Some(Open { item, need })
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
