//! All state of the terminal application, as plain data.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::field::Field;
use super::outline::Node;
use super::rows::{Place, Row};
use super::study::{Practice, Study, Task};
use super::{Draft, Effect, Opened, ShelfLine, Standing, Whereabouts, Writing};
use crate::case::{Case, History, TeachingCase};
use crate::engine::{Assessment, assess_in};
use crate::json::Fault;
use crate::knowledge::files::Interface;
use crate::knowledge::{FindingId, Knowledge, Lang, SettingId, Text};
use crate::say::{Known, Letters, Wording};
use crate::store::Recovered;

/// The application at one moment.
#[derive(Debug)]
pub struct Model<'k> {
    pub knowledge: &'k Knowledge,
    pub lang: Lang,
    pub size: Size,
    /// Whether lines are drawn in ASCII.
    pub ascii: bool,
    /// The characters that can be shown.
    pub letters: Letters,
    pub screen: Screen,
    pub mode: Mode,
    /// Where the command line says that patients are seen; it comes before what a case says.
    pub setting: Option<SettingId>,
    pub home: Home,
    /// The case that is open, or the text that is marked.
    pub chart: Option<Chart>,
    /// Lessons, quiz and cards, once they were opened.
    pub study: Option<Study>,
    /// What is practiced on, where that was said.
    pub practice: Practice,
    /// What just happened.
    pub notice: Option<Text>,
    /// Whether the home screen is where `q` leads to; else it leaves.
    pub has_home: bool,
    /// Where the user wants to go once the answers are on the disk.
    pub leaving: Option<Leaving>,
    /// What the message at hand asks of the world; empty between messages.
    pub(super) effects: Vec<Effect>,
}

/// The size of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    Home,
    /// The list of teaching cases.
    Teaching,
    /// The open case, or the text that is marked.
    Case,
    /// A page of the study.
    Study,
}

/// What has the keyboard.
#[derive(Clone, Debug, PartialEq)]
pub enum Mode {
    /// The screen itself.
    Browse,
    /// A long text, scrolled so many lines down.
    Page(Page, usize),
    /// A section's letter is awaited.
    Goto,
    /// A number is typed in its row.
    Quantity { finding: FindingId, field: Field, unit: usize },
    /// The options of a choice are unfolded below its row.
    Options { finding: FindingId, at: usize },
    /// The settings are listed, the cursor on this one.
    Settings(usize),
    /// A text is typed in the message line.
    Prompt { ask: Ask, field: Field },
    /// A question waits for an answer.
    Confirm(Question),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Help,
    About(FindingId),
    /// What is to be known of the line of the result that has the cursor.
    Leaf,
    /// What stands in the file of the case that this program does not know.
    Warnings,
    /// A hint for the question of a lesson.
    Hint(usize),
}

/// What a typed text is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The laboratory's own range of the answer.
    Range(FindingId),
    Note(FindingId),
    /// The better cause of a sign that is present.
    Cause(FindingId),
    /// A search: where to go back to if it is given up, and what is found so far.
    Search {
        origin: Spot,
        found: Vec<FindingId>,
    },
    Path(Writing),
}

/// A question that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// May the file be replaced?
    Replace { what: Writing, path: String },
    /// The file of the case was changed by somebody else.
    ChangedUnderneath,
    /// Mark all of these absent?
    MarkRest(Vec<FindingId>),
    /// Leave although the answers are not on the disk?
    LeaveUnsaved { whole: bool },
}

/// A way out that waits for a last save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    ToHome,
    Out,
    /// A signal wants the program to end: nobody can be asked any more.
    AtOnce,
}

/// The home screen.
#[derive(Debug, Default)]
pub struct Home {
    pub shelf: Vec<ShelfLine>,
    pub cursor: usize,
    pub teaching: Vec<TeachingCase>,
    pub teaching_cursor: usize,
    pub top: usize,
}

/// The open case with everything on its screen.
#[derive(Debug)]
pub struct Chart {
    pub case: History,
    /// The text that is marked, where this is nobody's case.
    pub task: Option<Task>,
    pub assessment: Assessment,
    pub warnings: Vec<Fault>,
    pub disk: Disk,
    pub place: Place,
    pub pane: Pane,
    /// The row that each place was left at.
    pub cursors: HashMap<Place, Row>,
    pub unfolded: HashSet<Row>,
    pub list_top: usize,
    pub brief: Tree,
    pub full: Tree,
    /// Where jumps came from.
    pub back: Vec<Spot>,
    /// What was found, while `n` and `N` go from match to match.
    pub search: Option<Matches>,
}

/// The matches of a search, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches {
    pub query: String,
    pub found: Vec<FindingId>,
}

/// How the case stands on the disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    /// The file, once there is one.
    pub at: Option<Whereabouts>,
    /// Counts changes; the case as it was at `asked` is what a save was last asked for, and what is on the disk is the
    /// case as it was at `saved`.
    pub revision: u64,
    pub asked: u64,
    pub saved: u64,
    /// Why the last attempt failed.
    pub trouble: Option<Text>,
    /// Where the case is kept that could not be saved.
    pub kept: Option<PathBuf>,
    /// Another window has the file: nothing can be answered here.
    pub read_only: bool,
    /// Whether it was said that the file is written in place.
    pub said_in_place: bool,
}

/// The half of the screen that has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    List,
    Result,
}

/// A place to come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub place: Place,
    pub pane: Pane,
    pub row: Option<Row>,
}

/// How far an outline is unfolded, and where in it the reader is.
#[derive(Debug, Default)]
pub struct Tree {
    pub cursor: Option<Node>,
    /// Nodes that are not as they were at first.
    pub toggled: HashSet<Node>,
    pub top: usize,
}

impl<'k> Model<'k> {
    /// The application as it starts: at home, or with a case.
    pub fn new(
        knowledge: &'k Knowledge,
        lang: Lang,
        setting: Option<SettingId>,
        size: Size,
        opened: Option<Opened>,
    ) -> Self {
        let has_home = opened.is_none();
        let mut model = Model {
            knowledge,
            lang,
            size,
            ascii: false,
            letters: Letters::All,
            screen: Screen::Home,
            mode: Mode::Browse,
            setting,
            home: Home::default(),
            chart: None,
            study: None,
            practice: Practice::default(),
            notice: None,
            has_home,
            leaving: None,
            effects: Vec::new(),
        };
        if let Some(opened) = opened {
            model.open_file(opened);
        }
        model
    }

    /// Puts a case from a file on the screen, and says what is to be known of that file.
    pub fn open_file(&mut self, opened: Opened) {
        let count = opened.warnings.len();
        let mut chart = Chart::new(self.knowledge, self.setting, opened.case, opened.warnings, Some(opened.at));
        chart.disk.read_only = opened.standing == Standing::ReadOnly;
        let has_warnings = !chart.warnings.is_empty();
        self.open(chart);
        let words = &self.words().terminal;
        self.notice = match &opened.standing {
            Standing::ReadOnly => Some(words.read_only.clone()),
            Standing::Copy => Some(self.words().disk.teaching_copy.clone()),
            Standing::Recovered(recovered) => Some(self.both(|lang| recovered.words(self.words(), lang))),
            Standing::Mine if has_warnings => Some(self.both(|lang| words.has_warnings(lang, count))),
            Standing::Mine => None,
        };
    }

    /// Says at the start what was made of saves that had not come to their end.
    pub fn greet(&mut self, recovered: &[Recovered]) {
        if let (None, Some(last)) = (&self.notice, recovered.last()) {
            self.notice = Some(self.both(|lang| last.words(self.words(), lang)));
        }
    }

    /// Puts a case on the screen.
    pub fn open(&mut self, chart: Chart) {
        self.chart = Some(chart);
        self.screen = Screen::Case;
        self.mode = Mode::Browse;
        self.notice = None;
    }

    /// The patient's case, also while a text is marked in its place.
    pub fn patient(&self) -> Option<&Chart> {
        let aside = || self.study.as_ref().and_then(|study| study.aside.as_ref());
        self.chart.as_ref().filter(|chart| chart.task.is_none()).or_else(aside)
    }

    pub fn patient_mut(&mut self) -> Option<&mut Chart> {
        match &mut self.chart {
            Some(chart) if chart.task.is_none() => Some(chart),
            _ => self.study.as_mut().and_then(|study| study.aside.as_mut()),
        }
    }

    pub fn task(&self) -> Option<&Task> {
        self.chart.as_ref().and_then(|chart| chart.task.as_ref())
    }

    pub fn words(&self) -> &'k Interface {
        &self.knowledge.interface
    }

    pub fn wording(&self) -> Wording<'k> {
        Wording::new(self.knowledge, self.lang)
    }

    /// A text in both languages, so that what was said survives a change of language.
    pub fn both(&self, say: impl Fn(Lang) -> String) -> Text {
        Text { en: say(Lang::En), zh: say(Lang::Zh) }
    }
}

impl Chart {
    pub fn new(
        knowledge: &Knowledge,
        setting: Option<SettingId>,
        case: Case,
        warnings: Vec<Fault>,
        at: Option<Whereabouts>,
    ) -> Chart {
        let case = History::new(case, setting);
        Chart {
            assessment: assess_in(knowledge, &case, case.where_seen()),
            case,
            task: None,
            warnings,
            disk: Disk { at, ..Disk::default() },
            place: Place::first(knowledge),
            pane: Pane::List,
            cursors: HashMap::new(),
            unfolded: HashSet::new(),
            list_top: 0,
            brief: Tree::default(),
            full: Tree::default(),
            back: Vec::new(),
            search: None,
        }
    }

    /// A text to be marked; `given` is known of it beforehand.
    pub fn of_task(knowledge: &Knowledge, setting: Option<SettingId>, given: Case, task: Task) -> Chart {
        let place = if task.asked.is_empty() { Place::first_lettered(knowledge) } else { Place::Asked };
        Chart { place, task: Some(task), ..Chart::new(knowledge, setting, given, Vec::new(), None) }
    }

    /// What is known of the patient.
    pub fn known(&self) -> Known<'_> {
        Known { case: &self.case, assessment: &self.assessment }
    }

    /// Whether everything that was answered is on the disk; the marks of a text are nobody's case.
    pub fn is_saved(&self) -> bool {
        self.task.is_some() || self.disk.revision == self.disk.saved
    }

    /// The case as it is now.
    pub fn draft(&self, knowledge: &Knowledge) -> Draft {
        Draft { text: self.case.to_text(knowledge), revision: self.disk.revision }
    }

    pub fn spot(&self) -> Spot {
        Spot { place: self.place, pane: self.pane, row: self.cursors.get(&self.place).copied() }
    }
}
