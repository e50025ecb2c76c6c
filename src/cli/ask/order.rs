//! In which order findings are asked for: as on the sheet, part by part, in each what sums it up and the key findings first,
//! and the others where they are wanted.

use crate::knowledge::{FindingId, Knowledge, SectionId, Text};

/// One finding that is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Question {
    pub finding: FindingId,
    /// Its part and its place there, counted from 1.
    pub place: (usize, usize),
    /// Whether it is asked for without being wanted.
    pub key: bool,
}

/// A part of the questions.
pub(crate) struct Part<'k> {
    pub title: &'k Text,
    /// The sign that the others decide, asked for first.
    pub sums_up: Option<FindingId>,
    keys: Vec<FindingId>,
    others: Vec<FindingId>,
}

/// The parts of the sheet, then the sections that are none.
pub(crate) fn parts(knowledge: &Knowledge) -> Vec<Part<'_>> {
    let title = |section: SectionId| &section.of(&knowledge.sections).label;
    let of_sheet = knowledge.sheet.parts.iter().map(|part| {
        let cells = part.cells().map(|cell| cell.finding);
        let sums_up = part.summed_up_by.filter(|sums_up| part.cells().all(|cell| cell.finding != *sums_up));
        let others = part.rest.iter().copied().filter(|id| Some(*id) != sums_up);
        let keys = sums_up.into_iter().chain(cells).collect();
        Part { title: title(part.section), sums_up, keys, others: others.collect() }
    });
    let others = knowledge.sheet.others.iter();
    let others = others.map(|(section, ids)| Part {
        title: title(*section),
        sums_up: None,
        keys: Vec::new(),
        others: ids.clone(),
    });
    of_sheet.chain(others).collect()
}

/// Every question, part by part.
pub(crate) fn questions(parts: &[Part]) -> Vec<Question> {
    let mut questions = Vec::new();
    for (part, Part { keys, others, .. }) in parts.iter().enumerate() {
        let findings = keys.iter().map(|id| (*id, true)).chain(others.iter().map(|id| (*id, false)));
        questions.extend(findings.enumerate().map(|(at, (finding, key))| Question {
            finding,
            place: (part + 1, at + 1),
            key,
        }));
    }
    questions
}
