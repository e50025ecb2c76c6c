//! What a learner has done, as a notebook: a line an event, in the order it happened.
//!
//! Lines are only ever added, so that two windows cannot overwrite each other and nothing is lost; a grade that is
//! taken back is a line of its own. What the notebook says is worked out by reading it from the start.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::schedule::{Grade, Memory, Moment, review};

/// How one finding was marked against what the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgment {
    Right,
    /// The text says it, and it was left open.
    Missed,
    /// The text says otherwise.
    Wrong,
    /// Marked absent, and the text does not speak of it.
    AbsentForSilence,
    /// Marked, and the text does not speak of it.
    Unstated,
}

/// One line of the notebook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub at: Moment,
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
    pub key: String,
    pub grade: Grade,
    /// For each finding that was judged, how.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<String, Judgment>,
}

/// What the notebook says.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// When each lesson was last finished.
    lessons: BTreeMap<String, Moment>,
    recalls: Vec<(Moment, Recall)>,
    /// The lines that could not be understood, counted from 1; they stay in the file.
    pub strange: Vec<usize>,
}

/// How often findings were judged right and not right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub right: u32,
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

    pub fn add(&mut self, event: Event) {
        match event.what {
            What::Lesson(id) => drop(self.lessons.insert(id, event.at)),
            What::Recall(recall) => self.recalls.push((event.at, recall)),
            What::Undo(key) => {
                if let Some(at) = self.recalls.iter().rposition(|(_, recall)| recall.key == key) {
                    self.recalls.remove(at);
                }
            }
        }
    }

    pub fn has_finished(&self, lesson: &str) -> bool {
        self.lessons.contains_key(lesson)
    }

    /// What is left of something learned; `None` before it was first recalled.
    pub fn memory(&self, key: &str) -> Option<Memory> {
        let recalls = self.recalls.iter().filter(|(_, recall)| recall.key == key);
        recalls.fold(None, |memory, (at, recall)| Some(review(memory.as_ref(), recall.grade, *at)))
    }

    /// What is due first, then what was never seen, in the order given; what is not due yet is left out.
    pub fn due<'k>(&self, keys: impl IntoIterator<Item = &'k str>, now: Moment) -> Vec<&'k str> {
        let (mut due, mut new) = (Vec::new(), Vec::new());
        for key in keys {
            match self.memory(key) {
                Some(memory) if memory.is_due(now) => due.push((memory.due, key)),
                Some(_) => {}
                None => new.push(key),
            }
        }
        due.sort_by_key(|(due, _)| *due);
        due.into_iter().map(|(_, key)| key).chain(new).collect()
    }

    /// How the findings were judged, each by the last few times it was met.
    pub fn tallies(&self) -> BTreeMap<&str, Tally> {
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        for (finding, judgment) in self.recalls.iter().rev().flat_map(|(_, recall)| &recall.marks) {
            let tally = tallies.entry(finding).or_default();
            if tally.right + tally.not_right < RECENT {
                match judgment {
                    Judgment::Right => tally.right += 1,
                    _ => tally.not_right += 1,
                }
            }
        }
        tallies
    }

    /// The findings that went wrong more often than right lately, the weakest first.
    pub fn weak(&self) -> Vec<&str> {
        let mut weak: Vec<(&str, Tally)> =
            self.tallies().into_iter().filter(|(_, tally)| tally.not_right > tally.right).collect();
        weak.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.not_right - tally.right));
        weak.into_iter().map(|(finding, _)| finding).collect()
    }
}

/// So many of the last judgments of a finding count.
const RECENT: u32 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn recall(at: Moment, key: &str, grade: Grade, marks: &[(&str, Judgment)]) -> Event {
        let marks = marks.iter().map(|(finding, judgment)| ((*finding).to_owned(), *judgment)).collect();
        Event { at, what: What::Recall(Recall { key: key.to_owned(), grade, marks }) }
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
        assert_eq!(progress.due(["case:a", "case:b", "case:c"], 4), ["case:b", "case:c"]);
    }

    #[test]
    fn a_grade_that_is_taken_back_was_never_given() {
        let graded = [recall(1, "case:a", Grade::Good, &[("x", Judgment::Missed)])];
        let again = recall(9, "case:a", Grade::Easy, &[("x", Judgment::Wrong)]);
        let undone = Event { at: 10, what: What::Undo("case:a".to_owned()) };
        let before = Progress::read(&notebook(&graded));
        let after = Progress::read(&notebook(&[graded[0].clone(), again, undone]));
        assert_eq!(before.memory("case:a"), after.memory("case:a"));
        assert_eq!(before.tallies(), after.tallies());
    }

    #[test]
    fn a_line_cut_off_by_a_power_failure_costs_only_itself() {
        let whole = notebook(&[recall(1, "case:a", Grade::Good, &[]), recall(2, "case:b", Grade::Good, &[])]);
        let cut = format!("{}\n{}", &whole[..whole.len() / 2 + 12], whole);
        let progress = Progress::read(&cut);
        assert!(progress.memory("case:a").is_some() && progress.memory("case:b").is_some());
        assert_eq!(progress.strange, [2]);
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
