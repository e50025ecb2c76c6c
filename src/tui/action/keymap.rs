//! Which keys do what: those of the table, but for what the user changed.

use std::collections::HashMap;
use std::iter::from_fn;

use super::key::Key;
use super::table::{Action, Context, NEEDED, TABLE};
use crate::say::Wording;

/// The keys of every action in every context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of an action in a context, where they are not those of the table.
    changed: HashMap<(Context, Action), Vec<Key>>,
}

impl Keymap {
    /// The keys of an action in a context, the one that is shown first; none where it cannot be done by key.
    pub fn keys(&self, context: Context, action: Action) -> &[Key] {
        let binding = action.binding();
        match self.changed.get(&(context, action)) {
            Some(keys) => keys,
            None if binding.contexts.contains(&context) => binding.keys,
            None => &[],
        }
    }

    /// What a key does in a context.
    pub fn find(&self, context: Context, key: Key) -> Option<Action> {
        let mut actions = TABLE.iter().map(|binding| binding.action);
        actions.find(|action| action.is_in(context) && self.keys(context, *action).contains(&key))
    }

    /// Which of the keys of an action it is, from 0.
    pub fn place(&self, context: Context, action: Action, key: Key) -> Option<usize> {
        self.keys(context, action).iter().position(|known| *known == key)
    }

    /// The key that is shown first, by its name.
    pub fn first(&self, context: Context, action: Action, wording: Wording) -> Option<String> {
        self.each_name(context, action, wording).next()
    }

    /// The key as a sentence names it; where the user left none, how the list of commands does it.
    pub fn named(&self, context: Context, action: Action, wording: Wording) -> String {
        self.first(context, action, wording).unwrap_or_else(|| {
            let (words, name) = (wording.words(), wording.say(&action.text(wording.words()).hint));
            let palette = self.first(Context::List, Action::Palette, wording);
            palette.map_or_else(|| name.to_owned(), |palette| words.keys.after(wording.lang, palette, name))
        })
    }

    /// The names of the keys of an action; digits in a row as one range.
    pub fn names(&self, context: Context, action: Action, wording: Wording) -> Vec<String> {
        self.each_name(context, action, wording).collect()
    }

    fn each_name(&self, context: Context, action: Action, wording: Wording) -> impl Iterator<Item = String> {
        let mut keys = self.keys(context, action);
        from_fn(move || {
            let (first, rest) = keys.split_first()?;
            let run = digits_in_a_row(keys);
            match keys.get(..run).and_then(<[Key]>::last).filter(|_| run > 2) {
                Some(last) => {
                    keys = keys.get(run..).unwrap_or_default();
                    Some(format!("{}-{}", first.name(wording), last.name(wording)))
                }
                None => {
                    keys = rest;
                    Some(first.name(wording))
                }
            }
        })
    }

    /// Gives an action these keys in a context, and no others.
    pub(super) fn set(&mut self, context: Context, action: Action, keys: Vec<Key>) {
        self.changed.insert((context, action), keys);
    }

    /// Takes a key from an action in a context.
    pub(super) fn remove(&mut self, context: Context, action: Action, key: Key) {
        let left = self.keys(context, action).iter().copied().filter(|known| *known != key).collect();
        self.set(context, action, left);
    }

    /// What cannot be done by key although nobody could do without it: to accept and to give up what is typed, to leave.
    pub(super) fn lock(&self) -> Option<(Context, Action)> {
        let needed = |context| NEEDED.iter().map(move |action| (context, *action));
        let mut needed = Context::ALL.into_iter().flat_map(needed);
        needed.find(|(context, action)| action.is_in(*context) && self.keys(*context, *action).is_empty())
    }
}

/// How many of the first keys are digits, each one more than the one before.
fn digits_in_a_row(keys: &[Key]) -> usize {
    let digit = |key: &Key| if let Key::Char(c) = key { c.to_digit(10) } else { None };
    let Some(first) = keys.first().and_then(digit) else { return 0 };
    (first..).zip(keys).take_while(|(number, key)| digit(key) == Some(*number)).count()
}
