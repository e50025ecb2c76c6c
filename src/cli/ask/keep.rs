//! Where the answers are kept: saved at every change, elsewhere where that cannot be, and the summary beside them.

use std::io;
use std::path::{Path, PathBuf};

use super::walk::Walk;
use crate::cli::talk::{Next, refused};
use crate::json::shown;
use crate::report::{self, View};
use crate::say::{Style, Wording};
use crate::store::{CaseFile, How, Permissions, SaveFault, expanded, write_atomic};

/// The file of a case, and how it stands with it.
pub(crate) struct Kept {
    file: Option<CaseFile>,
    /// Whether the file was named already.
    named: bool,
    /// Why the answers are not on the disk, if they are not.
    trouble: Option<String>,
    /// Why they are in another file than the one that was named, if they are.
    moved: Option<String>,
    /// Whether it was said that the file is written in place.
    said_in_place: bool,
}

impl Kept {
    pub(crate) fn new(file: Option<CaseFile>) -> Kept {
        Kept { file, named: false, trouble: None, moved: None, said_in_place: false }
    }

    /// Goes on beside a file that another window has, and says so.
    pub(crate) fn go_beside_theirs(&mut self, wording: Wording) -> Option<String> {
        let theirs = self.file.take_if(|file| file.is_theirs())?;
        self.moved = Some(trouble_of(wording, &SaveFault::InUse(theirs.path().to_owned())));
        self.file = Some(theirs.beside());
        Some(shown(&wording.words().ask.read_only(wording.lang, theirs.path().display())))
    }

    fn path(&self) -> &Path {
        self.file.as_ref().map_or(Path::new(""), CaseFile::path)
    }
}

impl Walk<'_> {
    /// Writes the file; says so the first time, and whenever it could not be done.
    pub(crate) fn save(&mut self) -> Vec<String> {
        let text = self.case.to_text(self.wording.knowledge);
        let Some(file) = &mut self.kept.file else {
            let reason = self.wording.say(&self.wording.words().ask.no_shelf).to_owned();
            self.kept.trouble = Some(reason.clone());
            return vec![self.save_failed(&reason)];
        };
        match file.save(&text) {
            Ok(how) => self.is_saved(how),
            Err(fault) => {
                let reason = trouble_of(self.wording, &fault);
                self.kept.trouble = Some(reason.clone());
                let mut said = vec![self.save_failed(&reason)];
                if fault.is_conflict() {
                    said.extend(self.go_on_beside(&text, reason));
                }
                said
            }
        }
    }

    /// Tries again what could not be saved.
    pub(crate) fn save_last(&mut self) {
        if self.kept.trouble.is_some() {
            self.save();
        }
    }

    fn is_saved(&mut self, how: How) -> Vec<String> {
        self.kept.trouble = None;
        let mut said = Vec::new();
        if !std::mem::replace(&mut self.kept.named, true) {
            said.push(self.saved());
        }
        if how == How::InPlace && !std::mem::replace(&mut self.kept.said_in_place, true) {
            said.push(shown(self.wording.say(&self.wording.words().disk.in_place)));
        }
        said
    }

    /// Somebody else is at the file: the answers go on in one of their own beside it.
    fn go_on_beside(&mut self, text: &str, reason: String) -> Option<String> {
        let mut beside = self.kept.file.as_ref()?.beside();
        beside.save(text).ok()?;
        let said_in_place = self.kept.said_in_place;
        self.kept = Kept { file: Some(beside), named: true, trouble: None, moved: Some(reason), said_in_place };
        Some(self.going_on())
    }

    /// Saves elsewhere and goes on there; where that fails, the file it was in is still the one.
    pub(crate) fn save_as(&mut self, path: &str) -> String {
        let path = expanded(path);
        let mut file = CaseFile::new(path.clone());
        match file.save(&self.case.to_text(self.wording.knowledge)) {
            Ok(_) => {
                let said_in_place = self.kept.said_in_place;
                self.kept = Kept { file: Some(file), named: true, trouble: None, moved: None, said_in_place };
                self.saved()
            }
            Err(SaveFault::Exists(_)) => self.there_already(&path),
            Err(fault) => self.save_failed(&trouble_of(self.wording, &fault)),
        }
    }

    /// Writes the summary to a file that is not there yet, in the format that its name ends in.
    pub(crate) fn export(&mut self, path: &str) -> (Vec<String>, Next) {
        let path = match path {
            "" => PathBuf::from(format!("{}-summary.md", self.file_name())),
            path => expanded(path),
        };
        if path.exists() {
            return refused(self.there_already(&path));
        }
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("md") => report::Format::Markdown,
            Some("json") => report::Format::Json,
            _ => report::Format::Text(Style::Linear),
        };
        let text = report::write(&self.view(), report::Content::Page, format);
        match write_atomic(&path, text.as_bytes(), Permissions::Private) {
            Ok(()) => (vec![self.exported(&path)], Next::Wait),
            Err(error) => refused(self.not_exported(&path, &error)),
        }
    }

    /// All that a report shows.
    pub(crate) fn view(&self) -> View<'_> {
        View {
            knowledge: self.wording.knowledge,
            case: &self.case,
            assessment: &self.assessment,
            lang: self.wording.lang,
            sets: &[],
            warnings: &self.warnings,
        }
    }

    fn file_name(&self) -> String {
        let stem = self.kept.path().file_stem().map(|stem| stem.to_string_lossy().into_owned());
        stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "case".to_owned())
    }

    /// Whether no answer was given, here or before.
    pub(crate) fn is_empty(&self) -> bool {
        self.case.done().is_empty() && !self.kept.named
    }

    /// Why the answers are not where they were meant to be, if they are not.
    pub(crate) fn unsaved(&self) -> Option<String> {
        let unsaved = || shown(self.wording.say(&self.wording.words().ask.unsaved));
        let lost = self.kept.trouble.as_ref().map(|reason| format!("{} {reason}", unsaved()));
        let moved = self.kept.moved.as_ref().filter(|_| !self.is_empty());
        lost.or_else(|| moved.map(|reason| format!("{reason}. {}", self.going_on())))
    }

    fn saved(&self) -> String {
        shown(&self.wording.words().ask.saved(self.wording.lang, self.kept.path().display()))
    }

    fn save_failed(&self, reason: &str) -> String {
        shown(&self.wording.words().ask.save_failed(self.wording.lang, reason))
    }

    fn going_on(&self) -> String {
        shown(&self.wording.words().ask.going_on_in(self.wording.lang, self.kept.path().display()))
    }

    fn there_already(&self, path: &Path) -> String {
        shown(&self.wording.words().ask.there_already(self.wording.lang, path.display()))
    }

    fn exported(&self, path: &Path) -> String {
        shown(&self.wording.words().ask.exported(self.wording.lang, path.display()))
    }

    fn not_exported(&self, path: &Path, error: &io::Error) -> String {
        let words = &self.wording.words().ask;
        shown(&words.not_exported(self.wording.lang, words.file_trouble(self.wording.lang, path.display(), error)))
    }

    /// What is said in parting: how much is known, and where it is.
    pub(crate) fn goodbye(&self) -> String {
        let (words, lang) = (&self.wording.words().ask, self.wording.lang);
        shown(&match () {
            () if self.is_empty() => self.wording.say(&words.goodbye_empty).to_owned(),
            () if self.kept.trouble.is_some() => self.wording.say(&words.unsaved).to_owned(),
            () => words.goodbye(lang, self.assessment.answered, self.assessment.of, self.kept.path().display()),
        })
    }
}

/// Why the file could not be written, in words.
fn trouble_of(wording: Wording, fault: &SaveFault) -> String {
    let (words, lang, path) = (&wording.words().ask, wording.lang, fault.path().display());
    shown(&match fault {
        SaveFault::ChangedUnderneath(_) => words.file_changed(lang, path),
        SaveFault::Gone(_) => words.file_gone(lang, path),
        SaveFault::InUse(_) => words.file_in_use(lang, path),
        SaveFault::Exists(_) => words.there_already(lang, path),
        SaveFault::ReadOnly(_) => words.file_read_only(lang, path),
        SaveFault::DiskFull(_) => wording.say(&words.disk_full).to_owned(),
        SaveFault::Other(_, error) => words.file_trouble(lang, path, error),
    })
}
