//! What is on the disk: saving, saving elsewhere, exporting, and leaving only with everything safe.

use std::path::{Path, PathBuf};

use super::super::model::{Ask, Leaving, Mode, Model, Question};
use super::super::{Effect, Field, Whereabouts, Writing};
use super::home;
use crate::knowledge::Text;
use crate::report;
use crate::say::Wording;
use crate::store::{How, SaveFault};

/// Asks for a save of what was not asked for yet, before the program is left.
pub fn save_changes(model: &Model, effects: &mut Vec<Effect>) -> Option<u64> {
    let chart = model.patient().filter(|chart| chart.disk.revision != chart.disk.asked)?;
    if chart.disk.trouble.is_some() {
        return None;
    }
    let at = effects.iter().position(|effect| *effect == Effect::Quit).unwrap_or(effects.len());
    effects.insert(at, Effect::Save(chart.draft(model.knowledge)));
    Some(chart.disk.revision)
}

/// The case as it was at one change is on the disk.
pub fn saved(model: &mut Model, at: Whereabouts, revision: u64, how: How) {
    let Some(chart) = model.patient_mut() else { return };
    let was_in_trouble = chart.disk.trouble.take().is_some() || chart.disk.read_only;
    (chart.disk.saved, chart.disk.read_only) = (revision, false);
    let says_in_place = how == How::InPlace && !std::mem::replace(&mut chart.disk.said_in_place, true);
    let path = at.argument.clone();
    chart.disk.at = Some(at);
    let words = &model.words().terminal;
    if was_in_trouble {
        model.notice = Some(model.both(|lang| words.saved_after_all(lang, &path)));
    }
    if says_in_place {
        let before = model.notice.take();
        model.notice = Some(model.both(|lang| {
            let words = Wording::new(model.knowledge, lang);
            words.sentences(before.iter().chain([&model.words().disk.in_place]).map(|text| words.say(text)))
        }));
    }
    match model.leaving.take() {
        Some(Leaving::ToHome) => home::go(model),
        Some(Leaving::Out | Leaving::AtOnce) => model.effects.push(Effect::Quit),
        None => {}
    }
}

/// The case could not be saved: it stays in memory, and the user is told what can be done.
pub fn not_saved(model: &mut Model, fault: &SaveFault) {
    let text = trouble(model, fault);
    let knowledge = model.knowledge;
    let Some(chart) = model.patient_mut() else { return };
    chart.disk.trouble = Some(text.clone());
    let draft = chart.draft(knowledge);
    let at_hand = model.task().is_none();
    model.notice = Some(text);
    match model.leaving.take() {
        Some(Leaving::AtOnce) => model.effects.push(Effect::KeepBeside(draft)),
        Some(leaving) => {
            model.mode = Mode::Confirm(Question::LeaveUnsaved { whole: leaving == Leaving::Out });
        }
        None if fault.is_conflict() && at_hand => model.mode = Mode::Confirm(Question::ChangedUnderneath),
        None => {}
    }
}

/// The last attempt before the program has to end.
pub fn kept_beside(model: &mut Model, path: Option<PathBuf>) {
    if let Some(chart) = model.patient_mut() {
        chart.disk.kept = path;
    }
    model.effects.push(Effect::Quit);
}

fn trouble(model: &Model, fault: &SaveFault) -> Text {
    let words = &model.words().terminal;
    let path = fault.path().display();
    model.both(|lang| match fault {
        SaveFault::ChangedUnderneath(_) => words.not_saved_changed(lang, &path),
        SaveFault::Gone(_) => words.not_saved_gone(lang, &path),
        SaveFault::InUse(_) => words.not_saved_in_use(lang, &path),
        SaveFault::ReadOnly(_) => words.not_saved_read_only(lang, &path),
        SaveFault::DiskFull(_) => words.not_saved_disk_full(lang, &path),
        SaveFault::Exists(_) => words.not_saved(lang, &path, ""),
        SaveFault::Other(_, error) => words.not_saved(lang, &path, error),
    })
}

/// Asks for the file to write to.
pub fn ask_path(model: &mut Model, what: Writing) {
    let Some(chart) = &model.chart else { return };
    let name = chart.disk.at.as_ref().map_or("case", |at| at.name.as_str());
    let default = match what {
        Writing::Summary => format!("{name}-summary.md"),
        Writing::Case => format!("{name}-copy.json"),
    };
    model.mode = Mode::Prompt { ask: Ask::Path(what), field: Field::new(&default) }
}

pub fn accept_path(model: &mut Model, what: Writing, field: &Field) {
    match field.text().trim() {
        "" => {}
        path => write(model, what, path.to_owned(), false),
    }
}

/// Writes a summary or the case to a file.
pub fn write(model: &mut Model, what: Writing, path: String, replace: bool) {
    let Some(chart) = &model.chart else { return };
    let effect = match what {
        Writing::Summary => {
            let view = report::View {
                knowledge: model.knowledge,
                case: &chart.case,
                assessment: &chart.assessment,
                lang: model.lang,
                sets: &[],
                warnings: &chart.warnings,
            };
            let text = report::write(&view, report::Format::Markdown);
            Effect::Export { path, text, replace }
        }
        Writing::Case => {
            let adopt = chart.disk.trouble.is_some() || chart.disk.read_only;
            Effect::SaveAs { draft: chart.draft(model.knowledge), path, replace, adopt }
        }
    };
    model.effects.push(effect);
}

pub fn written(model: &mut Model, path: &Path, what: Writing) {
    let path = path.display().to_string();
    let words = &model.words().terminal;
    model.notice = Some(model.both(|lang| match what {
        Writing::Summary => words.exported(lang, &path),
        Writing::Case => words.copied(lang, &path),
    }))
}

/// There is such a file: asks before it is replaced.
pub fn exists(model: &mut Model, path: String, what: Writing) {
    model.mode = Mode::Confirm(Question::Replace { what, path })
}

pub fn not_written(model: &mut Model, fault: &SaveFault, what: Writing) {
    let text = trouble(model, fault);
    model.notice = Some(text);
    let path = fault.path().display().to_string();
    model.mode = Mode::Prompt { ask: Ask::Path(what), field: Field::new(&path) }
}

/// Writes the case over what somebody else wrote, or anew where it was.
pub fn overwrite(model: &mut Model) {
    model.mode = Mode::Browse;
    model.notice = None;
    let knowledge = model.knowledge;
    if let Some(chart) = model.patient_mut() {
        chart.disk.asked = chart.disk.revision;
        let draft = chart.draft(knowledge);
        model.effects.push(Effect::Overwrite(draft));
    }
}

/// Leaves the program, unless answers would be lost: the last save is tried again first.
pub fn quit(model: &mut Model) {
    let asked = matches!(model.mode, Mode::Confirm(Question::LeaveUnsaved { .. }));
    leave(model, if asked { None } else { Some(Leaving::Out) });
}

/// A signal asks to end.
pub fn terminate(model: &mut Model) {
    leave(model, Some(Leaving::AtOnce));
}

/// One screen back, once the answers are on the disk.
pub fn leave_case(model: &mut Model) {
    leave(model, Some(Leaving::ToHome));
}

/// Leaves now, or after a last save.
fn leave(model: &mut Model, after_saving: Option<Leaving>) {
    let Some((leaving, chart)) = after_saving.zip(model.patient_mut().filter(|chart| !chart.is_saved())) else {
        return match after_saving {
            Some(Leaving::ToHome) => home::go(model),
            _ => model.effects.push(Effect::Quit),
        };
    };
    if chart.disk.trouble.take().is_some() {
        chart.disk.asked = chart.disk.saved;
    }
    model.leaving = Some(leaving);
}

/// The user leaves knowing that the answers are not on the disk.
pub fn leave_unsaved(model: &mut Model, whole: bool) {
    if whole {
        return model.effects.push(Effect::Quit);
    }
    model.chart = None;
    model.effects.push(Effect::Fresh("case"));
    home::go(model)
}
