//! Floor 5: lessons, quiz, cards, recall, and what a teacher hands out. Pure: the disk and the clock are the caller's.

pub mod anki;
pub mod cards;
mod check;
pub mod compare;
mod compare_json;
pub mod deck;
mod demand;
mod exercise;
pub mod feedback;
mod fsrs;
pub mod lecture;
pub mod lesson;
mod marking;
mod marks;
mod percent;
mod progress;
pub mod quiz;
pub mod record;
pub mod results;
mod schedule;
pub mod sheet;
pub mod summary;

pub use check::check;
pub use compare_json::ComparisonJson;
pub use exercise::{Exercise, Stated};
pub use lesson::{Lesson, called, lessons};
pub use marking::{Item, Marking, mark};
pub use percent::Percent;
pub use progress::{Event, Judgment, Progress, Recall, Tally, What};
pub use quiz::Quiz;
pub use schedule::{Grade, Memory, Moment, review};
