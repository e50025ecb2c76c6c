//! What the application asks of the world; the world does it before the next message is taken.
//!
//! An effect carries what it writes, so that it is the same whatever happens meanwhile. A file that is there is replaced
//! only where `replace` says so.

use std::path::PathBuf;

use super::chart::Draft;
use super::export::Form;
use super::home::{ShelfDeed, Shelved};
use super::study::Goal;
use crate::store::Left;
use crate::teach::What;
use crate::teach::results::ResultRow;

/// Something to do outside the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read what lies on the shelf.
    ListShelf,
    /// Open a case on the shelf.
    Open(PathBuf),
    /// Read a file of another system.
    Import(String),
    /// Make a new case on the shelf of each of these.
    KeepAll(Vec<String>),
    /// Do something to a case on the shelf.
    Shelve {
        /// Its file.
        path: PathBuf,
        /// What is done.
        deed: ShelfDeed,
    },
    /// Undo that.
    TakeBack(Shelved),
    /// Take what a save has left.
    TakeLeft(Left),
    /// Throw it away.
    LeaveLeft(Left),
    /// The case on the screen has no file yet: forget the file of the one before. Its first save makes one on the
    /// shelf under this name, or the next free one.
    Fresh(&'static str),
    /// Write the case to its file.
    Save(Draft),
    /// Write it although somebody else changed the file.
    Overwrite(Draft),
    /// Write the case to a file that the user named.
    SaveAs {
        /// The case.
        draft: Draft,
        /// The file.
        path: String,
        /// Whether one that is there may be replaced.
        replace: bool,
        /// Whether the case lives there from now on.
        adopt: bool,
    },
    /// Write the case beside its file, since it cannot be written there and the program has to end.
    KeepBeside(Draft),
    /// Write something of the case to a file that the user named.
    Export {
        /// The file.
        path: String,
        /// What is written.
        text: String,
        /// What that is.
        form: Form,
        /// Whether one that is there may be replaced.
        replace: bool,
    },
    /// Give the terminal a text for the clipboard.
    Copy(String),
    /// Read what the learner did before, for this.
    ReadNotebook(Goal),
    /// Add to the results of the quiz, where they were asked for.
    AddResult(ResultRow),
    /// Take that result back.
    TakeBackResult(ResultRow),
    /// Write down what the learner did.
    WriteDown(What),
    /// Write down the units of this laboratory, for later cases.
    KeepUnits(String),
    /// Write down the name of the theme, for the next start.
    KeepTheme(&'static str),
    /// Clear the terminal and draw everything anew.
    Redraw,
    /// Stop until the shell lets it go on.
    Suspend,
    /// End.
    Quit,
}
