//! What can be done where the cursor is, and what stands in the way of the rest.

use super::{leaf, outline};
use crate::case::AnswerValue;
use crate::knowledge::{FindingId, Kind, Text};
use crate::tui::action::{Action, Context};
use crate::tui::here::is_for_task;
use crate::tui::model::chart::{Chart, View};
use crate::tui::model::place::{Place, Row};
use crate::tui::model::quick::Reading;
use crate::tui::model::review::Review;
use crate::tui::model::size::Breadth;
use crate::tui::model::study::{Study, StudyPage};
use crate::tui::model::{Mode, Model, Page, Screen, rows};

/// What the cursor is on.
pub(super) struct Here<'m> {
    pub(super) model: &'m Model<'m>,
    pub(super) context: Context,
    /// Whether something lies over the screen that is left out of account.
    beneath: bool,
    row: Option<Row>,
    line: Option<&'m outline::Line>,
}

impl<'m> Here<'m> {
    /// `line` is that of the result with the keyboard.
    pub(super) fn new(model: &'m Model<'m>, line: Option<&'m outline::Line>) -> Here<'m> {
        let row = model.chart().and_then(|chart| rows::current_row(model.common.knowledge, chart));
        Here { model, context: Context::of(model), beneath: false, row, line }
    }

    /// As it would be were nothing over the screen.
    pub(super) fn beneath(model: &'m Model<'m>, line: Option<&'m outline::Line>) -> Here<'m> {
        Here { context: Context::of_screen(&model.screen), beneath: true, ..Here::new(model, line) }
    }

    /// Whether there is such a thing as the action here; a way to go counts where ways to go are asked for.
    pub(super) fn knows(&self, action: Action) -> bool {
        action.is_in(self.context) || self.goes(action)
    }

    fn goes(&self, action: Action) -> bool {
        action.is_in(Context::Goto) && Action::Goto.is_in(self.context)
    }

    /// The keys to be pressed for it here.
    pub(super) fn keys(&self, action: Action) -> String {
        let (keymap, words) = (&self.model.common.keys.keymap, self.model.common.wording());
        let keys = keymap.names(self.context, action, words);
        match keymap.first(self.context, Action::Goto, words).filter(|_| keys.is_empty() && self.goes(action)) {
            Some(first) => {
                let then = keymap.first(Context::Goto, action, words);
                then.map_or_else(String::new, |then| words.words().keys.after(words.lang, &first, &then))
            }
            None => keys.join("  "),
        }
    }

    /// What stands in the way of an action; nothing where it would do something, or say why not.
    pub(super) fn obstacle(&self, action: Action) -> Option<String> {
        let words = self.model.common.wording();
        if self.knows(action) {
            return self.missing(action).map(|why| words.say(why).to_owned());
        }
        let places: Vec<&str> = action.binding().contexts.iter().map(|context| context.words(words)).collect();
        let places = places.join(words.say(&words.words().style.list));
        Some(words.words().palette.places(words.lang, &places))
    }

    fn missing(&self, action: Action) -> Option<&'m Text> {
        let words = self.model.common.words();
        let why = &words.palette;
        let unless = |holds: bool, why: &'m Text| (!holds).then_some(why);
        let is_lesson = |study: &Study| matches!(study.page, StudyPage::Lesson { .. });
        if let (Mode::Quick(reading), false) = (&self.model.common.mode, self.beneath) {
            return unless(applies_in_box(reading, action), &why.not_in_box);
        }
        match (&self.model.screen, action) {
            (screen, Action::Cancel) => {
                let is_open = !self.beneath && self.model.common.mode != Mode::Browse;
                let closes = is_open
                    || matches!(screen, Screen::Teaching | Screen::Cases | Screen::Review(_))
                    || self.context == Context::Matches;
                unless(closes, &why.not_open)
            }
            (_, Action::Filter) => {
                unless(matches!(self.model.common.mode, Mode::Page(Page::Help(_), _)), &why.only_help)
            }
            (Screen::Home | Screen::Cases, action) => self.missing_on_shelf(action),
            (Screen::Review(review), action) => self.missing_in_review(review, action),
            (Screen::Teaching, action) => unless(!SHELF_ONLY.contains(&action), &why.not_teaching),
            (Screen::Study(study), Action::Undo) => unless(study.can_take_back(), &words.terminal.nothing_to_undo),
            (Screen::Study(study), Action::Back) => unless(is_lesson(study), &why.not_come_from),
            (Screen::Study(_) | Screen::Lecture(_), _) => None,
            (Screen::Exercise(..), Action::HandIn) => None,
            (Screen::Exercise(_, study), Action::Hint) => unless(is_lesson(study), &why.no_hint),
            (Screen::Exercise(_, study), Action::Undo) if study.can_take_back() => None,
            (Screen::Exercise(..), action) if !is_for_task(self.model, action) => Some(&why.of_patients),
            (Screen::Exercise(chart, _), Action::Unknown) => {
                unless(self.is_answered(chart, |_| true), &why.not_answered)
            }
            (Screen::Chart(_), Action::HandIn | Action::Hint) => Some(&why.of_tasks),
            (Screen::Exercise(chart, _) | Screen::Chart(chart), action) => self.missing_in(chart, action),
        }
    }

    fn missing_on_shelf(&self, action: Action) -> Option<&'m Text> {
        let (words, home) = (self.model.common.words(), &self.model.home);
        let unless = |holds: bool, why: &'m Text| (!holds).then_some(why);
        match action {
            Action::Undo => unless(!home.done.is_empty(), &words.terminal.nothing_to_undo),
            Action::Rename | Action::AllPatients | Action::Duplicate | Action::Archive | Action::ThrowAway => {
                unless(!home.shelf.is_empty(), &words.home.no_cases)
            }
            _ => None,
        }
    }

    fn missing_in_review(&self, review: &Review, action: Action) -> Option<&'m Text> {
        let words = &self.model.common.words().review;
        let unless = |holds: bool, why: &'m Text| (!holds).then_some(why);
        let several = review.imports.len() > 1;
        match action {
            Action::TakeAll => unless(several && !review.into_case, &words.one_patient),
            Action::NextPatient => unless(review.at + 1 < review.imports.len(), &words.last_patient),
            Action::PreviousPatient => unless(review.at > 0, &words.first_patient),
            Action::TakeOther => {
                let differs = |chart: &Chart| !review.changes(&chart.case).other.is_empty();
                unless(review.case_at_hand(self.model.patient()).is_some_and(differs), &words.nothing_differs)
            }
            _ => None,
        }
    }

    fn missing_in(&self, chart: &Chart, action: Action) -> Option<&'m Text> {
        let words = self.model.common.words();
        let why = &words.palette;
        let unless = |holds: bool, why: &'m Text| (!holds).then_some(why);
        let is_outline = self.context == Context::Outline;
        let finding = self.finding();
        let kind = finding.map(|id| &self.model.common.knowledge.finding(id).kind);
        let doubt = finding.and_then(|id| chart.doubt(id));
        match action {
            Action::Cycle | Action::Present | Action::Absent => {
                unless(matches!(kind, Some(Kind::Sign(_))), &why.not_a_sign)
            }
            Action::Edit => unless(matches!(kind, Some(Kind::Quantity(_) | Kind::Choice(_))), &why.not_a_value),
            Action::Range if !matches!(kind, Some(Kind::Quantity(_))) => Some(&why.not_a_number),
            Action::Range => unless(self.is_answered(chart, |_| true), &why.not_answered),
            Action::Explain if is_outline => {
                unless(self.line.and_then(leaf::explicable).is_some(), &why.not_explicable)
            }
            Action::Explain => {
                unless(self.is_answered(chart, |value| *value == AnswerValue::Present), &why.not_present)
            }
            Action::ConfirmValue => unless(doubt.is_some(), &words.ask.nothing_to_check),
            Action::OtherUnit => {
                unless(doubt.is_some_and(|doubt| !doubt.usual_in.is_empty()), &words.ask.nothing_to_check)
            }
            // On a finding, editing and explaining are named for what they are.
            Action::Choose => unless(kind.is_none() || is_outline, &why.named_elsewhere),
            Action::About if is_outline => None,
            Action::Unknown | Action::Unobtainable | Action::Note | Action::About | Action::Learn => {
                unless(kind.is_some(), &why.not_a_finding)
            }
            Action::Setting => unless(self.model.common.knowledge.literature.is_some(), &why.no_settings),
            Action::Undo => unless(!chart.case.done().is_empty(), &words.terminal.nothing_to_undo),
            Action::Redo => unless(!chart.case.undone().is_empty(), &words.terminal.nothing_to_redo),
            Action::Back => unless(!chart.back.is_empty(), &why.not_come_from),
            Action::Warnings => unless(!chart.warnings.is_empty(), &why.no_warnings),
            Action::PreviousSection => unless(self.is_beyond(chart, -1), &why.first_section),
            Action::NextSection => unless(self.is_beyond(chart, 1), &why.last_section),
            Action::NextPane => unless(chart.place != Place::Results || self.has_columns(chart), &why.one_pane),
            _ => None,
        }
    }

    /// Whether there is a stop so many places on.
    fn is_beyond(&self, chart: &Chart, step: isize) -> bool {
        let common = &self.model.common;
        let stops = rows::stops(common.knowledge, chart);
        let here = rows::current_stop(common.knowledge, chart);
        let at = stops.iter().position(|stop| Some(*stop) == here);
        at.and_then(|at| at.checked_add_signed(step)).is_some_and(|at| at < stops.len())
    }

    fn has_columns(&self, chart: &Chart) -> bool {
        self.model.common.size.breadth() >= Breadth::Wide && chart.results.view == View::Verdicts
    }

    fn finding(&self) -> Option<FindingId> {
        rows::answered_on(self.model.common.knowledge, self.row?)
    }

    fn is_answered(&self, chart: &Chart, is: impl Fn(&AnswerValue) -> bool) -> bool {
        self.finding().and_then(|id| chart.case.known(id)).is_some_and(is)
    }
}

/// The way to the questions is named where there is one.
fn applies_in_box(reading: &Reading, action: Action) -> bool {
    match action {
        Action::LineDown => {
            !reading.proposal.questions.is_empty() && reading.asked.is_none() || reading.found.len() > 1
        }
        Action::Complete => !reading.found.is_empty(),
        _ => true,
    }
}

/// What is done to the user's own cases, and not to teaching cases.
const SHELF_ONLY: &[Action] = &[
    Action::NewPatient,
    Action::Paste,
    Action::Rename,
    Action::AllPatients,
    Action::Import,
    Action::Duplicate,
    Action::Archive,
    Action::ThrowAway,
    Action::Undo,
];
