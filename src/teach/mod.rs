//! Floor 4: lessons, quiz, recall. Pure: the disk and the clock are the caller's.

mod progress;
mod schedule;

pub use progress::{Event, Judgment, Progress, Recall, Tally, What};
pub use schedule::{Grade, Memory, Moment, review};
