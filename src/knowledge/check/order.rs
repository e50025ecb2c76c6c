//! In which order signs are inferred and sets are judged: each after all that its rules name.

use super::draft::{Entry, Placed};
use super::{graph, levels};
use crate::json::{Code, Fault};
use crate::knowledge::files::CriteriaFile;
use crate::knowledge::{CriteriaSet, Evidence, Finding, FindingId, Kind, SectionId, SetId};

/// The signs with an inference, each after all that its rules name, and how deep each finding rests on others; `None`
/// if they go in a circle, or too deep.
pub(super) fn inference_order(
    placed: &[(&Entry<Placed>, SectionId)],
    findings: &[Finding],
    faults: &mut Vec<Fault>,
) -> Option<(Vec<FindingId>, Vec<usize>)> {
    let named = |finding: &Finding| -> Vec<usize> {
        let mut named = Vec::new();
        if let Kind::Sign(inference) = &finding.kind {
            for rule in inference.present_when.iter().chain(&inference.absent_when) {
                rule.leaves(&mut |leaf| named.extend(leaf.finding().map(FindingId::index)));
            }
        }
        named
    };
    let edges: Vec<Vec<usize>> = findings.iter().map(named).collect();
    let is_inferred = |id: &FindingId| match &id.of(findings).kind {
        Kind::Sign(inference) => inference.present_when.is_some() || inference.absent_when.is_some(),
        _ => false,
    };
    let ordered = graph::order(&edges).map_err(|(start, circle)| {
        let way = in_words(circle.into_iter().map(|at| FindingId::at(at).of(findings).id.as_str()));
        FindingId::at(start).of(placed).0.fault("id", Code::Circle, format!("an inference goes in a circle: {way}"))
    });
    let ordered = ordered.and_then(|order| {
        let order: Vec<FindingId> = order.into_iter().map(FindingId::at).filter(is_inferred).collect();
        let levels = levels::of_findings(placed, findings, &order)?;
        Ok((order, levels))
    });
    ordered.map_err(|fault| faults.push(fault)).ok()
}

/// A circle of ids; of a long one the beginning and the end.
fn in_words<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    const SHOWN: usize = 20;
    let mut ids: Vec<&str> = ids.collect();
    if ids.len() > SHOWN {
        ids.splice(SHOWN / 2..ids.len() - SHOWN / 2, [".."]);
    }
    ids.join(" -> ")
}

/// The sets, each after all that its rules name; none if they go in a circle, or too deep.
pub(super) fn set_order(
    entries: &[&Entry<CriteriaFile>],
    sets: &[CriteriaSet],
    of_findings: Option<&[usize]>,
    faults: &mut Vec<Fault>,
) -> Vec<SetId> {
    let named = |set: &CriteriaSet| -> Vec<usize> {
        let mut named = Vec::new();
        for criterion in &set.criteria {
            criterion.when.leaves(&mut |leaf| {
                if let Evidence::Conclusion(other, _) = leaf {
                    named.push(other.index());
                }
            });
        }
        named
    };
    let edges: Vec<Vec<usize>> = sets.iter().map(named).collect();
    let ordered = graph::order(&edges).map_err(|(start, circle)| {
        let way = in_words(circle.into_iter().map(|at| SetId::at(at).of(sets).id.as_str()));
        SetId::at(start).of(entries).fault(
            "id",
            Code::Circle,
            format!("criteria sets rest on each other in a circle: {way}"),
        )
    });
    let ordered = ordered.and_then(|order| {
        let order: Vec<SetId> = order.into_iter().map(SetId::at).collect();
        // Where the inferences have no order, that is said, and how deep they go is not known.
        of_findings.map_or(Ok(()), |of_findings| levels::check_sets(entries, sets, &order, of_findings))?;
        Ok(order)
    });
    ordered.map_err(|fault| faults.push(fault)).unwrap_or_default()
}
