//! Where a step of the study leads.

use crate::tui::model::chart::Chart;
use crate::tui::model::study::{Study, StudyPage};

pub(crate) enum Next {
    /// It stays as it is.
    Stay,
    /// To the page of the study.
    Page,
    /// To a text to be marked.
    Mark(Box<Chart>),
    /// Out of the page.
    Leave,
}

/// To another page, at its beginning.
pub(crate) fn turn(study: &mut Study, page: StudyPage, cursor: usize) -> Next {
    study.turn_to(page, cursor);
    Next::Page
}
