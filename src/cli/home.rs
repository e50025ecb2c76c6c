//! The menu of the plain mode: the user's own cases, a new one, published ones, lessons, quiz and cards.

use std::time::SystemTime;

use super::arguments::QuizOptions;
use super::ask::finding::no_answer;
use super::ask::{self, Patient, Start};
use super::session::Session;
use super::talk::command::{Command, Context, plain};
use super::talk::pick::Pick;
use super::talk::{Console, Leave, Next, Reason, Talk, refused, welcome};
use super::{Failure, Status, cards, learn, quiz};
use crate::case::{AT_TOP, Case};
use crate::engine::judge;
use crate::json::shown;
use crate::knowledge::Lang;
use crate::say::Wording;
use crate::store::{CaseFile, ShelfEntry};

/// So many cases are named before more are asked for.
const NAMED: usize = 9;

/// So many cases a quiz has, and so many cards are dealt.
const CASES: u16 = 5;
const CARDS: u16 = 20;

/// What the menu names, in this order.
const NAMED_COMMANDS: [Command; 8] = [
    Command::New,
    Command::Published,
    Command::Lessons,
    Command::Quiz,
    Command::Cards,
    Command::Language,
    Command::Help,
    Command::Quit,
];

/// Begins at the menu.
pub(super) fn command(reason: Reason, session: Session) -> Result<Status, Failure> {
    let mut console = Console::standard(session.letters);
    menu(Some(reason), session, &mut console)
}

/// What follows when a conversation that was begun by a command is left.
pub(super) fn after(leave: Leave, session: Session, console: &mut Console) -> Result<Status, Failure> {
    if leave == Leave::Menu { menu(None, session, console) } else { Ok(Status::Done) }
}

/// The menu, and whatever is opened from it, until the program is left.
fn menu(mut reason: Option<Reason>, mut session: Session, console: &mut Console) -> Result<Status, Failure> {
    let mut status = Status::Done;
    let mut is_new = true;
    loop {
        let mut menu = Menu::new(&session, reason.take(), std::mem::take(&mut is_new));
        let leave = console.talk(&mut menu)?;
        let (chosen, lang) = (menu.chosen.take(), menu.wording.lang);
        session.lang = lang;
        let Some(chosen) = chosen.filter(|_| leave == Leave::Aside) else { return Ok(status) };
        match open(chosen, &session, console) {
            Ok((Leave::Quit | Leave::Input, _)) => return Ok(status),
            Ok((_, lang)) => session.lang = lang,
            // A person is told, and may choose something else; the lines of a pipe were meant for what did not open.
            Err(failure) if console.is_terminal() && !matches!(failure, Failure::Closed) => {
                status = status.max(failure.status());
                console.say(&[failure.to_string()])?;
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// What was chosen.
enum Chosen {
    /// A case on the shelf.
    Case(ShelfEntry),
    /// A new case, from a line of a note where there is one.
    New(Option<String>),
    Published,
    Lessons,
    Quiz,
    Cards,
}

fn open(chosen: Chosen, session: &Session, console: &mut Console) -> Result<(Leave, Lang), Failure> {
    let leave = match chosen {
        Chosen::Case(entry) => {
            let patient = ask::patient(Some(&entry.path), session)?.called(entry.name);
            return ask::ask(patient, Start::default(), session, console);
        }
        Chosen::New(text) => {
            let patient = Patient::new(Case::new(&session.knowledge), None, "case", session);
            return ask::ask(patient, Start { text, ..Start::default() }, session, console);
        }
        Chosen::Published => return published(session, console),
        Chosen::Lessons => learn::choose(session, console)?,
        Chosen::Quiz => {
            let options =
                QuizOptions { count: CASES, weak: false, deck: None, export: None, learner: None, seed: None };
            quiz::sit(&options, None, None, session, console)?
        }
        Chosen::Cards => cards::deal(session.cards(None)?, CARDS, None, session, console)?,
    };
    Ok((leave, session.lang))
}

/// A copy of a published case that is chosen by its title, without its id, which would give the diagnosis away.
fn published(session: &Session, console: &mut Console) -> Result<(Leave, Lang), Failure> {
    let (cases, wording) = (session.teaching_cases()?, session.wording());
    let title = wording.words().plain_menu.choose_published(wording.lang, cases.len());
    let items = cases.iter().map(|case| wording.say(&case.title).to_owned()).collect();
    let mut pick = Pick { wording, title, items, chosen: None };
    let leave = console.talk(&mut pick)?;
    let Some(mut chosen) = pick.chosen.and_then(|at| cases.into_iter().nth(at)) else {
        return Ok((leave, session.lang));
    };
    chosen.case.id = None;
    let name = wording.say(&chosen.title).to_owned();
    let patient = Patient::new(chosen.case, Some(name), "example", session);
    ask::ask(patient, Start::default(), session, console)
}

/// The menu as a conversation.
struct Menu<'s> {
    wording: Wording<'s>,
    opening: Vec<String>,
    cases: Vec<ShelfEntry>,
    /// Whether all cases are named.
    all: bool,
    /// Whether what may be typed is said.
    with_words: bool,
    chosen: Option<Chosen>,
}

impl<'s> Menu<'s> {
    fn new(session: &'s Session, reason: Option<Reason>, is_new: bool) -> Self {
        let wording = session.wording();
        let mut opening = Vec::new();
        if let Some(reason) = reason {
            opening.extend([welcome(wording, reason), wording.say(&wording.knowledge.notice).to_owned()]);
            opening.extend(session.recover().iter().map(|recovered| recovered.words(wording.words(), wording.lang)));
        }
        let cases = session.shelf().map(|shelf| shelf.entries()).unwrap_or_default();
        Menu { wording, opening, cases, all: false, with_words: is_new, chosen: None }
    }

    fn named(&self) -> &[ShelfEntry] {
        let named = if self.all { self.cases.len() } else { NAMED.min(self.cases.len()) };
        self.cases.get(..named).unwrap_or_default()
    }

    /// The name of a case, who it is, how much is known, what the leading set says, and when it was written.
    fn line(&self, entry: &ShelfEntry) -> String {
        let (wording, words) = (self.wording, &self.wording.words().plain_menu);
        let mut facts = vec![entry.name.clone()];
        match CaseFile::read(&entry.path, wording.knowledge) {
            Ok(read) => facts.extend(self.facts(&read.case)),
            Err(_) => facts.push(wording.say(&words.unreadable).to_owned()),
        }
        let age = entry.modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        facts.extend(age.map(|age| wording.age(age)));
        wording.list(facts)
    }

    fn facts(&self, case: &Case) -> Vec<String> {
        let (wording, knowledge) = (self.wording, self.wording.knowledge);
        let known = AT_TOP.iter().filter_map(|id| knowledge.find(id)).filter(|id| case.known(*id).is_some());
        let mut facts: Vec<String> = known.map(|id| wording.said(case, id)).collect();
        facts.push(wording.words().plain_menu.answers(wording.lang, case.answered()));
        let lead = knowledge.lead().and_then(|lead| judge(knowledge, case).into_iter().find(|found| found.set == lead));
        facts.extend(
            lead.map(|lead| wording.pair(wording.say(&knowledge.set(lead.set).short), wording.verdict(lead.verdict()))),
        );
        facts
    }

    fn take(&mut self, chosen: Chosen) -> (Vec<String>, Next) {
        self.chosen = Some(chosen);
        (Vec::new(), Next::Leave(Leave::Aside))
    }

    fn obey(&mut self, command: Command) -> (Vec<String>, Next) {
        match command {
            Command::New => self.take(Chosen::New(None)),
            Command::Published => self.take(Chosen::Published),
            Command::Lessons => self.take(Chosen::Lessons),
            Command::Quiz => self.take(Chosen::Quiz),
            Command::Cards => self.take(Chosen::Cards),
            Command::Language => {
                self.wording = Wording::new(self.wording.knowledge, self.wording.lang.other());
                (Vec::new(), Next::Question)
            }
            Command::More => {
                self.all = true;
                (Vec::new(), Next::Question)
            }
            other => {
                self.with_words = true;
                other.everywhere(Context::Menu, self.wording).unwrap_or((Vec::new(), Next::Question))
            }
        }
    }
}

impl Talk for Menu<'_> {
    fn wording(&self) -> Wording<'_> {
        self.wording
    }

    fn welcome(&mut self) -> Vec<String> {
        std::mem::take(&mut self.opening)
    }

    fn question(&mut self) -> Vec<String> {
        let (wording, words) = (self.wording, &self.wording.words().plain_menu);
        let mut lines = vec![String::new(), wording.say(&words.title).to_owned()];
        if std::mem::take(&mut self.with_words) {
            lines.extend(NAMED_COMMANDS.map(|command| command.help(Context::Menu, wording)));
            lines.push(wording.say(&words.quick).to_owned());
        }
        lines.push(match self.cases.len() {
            0 => wording.say(&words.no_cases).to_owned(),
            count => words.cases(wording.lang, count),
        });
        let cases = self.named().iter().enumerate();
        lines.extend(cases.map(|(at, entry)| shown(&words.numbered(wording.lang, at + 1, self.line(entry)))));
        let more = self.cases.len() - self.named().len();
        lines.extend((more > 0).then(|| words.more(wording.lang, more)));
        lines
    }

    fn place(&self) -> String {
        self.wording.say(&self.wording.words().plain_menu.question).to_owned()
    }

    fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        if let Some((command, _)) = Command::read(typed, Context::Menu, self.wording.words()) {
            return self.obey(command);
        }
        let lower = plain(typed);
        if lower.starts_with('/') {
            return self.take(Chosen::New(Some(typed.chars().skip(1).collect())));
        }
        let case = match lower.as_str() {
            "" => self.cases.first().cloned(),
            number if number.chars().all(|c| c.is_ascii_digit()) => {
                let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                at.and_then(|at| self.cases.get(at).cloned())
            }
            _ => self.cases.iter().find(|entry| entry.name == typed).cloned(),
        };
        match case {
            Some(entry) => self.take(Chosen::Case(entry)),
            None if typed.is_empty() => (Vec::new(), Next::Question),
            None => refused(no_answer(self.wording, typed)),
        }
    }

    fn goodbye(&mut self) -> Vec<String> {
        vec![self.wording.say(&self.wording.words().plain_menu.goodbye).to_owned()]
    }
}
