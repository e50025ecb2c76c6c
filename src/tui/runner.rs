//! The loop: draw, do the effects, wait for a message. Two threads block on the keyboard and on signals; nothing polls.

use std::collections::VecDeque;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::SystemTime;
use std::{env, thread};

use anyhow::{Context, bail};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::model::Size;
use super::start::absolute;
use super::terminal::Terminal;
use super::{Effect, Key, Message, Model, Opened, ShelfLine, Start, Theme, Whereabouts, Writing, update};
use crate::knowledge::{Knowledge, Lang, SettingId};
use crate::report::Letters;
use crate::store::{CaseFile, Notebook, Permissions, SaveFault, Shelf, now, write_atomic};
use crate::teach::{self, Progress, What};

/// Runs the terminal application until the user leaves it; the line to print afterwards, if there is one, is returned.
///
/// # Errors
/// Standard input or output is no terminal, or the terminal is gone.
pub fn run(
    start: Start,
    knowledge: &Knowledge,
    lang: Lang,
    letters: Letters,
    setting: Option<SettingId>,
    shelf: Option<Shelf>,
    notebook: Option<Notebook>,
) -> anyhow::Result<Option<String>> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!(
            "this needs a terminal, and standard input or output is none; \
             use `poems assess FILE` for a result as text, or `poems ask` for plain questions"
        );
    }
    let (mut file, mut opened, mut study) = (None, None, None);
    match start {
        Start::Home => {}
        Start::Case(case) => (file, opened) = (Some(case.0), Some(case.1)),
        Start::Study(goal, practice, results) => study = Some((goal, practice, results)),
    }
    let mut terminal = Terminal::take().context("the terminal could not be taken over")?;
    // The size is taken once changes of it are listened for, so that none is missed.
    let messages = listen()?;
    let (columns, rows) = terminal.size()?;
    let mut model = Model::new(knowledge, lang, setting, Size { columns, rows }, opened);
    model.letters = letters;
    model.ascii = letters == Letters::Ascii || !is_utf8();
    let theme = if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) { Theme::Mono } else { Theme::Color };
    let mut begin = VecDeque::from([Effect::ListShelf]);
    let mut results = None;
    if let Some((goal, practice, file)) = study {
        begin.push_front(Effect::ReadNotebook(goal));
        (model.practice, results) = (practice, file);
    }
    let mut world = World { knowledge, shelf, notebook, results, file, stem: "case" };
    let done = world.attend(begin, &mut model, &mut terminal, &theme, &messages);
    drop(terminal);
    done?;
    Ok(farewell(&model))
}

/// What is printed on the normal screen after leaving.
fn farewell(model: &Model) -> Option<String> {
    let chart = model.patient()?;
    let words = &model.knowledge.interface.terminal;
    let answered = chart.assessment.answered.to_string();
    let of = chart.assessment.of.to_string();
    match (&chart.disk.at, chart.is_saved()) {
        (Some(at), true) => {
            let argument = quoted(&at.argument);
            let values =
                [("name", at.name.as_str()), ("answered", &answered), ("of", &of), ("argument", argument.as_str())];
            Some(words.farewell.fill(model.lang, &values))
        }
        (_, false) => Some(words.farewell_unsaved.get(model.lang).to_owned()),
        (None, true) => None,
    }
}

/// An argument as a shell takes it.
fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    match argument.chars().all(is_plain) {
        true => argument.to_owned(),
        false => format!("'{}'", argument.replace('\'', r"'\''")),
    }
}

/// Whether the locale, and the terminal, can show more than ASCII.
fn is_utf8() -> bool {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default();
    let locale = locale.to_lowercase();
    (locale.contains("utf-8") || locale.contains("utf8")) && set("TERM").as_deref() != Some("linux")
}

/// The threads that wait for keys and signals.
fn listen() -> io::Result<Receiver<Message>> {
    let (sender, receiver) = channel();
    let keys = sender.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || read_keys(&keys))?;
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGTERM, SIGTSTP, SIGWINCH};
        let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                let message = match signal {
                    SIGWINCH => match crossterm::terminal::size() {
                        Ok((columns, rows)) => Message::Resize { columns, rows },
                        Err(_) => continue,
                    },
                    SIGTSTP => Message::Suspend,
                    SIGCONT => Message::Continued,
                    _ => Message::Terminate,
                };
                if sender.send(message).is_err() {
                    return;
                }
            }
        })?;
    }
    Ok(receiver)
}

/// Reads the keyboard until the terminal is gone.
fn read_keys(sender: &Sender<Message>) {
    loop {
        let messages = match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                keys(key).into_iter().map(Message::Key).collect()
            }
            Ok(Event::Paste(text)) => vec![Message::Paste(text)],
            // Where there are signals, the other thread tells the size.
            Ok(Event::Resize(columns, rows)) if cfg!(not(unix)) => vec![Message::Resize { columns, rows }],
            Ok(_) => Vec::new(),
            Err(_) => vec![Message::Terminate],
        };
        for message in messages {
            let is_last = matches!(message, Message::Terminate);
            if sender.send(message).is_err() || is_last {
                return;
            }
        }
    }
}

/// The keys of an event: alt and a key is what esc and that key look like over a slow line.
fn keys(event: KeyEvent) -> Vec<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let key = match event.code {
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::F(1) => Key::F1,
        _ => return Vec::new(),
    };
    match event.modifiers.contains(KeyModifiers::ALT) {
        true => vec![Key::Esc, key],
        false => vec![key],
    }
}

/// What the application acts on.
struct World<'k> {
    knowledge: &'k Knowledge,
    shelf: Option<Shelf>,
    /// The learner's notebook.
    notebook: Option<Notebook>,
    /// Where the results of a quiz go.
    results: Option<PathBuf>,
    /// The file of the case on the screen.
    file: Option<CaseFile>,
    /// What a file made for the case on the screen is called.
    stem: &'static str,
}

impl World<'_> {
    /// The loop. Ends when the user leaves or the terminal is gone; either way the answers are on the disk first.
    fn attend(
        &mut self,
        mut effects: VecDeque<Effect>,
        model: &mut Model,
        terminal: &mut Terminal,
        theme: &Theme,
        messages: &Receiver<Message>,
    ) -> io::Result<()> {
        loop {
            while let Some(effect) = effects.pop_front() {
                match effect {
                    Effect::Quit => return Ok(()),
                    Effect::Redraw => terminal.redraw()?,
                    Effect::Suspend => suspend(terminal)?,
                    effect => {
                        if let Some(message) = self.perform(effect, model) {
                            effects.extend(update(model, message));
                        }
                    }
                }
            }
            terminal.draw(model, theme)?;
            let Ok(first) = messages.recv() else { return Ok(()) };
            for message in std::iter::once(first).chain(messages.try_iter()) {
                if matches!(message, Message::Continued) {
                    terminal.retake()?;
                }
                effects.extend(update(model, message));
            }
            if effects.iter().any(|effect| matches!(effect, Effect::Save)) && !effects.contains(&Effect::Quit) {
                terminal.draw(model, theme)?;
            }
        }
    }

    /// Does one effect; what came of it is a message.
    fn perform(&mut self, effect: Effect, model: &Model) -> Option<Message> {
        match effect {
            Effect::ListShelf => Some(Message::Shelf(self.list())),
            Effect::Open(name) => Some(self.open(&name)),
            Effect::Fresh(stem) => {
                self.file = None;
                self.stem = stem;
                None
            }
            Effect::Save => Some(saved(self.save(model, false))),
            Effect::Overwrite => Some(saved(self.save(model, true))),
            Effect::SaveAs { path, replace, adopt } => Some(self.save_as(model, &path, replace, adopt)),
            Effect::Export { path, text, replace } => Some(export(&path, &text, replace)),
            Effect::ReadNotebook(goal) => Some(Message::Notebook { goal, read: self.read_notebook(), now: now() }),
            Effect::WriteResults(text) => self.write_results(&text),
            Effect::WriteDown(what) => Some(Message::WrittenDown(self.write_down(what))),
            Effect::Redraw | Effect::Suspend | Effect::Quit => None,
        }
    }

    fn read_notebook(&self) -> Result<Progress, String> {
        let Some(notebook) = &self.notebook else { return Ok(Progress::default()) };
        let text = notebook.read().map_err(|error| format!("{}: {error}", notebook.path().display()))?;
        Ok(Progress::read(&text))
    }

    /// Says nothing where it went well, or where no results were asked for.
    fn write_results(&self, text: &str) -> Option<Message> {
        let path = self.results.as_ref()?;
        let error = write_atomic(path, text.as_bytes(), Permissions::Private).err()?;
        Some(Message::WrittenDown(Err(format!("{}: {error}", path.display()))))
    }

    fn write_down(&self, what: What) -> Result<teach::Event, String> {
        let event = teach::Event { at: now(), what };
        if let Some(notebook) = &self.notebook {
            let written = notebook.add(&event.line());
            written.map_err(|error| format!("{}: {error}", notebook.path().display()))?;
        }
        Ok(event)
    }

    fn list(&self) -> Vec<ShelfLine> {
        let now = SystemTime::now();
        let entries = self.shelf.iter().flat_map(Shelf::entries);
        let age = |modified: Option<SystemTime>| modified.and_then(|modified| now.duration_since(modified).ok());
        entries.map(|entry| ShelfLine { name: entry.name, age: age(entry.modified) }).collect()
    }

    fn open(&mut self, name: &str) -> Message {
        let Some(path) = self.shelf.as_ref().and_then(|shelf| shelf.path(name)) else {
            return Message::NotOpened(name.to_owned());
        };
        match CaseFile::open(&path, self.knowledge) {
            Ok((file, read)) => {
                self.file = Some(file);
                let at = Whereabouts { name: name.to_owned(), argument: name.to_owned() };
                Message::Opened(Box::new(Opened { case: read.case, warnings: read.warnings, at }))
            }
            Err(fault) => Message::NotOpened(fault.to_string()),
        }
    }

    fn save(&mut self, model: &Model, overwrite: bool) -> Result<Whereabouts, SaveFault> {
        let Some(chart) = &model.chart else { return Err(no_home()) };
        let mut new = None;
        let file = match &mut self.file {
            Some(file) => file,
            None => new.insert(self.shelf_file()?),
        };
        match overwrite {
            true => file.overwrite(&chart.case, self.knowledge)?,
            false => file.save(&chart.case, self.knowledge)?,
        }
        let at = chart.disk.at.clone().unwrap_or_else(|| on_shelf(file.path()));
        if let Some(new) = new {
            self.file = Some(new);
        }
        Ok(at)
    }

    fn shelf_file(&self) -> Result<CaseFile, SaveFault> {
        let shelf = self.shelf.as_ref().ok_or_else(no_home)?;
        shelf.new_file(self.stem).map_err(|error| SaveFault::of(&shelf.path(self.stem).unwrap_or_default(), error))
    }

    fn save_as(&mut self, model: &Model, path: &str, replace: bool, adopt: bool) -> Message {
        let Some(chart) = &model.chart else { return Message::NotSaved(no_home()) };
        let target = expanded(path);
        if target.exists() && !replace {
            return Message::Exists { path: path.to_owned(), what: Writing::Case };
        }
        let mut file = CaseFile::new(target.clone());
        match file.overwrite(&chart.case, self.knowledge) {
            Err(fault) => Message::NotWritten { fault, what: Writing::Case },
            Ok(()) if adopt => {
                self.file = Some(file);
                let name =
                    target.file_stem().map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned());
                Message::Saved(Whereabouts { name, argument: absolute(&target) })
            }
            Ok(()) => Message::Copied(PathBuf::from(absolute(&target))),
        }
    }
}

fn saved(result: Result<Whereabouts, SaveFault>) -> Message {
    result.map_or_else(Message::NotSaved, Message::Saved)
}

fn no_home() -> SaveFault {
    SaveFault::Other(PathBuf::from("~"), io::Error::new(io::ErrorKind::NotFound, "there is no home folder"))
}

fn on_shelf(path: &Path) -> Whereabouts {
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    Whereabouts { argument: name.clone(), name }
}

fn export(path: &str, text: &str, replace: bool) -> Message {
    let target = expanded(path);
    if target.exists() && !replace {
        return Message::Exists { path: path.to_owned(), what: Writing::Summary };
    }
    match write_atomic(&target, text.as_bytes(), Permissions::Kept) {
        Ok(()) => Message::Exported(PathBuf::from(absolute(&target))),
        Err(error) => Message::NotWritten { fault: SaveFault::of(&target, error), what: Writing::Summary },
    }
}

/// A path as a shell would take it: `~/` is the home folder.
fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// Gives the terminal back and stops with all that was started with it, until the shell lets it go on.
#[cfg(unix)]
fn suspend(terminal: &mut Terminal) -> io::Result<()> {
    super::terminal::give_back();
    rustix::process::kill_current_process_group(rustix::process::Signal::STOP)?;
    terminal.retake()
}

#[cfg(not(unix))]
fn suspend(terminal: &mut Terminal) -> io::Result<()> {
    terminal.redraw()
}
