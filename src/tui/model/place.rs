//! Where the user is, and what has the cursor there.

use crate::knowledge::{FindingId, SectionId};

/// What is on the screen of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// All findings, the key ones first.
    Sheet,
    Results,
    /// The findings that a question asks for, and no others.
    Asked,
}

/// What the cursor may be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Row {
    /// The heading of a part of the sheet.
    Heading(SectionId),
    Finding(FindingId),
    /// What a section has besides its key findings, folded until it is asked for.
    Rest(SectionId),
}

/// A stop of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A part of the sheet.
    Part(SectionId),
    /// The sections that are no part.
    Others,
    Results,
}
