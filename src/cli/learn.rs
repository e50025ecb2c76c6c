//! `poems learn`: a lesson in plain lines, then its question finding by finding.

use super::arguments::{Global, LearnOptions};
use super::ask::finding;
use super::ask::reply::{NoAnswer, Understood, understand};
use super::session::{Session, suggestion};
use super::talk::command::{Command, Context};
use super::talk::pick::Pick;
use super::talk::{self, Console, Leave, Next, Talk, said};
use super::{Failure, Status};
use super::{home, open};
use crate::case::{Case, TeachingCase};
use crate::knowledge::FindingId;
use crate::knowledge::files::LessonWords;
use crate::say::{self, Wording};
use crate::store::now;
use crate::teach::lesson::{Answers, HINTS, Pages, Understanding, contents};
use crate::teach::{Event, Exercise, Lesson, What, called};
use crate::tui::study::{Goal, Practice};

/// Names the lessons, or goes through one.
pub(crate) fn command(options: &LearnOptions, global: &Global, session: Session) -> Result<Status, Failure> {
    let cases = session.teaching_cases()?;
    let lessons = session.lessons(&cases)?;
    let Some(topic) = &options.topic else {
        if talk::reason_or_pipe(global).is_none() {
            return open::study(Goal::Menu, Practice::default(), None, &session);
        }
        let list = contents(session.wording(), &lessons, &session.progress()?);
        session.print(&say::text(&list, session.style))?;
        return Ok(Status::Done);
    };
    let lesson = called(&lessons, topic).and_then(|at| lessons.get(at)).ok_or_else(|| {
        let meant = suggestion(topic, lessons.iter().map(|lesson| lesson.id.as_str()));
        Failure::Input(format!("there is no lesson \"{topic}\" (poems learn names them){meant}"))
    })?;
    if talk::reason_or_pipe(global).is_none() {
        return open::study(Goal::Lesson(lesson.id.clone()), Practice::default(), None, &session);
    }
    let mut console = Console::standard(session.letters);
    let leave = Course::new(lesson, &cases, session.wording(), &session, false).take(&mut console)?;
    home::after(leave, session, &mut console)
}

/// One of the lessons, by its number.
pub(super) fn choose(session: &Session, console: &mut Console) -> Result<Leave, Failure> {
    let (cases, progress) = (session.teaching_cases()?, session.progress()?);
    let (lessons, wording) = (session.lessons(&cases)?, session.wording());
    let words = &wording.words().plain_menu;
    let name = |lesson: &Lesson| {
        let title = wording.pair(wording.say(&lesson.title), wording.say(&lesson.summary));
        if lesson.is_finished(&progress) { words.read(wording.lang, title) } else { title }
    };
    let title = words.choose_lesson(wording.lang, lessons.len());
    let mut pick = Pick { wording, title, items: lessons.iter().map(name).collect(), chosen: None };
    let leave = console.talk(&mut pick)?;
    match pick.chosen.and_then(|at| lessons.get(at)) {
        Some(lesson) => Course::new(lesson, &cases, wording, session, true).take(console),
        None => Ok(leave),
    }
}

/// The lesson about a finding, between the questions; where there is none that is said.
pub(super) fn about(
    finding: FindingId,
    wording: Wording,
    session: &Session,
    console: &mut Console,
) -> Result<Leave, Failure> {
    let cases = session.teaching_cases()?;
    let lessons = session.lessons(&cases)?;
    match lessons.iter().find(|lesson| lesson.teaches.contains(&finding)) {
        Some(lesson) => Course::new(lesson, &cases, wording, session, true).take(console),
        None => {
            console.say(&[wording.say(&wording.words().study.no_lesson).to_owned()])?;
            Ok(Leave::Over)
        }
    }
}

/// One learner's way through one lesson.
struct Course<'s> {
    session: &'s Session,
    wording: Wording<'s>,
    lesson: &'s Lesson,
    pages: Pages<'s>,
    exercise: Exercise,
    asked: Vec<FindingId>,
    answers: Case,
    at: Place,
    /// So many hints were given at this finding.
    hints: usize,
    /// Whether there is something to go back to before its first page.
    inside: bool,
    /// Why it could not be written down that the lesson was read.
    trouble: Option<String>,
}

/// Where the learner is, each counted from 0.
#[derive(Clone, Copy)]
enum Place {
    Screen(usize),
    Understanding,
    Finding(usize),
}

impl Talk for Course<'_> {
    fn wording(&self) -> Wording<'_> {
        self.wording
    }

    fn place(&self) -> String {
        match self.at {
            Place::Screen(_) | Place::Understanding => self.wording.say(&self.lesson.title).to_owned(),
            Place::Finding(at) => self.wording.label(self.asked_at(at)).to_owned(),
        }
    }

    fn welcome(&mut self) -> Vec<String> {
        let hint = self.wording.say(&self.words().welcome).to_owned();
        said(&self.pages.opening()).into_iter().chain([hint]).collect()
    }

    fn question(&mut self) -> Vec<String> {
        let mut lines = vec![String::new()];
        match self.at {
            Place::Screen(at) => lines.extend(said(&self.pages.screen(at))),
            Place::Understanding => lines.extend(self.understanding()),
            Place::Finding(at) => {
                if at == 0 {
                    lines.extend(said(&self.pages.question(&self.exercise)));
                    lines.push(self.wording.say(&self.words().keys_question).to_owned());
                }
                lines.extend(self.finding(at));
            }
        }
        lines
    }

    fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        match self.at {
            Place::Screen(at) => self.turn(at, typed),
            Place::Understanding => self.understand(typed),
            Place::Finding(at) => self.answer(at, typed),
        }
    }

    fn goodbye(&mut self) -> Vec<String> {
        vec![self.wording.say(&self.words().goodbye).to_owned()]
    }
}

impl<'s> Course<'s> {
    fn new(
        lesson: &'s Lesson,
        cases: &'s [TeachingCase],
        wording: Wording<'s>,
        session: &'s Session,
        inside: bool,
    ) -> Self {
        let exercise = lesson.question.exercise(&session.knowledge, cases);
        Course {
            session,
            wording,
            lesson,
            pages: Pages::new(wording, lesson, cases),
            asked: lesson.question.asked(&exercise),
            exercise,
            answers: Case::new(&session.knowledge),
            at: Place::Screen(0),
            hints: 0,
            inside,
            trouble: None,
        }
    }

    fn take(mut self, console: &mut Console) -> Result<Leave, Failure> {
        let leave = console.talk(&mut self);
        match self.trouble {
            Some(message) => Err(Failure::Disk(message)),
            None => leave,
        }
    }

    fn words(&self) -> &'s LessonWords {
        &self.wording.words().lesson
    }

    /// What was typed at a screen.
    fn turn(&mut self, at: usize, typed: &str) -> (Vec<String>, Next) {
        match Command::read(typed, Context::Page, self.wording.words()) {
            None if typed.is_empty() => {
                self.at = match &self.lesson.understanding {
                    _ if at + 1 < self.lesson.screens.len() => Place::Screen(at + 1),
                    Some(_) => Place::Understanding,
                    None => Place::Finding(0),
                };
                (Vec::new(), Next::Question)
            }
            None => {
                let reason = self.words().no_such_key(self.wording.lang, typed);
                (vec![reason.clone(), self.wording.say(&self.words().keys_screen).to_owned()], Next::Refused(reason))
            }
            Some((command, _)) => match (command.everywhere(Context::Page, self.wording), at) {
                (Some(common), _) => common,
                (None, 0) if self.inside => (Vec::new(), Next::Leave(Leave::Over)),
                (None, 0) => (vec![self.wording.say(&self.words().first).to_owned()], Next::Wait),
                (None, _) => {
                    self.at = Place::Screen(at - 1);
                    (Vec::new(), Next::Question)
                }
            },
        }
    }

    /// The question of understanding with its answers.
    fn understanding(&self) -> Vec<String> {
        let Some(understanding) = &self.lesson.understanding else { return Vec::new() };
        let answers = self.pages.answers(understanding);
        let words = &self.wording.words().plain_menu;
        let answers = answers.into_iter().enumerate().map(|(at, text)| words.numbered(self.wording.lang, at + 1, text));
        said(&self.pages.understanding(understanding))
            .into_iter()
            .chain(answers)
            .chain([self.keys(understanding)])
            .collect()
    }

    fn keys(&self, understanding: &Understanding) -> String {
        self.wording
            .say(match understanding.answers {
                Answers::Options { .. } => &self.words().keys_understanding,
                Answers::Percent { .. } => &self.words().keys_percent,
            })
            .to_owned()
    }

    /// What was typed at the question of understanding; an empty line passes it over.
    fn understand(&mut self, typed: &str) -> (Vec<String>, Next) {
        let Some(understanding) = &self.lesson.understanding else { return (Vec::new(), Next::Question) };
        if let Some((command, _)) = Command::read(typed, Context::Page, self.wording.words()) {
            return command.everywhere(Context::Page, self.wording).unwrap_or_else(|| {
                self.at = Place::Screen(self.lesson.screens.len() - 1);
                (Vec::new(), Next::Question)
            });
        }
        let lines = match understanding.read(typed) {
            Some(given) => said(&self.pages.understood(understanding, given)),
            None if typed.is_empty() => Vec::new(),
            None => {
                let reason = match understanding.answers {
                    Answers::Options { .. } => self.words().no_such_key(self.wording.lang, typed),
                    Answers::Percent { .. } => self.words().no_percent(self.wording.lang, typed),
                };
                return (vec![reason.clone(), self.keys(understanding)], Next::Refused(reason));
            }
        };
        self.at = Place::Finding(0);
        (lines, Next::Question)
    }

    #[expect(clippy::indexing_slicing, reason = "a place at a finding is one of those asked")]
    fn asked_at(&self, at: usize) -> FindingId {
        self.asked[at]
    }

    /// One finding with what was answered, and what it is answered with.
    fn finding(&self, at: usize) -> Vec<String> {
        let id = self.asked_at(at);
        let (number, count) = ((at + 1), self.asked.len());
        let place = self.words().place(self.wording.lang, number, count);
        let now = self.wording.said(&self.answers, id);
        let line = self.words().answered(self.wording.lang, place, self.wording.label(id), now);
        [line].into_iter().chain(finding::choices(self.wording, &self.answers, id)).collect()
    }

    /// What was typed at a finding.
    fn answer(&mut self, at: usize, typed: &str) -> (Vec<String>, Next) {
        let id = self.asked_at(at);
        let (wording, knowledge) = (self.wording, self.wording.knowledge);
        if typed.is_empty() {
            return self.go_on(at, Vec::new());
        }
        if let Some((command, _)) = Command::read(typed, Context::Exercise, wording.words()) {
            return command.everywhere(Context::Exercise, wording).unwrap_or_else(|| self.obey(command, at));
        }
        let unit = finding::unit(wording, &self.answers, id);
        match understand(typed, knowledge.finding(id), unit, knowledge) {
            Ok(Understood { value, read_as }) => {
                self.answers.put(id, Some(value.into()));
                let said = wording.pair(wording.label(id), &wording.answer(id, &value));
                self.go_on(at, vec![finding::answered(wording, &said, read_as)])
            }
            Err(NoAnswer::Number(fault)) => self.refused(id, wording.refusal(id, &fault)),
            Err(NoAnswer::Word) => self.refused(id, finding::no_answer(wording, typed)),
        }
    }

    fn obey(&mut self, command: Command, at: usize) -> (Vec<String>, Next) {
        let id = self.asked_at(at);
        match command {
            Command::Hint => {
                let hint = self.pages.hint(self.hints, &self.exercise, id);
                self.hints = (self.hints + 1).min(HINTS);
                (said(&[hint]), Next::Wait)
            }
            Command::Back => {
                self.hints = 0;
                self.at = match at.checked_sub(1) {
                    Some(before) => Place::Finding(before),
                    None if self.lesson.understanding.is_some() => Place::Understanding,
                    None => Place::Screen(self.lesson.screens.len() - 1),
                };
                (Vec::new(), Next::Question)
            }
            _ => (
                [finding::about(self.wording, id, None), finding::keys(self.wording, &self.answers, id)].concat(),
                Next::Wait,
            ),
        }
    }

    fn refused(&self, id: FindingId, reason: String) -> (Vec<String>, Next) {
        let keys = finding::keys(self.wording, &self.answers, id);
        ([reason.clone()].into_iter().chain(keys).collect(), Next::Refused(reason))
    }

    /// The next finding; after the last one everything is marked.
    fn go_on(&mut self, at: usize, mut lines: Vec<String>) -> (Vec<String>, Next) {
        self.hints = 0;
        if at + 1 < self.asked.len() {
            self.at = Place::Finding(at + 1);
            return (lines, Next::Question);
        }
        let items = self.lesson.question.judge(self.wording.knowledge, &self.exercise, &self.answers);
        for page in [self.pages.marking(&self.exercise, &items), self.pages.closing()] {
            lines.push(String::new());
            lines.extend(said(&page));
        }
        let read = Event { at: now(), what: What::Lesson(self.lesson.id.clone()) };
        self.trouble = self.session.write_down(&read).err();
        (lines, Next::Leave(Leave::Over))
    }
}
