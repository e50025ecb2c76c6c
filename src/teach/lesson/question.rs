//! What a lesson asks, and how the answers are judged.

use crate::case::{Case, TeachingCase};
use crate::knowledge::files::Statement;
use crate::knowledge::{FindingId, Knowledge, Text};
use crate::teach::{Exercise, Item, Judgment, mark};

/// Findings to be marked from a few sentences of a case.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub ask: Text,
    /// The place of the case among those the lesson was read with.
    pub case: usize,
    /// The sentences that are shown, by their places in its vignette.
    pub sentences: Vec<usize>,
    /// Findings that these sentences do not speak of: they must stay unknown.
    pub also: Vec<FindingId>,
    /// Where to look, then the rule.
    pub hints: [Text; 2],
    /// The point of it, shown after the answers.
    pub why: Statement,
}

impl Question {
    /// The sentences with what they say; the cases are those the lesson was read with.
    #[expect(clippy::indexing_slicing, reason = "the case was found when the lesson was read")]
    pub fn exercise(&self, knowledge: &Knowledge, cases: &[TeachingCase]) -> Exercise {
        Exercise::excerpt(knowledge, &cases[self.case], &self.sentences)
    }

    /// The findings to be marked in the order of the checklist, so that their place gives nothing away.
    pub fn asked(&self, exercise: &Exercise) -> Vec<FindingId> {
        let stated = exercise.stated.iter().map(|stated| stated.finding);
        let mut asked: Vec<FindingId> = stated.chain(self.also.iter().copied()).collect();
        asked.sort();
        asked.dedup();
        asked
    }

    /// Judges every finding that was asked for; what the sentences do not speak of is right when it was left open.
    pub fn judge(&self, knowledge: &Knowledge, exercise: &Exercise, learner: &Case) -> Vec<Item> {
        let marking = mark(knowledge, exercise, learner);
        let judged = |finding: FindingId| {
            let marked = marking.items.iter().find(|item| item.finding == finding).cloned();
            marked.filter(|item| item.expected.is_some()).unwrap_or_else(|| silent(finding, learner))
        };
        self.asked(exercise).into_iter().map(judged).collect()
    }
}

/// A finding that the sentences do not speak of, whatever the whole report says.
fn silent(finding: FindingId, learner: &Case) -> Item {
    let yours = learner.known(finding).copied();
    let judgment = match yours {
        None => Judgment::Right,
        Some(crate::case::AnswerValue::Absent) => Judgment::AbsentForSilence,
        Some(_) => Judgment::Unstated,
    };
    Item { finding, yours, instead: None, expected: None, judgment, sentences: Vec::new() }
}
