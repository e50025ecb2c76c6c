//! What happens to the terminal application: keys, signals, and what came of its effects.

use std::path::PathBuf;
use std::time::Duration;

use crate::case::{Case, Past};
use crate::exchange::Import;
use crate::json::Fault;
use crate::knowledge::Text;
use crate::store::{How, Left, Recovered, SaveFault};
use crate::teach::{Event, Moment, Progress, What};

use super::chart::Whereabouts;
use super::export::Form;
use super::home::{Seen, ShelfLine, Shelved};
use super::study::Goal;
use crate::tui::action::Key;

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A click.
    Click,
    /// The second click of a double click.
    ClickAgain,
    /// The wheel, towards the first line.
    WheelUp,
    /// The wheel, towards the last line.
    WheelDown,
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The mouse did something at a cell.
    Mouse {
        /// What it did.
        did: Pointer,
        /// The column of the cell.
        column: u16,
        /// Its row.
        row: u16,
    },
    /// The terminal has another size.
    Resize {
        /// How wide it is.
        columns: u16,
        /// How high it is.
        rows: u16,
    },
    /// A signal asks to stop for a while.
    Suspend,
    /// Stopped, and now going on.
    Continued,
    /// A signal asks to leave.
    Terminate,
    /// The cases on the shelf.
    Shelf(Vec<ShelfLine>),
    /// What is in some of them.
    Seen(Vec<(PathBuf, Seen)>),
    /// Something was done to a case on the shelf.
    Shelved(Shelved),
    /// The last of those was undone.
    TakenBack,
    /// It could not be done.
    NotShelved(SaveFault),
    /// What a save has left was taken, if there was anything left of it.
    TookLeft(Option<Recovered>),
    /// It is among the deleted cases.
    LeftOut,
    /// A case was opened.
    Opened(Box<Opened>),
    /// The case could not be opened, for these reasons.
    NotOpened(String),
    /// A file of another system was read: what it would bring, a case a patient.
    Imported {
        /// The file, as it is shown.
        file: String,
        /// One for each patient; at least one.
        imports: Vec<Import>,
    },
    /// So many cases were put on the shelf.
    KeptAll(usize),
    /// The case as it was at this change is on the disk.
    Saved {
        /// Where it lives.
        at: Whereabouts,
        /// The change.
        revision: u64,
        /// How it was written.
        how: How,
    },
    /// A copy of the case was written to this file.
    Copied(PathBuf),
    /// The case could not be saved.
    NotSaved(SaveFault),
    /// Where the case is kept that could not be written to its file, if it could be kept at all.
    KeptBeside(Option<PathBuf>),
    /// What was to be written is in this file.
    Exported(PathBuf),
    /// There is such a file already; it was left alone.
    Exists {
        /// The file.
        path: String,
        /// What was to be written.
        what: Writing,
    },
    /// It could not be written.
    NotWritten {
        /// Why.
        fault: SaveFault,
        /// What was to be written.
        what: Writing,
    },
    /// What the learner did before, or why it could not be read.
    Notebook {
        /// What it was read for.
        goal: Goal,
        /// What it says.
        read: Result<Progress, String>,
        /// When it was read.
        now: Moment,
    },
    /// An event is in the notebook, or is not.
    WrittenDown(Result<Event, Unwritten>),
    /// Why the table of results is not as it should be.
    ResultsNotWritten(String),
}

/// What could not be written into the notebook, and why.
#[derive(Clone, Debug)]
pub struct Unwritten {
    /// What it was.
    pub what: What,
    /// What the system says.
    pub why: String,
}

/// What is written to a file that the user names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Something of the case.
    Form(Form),
    /// The case itself.
    Case,
}

/// What a save has left, as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Where it is.
    pub left: Left,
    /// The name of its case.
    pub name: String,
    /// How long ago it was cut off.
    pub age: Duration,
    /// Where it differs from the case as it is, a line each.
    pub differs: Vec<Text>,
}

/// A case that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The case.
    pub case: Case,
    /// What stands in its file that this program does not know.
    pub warnings: Vec<Fault>,
    /// Where it lives.
    pub at: Whereabouts,
    /// How it stands to its file.
    pub standing: Standing,
    /// What was done to it before.
    pub past: Past,
    /// What earlier saves of it have left.
    pub offers: Vec<Offer>,
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
