//! A conversation on standard input and output, a line at a time: for screen readers, pipes and dumb terminals.
//!
//! A [`Talk`] asks and answers; `command` is what may be typed besides answers, `line` reads one line, `pick` chooses one of
//! several.

pub(super) mod command;
mod line;
pub(super) mod pick;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::Failure;
use super::arguments::Global;
use super::output::{is_dumb, set};
use crate::json::shown;
use crate::say::document::Block;
use crate::say::{self, Letters, Style, Wording, spaced};
use line::Line;

/// What switched the plain mode on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    Command,
    Flag,
    Accessible,
    Terminal,
    /// Standard input or output is no terminal.
    Pipe,
}

/// Why plain lines are asked for, if they are.
pub(crate) fn reason(global: &Global) -> Option<Reason> {
    let is_on = |value: String| !["", "0", "false", "no", "off"].contains(&value.to_lowercase().as_str());
    match () {
        () if global.plain => Some(Reason::Flag),
        () if std::env::var("ACCESSIBLE").is_ok_and(is_on) => Some(Reason::Accessible),
        () if is_dumb() && set("TERM") => Some(Reason::Terminal),
        () => None,
    }
}

/// Why plain lines are spoken where a screen would be possible: asked for, or there is no terminal.
pub(crate) fn reason_or_pipe(global: &Global) -> Option<Reason> {
    let is_pipe = !io::stdin().is_terminal() || !io::stdout().is_terminal();
    reason(global).or(is_pipe.then_some(Reason::Pipe))
}

/// The first line of a conversation: that lines are spoken here, and what switched that on.
pub(crate) fn welcome(wording: Wording, reason: Reason) -> String {
    let words = &wording.words().ask;
    let reason = match reason {
        Reason::Command => &words.by_command,
        Reason::Flag => &words.by_flag,
        Reason::Accessible => &words.by_accessible,
        Reason::Terminal => &words.by_terminal,
        Reason::Pipe => &words.by_pipe,
    };
    words.welcome(wording.lang, wording.say(reason))
}

/// A document as it is said, a line a fact.
pub(crate) fn said(blocks: &[Block]) -> Vec<String> {
    say::text(blocks, Style::Linear).lines().map(str::to_owned).collect()
}

/// What follows on a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The next question is asked.
    Question,
    /// The same question stays open.
    Wait,
    /// The line was not taken, for this reason; the same question stays open.
    Refused(String),
    /// This conversation is left.
    Leave(Leave),
}

/// Where a conversation leads when it is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Back to where it was begun: it is over.
    Over,
    /// Something else comes first, and then it goes on: nothing is said in parting.
    Aside,
    /// To the menu.
    Menu,
    /// Out of the program.
    Quit,
    /// The input is at its end, and with it everything.
    Input,
}

/// A line that was not taken, with the reason alone.
pub(crate) fn refused(reason: String) -> (Vec<String>, Next) {
    (vec![reason.clone()], Next::Refused(reason))
}

/// One who asks and answers.
pub(crate) trait Talk {
    fn wording(&self) -> Wording<'_>;
    /// What is said before the first question; nothing where the conversation only goes on.
    fn welcome(&mut self) -> Vec<String>;
    fn question(&mut self) -> Vec<String>;
    /// What is asked at the moment, in a few words.
    fn place(&self) -> String;
    /// Does what a line asks for, and says what came of it.
    fn reply(&mut self, typed: &str) -> (Vec<String>, Next);
    fn goodbye(&mut self) -> Vec<String>;
}

/// Where the lines come from and go to: one for all conversations of a run.
pub(crate) struct Console {
    input: Box<dyn BufRead>,
    output: Box<dyn Write>,
    from: From,
    letters: Letters,
    /// So many lines were read.
    lines: usize,
}

/// Where the lines come from. A pipe shows nothing of what was typed, so it is printed again. And nobody is there to
/// correct a line that was refused: the lines after it would answer other questions than they were written for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Terminal,
    Pipe,
}

impl Console {
    /// Standard input and output.
    pub(crate) fn standard(letters: Letters) -> Console {
        let from = if io::stdin().is_terminal() { From::Terminal } else { From::Pipe };
        let (input, output) = (Box::new(io::stdin().lock()), Box::new(io::stdout().lock()));
        Console { input, output, from, letters, lines: 0 }
    }

    /// Whether a person is at a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        self.from == From::Terminal
    }

    /// Talks until one side has had enough, or the input ends.
    ///
    /// # Errors
    /// What the system says of input and output; off a terminal, the first line that is refused.
    pub(crate) fn talk(&mut self, with: &mut dyn Talk) -> Result<Leave, Failure> {
        let opening = [with.welcome(), with.question()].concat();
        self.say(&opening)?;
        let mut was_refused = false;
        loop {
            let (said, next) = match self.read()? {
                Line::Text(typed) => with.reply(&typed),
                Line::TooLong => refused(with.wording().words().ask.line_too_long(with.wording().lang, line::LONGEST)),
                Line::NotText => refused(with.wording().say(&with.wording().words().ask.line_not_text).to_owned()),
                Line::End => (vec![String::new()], Next::Leave(Leave::Input)),
            };
            self.say(&said)?;
            let refused_before = std::mem::replace(&mut was_refused, matches!(next, Next::Refused(_)));
            match next {
                Next::Question => self.say(&with.question())?,
                Next::Wait => {}
                Next::Refused(reason) if self.from == From::Pipe => {
                    self.say(&with.goodbye())?;
                    return Err(self.broken_off(with, &reason));
                }
                // The question is said again once; whoever errs twice has heard it.
                Next::Refused(_) if refused_before => {}
                Next::Refused(_) => self.say(&with.question())?,
                Next::Leave(Leave::Aside) => return Ok(Leave::Aside),
                Next::Leave(leave) => {
                    self.say(&with.goodbye())?;
                    return Ok(leave);
                }
            }
        }
    }

    fn read(&mut self) -> Result<Line, Failure> {
        write!(self.output, "> ").and_then(|()| self.output.flush()).map_err(|error| Failure::of_output(&error))?;
        let unread = |error| Failure::of_file(Path::new("standard input"), "read", &error);
        let read = line::read(&mut self.input).map_err(unread)?;
        self.lines += 1;
        if let (Line::Text(typed), From::Pipe) = (&read, self.from) {
            writeln!(self.output, "{}", self.letters.text(&shown(typed)))
                .map_err(|error| Failure::of_output(&error))?;
        }
        Ok(read)
    }

    /// The first line of a pipe that was refused ends the conversation.
    fn broken_off(&self, with: &dyn Talk, reason: &str) -> Failure {
        let wording = with.wording();
        Failure::Input(wording.words().ask.refused_line(wording.lang, self.lines, with.place(), reason))
    }

    /// Says lines; nothing in them stands in columns.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn say(&mut self, lines: &[String]) -> Result<(), Failure> {
        let mut lines = lines.iter().flat_map(|line| line.split('\n'));
        let (letters, output) = (self.letters, &mut self.output);
        let written = lines.try_for_each(|line| writeln!(output, "{}", letters.text(&spaced(line))));
        written.and_then(|()| self.output.flush()).map_err(|error| Failure::of_output(&error))
    }
}
