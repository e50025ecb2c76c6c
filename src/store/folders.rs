//! Where the user's files live (XDG base directories).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use super::disk::{Disk as _, System};
use super::stage::folder_of;

/// The program's folders; none is made before something is written there.
#[derive(Clone, Debug)]
pub struct Folders {
    /// `$XDG_CONFIG_HOME/poems`: configuration, and `rules/`, a pack of the user's own.
    pub config: PathBuf,
    /// `$XDG_DATA_HOME/poems`: the shelf of cases.
    pub data: PathBuf,
}

impl Folders {
    /// The folders of the user that runs the program; `None` without a home folder.
    pub fn of_user() -> Option<Folders> {
        let base = choose_base_strategy().ok()?;
        Some(Folders { config: base.config_dir().join("poems"), data: base.data_dir().join("poems") })
    }
}

/// A path as a shell would take it: `~` is the home folder.
pub fn expanded(path: &str) -> PathBuf {
    let home = |rest: &str| Some(etcetera::home_dir().ok()?.join(rest));
    let rest = if path == "~" { Some("") } else { path.strip_prefix("~/") };
    rest.and_then(home).unwrap_or_else(|| PathBuf::from(path))
}

/// Makes a folder that only its owner may open, where there is none.
///
/// # Errors
/// What the system says.
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)?;
    System.sync_folder(&folder_of(folder))
}
