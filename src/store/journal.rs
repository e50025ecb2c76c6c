//! What was done to a case, kept apart from it so that it can be undone after a restart.
//!
//! The file of the case alone says what is known; the journal only knows the way there. Each line names the text before
//! and the text after it by their digests. What does not lead in one chain to the text that the file holds is not
//! used: a line that was cut off, a change by another program, a change that never reached the file.
//!
//! It lies in the program's own folder, for the user alone: what was taken back must not travel with a case that is
//! handed on.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::folders::make_private;
use super::input::open_regular;
use super::stage::{Base, folder_of};
use crate::case::{Deed, Past};
use crate::knowledge::Knowledge;

/// Where a journal is longer, in bytes, its older half is forgotten.
const LONGEST: u64 = 512 * 1024;

/// The journal of one case.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Option<File>,
    length: u64,
    /// The text that the next line begins from.
    at: Base,
}

#[derive(Serialize, Deserialize)]
struct Line<'t> {
    was: &'t str,
    is: &'t str,
    #[serde(borrow)]
    deeds: Vec<&'t RawValue>,
}

impl Journal {
    /// The journal of a case in a folder of journals; `at` is the text that the case holds.
    pub(super) fn of(folder: &Path, case: &Path, at: Base) -> Journal {
        Journal { path: place(folder, case), file: None, length: 0, at }
    }

    /// What led to the text of the case. What the journal says beyond that is forgotten.
    pub fn recall(&mut self, knowledge: &Knowledge) -> Past {
        let Ok(text) = open_regular(&self.path).and_then(io::read_to_string) else { return Past::default() };
        let (mut past, mut found, mut end, mut state) = (Past::default(), None, 0, None);
        for line in text.split_inclusive('\n') {
            end += line.len();
            let read = serde_json::from_str::<Line>(line).ok().filter(|_| line.ends_with('\n'));
            let Some(Line { was, is, deeds }) = read else {
                state = None;
                continue;
            };
            if state != Some(was) {
                past = Past::default();
            }
            let deeds: Option<Vec<Deed>> = deeds.iter().map(|deed| Deed::read(deed.get(), knowledge)).collect();
            match deeds {
                Some(deeds) => deeds.into_iter().for_each(|deed| past.take(deed)),
                None => past = Past::default(),
            }
            state = Some(is);
            if self.at.text() == is {
                found = Some((past.clone(), end));
            }
        }
        let (past, end) = found.unwrap_or_default();
        // What cannot be cut off now is not in the chain of what comes.
        let cut = OpenOptions::new().write(true).open(&self.path).and_then(|file| file.set_len(end as u64));
        if cut.is_ok() { past } else { Past::default() }
    }

    /// Adds what was done until the case was this text. What cannot be written is lost for a later start, and nothing
    /// else is.
    pub fn add(&mut self, deeds: &[String], text: &str) {
        let is = Base::of(text.as_bytes());
        let was = std::mem::replace(&mut self.at, is);
        if deeds.is_empty() {
            return;
        }
        let deeds = deeds.iter().filter_map(|deed| serde_json::from_str(deed).ok()).collect();
        let line = serde_json::to_string(&Line { was: was.text(), is: self.at.text(), deeds });
        if line.map_err(io::Error::from).and_then(|line| self.write(&line)).is_err() {
            self.file = None;
        }
    }

    fn write(&mut self, line: &str) -> io::Result<()> {
        if self.length > LONGEST {
            self.file = None;
        }
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.open()?,
        };
        file.write_all(format!("{line}\n").as_bytes())?;
        self.length += line.len() as u64 + 1;
        self.file = Some(file);
        Ok(())
    }

    fn open(&mut self) -> io::Result<File> {
        make_private(&folder_of(&self.path))?;
        forget_older(&self.path)?;
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options.open(&self.path)?;
        self.length = file.metadata()?.len();
        Ok(file)
    }
}

/// Where the journal of a case is, which may be gone itself.
pub(super) fn place(folder: &Path, case: &Path) -> PathBuf {
    let parent = folder_of(case);
    let real = fs::canonicalize(&parent).unwrap_or(parent).join(case.file_name().unwrap_or_default());
    folder.join(format!("{}.jsonl", Base::of(real.as_os_str().as_encoded_bytes()).text()))
}

/// Leaves the newer half of a journal that has become too long.
fn forget_older(path: &Path) -> io::Result<()> {
    if !fs::metadata(path).is_ok_and(|there| there.len() > LONGEST) {
        return Ok(());
    }
    let text = fs::read(path)?;
    let half = text.len() / 2;
    let start = text.iter().skip(half).position(|byte| *byte == b'\n').map_or(text.len(), |at| half + at + 1);
    fs::write(path, text.get(start..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{embedded, load};

    #[test]
    fn it_does_not_grow_without_end_and_what_is_left_leads_to_the_case() {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("case.json");
        let mut journal = Journal::of(folder.path(), &case, Base::nothing());
        let deed = r#"{"of":["age"],"before":{"format":"poems-case/1","age":53,"findings":{}},"after":{"format":"poems-case/1","age":54,"findings":{}}}"#;
        let text = |at: usize| format!("the case after change {at}");
        (0..5_000).for_each(|at| journal.add(&[deed.to_owned()], &text(at)));
        let length = fs::metadata(place(folder.path(), &case)).unwrap().len();
        assert!(length < LONGEST + 1_000 && length > LONGEST / 4, "{length}");
        let knowledge = load(vec![embedded()]).unwrap();
        let recall = |at| Journal::of(folder.path(), &case, Base::of(text(at).as_bytes())).recall(&knowledge);
        assert!(!recall(4_999).is_empty());
        // What lies beyond is forgotten, and so is not the way to it any more.
        assert!(!recall(4_990).is_empty());
        assert!(recall(4_999).is_empty());
    }
}
