//! The table: what a key does where, and its words.

use super::key::Key;
use crate::knowledge::files::{ActionText, Interface};

/// What has the keyboard, and so decides what a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The home screen and the list of teaching cases.
    Home,
    /// The list of all patients.
    Cases,
    /// What a file of another system would bring.
    Review,
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
    /// A slide of a lecture.
    Lecture,
    /// A long text over the screen.
    Page,
    /// The list of all that can be done, by what is typed.
    Palette,
    /// The menu.
    Menu,
    /// A section's letter is awaited.
    Goto,
    /// A number is typed in its row.
    Quantity,
    /// One of several is chosen.
    Options,
    /// A text is typed that finds and enters.
    Quick,
    /// A text is typed in the message line.
    Prompt,
    /// What is about to be written is shown, and the name of the file is typed.
    Export,
    /// A question waits for an answer.
    Confirm,
    /// The file of the case was changed by somebody else.
    ChangedUnderneath,
    /// What a save has left is offered.
    Offer,
}

impl Context {
    /// All of them, as the help lists them.
    pub const ALL: [Context; 21] = [
        Context::List,
        Context::Matches,
        Context::Quantity,
        Context::Options,
        Context::Outline,
        Context::Story,
        Context::Study,
        Context::Lecture,
        Context::Goto,
        Context::Home,
        Context::Cases,
        Context::Review,
        Context::Page,
        Context::Quick,
        Context::Palette,
        Context::Menu,
        Context::Prompt,
        Context::Export,
        Context::Confirm,
        Context::ChangedUnderneath,
        Context::Offer,
    ];

    /// Whether plain characters are text here.
    pub fn is_text(self) -> bool {
        matches!(self, Context::Quantity | Context::Quick | Context::Prompt | Context::Export | Context::Palette)
    }

    /// What the file of the user's own keys calls it.
    pub fn name(self) -> &'static str {
        match self {
            Context::Home => "home",
            Context::List => "checklist",
            Context::Matches => "matches",
            Context::Outline => "results",
            Context::Story => "story",
            Context::Study => "study",
            Context::Lecture => "lecture",
            Context::Page => "text",
            Context::Cases => "patients",
            Context::Review => "import",
            Context::Quick => "entry",
            Context::Offer => "kept_answers",
            Context::Palette => "palette",
            Context::Menu => "menu",
            Context::Goto => "goto",
            Context::Quantity => "value",
            Context::Options => "options",
            Context::Prompt => "prompt",
            Context::Export => "export",
            Context::Confirm => "question",
            Context::ChangedUnderneath => "changed_file",
        }
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
    /// Of these places, those where the hint row names it; the help names all.
    pub hinted: &'static [Context],
}

macro_rules! hinted {
    (hint, $contexts:expr) => {
        $contexts
    };
    (study, $contexts:expr) => {
        &[Context::Study]
    };
    (quiet, $contexts:expr) => {
        &[]
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
        pub const TABLE: &[&Binding] = &[
            $(Action::$action.binding(),)*
        ];

        impl Action {
            /// The words of the action.
            pub fn text(self, words: &Interface) -> &ActionText {
                match self { $(Action::$action => &words.action.$field,)* }
            }

            /// What the file of the user's own keys calls it.
            pub fn name(self) -> &'static str {
                match self { $(Action::$action => stringify!($field),)* }
            }

            /// Its row of the table.
            pub const fn binding(self) -> &'static Binding {
                match self { $(Action::$action => &Binding {
                    action: Action::$action,
                    keys: &[$($key),*],
                    contexts: $contexts,
                    hinted: hinted!($hint, $contexts),
                },)* }
            }
        }
    };
}

use Context as C;
use Key::{Char, Ctrl};

const TASK: &[Context] = &[C::List, C::Matches, C::Story];
const ROWS: &[Context] = &[C::List, C::Matches];
const CASE: &[Context] = &[C::List, C::Matches, C::Outline];
const SHELF: &[Context] = &[C::Home, C::Cases];
const SCREENS: &[Context] = &[C::Home, C::Cases, C::Review, C::List, C::Matches, C::Outline, C::Story, C::Study];
const READING: &[Context] =
    &[C::Home, C::Cases, C::Review, C::List, C::Matches, C::Outline, C::Story, C::Study, C::Page];
const LEFT: &[Context] =
    &[C::Home, C::Cases, C::Review, C::List, C::Matches, C::Outline, C::Story, C::Study, C::Lecture, C::Page];
const LISTS: &[Context] =
    &[C::Home, C::Cases, C::Review, C::List, C::Matches, C::Outline, C::Story, C::Study, C::Page, C::Options, C::Menu];
const PAGED: &[Context] =
    &[C::Home, C::Cases, C::Review, C::List, C::Matches, C::Outline, C::Story, C::Study, C::Page, C::Palette, C::Menu];
const ENDED: &[Context] =
    &[C::Home, C::Cases, C::Review, C::List, C::Matches, C::Outline, C::Story, C::Study, C::Page, C::Menu];

actions! {
    hint HandIn hand_in [Char('d')] in TASK;
    quiet Cycle cycle [Char(' ')] in ROWS;
    hint Present present [Char('y')] in ROWS;
    hint Absent absent [Char('n')] in &[C::List];
    hint Edit edit [Char('e')] in ROWS;
    hint Choose choose [Key::Enter] in &[C::List, C::Matches, C::Outline, C::Home, C::Cases, C::Study];
    hint NewPatient new_patient [Char('n')] in &[C::Home];
    hint Paste paste [Char('p')] in &[C::Home];
    hint Rename rename [Char('R')] in SHELF;
    hint AllPatients all_patients [Char('a')] in &[C::Home];
    hint Duplicate duplicate [Char('D')] in SHELF;
    hint Archive archive [Char('A')] in SHELF;
    hint ThrowAway throw_away [Char('X'), Key::Delete] in SHELF;
    hint Unknown unknown [Char('x'), Key::Delete] in ROWS;
    quiet Unobtainable unobtainable [Char('c'), Char('~')] in ROWS;
    hint ConfirmValue confirm_value [Char('C')] in ROWS;
    hint OtherUnit other_unit [Char('U')] in ROWS;
    hint Range range [Char('r')] in ROWS;
    hint NextMatch next_match [Char('n')] in &[C::Matches];
    hint FindPatient find_patient [Char('/'), Ctrl('f')] in &[C::Cases];
    hint Search search [Char('/'), Ctrl('f')] in CASE;
    hint MarkRest mark_rest [Char('a')] in &[C::List];
    hint NextSection next_section [Char(']')] in CASE;
    hint TakeAnswers take_answers [Key::Enter] in &[C::Review];
    hint TakeOther take_other [Char('o')] in &[C::Review];
    hint TakeAll take_all [Char('A')] in &[C::Review];
    hint NextPatient next_patient [Key::Right, Char(']'), Key::Tab] in &[C::Review];
    quiet PreviousPatient previous_patient [Key::Left, Char('['), Key::BackTab] in &[C::Review];
    hint Export export [Char('E')] in CASE;
    hint NextForm next_form [Key::Down] in &[C::Export];
    quiet PreviousForm previous_form [Key::Up] in &[C::Export];
    hint NextType next_type [Key::Tab] in &[C::Export];
    hint Import import [Char('I')] in &[C::Home, C::Cases, C::List, C::Matches, C::Outline];
    hint Copy copy [Char('y')] in &[C::Outline];
    hint Explain explain [Char('b')] in CASE;
    quiet PreviousMatch previous_match [Char('N')] in &[C::Matches];
    hint Accept accept [Key::Enter] in &[C::Quantity, C::Options, C::Prompt, C::Export, C::Confirm];
    hint Take take [Key::Enter] in &[C::Quick];
    hint Complete complete [Key::Tab] in &[C::Quick];
    quiet LineUp line_up [Key::Up] in &[C::Quick];
    hint LineDown line_down [Key::Down] in &[C::Quick];
    quiet ScrollUp scroll_up [Key::PageUp] in &[C::Quick, C::Export];
    quiet ScrollDown scroll_down [Key::PageDown] in &[C::Quick, C::Export];
    hint NextUnit next_unit [Key::Tab] in &[C::Quantity];
    quiet PreviousUnit previous_unit [Key::BackTab] in &[C::Quantity];
    quiet AcceptUp accept_up [Key::Up] in &[C::Quantity];
    quiet AcceptDown accept_down [Key::Down] in &[C::Quantity];
    hint TakeLeft take_left [Char('y'), Key::Enter] in &[C::Offer];
    hint LeaveLeft leave_left [Char('n')] in &[C::Offer];
    hint Overwrite overwrite [Char('o')] in &[C::ChangedUnderneath];
    hint Elsewhere elsewhere [Char('s')] in &[C::ChangedUnderneath];
    quiet SaveAs save_as [Char('s')] in CASE;
    quiet Up up [Key::Up, Char('k'), Ctrl('p')] in LISTS;
    quiet Down down [Key::Down, Char('j'), Ctrl('n')] in LISTS;
    quiet Unfold unfold [Key::Right, Char('l')] in CASE;
    quiet Fold fold [Key::Left, Char('h')] in CASE;
    quiet NextPane next_pane [Key::Tab, Key::BackTab] in &[C::List, C::Matches, C::Outline, C::Story];
    quiet PreviousSection previous_section [Char('[')] in CASE;
    study Back back [Key::Backspace, Ctrl('o')] in &[C::List, C::Matches, C::Outline, C::Study];
    quiet About about [Char('i')] in CASE;
    hint Undo undo [Char('u')] in &[C::Home, C::Cases, C::List, C::Matches, C::Outline, C::Story, C::Study];
    hint Hint hint [Char('H')] in TASK;
    quiet Redo redo [Ctrl('r')] in CASE;
    hint Setting setting [Char('S')] in CASE;
    hint Goto goto [Char('g')] in CASE;
    hint Learn learn [Char('t')] in ROWS;
    quiet Results results [Char('v')] in CASE;
    hint GotoResults goto_results [Char('r')] in &[C::Goto];
    quiet GotoFirst goto_first [Char('g')] in &[C::Goto];
    quiet ViewVerdicts view_verdicts [Char('1')] in &[C::Outline];
    quiet ViewMissing view_missing [Char('2')] in &[C::Outline];
    quiet ViewWeight view_weight [Char('3')] in &[C::Outline];
    quiet ViewRivals view_rivals [Char('4')] in &[C::Outline];
    quiet ViewSources view_sources [Char('5')] in &[C::Outline];
    hint Note note [Char('o')] in ROWS;
    hint Warnings warnings [Char('w')] in CASE;
    hint Forward forward [Char(' '), Key::Right, Key::Enter, Key::PageDown, Key::Down, Char('n')] in &[C::Lecture];
    hint Backward backward [Key::Backspace, Key::Left, Key::PageUp, Key::Up, Char('p')] in &[C::Lecture];
    quiet PageUp page_up [Key::PageUp] in PAGED;
    quiet PageDown page_down [Key::PageDown] in PAGED;
    quiet First first [Key::Home] in ENDED;
    quiet Last last [Key::End, Char('G')] in ENDED;
    hint Language language [Char('L')] in READING;
    hint Filter filter [Char('/'), Ctrl('f')] in &[C::Page];
    quiet PreviousEntry previous_entry [Key::Up, Ctrl('p')] in &[C::Palette];
    quiet NextEntry next_entry [Key::Down, Ctrl('n')] in &[C::Palette];
    hint Perform perform [Key::Enter] in &[C::Palette, C::Menu];
    hint WriteOut write_out [Key::Tab] in &[C::Palette];
    quiet PreviousGroup previous_group [Key::Left, Char('h'), Key::BackTab] in &[C::Menu];
    hint NextGroup next_group [Key::Right, Char('l'), Key::Tab] in &[C::Menu];
    quiet Number number [Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9')] in &[C::Study, C::Menu];
    hint Palette palette [Char(':')] in READING;
    hint Menu menu [Key::F(10), Char('M')] in READING;
    hint Cancel cancel [Key::Esc] in &Context::ALL;
    hint Help help [Char('?'), Key::F(1)] in SCREENS;
    hint Leave leave [Char('q')] in LEFT;
    quiet Quit quit [Ctrl('c')] in &Context::ALL;
    quiet Suspend suspend [Ctrl('z')] in &Context::ALL;
    hint Mouse mouse [Char('m')] in READING;
    quiet Theme theme [Char('T')] in READING;
    quiet Redraw redraw [Ctrl('l')] in &Context::ALL;
}

/// What nobody can do without: to take what is typed or to give it up, to do what was found, and to leave.
pub(super) const NEEDED: &[Action] = &[Action::Accept, Action::Cancel, Action::Perform, Action::Quit];

impl Action {
    /// Whether it can be done in a context.
    pub fn is_in(self, context: Context) -> bool {
        self.binding().contexts.contains(&context)
    }

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
