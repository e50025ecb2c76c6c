//! What has the keyboard at this moment, and what can be done on this screen at all.

use super::action::{Action, Context};
use super::model::place::Place;
use super::model::{Mode, Model, Question, Screen};

impl Context {
    /// What it is at this moment.
    pub fn of(model: &Model) -> Context {
        match &model.common.mode {
            Mode::Page(..) => Context::Page,
            Mode::Palette(_) => Context::Palette,
            Mode::Menu(_) => Context::Menu,
            Mode::Goto => Context::Goto,
            Mode::Quantity { .. } => Context::Quantity,
            Mode::Options { .. } | Mode::Settings(_) => Context::Options,
            Mode::Quick(_) => Context::Quick,
            Mode::Prompt { .. } => Context::Prompt,
            Mode::Export(_) => Context::Export,
            Mode::Confirm(Question::ChangedUnderneath) => Context::ChangedUnderneath,
            Mode::Confirm(Question::TakeLeft(_)) => Context::Offer,
            Mode::Confirm(_) => Context::Confirm,
            Mode::Browse => Context::of_screen(&model.screen),
        }
    }

    /// Where no text is typed and nothing is asked.
    pub fn of_screen(screen: &Screen) -> Context {
        match screen {
            Screen::Home | Screen::Teaching => Context::Home,
            Screen::Cases => Context::Cases,
            Screen::Review(_) => Context::Review,
            Screen::Study(_) => Context::Study,
            Screen::Lecture(_) => Context::Lecture,
            Screen::Exercise(chart, _) if chart.is_beside() => Context::Story,
            Screen::Chart(chart) if chart.is_beside() => Context::Outline,
            Screen::Chart(chart) | Screen::Exercise(chart, _) if chart.search.is_some() => Context::Matches,
            Screen::Chart(_) | Screen::Exercise(..) => Context::List,
        }
    }
}

/// What can be done with a patient's case, and not with a text to be marked.
const OF_PATIENTS: &[Action] = &[
    Action::ConfirmValue,
    Action::OtherUnit,
    Action::Range,
    Action::Explain,
    Action::Note,
    Action::MarkRest,
    Action::Import,
    Action::Export,
    Action::Copy,
    Action::SaveAs,
    Action::Setting,
    Action::Warnings,
    Action::GotoResults,
    Action::Results,
    Action::ViewVerdicts,
    Action::ViewMissing,
    Action::ViewWeight,
    Action::ViewRivals,
    Action::ViewSources,
    Action::Unobtainable,
    Action::Learn,
];

/// What leads away from the findings that a question asks for.
const AWAY: &[Action] = &[Action::Search, Action::Goto, Action::GotoFirst];

/// Whether the action may be done where a text is marked; true where none is.
pub(super) fn is_for_task(model: &Model, action: Action) -> bool {
    let Screen::Exercise(chart, _) = &model.screen else { return true };
    !OF_PATIENTS.contains(&action) && (chart.place != Place::Asked || !AWAY.contains(&action))
}
