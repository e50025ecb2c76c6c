//! What became of each statement of a record.

use std::collections::BTreeMap;

use super::{Record, Statement};
use crate::case::{Answer, AnswerValue, Case, EntryFault};
use crate::knowledge::FindingId;

/// A case that was made of a record, and what became of each statement.
#[derive(Clone, Debug)]
pub struct Import {
    /// What the source calls the patient.
    pub patient: Option<String>,
    /// The answers that are plain.
    pub case: Case,
    /// What became of each statement.
    pub account: Account,
}

/// A line for each statement of a record, in the order of the source.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// As many as the record has statements.
    pub lines: Vec<Line>,
}

/// What became of one statement.
#[derive(Clone, Debug)]
pub struct Line {
    /// What the source says.
    pub statement: Statement,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a statement: exactly one of these.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Entered as it was said; what follows from it, too.
    Taken(Vec<Entry>),
    /// Entered in other terms than it was said in.
    Converted(Vec<Entry>),
    /// Entered, and rests on what the user declared.
    Assumed(Vec<Entry>),
    /// Some of it has to be answered by a person.
    Asked {
        /// What was entered all the same.
        entered: Vec<Entry>,
        /// What is open.
        open: Vec<Open>,
    },
    /// Nothing of it was entered.
    Left(Reason),
}

/// An answer that a statement gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The finding.
    pub finding: FindingId,
    /// What was entered.
    pub answer: Answer,
    /// How it came out of what was said.
    pub how: How,
}

/// How an answer came out of what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It is what was said.
    Said,
    /// It was said in these other terms.
    Converted(String),
    /// What was said is a kind of the finding, or the finding is a kind of what is absent.
    Follows,
    /// The unit was not said; the mapping file declares it.
    Assumed,
}

/// What a person has to answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// The findings that are open.
    pub findings: Vec<FindingId>,
    /// Why.
    pub question: Question,
}

/// Why a statement gave no answer to a finding that it speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The code says nearly what the finding says.
    Near,
    /// The code is that of several findings, and the specimen is not said, or is none of theirs.
    Specimen,
    /// A number without a unit: the number.
    NoUnit(String),
    /// No number or unit that the finding takes.
    Refused(EntryFault),
    /// A value that says nothing plain of the finding: the value.
    NotPlain(String),
    /// Another statement says otherwise at the same time: its place in the account.
    Conflict(usize),
    /// It was so, and is over.
    Over,
}

/// Why nothing of a statement was entered.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// No finding has to do with it.
    NotAsked,
    /// It says less than any finding does: what is present may be something else.
    Broader,
    /// Only a kind of a finding is absent; others may be there.
    SpecialForm,
    /// The source took it back.
    Void,
    /// A later statement says what holds now: its place in the account.
    Earlier(usize),
    /// Not known here, and known by another statement.
    KnownElsewhere,
    /// It says nothing.
    Nothing,
}

impl Outcome {
    /// What was entered of it.
    pub fn entries(&self) -> &[Entry] {
        match self {
            Outcome::Taken(entries)
            | Outcome::Converted(entries)
            | Outcome::Assumed(entries)
            | Outcome::Asked { entered: entries, .. } => entries,
            Outcome::Left(_) => &[],
        }
    }

    /// The outcome of what was entered, what is open, and why nothing was, if neither.
    pub(super) fn of(entries: Vec<Entry>, open: Vec<Open>, reason: Option<Reason>) -> Outcome {
        let is = |how: fn(&How) -> bool| entries.iter().any(|entry| how(&entry.how));
        match () {
            () if !open.is_empty() => Outcome::Asked { entered: entries, open },
            () if entries.is_empty() => Outcome::Left(reason.unwrap_or(Reason::NotAsked)),
            () if is(|how| *how == How::Assumed) => Outcome::Assumed(entries),
            () if is(|how| *how == How::Said) => Outcome::Taken(entries),
            () => Outcome::Converted(entries),
        }
    }
}

/// Over many records: what each finding got, and what was lost on the way.
#[derive(Clone, Debug, Default)]
pub struct Losses {
    /// How many records there were.
    pub records: usize,
    /// The findings that any record speaks of.
    pub findings: BTreeMap<FindingId, Loss>,
    /// What no finding has to do with: how often each was said, by what it is called.
    pub not_asked: BTreeMap<String, usize>,
    /// Statements that said less, or were taken back, or said nothing.
    pub other: usize,
}

/// What the records say of one finding.
#[derive(Clone, Debug, Default)]
pub struct Loss {
    /// In so many the sign is present, or the number or the option is known.
    pub known: usize,
    /// In so many it is absent.
    pub absent: usize,
    /// In so many it is said to be unknown, or cannot be had.
    pub unknown: usize,
    /// Statements that could not be used, by why.
    pub unusable: Vec<(Question, usize)>,
}

impl Losses {
    /// What became of all statements of some records.
    pub fn of<'i>(imports: impl IntoIterator<Item = &'i Import>) -> Losses {
        let mut losses = Losses::default();
        for import in imports {
            losses.records += 1;
            for (finding, answer) in import.case.answers() {
                let loss = losses.findings.entry(finding).or_default();
                match answer.value {
                    AnswerValue::Absent => loss.absent += 1,
                    AnswerValue::Unknown | AnswerValue::Unobtainable => loss.unknown += 1,
                    AnswerValue::Present | AnswerValue::Option(_) | AnswerValue::Quantity(_) => loss.known += 1,
                }
            }
            import.account.lines.iter().for_each(|line| losses.count(line));
        }
        losses
    }

    fn count(&mut self, line: &Line) {
        match &line.outcome {
            Outcome::Asked { open, .. } => {
                for Open { findings, question } in open {
                    for finding in findings {
                        let unusable = &mut self.findings.entry(*finding).or_default().unusable;
                        let alike =
                            |known: &Question| std::mem::discriminant(known) == std::mem::discriminant(question);
                        match unusable.iter_mut().find(|(known, _)| alike(known)) {
                            Some((_, count)) => *count += 1,
                            None => unusable.push((question.clone(), 1)),
                        }
                    }
                }
            }
            Outcome::Left(Reason::NotAsked) => *self.not_asked.entry(line.statement.subject()).or_default() += 1,
            Outcome::Left(_) => self.other += 1,
            Outcome::Taken(_) | Outcome::Converted(_) | Outcome::Assumed(_) => {}
        }
    }
}

impl Import {
    pub(super) fn new(record: &Record, mut case: Case, account: Account) -> Import {
        case.id = record.id.clone().or_else(|| record.patient.clone());
        Import { patient: record.patient.clone(), case, account }
    }
}
