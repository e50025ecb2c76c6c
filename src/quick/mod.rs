//! Floor 3: a line of a note, a laboratory report or a letter -> what may be entered, what must be asked, what was not
//! understood.
//!
//! `scan` finds the pieces of a text, `parts` the items that belong together; `reader` goes through them: `flags` is what
//! an item says of all its names, `sense` what a term means in its place, `mention` what stands around it, `number` a value
//! beside it, `heads` which words several names share, `carry` how far what is said reaches, `judge` what follows. `settle`
//! puts all that together. A [`Proposal`] enters nothing: who shows it applies it. What cannot be sure is asked: never is a
//! specimen, a unit or a name guessed.

mod answers;
mod carry;
mod flags;
mod heads;
mod judge;
mod mention;
mod number;
mod parts;
mod reader;
mod scan;
mod sense;
mod settle;

use std::ops::Range;

pub use answers::Answers;

use crate::case::{Answer, AnswerValue, Case, History};
use crate::json::steers;
use crate::knowledge::{FindingId, Knowledge, Text};

/// Answers that are entered together.
pub type Choice = Vec<(FindingId, AnswerValue)>;

/// What a text says of a patient.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// What will be entered, in the order of the text.
    pub entries: Vec<Entry>,
    /// What must be asked first.
    pub questions: Vec<Question>,
    /// What was not understood, or says nothing of the patient now.
    pub refused: Vec<Refused>,
    /// The text is one bare name: it leads there and enters nothing.
    pub leads_to: Vec<FindingId>,
}

/// An answer with the piece of text it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What is answered.
    pub finding: FindingId,
    /// The answer.
    pub value: AnswerValue,
    /// The bytes of the text it was read from.
    pub span: Range<usize>,
}

/// What only the user can say.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What kind of question it is.
    pub kind: Kind,
    /// The bytes of the text that it is about.
    pub span: Range<usize>,
    /// The findings it is about, none of which is entered.
    pub about: Vec<FindingId>,
    /// What may be answered.
    pub choices: Vec<Choice>,
    /// The likeliest choice, where one is.
    pub suggested: Option<usize>,
    /// The question in words, where the pack has it.
    pub words: Option<Text>,
}

/// Why a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name may mean several findings.
    Which,
    /// The number may be in several units, or in none.
    Unit,
    /// It is not sure whether it is there.
    Sign,
    /// It is not sure whether a negation reaches so far.
    Scope,
    /// It was there: is it still?
    Now,
    /// A time beside a symptom: is it the time since the first one?
    Duration,
    /// The text says two things of it.
    Conflict,
}

/// A piece of text of which nothing is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The bytes of the text.
    pub span: Range<usize>,
    /// Why nothing is entered.
    pub reason: Reason,
}

/// Why nothing is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is no such finding here.
    NoItem,
    /// It needs a value, a sign or a result beside it.
    NoValue,
    /// It is said of a relative.
    Family,
    /// It is not sure.
    Uncertain,
    /// It is asked.
    Question,
    /// It is to be done, or awaited.
    Planned,
    /// It was once.
    Past,
    /// It is a drug with its dose.
    Drug,
    /// Without the narrower thing the finding may still be.
    Narrow,
}

/// A text from anywhere as it is read: each line ends in one character, and nothing is invisible but spaces and tabs.
pub fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| matches!(c, '\n' | '\t') || !steers(*c)).collect()
}

/// Reads a text of a patient, of whom `case` says what is known.
pub fn read(knowledge: &Knowledge, case: &Case, text: &str) -> Proposal {
    let pieces = scan::scan(text, knowledge.lexicon());
    let leads_to = sense::bare_name(text, &pieces, knowledge);
    if !leads_to.is_empty() {
        return Proposal { leads_to, ..Proposal::default() };
    }
    let mut reader = reader::Reader::new(knowledge, case, text, &pieces);
    parts::parts(&pieces).into_iter().for_each(|part| reader.part(&part));
    let mut proposal = settle::settle(reader.done());
    proposal.entries.iter_mut().for_each(|entry| close(text, &mut entry.span));
    proposal
}

/// Takes the bracket that ends what the piece holds the beginning of.
fn close(text: &str, span: &mut Range<usize>) {
    let opens = text
        .get(span.clone())
        .and_then(|piece| piece.rfind(['(', '\u{ff08}', ')', '\u{ff09}']).and_then(|at| piece.get(at..)));
    let is_open = opens.is_some_and(|rest| rest.starts_with(['(', '\u{ff08}']));
    let next = text.get(span.end..).and_then(|rest| rest.chars().next());
    if let Some(bracket) = next.filter(|next| is_open && matches!(next, ')' | '\u{ff09}')) {
        span.end += bracket.len_utf8();
    }
}

impl Proposal {
    /// Takes a choice of a question: what it says will be entered.
    pub fn choose(&mut self, question: usize, choice: usize) {
        if self.questions.get(question).is_none_or(|asked| choice >= asked.choices.len()) {
            return;
        }
        let asked = self.questions.remove(question);
        let chosen = asked.choices.into_iter().nth(choice).unwrap_or_default();
        // Whoever is asked has the last word.
        self.entries.retain(|entry| !chosen.iter().any(|(finding, _)| *finding == entry.finding));
        self.entries.extend(chosen.into_iter().map(|(finding, value)| Entry {
            finding,
            value,
            span: asked.span.clone(),
        }));
    }

    /// Whether nothing was found in the text.
    pub fn is_empty(&self) -> bool {
        *self == Proposal::default()
    }

    /// Enters what is to be entered, as one step. `false` where all of it stands so already.
    pub fn apply(&self, history: &mut History) -> bool {
        let answers = self.entries.iter().map(|Entry { finding, value, .. }| {
            let before = history.answer(*finding).cloned();
            (*finding, Some(before.unwrap_or_else(|| Answer::from(*value)).with(*value)))
        });
        let answers: Vec<_> = answers.collect();
        history.put(answers)
    }
}
