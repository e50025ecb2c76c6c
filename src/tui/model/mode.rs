//! What has the keyboard.

use std::path::PathBuf;

use super::export::Export;
use super::field::Field;
use super::message::{Offer, Writing};
use super::quick::Reading;
use crate::knowledge::FindingId;

/// What has the keyboard.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mode {
    /// The screen itself.
    Browse,
    /// A long text, scrolled so many lines down.
    Page(Page, usize),
    /// A section's letter is awaited.
    Goto,
    /// A number is typed in its row.
    Quantity { finding: FindingId, field: Field, unit: usize },
    /// The options of a choice are unfolded below its row.
    Options { finding: FindingId, at: usize },
    /// The settings are listed, the cursor on this one.
    Settings(usize),
    /// A text is typed that finds, and enters where a value follows.
    Quick(Box<Reading>),
    /// All that can be done is listed, by what is typed.
    Palette(Palette),
    /// All that can be done is listed, in groups.
    Menu(Menu),
    /// A text is typed in the message line.
    Prompt { ask: Ask, field: Field },
    /// What is about to be written is shown, and the name of the file is typed.
    Export(Export),
    /// A question waits for an answer.
    Confirm(Question),
}

/// The list of commands: what is typed, the entry with the cursor, and how far it is scrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Palette {
    pub field: Field,
    pub at: usize,
    pub top: usize,
}

/// The menu: which group is open, the entry with the cursor, and how far it is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Menu {
    pub group: usize,
    pub at: usize,
    pub top: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// Every key; only the lines with this text, if it is one.
    Help(String),
    About(FindingId),
    /// What is to be known of the line of the result that has the cursor.
    Leaf,
    /// What stands in the file of the case that this program does not know.
    Warnings,
    /// A hint for the question of a lesson.
    Hint(usize),
}

/// What a typed text is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// The laboratory's own range of the answer.
    Range(FindingId),
    Note(FindingId),
    /// The better cause of a sign that is present.
    Cause(FindingId),
    /// The file that a copy of the case goes to.
    Copy,
    /// A new name for the case in this file.
    Name(PathBuf),
    /// A file of another system.
    Import,
    /// What the cases that are listed should hold.
    Cases,
    /// Which lines of the help are shown.
    Filter,
    /// A percentage that the page at hand asks for.
    Percent,
}

/// A question that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// May the file be replaced?
    Replace { what: Writing, path: String },
    /// The file of the case was changed by somebody else.
    ChangedUnderneath,
    /// Take what a save has left that was cut off?
    TakeLeft(Offer),
    /// Leave although the answers are not on the disk?
    LeaveUnsaved { whole: bool },
}

/// A way out that waits for a last save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    ToHome,
    Out,
    /// A signal wants the program to end: nobody can be asked any more.
    AtOnce,
}
