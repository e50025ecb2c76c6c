//! The home screen: what is opened from it.

use super::{exit, study};
use crate::case::{Case, teaching_cases};
use crate::tui::model::chart::Chart;
use crate::tui::model::home::Choice;
use crate::tui::model::study::Goal;
use crate::tui::model::{Common, Effect, Model, Screen};

/// Why something could not be opened.
pub(super) fn not_opened(common: &mut Common, why: &str) {
    let why = why.replace('\n', "; ");
    common.tell(|words| words.words().terminal.not_opened(words.lang, &why));
}

/// Enter on the home screen.
pub(super) fn choose(model: &mut Model) {
    match model.home.choices(model.patient()).get(model.home.cursor) {
        Some(Choice::Return) => drop(model.show_patient()),
        Some(Choice::Open(at)) => {
            let path = model.home.shelf.get(*at).map(|line| line.path.clone());
            model.common.effects.extend(path.map(Effect::Open));
        }
        Some(Choice::New) => new_case(model),
        Some(Choice::Teaching) => list_teaching(model),
        Some(Choice::Learn) => study::ask(&mut model.common, Goal::Menu),
        Some(Choice::Language) => model.common.lang = model.common.lang.other(),
        Some(Choice::Quit) => exit::quit(model),
        None => {}
    }
}

/// Opens an empty case.
pub(super) fn new_case(model: &mut Model) {
    open(model, Case::new(model.common.knowledge));
    model.common.effects.push(Effect::Fresh("case"));
}

fn open(model: &mut Model, case: Case) {
    model.open(Chart::new(model.common.knowledge, model.common.setting, case, Vec::new(), None));
}

fn list_teaching(model: &mut Model) {
    if model.home.teaching.is_empty() {
        match teaching_cases(model.common.knowledge) {
            Ok(cases) => model.home.teaching = cases,
            Err(faults) => {
                return not_opened(&mut model.common, &faults.first().map(ToString::to_string).unwrap_or_default());
            }
        }
    }
    model.screen = Screen::Teaching;
}

/// Opens a copy of a teaching case: without its id, which would give the diagnosis away.
pub(super) fn copy_teaching(model: &mut Model) {
    let Some(teaching) = model.home.teaching.get(model.home.teaching_cursor) else { return };
    let (mut case, title) = (teaching.case.clone(), teaching.title.clone());
    case.id = None;
    open(model, case);
    if let Some((chart, common)) = model.patient_mut() {
        // A copy is worth keeping from the start.
        chart.disk.revision = 1;
        common.tell(|words| words.words().terminal.teaching_copied(words.lang, words.say(&title)));
    }
    model.common.effects.push(Effect::Fresh("example"));
}
