//! Where a patient is seen.

use super::{Item, Outcome, telling};
use crate::knowledge::files::{Column, Limits, PriorStatus};
use crate::knowledge::{Evidence, FindingSet, HypothesisId, Phrase, Rule, Text};

/// Where a patient is seen, and what is likely there before anything else is known.
#[derive(Debug)]
pub struct Setting {
    /// As cases and the command line name it.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// The probability of the subject.
    pub prior: f64,
    /// The range of the prior that the sources allow.
    pub range: Option<Limits>,
    /// What the prior rests on.
    pub status: PriorStatus,
    /// How the prior was obtained.
    pub note: Text,
    /// Who published the prior.
    pub sources: Vec<Phrase>,
    /// Whose frequencies stand for a disease without a number of its own.
    pub background: Column,
    /// What answers make this the setting to offer.
    pub when: Option<Rule<Evidence>>,
    /// What every patient here has.
    pub presupposes: FindingSet,
    /// These and other findings lend no weight here.
    pub without_weight: FindingSet,
    /// Why these findings lend no weight, where it is not plain.
    pub presupposes_note: Option<Text>,
    /// The patients were chosen for looking like the subject's.
    pub chosen_for_likeness: bool,
    /// The shares of the rivals among the patients without the subject; they add up to one.
    pub shares: Vec<Share>,
    /// How the shares were obtained.
    pub rivals_note: Option<Text>,
    /// Its place among the settings of its background.
    pub place: usize,
}

/// The share of one rival.
#[derive(Debug)]
pub struct Share {
    /// A part of one; those of a setting add up to one.
    pub share: f64,
    /// What it rests on; `None` where the pack states none.
    pub status: Option<PriorStatus>,
    /// Who published it.
    pub sources: Vec<Phrase>,
}

impl Setting {
    /// The share of a rival; `None` for the subject.
    pub fn share(&self, rival: HypothesisId) -> Option<&Share> {
        self.shares.get(rival.index().checked_sub(1)?)
    }

    /// Whether an answer to a question lends weight here: not what is taken for granted.
    pub fn weighs(&self, question: &Item) -> bool {
        !self.without_weight.contains(question.finding)
    }

    /// How telling an outcome is here.
    #[expect(clippy::indexing_slicing, reason = "an outcome has a number for each setting of its background")]
    pub fn tells(&self, outcome: &Outcome) -> f64 {
        outcome.telling[self.place]
    }

    /// Whether an outcome moves the odds here by more than a trifle.
    pub fn moves(&self, outcome: &Outcome) -> bool {
        telling::moves(self.tells(outcome))
    }

    /// The odds of each rival against the subject before anything is known.
    pub fn odds(&self) -> impl Iterator<Item = f64> {
        self.shares.iter().map(|rival| (1.0 - self.prior) / self.prior * rival.share)
    }
}
