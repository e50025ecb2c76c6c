//! The shelf: the cases made in the program, one private file each, and whatever cases the user puts beside them.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use super::disk::System;
use super::recover::{Recovered, recover};
use super::stage::PREFIX;
use super::{CaseFile, Folders};

/// The folder that holds the cases made in the program.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
}

/// A case on the shelf.
#[derive(Clone, Debug)]
pub struct ShelfEntry {
    /// The name as far as it is text.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// When it was last written, where the system says.
    pub modified: Option<SystemTime>,
}

impl Shelf {
    /// The cases in the program's own folder.
    pub fn of(folders: &Folders) -> Shelf {
        Shelf { folder: folders.data.join("cases") }
    }

    /// The cases, the one changed last first: every file that ends in `.json`, whoever named it.
    pub fn entries(&self) -> Vec<ShelfEntry> {
        let read = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut entries: Vec<ShelfEntry> = read
            .filter_map(|entry| {
                let path = entry.path();
                let file_name = path.file_name()?.to_string_lossy();
                let name = file_name.strip_suffix(".json").filter(|_| !file_name.starts_with(PREFIX))?.to_owned();
                let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
                Some(ShelfEntry { name, modified: metadata.modified().ok(), path })
            })
            .collect();
        entries.sort_by(|a, b| b.modified.cmp(&a.modified).then_with(|| a.name.cmp(&b.name)));
        entries
    }

    /// The file of a name; a name that is not all text is found by what of it is.
    pub fn find(&self, name: &OsStr) -> Option<PathBuf> {
        let entries = self.entries();
        let is = |entry: &&ShelfEntry| entry.path.file_stem() == Some(name);
        let found = entries.iter().find(is).or_else(|| entries.iter().find(|entry| *entry.name == *name));
        found.map(|entry| entry.path.clone())
    }

    /// A new file under the first name that is free when it is first saved: `stem`, `stem-2`, `stem-3` .. What is no
    /// name everywhere, or leads out of the folder, is called a case.
    pub fn new_file(&self, stem: &str) -> CaseFile {
        CaseFile::numbered(&self.folder, if is_name(stem) { stem } else { "case" })
    }

    /// Looks after what earlier saves have left undone.
    pub fn recover(&self) -> Vec<Recovered> {
        recover(&System, &self.folder, None)
    }
}

/// A name that is a file name everywhere and cannot leave the folder.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_alphanumeric() || "-_. ".contains(c))
}
