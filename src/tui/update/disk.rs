//! What is on the disk: saving, saving elsewhere, exporting.

use std::path::{Path, PathBuf};

use super::exit;
use crate::knowledge::Text;
use crate::report;
use crate::store::{DAYS_IN_TRASH, How, Left, Recovered, SaveFault};
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
        match fault {
            SaveFault::ChangedUnderneath(_) => terminal.not_saved_changed(lang, &path),
            SaveFault::Gone(_) => terminal.not_saved_gone(lang, &path),
            SaveFault::InUse(_) => terminal.not_saved_in_use(lang, &path),
            SaveFault::ReadOnly(_) => terminal.not_saved_read_only(lang, &path),
            SaveFault::DiskFull(_) => terminal.not_saved_disk_full(lang, &path),
            SaveFault::Exists(_) => terminal.not_saved(lang, &path, ""),
            SaveFault::Other(_, error) => terminal.not_saved(lang, &path, error),
        }
    })
}

/// Asks for the file to write to.
pub(super) fn ask_path(chart: &Chart, common: &mut Common, what: Writing) {
    let name = chart.disk.at.as_ref().map_or("case", |at| at.name.as_str());
    let default = match what {
        Writing::Summary => format!("{name}-summary.md"),
        Writing::Case => format!("{name}-copy.json"),
    };
    common.mode = Mode::Prompt { ask: Ask::Path(what), field: Field::new(&default) }
}

pub(super) fn accept_path(chart: &Chart, common: &mut Common, what: Writing, field: &Field) {
    match field.text().trim() {
        "" => {}
        path => write(chart, common, what, path.to_owned(), false),
    }
}

/// Writes a summary or the case to a file.
pub(super) fn write(chart: &Chart, common: &mut Common, what: Writing, path: String, replace: bool) {
    let effect = match what {
        Writing::Summary => {
            let view = report::View {
                knowledge: common.knowledge,
                case: &chart.case,
                assessment: &chart.assessment,
                lang: common.lang,
                sets: &[],
                warnings: &chart.warnings,
            };
            let text = report::write(&view, report::Content::Page, report::Format::Markdown);
            Effect::Export { path, text, replace }
        }
        Writing::Case => {
            let adopt = chart.disk.trouble.is_some() || chart.disk.read_only;
            Effect::SaveAs { draft: chart.draft(common.knowledge), path, replace, adopt }
        }
    };
    common.effects.push(effect);
}

pub(super) fn written(common: &mut Common, path: &Path, what: Writing) {
    let path = path.display();
    common.tell(|words| match what {
        Writing::Summary => words.words().terminal.exported(words.lang, &path),
        Writing::Case => words.words().terminal.copied(words.lang, &path),
    });
}

pub(super) fn not_written(common: &mut Common, fault: &SaveFault, what: Writing) {
    common.notice = Some(trouble(common, fault));
    let path = fault.path().display().to_string();
    common.mode = Mode::Prompt { ask: Ask::Path(what), field: Field::new(&path) }
}

/// Writes the case over what somebody else wrote, or anew where it was.
pub(super) fn overwrite(chart: &mut Chart, common: &mut Common) {
    common.mode = Mode::Browse;
    common.notice = None;
    chart.disk.asked = chart.disk.revision;
    common.effects.push(Effect::Overwrite(chart.draft(common.knowledge)));
}
