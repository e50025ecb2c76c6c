//! The walk through the questions: where it is, what was answered, what can be taken back.

use std::path::Path;

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
use crate::store::{CaseFile, How, SaveFault, expanded};

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
    notes: Vec<String>,
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
    /// Why they are in another file than the one that was named, if they are.
    moved: Option<String>,
    /// Whether it was said that the file is written in place.
    said_in_place: bool,
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
        let Patient { case, name, file, warnings, notes } = patient;
        let at = questions.iter().position(|question| case.answer(question.finding).is_none()).unwrap_or(0);
        let assessment = assess(knowledge, &case);
        let mut walk = Walk {
            wording: session.wording(),
            reason,
            case,
            name,
            warnings,
            notes,
            questions,
            at,
            assessment,
            file,
            undo: Vec::new(),
            named: false,
            trouble: None,
            moved: None,
            said_in_place: false,
            announced: None,
        };
        if let Some(theirs) = walk.file.take_if(|file| file.is_theirs()) {
            walk.notes.push(walk.read_only(theirs.path()));
            walk.moved = Some(walk.trouble_of(&SaveFault::InUse(theirs.path().to_owned())));
            walk.file = Some(theirs.beside());
        }
        walk
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
            Reply::Save(path) => (vec![self.save_as(&path)], Next::Wait),
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
    fn save(&mut self) -> Vec<String> {
        let text = self.case.to_text(self.wording.knowledge);
        let Some(file) = &mut self.file else {
            let reason = self.no_place();
            self.trouble = Some(reason.clone());
            return vec![self.save_failed(&reason)];
        };
        match file.save(&text) {
            Ok(how) => self.is_saved(how),
            Err(fault) => {
                let reason = self.trouble_of(&fault);
                self.trouble = Some(reason.clone());
                let mut said = vec![self.save_failed(&reason)];
                if fault.is_conflict() {
                    said.extend(self.go_on_beside(&text, reason));
                }
                said
            }
        }
    }

    /// Tries again what could not be saved.
    pub fn save_last(&mut self) {
        if self.is_lost() {
            self.save();
        }
    }

    fn is_saved(&mut self, how: How) -> Vec<String> {
        self.trouble = None;
        let mut said = Vec::new();
        if !std::mem::replace(&mut self.named, true) {
            said.push(self.saved());
        }
        if how == How::InPlace && !std::mem::replace(&mut self.said_in_place, true) {
            said.push(self.in_place());
        }
        said
    }

    /// Somebody else is at the file: the answers go on in one of their own beside it.
    fn go_on_beside(&mut self, text: &str, reason: String) -> Option<String> {
        let mut beside = self.file.as_ref()?.beside();
        beside.save(text).ok()?;
        (self.file, self.trouble, self.moved, self.named) = (Some(beside), None, Some(reason), true);
        Some(self.going_on())
    }

    /// Saves elsewhere and goes on there; where that fails, the file it was in is still the one.
    fn save_as(&mut self, path: &Path) -> String {
        let path = expanded(&path.to_string_lossy());
        let mut file = CaseFile::new(path.clone());
        match file.save(&self.case.to_text(self.wording.knowledge)) {
            Ok(_) => {
                (self.file, self.trouble, self.moved, self.named) = (Some(file), None, None, true);
                self.saved()
            }
            Err(SaveFault::Exists(_)) => self.there_already(&path),
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

    /// Whether the answers would be lost.
    pub fn is_lost(&self) -> bool {
        self.trouble.is_some()
    }

    /// Why the answers are not where they were meant to be, if they are not.
    pub fn unsaved(&self) -> Option<String> {
        let lost = self.trouble.as_ref().map(|reason| self.lost(reason));
        let moved = self.moved.as_ref().filter(|_| !self.is_empty());
        lost.or_else(|| moved.map(|reason| format!("{reason}. {}", self.going_on())))
    }

    pub fn welcome(&self) -> Vec<String> {
        let mut lines = vec![self.greeting()];
        lines.extend(self.notes.iter().cloned());
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
