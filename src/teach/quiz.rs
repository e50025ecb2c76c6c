//! The quiz on published cases: mark what the text supports, commit to verdicts, choose a test, see what was right.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::time::{Duration, UNIX_EPOCH};

use super::exercise::Exercise;
use super::marking::{Marking, mark};
use super::results::ResultRow;
use super::{Grade, Judgment, Moment, Progress, Recall};
use crate::case::{Case, TeachingCase};
use crate::engine::Verdict;
use crate::knowledge::files::Status;
use crate::knowledge::{Knowledge, SetId, TestId};

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

/// What is asked next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The text is to be marked.
    Mark,
    /// What this set says of the marked text.
    Verdict(SetId),
    /// How sure the learner is.
    Confidence,
    /// Which examination to do next.
    NextTest,
    /// Everything is shown, and a grade is to be given.
    Feedback,
    /// No case is left.
    Over,
}

/// One case on its way through the steps.
#[derive(Clone, Debug)]
pub struct Round {
    /// Its place among the cases of the quiz.
    pub case: usize,
    /// The text and what it says.
    pub exercise: Rc<Exercise>,
    /// The learner's answers, once the text is marked.
    pub marked: Option<Rc<(Case, Marking)>>,
    /// The sets whose verdict is asked for.
    pub sets: Vec<SetId>,
    /// The verdicts given, in the order of the sets.
    pub verdicts: Vec<Verdict>,
    /// From 1, a guess, to 3, sure.
    pub confidence: Option<u8>,
    /// The examinations to choose from; none where the text leaves nothing to ask.
    pub tests: Vec<TestId>,
    /// The examination chosen.
    pub test: Option<TestId>,
    /// How well the learner says that it went.
    pub grade: Option<Grade>,
}

/// What was taken back.
#[derive(Clone, Debug)]
pub enum Undone {
    /// A step; with the learner's answers, where it leads back to marking.
    Step(Option<Case>),
    /// A grade, which stands in the notebook under this key.
    Grade(String),
}

/// The order in which a verdict is offered.
pub const VERDICTS: [Verdict; 3] = [Verdict::Met, Verdict::NotMet, Verdict::Undetermined];

/// The steps of confidence: a guess, fairly sure, sure.
pub const CONFIDENCES: usize = 3;

/// So many examinations are offered, and so many of them are good choices.
const OFFERED: usize = 6;
const GOOD: usize = 2;

/// Which cases a session takes: what is due, then what is new in an order of the seed's, then what is due soonest.
pub fn lineup(cases: &[TeachingCase], progress: &Progress, now: Moment, count: usize, seed: u64) -> Vec<usize> {
    let mut shuffled: Vec<usize> = (0..cases.len()).collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut shuffled);
    let rank = |at: &usize| match cases.get(*at).and_then(|case| progress.memory(&key(case))) {
        Some(memory) if memory.is_due(now) => (0, memory.due),
        None => (1, 0),
        Some(memory) => (2, memory.due),
    };
    shuffled.sort_by_cached_key(rank);
    shuffled.truncate(count);
    shuffled
}

/// The key of a case in the notebook. Decks may hold other cases under the same id.
pub fn key(case: &TeachingCase) -> String {
    match &case.edition {
        Some(edition) => format!("case:{}#{edition}", case.id),
        None => format!("case:{}", case.id),
    }
}

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
        let Some(round) = &self.now.round else { return Step::Over };
        match round {
            Round { marked: None, .. } => Step::Mark,
            Round { verdicts, sets, confidence, test, tests, .. } => match sets.get(verdicts.len()) {
                Some(set) => Step::Verdict(*set),
                None if confidence.is_none() => Step::Confidence,
                None if test.is_none() && !tests.is_empty() => Step::NextTest,
                None => Step::Feedback,
            },
        }
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
            let marking = mark(knowledge, &round.exercise, &answers);
            round.marked = Some(Rc::new((answers, marking)));
        }
    }

    /// How many choices the step offers.
    pub fn choices(&self) -> usize {
        match self.step() {
            Step::Mark | Step::Over => 0,
            Step::Verdict(_) => VERDICTS.len(),
            Step::Confidence => CONFIDENCES,
            Step::NextTest => self.round().map_or(0, |round| round.tests.len()),
            Step::Feedback => Grade::ALL.len(),
        }
    }

    /// Takes the choice with this place, from 0. A grade is given back, to be written down.
    pub fn choose(&mut self, knowledge: &Knowledge, at: usize) -> Option<Recall> {
        if at >= self.choices() {
            return None;
        }
        let step = self.step();
        self.remember();
        let round = self.now.round.as_mut()?;
        match step {
            Step::Verdict(_) => round.verdicts.extend(VERDICTS.get(at)),
            Step::Confidence => round.confidence = Some(at as u8 + 1),
            Step::NextTest => round.test = round.tests.get(at).copied(),
            Step::Feedback => return self.grade(knowledge, *Grade::ALL.get(at)?),
            Step::Mark | Step::Over => {}
        }
        None
    }

    fn grade(&mut self, knowledge: &Knowledge, grade: Grade) -> Option<Recall> {
        let mut round = self.now.round.take()?;
        round.grade = Some(grade);
        if grade == Grade::Again {
            self.now.queue.push_back(round.case);
        }
        let recall = Recall { key: key(self.case(&round)), grade, marks: round.marks(knowledge), believed: Vec::new() };
        self.now.outcomes.push(Rc::new(round));
        self.next_case(knowledge);
        Some(recall)
    }

    /// Takes the last step back; `None` at the beginning.
    pub fn undo(&mut self) -> Option<Undone> {
        let before = self.past.pop()?;
        let graded = self.now.outcomes.len() > before.outcomes.len();
        let undone = match self.now.outcomes.last().filter(|_| graded) {
            Some(round) => Undone::Grade(key(self.case(round))),
            None => {
                let handed_in = self.round().and_then(|round| round.marked.as_ref());
                let was_open = before.round.as_ref().is_some_and(|round| round.marked.is_none());
                Undone::Step(handed_in.filter(|_| was_open).map(|marked| marked.0.clone()))
            }
        };
        self.now = before;
        Some(undone)
    }

    /// How a graded case went, as a row of results; `at` is when it was graded.
    pub fn result(&self, round: &Round, learner: Option<String>, at: Moment) -> ResultRow {
        let count = |judgment| round.marking().map_or(0, |marking| marking.count(judgment));
        ResultRow {
            time: written(at),
            case: self.case(round).id.clone(),
            learner,
            stated: round.exercise.stated.len(),
            right: count(Judgment::Right),
            missed: count(Judgment::Missed),
            wrong: count(Judgment::Wrong),
            unstated_marked: count(Judgment::AbsentForSilence) + count(Judgment::Unstated),
            verdicts_right: round.verdicts_right(),
            verdicts: round.verdicts.len(),
            test_right: round.test_right(),
            confidence: round.confidence,
            grade: round.grade.unwrap_or(Grade::Again),
            score_percent: (round.score() * 100.0).round() as u8,
        }
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

/// The examinations that are not ranked though the text leaves open something that they answer.
fn unlisted(knowledge: &Knowledge, told: &Case, ranked: &[TestId]) -> Vec<TestId> {
    let tests = (0..knowledge.workup.tests.len()).map(TestId::at).filter(|id| !ranked.contains(id));
    let leaves_open = |id: &TestId| knowledge.workup.test(*id).reveals.iter().any(|id| told.known(*id).is_none());
    tests.filter(leaves_open).collect()
}

impl Round {
    fn new(knowledge: &Knowledge, case: &TeachingCase, at: usize, order: &mut fastrand::Rng) -> Round {
        let exercise = Exercise::whole(knowledge, case);
        let ranked: Vec<TestId> = exercise.assessment.next.iter().map(|next| next.test).collect();
        let mut tests = Vec::new();
        if ranked.len() >= GOOD {
            let (good, others) = ranked.split_at(GOOD);
            // The choices beside the good ones come from the far half of the list, where it is clear that they are
            // worse, and then from what is not listed: it would tell less than all that is.
            let mut worse = others.split_at(others.len() / 2).1.to_vec();
            let mut unlisted = unlisted(knowledge, &exercise.told, &ranked);
            order.shuffle(&mut worse);
            order.shuffle(&mut unlisted);
            tests = good.iter().chain(worse.iter().chain(&unlisted).take(OFFERED - GOOD)).copied().collect();
            order.shuffle(&mut tests);
        }
        Round {
            case: at,
            exercise: Rc::new(exercise),
            marked: None,
            sets: asked_sets(knowledge),
            verdicts: Vec::new(),
            confidence: None,
            tests,
            test: None,
            grade: None,
        }
    }

    /// How the text was marked, once it was handed in.
    pub fn marking(&self) -> Option<&Marking> {
        self.marked.as_ref().map(|marked| &marked.1)
    }

    /// What a set says of the text.
    pub fn expected(&self, set: SetId) -> Verdict {
        let assessed = self.exercise.assessment.set(set);
        assessed.leading().map_or(Verdict::Undetermined, |(_, conclusion)| conclusion.verdict)
    }

    /// How many verdicts are right.
    pub fn verdicts_right(&self) -> usize {
        self.sets.iter().zip(&self.verdicts).filter(|(set, verdict)| self.expected(**set) == **verdict).count()
    }

    /// The place of an examination in the ranking for this text, from 1; `None` where it is not worth a line.
    pub fn rank(&self, test: TestId) -> Option<usize> {
        self.exercise.assessment.next.iter().position(|next| next.test == test).map(|at| at + 1)
    }

    /// Whether the chosen examination is a good one; `None` where none was asked for.
    pub fn test_right(&self) -> Option<bool> {
        Some(self.rank(self.test?).is_some_and(|rank| rank <= GOOD))
    }

    /// The part that is right, from 0 to 1: the mean of marks, verdicts and the next test.
    pub fn score(&self) -> f64 {
        let marks = self.marking().map(Marking::score);
        let verdicts = (!self.verdicts.is_empty()).then(|| self.verdicts_right() as f64 / self.verdicts.len() as f64);
        let test = self.test_right().map(|right| if right { 1.0 } else { 0.0 });
        let parts: Vec<f64> = [marks, verdicts, test].into_iter().flatten().collect();
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

    fn marks(&self, knowledge: &Knowledge) -> BTreeMap<String, Judgment> {
        let items = self.marking().map_or(&[][..], |marking| &marking.items);
        items.iter().map(|item| (knowledge.finding(item.finding).id.to_string(), item.judgment)).collect()
    }
}

/// A moment as ISO 8601 writes it, UTC.
fn written(at: Moment) -> String {
    let since = Duration::from_secs(u64::try_from(at).unwrap_or(0));
    humantime::format_rfc3339_seconds(UNIX_EPOCH + since).to_string()
}

/// The sets in use for the disease of the leading set.
pub fn asked_sets(knowledge: &Knowledge) -> Vec<SetId> {
    let lead = knowledge.leading_disease();
    let asked = |id: &SetId| {
        let set = knowledge.set(*id);
        set.status == Status::Current && Some(set.disease.as_str()) == lead
    };
    knowledge.set_ids().filter(asked).collect()
}
