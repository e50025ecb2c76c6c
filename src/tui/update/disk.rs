//! What is on the disk: saving, saving elsewhere, exporting, and leaving only with everything safe.

use std::path::Path;

use super::super::model::{Ask, Mode, Model, Question};
use super::super::{Effect, Field, Whereabouts, Writing};
use super::home;
use crate::engine::Assessment;
use crate::knowledge::Text;
use crate::report;
use crate::store::SaveFault;

/// The case as it is now is on the disk.
pub fn saved(model: &mut Model, at: Whereabouts) {
    let Some(chart) = &mut model.chart else { return };
    let was_in_trouble = chart.disk.trouble.take().is_some();
    chart.disk.saved = chart.disk.revision;
    if was_in_trouble {
        let path = at.argument.clone();
        model.notice = Some(model.both(|lang| model.words().terminal.saved_after_all.fill(lang, &[("path", &path)])));
    }
    if let Some(chart) = &mut model.chart {
        chart.disk.at = Some(at);
    }
}

/// The case could not be saved: it stays in memory, and the user is told what can be done.
pub fn not_saved(model: &mut Model, fault: &SaveFault) {
    let text = trouble(model, fault);
    let Some(chart) = &mut model.chart else { return };
    chart.disk.trouble = Some(text.clone());
    model.notice = Some(text);
    if matches!(fault, SaveFault::ChangedUnderneath(_)) {
        model.mode = Mode::Confirm(Question::ChangedUnderneath);
    }
}

fn trouble(model: &Model, fault: &SaveFault) -> Text {
    let words = &model.words().terminal;
    let (text, path) = match fault {
        SaveFault::ChangedUnderneath(path) => (&words.not_saved_changed, path),
        SaveFault::ReadOnly(path) => (&words.not_saved_read_only, path),
        SaveFault::DiskFull(path) => (&words.not_saved_disk_full, path),
        SaveFault::Other(path, _) => (&words.not_saved, path),
    };
    let why = match fault {
        SaveFault::Other(_, error) => error.to_string(),
        _ => String::new(),
    };
    let path = path.display().to_string();
    model.both(|lang| text.fill(lang, &[("path", &path), ("why", &why)]))
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
            let assessment: &Assessment = &chart.assessment;
            let text = report::markdown(&report::View {
                knowledge: model.knowledge,
                case: &chart.case,
                assessment,
                lang: model.lang,
                warnings: &chart.warnings,
            });
            Effect::Export { path, text, replace }
        }
        Writing::Case => Effect::SaveAs { path, replace, adopt: chart.disk.trouble.is_some() },
    };
    model.effects.push(effect);
}

pub fn written(model: &mut Model, path: &Path, what: Writing) {
    let path = path.display().to_string();
    let words = &model.words().terminal;
    let text = match what {
        Writing::Summary => &words.exported,
        Writing::Case => &words.copied,
    };
    model.notice = Some(model.both(|lang| text.fill(lang, &[("path", &path)])))
}

/// There is such a file: asks before it is replaced.
pub fn exists(model: &mut Model, path: String, what: Writing) {
    model.mode = Mode::Confirm(Question::Replace { what, path })
}

pub fn not_written(model: &mut Model, fault: &SaveFault, what: Writing) {
    let text = trouble(model, fault);
    model.notice = Some(text);
    let path = match fault {
        SaveFault::ChangedUnderneath(path)
        | SaveFault::ReadOnly(path)
        | SaveFault::DiskFull(path)
        | SaveFault::Other(path, _) => path.display().to_string(),
    };
    model.mode = Mode::Prompt { ask: Ask::Path(what), field: Field::new(&path) }
}

/// Writes the case over what somebody else wrote.
pub fn overwrite(model: &mut Model) {
    model.mode = Mode::Browse;
    model.notice = None;
    model.effects.push(Effect::Overwrite);
}

/// Leaves the program, unless answers would be lost.
pub fn quit(model: &mut Model) {
    let asked = matches!(model.mode, Mode::Confirm(Question::LeaveUnsaved { .. }));
    match model.patient() {
        Some(chart) if !chart.is_saved() && chart.disk.trouble.is_some() && !asked => {
            model.mode = Mode::Confirm(Question::LeaveUnsaved { whole: true })
        }
        _ => model.effects.push(Effect::Quit),
    }
}

/// The user leaves knowing that the answers are not on the disk.
pub fn leave_unsaved(model: &mut Model, whole: bool) {
    if whole {
        return model.effects.push(Effect::Quit);
    }
    model.chart = None;
    home::go(model)
}
