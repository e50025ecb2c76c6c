//! Criteria sets once they are checked.

use super::files::Status;
use super::{ConclusionId, CriterionId, Evidence, RoleId, Rule, Tally, Text};

/// A published set of criteria.
#[derive(Clone, Debug)]
pub struct CriteriaSet {
    pub id: String,
    pub disease: String,
    pub status: Status,
    /// Whether the wording was seen; without it the set is listed and not counted among those that are met.
    pub wording_seen: bool,
    pub lead: bool,
    pub title: Text,
    pub short: Text,
    pub sources: Vec<String>,
    pub verified: Text,
    pub note: Option<Text>,
    pub criteria: Vec<Criterion>,
    /// In order of strength, the strongest first.
    pub conclusions: Vec<Conclusion>,
}

/// One row of the published table.
#[derive(Clone, Debug)]
pub struct Criterion {
    pub id: String,
    pub role: RoleId,
    pub title: Text,
    pub short: Text,
    pub when: Rule<Evidence>,
}

/// What may be concluded from the rows.
#[derive(Clone, Debug)]
pub struct Conclusion {
    pub id: String,
    pub title: Text,
    /// The rule as the paper words it.
    pub when: Rule<Tally>,
    /// The same rule with every role written out.
    pub logic: Rule<CriterionId>,
}

impl CriteriaSet {
    /// Whether it judges patients: the set is current, and its wording was seen.
    pub fn is_in_use(&self) -> bool {
        self.status == Status::Current && self.wording_seen
    }

    /// The criteria of a role, in the table's order.
    pub fn with_role(&self, role: RoleId) -> impl DoubleEndedIterator<Item = CriterionId> + Clone {
        self.criteria
            .iter()
            .enumerate()
            .filter(move |(_, criterion)| criterion.role == role)
            .map(|(at, _)| CriterionId::at(at))
    }

    /// The roles of the set, in the table's order.
    pub fn roles(&self) -> Vec<RoleId> {
        let mut roles = Vec::new();
        for criterion in &self.criteria {
            if !roles.contains(&criterion.role) {
                roles.push(criterion.role);
            }
        }
        roles
    }

    pub fn criterion(&self, id: &str) -> Option<CriterionId> {
        self.criteria.iter().position(|criterion| criterion.id == id).map(CriterionId::at)
    }

    pub fn conclusion(&self, id: &str) -> Option<ConclusionId> {
        self.conclusions.iter().position(|conclusion| conclusion.id == id).map(ConclusionId::at)
    }
}
