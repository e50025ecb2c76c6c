//! The shelf: the cases made in the program, one private file each.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use super::folders::make_private;
use super::{CaseFile, Folders};

/// The folder that holds the cases made in the program.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
}

/// A case on the shelf.
#[derive(Clone, Debug)]
pub struct ShelfEntry {
    pub name: String,
    pub path: PathBuf,
    pub modified: Option<SystemTime>,
}

impl Shelf {
    pub fn of(folders: &Folders) -> Shelf {
        Shelf { folder: folders.data.join("cases") }
    }

    /// The cases, the one changed last first.
    pub fn entries(&self) -> Vec<ShelfEntry> {
        let read = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut entries: Vec<ShelfEntry> = read
            .filter_map(|entry| {
                let path = entry.path();
                let name = path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned();
                is_name(&name).then(|| ShelfEntry {
                    name,
                    modified: entry.metadata().and_then(|metadata| metadata.modified()).ok(),
                    path,
                })
            })
            .collect();
        entries.sort_by(|a, b| b.modified.cmp(&a.modified).then_with(|| a.name.cmp(&b.name)));
        entries
    }

    /// The file of a name, if the name can be one.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        is_name(name).then(|| self.folder.join(format!("{name}.json")))
    }

    /// A new file on the shelf under the first free name: `stem`, `stem-2`, `stem-3` ..
    ///
    /// # Errors
    /// The stem is no name, or the folder cannot be made.
    pub fn new_file(&self, stem: &str) -> io::Result<CaseFile> {
        if !is_name(stem) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no name for a case"));
        }
        make_private(&self.folder)?;
        let names = std::iter::once(stem.to_owned()).chain((2..).map(|number| format!("{stem}-{number}")));
        let paths = names.map(|name| self.folder.join(format!("{name}.json")));
        let free = paths.into_iter().find(|path| !path.exists());
        free.map(CaseFile::new).ok_or_else(|| io::Error::other("no free name"))
    }
}

/// A name that is a file name everywhere and cannot leave the folder.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_alphanumeric() || "-_. ".contains(c))
}
