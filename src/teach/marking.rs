//! A learner's answers against what a text says, finding by finding.

use super::Judgment;
use super::exercise::{Exercise, Stated};
use crate::case::{AnswerValue, Case, Comparator, Quantity};
use crate::engine::{Inferred, assess, contradicts};
use crate::knowledge::{FindingId, Knowledge};
use crate::order;

/// How an exercise was marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Marking {
    /// In the order of the checklist: what the text says, and what was marked beyond it.
    pub items: Vec<Item>,
}

/// One finding, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The finding.
    pub finding: FindingId,
    /// What the learner answered; `None` where nothing was.
    pub yours: Option<AnswerValue>,
    /// The finding that the learner answered, where it is another one that says less.
    pub instead: Option<FindingId>,
    /// What the text says; `None` where it does not speak of the finding.
    pub expected: Option<AnswerValue>,
    /// How it was marked.
    pub judgment: Judgment,
    /// The sentences that say so, by their places in the exercise.
    pub sentences: Vec<usize>,
}

/// Two numbers in one unit are the same if they differ by at most this part of the larger.
const SAME: f64 = 0.01;

/// In two units they are if they differ by this: room for rounding, and for months of four weeks or of thirty days.
const CONVERTED: f64 = 0.1;

/// So many marks that the key does not have are taken as a reader's own, and more as made at random: to mark
/// everything must not pay.
pub(super) const OWN: usize = 20;

/// Judges every finding that the text states or that the learner marked.
///
/// What follows from other answers counts like an answer, on both sides: a number says what its sign says. What the
/// report, but not the text, says of a finding is neither asked for nor faulted.
pub fn mark(knowledge: &Knowledge, exercise: &Exercise, learner: &Case) -> Marking {
    let assessment = assess(knowledge, learner);
    let reading = Reading { knowledge, exercise, learner, inferred: &assessment.inferred };
    let by_numbers = by_numbers(knowledge, exercise);
    let mut items: Vec<Item> = exercise.stated.iter().map(|stated| reading.stated(stated, &by_numbers)).collect();
    items.extend(exercise.implied.iter().map(|implied| reading.implied(implied)));
    let spoken_of: Vec<FindingId> =
        items.iter().flat_map(|item| [Some(item.finding), item.instead]).flatten().collect();
    let is_given = |id: &FindingId| exercise.given.answer(*id).is_some();
    let beyond = learner.answers().filter(|(id, answer)| answer.value.is_known() && !spoken_of.contains(id));
    let beyond = beyond.filter(|(id, _)| !is_given(id));
    items.extend(beyond.map(|(finding, answer)| reading.beyond(finding, answer.value)));
    order::by_key(&mut items, |item| item.finding);
    Marking { items }
}

/// What follows from the numbers of a text and from what is given alone, whatever else it states beside them.
fn by_numbers(knowledge: &Knowledge, exercise: &Exercise) -> Vec<Inferred> {
    let mut measured = exercise.given.clone();
    for stated in exercise.stated.iter().filter(|stated| matches!(stated.value, AnswerValue::Quantity(_))) {
        measured.put(stated.finding, Some(stated.value.into()));
    }
    assess(knowledge, &measured).inferred
}

/// A learner's answers beside the text.
struct Reading<'r> {
    knowledge: &'r Knowledge,
    exercise: &'r Exercise,
    learner: &'r Case,
    /// What follows from the learner's answers.
    inferred: &'r [Inferred],
}

impl Reading<'_> {
    /// What the text asks for.
    fn stated(&self, stated: &Stated, by_numbers: &[Inferred]) -> Item {
        let item = |judgment, yours, instead| Item { yours, instead, judgment, ..item(stated) };
        if let Some(yours) = self.learner.known(stated.finding) {
            return item(self.compare(stated.finding, yours, &stated.value), Some(*yours), None);
        }
        let follows = found(self.inferred, stated.finding).filter(|follows| *follows == stated.value);
        if follows.is_some() || self.says_what_follows(stated.finding, by_numbers) {
            return item(Judgment::Right, follows, None);
        }
        match self.says_less(stated.finding) {
            Some(less) => item(Judgment::LessExact, self.learner.known(less).copied(), Some(less)),
            None => item(Judgment::Missed, None, None),
        }
    }

    /// What is right if it is marked, and no fault if it is not.
    fn implied(&self, implied: &Stated) -> Item {
        let yours = self.learner.known(implied.finding).copied();
        let judged = yours.map(|yours| self.compare(implied.finding, &yours, &implied.value));
        Item { yours, judgment: judged.unwrap_or(Judgment::Follows), ..item(implied) }
    }

    /// A mark that the key does not have. What is arguable comes first, since a careful reader need not infer it.
    fn beyond(&self, finding: FindingId, yours: AnswerValue) -> Item {
        let told = &self.exercise.told;
        let says = found(&self.exercise.assessment.inferred, finding);
        let judgment = match says {
            _ if self.exercise.arguable.contains(finding) => Judgment::Arguable,
            Some(says) if says == yours => Judgment::Follows,
            Some(_) => Judgment::Wrong,
            None if yours != AnswerValue::Absent && contradicts(self.knowledge, told, finding, yours) => {
                Judgment::Wrong
            }
            None if yours != AnswerValue::Absent => Judgment::NotInKey,
            None if contradicts(self.knowledge, told, finding, AnswerValue::Present) => Judgment::Follows,
            None if self.exercise.whole.known(finding) == Some(&yours) => Judgment::NotInKey,
            None => Judgment::AbsentForSilence,
        };
        let expected = says.filter(|_| judgment != Judgment::Arguable);
        Item { finding, yours: Some(yours), instead: None, expected, judgment, sentences: Vec::new() }
    }

    /// Whether a sign that follows from a stated number is marked as it follows, and none otherwise.
    fn says_what_follows(&self, number: FindingId, by_numbers: &[Inferred]) -> bool {
        let following = by_numbers.iter().filter(|inferred| inferred.because.contains(&number));
        let mut marked = following.filter_map(|inferred| {
            let yours =
                self.learner.known(inferred.finding).copied().or_else(|| found(self.inferred, inferred.finding));
            Some(yours? == value(inferred.present))
        });
        marked.next().is_some_and(|first| first && marked.all(|same| same))
    }

    /// A mark that says part of what is stated: it follows from it, and from nothing else that was marked.
    fn says_less(&self, stated: FindingId) -> Option<FindingId> {
        let says_less = |inferred: &&Inferred| {
            !self.exercise.arguable.contains(inferred.finding)
                && inferred.because.contains(&stated)
                && self.learner.known(inferred.finding) == Some(&value(inferred.present))
                && !contradicts(self.knowledge, self.learner, inferred.finding, value(!inferred.present))
        };
        self.exercise.assessment.inferred.iter().find(says_less).map(|inferred| inferred.finding)
    }

    fn compare(&self, finding: FindingId, yours: &AnswerValue, says: &AnswerValue) -> Judgment {
        match (yours, says, self.knowledge.finding(finding).measure()) {
            (AnswerValue::Quantity(yours), AnswerValue::Quantity(says), Some(measure)) => {
                let value = |quantity: &Quantity| quantity.canonical(measure);
                let room = if yours.unit == says.unit { SAME } else { CONVERTED };
                let apart = (value(yours) - value(says)).abs();
                match (yours.comparator, says.comparator) {
                    _ if apart > room * value(yours).abs().max(value(says).abs()) => Judgment::Wrong,
                    (yours, says) if yours == says => Judgment::Right,
                    (None, Some(_)) => Judgment::LessExact,
                    (Some(yours), Some(says)) if is_upper(yours) == is_upper(says) => Judgment::LessExact,
                    _ => Judgment::Wrong,
                }
            }
            _ if yours == says => Judgment::Right,
            _ => Judgment::Wrong,
        }
    }
}

/// What the text says of a finding, before it is judged.
fn item(stated: &Stated) -> Item {
    Item {
        finding: stated.finding,
        yours: None,
        instead: None,
        expected: Some(stated.value),
        judgment: Judgment::Missed,
        sentences: stated.sentences.clone(),
    }
}

/// What is inferred of a finding.
fn found(inferred: &[Inferred], finding: FindingId) -> Option<AnswerValue> {
    let at = inferred.binary_search_by_key(&finding, |inferred| inferred.finding).ok()?;
    inferred.get(at).map(|inferred| value(inferred.present))
}

fn value(present: bool) -> AnswerValue {
    if present { AnswerValue::Present } else { AnswerValue::Absent }
}

fn is_upper(comparator: Comparator) -> bool {
    matches!(comparator, Comparator::Greater | Comparator::GreaterOrEqual)
}

impl Marking {
    /// How many findings were marked so.
    pub fn count(&self, judgment: Judgment) -> usize {
        self.items.iter().filter(|item| item.judgment == judgment).count()
    }

    /// What was earned: a point for what is right, half of one for what could be more exact.
    pub fn earned(&self) -> f64 {
        self.items.iter().filter_map(|item| item.judgment.credit()).sum()
    }

    /// The marks not in the key that are too many to be a reader's own.
    pub fn at_random(&self) -> usize {
        self.count(Judgment::NotInKey).saturating_sub(OWN)
    }

    /// Of how many points: what was to be marked, the errors beyond it, and marks made at random.
    pub fn of(&self) -> usize {
        self.items.iter().filter(|item| item.judgment.credit().is_some()).count() + self.at_random()
    }

    /// The part that was earned, from 0 to 1.
    pub fn score(&self) -> f64 {
        match self.of() {
            0 => 1.0,
            of => self.earned() / of as f64,
        }
    }
}
