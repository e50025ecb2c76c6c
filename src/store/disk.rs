//! What a save asks of the disk, one call each, so that a test can let every one of them fail or be the last.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::attributes;

/// Who holds a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// This window has it.
    Mine,
    /// Another window has it.
    Theirs,
    /// The file system knows no locks.
    Unknown,
}

/// The calls of a save.
pub trait Disk: Debug + Sync {
    /// Makes a file where there must be none; at most `mode` is allowed on it.
    ///
    /// # Errors
    /// What the system says; as for all calls below.
    fn create(&self, path: &Path, mode: u32) -> io::Result<File>;

    /// Takes the file for this window, until it is closed.
    fn lock(&self, file: &File) -> Lock;

    /// Writes from the start of the file.
    ///
    /// # Errors
    /// As above.
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()>;

    /// Cuts the file to its new length.
    ///
    /// # Errors
    /// As above.
    fn cut(&self, file: &File, length: u64) -> io::Result<()>;

    /// Waits until what was written is on the disk.
    ///
    /// # Errors
    /// As above.
    fn sync(&self, file: &File) -> io::Result<()>;

    /// Gives a new file the owner, the rights and the attributes of the old one; whether that could be done.
    fn make_alike(&self, new: &File, old: &File) -> bool;

    /// What a path names, and what it holds.
    ///
    /// # Errors
    /// As above.
    fn look(&self, path: &Path) -> io::Result<(File, Vec<u8>)>;

    /// Puts a file in the place of another.
    ///
    /// # Errors
    /// As above.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a name where there must be none; it may keep the one that it had.
    ///
    /// # Errors
    /// As above.
    fn name_new(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the names in a folder are on the disk.
    ///
    /// # Errors
    /// As above.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// # Errors
    /// As above.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Debug)]
pub struct System;

impl Disk for System {
    #[cfg_attr(not(unix), expect(unused_variables, reason = "a file is its owner's where its folder is"))]
    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        let mut options = to_write();
        options.create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(mode);
        }
        options.open(path)
    }

    #[cfg(not(windows))]
    fn lock(&self, file: &File) -> Lock {
        match file.try_lock() {
            Ok(()) => Lock::Mine,
            Err(std::fs::TryLockError::WouldBlock) => Lock::Theirs,
            Err(std::fs::TryLockError::Error(_)) => Lock::Unknown,
        }
    }

    #[cfg(windows)]
    fn lock(&self, _: &File) -> Lock {
        // Whoever could open it for writing has it: see `to_write`.
        Lock::Mine
    }

    fn write(&self, mut file: &File, bytes: &[u8]) -> io::Result<()> {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(bytes)
    }

    fn cut(&self, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        where_possible(file.sync_all())
    }

    fn make_alike(&self, new: &File, old: &File) -> bool {
        attributes::make_alike(new, old).is_ok()
    }

    fn look(&self, path: &Path) -> io::Result<(File, Vec<u8>)> {
        let mut file = File::open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok((file, bytes))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn name_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // Where files have one name only, an empty one holds the name for this one.
            Err(_) => {
                File::create_new(to)?;
                fs::rename(from, to)
            }
        }
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder) {
            // A folder that may be written in and not be read.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            opened => where_possible(opened?.sync_all()),
        }
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// How a file is opened to be written. On Windows a lock would keep this program itself from reading the file a second
/// time; there the file is opened so that nobody else can open it for writing meanwhile.
pub(super) fn to_write() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        const SHARE_READ: u32 = 1;
        const SHARE_DELETE: u32 = 4;
        options.share_mode(SHARE_READ | SHARE_DELETE);
    }
    options
}

/// Whether a file could not be opened because another window has it.
pub(super) fn is_theirs(error: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    cfg!(windows) && error.raw_os_error() == Some(SHARING_VIOLATION)
}

/// Network file systems refuse to wait for some files and for most folders; there is nothing more to be done then, and
/// nothing is lost.
pub(super) fn where_possible(synced: io::Result<()>) -> io::Result<()> {
    match synced {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}
