//! All that was found, put together: the same said twice is said once, and what contradicts itself is asked.

use std::ops::Range;

use super::{Choice, Entry, Kind, Proposal, Question, Reason, Refused};
use crate::case::AnswerValue;
use crate::knowledge::{FindingId, Text};
use crate::order;

/// An answer with the date beside it.
#[derive(Debug)]
pub(super) struct Draft {
    entry: Entry,
    date: Option<String>,
}

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    entries: Vec<Draft>,
    questions: Vec<Question>,
    refused: Vec<Refused>,
}

impl Drafts {
    pub(super) fn enter(&mut self, finding: FindingId, value: AnswerValue, span: Range<usize>, date: Option<String>) {
        self.entries.push(Draft { entry: Entry { finding, value, span }, date });
    }

    pub(super) fn ask(
        &mut self,
        kind: Kind,
        span: Range<usize>,
        about: Vec<FindingId>,
        choices: Vec<Choice>,
        suggested: Option<usize>,
        words: Option<Text>,
    ) {
        self.questions.push(Question { kind, span, about, choices, suggested, words });
    }

    /// How much was found so far.
    pub(super) fn count(&self) -> usize {
        self.entries.len() + self.questions.len() + self.refused.len()
    }

    /// Whether something is asked within these bytes.
    pub(super) fn asks_within(&self, span: &Range<usize>) -> bool {
        self.questions.iter().any(|question| span.start <= question.span.start && question.span.end <= span.end)
    }

    pub(super) fn refuse(&mut self, span: Range<usize>, reason: Reason) {
        self.refused.push(Refused { span, reason });
    }
}

/// The proposal that follows.
pub(super) fn settle(drafts: Drafts) -> Proposal {
    let Drafts { entries, questions, refused } = drafts;
    let mut proposal = Proposal::default();
    let mut seen: Vec<FindingId> = Vec::new();
    for question in questions {
        let is_same = |other: &Question| other.about == question.about && other.choices == question.choices;
        if !proposal.questions.iter().any(is_same) {
            proposal.questions.push(question);
        }
    }
    for Draft { entry, .. } in &entries {
        let id = entry.finding;
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let of_it: Vec<&Draft> = entries.iter().filter(|other| other.entry.finding == id).collect();
        let mut values: Vec<(&AnswerValue, Option<&str>)> = Vec::new();
        for draft in &of_it {
            if !values.iter().any(|(value, _)| **value == draft.entry.value) {
                values.push((&draft.entry.value, draft.date.as_deref()));
            }
        }
        let is_asked = proposal.questions.iter().any(|question| question.about == [id] && contradicts(question));
        if values.len() == 1 {
            // Where it is asked about already, that is the question.
            proposal.entries.extend((!is_asked).then(|| entry.clone()));
            continue;
        }
        // The later one first, where dates say which that is.
        let is_dated = values.iter().all(|(_, date)| date.is_some());
        if is_dated {
            order::by(&mut values, |(_, one), (_, other)| other.cmp(one));
        }
        let span = of_it.first().map_or(0, |draft| draft.entry.span.start)
            ..of_it.last().map_or(0, |draft| draft.entry.span.end);
        let choices = values.iter().map(|(value, _)| vec![(id, **value)]).collect();
        let suggested = is_dated.then_some(0);
        proposal.questions.push(Question {
            kind: Kind::Conflict,
            span,
            about: vec![id],
            choices,
            suggested,
            words: None,
        });
    }
    // A question whose findings are answered all the same has nothing to ask.
    let entered: Vec<FindingId> = proposal.entries.iter().map(|entry| entry.finding).collect();
    proposal.questions.retain(|question| {
        let has_open = question.kind == Kind::Which || question.kind == Kind::Conflict || contradicts(question);
        has_open || !question.about.iter().all(|id| entered.contains(id))
    });
    proposal.refused = joined(refused);
    order::by_key(&mut proposal.entries, |entry| entry.span.start);
    order::by_key(&mut proposal.questions, |question| question.span.start);
    proposal
}

/// Whether an answer elsewhere in the text may contradict what is asked about here.
fn contradicts(question: &Question) -> bool {
    match question.kind {
        Kind::Unit => true,
        Kind::Sign => question.suggested.is_none(),
        _ => false,
    }
}

/// What was refused, each piece once.
fn joined(mut refused: Vec<Refused>) -> Vec<Refused> {
    order::by_key(&mut refused, |refused| (refused.span.start, std::cmp::Reverse(refused.span.end)));
    let mut kept: Vec<Refused> = Vec::new();
    for next in refused {
        if !kept.iter().any(|before| before.span.start <= next.span.start && next.span.end <= before.span.end) {
            kept.push(next);
        }
    }
    kept
}
