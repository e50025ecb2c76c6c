//! What is in a case, for a line of the home screen.

use std::path::Path;

use crate::engine::assess;
use crate::knowledge::Knowledge;
use crate::say::Wording;
use crate::store::CaseFile;
use crate::tui::model::{Glance, Seen};

/// Looks into a case without taking its file.
pub(super) fn glance(path: &Path, knowledge: &Knowledge) -> Seen {
    let Ok(read) = CaseFile::read(path, knowledge) else { return Seen::Unreadable };
    let assessment = assess(knowledge, &read.case);
    let both = |say: &dyn Fn(Wording) -> String| Wording::in_both(knowledge, say);
    Seen::Glance(Glance {
        who: both(&|words| words.who(&read.case)),
        answers: assessment.answered,
        verdict: both(&|words| words.leading_verdict(&assessment)),
    })
}
