//! What the user asks to be written to a file: whole or not at all, unless it is no file that can be replaced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::attributes::{is_mine, mode, set_mode};
use super::case_file::Held;
use super::disk::{Disk as _, Lock, System};
use super::recover::sweep;
use super::stage::{Base, How, Stage, destination, folder_of, only_in_place};

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
    let mut draft = Draft::begin(path, permissions)?;
    draft.write_all(bytes)?;
    draft.finish()
}

/// A file that is being written, part by part: its new text lies beside it until that is whole. One that is dropped
/// before leaves what was there.
#[derive(Debug)]
pub struct Draft(Kind);

#[derive(Debug)]
enum Kind {
    /// What is written through.
    Stream(File),
    /// `None` once it is finished.
    Staged(Option<Staged>),
}

#[derive(Debug)]
struct Staged {
    target: PathBuf,
    stage: Stage,
    /// The file that is there.
    old: Option<Held>,
    permissions: Permissions,
}

impl Draft {
    /// Begins to write a file.
    ///
    /// # Errors
    /// It cannot be written, for what can be told before anything is.
    pub fn begin(path: &Path, permissions: Permissions) -> io::Result<Draft> {
        if is_stream(path) {
            return Ok(Draft(Kind::Stream(OpenOptions::new().append(true).open(path)?)));
        }
        let target = destination(path)?;
        sweep(&target);
        let old = fs::exists(&target)?.then(|| hold(&target)).transpose()?;
        let (base, rights) = match &old {
            Some(old) => (Base::of_file(&old.file)?, mode(&old.file.metadata()?) & 0o777),
            None => (Base::nothing(), 0o600),
        };
        let stage = Stage::write(&System, &target, base, rights, b"")?;
        Ok(Draft(Kind::Staged(Some(Staged { target, stage, old, permissions }))))
    }

    /// Puts the text in the place of the file.
    ///
    /// # Errors
    /// What the system says; the file that was there is then unchanged.
    pub fn finish(mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Stream(_) => Ok(()),
            Kind::Staged(staged) => staged.take().map_or(Ok(()), Staged::put),
        }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Stream(file) => file.write(bytes),
            Kind::Staged(Some(staged)) => staged.stage.file.write(bytes),
            Kind::Staged(None) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Kind::Staged(staged) = &mut self.0
            && let Some(staged) = staged.take()
        {
            staged.stage.discard();
        }
    }
}

/// Takes a file that is to be replaced.
fn hold(target: &Path) -> io::Result<Held> {
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
    Ok(held)
}

impl Staged {
    fn put(mut self) -> io::Result<()> {
        let folder = folder_of(&self.target);
        let put = match self.old.take() {
            Some(mut old) => self.replace(&mut old),
            None => System.sync(&self.stage.file).and_then(|()| System.rename(&self.stage.path, &self.target)),
        };
        match put {
            Ok(()) => System.sync_folder(&folder),
            Err(error) => {
                self.stage.discard();
                Err(error)
            }
        }
    }

    fn replace(&mut self, old: &mut Held) -> io::Result<()> {
        let there = old.file.metadata()?;
        let how = self.stage.prepare(&old.file)?;
        if self.permissions == Permissions::Private && is_mine(&there) {
            // A file system without owners keeps to its own rules.
            let _ = set_mode(if how == How::Replaced { &self.stage.file } else { &old.file }, 0o600);
        }
        if how == How::Replaced {
            match System.rename(&self.stage.path, &self.target) {
                Err(error) if only_in_place(&error) => {}
                renamed => return renamed,
            }
        }
        // Only here both texts must be in memory: one goes where the other is.
        self.stage.text = fs::read(&self.stage.path)?;
        let before = fs::read(&self.target)?;
        self.stage.put(&self.target, &mut old.file, &before, How::InPlace).map(drop)
    }
}

/// Whether a path leads to what is written through and never replaced: a pipe, a device, a descriptor that is open.
pub(super) fn is_stream(path: &Path) -> bool {
    let open = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];
    open.iter().any(|open| path.starts_with(open))
        || fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}
