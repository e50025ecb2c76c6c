//! The one table of the words that may be typed besides answers: where each is understood, and what it is called in either
//! language (`command` in `rules/interface.json`). What is read and what help says both come from it.

use super::{Leave, Next};
use crate::knowledge::files::{ActionText, Interface};
use crate::knowledge::half_width;
use crate::say::Wording;

/// What is being talked about, which decides what a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// The menu.
    Menu,
    /// A list of which one is chosen.
    Pick,
    /// The questions about a case.
    Questions,
    /// A page of a lesson.
    Page,
    /// A finding of a lesson's question.
    Exercise,
    /// A text that is marked.
    Text,
    /// A choice of the quiz.
    Choice,
    /// A flash card.
    Card,
}

/// What may follow on a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    /// Nothing: with more behind it the line is something else.
    Nothing,
    /// A text, or nothing.
    Text,
}

struct Row {
    command: Command,
    follows: Follows,
    contexts: &'static [Context],
}

macro_rules! commands {
    ($($command:ident $word:ident $follows:ident in $contexts:expr;)*) => {
        /// What may be asked for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Command {
            $(#[doc = concat!("Its words are `command.", stringify!($word), "`.")] $command,)*
        }

        /// Every command, in the order in which help names them; of two with the same word the first is meant.
        const TABLE: &[Row] = &[
            $(Row { command: Command::$command, follows: Follows::$follows, contexts: $contexts },)*
        ];

        impl Command {
            fn words(self, words: &Interface) -> &ActionText {
                match self { $(Command::$command => &words.command.$word,)* }
            }
        }
    };
}

use Context as C;

const PLACES: &[Context] = &[C::Pick, C::Questions, C::Page, C::Exercise, C::Text, C::Choice, C::Card];
const ALL: &[Context] = &[C::Menu, C::Pick, C::Questions, C::Page, C::Exercise, C::Text, C::Choice, C::Card];

commands! {
    New new Nothing in &[C::Menu];
    Published published Nothing in &[C::Menu];
    Lessons lessons Nothing in &[C::Menu];
    Quiz quiz Nothing in &[C::Menu];
    Cards cards Nothing in &[C::Menu];
    Back back Nothing in &[C::Pick, C::Questions, C::Page, C::Exercise];
    Hint hint Nothing in &[C::Exercise];
    About about Nothing in &[C::Questions, C::Exercise];
    Again again Nothing in ALL;
    Result result Text in &[C::Questions];
    Report report Nothing in &[C::Questions];
    Answers answers Nothing in &[C::Questions];
    Undo undo Nothing in &[C::Questions, C::Text];
    TakeBack take_back Nothing in &[C::Choice, C::Card];
    Redo redo Nothing in &[C::Questions];
    Part part Nothing in &[C::Questions];
    More more Nothing in &[C::Menu, C::Questions];
    Goto goto Text in &[C::Questions];
    Find find Text in &[C::Questions, C::Text];
    Paste paste Nothing in &[C::Questions];
    Rest rest Nothing in &[C::Questions];
    Note note Text in &[C::Questions];
    Range range Text in &[C::Questions];
    Unit unit Text in &[C::Questions];
    Confirm ok Nothing in &[C::Questions];
    Because because Text in &[C::Questions];
    Setting setting Text in &[C::Questions];
    Lesson lesson Nothing in &[C::Questions];
    List list Nothing in &[C::Text];
    Story text Nothing in &[C::Text, C::Choice];
    Done done Nothing in &[C::Text];
    Export export Text in &[C::Questions];
    Save save Text in &[C::Questions];
    Language language Nothing in &[C::Menu, C::Questions];
    Menu menu Nothing in PLACES;
    Help help Nothing in ALL;
    Quit quit Nothing in ALL;
}

impl Command {
    /// The command of a line, and what follows on its word; `None` where the line is something else.
    pub(crate) fn read<'t>(typed: &'t str, context: Context, words: &Interface) -> Option<(Command, &'t str)> {
        let typed = typed.trim();
        let rows = TABLE.iter().filter(|row| row.contexts.contains(&context));
        rows.flat_map(|row| names(row.command, words).map(move |name| (row, name)))
            .find_map(|(row, name)| Some((row.command, behind(typed, name, row.follows)?)))
    }

    /// What comes of a word that means the same wherever it is understood.
    pub(crate) fn everywhere(self, context: Context, wording: Wording) -> Option<(Vec<String>, Next)> {
        match self {
            Command::Again => Some((Vec::new(), Next::Question)),
            Command::Help => Some((Command::all(context, wording), Next::Wait)),
            Command::Menu => Some((Vec::new(), Next::Leave(Leave::Menu))),
            Command::Quit => Some((Vec::new(), Next::Leave(Leave::Quit))),
            _ => None,
        }
    }

    /// A line of help: the words for it, and what it does.
    pub(crate) fn help(self, context: Context, wording: Wording) -> String {
        let text = self.words(wording.words());
        // A word that means something else here is not named.
        let is_meant = |name: &&str| Command::read(name, context, wording.words()).is_some_and(|(it, _)| it == self);
        let names = listed(wording.say(&text.hint)).filter(is_meant);
        wording.pair(&wording.names(names), wording.say(&text.help))
    }

    /// All that may be typed, a line each.
    pub(crate) fn all(context: Context, wording: Wording) -> Vec<String> {
        let rows = TABLE.iter().filter(|row| row.contexts.contains(&context));
        let heading = wording.say(&wording.words().ask.help_words).to_owned();
        [heading].into_iter().chain(rows.map(|row| row.command.help(context, wording))).collect()
    }
}

/// The names of a command in every language.
fn names(command: Command, words: &Interface) -> impl Iterator<Item = &str> {
    command.words(words).hint.both().into_iter().flat_map(listed)
}

fn listed(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', '\u{3001}']).map(str::trim)
}

/// What stands behind the name, where the line begins with it. Chinese needs no space before what follows.
fn behind<'t>(typed: &'t str, name: &str, follows: Follows) -> Option<&'t str> {
    if plain(typed) == name {
        return Some("");
    }
    if follows == Follows::Nothing {
        return None;
    }
    let (word, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    if plain(word) == name {
        return Some(rest.trim());
    }
    typed.strip_prefix(name).filter(|_| !name.is_ascii()).map(str::trim)
}

/// Half width and lower case.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(half_width).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Knowledge, Lang, embedded, load};

    fn knowledge() -> Knowledge {
        load(vec![embedded()]).unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    #[test]
    fn every_word_that_help_names_is_read_as_its_command_in_either_language() {
        let knowledge = knowledge();
        for &context in ALL {
            for lang in Lang::ALL {
                let wording = Wording::new(&knowledge, lang);
                for row in TABLE.iter().filter(|row| row.contexts.contains(&context)) {
                    let help = row.command.help(context, wording);
                    let (named, _) = help.split_once([':', '\u{ff1a}']).unwrap();
                    assert!(!named.is_empty(), "{:?} has no word of its own in {context:?}", row.command);
                    for name in listed(named) {
                        let read = Command::read(name, context, &knowledge.interface);
                        assert_eq!(read, Some((row.command, "")), "{name} in {context:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_follows_is_the_persons_own_text() {
        let knowledge = knowledge();
        let read = |typed| Command::read(typed, Context::Questions, &knowledge.interface);
        assert_eq!(read("NOTE  New Machine"), Some((Command::Note, "New Machine")));
        assert_eq!(read("\u{8f6c}\u{5230}3.2"), Some((Command::Goto, "3.2")));
        assert_eq!(read("\u{ff51}"), Some((Command::Quit, "")));
        assert_eq!(read("back pain"), None);
        assert_eq!(read("notes"), None);
    }
}
