//! Conversations in plain lines: for screen readers, pipes and dumb terminals. Nothing is redrawn, and the end of the
//! input ends the conversation in good order.
//!
//! `line` reads what was typed, `reply` understands an answer to a finding, `words` says what may be answered.

mod line;
mod reply;
mod words;

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::Failure;
use super::arguments::Global;
use super::output::{is_dumb, set};
use crate::json::shown;
use line::Line;
pub use reply::{Reply, understand};
pub use words::{about, keys, refusal, welcome};

/// What switched the plain mode on.
#[derive(Clone, Copy, Debug)]
pub enum Reason {
    Command,
    Flag,
    Accessible,
    Terminal,
    /// Standard input or output is no terminal.
    Pipe,
}

/// What follows on a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The next question is asked.
    Question,
    /// The same question stays open.
    Wait,
    Quit,
}

/// Two sides that take turns.
pub trait Conversation {
    /// Said at the beginning.
    fn welcome(&mut self) -> Vec<String>;
    fn question(&mut self) -> Vec<String>;
    /// Does what a line asks for, and says what came of it.
    fn reply(&mut self, typed: &str) -> (Vec<String>, Next);
    /// Said at the end, however it came.
    fn goodbye(&mut self) -> Vec<String>;
}

/// Why plain lines are asked for, if they are.
pub fn reason(global: &Global) -> Option<Reason> {
    let accessible = std::env::var("ACCESSIBLE").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
    match () {
        () if global.plain => Some(Reason::Flag),
        () if accessible => Some(Reason::Accessible),
        () if is_dumb() && set("TERM") => Some(Reason::Terminal),
        () => None,
    }
}

/// Why plain lines are spoken where a screen would be possible: asked for, or there is no terminal.
pub fn reason_or_pipe(global: &Global) -> Option<Reason> {
    let is_pipe = !io::stdin().is_terminal() || !io::stdout().is_terminal();
    reason(global).or(is_pipe.then_some(Reason::Pipe))
}

/// Talks on standard input and output until one side ends it.
///
/// # Errors
/// The input cannot be read, or the output not be written.
pub fn talk(conversation: &mut impl Conversation) -> Result<(), Failure> {
    // What was typed is printed again where a pipe would show nothing of it.
    let echo = !io::stdin().is_terminal();
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    say(&mut output, &conversation.welcome())?;
    say(&mut output, &conversation.question())?;
    loop {
        write!(output, "> ").and_then(|()| output.flush()).map_err(|error| Failure::of_output(&error))?;
        let read =
            line::read(&mut input).map_err(|error| Failure::of_file(Path::new("standard input"), "read", &error))?;
        let Line::Text(typed) = read else {
            say(&mut output, &[String::new()])?;
            break;
        };
        if echo {
            say(&mut output, &[shown(&typed)])?;
        }
        let (said, next) = conversation.reply(&typed);
        say(&mut output, &said)?;
        match next {
            Next::Quit => break,
            Next::Wait => {}
            Next::Question => say(&mut output, &conversation.question())?,
        }
    }
    say(&mut output, &conversation.goodbye())
}

fn say(output: &mut impl Write, lines: &[String]) -> Result<(), Failure> {
    let written = lines.iter().try_for_each(|line| writeln!(output, "{line}")).and_then(|()| output.flush());
    written.map_err(|error| Failure::of_output(&error))
}
