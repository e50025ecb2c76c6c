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

/// A text without its comments and unit tests.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    lines.filter(|line| !line.trim_start().starts_with("//")).fold(String::new(), |all, line| all + line + "\n")
}

/// The paths that begin where a text begins, with what stands in braces written out.
fn paths_at(text: &str) -> Vec<String> {
    let head: String = text.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
    let Some(list) = text[head.len()..].strip_prefix('{') else { return vec![head] };
    let (mut depth, mut start, mut paths) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        if depth == 0 && ",}".contains(c) {
            paths.extend(paths_at(list[start..at].trim()).into_iter().map(|path| format!("{head}{path}")));
            start = at + 1;
        }
        match c {
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            '{' => depth += 1,
            _ => {}
        }
    }
    paths
}

/// The paths in a code that begin with these words, without them.
fn paths_after(code: &str, words: &str) -> Vec<String> {
    let is_inner = |at: usize| code[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c));
    let found = code.match_indices(words).filter(|(at, _)| !is_inner(*at));
    found.flat_map(|(at, _)| paths_at(&code[at + words.len()..])).collect()
}

/// The rooms that a text names: `crate::room` and `crate::{room, ..}`, comments left out.
fn rooms_used(text: &str) -> BTreeSet<String> {
    let paths = paths_after(&code(text), "crate::");
    paths.iter().filter_map(|path| path.split("::").next()).filter(|room| !room.is_empty()).map(str::to_owned).collect()
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
            if *other >= floor {
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

/// The files of a room by the module that each is, with their code.
struct Modules(BTreeMap<Vec<String>, String>);

impl Modules {
    fn of(room: &str) -> Modules {
        let module = |file: &str| -> Vec<String> {
            let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
            path.split('/').map(str::to_owned).collect()
        };
        Modules(files(&format!("src/{room}"), ".rs").iter().map(|(file, text)| (module(file), code(text))).collect())
    }

    /// The modules that one needs: its children, and those that define what it names.
    fn needed_by(&self, module: &[String]) -> BTreeSet<Vec<String>> {
        let code = &self.0[module];
        let mut needed = BTreeSet::new();
        for path in paths_after(code, "crate::") {
            needed.extend(self.defining(&[], &path));
        }
        for path in paths_after(code, "super::") {
            let supers = path.matches("super::").count() + 1;
            needed.extend(self.defining(&module[..module.len() - supers], path.trim_start_matches("super::")));
        }
        let children = self.0.keys().filter(|child| child.split_last().is_some_and(|(_, parent)| parent == module));
        needed.extend(children.cloned());
        needed.remove(module);
        needed
    }

    /// The module that defines what a path names from here, whoever hands it on.
    fn defining(&self, from: &[String], path: &str) -> Option<Vec<String>> {
        let mut names = path.split("::").peekable();
        let mut module = from.to_vec();
        while let Some(name) = names.peek() {
            let inner = [&module[..], &[(*name).to_owned()]].concat();
            if !self.0.contains_key(&inner) {
                break;
            }
            module = inner;
            names.next();
        }
        let (code, name) = (self.0.get(&module)?, names.next());
        let handed_on = paths_after(code, "pub use ").into_iter().find(|path| path.split("::").last() == name);
        handed_on.and_then(|path| self.defining(&module, &path)).or(Some(module))
    }
}

#[test]
fn no_file_of_the_terminal_needs_another_in_a_circle() {
    let modules = Modules::of("tui");
    let mut needs: BTreeMap<_, _> =
        modules.0.keys().map(|module| (module.clone(), modules.needed_by(module))).collect();
    assert!(needs.values().map(BTreeSet::len).sum::<usize>() > 200, "{needs:#?}");
    // What needs nothing that is still there stands on firm ground.
    while let Some(firm) = needs.iter().find(|(_, needed)| needed.is_empty()).map(|(module, _)| module.clone()) {
        needs.remove(&firm);
        for needed in needs.values_mut() {
            needed.remove(&firm);
        }
    }
    assert!(needs.is_empty(), "in circles, or on top of one: {needs:#?}");
}

#[test]
fn the_rooms_of_the_terminal_stand_on_each_other() {
    let floors = [["fit", "action"], ["model", ""], ["say", "here"], ["scene", ""], ["paint", "update"], ["run", ""]];
    let floor = |room: &str| floors.iter().position(|rooms| rooms.contains(&room));
    let modules = Modules::of("tui");
    for module in modules.0.keys().filter(|module| module.len() > 1) {
        for needed in modules.needed_by(module).iter().filter(|needed| needed[1] != module[1]) {
            assert!(floor(&needed[1]) < floor(&module[1]), "{} needs {}", module.join("/"), needed.join("/"));
        }
    }
}

#[test]
fn a_path_leads_to_the_file_that_defines_what_it_names() {
    let code = |text: &str| text.to_owned();
    let path = |path: &str| -> Vec<String> { path.split('/').map(str::to_owned).collect() };
    let modules = Modules(BTreeMap::from([
        (path("tui"), code("pub mod a;\nmod b;\npub use a::c::{Thing, other};\n")),
        (path("tui/a"), code("pub mod c;\n")),
        (path("tui/a/c"), code("use super::super::b;\n")),
        (path("tui/b"), code("use crate::tui::{Thing, a::{self, d}};\nfn f() { super::a::c::g() }\n")),
    ]));
    assert_eq!(modules.needed_by(&path("tui/a/c")), BTreeSet::from([path("tui/b")]));
    assert_eq!(modules.needed_by(&path("tui/b")), BTreeSet::from([path("tui/a"), path("tui/a/c")]));
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
    for room in ["json", "knowledge", "case", "engine", "exchange"] {
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
    for room in ["report", "cohort", "exchange", "teach", "store", "tui", "cli"] {
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
        // A word of the rules for web pages.
        let code = code.map(|line| line.replace("'unsafe-inline'", ""));
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
        let same = SAME_IN_CHINESE.contains(&zh.as_str()) || ((is_cell(&at) || is_answer(&at)) && en == zh);
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

/// The answer of a card: a name or a number with its unit may be the same in both languages.
fn is_answer(at: &str) -> bool {
    at.starts_with("rules/cards.json") && at.contains(".answer")
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

// ---------------------------------------------------------------------------------------------------- the book

/// Where a heading is found by a link.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn what_a_page_leads_to_shows_or_names_is_there() {
    let readme = ("README.md".to_owned(), fs::read_to_string(root().join("README.md")).unwrap());
    let mut followed = 0;
    for (page, text) in files("docs", ".md").into_iter().chain([readme]) {
        let here = root().join(&page);
        let after =
            |before: &'static str, end: char| text.split(before).skip(1).filter_map(move |it| it.split_once(end));
        let links = after("](", ')').chain(after("srcset=\"", '"')).chain(after(" src=\"", '"')).map(|(link, _)| link);
        for link in links.filter(|link| !link.starts_with("http")) {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let there = if file.is_empty() { here.clone() } else { here.with_file_name(file) };
            assert!(there.exists(), "{page} leads to {link}");
            if !place.is_empty() {
                let headings = fs::read_to_string(there).unwrap();
                let mut headings = headings.lines().filter_map(|line| line.strip_prefix('#'));
                assert!(headings.any(|it| anchor(it.trim_start_matches('#')) == place), "{page} leads to {link}");
            }
            followed += 1;
        }
        for name in text.split('`').filter(|words| words.starts_with("tests/") && !words.contains(' ')) {
            assert!(root().join(name).exists(), "{page} names {name}");
        }
    }
    assert!(followed > 50, "{followed}");
}
