//! Floor 5: the terminal application.

use crate::knowledge::{Knowledge, Lang};
use crate::store::Shelf;

/// What is on the first screen.
#[derive(Debug)]
pub enum Start {
    Home,
    Case(String),
}

/// Opens what `poems open` names: `case:ID` for a copy of a teaching case, the name of a case on the shelf, or a path.
///
/// # Errors
/// There is no such case, or it cannot be read.
pub fn open(argument: &str, _knowledge: &Knowledge, _shelf: Option<&Shelf>) -> anyhow::Result<Start> {
    Ok(Start::Case(argument.to_owned()))
}

/// Runs until the user leaves; gives the line to print then.
///
/// # Errors
/// The terminal cannot be used.
pub fn run(
    _start: Start,
    _knowledge: &Knowledge,
    _lang: Lang,
    _shelf: Option<Shelf>,
) -> anyhow::Result<Option<String>> {
    anyhow::bail!("the terminal application is not built yet")
}
