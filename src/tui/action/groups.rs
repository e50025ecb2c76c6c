//! The groups of the menu, and the actions in each.

use super::table::Action;
use crate::knowledge::Text;
use crate::knowledge::files::Interface;

/// A group of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What is done with the whole case.
    Patient,
    /// What changes answers.
    Edit,
    /// What changes what is seen.
    View,
    /// Where one can go.
    Go,
    /// What can be learned.
    Learn,
    /// The program itself.
    Program,
}

impl Group {
    /// All of them, from left to right.
    pub const ALL: [Group; 6] = [Group::Patient, Group::Edit, Group::View, Group::Go, Group::Learn, Group::Program];

    /// Its name.
    pub fn name(self, words: &Interface) -> &Text {
        let words = &words.menu;
        match self {
            Group::Patient => &words.patient,
            Group::Edit => &words.edit,
            Group::View => &words.view,
            Group::Go => &words.go,
            Group::Learn => &words.learn,
            Group::Program => &words.program,
        }
    }

    /// Its actions, from top to bottom.
    pub fn actions(self) -> &'static [Action] {
        use Action::*;
        match self {
            Group::Patient => &[
                NewPatient,
                Paste,
                AllPatients,
                Export,
                NextForm,
                PreviousForm,
                NextType,
                Import,
                TakeAnswers,
                TakeOther,
                TakeAll,
                Copy,
                SaveAs,
                Setting,
                Warnings,
                Rename,
                Duplicate,
                Archive,
                ThrowAway,
            ],
            Group::Edit => &[
                Undo,
                Redo,
                Choose,
                Present,
                Absent,
                Unknown,
                Cycle,
                Unobtainable,
                Edit,
                Range,
                Note,
                MarkRest,
                Explain,
                ConfirmValue,
                OtherUnit,
                HandIn,
            ],
            Group::View => &[
                Results,
                ViewVerdicts,
                ViewMissing,
                ViewWeight,
                ViewRivals,
                ViewSources,
                NextPane,
                Unfold,
                Fold,
                Language,
                Theme,
                Mouse,
                Redraw,
            ],
            Group::Go => &[
                FindPatient,
                Search,
                NextMatch,
                PreviousMatch,
                NextPatient,
                PreviousPatient,
                GotoResults,
                GotoFirst,
                Goto,
                NextSection,
                PreviousSection,
                Back,
                Up,
                Down,
                PageUp,
                PageDown,
                First,
                Last,
            ],
            Group::Learn => &[About, Learn, Hint],
            Group::Program => &[Help, Palette, Leave, Suspend, Quit],
        }
    }
}
