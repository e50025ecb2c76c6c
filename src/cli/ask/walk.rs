//! The walk through the questions: where it is, what was answered, what can be taken back.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::quick::Proposed;
use super::reply::{Reply, understand};
use super::{Patient, finding};
use crate::case::{EntryFault, History};
use crate::cli::session::Session;
use crate::cli::talk::{Next, Reason, refused};
use crate::engine::{Assessment, assess_in};
use crate::json::Fault;
use crate::knowledge::files::Tier;
use crate::knowledge::{FindingId, SectionId};
use crate::say::{Style, Wording};
use crate::store::{CaseFile, How, SaveFault, expanded};

/// One finding that is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Question {
    pub finding: FindingId,
    pub section: SectionId,
    /// Its section and its place there, counted from 1.
    pub place: (usize, usize),
}

/// A conversation about one case.
pub(crate) struct Walk<'s> {
    pub wording: Wording<'s>,
    pub style: Style,
    /// What switched the plain mode on.
    pub reason: Reason,
    pub case: History,
    pub name: Option<String>,
    pub warnings: Vec<Fault>,
    notes: Vec<String>,
    pub questions: Vec<Question>,
    pub at: usize,
    pub assessment: Assessment,
    file: Option<CaseFile>,
    /// Whether a person is at a terminal.
    pub is_terminal: bool,
    /// The question whose number was asked about, until something else is said.
    pub asked: Option<Question>,
    /// What a line of a note proposes, until the next line takes it or leaves it.
    pub(super) proposed: Option<Proposed>,
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
    pub(crate) fn new(session: &'s Session, patient: Patient, reason: Reason, all: bool) -> Self {
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
        let case = History::new(case, session.setting);
        let assessment = assess_in(knowledge, &case, case.where_seen());
        let mut walk = Walk {
            wording: session.wording(),
            style: session.style,
            reason,
            case,
            name,
            warnings,
            notes,
            questions,
            at,
            assessment,
            file,
            is_terminal: io::stdin().is_terminal(),
            asked: None,
            proposed: None,
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
    pub(crate) fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        if let Some(proposed) = self.proposed.take()
            && let Some(answered) = self.answer_proposal(typed.trim(), proposed)
        {
            return answered;
        }
        let asked = self.asked.take();
        let (said, next) = self.react(typed, asked);
        if self.asked.is_none() && matches!(next, Next::Wait | Next::Refused(_)) {
            self.asked = asked.filter(|question| self.doubt(question.finding).is_some());
        }
        (said, next)
    }

    fn react(&mut self, typed: &str, asked: Option<Question>) -> (Vec<String>, Next) {
        let Some(question) = self.questions.get(self.at).or(self.questions.last()).copied() else {
            return (Vec::new(), Next::Quit);
        };
        let knowledge = self.wording.knowledge;
        let id = question.finding;
        let unit = self.quantity(id).map_or(0, |quantity| quantity.unit);
        let is_over = self.at == self.questions.len();
        match understand(typed, knowledge.finding(id), unit, knowledge) {
            Reply::Next => self.step(1),
            Reply::Back => self.step(-1),
            Reply::NextSection => self.next_section(),
            Reply::Goto(place) => self.goto(&place),
            Reply::Undo => self.take_back(),
            Reply::Help => (vec![self.help(), finding::keys(self.wording, id)], Next::Wait),
            Reply::Result => (self.result(), Next::Wait),
            Reply::Report => (self.report(), Next::Wait),
            Reply::Save(path) => (vec![self.save_as(&path)], Next::Wait),
            Reply::Quit => (Vec::new(), Next::Quit),
            Reply::Confirm => self.confirm(asked),
            Reply::OtherUnit(unit) => self.other_unit(asked, &unit),
            Reply::Quick(text) => self.propose(text),
            Reply::Setting(setting) => self.choose_setting(&setting),
            // The last question is answered; what follows was meant for another one.
            _ if is_over => refused(self.end()),
            Reply::Answer { value, read_as } => self.answer(question, value, read_as),
            Reply::Range(range) => self.range(question, &range),
            Reply::Note(note) => self.note(question, &note),
            Reply::Explained(cause) => self.explain(question, &cause),
            Reply::About => (self.about(id), Next::Wait),
            Reply::NotANumber(fault) => self.not_understood(question, &fault),
            Reply::NoAnswer => {
                let reason = finding::no_answer(self.wording, typed);
                (vec![reason.clone(), finding::keys(self.wording, id)], Next::Refused(reason))
            }
        }
    }

    /// A number or a range that was refused, with what may be typed.
    pub(crate) fn not_understood(&self, question: Question, fault: &EntryFault) -> (Vec<String>, Next) {
        let reason = self.wording.refusal(question.finding, fault);
        (vec![reason.clone(), finding::keys(self.wording, question.finding)], Next::Refused(reason))
    }

    fn step(&mut self, by: isize) -> (Vec<String>, Next) {
        match self.at.checked_add_signed(by) {
            Some(at) if at < self.questions.len() => self.go_to(at),
            Some(_) => self.at_the_end(),
            None => (vec![self.first()], Next::Wait),
        }
    }

    fn next_section(&mut self) -> (Vec<String>, Next) {
        let Some(here) = self.questions.get(self.at) else { return self.at_the_end() };
        match self.questions.iter().position(|other| other.place.0 > here.place.0) {
            Some(at) => self.go_to(at),
            None => self.at_the_end(),
        }
    }

    fn go_to(&mut self, at: usize) -> (Vec<String>, Next) {
        self.at = at;
        (Vec::new(), Next::Question)
    }

    fn at_the_end(&mut self) -> (Vec<String>, Next) {
        self.at = self.questions.len();
        (vec![self.end()], Next::Wait)
    }

    fn goto(&mut self, place: &str) -> (Vec<String>, Next) {
        let (section, question) = place.split_once('.').unwrap_or((place, "1"));
        let wanted = (section.parse().ok(), question.parse().ok());
        let at = self.questions.iter().position(|question| wanted == (Some(question.place.0), Some(question.place.1)));
        match at {
            Some(at) => self.go_to(at),
            None => refused(self.no_such_place(place)),
        }
    }

    /// Writes the file; says so the first time, and whenever it could not be done.
    pub(crate) fn save(&mut self) -> Vec<String> {
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
    pub(crate) fn save_last(&mut self) {
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

    pub(crate) fn path(&self) -> &Path {
        self.file.as_ref().map_or(Path::new(""), CaseFile::path)
    }

    /// Whether an answer was given, here or before.
    pub(crate) fn is_empty(&self) -> bool {
        self.case.done().is_empty() && !self.named
    }

    /// Whether the answers would be lost.
    pub(crate) fn is_lost(&self) -> bool {
        self.trouble.is_some()
    }

    /// Why the answers are not where they were meant to be, if they are not.
    pub(crate) fn unsaved(&self) -> Option<String> {
        let lost = self.trouble.as_ref().map(|reason| self.lost(reason));
        let moved = self.moved.as_ref().filter(|_| !self.is_empty());
        lost.or_else(|| moved.map(|reason| format!("{reason}. {}", self.going_on())))
    }

    pub(crate) fn welcome(&self) -> Vec<String> {
        let mut lines = vec![self.greeting()];
        lines.extend(self.notes.iter().cloned());
        lines.extend(self.wording.warnings(&self.warnings));
        lines
    }
}
