//! Whether a lesson was understood: one question, one right answer, which the pack works out where it can.

use crate::case::{AnswerValue, Case};
use crate::engine::{Verdict, assess};
use crate::knowledge::files::{ComparisonFile, ComputeFile, MetFile, Statement};
use crate::knowledge::{FindingId, Knowledge, SetId, Text, half_width};
use crate::say::Wording;

/// A question of understanding.
#[derive(Clone, Debug)]
pub struct Understanding {
    /// The question.
    pub ask: Text,
    /// What it is answered with.
    pub answers: Answers,
}

/// What a question of understanding is answered with.
#[derive(Clone, Debug)]
pub enum Answers {
    /// One of several.
    Options {
        /// In the order they are shown.
        options: Vec<Choice>,
        /// The place of the right one.
        right: usize,
    },
    /// A probability in percent.
    Percent {
        /// What it is worked out from.
        odds: Odds,
        /// Shown after the answer.
        because: Statement,
    },
}

/// One of several answers.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The answer.
    pub text: Text,
    /// Why it is right or wrong.
    pub because: Statement,
}

/// A probability, and a ratio that changes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Odds {
    /// The probability before, a part of one.
    pub prior: f64,
    /// The likelihood ratio.
    pub ratio: f64,
}

/// What a learner answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given {
    /// The answer at this place.
    Option(usize),
    /// A percentage.
    Percent(f64),
}

/// A percentage is right if it is off by no more than this: room for a calculation in the head.
const NEAR: f64 = 1.0;

impl Understanding {
    /// Whether an answer is right.
    pub fn is_right(&self, given: Given) -> bool {
        match (&self.answers, given) {
            (Answers::Options { right, .. }, Given::Option(at)) => at == *right,
            (Answers::Percent { odds, .. }, Given::Percent(percent)) => (percent - 100.0 * odds.after()).abs() <= NEAR,
            _ => false,
        }
    }

    /// Reads what was typed: the number of an answer, or a percentage.
    pub fn read(&self, typed: &str) -> Option<Given> {
        let typed: String = typed.trim().chars().map(half_width).collect();
        match &self.answers {
            Answers::Options { options, .. } => {
                let at = typed.parse::<usize>().ok()?.checked_sub(1)?;
                (at < options.len()).then_some(Given::Option(at))
            }
            Answers::Percent { .. } => {
                let number = typed.trim_end_matches('%').trim_end().replace(',', ".");
                number.parse().ok().filter(|percent| (0.0..=100.0).contains(percent)).map(Given::Percent)
            }
        }
    }

    /// The ids of its sources, in the order they are cited.
    pub(super) fn sources(&self) -> impl Iterator<Item = &String> {
        let (options, because) = match &self.answers {
            Answers::Options { options, .. } => (options.as_slice(), None),
            Answers::Percent { because, .. } => (&[][..], Some(because)),
        };
        options.iter().map(|option| &option.because).chain(because).flat_map(|because| &because.sources)
    }
}

impl Odds {
    /// The probability after.
    pub fn after(self) -> f64 {
        let odds = self.prior / (1.0 - self.prior) * self.ratio;
        odds / (1.0 + odds)
    }
}

/// The sets of each option as an answer, and which of them names those that are met once these signs are present.
pub(super) fn met(
    knowledge: &Knowledge,
    file: MetFile,
    present: &[FindingId],
    sets: &[Vec<SetId>],
) -> (Vec<Choice>, Option<usize>) {
    let mut case = Case::new(knowledge);
    for finding in present {
        case.put(*finding, Some(AnswerValue::Present.into()));
    }
    let assessment = assess(knowledge, &case);
    let is_met = |set: &SetId| assessment.set(*set).verdict() == Verdict::Met;
    let named = |sets: &[SetId]| -> Text {
        Wording::in_both(knowledge, |wording| match sets {
            [] => wording.say(&wording.words().lesson.none_met).to_owned(),
            sets => wording.names(sets.iter().map(|set| wording.say(&knowledge.set(*set).short))),
        })
    };
    let all: Vec<SetId> = sets.iter().flatten().copied().collect();
    let is_right = |sets: &Vec<SetId>| all.iter().all(|set| sets.contains(set) == is_met(set));
    let mut right = sets.iter().enumerate().filter(|(_, sets)| is_right(sets)).map(|(at, _)| at);
    let right = right.next().filter(|_| right.next().is_none());
    let choices = file.options.into_iter().zip(sets);
    (choices.map(|(option, sets)| Choice { text: named(sets), because: option.because }).collect(), right)
}

/// What a probability is worked out from; `None` where no study compared the finding so.
pub(super) fn odds(knowledge: &Knowledge, file: &ComputeFile) -> Option<Odds> {
    let mut comparisons = knowledge.literature.as_ref()?.comparisons.iter().enumerate();
    let is_meant = |study: &ComparisonFile| *study.finding == *file.finding && *study.against == *file.against;
    let (at, comparison) = comparisons.find(|(_, comparison)| is_meant(&comparison.study))?;
    let [subject, controls] = comparison.counted(at).map(|frequency| frequency.mean());
    Some(Odds { prior: file.prior, ratio: subject / controls })
}
