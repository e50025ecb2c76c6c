//! `poems cards`: flash cards line by line, or as a file for Anki.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::CardOptions;
use super::ask::line::{self, Line};
use super::session::Session;
use super::{Failure, Status};
use crate::json::shown;
use crate::knowledge::Text;
use crate::report;
use crate::report::document::Block;
use crate::store::{Notebook, Permissions, write_atomic};
use crate::teach::anki::anki;
use crate::teach::cards::{Round, cards, lineup};
use crate::teach::{Event, Grade, Moment, Progress, What};

/// Deals cards, or writes all of them for Anki.
pub fn command(options: &CardOptions, session: &Session) -> Result<Status, Failure> {
    let cards = cards(&session.knowledge, session.lang);
    if let Some(path) = &options.anki {
        let text = anki(&session.knowledge, session.lang, &cards);
        write_atomic(path, text.as_bytes(), Permissions::Private)
            .map_err(|error| Failure::of_file(path, "written", &error))?;
        return Ok(Status::Done);
    }
    let notebook = session.notebook();
    let written = notebook.as_ref().map_or(Ok(String::new()), Notebook::read);
    let written = written
        .map_err(|error| Failure::of_file(notebook.as_ref().map_or(Path::new(""), Notebook::path), "read", &error))?;
    let now = now();
    let seed = options.seed.unwrap_or(now.unsigned_abs());
    let round = Round::new(lineup(cards, &Progress::read(&written), now, options.count, seed));
    let mut table = Table { session, notebook, round, output: io::stdout().lock(), echo: !io::stdin().is_terminal() };
    table.play(&mut io::stdin().lock())
}

/// Seconds since the beginning of 1970.
fn now() -> Moment {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as Moment)
}

/// Where the cards are dealt.
struct Table<'s, W> {
    session: &'s Session,
    notebook: Option<Notebook>,
    round: Round,
    output: W,
    /// A pipe shows nothing of what was typed otherwise.
    echo: bool,
}

impl<W: Write> Table<'_, W> {
    fn play(&mut self, input: &mut impl BufRead) -> Result<Status, Failure> {
        let words = &self.session.knowledge.interface.cards;
        self.say(&words.intro, &[("count", self.round.left())])?;
        self.front()?;
        while self.round.card().is_some() {
            write!(self.output, "> ").and_then(|()| self.output.flush()).map_err(|error| Failure::of_output(&error))?;
            let read =
                line::read(input).map_err(|error| Failure::of_file(Path::new("standard input"), "read", &error))?;
            let Line::Text(typed) = read else {
                self.print("\n")?;
                break;
            };
            if self.echo {
                self.print(&format!("{}\n", shown(&typed)))?;
            }
            match (typed.to_lowercase().as_str(), self.round.is_revealed()) {
                ("q", _) => break,
                ("u", _) => self.undo()?,
                ("", false) => self.back()?,
                (_, false) => self.say(&words.turn_first, &[])?,
                (typed, true) => match ["1", "2", "3", "4"].iter().position(|key| *key == typed) {
                    Some(at) => self.grade(Grade::ALL[at])?,
                    None => self.say(&words.grade_first, &[])?,
                },
            }
        }
        let given = |grade: Grade| self.round.grades().filter(|other| *other == grade).count();
        let values = [
            ("count", self.round.grades().count()),
            ("again", given(Grade::Again)),
            ("hard", given(Grade::Hard)),
            ("good", given(Grade::Good)),
            ("easy", given(Grade::Easy)),
        ];
        self.say(&words.summary, &values)?;
        Ok(Status::Done)
    }

    fn front(&mut self) -> Result<(), Failure> {
        let Some(card) = self.round.card() else { return Ok(()) };
        let question = card.question();
        self.print("\n")?;
        self.say(&self.session.knowledge.interface.cards.place, &[("left", self.round.left())])?;
        self.document(&question)
    }

    fn back(&mut self) -> Result<(), Failure> {
        self.round.reveal();
        let Some(card) = self.round.card() else { return Ok(()) };
        let answer = card.answer(&self.session.knowledge, self.session.lang);
        self.document(&answer)?;
        self.say(&self.session.knowledge.interface.cards.grade_first, &[])
    }

    fn grade(&mut self, grade: Grade) -> Result<(), Failure> {
        if let Some(recall) = self.round.grade(grade) {
            self.note(What::Recall(recall))?;
        }
        self.front()
    }

    fn undo(&mut self) -> Result<(), Failure> {
        let words = &self.session.knowledge.interface.cards;
        match self.round.undo() {
            None => self.say(&words.nothing_to_undo, &[]),
            Some(key) => {
                self.note(What::Undo(key))?;
                self.say(&words.undone, &[])?;
                self.front()?;
                self.back()
            }
        }
    }

    fn note(&self, what: What) -> Result<(), Failure> {
        let Some(notebook) = &self.notebook else { return Ok(()) };
        let line = Event { at: now(), what }.line();
        notebook.add(&line).map_err(|error| Failure::of_file(notebook.path(), "written", &error))
    }

    fn document(&mut self, blocks: &[Block]) -> Result<(), Failure> {
        let text = report::document_text(blocks, self.session.style);
        self.print(&text)
    }

    fn say(&mut self, text: &Text, values: &[(&str, usize)]) -> Result<(), Failure> {
        let values: Vec<(&str, String)> = values.iter().map(|(key, value)| (*key, value.to_string())).collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let said = text.fill(self.session.lang, &values);
        self.print(&format!("{said}\n"))
    }

    fn print(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.output.write_all(text.as_bytes()).and_then(|()| self.output.flush());
        written.map_err(|error| Failure::of_output(&error))
    }
}
