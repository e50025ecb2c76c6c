//! A key: what it is called, and the key that a name means.

use crate::knowledge::files::Interface;
use crate::knowledge::{Text, half_width};
use crate::say::Wording;

/// A key, free of any terminal library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "they are called as on a keyboard")]
pub enum Key {
    Char(char),
    Ctrl(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Backspace,
    Delete,
    /// F1 to F12.
    F(u8),
}

/// The keys that are called the same everywhere.
const NAMED: &[(Key, &str)] = &[
    (Key::Esc, "esc"),
    (Key::Tab, "tab"),
    (Key::BackTab, "shift-tab"),
    (Key::Home, "home"),
    (Key::End, "end"),
    (Key::PageUp, "pgup"),
    (Key::PageDown, "pgdn"),
    (Key::Delete, "del"),
];

/// The keys that have a name in each language.
fn in_words(words: &Interface) -> [(Key, &Text); 7] {
    let words = &words.key;
    [
        (Key::Char(' '), &words.space),
        (Key::Enter, &words.enter),
        (Key::Up, &words.up),
        (Key::Down, &words.down),
        (Key::Left, &words.left),
        (Key::Right, &words.right),
        (Key::Backspace, &words.backspace),
    ]
}

impl Key {
    /// Chinese input methods type full-width forms; for a shortcut they mean the plain key.
    pub fn half_width(self) -> Key {
        match self {
            Key::Char('\u{3001}') => Key::Char('/'),
            Key::Char('\u{300a}') => Key::Char('<'),
            Key::Char('\u{300b}') => Key::Char('>'),
            Key::Char('\u{3010}') => Key::Char('['),
            Key::Char('\u{3011}') => Key::Char(']'),
            Key::Char(c) => Key::Char(half_width(c)),
            key => key,
        }
    }

    /// Its name as it is printed.
    pub fn name(self, wording: Wording) -> String {
        let named = NAMED.iter().find(|(key, _)| *key == self).map(|(_, name)| *name);
        let worded = || in_words(wording.words()).into_iter().find(|(key, _)| *key == self);
        match (self, named) {
            (_, Some(name)) => name.to_owned(),
            (Key::Ctrl(c), _) => format!("ctrl-{c}"),
            (Key::F(number), _) => format!("F{number}"),
            (key, _) => match (worded(), key) {
                (Some((_, text)), _) => wording.say(text).to_owned(),
                (None, Key::Char(c)) => c.to_string(),
                (None, key) => format!("{key:?}"),
            },
        }
    }

    /// The key that a name means, in any language; `None` where there is no such key.
    pub fn named(name: &str, words: &Interface) -> Option<Key> {
        let small = name.to_lowercase();
        let is_called = |text: &Text| [&text.en, &text.zh].into_iter().any(|name| name.to_lowercase() == small);
        let worded = in_words(words).into_iter().find(|(_, text)| is_called(text)).map(|(key, _)| key);
        if let Some(key) = worded.or_else(|| NAMED.iter().find(|(_, name)| *name == small).map(|(key, _)| *key)) {
            return Some(key);
        }
        let mut letters = name.chars();
        if let (Some(c), None) = (letters.next(), letters.next()) {
            return (!c.is_control() && !c.is_whitespace()).then_some(Key::Char(c).half_width());
        }
        if let Some(letter) = small.strip_prefix("ctrl-").or_else(|| small.strip_prefix("ctrl+")) {
            return ctrl(letter);
        }
        let number = small.strip_prefix('f').and_then(|number| number.parse().ok());
        number.filter(|number| (1..=12).contains(number)).map(Key::F)
    }

    /// All names of keys that are no characters, for who has misspelled one.
    pub(super) fn names(words: &Interface) -> impl Iterator<Item = &str> {
        let worded = in_words(words).into_iter().flat_map(|(_, text)| [text.en.as_str(), text.zh.as_str()]);
        NAMED.iter().map(|(_, name)| *name).chain(worded)
    }
}

/// Ctrl and a letter; three of them reach a program as another key.
fn ctrl(letter: &str) -> Option<Key> {
    match letter.as_bytes() {
        [b'i'] => Some(Key::Tab),
        [b'm'] => Some(Key::Enter),
        [b'['] => Some(Key::Esc),
        [letter @ b'a'..=b'z'] => Some(Key::Ctrl(char::from(*letter))),
        _ => None,
    }
}
