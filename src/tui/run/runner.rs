//! The terminal application on a real terminal. Two threads block on the keyboard and on signals; nothing polls.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;
use std::{env, thread};

use anyhow::{Context, bail};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::mouse::Clicks;
use super::offer::offers;
use super::start::Start;
use super::terminal::Terminal;
use super::world::{Screen, Source, World};
use crate::knowledge::{Knowledge, Lang, SettingId};
use crate::say::Letters;
use crate::store::{ChosenTheme, Laboratory, Left, Notebook, Recovered, Shelf};
use crate::tui::action::Configured;
use crate::tui::model::lecture::Lecture;
use crate::tui::model::{self, Ambiguous, Effect, Key, Look, Message, Model, Size, Units};
use crate::tui::update::App;

/// How the application ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Ending {
    /// What is to be said of it on the normal screen.
    pub line: Option<String>,
    /// Whether the answers are not where they were meant to be.
    pub lost: bool,
}

/// What the application is opened with.
#[derive(Debug)]
pub struct Surroundings {
    /// The language that is spoken at first.
    pub lang: Lang,
    /// The characters that can be shown.
    pub letters: Letters,
    /// The colors, and whose the mouse is.
    pub look: Look,
    /// Where a theme that is chosen is kept.
    pub theme: Option<ChosenTheme>,
    /// Where patients are seen, where that was said.
    pub setting: Option<SettingId>,
    /// Where cases lie.
    pub shelf: Option<Shelf>,
    /// What the learner did.
    pub notebook: Option<Notebook>,
    /// What is kept of the laboratory.
    pub laboratory: Option<Laboratory>,
    /// Which keys do what.
    pub keys: Configured,
    /// What was made of saves that had not come to their end.
    pub recovered: Vec<Recovered>,
    /// What such saves have left, to be offered.
    pub left: Vec<Left>,
}

/// Runs the terminal application until the user leaves it.
///
/// # Errors
/// Standard input or output is no terminal, or the terminal is gone.
pub fn run(start: Start, knowledge: &Knowledge, surroundings: Surroundings) -> anyhow::Result<Ending> {
    let Surroundings { lang, letters, look, theme, setting, shelf, notebook, laboratory, keys, recovered, left } =
        surroundings;
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!(
            "this needs a terminal, and standard input or output is none; \
             use `poems assess FILE` for a result as text, or `poems ask` for plain questions"
        );
    }
    let (mut desk, mut opened, mut study, mut lecture) = (None, None, None, None);
    match start {
        Start::Home => {}
        Start::Case(case) => (desk, opened) = (Some((case.0, case.1.at.clone())), Some(case.1)),
        Start::Study(goal, practice, results) => study = Some((goal, practice, results)),
        Start::Lecture(slides) => lecture = Some(Lecture::new(slides)),
    }
    let terminal = Terminal::take().context("the terminal could not be taken over")?;
    // The size is taken once changes of it are listened for, so that none is missed.
    let mut messages = listen()?;
    let (columns, rows) = terminal.size()?;
    let mut model = Model::new(knowledge, lang, setting, Size { columns, rows }, opened);
    model.common.letters = letters;
    // Lines are among the characters that some terminals draw two columns wide.
    model.common.ascii = letters == Letters::Ascii || !is_utf8() || look.ambiguous == Ambiguous::Wide;
    model.common.look = look;
    model.greet(&recovered);
    model.common.offer(offers(left, knowledge));
    model.take_keys(keys);
    let mut begin = vec![Effect::ListShelf];
    let mut world = World::new(knowledge, shelf, notebook, desk);
    let units = laboratory.as_ref().map(Laboratory::units);
    model.common.units = units.map(|units| Units::read(&units, knowledge)).unwrap_or_default();
    (world.laboratory, world.theme) = (laboratory, theme);
    if let Some((goal, practice, results)) = study {
        begin.insert(0, Effect::ReadNotebook(goal));
        (model.common.practice, world.results) = (practice, results);
    }
    if let Some(lecture) = lecture {
        model.show(model::Screen::Lecture(lecture));
    }
    let mut screen = Painted { terminal };
    let mut app = App::new(model);
    let done = world.attend(begin, &mut app, &mut screen, &mut messages);
    drop(screen);
    let ending = farewell(&app.model);
    match done {
        Err(error) if !ending.lost => Err(error.into()),
        _ => Ok(ending),
    }
}

/// The terminal that is drawn on.
struct Painted {
    terminal: Terminal,
}

impl Screen for Painted {
    fn draw(&mut self, app: &App) -> io::Result<()> {
        self.terminal.draw(app.model.common.size, &app.scene, app.model.common.look)
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.terminal.redraw()
    }

    fn retake(&mut self) -> io::Result<()> {
        self.terminal.retake()
    }

    fn suspend(&mut self) -> io::Result<()> {
        suspend(&mut self.terminal)
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.terminal.copy(text)
    }
}

impl Source for Receiver<Message> {
    fn wait(&mut self) -> Option<Vec<Message>> {
        let first = self.recv().ok()?;
        Some(std::iter::once(first).chain(self.ready()).collect())
    }

    fn ready(&mut self) -> Vec<Message> {
        self.try_iter().collect()
    }
}

/// What is said on the normal screen after leaving.
fn farewell(model: &Model) -> Ending {
    let Some(chart) = model.patient() else { return Ending { line: None, lost: false } };
    let words = &model.common.words().terminal;
    let answered = chart.assessment.answered;
    let of = chart.assessment.of;
    let line = match (&chart.disk.at, chart.is_saved()) {
        (Some(at), true) => {
            let argument = quoted(&at.argument);
            Some(words.farewell(model.common.lang, at.name(), answered, of, &argument))
        }
        (_, false) => Some(match &chart.disk.kept {
            Some(path) => words.farewell_kept(model.common.lang, path.display()),
            None => model.common.wording().say(&words.farewell_unsaved).to_owned(),
        }),
        (None, true) => None,
    };
    Ending { line, lost: !chart.is_saved() }
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

/// Reads keyboard and mouse until the terminal is gone.
fn read_keys(sender: &Sender<Message>) {
    let mut clicks = Clicks::default();
    loop {
        let messages = match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                keys(key).into_iter().map(Message::Key).collect()
            }
            Ok(Event::Paste(text)) => vec![Message::Paste(text)],
            Ok(Event::Mouse(event)) => clicks.message(event, Instant::now()).into_iter().collect(),
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
        KeyCode::F(number) => Key::F(number),
        _ => return Vec::new(),
    };
    match event.modifiers.contains(KeyModifiers::ALT) {
        true => vec![Key::Esc, key],
        false => vec![key],
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
