//! A conversation on standard input and output, a line at a time: for screen readers, pipes and dumb terminals.

mod line;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::Failure;
use super::arguments::Global;
use super::output::{is_dumb, set};
use crate::json::shown;
use crate::say::{Letters, Wording};
use line::Line;

/// What switched the plain mode on.
#[derive(Clone, Copy, Debug)]
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
    let accessible = std::env::var("ACCESSIBLE").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
    match () {
        () if global.plain => Some(Reason::Flag),
        () if accessible => Some(Reason::Accessible),
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

/// What follows on a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The next question is asked.
    Question,
    /// The same question stays open.
    Wait,
    /// The line was not taken, for this reason; the same question stays open.
    Refused(String),
    Quit,
}

/// A line that was not taken, with the reason alone.
pub(crate) fn refused(reason: String) -> (Vec<String>, Next) {
    (vec![reason.clone()], Next::Refused(reason))
}

/// One who asks and answers.
pub(crate) trait Talk {
    fn wording(&self) -> Wording<'_>;
    fn welcome(&self) -> Vec<String>;
    fn question(&mut self) -> Vec<String>;
    /// What is asked at the moment, in a few words.
    fn place(&self) -> String;
    /// Does what a line asks for, and says what came of it.
    fn reply(&mut self, typed: &str) -> (Vec<String>, Next);
    fn goodbye(&mut self) -> Vec<String>;
}

/// Talks until one side has had enough, or the input ends.
///
/// # Errors
/// What the system says of input and output; off a terminal, the first line that is refused.
pub(crate) fn talk(with: &mut impl Talk, letters: Letters) -> Result<(), Failure> {
    let from = if io::stdin().is_terminal() { From::Terminal } else { From::Pipe };
    converse(with, &mut io::stdin().lock(), &mut io::stdout().lock(), from, letters)
}

/// Where the lines come from. A pipe shows nothing of what was typed, so it is printed again. And nobody is there to
/// correct a line that was refused: the lines after it would answer other questions than they were written for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Terminal,
    Pipe,
}

fn converse(
    with: &mut impl Talk,
    input: &mut impl BufRead,
    output: &mut impl Write,
    from: From,
    letters: Letters,
) -> Result<(), Failure> {
    let say = |output: &mut _, lines: &[String]| say(output, lines, letters);
    say(output, &with.welcome())?;
    say(output, &with.question())?;
    for number in 1usize.. {
        write!(output, "> ").and_then(|()| output.flush()).map_err(|error| Failure::of_output(&error))?;
        let read = line::read(input).map_err(|error| Failure::of_file(Path::new("standard input"), "read", &error))?;
        let (said, next) = match read {
            Line::Text(typed) => {
                if from == From::Pipe {
                    say(output, &[shown(&typed)])?;
                }
                with.reply(&typed)
            }
            Line::TooLong => refused(with.wording().words().ask.line_too_long(with.wording().lang, line::LONGEST)),
            Line::NotText => refused(with.wording().say(&with.wording().words().ask.line_not_text).to_owned()),
            Line::End => (vec![String::new()], Next::Quit),
        };
        say(output, &said)?;
        match next {
            Next::Quit => break,
            Next::Refused(reason) if from == From::Pipe => {
                say(output, &with.goodbye())?;
                return Err(broken_off(with, number, &reason));
            }
            Next::Wait | Next::Refused(_) => {}
            Next::Question => say(output, &with.question())?,
        }
    }
    say(output, &with.goodbye())
}

/// The first line of a pipe that was refused ends the conversation.
fn broken_off(with: &impl Talk, number: usize, reason: &str) -> Failure {
    let wording = with.wording();
    let question = with.place();
    Failure::Input(wording.words().ask.refused_line(wording.lang, number, question, reason))
}

fn say(output: &mut impl Write, lines: &[String], letters: Letters) -> Result<(), Failure> {
    let written =
        lines.iter().try_for_each(|line| writeln!(output, "{}", letters.text(line))).and_then(|()| output.flush());
    written.map_err(|error| Failure::of_output(&error))
}
