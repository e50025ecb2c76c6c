//! Quick entry on a real terminal: typed, answered, pasted, taken back, and the same as the command makes of the text.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::harness::Session;

/// The findings of a case, without what differs between two files of it.
fn findings(path: &Path) -> serde_json::Value {
    let text = fs::read_to_string(path).unwrap();
    let case: serde_json::Value = serde_json::from_str(&text).unwrap();
    serde_json::json!([case["age"], case["sex"], case["findings"]])
}

fn enter(home: &Path, path: &Path, text: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_poems"));
    command.arg("enter").arg(path).arg(text).env("HOME", home);
    command.env("XDG_DATA_HOME", home.join("data")).env("XDG_CONFIG_HOME", home.join("config"));
    let done = command.output().unwrap();
    assert!(done.status.success(), "{done:?}");
}

fn entered_by_command(home: &Path, text: &str) -> serde_json::Value {
    let path = home.join("by-command.json");
    enter(home, &path, text);
    findings(&path)
}

#[test]
fn what_the_command_entered_is_taken_back_in_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("bed-2.json");
    enter(home.path(), &path, "plt 520; spleen +");
    enter(home.path(), &path, "hb 168 g/l; plt 480");
    let mut session = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
    session.see("bed-2").then("u", "Undone: 2 findings changed").see("saved");
    assert_eq!(
        findings(&path)[2],
        serde_json::json!({"platelets": {"value": 520, "unit": "10*9/L"}, "splenomegaly": "present"})
    );
    session.then("u", "Undone: 2 findings changed").then("u", "Nothing to undo.").send("q");
    assert_eq!(session.end(), 0);
    // What another program did in between cannot be told from the file, and nothing is taken back beyond it.
    enter(home.path(), &path, "spleen +");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("present", "absent")).unwrap();
    let mut session = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
    session.see("bed-2").then("u", "Nothing to undo.").send("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_line_is_typed_its_question_answered_and_all_of_it_taken_back() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("bed-2.json"), "{\"format\": \"poems-case/1\", \"findings\": {}}\n").unwrap();
    let mut session = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
    session.see("bed-2");
    session.then("/", "Find, or enter as in a note").send("54m; spleen +; vegf 1200 pg/ml");
    session.see("3 to enter, 1 to answer").then("\r", ">?").then("1", "4 findings changed");
    session.then("/\x1b[A", "vegf 1200 pg/ml").send("\x1b").send("u").see("Undone: 4 findings changed");
    session.send("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_pasted_report_is_entered_as_the_command_enters_it() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("bed-2.json");
    fs::write(&path, "{\"format\": \"poems-case/1\", \"findings\": {}}\n").unwrap();
    let report = "Hemoglobin\t168\tg/L\t130-175\r\nPlatelets\t612\t10^9/L\t125-350\tH\r\nTSH\t8.2\tmIU/L\r\n";
    let mut session = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
    session.see("bed-2").send(&format!("\x1b[200~{report}\x1b[201~"));
    session.see("3 to enter, 0 to answer, 0 not entered").then("\r", "3 findings changed").send("q");
    assert_eq!(session.end(), 0);
    assert_eq!(findings(&path), entered_by_command(home.path(), report));
}

#[test]
fn a_paste_at_home_begins_a_case() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "zh_CN.UTF-8");
    session.see("新").send("\x1b[200~脾大；无水肿；血小板520\x1b[201~").see("将录入3项");
    session.then("\r", "改变了3项").send("q").send("q");
    assert_eq!(session.end(), 0);
}
