//! Lessons: five minutes about one thing, then a question about sentences of a published case.
//!
//! `read` turns the texts of the pack into lessons, `question` says what is asked and judges the answers, `pages` lays
//! everything out, `fits` finds what does not fit a terminal.

mod fits;
mod pages;
mod question;
mod read;

pub use fits::misfits;
pub use pages::{HINTS, Pages, contents};
pub use question::Question;
pub use read::lessons;

use crate::knowledge::files::ScreenFile;
use crate::knowledge::{FindingId, Text};

/// A lesson with its findings and its case found.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What the learner will know afterwards, in one line.
    pub summary: Text,
    /// The findings that it is about: wrong answers to them lead here.
    pub teaches: Vec<FindingId>,
    /// Its pages, a screen each.
    pub screens: Vec<ScreenFile>,
    /// What is asked at its end.
    pub question: Question,
}

impl Lesson {
    /// Its sources in the order they are cited.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        let screens = self.screens.iter().flat_map(|screen| {
            let says = screen.says.iter().flat_map(|statement| &statement.sources);
            let table = screen.table.iter().flat_map(|table| &table.sources);
            says.chain(table).chain(screen.drawing.iter().flat_map(|drawing| &drawing.sources))
        });
        screens.chain(&self.question.why.sources).map(String::as_str)
    }
}
