//! What a save has left, and how that differs from the case as it is.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::case::Case;
use crate::json::shown;
use crate::knowledge::{FindingId, Knowledge};
use crate::say::Wording;
use crate::store::{CaseFile, Left};
use crate::tui::model::Offer;

/// The offer of what is left; `None` where it is no case that can be read.
pub(super) fn offer(left: Left, knowledge: &Knowledge) -> Option<Offer> {
    let read = |path: &Path| CaseFile::read(path, knowledge).ok().map(|read| read.case);
    let held = read(&left.staged)?;
    let there = if left.apart { None } else { read(&left.of) }.unwrap_or_else(|| Case::new(knowledge));
    let line = |id: FindingId| {
        Wording::in_both(knowledge, |words| {
            let [held, there] = [&held, &there].map(|case| words.said(case, id));
            words.words().disk.offer_line(words.lang, words.label(id), &held, &there)
        })
    };
    let ids = (0..knowledge.findings.len()).map(FindingId::at);
    let differs = ids.filter(|id| held.answer(*id) != there.answer(*id)).map(line).collect();
    let modified = fs::metadata(&left.staged).and_then(|there| there.modified()).ok();
    let age = modified.and_then(|then| SystemTime::now().duration_since(then).ok()).unwrap_or_default();
    let name = shown(&left.of.file_stem().unwrap_or_default().to_string_lossy());
    Some(Offer { left, name, age, differs })
}

/// What can be offered of what is left.
pub(super) fn offers(left: impl IntoIterator<Item = Left>, knowledge: &Knowledge) -> Vec<Offer> {
    left.into_iter().filter_map(|left| offer(left, knowledge)).collect()
}
