//! A new text beside the file that it is for, until it takes that file's place.
//!
//! The staged text is the journal: it is whole before anybody is shown what it holds, so a program that is killed loses
//! nothing, and [`recover`](super::recover) finds it by its name.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::attributes::{inode, names};
use super::disk::{Disk, Lock};

/// How the names of staged texts begin; what begins so is hidden, and never a case.
pub(super) const PREFIX: &str = ".poems-";
/// So many random signs keep the staged texts of several windows apart.
const RANDOM: usize = 6;
/// The longest part of a file's name that the name of its staged text repeats, in bytes.
const LONGEST: usize = 180;

/// How a text came into its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The new file took the place of the old one.
    Replaced,
    /// It was written into the old file, since a new one could not be like it: it has other names, or belongs to
    /// somebody else, or nothing in its folder may be replaced.
    InPlace,
}

/// Which text a staged one was made from: a few digits of its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base(String);

impl Base {
    /// There was no file yet.
    pub(crate) fn nothing() -> Base {
        Base("0".repeat(16))
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(crate) fn of(text: &[u8]) -> Base {
        Base::short(&Sha256::digest(text))
    }

    /// What a file holds, however much that is.
    pub(super) fn of_file(mut file: &File) -> io::Result<Base> {
        let mut digest = Sha256::new();
        io::copy(&mut file, &mut digest)?;
        Ok(Base::short(&digest.finalize()))
    }

    fn short(digest: &[u8]) -> Base {
        Base(digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
    }
}

/// What the name of a staged text says: whose it is, what it was made from, whether it was being written in place.
#[derive(Debug)]
pub(super) struct Mark {
    random: String,
    pub in_place: bool,
    pub base: Base,
    /// The name of the file, as far as it fits.
    pub name: String,
}

impl Mark {
    fn new(target: &Path, base: Base) -> Mark {
        let random = std::iter::repeat_with(fastrand::alphanumeric).take(RANDOM).collect();
        Mark { random, in_place: false, base, name: Mark::short(target) }
    }

    /// The name of a file, as far as it fits.
    pub(crate) fn short(target: &Path) -> String {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        (0..=name.len().min(LONGEST)).rev().find_map(|end| name.get(..end)).unwrap_or_default().to_owned()
    }

    fn file_name(&self) -> String {
        let how = if self.in_place { '=' } else { '-' };
        format!("{PREFIX}{}{how}{}-{}", self.random, self.base.0, self.name)
    }

    pub(crate) fn read(file_name: &OsStr) -> Option<Mark> {
        let rest = file_name.to_str()?.strip_prefix(PREFIX)?;
        // Earlier versions did not say whose it was.
        if rest.len() == RANDOM && rest.bytes().all(|sign| sign.is_ascii_alphanumeric()) {
            let (random, name) = (rest.to_owned(), "case.json".to_owned());
            return Some(Mark { random, in_place: false, base: Base::nothing(), name });
        }
        let (random, rest) = rest.split_at_checked(RANDOM)?;
        let in_place = rest.starts_with('=');
        let (base, name) = rest.strip_prefix(['-', '='])?.split_once('-')?;
        (base.len() == 16).then(|| Mark {
            random: random.to_owned(),
            in_place,
            base: Base(base.to_owned()),
            name: name.to_owned(),
        })
    }
}

/// A text that is written whole and is in nobody's place yet.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(super) disk: &'static dyn Disk,
    pub(super) path: PathBuf,
    /// It is locked as long as the window lives.
    pub(super) file: File,
    pub(super) text: Vec<u8>,
}

impl Stage {
    /// Writes a text beside the file that it is for. It outlives this program, and not yet a power failure.
    ///
    /// # Errors
    /// What the system says; nothing is left behind.
    pub(crate) fn write(
        disk: &'static dyn Disk,
        target: &Path,
        base: Base,
        mode: u32,
        text: &[u8],
    ) -> io::Result<Stage> {
        loop {
            let path = folder_of(target).join(Mark::new(target, base.clone()).file_name());
            let file = match disk.create(&path, mode) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            // Another window may have taken it for left behind before it was locked.
            if disk.lock(&file) == Lock::Theirs || names(&file.metadata()?) == 0 {
                continue;
            }
            let stage = Stage { disk, path, file, text: text.to_owned() };
            return match disk.write(&stage.file, text) {
                Ok(()) => Ok(stage),
                Err(error) => {
                    stage.discard();
                    Err(error)
                }
            };
        }
    }

    /// Takes it away again.
    pub(crate) fn discard(self) {
        // What cannot be removed is found, and removed, at the next start.
        let _ = self.disk.remove(&self.path);
    }

    /// Makes it ready for the place of a file: like that one as far as can be, and on the disk.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn prepare(&self, old: &File) -> io::Result<How> {
        let alike = names(&old.metadata()?) <= 1 && self.disk.make_alike(&self.file, old);
        self.disk.sync(&self.file)?;
        Ok(if alike { How::Replaced } else { How::InPlace })
    }

    /// Puts it in the place of a file, which is then the open one. Whoever calls waits for the folder.
    ///
    /// # Errors
    /// What the system says; the file has the text that it had before.
    pub(crate) fn put(&mut self, target: &Path, old: &mut File, before: &[u8], how: How) -> io::Result<How> {
        if how == How::Replaced {
            match self.disk.rename(&self.path, target) {
                Ok(()) => {
                    std::mem::swap(&mut self.file, old);
                    return Ok(How::Replaced);
                }
                // A folder in which nobody replaces what is another's, or a file that is mounted by itself.
                Err(error) if only_in_place(&error) => {}
                Err(error) => return Err(error),
            }
        }
        self.write_into(old, before)?;
        // What cannot be removed now is found, and removed, at the next start.
        let _ = self.disk.remove(&self.path);
        Ok(How::InPlace)
    }

    /// Writes the text into the file itself. Until that is on the disk the staged one says by its name that the file
    /// may be half of this and half of that.
    fn write_into(&mut self, old: &File, before: &[u8]) -> io::Result<()> {
        let folder = folder_of(&self.path);
        if let Some(mark) = self.path.file_name().and_then(Mark::read) {
            let aside = folder.join(Mark { in_place: true, ..mark }.file_name());
            self.disk.rename(&self.path, &aside)?;
            self.path = aside;
        }
        self.disk.sync_folder(&folder)?;
        let write = |text: &[u8]| {
            self.disk.write(old, text)?;
            self.disk.cut(old, text.len() as u64)?;
            self.disk.sync(old)
        };
        write(&self.text).inspect_err(|_| drop(write(before)))
    }

    /// Gives it the first of these names that is free. Whoever calls waits for the folder.
    ///
    /// # Errors
    /// What the system says; it is still where it was.
    pub(crate) fn put_new(&self, names: impl IntoIterator<Item = PathBuf>) -> io::Result<PathBuf> {
        self.disk.sync(&self.file)?;
        for path in names {
            match self.disk.name_new(&self.path, &path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                named => {
                    named?;
                    // What cannot be removed now is found, and removed, at the next start.
                    let _ = self.disk.remove(&self.path);
                    return Ok(path);
                }
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Whether the system refuses to replace a file that may well be written into.
pub(super) fn only_in_place(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ResourceBusy};
    matches!(error.kind(), PermissionDenied | ResourceBusy | CrossesDevices)
}

/// Whether a path still names this file.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::metadata(path)) {
        (Ok(file), Ok(there)) => inode(&file) == inode(&there),
        _ => false,
    }
}

/// The names that a file may get: `stem.json`, `stem-2.json`, `stem-3.json` ..
pub(super) fn free_names(folder: &Path, stem: &OsStr) -> impl Iterator<Item = PathBuf> {
    let named = |end: String| {
        let mut name = stem.to_owned();
        name.push(end);
        folder.join(name)
    };
    std::iter::once(".json".to_owned()).chain((2..).map(|number: u32| format!("-{number}.json"))).map(named)
}

pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Where a path leads: links are followed, also one to a file that is not there yet.
///
/// # Errors
/// What the system says: links in a circle, for one.
pub(super) fn destination(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..40 {
        if let Ok(real) = fs::canonicalize(&path) {
            return Ok(real);
        }
        match fs::read_link(&path) {
            Ok(to) => path = folder_of(&path).join(to),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("links that lead in a circle"))
}
