//! A monkey at the keyboard: keys, pastes, sizes and signals by chance, on a disk in memory. It never panics, what is shown
//! as saved is there, and there is always a way out. `MONKEY_SEED=n` repeats a run.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use poems::case::{self, Past};
use poems::knowledge::Lang;
use poems::store::{How, Room, SaveFault};
use poems::teach::{Event, Progress};
use poems::tui::action::TABLE;
use poems::tui::model::Size;
use poems::tui::{
    App, Effect, Key, Message, Model, Opened, Painting, Seen, ShelfDeed, ShelfLine, Shelved, Standing, Whereabouts,
};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use support::{built_in, examples};

/// A disk that keeps what it is told to.
#[derive(Default)]
struct Disk {
    files: BTreeMap<PathBuf, String>,
    /// The file of the case at hand, once it has one.
    at: Option<PathBuf>,
    /// So many files were made.
    made: usize,
}

impl Disk {
    /// Does what is asked for; what came of it.
    fn perform(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::ListShelf => Some(Message::Shelf(self.list())),
            Effect::Fresh(_) => {
                self.at = None;
                None
            }
            Effect::Open(path) => Some(self.open(path)),
            Effect::Save(draft) | Effect::Overwrite(draft) | Effect::KeepBeside(draft) => {
                let path = match self.at.clone() {
                    Some(path) => path,
                    None => self.at.insert(new_file(&mut self.made)).clone(),
                };
                self.files.insert(path.clone(), draft.text);
                Some(Message::Saved { at: whereabouts(&path), revision: draft.revision, how: How::Replaced })
            }
            Effect::SaveAs { path, .. } => Some(Message::Copied(path.into())),
            Effect::Export { path, .. } => Some(Message::Exported(path.into())),
            Effect::Shelve { path, deed } => Some(self.shelve(path, deed)),
            Effect::TakeBack(Shelved { deed, from, to }) => {
                if let Some(text) = self.files.remove(&to).filter(|_| deed != ShelfDeed::Duplicate) {
                    self.files.insert(from, text);
                }
                Some(Message::TakenBack)
            }
            Effect::ReadNotebook(goal) => Some(Message::Notebook { goal, read: Ok(Progress::default()), now: 0 }),
            Effect::WriteDown(what) => Some(Message::WrittenDown(Ok(Event { at: 0, what }))),
            _ => None,
        }
    }

    fn list(&self) -> Vec<ShelfLine> {
        let line = |path: &PathBuf| {
            let room = if path.starts_with("away") { Room::Archive } else { Room::Cases };
            ShelfLine { name: name(path), path: path.clone(), room, age: None, seen: Seen::NotYet }
        };
        self.files.keys().map(line).collect()
    }

    fn open(&mut self, path: PathBuf) -> Message {
        let Some(text) = self.files.get(&path) else { return Message::NotOpened("it is gone".to_owned()) };
        let case = case::read("case.json", text.as_bytes(), built_in()).unwrap().case;
        let (at, past, standing) = (whereabouts(&path), Past::default(), Standing::Mine);
        self.at = Some(path);
        Message::Opened(Box::new(Opened { case, warnings: Vec::new(), at, standing, past, offers: Vec::new() }))
    }

    fn shelve(&mut self, from: PathBuf, deed: ShelfDeed) -> Message {
        let to = match &deed {
            ShelfDeed::Rename(name) => PathBuf::from(format!("cases/{name}.json")),
            ShelfDeed::Duplicate => new_file(&mut self.made),
            ShelfDeed::Archive | ShelfDeed::ThrowAway => Path::new("away").join(from.file_name().unwrap()),
            ShelfDeed::BringBack => Path::new("cases").join(from.file_name().unwrap()),
        };
        if self.files.contains_key(&to) {
            return Message::NotShelved(SaveFault::Exists(to));
        }
        let Some(text) = self.files.get(&from).cloned() else { return Message::NotShelved(SaveFault::Gone(from)) };
        if deed != ShelfDeed::Duplicate {
            self.files.remove(&from);
        }
        self.files.insert(to.clone(), text);
        Message::Shelved(Shelved { deed, from, to })
    }
}

fn new_file(made: &mut usize) -> PathBuf {
    *made += 1;
    PathBuf::from(format!("cases/case-{made}.json"))
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn whereabouts(path: &Path) -> Whereabouts {
    Whereabouts { file: path.to_owned(), argument: name(path) }
}

/// The program and its disk.
struct Sitting<'d> {
    app: App<'static>,
    disk: &'d mut Disk,
    left: bool,
}

impl Sitting<'_> {
    fn send(&mut self, message: Message) {
        let mut messages = vec![message];
        while let Some(message) = messages.pop() {
            for effect in self.app.update(message) {
                self.left |= effect == Effect::Quit;
                messages.extend(self.disk.perform(effect));
            }
        }
    }

    /// What is shown as saved is there.
    fn check(&self, after: &str) {
        let Some(chart) = self.app.model.patient() else { return };
        assert!(chart.is_saved(), "not saved after {after}");
        if let Some(path) = self.disk.at.as_ref().filter(|_| chart.disk.at.is_some()) {
            let text = chart.case.to_text(built_in());
            assert_eq!(self.disk.files.get(path), Some(&text), "{} after {after}", path.display());
        }
    }

    /// However it stands, esc and q lead out.
    fn leave(&mut self, after: &str) {
        for _ in 0..12 {
            self.send(Message::Key(Key::Esc));
            self.send(Message::Key(Key::Char('q')));
            if self.left {
                return;
            }
        }
        panic!("there is no way out after {after}: {:#?}", self.app.model.screen);
    }
}

/// Everything that can be pressed; answers more often than all else.
fn pressed() -> Vec<Key> {
    let mut keys: Vec<Key> = TABLE.iter().flat_map(|binding| binding.keys).copied().collect();
    keys.extend("0123456789.,<>-+;éä中１nog血".chars().map(Key::Char));
    keys.extend("yyyyyynnnnnn    xxuu".chars().map(Key::Char));
    keys.extend([Key::Down, Key::Down, Key::Down, Key::Enter, Key::Enter, Key::Esc, Key::Esc, Key::Backspace]);
    // Leaving is for the end.
    keys.retain(|key| !matches!(key, Key::Ctrl('c')));
    keys
}

/// What happens next. The mouse joins here, by its own kind of message.
fn message(rng: &mut Rng, keys: &[Key]) -> Message {
    match rng.u8(..) {
        0..5 => Message::Resize { columns: rng.u16(1..260), rows: rng.u16(1..70) },
        5..9 => {
            let pastes =
                ["12 (pasted)", "spleen +; plt 520\n\u{1b}[31m", "", "VEGF 1200 pg/ml\r\n血小板 520", "\u{0}\u{9f}"];
            Message::Paste(pastes[rng.usize(..pastes.len())].to_owned())
        }
        9 => Message::Suspend,
        10 => Message::Continued,
        _ => Message::Key(keys[rng.usize(..keys.len())]),
    }
}

/// A terminal that shows what it was sent, and nothing else.
struct Glass {
    painting: Painting,
    cells: Buffer,
}

impl Glass {
    fn new(Size { columns, rows }: Size) -> Glass {
        Glass { painting: Painting::new(columns, rows), cells: Buffer::empty(Rect::new(0, 0, columns, rows)) }
    }

    /// What is sent makes it show what one shows that is painted from nothing.
    fn look(&mut self, app: &App, after: &str) {
        let (size, theme) = (app.model.common.size, app.model.common.look.theme);
        if self.painting.size() != (size.columns, size.rows) {
            *self = Glass::new(size);
        }
        for (x, y, cell) in self.painting.paint(&app.scene, theme) {
            self.cells[(x, y)] = cell.clone();
            // A wide character takes the next cell with it.
            (x + 1..x + cell.cell_width()).for_each(|beside| self.cells[(beside, y)].reset());
        }
        let mut anew = Painting::new(size.columns, size.rows);
        drop(anew.paint(&app.scene, theme));
        let anew = anew.cells();
        for y in 0..size.rows {
            let mut x = 0;
            while x < size.columns {
                assert_eq!(self.cells[(x, y)], anew[(x, y)], "column {x} of row {y} {after}");
                // Behind the first half of a wide character nothing is seen of its second cell.
                x += anew[(x, y)].cell_width().max(1);
            }
        }
    }
}

#[test]
fn a_monkey_breaks_nothing_loses_nothing_and_finds_the_way_out() {
    let seed = std::env::var("MONKEY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x5eed);
    let mut rng = Rng::with_seed(seed);
    let (keys, mut disk) = (pressed(), Disk::default());
    let mut events = examples(5_000, 100_000);
    let mut sittings = 0;
    while events > 0 {
        sittings += 1;
        let lang = if rng.bool() { Lang::En } else { Lang::Zh };
        let size = Size { columns: rng.u16(1..200), rows: rng.u16(1..60) };
        disk.at = None;
        let mut sitting =
            Sitting { app: App::new(Model::new(built_in(), lang, None, size, None)), disk: &mut disk, left: false };
        let list = sitting.disk.list();
        sitting.send(Message::Shelf(list));
        let (mut last, mut glass) = (Vec::new(), Glass::new(size));
        for at in 0..rng.u32(50..400).min(events) {
            events -= 1;
            let message = message(&mut rng, &keys);
            last.push(format!("{message:?}"));
            let after = format!("seed {seed}, sitting {sittings}: {:?}", &last[last.len().saturating_sub(8)..]);
            sitting.send(message);
            sitting.check(&after);
            if at % 8 == 0 {
                glass.look(&sitting.app, &after);
            }
            if sitting.left {
                break;
            }
        }
        if !sitting.left {
            sitting.leave(&format!("seed {seed}, sitting {sittings}: {:?}", &last[last.len().saturating_sub(8)..]));
        }
        sitting.check("leaving");
    }
    assert!(sittings > 10 && disk.files.len() > 5, "{sittings} sittings, {} files", disk.files.len());
}
