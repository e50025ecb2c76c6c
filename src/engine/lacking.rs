//! What an open conclusion still lacks, part by part of its rule: short to say where its ways are many.

use super::assessment::{Assessment, CriterionAssessment, OpenItem, SetAssessment, Verdict};
use crate::knowledge::{ConclusionId, CriteriaSet, CriterionId, FindingId, Knowledge, RoleId, Rule, SetId, Tally};

/// So many of these open criteria must still become what the rule asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// How many, at most all of them.
    pub count: usize,
    /// Which, in the order of the table.
    pub of: Vec<CriterionId>,
    /// What they must become.
    pub becomes: Verdict,
}

impl SetAssessment {
    /// What a conclusion lacks, all of it together; nothing where it is met. `None` where its rule leaves a choice
    /// between parts: then only its ways tell.
    pub fn lacks(&self, set: &CriteriaSet, conclusion: ConclusionId) -> Option<Vec<Lacking>> {
        let mut found = Vec::new();
        let tallied = Tallied { set, criteria: &self.criteria };
        tallied.lacks(&conclusion.of(&set.conclusions).when, &mut found)?;
        Some(found)
    }
}

impl Assessment {
    /// The findings that an open criterion of a set hangs on; where it hangs on what another set concludes, the fewest
    /// that could refute that.
    pub fn hangs_on(&self, knowledge: &Knowledge, set: SetId, criterion: CriterionId) -> Vec<FindingId> {
        let mut findings = Vec::new();
        self.open_behind(knowledge, criterion.of(&self.set(set).criteria), &mut findings);
        findings
    }

    /// Sets refer to each other without circles, so this comes to an end.
    fn open_behind(&self, knowledge: &Knowledge, criterion: &CriterionAssessment, findings: &mut Vec<FindingId>) {
        for open in &criterion.open {
            match open.item {
                OpenItem::Finding(id) if findings.contains(&id) => {}
                OpenItem::Finding(id) => findings.push(id),
                OpenItem::Conclusion(other, conclusion) => {
                    let (set, criteria) = (knowledge.set(other), &self.set(other).criteria);
                    let refuting = Tallied { set, criteria }.refuting(&conclusion.of(&set.conclusions).when);
                    refuting.iter().for_each(|id| self.open_behind(knowledge, id.of(criteria), findings));
                }
            }
        }
    }
}

/// A set with the verdicts of its criteria.
struct Tallied<'a> {
    set: &'a CriteriaSet,
    criteria: &'a [CriterionAssessment],
}

impl Tallied<'_> {
    fn with(&self, role: RoleId, verdict: Verdict) -> Vec<CriterionId> {
        self.set.with_role(role).filter(|id| self.verdict(*id) == verdict).collect()
    }

    fn verdict(&self, id: CriterionId) -> Verdict {
        id.of(self.criteria).verdict
    }

    /// Adds what the rule lacks.
    fn lacks(&self, rule: &Rule<Tally>, found: &mut Vec<Lacking>) -> Option<()> {
        let mut each = |criteria: Vec<CriterionId>, becomes| {
            for id in criteria {
                let lacking = Lacking { count: 1, of: vec![id], becomes };
                if !found.contains(&lacking) {
                    found.push(lacking);
                }
            }
        };
        let open = |id: CriterionId| Some(id).filter(|id| self.verdict(*id) == Verdict::Undetermined);
        match rule {
            Rule::All(parts) => parts.iter().try_for_each(|part| self.lacks(part, found))?,
            Rule::Is(Tally::Criterion(id)) => each(open(*id).into_iter().collect(), Verdict::Met),
            Rule::Is(Tally::Every(role)) => each(self.with(*role, Verdict::Undetermined), Verdict::Met),
            Rule::Is(Tally::AnyOf(_) | Tally::AtLeast(..)) => {
                let (role, wanted) = counted(rule)?;
                let of = self.with(role, Verdict::Undetermined);
                match wanted.saturating_sub(self.with(role, Verdict::Met).len()) {
                    0 => {}
                    count if count == of.len() => each(of, Verdict::Met),
                    count => found.push(Lacking { count, of, becomes: Verdict::Met }),
                }
            }
            Rule::Not(part) => match part.as_ref() {
                Rule::Is(Tally::AnyOf(role)) => each(self.with(*role, Verdict::Undetermined), Verdict::NotMet),
                Rule::Is(Tally::Criterion(id)) => each(open(*id).into_iter().collect(), Verdict::NotMet),
                _ => return None,
            },
            Rule::Any(_) | Rule::AtLeast(..) => return None,
        }
        Some(())
    }

    /// The fewest open criteria that refute the rule if none of them is met; none where it is not plain.
    fn refuting(&self, rule: &Rule<Tally>) -> Vec<CriterionId> {
        let fewest = match rule {
            Rule::All(parts) => {
                let parts = parts.iter().map(|part| self.refuting(part)).filter(|refuting| !refuting.is_empty());
                parts.min_by_key(Vec::len)
            }
            Rule::Is(Tally::Criterion(id)) => Some(vec![*id]).filter(|_| self.verdict(*id) == Verdict::Undetermined),
            Rule::Is(Tally::Every(role)) => Some(self.with(*role, Verdict::Undetermined).into_iter().take(1).collect()),
            Rule::Is(Tally::AnyOf(_) | Tally::AtLeast(..)) => counted(rule).map(|(role, wanted)| {
                let open = self.with(role, Verdict::Undetermined);
                // What is met stays met; of the open ones so many must fail that too few are left.
                match wanted.saturating_sub(self.with(role, Verdict::Met).len()) {
                    0 => Vec::new(),
                    lacking => open.iter().take((open.len() + 1).saturating_sub(lacking)).copied().collect(),
                }
            }),
            _ => None,
        };
        fewest.unwrap_or_default()
    }
}

/// How many of which role a rule asks for, where it counts.
fn counted(rule: &Rule<Tally>) -> Option<(RoleId, usize)> {
    match rule {
        Rule::Is(Tally::AnyOf(role)) => Some((*role, 1)),
        Rule::Is(Tally::AtLeast(count, role)) => Some((*role, *count)),
        _ => None,
    }
}
