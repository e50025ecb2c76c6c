//! How the terminal application begins.

use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow};

use super::study::Goal;
use super::{Opened, Whereabouts};
use crate::case::Case;
use crate::json::shown;
use crate::knowledge::Knowledge;
use crate::store::{CaseFile, Shelf};

/// What is on the first screen.
#[derive(Debug)]
pub enum Start {
    Home,
    /// A page of the study.
    Study(Goal),
    /// A case with the file it lives in.
    Case(Box<(CaseFile, Opened)>),
}

/// Opens a case file that was named by `argument`: a path, or a name on the shelf.
///
/// # Errors
/// It cannot be read.
pub fn open(path: &Path, argument: &str, knowledge: &Knowledge) -> anyhow::Result<Start> {
    let (file, read) = CaseFile::open(path, knowledge)?;
    let name = path.file_stem().map_or_else(|| argument.to_owned(), |stem| stem.to_string_lossy().into_owned());
    let at = Whereabouts { name: shown(&name), argument: shown(argument) };
    Ok(Start::Case(Box::new((file, Opened { case: read.case, warnings: read.warnings, at }))))
}

/// Opens a copy of a teaching case, on the shelf.
///
/// # Errors
/// It cannot be written.
pub fn open_copy(mut case: Case, knowledge: &Knowledge, shelf: Option<&Shelf>) -> anyhow::Result<Start> {
    let shelf = shelf.ok_or_else(|| anyhow!("there is no home folder to keep a copy of the teaching case in"))?;
    let mut file = shelf.new_file("example").context("a copy of the teaching case could not be made")?;
    // Its id would give the diagnosis away.
    case.id = None;
    file.save(&case, knowledge)?;
    let name = file.path().file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let at = Whereabouts { argument: name.clone(), name };
    Ok(Start::Case(Box::new((file, Opened { case, warnings: Vec::new(), at }))))
}

/// The absolute form of a path, for a line that is read later from another folder.
pub(super) fn absolute(path: &Path) -> String {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}
