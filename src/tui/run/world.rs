//! The loop, and what the application acts on.
//!
//! A message is taken, and what it asks of the world is done before the next one is: an answer is staged beside its file,
//! which a kill cannot undo. Then the picture is drawn; then what is staged goes to its place, which takes as long as the
//! disk takes, and the picture says so. Leaving ends the batch of messages that it came in.

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::glance::glance;
use super::import::import;
use super::start::{Desk, absolute, listed, on_shelf, open_at};
use crate::json::shown;
use crate::knowledge::Knowledge;
use crate::store::{
    CaseFile, ChosenTheme, Journal, Laboratory, Ledger, Left, Notebook, Permissions, Room, SaveFault, Shelf,
    ShelfEntry, expanded, now, write_atomic,
};
use crate::teach::results::csv;
use crate::teach::{self, Progress, What};
use crate::tui::model::chart::{Draft, Whereabouts};
use crate::tui::model::export::Form;
use crate::tui::model::{Effect, Leaving, Message, Seen, ShelfDeed, ShelfLine, Shelved, Standing, Unwritten, Writing};
use crate::tui::update::App;

/// Where the application is seen.
pub trait Screen {
    /// Draws the scene. As for all below, an error means that the terminal is gone.
    fn draw(&mut self, app: &App) -> io::Result<()>;
    /// Draws everything anew the next time.
    fn redraw(&mut self) -> io::Result<()>;
    /// Takes the terminal again after a stop.
    fn retake(&mut self) -> io::Result<()>;
    /// Stops until the shell lets it go on.
    fn suspend(&mut self) -> io::Result<()>;
    /// Gives the terminal a text for the clipboard.
    fn copy(&mut self, text: &str) -> io::Result<()>;
}

/// Where messages come from.
pub trait Source {
    /// Waits for messages, and gives all there are; `None` when no more can come.
    fn wait(&mut self) -> Option<Vec<Message>>;

    /// What has come already.
    fn ready(&mut self) -> Vec<Message>;
}

/// How the loop goes on after a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    On,
    /// What else came with that message is not taken: the user wanted to leave, or has to see that a save failed.
    Stop,
    Out,
}

/// What the application acts on.
pub struct World<'k> {
    knowledge: &'k Knowledge,
    shelf: Option<Shelf>,
    /// The learner's notebook.
    notebook: Option<Notebook>,
    /// Where the results of a quiz go.
    pub results: Option<Ledger>,
    /// What is kept of the laboratory.
    pub laboratory: Option<Laboratory>,
    /// Where a theme that is chosen is kept.
    pub theme: Option<ChosenTheme>,
    /// The file of the patient's case, and where that is; known once there is such a file.
    file: Option<CaseFile>,
    at: Option<Whereabouts>,
    /// What is done to the case; known once it has a file. What is done before waits for it.
    journal: Option<Journal>,
    begun: Vec<Draft>,
    /// What a file made for the case on the screen is called.
    stem: &'static str,
    /// The change after which the case is that is staged and not yet in its place.
    staged: Option<u64>,
    /// The cases on the shelf that are still to be looked at, and what was seen in the others when they were last changed.
    unseen: VecDeque<(PathBuf, Option<SystemTime>)>,
    seen: HashMap<PathBuf, (Option<SystemTime>, Seen)>,
}

/// So long cases are looked at before the picture is drawn and the keyboard is asked again.
const AT_A_TIME: Duration = Duration::from_millis(8);

impl<'k> World<'k> {
    /// With what lies on the disk, and the file of the case that is on the first screen.
    pub fn new(
        knowledge: &'k Knowledge,
        shelf: Option<Shelf>,
        notebook: Option<Notebook>,
        opened: Option<(Desk, Whereabouts)>,
    ) -> World<'k> {
        let (desk, at) = opened.unzip();
        let (file, journal) = desk.map_or((None, None), |desk| (Some(desk.file), desk.journal));
        World {
            knowledge,
            shelf,
            notebook,
            results: None,
            laboratory: None,
            theme: None,
            file,
            at,
            journal,
            begun: Vec::new(),
            stem: "case",
            staged: None,
            unseen: VecDeque::new(),
            seen: HashMap::new(),
        }
    }

    /// The loop. Ends when the user leaves or the terminal is gone; either way the answers are on the disk first.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn attend(
        &mut self,
        begin: Vec<Effect>,
        app: &mut App,
        screen: &mut impl Screen,
        messages: &mut impl Source,
    ) -> io::Result<()> {
        let ended = self.converse(begin, app, screen, messages);
        if !matches!(ended, Ok(Flow::Out)) {
            let effects = app.update(Message::Terminate);
            // Without a terminal there is nothing more to be drawn.
            let _ = self.act(effects, app, screen);
        }
        ended.map(drop)
    }

    fn converse(
        &mut self,
        begin: Vec<Effect>,
        app: &mut App,
        screen: &mut impl Screen,
        messages: &mut impl Source,
    ) -> io::Result<Flow> {
        self.act(begin, app, screen)?;
        loop {
            screen.draw(app)?;
            let mut batch = Vec::new();
            if let Some(committed) = self.commit() {
                if matches!(committed, Message::NotSaved(_)) {
                    // What was typed before the question could be read is no reply to it.
                    batch = messages.ready();
                    batch.retain(|message| !matches!(message, Message::Key(_) | Message::Paste(_)));
                }
                let effects = app.update(committed);
                self.act(effects, app, screen)?;
                screen.draw(app)?;
            }
            if batch.is_empty() && !self.unseen.is_empty() {
                batch = messages.ready();
                if batch.is_empty() {
                    batch.push(Message::Seen(self.look()));
                }
            }
            if batch.is_empty() {
                let Some(more) = messages.wait() else { return Ok(Flow::On) };
                batch = more;
            }
            for message in batch {
                if matches!(message, Message::Continued) {
                    screen.retake()?;
                }
                let effects = app.update(message);
                match self.act(effects, app, screen)? {
                    Flow::On => {}
                    Flow::Stop => break,
                    Flow::Out => return Ok(Flow::Out),
                }
            }
        }
    }

    /// Does what was asked for, and what follows from it.
    fn act(&mut self, effects: Vec<Effect>, app: &mut App, screen: &mut impl Screen) -> io::Result<Flow> {
        let mut effects = VecDeque::from(effects);
        let mut flow = Flow::On;
        loop {
            if matches!(app.model.common.leaving, Some(Leaving::Out | Leaving::AtOnce)) {
                flow = Flow::Stop;
            }
            // Answers come before whatever else is asked for, and before anybody leaves; whoever stays sees them first.
            let commits = match effects.front() {
                Some(effect) => !matches!(effect, Effect::Save(_)),
                None => app.model.common.leaving.is_some(),
            };
            let message = match commits.then(|| self.commit()).flatten() {
                Some(committed) => Some(committed),
                None => match effects.pop_front() {
                    None => return Ok(flow),
                    Some(Effect::Quit) => return Ok(Flow::Out),
                    Some(Effect::Redraw) => screen.redraw().map(|()| None)?,
                    Some(Effect::Suspend) => screen.suspend().map(|()| None)?,
                    Some(Effect::Copy(text)) => screen.copy(&text).map(|()| None)?,
                    Some(effect) => self.perform(effect),
                },
            };
            if let Some(message) = message {
                if matches!(message, Message::NotSaved(_)) {
                    flow = Flow::Stop;
                }
                effects.extend(app.update(message));
            }
        }
    }

    /// Does one effect; what came of it is a message.
    fn perform(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::ListShelf => Some(Message::Shelf(self.list())),
            Effect::Shelve { path, deed } => Some(self.shelve(path, deed)),
            Effect::TakeBack(last) => Some(self.take_back(&last)),
            Effect::TakeLeft(left) => Some(self.take_left(&left)),
            Effect::LeaveLeft(left) => self.shelf.as_ref().map(|shelf| match shelf.throw_away(&left) {
                Ok(()) => Message::LeftOut,
                Err(fault) => Message::NotShelved(fault),
            }),
            Effect::Open(path) => Some(self.open(&path)),
            Effect::Import(path) => Some(import(&path, self.knowledge)),
            Effect::KeepAll(cases) => Some(self.keep_all(&cases)),
            Effect::Fresh(stem) => {
                (self.file, self.at, self.journal) = (None, None, None);
                self.begun.clear();
                self.stem = stem;
                None
            }
            Effect::Save(draft) => self.stage(&draft).err().map(Message::NotSaved),
            Effect::Overwrite(draft) => self.overwrite(&draft).err().map(Message::NotSaved),
            Effect::SaveAs { draft, path, replace, adopt } => Some(self.save_as(&draft, &path, replace, adopt)),
            Effect::KeepBeside(draft) => Some(Message::KeptBeside(self.keep_beside(&draft))),
            Effect::Export { path, text, form, replace } => Some(export(&path, &text, form, replace)),
            Effect::ReadNotebook(goal) => Some(Message::Notebook { goal, read: self.read_notebook(), now: now() }),
            Effect::AddResult(row) => self.with_results(|results| results.add(&csv(&[row]))),
            Effect::TakeBackResult(row) => self.with_results(|results| results.take_back(&csv(&[row]))),
            // Where they cannot be kept, they are shown on every row all the same.
            Effect::KeepUnits(units) => {
                self.laboratory.as_ref().map(|laboratory| laboratory.keep(&units)).transpose().unwrap_or_default();
                None
            }
            // Where it cannot be kept, it is seen all the same.
            Effect::KeepTheme(name) => {
                self.theme.as_ref().map(|theme| theme.keep(name)).transpose().unwrap_or_default();
                None
            }
            Effect::WriteDown(what) => Some(Message::WrittenDown(self.write_down(what))),
            Effect::Copy(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => None,
        }
    }

    fn read_notebook(&self) -> Result<Progress, String> {
        let Some(notebook) = &self.notebook else { return Ok(Progress::default()) };
        let text = notebook.read().map_err(|error| format!("{}: {error}", notebook.path().display()))?;
        Ok(Progress::read(&text))
    }

    /// Says nothing where it went well, or where no results were asked for.
    fn with_results(&self, change: impl FnOnce(&Ledger) -> io::Result<()>) -> Option<Message> {
        let results = self.results.as_ref()?;
        let error = change(results).err()?;
        Some(Message::ResultsNotWritten(format!("{}: {error}", results.path().display())))
    }

    fn write_down(&self, what: What) -> Result<teach::Event, Unwritten> {
        let event = teach::Event { at: now(), what };
        let written = self.notebook.as_ref().map(|notebook| (notebook, notebook.add(&event.line())));
        match written {
            Some((notebook, Err(error))) => {
                Err(Unwritten { what: event.what, why: format!("{}: {error}", notebook.path().display()) })
            }
            _ => Ok(event),
        }
    }

    /// The shelf; what is in a case is known where that was seen before, else it is looked at when nothing else is to do.
    fn list(&mut self) -> Vec<ShelfLine> {
        let now = SystemTime::now();
        let shelf = self.shelf.iter();
        let entries: Vec<ShelfEntry> = shelf
            .flat_map(|shelf| [Room::Cases, Room::Archive, Room::Trash].map(|room| shelf.entries_of(room)))
            .flatten()
            .collect();
        self.unseen.clear();
        let lines = entries.into_iter().map(|ShelfEntry { name, path, room, modified }| {
            let seen = self.seen.get(&path).filter(|(then, _)| *then == modified).map(|(_, seen)| seen.clone());
            let seen = seen.unwrap_or_else(|| {
                self.unseen.push_back((path.clone(), modified));
                Seen::NotYet
            });
            let age = modified.and_then(|modified| now.duration_since(modified).ok());
            ShelfLine { name: shown(&name), age, room, path, seen }
        });
        lines.collect()
    }

    /// Looks at some of the cases.
    fn look(&mut self) -> Vec<(PathBuf, Seen)> {
        let start = Instant::now();
        let mut found = Vec::new();
        while let Some((path, modified)) = self.unseen.pop_front() {
            let seen = glance(&path, self.knowledge);
            self.seen.insert(path.clone(), (modified, seen.clone()));
            found.push((path, seen));
            if start.elapsed() > AT_A_TIME {
                break;
            }
        }
        found
    }

    /// Does something to a case as a whole.
    fn shelve(&self, path: PathBuf, deed: ShelfDeed) -> Message {
        let done = self.shelf.as_ref().ok_or_else(no_home).and_then(|shelf| match &deed {
            ShelfDeed::Rename(name) => shelf.rename(&path, name),
            ShelfDeed::Duplicate => shelf.duplicate(&path),
            ShelfDeed::Archive => shelf.put(&path, Room::Archive),
            ShelfDeed::ThrowAway => shelf.put(&path, Room::Trash),
            ShelfDeed::BringBack => shelf.put(&path, Room::Cases),
        });
        match done {
            Ok(to) => Message::Shelved(Shelved { deed, from: path, to }),
            Err(fault) => Message::NotShelved(fault),
        }
    }

    /// Undoes it; a copy is thrown away.
    fn take_back(&self, Shelved { deed, from, to }: &Shelved) -> Message {
        let done = self.shelf.as_ref().ok_or_else(no_home).and_then(|shelf| match deed {
            ShelfDeed::Duplicate => shelf.put(to, Room::Trash),
            _ => shelf.put_back(to, from),
        });
        done.map_or_else(Message::NotShelved, |_| Message::TakenBack)
    }

    fn open(&mut self, path: &Path) -> Message {
        self.open_as(path, on_shelf(path, self.shelf.as_ref()))
    }

    fn open_as(&mut self, path: &Path, at: Whereabouts) -> Message {
        match open_at(path, at, self.knowledge, self.shelf.as_ref()) {
            Ok((desk, opened)) => {
                (self.file, self.journal, self.at) = (Some(desk.file), desk.journal, Some(opened.at.clone()));
                self.begun.clear();
                Message::Opened(Box::new(opened))
            }
            Err(fault) => Message::NotOpened(fault.to_string()),
        }
    }

    /// Takes what a save has left; the case is opened anew where that is the one at hand.
    fn take_left(&mut self, left: &Left) -> Message {
        let at_hand = self.file.as_ref().is_some_and(|file| same(file.path(), &left.of));
        let at = self.at.clone().filter(|_| at_hand);
        if at_hand {
            (self.file, self.journal) = (None, None);
        }
        let taken = left.take();
        match (at, taken) {
            (Some(at), taken) => match self.open_as(&left.of, at) {
                Message::Opened(mut opened) => {
                    opened.standing = taken.ok().flatten().map_or(Standing::Mine, Standing::Recovered);
                    Message::Opened(opened)
                }
                other => other,
            },
            (None, Ok(recovered)) => Message::TookLeft(recovered),
            (None, Err(error)) => Message::NotShelved(SaveFault::of(&left.of, error)),
        }
    }

    /// Makes a new case on the shelf of each text; ends at the first that cannot be saved.
    fn keep_all(&self, cases: &[String]) -> Message {
        let keep = || {
            let shelf = self.shelf.as_ref().ok_or_else(no_home)?;
            cases.iter().try_for_each(|text| shelf.new_file("case").save(text).map(drop))
        };
        keep().map_or_else(Message::NotShelved, |()| Message::KeptAll(cases.len()))
    }

    fn stage(&mut self, draft: &Draft) -> Result<(), SaveFault> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let shelf = self.shelf.as_ref().ok_or_else(no_home)?;
                none.insert(shelf.new_file(self.stem))
            }
        };
        // The journal may be ahead of the file, and never behind it.
        match &mut self.journal {
            Some(journal) => journal.add(&draft.deeds, &draft.text),
            None if self.shelf.is_some() => self.begun.push(draft.clone()),
            None => {}
        }
        file.stage(&draft.text)?;
        self.staged = Some(draft.revision);
        Ok(())
    }

    fn overwrite(&mut self, draft: &Draft) -> Result<(), SaveFault> {
        if let Some(file) = &mut self.file {
            file.take_as_it_is()?;
        }
        self.stage(draft)
    }

    /// Puts what is staged in its place, if anything is.
    fn commit(&mut self) -> Option<Message> {
        let revision = self.staged.take()?;
        let file = self.file.as_mut()?;
        Some(match file.commit() {
            Ok(how) => {
                if let (None, Some(shelf)) = (&self.journal, &self.shelf) {
                    let journal = self.journal.insert(shelf.new_journal(file));
                    self.begun.drain(..).for_each(|draft| journal.add(&draft.deeds, &draft.text));
                }
                let at = self.at.get_or_insert_with(|| on_shelf(file.path(), self.shelf.as_ref())).clone();
                Message::Saved { at, revision, how }
            }
            Err(fault) => Message::NotSaved(fault),
        })
    }

    fn save_as(&mut self, draft: &Draft, path: &str, replace: bool, adopt: bool) -> Message {
        let target = expanded(path);
        let mut file = CaseFile::new(target.clone());
        let taken = if replace { file.take_as_it_is() } else { Ok(()) };
        match taken.and_then(|()| file.save(&draft.text)) {
            Err(SaveFault::Exists(_)) => Message::Exists { path: path.to_owned(), what: Writing::Case },
            Err(fault) => Message::NotWritten { fault, what: Writing::Case },
            Ok(how) if adopt => {
                let at = Whereabouts { file: listed(&target), argument: shown(&absolute(&target)) };
                self.journal = self.shelf.as_ref().and_then(|shelf| shelf.journal(&file));
                (self.file, self.at) = (Some(file), Some(at.clone()));
                Message::Saved { at, revision: draft.revision, how }
            }
            Ok(_) => Message::Copied(PathBuf::from(absolute(&target))),
        }
    }

    /// Beside its file, else on the shelf; where neither can be, what is staged stays for the next start.
    fn keep_beside(&mut self, draft: &Draft) -> Option<PathBuf> {
        let beside = self.file.as_ref().map(CaseFile::beside);
        let on_shelf = self.shelf.as_ref().map(|shelf| shelf.new_file(self.stem));
        let kept = beside.into_iter().chain(on_shelf).find_map(|mut file| {
            file.save(&draft.text).ok()?;
            Some(PathBuf::from(absolute(file.path())))
        });
        if let (None, Some(file)) = (&kept, &mut self.file) {
            file.leave_staged();
        }
        kept
    }
}

/// Whether two paths name one file.
fn same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}

fn no_home() -> SaveFault {
    SaveFault::Other(PathBuf::from("~"), io::Error::new(io::ErrorKind::NotFound, "there is no home folder"))
}

fn export(path: &str, text: &str, form: Form, replace: bool) -> Message {
    let target = expanded(path);
    if target.exists() && !replace {
        return Message::Exists { path: path.to_owned(), what: Writing::Form(form) };
    }
    match write_atomic(&target, text.as_bytes(), Permissions::Kept) {
        Ok(()) => Message::Exported(PathBuf::from(absolute(&target))),
        Err(error) => Message::NotWritten { fault: SaveFault::of(&target, error), what: Writing::Form(form) },
    }
}
