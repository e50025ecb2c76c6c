//! A learner's answers against what a text says, finding by finding.

use super::Judgment;
use super::exercise::{Exercise, Stated};
use crate::case::{AnswerValue, Case, Quantity};
use crate::engine::{Assessment, assess};
use crate::knowledge::{FindingId, Kind, Knowledge};

/// How an exercise was marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Marking {
    /// In the order of the checklist: what the text states, and what was marked beyond it.
    pub items: Vec<Item>,
}

/// One finding, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The finding.
    pub finding: FindingId,
    /// What the learner answered; `None` where nothing was.
    pub yours: Option<AnswerValue>,
    /// What the text says; `None` where it does not speak of the finding.
    pub expected: Option<AnswerValue>,
    /// How it was marked.
    pub judgment: Judgment,
    /// The sentences that say so, by their places in the exercise.
    pub sentences: Vec<usize>,
}

/// Two numbers are the same if they differ by at most this part of the larger: room for a rounded conversion.
const SAME: f64 = 0.01;

/// Judges every finding that the text states or that the learner marked.
///
/// What follows from other answers counts like an answer, on both sides: a number says what its sign says. What the
/// report, but not the text, says of a finding is neither asked for nor faulted.
pub fn mark(knowledge: &Knowledge, exercise: &Exercise, learner: &Case) -> Marking {
    let assessment = assess(knowledge, learner);
    let yours = Side { knowledge, case: learner, assessment: &assessment };
    let text = Side { knowledge, case: &exercise.told, assessment: &exercise.assessment };
    let mut items: Vec<Item> = exercise.stated.iter().map(|stated| judge_stated(&yours, &text, stated)).collect();
    let report = assess(knowledge, &exercise.whole);
    let report = Side { knowledge, case: &exercise.whole, assessment: &report };
    items.extend(learner.answers().filter_map(|(finding, answer)| {
        let is_stated = exercise.stated.iter().any(|stated| stated.finding == finding);
        if is_stated || !answer.value.is_known() {
            return None;
        }
        judge_unstated(&text, &report, finding, answer.value)
    }));
    items.sort_by_key(|item| item.finding);
    Marking { items }
}

fn judge_stated(yours: &Side, text: &Side, stated: &Stated) -> Item {
    let answer = yours.stands(stated.finding);
    let judgment = match answer {
        Some(answer) if yours.same(stated.finding, &answer, &stated.value) => Judgment::Right,
        Some(_) => Judgment::Wrong,
        None if says_what_follows(yours, text, stated.finding) => Judgment::Right,
        None => Judgment::Missed,
    };
    Item {
        finding: stated.finding,
        yours: answer,
        expected: Some(stated.value),
        judgment,
        sentences: stated.sentences.clone(),
    }
}

/// Whether a sign that follows from a stated finding is marked as it follows, and none otherwise.
fn says_what_follows(yours: &Side, text: &Side, stated: FindingId) -> bool {
    let mut measured = text.case.clone();
    for (finding, _) in text.case.answers() {
        if matches!(text.knowledge.finding(finding).kind, Kind::Sign(_)) {
            measured.put(finding, None);
        }
    }
    let inferred = assess(text.knowledge, &measured).inferred;
    let following = inferred.iter().filter(|inferred| inferred.because.contains(&stated));
    let value = |present: bool| if present { AnswerValue::Present } else { AnswerValue::Absent };
    let mut marked =
        following.filter_map(|inferred| Some(yours.stands(inferred.finding)? == value(inferred.present))).peekable();
    marked.peek().is_some() && marked.all(|same| same)
}

fn judge_unstated(text: &Side, report: &Side, finding: FindingId, yours: AnswerValue) -> Option<Item> {
    let item =
        |expected, judgment| Some(Item { finding, yours: Some(yours), expected, judgment, sentences: Vec::new() });
    match (text.stands(finding), report.stands(finding)) {
        (Some(expected), _) if text.same(finding, &yours, &expected) => None,
        (Some(expected), _) => item(Some(expected), Judgment::Wrong),
        (None, Some(expected)) if text.same(finding, &yours, &expected) => None,
        (None, _) if yours == AnswerValue::Absent => item(None, Judgment::AbsentForSilence),
        (None, _) => item(None, Judgment::Unstated),
    }
}

/// A case with what follows from it.
struct Side<'s> {
    knowledge: &'s Knowledge,
    case: &'s Case,
    assessment: &'s Assessment,
}

impl Side<'_> {
    /// What is known of a finding: its answer, else what follows from others.
    fn stands(&self, finding: FindingId) -> Option<AnswerValue> {
        let inferred = || {
            let inferred = &self.assessment.inferred;
            let at = inferred.binary_search_by_key(&finding, |inferred| inferred.finding).ok()?;
            Some(if inferred.get(at)?.present { AnswerValue::Present } else { AnswerValue::Absent })
        };
        self.case.known(finding).copied().or_else(inferred)
    }

    fn same(&self, finding: FindingId, one: &AnswerValue, other: &AnswerValue) -> bool {
        match (one, other, self.knowledge.finding(finding).measure()) {
            (AnswerValue::Quantity(one), AnswerValue::Quantity(other), Some(measure)) => {
                let value = |quantity: &Quantity| quantity.canonical(measure);
                let apart = (value(one) - value(other)).abs();
                one.comparator == other.comparator && apart <= SAME * value(one).abs().max(value(other).abs())
            }
            _ => one == other,
        }
    }
}

impl Marking {
    /// How many findings were marked so.
    pub fn count(&self, judgment: Judgment) -> usize {
        self.items.iter().filter(|item| item.judgment == judgment).count()
    }

    /// The part that is right, from 0 to 1, of all that the text states and all that was marked beyond it.
    pub fn score(&self) -> f64 {
        match self.items.len() {
            0 => 1.0,
            items => self.count(Judgment::Right) as f64 / items as f64,
        }
    }
}
