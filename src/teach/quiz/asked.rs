//! What a case asks, in which order, and what there is to choose from.

use super::item::ItemQuestion;
use crate::case::{Case, NextExaminations, TeachingCase};
use crate::engine::{Assessment, Verdict, assess};
use crate::knowledge::{FindingId, Knowledge, SetId, TestId};
use crate::teach::Exercise;

/// What is asked next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The text is to be marked.
    Mark,
    /// How likely the disease of the leading set is.
    Probability(Stage),
    /// Which examination to do next.
    Next,
    /// One more finding of the rest of the report is read: the one with this place.
    Reveal(usize),
    /// What this set says of all that was told.
    Verdict(SetId),
    /// Which one item would settle a set, or has settled it.
    Item,
    /// What changed the learner's mind.
    Mind,
    /// Everything is shown, and a grade is to be given.
    Feedback,
    /// No case is left.
    Over,
}

/// When a probability is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// After the text.
    Text,
    /// After the rest of the report too.
    Report,
}

/// How good an examination is as the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// What a clinician would order first.
    Best,
    /// It also helps.
    Good,
    /// It would tell nothing that matters here.
    Poor,
}

/// What a case asks.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The steps up to the feedback, in order.
    pub steps: Vec<Step>,
    /// The examinations to choose from; none where the case has no list of them.
    pub next: Vec<(TestId, Worth)>,
    /// What the rest of the report reveals.
    pub rest: Vec<FindingId>,
    /// The case as the text and the rest of the report tell it.
    pub report: Case,
    /// What is concluded from that.
    pub assessment: Assessment,
    /// The question on the sets.
    pub item: Option<ItemQuestion>,
}

/// So many examinations of each worth are offered, where the case has them.
const OFFERED: [(Worth, usize); 3] = [(Worth::Best, 1), (Worth::Good, 2), (Worth::Poor, 3)];

impl Worth {
    /// What the choice earns, from 0 to 1.
    pub fn score(self) -> f64 {
        match self {
            Worth::Best => 1.0,
            Worth::Good => 0.5,
            Worth::Poor => 0.0,
        }
    }
}

impl Asked {
    /// What this case asks; what it offers, and in which order, is drawn.
    pub(super) fn new(
        knowledge: &Knowledge,
        case: &TeachingCase,
        exercise: &Exercise,
        order: &mut fastrand::Rng,
    ) -> Asked {
        let rest: Vec<FindingId> = case.then.iter().filter_map(|id| knowledge.find(id)).collect();
        let report = exercise.report(knowledge, case);
        let assessment = if rest.is_empty() { exercise.assessment.clone() } else { assess(knowledge, &report) };
        let next = case.next.as_ref().map_or_else(Vec::new, |next| offered(knowledge, next, order));
        let item = ItemQuestion::new(knowledge, &report, &assessment, order);
        let mut steps = vec![Step::Mark, Step::Probability(Stage::Text)];
        steps.extend((!next.is_empty()).then_some(Step::Next));
        steps.extend((0..rest.len()).map(Step::Reveal));
        let sets: Vec<SetId> = knowledge.sets_in_use().collect();
        // Where no set is settled there is no verdict to be found.
        if sets.iter().any(|set| assessment.set(*set).verdict() != Verdict::Undetermined) {
            steps.extend(sets.into_iter().map(Step::Verdict));
        }
        steps.extend(item.is_some().then_some(Step::Item));
        if !rest.is_empty() {
            steps.extend(case.turning_point.is_some().then_some(Step::Mind));
            steps.push(Step::Probability(Stage::Report));
        }
        Asked { steps, next, rest, report, assessment, item }
    }
}

/// Some examinations of each worth, in an order of their own. What the case does not list is never drawn: nobody has said
/// that it would be wrong.
fn offered(knowledge: &Knowledge, next: &NextExaminations, order: &mut fastrand::Rng) -> Vec<(TestId, Worth)> {
    let mut offered = Vec::new();
    for (worth, count) in OFFERED {
        let mut tests = of_worth(knowledge, next, worth);
        order.shuffle(&mut tests);
        offered.extend(tests.into_iter().take(count).map(|test| (test, worth)));
    }
    order.shuffle(&mut offered);
    offered
}

/// The examinations of a worth, in the order of the case.
pub fn of_worth(knowledge: &Knowledge, next: &NextExaminations, worth: Worth) -> Vec<TestId> {
    let ids = match worth {
        Worth::Best => &next.best,
        Worth::Good => &next.good,
        Worth::Poor => &next.poor,
    };
    ids.iter().filter_map(|id| knowledge.workup.find(id)).collect()
}
