//! Where the published sets of one disease differ on a case, and on what.

use super::assessment::{SetAssessment, SetsDiffer, Verdict};
use crate::knowledge::files::Status;
use crate::knowledge::{CriterionId, Knowledge};

/// Every set in use that judges the case otherwise than the leading set for the same disease does.
pub(crate) fn disagreements(knowledge: &Knowledge, sets: &[SetAssessment]) -> Vec<SetsDiffer> {
    let Some(lead) = sets.iter().find(|assessed| knowledge.lead() == Some(assessed.set)) else { return Vec::new() };
    let Some(leading) = lead.conclusions.first() else { return Vec::new() };
    let rivals = sets.iter().filter(|other| {
        let (set, lead) = (knowledge.set(other.set), knowledge.set(lead.set));
        set.disease == lead.disease && set.id != lead.id && set.status == Status::Current
    });
    rivals
        .filter_map(|other| {
            let strongest = other.conclusions.first()?;
            let differ = strongest.verdict != leading.verdict;
            differ.then(|| SetsDiffer {
                sets: [lead.set, other.set],
                verdicts: [leading.verdict, strongest.verdict],
                on: on(lead, other),
            })
        })
        .collect()
}

/// The criteria that keep the set that is not met from being met: what stands in its way, or what is still open.
fn on(lead: &SetAssessment, other: &SetAssessment) -> Vec<CriterionId> {
    let conclusion = match (lead.conclusions.first(), other.conclusions.first()) {
        (_, Some(other)) if other.verdict != Verdict::Met => other,
        (Some(lead), _) => lead,
        _ => return Vec::new(),
    };
    match conclusion.verdict {
        Verdict::NotMet => conclusion.excluded_by.clone(),
        _ => conclusion
            .settled_by
            .first()
            .map(|way| way.settlings().map(|settling| settling.criterion).collect())
            .unwrap_or_default(),
    }
}
