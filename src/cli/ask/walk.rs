//! The walk through the questions: where it is, what was answered, what can be taken back.

use std::path::{Path, PathBuf};

use super::reply::{Reply, understand};
use super::{Patient, finding};
use crate::case::{Answer, AnswerValue, Case, Quantity};
use crate::cli::session::Session;
use crate::cli::talk::{Next, Reason};
use crate::engine::{Assessment, assess};
use crate::json::Fault;
use crate::knowledge::files::Tier;
use crate::knowledge::{FindingId, SectionId};
use crate::report::Wording;
use crate::store::CaseFile;

/// One finding that is asked for.
#[derive(Clone, Copy)]
pub struct Question {
    pub finding: FindingId,
    pub section: SectionId,
    /// Its section and its place there, counted from 1.
    pub place: (usize, usize),
}

/// A conversation about one case.
pub struct Walk<'s> {
    pub wording: Wording<'s>,
    /// What switched the plain mode on.
    pub reason: Reason,
    pub case: Case,
    pub name: Option<String>,
    pub warnings: Vec<Fault>,
    pub questions: Vec<Question>,
    pub at: usize,
    pub assessment: Assessment,
    file: Option<CaseFile>,
    /// What each answer took the place of.
    undo: Vec<(FindingId, Option<Answer>)>,
    /// Whether the file was named already.
    pub named: bool,
    /// Why the answers are not on the disk, if they are not.
    trouble: Option<String>,
    /// The section that was announced last.
    pub announced: Option<usize>,
}

impl<'s> Walk<'s> {
    pub fn new(session: &'s Session, patient: Patient, reason: Reason, all: bool) -> Self {
        let knowledge = &session.knowledge;
        let mut questions = Vec::new();
        let mut sections = 0;
        for section in &knowledge.sections {
            let asked = section.findings.iter().filter(|id| all || knowledge.finding(**id).tier == Tier::Core);
            let before = questions.len();
            for (at, &finding) in asked.enumerate() {
                let section = knowledge.finding(finding).section;
                questions.push(Question { finding, section, place: (sections + 1, at + 1) });
            }
            sections += usize::from(questions.len() > before);
        }
        let Patient { case, name, file, warnings } = patient;
        let at = questions.iter().position(|question| case.answer(question.finding).is_none()).unwrap_or(0);
        let assessment = assess(knowledge, &case);
        Walk {
            wording: session.wording(),
            reason,
            case,
            name,
            warnings,
            questions,
            at,
            assessment,
            file,
            undo: Vec::new(),
            named: false,
            trouble: None,
            announced: None,
        }
    }

    /// Does what a line asks for, and says what came of it.
    pub fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        let Some(question) = self.questions.get(self.at).copied() else { return (Vec::new(), Next::Quit) };
        let knowledge = self.wording.knowledge;
        let unit = match self.case.known(question.finding) {
            Some(AnswerValue::Quantity(quantity)) => quantity.unit,
            _ => 0,
        };
        match understand(typed, knowledge.finding(question.finding), unit, knowledge) {
            Reply::Answer { value, read_as } => self.answer(question, value, read_as),
            Reply::Next => self.step(1),
            Reply::Back => self.step(-1),
            Reply::NextSection => self.next_section(question),
            Reply::Goto(place) => self.goto(&place),
            Reply::Undo => self.undo(),
            Reply::About => (finding::about(self.wording, &self.case, question.finding), Next::Wait),
            Reply::Help => (vec![self.help(), finding::keys(self.wording, question.finding)], Next::Wait),
            Reply::Result => (self.result(), Next::Wait),
            Reply::Save(path) => (vec![self.save_as(path)], Next::Wait),
            Reply::Quit => (Vec::new(), Next::Quit),
            Reply::NotANumber(fault) => {
                let refusal = finding::refusal(self.wording, question.finding, &fault);
                (vec![refusal, finding::keys(self.wording, question.finding)], Next::Wait)
            }
            Reply::NoAnswer => {
                let no_answer = finding::no_answer(self.wording, typed);
                (vec![no_answer, finding::keys(self.wording, question.finding)], Next::Wait)
            }
        }
    }

    fn answer(&mut self, question: Question, value: AnswerValue, read_as: Option<String>) -> (Vec<String>, Next) {
        let id = question.finding;
        let before = self.case.answer(id).cloned();
        let answer = before.clone().unwrap_or(value.into()).with(keep_range(value, before.as_ref()));
        self.undo.push((id, before));
        let mut said = vec![self.answered(question, &answer.value, read_as)];
        said.extend(self.put(id, Some(answer)));
        if self.at + 1 == self.questions.len() {
            said.push(self.end());
            return (said, Next::Wait);
        }
        self.at += 1;
        (said, Next::Question)
    }

    /// Puts an answer, writes the file, and says which verdicts changed.
    fn put(&mut self, id: FindingId, answer: Option<Answer>) -> Vec<String> {
        self.case.put(id, answer);
        let saved = self.save();
        let before = std::mem::replace(&mut self.assessment, assess(self.wording.knowledge, &self.case));
        let mut said = self.changes(&before);
        said.extend(saved);
        said
    }

    fn undo(&mut self) -> (Vec<String>, Next) {
        let Some((id, before)) = self.undo.pop() else { return (vec![self.nothing_to_undo()], Next::Wait) };
        self.at = self.questions.iter().position(|question| question.finding == id).unwrap_or(self.at);
        let changes = self.put(id, before);
        let mut said = vec![self.undone(id)];
        said.extend(changes);
        (said, Next::Question)
    }

    fn step(&mut self, by: isize) -> (Vec<String>, Next) {
        match self.at.checked_add_signed(by) {
            Some(at) if at < self.questions.len() => {
                self.at = at;
                (Vec::new(), Next::Question)
            }
            Some(_) => (vec![self.end()], Next::Wait),
            None => (vec![self.first()], Next::Wait),
        }
    }

    fn next_section(&mut self, question: Question) -> (Vec<String>, Next) {
        match self.questions.iter().position(|other| other.place.0 > question.place.0) {
            Some(at) => {
                self.at = at;
                (Vec::new(), Next::Question)
            }
            None => (vec![self.end()], Next::Wait),
        }
    }

    fn goto(&mut self, place: &str) -> (Vec<String>, Next) {
        let (section, question) = place.split_once('.').unwrap_or((place, "1"));
        let wanted = (section.parse().ok(), question.parse().ok());
        let at = self.questions.iter().position(|question| wanted == (Some(question.place.0), Some(question.place.1)));
        match at {
            Some(at) => {
                self.at = at;
                (Vec::new(), Next::Question)
            }
            None => (vec![self.no_such_place(place)], Next::Wait),
        }
    }

    /// Writes the file; says so the first time, and whenever it could not be done.
    fn save(&mut self) -> Option<String> {
        let Some(file) = &mut self.file else {
            let reason = self.no_place();
            self.trouble = Some(reason.clone());
            return Some(self.save_failed(&reason));
        };
        match file.save(&self.case, self.wording.knowledge) {
            Ok(()) => {
                self.trouble = None;
                let first = !std::mem::replace(&mut self.named, true);
                first.then(|| self.saved())
            }
            Err(fault) => {
                let reason = self.trouble_of(&fault);
                self.trouble = Some(reason.clone());
                Some(self.save_failed(&reason))
            }
        }
    }

    /// Saves elsewhere and goes on there; where that fails, the file it was in is still the one.
    fn save_as(&mut self, path: PathBuf) -> String {
        if path.exists() {
            return self.there_already(&path);
        }
        let mut file = CaseFile::new(path);
        match file.save(&self.case, self.wording.knowledge) {
            Ok(()) => {
                (self.file, self.trouble, self.named) = (Some(file), None, true);
                self.saved()
            }
            Err(fault) => self.save_failed(&self.trouble_of(&fault)),
        }
    }

    pub fn path(&self) -> &Path {
        self.file.as_ref().map_or(Path::new(""), CaseFile::path)
    }

    /// Whether an answer was given, here or before.
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty() && !self.named
    }

    /// Why the answers would be lost, if they would.
    pub fn unsaved(&self) -> Option<String> {
        self.trouble.as_ref().map(|reason| self.lost(reason))
    }

    pub fn welcome(&self) -> Vec<String> {
        let mut lines = vec![self.greeting()];
        lines.extend(self.wording.warnings(&self.warnings));
        lines
    }
}

/// A laboratory's own range stays with a new number in the same unit.
fn keep_range(value: AnswerValue, before: Option<&Answer>) -> AnswerValue {
    match (value, before.map(|answer| answer.value)) {
        (AnswerValue::Quantity(new), Some(AnswerValue::Quantity(old))) if new.unit == old.unit => {
            AnswerValue::Quantity(Quantity { reference: old.reference, ..new })
        }
        (value, _) => value,
    }
}
