//! What happens to the terminal application: keys, signals, and what came of its effects.

use std::path::PathBuf;
use std::time::Duration;

use crate::case::Case;
use crate::json::Fault;
use crate::knowledge::half_width;
use crate::store::{How, Recovered, SaveFault};
use crate::teach::{Event, Moment, Progress};

use super::chart::Whereabouts;
use super::study::Goal;

/// A key, free of any terminal library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Char(char),
    Ctrl(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Backspace,
    Delete,
    F1,
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    Key(Key),
    Paste(String),
    Resize {
        columns: u16,
        rows: u16,
    },
    /// A signal asks to stop for a while.
    Suspend,
    /// Stopped, and now going on.
    Continued,
    /// A signal asks to leave.
    Terminate,
    /// The cases on the shelf, the one changed last first.
    Shelf(Vec<ShelfLine>),
    Opened(Box<Opened>),
    /// The case could not be opened, for these reasons.
    NotOpened(String),
    /// The case as it was at this change is on the disk.
    Saved {
        at: Whereabouts,
        revision: u64,
        how: How,
    },
    /// A copy of the case was written to this file.
    Copied(PathBuf),
    NotSaved(SaveFault),
    /// Where the case is kept that could not be written to its file, if it could be kept at all.
    KeptBeside(Option<PathBuf>),
    /// A summary was written to this file.
    Exported(PathBuf),
    /// There is such a file already; it was left alone.
    Exists {
        path: String,
        what: Writing,
    },
    NotWritten {
        fault: SaveFault,
        what: Writing,
    },
    /// What the learner did before, or why it could not be read.
    Notebook {
        goal: Goal,
        read: Result<Progress, String>,
        now: Moment,
    },
    /// An event is in the notebook, or why it is not.
    WrittenDown(Result<Event, String>),
}

/// What is written to a file that the user names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    Summary,
    Case,
}

/// A case on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfLine {
    pub name: String,
    pub path: PathBuf,
    /// How long ago it was changed.
    pub age: Option<Duration>,
}

/// A case that was opened.
#[derive(Debug)]
pub struct Opened {
    pub case: Case,
    pub warnings: Vec<Fault>,
    pub at: Whereabouts,
    pub standing: Standing,
}

/// How a case that was opened stands to its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is worked on there.
    #[default]
    Mine,
    /// Another window has the file: it is only read here.
    ReadOnly,
    /// It is a copy of a teaching case.
    Copy,
    /// An earlier save of it had not come to its end.
    Recovered(Recovered),
}

impl Key {
    /// Chinese input methods type full-width forms; for a shortcut they mean the plain key.
    pub fn half_width(self) -> Key {
        match self {
            Key::Char('\u{3001}') => Key::Char('/'),
            Key::Char('\u{300a}') => Key::Char('<'),
            Key::Char('\u{300b}') => Key::Char('>'),
            Key::Char('\u{3010}') => Key::Char('['),
            Key::Char('\u{3011}') => Key::Char(']'),
            Key::Char(c) => Key::Char(half_width(c)),
            key => key,
        }
    }
}
