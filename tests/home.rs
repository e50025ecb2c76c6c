//! The home screen and what is done to cases as a whole, on a real disk: nothing is overwritten, nothing is lost, all of it
//! can be undone; and what was done to a case can be undone after a restart.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use poems::knowledge::Lang;
use poems::store::{CaseFile, DAYS_IN_TRASH, Folders, Shelf};
use poems::tui::{App, Effect, Key, Message, Model, Painting, Source, Theme, World};
use support::built_in;
use support::glass::Glass;

/// Messages, one at a time.
struct Script(Vec<Message>);

impl Source for Script {
    fn wait(&mut self) -> Option<Vec<Message>> {
        if self.0.is_empty() { None } else { Some(vec![self.0.remove(0)]) }
    }

    fn ready(&mut self) -> Vec<Message> {
        Vec::new()
    }
}

fn folders(home: &Path) -> Folders {
    Folders { config: home.join("config"), data: home.join("data") }
}

fn shelf(home: &Path) -> Shelf {
    Shelf::of(&folders(home))
}

/// One sitting: keys are typed at the home screen, then the terminal is gone.
fn sit(home: &Path, lang: Lang, script: &str) -> App<'static> {
    let size = poems::tui::model::Size { columns: 80, rows: 24 };
    let mut app = App::new(Model::new(built_in(), lang, None, size, None));
    let mut world = World::new(built_in(), Some(shelf(home)), None, None);
    world.attend(vec![Effect::ListShelf], &mut app, &mut Glass(|_: &App| {}), &mut Script(keys(script))).unwrap();
    app
}

fn keys(script: &str) -> Vec<Message> {
    let key = |c| match c {
        '\r' => Key::Enter,
        '\x1b' => Key::Esc,
        '\x15' => Key::Ctrl('u'),
        '↓' => Key::Down,
        c => Key::Char(c),
    };
    script.chars().map(|c| Message::Key(key(c))).collect()
}

fn picture(app: &App) -> String {
    let mut painting = Painting::new(80, 24);
    drop(painting.paint(&app.scene, Theme::Default));
    let buffer = painting.cells();
    let row = |y| (0..80).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..24).map(row).collect::<Vec<_>>().join("\n")
}

fn notice(app: &App) -> String {
    app.model.common.notice.as_ref().map_or_else(String::new, |notice| notice.en.to_string())
}

fn write(home: &Path, name: &str, text: &str) -> PathBuf {
    let path = home.join("data/cases").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

fn case(findings: &str) -> String {
    format!(r#"{{"format": "poems-case/1", "age": 54, "sex": "male", "findings": {{{findings}}}}}"#)
}

/// The files of a room, by name.
fn files(home: &Path, room: &str) -> Vec<String> {
    let entries = fs::read_dir(home.join("data").join(room)).into_iter().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn patients_are_shown_by_what_is_known_of_them_and_never_hidden() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "case-3.json", &case(r#""polyneuropathy": "absent""#));
    write(home.path(), "ward 4 bed 2.json", &case(r#""polyneuropathy": "present""#));
    write(home.path(), "torn.json", r#"{"format": "poems-case/1", "#);
    write(home.path(), "latin.json", "\u{1}\u{1b}[31m");
    let app = sit(home.path(), Lang::En, "");
    let seen = picture(&app);
    assert!(seen.contains("54 M   3 answers   Mayo 2023 not met"), "{seen}");
    assert!(!seen.contains("case-3"), "a name that the program gave says nothing: {seen}");
    assert!(seen.contains("ward 4 bed 2   54 M   3 answers   Mayo 2023 open"), "{seen}");
    assert!(seen.contains("torn   cannot be read") && seen.contains("latin   cannot be read"), "{seen}");
    let app = sit(home.path(), Lang::Zh, "");
    let seen: String = picture(&app).split_whitespace().collect();
    assert!(seen.contains("54岁男") && seen.contains("不符合") && seen.contains("无法读取"), "{seen}");
}

#[test]
fn the_three_rules_are_told_to_a_newcomer_and_make_room_later() {
    let home = tempfile::tempdir().unwrap();
    assert!(picture(&sit(home.path(), Lang::En, "")).contains("nothing marked = unknown"));
    (1..=3).for_each(|at| drop(write(home.path(), &format!("case-{at}.json"), &case(""))));
    let seen = picture(&sit(home.path(), Lang::En, ""));
    assert!(!seen.contains("nothing marked = unknown") && seen.contains("It does not diagnose"), "{seen}");
}

#[test]
fn what_is_pasted_at_home_is_a_new_patients() {
    let home = tempfile::tempdir().unwrap();
    let kept = write(home.path(), "case.json", &case(""));
    let size = poems::tui::model::Size { columns: 80, rows: 24 };
    let mut app = App::new(Model::new(built_in(), Lang::En, None, size, None));
    let mut world = World::new(built_in(), Some(shelf(home.path())), None, None);
    let script = Script(vec![Message::Paste("platelets".to_owned())]);
    world.attend(vec![Effect::ListShelf], &mut app, &mut Glass(|_: &App| {}), &mut { script }).unwrap();
    assert!(picture(&app).contains("platelets"), "{}", picture(&app));
    assert_eq!(app.model.patient().unwrap().case.answered(), 0);
    assert_eq!(fs::read_to_string(kept).unwrap(), case(""));
}

#[test]
fn a_case_is_renamed_and_that_is_undone() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "case.json", &case(""));
    let app = sit(home.path(), Lang::En, "R\x15bed 7\r");
    assert_eq!(files(home.path(), "cases"), ["bed 7.json"]);
    assert_eq!(notice(&app), "case is called bed 7 now (u undoes).");
    sit(home.path(), Lang::En, "R\x15bed 8\ru");
    assert_eq!(files(home.path(), "cases"), ["bed 7.json"]);
    // No name leads out of the folder, and none that is taken is written over.
    for (name, why) in [("../out", "may hold"), ("a/b", "may hold"), (".hidden", "may hold"), ("other", "already")] {
        write(home.path(), "other.json", &case(r#""papilledema": "absent""#));
        let before = fs::read_to_string(home.path().join("data/cases/other.json")).unwrap();
        // The one that was written last is the first.
        let app = sit(home.path(), Lang::En, &format!("a↓R\x15{name}\r"));
        assert!(notice(&app).contains(why), "{name}: {}", notice(&app));
        assert_eq!(files(home.path(), "cases"), ["bed 7.json", "other.json"], "{name}");
        assert_eq!(fs::read_to_string(home.path().join("data/cases/other.json")).unwrap(), before);
    }
}

#[test]
fn a_case_is_copied_archived_deleted_and_each_is_undone() {
    let home = tempfile::tempdir().unwrap();
    let text = case(r#""polyneuropathy": "present""#);
    write(home.path(), "case.json", &text);
    let state = |script: &str| {
        let app = sit(home.path(), Lang::En, script);
        let rooms = ["cases", "archive"].map(|room| files(home.path(), room));
        (rooms, files(home.path(), "trash").len(), app)
    };
    let (rooms, trash, _) = state("aD");
    assert_eq!((rooms, trash), ([vec!["case-2.json".to_owned(), "case.json".to_owned()], vec![]], 0));
    assert_eq!(fs::read_to_string(home.path().join("data/cases/case-2.json")).unwrap(), text);
    state("aX");
    let (rooms, trash, _) = state("aDu");
    assert_eq!((rooms[0].len(), trash), (1, 2), "a copy that is taken back is deleted");
    for (keys, room) in [("aA", 1), ("aX", 0)] {
        let (rooms, _, app) = state(keys);
        assert!(rooms[0].is_empty(), "{keys}: {rooms:?}");
        assert_eq!(rooms[1].len(), room, "{keys}");
        assert!(picture(&app).contains("u undoes"), "{}", picture(&app));
        // It can be brought back at any later start.
        let (rooms, _, _) = state("aA");
        assert_eq!((rooms[0].len(), rooms[1].len()), (1, 0), "{keys}");
    }
    let (rooms, _, _) = state("aXu");
    assert_eq!(rooms[0].len(), 1);
    let whole = [home.path().join("data/cases").join(&rooms[0][0])];
    assert_eq!(fs::read_to_string(&whole[0]).unwrap(), text);
}

#[test]
fn the_case_at_hand_is_closed_renamed_and_gone_on_with() {
    let home = tempfile::tempdir().unwrap();
    let app = sit(home.path(), Lang::En, "\rgpyqR\x15bed 7\r\ru");
    assert_eq!(files(home.path(), "cases"), ["bed 7.json"]);
    let chart = app.model.patient().unwrap();
    assert_eq!(chart.case.answered(), 0, "what was answered before is undone behind the new name");
}

#[test]
fn what_another_window_has_is_not_moved() {
    let home = tempfile::tempdir().unwrap();
    let path = write(home.path(), "case.json", &case(""));
    let (window, _) = CaseFile::open(&path, built_in()).unwrap();
    for keys in ["R\x15bed 7\r", "aA", "aX"] {
        let app = sit(home.path(), Lang::En, keys);
        assert!(notice(&app).contains("open in another window"), "{keys}: {}", notice(&app));
        assert_eq!(files(home.path(), "cases"), ["case.json"]);
    }
    drop(window);
}

#[test]
fn cases_are_found_by_what_is_known_of_them() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "bed 1.json", &case(""));
    write(home.path(), "bed 2.json", &case("").replace("male", "female"));
    let app = sit(home.path(), Lang::En, "a/54 f");
    let seen = picture(&app);
    assert!(seen.contains("bed 2") && !seen.contains("bed 1"), "{seen}");
    let app = sit(home.path(), Lang::En, "a/bed 9\r\r");
    assert!(picture(&app).contains("No case holds"), "{}", picture(&app));
    let app = sit(home.path(), Lang::En, "a/bed 9\r\x1b");
    assert!(picture(&app).contains("bed 1"), "{}", picture(&app));
}

#[test]
fn the_trash_is_emptied_after_its_days_and_not_before() {
    let home = tempfile::tempdir().unwrap();
    let days = |days: i64| poems::store::now() - days * 24 * 60 * 60;
    let [old, young] = [days(DAYS_IN_TRASH + 1), days(DAYS_IN_TRASH - 1)].map(|at| format!("{at}-case.json"));
    for name in [&old, &young, &"by hand.json".to_owned()] {
        write(home.path(), &format!("../trash/{name}"), &case(""));
    }
    shelf(home.path()).look_after();
    assert_eq!(files(home.path(), "trash"), [young, "by hand.json".to_owned()]);
}

// ---------------------------------------------------------------------------------------------- undo after a restart

#[test]
fn what_was_done_is_undone_and_done_again_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    sit(home.path(), Lang::En, "\rgpy");
    sit(home.path(), Lang::En, "\rgpnu");
    let path = home.path().join("data/cases/case.json");
    let one = fs::read_to_string(&path).unwrap();
    let app = sit(home.path(), Lang::En, "\ru");
    assert_eq!(app.model.patient().unwrap().case.answered(), 0);
    // As it was at first, and both changes can be done again.
    let redo = |count: usize| {
        let mut script = keys("\r");
        script.extend((0..count).map(|_| Message::Key(Key::Ctrl('r'))));
        let size = poems::tui::model::Size { columns: 80, rows: 24 };
        let mut app = App::new(Model::new(built_in(), Lang::En, None, size, None));
        let mut world = World::new(built_in(), Some(shelf(home.path())), None, None);
        world.attend(vec![Effect::ListShelf], &mut app, &mut Glass(|_: &App| {}), &mut Script(script)).unwrap();
        app.model.patient().unwrap().case.answered()
    };
    assert_eq!(redo(1), 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), one);
    assert_eq!(redo(1), 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), one.replace("present", "absent"));
    assert_eq!(redo(2), 1, "there is no more");
}

#[test]
fn a_journal_that_does_not_lead_to_the_case_is_not_used() {
    let home = tempfile::tempdir().unwrap();
    sit(home.path(), Lang::En, "\rgpy");
    let path = home.path().join("data/cases/case.json");
    let ours = fs::read_to_string(&path).unwrap();
    // Another program was at the case: what it wrote is not undone.
    fs::write(&path, ours.replace("present", "absent")).unwrap();
    let app = sit(home.path(), Lang::En, "\ru");
    assert_eq!(app.model.patient().unwrap().case.answered(), 1);
    assert_eq!(notice(&app), "Nothing to undo.");
    // What is done from there on is, and no more.
    sit(home.path(), Lang::En, "\rgpx");
    let app = sit(home.path(), Lang::En, "\ruu");
    assert_eq!(app.model.patient().unwrap().case.answered(), 1);
    assert!(fs::read_to_string(&path).unwrap().contains("absent"));
}

#[test]
fn a_journal_that_was_cut_off_or_filled_with_noise_spoils_only_itself() {
    let home = tempfile::tempdir().unwrap();
    sit(home.path(), Lang::En, "\rgpy");
    let journal = fs::read_dir(home.path().join("data/journals")).unwrap().next().unwrap().unwrap().path();
    let good = fs::read_to_string(&journal).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&journal).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let ahead = good.replace("\"is\":\"", "\"is\":\"0");
    for (noise, can_undo) in [
        (format!("{good}{{\"was\":\"12"), true),
        (format!("{good}{ahead}"), true),
        (good[..good.len() / 2].to_owned(), false),
        ("\u{0}\u{0}\u{0}".to_owned(), false),
        (String::new(), false),
    ] {
        fs::write(&journal, &noise).unwrap();
        let app = sit(home.path(), Lang::En, "\r");
        assert_eq!(!app.model.patient().unwrap().case.done().is_empty(), can_undo, "{noise:?}");
        assert_eq!(app.model.patient().unwrap().case.answered(), 1);
    }
}

// ------------------------------------------------------------------------------------------------- what a crash left

#[test]
fn what_a_crash_left_is_offered_with_what_differs_and_never_taken_unasked() {
    let answers: [(&str, usize, &str); 3] =
        [("y", 1, "y takes it"), ("n", 0, "n leaves it out"), ("\x1b", 0, "esc: later")];
    for (key, answered, what) in answers {
        let home = tempfile::tempdir().unwrap();
        let path = write(home.path(), "case.json", "{\"format\": \"poems-case/1\", \"findings\": {}}\n");
        let staged = |text: &str| {
            let (mut file, _) = CaseFile::open(&path, built_in()).unwrap();
            file.stage(text).unwrap();
            file.leave_staged();
        };
        staged("{\"format\": \"poems-case/1\", \"findings\": {\"polyneuropathy\": \"present\"}}\n");
        let (recovered, left) = shelf(home.path()).look_after();
        assert_eq!((recovered.len(), left.len()), (0, 1));
        assert!(!fs::read_to_string(&path).unwrap().contains("present"), "not taken unasked");
        let mut app = sit(home.path(), Lang::En, "\r");
        let seen = picture(&app);
        assert!(seen.contains("The last save of case was cut off"), "{seen}");
        assert!(seen.contains("Polyneuropathy: present; now unknown"), "{seen}");
        assert!(seen.contains("y take it"), "{seen}");
        // Keys that were typed blindly decide nothing.
        app = sit(home.path(), Lang::En, "\rx5 q");
        assert!(picture(&app).contains("was cut off"), "{}", picture(&app));
        app = sit(home.path(), Lang::En, &format!("\r{key}"));
        assert_eq!(app.model.patient().unwrap().case.answered(), answered, "{what}");
        assert_eq!(fs::read_to_string(&path).unwrap().contains("present"), answered == 1, "{what}");
        let (_, left) = shelf(home.path()).look_after();
        assert_eq!(left.len(), usize::from(key == "\x1b"), "{what}");
        assert_eq!(files(home.path(), "trash").len(), usize::from(key == "n"), "{what}");
    }
}
