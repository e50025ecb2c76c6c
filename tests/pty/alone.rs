//! A whole case one way alone, by the mouse, by quick entry, by plain questions, and what the file then holds.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::harness::{Session, Setup};

/// The case that was made, without what names its format.
fn saved(home: &Path) -> Value {
    let text = fs::read_to_string(home.join("data/poems/cases/case.json")).unwrap();
    let mut case: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(case["format"].take(), "poems-case/1");
    case.as_object_mut().unwrap().remove("format");
    case
}

fn wide(home: &Path) -> Session {
    let program = env!("CARGO_BIN_EXE_poems");
    Session::start(&Setup { home, program, arguments: &[], environment: &[], size: (120, 40) })
}

#[test]
fn by_the_mouse_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut session = wide(home.path());
    session.click("New patient").see("nothing entered yet");
    session.click("Sex   ").click("e edit").click("> Male").see("[Male");
    session.click("[ ] Polyneuropathy").see("[x] Polyneuropathy");
    session.click("[ ] Spleen").see("[x] Spleen");
    session.click("[ ] Nodes").see("[x] Nodes").click("x unknown").see("[ ] Nodes");
    session.click("Heavy chain").click("e edit").click("     IgA").see("[IgA");
    session.click("Light chain").click("e edit").click("> Lambda").see("[Lambda");
    session.click(" S Skin").click("[ ] Pigmentation").see("[x] Pigmentation");
    session
        .click("   Eyes")
        .click("[ ] Papilledema")
        .see("[x] Papilledema")
        .click("n no  x")
        .see("[-] Papilledema")
        .see("saved");
    session.click("MAYO").see(">1 verdicts<").see("y copy").click("q leave").see("Go on");
    session.click("F10 menu").click("6 Program").click("  leave ");
    assert_eq!(session.end(), 0);
    let expected = json!({
        "sex": "male",
        "findings": {
            "polyneuropathy": "present", "m_protein_heavy_chain": "iga", "m_protein_light_chain": "lambda",
            "splenomegaly": "present", "hyperpigmentation": "present", "papilledema": "absent",
        },
    });
    assert_eq!(saved(home.path()), expected);
}

#[test]
fn by_quick_entry_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut session = wide(home.path());
    session.see("New patient").then("p", "Find, or enter as in a note");
    session.send("54m; polyneuropathy; vegf 1200 pg/ml; spleen +; no papilledema; iga lambda; plt 520; hb 168 g/l");
    session.see("1 to answer").then("\r", ">?").then("1", "findings changed").see("saved");
    session.send("q").see("Go on").send("q");
    assert_eq!(session.end(), 0);
    let expected = json!({
        "age": 54,
        "sex": "male",
        "findings": {
            "polyneuropathy": "present", "vegf_plasma": {"value": 1200, "unit": "pg/mL"},
            "splenomegaly": "present", "papilledema": "absent",
            "m_protein_heavy_chain": "iga", "m_protein_light_chain": "lambda",
            "platelets": {"value": 520, "unit": "10*9/L"}, "hemoglobin": {"value": 168, "unit": "g/L"},
        },
    });
    assert_eq!(saved(home.path()), expected);
}

#[test]
fn by_plain_questions_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut poems = Session::poems(home.path(), &["ask"], "en_US.UTF-8");
    poems.see("Your cases: none yet.").then("new\r", "1.1 Age").then("54\r", "1.2 Sex").then("1\r", "1.3 ");
    for (name, answer, said) in [
        ("polyneuropathy", "y", "Polyneuropathy: present"),
        ("spleen", "y", "Splenomegaly: present"),
        ("heavy chain", "iga", "IgA"),
        ("light chain", "lambda", "Lambda"),
        ("plasma vegf", "1200", "1200 pg/mL"),
        ("papilledema", "n", "Papilledema: absent"),
        ("platelets", "520", "520 x 10^9/L"),
    ] {
        poems.send(&format!("goto {name}\r"));
        poems.then(&format!("{answer}\r"), said);
    }
    poems.then("note a note of the answer\r", "note").send("undo\r");
    poems.then("menu\r", "1: case; 54 years; Male; ").send("q\r");
    assert_eq!(poems.end(), 0);
    let expected = json!({
        "age": 54,
        "sex": "male",
        "findings": {
            "polyneuropathy": "present", "splenomegaly": "present", "papilledema": "absent",
            "m_protein_heavy_chain": "iga", "m_protein_light_chain": "lambda",
            "vegf_plasma": {"value": 1200, "unit": "pg/mL"}, "platelets": {"value": 520, "unit": "10*9/L"},
        },
    });
    assert_eq!(saved(home.path()), expected);
}
