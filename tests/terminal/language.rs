//! Chinese screens are Chinese: nothing of the other language is left on them.

use std::collections::BTreeSet;

use poems::case;
use poems::knowledge::Lang;

use super::app::{App, PACK};
use super::gallery::TYPICAL;
use super::sizes::SCREENS;

/// What is written in small letters in Chinese too: keys, commands and files, units; and what these tests type.
const ALIKE: [&str; 26] = [
    "backspace",
    "ctrl",
    "del",
    "end",
    "enter",
    "esc",
    "home",
    "pgdn",
    "pgup",
    "shift",
    "space",
    "tab",
    "poems",
    "case",
    "ward",
    "lambda",
    "kappa",
    "spleen",
    "frogs",
    "vegf",
    "platelets",
    "mark",
    "pmol",
    "nmol",
    "umol",
    "mmol",
];

/// Words of four small letters and more, which abbreviations, names and units are not.
fn english(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '/' && c != '_' && c != '-');
    let is_word = |word: &&str| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    words.filter(is_word).filter(|word| !ALIKE.contains(word)).collect()
}

#[test]
fn no_english_is_left_on_a_chinese_screen() {
    // Titles of papers stand as they were published, and the palette finds commands by their English names too.
    let quoted = ["sources", "about", "leaf"];
    let quoted_beside = ["settings", "results", "missing", "weight", "rivals", "evidence"];
    for (name, keys) in SCREENS.into_iter().filter(|(name, _)| !quoted.contains(name)) {
        let sizes = [(80, 24), (120, 40)].into_iter();
        for (columns, rows) in sizes.filter(|(columns, _)| *columns == 80 || !quoted_beside.contains(&name)) {
            let case = case::read("ward-7.json", TYPICAL, &PACK).unwrap().case;
            for mut app in [App::new(columns, rows, Lang::Zh), App::with(case, columns, rows, Lang::Zh)] {
                app.keys(keys);
                let text = app.text();
                let found = english(&text);
                assert!(found.is_empty(), "{name} {columns}x{rows}: {found:?}\n{text}");
            }
        }
    }
    for keys in ["", "a", "M", ":"] {
        let mut app = App::at_home(120, 40, Lang::Zh);
        app.keys(keys);
        let text = app.text();
        assert!(english(&text).is_empty(), "home {keys}: {:?}\n{text}", english(&text));
    }
    assert_eq!(english("the spleen is large"), BTreeSet::from(["large"]), "the test sees English");
}
