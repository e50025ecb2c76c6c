//! How deep rules rest on each other: whoever evaluates them goes down as many levels, and must come to an end.

use super::draft::{Entry, Placed};
use crate::json::{Code, Fault};
use crate::knowledge::files::CriteriaFile;
use crate::knowledge::{CriteriaSet, Evidence, Finding, FindingId, Kind, Rule, SectionId, SetId};

/// So deep may a rule rest on others: each part within a rule is a level, and so is each sign or set that it names.
/// Published criteria need ten; this many fit into the smallest stack a thread is given, several times over.
const DEEPEST: usize = 250;

/// The level of each finding: 0 where nothing infers it. `order` has each sign after all that its rules name.
pub(crate) fn of_findings(
    placed: &[(&Entry<Placed>, SectionId)],
    findings: &[Finding],
    order: &[FindingId],
) -> Result<Vec<usize>, Fault> {
    let mut levels = vec![0; findings.len()];
    for id in order {
        let finding = id.of(findings);
        let Kind::Sign(inference) = &finding.kind else { continue };
        let rules = inference.present_when.iter().chain(&inference.absent_when);
        let level = rules.map(|rule| level(rule, &|leaf| leaf.finding().map_or(0, |part| *part.of(&levels)))).max();
        let level = level.unwrap_or(0);
        *id.of_mut(&mut levels) = level;
        if level > DEEPEST {
            return Err(too_deep(id.of(placed).0.fault(
                "id",
                Code::RestsTooDeep,
                format!("the inference of \"{}\" {}", finding.id, DEEP),
            )));
        }
    }
    Ok(levels)
}

/// The sets may rest on findings and on each other; `order` has each set after all that its rules name.
pub(crate) fn check_sets(
    entries: &[&Entry<CriteriaFile>],
    sets: &[CriteriaSet],
    order: &[SetId],
    of_findings: &[usize],
) -> Result<(), Fault> {
    let mut levels = vec![0; sets.len()];
    for id in order {
        let set = id.of(sets);
        let of_leaf = |leaf: &Evidence| match leaf {
            Evidence::Conclusion(other, _) => *other.of(&levels),
            finding => finding.finding().map_or(0, |id| *id.of(of_findings)),
        };
        let of_criteria = set.criteria.iter().map(|criterion| level(&criterion.when, &of_leaf)).max().unwrap_or(0);
        let of_conclusions = set.conclusions.iter().map(|conclusion| level(&conclusion.logic, &|_| of_criteria)).max();
        let level = of_conclusions.unwrap_or(0);
        *id.of_mut(&mut levels) = level;
        if level > DEEPEST {
            return Err(too_deep(id.of(entries).fault(
                "id",
                Code::RestsTooDeep,
                format!("the criteria set \"{}\" {}", set.id, DEEP),
            )));
        }
    }
    Ok(())
}

const DEEP: &str = "rests on others too deep";

fn too_deep(fault: Fault) -> Fault {
    fault.expected(format!("at most {DEEPEST} levels: each part of a rule is one, and each sign or set that it names"))
}

/// The levels of a rule, given those of what its leaves name.
fn level<Leaf>(rule: &Rule<Leaf>, of_leaf: &impl Fn(&Leaf) -> usize) -> usize {
    match rule {
        Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => {
            1 + parts.iter().map(|part| level(part, of_leaf)).max().unwrap_or(0)
        }
        Rule::Not(part) => 1 + level(part, of_leaf),
        Rule::Is(leaf) => 1 + of_leaf(leaf),
    }
}
