//! The rules of the house: what may use what, what may not be written where, and what every text must be.

#[path = "support/texts.rs"]
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use texts::{TwoTongues, files, root, texts};

// ------------------------------------------------------------------------------------------------------ floors

/// The rooms and their floors, as `src/lib.rs` maps them.
fn floors() -> BTreeMap<String, u32> {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rows = map.lines().filter_map(|line| line.strip_prefix("//! | "));
    rows.filter_map(|row| {
        let mut cells = row.split('|').map(str::trim);
        let floor = cells.next()?.parse().ok()?;
        Some((cells.next()?.trim_matches(['[', ']', '`']).to_owned(), floor))
    })
    .collect()
}

#[test]
fn every_room_says_on_which_floor_it_is() {
    for (room, floor) in floors() {
        let text = fs::read_to_string(root().join("src").join(&room).join("mod.rs")).unwrap();
        assert!(text.starts_with(&format!("//! Floor {floor}: ")), "{room} is on floor {floor}");
    }
}

/// A room may use another one of its own floor only where this list says so, and why.
const NEIGHBORS: &[(&str, &str)] = &[
    // The command line opens the terminal application.
    ("cli", "tui"),
];

/// The rooms that a text names: `crate::room` and `crate::{room, ..}`, comments left out.
fn rooms_used(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |all, line| all + line + "\n");
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => drop(rooms.insert(name_at(rest))),
            Some(list) => {
                let mut depth = 0;
                let mut item = String::new();
                for c in list.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => drop(rooms.insert(name_at(std::mem::take(&mut item).trim()))),
                        _ => {}
                    }
                    if c != ',' || depth > 0 {
                        item.push(c);
                    }
                }
                rooms.insert(name_at(item.trim()));
            }
        }
    }
    rooms.remove("");
    rooms
}

fn name_at(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn a_room_uses_only_the_floors_below_it() {
    let floors = floors();
    assert!(floors.len() >= 5, "{floors:?}");
    let mut faults = Vec::new();
    for (file, text) in files("src", ".rs") {
        let Some((room, _)) = file.strip_prefix("src/").unwrap().split_once('/') else { continue };
        let floor = *floors.get(room).unwrap_or_else(|| panic!("src/lib.rs does not map the room {room}"));
        for used in rooms_used(&text).into_iter().filter(|used| used != room) {
            let Some(other) = floors.get(&used) else { continue };
            let neighbor = NEIGHBORS.contains(&(room, used.as_str()));
            if *other > floor || (*other == floor && !neighbor) {
                faults.push(format!("{file} (floor {floor}) uses {used} (floor {other})"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_scan_of_what_a_room_uses_sees_every_way_to_write_it() {
    let text = "use crate::case::{self, Case};\nuse crate::{engine::{assess, Verdict}, knowledge, store::Shelf};\nfn f() -> crate::json::Fault {}\n// crate::tui\n";
    let rooms: Vec<String> = rooms_used(text).into_iter().collect();
    assert_eq!(rooms, ["case", "engine", "json", "knowledge", "store"]);
}

#[test]
fn the_core_knows_no_disk_clock_terminal_or_network() {
    let outside = [
        "std::fs",
        "std::time",
        "std::net",
        "std::env",
        "std::process",
        "std::io::std",
        "crossterm",
        "ratatui",
        "println!",
        "eprintln!",
    ];
    for room in ["json", "knowledge", "case", "engine"] {
        for (file, text) in files(&format!("src/{room}"), ".rs") {
            for word in outside {
                assert!(!text.contains(word), "{file} names {word}");
            }
        }
    }
}

/// Whether a line takes a text in a language by itself, decides by the language, or looks a source up.
fn says_by_itself(line: &str) -> bool {
    let gets =
        line.split(".get(").skip(1).any(|rest| rest.split(')').next().is_some_and(|what| what.ends_with("lang")));
    let decides = line.contains("match ") && line.contains("lang {")
        || ["lang == Lang::En", "lang == Lang::Zh"].iter().any(|word| line.contains(word));
    gets || decides || line.contains("knowledge.source(") || line.contains(".authors")
}

#[test]
fn only_the_room_say_puts_a_text_into_a_language_and_cites_a_source() {
    let found = ["text.get(lang)", "words.met.get(self.lang)", "match wording.lang {", "if lang == Lang::Zh"];
    assert!(found.into_iter().all(says_by_itself));
    let mut faults = Vec::new();
    for room in ["report", "cohort", "teach", "store", "tui", "cli"] {
        for (file, text) in files(&format!("src/{room}"), ".rs") {
            let by_itself = text.lines().filter(|line| says_by_itself(line));
            faults.extend(by_itself.map(|line| format!("{file}: {}", line.trim())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_code_holds_no_word_of_medicine() {
    let words = [
        "polyneuropath",
        "organomegal",
        "papill",
        "vegf",
        "lambda",
        "castleman",
        "sclerotic",
        "endocrin",
        "thrombocyt",
        "platelet",
        "hemoglobin",
        "splen",
        "edema",
    ];
    for (file, text) in files("src", ".rs") {
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            let found: Vec<&&str> = words.iter().filter(|word| line.contains(**word)).collect();
            assert!(found.is_empty(), "{file}:{}: {found:?}", number + 1);
        }
    }
}

#[test]
fn the_code_is_safe_and_its_files_are_short() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    assert!(lib.contains("#![forbid(unsafe_code)]"));
    for (file, text) in files("src", ".rs") {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code.filter(|line| !line.contains("forbid(unsafe_code)")) {
            assert!(!line.contains("unsafe"), "{file}: {line}");
        }
        assert!(text.lines().count() <= 500, "{file} has {} lines", text.lines().count());
    }
}

#[test]
fn every_room_says_what_it_is_for() {
    for (file, text) in files("src", "mod.rs") {
        assert!(text.starts_with("//! "), "{file} does not say what the room is for");
    }
}

// ------------------------------------------------------------------------------------------------------- texts

/// The `{names}` that are filled in.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn both_languages_fill_in_the_same_names() {
    for TwoTongues { at, en, zh } in texts() {
        assert_eq!(placeholders(&en), placeholders(&zh), "{at}: {en} / {zh}");
    }
}

#[test]
fn no_text_is_empty_or_holds_what_would_steer_or_hide() {
    for TwoTongues { at, en, zh } in texts() {
        for text in [&en, &zh] {
            assert!(!text.trim().is_empty() || (is_cell(&at) && en == zh), "{at} is empty");
            assert_eq!(poems::json::shown(text), *text, "{at}");
            // The signs that join texts have their spaces.
            assert!(
                text.trim() == text || at.contains(".style.") || at.ends_with("_between"),
                "{at} begins or ends with a space"
            );
        }
    }
}

/// Names that Chinese clinical texts write the same, and the name of the other language.
const SAME_IN_CHINESE: &[&str] =
    &["English", "FDG PET-CT", "IgA", "IgD", "IgG", "IgG>1700 mg/dL", "IgM", "IMWG 2014", "VEGF"];

/// The texts that name the other language in its own letters.
fn names_the_other_language(at: &str) -> bool {
    at.starts_with("rules/interface.json.") && at.contains("language")
}

#[test]
fn every_chinese_text_is_chinese() {
    let mut found = Vec::new();
    for TwoTongues { at, en, zh } in texts() {
        let plain = zh.is_ascii() && !placeholders_only(&zh);
        let same = SAME_IN_CHINESE.contains(&zh.as_str()) || (is_cell(&at) && en == zh);
        if plain && !same {
            found.push(format!("{at}: {en:?} / {zh:?}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A cell of a lesson's table: a letter or a name may be the same in both languages, and a cell may be empty.
fn is_cell(at: &str) -> bool {
    at.starts_with("rules/lessons/") && (at.contains(".table.head[") || at.contains(".table.rows["))
}

/// Nothing but names to fill in, digits and signs.
fn placeholders_only(text: &str) -> bool {
    let mut rest = text.to_owned();
    for name in placeholders(text) {
        rest = rest.replace(&format!("{{{name}}}"), "");
    }
    !rest.chars().any(char::is_alphabetic)
}

#[test]
fn every_english_text_is_english() {
    for TwoTongues { at, en, .. } in texts().into_iter().filter(|text| !names_the_other_language(&text.at)) {
        let han = en.chars().find(|c| ('\u{4e00}'..='\u{9fff}').contains(c) || "，。；：（）".contains(*c));
        assert_eq!(han, None, "{at}: {en}");
    }
}

#[test]
fn short_titles_fit_their_columns() {
    let read = |file: &str| -> Value { serde_json::from_str(&fs::read_to_string(root().join(file)).unwrap()).unwrap() };
    let mut seen = 0;
    let mut fits = |entry: &Value, columns: usize, at: &str| {
        for lang in ["en", "zh"] {
            let text = entry["short"][lang].as_str().unwrap();
            assert!(text.width() <= columns, "{at}: {text:?} takes {} columns of {columns}", text.width());
            seen += 1;
        }
    };
    for section in read("rules/pack.json")["sections"].as_array().unwrap() {
        fits(section, 10, "rules/pack.json");
    }
    for (file, text) in files("rules/criteria", ".json") {
        let set: Value = serde_json::from_str(&text).unwrap();
        fits(&set, 14, &file);
        set["criteria"].as_array().unwrap().iter().for_each(|criterion| fits(criterion, 16, &file));
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn chinese_texts_use_chinese_punctuation() {
    for TwoTongues { at, zh, .. } in texts() {
        let letters: Vec<char> = zh.chars().collect();
        for window in letters.windows(2) {
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            let half = han(window[0]) && matches!(window[1], ',' | ';' | ':' | '?' | '!');
            assert!(!half, "{at}: a half-width {:?} after {:?} in {zh}", window[1], window[0]);
        }
    }
}
