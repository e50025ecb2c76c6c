//! `poems completions` and `poems man`, generated from the arguments themselves.

use clap::CommandFactory;
use clap_complete::Shell;

use super::output::print;
use super::{Arguments, Failure, Status};

/// Prints a completion script.
pub(crate) fn completions(shell: Shell) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "poems", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Done)
}

/// Prints the manual page, in roff.
pub(crate) fn man() -> Result<Status, Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut page);
    rendered.map_err(|error| Failure::of_output(&error))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Status::Done)
}
