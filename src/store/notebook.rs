//! A private file that lines are only ever added to.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::disk::where_possible;
use super::folders::make_private;
use super::{Folders, open_regular};
use crate::json::without_mark;

/// The time by the system's clock: seconds since the beginning of 1970, UTC.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}

/// A notebook; its file is made when the first line is written.
#[derive(Clone, Debug)]
pub struct Notebook {
    path: PathBuf,
}

impl Notebook {
    /// The learner's own.
    pub fn of(folders: &Folders) -> Notebook {
        Notebook { path: folders.data.join("learning.jsonl") }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All that was written; nothing where nothing was.
    ///
    /// # Errors
    /// What the system says.
    pub fn read(&self) -> io::Result<String> {
        let mut bytes = Vec::new();
        match open_regular(&self.path).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => Ok(String::from_utf8_lossy(without_mark(&bytes)).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(error),
        }
    }

    /// Adds a line, in one piece, and waits until it is on the disk. A line that was cut off before is ended first.
    ///
    /// # Errors
    /// What the system says.
    pub fn add(&self, line: &str) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            make_private(folder)?;
        }
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&self.path)?;
        let start = if ends_a_line(&mut file)? { "" } else { "\n" };
        file.write_all(format!("{start}{line}\n").as_bytes())?;
        where_possible(file.sync_data())
    }
}

fn ends_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn lines_are_added_privately_and_a_cut_off_line_spoils_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        let notebook = Notebook::of(&Folders { config: folder.path().to_owned(), data: folder.path().join("data") });
        assert_eq!(notebook.read().unwrap(), "");
        notebook.add("one").unwrap();
        fs::write(notebook.path(), "one\ntw").unwrap();
        notebook.add("three").unwrap();
        assert_eq!(notebook.read().unwrap(), "one\ntw\nthree\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(notebook.path()).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
