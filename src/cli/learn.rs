//! `poems learn`: a lesson in plain lines, then its question finding by finding.

use super::arguments::{Global, LearnOptions};
use super::ask::finding;
use super::ask::reply::{Reply, understand};
use super::open;
use super::session::{Session, suggestion};
use super::talk::{self, Next, Talk, talk};
use super::{Failure, Status};
use crate::case::{AnswerValue, Case};
use crate::knowledge::FindingId;
use crate::knowledge::files::LessonWords;
use crate::say::document::{Block, Line};
use crate::say::{self, Style, Wording};
use crate::store::now;
use crate::teach::lesson::{HINTS, Pages, contents};
use crate::teach::{Event, Exercise, Lesson, What};
use crate::tui::study::{Goal, Practice};

/// Names the lessons, or goes through one.
pub(crate) fn command(options: &LearnOptions, global: &Global, session: &Session) -> Result<Status, Failure> {
    let cases = &session.teaching_cases()?;
    let lessons = session.lessons(cases)?;
    let Some(topic) = &options.topic else {
        if talk::reason_or_pipe(global).is_none() {
            return open::study(Goal::Menu, Practice::default(), None, session);
        }
        let list = contents(session.wording(), &lessons, &session.progress()?);
        session.print(&say::text(&list, session.style))?;
        return Ok(Status::Done);
    };
    let lesson = lessons.iter().find(|lesson| lesson.id == *topic).ok_or_else(|| {
        let meant = suggestion(topic, lessons.iter().map(|lesson| lesson.id.as_str()));
        Failure::Input(format!("there is no lesson \"{topic}\" (poems learn names them){meant}"))
    })?;
    if talk::reason_or_pipe(global).is_none() {
        return open::study(Goal::Lesson(lesson.id.clone()), Practice::default(), None, session);
    }
    let exercise = lesson.question.exercise(&session.knowledge, cases);
    let mut course = Course {
        session,
        wording: session.wording(),
        style: session.style,
        lesson,
        pages: Pages::new(session.wording(), lesson, cases),
        asked: lesson.question.asked(&exercise),
        exercise,
        answers: Case::new(&session.knowledge),
        at: Place::Screen(0),
        hints: 0,
        trouble: None,
    };
    let talked = talk(&mut course, session.letters);
    match course.trouble {
        Some(message) => Err(Failure::Disk(message)),
        None => talked.map(|()| Status::Done),
    }
}

/// One learner's way through one lesson.
struct Course<'s> {
    session: &'s Session,
    wording: Wording<'s>,
    style: Style,
    lesson: &'s Lesson,
    pages: Pages<'s>,
    exercise: Exercise,
    asked: Vec<FindingId>,
    answers: Case,
    at: Place,
    /// So many hints were given at this finding.
    hints: usize,
    /// Why it could not be written down that the lesson was read.
    trouble: Option<String>,
}

/// Where the learner is, each counted from 0.
#[derive(Clone, Copy)]
enum Place {
    Screen(usize),
    Finding(usize),
}

impl Talk for Course<'_> {
    fn wording(&self) -> Wording<'_> {
        self.wording
    }

    fn place(&self) -> String {
        match self.at {
            Place::Screen(_) => self.wording.say(&self.lesson.title).to_owned(),
            Place::Finding(at) => self.wording.label(self.asked_at(at)).to_owned(),
        }
    }

    fn welcome(&self) -> Vec<String> {
        let mut lines = self.lines(&self.pages.opening());
        lines.push(String::new());
        lines.extend(self.sentence(self.wording.say(&self.words().welcome)));
        lines
    }

    fn question(&mut self) -> Vec<String> {
        let mut lines = vec![String::new()];
        match self.at {
            Place::Screen(at) => {
                lines.extend(self.lines(&self.pages.screen(at)));
                lines.push(String::new());
                lines.extend(self.sentence(self.wording.say(&self.words().keys_screen)));
            }
            Place::Finding(at) => {
                if at == 0 {
                    lines.extend(self.lines(&self.pages.question(&self.exercise)));
                    lines.push(String::new());
                }
                lines.extend(self.finding(at));
            }
        }
        lines
    }

    fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        match self.at {
            Place::Screen(at) => self.turn(at, typed),
            Place::Finding(at) => self.answer(at, typed),
        }
    }

    fn goodbye(&mut self) -> Vec<String> {
        self.sentence(self.wording.say(&self.words().goodbye))
    }
}

impl<'s> Course<'s> {
    fn words(&self) -> &'s LessonWords {
        &self.wording.words().lesson
    }

    fn lines(&self, blocks: &[Block]) -> Vec<String> {
        say::text(blocks, self.style).lines().map(str::to_owned).collect()
    }

    /// A sentence, broken where the terminal ends.
    fn sentence(&self, text: &str) -> Vec<String> {
        self.lines(&[Block::Paragraph(Line::plain(text))])
    }

    /// What was typed at a screen.
    fn turn(&mut self, at: usize, typed: &str) -> (Vec<String>, Next) {
        match (typed.to_lowercase().as_str(), at) {
            ("", _) => {
                let next = at + 1;
                self.at = if next < self.lesson.screens.len() { Place::Screen(next) } else { Place::Finding(0) };
                (Vec::new(), Next::Question)
            }
            ("b" | "back", 0) => (self.sentence(self.wording.say(&self.words().first)), Next::Wait),
            ("b" | "back", _) => {
                self.at = Place::Screen(at - 1);
                (Vec::new(), Next::Question)
            }
            ("?" | "？" | "help", _) => (self.sentence(self.wording.say(&self.words().help)), Next::Wait),
            ("q" | "quit", _) => (Vec::new(), Next::Quit),
            _ => {
                let reason = self.words().no_such_key(self.wording.lang, typed);
                let mut lines = self.sentence(&reason);
                lines.extend(self.sentence(self.wording.say(&self.words().keys_screen)));
                (lines, Next::Refused(reason))
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "a place at a finding is one of those asked")]
    fn asked_at(&self, at: usize) -> FindingId {
        self.asked[at]
    }

    /// One finding with what was answered, and what may be typed.
    fn finding(&self, at: usize) -> Vec<String> {
        let id = self.asked_at(at);
        let (number, count) = ((at + 1), self.asked.len());
        let place = self.words().place(self.wording.lang, number, count);
        let now = self.wording.said(&self.answers, id);
        let mut lines = self.sentence(&self.words().answered(self.wording.lang, place, self.wording.label(id), now));
        lines.extend(self.keys(id));
        lines
    }

    fn keys(&self, id: FindingId) -> Vec<String> {
        let mut lines = self.sentence(&finding::keys(self.wording, id));
        lines.extend(self.sentence(self.wording.say(&self.words().keys_question)));
        lines
    }

    /// What was typed at a finding.
    fn answer(&mut self, at: usize, typed: &str) -> (Vec<String>, Next) {
        let id = self.asked_at(at);
        let (wording, knowledge) = (self.wording, self.wording.knowledge);
        if ["h", "hint"].contains(&typed.to_lowercase().as_str()) {
            let hint = self.pages.hint(self.hints, &self.exercise, id);
            self.hints = (self.hints + 1).min(HINTS);
            return (self.lines(&[hint]), Next::Wait);
        }
        let unit = match self.answers.known(id) {
            Some(AnswerValue::Quantity(quantity)) => quantity.unit,
            _ => 0,
        };
        match understand(typed, knowledge.finding(id), unit, knowledge) {
            Reply::Answer { value, read_as } => {
                self.answers.put(id, Some(value.into()));
                let said = wording.pair(wording.label(id), &wording.answer(id, &value));
                let said = self.sentence(&finding::answered(wording, &said, read_as));
                self.go_on(at, said)
            }
            Reply::Next => self.go_on(at, Vec::new()),
            Reply::Back => {
                self.hints = 0;
                self.at = match at.checked_sub(1) {
                    Some(before) => Place::Finding(before),
                    None => Place::Screen(self.lesson.screens.len() - 1),
                };
                (Vec::new(), Next::Question)
            }
            Reply::About => {
                let about = finding::about(wording, id, None);
                (about.iter().flat_map(|line| self.sentence(line)).collect(), Next::Wait)
            }
            Reply::Help => (self.sentence(self.wording.say(&self.words().help_question)), Next::Wait),
            Reply::Quit => (Vec::new(), Next::Quit),
            Reply::NotANumber(fault) => self.refused(id, wording.refusal(id, &fault)),
            _ => self.refused(id, finding::no_answer(wording, typed)),
        }
    }

    fn refused(&self, id: FindingId, reason: String) -> (Vec<String>, Next) {
        let mut lines = self.sentence(&reason);
        lines.extend(self.keys(id));
        (lines, Next::Refused(reason))
    }

    /// The next finding; after the last one everything is marked.
    fn go_on(&mut self, at: usize, mut said: Vec<String>) -> (Vec<String>, Next) {
        self.hints = 0;
        if at + 1 < self.asked.len() {
            self.at = Place::Finding(at + 1);
            return (said, Next::Question);
        }
        let items = self.lesson.question.judge(self.wording.knowledge, &self.exercise, &self.answers);
        for page in [self.pages.marking(&self.exercise, &items), self.pages.closing()] {
            said.push(String::new());
            said.extend(self.lines(&page));
        }
        let read = Event { at: now(), what: What::Lesson(self.lesson.id.clone()) };
        self.trouble = self.session.write_down(&read).err();
        (said, Next::Quit)
    }
}
