//! Keys that arrive faster than they are drawn, through the real loop and onto a real disk: whatever was drawn is there.

mod support;

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use fastrand::Rng;
use poems::knowledge::Lang;
use poems::store::{Folders, Notebook, Shelf};
use poems::tui::action::TABLE;
use poems::tui::model::Size;
use poems::tui::{App, Effect, Key, Message, Model, Source, World};
use support::glass::Glass;
use support::{built_in, examples};
use tempfile::TempDir;

/// What the picture showed last.
#[derive(Debug, Default)]
struct Drawn {
    /// The patient's case, its file, and whether that was called saved.
    case: Option<(String, Option<PathBuf>, bool)>,
    /// Whether it said that the answers are not saved.
    trouble: bool,
    pictures: usize,
}

struct Desk {
    cases: PathBuf,
    drawn: RefCell<Drawn>,
    /// Somebody else is at the files, so that not everything can be saved.
    disturbed: bool,
}

impl Desk {
    /// What lies on the shelf, in the archive and in the trash.
    fn kept(&self) -> Vec<String> {
        let rooms = ["cases", "archive", "trash"].map(|room| self.cases.with_file_name(room));
        let files = rooms.iter().flat_map(|room| fs::read_dir(room).into_iter().flatten());
        files.filter_map(|file| fs::read_to_string(file.unwrap().path()).ok()).collect()
    }

    /// What was drawn last is on the disk.
    fn check(&self, after: &str) {
        let drawn = self.drawn.borrow();
        let Some((text, file, saved)) = &drawn.case else { return };
        if drawn.trouble && self.disturbed {
            return;
        }
        assert!(!drawn.trouble, "nothing is wrong with this disk, after {after}");
        assert!(saved, "drawn, not saved, and nothing said, after {after}");
        if let Some(file) = file {
            match fs::read_to_string(file) {
                Ok(there) => assert_eq!(there, *text, "after {after}"),
                // It was archived or brought back, or deleted and is kept.
                Err(_) => assert!(self.kept().contains(text), "{} is nowhere, after {after}", file.display()),
            }
        }
    }
}

/// Looks at a picture.
fn look(drawn: &RefCell<Drawn>, app: &App) {
    let mut drawn = drawn.borrow_mut();
    let chart = app.model.patient();
    drawn.case = chart.map(|chart| {
        let file = chart.disk.at.as_ref().map(|at| at.file.clone());
        (chart.case.to_text(app.model.common.knowledge), file, chart.is_saved())
    });
    drawn.trouble = chart.is_some_and(|chart| chart.disk.trouble.is_some());
    drawn.pictures += 1;
}

/// Bursts, and a look at the disk before each.
struct Script<'d> {
    desk: &'d Desk,
    bursts: Box<dyn FnMut() -> Option<Vec<Message>> + 'd>,
    last: String,
}

impl Source for Script<'_> {
    fn wait(&mut self) -> Option<Vec<Message>> {
        self.desk.check(&self.last);
        let burst = (self.bursts)()?;
        self.last = format!("{burst:?}");
        Some(burst)
    }

    fn ready(&mut self) -> Vec<Message> {
        Vec::new()
    }
}

/// What is exported without a folder lands in one that nobody misses.
fn go_apart() {
    static APART: OnceLock<TempDir> = OnceLock::new();
    APART.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        std::env::set_current_dir(folder.path()).unwrap();
        folder
    });
}

/// One sitting at the program, until the user leaves or the script ends. Gives the model as it was left.
fn sit<'d>(desk: &'d Desk, bursts: impl FnMut() -> Option<Vec<Message>> + 'd) -> Model<'static> {
    go_apart();
    let home = desk.cases.parent().unwrap();
    let folders = Folders { config: home.join("config"), data: home.to_owned() };
    let mut app = App::new(Model::new(built_in(), Lang::En, None, Size { columns: 80, rows: 24 }, None));
    let mut world = World::new(built_in(), Some(Shelf::of(&folders)), Some(Notebook::of(&folders)), None);
    let mut script = Script { desk, bursts: Box::new(bursts), last: "the start".to_owned() };
    let mut screen = Glass(|app: &App| look(&desk.drawn, app));
    world.attend(vec![Effect::ListShelf], &mut app, &mut screen, &mut script).unwrap();
    look(&desk.drawn, &app);
    desk.check(&format!("leaving after {}", script.last));
    app.model
}

fn desk(home: &TempDir) -> Desk {
    Desk { cases: home.path().join("cases"), drawn: RefCell::default(), disturbed: false }
}

fn keys(script: &str) -> Vec<Message> {
    let key = |c| match c {
        '\r' => Key::Enter,
        '\x1b' => Key::Esc,
        '\x03' => Key::Ctrl('c'),
        c => Key::Char(c),
    };
    script.chars().map(|c| Message::Key(key(c))).collect()
}

fn cases(desk: &Desk) -> Vec<String> {
    let entries = fs::read_dir(&desk.cases).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn an_answer_and_the_keys_that_lead_away_from_it_in_one_burst() {
    for burst in ["gpnq\r", "gpyq\r", "gpyqq", "gpy\x03", "gpyq\r\r\x03", "gpnqj\ry", "gpyqqynxynx"] {
        let home = tempfile::tempdir().unwrap();
        let desk = desk(&home);
        let mut bursts = ["\r", burst].into_iter();
        sit(&desk, move || bursts.next().map(keys));
        let cases = cases(&desk);
        let answer = if burst.starts_with("gpn") { "absent" } else { "present" };
        let wanted = format!("\"polyneuropathy\": \"{answer}\"");
        assert!(cases.iter().any(|case| case.contains(&wanted)), "{burst:?}: {cases:?}");
    }
}

#[test]
fn what_comes_after_leaving_in_the_same_burst_is_not_taken() {
    let ends: [&dyn Fn() -> Message; 2] = [&|| Message::Key(Key::Ctrl('c')), &|| Message::Terminate];
    for end in ends {
        let home = tempfile::tempdir().unwrap();
        let desk = desk(&home);
        let mut sent = 0;
        let model = sit(&desk, move || {
            sent += 1;
            match sent {
                1 => Some(keys("\rgp")),
                2 => Some(keys("y").into_iter().chain([end()]).chain(keys("n\x1b[Byx")).collect()),
                _ => panic!("it did not leave"),
            }
        });
        assert_eq!(model.patient().unwrap().case.answered(), 1);
        assert!(cases(&desk)[0].contains("\"polyneuropathy\": \"present\""));
    }
}

#[test]
fn keys_typed_blindly_behind_a_save_that_fails_answer_no_question() {
    // Each would overwrite the colleague's file, or lose the answer, if it were taken for a reply.
    for burst in ["gpno", "gpn\ro", "gpqo", "nq\ry", "nq\r\r"] {
        let home = tempfile::tempdir().unwrap();
        let desk = Desk { disturbed: true, ..desk(&home) };
        let path = desk.cases.join("case.json");
        let other = "{\"format\": \"poems-case/1\", \"note\": \"by a colleague\"}\n";
        let mut sent = 0;
        let model = sit(&desk, || {
            sent += 1;
            match sent {
                1 => Some(keys("\rgpygp")),
                2 => {
                    fs::write(&path, other).unwrap();
                    Some(keys(&burst.replace("gpq", "gpnq")))
                }
                3 => {
                    assert!(desk.drawn.borrow().trouble, "{burst:?}");
                    None
                }
                _ => panic!(),
            }
        });
        assert_eq!(fs::read_to_string(&path).unwrap(), other, "{burst:?}");
        let chart = model.patient().unwrap();
        assert_eq!(chart.case.answered(), 1);
        // The terminal is gone, so nobody could be asked.
        let kept = fs::read_to_string(chart.disk.kept.as_ref().unwrap()).unwrap();
        assert!(kept.contains("\"polyneuropathy\": \"absent\""), "{burst:?}: {kept}");
    }
}

#[test]
fn an_archived_case_is_never_taken_for_another_of_its_name() {
    let home = tempfile::tempdir().unwrap();
    let desk = desk(&home);
    let case = |answer: &str| {
        format!(
            "{{\n  \"format\": \"poems-case/1\",\n  \"findings\": {{\n    \"polyneuropathy\": \"{answer}\"\n  }}\n}}\n"
        )
    };
    for (room, answer) in [("cases", "present"), ("archive", "absent")] {
        let folder = desk.cases.with_file_name(room);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("case.json"), case(answer)).unwrap();
    }
    // All patients; the archived one, below the other, is opened; then the other is, from the same list.
    let mut bursts = ["a", "jj\r", "q", "a", "\r"].into_iter();
    let mut drawn: Vec<PathBuf> = Vec::new();
    let model = sit(&desk, || {
        drawn.extend(desk.drawn.borrow().case.as_ref().and_then(|(_, file, _)| file.clone()));
        bursts.next().map(keys)
    });
    assert!(drawn.iter().any(|file| file.parent().unwrap().ends_with("archive")), "{drawn:?}");
    let chart = model.patient().unwrap();
    assert!(chart.case.to_text(built_in()).contains("present"), "the archived patient was shown for the other");
    let at = chart.disk.at.as_ref().unwrap();
    assert_eq!(at.argument, "case");
    assert_eq!(fs::read_to_string(desk.cases.join("case.json")).unwrap(), case("present"));
    assert_eq!(fs::read_to_string(desk.cases.with_file_name("archive").join("case.json")).unwrap(), case("absent"));
}

#[test]
fn no_burst_of_any_keys_loses_what_was_drawn() {
    let mut all: Vec<Key> = TABLE.iter().flat_map(|binding| binding.keys).copied().collect();
    all.extend("0123456789.,<>-pogev".chars().map(Key::Char));
    // Answers, and what leads to them, more often than all else.
    all.extend("yyyyynnnnn   xu]]]]".chars().map(Key::Char));
    all.extend([Key::Enter; 6]);
    // Files are named by hand, and not by chance.
    all.retain(|key| !matches!(key, Key::Ctrl('z') | Key::Char('E' | 's')));
    let home = tempfile::tempdir().unwrap();
    let desk = desk(&home);
    let seed = std::env::var("BURST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x9b57);
    let rng = RefCell::new(Rng::with_seed(seed));
    let left = RefCell::new(examples(300, 10_000));
    let mut sittings = 0;
    while *left.borrow() > 0 {
        sittings += 1;
        sit(&desk, || {
            let (mut rng, mut left) = (rng.borrow_mut(), left.borrow_mut());
            *left = left.checked_sub(1)?;
            let count = rng.usize(1..12);
            Some((0..count).map(|_| message(&mut rng, &all)).collect())
        });
    }
    assert!(sittings > 1 && desk.drawn.borrow().pictures > 300, "{sittings}");
    let rooms = ["cases", "archive", "trash"].map(|room| desk.cases.with_file_name(room));
    let names: Vec<String> = rooms
        .iter()
        .flat_map(|room| fs::read_dir(room).into_iter().flatten())
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!names.is_empty());
    assert!(names.iter().all(|name| !name.starts_with(".poems-")), "left behind: {names:?}");
}

fn message(rng: &mut Rng, keys: &[Key]) -> Message {
    match rng.u8(..) {
        0..3 => Message::Resize { columns: rng.u16(1..150), rows: rng.u16(1..50) },
        3..6 => Message::Paste("12 (pasted)".to_owned()),
        6 => Message::Terminate,
        _ => Message::Key(keys[rng.usize(..keys.len())]),
    }
}
