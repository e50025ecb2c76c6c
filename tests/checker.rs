//! What a rule author reads when a pack has a fault: each folder in `tests/data/packs/` is laid over the built-in pack,
//! and the file of the same name beside it holds the exact messages.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use poems::case::teaching_cases;
use poems::json::Fault;
use poems::knowledge::{self, Knowledge, Layer};
use poems::store;
use poems::teach::lesson::misfits;
use poems::teach::lessons;

const PACKS: &str = "tests/data/packs";

/// The faults of a folder laid over the built-in pack. What is said of the built-in pack itself is left out.
fn faults_of(folder: &Path) -> Vec<Fault> {
    match store::read_layer(folder) {
        Ok(layer) => own_faults(layer),
        Err(faults) => faults,
    }
}

fn own_faults(layer: Layer) -> Vec<Fault> {
    let (knowledge, mut faults) = knowledge::check(vec![knowledge::embedded(), layer]);
    assert_eq!(knowledge.is_some(), !faults.iter().any(Fault::is_error), "knowledge exactly where there is no error");
    // Lessons and the cases they ask about are read once everything they name is known.
    if let Some(knowledge) = &knowledge {
        faults.extend(learning_faults(knowledge));
    }
    faults.into_iter().filter(|fault| !fault.file.starts_with("rules/") || fault.is_error()).collect()
}

/// What is wrong with the teaching cases or the lessons.
fn learning_faults(knowledge: &Knowledge) -> Vec<Fault> {
    let cases = teaching_cases(knowledge).unwrap_or_else(|faults| panic!("{}", support::listed(&faults)));
    match lessons(knowledge, &cases) {
        Ok(lessons) => misfits(knowledge, &lessons),
        Err(faults) => faults,
    }
}

/// Every faulty folder with its faults.
fn folders() -> &'static [(PathBuf, Vec<Fault>)] {
    static FOLDERS: OnceLock<Vec<(PathBuf, Vec<Fault>)>> = OnceLock::new();
    FOLDERS.get_or_init(|| paths().into_iter().map(|path| (path.clone(), faults_of(&path))).collect())
}

fn paths() -> Vec<PathBuf> {
    let entries = fs::read_dir(PACKS).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn every_faulty_pack_gets_its_exact_messages() {
    let mut wrong = Vec::new();
    for (folder, faults) in folders() {
        let messages = support::listed(faults);
        let golden = folder.with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &messages).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if messages != expected {
            wrong.push(format!("{}\n{messages}-- expected:\n{expected}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE_GOLDEN=1 accepts the messages as they are", wrong.join("\n"));
}

/// The messages for one file made in the test, as `criteria/ward.json` of a folder of the user's.
fn messages_for(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("criteria")).unwrap();
    fs::write(folder.path().join("criteria/ward.json"), bytes).unwrap();
    let messages = support::listed(&faults_of(folder.path()));
    messages.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn a_file_that_is_no_readable_text_is_named_for_what_it_is() {
    let too_large = [b"{\"id\": \"".as_slice(), &vec![b'a'; 4 << 20], b"\"}"].concat();
    assert_eq!(messages_for(&too_large), "criteria/ward.json: the file is too large\n  = expected at most 4 MiB\n");
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(messages_for(&utf16), "criteria/ward.json: this is UTF-16 text\n  = expected JSON in UTF-8\n");
    let latin = b"{\"id\": \"caf\xe9\"}";
    let message = "criteria/ward.json: this is not text: byte 11 is not UTF-8\n  = expected JSON in UTF-8\n";
    assert_eq!(messages_for(latin), message);
    let binary = b"\x7fELF\x02\x01\x01\0\0\0";
    assert_eq!(messages_for(binary), "criteria/ward.json: this is a binary file\n  = expected JSON in UTF-8\n");
}

#[test]
fn a_rule_nested_64_deep_is_read_and_one_more_is_refused() {
    // The file, its list of criteria and the criterion are three levels; each `not` adds one.
    let set = |levels: usize| {
        let rule = format!("{}\"polyneuropathy\"{}", "{\"not\": ".repeat(levels), "}".repeat(levels));
        let set = fs::read_to_string(format!("{PACKS}/good/criteria/ward.json")).unwrap();
        set.replace("\"when\": \"polyneuropathy\"", &format!("\"when\":\n{rule}"))
    };
    assert_eq!(messages_for(set(61).as_bytes()), "");
    let message = messages_for(set(62).as_bytes());
    // The opening brace of the 62nd `not`.
    let column = 61 * "{\"not\": ".len() + 1;
    assert!(message.starts_with(&format!("criteria/ward.json:16:{column}: nested more than 64 deep\n")), "{message}");
    let marker = message.lines().last().unwrap();
    assert!(marker.ends_with('^') && marker.matches('^').count() == 1, "{message}");
}

#[test]
fn a_file_nested_ten_thousand_deep_is_refused_without_a_crash() {
    let message = messages_for(&[b"[".repeat(10_000), b"]".repeat(10_000)].concat());
    assert!(message.starts_with("criteria/ward.json:1:65: nested more than 64 deep\n"), "{message}");
    assert!(message.len() < 1_000);
}

#[test]
fn the_built_in_pack_has_no_fault_but_sources_that_nothing_cites_yet() {
    let (knowledge, faults) = knowledge::check(vec![knowledge::embedded()]);
    let knowledge = knowledge.expect("the built-in pack runs");
    assert_eq!(support::listed(&learning_faults(&knowledge)), "");
    for fault in &faults {
        assert!(!fault.is_error(), "{fault:#}");
        assert!(fault.what.starts_with("the source \"") && fault.what.ends_with("\" is not cited"), "{fault:#}");
    }
}

#[test]
fn faults_come_in_the_order_of_files_and_lines_and_each_once() {
    for (folder, faults) in folders() {
        assert!(faults.is_sorted_by_key(|fault| (fault.file.clone(), fault.place)), "{}", folder.display());
        let unique: std::collections::BTreeSet<String> = faults.iter().map(|fault| format!("{fault:#}")).collect();
        assert_eq!(unique.len(), faults.len(), "{}", folder.display());
    }
}

#[test]
fn a_message_marks_the_very_text_it_speaks_of() {
    for (_, faults) in folders() {
        for fault in faults.iter().filter(|fault| fault.place.is_some()) {
            let place = fault.place.unwrap();
            let text = fs::read_to_string(&fault.file).unwrap();
            let line = text.lines().nth(place.line - 1).unwrap();
            let rest: String = line.chars().skip(place.column - 1).collect();
            // Where a message quotes a word first, the mark is on that word.
            if let Some(word) = fault.what.strip_prefix("unknown ").and_then(|what| what.split('"').nth(1)) {
                assert!(rest.starts_with(&format!("\"{word}\"")), "{fault:#}");
            }
            assert!(!rest.trim().is_empty() || fault.what.contains("breaks off"), "{fault:#}");
        }
    }
}
