//! Examinations and advice once they are checked.

use super::files::AdviceKind;
use super::{Evidence, FindingId, GroupId, Rule, TestId, Text};

/// The examinations a clinician can order.
#[derive(Debug, Default)]
pub struct Workup {
    pub burdens: Vec<Burden>,
    /// Whose judgement the costs are.
    pub burden_note: Text,
    pub tests: Vec<Test>,
}

/// How much an examination asks of the patient.
#[derive(Debug)]
pub struct Burden {
    pub id: String,
    pub label: Text,
    /// Only orders the list.
    pub cost: f64,
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

/// Said when `when` holds and `unless` does not.
#[derive(Debug)]
pub struct Advice {
    pub id: String,
    pub kind: AdviceKind,
    pub when: Rule<Evidence>,
    pub unless: Option<Rule<Evidence>>,
    pub text: Text,
    pub about: Vec<FindingId>,
    pub test: Option<TestId>,
    pub sources: Vec<String>,
}

impl Workup {
    pub fn test(&self, id: TestId) -> &Test {
        &self.tests[id.index()]
    }
}
