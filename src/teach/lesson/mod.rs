//! Lessons: five minutes about one thing, then a question about sentences of a published case.
//!
//! `read` turns the texts of the pack into lessons, `understanding` and `question` say what is asked and judge the answers,
//! `pages` lays everything out, `fits` finds what does not fit a terminal.

mod fits;
mod pages;
mod question;
mod read;
mod understanding;

pub use fits::misfits;
pub use pages::{HINTS, Pages, contents};
pub use question::Question;
pub use read::lessons;
pub(super) use read::read_lessons;
pub use understanding::{Answers, Choice, Given, Odds, Understanding};

use crate::knowledge::files::ScreenFile;
use crate::knowledge::{FindingId, Text};
use crate::teach::Progress;

/// A lesson with its findings and its case found.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What the learner will know afterwards, in one line.
    pub summary: Text,
    /// The ids of lessons that it took in.
    pub was: Vec<String>,
    /// The findings that it is about: wrong answers to them lead here.
    pub teaches: Vec<FindingId>,
    /// Its pages, a screen each.
    pub screens: Vec<ScreenFile>,
    /// Whether it was understood, asked after the last screen; not every lesson asks.
    pub understanding: Option<Understanding>,
    /// What is asked at its end.
    pub question: Question,
}

/// The place of the lesson with this id, or of the one that took it in.
pub fn called(lessons: &[Lesson], id: &str) -> Option<usize> {
    let own = lessons.iter().position(|lesson| lesson.id == id);
    own.or_else(|| lessons.iter().position(|lesson| lesson.was.iter().any(|was| was == id)))
}

impl Lesson {
    /// Whether it was read to its end, or one that it took in.
    pub fn is_finished(&self, progress: &Progress) -> bool {
        [&self.id].into_iter().chain(&self.was).any(|id| progress.has_finished(id))
    }

    /// Its sources in the order they are cited.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        let screens = self.screens.iter().flat_map(|screen| {
            let says = screen.says.iter().flat_map(|statement| &statement.sources);
            let table = screen.table.iter().flat_map(|table| &table.sources);
            let pictured = table.chain(screen.drawing.iter().flat_map(|drawing| &drawing.sources));
            says.chain(pictured).chain(screen.after.iter().flat_map(|statement| &statement.sources))
        });
        let understanding = self.understanding.iter().flat_map(Understanding::sources);
        screens.chain(understanding).chain(&self.question.why.sources).map(String::as_str)
    }
}
