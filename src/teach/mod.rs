//! Floor 4: lessons, quiz, recall. Pure: the disk and the clock are the caller's.

mod exercise;
pub mod feedback;
pub mod lesson;
mod marking;
mod progress;
pub mod quiz;
mod schedule;

pub use exercise::{Exercise, Stated};
pub use lesson::{Lesson, lessons};
pub use marking::{Item, Marking, mark};
pub use progress::{Event, Judgment, Progress, Recall, Tally, What};
pub use quiz::Quiz;
pub use schedule::{Grade, Memory, Moment, review};
