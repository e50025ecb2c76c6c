//! The shelf: the cases made in the program, one private file each, and whatever cases the user puts beside them; what
//! was archived, and for a while what was deleted.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::case_file::{Held, SaveFault};
use super::disk::{Disk as _, Lock, System};
use super::folders::make_private;
use super::journal::{self, Journal};
use super::recover::{Left, Recovered, look_after, recover};
use super::stage::{Base, PREFIX, folder_of, free_names};
use super::{CaseFile, Folders, now};
use crate::order;

/// So many days a deleted case can be brought back.
pub const DAYS_IN_TRASH: i64 = 30;
const DAY: i64 = 24 * 60 * 60;

/// The folders that hold the cases made in the program.
#[derive(Clone, Debug)]
pub struct Shelf {
    data: PathBuf,
}

/// A part of the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Cases that are worked on.
    Cases,
    /// Cases that are kept out of the way.
    Archive,
    /// Deleted cases; each begins with the time of that, and is destroyed [`DAYS_IN_TRASH`] days later.
    Trash,
}

/// A case on the shelf.
#[derive(Clone, Debug)]
pub struct ShelfEntry {
    /// The name as far as it is text.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// The part of the shelf that is.
    pub room: Room,
    /// When it was last written, where the system says.
    pub modified: Option<SystemTime>,
}

impl Shelf {
    /// The cases in the program's own folders.
    pub fn of(folders: &Folders) -> Shelf {
        Shelf { data: folders.data.clone() }
    }

    /// The cases that are worked on, the one changed last first: every file that ends in `.json`, whoever named it.
    pub fn entries(&self) -> Vec<ShelfEntry> {
        self.entries_of(Room::Cases)
    }

    /// The cases of a room, the one changed last first.
    pub fn entries_of(&self, room: Room) -> Vec<ShelfEntry> {
        let read = fs::read_dir(self.folder(room)).into_iter().flatten().flatten();
        let mut entries: Vec<ShelfEntry> = read
            .filter_map(|entry| {
                let path = entry.path();
                let file_name = path.file_name()?.to_string_lossy();
                let name = file_name.strip_suffix(".json").filter(|_| !file_name.starts_with(PREFIX))?;
                let name = if room == Room::Trash { thrown_away(name)?.1 } else { name }.to_owned();
                let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
                Some(ShelfEntry { name, modified: metadata.modified().ok(), room, path })
            })
            .collect();
        order::by(&mut entries, |a, b| b.modified.cmp(&a.modified).then_with(|| a.name.cmp(&b.name)));
        entries
    }

    /// Wherever it really is, once it is there, so that a case has one path.
    fn folder(&self, room: Room) -> PathBuf {
        let folder = self.data.join(match room {
            Room::Cases => "cases",
            Room::Archive => "archive",
            Room::Trash => "trash",
        });
        fs::canonicalize(&folder).unwrap_or(folder)
    }

    /// The file of a name, also an archived one; a name that is not all text is found by what of it is.
    pub fn find(&self, name: &OsStr) -> Option<PathBuf> {
        let entries: Vec<ShelfEntry> =
            [Room::Cases, Room::Archive].into_iter().flat_map(|room| self.entries_of(room)).collect();
        let is = |entry: &&ShelfEntry| entry.path.file_stem() == Some(name);
        let found = entries.iter().find(is).or_else(|| entries.iter().find(|entry| *entry.name == *name));
        found.map(|entry| entry.path.clone())
    }

    /// A new file under the first name that is free when it is first saved: `stem`, `stem-2`, `stem-3` .. What is no
    /// name everywhere, or leads out of the folder, is called a case.
    pub fn new_file(&self, stem: &str) -> CaseFile {
        CaseFile::numbered(&self.folder(Room::Cases), if is_name(stem) { stem } else { "case" })
    }

    /// Looks after what earlier saves have left undone.
    pub fn recover(&self) -> Vec<Recovered> {
        recover(&System, &self.folder(Room::Cases), None)
    }

    /// Looks after what earlier saves have left undone, and destroys what was deleted long ago.
    pub fn look_after(&self) -> (Vec<Recovered>, Vec<Left>) {
        self.empty_trash();
        look_after(&self.folder(Room::Cases), None)
    }

    /// Throws away what a save has left.
    ///
    /// # Errors
    /// What the system says; it is still there then.
    pub fn throw_away(&self, left: &Left) -> Result<(), SaveFault> {
        let fault = |error| SaveFault::of(&left.of, error);
        let folder = self.folder(Room::Trash);
        make_private(&folder).map_err(fault)?;
        let name = format!("{}-{}", now(), left.of.file_stem().unwrap_or_default().to_string_lossy());
        self.moved(&left.staged, free_names(&folder, OsStr::new(&name))).map(drop)
    }

    /// Gives a case another name, which no other case may have.
    ///
    /// # Errors
    /// There is such a case, or this one is open in another window, or what the system says; nothing is changed then.
    pub fn rename(&self, path: &Path, name: &str) -> Result<PathBuf, SaveFault> {
        self.moved(path, [folder_of(path).join(format!("{name}.json"))])
    }

    /// Puts a case into a room, under its own name or the next free one.
    ///
    /// # Errors
    /// It is open in another window, or what the system says; nothing is changed then.
    pub fn put(&self, path: &Path, room: Room) -> Result<PathBuf, SaveFault> {
        let folder = self.folder(room);
        make_private(&folder).map_err(|error| SaveFault::of(path, error))?;
        let stem = path.file_stem().unwrap_or_default();
        let plain = match folder_of(path) == self.folder(Room::Trash) {
            true => stem.to_str().and_then(thrown_away).map_or(stem, |(_, name)| OsStr::new(name)),
            false => stem,
        };
        let mut name = plain.to_owned();
        if room == Room::Trash {
            name = format!("{}-", now()).into();
            name.push(plain);
        }
        self.moved(path, free_names(&folder, &name))
    }

    /// Puts a case back where it was, or if that is taken beside it.
    ///
    /// # Errors
    /// As for [`Shelf::put`].
    pub fn put_back(&self, path: &Path, to: &Path) -> Result<PathBuf, SaveFault> {
        let stem = to.file_stem().unwrap_or_default();
        self.moved(path, std::iter::once(to.to_owned()).chain(free_names(&folder_of(to), stem)))
    }

    /// Makes a copy of a case under the next free name; the case itself is only read.
    ///
    /// # Errors
    /// What the system says.
    pub fn duplicate(&self, path: &Path) -> Result<PathBuf, SaveFault> {
        let text = fs::read_to_string(path).map_err(|error| SaveFault::of(path, error))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut copy = CaseFile::numbered(&self.folder(Room::Cases), &stem);
        copy.save(&text)?;
        Ok(copy.path().to_owned())
    }

    /// Moves a case that nobody has open to the first of these names that is free.
    fn moved(&self, from: &Path, names: impl IntoIterator<Item = PathBuf>) -> Result<PathBuf, SaveFault> {
        let fault = |error| SaveFault::of(from, error);
        // The lock is held until the case has its new name.
        let held = Held::open(&System, from).map_err(fault)?;
        if held.lock == Lock::Theirs {
            return Err(SaveFault::InUse(from.to_owned()));
        }
        let mut taken = from.to_owned();
        for to in names {
            match System.name_new(from, &to) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => taken = to,
                named => {
                    named.map_err(fault)?;
                    if fs::symlink_metadata(from).is_ok() {
                        System.remove(from).map_err(fault)?;
                    }
                    self.move_journal(from, &to);
                    for folder in [folder_of(&to), folder_of(from)] {
                        System.sync_folder(&folder).map_err(fault)?;
                    }
                    return Ok(to);
                }
            }
        }
        Err(SaveFault::Exists(taken))
    }

    /// The journal of a case that is worked on here.
    pub fn journal(&self, case: &CaseFile) -> Option<Journal> {
        case.base().map(|base| Journal::of(&self.journals(), case.path(), base.clone()))
    }

    /// The journal of a case that was just made: it begins with nothing.
    pub fn new_journal(&self, case: &CaseFile) -> Journal {
        Journal::of(&self.journals(), case.path(), Base::nothing())
    }

    fn move_journal(&self, from: &Path, to: &Path) {
        let [from, to] = [from, to].map(|case| journal::place(&self.journals(), case));
        // A case may have none.
        let _ = fs::rename(from, to);
    }

    fn journals(&self) -> PathBuf {
        self.data.join("journals")
    }

    /// Destroys what was deleted [`DAYS_IN_TRASH`] days ago.
    fn empty_trash(&self) {
        for entry in fs::read_dir(self.folder(Room::Trash)).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let since = name.to_str().and_then(thrown_away).map(|(at, _)| now() - at);
            if since.is_some_and(|since| since > DAYS_IN_TRASH * DAY) {
                // What cannot be removed now is tried again at the next start.
                let _ = fs::remove_file(journal::place(&self.journals(), &entry.path()));
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// When a case was thrown away, and what it was called.
fn thrown_away(name: &str) -> Option<(i64, &str)> {
    let (at, name) = name.split_once('-')?;
    Some((at.parse().ok()?, name))
}

/// Whether a name is a file name everywhere and cannot leave the folder.
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && name.chars().all(|c| c.is_alphanumeric() || "-_. ".contains(c))
}
