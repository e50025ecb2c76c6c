//! The list of commands: everything that can be done, the best match of what is typed first.

use ratatui::layout::Rect;

use super::applies::Here;
use super::commands::{Argument, Entry, listed};
use super::pane::{Pane, Part, inner, text};
use crate::json::did_you_mean;
use crate::knowledge::{Knowledge, Lang, Setting, SettingId, half_width};
use crate::order;
use crate::say::Wording;
use crate::say::document::Line;
use crate::say::figures::prior;
use crate::tui::action::{Action, Context, TABLE};
use crate::tui::fit;
use crate::tui::model::{Common, Palette, Theme};

/// The list as it is seen.
pub(super) fn palette(common: &Common, palette: &Palette, entries: &[Entry], area: Rect) -> Pane {
    let (words, columns) = (common.wording(), usize::from(inner(area).width));
    let own = &words.words().palette;
    let title = words.say(&own.title);
    if entries.is_empty() {
        let key = common.key(Context::List, Action::Search, words);
        let nothing = own.nothing(words.lang, palette.field.text().trim(), &key);
        return Pane::new(Part::Whole, area, title, text(fit::wrap(&nothing, columns).map(Line::plain)));
    }
    let (blocks, at) = listed(entries, palette.at, words.say(&own.elsewhere), columns);
    Pane::new(Part::Whole, area, title, blocks).in_sight(at, palette.top).counted()
}

/// What is found for a text: what can be done here first, and of that what matches best.
pub(super) fn entries(here: &Here, typed: &str) -> Vec<Entry> {
    let all = TABLE.iter().map(|binding| Candidate::of(here, binding.action));
    let query = folded(typed);
    let mut found: Vec<(bool, u32, Entry)> = all
        .chain(with_arguments(here, &query))
        .filter_map(|candidate| {
            Some((candidate.entry.obstacle.is_some(), candidate.score(typed.trim(), &query)?, candidate.entry))
        })
        .collect();
    // A command written out with what it needs is what is meant.
    let whole = file(here, typed.trim_start()).map(|entry| (entry.obstacle.is_some(), 0, entry));
    found.extend(whole);
    if found.is_empty() {
        return misspelled(here, &query);
    }
    order::by_key(&mut found, |(cannot, score, _)| (*cannot, *score));
    found.into_iter().map(|(.., entry)| entry).collect()
}

/// What was meant by a word that is spelled another way.
fn misspelled(here: &Here, query: &str) -> Vec<Entry> {
    let actions = TABLE.iter().map(|binding| (binding.action, names(here, binding.action))).collect::<Vec<_>>();
    let meant = did_you_mean(query, actions.iter().flat_map(|(_, names)| names).map(String::as_str));
    let is_meant = |names: &[String]| meant.as_ref().is_some_and(|meant| names.contains(meant));
    actions.iter().filter(|(_, names)| is_meant(names)).map(|(action, _)| Entry::of(here, *action)).collect()
}

/// An entry with all that it may be found by.
struct Candidate {
    entry: Entry,
    /// Its names in every language.
    names: Vec<String>,
    /// The first letters of its Chinese name.
    initials: String,
    /// What it does in every language.
    help: Vec<String>,
    /// The names of its keys, wherever they are.
    keys: Vec<String>,
    /// What its argument is called, where it has one.
    argument: Option<Vec<String>>,
}

impl Candidate {
    fn of(here: &Here, action: Action) -> Candidate {
        let common = &here.model.common;
        let (interface, keymap) = (common.words(), &common.keys.keymap);
        let wordings = wordings(here);
        let contexts = action.binding().contexts;
        let pressed = |context: &Context| keymap.keys(*context, action).to_vec();
        let keys = contexts.iter().flat_map(pressed).flat_map(|key| wordings.map(|words| key.name(words)));
        Candidate {
            entry: Entry::of(here, action),
            names: names(here, action),
            initials: interface.initials.get(action.name()).cloned().unwrap_or_default(),
            help: wordings.map(|words| folded(words.say(&action.text(interface).help))).to_vec(),
            keys: keys.chain([here.keys(action)]).filter(|key| !key.is_empty()).collect(),
            argument: None,
        }
    }

    /// How far it is from what was typed; `None` if it is not meant.
    fn score(&self, typed: &str, query: &str) -> Option<u32> {
        let sign: String = typed.chars().map(half_width).collect();
        let is_key = |key: &String| if typed.chars().count() == 1 { *key == sign } else { folded(key) == query };
        let mut words = query.split_whitespace();
        match &self.argument {
            // The action first, then what it is done with.
            Some(argument) => {
                let action = words.next().and_then(|word| self.distance(word))?;
                words.map(|word| distance(argument, word)).sum::<Option<u32>>().map(|argument| action + argument)
            }
            // What is hinted at comes first.
            None if query.is_empty() => Some(u32::from(self.entry.action.binding().hinted.is_empty())),
            None if self.keys.iter().any(is_key) => Some(0),
            None => words.map(|word| self.distance(word)).sum(),
        }
    }

    fn distance(&self, word: &str) -> Option<u32> {
        let initials = (!self.initials.is_empty() && self.initials.starts_with(word)).then_some(2);
        let help = distance(&self.help, word).filter(|far| *far < OUT_OF_PLACE || !word.is_ascii()).map(|far| far + 4);
        let spread = self.names.iter().any(|name| in_this_order(name, word)).then_some(9);
        [distance(&self.names, word), initials, help, spread].into_iter().flatten().min()
    }
}

/// The word stands within another one.
const OUT_OF_PLACE: u32 = 4;

/// How far the nearest of some texts is from a word.
fn distance(texts: &[String], word: &str) -> Option<u32> {
    let far = |text: &String| match text.starts_with(word) {
        true => Some(1),
        false if starts_a_word(text, word) => Some(3),
        false => text.contains(word).then_some(OUT_OF_PLACE),
    };
    texts.iter().filter_map(far).min()
}

/// Everything is found in every language.
fn wordings<'m>(here: &Here<'m>) -> [Wording<'m>; 2] {
    Lang::ALL.map(|lang| Wording::new(here.model.common.knowledge, lang))
}

fn names(here: &Here, action: Action) -> Vec<String> {
    let hint = &action.text(here.model.common.words()).hint;
    let hints = wordings(here).map(|words| folded(words.say(hint)));
    hints.into_iter().chain([action.name().replace('_', " ")]).collect()
}

/// Small letters, half-width signs.
fn folded(text: &str) -> String {
    text.chars().map(half_width).flat_map(char::to_lowercase).collect::<String>().trim().to_owned()
}

fn starts_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| text.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric)))
}

/// Whether the letters stand in the text one after the other, the first one at its beginning.
fn in_this_order(text: &str, word: &str) -> bool {
    let mut letters = text.chars();
    word.chars().count() > 2
        && text.starts_with(word.chars().next().unwrap_or_default())
        && word.chars().all(|letter| letters.any(|other| other == letter))
}

/// What can be chosen for an action that has something to choose from; listed once more than a letter is typed.
fn with_arguments(here: &Here, query: &str) -> Vec<Candidate> {
    if query.chars().count() < 2 {
        return Vec::new();
    }
    let common = &here.model.common;
    let (words, knowledge) = (common.wording(), common.knowledge);
    let of = |action: Action, argument: Argument, name: &str, does: String, called: Vec<String>| {
        let of_action = Candidate::of(here, action);
        let entry = Entry { argument, name: name.to_owned(), does, keys: String::new(), ..of_action.entry };
        let names = of_action.names.into_iter().chain([folded(name)]).collect();
        let called = called.iter().map(|name| folded(name)).collect();
        Candidate { entry, names, argument: Some(called), help: Vec::new(), ..of_action }
    };
    let interface = words.words();
    let language = |lang: Lang| {
        // Each language is called as it calls itself, and the other one offers it by that name.
        let own = Wording::new(knowledge, lang.other()).say(&interface.terminal.choose_language).to_owned();
        let called = vec![lang.tag().to_owned(), lang.name().to_owned(), own.clone()];
        of(Action::Language, Argument::Language(lang), words.say(&interface.palette.language), own, called)
    };
    let setting = |(at, setting): (usize, &Setting)| {
        let called = wordings(here).map(|words| words.say(&setting.label).to_owned());
        let called = called.into_iter().chain([setting.id.to_string()]).collect();
        let does = words.aside(words.say(&setting.label), &prior(setting.prior));
        let name = words.say(&Action::Setting.text(interface).hint);
        of(Action::Setting, Argument::Setting(SettingId::at(at)), name, does, called)
    };
    let theme = |theme: Theme| {
        let called = wordings(here).map(|words| words.theme(theme).to_owned());
        let called = called.into_iter().chain([theme.name().to_owned()]).collect();
        let name = words.say(&Action::Theme.text(interface).hint);
        of(Action::Theme, Argument::Theme(theme), name, words.theme(theme).to_owned(), called)
    };
    let languages = Lang::ALL.into_iter().map(language);
    let settings = settings(knowledge).iter().enumerate().map(setting);
    languages.chain(settings).chain(Theme::ALL.map(theme)).collect()
}

fn settings(knowledge: &Knowledge) -> &[Setting] {
    if knowledge.literature.is_some() { knowledge.settings() } else { &[] }
}

/// `export FILE`, by any of its names.
fn file(here: &Here, typed: &str) -> Option<Entry> {
    [Action::Export, Action::SaveAs].into_iter().find_map(|action| {
        let named = |name: String| {
            let path = typed.get(name.len()..)?.strip_prefix(' ')?.trim();
            let is_named = folded(typed.get(..name.len())?) == name && !path.is_empty();
            is_named.then(|| path.to_owned())
        };
        let path = names(here, action).into_iter().find_map(named)?;
        let entry = Entry::of(here, action);
        Some(Entry { does: path.clone(), argument: Argument::File(path), keys: String::new(), ..entry })
    })
}
