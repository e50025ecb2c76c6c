//! A whole case by keys, in both languages: answered, left, opened again, exported.

use std::fs;

use super::golden::golden;
use super::harness::{Session, Setup};

/// Goes to a finding by its id, in whatever language.
fn find(session: &mut Session, id: &str) {
    session.send("/").send(id).send("\r");
}

fn answer(session: &mut Session, yes: &str) {
    session.send("gpy").see(yes);
    find(session, "m_protein_light_chain");
    session.send("\x1be\r");
    find(session, "castleman_disease");
    session.send("\x1bn");
    find(session, "vegf plasma");
    session.send("\x1b612\r").see("612] pg/mL");
    find(session, "hyperpigmentation");
    session.send("\x1by");
    find(session, "papilledema");
    session.send("\x1bn");
    find(session, "platelets");
    session.send("\x1b498\r").see("498]");
}

#[test]
fn a_case_is_answered_left_opened_again_and_exported() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    session.see("New patient").then("\r", "nothing entered yet");
    answer(&mut session, "[x] Polyneuropathy");
    session.see("MET").then("gr", ">1 verdicts<");
    session.then("q", "> Go on").send("q");
    assert_eq!(session.end(), 0);
    let last = session.screen().contents();
    assert!(last.contains("Saved case (7 of 312 answered). Resume: poems open case"), "{last}");

    let mut again = Session::poems(home.path(), &["open", "case"], "en_US.UTF-8");
    again.see("7 of 50 key findings").then("gv", "[     612] pg/mL");
    again.then("gp", "[x] Polyneuropathy");
    again.then("E", "Write to: case-summary.html").then("\t", "Write to: case-summary.md").then("\r", "Written to");
    let summary = fs::read_to_string(home.path().join("case-summary.md")).unwrap();
    golden("whole-case.en.md", &summary);
    again.then("E", "Write to:").then("\t", "case-summary.md").then("\r", "exists already. Replace it?").send("\x1b");
    again.send("q");
    assert_eq!(again.end(), 0);
}

#[test]
fn the_same_in_chinese() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "zh_CN.UTF-8");
    session.see("新患者").then("\r", "尚未录入");
    answer(&mut session, "[x] 多发性周围神经病");
    session.see("符合").then("gr", ">1 判定<");
    session.then("q", "> 继续").send("q");
    assert_eq!(session.end(), 0);
    assert!(session.screen().contents().contains("poems open case"));

    let mut again = Session::poems(home.path(), &["open", "case"], "zh_CN.UTF-8");
    again.see("关键项目已知7/50").then("gv", "612] pg/mL");
    again.then("E", "写入： case-summary.html").then("\t", "写入： case-summary.md").then("\r", "已写入");
    let summary = fs::read_to_string(home.path().join("case-summary.md")).unwrap();
    golden("whole-case.zh.md", &summary);
    again.send("q");
    assert_eq!(again.end(), 0);
}

#[test]
fn a_file_is_worked_on_in_place_and_a_teaching_case_is_copied() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("bed 2.json");
    fs::write(&path, r#"{"format": "poems-case/1", "findings": {"polyneuropathy": "present"}}"#).unwrap();
    let mut session = Session::poems(home.path(), &["open", "bed 2.json"], "en_US.UTF-8");
    session.see("1 of 50").then("gs", "S Skin").then("y", "saved").see("now present");
    session.send("q");
    assert_eq!(session.end(), 0);
    assert!(session.screen().contents().contains("poems open 'bed 2.json'"), "{}", session.screen().contents());
    assert!(fs::read_to_string(&path).unwrap().contains("\"hyperpigmentation\": \"present\""));

    let mut teaching = Session::poems(home.path(), &["open", "case:sjogren-mononeuritis-45f"], "en_US.UTF-8");
    teaching.see("example").see("of 50 key findings");
    assert!(!teaching.screen().contents().to_lowercase().contains("sjogren"), "the diagnosis is not given away");
    teaching.send("q");
    assert_eq!(teaching.end(), 0);
}

#[test]
fn what_cannot_be_opened_is_said_on_the_normal_screen() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &["open", "nowhere.json"], "en_US.UTF-8");
    assert_ne!(session.end(), 0);
    assert!(session.screen().contents().contains("nowhere.json"), "{}", session.screen().contents());
    session.assert_restored();
}

#[test]
fn without_a_terminal_it_says_what_to_use_instead() {
    let home = tempfile::tempdir().unwrap();
    let program = format!("{} </dev/null", env!("CARGO_BIN_EXE_poems"));
    let arguments = ["-c", program.as_str()];
    let setup = Setup { home: home.path(), program: "sh", arguments: &arguments, environment: &[], size: (80, 24) };
    let mut session = Session::start(&setup);
    assert_ne!(session.end(), 0);
    let text = session.screen().contents();
    assert!(text.contains("poems assess") && text.contains("poems ask"), "{text}");
}

#[test]
fn without_color_the_selection_is_still_reversed() {
    let home = tempfile::tempdir().unwrap();
    let environment = [("NO_COLOR", "1")];
    let program = env!("CARGO_BIN_EXE_poems");
    let mut session = Session::start(&Setup {
        home: home.path(),
        program,
        arguments: &[],
        environment: &environment,
        size: (80, 24),
    });
    session.see("New patient").then("\r", "nothing entered yet");
    session.wait("the selection, reversed", |screen| {
        let (row, _) = screen.cursor_position();
        row > 0 && (0..80).any(|column| screen.cell(row, column).is_some_and(vt100::Cell::inverse))
    });
    let screen = session.screen();
    for row in 0..24 {
        for column in 0..80 {
            let cell = screen.cell(row, column).unwrap();
            assert_eq!((cell.fgcolor(), cell.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
        }
    }
}
