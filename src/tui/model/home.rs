//! The home screen and the list of all patients: what lies on the shelf, and what else can be opened.

use std::path::PathBuf;
use std::time::Duration;

use super::chart::Chart;
use crate::case::TeachingCase;
use crate::knowledge::Text;
use crate::store::Room;

/// So many cases are listed on the home screen itself.
const MOST_EARLIER: usize = 6;
/// Whoever has so many cases knows how an answer is marked, and needs the room for them.
const KNOWS_THE_WAY: usize = 3;

/// The home screen.
#[derive(Debug, Default)]
pub struct Home {
    /// Every case: those worked on, those archived, those deleted; in each room the one changed last first.
    pub shelf: Vec<ShelfLine>,
    pub cursor: usize,
    /// The teaching cases, once they were listed.
    pub teaching: Vec<TeachingCase>,
    pub teaching_cursor: usize,
    pub cases_cursor: usize,
    pub top: usize,
    /// The cases that hold this are listed.
    pub(crate) filter: String,
    /// What was done to cases, to be undone.
    pub(crate) done: Vec<Shelved>,
}

/// A case on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfLine {
    /// The name that is shown.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// Where on the shelf it is.
    pub room: Room,
    /// How long ago it was changed.
    pub age: Option<Duration>,
    /// What is in it.
    pub seen: Seen,
}

/// What is known of what is in a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Seen {
    /// It was not looked at yet.
    #[default]
    NotYet,
    /// It cannot be read.
    Unreadable,
    /// What is in it.
    Glance(Glance),
}

/// A case at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The patient's age and sex.
    pub who: Text,
    /// How many answers there are.
    pub answers: usize,
    /// What the leading set says.
    pub verdict: Text,
}

/// What is done to a case as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfDeed {
    /// It gets this name.
    Rename(String),
    /// A copy of it is made.
    Duplicate,
    /// It is put away.
    Archive,
    /// It is deleted.
    ThrowAway,
    /// It is put back among the cases.
    BringBack,
}

/// What was done to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// What that was.
    pub deed: ShelfDeed,
    /// The file of the case.
    pub from: PathBuf,
    /// Where the case is now, or its copy.
    pub to: PathBuf,
}

/// A line of the home screen that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Back to the case that is open.
    Return,
    /// The case on the shelf with this number.
    Open(usize),
    New,
    Paste,
    Teaching,
    Learn,
    All,
}

impl Home {
    /// What can be chosen, in order: the last case first, so that enter goes on with it.
    pub fn choices(&self, patient: Option<&Chart>) -> Vec<Choice> {
        let open = self.line_of(patient);
        let worked_on = self.shelf.iter().enumerate().filter(|(_, line)| line.room == Room::Cases);
        let mut others = worked_on.map(|(at, _)| at).filter(|at| Some(*at) != open).map(Choice::Open);
        let first = if patient.is_some() { Some(Choice::Return) } else { others.next() };
        let fixed = [Choice::New, Choice::Paste, Choice::Teaching, Choice::Learn];
        let all = (!self.shelf.is_empty()).then_some(Choice::All);
        first.into_iter().chain(fixed).chain(others.take(MOST_EARLIER)).chain(all).collect()
    }

    /// Where on the shelf the patient's case is that is open.
    pub(crate) fn line_of(&self, patient: Option<&Chart>) -> Option<usize> {
        let open = patient?.disk.at.as_ref()?;
        self.shelf.iter().position(|line| line.path == open.file)
    }

    /// The cases that are listed, in the order of the shelf.
    pub(crate) fn listed(&self) -> Vec<usize> {
        let query = self.filter.trim().to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&query);
        let is_listed = |line: &ShelfLine| {
            // In both languages, so that nothing is hidden or shown by a change of language.
            let inside = |Glance { who, verdict, .. }: &Glance| {
                [who, verdict].into_iter().any(|text| holds(&text.en) || holds(&text.zh))
            };
            holds(&line.name) || matches!(&line.seen, Seen::Glance(glance) if inside(glance))
        };
        self.shelf.iter().enumerate().filter(|(_, line)| is_listed(line)).map(|(at, _)| at).collect()
    }

    /// Whether the user is told how answers are marked: while there are few cases.
    pub(crate) fn explains(&self) -> bool {
        self.shelf.len() < KNOWS_THE_WAY
    }
}

impl ShelfLine {
    /// Whether the program itself has named it, so that the name tells nothing: a word, or a word and a number.
    pub(crate) fn is_unnamed(&self) -> bool {
        let stem = self.name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
        ["case", "example"].contains(&stem)
    }
}
