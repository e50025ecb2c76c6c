//! What a program that ended in the middle of a save has left behind, and what becomes of it.
//!
//! A staged text that nobody holds any more is finished where the file is still the one it was made from; where it is
//! not, it becomes a case of its own beside it; where it is torn, or says what the file says, it is taken away. Whoever
//! can ask the user [looks after](look_after) what is left and offers the rest; whoever cannot [recovers](recover) all.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::de::IgnoredAny;

use super::attributes::names;
use super::case_file::Held;
use super::disk::{Disk, Lock, System, to_write};
use super::stage::{Base, Mark, Stage, folder_of, free_names, is_at};
use crate::case::FORMAT;
use crate::knowledge::Lang;
use crate::knowledge::files::Interface;

/// What was made of a save that had not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// It was finished: the file holds it now.
    Finished(PathBuf),
    /// Its file was changed since, or is gone, or was never made: it is a case of its own now.
    Kept {
        /// What it was to be saved in.
        of: PathBuf,
        /// Where it is now.
        at: PathBuf,
    },
}

/// What a save that had not come to its end would have written, and nobody has decided on yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The staged text.
    pub staged: PathBuf,
    /// What it was to be saved in.
    pub of: PathBuf,
    /// Whether that was changed since, or is gone, so that it can only be a case of its own.
    pub apart: bool,
}

impl Left {
    /// Finishes the save, or makes what is left a case of its own; `None` where there is nothing to do any more.
    ///
    /// # Errors
    /// What the system says; it is left as it is then.
    pub fn take(&self) -> io::Result<Option<Recovered>> {
        let mark = self.staged.file_name().and_then(Mark::read);
        let Some(mark) = mark.filter(|_| self.staged.exists()) else { return Ok(None) };
        let target = self.of.exists().then_some(self.of.as_path());
        match recover_one(&System, &self.staged, &mark, target, Whom::Nobody)? {
            Some(Found::Recovered(recovered)) => Ok(Some(recovered)),
            Some(Found::Left(_)) | None => Ok(None),
        }
    }
}

/// What is found of a save that had not come to its end.
enum Found {
    Recovered(Recovered),
    Left(Left),
}

/// Who is asked before a text that nobody saw any more comes into a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whom {
    Nobody,
    User,
}

impl Recovered {
    /// What the user is told of it.
    pub fn words(&self, words: &Interface, lang: Lang) -> String {
        match self {
            Recovered::Finished(path) => words.disk.finished(lang, path.display()),
            Recovered::Kept { of, at } => {
                let [of, at] = [of, at].map(|path| path.display().to_string());
                words.disk.kept(lang, &of, &at)
            }
        }
    }
}

/// Finishes what lies in a folder: of one file, or of all.
pub fn recover(disk: &'static dyn Disk, folder: &Path, of: Option<&Path>) -> Vec<Recovered> {
    let found = find(disk, folder, of, Whom::Nobody).into_iter();
    let recovered = |found| if let Found::Recovered(recovered) = found { Some(recovered) } else { None };
    found.filter_map(recovered).collect()
}

/// Looks after what lies in a folder, of one file or of all: takes away what is worth nothing, and finishes what stopped
/// in the middle of a file, which could not be read else. What is left is to be offered.
pub fn look_after(folder: &Path, of: Option<&Path>) -> (Vec<Recovered>, Vec<Left>) {
    let (mut recovered, mut left) = (Vec::new(), Vec::new());
    for found in find(&System, folder, of, Whom::User) {
        match found {
            Found::Recovered(one) => recovered.push(one),
            Found::Left(one) => left.push(one),
        }
    }
    (recovered, left)
}

fn find(disk: &'static dyn Disk, folder: &Path, of: Option<&Path>, ask: Whom) -> Vec<Found> {
    let mut found = Vec::new();
    for (path, mark) in staged(folder) {
        let target = match of {
            Some(target) if Mark::short(target) != mark.name => continue,
            Some(target) => Some(target.to_owned()),
            None => paths(folder).find(|path| Mark::short(path) == mark.name),
        };
        found.extend(recover_one(disk, &path, &mark, target.as_deref(), ask).unwrap_or_default());
    }
    found
}

fn paths(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// The staged texts in a folder, with what their names say.
fn staged(folder: &Path) -> Vec<(PathBuf, Mark)> {
    let marked = |path: PathBuf| path.file_name().and_then(Mark::read).map(|mark| (path.clone(), mark));
    paths(folder).filter_map(marked).collect()
}

/// What cannot be done now is left for the next start.
fn recover_one(
    disk: &'static dyn Disk,
    path: &Path,
    mark: &Mark,
    target: Option<&Path>,
    ask: Whom,
) -> io::Result<Option<Found>> {
    let file = to_write().open(path)?;
    // A window that lives holds what it has staged.
    if disk.lock(&file) != Lock::Mine || !is_at(&file, path) {
        return Ok(None);
    }
    let text = read(&file)?;
    let mut stage = Stage { disk, path: path.to_owned(), file, text };
    if !is_whole(&stage.text) {
        stage.discard();
        return Ok(None);
    }
    let left = |of: &Path, apart| Ok(Some(Found::Left(Left { staged: path.to_owned(), of: of.to_owned(), apart })));
    let kept = |stage, of: &Path| keep(stage, of).map(|kept| Some(Found::Recovered(kept)));
    let Some(target) = target else {
        let of = path.with_file_name(&mark.name);
        return if ask == Whom::User { left(&of, true) } else { kept(stage, &of) };
    };
    if names(&stage.file.metadata()?) > 1 && is_at(&stage.file, target) {
        // It has its name already, and this one too many.
        stage.discard();
        return Ok(None);
    }
    let mut held = Held::open(disk, target)?;
    if held.lock == Lock::Theirs {
        return Ok(None);
    }
    let before = read(&held.file)?;
    if before == stage.text {
        stage.discard();
        return Ok(None);
    }
    let torn = mark.in_place && (!is_whole(&before) || is_of_then(&held.file, &stage.file));
    // An empty file holds the name of one that was yet to be made.
    if Base::of(&before) != mark.base && !torn && !before.is_empty() {
        return if ask == Whom::User { left(target, true) } else { kept(stage, target) };
    }
    if ask == Whom::User && !torn {
        return left(target, false);
    }
    let how = stage.prepare(&held.file)?;
    stage.put(target, &mut held.file, &before, how)?;
    disk.sync_folder(&folder_of(target))?;
    Ok(Some(Found::Recovered(Recovered::Finished(target.to_owned()))))
}

/// Takes away what was staged for a file by programs that have ended, where a new text is written anyway; a case is left.
pub(super) fn sweep(target: &Path) {
    for (path, _) in staged(&folder_of(target)).into_iter().filter(|(_, mark)| mark.name == Mark::short(target)) {
        let Ok(file) = to_write().open(&path) else { continue };
        let is_left = System.lock(&file) == Lock::Mine && is_at(&file, &path);
        let is_case = |text: &[u8]| is_whole(text) && text.windows(FORMAT.len()).any(|part| part == FORMAT.as_bytes());
        if is_left && !read(&file).is_ok_and(|text| is_case(&text)) {
            // What cannot be removed now is tried again the next time.
            let _ = fs::remove_file(path);
        }
    }
}

/// Makes it a case of its own, under the next free name.
fn keep(stage: Stage, of: &Path) -> io::Result<Recovered> {
    let folder = folder_of(&stage.path);
    let at = stage.put_new(free_names(&folder, of.file_stem().unwrap_or_default()))?;
    stage.disk.sync_folder(&folder)?;
    Ok(Recovered::Kept { of: of.to_owned(), at })
}

fn read(mut file: &File) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    Ok(text)
}

/// Whether a file was last written when the text for it was staged, and so by the same program: half of one text and
/// half of another may look like a whole one.
fn is_of_then(file: &File, staged: &File) -> bool {
    let modified = |file: &File| file.metadata().and_then(|metadata| metadata.modified());
    match (modified(file), modified(staged)) {
        (Ok(file), Ok(staged)) => file < staged + Duration::from_secs(60),
        _ => false,
    }
}

/// Whether a text ends where it should: what was cut off is no JSON.
fn is_whole(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_ok()
}
