//! However it ends, the terminal is given back and the answers are on the disk.

use std::fs;

use poems::tui::model::Size;
use poems::tui::terminal::Terminal;
use poems::tui::{Look, Scene};
use vt100::MouseProtocolMode;

use super::harness::{Session, Setup};

#[test]
fn q_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    session.see("New patient");
    assert!(session.screen().alternate_screen() && !session.is_cooked());
    session.send("q");
    assert_eq!(session.end(), 0);
    session.assert_restored();
    assert!(session.is_cooked());
}

#[test]
fn a_signal_to_end_gives_it_back_and_keeps_the_answers() {
    for signal in ["TERM", "HUP"] {
        let home = tempfile::tempdir().unwrap();
        let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
        session.see("New patient").then("\r", "nothing entered yet").then("gpy", "saved");
        session.signal(signal);
        session.end();
        session.assert_restored();
        assert!(session.is_cooked());
        let case = fs::read_to_string(home.path().join("data/poems/cases/case.json")).unwrap();
        assert!(case.contains("\"polyneuropathy\": \"present\""));
    }
}

#[test]
fn kill_9_loses_nothing_that_was_called_saved() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    session.see("New patient").then("\r", "nothing entered yet").then("gpy", "saved");
    session.then("gsy", "[x] Pigmentation").see("saved");
    session.signal("KILL");
    session.end();
    let mut again = Session::poems(home.path(), &["open", "case"], "en_US.UTF-8");
    again.see("2 of 50 key findings");
    again.send("q");
    again.end();
}

#[test]
fn a_stop_gives_the_shell_its_terminal_and_going_on_brings_the_picture_back() {
    let home = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_poems");
    let arguments = ["--norc", "--noprofile", "-i"];
    let environment = [("PS1", "ready> ")];
    let setup =
        Setup { home: home.path(), program: "bash", arguments: &arguments, environment: &environment, size: (80, 24) };
    let mut shell = Session::start(&setup);
    shell.see("ready>").send(&format!("{program}\n")).see("New patient");
    shell.send("\x1a");
    shell.wait("the shell", |screen| !screen.alternate_screen() && screen.contents().contains("Stopped"));
    shell.then("echo $((6*7))\n", "42");
    assert_eq!(shell.screen().mouse_protocol_mode(), MouseProtocolMode::None);
    shell.send("fg\n");
    shell.wait("the picture", |screen| {
        let is_whole = screen.alternate_screen() && screen.contents().contains("New patient");
        is_whole && screen.mouse_protocol_mode() != MouseProtocolMode::None
    });
    shell.then("\r", "nothing entered yet").then("gpy", "[x] Polyneuropathy");
    shell.send("q").see("> Go on").send("q");
    shell.wait("the shell", |screen| screen.contents().trim_end().ends_with("poems open case\nready>"));
    shell.send("exit\n");
    shell.end();
}

/// Not a test of its own: what [`a_panic_gives_the_terminal_back`] starts on a pseudo terminal.
#[test]
#[ignore = "run by another test"]
fn child_that_panics() {
    if std::env::var_os("POEMS_TEST_PANIC").is_some() {
        let mut terminal = Terminal::take().unwrap();
        let size = Size { columns: 80, rows: 24 };
        terminal.draw(size, &Scene::default(), Look::default()).unwrap();
        panic!("the roof is on fire");
    }
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", "ending::child_that_panics", "--ignored", "--nocapture"];
    let environment = [("POEMS_TEST_PANIC", "1")];
    let program = program.to_str().unwrap();
    let setup = Setup { home: home.path(), program, arguments: &arguments, environment: &environment, size: (80, 24) };
    let mut session = Session::start(&setup);
    assert_ne!(session.end(), 0);
    session.assert_restored();
    assert!(session.is_cooked());
    assert!(session.said().contains("\x1b[?1000h"), "the mouse was taken");
    let text = session.screen().contents();
    assert!(text.contains("the roof is on fire"), "the message is on the normal screen: {text}");
}
