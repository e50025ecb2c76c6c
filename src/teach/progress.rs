//! What a learner has done, as a notebook: a line an event, in the order it happened.
//!
//! Lines are only ever added, so that two windows cannot overwrite each other and nothing is lost; a grade that is
//! taken back is a line of its own. What the notebook says is worked out once for each line, as it is read or added.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::percent::Percent;
use super::schedule::{Grade, Memory, Moment, review};
use crate::order;

/// How one finding was marked against what the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgment {
    /// Marked as the text says.
    Right,
    /// Marked as far as it goes: a sign that says less, a number without its bound.
    LessExact,
    /// The text says it, and it was left open.
    Missed,
    /// The text says otherwise.
    Wrong,
    /// Marked absent, and the text does not speak of it.
    AbsentForSilence,
    /// Marked where a lesson asks, and its sentences do not speak of it.
    Unstated,
    /// A careful reader may mark it either way, and it was marked.
    Arguable,
    /// It follows from the text, and need not be marked.
    Follows,
    /// Marked, and neither said by the text nor against it.
    NotInKey,
}

impl Judgment {
    /// What it earns, from 0 to 1; `None` where it neither adds nor subtracts.
    pub fn credit(self) -> Option<f64> {
        match self {
            Judgment::Right => Some(1.0),
            Judgment::LessExact => Some(0.5),
            Judgment::Missed | Judgment::Wrong | Judgment::AbsentForSilence | Judgment::Unstated => Some(0.0),
            Judgment::Arguable | Judgment::Follows | Judgment::NotInKey => None,
        }
    }

    /// Whether it earns anything: what is not quite exact is right.
    pub fn is_right(self) -> bool {
        self.credit().is_some_and(|credit| credit > 0.0)
    }
}

/// One line of the notebook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A lesson was read to its end.
    Lesson(String),
    /// Something was recalled: a case (`case:ID`) or a card (`card:ID`).
    Recall(Recall),
    /// The last recall of this key was a slip of the finger.
    Undo(String),
}

/// One recall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recall {
    /// What was recalled.
    pub key: String,
    /// How well.
    pub grade: Grade,
    /// For each finding that was judged, how.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<String, Judgment>,
    /// How likely the disease of the leading set was said to be, in percent: on the text, then on the whole report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub believed: Vec<Percent>,
}

/// What the notebook says.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// When each lesson was last finished.
    lessons: BTreeMap<String, Moment>,
    /// For each key, its recalls: the number of each in the notebook, and what was left of the memory after it.
    memories: HashMap<String, Vec<(usize, Memory)>>,
    /// For each key, what was believed at its recalls, with the numbers of these.
    beliefs: HashMap<String, Vec<(usize, Vec<Percent>)>>,
    /// For each finding, how it was judged, with the numbers of the recalls.
    judgments: BTreeMap<String, Vec<(usize, Judgment)>>,
    /// How many recalls were met so far, those included that were taken back.
    recalls: usize,
    /// The lines that could not be understood, counted from 1; they stay in the file.
    pub strange: Vec<usize>,
}

/// How often findings were judged right and not right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How often it was right, if not always as exact as it could be.
    pub right: u32,
    /// How often it was missed or wrong.
    pub not_right: u32,
}

impl Event {
    /// The event as a line of the notebook.
    pub fn line(&self) -> String {
        // A struct of numbers and texts can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Progress {
    /// Reads a notebook. A line that cannot be understood, such as one cut off by a power failure, is passed over.
    pub fn read(text: &str) -> Progress {
        let mut progress = Progress::default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str::<Event>(line) {
                Ok(event) => progress.add(event),
                Err(_) => progress.strange.push(at + 1),
            }
        }
        progress
    }

    /// Takes a line of the notebook in.
    pub fn add(&mut self, Event { at, what }: Event) {
        match what {
            What::Lesson(id) => drop(self.lessons.insert(id, at)),
            What::Recall(Recall { key, grade, marks, believed }) => {
                self.recalls += 1;
                if !believed.is_empty() {
                    self.beliefs.entry(key.clone()).or_default().push((self.recalls, believed));
                }
                for (finding, judgment) in marks.into_iter().filter(|(_, judgment)| judgment.credit().is_some()) {
                    self.judgments.entry(finding).or_default().push((self.recalls, judgment));
                }
                let memories = self.memories.entry(key).or_default();
                let memory = review(memories.last().map(|(_, memory)| memory), grade, at);
                memories.push((self.recalls, memory));
            }
            What::Undo(key) => {
                let Some((recall, _)) = self.memories.get_mut(&key).and_then(Vec::pop) else { return };
                if let Some(beliefs) = self.beliefs.get_mut(&key) {
                    beliefs.retain(|(number, _)| *number != recall);
                }
                for judged in self.judgments.values_mut() {
                    if let Ok(at) = judged.binary_search_by_key(&recall, |(number, _)| *number) {
                        judged.remove(at);
                    }
                }
            }
        }
    }

    /// Whether the lesson was read to its end.
    pub fn has_finished(&self, lesson: &str) -> bool {
        self.lessons.contains_key(lesson)
    }

    /// What is left of something learned; `None` before it was first recalled.
    pub fn memory(&self, key: &str) -> Option<&Memory> {
        self.memories.get(key)?.last().map(|(_, memory)| memory)
    }

    /// When it is something's turn to be learned: what is due, then what is new, then what is due soonest.
    pub(super) fn turn(&self, key: &str, now: Moment) -> (u8, Moment) {
        match self.memory(key) {
            Some(memory) if memory.is_due(now) => (0, memory.due),
            None => (1, 0),
            Some(memory) => (2, memory.due),
        }
    }

    /// What was believed when this was last recalled with a probability: on the text, then on the whole report.
    pub fn believed(&self, key: &str) -> Option<&[Percent]> {
        self.beliefs.get(key)?.last().map(|(_, believed)| believed.as_slice())
    }

    /// Whether something is to be learned now: it is due, or was never seen.
    pub fn is_due(&self, key: &str, now: Moment) -> bool {
        self.memory(key).is_none_or(|memory| memory.is_due(now))
    }

    /// How the findings were judged, each by the last few times it was met.
    pub fn tallies(&self) -> BTreeMap<&str, Tally> {
        let judged = self.judgments.iter().filter(|(_, judged)| !judged.is_empty());
        let tally = |judged: &[(usize, Judgment)]| {
            judged.iter().rev().take(RECENT).fold(Tally::default(), |tally, (_, judgment)| match judgment.is_right() {
                true => Tally { right: tally.right + 1, ..tally },
                false => Tally { not_right: tally.not_right + 1, ..tally },
            })
        };
        judged.map(|(finding, judged)| (finding.as_str(), tally(judged))).collect()
    }

    /// The findings that went wrong more often than right lately, the weakest first.
    pub fn weak(&self) -> Vec<&str> {
        let mut weak: Vec<(&str, Tally)> =
            self.tallies().into_iter().filter(|(_, tally)| tally.not_right > tally.right).collect();
        order::by_key(&mut weak, |(_, tally)| std::cmp::Reverse(tally.not_right - tally.right));
        weak.into_iter().map(|(finding, _)| finding).collect()
    }
}

/// So many of the last judgments of a finding count.
const RECENT: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn recall(at: Moment, key: &str, grade: Grade, marks: &[(&str, Judgment)]) -> Event {
        let marks = marks.iter().map(|(finding, judgment)| ((*finding).to_owned(), *judgment)).collect();
        Event { at, what: What::Recall(Recall { key: key.to_owned(), grade, marks, believed: Vec::new() }) }
    }

    fn notebook(events: &[Event]) -> String {
        events.iter().map(|event| event.line() + "\n").collect()
    }

    #[test]
    fn a_notebook_says_what_was_done_and_what_is_due() {
        let events = [
            Event { at: 1, what: What::Lesson("bone".to_owned()) },
            recall(2, "case:a", Grade::Good, &[]),
            recall(3, "case:b", Grade::Again, &[]),
        ];
        let progress = Progress::read(&notebook(&events));
        assert!(progress.has_finished("bone") && !progress.has_finished("skin"));
        let due = ["case:a", "case:b", "case:c"].map(|key| progress.is_due(key, 4));
        assert_eq!(due, [false, true, true]);
    }

    #[test]
    fn a_grade_that_is_taken_back_was_never_given() {
        let first = recall(1, "case:a", Grade::Good, &[("x", Judgment::Missed)]);
        let again = recall(9, "case:a", Grade::Easy, &[("x", Judgment::Wrong), ("y", Judgment::Wrong)]);
        // Another window wrote in between.
        let other = recall(9, "case:b", Grade::Good, &[("x", Judgment::Right)]);
        let undone = Event { at: 10, what: What::Undo("case:a".to_owned()) };
        let before = Progress::read(&notebook(&[first.clone(), other.clone()]));
        let mut after = Progress::read(&notebook(&[first, again, other, undone.clone()]));
        for key in ["case:a", "case:b"] {
            assert_eq!(before.memory(key), after.memory(key));
        }
        assert_eq!(before.tallies(), after.tallies());
        // What was never given cannot be taken back.
        after.add(undone.clone());
        after.add(undone);
        assert_eq!(after.memory("case:a"), None);
    }

    #[test]
    fn a_line_cut_off_by_a_power_failure_costs_only_itself() {
        let whole = notebook(&[recall(1, "case:a", Grade::Good, &[]), recall(2, "case:b", Grade::Good, &[])]);
        let cut = format!("{}\n{}", whole.split_at(whole.len() / 2 + 12).0, whole);
        let progress = Progress::read(&cut);
        assert!(progress.memory("case:a").is_some() && progress.memory("case:b").is_some());
        assert_eq!(progress.strange, [2]);
    }

    #[test]
    fn a_notebook_from_before_probabilities_were_asked_for_is_read_and_gone_on_with() {
        let old = r#"{"at":1,"recall":{"key":"case:a","grade":"good","marks":{"ascites":"missed"}}}"#;
        let Ok(Event { what: What::Recall(before), .. }) = serde_json::from_str(old) else { panic!("{old}") };
        assert!(before.believed.is_empty());
        let new = Recall { believed: [20, 95].into_iter().filter_map(Percent::new).collect(), ..before };
        let new = Event { at: 2, what: What::Recall(new) };
        assert!(new.line().ends_with(r#""believed":[20,95]}}"#), "{}", new.line());
        let progress = Progress::read(&format!("{old}\n{}\n", new.line()));
        assert_eq!((progress.tallies().len(), progress.strange.len()), (1, 0));
        // Nobody is more than certain.
        assert_eq!(Progress::read(&new.line().replace("95", "101")).strange, [1]);
    }

    #[test]
    fn the_last_times_count_for_what_is_weak() {
        let wrong = |at| recall(at, "case:a", Grade::Again, &[("ascites", Judgment::Wrong)]);
        let right = |at| recall(at, "case:a", Grade::Good, &[("ascites", Judgment::Right)]);
        let mut events: Vec<Event> = (0..6).map(wrong).collect();
        assert_eq!(Progress::read(&notebook(&events)).weak(), ["ascites"]);
        events.extend((6..9).map(right));
        assert!(Progress::read(&notebook(&events)).weak().is_empty());
    }
}
