//! Numbers that may have been meant otherwise, and the verdicts that hang on them.

use super::evaluate::Evaluation;
use super::truth::Truth;
use crate::case::{Case, Doubt};
use crate::knowledge::{FindingId, Knowledge};

/// A number to look at again. It counts as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubted {
    /// Whose number it is.
    pub finding: FindingId,
    /// What is doubted.
    pub doubt: Doubt,
}

/// What an evaluation says without the doubtful numbers.
pub(crate) struct Doubts<'a> {
    pub doubted: Vec<Doubted>,
    /// The case without them; `None` where there are none.
    without: Option<Evaluation<'a>>,
}

impl<'a> Doubts<'a> {
    pub(crate) fn of(knowledge: &'a Knowledge, case: &'a Case) -> Doubts<'a> {
        let doubted = case.answers().map(|(finding, _)| finding);
        let doubted: Vec<Doubted> =
            doubted.filter_map(|finding| Some(Doubted { finding, doubt: case.doubt(knowledge, finding)? })).collect();
        let without = (!doubted.is_empty()).then(|| {
            let mut without = Evaluation::new(knowledge, case);
            without.see_all_but(doubted.iter().map(|doubted| doubted.finding));
            without
        });
        Doubts { doubted, without }
    }

    /// The doubtful ones among the reasons of a verdict, if it would not be what it is without them.
    pub(crate) fn behind(
        &mut self,
        verdict: Truth,
        because: &[FindingId],
        again: impl FnOnce(&mut Evaluation<'a>) -> Truth,
    ) -> Vec<FindingId> {
        if verdict == Truth::Unknown || !self.change(&verdict, again) {
            return Vec::new();
        }
        let doubted = self.doubted.iter().map(|doubted| doubted.finding);
        doubted.filter(|finding| because.contains(finding)).collect()
    }

    /// Whether something would be another without the doubtful numbers.
    pub(crate) fn change<T: PartialEq>(&mut self, now: &T, again: impl FnOnce(&mut Evaluation<'a>) -> T) -> bool {
        self.without.as_mut().is_some_and(|without| again(without) != *now)
    }
}
