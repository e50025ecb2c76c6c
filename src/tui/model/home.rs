//! The home screen: the shelf, and what else can be opened.

use super::chart::Chart;
use super::message::ShelfLine;
use crate::case::TeachingCase;

/// The home screen.
#[derive(Debug, Default)]
pub struct Home {
    pub shelf: Vec<ShelfLine>,
    pub cursor: usize,
    /// The teaching cases, once they were listed.
    pub teaching: Vec<TeachingCase>,
    pub teaching_cursor: usize,
    pub top: usize,
}

/// A line of the home screen that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Back to the case that is open.
    Return,
    /// The case on the shelf with this number.
    Open(usize),
    New,
    Teaching,
    Learn,
    Language,
    Quit,
}

impl Home {
    /// What can be chosen, in order: the last case first, so that enter goes on with it.
    pub fn choices(&self, patient: Option<&Chart>) -> Vec<Choice> {
        let open = patient.and_then(|chart| chart.disk.at.as_ref());
        let is_open = |line: &ShelfLine| open.is_some_and(|open| open.name == line.name);
        let mut shelf =
            self.shelf.iter().enumerate().filter(|(_, line)| !is_open(line)).map(|(at, _)| Choice::Open(at));
        let first = if patient.is_some() { Some(Choice::Return) } else { shelf.next() };
        let fixed = [Choice::New, Choice::Teaching, Choice::Learn, Choice::Language, Choice::Quit];
        first.into_iter().chain(fixed).chain(shelf).collect()
    }
}
