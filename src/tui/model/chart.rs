//! A case on the checklist: a patient's, or the marks of a text.

use std::collections::HashSet;
use std::path::PathBuf;

use super::node::Node;
use super::place::{Place, Row};
use super::quick::Typed;
use crate::case::{Case, Doubt, History};
use crate::engine::{Assessment, assess_in};
use crate::json::{Fault, shown};
use crate::knowledge::{FindingId, Knowledge, Part, SectionId, SettingId, Text};
use crate::say::Known;

/// The open case with everything on its screen.
#[derive(Debug)]
pub struct Chart {
    /// What was answered.
    pub case: History,
    /// The text that is marked, where this is nobody's case.
    pub task: Option<Task>,
    /// What follows from the answers.
    pub assessment: Assessment,
    /// What stands in its file that this program does not know.
    pub warnings: Vec<Fault>,
    /// How it stands on the disk.
    pub disk: Disk,
    pub(crate) place: Place,
    pub(crate) side: Side,
    /// The row that has the cursor, once it was moved.
    pub(crate) row: Option<Row>,
    /// The sections whose further findings are listed.
    pub(crate) unfolded: HashSet<SectionId>,
    pub(crate) list_top: usize,
    /// What followed from the answers before the last key, where that changed one.
    pub(crate) before: Option<Box<Assessment>>,
    /// The result beside the checklist, and on a screen of its own.
    pub(crate) brief: Tree,
    pub(crate) results: Results,
    /// Where jumps came from.
    pub(crate) back: Vec<Spot>,
    /// What was found, while `n` and `N` go from match to match.
    pub(crate) search: Option<Matches>,
    /// What was typed to be entered and is not yet.
    pub(crate) typed: Typed,
}

/// A text on the checklist whose findings are to be marked. It is nobody's case: nothing of it is saved, and no
/// verdict is shown before the learner has given one.
#[derive(Clone, Debug)]
pub struct Task {
    pub(crate) asker: Asker,
    pub(crate) title: Text,
    pub(crate) ask: Text,
    pub(crate) sentences: Vec<Text>,
    /// The findings that are asked for; all where there are none.
    pub(crate) asked: Vec<FindingId>,
    /// The first line of the text that is shown.
    pub(crate) top: usize,
}

/// Who asks for a text to be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// The quiz, of the case at hand.
    Quiz,
    /// The lesson with this number.
    Lesson(usize),
}

/// The matches of a search, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Matches {
    pub(crate) query: String,
    pub(crate) found: Vec<FindingId>,
}

/// How the case stands on the disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    /// The file, once there is one.
    pub at: Option<Whereabouts>,
    /// Counts changes; the case as it was at `asked` is what a save was last asked for, and what is on the disk is the
    /// case as it was at `saved`.
    pub revision: u64,
    pub(crate) asked: u64,
    pub(crate) saved: u64,
    /// Why the last attempt failed.
    pub trouble: Option<Text>,
    /// Where the case is kept that could not be saved.
    pub kept: Option<PathBuf>,
    /// Another window has the file: nothing can be answered here.
    pub read_only: bool,
    /// Whether it was said that the file is written in place.
    pub(crate) said_in_place: bool,
}

/// Where a case lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// Its file, under the name that lists have for it: two cases may be called the same, one of them archived.
    pub file: PathBuf,
    /// What `poems open` takes to open it again.
    pub argument: String,
}

impl Whereabouts {
    /// The name that is shown.
    pub fn name(&self) -> String {
        shown(&self.file.file_stem().unwrap_or_default().to_string_lossy())
    }
}

/// A case as it was at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The case as a file holds it.
    pub text: String,
    /// The change it is the case after.
    pub revision: u64,
    /// What was done since the draft before, for the journal.
    pub deeds: Vec<String>,
}

/// The half of the screen that has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    List,
    Result,
}

/// A place to come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub(crate) place: Place,
    pub(crate) side: Side,
    pub(crate) row: Option<Row>,
}

/// How far an outline is unfolded, and where in it the reader is.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) cursor: Option<Node>,
    /// Nodes that are not as they were at first.
    pub(crate) toggled: HashSet<Node>,
    pub(crate) top: usize,
    /// How far the second column is scrolled, where there is one.
    pub(crate) beside_top: usize,
}

/// A view of the results screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// The answer: each set with its verdict, the fit, what would still change something.
    #[default]
    Verdicts,
    /// What is missing, and what would tell.
    Missing,
    /// The weight of the evidence.
    Weight,
    /// What else it could be.
    Rivals,
    /// Who says so.
    Sources,
}

/// The results screen: the view that is shown, and how each was left.
#[derive(Debug, Default)]
pub(crate) struct Results {
    pub(crate) view: View,
    verdicts: Tree,
    missing: Tree,
    weight: Tree,
    rivals: Tree,
    sources: Tree,
}

impl Results {
    fn tree(&self) -> &Tree {
        match self.view {
            View::Verdicts => &self.verdicts,
            View::Missing => &self.missing,
            View::Weight => &self.weight,
            View::Rivals => &self.rivals,
            View::Sources => &self.sources,
        }
    }

    fn tree_mut(&mut self) -> &mut Tree {
        match self.view {
            View::Verdicts => &mut self.verdicts,
            View::Missing => &mut self.missing,
            View::Weight => &mut self.weight,
            View::Rivals => &mut self.rivals,
            View::Sources => &mut self.sources,
        }
    }
}

/// How much of the result is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Beside the checklist.
    Brief,
    /// On a screen of its own.
    Full,
}

impl Tree {
    /// Folds what is unfolded, and the other way round, with the cursor on it.
    pub(crate) fn toggle(&mut self, node: Node) {
        self.cursor = Some(node);
        if !self.toggled.remove(&node) {
            self.toggled.insert(node);
        }
    }
}

impl Chart {
    /// Who asks for it to be marked; `None` where it is a patient's.
    pub(crate) fn asker(&self) -> Option<Asker> {
        self.task.as_ref().map(|task| task.asker)
    }

    pub(crate) fn new(
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
            place: Place::Sheet,
            side: Side::List,
            row: None,
            unfolded: HashSet::new(),
            list_top: 0,
            before: None,
            brief: Tree::default(),
            results: Results::default(),
            back: Vec::new(),
            search: None,
            typed: Typed::default(),
        }
    }

    /// A text to be marked; `given` is known of it beforehand.
    pub(crate) fn of_task(knowledge: &Knowledge, setting: Option<SettingId>, given: Case, task: Task) -> Chart {
        let place = if task.asked.is_empty() { Place::Sheet } else { Place::Asked };
        // What is known of every patient beforehand is not asked first.
        let lettered = |part: &&Part| !part.section.of(&knowledge.sections).letter.is_empty();
        let first = knowledge.sheet.parts.iter().find(lettered).and_then(|part| part.cells().next());
        let row = first.filter(|_| place == Place::Sheet).map(|cell| Row::Finding(cell.finding));
        Chart { place, row, task: Some(task), ..Chart::new(knowledge, setting, given, Vec::new(), None) }
    }

    /// What is known of the patient.
    pub(crate) fn known(&self) -> Known<'_> {
        Known { case: &self.case, assessment: &self.assessment }
    }

    /// Why a number of the patient's may have been meant otherwise, where it was not confirmed.
    pub(crate) fn doubt(&self, finding: FindingId) -> Option<&Doubt> {
        let doubts = self.task.is_none().then_some(&self.assessment.doubts)?;
        doubts.iter().find(|doubted| doubted.finding == finding).map(|doubted| &doubted.doubt)
    }

    /// Whether everything that was answered is on the disk.
    pub fn is_saved(&self) -> bool {
        self.disk.revision == self.disk.saved
    }

    /// The case as it is now.
    pub(crate) fn draft(&self, knowledge: &Knowledge) -> Draft {
        Draft { text: self.case.to_text(knowledge), revision: self.disk.revision, deeds: Vec::new() }
    }

    /// The same, with what was done since this was last called.
    pub(crate) fn next_draft(&mut self, knowledge: &Knowledge) -> Draft {
        let deeds = self.case.take_news().iter().map(|deed| deed.to_text(knowledge)).collect();
        Draft { deeds, ..self.draft(knowledge) }
    }

    pub(crate) fn spot(&self) -> Spot {
        Spot { place: self.place, side: self.side, row: self.row }
    }

    /// To a place as it was left.
    pub(crate) fn return_to(&mut self, spot: &Spot) {
        (self.place, self.side, self.row) = (spot.place, spot.side, spot.row);
    }

    /// To a place, with the keyboard on what is listed there.
    pub(crate) fn go_to(&mut self, place: Place) {
        (self.place, self.side) = (place, Side::List);
    }

    /// To the list.
    pub(crate) fn go_to_list(&mut self) {
        self.go_to(if self.place == Place::Asked { Place::Asked } else { Place::Sheet });
    }

    /// To a row of the list.
    pub(crate) fn go_to_row(&mut self, row: Row) {
        self.go_to_list();
        self.row = Some(row);
    }

    /// How much of the result is on the screen.
    pub(crate) fn detail(&self) -> Detail {
        if self.place == Place::Results { Detail::Full } else { Detail::Brief }
    }

    /// Whether the result, or the text that is marked, has the keyboard.
    pub(crate) fn is_beside(&self) -> bool {
        self.place == Place::Results || self.side == Side::Result
    }

    /// The result on the screen.
    pub(crate) fn tree(&self) -> &Tree {
        match self.detail() {
            Detail::Brief => &self.brief,
            Detail::Full => self.results.tree(),
        }
    }

    pub(crate) fn tree_mut(&mut self) -> &mut Tree {
        match self.detail() {
            Detail::Brief => &mut self.brief,
            Detail::Full => self.results.tree_mut(),
        }
    }
}
