//! Files are written whole or not at all, and only their owner may read them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// The owner alone (0600).
    Private,
    /// As the file that is there has them; the owner alone if there is none.
    Kept,
}

/// Writes a file through a temporary one beside it: written, flushed to the disk, renamed, and the rename flushed too.
/// A link is followed, so that the file it names is replaced and the link stays.
///
/// # Errors
/// What the system says; the file that was there is then unchanged.
pub fn write_atomic(path: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&path);
    // A file that its owner has made read-only is not replaced behind their back.
    if let Ok(existing) = fs::metadata(&path)
        && existing.permissions().readonly()
    {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let mut temporary = NamedTempFile::with_prefix_in(".poems-", &folder).map_err(without_name)?;
    temporary.write_all(bytes)?;
    if let (Permissions::Kept, Ok(existing)) = (permissions, fs::metadata(&path)) {
        temporary.as_file().set_permissions(existing.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(&path).map_err(|error| error.error)?;
    sync_folder(&folder)
}

/// The name of the temporary file means nothing to anybody.
fn without_name(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((said, _)) => io::Error::new(error.kind(), said.to_owned()),
        None => error,
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
