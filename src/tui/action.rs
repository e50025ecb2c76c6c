//! The one table of actions: what a key does where, and its words. Keys, hints and help all come from it.

use super::Key;
use super::leaf;
use super::model::{Chart, Mode, Model, Pane, Question, Screen};
use super::rows::{self, Place, Row};
use super::study::StudyPage;
use crate::case::AnswerValue;
use crate::knowledge::Kind;
use crate::knowledge::files::{ActionText, Interface};
use crate::say::Wording;

/// What has the keyboard, and so decides what a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    Home,
    List,
    /// The checklist while a search is on.
    Matches,
    Outline,
    /// The text that is marked.
    Story,
    /// A page of the study.
    Study,
    Page,
    Goto,
    Quantity,
    Options,
    Prompt,
    Confirm,
    ChangedUnderneath,
}

impl Context {
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

    pub fn of(model: &Model) -> Context {
        match &model.mode {
            Mode::Page(..) => Context::Page,
            Mode::Goto => Context::Goto,
            Mode::Quantity { .. } => Context::Quantity,
            Mode::Options { .. } | Mode::Settings(_) => Context::Options,
            Mode::Prompt { .. } => Context::Prompt,
            Mode::Confirm(Question::ChangedUnderneath) => Context::ChangedUnderneath,
            Mode::Confirm(_) => Context::Confirm,
            Mode::Browse => match (model.screen, &model.chart) {
                (Screen::Study, _) => Context::Study,
                (Screen::Case, Some(chart)) if chart.task.is_some() && chart.pane == Pane::Result => Context::Story,
                (Screen::Case, Some(chart)) if chart.place == Place::Results || chart.pane == Pane::Result => {
                    Context::Outline
                }
                (Screen::Case, Some(chart)) if chart.search.is_some() => Context::Matches,
                (Screen::Case, Some(_)) => Context::List,
                _ => Context::Home,
            },
        }
    }

    /// Whether plain characters are text here.
    pub fn is_text(self) -> bool {
        matches!(self, Context::Quantity | Context::Prompt)
    }
}

/// A row of the table.
pub struct Binding {
    pub action: Action,
    pub keys: &'static [Key],
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
        pub enum Action { $($action,)* }

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
    hint Cycle cycle [Char(' ')] in ROWS;
    hint Present present [Char('y')] in ROWS;
    hint Absent absent [Char('n')] in &[C::List];
    hint Edit edit [Char('e')] in ROWS;
    hint Choose choose [Key::Enter] in &[C::List, C::Matches, C::Outline, C::Home, C::Study];
    hint Unknown unknown [Char('x'), Key::Delete] in ROWS;
    quiet Unobtainable unobtainable [Char('c'), Char('~')] in ROWS;
    hint ConfirmValue confirm_value [Char('C')] in ROWS;
    hint OtherUnit other_unit [Char('U')] in ROWS;
    hint Range range [Char('r')] in ROWS;
    hint Explain explain [Char('b')] in CASE;
    hint NextMatch next_match [Char('n')] in &[C::Matches];
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
    hint NextPane next_pane [Key::Tab, Key::BackTab] in &[C::List, C::Matches, C::Outline, C::Story];
    quiet PreviousSection previous_section [Char('[')] in CASE;
    hint NextSection next_section [Char(']')] in CASE;
    quiet Back back [Key::Backspace, Ctrl('o')] in &[C::List, C::Matches, C::Outline, C::Study];
    hint About about [Char('i')] in CASE;
    hint Undo undo [Char('u')] in &[C::List, C::Matches, C::Outline, C::Story, C::Study];
    hint Hint hint [Char('H')] in TASK;
    quiet Redo redo [Ctrl('r')] in CASE;
    hint Search search [Char('/'), Ctrl('f')] in CASE;
    hint Setting setting [Char('S')] in CASE;
    hint Goto goto [Char('g')] in CASE;
    hint Learn learn [Char('t')] in ROWS;
    hint GotoResults goto_results [Char('r')] in &[C::Goto];
    quiet GotoFirst goto_first [Char('g')] in &[C::Goto];
    hint Note note [Char('o')] in ROWS;
    quiet MarkRest mark_rest [Char('a')] in &[C::List];
    hint Warnings warnings [Char('w')] in CASE;
    hint Export export [Char('E')] in CASE;
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
    Action::Unobtainable,
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
    let Some(chart) = model.chart.as_ref().filter(|chart| model.screen == Screen::Case && chart.task.is_some()) else {
        return true;
    };
    !OF_PATIENTS.contains(&action) && (chart.place != Place::Asked || !AWAY.contains(&action))
}

/// Whether the action would do anything where the cursor is; only then is it hinted at.
pub fn applies(model: &Model, action: Action) -> bool {
    if action == Action::Cancel {
        let closes = model.screen == Screen::Teaching || model.mode != Mode::Browse;
        return closes || matches!(Context::of(model), C::Matches);
    }
    let study = model.study.as_ref();
    let lesson = study.is_some_and(|study| matches!(study.page, StudyPage::Lesson { .. }));
    if model.screen == Screen::Study {
        return match action {
            Action::Undo => study.is_some_and(|study| matches!(study.page, StudyPage::Quiz | StudyPage::Cards)),
            Action::Back => lesson,
            _ => true,
        };
    }
    let Some(chart) = &model.chart else { return true };
    match (action, chart.task.is_some()) {
        (Action::HandIn, is_task) => return is_task,
        (Action::Hint, is_task) => return is_task && lesson,
        (Action::Undo, true) if !lesson => return true,
        (action, true) if !is_for_task(model, action) => return false,
        (Action::Unknown, true) if !finding_is_known(chart, rows::current(chart, &rows::rows(model, chart))) => {
            return false;
        }
        _ => {}
    }
    let row = rows::current(chart, &rows::rows(model, chart));
    let kind = match row {
        Some(Row::Finding(finding)) => Some(&model.knowledge.finding(finding).kind),
        _ => None,
    };
    match action {
        Action::Cycle | Action::Present | Action::Absent => matches!(kind, Some(Kind::Sign(_))),
        Action::Edit => matches!(kind, Some(Kind::Quantity(_) | Kind::Choice(_))),
        Action::Range => matches!(kind, Some(Kind::Quantity(_))) && finding_is_known(chart, row),
        Action::Explain if Context::of(model) == C::Outline => leaf::explicable(model).is_some(),
        Action::Explain => finding_is(chart, row, |value| *value == AnswerValue::Present),
        Action::ConfirmValue | Action::OtherUnit => match row {
            Some(Row::Finding(finding)) => rows::doubt(chart, finding)
                .is_some_and(|doubt| action == Action::ConfirmValue || !doubt.usual_in.is_empty()),
            _ => false,
        },
        // On a finding, editing and explaining are named for what they are.
        Action::Choose => kind.is_none() || Context::of(model) == C::Outline,
        Action::About if Context::of(model) == C::Outline => true,
        Action::Unknown | Action::Unobtainable | Action::Note | Action::About => kind.is_some(),
        Action::Learn => kind.is_some() && model.task().is_none(),
        Action::Setting => model.knowledge.literature.is_some(),
        Action::Undo => !chart.case.done().is_empty(),
        Action::Redo => !chart.case.undone().is_empty(),
        Action::Back => !chart.back.is_empty(),
        Action::Warnings => !chart.warnings.is_empty(),
        Action::NextPane => chart.place != Place::Results,
        _ => true,
    }
}

fn finding_is_known(chart: &Chart, row: Option<Row>) -> bool {
    finding_is(chart, row, |_| true)
}

fn finding_is(chart: &Chart, row: Option<Row>, is: impl Fn(&AnswerValue) -> bool) -> bool {
    matches!(row, Some(Row::Finding(finding)) if chart.case.known(finding).is_some_and(is))
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
