//! What the user chose within the program and is kept for the next start: the theme.

use std::io;
use std::path::{Path, PathBuf};

use super::folders::make_private;
use super::{Folders, Permissions, open_regular, read_limited, write_atomic};
use crate::json::Limits;

/// The file with the name of the theme; it is made when one is chosen.
#[derive(Clone, Debug)]
pub struct ChosenTheme {
    path: PathBuf,
}

impl ChosenTheme {
    /// Where the user's configuration is.
    pub fn of(folders: &Folders) -> ChosenTheme {
        ChosenTheme { path: folders.config.join("theme") }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name that was kept; `None` where none was, or where it cannot be read.
    pub fn name(&self) -> Option<String> {
        let bytes = read_limited(open_regular(&self.path).ok()?, Limits::PACK).ok()?;
        Some(String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|name| !name.is_empty())
    }

    /// Keeps a name.
    ///
    /// # Errors
    /// What the system says.
    pub fn keep(&self, name: &str) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            make_private(folder)?;
        }
        write_atomic(&self.path, format!("{name}\n").as_bytes(), Permissions::Private)
    }
}
