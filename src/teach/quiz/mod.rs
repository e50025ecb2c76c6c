//! The quiz on published cases, in two stages: mark what the text supports, commit to a probability, choose the next
//! examination; then read the rest of the report, say what settles the sets, and how likely it is now.

mod asked;
mod item;
mod lineup;
mod round;

use std::collections::VecDeque;
use std::rc::Rc;

pub use asked::{Asked, Stage, Step, Worth, of_worth};
pub use item::{Item, ItemQuestion};
pub use lineup::{key, lineup};
pub use round::Round;

use super::results::ResultRow;
use super::{Grade, Moment, Percent, Recall};
use crate::case::{Case, TeachingCase};
use crate::engine::Verdict;
use crate::knowledge::Knowledge;

/// A session: cases one after the other, until none is left that was missed.
#[derive(Clone, Debug)]
pub struct Quiz {
    cases: Rc<[TeachingCase]>,
    seed: u64,
    now: State,
    /// What was before each step, the last one at the end.
    past: Vec<State>,
}

#[derive(Clone, Debug)]
struct State {
    queue: VecDeque<usize>,
    round: Option<Round>,
    outcomes: Vec<Rc<Round>>,
}

/// What was taken back.
#[derive(Clone, Debug)]
pub struct Undone {
    /// The learner's answers, where it was a marking.
    pub marks: Option<Case>,
}

/// The order in which a verdict is offered.
pub const VERDICTS: [Verdict; 3] = [Verdict::Met, Verdict::NotMet, Verdict::Undetermined];

/// The probabilities that are offered, in percent; any other may be typed.
pub const OFFERED: [u8; 4] = [1, 20, 80, 99];

impl Quiz {
    /// A session on the cases with these places, in this order; the seed decides what they offer.
    pub fn new(knowledge: &Knowledge, cases: Rc<[TeachingCase]>, queue: Vec<usize>, seed: u64) -> Quiz {
        let now = State { queue: queue.into(), round: None, outcomes: Vec::new() };
        let mut quiz = Quiz { cases, seed, now, past: Vec::new() };
        quiz.next_case(knowledge);
        quiz
    }

    /// What is asked now.
    pub fn step(&self) -> Step {
        self.now.round.as_ref().map_or(Step::Over, Round::step)
    }

    /// The case at hand; `None` when the session is over.
    pub fn round(&self) -> Option<&Round> {
        self.now.round.as_ref()
    }

    /// The case of a round.
    #[expect(clippy::indexing_slicing, reason = "a round is of a case of its session")]
    pub fn case(&self, round: &Round) -> &TeachingCase {
        &self.cases[round.case]
    }

    /// The cases that were graded, in the order they were.
    pub fn outcomes(&self) -> &[Rc<Round>] {
        &self.now.outcomes
    }

    /// How many cases are still to come, the one at hand left out.
    pub fn to_come(&self) -> usize {
        self.now.queue.len()
    }

    /// The marked text is handed in. Does nothing at any other step.
    pub fn hand_in(&mut self, knowledge: &Knowledge, answers: Case) {
        if self.step() != Step::Mark {
            return;
        }
        self.remember();
        if let Some(round) = &mut self.now.round {
            round.hand_in(knowledge, answers);
        }
    }

    /// A probability is given. Does nothing where none is asked for.
    pub fn believe(&mut self, percent: Percent) {
        if !matches!(self.step(), Step::Probability(_)) {
            return;
        }
        self.remember();
        if let Some(round) = &mut self.now.round {
            round.believe(percent);
        }
    }

    /// How many choices the step offers.
    pub fn choices(&self) -> usize {
        let Some(asked) = self.round().map(|round| &round.asked) else { return 0 };
        match self.step() {
            Step::Mark | Step::Over => 0,
            Step::Probability(_) => OFFERED.len(),
            Step::Next => asked.next.len(),
            Step::Reveal(_) => 1,
            Step::Verdict(_) => VERDICTS.len(),
            Step::Item => asked.item.as_ref().map_or(0, |question| question.options.len()),
            // What was revealed, something in the text, nothing.
            Step::Mind => asked.rest.len() + 2,
            Step::Feedback => Grade::ALL.len(),
        }
    }

    /// Takes the choice with this place, from 0. A grade is given back, to be written down.
    pub fn choose(&mut self, knowledge: &Knowledge, at: usize) -> Option<Recall> {
        if at >= self.choices() {
            return None;
        }
        match self.step() {
            Step::Mark | Step::Over => {}
            Step::Probability(_) => self.believe(Percent::new(*OFFERED.get(at)?)?),
            Step::Feedback => {
                self.remember();
                return self.grade(knowledge, *Grade::ALL.get(at)?);
            }
            Step::Next | Step::Reveal(_) | Step::Verdict(_) | Step::Item | Step::Mind => {
                self.remember();
                self.now.round.as_mut()?.choose(at);
            }
        }
        None
    }

    fn grade(&mut self, knowledge: &Knowledge, grade: Grade) -> Option<Recall> {
        let mut round = self.now.round.take()?;
        round.grade = Some(grade);
        if grade == Grade::Again {
            self.now.queue.push_back(round.case);
        }
        let believed = round.stages().filter_map(|stage| round.believed(stage)).collect();
        let recall = Recall { key: key(self.case(&round)), grade, marks: round.marks(knowledge), believed };
        self.now.outcomes.push(Rc::new(round));
        self.next_case(knowledge);
        Some(recall)
    }

    /// Whether there is a step to take back.
    pub fn has_past(&self) -> bool {
        !self.past.is_empty()
    }

    /// The key under which the last step stands in the notebook, where that was a grade.
    pub fn last_key(&self) -> Option<String> {
        let graded = self.now.outcomes.len() > self.past.last()?.outcomes.len();
        self.now.outcomes.last().filter(|_| graded).map(|round| key(self.case(round)))
    }

    /// Takes the last step back; `None` at the beginning.
    pub fn undo(&mut self) -> Option<Undone> {
        let before = self.past.pop()?;
        let was_open = before.round.as_ref().is_some_and(|round| round.step() == Step::Mark);
        let marks = self.round().and_then(Round::answers).filter(|_| was_open).cloned();
        self.now = before;
        Some(Undone { marks })
    }

    /// How a graded case went, as a row of results; `at` is when it was graded.
    pub fn result(&self, round: &Round, learner: Option<String>, at: Moment) -> ResultRow {
        ResultRow::new(self.case(round), round, learner, at)
    }

    fn remember(&mut self) {
        self.past.push(self.now.clone());
    }

    fn next_case(&mut self, knowledge: &Knowledge) {
        let Some(at) = self.now.queue.pop_front() else { return };
        let Some(case) = self.cases.get(at) else { return };
        // The same case again is offered its choices in another order.
        let turn = (self.now.outcomes.len() as u64) << 32 | at as u64;
        let mut order = fastrand::Rng::with_seed(self.seed ^ turn);
        self.now.round = Some(Round::new(knowledge, case, at, &mut order));
    }
}
