//! How the terminal application begins.

use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow};

use super::{Opened, Whereabouts};
use crate::case::teaching_cases;
use crate::json::shown;
use crate::knowledge::Knowledge;
use crate::store::{CaseFile, Shelf};

/// What is on the first screen.
#[derive(Debug)]
pub enum Start {
    Home,
    /// A case with the file it lives in.
    Case(Box<(CaseFile, Opened)>),
}

/// Opens what `poems open` names: `case:ID` for a copy of a teaching case, the name of a case on the shelf, or a path.
///
/// # Errors
/// There is no such case, or it cannot be read.
pub fn open(argument: &str, knowledge: &Knowledge, shelf: Option<&Shelf>) -> anyhow::Result<Start> {
    if let Some(id) = argument.strip_prefix("case:") {
        return copy_of_teaching_case(id, knowledge, shelf);
    }
    let on_shelf = shelf.and_then(|shelf| shelf.path(argument)).filter(|path| path.exists());
    match on_shelf {
        Some(path) if !Path::new(argument).exists() => open_file(&path, argument.to_owned(), argument, knowledge),
        _ => {
            let path = Path::new(argument);
            let name = path.file_stem().map_or_else(|| argument.to_owned(), |stem| stem.to_string_lossy().into_owned());
            open_file(path, name, argument, knowledge)
        }
    }
}

fn open_file(path: &Path, name: String, argument: &str, knowledge: &Knowledge) -> anyhow::Result<Start> {
    let (file, read) = CaseFile::open(path, knowledge)?;
    let at = Whereabouts { name: shown(&name), argument: shown(argument) };
    Ok(Start::Case(Box::new((file, Opened { case: read.case, warnings: read.warnings, at }))))
}

fn copy_of_teaching_case(id: &str, knowledge: &Knowledge, shelf: Option<&Shelf>) -> anyhow::Result<Start> {
    let shelf = shelf.ok_or_else(|| anyhow!("there is no home folder to keep a copy of the teaching case in"))?;
    let cases = teaching_cases(knowledge).map_err(|faults| anyhow!("{}", faults[0]))?;
    let teaching = cases
        .into_iter()
        .find(|case| case.id == id)
        .ok_or_else(|| anyhow!("there is no teaching case \"{}\"; `poems cases list` names them", shown(id)))?;
    let mut file = shelf.new_file("example").context("a copy of the teaching case could not be made")?;
    let mut case = teaching.case;
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
