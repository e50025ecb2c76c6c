//! Examinations and advice once they are checked.

use super::files::AdviceKind;
use super::{Evidence, FindingId, GroupId, Rule, StagingItemId, TestId, Text};

/// The examinations a clinician can order.
#[derive(Debug, Default)]
pub struct Workup {
    pub burdens: Vec<Burden>,
    /// Whose judgement the levels are.
    pub burden_note: Text,
    /// So many times as much, for each level between, must an examination of a heavier level be expected to tell to come
    /// before one of a lighter level.
    pub clearly_more: f64,
    pub tests: Vec<Test>,
    pub staging: Staging,
}

/// How much an examination asks of the patient.
#[derive(Debug)]
pub struct Burden {
    pub id: String,
    pub label: Text,
    /// Lighter ones come first.
    pub level: u8,
}

/// One examination.
#[derive(Debug)]
pub struct Test {
    pub id: String,
    pub label: Text,
    pub short: Text,
    /// An index into the burdens.
    pub burden: usize,
    /// The findings it answers.
    pub reveals: Vec<FindingId>,
    /// What must hold before anybody orders it.
    pub after: Option<Rule<Evidence>>,
    /// It was done once one of these is answered.
    pub done_by: Vec<FindingId>,
    /// The signs that those findings can decide by inference.
    pub decides: Vec<FindingId>,
    /// The yes-or-no questions of the evidence that those findings and signs answer: group and item.
    pub questions: Vec<(GroupId, usize)>,
    pub traps: Vec<Text>,
    pub why: Text,
    pub sources: Vec<String>,
}

/// What to know of a patient whose disease is found.
#[derive(Debug, Default)]
pub struct Staging {
    /// The disease is found; `None` in a pack without staging.
    pub when: Option<Rule<Evidence>>,
    pub items: Vec<StagingItem>,
}

/// One part of the staging.
#[derive(Debug)]
pub struct StagingItem {
    pub id: String,
    pub label: Text,
    /// What must be known: each a list of findings of which one is enough, called by its first.
    pub needs: Vec<Vec<FindingId>>,
    /// The examinations that answer it.
    pub tests: Vec<TestId>,
    pub why: Text,
    pub sources: Vec<String>,
}

/// Said when `when` holds and `unless` does not.
#[derive(Debug)]
pub struct Advice {
    pub id: String,
    pub kind: AdviceKind,
    pub when: Rule<Evidence>,
    pub unless: Option<Rule<Evidence>>,
    pub text: Text,
    pub about: Vec<FindingId>,
    /// The examinations it asks for.
    pub tests: Vec<TestId>,
    pub sources: Vec<String>,
}

impl Test {
    /// Whether it answers one of the findings.
    pub fn answers(&self, findings: &[FindingId]) -> bool {
        self.reveals.iter().any(|id| findings.contains(id))
    }
}

impl Workup {
    pub fn test(&self, id: TestId) -> &Test {
        &self.tests[id.index()]
    }

    pub fn staging_item(&self, id: StagingItemId) -> &StagingItem {
        &self.staging.items[id.index()]
    }

    /// How heavy an examination is.
    pub fn level(&self, id: TestId) -> u8 {
        self.burdens[self.test(id).burden].level
    }
}
