//! A case and the file it lives in.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use thiserror::Error;

use super::{Permissions, read_limited, write_atomic};
use crate::case::{self, Case};
use crate::json::{Fault, Limits};
use crate::knowledge::Knowledge;

/// A file that holds a case; it knows whether somebody else has changed it since.
#[derive(Clone, Debug)]
pub struct CaseFile {
    path: PathBuf,
    /// What the file was when this program last read or wrote it; `None` before it first did.
    seen: Option<Stamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
}

/// Why a case could not be opened.
#[derive(Debug, Error)]
pub enum OpenFault {
    #[error("{path}: could not be read: {1}", path = .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    /// What is wrong in the text, each fault with its place.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faulty(Vec<Fault>),
}

/// Why a case could not be saved. The file that was there is unchanged.
#[derive(Debug, Error)]
pub enum SaveFault {
    #[error("{}: the file was changed by another program since it was read", .0.display())]
    ChangedUnderneath(PathBuf),
    #[error("{}: the file or its folder is read-only", .0.display())]
    ReadOnly(PathBuf),
    #[error("{}: the disk is full", .0.display())]
    DiskFull(PathBuf),
    #[error("{path}: could not be written: {1}", path = .0.display())]
    Other(PathBuf, #[source] io::Error),
}

impl CaseFile {
    /// A file that is yet to be written.
    pub fn new(path: PathBuf) -> Self {
        CaseFile { path, seen: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the case from a file.
    ///
    /// # Errors
    /// The file cannot be read, or holds no valid case.
    pub fn open(path: &Path, knowledge: &Knowledge) -> Result<(CaseFile, case::Read), OpenFault> {
        let name = path.display().to_string();
        if fs::metadata(path).is_ok_and(|metadata| metadata.len() > Limits::CASE.bytes) {
            return Err(OpenFault::Faulty(vec![Limits::CASE.too_large(&name)]));
        }
        let bytes = File::open(path)
            .and_then(|file| read_limited(file, Limits::CASE))
            .map_err(|error| OpenFault::Unreadable(path.to_owned(), error))?;
        let seen = fs::metadata(path).ok().map(|metadata| Stamp::of(&metadata));
        let read = case::read(&name, &bytes, knowledge).map_err(OpenFault::Faulty)?;
        Ok((CaseFile { path: path.to_owned(), seen }, read))
    }

    /// Writes the case, unless somebody else has changed the file since it was last read or written here.
    ///
    /// # Errors
    /// The file is as it was; the case is still in memory and may be saved elsewhere.
    pub fn save(&mut self, case: &Case, knowledge: &Knowledge) -> Result<(), SaveFault> {
        let there = fs::metadata(&self.path).ok().map(|metadata| Stamp::of(&metadata));
        if there.is_some() && there != self.seen {
            return Err(SaveFault::ChangedUnderneath(self.path.clone()));
        }
        self.overwrite(case, knowledge)
    }

    /// Writes the case whatever the file holds.
    ///
    /// # Errors
    /// The file is as it was.
    pub fn overwrite(&mut self, case: &Case, knowledge: &Knowledge) -> Result<(), SaveFault> {
        let text = case.to_text(knowledge);
        write_atomic(&self.path, text.as_bytes(), Permissions::Kept)
            .map_err(|error| SaveFault::of(&self.path, error))?;
        self.seen = fs::metadata(&self.path).ok().map(|metadata| Stamp::of(&metadata));
        Ok(())
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Stamp {
        Stamp { bytes: metadata.len(), modified: metadata.modified().ok() }
    }
}

impl SaveFault {
    /// The fault that an error of the system means to a person.
    pub fn of(path: &Path, error: io::Error) -> SaveFault {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => SaveFault::ReadOnly(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => SaveFault::DiskFull(path),
            _ => SaveFault::Other(path, error),
        }
    }
}
