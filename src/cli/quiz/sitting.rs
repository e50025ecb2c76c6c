//! A quiz as a conversation.

use std::io;

use super::reply::{Refusal, Reply, understand_mark};
use crate::case::{Answer, AnswerValue, Case, Change, History};
use crate::cli::ask::finding::{keys, no_answer};
use crate::cli::ask::reply::NoAnswer;
use crate::cli::session::Session;
use crate::cli::talk::command::{Command, Context, plain};
use crate::cli::talk::{Leave, Next, Reason, Talk, said, welcome};
use crate::json::shown;
use crate::knowledge::files::QuizWords;
use crate::knowledge::{FindingId, search};
use crate::say::Wording;
use crate::say::document::{Block, Level, Line};
use crate::store::{Ledger, now};
use crate::teach::feedback;
use crate::teach::quiz::{OFFERED, Step};
use crate::teach::results::{ResultRow, csv};
use crate::teach::summary::{Lead, summary};
use crate::teach::{Event, Lesson, Percent, Progress, Quiz, What};

/// So many findings are named at a time.
const NAMED: usize = 12;

/// Where the results go.
pub(crate) struct Results {
    ledger: Ledger,
    learner: Option<String>,
    /// Those of this sitting, which can be taken back.
    rows: Vec<ResultRow>,
}

impl Results {
    pub(crate) fn new(ledger: Ledger, learner: Option<String>) -> Results {
        Results { ledger, learner, rows: Vec::new() }
    }

    fn add(&mut self, row: ResultRow) -> io::Result<()> {
        self.rows.push(row.clone());
        self.ledger.add(&csv(&[row]))
    }

    fn take_back(&mut self) -> io::Result<()> {
        self.rows.pop().map_or(Ok(()), |row| self.ledger.take_back(&csv(&[row])))
    }
}

/// A learner at the quiz.
pub(crate) struct Sitting<'s> {
    session: &'s Session,
    wording: Wording<'s>,
    quiz: Quiz,
    progress: Progress,
    lessons: Vec<Lesson>,
    /// What switched the plain mode on, where that was not said yet.
    reason: Option<Reason>,
    results: Option<Results>,
    /// The answers to the text at hand.
    case: History,
    /// Why a grade is not in the notebook, if one is not.
    pub trouble: Option<String>,
}

impl<'s> Sitting<'s> {
    pub(crate) fn new(
        session: &'s Session,
        quiz: Quiz,
        progress: Progress,
        lessons: Vec<Lesson>,
        reason: Option<Reason>,
        results: Option<Results>,
    ) -> Self {
        let case = given(&quiz, session);
        Sitting { session, wording: session.wording(), quiz, progress, lessons, reason, results, case, trouble: None }
    }

    fn words(&self) -> &'s QuizWords {
        &self.session.knowledge.interface.quiz
    }

    /// A line that was not taken; the reason alone is one line.
    fn refused(&self, reason: String, keys: String) -> (Vec<String>, Next) {
        (vec![reason.clone(), keys], Next::Refused(reason))
    }

    fn mark(&mut self, typed: &str) -> (Vec<String>, Next) {
        match understand_mark(typed, &self.session.knowledge) {
            Reply::Command(command, text) => self.obey(command, &text),
            Reply::NotUnderstood => {
                self.refused(no_answer(self.wording, typed), self.wording.say(&self.words().keys_mark).to_owned())
            }
            Reply::Answers(answers) => self.take(answers),
        }
    }

    fn obey(&mut self, command: Command, text: &str) -> (Vec<String>, Next) {
        match command {
            Command::Done => {
                self.quiz.hand_in(&self.session.knowledge, Case::clone(&self.case));
                (Vec::new(), Next::Question)
            }
            Command::Story => (Vec::new(), Next::Question),
            Command::List => (self.list(), Next::Wait),
            Command::Undo => self.undo_mark(),
            Command::Find => (self.find(text), Next::Wait),
            Command::Help => {
                let how = self.wording.say(&self.words().help_mark).to_owned();
                ([how].into_iter().chain(Command::all(Context::Text, self.wording)).collect(), Next::Wait)
            }
            other => other.everywhere(Context::Text, self.wording).unwrap_or((Vec::new(), Next::Question)),
        }
    }

    /// Takes the answers of a line; those that are understood stand, whatever became of the others.
    fn take(&mut self, answers: Vec<Result<(FindingId, AnswerValue), Refusal>>) -> (Vec<String>, Next) {
        let (mut said, mut next) = (Vec::new(), Next::Wait);
        for answer in answers {
            match answer {
                Ok((finding, value)) => said.push(self.put(finding, value)),
                Err(refusal) => {
                    let why = self.why_refused(refusal);
                    next = Next::Refused(why.first().cloned().unwrap_or_default());
                    said.extend(why);
                }
            }
        }
        (said, next)
    }

    fn put(&mut self, finding: FindingId, value: AnswerValue) -> String {
        let answer = value.is_known().then(|| Answer::from(value));
        self.case.put([(finding, answer)]);
        shown(&self.wording.pair(self.wording.label(finding), &self.wording.answer(finding, &value)))
    }

    /// Why a finding could not be answered, in one line, and what else might have been meant.
    fn why_refused(&self, why: Refusal) -> Vec<String> {
        match why {
            Refusal::Unknown(name) => vec![self.words().no_finding(self.wording.lang, &name)],
            Refusal::Several(name, found) => {
                let mut lines = vec![self.words().several_findings(self.wording.lang, &name)];
                lines.extend(self.name(&found));
                lines
            }
            Refusal::NeedsValue(finding) | Refusal::Value(finding, NoAnswer::Word) => {
                let label = self.wording.label(finding);
                let [first, others @ ..] = &*keys(self.wording, &self.case, finding) else {
                    return vec![label.to_owned()];
                };
                [self.wording.pair(label, first)].into_iter().chain(others.iter().cloned()).collect()
            }
            Refusal::Value(finding, NoAnswer::Number(fault)) => vec![self.wording.refusal(finding, &fault)],
        }
    }

    /// Findings as they can be typed.
    fn name(&self, findings: &[FindingId]) -> Vec<String> {
        let knowledge = &self.session.knowledge;
        let line = |id: &FindingId| self.wording.pair(&knowledge.finding(*id).id, self.wording.label(*id));
        findings.iter().take(NAMED).map(line).collect()
    }

    fn find(&self, query: &str) -> Vec<String> {
        let found = search(&self.session.knowledge, query);
        match found.is_empty() {
            true => vec![self.words().no_finding(self.wording.lang, query)],
            false => self.name(&found),
        }
    }

    fn list(&self) -> Vec<String> {
        let line = |(id, answer): (FindingId, &Answer)| {
            shown(&self.wording.pair(self.wording.label(id), &self.wording.answer(id, &answer.value)))
        };
        let lines: Vec<String> = self.case.answers().map(line).collect();
        if lines.is_empty() { vec![self.wording.say(&self.words().nothing_marked).to_owned()] } else { lines }
    }

    fn undo_mark(&mut self) -> (Vec<String>, Next) {
        let Some(finding) = self.case.undo().and_then(Change::finding) else { return self.take_back() };
        let said = self.wording.pair(self.wording.label(finding), &self.wording.said(&self.case, finding));
        (vec![shown(&said)], Next::Wait)
    }

    /// Takes back a step of the quiz, a grade once it is taken back in the notebook.
    fn take_back(&mut self) -> (Vec<String>, Next) {
        if let Some(key) = self.quiz.last_key() {
            self.write_down(What::Undo(key));
            if self.trouble.is_some() {
                return (Vec::new(), self.next());
            }
        }
        let Some(undone) = self.quiz.undo() else {
            return (vec![self.wording.say(&self.wording.words().ask.nothing_to_undo).to_owned()], Next::Wait);
        };
        if let Some(marks) = undone.marks {
            self.case = History::new(marks, None);
        }
        (vec![self.wording.say(&self.words().step_undone).to_owned()], self.next())
    }

    fn choose(&mut self, typed: &str) -> (Vec<String>, Next) {
        if let Some((command, _)) = Command::read(typed, Context::Choice, self.wording.words()) {
            return match command {
                Command::Story => (self.told(), Next::Wait),
                Command::TakeBack => self.take_back(),
                other => other.everywhere(Context::Choice, self.wording).unwrap_or((Vec::new(), Next::Question)),
            };
        }
        if matches!(self.quiz.step(), Step::Probability(_)) {
            return self.believe(typed);
        }
        let count = self.quiz.choices();
        let chosen = plain(typed).parse::<usize>();
        let Some(at) = chosen.ok().and_then(|number| number.checked_sub(1)).filter(|at| *at < count) else {
            return self.refused(no_answer(self.wording, typed), self.keys_choose());
        };
        if let Some(recall) = self.quiz.choose(&self.session.knowledge, at) {
            self.write_down(What::Recall(recall));
            if self.trouble.is_some() {
                // What is not in the notebook was not given.
                self.quiz.undo();
            }
            self.case = given(&self.quiz, self.session);
        }
        (Vec::new(), self.next())
    }

    /// The quiz goes on until it is over, or until something cannot be written down.
    fn next(&self) -> Next {
        if self.quiz.step() == Step::Over || self.trouble.is_some() { Next::Leave(Leave::Over) } else { Next::Question }
    }

    /// Whose case it is, and all that was told so far.
    fn told(&self) -> Vec<String> {
        let title = self.quiz.round().map(|round| self.wording.say(&self.quiz.case(round).title));
        let title = title.map(|title| Block::Heading(Level::Title, Line::plain(title)));
        let told = Block::Paragraph(feedback::told_so_far(&self.quiz, self.wording));
        said(&title.into_iter().chain([told]).collect::<Vec<_>>())
    }

    /// A typed number is the percentage itself: one of those offered takes no more keys than any other.
    fn believe(&mut self, typed: &str) -> (Vec<String>, Next) {
        match Percent::typed(typed) {
            Some(percent) => {
                self.quiz.believe(percent);
                (Vec::new(), Next::Question)
            }
            None => self.refused(self.words().percent_refused(self.wording.lang, typed), self.keys_choose()),
        }
    }

    fn keys_choose(&self) -> String {
        match self.quiz.step() {
            Step::Probability(_) => {
                let offered = self.wording.either(&OFFERED.map(|percent| percent.to_string()));
                self.words().keys_percent(self.wording.lang, &offered)
            }
            Step::Reveal(_) => self.wording.say(&self.words().keys_reveal).to_owned(),
            _ => self.words().keys_choose(self.wording.lang, self.quiz.choices()),
        }
    }

    fn write_down(&mut self, what: What) {
        let event = Event { at: now(), what };
        // Nothing goes on from a grade that is not in the notebook.
        if let Err(trouble) = self.session.write_down(&event) {
            self.trouble = Some(trouble);
            return;
        }
        if let Some(results) = &mut self.results {
            let changed = match (&event.what, self.quiz.outcomes().last()) {
                (What::Recall(_), Some(round)) => {
                    let row = self.quiz.result(round, results.learner.clone(), event.at);
                    results.add(row)
                }
                _ => results.take_back(),
            };
            let path = results.ledger.path().display();
            let trouble = changed.err().map(|error| format!("{path}: could not be written: {error}"));
            self.trouble = trouble;
        }
        self.progress.add(event);
    }
}

/// What is known before the text is read.
fn given(quiz: &Quiz, session: &Session) -> History {
    let given = quiz.round().map(|round| round.exercise.given.clone());
    History::new(given.unwrap_or_else(|| Case::new(&session.knowledge)), None)
}

impl Talk for Sitting<'_> {
    fn wording(&self) -> Wording<'_> {
        self.wording
    }

    fn place(&self) -> String {
        let at = self.quiz.outcomes().len() + 1;
        let (number, count) = (at, (at + self.quiz.to_come()));
        self.words().place(self.wording.lang, number, count)
    }

    fn welcome(&mut self) -> Vec<String> {
        let count = self.quiz.to_come() + 1;
        let notice = self.wording.say(&self.session.knowledge.notice).to_owned();
        let plain = self.reason.map(|reason| [welcome(self.wording, reason), notice]);
        plain.into_iter().flatten().chain([self.words().welcome(self.wording.lang, count)]).collect()
    }

    fn question(&mut self) -> Vec<String> {
        let screen = feedback::screen(&self.quiz, self.wording);
        let is_new = matches!(self.quiz.step(), Step::Mark | Step::Feedback);
        let mut lines = vec![String::new()];
        lines.extend(if is_new { self.told() } else { Vec::new() });
        lines.extend(said(&screen.blocks));
        let words = &self.wording.words().plain_menu;
        let option = |(at, option): (usize, &String)| words.numbered(self.wording.lang, at + 1, option);
        let options = screen.options.iter().filter(|_| !screen.takes_percent);
        lines.extend(options.enumerate().map(option));
        lines.push(match self.quiz.step() {
            Step::Mark => self.wording.say(&self.words().keys_mark).to_owned(),
            _ => self.keys_choose(),
        });
        lines
    }

    fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        match self.quiz.step() {
            Step::Mark => self.mark(typed),
            Step::Over => (Vec::new(), Next::Leave(Leave::Over)),
            _ => self.choose(typed),
        }
    }

    fn goodbye(&mut self) -> Vec<String> {
        let weak = Lead::all(&self.session.knowledge, &self.progress, &self.lessons);
        let summary = summary(&self.quiz, &weak, self.wording);
        [String::new()].into_iter().chain(said(&summary)).collect()
    }
}
