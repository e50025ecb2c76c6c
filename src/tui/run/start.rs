//! How the terminal application begins, and how a case is opened.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::offer::offers;
use crate::case::{Case, Past};
use crate::json::shown;
use crate::knowledge::Knowledge;
use crate::store::{CaseFile, Journal, Ledger, Shelf};
use crate::teach::lecture::Slide;
use crate::tui::model::chart::Whereabouts;
use crate::tui::model::study::{Goal, Practice};
use crate::tui::model::{Opened, Standing};

/// What is on the first screen.
#[derive(Debug)]
pub enum Start {
    /// The home screen.
    Home,
    /// A page of the study, what is practiced on, and the table that results are added to.
    Study(Goal, Practice, Option<Ledger>),
    /// The slides of a lecture.
    Lecture(Vec<Slide>),
    /// A case with the file it lives in.
    Case(Box<(Desk, Opened)>),
}

/// What a case is worked on with: its file, and the journal of what is done to it.
#[derive(Debug)]
pub struct Desk {
    /// The file.
    pub file: CaseFile,
    /// The journal; a case without a home folder has none, nor one that is only read here.
    pub journal: Option<Journal>,
}

impl Desk {
    fn of(file: CaseFile, shelf: Option<&Shelf>) -> Desk {
        Desk { journal: shelf.and_then(|shelf| shelf.journal(&file)), file }
    }
}

/// Opens a case file that was named by `argument`: a path, or a name on the shelf. A teaching case opens as a copy.
///
/// # Errors
/// It cannot be read.
pub fn open(path: &Path, argument: &str, knowledge: &Knowledge, shelf: Option<&Shelf>) -> anyhow::Result<Start> {
    let at = Whereabouts { file: listed(path), argument: shown(argument) };
    open_at(path, at, knowledge, shelf).map(|opened| Start::Case(Box::new(opened)))
}

/// Opens a copy of a teaching case, on the shelf.
///
/// # Errors
/// It cannot be written.
pub fn open_copy(case: Case, knowledge: &Knowledge, shelf: Option<&Shelf>) -> anyhow::Result<Start> {
    copy(case, knowledge, shelf).map(|opened| Start::Case(Box::new(opened)))
}

pub(super) fn open_at(
    path: &Path,
    at: Whereabouts,
    knowledge: &Knowledge,
    shelf: Option<&Shelf>,
) -> anyhow::Result<(Desk, Opened)> {
    let (file, read) = CaseFile::open_asking(path, knowledge)?;
    if read.is_teaching {
        return copy(read.case, knowledge, shelf);
    }
    let standing = match file.recovered().last() {
        _ if file.is_theirs() => Standing::ReadOnly,
        Some(recovered) => Standing::Recovered(recovered.clone()),
        None => Standing::Mine,
    };
    let offers = offers(file.left().iter().cloned(), knowledge);
    let mut desk = Desk::of(file, shelf);
    let past = desk.journal.as_mut().map(|journal| journal.recall(knowledge)).unwrap_or_default();
    Ok((desk, Opened { case: read.case, warnings: read.warnings, at, standing, past, offers }))
}

fn copy(mut case: Case, knowledge: &Knowledge, shelf: Option<&Shelf>) -> anyhow::Result<(Desk, Opened)> {
    let shelf = shelf.ok_or_else(|| anyhow!("there is no home folder to keep a copy of the teaching case in"))?;
    let mut file = shelf.new_file("example");
    // Its id would give the diagnosis away.
    case.id = None;
    file.save(&case.to_text(knowledge))?;
    let at = on_shelf(file.path(), Some(shelf));
    let (past, standing) = (Past::default(), Standing::Copy);
    let opened = Opened { case, warnings: Vec::new(), at, standing, past, offers: Vec::new() };
    Ok((Desk::of(file, Some(shelf)), opened))
}

/// Where a case on the shelf is: by its name, where `poems open` takes that and finds no other case by it.
pub(super) fn on_shelf(path: &Path, shelf: Option<&Shelf>) -> Whereabouts {
    let file = listed(path);
    let name = path.file_stem().unwrap_or_default();
    let is_found = |name: &&str| shelf.and_then(|shelf| shelf.find(OsStr::new(name))).as_ref() == Some(&file);
    let plain =
        name.to_str().filter(|name| !name.starts_with(['-', '.']) && !name.contains(':') && shown(name) == **name);
    let argument = plain.filter(is_found).map_or_else(|| absolute(path), str::to_owned);
    Whereabouts { file, argument }
}

/// A path as lists have it: the folder wherever it really is, and the file by its own name, which may be a link.
pub(super) fn listed(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// The absolute form of a path, for a line that is read later from another folder.
pub(super) fn absolute(path: &Path) -> String {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}
