//! When something learned comes back: the Free Spaced Repetition Scheduler (FSRS), with its published parameters.

use fsrs::{FSRS, MemoryState};
use serde::{Deserialize, Serialize};

/// Seconds since the beginning of 1970, UTC.
pub type Moment = i64;

/// How sure the learner is to be when something comes back.
const RETENTION: f32 = 0.9;

const DAY: Moment = 86_400;

/// What is due within so many seconds counts as due, so that a daily lesson does not slip to a later hour each day.
const EARLY: Moment = DAY / 3;

/// How well something was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Again,
    Hard,
    Good,
    Easy,
}

/// What is left of something learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days until the chance of remembering it has fallen to nine in ten.
    stability: f32,
    /// From 1 to 10.
    difficulty: f32,
    pub reviewed: Moment,
    pub due: Moment,
    pub reviews: u32,
    /// How often it was forgotten.
    pub lapses: u32,
}

impl Grade {
    pub const ALL: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];
}

impl Memory {
    pub fn is_due(&self, now: Moment) -> bool {
        self.due <= now + EARLY
    }
}

/// The memory after a review.
pub fn review(before: Option<&Memory>, grade: Grade, now: Moment) -> Memory {
    let state = before.map(|memory| MemoryState { stability: memory.stability, difficulty: memory.difficulty });
    let days = before.map_or(0, |memory| u32::try_from((now - memory.reviewed) / DAY).unwrap_or(0));
    let lapses = before.map_or(0, |memory| memory.lapses) + u32::from(grade == Grade::Again);
    let reviews = before.map_or(0, |memory| memory.reviews) + 1;
    // The published parameters and a state that they gave are always possible; were they not, it comes back at once.
    let Ok(next) = FSRS::default().next_states(state, RETENTION, days) else {
        return Memory { stability: 1.0, difficulty: 5.0, reviewed: now, due: now, reviews, lapses };
    };
    let next = match grade {
        Grade::Again => next.again,
        Grade::Hard => next.hard,
        Grade::Good => next.good,
        Grade::Easy => next.easy,
    };
    let interval = match grade {
        Grade::Again => 0,
        _ => next.interval.round().max(1.0) as Moment * DAY,
    };
    Memory {
        stability: next.memory.stability,
        difficulty: next.memory.difficulty,
        reviewed: now,
        due: now.saturating_add(interval),
        reviews,
        lapses,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_comes_back_later_each_time_and_what_is_missed_at_once() {
        let mut memory = review(None, Grade::Good, 0);
        let mut interval = memory.due;
        assert!(interval >= DAY);
        for _ in 0..5 {
            memory = review(Some(&memory), Grade::Good, memory.due);
            assert!(memory.due - memory.reviewed > interval, "{memory:?}");
            interval = memory.due - memory.reviewed;
        }
        let missed = review(Some(&memory), Grade::Again, memory.due);
        assert!(missed.is_due(missed.reviewed));
        assert_eq!((missed.lapses, missed.reviews), (1, 7));
        let after = review(Some(&missed), Grade::Good, missed.due + DAY);
        assert!(after.due - after.reviewed < interval, "a lapse shortens what follows");
    }

    #[test]
    fn a_better_grade_never_comes_back_sooner() {
        let memory = review(None, Grade::Good, 0);
        for before in [None, Some(&memory)] {
            let due = Grade::ALL.map(|grade| review(before, grade, 10 * DAY).due);
            assert!(due.is_sorted(), "{due:?}");
        }
    }

    #[test]
    fn a_clock_that_went_back_does_no_harm() {
        let memory = review(None, Grade::Good, 100 * DAY);
        assert!(review(Some(&memory), Grade::Good, 0).due > 0);
    }
}
