//! Criteria sets once they are checked.

use super::files::Status;
use super::{ConclusionId, CriterionId, Evidence, Phrase, RoleId, Rule, Tally, Text};

/// A published set of criteria.
#[derive(Clone, Debug)]
pub struct CriteriaSet {
    /// As commands and other sets name it.
    pub id: Phrase,
    /// The id of the disease that it is for.
    pub disease: Phrase,
    /// Whether it is in use.
    pub status: Status,
    /// Whether the wording was seen; without it the set is listed and not counted among those that are met.
    pub wording_seen: bool,
    /// Whether it is shown first, and open.
    pub lead: bool,
    /// As the publication calls it.
    pub title: Text,
    /// A title for narrow places.
    pub short: Text,
    /// Ids of its publications.
    pub sources: Vec<Phrase>,
    /// What was seen of the source, and what was not.
    pub verified: Text,
    /// What else is to be known of it.
    pub note: Option<Text>,
    /// In the order of the published table.
    pub criteria: Vec<Criterion>,
    /// In order of strength, the strongest first.
    pub conclusions: Vec<Conclusion>,
}

/// One row of the published table.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its name within the set.
    pub id: Phrase,
    /// Whether it is mandatory, major, minor ..
    pub role: RoleId,
    /// As the table words it.
    pub title: Text,
    /// A title for narrow places.
    pub short: Text,
    /// When a patient meets it.
    pub when: Rule<Evidence>,
}

/// What may be concluded from the rows.
#[derive(Clone, Debug)]
pub struct Conclusion {
    /// Its name within the set.
    pub id: Phrase,
    /// What may be concluded.
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

    /// The criterion of an id.
    pub fn criterion(&self, id: &str) -> Option<CriterionId> {
        self.criteria.iter().position(|criterion| criterion.id == id).map(CriterionId::at)
    }

    /// The conclusion of an id.
    pub fn conclusion(&self, id: &str) -> Option<ConclusionId> {
        self.conclusions.iter().position(|conclusion| conclusion.id == id).map(ConclusionId::at)
    }
}
