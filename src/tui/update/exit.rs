//! Leaving: a case, or the program; only with everything safe, or knowing that it is not.

use crate::tui::model::{Effect, Leaving, Mode, Model, Question, Screen};

/// To the home screen.
pub(super) fn go_home(model: &mut Model) {
    model.show(Screen::Home);
    model.home.cursor = 0;
    model.common.notice = None;
    // A case in which nothing was answered is not one to come back to.
    if model.patient().is_some_and(|chart| chart.disk.at.is_none() && chart.is_saved()) {
        model.forget_patient();
    }
    model.common.effects.push(Effect::ListShelf);
}

/// Leaves the program, unless answers would be lost: the last save is tried again first.
pub(super) fn quit(model: &mut Model) {
    match model.common.mode {
        Mode::Confirm(Question::LeaveUnsaved { .. }) => model.common.effects.push(Effect::Quit),
        _ => after_saving(model, Leaving::Out),
    }
}

/// Leaves once the answers are on the disk.
pub(super) fn after_saving(model: &mut Model, leaving: Leaving) {
    match model.patient_mut().filter(|(chart, _)| !chart.is_saved()) {
        None => go(model, leaving),
        Some((chart, common)) => {
            if chart.disk.trouble.take().is_some() {
                chart.disk.asked = chart.disk.saved;
            }
            common.leaving = Some(leaving);
        }
    }
}

/// Leaves now.
pub(super) fn go(model: &mut Model, leaving: Leaving) {
    match leaving {
        Leaving::ToHome => go_home(model),
        Leaving::Out | Leaving::AtOnce => model.common.effects.push(Effect::Quit),
    }
}

/// The user leaves knowing that the answers are not on the disk.
pub(super) fn unsaved(model: &mut Model, whole: bool) {
    if whole {
        return model.common.effects.push(Effect::Quit);
    }
    model.show(Screen::Home);
    model.forget_patient();
    model.common.effects.push(Effect::Fresh("case"));
    go_home(model)
}
