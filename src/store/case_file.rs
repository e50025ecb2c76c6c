//! A case and the file it lives in.
//!
//! A save is two steps: [`stage`](CaseFile::stage) writes the whole text beside the file, and what is staged survives the
//! end of the program; [`commit`](CaseFile::commit) waits for the disk, looks again whether the file is still the one
//! that was read, and puts the text in its place.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::attributes::{inode, mode};
use super::disk::{Disk, Lock, System, is_theirs, to_write};
use super::folders::make_private;
use super::input::{open_regular, read_limited};
use super::recover::{Left, Recovered, look_after, recover};
use super::stage::{Base, How, Stage, destination, folder_of, free_names, is_at};
use crate::case;
use crate::json::{Fault, Limits};
use crate::knowledge::Knowledge;

/// A file that holds a case, and nobody else's to write while it is open here.
#[derive(Debug)]
pub struct CaseFile {
    disk: &'static dyn Disk,
    place: Place,
    staged: Option<Stage>,
    recovered: Vec<Recovered>,
    left: Vec<Left>,
}

/// Where a case lives.
#[derive(Debug)]
enum Place {
    /// Nowhere yet: the first save makes the file, under the first of its names that is free.
    New { path: PathBuf, numbered: bool },
    /// In a file that is open here.
    Here { path: PathBuf, held: Held },
    /// In a file that another window has.
    Theirs(PathBuf),
}

/// A file that is open, and locked where the file system can.
#[derive(Debug)]
pub(super) struct Held {
    pub file: File,
    pub lock: Lock,
    /// What it held when this program last read or wrote it.
    pub base: Base,
    /// Whether it may be written.
    pub writable: bool,
}

/// Why a case could not be opened.
#[derive(Debug, Error)]
pub enum OpenFault {
    /// It cannot be read.
    #[error("{path}: could not be read: {1}", path = .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    /// What is wrong in the text, each fault with its place.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faulty(Vec<Fault>),
}

/// Why a case could not be saved. The file that was there is unchanged.
#[derive(Debug, Error)]
pub enum SaveFault {
    /// Somebody else changed it since it was read.
    #[error("{}: the file was changed by another program since it was read", .0.display())]
    ChangedUnderneath(PathBuf),
    /// It is no longer there.
    #[error("{}: the file was moved or removed since it was read", .0.display())]
    Gone(PathBuf),
    /// Another window has it.
    #[error("{}: the file is open in another window", .0.display())]
    InUse(PathBuf),
    /// There is such a file already.
    #[error("{}: there is such a file already", .0.display())]
    Exists(PathBuf),
    /// It may not be written.
    #[error("{}: the file or its folder is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// There is no room left.
    #[error("{}: the disk is full", .0.display())]
    DiskFull(PathBuf),
    /// Whatever else the system says.
    #[error("{path}: could not be written: {1}", path = .0.display())]
    Other(PathBuf, #[source] io::Error),
}

impl CaseFile {
    /// A file that the first save makes; one that is there by then is left alone.
    pub fn new(path: PathBuf) -> Self {
        CaseFile::yet_to_be(path, false)
    }

    /// A file that the first save makes under the first free name: `stem`, `stem-2`, `stem-3` ..
    pub fn numbered(folder: &Path, stem: &str) -> Self {
        CaseFile::yet_to_be(folder.join(format!("{stem}.json")), true)
    }

    fn yet_to_be(path: PathBuf, numbered: bool) -> Self {
        CaseFile {
            disk: &System,
            place: Place::New { path, numbered },
            staged: None,
            recovered: Vec::new(),
            left: Vec::new(),
        }
    }

    /// The same file on another disk.
    #[must_use]
    pub fn on(mut self, disk: &'static dyn Disk) -> Self {
        self.disk = disk;
        self
    }

    /// A file next to this one, under the first free name.
    #[must_use]
    pub fn beside(&self) -> Self {
        let path = destination(self.path()).unwrap_or_else(|_| self.path().to_owned());
        CaseFile::yet_to_be(path, true).on(self.disk)
    }

    /// Where the case lives, or will.
    pub fn path(&self) -> &Path {
        match &self.place {
            Place::New { path, .. } | Place::Here { path, .. } | Place::Theirs(path) => path,
        }
    }

    /// Which text the file holds, where it is worked on here.
    pub(super) fn base(&self) -> Option<&Base> {
        match &self.place {
            Place::Here { held, .. } => Some(&held.base),
            Place::New { .. } | Place::Theirs(_) => None,
        }
    }

    /// Whether another window has the file, so that it is only read here.
    pub fn is_theirs(&self) -> bool {
        matches!(self.place, Place::Theirs(_))
    }

    /// What an earlier save had left undone when the file was opened.
    pub fn recovered(&self) -> &[Recovered] {
        &self.recovered
    }

    /// What an earlier save had left, and is to be offered to the user.
    pub fn left(&self) -> &[Left] {
        &self.left
    }

    /// Reads a case without taking its file.
    ///
    /// # Errors
    /// The file cannot be read, or holds no valid case.
    pub fn read(path: &Path, knowledge: &Knowledge) -> Result<case::Read, OpenFault> {
        let unreadable = |error| OpenFault::Unreadable(path.to_owned(), error);
        let bytes = limited(&File::open(path).map_err(unreadable)?, path)?;
        understood(path, &bytes, knowledge)
    }

    /// Opens a case to work on it. What an earlier save had left undone is done first.
    ///
    /// # Errors
    /// The file cannot be read, or holds no valid case.
    pub fn open(path: &Path, knowledge: &Knowledge) -> Result<(CaseFile, case::Read), OpenFault> {
        CaseFile::open_after(path, knowledge, |folder, file| (recover(&System, folder, Some(file)), Vec::new()))
    }

    /// The same where the user can be asked: what can be decided on is [left](CaseFile::left).
    ///
    /// # Errors
    /// As for [`CaseFile::open`].
    pub fn open_asking(path: &Path, knowledge: &Knowledge) -> Result<(CaseFile, case::Read), OpenFault> {
        CaseFile::open_after(path, knowledge, |folder, file| look_after(folder, Some(file)))
    }

    fn open_after(
        path: &Path,
        knowledge: &Knowledge,
        look: impl Fn(&Path, &Path) -> (Vec<Recovered>, Vec<Left>),
    ) -> Result<(CaseFile, case::Read), OpenFault> {
        let disk: &'static dyn Disk = &System;
        let unreadable = |error| OpenFault::Unreadable(path.to_owned(), error);
        open_regular(path).map_err(unreadable)?;
        let real = destination(path).map_err(unreadable)?;
        let (recovered, left) = look(&folder_of(&real), &real);
        let mut held = Held::open(disk, path).map_err(unreadable)?;
        let bytes = limited(&held.file, path)?;
        let read = understood(path, &bytes, knowledge)?;
        held.base = Base::of(&bytes);
        let place = match held.lock {
            Lock::Theirs => Place::Theirs(path.to_owned()),
            Lock::Mine | Lock::Unknown => Place::Here { path: path.to_owned(), held },
        };
        Ok((CaseFile { disk, place, staged: None, recovered, left }, read))
    }

    /// Stages a text and commits it.
    ///
    /// # Errors
    /// As for both.
    pub fn save(&mut self, text: &str) -> Result<How, SaveFault> {
        self.stage(text)?;
        self.commit()
    }

    /// Writes a text beside the file: from then on it survives the end of the program.
    ///
    /// # Errors
    /// The file is as it was; what was staged before is still staged.
    pub fn stage(&mut self, text: &str) -> Result<(), SaveFault> {
        let path = self.path().to_owned();
        let fault = |error| SaveFault::of(&path, error);
        let (base, rights) = match &self.place {
            Place::Theirs(_) => return Err(SaveFault::InUse(path)),
            Place::Here { held, .. } if !held.writable => return Err(SaveFault::ReadOnly(path)),
            Place::Here { held, .. } => (held.base.clone(), mode(&held.file.metadata().map_err(fault)?) & 0o777),
            Place::New { numbered, .. } => {
                if *numbered {
                    make_private(&folder_of(&path)).map_err(fault)?;
                }
                (Base::nothing(), 0o600)
            }
        };
        let target = destination(&path).map_err(fault)?;
        let stage = Stage::write(self.disk, &target, base, rights, text.as_bytes()).map_err(fault)?;
        if let Some(before) = self.staged.replace(stage) {
            before.discard();
        }
        Ok(())
    }

    /// Puts what is staged in the file's place, unless somebody else has changed or moved the file since it was last
    /// read or written here.
    ///
    /// # Errors
    /// The file is as it was; the text stays staged, and may be saved elsewhere.
    pub fn commit(&mut self) -> Result<How, SaveFault> {
        let path = self.path().to_owned();
        let Some(stage) = &mut self.staged else { return Ok(How::Replaced) };
        let fault = |error| SaveFault::of(&path, error);
        let target = destination(&path).map_err(fault)?;
        let how = match &mut self.place {
            Place::Theirs(_) => return Err(SaveFault::InUse(path)),
            Place::Here { held, .. } => {
                let how = stage.prepare(&held.file).map_err(fault)?;
                let before = held.look(self.disk, &path)?;
                let how = stage.put(&target, &mut held.file, &before, how).map_err(fault)?;
                held.base = Base::of(&stage.text);
                how
            }
            Place::New { numbered, .. } => {
                let placed = match *numbered {
                    true => stage.put_new(free_names(&folder_of(&path), path.file_stem().unwrap_or_default())),
                    false => stage.put_new([target]),
                };
                let placed = placed.map_err(|error| match error.kind() {
                    io::ErrorKind::AlreadyExists => SaveFault::Exists(path.clone()),
                    _ => fault(error),
                })?;
                let file = stage.file.try_clone().map_err(fault)?;
                let held = Held { file, lock: Lock::Mine, base: Base::of(&stage.text), writable: true };
                self.place = Place::Here { path: if *numbered { placed } else { path.clone() }, held };
                How::Replaced
            }
        };
        let folder = folder_of(&stage.path);
        self.staged = None;
        self.disk.sync_folder(&folder).map_err(fault)?;
        Ok(how)
    }

    /// Takes the file as it is now for the one that was read, so that a commit writes over it.
    ///
    /// # Errors
    /// Another window has it, or it cannot be opened.
    pub fn take_as_it_is(&mut self) -> Result<(), SaveFault> {
        let path = self.path().to_owned();
        let fault = |error| SaveFault::of(&path, error);
        // The lock of the file that was here before is given up first: it may be the same file.
        self.place = Place::New { path: path.clone(), numbered: false };
        if !fs::exists(&path).map_err(fault)? {
            return Ok(());
        }
        let mut held = Held::open(self.disk, &path).map_err(fault)?;
        if held.lock == Lock::Theirs {
            self.place = Place::Theirs(path.clone());
            return Err(SaveFault::InUse(path));
        }
        held.base = Base::of(&self.disk.look(&path).map_err(fault)?.1);
        self.place = Place::Here { path, held };
        Ok(())
    }

    /// Leaves what is staged where it is: it is found at the next start.
    pub fn leave_staged(&mut self) {
        self.staged = None;
    }
}

impl Drop for CaseFile {
    fn drop(&mut self) {
        if let Some(stage) = self.staged.take() {
            stage.discard();
        }
    }
}

impl Held {
    /// Opens the file that a path names, for writing where that is allowed, and locks it.
    pub(crate) fn open(disk: &dyn Disk, path: &Path) -> io::Result<Held> {
        loop {
            // A lock on a network file system wants a file that is open for writing.
            let (file, writable, is_theirs) = match to_write().open(path) {
                Err(error) if is_denied(&error) => (File::open(path)?, false, false),
                Err(error) if is_theirs(&error) => (File::open(path)?, false, true),
                file => (file?, true, false),
            };
            let writable = writable && !file.metadata()?.permissions().readonly();
            let lock = if is_theirs { Lock::Theirs } else { disk.lock(&file) };
            // Whoever had it may have put another file in its place meanwhile.
            if lock == Lock::Theirs || is_at(&file, path) {
                return Ok(Held { file, lock, base: Base::nothing(), writable });
            }
        }
    }

    /// The second look: what the file holds, if it is still this one and as it was.
    fn look(&self, disk: &dyn Disk, path: &Path) -> Result<Vec<u8>, SaveFault> {
        let (file, bytes) = disk.look(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SaveFault::Gone(path.to_owned()),
            _ => SaveFault::of(path, error),
        })?;
        let inode = |file: &File| file.metadata().map(|metadata| inode(&metadata)).ok();
        match inode(&file) == inode(&self.file) && Base::of(&bytes) == self.base {
            true => Ok(bytes),
            false => Err(SaveFault::ChangedUnderneath(path.to_owned())),
        }
    }
}

fn is_denied(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn limited(mut file: &File, path: &Path) -> Result<Vec<u8>, OpenFault> {
    let unreadable = |error| OpenFault::Unreadable(path.to_owned(), error);
    if file.metadata().is_ok_and(|metadata| metadata.len() > Limits::CASE.bytes) {
        return Err(OpenFault::Faulty(vec![Limits::CASE.too_large(&path.display().to_string())]));
    }
    read_limited(&mut file, Limits::CASE).map_err(unreadable)
}

fn understood(path: &Path, bytes: &[u8], knowledge: &Knowledge) -> Result<case::Read, OpenFault> {
    case::read(&path.display().to_string(), bytes, knowledge).map_err(OpenFault::Faulty)
}

impl SaveFault {
    /// The fault that an error of the system means to a person.
    pub fn of(path: &Path, error: io::Error) -> SaveFault {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::ReadOnlyFilesystem => SaveFault::ReadOnly(path),
            // The system says the same of much that has nothing to do with the rights to a file.
            io::ErrorKind::PermissionDenied if !is_not_permitted(&error) => SaveFault::ReadOnly(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => SaveFault::DiskFull(path),
            _ => SaveFault::Other(path, error),
        }
    }

    /// The file that it is about.
    pub fn path(&self) -> &Path {
        use SaveFault::*;
        match self {
            ChangedUnderneath(path) | Gone(path) | InUse(path) | Exists(path) | ReadOnly(path) | DiskFull(path) => path,
            Other(path, _) => path,
        }
    }

    /// Whether somebody else is at the file, so that the user has to say what is to be done.
    pub fn is_conflict(&self) -> bool {
        matches!(self, SaveFault::ChangedUnderneath(_) | SaveFault::Gone(_) | SaveFault::InUse(_))
    }
}

/// Whether the system forbids it for another reason than the rights to the file.
#[cfg(unix)]
fn is_not_permitted(error: &io::Error) -> bool {
    rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::PERM)
}

#[cfg(not(unix))]
fn is_not_permitted(_: &io::Error) -> bool {
    false
}
