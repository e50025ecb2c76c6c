//! One case on its way through the steps.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::VERDICTS;
use super::asked::{Asked, Stage, Step, Worth};
use super::item::Item;
use crate::case::{Case, TeachingCase};
use crate::engine::{Fit, Verdict};
use crate::knowledge::{Knowledge, SetId, TestId};
use crate::teach::{Exercise, Grade, Judgment, Marking, Percent, mark};

/// One case on its way through the steps.
#[derive(Clone, Debug)]
pub struct Round {
    /// Its place among the cases of the quiz.
    pub case: usize,
    /// The text and what it says.
    pub exercise: Rc<Exercise>,
    /// What is asked of it.
    pub asked: Rc<Asked>,
    /// Whether the patient had the disease of the leading set; `None` where nobody is sure.
    pub is_so: Option<bool>,
    /// What was answered, a reply a step.
    replies: Vec<Reply>,
    /// How well the learner says that it went.
    pub grade: Option<Grade>,
}

/// The answer to a step.
#[derive(Clone, Debug)]
enum Reply {
    Marked(Rc<(Case, Marking)>),
    Believed(Percent),
    Chosen(usize),
}

impl Round {
    pub(super) fn new(knowledge: &Knowledge, case: &TeachingCase, at: usize, order: &mut fastrand::Rng) -> Round {
        let exercise = Exercise::whole(knowledge, case);
        let asked = Asked::new(knowledge, case, &exercise, order);
        Round {
            case: at,
            exercise: Rc::new(exercise),
            asked: Rc::new(asked),
            is_so: knowledge.leading_disease().and_then(|disease| case.is_of(disease)),
            replies: Vec::new(),
            grade: None,
        }
    }

    /// What is asked now.
    pub fn step(&self) -> Step {
        self.asked.steps.get(self.replies.len()).copied().unwrap_or(Step::Feedback)
    }

    pub(super) fn hand_in(&mut self, knowledge: &Knowledge, answers: Case) {
        let marking = mark(knowledge, &self.exercise, &answers);
        self.replies.push(Reply::Marked(Rc::new((answers, marking))));
    }

    pub(super) fn believe(&mut self, percent: Percent) {
        self.replies.push(Reply::Believed(percent));
    }

    pub(super) fn choose(&mut self, at: usize) {
        self.replies.push(Reply::Chosen(at));
    }

    fn replied(&self) -> impl Iterator<Item = (Step, &Reply)> {
        self.asked.steps.iter().copied().zip(&self.replies)
    }

    /// The learner's answers and how they were marked, once the text was handed in.
    fn marked(&self) -> Option<&(Case, Marking)> {
        self.replies.iter().find_map(|reply| if let Reply::Marked(marked) = reply { Some(&**marked) } else { None })
    }

    /// The learner's answers to the text, once it was handed in.
    pub(super) fn answers(&self) -> Option<&Case> {
        self.marked().map(|(answers, _)| answers)
    }

    /// How the text was marked, once it was handed in.
    pub fn marking(&self) -> Option<&Marking> {
        self.marked().map(|(_, marking)| marking)
    }

    /// The probability that was given at this stage.
    pub fn believed(&self, stage: Stage) -> Option<Percent> {
        self.replied().find_map(|(step, reply)| match reply {
            Reply::Believed(percent) if step == Step::Probability(stage) => Some(*percent),
            _ => None,
        })
    }

    /// The stages at which a probability is asked for.
    pub fn stages(&self) -> impl Iterator<Item = Stage> {
        self.asked.steps.iter().filter_map(|step| if let Step::Probability(stage) = step { Some(*stage) } else { None })
    }

    /// The fit of what was told at this stage; `None` in a pack without evidence.
    pub fn fit(&self, stage: Stage) -> Option<&Fit> {
        let assessment = match stage {
            Stage::Text => &self.exercise.assessment,
            Stage::Report => &self.asked.assessment,
        };
        assessment.fit.as_ref()
    }

    /// The place of what was chosen at a step.
    pub fn chosen(&self, at: Step) -> Option<usize> {
        self.replied().find_map(|(step, reply)| match reply {
            Reply::Chosen(place) if step == at => Some(*place),
            _ => None,
        })
    }

    /// The examination that was chosen.
    pub fn next(&self) -> Option<(TestId, Worth)> {
        self.asked.next.get(self.chosen(Step::Next)?).copied()
    }

    /// The verdicts that were given.
    pub fn verdicts(&self) -> Vec<(SetId, Verdict)> {
        let given = |(step, reply): (Step, &Reply)| match (step, reply) {
            (Step::Verdict(set), Reply::Chosen(at)) => Some((set, *VERDICTS.get(*at)?)),
            _ => None,
        };
        self.replied().filter_map(given).collect()
    }

    /// What a set says of all that was told.
    pub fn expected(&self, set: SetId) -> Verdict {
        self.asked.assessment.set(set).verdict()
    }

    /// The item that was chosen as settling a set.
    pub fn item(&self) -> Option<Item> {
        self.asked.item.as_ref()?.options.get(self.chosen(Step::Item)?).copied()
    }

    /// How many questions on the sets there are.
    pub fn questions(&self) -> usize {
        self.asked.steps.iter().filter(|step| matches!(step, Step::Verdict(_) | Step::Item)).count()
    }

    /// How many of them were answered right.
    pub fn questions_right(&self) -> usize {
        let is_right = |(step, reply): &(Step, &Reply)| match (step, reply) {
            (Step::Verdict(set), Reply::Chosen(at)) => VERDICTS.get(*at) == Some(&self.expected(*set)),
            (Step::Item, Reply::Chosen(at)) => self.asked.item.as_ref().is_some_and(|asked| asked.right == *at),
            _ => false,
        };
        self.replied().filter(is_right).count()
    }

    /// The part that is right, from 0 to 1: the mean of marks, questions on the sets, and next examination.
    ///
    /// A probability is scored apart: one case does not tell whether it was good.
    pub fn score(&self) -> f64 {
        let marks = self.marking().map(Marking::score);
        let questions = match self.questions() {
            0 => None,
            count => Some(self.questions_right() as f64 / count as f64),
        };
        let parts: Vec<f64> =
            [marks, questions, self.next().map(|(_, worth)| worth.score())].into_iter().flatten().collect();
        parts.iter().sum::<f64>() / parts.len().max(1) as f64
    }

    /// The grade that the score suggests; the learner knows better how hard it was.
    pub fn suggested(&self) -> Grade {
        match self.score() {
            score if score < 0.5 => Grade::Again,
            score if score < 0.7 => Grade::Hard,
            score if score < 0.95 => Grade::Good,
            _ => Grade::Easy,
        }
    }

    pub(super) fn marks(&self, knowledge: &Knowledge) -> BTreeMap<String, Judgment> {
        let items = self.marking().map_or(&[][..], |marking| &marking.items);
        let judged = items.iter().filter(|item| item.judgment.credit().is_some());
        judged.map(|item| (knowledge.finding(item.finding).id.to_string(), item.judgment)).collect()
    }
}
