//! What every command needs: the effective pack, the language, the style, the user's folders.

use std::cell::OnceCell;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Failure;
use super::arguments::Global;
use super::language::Language;
use super::look::{Chosen, look};
use super::output;
use crate::case::{self, TeachingCase, read_teaching};
use crate::exchange::Vocabulary;
use crate::json::{Code, Fault, Limits, did_you_mean, shown};
use crate::knowledge::{self, Knowledge, Lang, Layer, SettingId};
use crate::say::{Letters, Style, Wording};
use crate::store::{
    ChosenTheme, Folders, Laboratory, Left, Notebook, Recovered, Shelf, read_keys, read_layer, read_limited,
};
use crate::teach::cards::{Card, Stock, topics};
use crate::teach::deck::{deck, is_deck};
use crate::teach::{Event, Lesson, Progress, lessons};
use crate::tui::action::Configured;

/// The surroundings of a command.
pub struct Session {
    pub knowledge: Knowledge,
    pub lang: Lang,
    pub letters: Letters,
    pub style: Style,
    /// What the terminal application looks like.
    pub(crate) look: Chosen,
    /// Where patients are seen, if the command line says so; it comes before what a case says.
    pub setting: Option<SettingId>,
    folders: Option<Folders>,
    /// The file of keys that was asked for.
    keys: Option<PathBuf>,
    /// Read when it is first used.
    vocabulary: OnceCell<Vocabulary>,
}

impl Session {
    /// Loads the built-in pack, then the user's own, then the folders that were asked for.
    ///
    /// # Errors
    /// A folder that cannot be read, or rules with faults.
    pub fn start(global: &Global) -> Result<Session, Failure> {
        let folders = Folders::of_user();
        let own = folders.iter().map(|folders| folders.config.join("rules")).filter(|folder| folder.is_dir());
        let knowledge = match layers(own.chain(global.rules.iter().cloned()))? {
            (_, unread) if !unread.is_empty() => return Err(Failure::Rules(unread)),
            (layers, _) if layers.len() == 1 => knowledge::load(layers).map_err(Failure::Rules)?,
            (layers, _) => checked(layers)?,
        };
        let Language { lang, letters, .. } = Language::of(global);
        Ok(Session {
            setting: setting(&knowledge, global.setting.as_deref())?,
            knowledge,
            lang,
            letters,
            style: output::style(global),
            look: look(global),
            folders,
            keys: global.keys.clone(),
            vocabulary: OnceCell::new(),
        })
    }

    /// Prints a text to standard output, in the characters that can be shown there.
    ///
    /// # Errors
    /// It could not be written, or its reader has left.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        output::print(&self.letters.text(text))
    }

    /// Prints JSON to standard output.
    ///
    /// # Errors
    /// As [`Session::print`].
    pub fn print_json(&self, json: &str) -> Result<(), Failure> {
        output::print(&self.letters.json(json))
    }

    /// Prints rows of a table to standard output.
    ///
    /// # Errors
    /// As [`Session::print`].
    pub fn print_csv(&self, rows: &str) -> Result<(), Failure> {
        output::print(&self.letters.csv(rows))
    }

    /// Prints a page of HTML to standard output.
    ///
    /// # Errors
    /// As [`Session::print`].
    pub fn print_html(&self, html: &str) -> Result<(), Failure> {
        output::print(&self.letters.html(html))
    }

    /// Where the user's cases are; `None` without a home folder.
    pub fn shelf(&self) -> Option<Shelf> {
        self.folders.as_ref().map(Shelf::of)
    }

    /// Looks after saves of cases on the shelf that had not come to their end.
    pub fn recover(&self) -> Vec<Recovered> {
        self.shelf().map(|shelf| shelf.recover()).unwrap_or_default()
    }

    /// The same where the user can be asked: what can be decided on is left.
    pub fn look_after(&self) -> (Vec<Recovered>, Vec<Left>) {
        self.shelf().map(|shelf| shelf.look_after()).unwrap_or_default()
    }

    /// What the learner has done before.
    ///
    /// # Errors
    /// The notebook is there and cannot be read.
    pub fn progress(&self) -> Result<Progress, Failure> {
        let Some(notebook) = self.notebook() else { return Ok(Progress::default()) };
        let text = notebook.read().map_err(|error| Failure::of_file(notebook.path(), "read", &error))?;
        Ok(Progress::read(&text))
    }

    /// Adds to the learner's notebook; without a home folder nothing is kept.
    ///
    /// # Errors
    /// Why it could not be written, in words.
    pub fn write_down(&self, event: &Event) -> Result<(), String> {
        let Some(notebook) = self.notebook() else { return Ok(()) };
        notebook.add(&event.line()).map_err(|error| format!("{}: {error}", notebook.path().display()))
    }

    /// Where the learner's progress is; `None` without a home folder.
    pub fn notebook(&self) -> Option<Notebook> {
        self.folders.as_ref().map(Notebook::of)
    }

    /// What is kept of the laboratory; `None` without a home folder.
    pub fn laboratory(&self) -> Option<Laboratory> {
        self.folders.as_ref().map(Laboratory::of)
    }

    /// Where the theme is kept that was chosen in the terminal application; `None` without a home folder.
    pub fn chosen_theme(&self) -> Option<ChosenTheme> {
        self.folders.as_ref().map(ChosenTheme::of)
    }

    /// The keys of the terminal application: the user's own, where there are some.
    ///
    /// # Errors
    /// The file that was asked for cannot be read. What is wrong with it is no error.
    pub fn keys(&self) -> Result<Configured, Failure> {
        let path = match (&self.keys, &self.folders) {
            (Some(path), _) => path.clone(),
            (None, Some(folders)) => folders.config.join("keys.conf"),
            (None, None) => return Ok(Configured::default()),
        };
        let name = shown(&path.to_string_lossy());
        match read_keys(&path) {
            Ok(text) => Ok(Configured::read(&name, &text, &self.knowledge.interface)),
            Err(error) if self.keys.is_some() => Err(Failure::of_file(&path, "read", &error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Configured::default()),
            Err(error) => {
                let fault = Fault::of_file(&name, Code::Unreadable, format!("it could not be read: {error}"));
                Ok(Configured { faults: vec![fault], ..Configured::default() })
            }
        }
    }

    /// The teaching cases of a folder.
    ///
    /// # Errors
    /// The folder cannot be read, holds no case, or has faults in one.
    pub fn deck(&self, folder: &Path) -> Result<Vec<TeachingCase>, Failure> {
        let (Layer { files: texts }, unread) = layer(folder)?;
        if !is_deck(&texts) && unread.is_empty() {
            let expected = "expected teaching cases (*.json), a file each (poems rules check names every fault)";
            return Err(Failure::Input(format!("{}: no deck; {expected}", folder.display())));
        }
        match deck(&texts, &self.knowledge) {
            Ok(cases) if unread.is_empty() => Ok(cases),
            found => Err(Failure::Faults(unread.into_iter().chain(found.err().into_iter().flatten()).collect())),
        }
    }

    /// One case of a deck, by its file.
    ///
    /// # Errors
    /// The file cannot be read, or has faults.
    pub fn case_of_deck(&self, file: &Path) -> Result<TeachingCase, Failure> {
        let bytes = File::open(file).and_then(|open| read_limited(open, Limits::PACK));
        let bytes = bytes.map_err(|error| Failure::of_file(file, "read", &error))?;
        read_teaching(&shown(&file.to_string_lossy()), &bytes, &self.knowledge).map_err(Failure::Faults)
    }

    /// The cases to practice on: a deck of the teacher's own, or the built-in ones.
    ///
    /// # Errors
    /// As for either of them.
    pub fn practice(&self, deck: Option<&Path>) -> Result<Rc<[TeachingCase]>, Failure> {
        let cases = match deck {
            Some(folder) => self.deck(folder)?,
            None => self.teaching_cases()?,
        };
        Ok(cases.into())
    }

    /// What the codes of other systems say.
    pub fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(&self.knowledge))
    }

    pub fn wording(&self) -> Wording<'_> {
        Wording::new(&self.knowledge, self.lang)
    }

    /// The teaching cases.
    ///
    /// # Errors
    /// Faults in one of them.
    pub fn teaching_cases(&self) -> Result<Vec<TeachingCase>, Failure> {
        case::teaching_cases(&self.knowledge).map_err(Failure::Rules)
    }

    /// The lessons in the order they are meant to be read, about the teaching cases.
    ///
    /// # Errors
    /// Faults in one of them.
    pub fn lessons(&self, cases: &[TeachingCase]) -> Result<Vec<Lesson>, Failure> {
        lessons(&self.knowledge, cases).map_err(Failure::Rules)
    }

    /// The flash cards, or those about a lesson, a section, a set or a finding.
    ///
    /// # Errors
    /// Faults in them, or none is about that.
    pub fn cards(&self, topic: Option<&str>) -> Result<Vec<Card>, Failure> {
        let mut cards = Stock::read(&self.knowledge).map_err(Failure::Rules)?.cards(&self.knowledge, self.lang);
        let Some(topic) = topic else { return Ok(cards) };
        if !cards.iter().any(|card| card.is_about(topic)) {
            return Err(Failure::Input(no_card_about(topic, &cards)));
        }
        cards.retain(|card| card.is_about(topic));
        Ok(cards)
    }

    /// One teaching case.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn teaching_case(&self, id: &str) -> Result<TeachingCase, Failure> {
        if let Some(case) = case::teaching_case(&self.knowledge, id).map_err(Failure::Rules)? {
            return Ok(case);
        }
        let cases = self.teaching_cases()?;
        let meant = suggestion(id, cases.iter().map(|case| case.id.as_str()));
        Err(Failure::Input(format!("there is no teaching case \"{id}\" (poems cases list names them){meant}")))
    }
}

/// That there is no card about what was asked for, and what there are cards about.
fn no_card_about(asked: &str, cards: &[Card]) -> String {
    let topics = topics(cards);
    let of_kinds = topics.chunk_by(|a, b| a.kind() == b.kind()).filter_map(|of_kind| {
        let ids: Vec<&str> = of_kind.iter().map(|topic| topic.id()).collect();
        Some(format!("by {}: {}", of_kind.first()?.kind(), ids.join(", ")))
    });
    let of_kinds: Vec<String> = of_kinds.collect();
    let meant = suggestion(asked, topics.iter().map(|topic| topic.id()));
    format!("there is no card about \"{asked}\", but {}{meant}", of_kinds.join("; "))
}

/// The built-in pack with folders laid over it, and the faults of files that cannot be read.
///
/// # Errors
/// A folder that cannot be read.
pub(crate) fn layers(folders: impl IntoIterator<Item = PathBuf>) -> Result<(Vec<Layer>, Vec<Fault>), Failure> {
    let (mut layers, mut unread) = (vec![knowledge::embedded()], Vec::new());
    for folder in folders {
        let (layer, faults) = layer(&folder)?;
        layers.push(layer);
        unread.extend(faults);
    }
    Ok((layers, unread))
}

/// The files of a folder, and the faults of those that cannot be read.
///
/// # Errors
/// The folder itself cannot be read.
pub(crate) fn layer(folder: &Path) -> Result<(Layer, Vec<Fault>), Failure> {
    // A folder that is not there is no fault of the rules.
    std::fs::read_dir(folder).map_err(|error| Failure::of_file(folder, "read", &error))?;
    Ok(read_layer(folder))
}

/// The setting that was asked for.
fn setting(knowledge: &Knowledge, asked: Option<&str>) -> Result<Option<SettingId>, Failure> {
    let Some(asked) = asked else { return Ok(None) };
    knowledge.find_setting(asked).map(Some).ok_or_else(|| {
        let ids: Vec<&str> = knowledge.settings().iter().map(|setting| setting.id.as_str()).collect();
        let meant = suggestion(asked, ids.iter().copied());
        Failure::Usage(format!("there is no setting \"{asked}\"; expected one of {}{meant}", ids.join(", ")))
    })
}

fn checked(layers: Vec<Layer>) -> Result<Knowledge, Failure> {
    let (knowledge, faults) = knowledge::check(layers);
    knowledge.ok_or_else(|| Failure::Rules(faults.into_iter().filter(Fault::is_error).collect()))
}

/// `; did you mean ".."?` where something is close.
pub(crate) fn suggestion<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    did_you_mean(word, candidates).map_or_else(String::new, |meant| format!("; did you mean \"{meant}\"?"))
}
