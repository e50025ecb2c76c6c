//! What is kept of the laboratory from case to case: the units that it prints.

use std::io;
use std::path::PathBuf;

use super::folders::make_private;
use super::{Folders, Permissions, open_regular, read_limited, write_atomic};
use crate::json::Limits;

/// The file of the units; it is made when the first number is entered.
#[derive(Clone, Debug)]
pub struct Laboratory {
    path: PathBuf,
}

impl Laboratory {
    /// Where the user works.
    pub fn of(folders: &Folders) -> Laboratory {
        Laboratory { path: folders.data.join("units.json") }
    }

    /// What was kept; nothing where nothing was, or where it cannot be read: every row shows the unit that is taken.
    pub fn units(&self) -> String {
        let file = open_regular(&self.path);
        let bytes = file.and_then(|file| read_limited(file, Limits::PACK)).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Keeps the units.
    ///
    /// # Errors
    /// What the system says.
    pub fn keep(&self, units: &str) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            make_private(folder)?;
        }
        write_atomic(&self.path, units.as_bytes(), Permissions::Private)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_kept_and_what_cannot_be_read_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders { config: folder.path().to_owned(), data: folder.path().join("data") };
        let laboratory = Laboratory::of(&folders);
        assert_eq!(laboratory.units(), "");
        laboratory.keep("{\"weight\": \"kg\"}\n").unwrap();
        assert_eq!(Laboratory::of(&folders).units(), "{\"weight\": \"kg\"}\n");
        std::fs::write(folder.path().join("data/units.json"), [0xff, 0xfe]).unwrap();
        assert_eq!(laboratory.units(), "");
    }
}
