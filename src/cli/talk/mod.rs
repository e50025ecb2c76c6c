//! A conversation on standard input and output, a line at a time: for screen readers, pipes and dumb terminals.

mod line;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::Failure;
use crate::json::shown;
use line::Line;

/// What follows on a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The next question is asked.
    Question,
    /// The same question stays open.
    Wait,
    Quit,
}

/// One who asks and answers.
pub trait Talk {
    fn welcome(&self) -> Vec<String>;
    fn question(&mut self) -> Vec<String>;
    /// Does what a line asks for, and says what came of it.
    fn reply(&mut self, typed: &str) -> (Vec<String>, Next);
    fn goodbye(&self) -> Vec<String>;
}

/// Talks until one side has had enough, or the input ends.
///
/// # Errors
/// What the system says of input and output.
pub fn talk(with: &mut impl Talk) -> Result<(), Failure> {
    // A pipe shows nothing of what was typed, so it is printed again.
    let echo = !io::stdin().is_terminal();
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    converse(with, &mut input, &mut output, echo)
}

fn converse(
    with: &mut impl Talk,
    input: &mut impl BufRead,
    output: &mut impl Write,
    echo: bool,
) -> Result<(), Failure> {
    say(output, &with.welcome())?;
    say(output, &with.question())?;
    loop {
        write!(output, "> ").and_then(|()| output.flush()).map_err(|error| Failure::of_output(&error))?;
        let read = line::read(input).map_err(|error| Failure::of_file(Path::new("standard input"), "read", &error))?;
        let Line::Text(typed) = read else {
            say(output, &[String::new()])?;
            break;
        };
        if echo {
            say(output, &[shown(&typed)])?;
        }
        let (said, next) = with.reply(&typed);
        say(output, &said)?;
        match next {
            Next::Quit => break,
            Next::Wait => {}
            Next::Question => say(output, &with.question())?,
        }
    }
    say(output, &with.goodbye())
}

fn say(output: &mut impl Write, lines: &[String]) -> Result<(), Failure> {
    let written = lines.iter().try_for_each(|line| writeln!(output, "{line}")).and_then(|()| output.flush());
    written.map_err(|error| Failure::of_output(&error))
}
