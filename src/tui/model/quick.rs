//! The box of quick entry: the text in it, and what that says.

use super::field::Field;
use crate::engine::Assessment;
use crate::knowledge::{FindingId, Text};
use crate::order;
use crate::quick::{Answers, Entry, Proposal};

/// What stands in the box, with what was answered of it. It stays with the chart until it is entered or emptied.
#[derive(Debug)]
pub(crate) struct Typed {
    pub field: Field,
    pub answers: Answers,
    /// It was left here before: a letter typed now begins anew, any other key goes on with it.
    pub is_left: bool,
    /// What stood here before it, which comes back where nothing stands.
    pub before: String,
}

impl Default for Typed {
    fn default() -> Typed {
        Typed { field: Field::note(""), answers: Answers::default(), is_left: false, before: String::new() }
    }
}

impl Typed {
    /// Begins anew; what stood here can be brought back.
    pub(crate) fn clear(&mut self) {
        let text = self.field.text().trim();
        let before = if text.is_empty() { std::mem::take(&mut self.before) } else { text.to_owned() };
        *self = Typed { before, ..Typed::default() };
    }
}

/// What the text says, read again after each key.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    pub proposal: Proposal,
    /// What it is the name of, where it is nothing else: enter goes there.
    pub found: Vec<FindingId>,
    /// The match that has the cursor.
    pub at: usize,
    /// What would follow, were it entered now.
    pub after: Option<Assessment>,
    /// Which verdicts that would change.
    pub would: Option<Text>,
    /// The question that has the keyboard; else the text has it.
    pub asked: Option<usize>,
    /// How far it was scrolled; else what the cursor is in is in sight.
    pub top: Option<usize>,
    /// What was entered already, once enter was pressed: what is answered then belongs to the same step.
    pub taken: Option<Taken>,
}

/// What was entered of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Taken {
    pub entries: Vec<Entry>,
    /// Whether it is the last change of the case.
    pub is_step: bool,
}

/// A part of the text, by its place in the proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Entry(usize),
    Question(usize),
    Refused(usize),
}

impl Reading {
    /// The parts in the order of the text, each with where it begins.
    pub(crate) fn parts(&self) -> Vec<(usize, Part)> {
        let Proposal { entries, questions, refused, .. } = &self.proposal;
        let entries = entries.iter().enumerate().map(|(at, entry)| (entry.span.start, Part::Entry(at)));
        let questions = questions.iter().enumerate().map(|(at, question)| (question.span.start, Part::Question(at)));
        let refused = refused.iter().enumerate().map(|(at, refused)| (refused.span.start, Part::Refused(at)));
        let mut parts: Vec<(usize, Part)> = entries.chain(questions).chain(refused).collect();
        order::by_key(&mut parts, |(start, _)| *start);
        parts
    }
}
