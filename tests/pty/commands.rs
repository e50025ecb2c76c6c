//! The list of commands, the menu, and keys of one's own, on the real program.

use std::fs;

use super::harness::{Session, Setup};

const F10: &str = "\x1b[21~";

#[test]
fn commands_are_found_and_done_and_the_menu_exports() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    session.see("New patient").then("\r", "nothing entered yet");
    session.then(":", "Command:").then("mark the sign pres", "Mark the sign present").send("\x1b");
    session.then("gp", "] Polyneuropathy");
    session.then(":mark the sign pres\r", "[x] Polyneuropathy").see("saved");
    session.then(":lang zh\r", "\u{5df2}\u{4fdd}\u{5b58}");
    session.then(":lang en\r", "saved");
    session.then(F10, ">1 Patient<").then("\x1b[C", ">2 Edit<").then("4", ">4 Go<").then("1", ">1 Patient<");
    session.then("\r", "Write to: case-summary.html").then("\r", "Written to");
    assert!(home.path().join("case-summary.html").exists());
    session.then(":quit", "Leave from anywhere").send("\r");
    assert_eq!(session.end(), 0);
    session.assert_restored();
}

#[test]
fn own_keys_are_read_from_the_folder_and_a_wrong_line_costs_only_itself() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("config/poems")).unwrap();
    let file = home.path().join("config/poems/keys.conf");
    fs::write(&file, "# keys\nhome leave Q\nchecklist presnt j\ncheckl(ist present j\n").unwrap();
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    session.see("Q leave").see("2 to look at").see("keys.conf:3:11");
    session.then("?", "To look at in your file of keys").see("keys.conf:4:1").send("\x1bq").see("Q leave");
    session.send("Q");
    assert_eq!(session.end(), 0);

    let other = home.path().join("other keys");
    fs::write(&other, "home leave Z\n").unwrap();
    let mut session = Session::poems(home.path(), &["--keys", "other keys"], "en_US.UTF-8");
    session.see("Z leave").send("Z");
    assert_eq!(session.end(), 0);

    let mut session = Session::poems(home.path(), &["--keys", "nowhere"], "en_US.UTF-8");
    assert_eq!(session.end(), 3);
    assert!(session.screen().contents().contains("nowhere"), "{}", session.screen().contents());
}

#[test]
fn the_keys_are_listed_as_they_are() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("mine"), "checklist present j\nchecklist absnt j\n").unwrap();
    let arguments = ["--keys", "mine", "keys"];
    let program = env!("CARGO_BIN_EXE_poems");
    let size = (100, 700);
    let mut session =
        Session::start(&Setup { home: home.path(), program, arguments: &arguments, environment: &[], size });
    assert_eq!(session.end(), 1);
    let text = session.screen().contents();
    for part in ["In the checklist (checklist)", "Mark the sign present", "mine:2:11", "did you mean \"absent\"?"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}
