//! What the application asks of the world; the runner does it.
//!
//! A file that is there is replaced only where `replace` says so.

use super::study::Goal;
use crate::teach::What;

/// Something to do outside the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read what lies on the shelf.
    ListShelf,
    /// Open a case on the shelf.
    Open(String),
    /// The case on the screen has no file yet: forget the file of the one before. Its first save makes one on the
    /// shelf under this name, or the next free one.
    Fresh(&'static str),
    /// Write the case on the screen to its file.
    Save,
    /// Write it although somebody else changed the file.
    Overwrite,
    /// Write the case to a file that the user named; with `adopt` it lives there from now on.
    SaveAs {
        path: String,
        replace: bool,
        adopt: bool,
    },
    /// Write a summary to a file that the user named.
    Export {
        path: String,
        text: String,
        replace: bool,
    },
    /// Read what the learner did before, for this.
    ReadNotebook(Goal),
    /// Write down what the learner did.
    WriteDown(What),
    /// Clear the terminal and draw everything anew.
    Redraw,
    Suspend,
    Quit,
}
