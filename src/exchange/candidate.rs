//! Several statements about one finding: the latest holds, and two at one time that differ hold neither.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use super::{Entry, How, Moment, Open, Question, Reason};
use crate::case::{Answer, AnswerValue};
use crate::knowledge::{FindingId, Knowledge, Measure};

/// The answers that statements would give, by their findings.
#[derive(Default)]
pub(super) struct Candidates<'r>(BTreeMap<FindingId, Vec<Candidate<'r>>>);

struct Candidate<'r> {
    /// The place of the statement in its record.
    statement: usize,
    answer: Answer,
    how: How,
    at: Option<&'r Moment>,
}

/// What holds, and what became of each statement.
#[derive(Default)]
pub(super) struct Settled {
    /// The answers that hold.
    pub answers: Vec<(FindingId, Answer)>,
    fates: HashMap<usize, Fate>,
}

/// What became of what one statement would have answered.
#[derive(Default)]
pub(super) struct Fate {
    /// What was entered.
    pub entries: Vec<Entry>,
    /// What another statement contradicts.
    pub conflicts: Vec<Open>,
    /// Why it was passed over.
    pub passed: Option<Reason>,
}

impl<'r> Candidates<'r> {
    pub(super) fn add(
        &mut self,
        finding: FindingId,
        statement: usize,
        answer: Answer,
        how: How,
        at: Option<&'r Moment>,
    ) {
        self.0.entry(finding).or_default().push(Candidate { statement, answer, how, at });
    }
}

/// Decides for each finding what holds.
pub(super) fn settle(candidates: Candidates, knowledge: &Knowledge) -> Settled {
    let mut settled = Settled::default();
    for (finding, all) in candidates.0 {
        settled.finding(finding, all, knowledge.finding(finding).measure());
    }
    settled
}

impl Settled {
    /// What became of what a statement would have answered.
    pub(super) fn take(&mut self, statement: usize) -> Fate {
        self.fates.remove(&statement).unwrap_or_default()
    }

    fn fate(&mut self, statement: usize) -> &mut Fate {
        self.fates.entry(statement).or_default()
    }

    fn finding(&mut self, finding: FindingId, all: Vec<Candidate>, measure: Option<&Measure>) {
        let (known, unknown): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.answer.value.is_known());
        let (all, passed) = if known.is_empty() { (unknown, known) } else { (known, unknown) };
        passed.iter().for_each(|one| self.fate(one.statement).passed = Some(Reason::KnownElsewhere));
        // What a later statement says otherwise is history.
        let last = all.iter().filter_map(|one| Some((one.at?, one.statement))).max_by_key(|(at, _)| at.text.as_str());
        let is_earlier =
            |one: &Candidate| one.at.zip(last).is_some_and(|(at, (last, _))| at.order(last) == Some(Ordering::Less));
        let (history, latest): (Vec<_>, Vec<_>) = all.iter().partition(|one| is_earlier(one));
        for (one, (_, later)) in history.iter().zip(last.iter().cycle()) {
            self.fate(one.statement).passed = Some(Reason::Earlier(*later));
        }
        let Some(first) = latest.first() else { return };
        let agrees = |one: &&&Candidate| agree(&one.answer.value, &first.answer.value, measure);
        if let Some(other) = latest.iter().find(|one| !agrees(one)) {
            for one in &latest {
                let with = if agrees(&one) { other.statement } else { first.statement };
                let open = Open { findings: vec![finding], question: Question::Conflict(with) };
                self.fate(one.statement).conflicts.push(open);
            }
            return;
        }
        // What was said of the finding itself comes before what follows from something else.
        let best = latest.iter().min_by_key(|one| (one.how == How::Follows, one.at.is_none()));
        self.answers.extend(best.map(|best| (finding, best.answer.clone())));
        for one in latest {
            let entry = Entry { finding, answer: one.answer.clone(), how: one.how.clone() };
            self.fate(one.statement).entries.push(entry);
        }
    }
}

/// Whether two answers say the same, whatever stands beside them and in whatever units.
fn agree(one: &AnswerValue, other: &AnswerValue, measure: Option<&Measure>) -> bool {
    match (one, other, measure) {
        (AnswerValue::Quantity(one), AnswerValue::Quantity(other), Some(measure)) => {
            one.comparator == other.comparator && one.canonical(measure) == other.canonical(measure)
        }
        (one, other, _) => one == other,
    }
}
