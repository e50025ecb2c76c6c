//! What is on the disk: saving, saving elsewhere, exporting.

use std::path::{Path, PathBuf};

use super::{exit, export};
use crate::knowledge::Text;
use crate::store::{DAYS_IN_TRASH, How, Left, Recovered, SaveFault};
use crate::tui::action::{Action, Context};
use crate::tui::model::chart::{Chart, Whereabouts};
use crate::tui::model::field::Field;
use crate::tui::model::{Ask, Common, Effect, Leaving, Mode, Model, Question, Screen, Writing};

/// Asks for a save of what was not asked for yet, before the program is left.
pub(super) fn save_changes(model: &mut Model, effects: &mut Vec<Effect>) {
    let unasked = model.patient_mut().filter(|(chart, _)| chart.disk.revision != chart.disk.asked);
    if let Some((chart, common)) = unasked.filter(|(chart, _)| chart.disk.trouble.is_none()) {
        let at = effects.iter().position(|effect| *effect == Effect::Quit).unwrap_or(effects.len());
        effects.insert(at, Effect::Save(chart.next_draft(common.knowledge)));
        chart.disk.asked = chart.disk.revision;
    }
}

/// The case as it was at one change is on the disk.
pub(super) fn saved(model: &mut Model, at: Whereabouts, revision: u64, how: How) {
    let Some((chart, common)) = model.patient_mut() else { return };
    let was_in_trouble = chart.disk.trouble.take().is_some() || chart.disk.read_only;
    (chart.disk.saved, chart.disk.read_only) = (revision, false);
    let says_in_place = how == How::InPlace && !std::mem::replace(&mut chart.disk.said_in_place, true);
    let path = at.argument.clone();
    chart.disk.at = Some(at);
    if was_in_trouble {
        common.tell(|words| words.words().terminal.saved_after_all(words.lang, &path));
    }
    if says_in_place {
        let before = common.notice.take();
        common.tell(|words| {
            words.sentences(before.iter().chain([&words.words().disk.in_place]).map(|text| words.say(text)))
        });
    }
    if let Some(leaving) = common.leaving.take() {
        exit::go(model, leaving);
    }
}

/// The case could not be saved: it stays in memory, and the user is told what can be done.
pub(super) fn not_saved(model: &mut Model, fault: &SaveFault) {
    let at_hand = !matches!(model.screen, Screen::Exercise(..));
    let Some((chart, common)) = model.patient_mut() else { return };
    let text = trouble(common, fault);
    chart.disk.trouble = Some(text.clone());
    common.notice = Some(text);
    match common.leaving.take() {
        Some(Leaving::AtOnce) => common.effects.push(Effect::KeepBeside(chart.draft(common.knowledge))),
        Some(leaving) => {
            common.mode = Mode::Confirm(Question::LeaveUnsaved { whole: leaving == Leaving::Out });
        }
        None if fault.is_conflict() && at_hand => common.mode = Mode::Confirm(Question::ChangedUnderneath),
        None => {}
    }
}

/// Offers what a save has left, where nothing else has the keyboard.
pub(super) fn offer_next(model: &mut Model) {
    let common = &mut model.common;
    if common.mode == Mode::Browse && !common.offers.is_empty() {
        common.mode = Mode::Confirm(Question::TakeLeft(common.offers.remove(0)));
    }
}

/// The user has said what becomes of it.
pub(super) fn decide(common: &mut Common, what: impl Fn(Left) -> Effect) {
    if let Mode::Confirm(Question::TakeLeft(offer)) = std::mem::replace(&mut common.mode, Mode::Browse) {
        common.effects.push(what(offer.left));
    }
}

pub(super) fn took_left(common: &mut Common, recovered: Option<&Recovered>) {
    if let Some(recovered) = recovered {
        common.tell(|words| recovered.words(words.words(), words.lang));
    }
    common.effects.push(Effect::ListShelf);
}

pub(super) fn left_out(common: &mut Common) {
    common.tell(|words| words.words().disk.left_out(words.lang, DAYS_IN_TRASH));
    common.effects.push(Effect::ListShelf);
}

/// The last attempt before the program has to end.
pub(super) fn kept_beside(model: &mut Model, path: Option<PathBuf>) {
    if let Some((chart, _)) = model.patient_mut() {
        chart.disk.kept = path;
    }
    model.common.effects.push(Effect::Quit);
}

fn trouble(common: &Common, fault: &SaveFault) -> Text {
    let path = fault.path().display();
    common.both(|words| {
        let (terminal, lang) = (&words.words().terminal, words.lang);
        let save = common.key(Context::List, Action::SaveAs, words);
        let [elsewhere, overwrite] =
            [Action::Elsewhere, Action::Overwrite].map(|action| common.key(Context::ChangedUnderneath, action, words));
        match fault {
            SaveFault::ChangedUnderneath(_) => terminal.not_saved_changed(lang, &path, elsewhere, overwrite),
            SaveFault::Gone(_) => terminal.not_saved_gone(lang, &path, elsewhere, overwrite),
            SaveFault::InUse(_) => terminal.not_saved_in_use(lang, &path, save),
            SaveFault::ReadOnly(_) => terminal.not_saved_read_only(lang, &path, save),
            SaveFault::DiskFull(_) => terminal.not_saved_disk_full(lang, &path, save),
            SaveFault::Exists(_) => terminal.not_saved(lang, &path, "", save),
            SaveFault::Other(_, error) => terminal.not_saved(lang, &path, error, save),
        }
    })
}

/// Asks for the file that a copy of the case goes to.
pub(super) fn ask_path(chart: &Chart, common: &mut Common) {
    let name = chart.disk.at.as_ref().map_or_else(|| "case".to_owned(), Whereabouts::name);
    common.mode = Mode::Prompt { ask: Ask::Copy, field: Field::new(&format!("{name}-copy.json")) }
}

pub(super) fn accept_path(chart: &Chart, common: &mut Common, field: &Field) {
    match field.text().trim() {
        "" => {}
        path => write(chart, common, Writing::Case, path.to_owned(), false),
    }
}

/// Writes something of the case, or the case itself, to a file.
pub(super) fn write(chart: &Chart, common: &mut Common, what: Writing, path: String, replace: bool) {
    match what {
        Writing::Form(form) => export::write(chart, common, form, path, replace),
        Writing::Case => {
            let adopt = chart.disk.trouble.is_some() || chart.disk.read_only;
            common.effects.push(Effect::SaveAs { draft: chart.draft(common.knowledge), path, replace, adopt });
        }
    }
}

pub(super) fn exported(common: &mut Common, path: &Path) {
    common.tell(|words| words.words().terminal.exported(words.lang, path.display()));
}

pub(super) fn copied(common: &mut Common, path: &Path) {
    common.tell(|words| words.words().terminal.copied(words.lang, path.display()));
}

pub(super) fn not_written(common: &mut Common, fault: &SaveFault, what: Writing) {
    common.notice = Some(trouble(common, fault));
    let path = fault.path().display().to_string();
    match what {
        Writing::Form(form) => export::ask_again(common, form, &path),
        Writing::Case => common.mode = Mode::Prompt { ask: Ask::Copy, field: Field::new(&path) },
    }
}

/// Writes the case over what somebody else wrote, or anew where it was.
pub(super) fn overwrite(chart: &mut Chart, common: &mut Common) {
    common.mode = Mode::Browse;
    common.notice = None;
    chart.disk.asked = chart.disk.revision;
    common.effects.push(Effect::Overwrite(chart.draft(common.knowledge)));
}
