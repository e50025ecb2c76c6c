//! The mouse and the colors on a real terminal.

use std::fs;

use vt100::MouseProtocolMode;

use super::harness::{Session, Setup};

#[test]
fn a_case_is_begun_answered_and_left_by_the_mouse_alone() {
    let home = tempfile::tempdir().unwrap();
    let environment = [("LANG", "en_US.UTF-8")];
    let program = env!("CARGO_BIN_EXE_poems");
    let setup = Setup { home: home.path(), program, arguments: &[], environment: &environment, size: (120, 40) };
    let mut session = Session::start(&setup);
    session.see("New patient").wait("the mouse", |screen| screen.mouse_protocol_mode() != MouseProtocolMode::None);
    session.click("New patient").see("nothing entered yet");
    session.click(" P Neuropathy").click("[ ] Polyneuropathy").see("[x] Polyneuropathy");
    session.click(" S Skin").click("[ ] Pigmentation").see("[x] Pigmentation").see("saved");
    session.click("L \u{4e2d}\u{6587}").see("[x] \u{8272}\u{7d20}\u{6c89}\u{7740}");
    session.click("L English").click("q leave").see("Go on");
    session.click("F10 menu").click("6 Program").click("  leave ");
    assert_eq!(session.end(), 0);
    session.assert_restored();
    let case = fs::read_to_string(home.path().join("data/poems/cases/case.json")).unwrap();
    assert!(case.contains("\"polyneuropathy\": \"present\"") && case.contains("\"hyperpigmentation\": \"present\""));
}

#[test]
fn m_gives_the_mouse_to_the_terminal_and_takes_it_back() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    let is_taken = |screen: &vt100::Screen| screen.mouse_protocol_mode() != MouseProtocolMode::None;
    session.see("New patient").wait("the mouse", is_taken);
    session.then("m", "m mouse (off)").wait("no mouse", |screen| !is_taken(screen));
    session.send("m").wait("the mouse again", is_taken);
    session.send("q");
    session.end();
    session.assert_restored();
    let mut without = Session::poems(home.path(), &["--no-mouse"], "en_US.UTF-8");
    without.see("New patient");
    assert!(!is_taken(without.screen()));
    without.send("q");
    without.end();
}

#[test]
fn a_theme_is_chosen_by_its_name_and_no_question_is_put_to_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &["--theme", "dark"], "en_US.UTF-8");
    session.see("New patient");
    let ground = |session: &Session| session.screen().cell(5, 5).unwrap().bgcolor();
    assert_eq!(ground(&session), vt100::Color::Idx(234));
    session.then("T", "Colors: light");
    assert_eq!(ground(&session), vt100::Color::Idx(255));
    session.send("q");
    session.end();
    // What a terminal would have to answer: its colors, its name, the place of the cursor.
    for question in ["\x1b]11;?", "\x1b[c", "\x1b[6n", "\x1b[?u"] {
        assert!(!session.said().contains(question), "{question:?}");
    }
}

#[test]
fn a_theme_that_was_chosen_is_there_at_the_next_start_unless_another_is_said() {
    let home = tempfile::tempdir().unwrap();
    let ground = |arguments: &[&str], environment: &[(&str, &str)], keys: &str| {
        let program = env!("CARGO_BIN_EXE_poems");
        let mut session = Session::start(&Setup { home: home.path(), program, arguments, environment, size: (80, 24) });
        session.see("New patient").send(keys);
        if !keys.is_empty() {
            session.see("Colors: ");
        }
        let ground = session.screen().cell(5, 5).unwrap().bgcolor();
        session.send("q");
        assert_eq!(session.end(), 0);
        ground
    };
    let (dark, light, own) = (vt100::Color::Idx(234), vt100::Color::Idx(255), vt100::Color::Default);
    assert_eq!(ground(&[], &[], ""), own);
    assert_eq!(ground(&[], &[], ":theme light\r"), light);
    assert_eq!(ground(&[], &[], ""), light);
    assert_eq!(ground(&["--theme", "dark"], &[], ""), dark);
    assert_eq!(ground(&[], &[("POEMS_THEME", "dark")], ""), dark);
    assert_eq!(ground(&[], &[("NO_COLOR", "1")], ""), own);
    assert_eq!(ground(&[], &[], ""), light, "what is said once is not kept");
    let file = home.path().join("config/poems/theme");
    assert_eq!(fs::read_to_string(&file).unwrap(), "light\n");
    fs::write(&file, "pink\n").unwrap();
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    session.see("New patient").send("q");
    assert_eq!(session.end(), 0);
    assert!(session.said().contains("theme is \"pink\"; expected one of default, dark"), "{}", session.said());
}
