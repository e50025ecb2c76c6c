//! When something learned comes back.

use serde::{Deserialize, Serialize};

use super::fsrs::State;

/// Seconds since the beginning of 1970, UTC.
pub type Moment = i64;

const DAY: Moment = 86_400;

/// What is due within so many seconds counts as due, so that a daily lesson does not slip to a later hour each day.
const EARLY: Moment = DAY / 3;

/// How well something was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Not remembered.
    Again,
    /// Remembered with effort.
    Hard,
    /// Remembered.
    Good,
    /// Remembered at once.
    Easy,
}

/// What is left of something learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    state: State,
    /// When it was last recalled.
    pub reviewed: Moment,
    /// When it is to be recalled again.
    pub due: Moment,
    /// How often it was recalled.
    pub reviews: u32,
    /// How often it was forgotten.
    pub lapses: u32,
}

impl Grade {
    /// The lowest first.
    pub const ALL: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];
}

impl Memory {
    /// Whether it is to be recalled by now.
    pub fn is_due(&self, now: Moment) -> bool {
        self.due <= now + EARLY
    }
}

/// The memory after a review.
pub fn review(before: Option<&Memory>, grade: Grade, now: Moment) -> Memory {
    let state = match before {
        None => State::first(grade),
        Some(memory) => {
            let days = now.saturating_sub(memory.reviewed) / DAY;
            memory.state.after(grade, u32::try_from(days).unwrap_or(0))
        }
    };
    let interval = match grade {
        Grade::Again => 0,
        _ => state.interval().round().max(1.0) as Moment * DAY,
    };
    Memory {
        state,
        reviewed: now,
        due: now.saturating_add(interval),
        reviews: before.map_or(0, |memory| memory.reviews) + 1,
        lapses: before.map_or(0, |memory| memory.lapses) + u32::from(grade == Grade::Again),
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
