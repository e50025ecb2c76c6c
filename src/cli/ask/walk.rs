//! The walk through the questions: where it is, what was answered, what can be taken back.

use std::collections::{BTreeSet, HashSet};
use std::mem::Discriminant;

use super::finding;
use super::keep::Kept;
use super::order::{Part, Question, parts, questions};
use super::quick::Proposed;
use super::reply::{NoAnswer, understand};
use super::{Patient, Start};
use crate::case::{EntryFault, History};
use crate::cli::session::Session;
use crate::cli::talk::command::{Command, Context, plain};
use crate::cli::talk::{Leave, Next, refused};
use crate::engine::{Assessment, assess_in, is_moot};
use crate::json::Fault;
use crate::knowledge::{FindingId, Kind};
use crate::say::Wording;
use crate::store::Diary;

/// A conversation about one case.
pub(crate) struct Walk<'s> {
    pub wording: Wording<'s>,
    pub case: History,
    pub warnings: Vec<Fault>,
    /// What is said before the first question.
    pub opening: Vec<String>,
    pub parts: Vec<Part<'s>>,
    /// The parts of which everything is asked for.
    pub opened: BTreeSet<usize>,
    pub questions: Vec<Question>,
    pub at: usize,
    pub assessment: Assessment,
    pub kept: Kept,
    /// Whether a person is at a terminal.
    pub is_terminal: bool,
    /// The question whose number was asked about, until something else is said.
    pub asked: Option<Question>,
    /// What a line of a note proposes, until the next line takes it or leaves it.
    pub(super) proposed: Option<Proposed>,
    /// The lines of a report that is pasted, until an empty one.
    pub(super) pasted: Option<String>,
    /// What was found, until the next line chooses one or leaves it.
    pub(super) found: Vec<FindingId>,
    /// The part that was announced last.
    pub announced: Option<usize>,
    /// The kinds of questions of which it was said how they are answered.
    pub hinted: HashSet<Discriminant<Kind>>,
    /// The finding whose lesson comes first.
    pub lesson: Option<FindingId>,
}

impl<'s> Walk<'s> {
    pub(crate) fn new(session: &'s Session, patient: Patient, start: Start, is_terminal: bool) -> Self {
        let knowledge = &session.knowledge;
        let parts = parts(knowledge);
        let Patient { case, name, file, warnings, notes } = patient;
        let mut case = History::new(case, session.setting);
        let mut diary = Diary::new(session.shelf());
        file.iter().for_each(|file| case.recall(diary.recall(file, knowledge)));
        let mut walk = Walk {
            wording: session.wording(),
            assessment: assess_in(knowledge, &case, case.where_seen()),
            case,
            warnings,
            opening: Vec::new(),
            opened: if start.all { (1..=parts.len()).collect() } else { BTreeSet::new() },
            questions: questions(&parts),
            parts,
            at: 0,
            kept: Kept::new(file, diary),
            is_terminal,
            asked: None,
            proposed: None,
            pasted: None,
            found: Vec::new(),
            announced: None,
            hinted: HashSet::new(),
            lesson: None,
        };
        let is_open = |question: &Question| walk.is_asked(question) && walk.case.answer(question.finding).is_none();
        walk.at = walk.questions.iter().position(is_open).unwrap_or(0);
        walk.opening = walk.greeting(start.reason, name.as_deref());
        walk.opening.extend(notes);
        walk.opening.extend(walk.wording.warnings(&walk.warnings));
        if let Some(theirs) = walk.kept.go_beside_theirs(walk.wording) {
            walk.opening.push(theirs);
        }
        if let Some(text) = start.text {
            let (said, _) = walk.propose(text);
            walk.opening.extend(said);
        }
        walk
    }

    /// Whether a question comes by itself: a key one, or one of a part that was opened; and not one that is answered by
    /// others, or moot.
    pub(crate) fn is_asked(&self, question: &Question) -> bool {
        let id = question.finding;
        let is_wanted = question.key || self.opened.contains(&question.place.0);
        let follows = || self.known().inferred(id).is_some() || is_moot(self.wording.knowledge, &self.case, id);
        is_wanted && (self.case.answer(id).is_some() || !follows())
    }

    /// Does what a line asks for, and says what came of it.
    pub(crate) fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        if let Some(pasted) = self.pasted.take() {
            return self.paste(pasted, typed);
        }
        if let Some(proposed) = self.proposed.take()
            && let Some(answered) = self.answer_proposal(typed.trim(), proposed)
        {
            return answered;
        }
        let found = std::mem::take(&mut self.found);
        if let (Ok(number), false) = (plain(typed).parse::<usize>(), found.is_empty()) {
            // A number is for the list, and never falls to the question.
            return match number.checked_sub(1).and_then(|at| found.get(at)) {
                Some(finding) => self.go_to_finding(*finding),
                None => refused(self.no_such_answer(typed)),
            };
        }
        let asked = self.asked.take();
        let (said, next) = self.react(typed, asked);
        if self.asked.is_none() && matches!(next, Next::Wait | Next::Refused(_)) {
            self.asked = asked.filter(|question| self.doubt(question.finding).is_some());
        }
        (said, next)
    }

    fn react(&mut self, typed: &str, asked: Option<Question>) -> (Vec<String>, Next) {
        if typed.is_empty() {
            return self.step_on();
        }
        if plain(typed).starts_with('/') {
            return self.propose(typed.chars().skip(1).collect());
        }
        if let Some((command, text)) = Command::read(typed, Context::Questions, self.wording.words()) {
            return self.obey(command, text, asked);
        }
        let Some(question) = self.here() else { return refused(self.end()) };
        let (knowledge, id) = (self.wording.knowledge, question.finding);
        let unit = finding::unit(self.wording, &self.case, id);
        match understand(typed, knowledge.finding(id), unit, knowledge) {
            Ok(understood) => self.answer(question, understood),
            Err(NoAnswer::Number(fault)) => self.not_understood(question, &fault),
            Err(NoAnswer::Word) => self.refused(question, finding::no_answer(self.wording, typed)),
        }
    }

    /// The question at hand; `None` after the last one.
    pub(crate) fn here(&self) -> Option<Question> {
        self.questions.get(self.at).copied()
    }

    pub(crate) fn part_of(&self, question: Question) -> Option<&Part<'s>> {
        question.place.0.checked_sub(1).and_then(|at| self.parts.get(at))
    }

    fn obey(&mut self, command: Command, text: &str, asked: Option<Question>) -> (Vec<String>, Next) {
        if let Some(said) = command.everywhere(Context::Questions, self.wording) {
            return if command == Command::Help { (self.help(), Next::Wait) } else { said };
        }
        match command {
            Command::Back => return self.step_back(),
            Command::Part => return self.next_part(),
            Command::Goto | Command::Find if text.is_empty() => return refused(self.needs_text(command)),
            Command::Goto => return self.goto(text),
            Command::Find => return self.find(text),
            Command::Undo => return self.take_back(),
            Command::Redo => return self.do_again(),
            Command::Confirm => return self.confirm(asked),
            Command::Unit => return self.other_unit(asked, text),
            Command::Paste => return self.begin_paste(),
            Command::Setting => return self.choose_setting(text),
            Command::Language => return self.other_language(),
            Command::Answers => return (self.answers(), Next::Wait),
            Command::More if self.here().is_none() => return self.open_all(),
            Command::Result => {
                let said = self.result(text).map(|lines| (lines, Next::Wait));
                return said.unwrap_or_else(|| refused(self.no_such_answer(text)));
            }
            Command::Report => return (self.report(), Next::Wait),
            Command::Save if text.is_empty() => return refused(self.needs_text(command)),
            Command::Save => return (vec![self.save_as(text)], Next::Wait),
            Command::Export => return self.export(text),
            _ => {}
        }
        // What is left is about the question at hand; after the last one it was meant for another.
        let Some(question) = self.here() else { return refused(self.end()) };
        match command {
            Command::More => self.open_part(question),
            Command::Rest => self.mark_rest(question),
            Command::Note => self.note(question, text),
            Command::Range => self.range(question, text),
            Command::Because => self.explain(question, text),
            Command::Lesson => {
                self.lesson = Some(question.finding);
                (Vec::new(), Next::Leave(Leave::Aside))
            }
            _ => (self.about(question.finding), Next::Wait),
        }
    }

    /// A number or a range that was refused, with what may be typed.
    pub(crate) fn not_understood(&self, question: Question, fault: &EntryFault) -> (Vec<String>, Next) {
        self.refused(question, self.wording.refusal(question.finding, fault))
    }

    fn refused(&self, question: Question, reason: String) -> (Vec<String>, Next) {
        let keys = finding::keys(self.wording, &self.case, question.finding);
        ([reason.clone()].into_iter().chain(keys).collect(), Next::Refused(reason))
    }

    /// The next question that comes by itself, from a place on.
    pub(crate) fn next_from(&self, at: usize) -> Option<usize> {
        let mut later = self.questions.iter().enumerate().skip(at);
        later.find(|(_, question)| self.is_asked(question)).map(|(at, _)| at)
    }

    /// The first question from here on that has no answer yet; this one where all have.
    pub(crate) fn go_to_open(&mut self) {
        let is_open = |question: &Question| self.case.answer(question.finding).is_none() && self.is_asked(question);
        let mut later = self.questions.iter().enumerate().skip(self.at);
        self.at = later.find(|(_, question)| is_open(question)).map_or(self.at, |(at, _)| at);
    }

    fn step_on(&mut self) -> (Vec<String>, Next) {
        match self.next_from(self.at + 1) {
            Some(at) => self.go_to(at),
            None => self.at_the_end(),
        }
    }

    fn step_back(&mut self) -> (Vec<String>, Next) {
        let before = self.questions.get(..self.at).unwrap_or_default();
        match before.iter().rposition(|question| self.is_asked(question)) {
            Some(at) => self.go_to(at),
            None => (vec![self.first()], Next::Wait),
        }
    }

    pub(crate) fn next_part(&mut self) -> (Vec<String>, Next) {
        let Some(here) = self.here() else { return self.at_the_end() };
        let is_later = |question: &Question| question.place.0 > here.place.0;
        let later = self.questions.iter().position(is_later).and_then(|at| self.next_from(at));
        later.map(|at| self.go_to(at)).unwrap_or_else(|| self.at_the_end())
    }

    /// Asks for everything of a part from now on.
    fn open_part(&mut self, question: Question) -> (Vec<String>, Next) {
        let part = question.place.0;
        let others = |walk: &Self| {
            let others = walk.questions.iter().enumerate().filter(|(_, other)| other.place.0 == part && !other.key);
            others.filter(|(_, other)| walk.is_asked(other)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        if !self.opened.insert(part) {
            return (vec![self.no_more()], Next::Wait);
        }
        match others(self).as_slice() {
            [] => (vec![self.no_more()], Next::Wait),
            opened @ [first, ..] => {
                self.at = *first;
                (vec![self.more_opened(opened.len())], Next::Question)
            }
        }
    }

    /// Asks for everything from now on, from the first question that was not asked yet.
    fn open_all(&mut self) -> (Vec<String>, Next) {
        self.opened.extend(1..=self.parts.len());
        let is_open = |question: &Question| self.is_asked(question) && self.case.answer(question.finding).is_none();
        match self.questions.iter().position(is_open) {
            Some(at) => self.go_to(at),
            None => (vec![self.no_more()], Next::Wait),
        }
    }

    pub(crate) fn go_to(&mut self, at: usize) -> (Vec<String>, Next) {
        self.at = at;
        (Vec::new(), Next::Question)
    }

    pub(crate) fn at_the_end(&mut self) -> (Vec<String>, Next) {
        self.at = self.questions.len();
        (vec![self.end()], Next::Wait)
    }

    fn other_language(&mut self) -> (Vec<String>, Next) {
        self.wording = Wording::new(self.wording.knowledge, self.wording.lang.other());
        self.announced = None;
        (vec![self.language_is()], Next::Question)
    }
}
