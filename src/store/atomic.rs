//! What the user asks to be written to a file: whole or not at all, unless it is no file that can be replaced.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::attributes::{is_mine, mode, set_mode};
use super::case_file::Held;
use super::disk::{Disk as _, Lock, System};
use super::recover::sweep;
use super::stage::{Base, How, Stage, destination, folder_of};

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// The owner alone (0600), where that is the user.
    Private,
    /// As the file that is there has them; the owner alone if there is none.
    Kept,
}

/// Writes a file through a staged one beside it; a pipe, a device or an open descriptor is written to as it is. Links
/// are followed, also one to a file that is yet to be made.
///
/// # Errors
/// What the system says; the file that was there is then unchanged.
pub fn write_atomic(path: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<()> {
    if is_stream(path) {
        return OpenOptions::new().append(true).open(path)?.write_all(bytes);
    }
    let target = destination(path)?;
    sweep(&target);
    match fs::exists(&target)? {
        true => replace(&target, bytes, permissions)?,
        false => {
            let stage = Stage::write(&System, &target, Base::nothing(), 0o600, bytes)?;
            let renamed = System.sync(&stage.file).and_then(|()| System.rename(&stage.path, &target));
            renamed.inspect_err(|_| System.remove(&stage.path).unwrap_or_default())?;
        }
    }
    System.sync_folder(&folder_of(&target))
}

fn replace(target: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<()> {
    let mut held = Held::open(&System, target)?;
    // Whoever writes the same file is soon done; whoever works on a case is not.
    for _ in 0..20 {
        if held.lock == Lock::Theirs {
            thread::sleep(Duration::from_millis(10));
            held = Held::open(&System, target)?;
        }
    }
    if held.lock == Lock::Theirs {
        return Err(io::Error::new(io::ErrorKind::ResourceBusy, "it is a case that is open in another window"));
    }
    // A file that its owner has made read-only is not replaced behind their back.
    if !held.writable {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let before = fs::read(target)?;
    let there = held.file.metadata()?;
    let rights = mode(&there) & 0o777;
    let mut stage = Stage::write(&System, target, Base::of(&before), rights, bytes)?;
    let put = stage.prepare(&held.file).and_then(|how| {
        if permissions == Permissions::Private && is_mine(&there) {
            // A file system without owners keeps to its own rules.
            let _ = set_mode(if how == How::Replaced { &stage.file } else { &held.file }, 0o600);
        }
        stage.put(target, &mut held.file, &before, how)
    });
    match put {
        Ok(_) => Ok(()),
        Err(error) => {
            stage.discard();
            Err(error)
        }
    }
}

/// Whether a path leads to what is written through and never replaced: a pipe, a device, a descriptor that is open.
pub(super) fn is_stream(path: &Path) -> bool {
    let open = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];
    open.iter().any(|open| path.starts_with(open))
        || fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}
