//! Sentences name the keys that the user has, and none by heart.

use std::path::PathBuf;

use poems::case;
use poems::knowledge::Lang;
use poems::store::Room;
use poems::tui::action::{Configured, TABLE};
use poems::tui::{Key, Message, Seen, ShelfDeed, ShelfLine, Shelved};

use super::app::{App, PACK};
use super::pictures::RICH;
use super::texts::texts;

/// The groups of words that only the terminal application says.
const OF_THE_TERMINAL: [&str; 12] = [
    "action",
    "chart",
    "disk",
    "fit_terminal",
    "home",
    "look",
    "menu",
    "palette",
    "quick_box",
    "results",
    "study",
    "terminal",
];

/// Units, signs that are written in a note or in a row, and what may stand in a name.
const NO_KEYS: [&str; 7] = [
    "home.thing_numbers",
    "home.bad_name",
    "terminal.hours_ago",
    "terminal.help_marks",
    "fit_terminal.total",
    "quick_box.how_signs",
    "quick_box.how_numbers",
];

/// The names of keys in a sentence, what is filled in left out.
fn named(text: &str) -> Vec<String> {
    let mut rest = text.replace("'s", "");
    while let Some((before, (_, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        rest = format!("{before}0{after}");
    }
    let is_key = |word: &str| {
        let mut letters = word.chars();
        let (first, is_alone) = (letters.next(), letters.next().is_none());
        let letter = first.filter(|letter| is_alone && letter.is_ascii_alphabetic() && !"aA".contains(*letter));
        letter.is_some_and(|c| TABLE.iter().any(|binding| binding.keys.contains(&Key::Char(c))))
            || ["esc", "backspace", "f10"].contains(&word.to_lowercase().as_str())
    };
    let words = rest.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_key(word)).map(str::to_owned);
    let chinese = ["回车", "空格", "退格"].into_iter().filter(|name| rest.contains(name)).map(str::to_owned);
    words.chain(chinese).collect()
}

#[test]
fn no_sentence_of_the_terminal_holds_a_key_of_its_own() {
    assert_eq!(named("R renames; {esc} or esc"), ["R", "esc"]);
    let mut found = Vec::new();
    for text in texts() {
        let Some(at) = text.at.strip_prefix("rules/interface.json.") else { continue };
        let is_here = at.split('.').next().is_some_and(|group| OF_THE_TERMINAL.contains(&group));
        if is_here && !NO_KEYS.contains(&at) {
            let keys = [&text.en, &text.zh].map(|text| named(text)).concat();
            found.extend((!keys.is_empty()).then(|| format!("{at} names {keys:?}: {} / {}", text.en, text.zh)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn with_keys(mut app: App, text: &str) -> App {
    let keys = Configured::read("keys.conf", text, &PACK.interface);
    assert!(keys.faults.is_empty(), "{:?}", keys.faults);
    app.alter(|model| model.take_keys(keys));
    app
}

#[test]
fn what_a_sentence_tells_to_press_is_the_users_own_key() {
    let case = || case::read("ward-8.json", RICH, &PACK).unwrap().case;
    let keys = "checklist undo Z\nchecklist save_as W\nhome choose space\nhome undo Z\nvalue accept F5 enter\n\
                checklist edit v\nchecklist results none\nentry take F6 enter\nhome rename N\n";
    for (lang, undo, edit) in [(Lang::En, "(Z undoes)", "press v"), (Lang::Zh, "（Z撤销）", "或按v")] {
        let mut app = with_keys(App::with(case(), 80, 24, lang), keys);
        app.keys("gpx");
        assert!(app.notice().contains(undo), "{}", app.notice());
        app.find("platelets").keys("y");
        assert!(app.notice().contains(edit), "{}", app.notice());
        assert!(app.text().contains("F5"), "{}", app.text());
        app.keys("/spleen +");
        assert!(app.text().contains("F6"), "{}", app.text());
    }
    let mut home = with_keys(App::at_home(80, 24, Lang::En), keys);
    assert!(home.text().contains("space, then just type") && home.text().contains("Z undoes"), "{}", home.text());
    let path = PathBuf::from("case.json");
    let line =
        ShelfLine { name: "case".to_owned(), path: path.clone(), room: Room::Cases, age: None, seen: Seen::NotYet };
    home.send(Message::Shelf(vec![line]));
    assert!(home.text().contains("N renames"), "{}", home.text());
    home.send(Message::Shelved(Shelved { deed: ShelfDeed::Archive, from: path.clone(), to: path }));
    assert_eq!(home.notice(), "case is archived (Z undoes, A brings it back).");
}

#[test]
fn without_a_key_a_sentence_names_the_way_through_the_list_of_commands() {
    let mut app = with_keys(App::new(80, 24, Lang::En), "checklist undo none\n");
    app.keys("gpy");
    assert!(app.notice().contains("(: undo undoes)"), "{}", app.notice());
}
