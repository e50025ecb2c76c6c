//! The one table of actions: what a key does where, and its words. Keys, hints and help all come from it.

use super::model::place::Place;
use super::model::{Key, Mode, Model, Question, Screen};
use crate::knowledge::files::{ActionText, Interface};
use crate::say::Wording;

/// What has the keyboard, and so decides what a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The home screen and the list of teaching cases.
    Home,
    /// The checklist.
    List,
    /// The checklist while a search is on.
    Matches,
    /// The result.
    Outline,
    /// The text that is marked.
    Story,
    /// A page of the study.
    Study,
    /// A long text over the screen.
    Page,
    /// A section's letter is awaited.
    Goto,
    /// A number is typed in its row.
    Quantity,
    /// One of several is chosen.
    Options,
    /// A text is typed in the message line.
    Prompt,
    /// A question waits for an answer.
    Confirm,
    /// The file of the case was changed by somebody else.
    ChangedUnderneath,
}

impl Context {
    /// All of them, as the help lists them.
    pub const ALL: [Context; 13] = [
        Context::List,
        Context::Matches,
        Context::Quantity,
        Context::Options,
        Context::Outline,
        Context::Story,
        Context::Study,
        Context::Goto,
        Context::Home,
        Context::Page,
        Context::Prompt,
        Context::Confirm,
        Context::ChangedUnderneath,
    ];

    /// What it is at this moment.
    pub fn of(model: &Model) -> Context {
        match &model.common.mode {
            Mode::Page(..) => Context::Page,
            Mode::Goto => Context::Goto,
            Mode::Quantity { .. } => Context::Quantity,
            Mode::Options { .. } | Mode::Settings(_) => Context::Options,
            Mode::Prompt { .. } => Context::Prompt,
            Mode::Confirm(Question::ChangedUnderneath) => Context::ChangedUnderneath,
            Mode::Confirm(_) => Context::Confirm,
            Mode::Browse => Context::of_screen(&model.screen),
        }
    }

    /// Where no text is typed and nothing is asked.
    pub fn of_screen(screen: &Screen) -> Context {
        match screen {
            Screen::Home | Screen::Teaching => Context::Home,
            Screen::Study(_) => Context::Study,
            Screen::Exercise(chart, _) if chart.is_beside() => Context::Story,
            Screen::Chart(chart) if chart.is_beside() => Context::Outline,
            Screen::Chart(chart) | Screen::Exercise(chart, _) if chart.search.is_some() => Context::Matches,
            Screen::Chart(_) | Screen::Exercise(..) => Context::List,
        }
    }

    /// Whether plain characters are text here.
    pub fn is_text(self) -> bool {
        matches!(self, Context::Quantity | Context::Prompt)
    }
}

/// A row of the table.
pub struct Binding {
    /// What the user wants.
    pub action: Action,
    /// The keys for it, the one that is shown first.
    pub keys: &'static [Key],
    /// Where they are.
    pub contexts: &'static [Context],
    /// Whether the hint row names it; the help names all.
    pub hinted: bool,
}

macro_rules! is_hinted {
    (hint) => {
        true
    };
    (quiet) => {
        false
    };
}

macro_rules! actions {
    ($($hint:ident $action:ident $field:ident [$($key:expr),*] in $contexts:expr;)*) => {
        /// What a user can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = concat!("Its words are `action.", stringify!($field), "`.")] $action,)*
        }

        /// Every action; hints are shown in this order, as far as there is room.
        pub const TABLE: &[Binding] = &[
            $(Binding {
                action: Action::$action,
                keys: &[$($key),*],
                contexts: $contexts,
                hinted: is_hinted!($hint),
            },)*
        ];

        impl Action {
            /// The words of the action.
            pub fn text(self, words: &Interface) -> &ActionText {
                match self { $(Action::$action => &words.action.$field,)* }
            }
        }
    };
}

use Context as C;
use Key::{Char, Ctrl};

const TASK: &[Context] = &[C::List, C::Matches, C::Story];
const ROWS: &[Context] = &[C::List, C::Matches];
const CASE: &[Context] = &[C::List, C::Matches, C::Outline];
const SCREENS: &[Context] = &[C::Home, C::List, C::Matches, C::Outline, C::Story, C::Study];
const READING: &[Context] = &[C::Home, C::List, C::Matches, C::Outline, C::Story, C::Study, C::Page];

actions! {
    hint HandIn hand_in [Char('d')] in TASK;
    quiet Cycle cycle [Char(' ')] in ROWS;
    hint Present present [Char('y')] in ROWS;
    hint Absent absent [Char('n')] in &[C::List];
    hint Edit edit [Char('e')] in ROWS;
    hint Choose choose [Key::Enter] in &[C::List, C::Matches, C::Outline, C::Home, C::Study];
    hint Unknown unknown [Char('x'), Key::Delete] in ROWS;
    quiet Unobtainable unobtainable [Char('c'), Char('~')] in ROWS;
    hint ConfirmValue confirm_value [Char('C')] in ROWS;
    hint OtherUnit other_unit [Char('U')] in ROWS;
    hint Range range [Char('r')] in ROWS;
    hint NextMatch next_match [Char('n')] in &[C::Matches];
    hint Search search [Char('/'), Ctrl('f')] in CASE;
    hint MarkRest mark_rest [Char('a')] in &[C::List];
    hint NextSection next_section [Char(']')] in CASE;
    hint Export export [Char('E')] in CASE;
    hint Explain explain [Char('b')] in CASE;
    quiet PreviousMatch previous_match [Char('N')] in &[C::Matches];
    hint Accept accept [Key::Enter] in &[C::Quantity, C::Options, C::Prompt, C::Confirm];
    hint NextUnit next_unit [Key::Tab] in &[C::Quantity];
    quiet PreviousUnit previous_unit [Key::BackTab] in &[C::Quantity];
    quiet AcceptUp accept_up [Key::Up] in &[C::Quantity];
    quiet AcceptDown accept_down [Key::Down] in &[C::Quantity];
    hint Overwrite overwrite [Char('o')] in &[C::ChangedUnderneath];
    hint Elsewhere elsewhere [Char('s')] in &[C::ChangedUnderneath];
    quiet SaveAs save_as [Char('s')] in CASE;
    quiet Up up [Key::Up, Char('k'), Ctrl('p')] in &[C::Home, C::List, C::Matches, C::Outline, C::Story, C::Study, C::Page, C::Options];
    quiet Down down [Key::Down, Char('j'), Ctrl('n')] in &[C::Home, C::List, C::Matches, C::Outline, C::Story, C::Study, C::Page, C::Options];
    quiet Unfold unfold [Key::Right, Char('l')] in CASE;
    quiet Fold fold [Key::Left, Char('h')] in CASE;
    quiet NextPane next_pane [Key::Tab, Key::BackTab] in &[C::List, C::Matches, C::Outline, C::Story];
    quiet PreviousSection previous_section [Char('[')] in CASE;
    quiet Back back [Key::Backspace, Ctrl('o')] in &[C::List, C::Matches, C::Outline, C::Study];
    quiet About about [Char('i')] in CASE;
    hint Undo undo [Char('u')] in &[C::List, C::Matches, C::Outline, C::Story, C::Study];
    hint Hint hint [Char('H')] in TASK;
    quiet Redo redo [Ctrl('r')] in CASE;
    hint Setting setting [Char('S')] in CASE;
    hint Goto goto [Char('g')] in CASE;
    hint Learn learn [Char('t')] in ROWS;
    quiet Results results [Char('v')] in CASE;
    hint GotoResults goto_results [Char('r')] in &[C::Goto];
    quiet GotoFirst goto_first [Char('g')] in &[C::Goto];
    hint Note note [Char('o')] in ROWS;
    hint Warnings warnings [Char('w')] in CASE;
    quiet PageUp page_up [Key::PageUp] in READING;
    quiet PageDown page_down [Key::PageDown] in READING;
    quiet First first [Key::Home] in READING;
    quiet Last last [Key::End, Char('G')] in READING;
    hint Language language [Char('L')] in READING;
    hint Cancel cancel [Key::Esc] in &Context::ALL;
    hint Help help [Char('?'), Key::F1] in SCREENS;
    hint Leave leave [Char('q')] in READING;
    quiet Quit quit [Ctrl('c')] in &Context::ALL;
    quiet Suspend suspend [Ctrl('z')] in &Context::ALL;
    quiet Redraw redraw [Ctrl('l')] in &Context::ALL;
}

/// What a key does in a context.
pub fn find(context: Context, key: Key) -> Option<Action> {
    let binding = TABLE.iter().find(|binding| binding.contexts.contains(&context) && binding.keys.contains(&key));
    binding.map(|binding| binding.action)
}

/// What can be done with a patient's case, and not with a text to be marked.
const OF_PATIENTS: &[Action] = &[
    Action::ConfirmValue,
    Action::OtherUnit,
    Action::Range,
    Action::Explain,
    Action::Note,
    Action::MarkRest,
    Action::Export,
    Action::SaveAs,
    Action::Setting,
    Action::Warnings,
    Action::GotoResults,
    Action::Results,
    Action::Unobtainable,
    Action::Learn,
];

impl Action {
    /// Whether it changes answers, or begins to.
    pub fn changes_answers(self) -> bool {
        use Action::*;
        matches!(
            self,
            Cycle
                | Present
                | Absent
                | Unknown
                | Unobtainable
                | Explain
                | ConfirmValue
                | OtherUnit
                | Edit
                | Range
                | Note
                | MarkRest
                | Setting
                | Undo
                | Redo
        )
    }
}

/// What leads away from the findings that a question asks for.
const AWAY: &[Action] = &[Action::Search, Action::Goto, Action::GotoFirst];

/// Whether the action may be done where a text is marked; true where none is.
pub fn is_for_task(model: &Model, action: Action) -> bool {
    let Screen::Exercise(chart, _) = &model.screen else { return true };
    !OF_PATIENTS.contains(&action) && (chart.place != Place::Asked || !AWAY.contains(&action))
}

/// The name of a key as it is printed.
pub fn key_name(key: Key, wording: Wording) -> String {
    let words = &wording.words().key;
    match key {
        Key::Char(' ') => wording.say(&words.space).to_owned(),
        Key::Char(c) => c.to_string(),
        Key::Ctrl(c) => format!("ctrl-{c}"),
        Key::Enter => wording.say(&words.enter).to_owned(),
        Key::Esc => "esc".to_owned(),
        Key::Tab => "tab".to_owned(),
        Key::BackTab => "shift-tab".to_owned(),
        Key::Up => wording.say(&words.up).to_owned(),
        Key::Down => wording.say(&words.down).to_owned(),
        Key::Left => wording.say(&words.left).to_owned(),
        Key::Right => wording.say(&words.right).to_owned(),
        Key::Home => "home".to_owned(),
        Key::End => "end".to_owned(),
        Key::PageUp => "pgup".to_owned(),
        Key::PageDown => "pgdn".to_owned(),
        Key::Backspace => wording.say(&words.backspace).to_owned(),
        Key::Delete => "del".to_owned(),
        Key::F1 => "F1".to_owned(),
    }
}
