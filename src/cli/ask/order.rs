//! In which order findings are asked for: part by part, in each the key findings first and the others where they are wanted.

use crate::knowledge::files::Tier;
use crate::knowledge::{FindingId, Knowledge, Text};

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
    findings: Vec<(FindingId, bool)>,
}

/// The parts in the order of the sections.
pub(crate) fn parts(knowledge: &Knowledge) -> Vec<Part<'_>> {
    let is_key = |id: &FindingId| knowledge.finding(*id).tier == Tier::Core;
    let part = |section: &crate::knowledge::Section| {
        let (keys, others): (Vec<_>, Vec<_>) = section.findings.iter().partition(|id| is_key(id));
        let findings = keys.into_iter().map(|id| (*id, true)).chain(others.into_iter().map(|id| (*id, false)));
        findings.collect()
    };
    knowledge.sections.iter().map(|section| Part { title: &section.label, findings: part(section) }).collect()
}

/// Every question, part by part.
pub(crate) fn questions(parts: &[Part]) -> Vec<Question> {
    let of_part = |(part, findings): (usize, &Part)| {
        let question = move |(at, (finding, key)): (usize, &(FindingId, bool))| Question {
            finding: *finding,
            place: (part + 1, at + 1),
            key: *key,
        };
        findings.findings.iter().enumerate().map(question).collect::<Vec<_>>()
    };
    parts.iter().enumerate().flat_map(of_part).collect()
}
