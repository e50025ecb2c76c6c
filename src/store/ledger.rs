//! A table that rows are added to, by one learner after the other or by several at once.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::atomic::is_stream;
use super::attributes::mode;
use super::disk::{Disk as _, System};
use super::recover::sweep;
use super::stage::{Base, Stage, destination, folder_of, is_at};

/// A file with a head line and rows below it, a line each.
#[derive(Clone, Debug)]
pub struct Ledger {
    path: PathBuf,
    head: String,
}

impl Ledger {
    /// A table that begins as this one, which has no rows; tried at once, so that nobody learns afterwards that nothing
    /// could be written.
    ///
    /// # Errors
    /// It cannot be written, or it is a table of something else.
    pub fn open(path: PathBuf, empty: &str) -> io::Result<Ledger> {
        let ledger = Ledger { path, head: empty.trim_end().to_owned() };
        if is_stream(&ledger.path) {
            return Ok(ledger);
        }
        let target = destination(&ledger.path)?;
        let rows = match fs::exists(&target)? {
            true => {
                OpenOptions::new().append(true).open(&target)?;
                fs::read(&target)?
            }
            false => Vec::new(),
        };
        ledger.checked(&rows)?;
        Stage::write(&System, &target, Base::nothing(), 0o600, &[])?.discard();
        Ok(ledger)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds the rows of a table, and the head where there is none yet.
    ///
    /// # Errors
    /// What the system says; the rows that were there still are.
    pub fn add(&self, table: &str) -> io::Result<()> {
        if is_stream(&self.path) {
            return OpenOptions::new().append(true).open(&self.path)?.write_all(table.as_bytes());
        }
        self.change(|rows| {
            if !rows.is_empty() && !rows.ends_with(b"\n") {
                rows.push(b'\n');
            }
            rows.extend_from_slice(self.below_head(table).as_bytes());
        })
    }

    /// Takes the rows of a table away again, the last that read so; what was written to a pipe is gone.
    ///
    /// # Errors
    /// What the system says; the rows that were there still are.
    pub fn take_back(&self, table: &str) -> io::Result<()> {
        if is_stream(&self.path) {
            return Ok(());
        }
        self.change(|rows| {
            let lines = format!("\n{}", self.below_head(table));
            let found = rows.windows(lines.len()).rposition(|window| window == lines.as_bytes());
            if let Some(at) = found {
                rows.drain(at + 1..at + lines.len());
            }
        })
    }

    fn below_head<'t>(&self, table: &'t str) -> &'t str {
        table.strip_prefix(self.head.as_str()).map_or(table, |rows| rows.trim_start_matches(['\r', '\n']))
    }

    /// Changes the table while nobody else does.
    fn change(&self, change: impl Fn(&mut Vec<u8>)) -> io::Result<()> {
        let target = destination(&self.path)?;
        sweep(&target);
        loop {
            let mut file = match OpenOptions::new().read(true).write(true).open(&target) {
                Ok(file) => Some(file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            if let Some(file) = &file {
                // Where the file system knows no locks, learners have to take turns.
                let _ = file.lock();
                if !is_at(file, &target) {
                    continue;
                }
            }
            let before = if file.is_some() { fs::read(&target)? } else { Vec::new() };
            self.checked(&before)?;
            let mut rows = if before.is_empty() { format!("{}\n", self.head).into_bytes() } else { before.clone() };
            change(&mut rows);
            let rights = file.as_ref().map_or(Ok(0o600), |file| file.metadata().map(|there| mode(&there) & 0o777))?;
            let mut stage = Stage::write(&System, &target, Base::of(&before), rights, &rows)?;
            let put = match &mut file {
                Some(file) => stage.prepare(file).and_then(|how| stage.put(&target, file, &before, how)).map(drop),
                None => stage.put_new([target.clone()]).map(drop),
            };
            match put {
                Ok(()) => return System.sync_folder(&folder_of(&target)),
                Err(error) => {
                    stage.discard();
                    // Another learner was first.
                    if error.kind() != io::ErrorKind::AlreadyExists {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Whether rows may be added here: below the same head, or where nothing is yet.
    fn checked(&self, rows: &[u8]) -> io::Result<()> {
        let first = rows.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
        let first = first.strip_suffix(b"\r").unwrap_or(first);
        match rows.is_empty() || first == self.head.as_bytes() {
            true => Ok(()),
            false => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("it holds something else; expected a file that begins with \"{}\"", self.head),
            )),
        }
    }
}
