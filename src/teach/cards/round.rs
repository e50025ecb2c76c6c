//! A round of cards: a front, its back, a grade; what was forgotten comes again, and a slip can be taken back.

use std::collections::{BTreeMap, VecDeque};

use super::Card;
use crate::say::Wording;
use crate::teach::{Grade, Moment, Progress, Recall};

/// The cards of a sitting, one after the other.
#[derive(Clone, Debug)]
pub struct Round {
    cards: Vec<Card>,
    now: State,
    /// What was before each grade, the last one at the end.
    past: Vec<State>,
}

#[derive(Clone, Debug)]
struct State {
    queue: VecDeque<usize>,
    revealed: bool,
    graded: Vec<(usize, Grade)>,
}

/// The key of a card in the notebook.
pub fn key(card: &Card) -> String {
    format!("card:{}", card.id)
}

/// Which cards a sitting takes: what is due, then what is new in an order of the seed's, then what is due soonest.
pub fn lineup(mut cards: Vec<Card>, progress: &Progress, now: Moment, count: usize, seed: u64) -> Vec<Card> {
    fastrand::Rng::with_seed(seed).shuffle(&mut cards);
    cards.sort_by_cached_key(|card| progress.turn(&key(card), now));
    cards.truncate(count);
    cards
}

impl Round {
    /// These cards, in this order.
    pub fn new(cards: Vec<Card>) -> Round {
        let queue = (0..cards.len()).collect();
        Round { cards, now: State { queue, revealed: false, graded: Vec::new() }, past: Vec::new() }
    }

    /// The same cards in another language; those that are not among the given stay as they are.
    pub fn retell(&mut self, others: Vec<Card>) {
        for other in others {
            if let Some(card) = self.cards.iter_mut().find(|card| card.id == other.id) {
                *card = other;
            }
        }
    }

    /// The card at hand; `None` when none is left.
    pub fn card(&self) -> Option<&Card> {
        self.now.queue.front().and_then(|at| self.cards.get(*at))
    }

    /// Whether the card at hand is turned.
    pub fn is_revealed(&self) -> bool {
        self.now.revealed
    }

    /// How many cards are left, the one at hand included.
    pub fn left(&self) -> usize {
        self.now.queue.len()
    }

    /// The grades given, in their order.
    pub fn grades(&self) -> impl Iterator<Item = Grade> {
        self.now.graded.iter().map(|(_, grade)| *grade)
    }

    /// How often which grade was given.
    pub fn summary(&self, wording: Wording) -> String {
        let [again, hard, good, easy] = Grade::ALL.map(|grade| self.grades().filter(|given| *given == grade).count());
        wording.words().cards.summary(wording.lang, self.grades().count(), again, hard, good, easy)
    }

    /// Turns the card at hand.
    pub fn reveal(&mut self) {
        self.now.revealed = !self.now.queue.is_empty();
    }

    /// Grades the card at hand, once it is turned; the recall is to be written down.
    pub fn grade(&mut self, grade: Grade) -> Option<Recall> {
        if !self.now.revealed {
            return None;
        }
        self.past.push(self.now.clone());
        let at = self.now.queue.pop_front()?;
        if grade == Grade::Again {
            self.now.queue.push_back(at);
        }
        self.now.graded.push((at, grade));
        self.now.revealed = false;
        Some(Recall { key: key(self.cards.get(at)?), grade, marks: BTreeMap::new(), believed: Vec::new() })
    }

    /// The key under which the last grade stands in the notebook.
    pub fn last_key(&self) -> Option<String> {
        let (at, _) = self.now.graded.last()?;
        self.cards.get(*at).map(key)
    }

    /// Takes the last grade back, if there is one; its card lies turned again.
    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.now = before;
        }
    }
}
