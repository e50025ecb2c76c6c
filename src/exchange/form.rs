//! The checklist as a form: what is asked, in which order, and what need not be asked. Every format of forms is written
//! from it.

use crate::case::{AnswerValue, Case, Comparator};
use crate::engine::is_moot;
use crate::knowledge::{FindingId, Kind, Knowledge, Part, SectionId};

/// How much of the checklist a form holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The key findings, as the sheet shows them at first.
    Key,
    /// Every finding, those that are not key behind a question.
    Whole,
}

/// How a value may lie to a number, as it is offered.
pub(super) const LIMITS: [Comparator; 4] =
    [Comparator::Less, Comparator::LessOrEqual, Comparator::Greater, Comparator::GreaterOrEqual];

/// What is asked, section by section in the order of the sheet.
pub(super) struct Form {
    pub(super) sections: Vec<FormSection>,
}

/// The questions of a section.
pub(super) struct FormSection {
    pub(super) id: SectionId,
    /// What sums the section up, then its lines on the sheet.
    pub(super) key: Vec<Question>,
    /// What the sheet shows only when it is asked to.
    pub(super) rest: Vec<Question>,
}

/// A finding that is asked.
pub(super) struct Question {
    pub(super) finding: FindingId,
    /// Answers to earlier questions, each of which denies whatever could be found here.
    pub(super) moot_after: Vec<(FindingId, AnswerValue)>,
}

impl Form {
    pub(super) fn new(knowledge: &Knowledge, extent: Extent) -> Form {
        let mut asked = Asked { knowledge, denials: Vec::new() };
        let sheet = &knowledge.sheet;
        let parts = sheet.parts.iter().map(|part| (part.section, lines(part), part.rest.as_slice()));
        let others = sheet.others.iter().map(|(section, rest)| (*section, Vec::new(), rest.as_slice()));
        let sections = parts.chain(others).map(|(id, key, rest)| FormSection {
            id,
            key: key.into_iter().map(|finding| asked.question(finding)).collect(),
            rest: match extent {
                Extent::Key => Vec::new(),
                Extent::Whole => rest.iter().map(|finding| asked.question(*finding)).collect(),
            },
        });
        let sections = sections.filter(|section| !section.key.is_empty() || !section.rest.is_empty()).collect();
        Form { sections }
    }
}

/// The key findings of a part, what sums it up before the others.
fn lines(part: &Part) -> Vec<FindingId> {
    let lines = || part.cells().map(|cell| cell.finding);
    let sum = part.summed_up_by.into_iter().filter(|sum| lines().all(|finding| finding != *sum));
    sum.chain(lines()).collect()
}

/// What was asked so far, as far as an answer to it may deny what comes later.
struct Asked<'k> {
    knowledge: &'k Knowledge,
    denials: Vec<(FindingId, AnswerValue, Case)>,
}

impl Asked<'_> {
    fn question(&mut self, finding: FindingId) -> Question {
        let denied = self.denials.iter().filter(|(_, _, case)| is_moot(self.knowledge, case, finding));
        let question = Question { finding, moot_after: denied.map(|(by, value, _)| (*by, *value)).collect() };
        self.denials.extend(denials(self.knowledge, finding).into_iter().map(|value| {
            let mut case = Case::new(self.knowledge);
            case.put(finding, Some(value.into()));
            (finding, value, case)
        }));
        question
    }
}

/// The answers that may deny other findings: the absence of a sign that others infer, and either sex.
fn denials(knowledge: &Knowledge, id: FindingId) -> Vec<AnswerValue> {
    match (&knowledge.finding(id).kind, knowledge.sex) {
        (Kind::Sign(inference), _) if inference.present_when.is_some() => vec![AnswerValue::Absent],
        (Kind::Choice(_), Some(sex)) if sex.finding == id => [sex.male, sex.female].map(AnswerValue::Option).to_vec(),
        _ => Vec::new(),
    }
}
