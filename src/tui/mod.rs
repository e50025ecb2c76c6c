//! Floor 5: the terminal application.

use std::path::PathBuf;

use crate::knowledge::{Knowledge, Lang};
use crate::store::Folders;

/// What the terminal application opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    Home,
    /// A case in a file, edited in place.
    File(PathBuf),
    /// A copy of a teaching case.
    Teaching(String),
}

/// Runs the terminal application until its user leaves it.
///
/// # Errors
/// The terminal cannot be used.
pub fn run(_start: Start, _knowledge: Knowledge, _lang: Lang, _folders: Option<Folders>) -> anyhow::Result<()> {
    anyhow::bail!("the terminal application is not built yet")
}
