//! `poems cards`: flash cards line by line, or as a package for Anki.

use std::path::Path;

use super::arguments::{CardOptions, Global};
use super::session::Session;
use super::talk::command::{Command, Context, plain};
use super::talk::{self, Console, Leave, Next, Talk, refused, said};
use super::{Failure, Status};
use super::{home, open};
use crate::knowledge::files::CardsWords;
use crate::say::Wording;
use crate::store::{Permissions, now, write_atomic};
use crate::teach::anki::package;
use crate::teach::cards::{Card, Round, lineup};
use crate::teach::{Event, Grade, What};
use crate::tui::study::{Goal, Practice};

/// What Anki knows a package by.
const PACKAGE: &str = "apkg";

/// Deals cards, or writes all of them for Anki.
pub(crate) fn command(options: &CardOptions, global: &Global, session: Session) -> Result<Status, Failure> {
    let cards = session.cards(options.topic.as_deref())?;
    if let Some(path) = &options.anki {
        write(path, &cards, &session)?;
        return Ok(Status::Done);
    }
    if talk::reason_or_pipe(global).is_none() {
        let goal = Goal::Cards { topic: options.topic.clone(), count: options.count.into(), seed: options.seed };
        return open::study(goal, Practice::default(), None, &session);
    }
    let mut console = Console::standard(session.letters);
    let leave = deal(cards, options.count, options.seed, &session, &mut console)?;
    home::after(leave, session, &mut console)
}

fn write(path: &Path, cards: &[Card], session: &Session) -> Result<(), Failure> {
    if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case(PACKAGE)) {
        let what = format!("{}: Anki takes a package only where its name ends in .{PACKAGE}", path.display());
        return Err(Failure::Usage(what));
    }
    let package = package(&session.knowledge, session.lang, cards, now());
    write_atomic(path, &package, Permissions::Private).map_err(|error| Failure::of_file(path, "written", &error))
}

/// Deals so many cards, the new ones in the order of a seed.
pub(super) fn deal(
    cards: Vec<Card>,
    count: u16,
    seed: Option<u64>,
    session: &Session,
    console: &mut Console,
) -> Result<Leave, Failure> {
    let now = now();
    let seed = seed.unwrap_or(now.unsigned_abs());
    let round = Round::new(lineup(cards, &session.progress()?, now, count.into(), seed));
    let mut table = Table { session, round, trouble: None };
    let leave = console.talk(&mut table);
    match table.trouble {
        Some(message) => Err(Failure::Disk(message)),
        None => leave,
    }
}

/// Where the cards are dealt.
struct Table<'s> {
    session: &'s Session,
    round: Round,
    /// Why the notebook could not be written.
    trouble: Option<String>,
}

impl Talk for Table<'_> {
    fn wording(&self) -> Wording<'_> {
        self.session.wording()
    }

    fn welcome(&mut self) -> Vec<String> {
        vec![self.words().intro(self.session.lang, self.round.left())]
    }

    fn question(&mut self) -> Vec<String> {
        let Some(card) = self.round.card() else { return Vec::new() };
        let mut lines = vec![String::new(), self.place()];
        lines.extend(said(&card.question()));
        lines
    }

    fn place(&self) -> String {
        self.words().place(self.session.lang, self.round.left())
    }

    fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        let words = &self.session.knowledge.interface.cards;
        if let Some((command, _)) = Command::read(typed, Context::Card, self.wording().words()) {
            let said = command.everywhere(Context::Card, self.wording());
            return said.unwrap_or_else(|| self.undo());
        }
        let typed = plain(typed);
        let grade = ["1", "2", "3", "4"].iter().zip(Grade::ALL).find(|(key, _)| **key == typed);
        match (typed.as_str(), self.round.is_revealed(), grade) {
            ("", false, _) => (self.turn(), Next::Wait),
            (_, false, _) => refused(self.wording().say(&words.turn_first).to_owned()),
            (_, true, Some((_, grade))) => {
                let recall = self.round.grade(grade);
                recall.into_iter().for_each(|recall| self.write_down(What::Recall(recall)));
                if self.trouble.is_some() {
                    // What is not in the notebook was not given.
                    self.round.undo();
                }
                (Vec::new(), self.next())
            }
            (_, true, None) => refused(self.wording().say(&words.grade_first).to_owned()),
        }
    }

    fn goodbye(&mut self) -> Vec<String> {
        vec![self.round.summary(self.wording())]
    }
}

impl Table<'_> {
    fn words(&self) -> &CardsWords {
        &self.session.knowledge.interface.cards
    }

    fn turn(&mut self) -> Vec<String> {
        self.round.reveal();
        let Some(card) = self.round.card() else { return Vec::new() };
        let mut lines = said(&card.answer(&self.session.knowledge, self.session.lang));
        lines.push(self.wording().say(&self.words().grade_first).to_owned());
        lines
    }

    fn undo(&mut self) -> (Vec<String>, Next) {
        let words = &self.session.knowledge.interface.cards;
        let Some(key) = self.round.last_key() else {
            return (vec![self.wording().say(&words.nothing_to_undo).to_owned()], Next::Wait);
        };
        self.write_down(What::Undo(key));
        if self.trouble.is_some() {
            return (Vec::new(), self.next());
        }
        self.round.undo();
        let mut lines = vec![self.wording().say(&words.undone).to_owned()];
        lines.extend(self.question());
        lines.extend(self.turn());
        (lines, Next::Wait)
    }

    fn next(&self) -> Next {
        if self.round.card().is_some() && self.trouble.is_none() { Next::Question } else { Next::Leave(Leave::Over) }
    }

    fn write_down(&mut self, what: What) {
        self.trouble = self.session.write_down(&Event { at: now(), what }).err();
    }
}
