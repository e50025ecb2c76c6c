//! The application driven by keys, with a disk that keeps what it is told to.

use std::sync::LazyLock;

use poems::case::{Case, Past};
use poems::knowledge::{self, FindingId, Knowledge, Lang};
use poems::store::{How, Room};
use poems::teach::results::{ResultRow, csv};
use poems::teach::{Event, Progress};
use poems::tui::model::chart::Chart;
use poems::tui::model::{Model, Screen, Size, Unwritten};
use poems::tui::study::Study;
use poems::tui::{
    self, Effect, Key, Message, Opened, Painting, Pointer, Seen, ShelfLine, Standing, Theme, Whereabouts,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use unicode_width::UnicodeWidthStr;

pub static PACK: LazyLock<Knowledge> =
    LazyLock::new(|| knowledge::load(vec![knowledge::embedded()]).unwrap_or_else(|faults| panic!("{:#}", faults[0])));

/// When a learner sits down.
pub const NOW: i64 = 1_800_000_000;

/// The application with a disk beside it.
pub struct App {
    pub tui: tui::App<'static>,
    /// The case as it was last written.
    pub on_disk: Option<String>,
    /// The learner's notebook, and the results of the quizzes.
    pub notebook: String,
    pub results: Vec<ResultRow>,
    /// Nothing can be added to the notebook.
    pub is_full: bool,
    /// Whether the table of results cannot be written.
    pub is_table_full: bool,
    /// The other effects, in order.
    pub effects: Vec<Effect>,
}

impl App {
    /// At home, with an empty shelf.
    pub fn at_home(columns: u16, rows: u16, lang: Lang) -> App {
        let mut app = App {
            tui: tui::App::new(Model::new(&PACK, lang, None, Size { columns, rows }, None)),
            on_disk: None,
            notebook: String::new(),
            results: Vec::new(),
            is_full: false,
            is_table_full: false,
            effects: Vec::new(),
        };
        app.send(Message::Shelf(Vec::new()));
        app
    }

    /// With an empty case.
    pub fn new(columns: u16, rows: u16, lang: Lang) -> App {
        let mut app = App::at_home(columns, rows, lang);
        app.keys("<enter>");
        app
    }

    /// With a case that has a file.
    pub fn with(case: Case, columns: u16, rows: u16, lang: Lang) -> App {
        let at = Whereabouts { file: "ward-7.json".into(), argument: "ward-7".to_owned() };
        let opened = Opened {
            case,
            warnings: Vec::new(),
            at,
            standing: Standing::Mine,
            past: Past::default(),
            offers: Vec::new(),
        };
        App {
            tui: tui::App::new(Model::new(&PACK, lang, None, Size { columns, rows }, Some(opened))),
            on_disk: None,
            notebook: String::new(),
            results: Vec::new(),
            is_full: false,
            is_table_full: false,
            effects: Vec::new(),
        }
    }

    pub fn send(&mut self, message: Message) {
        for effect in self.tui.update(message) {
            match effect {
                Effect::Save(draft) | Effect::Overwrite(draft) => {
                    let chart = self.model().patient().expect("there is a case to save");
                    let at = Whereabouts { file: "case.json".into(), argument: "case".to_owned() };
                    let at = chart.disk.at.clone().unwrap_or(at);
                    self.on_disk = Some(draft.text);
                    self.send(Message::Saved { at, revision: draft.revision, how: How::Replaced });
                }
                Effect::ListShelf => {
                    let line = ShelfLine {
                        name: "case".to_owned(),
                        path: "case.json".into(),
                        room: Room::Cases,
                        age: None,
                        seen: Seen::NotYet,
                    };
                    self.send(Message::Shelf(vec![line]));
                }
                Effect::ReadNotebook(goal) => {
                    let read = Ok(Progress::read(&self.notebook));
                    self.send(Message::Notebook { goal, read, now: NOW });
                }
                Effect::WriteDown(what) if self.is_full => {
                    self.send(Message::WrittenDown(Err(Unwritten { what, why: "the disk is full".to_owned() })));
                }
                Effect::WriteDown(what) => {
                    let event = Event { at: NOW, what };
                    self.notebook.push_str(&(event.line() + "\n"));
                    self.send(Message::WrittenDown(Ok(event)));
                }
                Effect::AddResult(_) | Effect::TakeBackResult(_) if self.is_table_full => {
                    self.send(Message::ResultsNotWritten("results.csv: the disk is full".to_owned()));
                }
                Effect::AddResult(row) => self.results.push(row),
                Effect::TakeBackResult(row) => assert_eq!(self.results.pop(), Some(row)),
                effect => self.effects.push(effect),
            }
        }
    }

    /// Types: characters as they are, other keys by name, `<enter> <esc> <down> <ctrl-r>`.
    pub fn keys(&mut self, script: &str) -> &mut App {
        for key in parse(script) {
            self.send(Message::Key(key));
        }
        self
    }

    /// Clicks on a text that is on the screen.
    pub fn click(&mut self, text: &str) -> &mut App {
        self.point(Pointer::Click, text)
    }

    /// Clicks on it twice.
    pub fn double_click(&mut self, text: &str) -> &mut App {
        let (column, row) = self.cell_of(text);
        for did in [Pointer::Click, Pointer::ClickAgain] {
            self.send(Message::Mouse { did, column, row });
        }
        self
    }

    /// Does something with the mouse on a text that is on the screen.
    pub fn point(&mut self, did: Pointer, text: &str) -> &mut App {
        let (column, row) = self.cell_of(text);
        self.send(Message::Mouse { did, column, row });
        self
    }

    /// The cell of the first letter of a text that is on the screen.
    pub fn cell_of(&self, text: &str) -> (u16, u16) {
        let screen = self.screen();
        let found = screen.iter().enumerate().find_map(|(row, line)| {
            let (before, _) = line.split_once(text)?;
            let blanks = text.len() - text.trim_start().len();
            Some(((before.width() + blanks) as u16, row as u16))
        });
        found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{}", self.text()))
    }

    /// Goes to a finding through the search.
    pub fn find(&mut self, id: &str) -> &mut App {
        self.keys("/");
        self.send(Message::Paste(id.replace('_', " ")));
        self.keys("<enter>");
        let mut steps = 0;
        while self.model().finding() != Some(finding(id)) {
            self.keys("n");
            steps += 1;
            assert!(steps < 300, "{id} is not found by its id");
        }
        self.keys("<esc>")
    }

    /// The table of the results.
    pub fn table(&self) -> String {
        csv(&self.results)
    }

    pub fn model(&self) -> &Model<'static> {
        &self.tui.model
    }

    /// Changes the state by hand, and looks at it.
    pub fn alter(&mut self, change: impl FnOnce(&mut Model<'static>)) {
        change(&mut self.tui.model);
        self.send(Message::Continued);
    }

    /// What is on the checklist.
    pub fn chart(&self) -> &Chart {
        self.model().chart().expect("a case is open")
    }

    /// The study that is on the screen.
    pub fn study(&self) -> &Study {
        match &self.model().screen {
            Screen::Study(study) | Screen::Exercise(_, study) => study,
            other => panic!("no study: {other:?}"),
        }
    }

    pub fn case(&self) -> &Case {
        &self.chart().case
    }

    pub fn notice(&self) -> String {
        self.model()
            .common
            .notice
            .as_ref()
            .map_or_else(String::new, |notice| notice.get(self.model().common.lang).to_owned())
    }

    pub fn screen(&self) -> Vec<String> {
        lines(&self.picture(Theme::Default).0)
    }

    /// The screen as one text.
    pub fn text(&self) -> String {
        self.screen().join("\n")
    }

    /// The cells and the place of the cursor.
    pub fn picture(&self, theme: Theme) -> (Buffer, Position) {
        let Size { columns, rows } = self.model().common.size;
        let mut painting = Painting::new(columns, rows);
        drop(painting.paint(&self.tui.scene, theme));
        (painting.cells(), self.tui.scene.cursor.into())
    }
}

pub fn finding(id: &str) -> FindingId {
    PACK.find(id).unwrap_or_else(|| panic!("no finding {id}"))
}

/// The rows of the screen as they are read: a wide character takes two columns.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let mut line = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += symbol.width().max(1) as u16;
            }
            line.trim_end().to_owned()
        })
        .collect()
}

fn parse(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let name = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).map(|(name, _)| name);
        match name.and_then(named) {
            Some(key) => {
                keys.push(key);
                rest = &rest[name.map_or(0, str::len) + 2..];
            }
            None => {
                keys.push(Key::Char(c));
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    keys
}

fn named(name: &str) -> Option<Key> {
    Some(match name {
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "tab" => Key::Tab,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "pgup" => Key::PageUp,
        "pgdn" => Key::PageDown,
        "back" => Key::Backspace,
        "del" => Key::Delete,
        name => Key::Ctrl(name.strip_prefix("ctrl-")?.chars().next()?),
    })
}
