//! Standard output: its color, and its reader who may leave.

use std::io::{self, IsTerminal, Write};

use super::Failure;
use super::arguments::Global;
use super::talk::{self, Reason};
use crate::say::Style;

/// Prints to standard output.
///
/// # Errors
/// It could not be written, or its reader has left.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure::of_output(&error))
}

/// Prints a message to standard error; where nobody listens there is nobody to be told.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// A fact a line for whoever asked for that, and on a dumb terminal, which says nothing of files and pipes. Color only for
/// a person at a terminal who has not declined it (<https://no-color.org>).
pub(crate) fn style(global: &Global) -> Style {
    let declined = global.no_color || set("NO_COLOR");
    match (talk::reason(global), io::stdout().is_terminal()) {
        (Some(Reason::Terminal), false) => Style::Plain,
        (Some(_), _) => Style::Linear,
        (None, true) if !declined => Style::Color,
        (None, _) => Style::Plain,
    }
}

/// Whether a variable is set to something.
pub(crate) fn set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

pub(crate) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}
