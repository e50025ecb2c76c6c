//! The user's own keys: `keys.conf`, a line a change, so that a line that is wrong costs only itself.
//!
//! A line says where, what, and its keys: `checklist present y +`. `none` in place of keys takes all away, and `unbind` in
//! place of an action takes these keys from whatever they did there. What starts with `#` is a comment.

use std::collections::HashMap;

use super::key::Key;
use super::keymap::Keymap;
use super::table::{Action, Context, TABLE};
use crate::json::{Code, Document, Fault, Level, Places};
use crate::knowledge::files::Interface;
use crate::order;

/// The keys as the user wants them, and what of that could not be.
#[derive(Clone, Debug, Default)]
pub struct Configured {
    /// The keys.
    pub keymap: Keymap,
    /// What is wrong with the file, in its order.
    pub faults: Vec<Fault>,
}

/// The word for all contexts.
const EVERYWHERE: &str = "everywhere";
/// The word in place of an action that takes keys away.
const UNBIND: &str = "unbind";
/// The word in place of keys for an action that is to have none.
const NONE: &str = "none";

impl Configured {
    /// Reads a file of that name; whatever stands in it, there are keys to work and to leave with.
    pub fn read(file: &str, text: &str, words: &Interface) -> Configured {
        let places = Places::default();
        let document = Document::new(file, text, &places);
        let mut reader = Reader { document, words, faults: Vec::new(), said: Said::default() };
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.for_each(|line| reader.line(line));
        reader.name_what_has_lost_its_keys();
        Configured { keymap: reader.said.keymap, faults: reader.faults }
    }
}

struct Reader<'t> {
    document: Document<'t>,
    words: &'t Interface,
    faults: Vec<Fault>,
    said: Said<'t>,
}

/// What the lines have said so far.
#[derive(Clone, Default)]
struct Said<'t> {
    keymap: Keymap,
    /// What a line has set, and the word for where it did.
    set: HashMap<(Context, Action), &'t str>,
    /// The keys that the table gave to an action, and that a line gave to another.
    taken: Vec<(Context, Action, &'t str)>,
}

impl<'t> Reader<'t> {
    /// A line; where it is wrong, or would lock the user out, it changes nothing.
    fn line(&mut self, line: &'t str) {
        let before = self.said.clone();
        let fault = match self.take(line) {
            Err(fault) => Some(fault),
            Ok(()) => self.said.keymap.lock().map(|(context, action)| {
                let what = format!("\"{}\" would have no key left in \"{}\"", action.name(), context.name());
                self.document.fault_in(line, Code::UnknownWord, what).expected("a way on and a way out everywhere")
            }),
        };
        if let Some(fault) = fault {
            self.said = before;
            self.faults.push(fault);
        }
    }

    fn take(&mut self, line: &'t str) -> Result<(), Fault> {
        let mut words = line.split_whitespace();
        let (Some(place), Some(what)) = (words.next(), words.next()) else {
            return Err(self.unfinished(line));
        };
        let contexts = self.contexts(place)?;
        let keys: Vec<&str> = words.collect();
        match (what, keys.as_slice()) {
            (_, []) => Err(self.unfinished(line)),
            (UNBIND, keys) => keys.iter().try_for_each(|key| self.unbind(&contexts, place, key)),
            (action, keys) => self.bind(&contexts, place, action, keys),
        }
    }

    fn unfinished(&self, line: &'t str) -> Fault {
        let fault = self.document.fault_in(line, Code::MissingField, "the line breaks off here");
        fault.expected("where, what, and keys or \"none\": checklist present y")
    }

    fn contexts(&self, place: &'t str) -> Result<Vec<Context>, Fault> {
        let names = || [EVERYWHERE].into_iter().chain(Context::ALL.map(Context::name));
        match Context::ALL.into_iter().find(|context| context.name() == place) {
            Some(context) => Ok(vec![context]),
            None if place == EVERYWHERE => Ok(Context::ALL.to_vec()),
            None => Err(self.unknown(place, "place", names().collect::<Vec<_>>().join(", "), names())),
        }
    }

    fn action(&self, name: &'t str) -> Result<Action, Fault> {
        let names = || TABLE.iter().map(|binding| binding.action.name());
        let action = TABLE.iter().map(|binding| binding.action).find(|action| action.name() == name);
        action.ok_or_else(|| {
            self.unknown(name, "action", "an action as \"poems keys\" lists them".to_owned(), names().chain([UNBIND]))
        })
    }

    /// The keys that a word means: one, or a row of digits.
    fn keys(&self, word: &'t str) -> Result<Vec<Key>, Fault> {
        if let [first @ b'0'..=b'9', b'-', last @ b'0'..=b'9'] = word.as_bytes() {
            return Ok((*first..=*last).map(|digit| Key::Char(char::from(digit))).collect());
        }
        Key::named(word, self.words).map(|key| vec![key]).ok_or_else(|| {
            let expected = "one character, ctrl- and a letter, F1 to F12, or a key by its name, such as enter or pgup";
            self.unknown(word, "key", expected.to_owned(), Key::names(self.words))
        })
    }

    fn unknown<'n>(&self, word: &'t str, kind: &str, expected: String, names: impl Iterator<Item = &'n str>) -> Fault {
        let fault = self.document.fault_in(word, Code::UnknownWord, format!("there is no {kind} \"{word}\""));
        fault.expected(expected).meant(word, names)
    }

    /// Takes a key from whatever it does there.
    fn unbind(&mut self, contexts: &[Context], place: &'t str, word: &'t str) -> Result<(), Fault> {
        let mut found = false;
        for key in self.keys(word)? {
            for context in contexts {
                if let Some(action) = self.said.keymap.find(*context, key) {
                    found = true;
                    self.said.keymap.remove(*context, action, key);
                    self.said.set.insert((*context, action), place);
                }
            }
        }
        let nothing = || {
            let what = format!("\"{word}\" does nothing in \"{place}\"");
            self.document.fault_in(word, Code::UnknownWord, what).expected("a key that does something there")
        };
        if found { Ok(()) } else { Err(nothing()) }
    }

    /// Gives an action these keys and no others.
    fn bind(&mut self, contexts: &[Context], place: &'t str, name: &'t str, words: &[&'t str]) -> Result<(), Fault> {
        let action = self.action(name)?;
        let contexts: Vec<Context> = contexts.iter().copied().filter(|context| action.is_in(*context)).collect();
        if contexts.is_empty() {
            let known: Vec<&str> = action.binding().contexts.iter().map(|context| context.name()).collect();
            let what = format!("\"{name}\" does nothing in \"{place}\"");
            return Err(self.document.fault_in(name, Code::UnknownWord, what).expected(known.join(", ")));
        }
        // What is said of one place counts more than what is said of all, wherever it stands.
        let said = |context: &Context| self.said.set.get(&(*context, action)).copied();
        if contexts.iter().any(|context| said(context) == Some(place)) {
            let what = format!("the keys of \"{name}\" in \"{place}\" a second time");
            return Err(self.document.fault_in(name, Code::GivenTwice, what).expected("all its keys in one line"));
        }
        let contexts: Vec<Context> =
            contexts.into_iter().filter(|context| place != EVERYWHERE || said(context).is_none()).collect();
        let mut keys: Vec<(Key, &str)> = Vec::new();
        for word in words.iter().filter(|word| words.len() > 1 || **word != NONE) {
            for key in self.keys(word)? {
                if keys.iter().all(|(other, _)| *other != key) {
                    keys.push((key, *word));
                }
            }
        }
        for context in contexts {
            let given = self.free(context, place, action, &keys)?;
            if !given.is_empty() || keys.is_empty() {
                self.said.keymap.set(context, action, given);
                self.said.set.insert((context, action), place);
            }
        }
        Ok(())
    }

    /// The keys as far as they can be had in a context. What the table gave to another action is taken from it; what a
    /// line gave to it stays there.
    fn free(
        &mut self,
        context: Context,
        place: &'t str,
        action: Action,
        keys: &[(Key, &'t str)],
    ) -> Result<Vec<Key>, Fault> {
        let mut given = Vec::new();
        for (key, word) in keys {
            if context.is_text() && matches!(key, Key::Char(_)) {
                if place == EVERYWHERE {
                    continue;
                }
                let what = format!("\"{word}\" is text in \"{place}\"");
                return Err(self.document.fault_in(word, Code::UnknownWord, what).expected("a key that types nothing"));
            }
            match self.said.keymap.find(context, *key).filter(|other| *other != action) {
                Some(other) if self.said.set.contains_key(&(context, other)) => {
                    let what = format!("\"{word}\" is already \"{}\" in \"{}\"", other.name(), context.name());
                    let fault = self.document.fault_in(word, Code::GivenTwice, what);
                    return Err(fault.expected("another key, or another one for that"));
                }
                Some(other) => {
                    self.said.keymap.remove(context, other, *key);
                    self.said.taken.push((context, other, *word));
                    given.push(*key);
                }
                None => given.push(*key),
            }
        }
        Ok(given)
    }

    /// Actions that can no longer be done by key, and of which no line says so.
    fn name_what_has_lost_its_keys(&mut self) {
        for (context, action, word) in &self.said.taken {
            if self.said.keymap.keys(*context, *action).is_empty() && !self.said.set.contains_key(&(*context, *action))
            {
                let what = format!("\"{}\" has no key left in \"{}\"", action.name(), context.name());
                let expected = format!("another key for it, or the line: {} {} {NONE}", context.name(), action.name());
                let mut fault = self.document.fault_in(word, Code::GivenTwice, what).expected(expected);
                fault.level = Level::Warning;
                self.faults.push(fault);
            }
        }
        order::by_key(&mut self.faults, |fault| fault.place);
    }
}
