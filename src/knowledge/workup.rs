//! Examinations and advice once they are checked.

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::files::{AdviceKind, Burden};
use super::{
    Evidence, FindingId, Group, GroupId, Item, Knowledge, Literature, Phrase, ReaderId, Rule, StagingItemId, TestId,
    Text,
};

/// The examinations a clinician can order.
#[derive(Debug, Default)]
pub struct Workup {
    /// What examinations may ask of a patient.
    pub burdens: Vec<Burden>,
    /// Whose judgement the levels are.
    pub burden_note: Text,
    /// So many times as much, for each level between, must an examination of a heavier level be expected to tell to come
    /// before one of a lighter level.
    pub clearly_more: f64,
    /// The examinations.
    pub tests: Vec<Test>,
    /// Whom a referral letter may be written to, the usual one first.
    pub readers: Vec<Reader>,
    /// What to know before treatment.
    pub staging: Staging,
    /// The questions that each test answers, once they were asked for.
    pub(super) questions: OnceLock<Vec<Vec<(GroupId, usize)>>>,
}

/// One examination.
#[derive(Debug)]
pub struct Test {
    /// Its name in results.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// A label for narrow places.
    pub short: Text,
    /// An index into the burdens.
    pub burden: usize,
    /// The findings it answers.
    pub reveals: Vec<FindingId>,
    /// Whether another examination asks for this and more.
    pub is_part: bool,
    /// What must hold before anybody orders it.
    pub after: Option<Rule<Evidence>>,
    /// It was done once one of these is answered.
    pub done_by: Vec<FindingId>,
    /// The signs that those findings can decide by inference.
    pub decides: Vec<FindingId>,
    /// What goes wrong as a rule.
    pub traps: Vec<Text>,
    /// What it is for.
    pub why: Text,
    /// Who says so.
    pub sources: Vec<Phrase>,
}

/// Somebody a referral letter may be written to.
#[derive(Debug)]
pub struct Reader {
    /// As it is asked for.
    pub id: Phrase,
    /// What the department is called.
    pub label: Text,
    /// The first words of the letter.
    pub greeting: Text,
    /// What is asked of the reader.
    pub asks: Text,
    /// The same once the disease is found.
    pub asks_once_found: Text,
    /// The examinations that fall to the reader.
    pub tests: Vec<TestId>,
}

/// What to know of a patient whose disease is found.
#[derive(Debug, Default)]
pub struct Staging {
    /// The disease is found; `None` in a pack without staging.
    pub when: Option<Rule<Evidence>>,
    /// In the order they are shown.
    pub items: Vec<StagingItem>,
}

/// One part of the staging.
#[derive(Debug)]
pub struct StagingItem {
    /// Its name in results.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// What must be known: each a list of findings of which one is enough, called by its first.
    pub needs: Vec<Vec<FindingId>>,
    /// The examinations that answer it.
    pub tests: Vec<TestId>,
    /// What it is for.
    pub why: Text,
    /// Who says so.
    pub sources: Vec<Phrase>,
}

/// Said when `when` holds and `unless` does not.
#[derive(Debug)]
pub struct Advice {
    /// Its name in results.
    pub id: Phrase,
    /// What kind of advice it is.
    pub kind: AdviceKind,
    /// When it is said.
    pub when: Rule<Evidence>,
    /// When it is not said all the same.
    pub unless: Option<Rule<Evidence>>,
    /// What is said.
    pub text: Text,
    /// The findings it is about.
    pub about: Vec<FindingId>,
    /// The examinations it asks for.
    pub tests: Vec<TestId>,
    /// Who says so.
    pub sources: Vec<Phrase>,
}

impl Test {
    /// The yes-or-no questions of the evidence that its findings and signs answer: group and item.
    fn questions(&self, literature: &Literature) -> Vec<(GroupId, usize)> {
        let answered = |finding: &FindingId| self.reveals.contains(finding) || self.decides.contains(finding);
        let asks = |item: &Item| item.outcomes.len() == 2 && answered(&item.finding);
        let groups = literature.asking().iter().enumerate();
        let of_group = |(group, of_group): (usize, &Group)| {
            let items = of_group.items.iter().enumerate().filter(|(_, item)| asks(item));
            items.map(|(item, _)| (GroupId::at(group), item)).collect::<Vec<_>>()
        };
        groups.flat_map(of_group).collect()
    }

    /// Whether it answers one of the findings.
    pub fn answers(&self, findings: &[FindingId]) -> bool {
        self.reveals.iter().any(|id| findings.contains(id))
    }
}

impl Knowledge {
    /// The examination that tells the most of what a finding rests on, the lightest of several.
    pub fn test_for(&self, finding: FindingId) -> Option<TestId> {
        let rests_on = self.circuit.rests_on(self.circuit.sign(finding));
        let tells = |id: TestId| self.workup.test(id).reveals.iter().filter(|id| rests_on.contains(**id)).count();
        let tests = (0..self.workup.tests.len()).map(TestId::at).filter(|id| tells(*id) > 0);
        tests.min_by_key(|id| (Reverse(tells(*id)), self.workup.level(*id)))
    }

    /// The yes-or-no questions of the evidence that a test answers: group and item.
    pub fn questions(&self, test: TestId) -> &[(GroupId, usize)] {
        let of = |test: &Test| self.literature.as_ref().map_or_else(Vec::new, |literature| test.questions(literature));
        let questions = self.workup.questions.get_or_init(|| self.workup.tests.iter().map(of).collect());
        test.of::<Vec<_>>(questions)
    }
}

impl Workup {
    /// The examination of an id that was looked up.
    pub fn test(&self, id: TestId) -> &Test {
        id.of(&self.tests)
    }

    /// The part of an id that was looked up.
    pub fn staging_item(&self, id: StagingItemId) -> &StagingItem {
        id.of(&self.staging.items)
    }

    /// Everybody a letter may go to.
    pub fn reader_ids(&self) -> impl Iterator<Item = ReaderId> + use<> {
        (0..self.readers.len()).map(ReaderId::at)
    }

    /// The reader of this id.
    pub fn find_reader(&self, id: &str) -> Option<ReaderId> {
        self.readers.iter().position(|reader| reader.id == id).map(ReaderId::at)
    }

    /// What an examination asks of the patient.
    #[expect(clippy::indexing_slicing, reason = "an examination keeps the place of its burden")]
    pub fn burden(&self, id: TestId) -> &Burden {
        &self.burdens[self.test(id).burden]
    }

    /// How heavy an examination is.
    pub fn level(&self, id: TestId) -> u8 {
        self.burden(id).level
    }
}
