//! From what a source says to answers. Here alone is decided what a statement means.

use super::candidate::{Candidates, Fate, settle};
use super::mapping::Mapped;
use super::value::{self, sign};
use super::vocabulary::Relation;
use super::{Account, Code, How, Import, Mapping, Open, Question, Reason, Record, Said, Standing, Statement, System};
use super::{Line, Outcome, Vocabulary};
use crate::case::{Answer, AnswerValue, Case};
use crate::knowledge::{FindingId, Kind, Knowledge};

/// Decides what statements mean, by the pack and the user's mapping.
pub struct Resolver<'k> {
    knowledge: &'k Knowledge,
    vocabulary: &'k Vocabulary,
    mapping: &'k Mapping,
}

/// What one statement says by itself.
#[derive(Default)]
pub(super) struct Meant {
    /// The answers that it would give.
    pub answers: Vec<(FindingId, Answer, How)>,
    /// What it leaves open.
    pub open: Vec<Open>,
    /// Why it says nothing, if it does.
    pub reason: Option<Reason>,
}

impl<'k> Resolver<'k> {
    /// A resolver for any number of records.
    pub fn new(knowledge: &'k Knowledge, vocabulary: &'k Vocabulary, mapping: &'k Mapping) -> Resolver<'k> {
        Resolver { knowledge, vocabulary, mapping }
    }

    /// The case that a record makes, and what became of each of its statements.
    pub fn resolve(&self, record: &Record) -> Import {
        let meant: Vec<Meant> = record.statements.iter().map(|statement| self.meant(statement)).collect();
        let mut candidates = Candidates::default();
        for ((at, statement), meant) in record.statements.iter().enumerate().zip(&meant) {
            for (finding, answer, how) in &meant.answers {
                candidates.add(*finding, at, answer.clone(), how.clone(), statement.at.as_ref());
            }
        }
        let mut settled = settle(candidates, self.knowledge);
        let mut case = Case::new(self.knowledge);
        for (finding, answer) in std::mem::take(&mut settled.answers) {
            case.put(finding, Some(answer));
        }
        let lines = record.statements.iter().enumerate().zip(meant).map(|((at, statement), meant)| {
            let Fate { entries, conflicts, passed } = settled.take(at);
            let open = meant.open.into_iter().chain(conflicts).collect();
            Line { statement: statement.clone(), outcome: Outcome::of(entries, open, meant.reason.or(passed)) }
        });
        let account = Account { lines: lines.collect() };
        Import::new(record, case, account)
    }

    fn meant(&self, statement: &Statement) -> Meant {
        let left = |reason| Meant { reason: Some(reason), ..Meant::default() };
        if statement.standing == Standing::Void {
            return left(Reason::Void);
        }
        let mapped = self.mapping.find(&statement.about);
        let direct = mapped.map(|mapped| vec![mapped.finding]).or_else(|| self.named(&statement.about));
        if let Some(findings) = direct {
            return self.of_finding(statement, &findings, mapped);
        }
        // A source may name a term beside the code of the number.
        let term = statement.about.iter().find(|code| code.system == System::Hpo);
        let of_term = term.map(|term| self.of_term(statement, term));
        let says_sign = sign(&statement.said, &self.vocabulary.results).is_some();
        match (of_term, self.measured(statement)) {
            (Some(meant), None) => meant,
            (Some(meant), Some(_)) if says_sign && meant.reason != Some(Reason::NotAsked) => meant,
            (_, Some(findings)) => self.of_finding(statement, &findings, None),
            (None, None) => left(Reason::NotAsked),
        }
    }

    /// The finding of this program that is named by its id.
    fn named(&self, about: &[Code]) -> Option<Vec<FindingId>> {
        let own = about.iter().filter(|code| code.system == System::Finding);
        own.filter_map(|code| self.knowledge.find(&code.code)).next().map(|finding| vec![finding])
    }

    /// The findings that are measured under the statement's code; one, where the specimen says which.
    fn measured(&self, statement: &Statement) -> Option<Vec<FindingId>> {
        let codes = statement.about.iter().filter(|code| code.system == System::Loinc);
        let findings = codes.map(|code| self.vocabulary.measured(&code.code)).find(|found| !found.is_empty())?;
        let of_specimen: Vec<FindingId> =
            findings.iter().copied().filter(|id| self.vocabulary.results.is_of(*id, &statement.specimen)).collect();
        match (findings, of_specimen.as_slice()) {
            ([_, _, ..], [_]) => Some(of_specimen),
            _ => Some(findings.to_vec()),
        }
    }

    /// A statement about a finding; of several, a person has to say which.
    fn of_finding(&self, statement: &Statement, findings: &[FindingId], mapped: Option<&Mapped>) -> Meant {
        let ask = |question| Meant { open: vec![Open { findings: findings.to_vec(), question }], ..Meant::default() };
        let &[id] = findings else { return ask(Question::Specimen) };
        if statement.said == Said::Nothing {
            return Meant { reason: Some(Reason::Nothing), ..Meant::default() };
        }
        let finding = self.knowledge.finding(id);
        match value::read(&statement.said, finding, mapped, &self.vocabulary.results) {
            Ok((AnswerValue::Present, _)) if statement.standing == Standing::Over => ask(Question::Over),
            Ok((value, how)) => {
                let answer = self.answer(statement, value, matches!(finding.kind, Kind::Sign(_)));
                Meant { answers: vec![(id, answer, how)], ..Meant::default() }
            }
            Err(question) => ask(question),
        }
    }

    /// A statement about a term of the ontology: what follows for the findings around it.
    fn of_term(&self, statement: &Statement, term: &Code) -> Meant {
        let left = |reason| Meant { reason: Some(reason), ..Meant::default() };
        let Some(value) = sign(&statement.said, &self.vocabulary.results) else {
            let near = self.vocabulary.says(&term.code, true);
            let exact: Vec<FindingId> =
                near.iter().filter(|(_, relation)| *relation == Relation::Same).map(|(id, _)| *id).collect();
            return match (&statement.said, exact.as_slice()) {
                (Said::Nothing, _) => left(Reason::Nothing),
                (_, []) => left(Reason::NotAsked),
                (_, findings) => self.of_finding(statement, findings, None),
            };
        };
        let present = value != AnswerValue::Absent;
        let says = self.vocabulary.says(&term.code, present);
        let certain: Vec<_> = says.iter().filter(|(_, relation)| *relation != Relation::Near).collect();
        let findings = |list: Vec<FindingId>, question| Meant {
            open: vec![Open { findings: list, question }],
            ..Meant::default()
        };
        if certain.is_empty() {
            let near: Vec<FindingId> = says.iter().map(|(id, _)| *id).collect();
            return match (near.is_empty(), self.vocabulary.around(&term.code, present).is_empty()) {
                (false, _) => findings(near, Question::Near),
                (true, true) => left(Reason::NotAsked),
                (true, false) => left(if present { Reason::Broader } else { Reason::SpecialForm }),
            };
        }
        if value == AnswerValue::Present && statement.standing == Standing::Over {
            return findings(certain.into_iter().map(|(id, _)| *id).collect(), Question::Over);
        }
        let answers = certain.into_iter().filter_map(|(id, relation)| match (relation, value) {
            (Relation::Same, _) => Some((*id, self.answer(statement, value, true), How::Said)),
            // That nobody knows of a kind of it says nothing of the whole.
            (_, AnswerValue::Present | AnswerValue::Absent) => {
                let basis = Answer { note: Some(statement.subject()), ..self.answer(statement, value, false) };
                Some((*id, basis, How::Follows))
            }
            _ => None,
        });
        let answers: Vec<_> = answers.collect();
        let reason = answers.is_empty().then_some(Reason::Nothing);
        Meant { answers, reason, ..Meant::default() }
    }

    /// The answer with what stands beside it.
    fn answer(&self, statement: &Statement, value: AnswerValue, is_sign: bool) -> Answer {
        let explained = statement.explained.clone().filter(|_| is_sign && value == AnswerValue::Present);
        Answer {
            note: statement.note.clone(),
            date: statement.at.as_ref().map(|at| at.date),
            explained,
            ..Answer::from(value)
        }
    }
}
